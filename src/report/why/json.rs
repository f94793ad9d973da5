//! The ways to values as JSON, format `why.v1`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Link, LinkKind, Traced, Why};
use crate::model::{DeclaredWaiver, Exposed};
use crate::report::history::PositionReport;
use crate::report::plan::{is_secret, value};

/// The ways to the values at an address. Readers ignore keys that they do not know; a change that breaks them
/// changes the first number of `format_version`. Nothing in it is a secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WhyReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What was asked for.
    pub address: String,
    /// The state of the repository, such as `the working tree`.
    pub snapshot: String,
    /// The values, by environment and path.
    pub values: Vec<TracedReport>,
    /// The exceptions from rules that hold for any of them, by file.
    pub waivers: Vec<WaiverReport>,
}

/// An exception from a rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WaiverReport {
    /// The code of the rule.
    pub rule: String,
    /// Where it is waived: an instance, an environment, or a pattern of addresses.
    pub scope: String,
    /// Who answers for it.
    pub owner: String,
    /// Why it is needed.
    pub reason: String,
    /// Where it was decided.
    pub ticket: String,
    /// The last day on which it holds.
    pub expires: String,
    /// Its file.
    pub file: String,
}

/// A value and the way to it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TracedReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The place in it, such as `rollout.gate.approvals`.
    pub path: String,
    /// The value.
    pub value: Value,
    /// Whether it says where a secret is kept.
    pub sensitive: bool,
    /// From the place where it is written to the instance; after a first one that computes it, what that is made of.
    pub links: Vec<LinkReport>,
}

/// One place on the way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LinkReport {
    /// What happens there.
    pub kind: LinkKind,
    /// Where the expression begins that does it.
    pub provenance: PositionReport,
    /// The beginning of the expression, in one line.
    pub text: String,
    /// Whether it is not on the way of the value itself, but on that of something that it is computed from.
    pub beside: bool,
}

/// The whole as one JSON document with a newline at its end.
pub fn json(why: &Why) -> String {
    let report = WhyReport::new(why);
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl WhyReport {
    /// The ways with their words worked out.
    pub fn new(why: &Why) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            address: why.address.clone(),
            snapshot: why.snapshot.clone(),
            values: why.values.iter().map(TracedReport::new).collect(),
            waivers: why.waivers.iter().map(WaiverReport::new).collect(),
        }
    }
}

impl WaiverReport {
    fn new(declared: &DeclaredWaiver) -> Self {
        let waiver = &declared.waiver;
        Self {
            rule: Exposed::cover(&waiver.rule),
            scope: Exposed::cover(waiver.scope.text()),
            owner: Exposed::cover(&waiver.owner),
            reason: Exposed::cover(&waiver.reason),
            ticket: Exposed::cover(&waiver.ticket),
            expires: waiver.expires.to_string(),
            file: declared.path.to_string(),
        }
    }
}

impl TracedReport {
    fn new(traced: &Traced) -> Self {
        Self {
            address: traced.address.to_string(),
            path: traced.path.to_string(),
            value: value(Some(&traced.leaf)),
            sensitive: is_secret(Some(&traced.leaf)),
            links: traced.links.iter().map(LinkReport::new).collect(),
        }
    }
}

impl LinkReport {
    fn new(link: &Link) -> Self {
        Self {
            kind: link.kind,
            provenance: PositionReport::new(&link.place),
            text: link.text.clone(),
            beside: link.beside,
        }
    }
}
