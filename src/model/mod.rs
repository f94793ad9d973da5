//! The typed model of instances: plans, environments, agreements, settings, secrets.
//!
//! An [`Instance`] is what one file of a configuration repository says. It is there twice: as typed Rust
//! values, for rules and rendering, and as a [`Node`] tree in which each part knows the source text that gave
//! it, for comparing and for pointing at. What a plan does not have cannot be written down.
//!
//! This room does not know Dhall's evaluation, Kubernetes or git. The types derive serde's traits, the Dhall
//! type ([`serde_dhall::StaticType`]) and the JSON Schema from one declaration each.

pub(crate) mod record;

mod agreement;
mod approval;
mod calendar;
mod environment;
mod fleet;
mod freeze;
pub mod gate;
mod infrastructure;
mod instance;
pub mod limit;
mod node;
mod reading;
mod scope;
mod secret;
mod settings;
mod tag;
mod view;
mod waiver;

pub use agreement::{Agreement, ExtendedSupport, Gate, ProductionRollout, StagingRollout};
pub use approval::{Approval, DeclaredApproval, identity};
pub use calendar::{Date, FOREIGN_TYPE, SaasWindow, Time, Weekday, Window};
pub use environment::{
    Backup, Certificates, Coverage, EnvironmentKind, Hosts, LogRetention, MonitoringAccess, Production,
    SaasProduction, SecretStore, SecretStoreKind, Size, Staging, UnknownEnvironmentKind,
};
pub use fleet::{Declared, EnvironmentAddress, Fleet, Level, RepositorySettings, RuleLevel};
pub use freeze::Freeze;
pub use infrastructure::{
    ArtifactStore, Aws, Azure, CiSystem, ConfigCopy, GoogleCloud, Infrastructure, OnPremise, OperatorAccess,
    Pipeline, PipelineProvider, Provider, SocLink,
};
pub use instance::{Customer, Instance, OnPrem, Plan, SaaS};
pub use node::{Node, Value};
pub use reading::{
    CopyReading, DayReading, EndOfLifeReading, PaymentReading, ReleaseReading, UnusualReading, WindowReading,
};
pub(crate) use record::{record, union};
pub use scope::{Scope, is_about};
pub use secret::{Exposed, Redacted, SECRET_ALTERNATIVES, Secret};
pub use settings::*;
pub use tag::TagSchemas;
pub use view::{EnvironmentView, Rollout};
pub use waiver::{DeclaredWaiver, Waiver, WaiverScope};
