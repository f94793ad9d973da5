//! What a plan says to people, line by line; the formats for people only dress it.

use std::collections::BTreeMap;

use super::Review;
use super::text::{counted, line, pair, short};
use crate::change::{Action, Change, EnvironmentChange, Group, Leaf, Passed, Risk};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::WindowReading;
use crate::release::Breaking;
use crate::source::{Sources, Span};

/// How many characters of a message are shown.
const MESSAGE: usize = 400;

/// How many characters of a path, a name or a summary are shown.
const NAME: usize = 120;

/// How many names of environments a title lists.
const NAMES: usize = 8;

/// How many leaves are shown of an environment that changes.
const LEAVES: usize = 40;

/// How many leaves are shown of an environment that comes or goes.
const LEAVES_WHOLE: usize = 12;

/// How many releases on the way are shown.
const RELEASES: usize = 10;

/// What happens in one environment, or the same in several.
pub(super) struct Block {
    /// The environments, and what happens to them.
    pub(super) title: String,
    /// The plan, if all of them have the same.
    pub(super) plan: Option<&'static str>,
    pub(super) entries: Vec<Entry>,
    /// The guardrail that goes with the environment itself.
    pub(super) warning: Option<String>,
    /// What is not shown.
    pub(super) hidden: Option<String>,
    /// How many environments it is about.
    pub(super) members: usize,
}

/// One leaf that changes.
pub(super) struct Entry {
    pub(super) action: Action,
    pub(super) path: String,
    pub(super) values: String,
    /// The class and the risk; empty if the title says it.
    pub(super) class: String,
    pub(super) notes: Vec<Note>,
}

/// A line below a leaf.
pub(super) enum Note {
    /// What wrote it, or why.
    Quiet(String),
    /// Something to think about.
    Loud(String),
}

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
        format!("highest risk: {risk} ({class})")
    }));
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
    let text = "! not complete: an instance could not be read, so it may change, too; see the errors";
    (!review.complete).then_some(text)
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

/// The errors and warnings, a line each.
pub(super) fn findings(review: &Review<'_>) -> Vec<(Severity, String)> {
    let worth = |finding: &&Diagnostic| finding.severity > Severity::Note;
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
        let place = place.map(|place| format!("{place}  ")).unwrap_or_default();
        (
            finding.severity,
            format!(
                "{:<7}  {}  {place}{message}",
                finding.severity.as_str(),
                finding.code
            ),
        )
    };
    review.findings.iter().filter(worth).map(entry).collect()
}

/// The objects that come, change or go, a line each.
pub(super) fn objects(review: &Review<'_>) -> Vec<(Action, String)> {
    let entry = |object: &super::ObjectChange| {
        let restarts = if object.restarts { "  restarts" } else { "" };
        let (kind, name) = (line(&object.kind, NAME), line(&object.name, NAME));
        let environment = line(&object.environment.to_string(), NAME);
        (object.action, format!("{environment}  {kind} {name}{restarts}"))
    };
    review.objects.iter().map(entry).collect()
}

/// The environments that change, the riskiest first.
pub(super) fn blocks(review: &Review<'_>) -> Vec<Block> {
    let groups = review.plan.groups();
    groups.iter().map(|group| block(group, review.sources)).collect()
}

fn block(group: &Group<'_>, sources: &Sources) -> Block {
    let first = group.first();
    let shown: Vec<usize> = ranked(first);
    let limit = match first.action {
        Action::Create | Action::Delete => LEAVES_WHOLE,
        Action::Update => LEAVES,
    };
    let entries = shown
        .iter()
        .take(limit)
        .map(|index| entry(group, *index, sources));
    let same_plan = group.members.iter().all(|member| member.plan == first.plan);
    Block {
        title: title(group),
        plan: same_plan.then_some(first.plan),
        entries: entries.collect(),
        warning: first
            .guardrail
            .map(|weakening| format!("guardrail weaker: {}", weakening.describe())),
        hidden: hidden(group, shown.len().saturating_sub(limit)),
        members: group.members.len(),
    }
}

fn title(group: &Group<'_>) -> String {
    let fate = match group.first().action {
        Action::Create => "will be created",
        Action::Update => "will be updated in place",
        Action::Delete => "will be removed",
    };
    let names: Vec<String> = group
        .members
        .iter()
        .take(NAMES)
        .map(|member| line(&member.address.to_string(), NAME))
        .collect();
    match group.members.len() {
        1 => format!("{}  {fate}", names[0]),
        count => {
            let more = count.saturating_sub(NAMES);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!(
                "same change in {count} environments: {}{more}  {fate}",
                names.join(", ")
            )
        }
    }
}

/// What is left out, in a comment as Terraform's.
fn hidden(group: &Group<'_>, cut: usize) -> Option<String> {
    let first = group.first();
    let same = group
        .members
        .iter()
        .all(|member| member.unchanged == first.unchanged);
    let unchanged = match first.action {
        Action::Update if same && first.unchanged > 0 => {
            Some(format!("{} hidden", counted(first.unchanged, "unchanged field")))
        }
        Action::Update | Action::Create | Action::Delete => None,
    };
    let cut = (cut > 0).then(|| format!("{} of the same kind not shown", counted(cut, "field")));
    let parts: Vec<String> = cut.into_iter().chain(unchanged).collect();
    (!parts.is_empty()).then(|| format!("({})", parts.join("; ")))
}

