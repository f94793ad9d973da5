//! The changes, told block by block: what happens in an environment, or the same in several.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::author::{self, Author};
use super::sheet::{NAME, USED, place};
use super::text::{counted, line, pair, short};
use super::{Context, Review, kept};
use crate::change::{Action, Cause, Change, Class, Group, Leaf, Passed, Risk};
use crate::model::EnvironmentAddress;
use crate::release::Breaking;
use crate::source::{Sources, Span};

/// How many names of environments a title lists.
const NAMES: usize = 8;

/// How many leaves are shown of an environment that changes.
const LEAVES: usize = 40;

/// How many leaves are shown of an environment that comes or goes.
const LEAVES_WHOLE: usize = 12;

/// How many characters of an author's name are shown.
const AUTHOR: usize = 40;

/// How many releases on the way are shown.
const RELEASES: usize = 10;

/// What happens in one environment, or the same in several.
pub(super) struct Block {
    /// The environments, and what happens to them.
    pub(super) title: String,
    /// The plan and the class, where all have the same.
    pub(super) aside: Vec<String>,
    pub(super) entries: Vec<Entry>,
    /// What tells the environments apart and stays as it is.
    pub(super) identity: Vec<Kept>,
    /// The other values that stay as they are, if they are to be shown.
    pub(super) unchanged: Vec<Kept>,
    /// The guardrail that goes with the environment itself.
    pub(super) warning: Option<String>,
    /// What is not shown.
    pub(super) hidden: Option<String>,
    /// The environments that it is about.
    pub(super) members: Vec<EnvironmentAddress>,
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

/// A leaf that stays as it is.
pub(super) struct Kept {
    pub(super) path: String,
    pub(super) value: String,
}

/// A line below a leaf.
pub(super) enum Note {
    /// What wrote it, or why.
    Quiet(String),
    /// Something to think about.
    Loud(String),
}

/// The changes that are to be shown, the riskiest first; none if only a summary is.
pub(super) fn blocks(review: &Review<'_>) -> Vec<Block> {
    if review.view.summarize {
        return Vec::new();
    }
    let groups = review.shown.groups();
    let mut blocks = Vec::new();
    let mut told = BTreeSet::new();
    for group in &groups {
        let mut block = block(group, review);
        if block.entries.is_empty() {
            continue;
        }
        // What stays is told once, where an environment is first met.
        if !block.members.iter().all(|member| told.contains(member)) {
            block.identity = kept::identity(group, review);
            block.unchanged = kept::unchanged(group, review);
        }
        told.extend(block.members.iter().cloned());
        blocks.push(block);
    }
    blocks
}

fn block(group: &Group<'_>, review: &Review<'_>) -> Block {
    let first = group.members[0];
    let shown = ranked(group);
    let limit = match first.action {
        Action::Create | Action::Delete => LEAVES_WHOLE,
        Action::Update => LEAVES,
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut told = None;
    for same in shown.iter().take(limit) {
        // What several have for a reason is told with the first of them.
        let reason = reason(same[0]).filter(|_| first.action == Action::Update);
        let is_new = reason.is_none() || reason != told;
        let told_by_title = first.action != Action::Update;
        entries.push(entry(
            same,
            reason.clone().filter(|_| is_new),
            told_by_title,
            review,
        ));
        told = reason;
    }
    Block {
        title: title(group, shown.len()),
        aside: aside(group),
        identity: Vec::new(),
        unchanged: Vec::new(),
        entries,
        warning: first
            .guardrail
            .map(|weakening| format!("guardrail weaker: {}", weakening.describe())),
        hidden: hidden(group, (shown.len(), limit), review.view.context),
        members: group
            .members
            .iter()
            .map(|member| member.address.clone())
            .collect(),
    }
}

fn title(group: &Group<'_>, changes: usize) -> String {
    let fate = match group.action() {
        Action::Create => "will be created",
        Action::Update => "will be updated in place",
        Action::Delete => "will be removed",
    };
    let names = group.members.iter().take(NAMES);
    let names: Vec<String> = names
        .map(|member| line(&member.address.to_string(), NAME))
        .collect();
    let count = group.members.len();
    if count == 1 {
        return match &group.members[0].renamed_from {
            Some(former) => format!("{}  was {}", names[0], line(&former.to_string(), NAME)),
            None => format!("{}  {fate}", names[0]),
        };
    }
    let more = count.saturating_sub(NAMES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let names = names.join(", ");
    match group.action() {
        Action::Update if changes == 1 => format!("same change in {count} environments: {names}{more}"),
        Action::Update => format!("same {changes} changes in {count} environments: {names}{more}"),
        Action::Create | Action::Delete => format!("{count} environments {fate}: {names}{more}"),
    }
}

/// The plan, if all have the same; the class, if the title tells it.
fn aside(group: &Group<'_>) -> Vec<String> {
    let first = group.members[0];
    let same_plan = group.members.iter().all(|member| member.plan == first.plan);
    let plan = same_plan.then(|| format!("plan: {}", first.plan));
    let class = match group.action() {
        Action::Update => None,
        Action::Create | Action::Delete => group.changes.first().map(|same| class(same[0])),
    };
    plan.into_iter().chain(class).collect()
}

/// What is left out, in a comment as Terraform's.
fn hidden(group: &Group<'_>, (shown, limit): (usize, usize), context: Context) -> Option<String> {
    let first = group.members[0];
    let mut parts = Vec::new();
    if shown > limit {
        parts.push(format!("{} not shown", counted(shown - limit, "more field")));
    }
    if first.action == Action::Update && group.members.len() == 1 {
        if first.unchanged > 0 && context != Context::Full {
            parts.push(format!("{} hidden", counted(first.unchanged, "unchanged field")));
        }
        let changes = first.changes.iter().filter(|change| is_shown(change));
        let elsewhere = changes.count() - shown;
        if elsewhere > 0 {
            parts.push(format!(
                "{} shared with other environments",
                counted(elsewhere, "more change")
            ));
        }
    }
    (!parts.is_empty()).then(|| format!("({})", parts.join("; ")))
}

/// The changes to show: the plan and the release first, then section by section from the riskiest.
pub(super) fn ranked<'g, 'a>(group: &'g Group<'a>) -> Vec<&'g [&'a Change]> {
    let section = |same: &[&'a Change]| same[0].path.fields().first().map_or("", |label| label).to_owned();
    let mut risks: BTreeMap<String, Risk> = BTreeMap::new();
    for same in &group.changes {
        let risk = risks.entry(section(same)).or_insert(Risk::Low);
        *risk = (*risk).max(same[0].verdict.risk);
    }
    let shown = group.changes.iter().filter(|same| is_shown(same[0]));
    let mut shown: Vec<&[&Change]> = shown.map(Vec::as_slice).collect();
    shown.sort_by_cached_key(|same| {
        let section = section(same);
        let first = match section.as_str() {
            "id" => 0,
            "plan" => 1,
            "release" => 2,
            _ => 3,
        };
        (first, Reverse(risks[&section]), rank(&section), section)
    });
    shown
}

/// What the changes below tell needs no line of its own, unless it has something else to say.
fn is_shown(change: &Change) -> bool {
    !change.told_below || change.guardrail.is_some()
}

/// The order of sections that are equally risky: what tells environments apart first, what all share last.
fn rank(section: &str) -> usize {
    match section {
        "hosts" => 0,
        "size" => 1,
        "rollout" => 2,
        "settings" => 4,
        "customer" => 5,
        "freezes" | "isolation" => 6,
        _ => 3,
    }
}

fn class(change: &Change) -> String {
    let verdict = &change.verdict;
    format!("class {} · {}", verdict.class.as_str(), verdict.risk.as_str())
}

fn entry(same: &[&Change], reason: Option<String>, told_by_title: bool, review: &Review<'_>) -> Entry {
    let change = same[0];
    let mut notes: Vec<Note> = Vec::new();
    if !told_by_title {
        notes.extend(origin(same, review).map(Note::Quiet));
        notes.extend(change.renamed.as_ref().map(|rename| {
            let name = format!("`{}`", line(&rename.from, NAME));
            Note::Quiet(rename.describe(&name))
        }));
        notes.extend(reason.map(Note::Quiet));
    }
    notes.extend(releases(&change.releases));
    notes.extend(change.guardrail.map(|weakening| {
        let used = if change.guardrail_used { USED } else { "" };
        Note::Loud(format!("guardrail weaker: {}{used}", weakening.describe()))
    }));
    Entry {
        action: change.action,
        path: line(&change.path.container().to_string(), NAME),
        values: values(change),
        class: if told_by_title {
            String::new()
        } else {
            class(change)
        },
        notes,
    }
}

fn values(change: &Change) -> String {
    match sides(change) {
        (Some(before), Some(after)) => format!("{before} -> {after}"),
        (before, after) => after.or(before).unwrap_or_default(),
    }
}

/// The values before and after as they are shown, cut to what fits a line; only what is there.
pub(super) fn sides(change: &Change) -> (Option<String>, Option<String>) {
    let nothing = Leaf::Absent;
    let [before, after] = [&change.before, &change.after].map(|leaf| leaf.as_ref().unwrap_or(&nothing));
    if change.told_below {
        return (None, Some("{…}".to_owned()));
    }
    // Releases are numbers to people, so they stand without quotes.
    let number = |leaf: &Leaf| match leaf {
        Leaf::Text(text) => line(text, NAME),
        other => short(other),
    };
    let is_release = change.path.fields() == ["release"];
    let one = |leaf: &Leaf| if is_release { number(leaf) } else { short(leaf) };
    match change.action {
        Action::Create => (None, Some(one(after))),
        Action::Delete => (Some(one(before)), None),
        Action::Update if is_release => (Some(number(before)), Some(number(after))),
        Action::Update => {
            let (before, after) = pair(before, after);
            (Some(before), Some(after))
        }
    }
}

/// Why a change is riskier than most, unless the releases below tell it.
fn reason(change: &Change) -> Option<String> {
    let risk = change.verdict.risk;
    let told = change.verdict.class == Class::ReleaseFeature && !change.releases.is_empty();
    (risk >= Risk::High && !told).then(|| format!("{} because {}", risk.as_str(), change.verdict.reason))
}

/// What wrote the value, and what wrote it before; of several environments the first, and how many others.
fn origin(same: &[&Change], review: &Review<'_>) -> Option<String> {
    let of = |change: &&Change| origin_of(change, review.sources);
    let (change, others) = same.split_first()?;
    let first = of(change)?;
    let mut others: Vec<String> = others
        .iter()
        .filter_map(of)
        .filter(|other| *other != first)
        .collect();
    others.sort();
    others.dedup();
    let author = written_by(change, review).map(|author| format!("  {author}"));
    let author = author.unwrap_or_default();
    match others.len() {
        0 => Some(format!("{first}{author}")),
        more => Some(format!("{first}{author} and {}", counted(more, "more place"))),
    }
}

/// Who last wrote the line that is shown: that of the side after, if there is one.
fn written_by(change: &Change, review: &Review<'_>) -> Option<String> {
    Some(match author::of_change(change, review)? {
        Author::Committed(commit) => format!("{} {}", commit.short, line(&commit.author, AUTHOR)),
        Author::NotCommitted => "not committed".to_owned(),
    })
}

fn origin_of(change: &Change, sources: &Sources) -> Option<String> {
    if let Some(cause) = change.cause {
        let holds = change.origin_after.or(change.origin_before);
        let holds = holds.map(|span| place(span, sources));
        return Some(match (cause, holds) {
            (Cause::Written(span), Some(holds)) => format!("{}, through {holds}", place(span, sources)),
            (Cause::Gone(span), Some(holds)) => format!("{} is gone; now {holds}", place(span, sources)),
            (Cause::Written(span), None) => place(span, sources),
            (Cause::Gone(span), None) => format!("{} is gone", place(span, sources)),
        });
    }
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

/// The releases on the way, the ones that break something before others if they are many.
pub(super) fn releases(passed: &[Passed]) -> Vec<Note> {
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
