//! From a snapshot to the times at which its environments are rolled out.

use jiff::Timestamp;

use super::{Environments, Loaded};
use crate::change::Plan;
use crate::gate::{Demand, Tally, tally};
use crate::model::{Date, EnvironmentView, Fleet, Rollout};
use crate::release::{Clock, Schedule, Slot, day_zone, turned};
use crate::report::windows::{Approvals, ClockChange, Entry, Timetable};

/// A change whose approvals are counted.
#[derive(Clone, Copy)]
pub struct Pending<'a> {
    /// What changes.
    pub plan: &'a Plan,
    /// The side before.
    pub before: &'a Fleet,
}

/// The times from `from` until `until` at which the environments that are selected are rolled out, by time and address.
/// With a pending change the approvals of it are counted, as of the day on which each time begins.
pub fn windows<'a>(
    loaded: &'a Loaded,
    environments: &Environments,
    [from, until]: [Timestamp; 2],
    pending: Option<Pending<'_>>,
) -> Timetable<'a> {
    let views = loaded.fleet.environments();
    let views: Vec<EnvironmentView<'_>> = views
        .filter(|environment| environments.contains(&environment.address))
        .collect();
    let mut table = Timetable {
        snapshot: &loaded.snapshot,
        reading: loaded.fleet.settings.window_reading,
        from,
        until,
        environments: views.len(),
        complete: loaded.unread.is_empty(),
        entries: Vec::new(),
        clock_changes: Vec::new(),
    };
    for environment in &views {
        let schedule = Schedule::of(&loaded.fleet, environment);
        let slots = schedule.slots(from, until).into_iter();
        let entry = |slot| entry(loaded, (environment, &schedule), slot, pending);
        table.entries.extend(slots.map(entry));
        if let Some(window) = &schedule.window {
            let touched = turned(window, from, until).into_iter();
            table.clock_changes.extend(touched.map(|turned| ClockChange {
                address: environment.address.clone(),
                turned,
            }));
        }
    }
    table.entries.sort_by(|one, other| {
        let key = |entry: &Entry<'_>| (entry.slot.whole.start, entry.slot.whole.end);
        (key(one), &one.address).cmp(&(key(other), &other.address))
    });
    table
}

fn entry<'a>(
    loaded: &'a Loaded,
    (environment, schedule): (&EnvironmentView<'_>, &Schedule<'a>),
    slot: Slot<'a>,
    pending: Option<Pending<'_>>,
) -> Entry<'a> {
    let zone = day_zone(loaded.fleet.settings.window_reading);
    let start = slot.open.first().map_or(slot.whole.start, |open| open.start);
    let day = Date(zone.to_datetime(start).date());
    let counted = pending.and_then(|pending| {
        let mut changed = pending.plan.environments.iter();
        let change = changed.find(|change| change.address == environment.address)?;
        let sides = [pending.before, &loaded.fleet];
        let tally: Tally<'_> = tally(pending.plan, change, sides, (day, None));
        Some((tally.demand.clone(), tally.counted.len() as u64))
    });
    let (demand, present) = match counted {
        Some((demand, counted)) => (demand, Some(counted)),
        None => (Demand::of(environment), None),
    };
    Entry {
        address: environment.address.clone(),
        zone: schedule.zone().to_owned(),
        release: release(loaded, environment, &slot, day),
        approvals: Approvals {
            needed: demand.approvals,
            present,
            roles: demand.roles,
        },
        staging_first: demand.staging && demand.soak_days > 0,
        soak_days: demand.soak_days,
        slot,
    }
}

/// What would roll out: the release that is written down, or under SaaS the one that an opening on that day brings.
fn release(loaded: &Loaded, environment: &EnvironmentView<'_>, slot: &Slot<'_>, day: Date) -> Option<String> {
    match environment.rollout() {
        Rollout::Production(_) | Rollout::Staging(_) => environment.release().map(str::to_owned),
        Rollout::Saas(_) => {
            let clock = Clock {
                catalog: loaded.catalog.as_ref()?,
                settings: &loaded.fleet.settings,
                day: slot.opening.map_or(day, |opening| opening.day),
            };
            let (newest, _) = clock.brought()?;
            Some(newest.to_string())
        }
    }
}
