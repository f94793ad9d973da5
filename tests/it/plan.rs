//! Plans as people and programs get them.

mod object;
mod request;
mod view;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use meshc::change::{Action, Holding, Plan, Side, compare};
use meshc::compile::page;
use meshc::diagnostic::{Code, Diagnostic, Diagnostics};
use meshc::model::{EnvironmentAddress, EnvironmentKind, Fleet};
use meshc::release::Catalog;
use meshc::report::history::Commit;
use meshc::report::plan::{
    Author, Authors, FileChange, Interruption, LIMIT, ObjectChange, PlanReport, Review, View, html, human,
    json, markdown,
};
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
        interruption: restarts.then_some(Interruption::SingleReplica),
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

/// What is known of a clone without a history.
static NOBODY: Authors = Authors {
    before: BTreeMap::new(),
    after: BTreeMap::new(),
    shallow: false,
};

/// What a library says is committed, what an instance says is not.
fn people(plan: &Plan, sources: &Sources) -> Authors {
    let commit = Commit {
        id: "0123456789abcdef0123456789abcdef01234567".to_owned(),
        short: "0123456789".to_owned(),
        author: "Ada Example".to_owned(),
        time: "2026-01-05T09:00:00+01:00".to_owned(),
        summary: "Describe the fleet".to_owned(),
    };
    let mut authors = NOBODY.clone();
    for change in plan.changes() {
        let sides = [
            (change.origin_before, &mut authors.before),
            (change.origin_after, &mut authors.after),
        ];
        for (origin, known) in sides {
            let Some(span) = origin else { continue };
            let file = sources.source(span.file).name.to_string();
            let author = match file.starts_with("lib/") {
                true => Author::Committed(commit.clone()),
                false => Author::NotCommitted,
            };
            known.insert((file, sources.range(span).0.line), author);
        }
    }
    authors
}

/// Prints a plan in one form, with everything that can stand beside it.
fn printed<T>(scenario: &Scenario, form: fn(&Review<'_>) -> T) -> T {
    let plan = scenario.plan();
    let (objects, files) = rendered();
    form(&Review {
        authors: &people(&plan, &scenario.sources),
        fleets: [&scenario.before.0, &scenario.after.0],
        objects: &objects,
        losses: &plan.losses(),
        files: &files,
        ..alone(&plan, &scenario.sources, &findings())
    })
}

/// The review of a plan alone.
pub(crate) fn alone<'a>(plan: &'a Plan, sources: &'a Sources, findings: &'a Diagnostics) -> Review<'a> {
    Review {
        plan,
        shown: plan,
        view: &EVERYTHING,
        base: "a1b2c3d",
        head: "f6e7d8c",
        commits: [None, Some("f6e7d8c000000000000000000000000000000000")],
        complete: true,
        findings,
        sources,
        authors: &NOBODY,
        objects: &[],
        losses: &[],
        files: &[],
        fleets: [&NO_FLEET, &NO_FLEET],
        holdings: &NOTHING,
        page: &page,
    }
}

/// The fleets of nobody, for plans whose schedule is not looked at.
static NO_FLEET: LazyLock<Fleet> = LazyLock::new(Fleet::default);

/// What a reader sees who asks for nothing else.
static EVERYTHING: LazyLock<View> = LazyLock::new(View::default);

/// What is there when the values that stay are not asked for.
static NOTHING: BTreeMap<EnvironmentAddress, Vec<Holding>> = BTreeMap::new();

#[test]
fn a_week_of_changes_reads_well_in_each_form() {
    let week = week();
    golden::check(
        "tests/golden/plan/week.txt",
        &printed(&week, |review| human(review, false)),
    );
    golden::check("tests/golden/plan/week.md", &printed(&week, markdown));
    golden::check(
        "tests/golden/plan/week.html",
        &without_page(&printed(&week, html)),
    );
}

/// A page of HTML without its style and its script, which are files of their own.
fn without_page(html: &str) -> String {
    let cut = |text: &str, from: &str, to: &str| {
        let (start, rest) = text.split_once(from).unwrap();
        let (_, end) = rest.split_once(to).unwrap();
        format!("{start}{from}{to}{end}")
    };
    let policy = cut(html, "'sha256-", "'; script-src");
    let policy = cut(&policy, "script-src 'sha256-", "'; base-uri");
    cut(&cut(&policy, "<style>", "</style>"), "<script>", "</script>")
}

