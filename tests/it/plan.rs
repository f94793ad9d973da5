//! Plans as people and programs get them.

use meshc::change::{Action, Plan, Side, compare};
use meshc::diagnostic::{Code, Diagnostic, Diagnostics};
use meshc::model::{EnvironmentAddress, EnvironmentKind, Fleet};
use meshc::release::Catalog;
use meshc::report::plan::{FileChange, LIMIT, ObjectChange, PlanReport, Review, human, json, markdown};
use meshc::source::Sources;

use crate::fixture::{catalog, day, fleet};
use crate::golden;

const DEFAULTS: &str = include_str!("plan/fleet/defaults.dhall");
const ONPREM: &str = include_str!("plan/fleet/onprem.dhall");
const SAAS: &str = include_str!("plan/fleet/saas.dhall");
const CATALOG: &str = include_str!("plan/fleet/catalog.dhall");

/// Both sides of a comparison.
struct Scenario {
    sources: Sources,
    before: (Fleet, Catalog),
    after: (Fleet, Catalog),
}

impl Scenario {
    fn plan(&self) -> Plan {
        compare(&side(&self.before), &side(&self.after))
    }
}

fn side((fleet, catalog): &(Fleet, Catalog)) -> Side<'_> {
    Side {
        fleet,
        catalog: Some(catalog),
        as_of: day("2025-12-18"),
    }
}

/// The text with each of `edits` made; each must find something.
fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "nothing to replace: {from}");
        text.replace(from, to)
    })
}

fn onprem(id: &str, edits: &[(&str, &str)]) -> String {
    edited(&edited(ONPREM, &[("acme", id)]), edits)
}

fn saas(id: &str) -> String {
    edited(SAAS, &[("initech", id)])
}

/// A week of changes: a gate lowered for a release, staging rolled forward, people and secrets moved, a customer
/// that leaves, and a release that plan SaaS follows.
fn week() -> Scenario {
    let sources = Sources::default();
    let without_newest = edited(CATALOG, &[(CATALOG.lines().nth(8).unwrap(), "  ")]);
    let no_staging = {
        let text = onprem("stark", &[]);
        let start = text.find("staging =\n").unwrap();
        let end = text.find(", artifactStore").unwrap();
        format!("{}staging = None\n    {}", &text[..start], &text[end..])
    };
    let before = fleet(
        &sources,
        DEFAULTS,
        &[
            ("acme", &onprem("acme", &[])),
            ("globex", &onprem("globex", &[])),
            ("hooli", &saas("hooli")),
            ("initech", &saas("initech")),
            ("stark", &no_staging),
            ("umbrella", &saas("umbrella")),
        ],
    );
    let before = (before, catalog(&sources, &without_newest));
    let gate = "Gate { approvals = 1, roles = [ \"product-owner\", \"change-advisory-board\" ], soakDays = 7, window = { weekday = Tuesday, start = 08:00:00, end = 11:00:00, zone = \"Europe/Berlin\" } }";
    let roll = ("2025.54.0", "2025.55.0");
    let acme = onprem(
        "acme",
        &[("2025.50.1", "2025.55.0"), roll, ("defaults.gate", gate)],
    );
    let globex = onprem(
        "globex",
        &[
            roll,
            (
                "monitoringAccess = []\n      , certificates =\n        { coverage = San",
                "monitoringAccess = [ { principal = \"soc@globex.example\", request = \"CS-4711\" } ]\n      , certificates =\n        { coverage = San",
            ),
            ("fromTerraform \"globex_tls\"", "fromEnv \"GLOBEX_TLS\""),
            (
                "customer = { name = \"Acme Bank\"",
                "customer = { name = \"Globex\\n+ Corp\"",
            ),
        ],
    );
    let defaults = edited(
        DEFAULTS,
        &[(
            "[ \"costCenter\", \"environment\" ]",
            "[ \"environment\", \"costCenter\", \"owner\" ]",
        )],
    );
    let after = fleet(
        &sources,
        &defaults,
        &[
            ("acme", &acme),
            ("globex", &globex),
            ("initech", &saas("initech")),
            ("stark", &onprem("stark", &[])),
            ("umbrella", &saas("umbrella")),
        ],
    );
    let after = (after, catalog(&sources, CATALOG));
    Scenario {
        sources,
        before,
        after,
    }
}

fn findings() -> Diagnostics {
    let error = Diagnostic::error(
        Code("I49"),
        "`settings.osb` holds a literal where a reference belongs",
    );
    let mut warning = Diagnostic::error(
        Code("R41"),
        "production runs `2025.55.0` before staging\nhas for 7 days",
    );
    warning.severity = meshc::diagnostic::Severity::Warning;
    [error, warning.address("acme/production.release")]
        .into_iter()
        .collect()
}

fn address(instance: &str, kind: EnvironmentKind) -> EnvironmentAddress {
    EnvironmentAddress {
        instance: instance.to_owned(),
        kind,
    }
}

fn rendered() -> (Vec<ObjectChange>, Vec<FileChange>) {
    let object = |action, kind: &str, name: &str, restarts| ObjectChange {
        environment: address("acme", EnvironmentKind::Production),
        action,
        kind: kind.to_owned(),
        name: name.to_owned(),
        restarts,
    };
    let objects = vec![
        object(Action::Update, "Deployment", "meshfed", true),
        object(Action::Create, "ConfigMap", "kraken", false),
    ];
    let text =
        |image: &str| format!("kind: Deployment\nspec:\n  replicas: 3\n  image: {image}\n  note: \"```\"\n");
    let files = vec![FileChange {
        path: "acme/production/meshfed.yaml".to_owned(),
        before: Some(text("meshfed:2025.50.1")),
        after: Some(text("meshfed:2025.55.0")),
    }];
    (objects, files)
}

/// Prints a plan in one form, with everything that can stand beside it.
fn printed<T>(scenario: &Scenario, form: fn(&Review<'_>) -> T) -> T {
    let plan = scenario.plan();
    let (objects, files) = rendered();
    form(&Review {
        plan: &plan,
        base: "a1b2c3d",
        head: "f6e7d8c",
        complete: true,
        findings: &findings(),
        sources: &scenario.sources,
        objects: &objects,
        files: &files,
    })
}

/// The review of a plan alone.
fn alone<'a>(plan: &'a Plan, sources: &'a Sources, findings: &'a Diagnostics) -> Review<'a> {
    Review {
        plan,
        base: "a1b2c3d",
        head: "f6e7d8c",
        complete: true,
        findings,
        sources,
        objects: &[],
        files: &[],
    }
}

#[test]
fn a_week_of_changes_reads_well_in_each_form() {
    let week = week();
    golden::check(
        "tests/golden/plan/week.txt",
        &printed(&week, |review| human(review, false)),
    );
    golden::check("tests/golden/plan/week.md", &printed(&week, markdown));
    golden::check("tests/golden/plan/week.json", &printed(&week, json));
}
