//! Which approvals of a change count.

use std::collections::BTreeMap;
use std::fmt;

use super::{Commitment, Demand, Evidence};
use crate::change::{EnvironmentChange, Plan};
use crate::model::{Date, DeclaredApproval, EnvironmentAddress, EnvironmentView, Fleet, Scope};
use crate::source::RepoPath;

/// Which approvals of the change of an environment there are, and which are asked for.
#[derive(Clone, Debug)]
pub struct Tally<'a> {
    /// What is asked for.
    pub demand: Demand,
    /// The ones that count, by their files.
    pub counted: Vec<&'a DeclaredApproval>,
    /// The ones for this change, or new with it, that do not count, and why.
    pub refused: Vec<(&'a DeclaredApproval, Flaw)>,
}

/// Why an approval does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is of another change than this.
    Stale,
    /// It ended on that day.
    Expired(Date),
    /// It is of a later day than it is asked about.
    Later(Date),
    /// The gate does not name its role.
    Role,
    /// Its person made the change.
    Maker,
    /// Its person has approved already, in that file.
    Twice(RepoPath),
    /// Somebody else committed it, or nobody knows who.
    Foreign(Commitment),
}

impl Tally<'_> {
    /// Whether there are as many as are asked for.
    pub fn is_enough(&self) -> bool {
        self.missing() == 0
    }

    /// How many are missing.
    pub fn missing(&self) -> u64 {
        self.demand.approvals.saturating_sub(self.counted.len() as u64)
    }
}

/// An environment that changes on both sides, where it is there; before, under the name that it had then.
pub fn views<'a>(change: &EnvironmentChange, fleets: [&'a Fleet; 2]) -> [Option<EnvironmentView<'a>>; 2] {
    let view = |fleet: &'a Fleet, address: &EnvironmentAddress| {
        let declared = fleet.instances.get(&address.instance)?;
        EnvironmentView::new(declared, address.kind)
    };
    let [before, after] = fleets;
    [view(before, change.former()), view(after, &change.address)]
}

/// The approvals of the change of an environment, judged by a day. Without evidence nobody asks who made the change
/// and who committed the approvals.
pub fn tally<'a>(
    plan: &Plan,
    change: &EnvironmentChange,
    [before, after]: [&'a Fleet; 2],
    (day, evidence): (Date, Option<&Evidence>),
) -> Tally<'a> {
    let sides = views(change, [before, after]);
    let demand = Demand::between(sides[0].as_ref(), sides[1].as_ref());
    let mut tally = Tally {
        demand,
        counted: Vec::new(),
        refused: Vec::new(),
    };
    let mut people: BTreeMap<String, &RepoPath> = BTreeMap::new();
    for declared in &after.approvals {
        if !change.is_in(|address| declared.approval.concerns(address)) {
            continue;
        }
        let fits = fits(plan, declared);
        let is_new = || {
            before
                .approvals
                .iter()
                .all(|old| old.approval != declared.approval)
        };
        if !fits && (tally.demand.approvals == 0 || !is_new()) {
            continue;
        }
        let flaw = match fits {
            false => Some(Flaw::Stale),
            true => flaw(declared, &tally.demand, day)
                .or_else(|| evidence.and_then(|known| doubt(declared, known, day))),
        };
        let person = declared.approval.identity();
        match (flaw, people.get(&person)) {
            (Some(flaw), _) => tally.refused.push((declared, flaw)),
            (None, Some(first)) => tally.refused.push((declared, Flaw::Twice((*first).clone()))),
            (None, None) => {
                people.insert(person, &declared.path);
                tally.counted.push(declared);
            }
        }
    }
    tally
}

/// Whether an approval is of this change: of what changes in its scope, or of all of it.
fn fits(plan: &Plan, declared: &DeclaredApproval) -> bool {
    let approval = &declared.approval;
    let digest = approval.digest.trim();
    let scope = Scope(&approval.scope);
    !plan.is_empty()
        && (digest == plan.digest.to_string()
            || digest == plan.digest_of(|address| scope.contains(address)).to_string())
}

fn flaw(declared: &DeclaredApproval, demand: &Demand, day: Date) -> Option<Flaw> {
    let approval = &declared.approval;
    match approval.expires {
        Some(last) if last < day => Some(Flaw::Expired(last)),
        _ if demand.approvals > 0 && !demand.allows(&approval.role) => Some(Flaw::Role),
        _ => None,
    }
}

/// What history and calendar have against an approval. Without them the day is no more than that of some release.
fn doubt(declared: &DeclaredApproval, evidence: &Evidence, day: Date) -> Option<Flaw> {
    if declared.approval.date > day {
        return Some(Flaw::Later(declared.approval.date));
    }
    let person = declared.approval.identity();
    let Some(makers) = &evidence.makers else {
        return Some(Flaw::Foreign(Commitment::Unknown));
    };
    let commitment = evidence
        .approvals
        .get(&declared.path)
        .unwrap_or(&Commitment::Unknown);
    match commitment {
        _ if makers.contains(&person) => Some(Flaw::Maker),
        Commitment::By(people) if people.contains(&person) => None,
        other => Some(Flaw::Foreign(other.clone())),
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale => {
                f.write_str("approves another change than this: its digest is not that of its scope")
            }
            Self::Expired(day) => write!(f, "ended on {day}"),
            Self::Later(day) => write!(f, "is of {day}, a later day"),
            Self::Role => f.write_str("is in a role that the gate does not name"),
            Self::Maker => f.write_str("is by somebody who made the change"),
            Self::Twice(file) => write!(f, "is by somebody who approves in `{file}` already"),
            Self::Foreign(Commitment::By(people)) => {
                let people: Vec<&str> = people.iter().map(String::as_str).collect();
                write!(
                    f,
                    "was committed by {}, not by the person it names",
                    people.join(", ")
                )
            }
            Self::Foreign(Commitment::Unknown) => {
                f.write_str("is not committed, as far as the history goes back, so nobody knows whose it is")
            }
        }
    }
}

/// The name in front of the address of a person, or all of the text.
pub(super) fn name(person: &str) -> &str {
    let name = person.split('<').next().unwrap_or_default().trim();
    if name.is_empty() { person.trim() } else { name }
}
