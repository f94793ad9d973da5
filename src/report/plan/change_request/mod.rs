//! A plan as a change request for a service desk, format `change-request.v1`.

mod step;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::author::{self, Author};
use super::schedule::{self, Turn};
use super::{GuardrailReport, Review, counted, line};
use crate::change::{Action, Class, Risk};
use crate::diagnostic::Severity;
use crate::gate::tally;
use crate::model::EnvironmentKind;

/// The longest title that service desks take, in characters.
const TITLE: usize = 160;

/// A change request. Readers ignore keys that they do not know; a change that breaks them changes the first number
/// of `format_version`. Nothing in it is a secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeRequestReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// One line, at most 160 characters.
    pub title: String,
    /// What kind of change it is to change management.
    #[serde(rename = "type")]
    pub kind: TypeReport,
    /// How much harm it can do.
    pub risk: RiskReport,
    /// How far it reaches.
    pub impact: ImpactReport,
    /// The environments that come, change or go, in the order of rollouts; those that go are last.
    pub environments: Vec<TurnReport>,
    /// The names of the customers that they belong to.
    pub customers: Vec<String>,
    /// When it is planned; null if no environment is rolled out.
    pub window: Option<WindowReport>,
    /// What has to be done, in order.
    pub implementation_plan: Vec<String>,
    /// How to see that it is done right, in order.
    pub test_plan: Vec<String>,
    /// What to do if it is not. Releases are only ever rolled forward, so this is never a way back.
    pub fix_forward_plan: Vec<String>,
    /// Whose approval is needed before what.
    pub approvals_required: Vec<ApprovalReport>,
    /// The guardrails that it makes weaker.
    pub guardrails_weaker: Vec<GuardrailReport>,
    /// How many findings speak against it.
    pub findings: FindingCounts,
    /// Whether there is something to roll out and nothing speaks against it.
    pub applyable: bool,
    /// The digest of the changes. Approvals name it.
    pub digest: String,
    /// The day by which it was judged, `YYYY-MM-DD`.
    pub as_of: String,
    /// The commits that it goes from, leads to, and is made of.
    pub links: LinksReport,
}

/// What kind of change it is to change management.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TypeReport {
    /// Which one.
    pub value: ChangeType,
    /// What decided it.
    pub reason: String,
}

/// The kinds of change of change management.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeType {
    /// Of low risk throughout: patches, and names that nothing runs by. May be approved once for all.
    Standard,
    /// Anything else; has to be assessed and approved.
    Normal,
    /// Leaves a release that was withdrawn, or goes back to an earlier one; cannot wait for the usual order.
    Emergency,
}

/// How much harm it can do.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RiskReport {
    /// The highest risk of its changes; `low` if nothing changes.
    pub value: Risk,
    /// What decided it.
    pub reason: String,
}

/// How far it reaches.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImpactReport {
    /// Which level.
    pub value: Impact,
    /// How many environments come, change or go.
    pub environments: usize,
    /// How many of them are for production.
    pub production: usize,
    /// How many workloads restart.
    pub restarts: usize,
    /// The same in words.
    pub text: String,
}

/// How far a change reaches, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Impact {
    /// Nothing changes.
    None,
    /// Only environments that nobody works with, and nothing restarts.
    Low,
    /// Production changes and nothing restarts in it, or something restarts elsewhere.
    Medium,
    /// Something restarts in production, or production goes.
    High,
}

/// One environment with its turn.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TurnReport {
    /// Its address, such as `acme/production`.
    pub address: String,
    /// Which of the environments of its instance.
    pub kind: EnvironmentKind,
    /// The name of the customer.
    pub customer: String,
    /// The name of its plan.
    pub plan: &'static str,
    /// What happens to it.
    pub action: Action,
    /// The release that it runs afterwards, or ran if it goes.
    pub release: Option<String>,
    /// The classes of its changes.
    pub classes: BTreeSet<Class>,
    /// The highest risk of its changes.
    pub risk: Risk,
    /// How many workloads restart.
    pub restarts: usize,
    /// When it can be rolled out, in words; null if it goes.
    pub next_rollout: Option<String>,
    /// When its window opens, RFC 3339 in UTC; null if no window restricts it.
    pub start: Option<String>,
    /// The first instant after the window.
    pub end: Option<String>,
}

/// When it is planned: inside of what was agreed for each environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowReport {
    /// The first instant of the first window, RFC 3339 in UTC; null if something may start at once.
    pub start: Option<String>,
    /// The end of the last window; null if nothing is restricted to a window.
    pub end: Option<String>,
    /// The zone by which the windows of the generic agreement are read.
    pub zone: &'static str,
    /// In words.
    pub text: String,
}

/// Whose approval is needed before an environment is rolled out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApprovalReport {
    /// The environment.
    pub address: String,
    /// How many people. A change that lowers the number is held to the one before.
    pub approvals: u64,
    /// How many have approved already, as far as the files say.
    pub present: usize,
    /// Who may; anybody if it is empty.
    pub roles: Vec<String>,
    /// For how many days staging has to run the release first; 0 if the release stays.
    pub soak_days: u64,
    /// The digest of the changes of this environment alone, which an approval may name instead.
    pub digest: String,
}

