//! Copying remote imports into the repository, so that it can be evaluated without a network.

use std::collections::{BTreeMap, BTreeSet};

use super::host::SnapshotHost;
use super::load::settled_reach;
use super::outside::Seen;
use super::reach::Reach;
use super::vendored::{FOLDER, INDEX, Index, digest, file_name, place};
use crate::dhall::syntax::{self, Ast, Expr, ExprId, Location};
use crate::dhall::{Engine, Form, Options};
use crate::diagnostic::{Code, Diagnostics};
use crate::repository::Snapshot;
use crate::source::{FileId, RepoPath, Sources};

/// What says that an import could not be had.
const OF_IMPORTS: [Code; 3] = [Code("dhall/import"), Code("dhall/policy"), Code("dhall/budget")];

/// The copies that a repository needs.
#[derive(Clone, Debug)]
pub struct Vendored {
    /// Every file below [`Vendored::FOLDER`], by its path from the root of the repository.
    pub files: BTreeMap<RepoPath, Vec<u8>>,
    /// Files of that folder that are there now and are not needed.
    pub stale: Vec<RepoPath>,
    /// Which imports could not be had; then the copies are not complete.
    pub findings: Diagnostics,
}

impl Vendored {
    /// The folder of the copies.
    pub const FOLDER: &'static str = FOLDER;
}

/// Evaluates every Dhall file of a snapshot and gives the copies with which that needs no network. Imports are
/// asked for anew, not taken from present copies; no source is touched.
pub fn vendor(snapshot: &dyn Snapshot, sources: &Sources, reach: &Reach) -> Vendored {
    let (reach, mut findings) = settled_reach(snapshot, sources, reach);
    let host = SnapshotHost::new(snapshot, &reach).without_copies();
    let own: Vec<&RepoPath> = snapshot
        .paths()
        .iter()
        .filter(|path| path.as_str().ends_with(".dhall") && !is_copy(path))
        .collect();
    let engine = Engine::new(&host, sources, Options::default());
    for path in &own {
        let found = engine.form(path, Form::Type).findings.into_iter();
        let found = found.map(|finding| finding.diagnostic);
        findings.extend(found.filter(|finding| OF_IMPORTS.contains(&finding.code)));
    }
    let trees = own.iter().filter_map(|path| snapshot.read(path).ok());
    let files = copies(trees.map(|bytes| parsed(&bytes)).collect(), &host.seen());
    let is_stale = |path: &&RepoPath| is_copy(path) && !files.contains_key(*path);
    let stale = snapshot.paths().iter().filter(is_stale).cloned().collect();
    findings.finish(sources);
    Vendored {
        files,
        stale,
        findings,
    }
}

/// What is needed of all that was seen: normal forms for the hashes that are written in the repository, and
/// answers for the rest, with what those need in turn.
fn copies(mut trees: Vec<Ast>, seen: &Seen) -> BTreeMap<RepoPath, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut index = Index::default();
    let mut asked: BTreeSet<&String> = BTreeSet::new();
    let mut add = |name: &str, bytes: &[u8]| {
        if let Some(path) = place(name) {
            files.insert(path, bytes.to_vec());
        }
    };
    while let Some(tree) = trees.pop() {
        for hash in hashes(&tree) {
            let form = seen.forms.get(&hash).filter(|form| digest(form) == hash);
            if let Some(form) = form {
                add(&file_name(&hash), form);
            }
        }
        // Which answers a tree asks for depends on headers and on what is relative to what, so all that were
        // given are kept, once something without a hash needs any.
        if asks(&tree) {
            for (url, answer) in &seen.answers {
                if asked.insert(url) {
                    add(&index.add(url, answer), &answer.body);
                    trees.push(parsed(&answer.body));
                }
            }
        }
    }
    if let Some(text) = index.text() {
        add(INDEX, text.as_bytes());
    }
    files
}

fn is_copy(path: &RepoPath) -> bool {
    path.as_str()
        .strip_prefix(FOLDER)
        .is_some_and(|rest| rest.starts_with('/'))
}

fn parsed(bytes: &[u8]) -> Ast {
    syntax::parse_bytes(FileId(0), bytes).ast
}

fn imports(ast: &Ast) -> impl Iterator<Item = &syntax::Import> {
    (0..ast.len()).filter_map(|at| match &ast[ExprId(at as u32)] {
        Expr::Import(import) => Some(&**import),
        _ => None,
    })
}

/// The hashes of imports from elsewhere; those of the repository's own files are not needed.
fn hashes(ast: &Ast) -> impl Iterator<Item = [u8; 32]> {
    imports(ast).filter_map(|import| match import.location {
        Location::Remote { .. } | Location::Missing => import.hash,
        Location::Local { .. } | Location::Env(_) => None,
    })
}

fn asks(ast: &Ast) -> bool {
    imports(ast).any(|import| {
        matches!(import.location, Location::Remote { .. })
            && import.hash.is_none()
            && import.mode != syntax::ImportMode::Location
    })
}
