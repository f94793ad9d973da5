//! The deployed objects that come, change or go, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{NAME, place_of};
use super::text::{counted, line};
use super::{Interruption, ObjectChange, Review};
use crate::change::Action;
use crate::model::EnvironmentAddress;

/// How many digits the hash of its content has at the end of an object's name.
const HASH: usize = 8;

type Environments<'a> = BTreeSet<&'a EnvironmentAddress>;

/// What happens to an object. What is interrupted comes first, then what restarts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fate<'a> {
    /// Whether something always answers.
    answers: bool,
    interruption: Option<Interruption>,
    stays: bool,
    kind: &'a str,
    action: Action,
    /// Whether it is made anew under another name, as what is named after its content is.
    renamed: bool,
}

/// The objects that come, change or go; what happens to several in the same environments in one line. Those of
/// environments that come or go are only counted.
pub(super) fn objects(review: &Review<'_>) -> Vec<(Action, String)> {
    let whole = whole(review);
    let mut counts: BTreeMap<Action, (usize, Environments<'_>)> = BTreeMap::new();
    let mut single = Vec::new();
    for object in review.shown_objects() {
        if whole.contains(&(&object.environment, object.action)) {
            let (count, environments) = counts.entry(object.action).or_default();
            *count += 1;
            environments.insert(&object.environment);
        } else {
            single.push(object);
        }
    }
    let mut lines: Vec<(Action, String)> = folded(&single)
        .into_iter()
        .map(|((fate, environments), names)| (fate.action, told(fate, &names, &environments)))
        .collect();
    for (action, (count, environments)) in counts {
        let objects = format!("all {} of {}", counted(count, "object"), place_of(&environments));
        lines.push((action, objects));
    }
    lines
}

/// The names of what has the same fate in the same environments.
fn folded<'a>(objects: &[&'a ObjectChange]) -> BTreeMap<(Fate<'a>, Environments<'a>), Vec<&'a str>> {
    let mut ends: BTreeMap<_, BTreeSet<Action>> = BTreeMap::new();
    for object in objects {
        let same = (&object.environment, &object.kind, stem(&object.name));
        ends.entry(same).or_default().insert(object.action);
    }
    let mut places: BTreeMap<(Fate<'a>, &'a str), Environments<'a>> = BTreeMap::new();
    for object in objects {
        let stem = stem(&object.name);
        let ends = &ends[&(&object.environment, &object.kind, stem)];
        let renamed = stem != object.name && ends.contains(&Action::Create) && ends.contains(&Action::Delete);
        let fate = Fate {
            answers: object.interruption.is_none(),
            interruption: object.interruption,
            stays: !object.restarts,
            kind: &object.kind,
            action: if renamed { Action::Update } else { object.action },
            renamed,
        };
        let name = if renamed { stem } else { &object.name };
        places
            .entry((fate, name))
            .or_default()
            .insert(&object.environment);
    }
    let mut folded: BTreeMap<(Fate<'a>, Environments<'a>), Vec<&'a str>> = BTreeMap::new();
    for ((fate, name), environments) in places {
        folded.entry((fate, environments)).or_default().push(name);
    }
    folded
}

fn told(fate: Fate<'_>, names: &[&str], environments: &Environments<'_>) -> String {
    let one = names.len() == 1;
    let restarts = if one { "  restarts" } else { "  restart" };
    let effect = match (fate.stays, fate.interruption) {
        (true, None) if fate.renamed => "  replaced, since the content changes".to_owned(),
        (true, None) => String::new(),
        (false, None) => restarts.to_owned(),
        (true, Some(why)) => format!("  {}", why.describe()),
        (false, Some(why)) => format!("{restarts}, interrupted: {}", why.describe()),
    };
    let names: Vec<String> = names.iter().map(|name| line(name, NAME)).collect();
    let (kind, place) = (line(fate.kind, NAME), place_of(environments));
    format!("{kind} {}{effect}  in {place}", names.join(", "))
}

/// The name of an object without the hash of its content.
fn stem(name: &str) -> &str {
    let is_hash = |end: &str| {
        let digits = end.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        end.len() == HASH && digits
    };
    match name.rsplit_once('-') {
        Some((stem, end)) if is_hash(end) => stem,
        _ => name,
    }
}

/// The environments of which every object comes, or goes.
fn whole<'a>(review: &'a Review<'_>) -> BTreeSet<(&'a EnvironmentAddress, Action)> {
    let mut whole = BTreeSet::new();
    for environment in &review.plan.environments {
        match (environment.action, &environment.renamed_from) {
            (Action::Update, None) => {}
            (Action::Update, Some(former)) => {
                whole.insert((former, Action::Delete));
                whole.insert((&environment.address, Action::Create));
            }
            (action @ (Action::Create | Action::Delete), _) => {
                whole.insert((&environment.address, action));
            }
        }
    }
    whole
}