#[test]
fn a_lowered_gate_reads_well_as_json() {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let gate = DEFAULTS.replace("approvals = 2", "approvals = 1");
    let text = onprem("acme", &[]);
    let before = (fleet(&sources, DEFAULTS, &[("acme", &text)]), releases.clone());
    let after = onprem("acme", &[("2025.50.1", "2025.51.0")]);
    let after = (fleet(&sources, &gate, &[("acme", &after)]), releases);
    let scenario = Scenario {
        sources,
        before,
        after,
    };
    golden::check("tests/golden/plan/gate.json", &printed(&scenario, json));
}

#[test]
fn nothing_changes_if_only_the_text_does() {
    let sources = Sources::default();
    let newest = catalog(&sources, CATALOG);
    let shared = fleet(
        &sources,
        DEFAULTS,
        &[("acme", &onprem("acme", &[])), ("initech", &saas("initech"))],
    );
    let settings = DEFAULTS.split_once("settings =").unwrap().1;
    let settings = settings.trim_end().trim_end_matches('}');
    let rewritten = onprem(
        "acme",
        &[
            ("defaults.settings", settings),
            (
                "[ \"mesh.acme.example\", \"sso.mesh.acme.example\" ]",
                "[\"sso.mesh.acme.example\",\n\"mesh.acme.example\"]",
            ),
            (
                "mapKey = \"admin\", mapValue = { alias = \"adm\" }",
                "mapValue = { alias = \"adm\" }, mapKey = \"admin\"",
            ),
            ("{ id = \"acme\"\n, customer", "\n\n{ id = \"acme\", customer"),
        ],
    );
    let rewritten = fleet(
        &sources,
        DEFAULTS,
        &[("initech", &saas("initech")), ("acme", &rewritten)],
    );
    let plan = compare(&side(&(shared, newest.clone())), &side(&(rewritten, newest)));
    assert!(plan.is_empty() && plan.before == plan.after);
    let none = Diagnostics::new();
    let review = alone(&plan, &sources, &none);
    golden::check("tests/golden/plan/nothing.txt", &human(&review, false));
    golden::check("tests/golden/plan/nothing.md", &markdown(&review));
    let partly = Review {
        complete: false,
        ..review
    };
    assert!(human(&partly, false).contains("No changes in what could be read"));
    assert!(!PlanReport::new(&partly).applyable);
}

/// The classes and guardrails of acme's production when its text is edited, as `class ! weakening` per leaf.
fn judged(edits: &[(&str, &str)]) -> Vec<String> {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let written = onprem(
        "acme",
        &[(
            "defaults.gate",
            &DEFAULTS[DEFAULTS.find("Gate").unwrap()..DEFAULTS.find(", settings").unwrap()],
        )],
    );
    let written = edited(
        &written,
        &[(
            "defaults.backup",
            "{ everyHours = 24, keepDays = 30, request = None }",
        )],
    );
    let before = fleet(&sources, DEFAULTS, &[("acme", &written)]);
    let after = fleet(&sources, DEFAULTS, &[("acme", &edited(&written, edits))]);
    let plan = compare(&side(&(before, releases.clone())), &side(&(after, releases)));
    let changes = plan
        .changes()
        .filter(|change| !change.told_below || change.guardrail.is_some());
    let production = changes.filter(|change| change.address.kind == EnvironmentKind::Production);
    production
        .map(|change| {
            let weaker = change
                .guardrail
                .map(|weakening| format!(" ! {weakening:?}"))
                .unwrap_or_default();
            let used = if change.guardrail_used { " used" } else { "" };
            format!("{} {}{weaker}{used}", change.path, change.verdict.class.as_str())
        })
        .collect()
}

