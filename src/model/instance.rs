//! One installation of the product for one customer.

use super::record::{record, union};
use super::{
    Agreement, ArtifactStore, ConfigCopy, EnvironmentKind, Infrastructure, Pipeline, Production,
    SaasProduction, SaasWindow, Settings, SocLink, Staging, TagSchemas,
};

record! {
    /// One installation of the product for one customer.
    pub struct Instance {
        /// The name of its folder: lower-case letters, digits and single inner hyphens, at most 30.
        id: String = "id",
        /// For whom.
        customer: Customer = "customer",
        /// Under which plan, with everything that the plan has.
        plan: Plan = "plan",
        /// The settings of the product's components.
        settings: Settings = "settings",
        /// What is known of the tags of the installation.
        tags: Option<TagSchemas> = "tags",
    }
}

record! {
    /// A customer.
    pub struct Customer {
        /// Its name, for people.
        name: String = "name",
        /// Whom to ask, a mail address.
        contact: String = "contact",
    }
}

union! {
    /// The plans. What a plan does not have cannot be written down.
    pub enum Plan {
        /// The operator's infrastructure, the generic agreement, always the newest release.
        SaaS(SaaS),
        /// The customer's infrastructure, an individual agreement.
        OnPrem(OnPrem),
    }
}

record! {
    /// Plan SaaS. The agreement is the generic one, the infrastructure the standard one, the release always the
    /// newest: none of them can be chosen.
    pub struct SaaS {
        /// The weekly window that the agreement selects.
        window: SaasWindow = "window",
        /// The only environment.
        production: SaasProduction = "production",
        /// The customer's copy of the configuration, where the repository grants one under every plan.
        config_copy: Option<ConfigCopy> = "configCopy",
    }
}

record! {
    /// Plan SaaS On-Prem.
    pub struct OnPrem {
        /// The individual agreement.
        agreement: Agreement = "agreement",
        /// Where it runs.
        infrastructure: Infrastructure = "infrastructure",
        /// How releases get there.
        pipeline: Pipeline = "pipeline",
        /// The environment that the customer works with.
        production: Production = "production",
        /// The environment for trying releases.
        staging: Option<Staging> = "staging",
        /// The customer's store for artifacts.
        artifact_store: Option<ArtifactStore> = "artifactStore",
        /// The customer's copy of the configuration.
        config_copy: Option<ConfigCopy> = "configCopy",
        /// The link to the customer's security operations centre.
        soc: Option<SocLink> = "soc",
    }
}

impl Plan {
    /// The customer's copy of the configuration.
    pub fn config_copy(&self) -> Option<&ConfigCopy> {
        match self {
            Self::SaaS(plan) => plan.config_copy.as_ref(),
            Self::OnPrem(plan) => plan.config_copy.as_ref(),
        }
    }

    /// `SaaS` or `SaaS On-Prem`, the names that customers know.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SaaS(_) => "SaaS",
            Self::OnPrem(_) => "SaaS On-Prem",
        }
    }

    /// The environments that there are, production first.
    pub fn environments(&self) -> Vec<EnvironmentKind> {
        match self {
            Self::OnPrem(OnPrem { staging: Some(_), .. }) => {
                vec![EnvironmentKind::Production, EnvironmentKind::Staging]
            }
            Self::SaaS(_) | Self::OnPrem(_) => vec![EnvironmentKind::Production],
        }
    }

    /// The release that an environment is written down to run; `None` under SaaS, which follows the newest.
    pub fn release(&self, kind: EnvironmentKind) -> Option<&str> {
        match (self, kind) {
            (Self::SaaS(_), _) => None,
            (Self::OnPrem(plan), EnvironmentKind::Production) => Some(&plan.production.release),
            (Self::OnPrem(plan), EnvironmentKind::Staging) => Some(&plan.staging.as_ref()?.release),
        }
    }
}
