//! Schedules against a clock that is read minute by minute, and against the changes of clocks of ten years.

use jiff::civil::{self, DateTime};
use proptest::prelude::*;

use super::*;
use crate::model::{Time, Weekday};
use crate::release::{Turn, Turned, turned};

const WEEKDAYS: [Weekday; 7] = {
    use Weekday::*;
    [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday]
};

/// Zones with summer time in both hemispheres, of half an hour, over midnight, and none at all.
const ZONES: [&str; 8] = [
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "UTC",
];

fn window(weekday: usize, [start, end]: [i16; 2], zone: &str) -> Window {
    let time = |minute: i16| Time(civil::time((minute / 60) as i8, (minute % 60) as i8, 0, 0));
    Window {
        weekday: WEEKDAYS[weekday],
        start: time(start),
        end: time(end),
        zone: zone.to_owned(),
    }
}

fn freeze(from: civil::Date, until: civil::Date) -> Freeze {
    Freeze {
        from: Date(from),
        until: Date(until),
        reason: "inventory".to_owned(),
        scope: vec!["*".to_owned()],
    }
}

/// What the clock on the wall shows at a minute since 1970, read off and never computed with.
fn wall(zone: &TimeZone, minute: i64) -> DateTime {
    zone.to_datetime(Timestamp::from_second(minute * 60).unwrap())
}

/// The minute at which the wall shows `time`, found by walking; the gap that it lies in is added if the wall never
/// shows it, and of two the first counts.
fn reached(zone: &TimeZone, time: DateTime) -> i64 {
    let utc = TimeZone::UTC.to_zoned(time).unwrap().timestamp().as_second() / 60;
    let mut minute = utc - 26 * 60;
    while wall(zone, minute) < time {
        minute += 1;
    }
    let before = wall(zone, minute - 1);
    minute - 1 + time.duration_since(before).as_mins()
}

/// The minutes at which a window is open and no freeze holds.
fn open_minutes(window: &Window, freezes: &[Freeze], asked: std::ops::Range<i64>) -> Vec<bool> {
    let zone = TimeZone::get(&window.zone).unwrap();
    let first = wall(&zone, asked.start).date().yesterday().unwrap();
    let last = wall(&zone, asked.end).date();
    let days = first.series(1.day()).take_while(|day| *day <= last);
    let bounds: Vec<[i64; 2]> = days
        .filter(|day| day.weekday() == window.weekday.civil())
        .map(|day| [window.start, window.end].map(|time| reached(&zone, day.to_datetime(time.0))))
        .collect();
    let reading = day_zone(WindowReading::Civil);
    let is_open = |minute: i64| {
        let day = Date(wall(&reading, minute).date());
        bounds
            .iter()
            .any(|[start, end]| *start <= minute && minute < *end)
            && !freezes.iter().any(|freeze| freeze.covers(day))
    };
    asked.map(is_open).collect()
}

fn minutes(stretch: &Stretch) -> std::ops::Range<i64> {
    stretch.start.as_second() / 60..stretch.end.as_second() / 60
}