#[test]
fn a_guardrail_is_weaker_one_way_and_not_the_other() {
    let gate_window = "{ weekday = Tuesday, start = 08:00:00, end = 11:00:00, zone = \"Europe/Berlin\" }";
    type Row<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);
    let rows: &[Row<'_>] = &[
        (
            &[("approvals = 2", "approvals = 1")],
            &["rollout.gate.approvals gate ! ApprovalsLowered"],
        ),
        (
            &[("approvals = 2", "approvals = 3")],
            &["rollout.gate.approvals gate"],
        ),
        (
            &[("approvals = 2", "approvals = 1"), ("2025.50.1", "2025.51.0")],
            &[
                "release release-feature",
                "rollout.gate.approvals gate ! ApprovalsLowered used",
            ],
        ),
        (
            &[
                ("upgradeWindowDays = 30", "upgradeWindowDays = 60"),
                ("2025.50.1", "2025.51.0"),
            ],
            &[
                "agreement.upgradeWindowDays support ! UpgradeWindowLengthened",
                "release release-feature",
            ],
        ),
        (
            &[("soakDays = 7", "soakDays = 0")],
            &["rollout.gate.soakDays gate ! SoakShortened"],
        ),
        (
            &[("\"product-owner\"", "\"product-owner\", \"anybody\"")],
            &["rollout.gate.roles[anybody] gate ! ApproverAdded"],
        ),
        (
            &[(", \"product-owner\"", "")],
            &["rollout.gate.roles[product-owner] gate"],
        ),
        (
            &[("end = 11:00:00", "end = 12:00:00")],
            &["rollout.gate.window.end window ! WindowWidened"],
        ),
        (
            &[("end = 11:00:00", "end = 10:00:00")],
            &["rollout.gate.window.end window"],
        ),
        (
            &[("start = 08:00:00", "start = 07:00:00")],
            &["rollout.gate.window.start window ! WindowWidened"],
        ),
        (
            &[(
                "start = 08:00:00, end = 11:00:00",
                "start = 14:00:00, end = 17:00:00",
            )],
            &[
                "rollout.gate.window.end window",
                "rollout.gate.window.start window",
            ],
        ),
        (
            &[(
                "start = 08:00:00, end = 11:00:00",
                "start = 06:00:00, end = 12:00:00",
            )],
            &[
                "rollout.gate.window.end window ! WindowWidened",
                "rollout.gate.window.start window",
            ],
        ),
        (
            &[(
                "start = 08:00:00, end = 11:00:00",
                "start = 06:00:00, end = 10:00:00",
            )],
            &[
                "rollout.gate.window.end window",
                "rollout.gate.window.start window ! WindowWidened",
            ],
        ),
        (
            &[(gate_window, "None")],
            &[
                "rollout.gate.window window ! WindowDropped",
                "rollout.gate.window.end window",
                "rollout.gate.window.start window",
                "rollout.gate.window.weekday window",
                "rollout.gate.window.zone window",
            ],
        ),
        (
            &[("keepDays = 30", "keepDays = 7")],
            &["backup.keepDays retention ! RetentionShortened"],
        ),
        (
            &[("everyHours = 24", "everyHours = 12")],
            &["backup.everyHours retention"],
        ),
        (
            &[(
                "extendedSupport = []",
                "extendedSupport = [ { release = \"2025.40.0\", until = 2026-06-30 } ]",
            )],
            &["agreement.extendedSupport[2025.40.0].until support ! ExtendedSupportLengthened"],
        ),
        (
            &[(
                "monitoringAccess = []",
                "monitoringAccess = [ { principal = \"jo\", request = \"CS-1\" } ]",
            )],
            &["monitoringAccess[jo].request access ! MonitoringAccessAdded"],
        ),
        (
            &[(
                "soc = None",
                "soc = { endpoint = \"https://soc.acme.example\", token = fromEnv \"SOC\" }",
            )],
            &["soc.endpoint access", "soc.token secret-reference"],
        ),
        (&[("2025.50.1", "2025.50.0")], &["release downgrade"]),
        (
            &[("bastion.acme.example", "vpn.acme.example")],
            &["infrastructure.operatorAccess.path access"],
        ),
    ];
    for (edits, expected) in rows {
        assert_eq!(judged(edits), *expected, "{edits:?}");
    }
}

#[test]
fn a_gate_that_goes_is_told_with_what_it_asked_for() {
    let start = DEFAULTS.find("Gate").unwrap();
    let gate = &DEFAULTS[start..DEFAULTS.find(", settings").unwrap()];
    let window = "Window { weekday = Tuesday, start = 08:00:00, end = 11:00:00, zone = \"Europe/Berlin\" }";
    let told = judged(&[(gate, window)]);
    assert_eq!(told[0], "rollout gate ! GateDropped");
    assert!(
        told.contains(&"rollout.gate.approvals gate".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"rollout.window.weekday window".to_owned()),
        "{told:?}"
    );
    assert_eq!(told.iter().filter(|line| line.contains('!')).count(), 1);
}

