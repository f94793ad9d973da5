//! What is said around the changes, line by line; the formats for people only dress it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::text::{counted, line};
use super::view::Share;
use super::{Review, schedule};
use crate::change::{Action, EnvironmentChange, Loss, Weakening};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{EnvironmentAddress, WindowReading};
use crate::report::reading;
use crate::source::{Sources, Span};

/// How many characters of a message are shown.
const MESSAGE: usize = 400;

/// How many characters of a path, a name or a summary are shown.
pub(super) const NAME: usize = 120;

/// How many environments are named where several have the same.
const PLACES: usize = 2;

/// `3 of 41 environments change`, and how bad that may be.
pub(super) fn radius(review: &Review<'_>) -> Vec<String> {
    let radius = &review.plan.radius;
    let one = radius.touched() == 1;
    let mut parts = vec![
        format!(
            "{} of {} change{}",
            radius.touched(),
            counted(radius.total, "environment"),
            if one { "s" } else { "" }
        ),
        format!("{} production", radius.production_touched),
    ];
    let riskiest = review.plan.changes().max_by(|one, other| {
        let risk = one.verdict.risk.cmp(&other.verdict.risk);
        risk.then_with(|| (&other.address, &other.path).cmp(&(&one.address, &one.path)))
    });
    parts.extend(riskiest.map(|change| {
        let (risk, class) = (change.verdict.risk.as_str(), change.verdict.class.as_str());
        format!(
            "highest risk: {risk} ({class}, {})",
            line(&change.address.to_string(), NAME)
        )
    }));
    let restarts = review.objects.iter().filter(|object| object.restarts).count();
    if restarts > 0 {
        let one = restarts == 1;
        parts.push(format!(
            "{} restart{}",
            counted(restarts, "workload"),
            if one { "s" } else { "" }
        ));
    }
    match interrupted(review) {
        0 => {}
        interrupted => parts.push(format!("{interrupted} interrupted")),
    }
    let weaker = review.plan.guardrails();
    if weaker > 0 {
        parts.push(format!("! {} weaker", counted(weaker, "guardrail")));
    }
    parts
}

/// What the repository no longer demands of itself, a line each.
pub(super) fn concessions(review: &Review<'_>) -> Vec<String> {
    let told = review.plan.concessions.iter().map(|concession| {
        let origin = concession.origin.map(|span| place(span, review.sources));
        let subject = origin.unwrap_or_else(|| line(&concession.subject, NAME));
        let what = line(&concession.what, NAME);
        format!(
            "guardrail weaker: {}: {what}  in {subject}",
            concession.weakening.describe()
        )
    });
    told.collect()
}

/// How many workloads are away for a while when this is rolled out.
pub(super) fn interrupted(review: &Review<'_>) -> usize {
    let objects = review.objects.iter();
    let away = objects.filter_map(|object| object.interruption);
    away.filter(|why| why.is_at_once()).count()
}

/// What may be lost, the same in several environments in one line.
pub(super) fn losses(review: &Review<'_>) -> Vec<String> {
    let mut folded: BTreeMap<(Loss, &str), BTreeSet<&EnvironmentAddress>> = BTreeMap::new();
    for lost in review.losses {
        let same = (lost.loss, lost.subject.as_str());
        folded.entry(same).or_default().insert(&lost.address);
    }
    let told = folded.into_iter().map(|((loss, subject), environments)| {
        let place = place_of(&environments);
        match loss == Loss::EnvironmentRemoved || loss == Loss::EnvironmentRenamed {
            true => format!("{place}: {}", loss.describe()),
            false => format!("{place}: {}: {}", line(subject, NAME), loss.describe()),
        }
    });
    told.collect()
}

/// The environments if they are few, else how many there are.
pub(super) fn place_of(environments: &BTreeSet<&EnvironmentAddress>) -> String {
    if environments.len() > PLACES {
        return counted(environments.len(), "environment");
    }
    let names = environments
        .iter()
        .map(|address| line(&address.to_string(), NAME));
    names.collect::<Vec<String>>().join(", ")
}

