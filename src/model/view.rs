//! One environment with everything that holds for it, whatever the plan.

use super::{
    Backup, Certificates, Declared, EnvironmentAddress, EnvironmentKind, Hosts, LogRetention,
    MonitoringAccess, Plan, Production, ProductionRollout, SaasProduction, SaasWindow, SecretStore,
    SecretStoreKind, Size, Staging, StagingRollout,
};

/// One environment with everything that holds for it: its own part of the plan, or the plan's standard.
#[derive(Clone, Debug)]
pub struct EnvironmentView<'a> {
    /// Its name.
    pub address: EnvironmentAddress,
    /// The instance that it belongs to.
    pub declared: &'a Declared,
    part: Part<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Saas(SaasWindow, &'a SaasProduction),
    Production(&'a Production),
    Staging(&'a Staging),
}

/// When an environment is rolled out.
#[derive(Clone, Copy, Debug)]
pub enum Rollout<'a> {
    /// SaaS: by itself, in the weekly window of the agreement.
    Saas(SaasWindow),
    /// On-Prem production.
    Production(&'a ProductionRollout),
    /// On-Prem staging.
    Staging(&'a StagingRollout),
}

impl<'a> EnvironmentView<'a> {
    /// The environment of that kind; `None` if the instance has none.
    pub fn new(declared: &'a Declared, kind: EnvironmentKind) -> Option<Self> {
        let part = match (&declared.instance.plan, kind) {
            (Plan::SaaS(plan), EnvironmentKind::Production) => Part::Saas(plan.window, &plan.production),
            (Plan::SaaS(_), EnvironmentKind::Staging) => return None,
            (Plan::OnPrem(plan), EnvironmentKind::Production) => Part::Production(&plan.production),
            (Plan::OnPrem(plan), EnvironmentKind::Staging) => Part::Staging(plan.staging.as_ref()?),
        };
        let address = EnvironmentAddress {
            instance: declared.instance.id.clone(),
            kind,
        };
        Some(Self {
            address,
            declared,
            part,
        })
    }

    /// The path of its own part in the instance's tree: `plan.production` or `plan.staging`.
    pub fn path(&self) -> String {
        format!("plan.{}", self.address.kind)
    }

    /// The release that it is written down to run; `None` under SaaS, which follows the newest.
    pub fn release(&self) -> Option<&'a str> {
        match self.part {
            Part::Saas(..) => None,
            Part::Production(part) => Some(&part.release),
            Part::Staging(part) => Some(&part.release),
        }
    }

    /// The names under which it is reached.
    pub fn hosts(&self) -> &'a Hosts {
        match self.part {
            Part::Saas(_, part) => &part.hosts,
            Part::Production(part) => &part.hosts,
            Part::Staging(part) => &part.hosts,
        }
    }

    /// How much of everything it gets; medium under SaaS.
    pub fn size(&self) -> Size {
        match self.part {
            Part::Saas(..) => Size::Medium,
            Part::Production(part) => part.size,
            Part::Staging(part) => part.size,
        }
    }

    /// How it is backed up; under SaaS every 24 hours, kept 30 days.
    pub fn backup(&self) -> Backup {
        match self.part {
            Part::Saas(..) => Backup {
                every_hours: 24,
                keep_days: 30,
                request: None,
            },
            Part::Production(part) => part.backup.clone(),
            Part::Staging(part) => part.backup.clone(),
        }
    }

    /// How long logs are kept.
    pub fn log_retention(&self) -> &'a LogRetention {
        match self.part {
            Part::Saas(_, part) => &part.log_retention,
            Part::Production(part) => &part.log_retention,
            Part::Staging(part) => &part.log_retention,
        }
    }

    /// Who of the customer may look at the monitoring.
    pub fn monitoring_access(&self) -> &'a [MonitoringAccess] {
        match self.part {
            Part::Saas(_, part) => &part.monitoring_access,
            Part::Production(part) => &part.monitoring_access,
            Part::Staging(part) => &part.monitoring_access,
        }
    }

    /// The certificate that the customer supplies; `None` under SaaS, where the operator does.
    pub fn certificates(&self) -> Option<&'a Certificates> {
        match self.part {
            Part::Saas(..) => None,
            Part::Production(part) => Some(&part.certificates),
            Part::Staging(part) => Some(&part.certificates),
        }
    }

    /// Where its secrets come from; under SaaS the operator's store of the cluster, `meshstack`.
    pub fn secret_store(&self) -> SecretStore {
        match self.part {
            Part::Saas(..) => SecretStore {
                kind: SecretStoreKind::ClusterSecretStore,
                name: "meshstack".to_owned(),
            },
            Part::Production(part) => part.secret_store.clone(),
            Part::Staging(part) => part.secret_store.clone(),
        }
    }

    /// When it is rolled out.
    pub fn rollout(&self) -> Rollout<'a> {
        match self.part {
            Part::Saas(window, _) => Rollout::Saas(window),
            Part::Production(part) => Rollout::Production(&part.rollout),
            Part::Staging(part) => Rollout::Staging(&part.rollout),
        }
    }
}