#[test]
fn losing_staging_weakens_what_production_had() {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let text = onprem("acme", &[]);
    let (start, end) = (
        text.find("staging =\n").unwrap(),
        text.find(", artifactStore").unwrap(),
    );
    let without = format!("{}staging = None\n    {}", &text[..start], &text[end..]);
    let before = (fleet(&sources, DEFAULTS, &[("acme", &text)]), releases.clone());
    let after = (fleet(&sources, DEFAULTS, &[("acme", &without)]), releases);
    let plan = compare(&side(&before), &side(&after));
    assert_eq!(
        (plan.radius.removed, plan.radius.changed, plan.guardrails()),
        (1, 0, 1)
    );
    assert_eq!(plan.radius.production_touched, 0);
    let back = compare(&side(&after), &side(&before));
    assert_eq!((back.radius.added, back.guardrails()), (1, 0));
}

#[test]
fn what_may_be_a_secret_is_in_no_output_and_no_digest() {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let literal = |text: &str| {
        let text = onprem("acme", &[("fromTerraform \"acme_tls\"", text)]);
        (fleet(&sources, DEFAULTS, &[("acme", &text)]), releases.clone())
    };
    let (before, after) = (literal("fromTerraform \"acme_tls\""), literal("Raw \"hunter2\""));
    let plan = compare(&side(&before), &side(&after));
    let other = compare(&side(&before), &side(&literal("Raw \"swordfish\"")));
    assert_eq!((plan.digest, plan.after), (other.digest, other.after));
    let none = Diagnostics::new();
    let review = alone(&plan, &sources, &none);
    for text in [
        human(&review, false),
        markdown(&review),
        html(&review),
        json(&review),
        format!("{plan:?}"),
    ] {
        assert!(
            text.contains("(sensitive value)") && !text.contains("hunter2"),
            "{text}"
        );
    }
}

#[test]
fn groups_tell_every_change_exactly_once() {
    let week = week();
    let plan = week.plan();
    let mut told: Vec<_> = plan
        .groups()
        .iter()
        .flat_map(|group| group.changes.concat())
        .map(|change| {
            (
                change.address.clone(),
                change.path.clone(),
                change.before.clone(),
                change.after.clone(),
            )
        })
        .collect();
    told.sort();
    let all = plan.changes();
    let all: Vec<_> = all
        .map(|change| {
            (
                change.address.clone(),
                change.path.clone(),
                change.before.clone(),
                change.after.clone(),
            )
        })
        .collect();
    assert_eq!(told, all);
    for group in plan.groups() {
        for same in &group.changes {
            let addresses: Vec<_> = same.iter().map(|change| &change.address).collect();
            let members: Vec<_> = group.members.iter().map(|member| &member.address).collect();
            assert_eq!(addresses, members);
            assert!(same.iter().all(|change| change.verdict == same[0].verdict));
        }
    }
}

#[test]
fn the_digest_of_the_week_stays_what_it_was() {
    // Approvals name digests: a new encoding has to be a decision, not an accident.
    let digest = week().plan().digest.to_string();
    assert_eq!(
        digest,
        "sha256:d44caf898fb549ab36ea6cd912b7a7b73ec65f72f5c4bc49e5b2decfa5cfd793"
    );
}

#[test]
fn colour_adds_nothing_but_colour() {
    let week = week();
    let coloured = printed(&week, |review| human(review, true));
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some(start) = rest.find("\u{1b}[") {
        plain.push_str(&rest[..start]);
        rest = &rest[start + rest[start..].find('m').unwrap() + 1..];
    }
    plain.push_str(rest);
    let trimmed = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(
        trimmed(&plain),
        trimmed(&printed(&week, |review| human(review, false)))
    );
}

/// Every line of `text` outside of fences; panics if a fence is left open.
fn outside_fences(text: &str) -> Vec<&str> {
    let mut open: Option<usize> = None;
    let mut outside = Vec::new();
    for line in text.lines() {
        let run = line.trim_start_matches(' ');
        let indent = line.len() - run.len();
        let ticks = run.chars().take_while(|character| *character == '`').count();
        match open {
            Some(length) if indent < 4 && ticks >= length && run.trim_matches('`').trim().is_empty() => {
                open = None
            }
            Some(_) => {}
            None if ticks >= 3 && !run[ticks..].contains('`') => open = Some(ticks),
            None => outside.push(line),
        }
    }
    assert_eq!(open, None, "a fence is left open");
    outside
}

