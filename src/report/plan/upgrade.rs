//! What steps to higher releases mean for settings, line by line.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::Review;
use super::author;
use super::json::PositionReport;
use super::sheet::{NAME, place};
use super::text::{counted, line};
use crate::change::{Action, EnvironmentChange, Fate, SettingMove, Upgrade, Use};

/// How many places are named for one setting.
const PLACES: usize = 5;

/// One line.
pub(super) enum UpgradeLine {
    /// Which releases, and in how many environments.
    Title(String),
    /// A setting that comes, becomes another, or goes.
    Setting(Action, String),
    /// Something to do before.
    Loud(String),
}

/// The lines of all steps, the same steps of several environments once.
pub(super) fn lines(review: &Review<'_>) -> Vec<UpgradeLine> {
    let mut steps: BTreeMap<_, Vec<(&EnvironmentChange, &Upgrade)>> = BTreeMap::new();
    for environment in &review.shown.environments {
        if let Some(upgrade) = &environment.upgrade {
            let step = (&upgrade.from, &upgrade.to);
            steps.entry(step).or_default().push((environment, upgrade));
        }
    }
    let mut lines = Vec::new();
    for ((from, to), members) in steps {
        let moves = &members[0].1.moves;
        let what = match moves.len() {
            0 => "no setting comes or goes".to_owned(),
            1 => "1 setting comes or goes".to_owned(),
            moves => format!("{moves} settings come or go"),
        };
        let whom = match members[..] {
            [(environment, _)] => line(&environment.address.to_string(), NAME),
            _ => counted(members.len(), "environment"),
        };
        lines.push(UpgradeLine::Title(format!("{from} -> {to}  {what}, in {whom}")));
        for (index, setting) in moves.iter().enumerate() {
            lines.push(told(setting));
            let of_all = members
                .iter()
                .map(|(environment, upgrade)| (*environment, &upgrade.moves[index]));
            lines.extend(loud(&of_all.collect::<Vec<_>>(), review));
        }
    }
    lines
}

fn told(setting: &SettingMove) -> UpgradeLine {
    let action = match setting.fate {
        Fate::New => Action::Create,
        Fate::Renamed => Action::Update,
        Fate::Moved | Fate::Removed => Action::Delete,
    };
    let about = if setting.is_stated() { "with" } else { "about" };
    let advice = setting.advice().map(|advice| format!("; {advice}"));
    UpgradeLine::Setting(
        action,
        format!(
            "{}  {} {about} {}{}",
            setting.gate.name,
            setting.fate.as_str(),
            setting.release.number,
            advice.unwrap_or_default()
        ),
    )
}

/// What has to be done about one setting, over all environments.
fn loud(members: &[(&EnvironmentChange, &SettingMove)], review: &Review<'_>) -> Option<UpgradeLine> {
    let broken: Vec<_> = members.iter().filter(|(_, setting)| setting.breaks()).collect();
    let (_, first) = broken.first()?;
    let instances: BTreeSet<&str> = broken
        .iter()
        .map(|(environment, _)| environment.address.instance.as_str())
        .collect();
    let uses = broken.iter().flat_map(|(_, setting)| needs(setting));
    let places: BTreeSet<String> = uses
        .map(|found| match found.origin {
            Some(origin) => place(origin, review.sources),
            None => found.path.clone(),
        })
        .collect();
    let more = places.len().saturating_sub(PLACES);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let places: Vec<String> = places.into_iter().take(PLACES).collect();
    let what = match first.fate {
        Fate::New => "needed and not set",
        Fate::Removed | Fate::Moved | Fate::Renamed => "still set",
    };
    Some(UpgradeLine::Loud(format!(
        "{what} in {}: {}{more}",
        counted(instances.len(), "instance"),
        places.join(", ")
    )))
}

/// The places that make a setting break.
fn needs(setting: &SettingMove) -> &[Use] {
    match setting.fate {
        Fate::New => &setting.missing,
        Fate::Removed | Fate::Moved | Fate::Renamed => &setting.used,
    }
}

/// A step of an environment to a higher release.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UpgradeReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The release before.
    pub from: String,
    /// The release now.
    pub to: String,
    /// Whether the configuration does not fit the higher release because of a setting.
    pub breaks: bool,
    /// What comes and goes among the settings on the way, in the order of the releases.
    pub settings: Vec<SettingReport>,
}

