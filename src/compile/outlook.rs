//! From a comparison to what its rollouts wait for.

use jiff::SignedDuration;

use super::Planned;
use crate::change::EnvironmentChange;
use crate::gate::tally;
use crate::model::{EnvironmentAddress, EnvironmentView, Fleet};
use crate::release::{Moment, Schedule};
use crate::report::plan::Outlook;

/// What the rollout of each environment that changes waits for: approvals, and the first time after the day by which
/// it is judged, for a day is judged by its end.
pub fn outlook(planned: &Planned) -> Vec<Outlook> {
    let changed = planned.plan.iter().flat_map(|plan| &plan.environments);
    changed.filter_map(|change| one(planned, change)).collect()
}

fn one(planned: &Planned, change: &EnvironmentChange) -> Option<Outlook> {
    let [before, after] = &planned.sides;
    let (plan, address) = (planned.plan.as_ref()?, &change.address);
    let fleets = [&before.fleet, &after.fleet];
    let tally = tally(plan, address, fleets, (plan.as_of, None));
    let (fleet, view) = match view(&after.fleet, address) {
        Some(view) => (&after.fleet, view),
        None => (&before.fleet, view(&before.fleet, address)?),
    };
    let schedule = Schedule::of(fleet, &view);
    let evening = Moment::day(plan.as_of, plan.reading)?.last + SignedDuration::from_nanos(1);
    Some(Outlook {
        address: address.clone(),
        digest: plan.digest_of_one(address),
        missing: tally.missing(),
        approved: { tally.counted.iter() }
            .map(|declared| (declared.approval.who.clone(), declared.approval.role.clone()))
            .collect(),
        demand: tally.demand,
        next: schedule.next(evening),
        is_now: schedule.window.is_none() && schedule.next(evening).is_some_and(|next| next.start == evening),
        zone: schedule.zone().to_owned(),
    })
}

fn view<'f>(fleet: &'f Fleet, address: &EnvironmentAddress) -> Option<EnvironmentView<'f>> {
    EnvironmentView::new(fleet.instances.get(&address.instance)?, address.kind)
}
