//! Snapshots of git's own objects: revisions and the index, which share trees, blobs and the rules for names.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use git2::{ErrorCode, ObjectType};

use super::snapshot::{ContentId, Failure, LeftOut, ReadError, Refusal};
use super::tree::{self, Listing, Node, SIZE_LIMIT};
use super::{RepositoryError, error};
use crate::diagnostic::Code;
use crate::source::RepoPath;

/// Folders inside folders that are listed; a path longer than this is an attack on the stack.
const DEPTH_LIMIT: usize = 128;

/// Bytes of the longest link target, as on Linux.
const TARGET_LIMIT: usize = 4096;

const FILE: i32 = 0o100_000;
const LINK: i32 = 0o120_000;
const FOLDER: i32 = 0o040_000;
const SUBMODULE: i32 = 0o160_000;
const KIND: i32 = 0o170_000;

/// A handle on the repository, shared by all snapshots of it: libgit2's handles are for one thread at a time.
#[derive(Clone)]
pub(super) struct Objects(Arc<Mutex<git2::Repository>>);

impl Objects {
    pub(super) fn new(repository: git2::Repository) -> Self {
        Self(Arc::new(Mutex::new(repository)))
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, git2::Repository> {
        self.0.lock().expect("no holder of the lock panics")
    }
}

impl std::fmt::Debug for Objects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Objects")
    }
}

/// The bytes of a blob.
pub(super) fn read(objects: &Objects, id: ContentId) -> Result<Arc<[u8]>, ReadError> {
    let repository = objects.lock();
    let odb = repository.odb().map_err(|_| Failure::Missing(id))?;
    tree::admit(blob(&odb, id, SIZE_LIMIT)?)
}

fn blob(odb: &git2::Odb<'_>, id: ContentId, limit: u64) -> Result<Vec<u8>, ReadError> {
    let failure = |error: git2::Error| match error.code() {
        ErrorCode::NotFound => Failure::Missing(id),
        _ => Failure::Damaged(id),
    };
    let (size, kind) = odb.read_header(id.oid()).map_err(failure)?;
    if kind != ObjectType::Blob {
        return Err(Failure::Damaged(id).into());
    }
    let size = size as u64;
    if size > limit {
        return Err(Refusal::TooLarge { size, limit }.into());
    }
    Ok(odb.read(id.oid()).map_err(failure)?.data().to_vec())
}

/// The files of a commit's tree below `prefix`; none when the commit has no such folder.
pub(super) fn list_tree(
    repository: &git2::Repository,
    top: git2::Oid,
    prefix: &RepoPath,
) -> Result<Listing, RepositoryError> {
    let mut listing = Listing::default();
    let Some(start) = descend(repository, top, prefix)? else {
        return Ok(listing);
    };
    let odb = repository
        .odb()
        .map_err(error::git("opening the object database"))?;
    let mut folders = vec![(RepoPath::root(), start, 0)];
    while let Some((folder, id, depth)) = folders.pop() {
        let tree = repository.find_tree(id).map_err(error::object(id))?;
        for entry in &tree {
            listing.count()?;
            let Some(path) = child(&folder, entry.name_bytes()) else {
                listing.unnameable(&folder, entry.name_bytes());
                continue;
            };
            if entry.filemode_raw() & KIND != FOLDER {
                add(&mut listing, &odb, path, (entry.filemode_raw(), entry.id()));
            } else if depth < DEPTH_LIMIT {
                folders.push((path, entry.id(), depth + 1));
            } else {
                let message = format!("`{path}` is more than {DEPTH_LIMIT} folders deep; it is left out");
                listing.warn(Code("repository/depth"), message, "move it nearer to the root");
            }
        }
    }
    Ok(listing)
}

