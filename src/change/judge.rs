//! Which kind of change a change is, how risky it is, and why.

use super::guardrail::weakening;
use super::path::Segment;
use super::{Class, Edit, Leaf, Risk, Verdict, Weakening};
use crate::model::EnvironmentKind;
use crate::release::{Breaking, Version};

/// The verdict on every change of an environment that came.
pub(super) fn added(kind: EnvironmentKind) -> Verdict {
    let risk = match kind {
        EnvironmentKind::Production => Risk::High,
        EnvironmentKind::Staging => Risk::Medium,
    };
    Verdict::new(Class::EnvironmentAdded, risk, "the environment is new")
}

/// The verdict on the other id of an instance, for one of its environments.
pub(super) fn renamed(kind: EnvironmentKind) -> Verdict {
    let risk = match kind {
        EnvironmentKind::Production => Risk::Critical,
        EnvironmentKind::Staging => Risk::High,
    };
    let reason = "everything that is deployed is made anew under the other name, and its data stays behind";
    Verdict::new(Class::EnvironmentRenamed, risk, reason)
}

/// The verdict on every change of an environment that went.
pub(super) fn removed(kind: EnvironmentKind) -> Verdict {
    let risk = match kind {
        EnvironmentKind::Production => Risk::Critical,
        EnvironmentKind::Staging => Risk::High,
    };
    Verdict::new(Class::EnvironmentRemoved, risk, "the environment is gone")
}

/// The verdict on a change inside an environment that is on both sides, and the guardrail that it makes weaker.
/// `all` are the changes of the environment, `breaking` the releases on the way.
pub(super) fn judge(
    edit: &Edit,
    all: &[Edit],
    breaking: &[Breaking],
    counts: impl Fn(Weakening) -> bool,
) -> (Verdict, Option<Weakening>) {
    let mut verdict = classify(edit, breaking);
    let weaker = weakening(edit, all).filter(|weakening| counts(*weakening));
    if weaker.is_some() {
        verdict.at_least(Risk::High, "it makes a guardrail weaker");
    } else if verdict.class == Class::Gate && stronger(edit, all) {
        verdict.risk = Risk::Medium;
        verdict.reason = "it asks for more before a rollout".to_owned();
    }
    (verdict, weaker)
}

/// Whether taking a change back would make a guardrail weaker.
fn stronger(edit: &Edit, all: &[Edit]) -> bool {
    let back: Vec<Edit> = all.iter().map(Edit::reversed).collect();
    weakening(&edit.reversed(), &back).is_some()
}

/// The verdict that follows from what and where a change is alone.
fn classify(edit: &Edit, breaking: &[Breaking]) -> Verdict {
    if [&edit.before, &edit.after]
        .iter()
        .any(|leaf| matches!(leaf, Some(Leaf::Secret(_))))
    {
        return Verdict::new(
            Class::SecretReference,
            Risk::High,
            "it says where a secret is kept",
        );
    }
    let fields = edit.path.fields();
    match fields[..] {
        ["release", ..] => release(edit, breaking),
        _ => by_place(&fields, edit),
    }
}

