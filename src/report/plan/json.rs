//! A plan as JSON, format `plan.v1`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::Review;
use super::author::{self, Author};
use super::upgrade::UpgradeReport;
use crate::change::{Action, Change, Class, EnvironmentChange, Leaf, Passed, Risk, Weakening};
use crate::diagnostic::Severity;
use crate::model::EnvironmentKind;
use crate::release::Breaking;
use crate::report::finding::FindingReport;
use crate::report::reading::ReadingReport;
use crate::source::{Sources, Span};

/// A plan. Readers ignore keys that they do not know; a change that breaks them changes the first number of
/// `format_version`. Nothing in it is a secret: where one is kept is all that a configuration knows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// The version of the Dhall standard.
    pub dhall_standard: &'static str,
    /// The name of the side before.
    pub base: String,
    /// The name of the side after.
    pub head: String,
    /// The day by which the side after was judged, `YYYY-MM-DD`.
    pub as_of: String,
    /// The digest of the changes, `sha256:` and 64 digits. Approvals name it.
    pub digest: String,
    /// The digests of what holds on both sides.
    pub fleet: FleetReport,
    /// The zone by which the windows of the agreement are read.
    pub window_zone: &'static str,
    /// What else that the plans leave open is read in another way than usual.
    pub readings: Vec<ReadingReport>,
    /// Whether there is something to roll out and nothing speaks against it.
    pub applyable: bool,
    /// Whether every instance of both sides could be read.
    pub complete: bool,
    /// Whether a finding is an error.
    pub errored: bool,
    /// How far the changes reach.
    pub summary: SummaryReport,
    /// Every leaf change, by address and path.
    pub changes: Vec<ChangeReport>,
    /// The steps of environments to higher releases, and what they mean for settings.
    pub upgrades: Vec<UpgradeReport>,
    /// What becomes of the deployed objects.
    pub objects: Vec<ObjectReport>,
    /// What was found wrong.
    pub findings: Vec<FindingReport>,
}

/// The digests of what holds on both sides; equal if and only if nothing changes.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct FleetReport {
    pub before: String,
    pub after: String,
}

/// How far the changes reach, counted in environments.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryReport {
    /// How many come.
    pub add: usize,
    /// How many change.
    pub change: usize,
    /// How many go.
    pub remove: usize,
    /// How many there are on either side.
    pub environments: usize,
    /// How many of those that come, change or go are for production.
    pub production: usize,
    /// How many leaf changes there are of each class, without those that the ones below tell.
    pub by_class: BTreeMap<&'static str, usize>,
    /// The highest risk; absent if nothing changes.
    pub highest_risk: Option<Risk>,
    /// How many guardrails are weaker.
    pub guardrails_weaker: usize,
    /// The guardrails that go with an environment.
    pub guardrails: Vec<GuardrailReport>,
}

/// A guardrail that is weaker.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GuardrailReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// How it is weaker.
    pub kind: Weakening,
    /// The same in words.
    pub text: &'static str,
    /// Whether the release of the same environment changes at once.
    pub used: bool,
}

/// One leaf change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// What happens to the environment.
    pub environment_action: Action,
    /// The place in the environment, such as `rollout.gate.approvals`.
    pub path: String,
    /// The same in steps.
    pub paths: Vec<Vec<String>>,
    /// What happens: `create`, `update` or `delete`, alone in a list.
    pub actions: Vec<Action>,
    /// Whether the changes below say the same: a record or list came or went together with its parts.
    pub told_below: bool,
    /// What kind of change it is.
    pub class: Class,
    /// How much harm that can do.
    pub risk: Risk,
    /// What decided class and risk.
    pub reason: String,
    /// The guardrail that it makes weaker.
    pub guardrail: Option<GuardrailReport>,
    /// What was there; null if nothing was.
    pub before: Value,
    /// What is there now; null if nothing is.
    pub after: Value,
    /// Whether `before` says where a secret is kept.
    pub before_sensitive: bool,
    /// Whether `after` says where a secret is kept.
    pub after_sensitive: bool,
    /// What wrote them.
    pub provenance: ProvenanceReport,
    /// The releases on the way, without the one before, from the lowest.
    pub releases: Vec<ReleaseReport>,
}

