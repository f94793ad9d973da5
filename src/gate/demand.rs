//! What has to happen before an environment is rolled out.

use crate::model::{EnvironmentKind, EnvironmentView, Gate, ProductionRollout, Rollout};

/// What has to happen before an environment is rolled out, beside a time that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// How many people have to approve.
    pub approvals: u64,
    /// Who may.
    pub roles: Vec<String>,
    /// How many days staging has to run the release first.
    pub soak_days: u64,
    /// Whether there is a staging environment that runs a release before this one does.
    pub staging: bool,
}

impl Demand {
    /// That of an environment as it stands.
    pub fn of(environment: &EnvironmentView<'_>) -> Self {
        let kinds = environment.declared.instance.plan.environments();
        let is_production = environment.address.kind == EnvironmentKind::Production;
        let staging = is_production && kinds.contains(&EnvironmentKind::Staging);
        match gate(environment) {
            Some(gate) => Self {
                approvals: gate.approvals,
                roles: gate.roles.iter().map(|role| role.trim().to_owned()).collect(),
                soak_days: gate.soak_days,
                staging,
            },
            None => Self {
                staging,
                ..Self::default()
            },
        }
    }

    /// That of a change of an environment: what both sides demand, so that a change cannot make use of a gate that it
    /// weakens itself. An environment that comes or goes has one side.
    pub fn between(before: Option<&EnvironmentView<'_>>, after: Option<&EnvironmentView<'_>>) -> Self {
        match (before.map(Self::of), after.map(Self::of)) {
            (Some(before), Some(after)) => before.and(after),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Self::default(),
        }
    }

    fn and(self, other: Self) -> Self {
        let roles = match (self.roles.is_empty(), other.roles.is_empty()) {
            (true, _) => other.roles,
            (false, true) => self.roles,
            (false, false) => {
                let both = self.roles.iter().filter(|role| other.allows(role));
                let both: Vec<String> = both.cloned().collect();
                // Roles that were all exchanged: the ones in force say who may.
                if both.is_empty() { self.roles } else { both }
            }
        };
        Self {
            approvals: self.approvals.max(other.approvals),
            roles,
            soak_days: self.soak_days.max(other.soak_days),
            staging: self.staging || other.staging,
        }
    }

    /// Whether somebody in that role may approve.
    pub fn allows(&self, role: &str) -> bool {
        self.roles
            .iter()
            .any(|known| known.eq_ignore_ascii_case(role.trim()))
    }
}

fn gate<'a>(environment: &EnvironmentView<'a>) -> Option<&'a Gate> {
    match environment.rollout() {
        Rollout::Production(ProductionRollout::Gate(gate)) => Some(gate),
        Rollout::Production(ProductionRollout::Window(_)) | Rollout::Saas(_) | Rollout::Staging(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(approvals: u64, roles: &[&str], soak_days: u64) -> Demand {
        Demand {
            approvals,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            soak_days,
            staging: false,
        }
    }

    #[test]
    fn a_change_is_held_to_what_both_sides_demand() {
        let rows = [
            (
                demand(2, &["owner"], 3),
                demand(1, &["owner"], 0),
                demand(2, &["owner"], 3),
            ),
            (
                demand(1, &["owner"], 0),
                demand(2, &["owner"], 3),
                demand(2, &["owner"], 3),
            ),
            (
                demand(1, &["owner"], 0),
                demand(1, &["owner", "anybody"], 0),
                demand(1, &["owner"], 0),
            ),
            (
                demand(1, &["owner"], 0),
                demand(1, &["manager"], 0),
                demand(1, &["owner"], 0),
            ),
            (
                demand(1, &["owner"], 0),
                Demand::default(),
                demand(1, &["owner"], 0),
            ),
            (
                Demand::default(),
                demand(1, &["owner"], 0),
                demand(1, &["owner"], 0),
            ),
        ];
        for (before, after, expected) in rows {
            assert_eq!(before.and(after), expected);
        }
    }

    #[test]
    fn roles_are_the_same_in_any_case() {
        let demand = demand(1, &["Change-Manager"], 0);
        assert!(demand.allows("change-manager ") && !demand.allows("manager") && !demand.allows(""));
    }
}