/// How many findings speak against it.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct FindingCounts {
    pub errors: usize,
    pub warnings: usize,
}

/// The commits of the change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LinksReport {
    /// The full id of the side before; null if it is not a commit.
    pub base: Option<String>,
    /// The full id of the side after; null if it is not a commit.
    pub head: Option<String>,
    /// The commits that last wrote the lines that change, by id.
    pub commits: Vec<CommitReport>,
}

/// A commit.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CommitReport {
    pub id: String,
    pub author: String,
    /// RFC 3339.
    pub time: String,
    pub summary: String,
}

/// The whole change request as one JSON document with a newline at its end.
pub fn change_request(review: &Review<'_>) -> String {
    let report = ChangeRequestReport::new(review);
    let text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text + "\n"
}

impl ChangeRequestReport {
    /// The change request of a plan, whatever part of it the reader asked to see.
    pub fn new(review: &Review<'_>) -> Self {
        let plan = review.plan;
        let turns = schedule::turns(review);
        let customers: BTreeSet<&str> = plan
            .environments
            .iter()
            .map(|environment| environment.profile.customer.as_str())
            .collect();
        let count = |severity| review.findings.count(severity);
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            title: title(review),
            kind: kind(review),
            risk: risk(review),
            impact: impact(review),
            environments: environments(review, &turns),
            customers: customers.into_iter().map(str::to_owned).collect(),
            window: window(review, &turns),
            implementation_plan: step::implementation(review, &turns),
            test_plan: step::test(review, &turns),
            fix_forward_plan: step::fix_forward(review),
            approvals_required: turns.iter().filter_map(|turn| approval(review, turn)).collect(),
            guardrails_weaker: guardrails(review),
            findings: FindingCounts {
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
            },
            applyable: review.is_applyable(),
            digest: plan.digest.to_string(),
            as_of: plan.as_of.to_string(),
            links: links(review),
        }
    }
}

/// What changes most of all, where, and in how many others.
fn title(review: &Review<'_>) -> String {
    let plan = review.plan;
    let Some(first) = plan.changes().map(|change| change.verdict.risk).max() else {
        return "No changes".to_owned();
    };
    let riskiest = plan.changes().filter(|change| change.verdict.risk == first);
    let classes: BTreeSet<&str> = riskiest.map(|change| change.verdict.class.as_str()).collect();
    let classes = classes.into_iter().collect::<Vec<_>>().join(", ");
    let names: Vec<String> = plan
        .environments
        .iter()
        .map(|found| found.address.to_string())
        .collect();
    let count = counted(names.len(), "environment");
    let text = match step::one_release(review) {
        Some(release) => format!("Roll out {release} to {count}"),
        None => format!("Change {count} ({classes})"),
    };
    line(&format!("{text}: {}", names.join(", ")), TITLE - 1)
}

fn kind(review: &Review<'_>) -> TypeReport {
    let plan = review.plan;
    let withdrawn = plan.environments.iter().find_map(|environment| {
        let release = environment.leaves_withdrawn.as_ref()?;
        Some(format!(
            "{} leaves `{release}`, which was withdrawn",
            environment.address
        ))
    });
    let back = plan
        .changes()
        .find(|change| change.verdict.class == Class::Downgrade);
    let back = back.map(|change| format!("{} goes back to an earlier release", change.address));
    if let Some(reason) = withdrawn.or(back) {
        let value = ChangeType::Emergency;
        return TypeReport { value, reason };
    }
    let weaker = plan.guardrails();
    let (value, reason) = match plan.changes().map(|change| change.verdict.risk).max() {
        None => (ChangeType::Standard, "nothing changes".to_owned()),
        Some(Risk::Low) if weaker == 0 => (
            ChangeType::Standard,
            "every change is of low risk, and no guardrail is weaker".to_owned(),
        ),
        Some(Risk::Low) => (
            ChangeType::Normal,
            format!("{} weaker", counted(weaker, "guardrail")),
        ),
        Some(risk) => (
            ChangeType::Normal,
            format!("a change is of {} risk: {}", risk.as_str(), risk_reason(review)),
        ),
    };
    TypeReport { value, reason }
}

fn risk(review: &Review<'_>) -> RiskReport {
    let highest = review.plan.changes().map(|change| change.verdict.risk).max();
    RiskReport {
        value: highest.unwrap_or(Risk::Low),
        reason: risk_reason(review),
    }
}

/// The first of the riskiest changes, and why it is risky.
fn risk_reason(review: &Review<'_>) -> String {
    let mut riskiest = None;
    for change in review.plan.changes() {
        if riskiest.is_none_or(|most: &crate::change::Change| change.verdict.risk > most.verdict.risk) {
            riskiest = Some(change);
        }
    }
    riskiest.map_or_else(
        || "nothing changes".to_owned(),
        |change| {
            let (class, reason) = (change.verdict.class.as_str(), &change.verdict.reason);
            format!("{class} in {}: {reason}", change.address)
        },
    )
}

