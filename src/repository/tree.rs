//! The listing of a snapshot, and reads that happen once.

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::git::{self, Objects};
use super::snapshot::{ContentId, Identity, LeftOut, ReadError, Snapshot, Special};
use super::worktree::{self, Root};
use super::{RepositoryError, link};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::RepoPath;

/// Bytes of the largest file that is read: 16 MiB.
pub const SIZE_LIMIT: u64 = 16 << 20;

/// The file at the top of a folder of rendered files; such folders are no part of the configuration.
pub const RENDER_MARKER: &str = "meshc.lock.json";

/// Entries that are listed before giving up: far above any configuration, far below what fills a machine.
const ENTRY_LIMIT: usize = 1_000_000;

/// What the listing knows of a path. Folders are not listed: they are where files are.
#[derive(Debug)]
pub(super) enum Node {
    /// A regular file, with its id where git tells it.
    File(Option<ContentId>),
    /// A symbolic link and its target; `None` when the target is not UTF-8.
    Link(Option<Box<str>>),
    /// A pipe, a socket, a device.
    Special(Special),
    /// A folder that could not be listed.
    Closed(io::ErrorKind),
    /// A file or folder that does not belong to the snapshot.
    LeftOut(LeftOut),
}

/// A listing that is being made.
#[derive(Debug, Default)]
pub(super) struct Listing {
    nodes: Vec<(RepoPath, Node)>,
    diagnostics: Vec<Diagnostic>,
    seen: usize,
}

impl Listing {
    /// Notes a path.
    pub(super) fn add(&mut self, path: RepoPath, node: Node) {
        self.nodes.push((path, node));
    }

    /// Counts an entry of whatever kind, so that no listing grows without bound.
    pub(super) fn count(&mut self) -> Result<(), RepositoryError> {
        self.seen += 1;
        if self.seen > ENTRY_LIMIT {
            return Err(RepositoryError::TooManyFiles { limit: ENTRY_LIMIT });
        }
        Ok(())
    }

    /// Notes that a name was left out because it is no path; shown with replacement characters.
    pub(super) fn unnameable(&mut self, folder: &RepoPath, name: &[u8]) {
        let name = String::from_utf8_lossy(name);
        let shown = if folder.is_root() {
            name.into_owned()
        } else {
            format!("{folder}/{name}")
        };
        let message = format!(
            "the name of `{}` cannot be written in a configuration; it is left out",
            shown.escape_debug()
        );
        let help = "a name is UTF-8 and has no `/`, `.` or `..` of its own";
        // An instance that nobody can read must not go unnoticed.
        let severity = if shown.starts_with("instances/") {
            Severity::Error
        } else {
            Severity::Warning
        };
        let finding = Diagnostic::new(Code("repository/name"), severity, message);
        self.diagnostics.push(finding.help(help));
    }

    /// Notes something that makes the listing incomplete.
    pub(super) fn warn(&mut self, code: Code, message: String, help: &str) {
        self.diagnostics
            .push(Diagnostic::new(code, Severity::Warning, message).help(help));
    }

    fn drop_rendered(&mut self) {
        let rendered: BTreeSet<RepoPath> = self
            .nodes
            .iter()
            .filter(|(path, node)| matches!(node, Node::File(_)) && path.file_name() == Some(RENDER_MARKER))
            .filter_map(|(path, _)| path.parent())
            .filter(|folder| !folder.is_root())
            .collect();
        if rendered.is_empty() {
            return;
        }
        self.nodes
            .retain(|(path, _)| ancestors(path).all(|folder| !rendered.contains(&folder)));
        let marked = rendered
            .into_iter()
            .map(|folder| (folder, Node::LeftOut(LeftOut::Rendered)));
        self.nodes.extend(marked);
    }