/// The numbers of the changes to show: the release first, then section by section from the riskiest.
fn ranked(environment: &EnvironmentChange) -> Vec<usize> {
    let section = |change: &Change| change.path.fields().first().map_or("", |label| label).to_owned();
    let mut risks: BTreeMap<String, Risk> = BTreeMap::new();
    for change in &environment.changes {
        let risk = risks.entry(section(change)).or_insert(Risk::Low);
        *risk = (*risk).max(change.verdict.risk);
    }
    let mut shown: Vec<usize> = (0..environment.changes.len())
        .filter(|index| !environment.changes[*index].told_below)
        .collect();
    shown.sort_by_cached_key(|index| {
        let section = section(&environment.changes[*index]);
        let rank = match section.as_str() {
            "plan" => 0,
            "release" => 1,
            "settings" | "customer" => 3,
            _ => 2,
        };
        let risk = std::cmp::Reverse(risks[&section]);
        let riskiest_first = if rank == 3 { (2, risk) } else { (rank, risk) };
        (riskiest_first, rank, section, *index)
    });
    shown
}

fn entry(group: &Group<'_>, index: usize, sources: &Sources) -> Entry {
    let first = group.first();
    let change = &first.changes[index];
    let verdict = &change.verdict;
    let told_by_title = first.action != Action::Update;
    let class = match told_by_title {
        true => String::new(),
        false => format!("class {} · {}", verdict.class.as_str(), verdict.risk.as_str()),
    };
    let places = group.members.iter().map(|member| &member.changes[index]);
    let mut notes: Vec<Note> = Vec::new();
    if !told_by_title {
        notes.extend(origin(places, sources).map(Note::Quiet));
        notes.extend(reason(change));
    }
    notes.extend(releases(&change.releases));
    notes.extend(change.guardrail.map(|weakening| {
        let used = match change.guardrail_used {
            true => "; its release changes at once, so the same change makes use of it",
            false => "",
        };
        Note::Loud(format!("guardrail weaker: {}{used}", weakening.describe()))
    }));
    Entry {
        action: change.action,
        path: line(&change.path.container().to_string(), NAME),
        values: values(change),
        class,
        notes,
    }
}

fn values(change: &Change) -> String {
    let nothing = Leaf::Absent;
    let before = change.before.as_ref().unwrap_or(&nothing);
    let after = change.after.as_ref().unwrap_or(&nothing);
    match change.action {
        Action::Create => short(after),
        Action::Delete => short(before),
        Action::Update => {
            let (before, after) = pair(before, after);
            format!("{before} -> {after}")
        }
    }
}

/// Why a change is riskier than most.
fn reason(change: &Change) -> Option<Note> {
    let risk = change.verdict.risk;
    (risk >= Risk::High).then(|| Note::Quiet(format!("{} because {}", risk.as_str(), change.verdict.reason)))
}

/// What wrote the value, and what wrote it before; of several environments the first, and how many others.
fn origin<'a>(mut changes: impl Iterator<Item = &'a Change>, sources: &Sources) -> Option<String> {
    let of = |change: &Change| origin_of(change, sources);
    let first = of(changes.next()?)?;
    let mut others: Vec<String> = changes.filter_map(of).filter(|other| *other != first).collect();
    others.sort();
    others.dedup();
    match others.len() {
        0 => Some(first),
        more => Some(format!("{first} and {}", counted(more, "more place"))),
    }
}

fn origin_of(change: &Change, sources: &Sources) -> Option<String> {
    let named = |span: Span| (sources.source(span.file).name.to_string(), sources.range(span).0);
    match (change.origin_before, change.origin_after) {
        (None, None) => None,
        (None, Some(after)) => Some(place(after, sources)),
        (Some(before), None) => Some(format!("was {}", place(before, sources))),
        (Some(before), Some(after)) => {
            let ((old, from), (new, to)) = (named(before), named(after));
            let was = match old == new {
                true if from == to => String::new(),
                true => format!(" (was {}:{})", from.line, from.column),
                false => format!(" (was {})", place(before, sources)),
            };
            Some(format!("{}{was}", place(after, sources)))
        }
    }
}

fn place(span: Span, sources: &Sources) -> String {
    let (start, _) = sources.range(span);
    let name = sources.source(span.file).name.to_string();
    format!("{}:{}:{}", line(&name, NAME), start.line, start.column)
}

/// The releases on the way, the ones that break something before others if they are many.
fn releases(passed: &[Passed]) -> Vec<Note> {
    let mut kept: Vec<usize> = (0..passed.len()).collect();
    // The last is where the way ends; breaking ones are what a reader looks for.
    kept.sort_by_key(|index| {
        (
            *index + 1 != passed.len(),
            passed[*index].breaking != Breaking::Yes,
            *index,
        )
    });
    kept.truncate(RELEASES);
    kept.sort_unstable();
    let mut notes: Vec<Note> = kept.iter().map(|index| release(&passed[*index])).collect();
    let more = passed.len() - kept.len();
    if more > 0 {
        notes.push(Note::Quiet(format!(
            "and {} on the way",
            counted(more, "more release")
        )));
    }
    let over: Vec<&str> = passed
        .iter()
        .rev()
        .skip(1)
        .rev()
        .filter(|release| release.breaking == Breaking::Yes)
        .map(|release| release.version.as_str())
        .collect();
    if !over.is_empty() {
        let shown = over[..over.len().min(RELEASES)].join(", ");
        let rest = if over.len() > RELEASES { ", …" } else { "" };
        let count = counted(over.len(), "breaking release");
        notes.push(Note::Loud(format!("skips over {count}: {shown}{rest}")));
    }
    notes
}

fn release(release: &Passed) -> Note {
    let breaking = match release.breaking {
        Breaking::Yes => "breaking  ",
        Breaking::No => "",
        Breaking::Unknown => "perhaps breaking  ",
    };
    let summary = line(&release.summary, NAME);
    Note::Quiet(format!(
        "{}  {}  {breaking}{summary}",
        release.version, release.date
    ))
}
