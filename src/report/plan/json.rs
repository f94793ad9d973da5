//! A plan as JSON, format `plan.v1`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::author::{self, Author};
use super::upgrade::UpgradeReport;
use super::view::Share;
use super::{Interruption, Review, kept, schedule, sheet};
use crate::change::{
    Action, Cause, Change, Class, EnvironmentChange, Holding, Leaf, Loss, Lost, Passed, Rename, Risk,
    Weakening,
};
use crate::diagnostic::Severity;
use crate::gate::tally;
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
    /// What the reader asked to see; null if everything is here.
    pub filter: Option<FilterReport>,
    /// Every environment that comes, changes or goes, by address.
    pub environments: Vec<EnvironmentReport>,
    /// The leaf changes, by address and path.
    pub changes: Vec<ChangeReport>,
    /// The steps of environments to higher releases, and what they mean for settings.
    pub upgrades: Vec<UpgradeReport>,
    /// The values that stay in environments that change; empty unless they were asked for.
    pub unchanged: Vec<UnchangedReport>,
    /// What becomes of the deployed objects.
    pub objects: Vec<ObjectReport>,
    /// What may be lost.
    pub losses: Vec<LossReport>,
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
    /// How many get another name, together with their instance.
    pub rename: usize,
    /// How many go.
    pub remove: usize,
    /// How many workloads restart.
    pub restarts: usize,
    /// How many workloads are away for a while.
    pub interrupted: usize,
    /// How many there are on either side.
    pub environments: usize,
    /// How many of those that come, change, get another name or go are for production.
    pub production: usize,
    /// How many leaf changes there are of each class, without those that the ones below tell.
    pub by_class: BTreeMap<&'static str, usize>,
    /// The highest risk; absent if nothing changes.
    pub highest_risk: Option<Risk>,
    /// How many guardrails are weaker.
    pub guardrails_weaker: usize,
    /// The guardrails that go with an environment, and what the repository no longer demands of itself.
    pub guardrails: Vec<GuardrailReport>,
}

/// What the reader asked to see. The digest, the summary and the findings are those of the whole plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FilterReport {
    /// The filter as it was typed; empty if only a summary was asked for.
    pub text: String,
    /// How many leaf changes are not in `changes`, without those that the ones below tell.
    pub changes_hidden: usize,
    /// How many environments are not in `environments`.
    pub environments_hidden: usize,
}

/// An environment that comes, changes or goes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EnvironmentReport {
    /// Its address, such as `acme/production`.
    pub address: String,
    /// What happens to it.
    pub action: Action,
    /// The name of the customer.
    pub customer: String,
    /// The name of its plan.
    pub plan: &'static str,
    /// The release that it runs afterwards, or ran if it goes.
    pub release: Option<String>,
    /// How many leaf changes of it are shown, without those that the ones below tell.
    pub changes: usize,
    /// The highest risk of them.
    pub risk: Risk,
    /// How many values stay as they are.
    pub unchanged: usize,
    /// The digest of its changes alone. Approvals that name it outlive changes of other environments.
    pub digest: String,
    /// How many approvals are asked for.
    pub approvals_needed: u64,
    /// How many there are already.
    pub approvals_given: u64,
    /// The next time at which it can be rolled out, in words; null if it goes.
    pub next_rollout: Option<String>,
}

/// A value that stays.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnchangedReport {
    /// The environment.
    pub address: String,
    /// The place in it.
    pub path: String,
    /// What stands there.
    pub value: Value,
    /// Whether it says where a secret is kept.
    pub sensitive: bool,
}

/// A guardrail that is weaker.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GuardrailReport {
    /// The environment, such as `acme/production`; or the file of an exception or of the repository's settings.
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
    /// A name for exactly this change, which the HTML report takes as its anchor.
    pub id: String,
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// What happens to the environment.
    pub environment_action: Action,
    /// What the environment was called, if its instance got another name.
    pub environment_before: Option<String>,
    /// The place in the environment, such as `rollout.gate.approvals`; `id` for another name of the instance.
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
    /// What may be lost by it.
    pub loss: Option<Loss>,
    /// If this is another name of the same instance or element: the one before, and how much is the same.
    pub renamed: Option<RenameReport>,
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
    /// The line that changed, if neither of those did: they compute or choose the value, and this is what they go by.
    pub cause: Option<PositionReport>,
    /// Whether the cause is a line that was there before and is gone.
    pub cause_is_gone: bool,
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
    /// Why what it runs is away for a while; null if something always answers.
    pub interruption: Option<InterruptionReport>,
}

/// Why what an object runs is away for a while.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InterruptionReport {
    pub kind: Interruption,
    /// The same in words.
    pub text: &'static str,
}

/// Something that may be lost.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LossReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The place in it, or the deployed object.
    pub subject: String,
    /// How.
    pub kind: Loss,
    /// The same in words.
    pub text: &'static str,
}

/// Another name of the same instance or element.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RenameReport {
    /// The name before.
    pub from: String,
    /// How many of its values are the same.
    pub same: usize,
    /// How many values there are on either side.
    pub total: usize,
    /// The same in percent, rounded down.
    pub percent: usize,
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
                .map(|change| ChangeReport::new(change, environment, review))
                .collect()
        };
        let finding = |finding| FindingReport::new(finding, review.sources);
        let shown: &[EnvironmentChange] = match review.view.summarize {
            true => &[],
            false => &review.shown.environments,
        };
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
            applyable: review.is_applyable(),
            complete: review.complete,
            errored,
            summary: SummaryReport::new(review),
            filter: FilterReport::new(review),
            environments: EnvironmentReport::all(review),
            changes: shown.iter().flat_map(of_environment).collect(),
            unchanged: shown
                .iter()
                .flat_map(|environment| UnchangedReport::all(environment, review))
                .collect(),
            upgrades: UpgradeReport::all(review),
            objects: review.shown_objects().map(ObjectReport::new).collect(),
            losses: review.losses.iter().map(LossReport::new).collect(),
            findings: review.findings.iter().map(finding).collect(),
        }
    }
}