/// What keeps the plan from being rolled out; nothing if nothing does, or if nothing changes anyway.
pub(super) fn obstacle(review: &Review<'_>) -> Option<String> {
    let errors = review.findings.count(Severity::Error);
    match (errors, review.complete) {
        (0, _) => None,
        (1, _) => Some("! not to be rolled out: 1 error, listed below".to_owned()),
        (errors, _) => Some(format!("! not to be rolled out: {errors} errors, listed below")),
    }
}

/// A guardrail that is weaker, with all environments in which it is.
pub(super) struct Weaker<'a> {
    pub(super) weakening: Weakening,
    /// Whether the release of the same environments changes at once.
    pub(super) used: bool,
    /// Where, by address; with the id of the change, unless the environment itself goes.
    pub(super) places: Vec<(&'a EnvironmentAddress, Option<String>)>,
}

impl Weaker<'_> {
    /// How it is weaker, in one phrase.
    pub(super) fn describe(&self) -> String {
        let used = if self.used { USED } else { "" };
        format!("{}{used}", self.weakening.describe())
    }

    /// `acme/production`, or `3 environments`.
    pub(super) fn place(&self) -> String {
        match self.places.as_slice() {
            [(address, _)] => line(&address.to_string(), NAME),
            places => counted(places.len(), "environment"),
        }
    }
}

/// What is added to a guardrail that the same plan makes use of.
pub(super) const USED: &str = ", and this plan makes use of it: the release changes, too";

/// Every guardrail of the whole plan that is weaker, those that the plan makes use of first.
pub(super) fn weaker<'a>(review: &Review<'a>) -> Vec<Weaker<'a>> {
    let mut found: BTreeMap<(bool, Weakening), Vec<(&EnvironmentAddress, Option<String>)>> = BTreeMap::new();
    for environment in &review.plan.environments {
        let address = &environment.address;
        if let Some(weakening) = environment.guardrail {
            found.entry((true, weakening)).or_default().push((address, None));
        }
        for change in &environment.changes {
            if let Some(weakening) = change.guardrail {
                let places = found.entry((!change.guardrail_used, weakening)).or_default();
                places.push((address, Some(change.id())));
            }
        }
    }
    let entries = found.into_iter();
    entries
        .map(|((unused, weakening), places)| Weaker {
            weakening,
            used: !unused,
            places,
        })
        .collect()
}

/// When the environments that are shown can be rolled out, the same time in one line.
pub(super) fn rollouts(review: &Review<'_>) -> Vec<(String, Vec<String>)> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let turns = schedule::turns(review).into_iter();
    for turn in turns.filter(|turn| review.view.shows(&turn.environment.address)) {
        let when = turn.describe();
        let at = *places.entry(when.clone()).or_insert(lines.len());
        if at == lines.len() {
            lines.push((when, Vec::new()));
        }
        lines[at]
            .1
            .push(line(&turn.environment.address.to_string(), NAME));
    }
    lines
}

/// Says so if the reader asked to see a part only.
pub(super) fn filtered(review: &Review<'_>) -> Option<String> {
    review.view.is_filtered().then(|| {
        let share = Share::of(review.shown, review.plan);
        format!(
            "filtered by {}: {} shown; the digest, the totals, the findings and the exit code are those of all",
            line(&review.view.words(), NAME),
            share.describe()
        )
    })
}

/// A line for each environment that is shown: what happens, how much, how risky.
pub(super) fn summary(review: &Review<'_>) -> Vec<(Action, [String; 4])> {
    let row = |environment: &EnvironmentChange| {
        let changes = environment
            .changes
            .iter()
            .filter(|change| !change.told_below)
            .count();
        let weaker = match environment.guardrails().count() {
            0 => String::new(),
            weaker => format!("! {} weaker", counted(weaker, "guardrail")),
        };
        let cells = [
            line(&environment.address.to_string(), NAME),
            counted(changes, "change"),
            environment.risk().as_str().to_owned(),
            weaker,
        ];
        (environment.action, cells)
    };
    let mut shown: Vec<&EnvironmentChange> = review.shown.environments.iter().collect();
    shown.sort_by_key(|environment| (Reverse(environment.risk()), !environment.is_production()));
    shown.into_iter().map(row).collect()
}