/// The id of the tree at `prefix`, if there is one.
pub(super) fn descend(
    repository: &git2::Repository,
    top: git2::Oid,
    prefix: &RepoPath,
) -> Result<Option<git2::Oid>, RepositoryError> {
    let mut id = top;
    for name in prefix.components() {
        let tree = repository.find_tree(id).map_err(error::object(id))?;
        match tree.get_name_bytes(name.as_bytes()) {
            Some(entry) if entry.filemode_raw() & KIND == FOLDER => id = entry.id(),
            _ => return Ok(None),
        }
    }
    Ok(Some(id))
}

/// The files that are staged below `prefix`.
pub(super) fn list_index(
    repository: &git2::Repository,
    file: &Path,
    prefix: &RepoPath,
) -> Result<Listing, RepositoryError> {
    let index = open_index(file)?;
    let odb = repository
        .odb()
        .map_err(error::git("opening the object database"))?;
    let mut listing = Listing::default();
    let mut unmerged = Vec::new();
    for entry in index.iter() {
        listing.count()?;
        let flags = git2::IndexEntryExtendedFlag::from_bits_truncate(entry.flags_extended);
        let Some(relative) = below(&entry.path, prefix) else {
            continue;
        };
        if stage(&entry) != 0 {
            unmerged.push(String::from_utf8_lossy(relative).into_owned());
        } else if !flags.is_intent_to_add() {
            match relative
                .split(|byte| *byte == b'/')
                .try_fold(RepoPath::root(), |at, name| child(&at, name))
            {
                Some(path) => add(&mut listing, &odb, path, (entry.mode as i32, entry.id)),
                None => listing.unnameable(&RepoPath::root(), relative),
            }
        }
    }
    unmerged.dedup();
    if unmerged.is_empty() {
        Ok(listing)
    } else {
        Err(RepositoryError::Unmerged { paths: unmerged })
    }
}

/// The paths below `prefix` that git tracks, sorted by their bytes.
pub(super) fn tracked(file: &Path, prefix: &RepoPath) -> Result<Vec<Vec<u8>>, RepositoryError> {
    let index = open_index(file)?;
    let mut paths: Vec<Vec<u8>> = index
        .iter()
        .filter(|entry| entry.mode as i32 & KIND != SUBMODULE)
        .filter_map(|entry| below(&entry.path, prefix).map(<[u8]>::to_vec))
        .collect();
    paths.sort();
    Ok(paths)
}

/// Reads an index file by itself, unattached to the repository, so that nothing refreshes or writes it.
fn open_index(file: &Path) -> Result<git2::Index, RepositoryError> {
    git2::Index::open(file).map_err(|source| RepositoryError::Index { source })
}

fn below<'p>(path: &'p [u8], prefix: &RepoPath) -> Option<&'p [u8]> {
    if prefix.is_root() {
        return Some(path);
    }
    path.strip_prefix(prefix.as_str().as_bytes())?.strip_prefix(b"/")
}

/// The merge stage of an index entry, kept in bits 12 and 13 of its flags.
fn stage(entry: &git2::IndexEntry) -> u16 {
    (entry.flags >> 12) & 3
}

fn add(listing: &mut Listing, odb: &git2::Odb<'_>, path: RepoPath, (mode, id): (i32, git2::Oid)) {
    let node = match mode & KIND {
        FILE => Node::File(Some(id.into())),
        LINK => {
            let target = blob(odb, id.into(), TARGET_LIMIT as u64).ok();
            Node::Link(
                target
                    .and_then(|bytes| String::from_utf8(bytes).ok())
                    .map(Into::into),
            )
        }
        SUBMODULE => Node::LeftOut(LeftOut::Nested),
        _ => return,
    };
    listing.add(path, node);
}

/// The path of `name` in `folder`. A damaged or hostile tree may hold names that git would never write.
fn child(folder: &RepoPath, name: &[u8]) -> Option<RepoPath> {
    let name = std::str::from_utf8(name).ok()?;
    let plain = !matches!(name, "" | "." | "..") && !name.contains('/') && !name.eq_ignore_ascii_case(".git");
    if plain { folder.join(name).ok() } else { None }
}
