//! What is said around the changes, line by line; the formats for people only dress it.

use std::collections::{BTreeMap, BTreeSet};

use super::Review;
use super::text::{counted, line};
use crate::change::Action;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{EnvironmentAddress, WindowReading};
use crate::report::reading;
use crate::source::{Sources, Span};

/// How many characters of a message are shown.
const MESSAGE: usize = 400;

/// How many characters of a path, a name or a summary are shown.
pub(super) const NAME: usize = 120;

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
    let weaker = review.plan.guardrails();
    if weaker > 0 {
        parts.push(format!("! {} weaker", counted(weaker, "guardrail")));
    }
    parts
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
    let found = |severity| review.findings.count(severity);
    format!(
        "Plan: {} to add, {} to change, {} to remove.{weaker} {}, {}.",
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

/// The objects that come, change or go: what restarts first, the same in several environments in one line.
pub(super) fn objects(review: &Review<'_>) -> Vec<(Action, String)> {
    let mut folded: BTreeMap<_, BTreeSet<&EnvironmentAddress>> = BTreeMap::new();
    for object in review.objects {
        let same = (!object.restarts, &object.kind, &object.name, object.action);
        folded.entry(same).or_default().insert(&object.environment);
    }
    let mut lines = Vec::new();
    for ((stays, kind, name, action), environments) in folded {
        let restarts = if stays { "" } else { "  restarts" };
        let place = match environments.first() {
            Some(first) if environments.len() == 1 => line(&first.to_string(), NAME),
            _ => counted(environments.len(), "environment"),
        };
        let object = format!("{} {}", line(kind, NAME), line(name, NAME));
        lines.push((action, format!("{object}{restarts}  in {place}")));
    }
    lines
}

/// The file, line and column of the start of a span.
pub(super) fn place(span: Span, sources: &Sources) -> String {
    let (start, _) = sources.range(span);
    let name = sources.source(span.file).name.to_string();
    format!("{}:{}:{}", line(&name, NAME), start.line, start.column)
}