#[test]
fn no_value_breaks_out_of_its_line_or_fence() {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let evil = "x\\n```\\n# PWNED <b>@all</b> ` `` ```` \\u001b[2K";
    let name = format!("name = \"{evil}\"");
    let before = fleet(&sources, DEFAULTS, &[("acme", &onprem("acme", &[]))]);
    let after = fleet(
        &sources,
        DEFAULTS,
        &[("acme", &onprem("acme", &[("name = \"Acme Bank\"", &name)]))],
    );
    let plan = compare(&side(&(before, releases.clone())), &side(&(after, releases)));
    let none = Diagnostics::new();
    let text = |line: &str| Some(format!("{line}\n```\n`````\n# PWNED\n"));
    let files = [FileChange {
        path: "a`b\n# PWNED.yaml".to_owned(),
        before: text("a"),
        after: text("b"),
    }];
    let review = Review {
        files: &files,
        base: "ma`in\n# PWNED",
        ..alone(&plan, &sources, &none)
    };
    for line in outside_fences(&markdown(&review)) {
        assert!(
            !line.trim_start().starts_with("# PWNED") && !line.contains("<b>"),
            "{line}"
        );
    }
    let human = human(&review, false);
    assert!(!human.contains('\u{1b}'));
    assert!(human.contains(r"x\n```\n# PWNED"));
    assert!(!human.lines().any(|line| line.starts_with("# PWNED")));
}

#[test]
fn markdown_fits_a_comment_and_says_what_it_leaves_out() {
    let sources = Sources::default();
    let ids: Vec<String> = (0..400).map(|number| format!("customer{number}")).collect();
    let texts = |release: &str, soak: &str| -> Vec<String> {
        let rollout = format!("Gate {{ approvals = 2, roles = [], soakDays = {soak}, window = None }}");
        let edited = |(number, id): (usize, &String)| {
            let bastion = format!("bastion{}.{id}", number * soak.len());
            onprem(
                id,
                &[
                    ("2025.50.1", release),
                    ("defaults.gate", &rollout),
                    ("bastion", &bastion),
                ],
            )
        };
        ids.iter().enumerate().map(edited).collect()
    };
    let fleet = |texts: Vec<String>| {
        let instances: Vec<(&str, &str)> = ids
            .iter()
            .map(String::as_str)
            .zip(texts.iter().map(String::as_str))
            .collect();
        fleet(&sources, DEFAULTS, &instances)
    };
    let releases = catalog(&sources, CATALOG);
    let before = (fleet(texts("2025.54.0", "7")), releases.clone());
    let after = (fleet(texts("2025.55.0", "14")), releases);
    let plan = compare(&side(&before), &side(&after));
    let findings: Diagnostics = (0..900)
        .map(|number| Diagnostic::error(Code("I49"), format!("finding {number} {}", "é".repeat(90))))
        .collect();
    let files: Vec<FileChange> = (0..50)
        .map(|number| FileChange {
            path: format!("{number}.yaml"),
            before: None,
            after: Some("line\n".repeat(100)),
        })
        .collect();
    let text = markdown(&Review {
        files: &files,
        ..alone(&plan, &sources, &findings)
    });
    assert!(text.len() <= LIMIT, "{}", text.len());
    assert!(text.len() > LIMIT / 2, "{}", text.len());
    let outside = outside_fences(&text).join("\n");
    for part in [
        "changed environments are not shown",
        "findings not shown",
        "rendered files are not shown",
    ] {
        assert!(outside.contains(part), "{part}\n{outside}");
    }
    assert!(text.trim_end().ends_with(&format!("`{}`", plan.digest)));
}

#[test]
fn the_schema_of_a_plan_is_current_and_holds_for_every_plan() {
    let schema = schemars::schema_for!(PlanReport);
    let mut text = serde_json::to_string_pretty(&schema).unwrap();
    text.push('\n');
    golden::check("schemas/plan.v1.json", &text);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let week = week();
    let nothing = compare(&side(&week.before), &side(&week.before));
    let none = Diagnostics::new();
    let plans = [printed(&week, json), json(&alone(&nothing, &week.sources, &none))];
    for plan in plans {
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&plan)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}
