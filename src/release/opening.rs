//! When weekly windows open and close, as instants.

use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::model::{Date, Window};

/// One opening of a weekly window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The day by the clock of the window's zone.
    pub day: Date,
    /// The first instant.
    pub start: Timestamp,
    /// The first instant after it.
    pub end: Timestamp,
}

/// The last opening that is over at `instant`; `None` if the zone is unknown, the window empty, or no calendar
/// goes back that far.
pub fn last_opening(window: &Window, instant: Timestamp) -> Option<Opening> {
    let (zone, mut day) = from(window, instant)?;
    loop {
        let opening = open(window, &zone, Date(day)).filter(|opening| opening.end <= instant);
        if opening.is_some() {
            return opening;
        }
        day = day.checked_sub(7.days()).ok()?;
    }
}

/// The first opening that begins after `instant`; `None` as for [`last_opening`].
pub fn next_opening(window: &Window, instant: Timestamp) -> Option<Opening> {
    let (zone, mut day) = from(window, instant)?;
    loop {
        let opening = open(window, &zone, Date(day)).filter(|opening| opening.start > instant);
        if opening.is_some() {
            return opening;
        }
        day = day.checked_add(7.days()).ok()?;
    }
}

/// Every opening that has a part in the time from `from` until `until`, in order.
pub fn openings(window: &Window, from: Timestamp, until: Timestamp) -> Vec<Opening> {
    let opened = days(window, from, until).filter_map(|(zone, day)| open(window, &zone, day));
    opened
        .filter(|opening| opening.end > from && opening.start < until)
        .collect()
}

/// What a change of the clocks does to a window on one of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The day, by the clock of the window's zone.
    pub day: Date,
    /// What happens to the window.
    pub turn: Turn,
}

/// What a change of the clocks does to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The clock skips all of it.
    Skipped,
    /// It is shorter by so many minutes.
    Shorter(i64),
    /// It is longer by so many minutes.
    Longer(i64),
    /// It is as long as ever, but one of its ends is a time that the clock skips or shows twice.
    Moved,
}

/// The days from `from` until `until` on which a change of the clocks touches a window, in order.
pub fn turned(window: &Window, from: Timestamp, until: Timestamp) -> Vec<Turned> {
    let days = days(window, from, until);
    days.filter_map(|(zone, day)| {
        let turn = turn(window, &zone, day)?;
        Some(Turned { day, turn })
    })
    .collect()
}

fn turn(window: &Window, zone: &TimeZone, day: Date) -> Option<Turn> {
    let Some(opening) = open(window, zone, day) else {
        return Some(Turn::Skipped);
    };
    let usual = day
        .0
        .to_datetime(window.end.0)
        .duration_since(day.0.to_datetime(window.start.0));
    let longer = (opening.end.duration_since(opening.start) - usual).as_mins();
    let is_ambiguous = |time| zone.to_ambiguous_zoned(day.0.to_datetime(time)).is_ambiguous();
    match longer {
        0 if is_ambiguous(window.start.0) || is_ambiguous(window.end.0) => Some(Turn::Moved),
        0 => None,
        1.. => Some(Turn::Longer(longer)),
        _ => Some(Turn::Shorter(-longer)),
    }
}

/// The days of a window whose opening may have a part in a time; none for a window that never opens.
fn days(window: &Window, from: Timestamp, until: Timestamp) -> impl Iterator<Item = (TimeZone, Date)> {
    // A week earlier leaves out nothing: an opening is shorter than a day.
    let start = self::from(window, from);
    let first = start.map(|(zone, day)| (zone, day.saturating_sub(7.days())));
    let last = move |zone: &TimeZone| zone.to_datetime(until).date();
    std::iter::successors(first, |(zone, day)| {
        Some((zone.clone(), day.checked_add(7.days()).ok()?))
    })
    .take_while(move |(zone, day)| *day <= last(zone))
    .map(|(zone, day)| (zone, Date(day)))
}

/// The zone of a window, and its last weekday until `instant`; `None` for a window that never opens.
fn from(window: &Window, instant: Timestamp) -> Option<(TimeZone, civil::Date)> {
    let zone = TimeZone::get(&window.zone).ok()?;
    let today = zone.to_datetime(instant).date();
    let back = today.weekday().since(window.weekday.civil());
    let day = today.checked_sub(i64::from(back).days()).ok()?;
    (window.start < window.end).then_some((zone, day))
}

