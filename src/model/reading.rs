//! How a repository reads what the plans leave open.

use super::record::union;
use super::{Date, RepositorySettings};

union! {
    /// The readings of "CEST" in the generic agreement.
    #[derive(Copy, Eq)]
    pub enum WindowReading {
        /// The wall clock of Berlin, in winter, too.
        Civil,
        /// Two hours ahead of UTC all year.
        Literal,
    }
}

union! {
    /// Who may get a copy of the configuration. One paragraph grants it to plan SaaS On-Prem, another one says "when
    /// applicable to your plan".
    #[derive(Copy, Eq)]
    pub enum CopyReading {
        /// Customers of plan SaaS On-Prem.
        OnPremOnly,
        /// Customers of every plan.
        AnyPlan,
    }
}

union! {
    /// The release of plan SaaS that plans show and rules judge settings by. Updates go to the newest release, and they
    /// go there in a weekly window.
    #[derive(Copy, Eq)]
    pub enum ReleaseReading {
        /// The newest one: what is configured now is rolled out together with it.
        Newest,
        /// The one that the last window brought: what is configured now reaches what runs.
        LastWindow,
    }
}

union! {
    /// What ends the life of a release: "as soon as a higher number exists".
    #[derive(Copy, Eq)]
    pub enum EndOfLifeReading {
        /// Any higher number, a patch of the same feature release included.
        AnyHigher,
        /// The number of a higher feature release.
        HigherFeature,
    }
}

union! {
    /// The days that an upgrade window counts.
    #[derive(Copy, Eq)]
    pub enum DayReading {
        /// Every day.
        Calendar,
        /// Monday to Friday.
        Working,
    }
}

union! {
    /// What meshfed's `requirePayment` means where it is not set.
    #[derive(Copy, Eq)]
    pub enum PaymentReading {
        /// Nobody has to pay: `False`.
        NotRequired,
        /// The same as the panel's.
        AsPanel,
    }
}

impl WindowReading {
    /// The IANA zone of the reading.
    pub fn zone(self) -> &'static str {
        match self {
            Self::Civil => "Europe/Berlin",
            // The sign in these names runs against ISO 8601: this is UTC+2.
            Self::Literal => "Etc/GMT-2",
        }
    }
}

impl DayReading {
    /// The last of `days` days after `start`, which is not counted itself.
    pub fn after(self, start: Date, days: u64) -> Date {
        match self {
            Self::Calendar => start.plus_days(days),
            Self::Working => working_days_after(start, days),
        }
    }

    /// How many days there are after `start` up to `end`; 0 if that lies behind.
    pub fn between(self, start: Date, end: Date) -> u64 {
        let all = u64::try_from(start.days_until(end)).unwrap_or(0);
        match self {
            Self::Calendar => all,
            Self::Working => {
                let (weeks, rest) = (all / 7, all % 7);
                let rest = (1..=rest).filter(|day| is_working(start.plus_days(weeks * 7 + day)));
                weeks * 5 + rest.count() as u64
            }
        }
    }

    /// `day` with what kind of day it is.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Calendar => "day",
            Self::Working => "working day",
        }
    }
}

fn working_days_after(start: Date, days: u64) -> Date {
    // Five working days are a week, whatever day it begins on.
    let mut day = start.plus_days(days / 5 * 7);
    let mut left = days % 5;
    if left == 0 && days > 0 {
        // The last of five working days is never at a weekend.
        while !is_working(day) {
            day = Date(day.0.yesterday().unwrap_or(day.0));
        }
    }
    while left > 0 {
        day = day.plus_days(1);
        if day.0 == jiff::civil::Date::MAX {
            break;
        }
        left -= u64::from(is_working(day));
    }
    day
}

fn is_working(day: Date) -> bool {
    !matches!(
        day.0.weekday(),
        jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday
    )
}

/// How a repository reads one thing that the plans leave open, where it is not the usual reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusualReading {
    /// The setting in `meshc.dhall`.
    pub setting: &'static str,
    /// Its alternative.
    pub alternative: &'static str,
    /// What that comes to, as a clause.
    pub text: &'static str,
}

impl RepositorySettings {
    /// The readings that are not the usual ones, by their settings. That of windows is not among them: reports always
    /// say it.
    pub fn unusual_readings(&self) -> Vec<UnusualReading> {
        let mut found = Vec::new();
        let mut add = |setting, alternative, text| {
            found.push(UnusualReading {
                setting,
                alternative,
                text,
            });
        };
        if self.copy_reading == CopyReading::AnyPlan {
            add(
                "copyReading",
                "AnyPlan",
                "customers of every plan may get a copy of the configuration",
            );
        }
        if self.end_of_life_reading == EndOfLifeReading::HigherFeature {
            add(
                "endOfLifeReading",
                "HigherFeature",
                "only a higher feature release ends the life of a release",
            );
        }
        if self.payment_reading == PaymentReading::AsPanel {
            add(
                "paymentReading",
                "AsPanel",
                "meshfed's `requirePayment` is the panel's where it is not set",
            );
        }
        if self.release_reading == ReleaseReading::LastWindow {
            add(
                "releaseReading",
                "LastWindow",
                "SaaS counts as running what its last window brought",
            );
        }
        if self.upgrade_day_reading == DayReading::Working {
            add(
                "upgradeDayReading",
                "Working",
                "upgrade windows count Monday to Friday",
            );
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date(text.parse().unwrap())
    }

    #[test]
    fn working_days_pass_over_weekends() {
        // 2025-12-12 is a Friday.
        for (start, days, calendar, working) in [
            ("2025-12-12", 0, "2025-12-12", "2025-12-12"),
            ("2025-12-12", 1, "2025-12-13", "2025-12-15"),
            ("2025-12-12", 5, "2025-12-17", "2025-12-19"),
            ("2025-12-13", 5, "2025-12-18", "2025-12-19"),
            ("2025-12-14", 10, "2025-12-24", "2025-12-26"),
            ("2025-12-10", 14, "2025-12-24", "2025-12-30"),
        ] {
            let after = |reading: DayReading| reading.after(date(start), days).to_string();
            assert_eq!(after(DayReading::Calendar), calendar, "{start} {days}");
            assert_eq!(after(DayReading::Working), working, "{start} {days}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_last_day_has_as_many_days_before_it_as_were_counted(offset in 0_u64..5000, days in 0_u64..400) {
            let start = date("2019-01-01").plus_days(offset);
            for reading in [DayReading::Calendar, DayReading::Working] {
                let last = reading.after(start, days);
                proptest::prop_assert_eq!(reading.between(start, last), days);
                proptest::prop_assert_eq!(reading.between(start, last.plus_days(1)) > days, reading == DayReading::Calendar || is_working(last.plus_days(1)));
            }
        }
    }

    #[test]
    fn the_usual_readings_are_not_spoken_of() {
        assert_eq!(RepositorySettings::default().unusual_readings(), []);
        let settings = RepositorySettings {
            copy_reading: CopyReading::AnyPlan,
            release_reading: ReleaseReading::LastWindow,
            end_of_life_reading: EndOfLifeReading::HigherFeature,
            upgrade_day_reading: DayReading::Working,
            payment_reading: PaymentReading::AsPanel,
            ..RepositorySettings::default()
        };
        let names: Vec<_> = settings
            .unusual_readings()
            .iter()
            .map(|reading| reading.setting)
            .collect();
        assert_eq!(names.len(), 5);
        assert!(names.is_sorted());
    }
}
