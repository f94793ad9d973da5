//! The steps of a change request: what is done, how it is tried, and how it is mended.

use std::collections::{BTreeMap, BTreeSet};

use crate::change::{Action, Class};
use crate::model::EnvironmentKind;
use crate::report::plan::schedule::{Turn, moves_release};
use crate::report::plan::{Review, counted, line};

/// How many environments have a step of their own; more are folded by what has to be done.
const NAMES: usize = 6;

/// How many characters of a name are shown.
const NAME: usize = 120;

/// The release that every environment gets, if it is one and nothing else changes the release.
pub(super) fn one_release(review: &Review<'_>) -> Option<String> {
    let environments = &review.plan.environments;
    let releases: BTreeSet<_> = environments.iter().map(|found| &found.profile.release).collect();
    let one = releases.len() == 1 && environments.iter().all(moves_release);
    let release = releases.into_iter().next().filter(|_| one)?;
    release.as_ref().map(|release| line(release, NAME))
}

/// What has to be done, in order.
pub(super) fn implementation(review: &Review<'_>, turns: &[Turn<'_>]) -> Vec<String> {
    if review.plan.is_empty() {
        return vec!["Nothing has to be rolled out: both sides come to the same.".to_owned()];
    }
    let mut steps = vec![
        format!("Approve digest {}.", review.plan.digest),
        format!(
            "Render what was planned: `meshc render --out DIR{}`.",
            at(review, "--rev")
        ),
    ];
    if review.commits.iter().all(Option::is_some) {
        let base = line(review.base, NAME);
        steps.push(format!(
            "Before each rollout, with the approvals committed on top, let `meshc gate --base {base} --as-of INSTANT` \
             say that it is open."
        ));
    }
    for (what, turns) in folded(turns) {
        let places = places(turns.iter().map(|turn| turn.environment.address.to_string()));
        steps.push(format!("{what} {places}: {}.", turns[0].describe()));
    }
    let goes = review
        .plan
        .environments
        .iter()
        .filter(|found| found.action == Action::Delete);
    let goes: Vec<String> = goes.map(|found| found.address.to_string()).collect();
    if !goes.is_empty() {
        steps.push(format!(
            "Take down {}, after a last backup.",
            places(goes.into_iter())
        ));
    }
    steps
}

/// Turns with the same task at the same time, in order.
fn folded<'t, 'a>(turns: &'t [Turn<'a>]) -> Vec<(String, Vec<&'t Turn<'a>>)> {
    let mut tasks: Vec<(String, Vec<&Turn<'_>>)> = Vec::new();
    let mut known = BTreeMap::new();
    for turn in turns {
        let release = turn
            .environment
            .profile
            .release
            .as_ref()
            .map(|release| line(release, NAME));
        let what = match (turn.environment.action, release) {
            (Action::Create, _) => "Set up".to_owned(),
            (_, Some(release)) if moves_release(turn.environment) => format!("Roll out {release} to"),
            _ => "Roll out the new configuration to".to_owned(),
        };
        let at = *known
            .entry((what.clone(), turn.describe()))
            .or_insert(tasks.len());
        if at == tasks.len() {
            tasks.push((what, Vec::new()));
        }
        tasks[at].1.push(turn);
    }
    tasks
}

/// The arguments that name the side after: a commit by a flag; what is staged, or the files on disk.
fn at(review: &Review<'_>, flag: &str) -> String {
    match (review.commits[1], review.head) {
        (Some(_), head) => format!(" {flag} {}", line(head, NAME)),
        (None, "index") => " --staged".to_owned(),
        (None, _) => String::new(),
    }
}

/// How to see that it is done right.
pub(super) fn test(review: &Review<'_>, turns: &[Turn<'_>]) -> Vec<String> {
    let plan = review.plan;
    let base = line(review.base, NAME);
    let head = at(review, "--head");
    let mut steps = vec![
        format!(
            "Before: `meshc plan --base {base}{head}` still has digest {}.",
            plan.digest
        ),
        "Before: `meshc check` finds no error.".to_owned(),
        "After: `meshc render --out DIR --check` says that the deployed files are as they would be rendered."
            .to_owned(),
    ];
    if plan.is_empty() {
        return steps.split_off(1);
    }
    let moved: Vec<&Turn<'_>> = turns
        .iter()
        .filter(|turn| moves_release(turn.environment))
        .collect();
    for turn in moved.iter().take(NAMES) {
        let profile = &turn.environment.profile;
        if let Some(release) = &profile.release {
            let (panel, release) = (line(&profile.panel, NAME), line(release, NAME));
            steps.push(format!("After: `https://{panel}/#/version` says {release}."));
        }
    }
    if moved.len() > NAMES {
        let more = counted(moved.len() - NAMES, "more environment");
        steps.push(format!("After: the same in {more}."));
    }
    if turns.iter().any(|turn| turn.soaks) {
        steps.push(
            "After staging: production waits until staging has run the release for as long as its gate asks."
                .to_owned(),
        );
    }
    steps
}

/// What to do if it is not. There is no way back: releases are only rolled forward.
pub(super) fn fix_forward(review: &Review<'_>) -> Vec<String> {
    let plan = review.plan;
    if plan.is_empty() {
        return vec!["Nothing changes, so nothing has to be mended.".to_owned()];
    }
    let mut steps = vec!["Stop: do not roll out to the environments that are still to come.".to_owned()];
    if plan.environments.iter().any(moves_release) {
        steps.push(
            "Do not go back to an earlier release; roll forward to a patch of this one as soon as there is one."
                .to_owned(),
        );
    }
    let settings = plan.changes().any(|change| {
        let class = change.verdict.class;
        !matches!(
            class,
            Class::ReleasePatch | Class::ReleaseFeature | Class::Downgrade
        )
    });
    if settings {
        steps.push(
            "Mend the values that fail by a new commit; its plan has a digest and approvals of its own."
                .to_owned(),
        );
    }
    let mut environments = plan.environments.iter();
    if environments
        .any(|found| found.action == Action::Delete && found.address.kind == EnvironmentKind::Production)
    {
        steps.push(
            "What production held is only in its backups; keep them until nobody misses it.".to_owned(),
        );
    }
    steps
}

fn places(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.map(|name| line(&name, NAME)).collect();
    let shown = names[..names.len().min(NAMES)].join(", ");
    match names.len().saturating_sub(NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
