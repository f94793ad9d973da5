//! Which rule is behind a label that the types of the model have no place for.

use super::{ALL, Barrier, Rule};

/// The rule that makes `label` impossible in the record or union `container` of the model, or demands it.
///
/// `container` is a name of the model, such as `SaasProduction`; `label` is what somebody wrote there, or left
/// out, in any spelling: case, `-` and `_` do not count. For a text in the place of a secret, ask for `Secret`
/// and `Text`.
pub fn by_type(container: &str, label: &str) -> Option<&'static Rule> {
    let label = spelling(label);
    let named = |barrier: &Barrier| barrier.labels.iter().any(|known| spelling(known) == label);
    let any = |barrier: &Barrier| barrier.labels.contains(&"*");
    find(container, named).or_else(|| find(container, any))
}

fn find(container: &str, fits: impl Fn(&Barrier) -> bool) -> Option<&'static Rule> {
    let here = |barrier: &Barrier| barrier.containers.contains(&container) && fits(barrier);
    ALL.iter().copied().find(|rule| rule.impossible.iter().any(here))
}

/// The letters and digits of a label, in lower case.
fn spelling(label: &str) -> String {
    label
        .chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::gate::misplaced;

    #[test]
    fn what_people_try_names_its_rule() {
        let rows = [
            ("SaaS", "staging", "R35"),
            ("SaaS", "qa", "R35"),
            ("SaaS", "environments", "R25"),
            ("SaaS", "production", "R25"),
            ("SaaS", "release", "R27"),
            ("SaaS", "channel", "R27"),
            ("SaaS", "agreement", "R20"),
            ("SaaS", "infrastructure", "R21"),
            ("SaaS", "soc", "R19"),
            ("SaaS", "extendedSupport", "R14"),
            ("SaaS", "artifact-store", "R34"),
            ("SaaS", "configCopy", "R3"),
            ("SaaS", "window", "R28"),
            ("SaasProduction", "release", "R27"),
            ("SaasProduction", "version", "R27"),
            ("SaasProduction", "pinned", "R27"),
            ("SaasProduction", "rollout", "R27"),
            ("SaasProduction", "window", "R28"),
            ("SaasProduction", "size", "R21"),
            ("SaasProduction", "backup", "R21"),
            ("SaasProduction", "certificates", "R21"),
            ("SaasProduction", "region", "R21"),
            ("SaasProduction", "cluster", "R21"),
            ("SaaS", "provider", "R22"),
            ("SaasProduction", "runtime", "R22"),
            ("SaasProduction", "namespace", "R23"),
            ("Production", "namespace", "R23"),
            ("SaaS", "managedBy", "R26"),
            ("SaasProduction", "owner", "R26"),
            ("OnPrem", "managedBy", "R33"),
            ("Infrastructure", "owner", "R31"),
            ("OnPrem", "owner", "R33"),
            ("Instance", "telephone", "R2"),
            ("Staging", "managed-by", "R36"),
            ("SaasProduction", "deployedRelease", "R29"),
            ("Instance", "schemaVersion", "R15"),
            ("Instance", "compliance", "R16"),
            ("Production", "monitoring", "R17"),
            ("SaasProduction", "logging", "R17"),
            ("OsbPlatform", "oidcClient", "R46"),
            ("SaasProduction", "registry", "R21"),
            ("SaasProduction", "secretStore", "R21"),
            ("SaasProduction", "secret_store", "R21"),
            ("SaasWindow", "Tuesday", "R28"),
            ("SaasWindow", "Both", "R28"),
            ("OnPrem", "agreement", "R30"),
            ("OnPrem", "production", "R37"),
            ("OnPrem", "qa", "R35"),
            ("OnPrem", "environments", "R35"),
            ("Production", "supported", "R12"),
            ("Staging", "endOfLife", "R12"),
            ("SaasProduction", "status", "R12"),
            ("StagingRollout", "Manual", "R38"),
            ("StagingRollout", "Gate", "R38"),
            ("ProductionRollout", "AsSoonAsPossible", "R37"),
            ("ProductionRollout", "Manual", "R39"),
            ("Secret", "Text", "I49"),
            ("Secret", "Vault", "I49"),
            ("PanelUi", "hideAddress", "I09"),
            ("Register", "default-address", "I09"),
            ("ReplicatorSettings", "subscriptionOwners", "I10"),
            ("ReplicatorSettings", "tag-prefix", "I12"),
            ("ReplicatorSettings", "controlTower", "I13"),
            ("OsbPlatform", "restrictedToWorkspaces", "I25"),
            ("OpenStack", "type", "I26"),
            ("AzureLookupStrategy", "UserByObjectIdLookupStrategy", "I27"),
            ("ServicePrincipal", "workloadIdentity", "I28"),
            ("DefaultQuota", "cpu", "I29"),
            ("Restriction", "projectIdentifierRegex", "I30"),
            ("CostUnit", "QUARTERLY", "I35"),
            ("UsageType", "currency", "I36"),
            ("KrakenWorker", "compact-timelines-after-days", "I37"),
            ("ReplicatorSettings", "accountAliasPattern", "I39"),
            ("MeshfedSettings", "scimOnly", "I42"),
            ("OpenStack", "metering", "I43"),
            ("KrakenSettings", "partitionTimeColumn", "I44"),
            ("ReplicatorSettings", "destinationTenant", "I45"),
            ("MeshfedSettings", "tagPrecedence", "I46"),
            ("CollectionType", "BINDING", "I47"),
            ("OsbPlatform", "landingZones", "I48"),
            ("Mail", "password", "I49"),
        ];
        for (container, label, code) in rows {
            let found = by_type(container, label).map(|rule| rule.code.0);
            assert_eq!(found, Some(code), "{container}.{label}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_no_rule() {
        for (container, label) in [
            ("Production", "hsots"),
            ("SaasProduction", "hosts"),
            ("Customer", "name"),
            ("Unknown", "release"),
            ("SaaS", ""),
        ] {
            assert!(by_type(container, label).is_none(), "{container}.{label}");
        }
    }

    #[test]
    fn what_left_the_settings_is_told_by_the_releases_alone() {
        for rule in ALL
            .iter()
            .filter(|rule| rule.code.0.starts_with('I') && rule.code.0 != "I49")
        {
            for barrier in rule.impossible {
                for container in barrier.containers {
                    for label in barrier.labels {
                        let gate = misplaced(container, label).map(|gate| gate.name);
                        assert_eq!(gate, None, "{container}.{label} of {}", rule.code);
                    }
                }
            }
        }
    }

    #[test]
    fn no_label_belongs_to_two_rules() {
        let mut owners = BTreeMap::new();
        for rule in ALL {
            for barrier in rule.impossible {
                for container in barrier.containers {
                    for label in barrier.labels {
                        let spelled = if *label == "*" {
                            "*".to_owned()
                        } else {
                            spelling(label)
                        };
                        let owner = owners.insert((container, spelled), rule.code);
                        assert_eq!(owner, None, "{container}.{label} of {}", rule.code);
                    }
                }
            }
        }
    }
}