/// The verdict that follows from where a change is alone.
fn by_place(fields: &[&str], edit: &Edit) -> Verdict {
    let both = edit.before.is_some() && edit.after.is_some();
    let (class, risk, reason) = match fields {
        ["plan", ..] => (
            Class::Plan,
            Risk::Critical,
            "the plan decides what can be agreed at all",
        ),
        ["window" | "windowReading", ..] => (Class::Window, Risk::Medium, "it moves the hours of rollouts"),
        ["freezes", .., "reason"] if both => (Class::Cosmetic, Risk::Low, "it only says why"),
        ["freezes", ..] => (Class::Window, Risk::Medium, "it says when nothing is rolled out"),
        ["rollout", ..] => return rollout(fields, edit),
        ["hosts", ..] => (
            Class::Hosts,
            Risk::High,
            "it is a name under which the environment is reached",
        ),
        ["isolation", ..] => return isolation(edit),
        ["secretStore", "kind"] => return secret_store(edit),
        ["certificates", "secret", ..] | ["secretStore", ..] => (
            Class::SecretReference,
            Risk::High,
            "it says where a secret is kept",
        ),
        ["certificates", ..] => (
            Class::Hosts,
            Risk::High,
            "it says which hosts the certificate covers",
        ),
        ["size", ..] => return size(edit),
        ["infrastructure", "operatorAccess", ..] => {
            (Class::Access, Risk::High, "it is the operator's way in")
        }
        ["infrastructure", "provider"] => (
            Class::Infrastructure,
            Risk::Critical,
            "another provider means a move",
        ),
        [
            "infrastructure",
            "provider",
            "account" | "subscription" | "project" | "region",
        ] => (
            Class::Infrastructure,
            Risk::Critical,
            "another account or region means a move",
        ),
        ["infrastructure", ..] => (
            Class::Infrastructure,
            Risk::High,
            "it says where the environment runs",
        ),
        ["artifactStore"] | ["artifactStore", "registry"] => {
            (Class::Delivery, Risk::High, "every image comes from there")
        }
        ["pipeline" | "artifactStore", ..] => (Class::Delivery, Risk::Medium, "it is how releases get there"),
        ["monitoringAccess", .., "request"] if both => {
            (Class::Cosmetic, Risk::Low, "it only names a request")
        }
        ["monitoringAccess" | "soc", ..] => (
            Class::Access,
            Risk::High,
            "it says who may look at the monitoring",
        ),
        ["configCopy", ..] => (Class::Access, Risk::High, "it says who gets the configuration"),
        ["backup", "request"] => (Class::Cosmetic, Risk::Low, "it only names a request"),
        ["backup" | "logRetention", ..] => (
            Class::Retention,
            Risk::Medium,
            "it says what is kept and for how long",
        ),
        ["agreement", "reference"] => (Class::Cosmetic, Risk::Low, "it only names the agreement"),
        ["agreement", ..] => (Class::Support, Risk::Medium, "it is part of what was agreed"),
        ["customer", ..] => (Class::Cosmetic, Risk::Low, "nothing runs by it"),
        ["tags", ..] => (
            Class::Cosmetic,
            Risk::Low,
            "settings are judged by it, and nothing runs by it",
        ),
        ["settings", "panel", "sso", ..]
        | ["settings", "meshfed", "identity-lookup" | "rolerequest", ..]
        | ["settings", "identityconnector", ..]
        | ["settings", "osb", "platforms", "permissionReplication", ..]
        | [
            "settings",
            "replicator",
            "openStack",
            "default-added-roles" | "default-added-system-users",
            ..,
        ] => (Class::Access, Risk::High, "it says who gets in, and as whom"),
        ["settings", ..] => (
            Class::Configuration,
            Risk::Medium,
            "it is a setting of a component",
        ),
        _ => (
            Class::Configuration,
            Risk::Medium,
            "no other class names this place",
        ),
    };
    Verdict::new(class, risk, reason)
}

fn rollout(fields: &[&str], edit: &Edit) -> Verdict {
    let gate = |leaf: &Option<Leaf>| leaf.as_ref().and_then(Leaf::alternative) == Some("Gate");
    let below_gate =
        matches!(edit.path.0.get(1), Some(Segment::Alternative(name)) if name.as_ref() == "Gate");
    match fields {
        ["rollout"] if gate(&edit.before) || gate(&edit.after) => {
            Verdict::new(Class::Gate, Risk::High, "it says what starts a rollout")
        }
        ["rollout", field, ..] if below_gate && *field != "window" => {
            // What comes, comes with the gate; one more role is told by the guardrail.
            let risk = if edit.before.is_none() {
                Risk::Medium
            } else {
                Risk::High
            };
            Verdict::new(Class::Gate, risk, "it says what has to happen before a rollout")
        }
        _ => Verdict::new(Class::Window, Risk::Medium, "it moves the hours of rollouts"),
    }
}

/// What is shared stands there; what an environment has to itself does not.
fn isolation(edit: &Edit) -> Verdict {
    let is_shared = |leaf: &Option<Leaf>| !matches!(leaf, None | Some(Leaf::Absent));
    let (risk, reason) = match (is_shared(&edit.before), is_shared(&edit.after)) {
        (false, _) => (Risk::High, "another instance is inside the same boundary now"),
        (true, true) => (Risk::High, "it is inside another boundary with other instances"),
        (true, false) => (
            Risk::Medium,
            "no other instance is inside the same boundary any more",
        ),
    };
    Verdict::new(Class::Isolation, risk, reason)
}

fn secret_store(edit: &Edit) -> Verdict {
    let own = edit.after.as_ref().and_then(Leaf::alternative) == Some("SecretStore");
    match own {
        true => Verdict::new(
            Class::Isolation,
            Risk::Medium,
            "its secrets come from a store of its own namespace",
        ),
        false => Verdict::new(
            Class::Isolation,
            Risk::High,
            "its secrets come from a store that every namespace can use",
        ),
    }
}

/// An environment that gets more stays as it is; one that gets less may not hold what it holds.
fn size(edit: &Edit) -> Verdict {
    let rank = |leaf: &Option<Leaf>| {
        const SIZES: [&str; 3] = ["Small", "Medium", "Large"];
        let name = leaf.as_ref().and_then(Leaf::alternative);
        SIZES.iter().position(|size| Some(*size) == name)
    };
    let grows = rank(&edit.before)
        .zip(rank(&edit.after))
        .is_some_and(|(before, after)| after > before);
    let risk = if grows { Risk::Medium } else { Risk::High };
    Verdict::new(
        Class::Infrastructure,
        risk,
        "it says how much the environment gets",
    )
}

