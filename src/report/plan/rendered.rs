//! What becomes of the deployed files and objects.

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