/// What wrote the value on each side.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ProvenanceReport {
    pub before: Option<PositionReport>,
    pub after: Option<PositionReport>,
}

/// A place in a file; both numbers start at 1, columns count Unicode characters.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct PositionReport {
    pub file: String,
    pub line: u32,
    pub column: u32,
    /// The commit that last changed the line; null if it is not committed, or if nobody knows.
    pub commit: Option<String>,
    /// Who made that commit.
    pub author: Option<String>,
    /// Whether the line is committed; null if nobody knows: the clone is shallow, or the environment comes or goes.
    pub committed: Option<bool>,
}

/// A release on the way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReleaseReport {
    /// Its number.
    pub version: String,
    /// The day of its publication, `YYYY-MM-DD`.
    pub date: String,
    /// The main topics of its notes.
    pub summary: String,
    /// Whether it breaks something that worked; null if its notes are unclear.
    pub breaking: Option<bool>,
}

/// A deployed object that comes, changes or goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ObjectReport {
    /// The environment that it belongs to.
    pub address: String,
    /// What happens to it, alone in a list.
    pub actions: Vec<Action>,
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether what it runs restarts.
    pub restarts: bool,
}

/// The whole plan as one JSON document with a newline at its end.
pub fn json(review: &Review<'_>) -> String {
    let report = PlanReport::new(review);
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl PlanReport {
    /// The plan with its places worked out.
    pub fn new(review: &Review<'_>) -> Self {
        let plan = review.plan;
        let errored = review.findings.count(Severity::Error) > 0;
        let of_environment = |environment: &EnvironmentChange| -> Vec<ChangeReport> {
            let changes = environment.changes.iter();
            changes
                .map(|change| ChangeReport::new(change, environment.action, review))
                .collect()
        };
        let finding = |finding| FindingReport::new(finding, review.sources);
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            dhall_standard: "23.1.0",
            base: review.base.to_owned(),
            head: review.head.to_owned(),
            as_of: plan.as_of.to_string(),
            digest: plan.digest.to_string(),
            fleet: FleetReport {
                before: plan.before.to_string(),
                after: plan.after.to_string(),
            },
            window_zone: plan.reading.zone(),
            readings: plan.unusual.iter().map(ReadingReport::from).collect(),
            applyable: !plan.is_empty() && review.complete && !errored,
            complete: review.complete,
            errored,
            summary: SummaryReport::new(review),
            changes: plan.environments.iter().flat_map(of_environment).collect(),
            upgrades: UpgradeReport::all(review),
            objects: review.objects.iter().map(ObjectReport::new).collect(),
            findings: review.findings.iter().map(finding).collect(),
        }
    }
}

impl SummaryReport {
    fn new(review: &Review<'_>) -> Self {
        let plan = review.plan;
        let mut by_class = BTreeMap::new();
        for change in plan.changes().filter(|change| !change.told_below) {
            *by_class.entry(change.verdict.class.as_str()).or_insert(0) += 1;
        }
        let whole = |environment: &EnvironmentChange| {
            let address = environment.address.to_string();
            let weakening = environment.guardrail?;
            Some(GuardrailReport::new(address, weakening, false))
        };
        Self {
            add: plan.radius.added,
            change: plan.radius.changed,
            remove: plan.radius.removed,
            environments: plan.radius.total,
            production: plan.radius.production_touched,
            by_class,
            highest_risk: plan.changes().map(|change| change.verdict.risk).max(),
            guardrails_weaker: plan.guardrails(),
            guardrails: plan.environments.iter().filter_map(whole).collect(),
        }
    }
}