fn release(edit: &Edit, breaking: &[Breaking]) -> Verdict {
    let version = |leaf: &Option<Leaf>| leaf.as_ref()?.text()?.parse::<Version>().ok();
    let (Some(before), Some(after)) = (version(&edit.before), version(&edit.after)) else {
        return Verdict::new(
            Class::ReleaseFeature,
            Risk::High,
            "the two sides are not both the number of a release",
        );
    };
    if after < before {
        return Verdict::new(
            Class::Downgrade,
            Risk::Critical,
            "releases are only ever rolled forward",
        );
    }
    if after.feature() == before.feature() {
        return Verdict::new(
            Class::ReleasePatch,
            Risk::Low,
            "it is a patch of the same feature release",
        );
    }
    match breaking
        .iter()
        .filter(|breaking| **breaking == Breaking::Yes)
        .count()
    {
        0 => Verdict::new(
            Class::ReleaseFeature,
            Risk::Medium,
            "it is a later feature release",
        ),
        1 => Verdict::new(
            Class::ReleaseFeature,
            Risk::High,
            "a release on the way breaks something",
        ),
        many => Verdict::new(
            Class::ReleaseFeature,
            Risk::High,
            format!("{many} releases on the way break something"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::*;
    use crate::change::Path;
    use crate::change::census::{Place, places};

    fn edit(path: &Path, before: Option<Leaf>, after: Option<Leaf>) -> Edit {
        Edit {
            path: path.clone(),
            before,
            after,
            origin_before: None,
            origin_after: None,
            told_below: false,
            renamed: None,
        }
    }

    /// What can happen at a place, in words.
    fn edits(path: &Path, place: &Place) -> Vec<(String, Edit)> {
        let update = |before: &Leaf, after: &Leaf| edit(path, Some(before.clone()), Some(after.clone()));
        match place {
            Place::Leaf(before, after) => vec![
                ("down".to_owned(), update(before, after)),
                ("up".to_owned(), update(after, before)),
            ],
            Place::Record | Place::List => {
                let there = if *place == Place::List {
                    Leaf::List
                } else {
                    Leaf::Record
                };
                vec![
                    ("comes".to_owned(), update(&Leaf::Absent, &there)),
                    ("goes".to_owned(), update(&there, &Leaf::Absent)),
                ]
            }
            Place::Union(names) => {
                let pairs = names
                    .iter()
                    .flat_map(|before| names.iter().map(move |after| (before, after)));
                let other = pairs.filter(|(before, after)| before != after);
                other
                    .map(|(before, after)| {
                        let leaf = |name: &String| Leaf::Alternative(name.clone());
                        (
                            format!("{before} to {after}"),
                            update(&leaf(before), &leaf(after)),
                        )
                    })
                    .collect()
            }
        }
    }

    /// The verdict on everything that can happen anywhere in the model, a line each.
    fn table() -> String {
        let mut table = String::new();
        for (path, place) in places() {
            let told = edits(&path, &place).into_iter().map(|(event, edit)| {
                let (verdict, weaker) = judge(&edit, &[], &[], |_| true);
                let weaker = weaker.map(|weakening| format!("  ! {}", weakening.describe()));
                let (class, risk) = (verdict.class.as_str(), verdict.risk.as_str());
                (
                    event,
                    format!("{class:<16}  {risk}{}", weaker.unwrap_or_default()),
                )
            });
            let mut told: Vec<(String, String)> = told.collect();
            if told.iter().all(|(_, verdict)| *verdict == told[0].1) {
                told.truncate(1);
                told[0].0 = "any change".to_owned();
            }
            table += &format!("{path}\n");
            let longest = told.iter().map(|(event, _)| event.len()).max();
            let width = longest.unwrap_or_default().max(24);
            for (event, verdict) in told {
                table += &format!("    {event:<width$}  {verdict}\n");
            }
        }
        table
    }

    #[test]
    fn no_place_of_the_model_is_without_a_class_of_its_own() {
        for (path, place) in places() {
            for (_, edit) in edits(&path, &place) {
                assert_ne!(
                    classify(&edit, &[]).reason,
                    "no other class names this place",
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn a_change_and_its_opposite_are_never_both_weaker() {
        for (path, place) in places() {
            for (_, there) in edits(&path, &place) {
                let back = edit(&path, there.after.clone(), there.before.clone());
                let both = weakening(&there, &[]).and(weakening(&back, &[]));
                assert_eq!(both, None, "{path}");
            }
        }
    }

    #[test]
    fn releases_are_judged_by_their_numbers_and_what_lies_between() {
        let path = Path(vec![Segment::Field("release".into())]);
        let rows = [
            (
                "2025.54.0",
                "2025.55.0",
                &[Breaking::No][..],
                Class::ReleaseFeature,
                Risk::Medium,
            ),
            (
                "2025.54.0",
                "2025.55.0",
                &[Breaking::Unknown],
                Class::ReleaseFeature,
                Risk::Medium,
            ),
            (
                "2025.54.0",
                "2025.55.0",
                &[Breaking::Yes, Breaking::No],
                Class::ReleaseFeature,
                Risk::High,
            ),
            (
                "2025.50.0",
                "2025.50.1",
                &[Breaking::No],
                Class::ReleasePatch,
                Risk::Low,
            ),
            ("2025.50.1", "2025.50.0", &[], Class::Downgrade, Risk::Critical),
            ("2025.1.0", "2024.9.0", &[], Class::Downgrade, Risk::Critical),
            ("7.176.0", "2023.1.0", &[], Class::ReleaseFeature, Risk::Medium),
            ("2025.54.0", "latest", &[], Class::ReleaseFeature, Risk::High),
        ];
        for (before, after, between, class, risk) in rows {
            let text = |text: &str| Some(Leaf::Text(text.to_owned()));
            let (verdict, _) = judge(&edit(&path, text(before), text(after)), &[], between, |_| true);
            assert_eq!((verdict.class, verdict.risk), (class, risk), "{before} {after}");
        }
    }

    /// The names of a closed set with what its documentation says of each.
    fn documented<T: schemars::JsonSchema>() -> Vec<[String; 2]> {
        let schema = schemars::schema_for!(T);
        let alternatives = schema.as_value()["oneOf"].as_array().cloned().unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().replace('\n', " ");
        let one = |one: &serde_json::Value| [text(&one["const"]), text(&one["description"])];
        alternatives.iter().map(one).collect()
    }

    fn listed<T: schemars::JsonSchema>(heading: &str, lead: &str) -> String {
        let rows = documented::<T>();
        assert!(!rows.is_empty(), "{heading}");
        let rows = rows.iter().map(|[name, text]| format!("| `{name}` | {text} |\n"));
        format!(
            "## {heading}\n\n{lead}\n\n| name | what it is |\n|---|---|\n{}\n",
            rows.collect::<String>()
        )
    }

    #[test]
    fn the_documentation_of_classes_is_current() {
        let mut text = "# What a change is\n\nEvery value that changes is in exactly one class, with a risk. This page is \
                        made from the program; `UPDATE=1 cargo test` writes it anew.\n\n"
            .to_owned();
        text += &listed::<Class>(
            "Classes",
            "The class says what kind of change it is, and how risky that kind is.",
        );
        text += &listed::<Risk>("Risks", "From the least to the worst.");
        text += &listed::<Weakening>(
            "Weaker guardrails",
            "A guardrail keeps a mistake from reaching people. A change that makes one weaker is high at least, and \
             critical if the release of the same environment changes with it and a rollout has less to wait for.",
        );
        text += &listed::<crate::change::Loss>("Losses", "By which data goes, or the way back to it.");
        text += &listed::<crate::change::SkewKind>(
            "Merge skew",
            "What `meshc plan --head REV --with REV` finds: right in each of two branches and wrong in their merge.",
        );
        text += "## Every place\n\nWhat can happen at each place of an environment, with its class, its risk and the \
                 guardrail that it makes weaker.\n\n```text\n";
        text += &table();
        text += "```\n";
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/classes.md");
        if env::var_os("UPDATE").is_some() {
            fs::write(file, &text).unwrap();
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        assert!(expected == text, "`UPDATE=1 cargo test` rewrites {file}");
    }

    #[test]
    fn a_change_is_in_the_same_class_whatever_changes_beside_it() {
        let everything: Vec<Edit> = places()
            .iter()
            .flat_map(|(path, place)| edits(path, place))
            .map(|(_, edit)| edit)
            .collect();
        for edit in &everything {
            let (alone, weaker) = judge(edit, std::slice::from_ref(edit), &[], |_| true);
            let (beside, still) = judge(edit, &everything, &[], |_| true);
            assert_eq!(alone.class, beside.class, "{}", edit.path);
            // A window that moves is not widened, and a role of a gate that is new is not added to it.
            if weaker == still {
                assert!(beside.risk >= alone.risk, "{}", edit.path);
            }
        }
    }

    #[test]
    fn names_in_reports_are_those_of_json() {
        for class in Class::ALL {
            assert_eq!(serde_json::to_value(class).unwrap(), class.as_str());
        }
    }
}