fn impact(review: &Review<'_>) -> ImpactReport {
    let radius = &review.plan.radius;
    let restarting = review.objects.iter().filter(|object| object.restarts);
    let (mut restarts, mut in_production) = (0, 0);
    for object in restarting {
        restarts += 1;
        in_production += usize::from(object.environment.kind == EnvironmentKind::Production);
    }
    let mut environments = review.plan.environments.iter();
    let goes = environments.any(|found| found.is_production() && found.action == Action::Delete);
    let value = match (radius.touched(), radius.production_touched, restarts) {
        (0, ..) => Impact::None,
        _ if goes || in_production > 0 => Impact::High,
        (_, 0, 0) => Impact::Low,
        _ => Impact::Medium,
    };
    let (touched, total) = (radius.touched(), counted(radius.total, "environment"));
    ImpactReport {
        value,
        environments: touched,
        production: radius.production_touched,
        restarts,
        text: format!(
            "{touched} of {total}, {} of them production; {} restart",
            radius.production_touched,
            counted(restarts, "workload")
        ),
    }
}

fn environments(review: &Review<'_>, turns: &[Turn<'_>]) -> Vec<TurnReport> {
    let mut restarts: BTreeMap<_, usize> = BTreeMap::new();
    for object in review.objects.iter().filter(|object| object.restarts) {
        *restarts.entry(&object.environment).or_default() += 1;
    }
    let report = |environment: &crate::change::EnvironmentChange, turn: Option<&Turn<'_>>| TurnReport {
        address: environment.address.to_string(),
        kind: environment.address.kind,
        customer: environment.profile.customer.clone(),
        plan: environment.plan,
        action: environment.action,
        release: environment.profile.release.clone(),
        classes: environment
            .changes
            .iter()
            .map(|change| change.verdict.class)
            .collect(),
        risk: environment.risk(),
        restarts: restarts.get(&environment.address).copied().unwrap_or(0),
        next_rollout: turn.map(Turn::describe),
        start: turn.and_then(Turn::start).map(|start| start.to_string()),
        end: turn.and_then(Turn::end).map(|end| end.to_string()),
    };
    let goes = review
        .plan
        .environments
        .iter()
        .filter(|found| found.action == Action::Delete);
    let rolled_out = turns.iter().map(|turn| report(turn.environment, Some(turn)));
    rolled_out
        .chain(goes.map(|environment| report(environment, None)))
        .collect()
}

fn window(review: &Review<'_>, turns: &[Turn<'_>]) -> Option<WindowReport> {
    let free = turns.iter().filter(|turn| turn.start().is_none()).count();
    let start = turns.iter().filter_map(Turn::start).min();
    let end = turns.iter().filter_map(Turn::end).max();
    let text = match (start, end) {
        (None, _) => "no window restricts it".to_owned(),
        (Some(start), None) => format!("from {start}"),
        (Some(start), Some(end)) => format!("from {start} to {end}"),
    };
    let text = match (free, start) {
        (1.., Some(_)) => format!("{} at once, the rest {text}", counted(free, "environment")),
        _ => text,
    };
    (!turns.is_empty()).then(|| WindowReport {
        start: start.filter(|_| free == 0).map(|start| start.to_string()),
        end: end.map(|end| end.to_string()),
        zone: review.plan.reading.zone(),
        text,
    })
}

fn approval(review: &Review<'_>, turn: &Turn<'_>) -> Option<ApprovalReport> {
    let (demand, address) = (&turn.demand, &turn.environment.address);
    let day = (review.plan.as_of, None);
    let present = tally(review.plan, turn.environment, review.fleets, day)
        .counted
        .len();
    let moves = schedule::moves_release(turn.environment) && demand.staging;
    (demand.approvals > 0).then(|| ApprovalReport {
        address: address.to_string(),
        approvals: demand.approvals,
        present,
        roles: demand.roles.clone(),
        soak_days: if moves { demand.soak_days } else { 0 },
        digest: review.plan.digest_of_one(address).to_string(),
    })
}

fn guardrails(review: &Review<'_>) -> Vec<GuardrailReport> {
    let weaker = super::sheet::weaker(review);
    let of_place = |entry: &super::sheet::Weaker<'_>| -> Vec<GuardrailReport> {
        let places = entry.places.iter();
        places
            .map(|(address, _)| GuardrailReport {
                address: address.to_string(),
                kind: entry.weakening,
                text: entry.weakening.describe(),
                used: entry.used,
            })
            .collect()
    };
    weaker.iter().flat_map(of_place).collect()
}

fn links(review: &Review<'_>) -> LinksReport {
    let mut commits = BTreeMap::new();
    for change in review.plan.changes() {
        if let Some(Author::Committed(commit)) = author::of_change(change, review) {
            commits.entry(commit.id.clone()).or_insert(commit);
        }
    }
    let [base, head] = review.commits.map(|commit| commit.map(str::to_owned));
    let report = |(id, commit): (String, &crate::report::history::Commit)| CommitReport {
        id,
        author: commit.author.clone(),
        time: commit.time.clone(),
        summary: commit.summary.clone(),
    };
    LinksReport {
        base,
        head,
        commits: commits.into_iter().map(report).collect(),
    }
}
