//! I50: what is set is valid in the releases that run.

use super::running::running;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::gate::{Basis, Gate, Home, gates};
use crate::model::{Declared, EnvironmentView};
use crate::release::Version;
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// Each section and each field of the settings is set only while every environment of the instance runs a release
    /// that has it. Under plan SaaS that is the newest one. A field that came in the place of another is set from its
    /// first release on, the other one before.
    ///
    /// Where only the day is known on which the documentation changed, the release is the one nearest to it, and the
    /// finding is a warning.
    ///
    /// ## Why
    ///
    /// The product does not read what it does not know. What moved to the panel is decided there, and a value that
    /// stays behind here says something that does not hold: whoever changes it waits for an effect that never comes.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- production runs 2025.52.0, which keeps the message in the panel
    /// settings
    /// with panel.motd = Some { message, startTime, endTime }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// settings
    /// with panel.motd = None meshc.settings.panel.MessageOfTheDay.Type
    /// ```
    I50 = "I50", Derived Error, "What is set is valid in the releases that run",
    Enforcement::Snapshot(check)
}

/// The code of this rule, for labels that no release of today has.
pub const OUTSIDE_OF_RELEASES: Code = Code("I50");

/// What became of a setting that the model does not have under that name, in one sentence.
pub fn whereabouts(gate: &Gate) -> String {
    let home = gate.home.map_or_else(
        || format!("it is written `{}`", last(gate.name)),
        |home| home.to_string(),
    );
    match gate.until {
        Some(until) => format!("`{}` left with `{}`; {home}", gate.name, until.number),
        None => home,
    }
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let instances = context.fleet.instances.values();
    instances
        .flat_map(|declared| Instance::new(context, declared).findings())
        .collect()
}

/// An instance with the releases that its environments run, as far as they are known.
struct Instance<'a> {
    declared: &'a Declared,
    running: Vec<(EnvironmentView<'a>, Version)>,
}

/// How a release is none of a gate's.
enum Miss {
    Early,
    Late,
}

impl<'a> Instance<'a> {
    fn new(context: &Context<'a>, declared: &'a Declared) -> Self {
        Self {
            declared,
            running: running(context, declared),
        }
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut reported: Vec<(String, &Gate)> = Vec::new();
        for gate in gates()
            .iter()
            .filter(|gate| gate.since.is_some() || gate.until.is_some())
        {
            let missed = self.running.iter().find_map(|(environment, version)| {
                miss(gate, version).map(|miss| (environment, version, miss))
            });
            if let Some((environment, version, miss)) = missed {
                for path in gate.places(&self.declared.tree) {
                    let is_below =
                        |(above, _): &(String, &Gate)| path.strip_prefix(above.as_str()).is_some_and(below);
                    if !reported.iter().any(is_below) {
                        found.push(self.outside(gate, &path, environment, version, &miss));
                        reported.push((path, gate));
                    }
                }
            }
        }
        for gate in gates() {
            let has_releases = gate.since.is_some() || gate.until.is_some();
            found.extend(
                has_releases
                    .then(|| self.gaps(gate, &reported))
                    .into_iter()
                    .flatten(),
            );
        }
        found
    }

    fn outside(
        &self,
        gate: &Gate,
        path: &str,
        environment: &EnvironmentView<'_>,
        version: &Version,
        miss: &Miss,
    ) -> Diagnostic {
        let kind = environment.address.kind;
        let label = gate.place.map_or(gate.name, last);
        let (message, release, expected) = match miss {
            Miss::Early => {
                let since = gate.since.map_or("", |release| release.number);
                let message = format!("`{label}` came with `{since}`, and {kind} runs `{version}`");
                (message, gate.since, format!("nothing here before `{since}`"))
            }
            Miss::Late => {
                let until = gate.until.map_or("", |release| release.number);
                let message = format!("`{label}` left with `{until}`, and {kind} runs `{version}`");
                (message, gate.until, format!("nothing here from `{until}` on"))
            }
        };
        let is_stated = release.is_some_and(|release| release.basis == Basis::Stated);
        let finding = if is_stated {
            I50.finding(message)
        } else {
            I50.warning(message)
        };
        let finding = finding
            .on(&Place::in_instance(self.declared, path), "")
            .expected(expected);
        let finding = match environment.release() {
            Some(_) => finding.beside(&Place::in_environment(environment, "release"), "the release"),
            None => finding,
        };
        match gate.home {
            Some(home) => finding.help(home.to_string()),
            None => finding,
        }
    }