/// How the hours of windows are to be read.
pub(super) fn windows(review: &Review<'_>) -> &'static str {
    match review.plan.reading {
        WindowReading::Civil => "windows: Europe/Berlin wall clock",
        WindowReading::Literal => "windows: UTC+2 all year",
    }
}

/// What else is read in an unusual way.
pub(super) fn readings(review: &Review<'_>) -> Option<String> {
    reading::line(&review.plan.unusual)
}

/// Why it is known that nothing changes, or why it is not.
pub(super) fn no_changes(review: &Review<'_>) -> String {
    let total = counted(review.plan.radius.total, "environment");
    if review.complete {
        format!("No changes. What holds for {total} has the same digest on both sides:")
    } else {
        format!("No changes in what could be read ({total}); both sides of that have the same digest:")
    }
}

/// Says so if a part of the fleet is missing.
pub(super) fn incomplete(review: &Review<'_>) -> Option<&'static str> {
    let text = "! not complete: an instance could not be read, so it may change, too; the findings say which";
    (!review.complete).then_some(text)
}

/// Says so if nobody knows who wrote the lines.
pub(super) fn anonymous(review: &Review<'_>) -> Option<&'static str> {
    let text = "who wrote the lines is not known: the clone is shallow; run `git fetch --unshallow`";
    let asked = !review.plan.is_empty() && review.authors.shallow;
    asked.then_some(text)
}

/// The line that counts: environments, guardrails, findings.
pub(super) fn totals(review: &Review<'_>) -> String {
    let radius = &review.plan.radius;
    let weaker = match review.plan.guardrails() {
        0 => String::new(),
        weaker => format!(" {} weaker.", counted(weaker, "guardrail")),
    };
    let renamed = match radius.renamed {
        0 => String::new(),
        renamed => format!(" {renamed} to rename,"),
    };
    let found = |severity| review.findings.count(severity);
    format!(
        "Plan: {} to add, {} to change,{renamed} {} to remove.{weaker} {}, {}.",
        radius.added,
        radius.changed,
        radius.removed,
        counted(found(Severity::Error), "error"),
        counted(found(Severity::Warning), "warning"),
    )
}

/// The errors, the warnings and what was waived, a line each.
pub(super) fn findings(review: &Review<'_>) -> Vec<(Severity, String)> {
    // What the plan says about itself is always worth knowing.
    let of_plan = |finding: &Diagnostic| finding.code.0.starts_with("plan/");
    let worth = |finding: &&Diagnostic| {
        finding.severity > Severity::Note || finding.waived.is_some() || of_plan(finding)
    };
    let entry = |finding: &Diagnostic| {
        let place = finding
            .primary
            .as_ref()
            .map(|label| place(label.span, review.sources));
        let address = finding
            .address
            .as_ref()
            .map(|address| format!("{}: ", line(address, NAME)));
        let message = format!(
            "{}{}",
            address.unwrap_or_default(),
            line(&finding.message, MESSAGE)
        );
        let waived = finding.waived.as_ref();
        let waived = waived.map_or_else(String::new, |exception| {
            format!("; waived {}", line(exception, MESSAGE))
        });
        let place = place.map(|place| format!("{place}  ")).unwrap_or_default();
        (
            finding.severity,
            format!(
                "{:<7}  {}  {place}{message}{waived}",
                finding.severity.as_str(),
                finding.code
            ),
        )
    };
    review.findings.iter().filter(worth).map(entry).collect()
}

/// The file, line and column of the start of a span.
pub(super) fn place(span: Span, sources: &Sources) -> String {
    let (start, _) = sources.range(span);
    let name = sources.source(span.file).name.to_string();
    format!("{}:{}:{}", line(&name, NAME), start.line, start.column)
}
