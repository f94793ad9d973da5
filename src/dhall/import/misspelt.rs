//! What is said of an import that is not there: which file was probably meant.

use super::link::Frame;
use super::loader::{IMPORT, ModuleId};
use super::location::Canonical;
use crate::dhall::semantics::suggestion::nearest;
use crate::dhall::syntax::{Import, ImportMode};
use crate::diagnostic::Diagnostic;
use crate::source::{RepoPath, Span};

impl Frame<'_, '_> {
    /// The finding about an import whose module is absent.
    pub(super) fn absent(&self, id: ModuleId, (import, site): (&Import, Span)) -> Diagnostic {
        let module = self.loader.module(id);
        let shown = module.location.shown();
        let (message, help) = match (&module.location, &module.missed) {
            (Canonical::Missing, _) => (
                "`missing` is an import that never finds anything".to_owned(),
                Some("import a file in its place; what stands before a `?` is absent, too"),
            ),
            (Canonical::Env(_), None) => (format!("`{shown}` is not set"), None),
            (_, Some(why)) => (format!("`{shown}` can not be retrieved: {why}"), None),
            (_, None) => (format!("`{shown}` does not exist"), None),
        };
        let finding = Diagnostic::error(IMPORT, message).at(site, "imported here");
        if let Some(help) = help {
            return finding.help(help);
        }
        let Some(meant) = self.meant(&module.location) else {
            return finding;
        };
        let written = match self.loader.path(self.module) {
            Some(own) => relative(&own, &meant),
            None => format!("./{meant}"),
        };
        let finding = finding.help(format!("there is `{written}`"));
        let is_bare = import.hash.is_none() && import.mode == ImportMode::Code;
        if is_bare && is_plain(&meant) {
            finding.suggestion(site, written)
        } else {
            finding
        }
    }

    /// The file that is there and whose path differs by slips of the pen.
    fn meant(&self, location: &Canonical) -> Option<RepoPath> {
        let host = self.loader.host;
        let asked = location.repo_path()?.ok()?;
        let mut path = RepoPath::root();
        for name in asked.components() {
            let names = host.names(&path);
            let there = names.iter().any(|known| known == name);
            let name = if there { name } else { near_name(name, &names)? };
            path = path.join(name).ok()?;
        }
        host.read(&path).is_ok().then_some(path)
    }
}

/// The nearest name of a file or folder: a file of the same kind with nearly that name, or one that differs in the
/// kind alone.
fn near_name<'n>(name: &str, names: &'n [String]) -> Option<&'n str> {
    let Some((stem, kind)) = name.rsplit_once('.') else {
        return nearest(name, names.iter().map(String::as_str));
    };
    let parts = || names.iter().filter_map(|name| name.rsplit_once('.'));
    let stems = parts().filter(|(_, other)| *other == kind).map(|(stem, _)| stem);
    let near = nearest(stem, stems).map(|near| format!("{near}.{kind}"));
    let found = match near {
        Some(near) => names.iter().find(|name| **name == near),
        None => names.iter().find(|name| {
            name.rsplit_once('.')
                .is_some_and(|(other, kinds)| other == stem && nearest(kind, [kinds]).is_some())
        }),
    };
    found.map(String::as_str)
}

/// A path as a file of the repository imports it.
fn relative(from: &RepoPath, to: &RepoPath) -> String {
    let folder: Vec<&str> = from.components().collect();
    let folder = &folder[..folder.len().saturating_sub(1)];
    let target: Vec<&str> = to.components().collect();
    let shared = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(folder.len() - shared);
    let prefix = if up.is_empty() { "./" } else { &up };
    format!("{prefix}{}", target[shared..].join("/"))
}

/// Whether a path can be written without quotes.
fn is_plain(path: &RepoPath) -> bool {
    path.as_str()
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-'))
}
