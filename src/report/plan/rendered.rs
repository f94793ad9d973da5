//! What becomes of the deployed files and objects.

use serde::Serialize;
use similar::TextDiff;

use super::text::plain;
use crate::change::Action;
use crate::model::EnvironmentAddress;

/// A rendered file that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path below the folder of rendered files.
    pub path: String,
    /// Its text before; `None` if there was no such file.
    pub before: Option<String>,
    /// Its text now; `None` if there is no such file any more.
    pub after: Option<String>,
}

/// An object that comes, changes or goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectChange {
    /// The environment that it belongs to.
    pub environment: EnvironmentAddress,
    /// What happens to it.
    pub action: Action,
    /// Its kind, such as `Deployment`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Whether what it runs restarts.
    pub restarts: bool,
    /// Why what it runs is away for a while; `None` if something always answers.
    pub interruption: Option<Interruption>,
}

/// Why what an object runs, or guards, is away for a while. A closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Interruption {
    /// It is removed while the environment stays.
    Removed,
    /// It is scaled down to nothing.
    ScaledToNone,
    /// Something in it differs that a cluster does not change, so it has to be made anew.
    MadeAnew,
    /// The old pods stop before new ones start.
    Recreated,
    /// There is one replica, and nothing stands in while it is replaced.
    SingleReplica,
    /// All replicas may be away at once.
    AllAway,
    /// Nothing keeps all replicas from being away at once when nodes are drained.
    Unguarded,
}

impl Interruption {
    /// Why, in one phrase.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Removed => "it is removed",
            Self::ScaledToNone => "no replica is left",
            Self::MadeAnew => "it has to be made anew",
            Self::Recreated => "the old pods stop before new ones start",
            Self::SingleReplica => "its only replica is replaced",
            Self::AllAway => "all replicas may be away at once",
            Self::Unguarded => "all replicas may be away at once when nodes are drained",
        }
    }

    /// Whether the rollout itself takes something away; else that may happen some day later.
    pub(super) fn is_at_once(self) -> bool {
        match self {
            Self::Removed
            | Self::ScaledToNone
            | Self::MadeAnew
            | Self::Recreated
            | Self::SingleReplica
            | Self::AllAway => true,
            Self::Unguarded => false,
        }
    }
}

/// The lines of a unified diff with three lines around each change, each with its mark in front.
pub(super) fn unified(file: &FileChange) -> Vec<String> {
    let name = |side: &Option<String>, prefix: &str| match side {
        Some(_) => format!("{prefix}/{}", plain(&file.path)),
        None => "/dev/null".to_owned(),
    };
    let text = |side: &Option<String>| side.clone().unwrap_or_default();
    let (before, after) = (text(&file.before), text(&file.after));
    let diff = TextDiff::from_lines(before.as_str(), after.as_str());
    let mut lines = vec![
        format!("--- {}", name(&file.before, "a")),
        format!("+++ {}", name(&file.after, "b")),
    ];
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        lines.push(hunk.header().to_string());
        for change in hunk.iter_changes() {
            let line = change.value();
            let ended = line.strip_suffix('\n');
            lines.push(format!("{}{}", change.tag(), plain(ended.unwrap_or(line))));
            if ended.is_none() {
                lines.push("\\ No newline at end of file".to_owned());
            }
        }
    }
    lines
}
