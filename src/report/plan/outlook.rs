//! What rollouts wait for, environment by environment.

use schemars::JsonSchema;
use serde::Serialize;

use crate::change::Digest;
use crate::gate::Demand;
use crate::model::EnvironmentAddress;
use crate::release::Stretch;
use crate::report::windows::StretchReport;

/// What the rollout of an environment waits for.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// The environment.
    pub address: EnvironmentAddress,
    /// The digest of its change.
    pub digest: Digest,
    /// What has to happen first.
    pub demand: Demand,
    /// Who has approved, and in which role.
    pub approved: Vec<(String, String)>,
    /// How many approvals are missing.
    pub missing: u64,
    /// The first time after the day of judgement that window and freezes leave open.
    pub next: Option<Stretch>,
    /// Whether there is no window, and no freeze on the next day: it can go at once.
    pub is_now: bool,
    /// The zone of its window.
    pub zone: String,
}

/// The same for programs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutlookReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The digest of its change. Approvals with it outlive changes of other environments.
    pub digest: String,
    /// How many approvals are asked for.
    pub approvals_needed: u64,
    /// Who may approve.
    pub approvers: Vec<String>,
    /// Who has approved.
    pub approvals: Vec<ApproverReport>,
    /// How many days staging has to run a new release first.
    pub soak_days: u64,
    /// The first time after the day of judgement that window and freezes leave open, UTC; null if there is none.
    pub next: Option<StretchReport>,
}

/// Somebody who has approved.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ApproverReport {
    pub who: String,
    pub role: String,
}

impl OutlookReport {
    pub(super) fn new(outlook: &Outlook) -> Self {
        let approved = outlook.approved.iter();
        Self {
            address: outlook.address.to_string(),
            digest: outlook.digest.to_string(),
            approvals_needed: outlook.demand.approvals,
            approvers: outlook.demand.roles.clone(),
            approvals: approved
                .map(|(who, role)| ApproverReport {
                    who: who.clone(),
                    role: role.clone(),
                })
                .collect(),
            soak_days: if outlook.demand.staging {
                outlook.demand.soak_days
            } else {
                0
            },
            next: outlook.next.map(StretchReport::utc),
        }
    }
}
