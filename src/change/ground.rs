//! What holds for an environment beside its instance's file: freezes of rollouts, and what other instances share with
//! it.
//!
//! It does not show in what is rendered, but people decide by it, so a change of it is told, and an approval that was
//! given before holds no longer.

use std::collections::BTreeMap;

use super::boundary::{Boundaries, ISOLATION};
use crate::model::{EnvironmentAddress, Fleet, Freeze, Node, Value};
use crate::source::Span;

/// The labels under which these stand in an environment.
pub(super) const LABELS: [&str; 2] = ["freezes", ISOLATION];

/// What holds for an environment, by label; what there is none of is left out. `boundaries` are those of the fleet.
pub(super) fn ground(
    fleet: &Fleet,
    boundaries: &Boundaries<'_>,
    address: &EnvironmentAddress,
) -> Vec<(&'static str, Node)> {
    let all = fleet.settings.freezes.iter().enumerate();
    let freezes: Vec<Node> = all
        .filter(|(_, freeze)| freeze.concerns(address))
        .map(|(index, freeze)| frozen(fleet, index, freeze))
        .collect();
    let freezes = (!freezes.is_empty()).then(|| Node::new(Value::List(freezes), None));
    let declared = fleet.instances.get(&address.instance);
    let shared = declared.and_then(|declared| boundaries.shared(declared));
    let found = LABELS.into_iter().zip([freezes, shared]);
    found.filter_map(|(label, node)| Some((label, node?))).collect()
}

fn frozen(fleet: &Fleet, index: usize, freeze: &Freeze) -> Node {
    let origin = |label: &str| {
        let tree = fleet.settings_tree.as_ref()?;
        tree.origin_at(&format!("freezes.{index}{label}"))
    };
    record(
        [
            ("from", Value::Date(freeze.from), origin(".from")),
            ("until", Value::Date(freeze.until), origin(".until")),
            ("reason", Value::Text(freeze.reason.clone()), origin(".reason")),
        ],
        origin(""),
    )
}

fn record<const N: usize>(fields: [(&str, Value, Option<Span>); N], origin: Option<Span>) -> Node {
    let fields = fields.map(|(label, value, origin)| (label.to_owned(), Node::new(value, origin)));
    Node::new(Value::Record(BTreeMap::from(fields)), origin)
}

/// Whether a day on which some freeze of `before` held is free after it.
pub(super) fn thaws<'f>(
    before: impl Iterator<Item = &'f Freeze>,
    after: impl Iterator<Item = &'f Freeze>,
) -> bool {
    let mut after: Vec<&Freeze> = after.filter(|freeze| freeze.from <= freeze.until).collect();
    after.sort_by_key(|freeze| freeze.from);
    let mut before = before.filter(|freeze| freeze.from <= freeze.until);
    before.any(|old| {
        // The first day that is not known to be frozen still.
        let mut day = old.from;
        for freeze in &after {
            if freeze.from <= day && day <= freeze.until {
                day = freeze.until.plus_days(1);
            }
        }
        day <= old.until
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Date;

    fn freeze((from, length): (i8, i8)) -> Freeze {
        let day = |day: i8| Date(jiff::civil::date(2026, 1, day));
        Freeze {
            from: day(from),
            until: day(from + length - 1),
            reason: String::new(),
            scope: vec!["*".to_owned()],
        }
    }

    proptest! {
        #[test]
        fn a_day_thaws_if_it_was_frozen_and_is_not(
            before in prop::collection::vec((2_i8..18, 0_i8..8), 0..4),
            after in prop::collection::vec((2_i8..18, 0_i8..8), 0..4),
        ) {
            let side = |rows: Vec<(i8, i8)>| rows.into_iter().map(freeze).collect::<Vec<_>>();
            let (before, after) = (side(before), side(after));
            let frozen = |side: &[Freeze], day| side.iter().any(|freeze| freeze.covers(day));
            let days = (1..=31).map(|day| Date(jiff::civil::date(2026, 1, day)));
            let expected = { days }.any(|day| frozen(&before, day) && !frozen(&after, day));
            prop_assert_eq!(thaws(before.iter(), after.iter()), expected);
        }
    }
}
