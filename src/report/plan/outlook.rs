//! What rollouts wait for, a line for each environment or for all that wait for the same.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Review;
use super::sheet::NAME;
use super::text::line;
use crate::change::Digest;
use crate::gate::Demand;
use crate::model::EnvironmentAddress;
use crate::release::Stretch;
use crate::report::windows::{StretchReport, clock, utc};

/// How many environments a line names.
const NAMED: usize = 3;

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

/// A line for each environment, or for all that wait for the same, by the first address of each.
pub(super) fn outlook(review: &Review<'_>) -> Vec<String> {
    let mut same: BTreeMap<String, Vec<&EnvironmentAddress>> = BTreeMap::new();
    for outlook in review.outlook {
        same.entry(waits(outlook)).or_default().push(&outlook.address);
    }
    let mut lines: Vec<(&EnvironmentAddress, String)> = Vec::new();
    for (text, addresses) in &same {
        let named: Vec<String> = { addresses.iter().take(NAMED) }
            .map(|address| line(&address.to_string(), NAME))
            .collect();
        let more = match addresses.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        lines.push((addresses[0], format!("{}{more}: {text}", named.join(", "))));
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn waits(outlook: &Outlook) -> String {
    let mut parts = Vec::new();
    let demand = &outlook.demand;
    if demand.approvals > 0 {
        let roles = line(&demand.roles.join(", "), NAME);
        let missing = match outlook.missing {
            0 => String::new(),
            missing => format!(" ({missing} more of {roles})"),
        };
        let counted = outlook.approved.len();
        parts.push(format!("approvals: {counted} of {}{missing}", demand.approvals));
    }
    parts.push(match outlook.next {
        _ if outlook.is_now => "at any time".to_owned(),
        None => "no rollout in the next ten years".to_owned(),
        Some(next) if next.end == jiff::Timestamp::MAX => {
            format!("at any time from {} on", next.start.strftime("%FT%H:%MZ"))
        }
        Some(next) => {
            let zone = line(&outlook.zone, NAME);
            format!(
                "next rollout {} {zone} ({})",
                clock(next, &outlook.zone),
                utc(next)
            )
        }
    });
    parts.join(" · ")
}
