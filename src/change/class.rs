//! What kind of change a change is, how risky that kind is, and why.

use serde::Serialize;

use super::path::Segment;
use super::{Edit, Leaf};
use crate::model::EnvironmentKind;
use crate::release::{Breaking, Version};

/// The kinds of change, a closed set. What no other kind claims is [`Class::Configuration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Names and contacts that people read and nothing runs by: the customer's name, the number of a request. Low.
    Cosmetic,
    /// A later patch of the same feature release. Patches stay compatible and add nothing. Low.
    ReleasePatch,
    /// A later feature release. It may break what worked, so every release on the way is listed. Medium; high if a
    /// release on the way is known to break something or the two cannot be compared.
    ReleaseFeature,
    /// An earlier release. Releases are only ever rolled forward, so this is either a mistake or an emergency that
    /// nobody supports. Critical.
    Downgrade,
    /// The weekly hours in which releases are rolled out, how the hours of the agreement are read, or when nothing is
    /// rolled out. Medium.
    Window,
    /// What has to happen before production is rolled out: approvals, roles, days in staging, or whether there is
    /// a gate at all. High.
    Gate,
    /// Who gets in or gets to see something: the operator's way in, monitoring, the customer's security operations
    /// centre, the copy of the configuration. High.
    Access,
    /// Where a secret is kept. The secret itself is never in the configuration; a wrong name stops a rollout or a
    /// component. High.
    SecretReference,
    /// The names under which an environment is reached, and the certificate that covers them. A wrong one cuts
    /// everybody off. High.
    Hosts,
    /// Where an environment runs and how large it is: provider, account, region, size. High; critical if the
    /// provider becomes another, for that is a move.
    Infrastructure,
    /// How releases get to the environment: the pipeline and the store for artifacts. Medium.
    Delivery,
    /// The plan itself. Agreement, infrastructure and rollout change with it. Critical.
    Plan,
    /// How often backups are made, how long they and logs are kept. Losing either cannot be mended later. Medium.
    Retention,
    /// What was agreed: validity, the upgrade window, extended support. Medium.
    Support,
    /// An exception from a rule: something that checks would have stopped may pass. High.
    Waiver,
    /// A setting of a component of the product. Medium.
    Configuration,
    /// An environment that was not there before. High for production, medium for staging.
    EnvironmentAdded,
    /// An environment that is not there any more. Critical for production, high for staging.
    EnvironmentRemoved,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 18] = [
        Self::Cosmetic,
        Self::ReleasePatch,
        Self::ReleaseFeature,
        Self::Downgrade,
        Self::Window,
        Self::Gate,
        Self::Access,
        Self::SecretReference,
        Self::Hosts,
        Self::Infrastructure,
        Self::Delivery,
        Self::Plan,
        Self::Retention,
        Self::Support,
        Self::Waiver,
        Self::Configuration,
        Self::EnvironmentAdded,
        Self::EnvironmentRemoved,
    ];

    /// Its name in reports, such as `release-feature`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::ReleasePatch => "release-patch",
            Self::ReleaseFeature => "release-feature",
            Self::Downgrade => "downgrade",
            Self::Window => "window",
            Self::Gate => "gate",
            Self::Access => "access",
            Self::SecretReference => "secret-reference",
            Self::Hosts => "hosts",
            Self::Infrastructure => "infrastructure",
            Self::Delivery => "delivery",
            Self::Plan => "plan",
            Self::Retention => "retention",
            Self::Support => "support",
            Self::Waiver => "waiver",
            Self::Configuration => "configuration",
            Self::EnvironmentAdded => "environment-added",
            Self::EnvironmentRemoved => "environment-removed",
        }
    }
}

/// How much harm a change of a class can do; ordered from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Nothing that runs behaves in another way.
    Low,
    /// Something behaves in another way; a later change mends it.
    Medium,
    /// People may be cut off or let in, or a rollout goes on without a check it had.
    High,
    /// Data, an environment or a promise may be lost.
    Critical,
}