/// A section or a field that comes or goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SettingReport {
    /// What the product calls it.
    pub name: &'static str,
    /// Where the model has it, from the root of an instance; null if nowhere.
    pub place: Option<&'static str>,
    /// What happens to it.
    pub fate: Fate,
    /// The release that does it.
    pub release: &'static str,
    /// Whether release notes tell the release; otherwise it is the one nearest to the day of the documentation.
    pub stated: bool,
    /// What to do about it.
    pub advice: Option<String>,
    /// Where the instance sets it.
    pub used: Vec<UseReport>,
    /// What is set and needs it from then on, and does not have it.
    pub missing: Vec<UseReport>,
    /// Whether the configuration does not fit the higher release because of it.
    pub breaks: bool,
}

/// A place of an instance.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UseReport {
    /// Its path from the root of the instance.
    pub path: String,
    /// The file, the line and the column that wrote it.
    pub place: Option<PositionReport>,
}

impl UpgradeReport {
    /// The steps of all environments, by address.
    pub(super) fn all(review: &Review<'_>) -> Vec<Self> {
        let environments = review.shown.environments.iter();
        environments
            .filter_map(|environment| {
                let upgrade = environment.upgrade.as_ref()?;
                Some(Self {
                    address: environment.address.to_string(),
                    from: upgrade.from.to_string(),
                    to: upgrade.to.to_string(),
                    breaks: upgrade.moves.iter().any(SettingMove::breaks),
                    settings: upgrade
                        .moves
                        .iter()
                        .map(|setting| setting_report(setting, review))
                        .collect(),
                })
            })
            .collect()
    }
}

fn setting_report(setting: &SettingMove, review: &Review<'_>) -> SettingReport {
    let uses = |uses: &[Use]| {
        let reports = uses.iter().map(|found| UseReport {
            path: found.path.clone(),
            place: found.origin.map(|span| {
                let author = author::of(&review.authors.after, span, review.sources);
                PositionReport::new(span, review.sources, author)
            }),
        });
        reports.collect()
    };
    SettingReport {
        name: setting.gate.name,
        place: setting.gate.place,
        fate: setting.fate,
        release: setting.release.number,
        stated: setting.is_stated(),
        advice: setting.advice(),
        used: uses(&setting.used),
        missing: uses(&setting.missing),
        breaks: setting.breaks(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    /// What a step does to the settings of `acme`, as `FATE NAME used missing`.
    fn told(sample: &Sample, from: &str, to: &str) -> Vec<String> {
        sample.with(|context| {
            let declared = &context.fleet.instances["acme"];
            let upgrade = Upgrade::new(from.parse().unwrap(), to.parse().unwrap(), declared);
            let moves = upgrade.map(|upgrade| upgrade.moves).unwrap_or_default();
            let paths = |uses: &[Use]| uses.iter().map(|found| found.path.clone()).collect::<Vec<_>>();
            let shown = moves.iter().map(|found| {
                let (used, missing) = (paths(&found.used), paths(&found.missing));
                format!("{} {} {used:?} {missing:?}", found.fate.as_str(), found.gate.name)
            });
            shown.collect()
        })
    }

    #[test]
    fn a_step_names_what_it_takes_away_and_whether_it_is_used() {
        let sample = Sample::new();
        assert_eq!(
            told(&sample, "2025.51.0", "2025.52.0"),
            ["moved mesh.panel.environment.motd [] []"]
        );
        let motd = json!({ "message": "", "startTime": "2025-06-30", "endTime": "2025-07-01" });
        let used = sample.clone().set("acme:settings.panel.motd", motd);
        assert_eq!(
            told(&used, "2025.51.0", "2025.55.0"),
            ["moved mesh.panel.environment.motd [\"settings.panel.motd\"] []"]
        );
        for (from, to) in [
            ("2025.52.0", "2025.55.0"),
            ("2025.52.0", "2025.51.0"),
            ("2025.52.0", "2025.52.0"),
        ] {
            assert_eq!(told(&used, from, to), [] as [&str; 0], "{from} {to}");
        }
    }

    #[test]
    fn what_takes_the_place_of_another_is_named_with_what_needs_it() {
        let sample = Sample::new().set(
            "acme:settings.identityconnector.ldap",
            crate::rules::fixture_ldap(),
        );
        let found = told(&sample, "2024.50.0", "2024.51.0");
        let has = |start: &str| found.iter().any(|line| line.starts_with(start));
        assert!(has("renamed CUSTOMEROWNER_ASSIGN"), "{found:?}");
        assert!(has("new WORKSPACEOWNER_ASSIGN"), "{found:?}");
        let group = "mesh.identityconnector.ldap.transformConfiguration.groupAttributesTransformations";
        assert!(has(&format!("renamed {group}.ownedByCustomer")), "{found:?}");
        assert!(has(&format!("new {group}.ownedByWorkspace")), "{found:?}");
    }
}