    /// The snapshot of that listing.
    pub(super) fn finish(mut self, identity: Identity, store: Store) -> Tree {
        self.drop_rendered();
        self.nodes.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.nodes.dedup_by(|(later, _), (earlier, _)| later == earlier);
        self.diagnostics.sort_by(|a, b| a.message.cmp(&b.message));
        let paths = self
            .nodes
            .iter()
            .filter(|(_, node)| matches!(node, Node::File(_) | Node::Link(_)))
            .map(|(path, _)| path.clone())
            .collect();
        let slots = self.nodes.into_iter().map(|(path, node)| (path, Slot::new(node)));
        Tree {
            identity,
            paths,
            slots: slots.collect(),
            store,
            diagnostics: self.diagnostics,
        }
    }
}

/// A snapshot: a listing made once, and bytes that are fetched when they are first asked for.
#[derive(Debug)]
pub struct Tree {
    identity: Identity,
    paths: Vec<RepoPath>,
    slots: FxHashMap<RepoPath, Slot>,
    store: Store,
    diagnostics: Vec<Diagnostic>,
}

/// Where bytes come from.
#[derive(Debug)]
pub(super) enum Store {
    /// A folder on disk.
    Disk(Root),
    /// The objects of a git repository.
    Git(Objects),
}

#[derive(Debug)]
struct Slot {
    node: Node,
    bytes: OnceLock<Result<Arc<[u8]>, ReadError>>,
    id: OnceLock<Option<ContentId>>,
}

impl Slot {
    fn new(node: Node) -> Self {
        Self {
            node,
            bytes: OnceLock::new(),
            id: OnceLock::new(),
        }
    }
}

impl Tree {
    /// The listed file that `path` leads to.
    fn file(&self, path: &RepoPath) -> Result<(&RepoPath, &Slot), ReadError> {
        let listed = |path| self.slots.get_key_value(path);
        if let Some(found) = listed(path).filter(|(_, slot)| matches!(slot.node, Node::File(_))) {
            return Ok(found);
        }
        let node = |path: &RepoPath| self.slots.get(path).map(|slot| &slot.node);
        let file = link::resolve(path, node, |path| self.is_folder(path))?;
        listed(&file).ok_or(ReadError::Absent)
    }

    fn is_folder(&self, path: &RepoPath) -> bool {
        let at = self.paths.partition_point(|other| other < path);
        self.paths
            .get(at)
            .is_some_and(|first| first.is_below(path) && first != path)
    }

    fn load(&self, file: &RepoPath, slot: &Slot) -> Result<Arc<[u8]>, ReadError> {
        let load = || match (&self.store, &slot.node) {
            (Store::Disk(root), _) => worktree::read(root, file),
            (Store::Git(objects), Node::File(Some(id))) => git::read(objects, *id),
            (Store::Git(_), _) => Err(ReadError::Absent),
        };
        slot.bytes.get_or_init(load).clone()
    }
}

impl Snapshot for Tree {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let (file, slot) = self.file(path)?;
        self.load(file, slot)
    }

    fn content_id(&self, path: &RepoPath) -> Option<ContentId> {
        let (file, slot) = self.file(path).ok()?;
        match slot.node {
            Node::File(Some(id)) => Some(id),
            _ => *slot
                .id
                .get_or_init(|| Some(ContentId::of(&self.load(file, slot).ok()?))),
        }
    }

    fn left_out(&self, path: &RepoPath) -> Option<LeftOut> {
        let itself = std::iter::once(path.clone());
        itself
            .chain(ancestors(path))
            .find_map(|path| match self.slots.get(&path)?.node {
                Node::LeftOut(why) => Some(why),
                _ => None,
            })
    }

    fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// The folders that hold `path`, from the inside out, without the root.
fn ancestors(path: &RepoPath) -> impl Iterator<Item = RepoPath> {
    std::iter::successors(path.parent(), RepoPath::parent).filter(|folder| !folder.is_root())
}

/// Refuses bytes that only stand in for a file.
pub(super) fn admit(bytes: Vec<u8>) -> Result<Arc<[u8]>, ReadError> {
    // The specification of git LFS bounds a pointer below 1,024 bytes and puts the version first.
    if bytes.len() < 1024 && bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(super::Refusal::LfsPointer.into());
    }
    Ok(bytes.into())
}