impl Risk {
    /// Its name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// A class with how risky this change of that class is, and why it was put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which kind of change.
    pub class: Class,
    /// How risky.
    pub risk: Risk,
    /// What decided it, in one phrase.
    pub reason: String,
}

impl Verdict {
    fn new(class: Class, risk: Risk, reason: impl Into<String>) -> Self {
        Self {
            class,
            risk,
            reason: reason.into(),
        }
    }
}

/// The verdict on every change of an environment that came.
pub(super) fn added(kind: EnvironmentKind) -> Verdict {
    let risk = match kind {
        EnvironmentKind::Production => Risk::High,
        EnvironmentKind::Staging => Risk::Medium,
    };
    Verdict::new(Class::EnvironmentAdded, risk, "the environment is new")
}

/// The verdict on every change of an environment that went.
pub(super) fn removed(kind: EnvironmentKind) -> Verdict {
    let risk = match kind {
        EnvironmentKind::Production => Risk::Critical,
        EnvironmentKind::Staging => Risk::High,
    };
    Verdict::new(Class::EnvironmentRemoved, risk, "the environment is gone")
}

/// The verdict on a change inside an environment that is on both sides; `breaking` are the releases on the way.
pub(super) fn classify(edit: &Edit, breaking: &[Breaking]) -> Verdict {
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
        ["waivers", ..] => (Class::Waiver, Risk::High, "it is an exception from a rule"),
        ["rollout", ..] => return rollout(fields, edit),
        ["hosts", ..] => (
            Class::Hosts,
            Risk::High,
            "it is a name under which the environment is reached",
        ),
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
        ["size", ..] => (
            Class::Infrastructure,
            Risk::High,
            "it says how much the environment gets",
        ),
        ["infrastructure", "operatorAccess", ..] => {
            (Class::Access, Risk::High, "it is the operator's way in")
        }
        ["infrastructure", "provider"] => (
            Class::Infrastructure,
            Risk::Critical,
            "another provider means a move",
        ),
        ["infrastructure", ..] => (
            Class::Infrastructure,
            Risk::High,
            "it says where the environment runs",
        ),
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
        ["rollout"] if below_gate => Verdict::new(
            Class::Gate,
            Risk::High,
            "it says what has to happen before a rollout",
        ),
        ["rollout", field, ..] if below_gate && *field != "window" => Verdict::new(
            Class::Gate,
            Risk::High,
            "it says what has to happen before a rollout",
        ),
        _ => Verdict::new(Class::Window, Risk::Medium, "it moves the hours of rollouts"),
    }
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
    use crate::change::guardrail::weakening;

    fn edit(path: &Path, before: Option<Leaf>, after: Option<Leaf>) -> Edit {
        Edit {
            path: path.clone(),
            before,
            after,
            origin_before: None,
            origin_after: None,
            told_below: false,
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
                let verdict = classify(&edit, &[]);
                let weaker = weakening(&edit, &[]).map(|weakening| format!("  ! {}", weakening.describe()));
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
            for (event, verdict) in told {
                table += &format!("    {event:<24}  {verdict}\n");
            }
        }
        table
    }

    #[test]
    fn every_place_of_the_model_has_its_class() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/change/class.txt");
        let table = table();
        if env::var_os("UPDATE").is_some() {
            fs::write(file, &table).unwrap();
        }
        let expected = fs::read_to_string(file).unwrap_or_default();
        assert!(
            expected == table,
            "`UPDATE=1 cargo test` rewrites {file}\n{table}"
        );
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
            let verdict = classify(&edit(&path, text(before), text(after)), between);
            assert_eq!((verdict.class, verdict.risk), (class, risk), "{before} {after}");
        }
    }

    #[test]
    fn names_in_reports_are_those_of_json() {
        for class in Class::ALL {
            assert_eq!(serde_json::to_value(class).unwrap(), class.as_str());
        }
    }
}
