//! Change requests for a service desk.

use meshc::change::compare;
use meshc::diagnostic::Diagnostics;
use meshc::report::plan::{ChangeRequestReport, Review, change_request};
use serde_json::Value;

use super::{CATALOG, DEFAULTS, Scenario, alone, edited, onprem, printed, saas, side, week};
use crate::fixture::{catalog, fleet};
use crate::golden;
use meshc::source::Sources;

#[test]
fn a_week_of_changes_is_a_request_that_its_schema_holds() {
    let schema = schemars::schema_for!(ChangeRequestReport);
    golden::check(
        "schemas/change-request.v1.json",
        &(serde_json::to_string_pretty(&schema).unwrap() + "\n"),
    );
    let week = week();
    let text = printed(&week, change_request);
    golden::check("tests/golden/plan/week.change-request.json", &text);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let nothing = compare(&side(&week.before), &side(&week.before));
    let none = Diagnostics::new();
    for text in [text, change_request(&alone(&nothing, &week.sources, &none))] {
        let document: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert!(document["title"].as_str().unwrap().chars().count() <= 160);
    }
}

/// The request for an edit of acme, judged with a catalog.
fn requested(edits: &[(&str, &str)], releases: &str) -> ChangeRequestReport {
    let sources = Sources::default();
    let releases = catalog(&sources, releases);
    let text = onprem(
        "acme",
        &[(
            "defaults.gate",
            &DEFAULTS[DEFAULTS.find("Gate").unwrap()..DEFAULTS.find(", settings").unwrap()],
        )],
    );
    let before = (fleet(&sources, DEFAULTS, &[("acme", &text)]), releases.clone());
    let after = (
        fleet(&sources, DEFAULTS, &[("acme", &edited(&text, edits))]),
        releases,
    );
    let plan = compare(&side(&before), &side(&after));
    let none = Diagnostics::new();
    let fleets = [&before.0, &after.0];
    ChangeRequestReport::new(&Review {
        fleets,
        ..alone(&plan, &sources, &none)
    })
}

#[test]
fn the_type_follows_from_what_changes_and_says_why() {
    let withdrawn = CATALOG.replace(
        "withdrawn = []",
        "withdrawn = [ { version = \"2025.54.0\", reason = \"loses data\" } ]",
    );
    let rows: [(&[(&str, &str)], &str, &str, &str); 6] = [
        (&[("Acme Bank", "Acme")], CATALOG, "Standard", "low risk"),
        (
            &[("2025.50.1", "2025.51.0")],
            CATALOG,
            "Normal",
            "release-feature in acme/production",
        ),
        (
            &[("soakDays = 7", "soakDays = 0")],
            CATALOG,
            "Normal",
            "gate in acme/production",
        ),
        (&[("2025.50.1", "2025.50.0")], CATALOG, "Emergency", "goes back"),
        (
            &[("2025.54.0", "2025.55.0")],
            &withdrawn,
            "Emergency",
            "acme/staging leaves `2025.54.0`",
        ),
        (&[("2025.54.0", "2025.55.0")], CATALOG, "Normal", "acme/staging"),
    ];
    for (edits, releases, kind, reason) in rows {
        let request = requested(edits, releases);
        assert_eq!(format!("{:?}", request.kind.value), kind, "{edits:?}");
        assert!(
            request.kind.reason.contains(reason),
            "{edits:?}: {}",
            request.kind.reason
        );
    }
}

#[test]
fn production_waits_for_staging_its_gate_and_its_window() {
    let both = [("2025.50.1", "2025.55.0"), ("2025.54.0", "2025.55.0")];
    let request = requested(&both, CATALOG);
    let turns: Vec<(&str, Option<&str>)> = request
        .environments
        .iter()
        .map(|turn| (turn.address.as_str(), turn.start.as_deref()))
        .collect();
    // Judged on Thursday, 2025-12-18. Staging goes at once; seven days later is Christmas, a Thursday; the window
    // of the gate is on Tuesdays from 08:00 in Berlin.
    assert_eq!(
        turns,
        [
            ("acme/staging", None),
            ("acme/production", Some("2025-12-30T07:00:00Z"))
        ]
    );
    let alone = requested(&[("2025.50.1", "2025.54.0")], CATALOG);
    assert_eq!(
        alone.environments[0].start.as_deref(),
        Some("2025-12-23T07:00:00Z"),
        "staging has run it before"
    );
    let approval = &request.approvals_required[0];
    assert_eq!(
        (approval.address.as_str(), approval.approvals, approval.soak_days),
        ("acme/production", 2, 7)
    );
    assert!(
        request.window.as_ref().unwrap().start.is_none(),
        "staging may start at once"
    );
}

#[test]
fn nothing_is_ever_planned_outside_of_the_agreed_window() {
    let sources = Sources::default();
    let before = [("initech", saas("initech")), ("umbrella", saas("umbrella"))];
    let texts = |all: &[(&'static str, String)]| all.to_vec();
    let older: String = CATALOG
        .lines()
        .filter(|line| !line.contains("2025.55.0"))
        .map(|line| format!("{line}\n"))
        .collect();
    let of = |all: Vec<(&'static str, String)>| {
        let pairs: Vec<(&str, &str)> = all.iter().map(|(id, text)| (*id, text.as_str())).collect();
        fleet(&sources, DEFAULTS, &pairs)
    };
    let scenario = Scenario {
        before: (of(texts(&before)), catalog(&sources, &older)),
        after: (of(texts(&before)), catalog(&sources, CATALOG)),
        sources: sources.clone(),
    };
    let plan = scenario.plan();
    let none = Diagnostics::new();
    let fleets = [&scenario.before.0, &scenario.after.0];
    let request = ChangeRequestReport::new(&Review {
        fleets,
        ..alone(&plan, &sources, &none)
    });
    assert!(!request.environments.is_empty());
    for turn in &request.environments {
        let start: jiff::Timestamp = turn.start.as_ref().unwrap().parse().unwrap();
        let end: jiff::Timestamp = turn.end.as_ref().unwrap().parse().unwrap();
        let local = start.to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").unwrap());
        assert!(
            ["Mon", "Thu"].contains(&local.strftime("%a").to_string().as_str()) && local.hour() == 17,
            "{local}"
        );
        assert_eq!(end.as_second() - start.as_second(), 4 * 3_600);
        assert!(local.date().to_string() > request.as_of);
    }
}
