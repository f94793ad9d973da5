//! Merge skew as JSON, format `skew.v1`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Skews, row};
use crate::change::{Skew, SkewKind, Weakening};
use crate::report::finding::FindingReport;
use crate::report::plan::value;
use crate::source::{Sources, Span};

/// What does not go together of two branches. Readers ignore keys that they do not know; a change that breaks them
/// changes the first number of `format_version`. Nothing in it is a secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SkewReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What both start from.
    pub base: String,
    /// The first branch.
    pub head: String,
    /// The second branch.
    pub with: String,
    /// The day by which all were judged, `YYYY-MM-DD`; null without a catalog.
    pub as_of: Option<String>,
    /// Whether git can merge the files.
    pub mergeable: bool,
    /// The files that git cannot merge, by their paths from the top of the repository.
    pub conflicts: Vec<String>,
    /// Whether every instance of every side could be read.
    pub complete: bool,
    /// How many environments the merge changes; null if there is none.
    pub environments: Option<usize>,
    /// How many things say that the merge should not be made as it is.
    pub error_count: usize,
    /// How many only deserve a look.
    pub warning_count: usize,
    /// The values and guardrails that do not go together, by address and place.
    pub skews: Vec<SkewedReport>,
    /// What is wrong with the merge and with neither branch by itself.
    pub findings: Vec<FindingReport>,
}

/// A value or a guardrail that does not go together.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SkewedReport {
    /// How.
    pub kind: SkewKind,
    /// The same in words.
    pub text: &'static str,
    /// `error` or `warning`.
    pub level: &'static str,
    /// The environment, by its name before.
    pub address: String,
    /// The place in it, by the names before; empty if it is the environment itself.
    pub path: String,
    /// The guardrail that it is about.
    pub guardrail: Option<Weakening>,
    /// What was there; null if nothing was.
    pub before: Value,
    /// What the first branch makes of it.
    pub head: Value,
    /// What the second branch makes of it.
    pub with: Value,
    /// What it is after the merge.
    pub merged: Value,
    /// Where the value of the first branch is written, such as `lib/gates.dhall:4:10`; null if that does not change it.
    pub head_place: Option<String>,
    /// Where the value of the second branch is written.
    pub with_place: Option<String>,
    /// Where the value of the merge is written.
    pub merged_place: Option<String>,
}

/// All of it as one JSON document with a newline at its end.
pub fn json(skews: &Skews, sources: &Sources) -> String {
    let report = SkewReport {
        format_version: "1.0",
        meshc_version: env!("CARGO_PKG_VERSION"),
        base: skews.base.clone(),
        head: skews.ours.clone(),
        with: skews.theirs.clone(),
        as_of: skews.as_of.map(|day| day.to_string()),
        mergeable: skews.touched.is_some(),
        conflicts: skews.conflicts.clone(),
        complete: skews.complete,
        environments: skews.touched,
        error_count: skews.errors(),
        warning_count: skews.warnings(),
        skews: skews.skews.iter().map(|skew| skewed(skew, sources)).collect(),
        findings: skews
            .findings
            .iter()
            .map(|finding| FindingReport::new(finding, sources))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text + "\n"
}

fn skewed(skew: &Skew, sources: &Sources) -> SkewedReport {
    let place = |origin: Option<Span>| origin.map(|span| row::place(span, sources));
    let [head, with, merged] = skew.origins.map(place);
    SkewedReport {
        kind: skew.kind,
        text: skew.kind.describe(),
        level: row::level(skew.kind.is_error()),
        address: skew.address.to_string(),
        path: skew.path.to_string(),
        guardrail: skew.guardrail,
        before: value(skew.before.as_ref()),
        head: value(skew.ours.as_ref()),
        with: value(skew.theirs.as_ref()),
        merged: value(skew.both.as_ref()),
        head_place: head,
        with_place: with,
        merged_place: merged,
    }
}
