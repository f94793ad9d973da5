//! Renames: a part that went and a part that came hold so much of the same that they are one part with another name.
//!
//! Only parts of one type are compared: instances of one plan, elements of one list. A pair needs enough in common;
//! of several pairs the most alike is taken first, and of equals the first by name, so that the answer is the same
//! every time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Leaf;
use super::identity::{own, parts};
use super::path::{Path, Segment};
use crate::model::Node;

/// Pairs of parts that are looked at one by one; beyond that only parts that hold exactly the same are found.
const PAIRS: usize = 20_000;

/// How much of what two parts hold must be the same, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Threshold(pub(super) usize);

/// What a part was called before, and why it is taken for the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// Its name before.
    pub from: String,
    /// How many of its values are the same.
    pub same: usize,
    /// How many values there are on either side.
    pub total: usize,
}

impl Rename {
    /// How much of it is the same, in percent, rounded down: 100 says that nothing else changed.
    pub fn percent(&self) -> usize {
        percent(self.same, self.total)
    }

    /// In words: `renamed from "a", 97 % alike (46 of 47 values are the same)`.
    pub fn describe(&self, name: &str) -> String {
        let percent = self.percent();
        let (same, total) = (self.same, self.total);
        format!("renamed from {name}, {percent} % alike ({same} of {total} values are the same)")
    }
}

fn percent(same: usize, total: usize) -> usize {
    (same * 100).checked_div(total).unwrap_or(0)
}

/// The values that a part holds, by where they stand in it.
pub(super) type Values = BTreeMap<Path, Leaf>;

/// Adds the values of what stands at `path`; those that only say that there are parts below are none.
pub(super) fn collect<'a>(node: &'a Node, path: &mut Vec<Segment<'a>>, skip: usize, values: &mut Values) {
    let leaf = own(node, path);
    if !leaf.is_frame() {
        let place = path[skip..].iter().cloned().map(Segment::into_owned);
        values.insert(Path(place.collect()), leaf);
    }
    for (segment, part) in parts(node, path) {
        path.push(segment);
        collect(part, path, skip, values);
        path.pop();
    }
}

/// The parts that went and those that came, paired: the index of each, how many values are the same, and how many
/// there are. `related` says which may be paired at all.
pub(super) fn pairs(
    gone: &[Values],
    come: &[Values],
    threshold: Threshold,
    related: impl Fn(usize, usize) -> bool,
) -> Vec<[usize; 4]> {
    let mut found = if gone.len().saturating_mul(come.len()) > PAIRS {
        equal(gone, come, related)
    } else {
        alike(gone, come, threshold, related)
    };
    // A fraction is larger if the cross product is.
    found.sort_by(|[a, b, same, total], [c, d, other, whole]| {
        let larger = (other * total).cmp(&(same * whole));
        larger.then_with(|| (Reverse(same), a, b).cmp(&(Reverse(other), c, d)))
    });
    let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|[one, other, ..]| {
        let free = !left.contains(one) && !right.contains(other);
        if free {
            left.insert(*one);
            right.insert(*other);
        }
        free
    });
    found
}

fn alike(
    gone: &[Values],
    come: &[Values],
    threshold: Threshold,
    related: impl Fn(usize, usize) -> bool,
) -> Vec<[usize; 4]> {
    let mut found = Vec::new();
    for (one, old) in gone.iter().enumerate() {
        for (other, new) in come.iter().enumerate() {
            if !related(one, other) {
                continue;
            }
            let same = old
                .iter()
                .filter(|(path, leaf)| new.get(*path) == Some(leaf))
                .count();
            let shared = old.keys().filter(|path| new.contains_key(*path)).count();
            let total = old.len() + new.len() - shared;
            if same > 0 && same * 100 >= total * threshold.0 {
                found.push([one, other, same, total]);
            }
        }
    }
    found
}

/// The pairs that hold exactly the same.
fn equal(gone: &[Values], come: &[Values], related: impl Fn(usize, usize) -> bool) -> Vec<[usize; 4]> {
    let mut by_values: BTreeMap<&Values, Vec<usize>> = BTreeMap::new();
    for (other, values) in come.iter().enumerate().rev() {
        by_values.entry(values).or_default().push(other);
    }
    let mut found = Vec::new();
    for (one, values) in gone.iter().enumerate().filter(|(_, values)| !values.is_empty()) {
        let Some(candidates) = by_values.get_mut(values) else {
            continue;
        };
        let fits = candidates.iter().rposition(|other| related(one, *other));
        if let Some(at) = fits {
            found.push([one, candidates.remove(at), values.len(), values.len()]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(words: &str) -> Values {
        let field = |label: &str| Path(vec![Segment::Field(label.to_owned().into())]);
        let pairs = words.split(' ').filter_map(|word| word.split_once('='));
        pairs
            .map(|(label, value)| (field(label), Leaf::Text(value.to_owned())))
            .collect()
    }

    fn paired(gone: &[&str], come: &[&str]) -> Vec<[usize; 4]> {
        let side = |words: &[&str]| words.iter().map(|words| values(words)).collect::<Vec<_>>();
        pairs(&side(gone), &side(come), Threshold(60), |_, _| true)
    }

    #[test]
    fn parts_are_paired_if_enough_is_the_same() {
        assert_eq!(paired(&["a=1 b=2 c=3"], &["a=1 b=2 c=3"]), [[0, 0, 3, 3]]);
        assert_eq!(paired(&["a=1 b=2 c=3"], &["a=1 b=2 c=4"]), [[0, 0, 2, 3]]);
        assert_eq!(
            paired(&["a=1 b=2 c=3"], &["a=1 b=2 d=3"]),
            Vec::<[usize; 4]>::new()
        );
        assert_eq!(
            paired(&["a=1 b=2 c=3"], &["a=1 b=5 c=4"]),
            Vec::<[usize; 4]>::new()
        );
        assert_eq!(paired(&[""], &[""]), Vec::<[usize; 4]>::new());
    }

    #[test]
    fn the_most_alike_are_paired_first_and_each_only_once() {
        let found = paired(&["a=1 b=2 c=3", "a=1 b=2 c=4"], &["a=1 b=2 c=4"]);
        assert_eq!(found, [[1, 0, 3, 3]]);
        let found = paired(&["a=1"], &["a=1", "a=1"]);
        assert_eq!(found, [[0, 0, 1, 1]]);
    }

    #[test]
    fn of_very_many_parts_those_that_hold_the_same_are_still_found() {
        let many: Vec<String> = (0..200).map(|number| format!("a={number} b=1")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let turned: Vec<&str> = many.iter().rev().copied().collect();
        let found = paired(&many, &turned);
        assert_eq!(found.len(), 200);
        assert!(found.iter().all(|[one, other, ..]| one + other == 199));
    }

    #[test]
    fn a_hundred_percent_says_that_all_is_the_same() {
        let rename = |same, total| Rename {
            from: "a".to_owned(),
            same,
            total,
        };
        assert_eq!((rename(999, 1000).percent(), rename(3, 3).percent()), (99, 100));
        assert_eq!(
            rename(46, 47).describe("`a`"),
            "renamed from `a`, 97 % alike (46 of 47 values are the same)"
        );
    }
}
