//! What two branches come to together, beside what each comes to by itself.

use std::collections::BTreeSet;

use super::load::load;
use super::plan::{PlanOptions, Planned, compared};
use super::{Loaded, Reach};
use crate::change::{self, Plan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::report::skew::Skews;
use crate::repository::{Merged, Snapshot};
use crate::source::Sources;

/// What does not go together, and all that was compared for it.
#[derive(Debug)]
pub struct Skewed {
    /// What was found.
    pub skews: Skews,
    /// How many instances there are on the side that has most.
    pub instances: usize,
}

/// Compares both sides and their merge with what they start from.
///
/// The merge is judged by the day of `options`, else by that of the last release that it knows; both sides are judged
/// by the same day, so that no finding comes from the calendar alone.
pub fn skew(merged: &Merged, sources: &Sources, options: &PlanOptions<'_>) -> Skewed {
    let nothing = Reach::default();
    let reach = options.reach.unwrap_or(&nothing);
    let loaded = |snapshot: &dyn Snapshot, as_of| load(snapshot, sources, as_of, reach);
    let both = merged.both.as_ref().map(|both| loaded(both, options.as_of));
    let ours = loaded(&merged.ours, options.as_of);
    let as_of = options.as_of.or_else(|| both.as_ref().unwrap_or(&ours).as_of);
    let (ours, (theirs, base)) = rayon::join(
        || {
            if ours.as_of == as_of {
                ours
            } else {
                loaded(&merged.ours, as_of)
            }
        },
        || rayon::join(|| loaded(&merged.theirs, as_of), || loaded(&merged.base, as_of)),
    );
    let against = |side: Loaded| {
        let options = PlanOptions { as_of, ..PlanOptions::default() };
        compared(base.clone(), side, sources, &options)
    };
    let (ours, theirs, both) = (against(ours), against(theirs), both.map(against));
    let plans = [&ours, &theirs].map(|planned| planned.plan.as_ref());
    let skews = match plans {
        [Some(ours), Some(theirs)] => change::skew(ours, theirs, both.as_ref().and_then(plan)),
        _ => Vec::new(),
    };
    let complete = [Some(&ours), Some(&theirs), both.as_ref()]
        .into_iter()
        .flatten()
        .all(|planned| planned.complete && planned.plan.is_some());
    Skewed {
        instances: ours.instances.max(theirs.instances),
        skews: Skews {
            base: base.snapshot,
            findings: both
                .as_ref()
                .map(|both| only_there(both, [&ours, &theirs]))
                .unwrap_or_default(),
            ours: ours.after,
            theirs: theirs.after,
            as_of,
            conflicts: merged.conflicts.clone(),
            touched: both.as_ref().and_then(plan).map(|plan| plan.radius.touched()),
            complete,
            skews,
        },
    }
}

fn plan(planned: &Planned) -> Option<&Plan> {
    planned.plan.as_ref()
}

/// What makes two findings the same, wherever their files' lines have moved to.
type Key<'a> = (Code, Severity, Option<&'a str>, &'a str);

fn key(finding: &Diagnostic) -> Key<'_> {
    let address = finding.address.as_deref();
    (finding.code, finding.severity, address, &finding.message)
}

/// The findings of the merge that neither side has by itself.
fn only_there(both: &Planned, alone: [&Planned; 2]) -> Diagnostics {
    let known: BTreeSet<Key<'_>> = alone
        .iter()
        .flat_map(|planned| planned.findings.iter().map(key))
        .collect();
    let found = both.findings.iter();
    found
        .filter(|finding| !known.contains(&key(finding)))
        .cloned()
        .collect()
}
