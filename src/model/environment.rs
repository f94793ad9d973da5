//! What belongs to one environment of an instance.

use std::fmt;
use std::str::FromStr;

use super::record::{record, union};
use super::{ProductionRollout, Secret, StagingRollout};

/// The kinds of environment. An instance has at most one of each, so the kind is also the name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EnvironmentKind {
    /// What the customer works with.
    Production,
    /// What On-Prem customers may have beside it, for trying a release.
    Staging,
}

impl EnvironmentKind {
    /// `production` or `staging`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Staging => "staging",
        }
    }
}

impl fmt::Display for EnvironmentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is not the name of a kind of environment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no kind of environment; there are `production` and `staging`")]
pub struct UnknownEnvironmentKind(String);

impl FromStr for EnvironmentKind {
    type Err = UnknownEnvironmentKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Production, Self::Staging]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownEnvironmentKind(text.to_owned()))
    }
}

record! {
    /// The names under which an environment is reached.
    pub struct Hosts {
        /// The panel.
        panel: String = "panel",
        /// meshfed's API.
        api: String = "api",
        /// kraken's API.
        kraken: String = "kraken",
        /// The identity broker.
        sso: String = "sso",
        /// The smoke tests.
        sonar: String = "sonar",
    }
}

impl Hosts {
    /// Every host with the label of its field.
    pub fn all(&self) -> [(&'static str, &str); 5] {
        [
            ("panel", &self.panel),
            ("api", &self.api),
            ("kraken", &self.kraken),
            ("sso", &self.sso),
            ("sonar", &self.sonar),
        ]
    }
}

union! {
    /// How much of everything an environment gets.
    #[derive(Copy, Eq)]
    pub enum Size {
        /// One replica of each component; rollouts interrupt.
        Small,
        /// Two replicas of each component that can have them.
        Medium,
        /// Three replicas of each component that can have them.
        Large,
    }
}

record! {
    /// How often an environment is backed up and how long that is kept.
    pub struct Backup {
        /// Hours between two backups.
        every_hours: u64 = "everyHours",
        /// Days that a backup is kept.
        keep_days: u64 = "keepDays",
        /// The request under which another value than the default (24 hours, 30 days) was asked for.
        request: Option<String> = "request",
    }
}

record! {
    /// How long logs are kept, in months.
    pub struct LogRetention {
        /// meshStack's audit events.
        events: u64 = "events",
        /// The components' own logs.
        components: u64 = "components",
        /// The identity broker's events.
        identity_events: u64 = "identityEvents",
        /// The identity broker's own logs.
        identity_logs: u64 = "identityLogs",
    }
}

record! {
    /// Somebody of the customer who may look at the monitoring.
    pub struct MonitoringAccess {
        /// Who.
        principal: String = "principal",
        /// The request that asked for it.
        request: String = "request",
    }
}

union! {
    /// Which hosts a certificate covers.
    pub enum Coverage {
        /// Every host below the domain.
        Wildcard,
        /// The hosts listed.
        San(Vec<String>),
    }
}

record! {
    /// The certificate that an On-Prem customer supplies.
    pub struct Certificates {
        /// Which hosts it covers.
        coverage: Coverage = "coverage",
        /// Whether the whole chain with its own roots is there.
        full_chain: bool = "fullChain",
        /// The certificate and its key.
        secret: Secret = "secret",
    }
}

union! {
    /// The kinds of store that the External Secrets operator knows.
    #[derive(Copy, Eq)]
    pub enum SecretStoreKind {
        /// One of the environment's namespace.
        SecretStore,
        /// One of the whole cluster.
        ClusterSecretStore,
    }
}

record! {
    /// Where an environment's secrets come from.
    pub struct SecretStore {
        /// Which kind of store.
        kind: SecretStoreKind = "kind",
        /// Its name in the cluster.
        name: String = "name",
    }
}

record! {
    /// The production environment of a SaaS instance: the standard, and what may differ from it.
    pub struct SaasProduction {
        /// The names under which it is reached.
        hosts: Hosts = "hosts",
        /// How long logs are kept.
        log_retention: LogRetention = "logRetention",
        /// Who of the customer may look at the monitoring.
        monitoring_access: Vec<MonitoringAccess> = "monitoringAccess",
    }
}

macro_rules! environment {
    ($(#[$meta:meta])* $name:ident, $rollout:ty) => {
        record! {
            $(#[$meta])*
            pub struct $name {
                /// The release that it is to run, such as `2025.55.0`.
                release: String = "release",
                /// The names under which it is reached.
                hosts: Hosts = "hosts",
                /// How much of everything it gets.
                size: Size = "size",
                /// How it is backed up.
                backup: Backup = "backup",
                /// How long logs are kept.
                log_retention: LogRetention = "logRetention",
                /// Who of the customer may look at the monitoring.
                monitoring_access: Vec<MonitoringAccess> = "monitoringAccess",
                /// The certificate for its hosts.
                certificates: Certificates = "certificates",
                /// Where its secrets come from.
                secret_store: SecretStore = "secretStore",
                /// When it is rolled out.
                rollout: $rollout = "rollout",
            }
        }
    };
}

environment!(
    /// The production environment of an On-Prem instance.
    Production,
    ProductionRollout
);
environment!(
    /// The staging environment of an On-Prem instance.
    Staging,
    StagingRollout
);