/// Somewhere in the ten years from 2020 on, near a change of clocks more often than not.
fn instant() -> impl Strategy<Value = i64> {
    let first = civil::date(2020, 1, 1);
    let changes = [
        (2020, 3, 29),
        (2021, 10, 31),
        (2024, 3, 31),
        (2026, 10, 25),
        (2023, 4, 2),
        (2022, 9, 4),
    ];
    let near = (0..changes.len(), -4_i64..3).prop_map(move |(change, days)| {
        let (year, month, day) = changes[change];
        let day = civil::date(year, month, day).checked_add(days.days()).unwrap();
        TimeZone::UTC
            .to_timestamp(day.to_datetime(civil::Time::midnight()))
            .unwrap()
            .as_second()
            / 60
    });
    let start = TimeZone::UTC
        .to_timestamp(first.to_datetime(civil::Time::midnight()))
        .unwrap();
    let start = start.as_second() / 60;
    prop_oneof![
        near,
        (0_i64..10 * 365 * 24 * 60).prop_map(move |minute| start + minute)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_schedule_is_open_at_the_minutes_that_the_wall_says(
        from in instant(),
        length in 1_i64..4 * 24 * 60,
        weekday in 0_usize..7,
        (start, span) in (0_i16..1439, 1_i16..360),
        zone in 0..ZONES.len(),
        frozen in prop::collection::vec((0_i64..9, 0_i64..4), 0..3),
    ) {
        let window = window(weekday, [start, (start + span).min(1439)], ZONES[zone]);
        let today = wall(&TimeZone::UTC, from).date();
        let day = |days: i64| today.checked_add(days.days()).unwrap();
        let freezes: Vec<Freeze> = { frozen.iter() }
            .map(|(first, days)| freeze(day(*first), day(first + days)))
            .collect();
        let schedule = Schedule {
            window: Some(window.clone()),
            freezes: freezes.iter().collect(),
            reading: WindowReading::Civil,
        };
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let expected = open_minutes(&window, &freezes, from..from + length);
        let slots = schedule.slots(at(from), at(from + length));
        for (minute, expected) in (from..).zip(&expected) {
            let open = slots.iter().flat_map(|slot| &slot.open).any(|open| minutes(open).contains(&minute));
            prop_assert_eq!(open, *expected, "{} {:?}", at(minute), window);
        }
        for (minute, expected) in (from..).zip(&expected).step_by(61) {
            let moment = Moment::instant(at(minute), WindowReading::Civil);
            let now = schedule.opening(&moment).is_some() && schedule.freeze(&moment).is_none();
            prop_assert_eq!(now, *expected);
        }
        if let Some(first) = expected.iter().position(|open| *open) {
            let next = schedule.next(at(from)).unwrap();
            prop_assert_eq!(next.start.max(at(from)), at(from + first as i64));
        }
    }

    #[test]
    fn without_a_window_all_but_the_freezes_is_open(
        length in 1_i64..4 * 24 * 60,
        frozen in prop::collection::vec((0_i64..9, 0_i64..4), 0..4),
    ) {
        let from = 29_520_000_i64;
        let today = wall(&TimeZone::UTC, from).date();
        let day = |days: i64| today.checked_add(days.days()).unwrap();
        let freezes: Vec<Freeze> = { frozen.iter() }
            .map(|(first, days)| freeze(day(*first), day(first + days)))
            .collect();
        let schedule = Schedule { window: None, freezes: freezes.iter().collect(), reading: WindowReading::Civil };
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let slots = schedule.slots(at(from), at(from + length));
        prop_assert_eq!(slots.len(), 1);
        for minute in from..from + length {
            let day = Date(wall(&day_zone(WindowReading::Civil), minute).date());
            let expected = !freezes.iter().any(|freeze| freeze.covers(day));
            prop_assert_eq!(slots[0].open.iter().any(|open| minutes(open).contains(&minute)), expected);
        }
    }
}

/// The days in ten years on which the clocks of a zone change, by what they show.
fn changes(zone: &str) -> Vec<(Date, i64)> {
    let zone = TimeZone::get(zone).unwrap();
    let at = |year: i16| {
        TimeZone::UTC
            .to_timestamp(civil::date(year, 1, 1).at(0, 0, 0, 0))
            .unwrap()
    };
    let changes = zone
        .following(at(2020))
        .take_while(|change| change.timestamp() < at(2030));
    changes
        .map(|change| {
            let before = change.timestamp() - jiff::SignedDuration::from_nanos(1);
            let shift = change.offset().seconds() - zone.to_offset(before).seconds();
            // The day of the change is that of the wall before it, and what is skipped or doubled lies behind that.
            (Date(zone.to_datetime(before).date()), i64::from(shift) / 60)
        })
        .collect()
}

#[test]
fn ten_years_of_clocks_touch_the_windows_that_the_zone_data_says() {
    for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
        let changes = changes(zone);
        assert!(changes.len() >= 20, "{zone}");
        // All changes of these zones are on Sundays between 01:00 and 03:00.
        let all_night = window(6, [0, 300], zone);
        let from = "2020-01-01T00:00:00Z".parse().unwrap();
        let until = "2030-01-01T00:00:00Z".parse().unwrap();
        let expected: Vec<Turned> = { changes.iter() }
            .map(|(day, shift)| Turned {
                day: *day,
                turn: if *shift > 0 {
                    Turn::Shorter(*shift)
                } else {
                    Turn::Longer(-shift)
                },
            })
            .collect();
        assert_eq!(turned(&all_night, from, until), expected, "{zone}");
        for other in [window(5, [0, 300], zone), window(6, [300, 1439], zone)] {
            assert_eq!(turned(&other, from, until), [], "{zone}");
        }
        assert_eq!(openings(&all_night, from, until).len(), 522, "{zone}");
    }
}