    /// What an environment needs and does not get, but for what stands there under the name of other releases and is
    /// among `reported`.
    fn gaps(&self, gate: &Gate, reported: &[(String, &Gate)]) -> Vec<Diagnostic> {
        let mut fitting = self
            .running
            .iter()
            .filter(|(_, version)| miss(gate, version).is_none());
        let Some((environment, version)) = fitting.next().filter(|_| gate.needed) else {
            return Vec::new();
        };
        let label = gate.place.map_or(gate.name, last);
        let kind = environment.address.kind;
        let report = |path: String| {
            let message = format!("`{label}` is missing, and {kind} runs `{version}`, which needs it");
            let place = Place::in_instance(self.declared, &path);
            I50.warning(message)
                .on(&place, "")
                .expected(format!("a value for `{label}`"))
        };
        let is_there = |path: &String| {
            let mut twins = reported.iter().filter(|(_, other)| are_one(gate, other));
            twins.any(|(twin, _)| twin.rsplit_once('.').is_some_and(|(around, _)| path == around))
        };
        let gaps = gate.gaps(&self.declared.tree).into_iter();
        gaps.filter(|path| !is_there(path)).map(report).collect()
    }
}

/// Whether two gates are of one setting, which was renamed.
fn are_one(one: &Gate, other: &Gate) -> bool {
    let leads = |from: &Gate, to: &Gate| match (from.home, to.place) {
        (Some(Home::Model(home)), Some(place)) => home == place,
        _ => false,
    };
    leads(one, other) || leads(other, one)
}

/// Whether what is left of a path leads further down.
fn below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('.')
}

