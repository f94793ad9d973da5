//! Logs and blames as JSON, formats `log.v1` and `blame.v1`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Blame, Blamed, Commit, Effect, Entry, EnvironmentEntry, History, Moved, Position};
use crate::change::{Action, Class, Risk, Weakening};
use crate::model::EnvironmentKind;
use crate::report::plan::{is_secret, value};

/// A log. Readers ignore keys that they do not know; a change that breaks them changes the first number of
/// `format_version`. Nothing in it is a secret.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LogReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// The revision that the history leads to.
    pub head: String,
    /// What it is about, such as `acme/production`; null for everything.
    pub address: Option<String>,
    /// How many commits were looked at.
    pub commits: usize,
    /// Whether the history is known to its beginning, or as far as it was asked for.
    pub complete: bool,
    /// The commits that are worth a word, newest first.
    pub entries: Vec<EntryReport>,
}

/// What one commit changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EntryReport {
    /// The commit.
    pub commit: CommitReport,
    /// `changed`, `nothing`, `brought` for a merge that only brought changes of other commits, or `unknown` where
    /// a shallow clone ends.
    pub effect: &'static str,
    /// How many changes a merge only brought.
    pub brought: usize,
    /// The environments that it changed, by address.
    pub environments: Vec<EnvironmentReport>,
    /// The folders of the instances that cannot be read since.
    pub unread: Vec<String>,
}

/// A commit.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct CommitReport {
    pub id: String,
    pub author: String,
    /// RFC 3339 with the offset of whoever wrote it.
    pub date: String,
    pub summary: String,
}

/// What one commit changed in one environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EnvironmentReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// Whether it came, changed or went, alone in a list.
    pub actions: Vec<Action>,
    /// The name of its plan.
    pub plan: &'static str,
    /// How many values came or went with it; 0 if it stays.
    pub values: usize,
    /// The leaves that changed; none if the environment came or went.
    pub changes: Vec<MovedReport>,
}

/// A leaf that changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MovedReport {
    /// The place in the environment, such as `rollout.gate.approvals`.
    pub path: String,
    /// What happened: `create`, `update` or `delete`, alone in a list.
    pub actions: Vec<Action>,
    /// What kind of change it is.
    pub class: Class,
    /// How much harm that can do.
    pub risk: Risk,
    /// How a guardrail became weaker.
    pub guardrail: Option<Weakening>,
    /// What was there; null if nothing was.
    pub before: Value,
    /// What was there from then on; null if nothing was.
    pub after: Value,
    /// Whether `before` says where a secret is kept.
    pub before_sensitive: bool,
    /// Whether `after` says where a secret is kept.
    pub after_sensitive: bool,
    /// What wrote them.
    pub provenance: SidesReport,
}

/// What wrote the value before and after a commit.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct SidesReport {
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
}

/// Who gave values their present meaning.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlameReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// The revision whose values they are.
    pub head: String,
    /// What it is about.
    pub address: String,
    /// Whether the history is known to its beginning.
    pub complete: bool,
    /// The values, by environment and path.
    pub leaves: Vec<BlamedReport>,
}

/// A value and the commit that made it what it is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlamedReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The place in it.
    pub path: String,
    /// The value.
    pub value: Value,
    /// Whether it says where a secret is kept.
    pub sensitive: bool,
    /// What writes it.
    pub provenance: Option<PositionReport>,
    /// The commit.
    pub commit: CommitReport,
    /// Whether the value may be older, because a shallow clone ends at that commit.
    pub or_earlier: bool,
}

/// The whole log as one JSON document with a newline at its end.
pub fn log_json(history: &History) -> String {
    written(&LogReport::new(history))
}

/// The whole table as one JSON document with a newline at its end.
pub fn blame_json(blame: &Blame) -> String {
    written(&BlameReport::new(blame))
}

fn written(report: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl LogReport {
    /// The log with its words worked out.
    pub fn new(history: &History) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            head: history.head.clone(),
            address: history.address.clone(),
            commits: history.commits,
            complete: !history.cut_off,
            entries: history.entries.iter().map(EntryReport::new).collect(),
        }
    }
}

impl EntryReport {
    fn new(entry: &Entry) -> Self {
        let (effect, brought) = match entry.effect {
            Effect::Changed => ("changed", 0),
            Effect::Nothing => ("nothing", 0),
            Effect::Brought(count) => ("brought", count),
            Effect::Unknown => ("unknown", 0),
        };
        Self {
            commit: CommitReport::new(&entry.commit),
            effect,
            brought,
            environments: entry.environments.iter().map(EnvironmentReport::new).collect(),
            unread: entry.unread.clone(),
        }
    }
}

impl CommitReport {
    fn new(commit: &Commit) -> Self {
        Self {
            id: commit.id.clone(),
            author: commit.author.clone(),
            date: commit.time.clone(),
            summary: commit.summary.clone(),
        }
    }
}

impl EnvironmentReport {
    fn new(environment: &EnvironmentEntry) -> Self {
        Self {
            address: environment.address.to_string(),
            instance: environment.address.instance.clone(),
            environment: environment.address.kind,
            actions: vec![environment.action],
            plan: environment.plan,
            values: environment.values,
            changes: environment.changes.iter().map(MovedReport::new).collect(),
        }
    }
}

impl MovedReport {
    fn new(moved: &Moved) -> Self {
        Self {
            path: moved.path.to_string(),
            actions: vec![moved.action],
            class: moved.class,
            risk: moved.risk,
            guardrail: moved.guardrail,
            before: value(moved.before.as_ref()),
            after: value(moved.after.as_ref()),
            before_sensitive: is_secret(moved.before.as_ref()),
            after_sensitive: is_secret(moved.after.as_ref()),
            provenance: SidesReport {
                before: moved.place_before.as_ref().map(PositionReport::new),
                after: moved.place_after.as_ref().map(PositionReport::new),
            },
        }
    }
}

impl PositionReport {
    pub(in crate::report) fn new(position: &Position) -> Self {
        Self {
            file: position.file.clone(),
            line: position.line,
            column: position.column,
        }
    }
}

impl BlameReport {
    /// The table with its words worked out.
    pub fn new(blame: &Blame) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            head: blame.head.clone(),
            address: blame.address.clone(),
            complete: !blame.cut_off,
            leaves: blame.leaves.iter().map(BlamedReport::new).collect(),
        }
    }
}

impl BlamedReport {
    fn new(leaf: &Blamed) -> Self {
        Self {
            address: leaf.address.to_string(),
            path: leaf.path.to_string(),
            value: value(Some(&leaf.leaf)),
            sensitive: is_secret(Some(&leaf.leaf)),
            provenance: leaf.place.as_ref().map(PositionReport::new),
            commit: CommitReport::new(&leaf.commit),
            or_earlier: leaf.or_earlier,
        }
    }
}
