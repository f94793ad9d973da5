//! Losses: changes by which data goes, or the way back to it.

use serde::Serialize;

use super::{Edit, Leaf};
use crate::model::EnvironmentAddress;

/// How a change may lose data, a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// The environment goes, and its volumes with it.
    EnvironmentRemoved,
    /// The instance has another name, so its environments are made anew in other namespaces, empty.
    EnvironmentRenamed,
    /// The environment is to run in another place, and its data does not move by itself.
    EnvironmentMoved,
    /// A stateful set goes; nothing mounts its volumes any more.
    VolumeRemoved,
    /// A claim asks for less. A volume cannot shrink, so a new, empty one takes its place.
    VolumeShrunk,
    /// A claim has another name, under which there is a new, empty volume.
    VolumeRenamed,
    /// A claim asks for another class of storage, which only a new, empty volume can have.
    StorageClassChanged,
    /// Secrets are read from another store; what is not there is gone, keys of stored data among them.
    SecretStoreChanged,
    /// Backups are further apart: more work is lost if one is needed.
    BackupRarer,
    /// Backups or logs are deleted that would have been kept.
    RetentionShortened,
}

impl Loss {
    /// What may be lost, in one phrase.
    pub fn describe(self) -> &'static str {
        match self {
            Self::EnvironmentRemoved => "the environment goes, and its volumes with it",
            Self::EnvironmentRenamed => {
                "everything is made anew under another name; the volumes of the old namespace do not come along"
            }
            Self::EnvironmentMoved => "the environment moves, and its data does not move by itself",
            Self::VolumeRemoved => "nothing mounts its volumes any more",
            Self::VolumeShrunk => "a volume cannot shrink; a new, empty one takes its place",
            Self::VolumeRenamed => "a volume with another name is a new, empty one",
            Self::StorageClassChanged => "only a new, empty volume can have another class of storage",
            Self::SecretStoreChanged => "what the other store does not have is gone, keys of data among it",
            Self::BackupRarer => "more work is lost if a backup is needed",
            Self::RetentionShortened => "what would have been kept is deleted",
        }
    }
}

/// What may be lost where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lost {
    /// The environment.
    pub address: EnvironmentAddress,
    /// What it is about: a place in the environment, such as `backup.keepDays`, or a deployed object.
    pub subject: String,
    /// How.
    pub loss: Loss,
}

/// How an edit in an environment that stays may lose data.
pub(super) fn loss(edit: &Edit) -> Option<Loss> {
    let numbers = || {
        let number = |leaf: &Option<Leaf>| leaf.as_ref().and_then(Leaf::number);
        number(&edit.before).zip(number(&edit.after))
    };
    let both = edit.before.is_some() && edit.after.is_some();
    match edit.path.fields()[..] {
        ["id"] => Some(Loss::EnvironmentRenamed),
        ["backup", "everyHours"] => {
            let rarer = numbers().is_some_and(|(before, after)| after > before);
            rarer.then_some(Loss::BackupRarer)
        }
        ["backup", "keepDays"] | ["logRetention", _] => {
            let shorter = numbers().is_some_and(|(before, after)| after < before);
            shorter.then_some(Loss::RetentionShortened)
        }
        // What the provider's alternative carries is told with the alternative.
        ["infrastructure", "provider"] => both.then_some(Loss::EnvironmentMoved),
        [
            "infrastructure",
            "provider",
            "account" | "subscription" | "project" | "region",
        ] => both.then_some(Loss::EnvironmentMoved),
        ["secretStore", ..] => both.then_some(Loss::SecretStoreChanged),
        _ => None,
    }
}