#[test]
fn what_a_change_of_clocks_does_is_told() {
    let from = "2026-01-01T00:00:00Z".parse().unwrap();
    let until = "2027-01-01T00:00:00Z".parse().unwrap();
    let rows = [
        (
            [120, 180],
            vec![("2026-03-29", Turn::Skipped), ("2026-10-25", Turn::Longer(60))],
        ),
        (
            [150, 240],
            vec![
                ("2026-03-29", Turn::Shorter(60)),
                ("2026-10-25", Turn::Longer(60)),
            ],
        ),
        (
            [60, 150],
            vec![("2026-03-29", Turn::Moved), ("2026-10-25", Turn::Moved)],
        ),
        (
            [60, 180],
            vec![
                ("2026-03-29", Turn::Shorter(60)),
                ("2026-10-25", Turn::Longer(60)),
            ],
        ),
        ([180, 240], vec![]),
        ([0, 120], vec![("2026-10-25", Turn::Moved)]),
    ];
    for (bounds, expected) in rows {
        let expected: Vec<Turned> = { expected.into_iter() }
            .map(|(day, turn)| Turned {
                day: Date(day.parse().unwrap()),
                turn,
            })
            .collect();
        assert_eq!(
            turned(&window(6, bounds, "Europe/Berlin"), from, until),
            expected,
            "{bounds:?}"
        );
    }
}

#[test]
fn a_day_is_open_only_if_all_of_it_is() {
    let schedule = Schedule {
        window: Some(window(0, [17 * 60, 21 * 60], "Europe/Berlin")),
        freezes: Vec::new(),
        reading: WindowReading::Civil,
    };
    let day = Date(civil::date(2025, 12, 15));
    let whole = Moment::day(day, WindowReading::Civil).unwrap();
    assert_eq!(schedule.opening(&whole), None);
    let rows = [
        ("2025-12-15T15:59:59Z", false),
        ("2025-12-15T16:00:00Z", true),
        ("2025-12-15T19:59:59.999999999Z", true),
        ("2025-12-15T20:00:00Z", false),
    ];
    for (instant, expected) in rows {
        let moment = Moment::instant(instant.parse().unwrap(), WindowReading::Civil);
        assert_eq!(
            (moment.day, schedule.opening(&moment).is_some()),
            (day, expected),
            "{instant}"
        );
    }
}

#[test]
fn a_freeze_holds_until_the_end_of_its_last_day() {
    let freezes = [freeze(civil::date(2025, 12, 20), civil::date(2026, 1, 6))];
    let schedule = Schedule {
        window: None,
        freezes: freezes.iter().collect(),
        reading: WindowReading::Civil,
    };
    let rows = [
        ("2025-12-19T22:59:59Z", false),
        ("2025-12-19T23:00:00Z", true),
        ("2026-01-06T22:59:59Z", true),
        ("2026-01-06T23:00:00Z", false),
    ];
    for (instant, expected) in rows {
        let instant: Timestamp = instant.parse().unwrap();
        let moment = Moment::instant(instant, WindowReading::Civil);
        assert_eq!(schedule.freeze(&moment).is_some(), expected, "{instant}");
        let next = schedule.next(instant).unwrap();
        let end = "2026-01-06T23:00:00Z".parse().unwrap();
        assert_eq!(next.start, if expected { end } else { instant });
    }
}