fn miss(gate: &Gate, version: &Version) -> Option<Miss> {
    let parse = |number: &str| number.parse::<Version>().ok();
    let since = gate.since.and_then(|release| parse(release.number));
    let until = gate.until.and_then(|release| parse(release.number));
    if since.is_some_and(|since| *version < since) {
        Some(Miss::Early)
    } else if until.is_some_and(|until| *version >= until) {
        Some(Miss::Late)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::model::gate::{historic, misplaced};
    use crate::rules::fixture::{Row, Sample, check_rows};
    use crate::rules::setting::ldap;

    const PRODUCTION: &str = "acme:plan.production.release";
    const STAGING: &str = "acme:plan.staging.release";

    fn motd() -> Json {
        json!({ "message": "", "startTime": "2025-06-30", "endTime": "2025-07-01" })
    }

    fn plausible() -> Json {
        json!({ "activatePlausibleTracking": true })
    }

    #[test]
    fn what_stands_there_under_its_other_name_is_not_missing() {
        let groups = "acme:settings.identityconnector.ldap.transform.groupAttributesTransformations";
        let attribute = json!({ "Static": { "attribute": "cn", "postProcessor": null } });
        let owner = |label: &str, json: &Json| {
            Sample::new()
                .set("acme:settings.identityconnector.ldap", ldap::sample())
                .set(&format!("{groups}.ownedByWorkspace"), json!(null))
                .set(&format!("{groups}.{label}"), json.clone())
        };
        let about = |sample: Sample| -> Vec<String> {
            let found = sample.findings(&I50).into_iter();
            found.filter(|finding| finding.contains("ownedBy")).collect()
        };
        let left = format!(
            "warning {groups}.ownedByCustomer: `ownedByCustomer` left with `2024.51.0`, and production runs `2025.54.0`"
        );
        assert_eq!(about(owner("ownedByCustomer", &attribute)), [left]);
        assert_eq!(about(owner("ownedByWorkspace", &attribute)), [] as [&str; 0]);
        let missing = about(owner("ownedByWorkspace", &json!(null)));
        assert!(
            missing[0].contains("`ownedByWorkspace` is missing"),
            "{missing:?}"
        );
    }

    #[test]
    fn a_section_is_set_in_its_releases_only() {
        let production = |release| (PRODUCTION, json!(release));
        let staging = |release| (STAGING, json!(release));
        let set = || ("acme:settings.panel.motd", motd());
        let plausible = ("acme:settings.panel.plausible", plausible());
        let late = |kind, version| {
            format!(
                "error acme:settings.panel.motd: `motd` left with `2025.52.0`, and {kind} runs `{version}`"
            )
        };
        let early = "error acme:settings.panel.plausible: `plausible` came with `2023.2.0`, and production runs \
                     `2023.1.0`";
        let rows: &[Row<'_>] = &[
            (&[set()], &[&late("production", "2025.54.0")]),
            (
                &[set(), production("2025.51.0")],
                &[&late("staging", "2025.55.0")],
            ),
            (
                &[set(), production("2025.51.0"), staging("2025.52.0")],
                &[&late("staging", "2025.52.0")],
            ),
            (&[set(), production("2025.51.3"), staging("2025.51.9")], &[]),
            (&[set(), production("2025.51"), staging("no release")], &[]),
            (&[plausible.clone(), production("2023.1.0")], &[early]),
            (&[plausible.clone(), production("2023.2.0")], &[]),
            (&[plausible], &[]),
            (&[], &[]),
        ];
        check_rows(&I50, rows);
    }

    #[test]
    fn plan_saas_runs_the_newest_release() {
        let rows: &[Row<'_>] = &[(
            &[("beta:settings.panel.motd", motd())],
            &[
                "error beta:settings.panel.motd: `motd` left with `2025.52.0`, and production runs `2025.55.0`",
            ],
        )];
        check_rows(&I50, rows);
        let sample = Sample::new().set("beta:settings.panel.motd", motd());
        assert_eq!(sample.without_catalog(), [] as [&str; 0]);
        assert_eq!(sample.judged("2025-11-18").findings(&I50), [] as [&str; 0]);
    }

    #[test]
    fn what_is_only_known_by_its_day_is_a_warning() {
        let register = |value: Json| ("acme:settings.meshfed.register", value);
        let rows: &[Row<'_>] = &[
            (
                &[register(
                    json!({ "requirePayment": true, "approvalRequired": true }),
                )],
                &[
                    "warning acme:settings.meshfed.register.approvalRequired: `approvalRequired` left with \
                   `2024.41.0`, and production runs `2025.54.0`",
                ],
            ),
            (
                &[register(
                    json!({ "requirePayment": true, "approvalRequired": null }),
                )],
                &[],
            ),
        ];
        check_rows(&I50, rows);
    }

    #[test]
    fn a_part_is_not_reported_beside_the_whole() {
        let role = json!({ "name": "Admin", "identifier": "admin", "description": "All", "rank": 3 });
        let project = json!({ "roles": [role] });
        let rows: &[Row<'_>] = &[
            (
                &[("acme:settings.meshfed.project", project.clone())],
                &[
                    "error acme:settings.meshfed.project: `project` left with `2025.21.0`, and production runs \
                   `2025.54.0`",
                ],
            ),
            (
                &[
                    ("acme:settings.meshfed.project", project),
                    (PRODUCTION, json!("7.170.0")),
                    (STAGING, json!("7.170.0")),
                ],
                &[
                    "warning acme:settings.meshfed.project.roles.0.description: `description` came with \
                     `2023.1.0`, and production runs `7.170.0`",
                    "warning acme:settings.meshfed.project.roles.0.rank: `rank` came with `2023.1.0`, and \
                     production runs `7.170.0`",
                ],
            ),
        ];
        check_rows(&I50, rows);
    }

    #[test]
    fn it_says_what_to_do_about_it() {
        let found = &Sample::new()
            .set("acme:settings.panel.motd", motd())
            .diagnostics(&I50)[0];
        assert_eq!(
            found.expected.as_deref(),
            Some("nothing here from `2025.52.0` on")
        );
        assert_eq!(
            found.help.as_deref(),
            Some("it is kept in the panel, under Admin Area, Settings")
        );
        assert_eq!(found.related.len(), 1);
    }

    #[test]
    fn labels_of_before_are_answered_with_what_became_of_them() {
        let rows = [
            (
                misplaced("Register", "bccEmail"),
                "`meshfed.web.register.bccEmail` left with `7.95.0`; the product does without; leave it out",
            ),
            (
                historic("mesh.platforms[Aws]"),
                "`mesh.platforms[Aws]` left with `7.117.0`; it is kept in the panel, under Platforms",
            ),
            (
                misplaced("RoleRequest", "approval-count"),
                "it is written `min-approval-count`",
            ),
        ];
        for (gate, expected) in rows {
            assert_eq!(gate.map(whereabouts).as_deref(), Some(expected));
        }
    }
}
