//! What environments have to themselves, in the example fleet: who comes to share it, and who no longer does.

use meshc::change::{Plan, Weakening};
use meshc::source::Sources;

use crate::memory::{Memory, changes};

const PORT: &str = "instances/norhaven-port/instance.dhall";
const BANK: &str = "instances/brackenfeld-bank/instance.dhall";

/// The accounts of Norhaven Port and of Karlsried Steel, both at AWS.
const OWN: &str = "444455556666";
const OTHER: &str = "111122223333";

fn plan(before: &Memory, after: &Memory) -> Plan {
    let sources = Sources::default();
    let [before, after] = [before, after].map(|side| side.loaded(&sources));
    assert!(after.unread.is_empty(), "{:?}", after.findings);
    changes(&before, &after)
}

/// What is said of isolation: where, the guardrail that is weaker, and why.
fn told(plan: &Plan) -> Vec<String> {
    let isolation = plan.changes().filter(|change| {
        let class = change.verdict.class.as_str();
        class == "isolation" && !change.told_below
    });
    isolation
        .map(|change| {
            let weaker = match change.guardrail {
                Some(_) => "weaker",
                None => "not weaker",
            };
            let verdict = &change.verdict;
            let risk = verdict.risk.as_str();
            format!(
                "{} {} {risk}, {weaker}: {}",
                change.address, change.path, verdict.reason
            )
        })
        .collect()
}

#[test]
fn whoever_comes_into_the_account_of_another_makes_both_less_isolated() {
    let example = Memory::example();
    let moved = example.edited(PORT, OWN, OTHER);
    let shared = |address: &str| {
        let why = "the account is shared by `karlsried-steel` and `norhaven-port`";
        format!("{address} isolation.account high, weaker: {why}")
    };
    let there = plan(&example, &moved);
    assert_eq!(
        told(&there),
        [
            shared("karlsried-steel/production"),
            shared("norhaven-port/production"),
            shared("norhaven-port/staging"),
        ]
    );
    assert_eq!(
        { there.environments.iter() }
            .flat_map(|environment| environment.guardrails())
            .filter(|weaker| *weaker == Weakening::IsolationShared)
            .count(),
        3
    );
    // The way back is one of isolation, too, and nothing is weaker by it.
    let was = |address: &str| {
        let why = "the account was shared by `karlsried-steel` and `norhaven-port`";
        format!("{address} isolation.account medium, not weaker: {why}")
    };
    assert_eq!(
        told(&plan(&moved, &example)),
        [
            was("karlsried-steel/production"),
            was("norhaven-port/production"),
            was("norhaven-port/staging"),
        ]
    );
}

#[test]
fn an_account_of_its_own_is_no_matter_of_isolation_and_neither_is_another_provider() {
    let example = Memory::example();
    assert_eq!(
        told(&plan(&example, &example.edited(PORT, OWN, "777788889999"))),
        [] as [&str; 0]
    );
    // The same name at another provider is another account.
    let google =
        format!("meshc.Provider.GoogleCloud {{ project = \"{OTHER}\", region = \"europe-north1\" }}");
    let aws =
        format!("meshc.Provider.AWS\n                    {{ account = \"{OWN}\", region = \"eu-north-1\" }}");
    assert_eq!(
        told(&plan(&example, &example.edited(PORT, &aws, &google))),
        [] as [&str; 0]
    );
    // One data centre holds many customers.
    let moved = example.edited(BANK, "Kassel, Germany", "Frankfurt am Main, Germany");
    assert_eq!(told(&plan(&example, &moved)), [] as [&str; 0]);
}

#[test]
fn a_registry_and_a_store_of_secrets_are_kept_apart_as_well() {
    let example = Memory::example();
    let registry = example.edited(
        PORT,
        "registry.norhaven.example/mirror/meshstack",
        "registry.ostermoor.example/meshstack",
    );
    let told_of_registry = told(&plan(&example, &registry));
    assert_eq!(told_of_registry.len(), 4, "{told_of_registry:?}");
    assert!(
        told_of_registry.iter().all(|line| line
            .ends_with("isolation.registry high, weaker: the registry is shared by `norhaven-port` and `ostermoor-energy`")),
        "{told_of_registry:?}"
    );
    let store = example.edited(
        BANK,
        "SecretStoreKind.SecretStore",
        "SecretStoreKind.ClusterSecretStore",
    );
    let [there, back] = [plan(&example, &store), plan(&store, &example)];
    assert!(
        told(&there)[0].contains("secretStore.kind high, weaker"),
        "{:?}",
        told(&there)
    );
    assert!(
        told(&back)[0].contains("secretStore.kind medium, not weaker"),
        "{:?}",
        told(&back)
    );
}

#[test]
fn a_network_of_its_own_goes_with_plan_saas() {
    let example = Memory::example();
    let id = "velmont-rail";
    let saas = format!("instances/{id}/instance.dhall");
    let other = example
        .text("instances/karlsried-steel/instance.dhall")
        .replace("karlsried-steel", id)
        .replace(OTHER, "999900001111");
    let mut after = example.clone();
    after.write(&saas, &other);
    let guardrails = |plan: &Plan| -> Vec<Weakening> {
        let environments = plan.environments.iter();
        let environments = environments.filter(|environment| environment.address.instance == id);
        environments
            .flat_map(|environment| environment.guardrails())
            .collect()
    };
    assert!(guardrails(&plan(&example, &after)).contains(&Weakening::IsolationDropped));
    assert!(!guardrails(&plan(&after, &example)).contains(&Weakening::IsolationDropped));
}
