//! R3: a copy of the configuration goes to the customers whose plan grants one.

use crate::diagnostic::Diagnostic;
use crate::model::{CopyReading, Declared, Plan};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// A customer of plan SaaS On-Prem may get a copy of the configuration repository, with a contact to ask
    /// about it. A customer of plan SaaS may not.
    ///
    /// ## Why
    ///
    /// The plan text grants the copy, for audits for example, to On-Prem customers. Elsewhere it says "when
    /// applicable to your plan"; this is the narrow reading of both. A repository whose operator reads it widely
    /// says `copyReading = meshc.CopyReading.AnyPlan` in `meshc.dhall`.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , configCopy = Some { repository, contact }
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.OnPrem
    ///   meshc.OnPrem::{
    ///   , agreement
    ///   , infrastructure
    ///   , pipeline
    ///   , production
    ///   , configCopy = Some { repository, contact }
    ///   }
    /// ```
    R3 = "R3", Stated Error, "The configuration is handed out to On-Prem customers only",
    Enforcement::Snapshot(check),
    ["SaaS", "SaasProduction"] => [
        "configRepository", "configurationCopy", "configurationRepository", "repository", "repositoryCopy",
        "gitRepository",
    ],
    ["SaasProduction"] => ["configCopy"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    match context.fleet.settings.copy_reading {
        CopyReading::OnPremOnly => context.fleet.instances.values().filter_map(judge).collect(),
        CopyReading::AnyPlan => Vec::new(),
    }
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let Plan::SaaS(plan) = &declared.instance.plan else {
        return None;
    };
    plan.config_copy.as_ref().map(|_| {
        R3.finding("plan SaaS does not grant a copy of the configuration")
            .on(&Place::in_instance(declared, "plan.configCopy"), "")
            .expected("no copy, or plan SaaS On-Prem")
            .help(
                "the plan text is read narrowly; where every plan grants a copy, \
                 `copyReading = meshc.CopyReading.AnyPlan` in `meshc.dhall` says so",
            )
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn the_reading_of_the_repository_decides_who_gets_a_copy() {
        let copy = json!({ "repository": "https://git.beta.example/mesh.git", "contact": "it@beta.example" });
        let saas = Sample::new().set("beta:plan.configCopy", copy.clone());
        let refused = ["error beta:plan.configCopy: plan SaaS does not grant a copy of the configuration"];
        assert_eq!(saas.findings(&R3), refused);
        let wide = |sample: Sample| sample.settings(|settings| settings.copy_reading = CopyReading::AnyPlan);
        assert_eq!(wide(saas).everything(), [] as [&str; 0]);
        let on_prem = Sample::new().set("acme:plan.configCopy", copy);
        assert_eq!(on_prem.findings(&R3), [] as [&str; 0]);
        let bad = Sample::new().set(
            "beta:plan.configCopy",
            json!({ "repository": "", "contact": "it" }),
        );
        assert_eq!(wide(bad).everything().len(), 2);
    }
}
