//! When an environment may be rolled out: its window, without the times in which rollouts are frozen.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Opening, next_opening, openings};
use crate::model::{
    Date, EnvironmentView, Fleet, Freeze, ProductionRollout, Rollout, StagingRollout, Window, WindowReading,
};

/// How many openings of a window are looked at for one that is not frozen: those of ten years.
const LOOKED_AT: usize = 530;

/// A stretch of time; its end does not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

/// What is asked about: an instant, or a whole day, which stands for each of its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The day where the windows of the generic agreement are.
    pub day: Date,
    /// The first instant.
    pub start: Timestamp,
    /// The last instant.
    pub last: Timestamp,
}

/// When an environment may be rolled out.
#[derive(Clone, Debug)]
pub struct Schedule<'a> {
    /// The weekly window; at any time without.
    pub window: Option<Window>,
    /// The freezes that concern it, in the order of the settings.
    pub freezes: Vec<&'a Freeze>,
    /// The zone of the days of freezes.
    reading: WindowReading,
}

/// One time for a rollout: an opening of the window, or all of the time that was asked for where there is none.
#[derive(Clone, Debug)]
pub struct Slot<'a> {
    /// The opening of the window, if there is one.
    pub opening: Option<Opening>,
    /// From when until when.
    pub whole: Stretch,
    /// What of it is not frozen, in order.
    pub open: Vec<Stretch>,
    /// The freezes that have a part in it.
    pub freezes: Vec<&'a Freeze>,
}

/// The zone in which days begin and end.
pub fn day_zone(reading: WindowReading) -> TimeZone {
    TimeZone::get(reading.zone()).expect("the program comes with the zones of both readings")
}

impl Moment {
    /// One instant.
    pub fn instant(instant: Timestamp, reading: WindowReading) -> Self {
        Self {
            day: Date(day_zone(reading).to_datetime(instant).date()),
            start: instant,
            last: instant,
        }
    }

    /// All of a day; `None` for the last that the calendar has.
    pub fn day(day: Date, reading: WindowReading) -> Option<Self> {
        let stretch = stretch(day, day, reading)?;
        Some(Self {
            day,
            start: stretch.start,
            last: stretch.end - jiff::SignedDuration::from_nanos(1),
        })
    }
}

impl Stretch {
    /// Whether all of a moment lies in it.
    pub fn holds(&self, moment: &Moment) -> bool {
        self.start <= moment.start && moment.last < self.end
    }

    fn meets(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl<'a> Schedule<'a> {
    /// That of an environment.
    pub fn of(fleet: &'a Fleet, environment: &EnvironmentView<'_>) -> Self {
        let reading = fleet.settings.window_reading;
        let window = match environment.rollout() {
            Rollout::Saas(window) => Some(window.window(reading.zone())),
            Rollout::Production(ProductionRollout::Window(window))
            | Rollout::Staging(StagingRollout::Window(window)) => Some(window.clone()),
            Rollout::Production(ProductionRollout::Gate(gate)) => gate.window.clone(),
            Rollout::Staging(StagingRollout::AsSoonAsPossible) => None,
        };
        Self {
            window,
            freezes: fleet.freezes(&environment.address).collect(),
            reading,
        }
    }

    /// The zone by whose clock its times are told: that of the window, else that of the days of freezes.
    pub fn zone(&self) -> &str {
        self.window
            .as_ref()
            .map_or(self.reading.zone(), |window| window.zone.as_str())
    }

    /// The times for rollouts that have a part in the time from `from` until `until`, in order.
    pub fn slots(&self, from: Timestamp, until: Timestamp) -> Vec<Slot<'a>> {
        let Some(window) = &self.window else {
            let whole = Stretch {
                start: from,
                end: until,
            };
            let some = (from < until).then(|| self.slot(None, whole));
            return some.into_iter().collect();
        };
        let openings = openings(window, from, until).into_iter();
        openings
            .map(|opening| self.slot(Some(opening), opening.stretch()))
            .collect()
    }

    /// The first time that is not frozen and not over at `instant`; `None` if there is none in ten years.
    pub fn next(&self, instant: Timestamp) -> Option<Stretch> {
        let Some(window) = &self.window else {
            return self.thawed(instant);
        };
        let now = openings(window, instant, instant.checked_add(1.nanosecond()).ok()?);
        let mut opening = now.first().copied().or_else(|| next_opening(window, instant));
        for _ in 0..LOOKED_AT {
            let current = opening?;
            let slot = self.slot(Some(current), current.stretch());
            let open = slot.open.into_iter().find(|open| open.end > instant);
            if open.is_some() {
                return open;
            }
            opening = next_opening(window, current.start);
        }
        None
    }

    /// The freeze that an instant of a moment lies in.
    pub fn freeze(&self, moment: &Moment) -> Option<&'a Freeze> {
        let end = moment.last + jiff::SignedDuration::from_nanos(1);
        let whole = Stretch {
            start: moment.start,
            end,
        };
        let mut freezes = self.freezes.iter().copied();
        freezes.find(|freeze| frozen(freeze, self.reading).is_some_and(|frozen| frozen.meets(&whole)))
    }

