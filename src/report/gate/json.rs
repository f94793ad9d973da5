//! The answer of a gate as JSON, format `gate.v1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Answer;
use crate::change::Action;
use crate::gate::{Check, Predicate, Verdict};
use crate::model::{DeclaredApproval, EnvironmentKind};
use crate::report::windows::StretchReport;

/// The answer of a gate. Readers ignore keys that they do not know; a change that breaks them changes the first number
/// of `format_version`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GateReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// The name of the side before.
    pub base: String,
    /// The name of the side after.
    pub head: String,
    /// The first instant that was asked about, RFC 3339.
    pub from: String,
    /// The last instant that was asked about: the same, unless a whole day was.
    pub until: String,
    /// The day where the windows of the generic agreement are, `YYYY-MM-DD`.
    pub day: String,
    /// The zone of that day.
    pub window_zone: &'static str,
    /// The digest of the whole change.
    pub digest: String,
    /// Whether everything that was selected may be rolled out.
    pub open: bool,
    /// The instances that could not be read on both sides.
    pub unread: Vec<String>,
    /// The verdict on each environment that changes, by address.
    pub environments: Vec<VerdictReport>,
}

/// The verdict on one environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct VerdictReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// Whether it comes, changes or goes.
    pub action: Action,
    /// The digest of its change. Approvals name it.
    pub digest: String,
    /// Whether it may be rolled out.
    pub open: bool,
    /// Every question with its answer.
    pub checks: Vec<CheckReport>,
    /// How many approvals are asked for.
    pub approvals_needed: u64,
    /// Who may approve.
    pub approvers: Vec<String>,
    /// The approvals that count.
    pub approvals: Vec<ApprovalReport>,
    /// The approvals that do not, and why.
    pub refused: Vec<RefusalReport>,
    /// The next time that window and freezes leave open, UTC; null if they do now, or never will.
    pub next_open: Option<StretchReport>,
}

/// A question with its answer.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CheckReport {
    pub predicate: Predicate,
    pub passed: bool,
    pub reason: String,
}

/// An approval.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ApprovalReport {
    pub file: String,
    pub who: String,
    pub role: String,
    pub date: String,
    pub expires: Option<String>,
    pub ticket: Option<String>,
}

/// An approval that does not count.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RefusalReport {
    pub approval: ApprovalReport,
    pub why: String,
}

/// The whole answer as one JSON document with a newline at its end.
pub fn json(answer: &Answer<'_>) -> String {
    let report = GateReport::new(answer);
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl GateReport {
    /// The answer in words that do not change with the program.
    pub fn new(answer: &Answer<'_>) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            base: answer.base.to_owned(),
            head: answer.head.to_owned(),
            from: answer.moment.start.to_string(),
            until: answer.moment.last.to_string(),
            day: answer.moment.day.to_string(),
            window_zone: answer.reading.zone(),
            digest: answer.digest.to_owned(),
            open: answer.is_open(),
            unread: answer.unread.iter().cloned().collect(),
            environments: answer.verdicts.iter().map(VerdictReport::new).collect(),
        }
    }
}

impl VerdictReport {
    fn new(verdict: &Verdict<'_>) -> Self {
        let tally = &verdict.tally;
        Self {
            address: verdict.address.to_string(),
            instance: verdict.address.instance.clone(),
            environment: verdict.address.kind,
            action: verdict.action,
            digest: verdict.digest.to_string(),
            open: verdict.is_open(),
            checks: verdict.checks.iter().map(CheckReport::new).collect(),
            approvals_needed: tally.demand.approvals,
            approvers: tally.demand.roles.clone(),
            approvals: { tally.counted.iter() }
                .map(|declared| ApprovalReport::new(declared))
                .collect(),
            refused: { tally.refused.iter() }
                .map(|(declared, flaw)| RefusalReport {
                    approval: ApprovalReport::new(declared),
                    why: flaw.to_string(),
                })
                .collect(),
            next_open: verdict.next.map(StretchReport::utc),
        }
    }
}

impl CheckReport {
    fn new(check: &Check) -> Self {
        Self {
            predicate: check.predicate,
            passed: check.passed,
            reason: check.reason.clone(),
        }
    }
}

impl ApprovalReport {
    pub(in crate::report) fn new(declared: &DeclaredApproval) -> Self {
        let approval = &declared.approval;
        Self {
            file: declared.path.to_string(),
            who: approval.who.clone(),
            role: approval.role.clone(),
            date: approval.date.to_string(),
            expires: approval.expires.map(|day| day.to_string()),
            ticket: approval.ticket.clone(),
        }
    }
}