impl GuardrailReport {
    fn new(address: String, kind: Weakening, used: bool) -> Self {
        Self {
            address,
            kind,
            text: kind.describe(),
            used,
        }
    }
}

impl ChangeReport {
    fn new(change: &Change, environment_action: Action, review: &Review<'_>) -> Self {
        let address = change.address.to_string();
        let guardrail = change
            .guardrail
            .map(|kind| GuardrailReport::new(address.clone(), kind, change.guardrail_used));
        let position = |span: Option<Span>, authors| {
            let sources = review.sources;
            span.map(|span| PositionReport::new(span, sources, author::of(authors, span, sources)))
        };
        Self {
            address,
            instance: change.address.instance.clone(),
            environment: change.address.kind,
            environment_action,
            path: change.path.to_string(),
            paths: vec![change.path.0.iter().map(|segment| segment.word()).collect()],
            actions: vec![change.action],
            told_below: change.told_below,
            class: change.verdict.class,
            risk: change.verdict.risk,
            reason: change.verdict.reason.clone(),
            guardrail,
            before: value(change.before.as_ref()),
            after: value(change.after.as_ref()),
            before_sensitive: is_secret(change.before.as_ref()),
            after_sensitive: is_secret(change.after.as_ref()),
            provenance: ProvenanceReport {
                before: position(change.origin_before, &review.authors.before),
                after: position(change.origin_after, &review.authors.after),
            },
            releases: change.releases.iter().map(ReleaseReport::new).collect(),
        }
    }
}

impl PositionReport {
    pub(super) fn new(span: Span, sources: &Sources, author: Option<&Author>) -> Self {
        let (start, _) = sources.range(span);
        let commit = match author {
            Some(Author::Committed(commit)) => Some(commit),
            Some(Author::NotCommitted) | None => None,
        };
        Self {
            commit: commit.map(|commit| commit.id.clone()),
            author: commit.map(|commit| commit.author.clone()),
            committed: author.map(|author| *author != Author::NotCommitted),
            file: sources.source(span.file).name.to_string(),
            line: start.line,
            column: start.column,
        }
    }
}

impl ReleaseReport {
    fn new(release: &Passed) -> Self {
        Self {
            version: release.version.clone(),
            date: release.date.to_string(),
            summary: release.summary.clone(),
            breaking: match release.breaking {
                Breaking::Yes => Some(true),
                Breaking::No => Some(false),
                Breaking::Unknown => None,
            },
        }
    }
}

impl ObjectReport {
    fn new(object: &super::ObjectChange) -> Self {
        Self {
            address: object.environment.to_string(),
            actions: vec![object.action],
            kind: object.kind.clone(),
            name: object.name.clone(),
            restarts: object.restarts,
        }
    }
}

pub(in crate::report) fn is_secret(leaf: Option<&Leaf>) -> bool {
    matches!(leaf, Some(Leaf::Secret(_)))
}

/// Records and lists are empty here: what is in them stands in changes of its own.
pub(in crate::report) fn value(leaf: Option<&Leaf>) -> Value {
    match leaf {
        None | Some(Leaf::Absent) => Value::Null,
        Some(Leaf::Bool(value)) => (*value).into(),
        Some(Leaf::Natural(number)) => (*number).into(),
        Some(Leaf::Integer(number)) => (*number).into(),
        Some(Leaf::Double(number)) => number.number().into(),
        Some(Leaf::Text(text) | Leaf::Secret(text) | Leaf::Alternative(text)) => text.as_str().into(),
        Some(Leaf::Date(date)) => date.to_string().into(),
        Some(Leaf::Time(time)) => time.to_string().into(),
        Some(Leaf::Sequence(elements)) => elements.iter().map(|element| value(Some(element))).collect(),
        Some(Leaf::Record) => Value::Object(serde_json::Map::new()),
        Some(Leaf::List) => Value::Array(Vec::new()),
    }
}
