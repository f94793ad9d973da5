//! The table in each format, and its JSON against the published schema.

use std::fs;
use std::path::Path;

use super::*;
use crate::release::Clock;
use crate::rules::fixture::Sample;

/// A fleet with an environment in every state, as of 2025-12-18.
fn sample() -> Sample {
    Sample::new()
        .copy("acme", "core")
        .set("core:id", "core|*x*")
        .set("core:plan.production.release", "2025.52.1")
        .set("core:plan.staging.release", "2025.99.0")
        .copy("acme", "dune")
        .set("dune:id", "dune")
        .set("dune:plan.staging", serde_json::Value::Null)
        .set("dune:plan.production.release", "2025.50.0")
}

fn shown(sample: &Sample, urgent: bool, format: impl Fn(&Status<'_>) -> String) -> String {
    sample.with(|context| {
        let catalog = context.catalog.unwrap();
        let settings = &context.fleet.settings;
        let clock = Clock {
            catalog,
            settings,
            day: context.as_of,
        };
        let mut environments = clock.standings(context.fleet);
        if urgent {
            sort_by_urgency(&mut environments);
        }
        format(&Status {
            snapshot: "the working tree",
            catalog,
            as_of: context.as_of,
            reading: settings.window_reading,
            unusual: &settings.unusual_readings(),
            complete: true,
            environments: &environments,
        })
    })
}

#[test]
fn the_table_says_how_far_behind_and_until_when() {
    let expected = "\
meshc status  the working tree   as of 2025-12-18
newest release 2025.55.0 of 2025-12-17 · windows: Europe/Berlin wall clock

environment          release    behind                      state             next
acme/production      2025.54.0  1 feature release, 1 day    end of life       2025-12-31 upgrade window ends, 13 days left
acme/staging         2025.55.0  –                           supported         2026-12-31 agreement ends, 378 days left
beta/production      2025.54.0  1 feature release, 1 day    end of life       2025-12-22 its window brings 2025.55.0
core|*x*/production  2025.52.1  3 feature releases, 15 days overdue           2025-12-17 upgrade window ended 1 day ago
core|*x*/staging     2025.99.0  ?                           unknown           2026-12-31 agreement ends, 378 days left
dune/production      2025.50.0  5 feature releases, 36 days extended support  2026-03-31 extended support ends, 103 days left

6 environments: 1 overdue, 1 unknown, 2 end of life, 1 extended support, 1 supported.
";
    let found = shown(&sample(), false, |status| human(status, false));
    // The columns are as wide as their widest cell; the words are what this holds.
    let words = |text: &str| -> Vec<Vec<String>> {
        let lines = text.lines();
        lines
            .map(|line| line.split_whitespace().map(str::to_owned).collect())
            .collect()
    };
    assert_eq!(words(&found), words(expected), "{found}");
    let table = found.lines().skip(4).take(6);
    let columns: Vec<_> = table
        .map(|line| {
            let at = [
                "overdue",
                "unknown",
                "end of life",
                "extended support",
                "supported",
            ];
            let at = at.iter().find_map(|state| line.find(state)).unwrap();
            line[..at].chars().count()
        })
        .collect();
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{found}");
}

#[test]
fn the_most_urgent_come_first() {
    let found = shown(&sample(), true, json);
    let report: serde_json::Value = serde_json::from_str(&found).unwrap();
    let environments = report["environments"].as_array().unwrap();
    let addresses: Vec<_> = environments
        .iter()
        .map(|row| row["address"].as_str().unwrap())
        .collect();
    assert_eq!(
        addresses,
        [
            "core|*x*/production",
            "core|*x*/staging",
            "acme/production",
            "dune/production",
            "acme/staging",
            "beta/production",
        ]
    );
}

#[test]
fn colour_changes_no_word() {
    let plain = shown(&sample(), false, |status| human(status, false));
    let coloured = shown(&sample(), false, |status| human(status, true));
    assert_ne!(plain, coloured);
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn nothing_in_a_name_breaks_out_of_the_table() {
    let found = shown(&sample(), false, markdown);
    let rows: Vec<_> = found.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 8);
    assert!(
        rows[5].starts_with(r"| core\|\*x\*/production | 2025.52.1 |"),
        "{}",
        rows[5]
    );
    let evil = sample().set("core:id", "x\n\n# y\u{1b}[31m");
    for text in [
        shown(&evil, false, markdown),
        shown(&evil, false, |status| human(status, false)),
    ] {
        assert!(!text.contains('\u{1b}') && !text.contains("\n# y"), "{text}");
    }
}

#[test]
fn the_schema_is_published_and_the_json_keeps_it() {
    let schema = serde_json::to_value(schemars::schema_for!(StatusReport)).unwrap();
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/status.v1.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == text,
        "schemas/status.v1.json is not current; UPDATE=1 cargo test writes it"
    );
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report = serde_json::from_str(&shown(&sample(), false, json)).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [] as [&str; 0]);
}