    /// The opening of the window in which all of a moment lies.
    pub fn opening(&self, moment: &Moment) -> Option<Opening> {
        let after = moment.start.checked_add(1.nanosecond()).ok()?;
        let opened = openings(self.window.as_ref()?, moment.start, after);
        opened.into_iter().find(|opening| opening.stretch().holds(moment))
    }

    /// The first time after all freezes that hold at `instant`, as far as the next one.
    fn thawed(&self, instant: Timestamp) -> Option<Stretch> {
        let slot = self.slot(
            None,
            Stretch {
                start: instant,
                end: Timestamp::MAX,
            },
        );
        slot.open.into_iter().next()
    }

    fn slot(&self, opening: Option<Opening>, whole: Stretch) -> Slot<'a> {
        let mut open = vec![whole];
        let mut freezes = Vec::new();
        for freeze in &self.freezes {
            let Some(frozen) = frozen(freeze, self.reading).filter(|frozen| frozen.meets(&whole)) else {
                continue;
            };
            open = open.into_iter().flat_map(|open| without(open, frozen)).collect();
            freezes.push(*freeze);
        }
        Slot {
            opening,
            whole,
            open,
            freezes,
        }
    }
}

impl Opening {
    /// From when until when.
    pub fn stretch(&self) -> Stretch {
        Stretch {
            start: self.start,
            end: self.end,
        }
    }
}

/// The time of a freeze; none if it ends before it begins.
fn frozen(freeze: &Freeze, reading: WindowReading) -> Option<Stretch> {
    stretch(freeze.from, freeze.until, reading).filter(|stretch| stretch.start < stretch.end)
}

/// From the beginning of a day until the end of another.
fn stretch(first: Date, last: Date, reading: WindowReading) -> Option<Stretch> {
    let zone = day_zone(reading);
    let midnight = |day: jiff::civil::Date| {
        let zoned = zone.to_zoned(day.to_datetime(jiff::civil::Time::midnight()));
        zoned.ok().map(|zoned| zoned.timestamp())
    };
    let end = last.0.tomorrow().ok().and_then(midnight);
    Some(Stretch {
        start: midnight(first.0)?,
        end: end.unwrap_or(Timestamp::MAX),
    })
}

/// What is left of a stretch outside of another.
fn without(open: Stretch, taken: Stretch) -> impl Iterator<Item = Stretch> {
    let before = Stretch {
        start: open.start,
        end: open.end.min(taken.start),
    };
    let after = Stretch {
        start: open.start.max(taken.end),
        end: open.end,
    };
    [before, after].into_iter().filter(|left| left.start < left.end)
}

#[cfg(test)]
mod tests;
