//! The `schema/` of a repository held against the Dhall package of this program.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::repository::{ContentId, Identity, LeftOut, ReadError, Snapshot};
use crate::schema::package;
use crate::source::{RepoPath, SourceName, Sources, Span, Veil};

/// The types of the repository are not those of this program.
pub(super) const NOT_CURRENT: Code = Code("model/schema");

/// The folder of the package in a repository.
pub(super) const FOLDER: &str = "schema";

/// The files of the package, as a repository has them.
fn files() -> impl Iterator<Item = (RepoPath, &'static str)> {
    package().into_iter().map(|(path, text)| {
        let path = RepoPath::parse(&format!("{FOLDER}/{path}"));
        (path.expect("the files of the package have plain names"), text)
    })
}

/// What differs between the package of a snapshot and that of this program; `None` if nothing does, or if the
/// snapshot has no package at all.
pub(super) fn difference(snapshot: &dyn Snapshot, sources: &Sources) -> Option<Diagnostic> {
    let has = |path: &RepoPath| snapshot.paths().binary_search(path).is_ok();
    if !files().any(|(path, _)| has(&path)) {
        return None;
    }
    let differs = |path: &RepoPath, text: &str| {
        let found = snapshot.read(path).ok();
        found.as_deref() != Some(text.as_bytes())
    };
    let stale: Vec<(RepoPath, &str)> = files().filter(|(path, text)| differs(path, text)).collect();
    let (first, text) = stale.iter().find(|(path, _)| has(path)).or(stale.first())?;
    let what = if has(first) { "differs" } else { "is missing" };
    let more = match stale.len() - 1 {
        0 => String::new(),
        1 => ", and another file does not fit either".to_owned(),
        more => format!(", and {more} more files do not fit either"),
    };
    let message = format!("`{FOLDER}/` is not the package of this meshc: `{first}` {what}{more}");
    let finding = Diagnostic::new(NOT_CURRENT, Severity::Warning, message)
        .expected("the files that come with this meshc, unchanged")
        .help("`meshc init --schema-only DIR`, with the root of the repository, writes them");
    Some(
        match snapshot.read(first).ok().as_deref().map(std::str::from_utf8) {
            Some(Ok(found)) => finding.at(first_difference(first, found, text, sources), ""),
            _ => finding,
        },
    )
}

/// The first character of a file that is not as it should be. Nobody knows what was written there, so no text of the
/// file is shown.
fn first_difference(path: &RepoPath, found: &str, text: &str, sources: &Sources) -> Span {
    let file = sources.add(SourceName::Repo(path.clone()), found);
    sources.veil(file, Veil::All);
    let same = found
        .bytes()
        .zip(text.bytes())
        .take_while(|(one, other)| one == other);
    let start = found.floor_char_boundary(same.count());
    let width = found[start..].chars().next().map_or(0, char::len_utf8);
    Span::new(file, start as u32, (start + width) as u32)
}

/// The findings without the errors that the package of this program would not give: they follow from the one about
/// the package, and one of them is enough.
pub(super) fn without_consequences(
    found: Diagnostics,
    sources: &Sources,
    with_package: &(Diagnostics, Sources),
) -> Diagnostics {
    let (others, other_sources) = with_package;
    let independent: BTreeSet<Key> = others.iter().map(|finding| key(finding, other_sources)).collect();
    let follows = |finding: &Diagnostic| {
        finding.severity == Severity::Error && !independent.contains(&key(finding, sources))
    };
    let is_inside = |finding: &&Diagnostic| {
        let name = |span: Span| sources.source(span.file).name.to_string();
        let primary = finding.primary.as_ref();
        primary.is_some_and(|label| name(label.span).starts_with("schema/"))
    };
    let consequences: Vec<&Diagnostic> = found.iter().filter(|finding| follows(finding)).collect();
    let kept = consequences.iter().copied().find(is_inside);
    let kept = kept.or(consequences.first().copied()).cloned();
    let others = consequences.len().saturating_sub(1);
    let told = found
        .into_iter()
        .filter(|finding| !follows(finding))
        .map(|finding| {
            if finding.code == NOT_CURRENT && others > 0 {
                let help = finding.help.as_deref().unwrap_or_default();
                let errors = if others == 1 {
                    "error follows"
                } else {
                    "errors follow"
                };
                let help = format!("{help}\n{others} more {errors} from it and are not listed");
                finding.help(help)
            } else {
                finding
            }
        });
    told.chain(kept).collect()
}

/// What makes two findings of two readings the same.
type Key = (Code, String, Option<(String, u32, u32)>);

fn key(finding: &Diagnostic, sources: &Sources) -> Key {
    let place = finding.primary.as_ref().map(|label| {
        let name = sources.source(label.span.file).name.to_string();
        (name, label.span.start, label.span.end)
    });
    (finding.code, finding.message.clone(), place)
}

/// A snapshot as it would be with the package of this program.
pub(super) struct Refreshed<'a> {
    snapshot: &'a dyn Snapshot,
    paths: Vec<RepoPath>,
}

impl<'a> Refreshed<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot) -> Self {
        let own = files().map(|(path, _)| path);
        let paths: BTreeSet<RepoPath> = snapshot.paths().iter().cloned().chain(own).collect();
        Self {
            snapshot,
            paths: paths.into_iter().collect(),
        }
    }
}

fn packaged(path: &RepoPath) -> Option<&'static str> {
    let found = files().find(|(known, _)| known == path);
    found.map(|(_, text)| text)
}

impl Snapshot for Refreshed<'_> {
    fn identity(&self) -> &Identity {
        self.snapshot.identity()
    }

    fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        match packaged(path) {
            Some(text) => Ok(text.as_bytes().into()),
            None => self.snapshot.read(path),
        }
    }

    fn content_id(&self, path: &RepoPath) -> Option<ContentId> {
        match packaged(path) {
            Some(text) => Some(ContentId::of(text.as_bytes())),
            None => self.snapshot.content_id(path),
        }
    }

    fn left_out(&self, path: &RepoPath) -> Option<LeftOut> {
        self.snapshot.left_out(path)
    }

    fn diagnostics(&self) -> &[Diagnostic] {
        self.snapshot.diagnostics()
    }
}