/// The opening on `day`; none if the clock skips all of it. A time that the clock skips or shows twice on that day is
/// taken as RFC 5545 says: moved forward by the gap, or the first of both.
fn open(window: &Window, zone: &TimeZone, day: Date) -> Option<Opening> {
    let instant = |time| {
        let moment = zone.to_ambiguous_zoned(day.0.to_datetime(time)).compatible();
        moment.ok().map(|moment| moment.timestamp())
    };
    let (start, end) = (instant(window.start.0)?, instant(window.end.0)?);
    (start < end).then_some(Opening { day, start, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SaasWindow, Time, WindowReading};

    fn check(window: &Window, instant: &str, expected: [&str; 2]) {
        let instant = instant.parse().unwrap();
        let shown = |opening: Option<Opening>| {
            opening.map_or_else(String::new, |opening| {
                format!("{} {} {}", opening.day, opening.start, opening.end)
            })
        };
        let found = [
            shown(last_opening(window, instant)),
            shown(next_opening(window, instant)),
        ];
        assert_eq!(found, expected, "{instant}");
    }

    #[test]
    fn the_readings_differ_in_winter_by_an_hour() {
        let civil = SaasWindow::Monday.window(WindowReading::Civil.zone());
        let literal = SaasWindow::Monday.window(WindowReading::Literal.zone());
        // 2025-12-15 is a Monday, and so are 2025-07-14 and 2025-07-21.
        check(
            &civil,
            "2025-12-15T20:00:00Z",
            [
                "2025-12-15 2025-12-15T16:00:00Z 2025-12-15T20:00:00Z",
                "2025-12-22 2025-12-22T16:00:00Z 2025-12-22T20:00:00Z",
            ],
        );
        check(
            &civil,
            "2025-12-15T19:59:59Z",
            [
                "2025-12-08 2025-12-08T16:00:00Z 2025-12-08T20:00:00Z",
                "2025-12-22 2025-12-22T16:00:00Z 2025-12-22T20:00:00Z",
            ],
        );
        check(
            &literal,
            "2025-12-15T19:59:59Z",
            [
                "2025-12-15 2025-12-15T15:00:00Z 2025-12-15T19:00:00Z",
                "2025-12-22 2025-12-22T15:00:00Z 2025-12-22T19:00:00Z",
            ],
        );
        let summer = [
            "2025-07-14 2025-07-14T15:00:00Z 2025-07-14T19:00:00Z",
            "2025-07-21 2025-07-21T15:00:00Z 2025-07-21T19:00:00Z",
        ];
        check(&civil, "2025-07-20T00:00:00Z", summer);
        check(&literal, "2025-07-20T00:00:00Z", summer);
    }

    #[test]
    fn a_time_that_the_clock_skips_moves_forward_and_a_window_that_never_opens_has_no_opening() {
        let window = |start: i8, end: i8, zone: &str| Window {
            weekday: crate::model::Weekday::Sunday,
            start: Time(civil::time(start, 30, 0, 0)),
            end: Time(civil::time(end, 0, 0, 0)),
            zone: zone.to_owned(),
        };
        // On 2025-03-30 clocks in Berlin go from 02:00 to 03:00.
        check(
            &window(2, 4, "Europe/Berlin"),
            "2025-03-30T12:00:00Z",
            [
                "2025-03-30 2025-03-30T01:30:00Z 2025-03-30T02:00:00Z",
                "2025-04-06 2025-04-06T00:30:00Z 2025-04-06T02:00:00Z",
            ],
        );
        let skipped = Window {
            start: Time(civil::time(2, 0, 0, 0)),
            end: Time(civil::time(3, 0, 0, 0)),
            ..window(2, 4, "Europe/Berlin")
        };
        check(
            &skipped,
            "2025-03-30T12:00:00Z",
            [
                "2025-03-23 2025-03-23T01:00:00Z 2025-03-23T02:00:00Z",
                "2025-04-06 2025-04-06T00:00:00Z 2025-04-06T01:00:00Z",
            ],
        );
        check(&window(5, 4, "Europe/Berlin"), "2025-03-30T12:00:00Z", ["", ""]);
        check(&window(2, 4, "Europe/Atlantis"), "2025-03-30T12:00:00Z", ["", ""]);
    }

    proptest::proptest! {
        #[test]
        fn what_is_over_is_followed_by_what_is_to_come(
            second in 0_i64..4_000_000_000,
            (start, length) in (0_i8..23, 1_i8..4),
            day in 0_usize..7,
            zone in 0_usize..4,
        ) {
            use crate::model::Weekday::*;
            let window = Window {
                weekday: [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday][day],
                start: Time(civil::time(start, 0, 0, 0)),
                end: Time(civil::time((start + length).min(23), 59, 0, 0)),
                zone: ["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"][zone].to_owned(),
            };
            let instant = Timestamp::from_second(second).unwrap();
            let (last, next) = (last_opening(&window, instant).unwrap(), next_opening(&window, instant).unwrap());
            proptest::prop_assert!(last.end <= instant && instant < next.start);
            for opening in [last, next] {
                proptest::prop_assert_eq!(opening.day.0.weekday(), window.weekday.civil());
            }
            // The one that is open at the instant, if any, lies between them.
            let weeks = last.day.days_until(next.day) / 7;
            proptest::prop_assert!(weeks == 1 || weeks == 2, "{} {}", last.day, next.day);
            proptest::prop_assert_eq!(next_opening(&window, last.start - jiff::SignedDuration::from_nanos(1)), Some(last));
            proptest::prop_assert_eq!(last_opening(&window, next.end), Some(next));
        }
    }
}
