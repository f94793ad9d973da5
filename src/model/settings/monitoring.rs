//! Settings of monitoring: who is told, and what is tried.

use crate::model::Secret;
use crate::model::record::record;

record! {
    /// Settings of monitoring.
    pub struct MonitoringSettings {
        /// `monitor`.
        monitor: Option<Monitor> = "monitor",
        /// `mesh.sonar`.
        sonar: Option<Sonar> = "sonar",
    }
}

record! {
    /// `monitor`: who is told of alerts beside the operator.
    pub struct Monitor {
        /// Mail addresses.
        additional_alert_addresses: Vec<String> = "additionalAlertAddresses",
    }
}

record! {
    /// `mesh.sonar`: smoke tests through the product's own interfaces.
    pub struct Sonar {
        /// What is tried, and as whom.
        scopes: Vec<SonarScope> = "scopes",
    }
}

record! {
    /// `mesh.sonar.scope`: what one user tries in one workspace.
    pub struct SonarScope {
        /// A technical user of the identity broker.
        username: String = "username",
        /// What it logs in with.
        password: Secret = "password",
        /// The workspace.
        customer: String = "customer",
        /// The projects in it.
        projects: Vec<SonarProject> = "projects",
    }
}

record! {
    /// A project that is tried.
    pub struct SonarProject {
        /// The identifier of the project.
        project_name: String = "projectName",
        /// Its tenants.
        targets: Vec<SonarTarget> = "targets",
    }
}

record! {
    /// A tenant that is tried.
    pub struct SonarTarget {
        /// The platform of the tenant, `<platform>.<location>` (I08).
        platform_name: String = "platformName",
        /// Where the tenant is entered, an `https` URL that ends in `/access`.
        url: String = "url",
    }
}
