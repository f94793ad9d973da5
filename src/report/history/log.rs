//! A log for a terminal.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};

use super::{Commit, Effect, Entry, EnvironmentEntry, History, Moved};
use crate::change::{Action, Leaf};
use crate::report::plan::{counted, line, pair, plain, short};

/// How many characters of a name, a summary or a place are shown.
const WIDTH: usize = 120;

/// How many names of environments a title lists.
const NAMES: usize = 8;

/// How many changes of an environment are shown.
const CHANGES: usize = 40;

/// The widest column of paths that values are aligned to.
const COLUMN: usize = 44;

/// The whole log as text. Colour only repeats what the text says.
pub fn log(history: &History, colour: bool) -> String {
    let ink = Ink(colour);
    let mut lines = vec![about(history, ink)];
    for entry in &history.entries {
        lines.push(String::new());
        lines.extend(told(entry, ink));
    }
    lines.push(String::new());
    lines.push(totals(history));
    if history.entries.iter().any(|entry| !entry.unread.is_empty()) {
        lines.push(
            "What cannot be read counts as it last could, if it ever could; `meshc check --rev` says why."
                .to_owned(),
        );
    }
    if history.cut_off {
        lines.push(
            "This is a shallow clone: what came before its oldest commit is not known; fetch with".to_owned(),
        );
        lines.push("`git fetch --unshallow` to see it.".to_owned());
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// What the log is about.
pub(super) fn about(history: &History, ink: Ink) -> String {
    let about = history.address.as_deref().unwrap_or("every environment");
    let (name, about) = (ink.of(bold(), "meshc log"), plain(about));
    format!("{name}  {about}   up to {}", plain(&history.head))
}

fn totals(history: &History) -> String {
    let changed = history
        .entries
        .iter()
        .filter(|entry| entry.effect == Effect::Changed)
        .count();
    let commits = counted(history.commits, "commit");
    let what = match &history.address {
        Some(address) => plain(address),
        None => "what is configured".to_owned(),
    };
    match (history.commits, changed) {
        (0, _) => "There is no such commit.".to_owned(),
        (_, 0) => format!("None of {commits} changed {what}."),
        (_, changed) => format!("{changed} of {commits} changed {what}."),
    }
}

fn told(entry: &Entry, ink: Ink) -> Vec<String> {
    let mut lines = heading(entry, ink);
    for group in groups(&entry.environments) {
        lines.extend(block(&group, ink));
    }
    lines
}

/// The commit, and what it did if it did not change values.
pub(super) fn heading(entry: &Entry, ink: Ink) -> Vec<String> {
    let commit = &entry.commit;
    let mut lines = vec![
        format!(
            "{}  {}",
            ink.of(accent(), &format!("commit {}", commit.short)),
            byline(commit)
        ),
        format!("    {}", line(&commit.summary, WIDTH)),
    ];
    for instance in &entry.unread {
        let text = format!("  ! {} cannot be read from here on", line(instance, WIDTH));
        lines.push(ink.of(loud(), &text));
    }
    match entry.effect {
        Effect::Changed => {}
        Effect::Nothing if !entry.unread.is_empty() => {}
        Effect::Nothing => lines.push(ink.of(quiet(), "  no change of meaning")),
        Effect::Brought(count) => {
            let text = format!(
                "  merges {}, told at the commits that made them",
                counted(count, "change")
            );
            lines.push(ink.of(quiet(), &text));
        }
        Effect::Unknown => lines.push(ink.of(
            quiet(),
            "  the clone ends here; what this commit changed is not known",
        )),
    }
    lines
}

/// Who and when.
fn byline(commit: &Commit) -> String {
    format!("{}  {}", commit.day(), line(&commit.author, WIDTH))
}

/// The same changes in some environments, and in no other.
struct Group<'a> {
    environments: Vec<&'a EnvironmentEntry>,
    changes: Vec<&'a Moved>,
}

fn groups(environments: &[EnvironmentEntry]) -> Vec<Group<'_>> {
    let mut places: BTreeMap<_, (Vec<usize>, &Moved)> = BTreeMap::new();
    let mut whole: BTreeMap<(Action, &str), Vec<usize>> = BTreeMap::new();
    for (index, environment) in environments.iter().enumerate() {
        if environment.changes.is_empty() {
            whole
                .entry((environment.action, environment.plan))
                .or_default()
                .push(index);
        }
        for moved in &environment.changes {
            let same = (&moved.path, &moved.before, &moved.after);
            places.entry(same).or_insert((Vec::new(), moved)).0.push(index);
        }
    }
    let mut shared: BTreeMap<Vec<usize>, Vec<&Moved>> = BTreeMap::new();
    for (members, moved) in places.into_values() {
        shared.entry(members).or_default().push(moved);
    }
    let whole = whole.into_values().map(|members| (members, Vec::new()));
    let mut groups: Vec<(Vec<usize>, Vec<&Moved>)> = whole.chain(shared).collect();
    groups.sort_by_key(|(members, _)| members[0]);
    groups
        .into_iter()
        .map(|(members, changes)| Group {
            environments: members.into_iter().map(|index| &environments[index]).collect(),
            changes,
        })
        .collect()
}