impl FilterReport {
    fn new(review: &Review<'_>) -> Option<Self> {
        let share = Share::of(review.shown, review.plan);
        let shown = if review.view.summarize { 0 } else { share.changes.0 };
        (review.view.is_filtered() || review.view.summarize).then(|| Self {
            text: review.view.words(),
            changes_hidden: share.changes.1 - shown,
            environments_hidden: share.environments.1 - share.environments.0,
        })
    }
}

impl EnvironmentReport {
    fn all(review: &Review<'_>) -> Vec<Self> {
        let turns = schedule::turns(review);
        let turns: BTreeMap<_, _> = turns
            .iter()
            .map(|turn| (&turn.environment.address, turn.describe()))
            .collect();
        let environments = review.shown.environments.iter();
        let tally = |environment: &EnvironmentChange| {
            let judged = (review.plan.as_of, None);
            tally(review.plan, environment, review.fleets, judged)
        };
        environments
            .map(|environment| Self {
                digest: review.plan.digest_of_one(&environment.address).to_string(),
                approvals_needed: tally(environment).demand.approvals,
                approvals_given: tally(environment).counted.len() as u64,
                address: environment.address.to_string(),
                action: environment.action,
                customer: environment.profile.customer.clone(),
                plan: environment.plan,
                release: environment.profile.release.clone(),
                changes: environment
                    .changes
                    .iter()
                    .filter(|change| !change.told_below)
                    .count(),
                risk: environment.risk(),
                unchanged: environment.unchanged,
                next_rollout: turns.get(&environment.address).cloned(),
            })
            .collect()
    }
}

impl UnchangedReport {
    fn all(environment: &EnvironmentChange, review: &Review<'_>) -> Vec<Self> {
        let address = environment.address.to_string();
        let holdings = match environment.action {
            Action::Update => kept::stays(environment, review),
            Action::Create | Action::Delete => Vec::new(),
        };
        let report = |holding: &Holding| Self {
            address: address.clone(),
            path: holding.path.to_string(),
            value: value(Some(&holding.leaf)),
            sensitive: is_secret(Some(&holding.leaf)),
        };
        holdings.into_iter().map(report).collect()
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
        let conceded = plan.concessions.iter().map(|concession| {
            let subject = format!("{}: {}", concession.subject, concession.what);
            GuardrailReport::new(subject, concession.weakening, false)
        });
        Self {
            add: plan.radius.added,
            change: plan.radius.changed,
            rename: plan.radius.renamed,
            remove: plan.radius.removed,
            restarts: review.objects.iter().filter(|object| object.restarts).count(),
            interrupted: sheet::interrupted(review),
            environments: plan.radius.total,
            production: plan.radius.production_touched,
            by_class,
            highest_risk: plan.changes().map(|change| change.verdict.risk).max(),
            guardrails_weaker: plan.guardrails(),
            guardrails: plan
                .environments
                .iter()
                .filter_map(whole)
                .chain(conceded)
                .collect(),
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
    fn new(change: &Change, of: &EnvironmentChange, review: &Review<'_>) -> Self {
        let address = change.address.to_string();
        let guardrail = change
            .guardrail
            .map(|kind| GuardrailReport::new(address.clone(), kind, change.guardrail_used));
        let position = |span: Option<Span>, authors| {
            let sources = review.sources;
            span.map(|span| PositionReport::new(span, sources, author::of(authors, span, sources)))
        };
        Self {
            id: change.id(),
            address,
            instance: change.address.instance.clone(),
            environment: change.address.kind,
            environment_action: of.action,
            environment_before: of.renamed_from.as_ref().map(ToString::to_string),
            path: change.path.to_string(),
            paths: vec![change.path.0.iter().map(|segment| segment.word()).collect()],
            actions: vec![change.action],
            told_below: change.told_below,
            class: change.verdict.class,
            risk: change.verdict.risk,
            reason: change.verdict.reason.clone(),
            guardrail,
            loss: change.loss,
            renamed: change.renamed.as_ref().map(RenameReport::new),
            before: value(change.before.as_ref()),
            after: value(change.after.as_ref()),
            before_sensitive: is_secret(change.before.as_ref()),
            after_sensitive: is_secret(change.after.as_ref()),
            provenance: ProvenanceReport {
                before: position(change.origin_before, &review.authors.before),
                after: position(change.origin_after, &review.authors.after),
                cause: change.cause.and_then(|cause| match cause {
                    Cause::Written(span) => position(Some(span), &review.authors.after),
                    Cause::Gone(span) => position(Some(span), &review.authors.before),
                }),
                cause_is_gone: matches!(change.cause, Some(Cause::Gone(_))),
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
            interruption: object.interruption.map(|kind| InterruptionReport {
                kind,
                text: kind.describe(),
            }),
        }
    }
}

impl LossReport {
    fn new(lost: &Lost) -> Self {
        Self {
            address: lost.address.to_string(),
            subject: lost.subject.clone(),
            kind: lost.loss,
            text: lost.loss.describe(),
        }
    }
}

impl RenameReport {
    fn new(rename: &Rename) -> Self {
        Self {
            from: rename.from.clone(),
            same: rename.same,
            total: rename.total,
            percent: rename.percent(),
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
