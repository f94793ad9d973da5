//! What follows for an environment from the releases that there are, on one day.

use jiff::ToSpan;

use super::{Catalog, Deadline, End, Release, Standing, Support, Version, last_opening, next_opening};
use crate::model::{
    Agreement, Date, EnvironmentView, Fleet, Plan, ReleaseReading, RepositorySettings, SaasWindow,
};

/// The releases that there are on one day, and how the repository reads what the plans leave open.
///
/// A day is judged by its end: what was published on it is there, and its windows are over. Releases carry a
/// day and no hour, so a release that came out on the day of a window may have been late for it; a window
/// brings what was published on an earlier day.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// The releases.
    pub catalog: &'a Catalog,
    /// How the hours of the generic agreement, the end of life, and upgrade windows are read.
    pub settings: &'a RepositorySettings,
    /// The day by which it is judged.
    pub day: Date,
}

impl<'a> Clock<'a> {
    /// Where every environment of a fleet stands, by address.
    pub fn standings<'f>(&self, fleet: &'f Fleet) -> Vec<(EnvironmentView<'f>, Standing)> {
        let environments = fleet.environments();
        environments
            .map(|environment| {
                let standing = self.standing(&environment);
                (environment, standing)
            })
            .collect()
    }

    /// Where an environment stands.
    pub fn standing(&self, environment: &EnvironmentView<'_>) -> Standing {
        match &environment.declared.instance.plan {
            Plan::SaaS(plan) => self.saas(plan.window),
            Plan::OnPrem(plan) => self.on_prem(environment.release(), &plan.agreement),
        }
    }

    /// What a SaaS environment runs: the newest release published before the day of its last window.
    pub fn follows(&self, window: SaasWindow) -> Option<&'a Version> {
        let window = window.window(self.zone());
        let opening = last_opening(&window, self.midnight()?)?;
        let before = Date(opening.day.0.yesterday().ok()?);
        self.catalog.newest(before).map(|(version, _)| version)
    }

    /// The release of a SaaS environment by which its settings are judged and compared: the newest one, or the one that
    /// it runs, as the repository says.
    pub fn counted(&self, window: SaasWindow) -> Option<&'a Version> {
        match self.settings.release_reading {
            ReleaseReading::Newest => self.catalog.newest(self.day).map(|(version, _)| version),
            ReleaseReading::LastWindow => self.follows(window),
        }
    }

    /// The first day on which a higher number ended the life of a release, and that number.
    pub fn end_of_life(&self, version: &Version) -> Option<(Date, &'a Version)> {
        let reading = self.settings.end_of_life_reading;
        self.catalog.end_of_life(version, self.day, reading)
    }

    /// The newest release that an opening of a SaaS window on the day brings: one published on an earlier day.
    pub fn brought(&self) -> Option<(&'a Version, &'a Release)> {
        self.catalog.newest(Date(self.day.0.yesterday().ok()?))
    }

    /// The last day on which a release may run under an agreement, and what ends then: the upgrade window, or
    /// extended support if that lasts longer. `None` while it is the newest.
    pub fn last_day(&self, version: &Version, agreement: &Agreement) -> Option<Deadline> {
        let (since, _) = self.end_of_life(version)?;
        let counting = self.settings.upgrade_day_reading;
        let window = Deadline {
            day: counting.after(since, agreement.upgrade_window_days),
            end: End::UpgradeWindow,
        };
        let extended = extended_support(agreement, &version.feature()).map(|day| Deadline {
            day,
            end: End::ExtendedSupport,
        });
        extended.into_iter().chain([window]).max()
    }

    fn saas(&self, window: SaasWindow) -> Standing {
        let release = self.follows(window);
        let standing = self.of(release);
        Standing {
            rollout: match standing.newest > standing.release {
                true => self.next_window(window).filter(|_| standing.release.is_some()),
                false => None,
            },
            ..standing
        }
    }

    fn on_prem(&self, written: Option<&str>, agreement: &Agreement) -> Standing {
        let version = written.and_then(|text| text.parse::<Version>().ok());
        let standing = self.of(version.as_ref().filter(|version| self.is_usable(version)));
        let end = version
            .filter(|_| standing.release.is_some())
            .and_then(|version| self.last_day(&version, agreement));
        let support = match end {
            Some(end) if end.day < self.day => Support::Overdue,
            Some(_) if self.is_extended(&standing, agreement) => Support::Extended,
            _ => standing.support,
        };
        let agreed = agreement.valid_until.map(|day| Deadline {
            day,
            end: End::Agreement,
        });
        Standing {
            support,
            deadline: end.into_iter().chain(agreed).min(),
            ..standing
        }
    }

    /// What the catalog alone says of a release that is usable.
    fn of(&self, release: Option<&Version>) -> Standing {
        let newest = self.catalog.newest(self.day).map(|(newest, _)| newest.clone());
        let end = release.and_then(|version| self.end_of_life(version));
        Standing {
            features_behind: release.map_or(0, |version| self.features_above(version)),
            days_behind: end.map_or(0, |(since, _)| {
                u64::try_from(since.days_until(self.day)).unwrap_or(0)
            }),
            support: match (release, end) {
                (None, _) => Support::Unknown,
                (Some(_), None) => Support::Supported,
                (Some(_), Some(_)) => Support::EndOfLife,
            },
            release: release.cloned(),
            newest,
            deadline: None,
            rollout: None,
        }
    }

    fn is_extended(&self, standing: &Standing, agreement: &Agreement) -> bool {
        let feature = standing.release.as_ref().map(Version::feature);
        feature
            .and_then(|feature| extended_support(agreement, &feature))
            .is_some_and(|until| until >= self.day)
    }

    fn features_above(&self, version: &Version) -> usize {
        let above = self
            .catalog
            .iter()
            .rev()
            .take_while(|(higher, _)| *higher > version);
        above
            .filter(|(higher, _)| higher.is_feature() && self.is_usable(higher))
            .count()
    }

    /// Whether a release was there on that day, and was not taken back.
    fn is_usable(&self, version: &Version) -> bool {
        let release = self.catalog.release(version);
        release.is_some_and(|release| release.date <= self.day) && self.catalog.withdrawn(version).is_none()
    }

    fn next_window(&self, window: SaasWindow) -> Option<Date> {
        let window = window.window(self.zone());
        next_opening(&window, self.midnight()?).map(|opening| opening.day)
    }

    /// The zone of the windows of the generic agreement.
    fn zone(&self) -> &'static str {
        self.settings.window_reading.zone()
    }

    /// The end of the day where the windows of the generic agreement are.
    fn midnight(&self) -> Option<jiff::Timestamp> {
        let zone = jiff::tz::TimeZone::get(self.zone()).ok()?;
        let tomorrow = self.day.0.checked_add(1.day()).ok()?;
        Some(
            zone.to_zoned(tomorrow.to_datetime(jiff::civil::Time::midnight()))
                .ok()?
                .timestamp(),
        )
    }
}

/// The last day of extended support for a feature release under an agreement.
pub fn extended_support(agreement: &Agreement, feature: &Version) -> Option<Date> {
    let entries = agreement.extended_support.iter();
    entries
        .filter(|support| support.release.parse().as_ref() == Ok(feature))
        .map(|support| support.until)
        .max()
}

#[cfg(test)]
mod tests;
