//! R17: logging and monitoring are part of every installation.

use crate::rules::{Enforcement, rule};

rule! {
    /// Every installation has its logging and its monitoring, and tells the operations centre how it is. A switch that turns either off cannot be written; how long logs are kept
    /// (`logRetention`) and who may look (`monitoringAccess`) can.
    ///
    /// ## Why
    ///
    /// The operator answers for the installation and cannot do so blindly: integrating both is a precondition of
    /// the managed service.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with monitoring.enabled = False
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production
    /// with monitoringAccess = [ { principal = "it-operations", request = "SUP-4711" } ]
    /// ```
    R17 = "R17", Stated Error, "Logging and monitoring are part of every installation",
    Enforcement::Type,
    ["Instance", "SaaS", "OnPrem", "SaasProduction", "Production", "Staging", "Settings"] => [
        "logging", "logs", "log", "logLevel", "monitoring", "metrics", "telemetry", "observability", "prometheus",
        "grafana", "loki", "alerting", "alerts",
    ],
    ["MonitoringSettings", "Monitor"] => ["enabled", "enable", "disabled", "active", "logging", "monitoring", "metrics"],
}
