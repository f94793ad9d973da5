//! A log in numbers: for each commit how much it changed where, and at the end what changes most.

use std::collections::BTreeMap;

use super::log::{Ink, about, bold, heading, loud, quiet};
use super::{Effect, Entry, EnvironmentEntry, History};
use crate::change::{Action, Class, Risk};
use crate::report::plan::{counted, line};

/// How many characters of a name are shown.
const WIDTH: usize = 60;

/// How many environments of a commit, and of the end, are listed.
const ROWS: usize = 20;

/// The whole log in numbers. Colour only repeats what the text says.
pub fn stat(history: &History, colour: bool) -> String {
    let ink = Ink(colour);
    let mut lines = vec![about(history, ink)];
    for entry in &history.entries {
        lines.push(String::new());
        lines.extend(heading(entry, ink));
        lines.extend(rows(entry, ink));
    }
    lines.push(String::new());
    lines.extend(most(history, ink));
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// What is counted of changes.
#[derive(Clone, Default)]
struct Tally {
    commits: usize,
    values: usize,
    weaker: usize,
    classes: BTreeMap<Class, usize>,
    risk: Option<Risk>,
}

impl Tally {
    fn of(environment: &EnvironmentEntry) -> Self {
        let mut tally = Self {
            commits: 1,
            values: environment.values + environment.changes.len(),
            ..Self::default()
        };
        for moved in &environment.changes {
            *tally.classes.entry(moved.class).or_default() += 1;
            tally.risk = tally.risk.max(Some(moved.risk));
            tally.weaker += usize::from(moved.guardrail.is_some());
        }
        tally
    }

    fn add(&mut self, other: &Self) {
        self.commits += other.commits;
        self.values += other.values;
        self.weaker += other.weaker;
        self.risk = self.risk.max(other.risk);
        for (class, count) in &other.classes {
            *self.classes.entry(*class).or_default() += count;
        }
    }

    /// The classes, the most frequent first, and the highest risk.
    fn judged(&self) -> String {
        let mut classes: Vec<(&Class, &usize)> = self.classes.iter().collect();
        classes.sort_by_key(|(class, count)| (std::cmp::Reverse(**count), **class));
        let classes: Vec<String> = classes
            .iter()
            .map(|(class, count)| match count {
                1 => class.as_str().to_owned(),
                count => format!("{} {count}", class.as_str()),
            })
            .collect();
        match self.risk {
            Some(risk) => format!("{} · {}", classes.join(", "), risk.as_str()),
            None => String::new(),
        }
    }
}

fn rows(entry: &Entry, ink: Ink) -> Vec<String> {
    let width = entry
        .environments
        .iter()
        .map(|environment| environment.address.to_string().chars().count().min(WIDTH));
    let width = width.max().unwrap_or(0);
    let row = |environment: &EnvironmentEntry| {
        let tally = Tally::of(environment);
        let name = line(&environment.address.to_string(), WIDTH);
        let what = match environment.action {
            Action::Create => "comes".to_owned(),
            Action::Delete => "goes".to_owned(),
            Action::Update => tally.judged(),
        };
        let weaker = match tally.weaker {
            0 => String::new(),
            weaker => ink.of(loud(), &format!("  ! {} weaker", counted(weaker, "guardrail"))),
        };
        let values = counted(tally.values, "value");
        format!(
            "  {name:<width$}  {values:>9}  {}{weaker}",
            ink.of(quiet(), &what)
        )
    };
    let mut rows: Vec<String> = entry.environments.iter().take(ROWS).map(row).collect();
    if entry.environments.len() > ROWS {
        let more = counted(entry.environments.len() - ROWS, "more environment");
        rows.push(ink.of(quiet(), &format!("  ({more} not shown; --format json has all)")));
    }
    rows
}

/// The instances by how often they changed, and what is counted of all.
fn most(history: &History, ink: Ink) -> Vec<String> {
    let mut instances: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for entry in history
        .entries
        .iter()
        .filter(|entry| entry.effect == Effect::Changed)
    {
        let mut touched: BTreeMap<&str, Tally> = BTreeMap::new();
        for environment in &entry.environments {
            let instance = environment.address.instance.as_str();
            touched.entry(instance).or_default().add(&Tally::of(environment));
        }
        let mut whole = Tally::default();
        for (instance, tally) in touched {
            whole.add(&tally);
            let once = Tally { commits: 1, ..tally };
            instances.entry(instance).or_default().add(&once);
        }
        all.add(&Tally { commits: 1, ..whole });
    }
    let mut ranked: Vec<(&str, Tally)> = instances.into_iter().collect();
    ranked.sort_by_key(|(name, tally)| (std::cmp::Reverse((tally.commits, tally.values)), *name));
    let count = ranked.len();
    let width = ranked
        .iter()
        .take(ROWS)
        .map(|(name, _)| name.chars().count().min(WIDTH))
        .max()
        .unwrap_or(0);
    let mut lines: Vec<String> = ranked
        .iter()
        .take(ROWS)
        .map(|(name, tally)| {
            let name = line(name, WIDTH);
            let (commits, values) = (counted(tally.commits, "commit"), counted(tally.values, "value"));
            let judged = ink.of(quiet(), &tally.judged());
            format!(
                "{}  {commits:>12}  {values:>12}  {judged}",
                ink.of(bold(), &format!("{name:<width$}"))
            )
        })
        .collect();
    if count > ROWS {
        lines.push(ink.of(
            quiet(),
            &format!("({} not shown)", counted(count - ROWS, "more instance")),
        ));
    }
    let (changed, values) = (all.commits, counted(all.values, "value"));
    let looked = counted(history.commits, "commit");
    lines.push(format!(
        "{changed} of {looked} changed {values} in {}; {} weaker.",
        counted(count, "instance"),
        counted(all.weaker, "guardrail")
    ));
    lines
}