fn block(group: &Group<'_>, ink: Ink) -> Vec<String> {
    let mut lines = vec![format!("  {}", title(group, ink))];
    let widths = group
        .changes
        .iter()
        .map(|moved| moved.path.container().to_string().chars().count());
    let width = widths.filter(|width| *width <= COLUMN).max().unwrap_or(0);
    for moved in group.changes.iter().take(CHANGES) {
        let path = line(&moved.path.container().to_string(), WIDTH);
        let class = format!("{} · {}", moved.class.as_str(), moved.risk.as_str());
        lines.push(format!(
            "    {} {path:<width$}  {}  {}",
            ink.of(style(moved.action), symbol(moved.action)),
            values(moved),
            ink.of(quiet(), &class)
        ));
        if let Some(place) = moved.place_after.as_ref().or(moved.place_before.as_ref()) {
            let was = if moved.place_after.is_none() { "was " } else { "" };
            lines.push(ink.of(
                quiet(),
                &format!("        {was}{}", line(&place.to_string(), WIDTH)),
            ));
        }
        if let Some(weakening) = moved.guardrail {
            lines.push(ink.of(
                loud(),
                &format!("        ! guardrail weaker: {}", weakening.describe()),
            ));
        }
    }
    if group.changes.len() > CHANGES {
        let more = counted(group.changes.len() - CHANGES, "more change");
        lines.push(ink.of(quiet(), &format!("    ({more} not shown; --format json has all)")));
    }
    lines
}

fn title(group: &Group<'_>, ink: Ink) -> String {
    let first = group.environments[0];
    let names = group.environments.iter().take(NAMES);
    let names: Vec<String> = names
        .map(|environment| line(&environment.address.to_string(), WIDTH))
        .collect();
    let more = match group.environments.len().saturating_sub(NAMES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let names = ink.of(bold(), &format!("{}{more}", names.join(", ")));
    let values: usize = group
        .environments
        .iter()
        .map(|environment| environment.values)
        .sum();
    let whole = |one: &str, many: &str| {
        let values = counted(values, "value");
        let verb = if group.environments.len() == 1 { one } else { many };
        format!(
            "{} {names}  {verb}: plan {}, {values}",
            ink.of(style(first.action), symbol(first.action)),
            first.plan
        )
    };
    match first.action {
        Action::Create => whole("comes", "come"),
        Action::Delete => whole("goes", "go"),
        Action::Update => names,
    }
}

fn values(moved: &Moved) -> String {
    let nothing = Leaf::Absent;
    let [before, after] = [&moved.before, &moved.after].map(|leaf| leaf.as_ref().unwrap_or(&nothing));
    if let (["release"], Some(release)) = (&moved.path.fields()[..], numbers(moved)) {
        return release;
    }
    match moved.action {
        Action::Create => short(after),
        Action::Delete => short(before),
        Action::Update => {
            let (before, after) = pair(before, after);
            format!("{before} -> {after}")
        }
    }
}

/// Releases are numbers to people, so they stand without quotes.
fn numbers(moved: &Moved) -> Option<String> {
    let number = |leaf: &Option<Leaf>| match leaf {
        Some(Leaf::Text(text)) => Some(line(text, WIDTH)),
        _ => None,
    };
    match (number(&moved.before), number(&moved.after)) {
        (Some(before), Some(after)) => Some(format!("{before} -> {after}")),
        (before, after) => before.or(after),
    }
}

/// Whether to colour.
#[derive(Clone, Copy)]
pub(super) struct Ink(pub(super) bool);

impl Ink {
    pub(super) fn of(self, style: Style, text: &str) -> String {
        if self.0 && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

fn symbol(action: Action) -> &'static str {
    match action {
        Action::Create => "+",
        Action::Update => "~",
        Action::Delete => "-",
    }
}

fn style(action: Action) -> Style {
    let colour = match action {
        Action::Create => AnsiColor::Green,
        Action::Update => AnsiColor::Yellow,
        Action::Delete => AnsiColor::Red,
    };
    colour.on_default()
}

pub(super) fn bold() -> Style {
    Style::new().bold()
}

pub(super) fn quiet() -> Style {
    Style::new().dimmed()
}

pub(super) fn accent() -> Style {
    AnsiColor::Yellow.on_default()
}

pub(super) fn loud() -> Style {
    AnsiColor::Red.on_default().bold()
}
