//! From a value to the commit that made it what it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Address;
use super::memo::Recorder;
use super::reach::Reach;
use super::timeline::{HistoryError, State, Timeline, named};
use crate::change::{Leaf, Path, holdings};
use crate::model::{Date, EnvironmentAddress};
use crate::report::history::{Blame, Blamed, Commit, Position};
use crate::repository::{Repository, RepositoryError, Revision, Since};

/// A leaf and where it stands.
#[derive(Clone, Debug)]
struct Held {
    address: EnvironmentAddress,
    path: Path,
    leaf: Leaf,
    place: Option<Position>,
}

/// The values at an address.
type Values = BTreeMap<(EnvironmentAddress, Path), Leaf>;

/// Whose values to trace back.
#[derive(Clone, Debug)]
pub struct BlameOptions {
    /// The commit whose values they are.
    pub head: Revision,
    /// Which of them.
    pub address: Address,
    /// The day by which each commit is judged; without one that of the last release it knew.
    pub as_of: Option<Date>,
    /// What imports may reach.
    pub reach: Reach,
}

/// Names the commit that gave each value at an address its present meaning: the youngest that has it while none of
/// its parents has.
pub fn blame(repository: &Repository, options: &BlameOptions) -> Result<Blame, HistoryError> {
    let (head, address) = (&options.head, &options.address);
    let recorder = Recorder::reaching(&options.reach);
    let mut walk = Walk {
        timeline: Timeline::new(repository, &recorder, |file| address.is_in(file)),
        address,
        as_of: options.as_of,
    };
    let state = walk.timeline.state(&head.oid, None)?;
    if let Some(instance) = state.unread().next() {
        return Err(HistoryError::Unread {
            instance,
            revision: head.to_string(),
        });
    }
    let held = walk.held(&state)?;
    if held.is_empty() {
        return Err(HistoryError::NothingMatched {
            asked: address.to_string(),
        });
    }
    let (found, cut_off) = walk.settle(repository, head, &held)?;
    let leaves = held.into_iter().zip(found).filter_map(|(held, found)| {
        let (commit, or_earlier) = found?;
        Some(Blamed {
            address: held.address,
            path: held.path,
            leaf: held.leaf,
            place: held.place,
            commit,
            or_earlier,
        })
    });
    Ok(Blame {
        head: head.to_string(),
        address: address.to_string(),
        cut_off,
        leaves: leaves.collect(),
    })
}

/// For each leaf the commit, and whether it may be older; and whether the clone ended before the history did.
type Settled = (Vec<Option<(Commit, bool)>>, bool);

struct Walk<'a> {
    timeline: Timeline<'a>,
    address: &'a Address,
    as_of: Option<Date>,
}

impl Walk<'_> {
    /// The leaves at the address, by environment and path.
    fn held(&mut self, state: &Arc<State>) -> Result<Vec<Held>, RepositoryError> {
        let excerpt = self.timeline.whole(state)?;
        let mut found = Vec::new();
        for (address, leaves) in holdings(&excerpt.side(self.as_of)) {
            if !self.address.covers(&address) {
                continue;
            }
            for holding in leaves {
                if self.address.contains(&holding.path.to_string()) {
                    found.push(Held {
                        address: address.clone(),
                        place: excerpt.place(&address, &holding.path, holding.origin),
                        path: holding.path,
                        leaf: holding.leaf,
                    });
                }
            }
        }
        Ok(found)
    }

    fn values(&mut self, state: &Arc<State>) -> Result<Values, RepositoryError> {
        let held = self.held(state)?.into_iter();
        Ok(held.map(|held| ((held.address, held.path), held.leaf)).collect())
    }

    /// Hands each leaf from a commit to a parent that has the same, until none has.
    fn settle(
        &mut self,
        repository: &Repository,
        head: &Revision,
        held: &[Held],
    ) -> Result<Settled, RepositoryError> {
        let mut found = vec![None; held.len()];
        let mut cut_off = false;
        let mut pending = HashMap::from([(head.oid.clone(), (0..held.len()).collect::<Vec<usize>>())]);
        for commit in repository.history(head, &Since::Beginning)? {
            let Some(mut leaves) = pending.remove(&commit.revision.oid) else {
                continue;
            };
            let state = self.timeline.state(&commit.revision.oid, None)?;
            for parent in &commit.parents {
                let before = self.timeline.state(parent, Some(&state))?;
                let handed = if before.is_same_as(&state) {
                    std::mem::take(&mut leaves)
                } else {
                    let values = self.values(&before)?;
                    let has = |index: &mut usize| {
                        let held = &held[*index];
                        values.get(&(held.address.clone(), held.path.clone())) == Some(&held.leaf)
                    };
                    leaves.extract_if(.., has).collect()
                };
                pending.entry(parent.clone()).or_default().extend(handed);
            }
            for leaf in &leaves {
                found[*leaf] = Some((named(&commit.revision), commit.cut_off));
            }
            cut_off |= commit.cut_off;
            self.timeline.forget(&commit.revision.oid);
            pending.retain(|_, leaves| !leaves.is_empty());
            if pending.is_empty() {
                break;
            }
        }
        Ok((found, cut_off))
    }
}
