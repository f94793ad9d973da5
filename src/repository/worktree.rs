//! Snapshots of a disk: the working tree of a repository, or a plain directory.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::snapshot::{Failure, Identity, LeftOut, ReadError, Refusal, Special};
use super::tree::{self, Listing, Node, RENDER_MARKER, SIZE_LIMIT, Store, Tree};
use super::{RepositoryError, error};
use crate::diagnostic::Code;
use crate::source::RepoPath;

/// A directory on disk, by its real path: absolute and without symbolic links.
#[derive(Clone, Debug)]
pub(super) struct Root(PathBuf);

impl Root {
    /// The real path of a directory.
    pub(super) fn of(directory: &Path) -> Result<Self, RepositoryError> {
        let path = || directory.to_owned();
        let real = fs::canonicalize(directory).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => RepositoryError::NoSuchDirectory { directory: path() },
            io::ErrorKind::NotADirectory => RepositoryError::NotDirectory { directory: path() },
            _ => RepositoryError::Disk { path: path(), source },
        })?;
        if !real.is_dir() {
            return Err(RepositoryError::NotDirectory { directory: path() });
        }
        Ok(Self(real))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

/// A snapshot of a directory that is not a git repository: all its files, none ignored.
///
/// `directory` itself is the root. Errors when it does not exist or is a file.
pub fn open_directory(directory: &Path) -> Result<Tree, RepositoryError> {
    let root = Root::of(directory)?;
    let listing = list(&root, &Everything)?;
    Ok(listing.finish(Identity::Directory, Store::Disk(root)))
}

/// What git has to say about the files on disk.
pub(super) trait Membership {
    /// Whether git tracks the file, or some file below the folder.
    fn is_tracked(&self, path: &RepoPath, folder: bool) -> bool;
    /// Whether the rules for ignoring name the path.
    fn is_ignored(&self, path: &RepoPath) -> Result<bool, RepositoryError>;
}

struct Everything;

impl Membership for Everything {
    fn is_tracked(&self, _: &RepoPath, _: bool) -> bool {
        false
    }

    fn is_ignored(&self, _: &RepoPath) -> Result<bool, RepositoryError> {
        Ok(false)
    }
}

/// The working tree's rules: the ignore files, and the index that overrules them.
pub(super) struct Rules<'r> {
    repository: &'r git2::Repository,
    prefix: &'r RepoPath,
    tracked: Vec<Vec<u8>>,
    root_is_ignored: bool,
    /// Why nothing counts as tracked, when that is so because the index cannot be read.
    closed_index: Option<RepositoryError>,
}

impl<'r> Rules<'r> {
    pub(super) fn new(
        repository: &'r git2::Repository,
        index: &Path,
        prefix: &'r RepoPath,
    ) -> Result<Self, RepositoryError> {
        let (tracked, closed_index) = match super::git::tracked(index, prefix) {
            Ok(tracked) => (tracked, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let rules = Self {
            repository,
            prefix,
            tracked,
            root_is_ignored: false,
            closed_index,
        };
        // Whoever asks for a folder that git ignores as a whole means its files nonetheless.
        let root_is_ignored = rules.tracked.is_empty() && !prefix.is_root() && rules.ignores(prefix)?;
        Ok(Self {
            root_is_ignored,
            ..rules
        })
    }

    /// Says what cannot be told without an index.
    pub(super) fn warn(&self, listing: &mut Listing) {
        if let Some(error) = &self.closed_index {
            let message = format!("{error}; files that are tracked although git ignores them are left out");
            listing.warn(
                Code("repository/index"),
                message,
                "the rest of the working tree is complete",
            );
        }
    }

    fn ignores(&self, path: &RepoPath) -> Result<bool, RepositoryError> {
        self.repository
            .status_should_ignore(Path::new(path.as_str()))
            .map_err(error::git("reading the rules for ignored files"))
    }
}

impl Membership for Rules<'_> {
    fn is_tracked(&self, path: &RepoPath, folder: bool) -> bool {
        let mut wanted = path.as_str().as_bytes().to_vec();
        if folder {
            wanted.push(b'/');
        }
        let at = self.tracked.partition_point(|path| *path < wanted);
        self.tracked.get(at).is_some_and(|found| {
            if folder {
                found.starts_with(&wanted)
            } else {
                *found == wanted
            }
        })
    }

    fn is_ignored(&self, path: &RepoPath) -> Result<bool, RepositoryError> {
        if self.root_is_ignored {
            return Ok(false);
        }
        let from_top = self
            .prefix
            .join(path.as_str())
            .expect("a path below the root stays below it");
        self.ignores(&from_top)
    }
}

/// Lists the files below `root` that belong to a snapshot.
pub(super) fn list(root: &Root, membership: &dyn Membership) -> Result<Listing, RepositoryError> {
    let mut listing = Listing::default();
    let mut walk = WalkDir::new(root.path())
        .min_depth(1)
        .follow_links(false)
        .into_iter();
    while let Some(entry) = walk.next() {
        listing.count()?;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                note_closed(&mut listing, root, &error);
                continue;
            }
        };
        let enter = visit(&mut listing, root, &entry, membership)?;
        if entry.file_type().is_dir() && !enter {
            walk.skip_current_dir();
        }
    }
    Ok(listing)
}

/// Lists one entry; whether a folder is to be entered.
fn visit(
    listing: &mut Listing,
    root: &Root,
    entry: &DirEntry,
    membership: &dyn Membership,
) -> Result<bool, RepositoryError> {
    if entry.file_name().eq_ignore_ascii_case(".git") {
        return Ok(false);
    }
    let Some(path) = relative(root, entry.path()) else {
        let folder = entry
            .path()
            .parent()
            .and_then(|folder| relative(root, folder))
            .unwrap_or_default();
        listing.unnameable(&folder, entry.file_name().as_encoded_bytes());
        return Ok(false);
    };
    let folder = entry.file_type().is_dir();
    let tracked = membership.is_tracked(&path, folder);
    if !tracked && membership.is_ignored(&path)? {
        listing.add(path, Node::LeftOut(LeftOut::Ignored));
    } else if !folder {
        listing.add(path, node(entry)?);
    } else if !tracked && is_repository(entry.path()) {
        listing.add(path, Node::LeftOut(LeftOut::Nested));
    } else if fs::symlink_metadata(entry.path().join(RENDER_MARKER)).is_ok_and(|meta| meta.is_file()) {
        listing.add(path, Node::LeftOut(LeftOut::Rendered));
    } else {
        return Ok(true);
    }
    Ok(false)
}

fn node(entry: &DirEntry) -> Result<Node, RepositoryError> {
    let kind = entry.file_type();
    if kind.is_file() {
        return Ok(Node::File(None));
    }
    if !kind.is_symlink() {
        return Ok(Node::Special(special(kind)));
    }
    match fs::read_link(entry.path()) {
        Ok(target) => Ok(Node::Link(target.to_str().map(Into::into))),
        // Removed since the folder was listed, so it is as good as not there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Node::Link(None)),
        Err(source) => Err(RepositoryError::Disk {
            path: entry.path().to_owned(),
            source,
        }),
    }
}

/// What is at a path now; `None` for a folder and for nothing. No link is followed.
pub(super) fn look(root: &Root, path: &RepoPath) -> Option<Node> {
    let path = root.path().join(path.as_str());
    let kind = match path.symlink_metadata() {
        Ok(meta) => meta.file_type(),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => return None,
            kind => return Some(Node::Closed(kind)),
        },
    };
    if kind.is_dir() {
        return None;
    }
    if kind.is_file() {
        return Some(Node::File(None));
    }
    if !kind.is_symlink() {
        return Some(Node::Special(special(kind)));
    }
    let target = fs::read_link(&path).ok();
    Some(Node::Link(
        target.and_then(|target| target.to_str().map(Into::into)),
    ))
}

/// Whether a path is a folder, and no link to one.
pub(super) fn is_folder(root: &Root, path: &RepoPath) -> bool {
    let path = root.path().join(path.as_str());
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

/// Whether a folder is a repository of its own, by what git looks for.
fn is_repository(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.is_file() || git.join("HEAD").exists()
}

fn note_closed(listing: &mut Listing, root: &Root, error: &walkdir::Error) {
    let kind = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind);
    // A folder that vanished while the tree was listed is simply not there.
    if kind == io::ErrorKind::NotFound {
        return;
    }
    let path = error
        .path()
        .and_then(|path| relative(root, path))
        .unwrap_or_default();
    let message = format!("`{path}` cannot be listed: {kind}");
    listing.warn(
        Code("repository/closed"),
        message,
        "make it readable, or move it out of the repository",
    );
    listing.add(path, Node::Closed(kind));
}

fn relative(root: &Root, path: &Path) -> Option<RepoPath> {
    let below = path.strip_prefix(root.path()).ok()?;
    RepoPath::from_os(below).ok()
}

/// The bytes of a regular file that the listing has found.
pub(super) fn read(root: &Root, file: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
    let path = root.path().join(file.as_str());
    if let Some(open) = open_straight(&path) {
        return content(open?);
    }
    let open = open(&path)?;
    // The listing saw real folders all the way; one that has become a link since might lead anywhere.
    if open.metadata().is_ok_and(|meta| meta.is_file())
        && fs::canonicalize(&path).ok().as_deref() != Some(&path)
    {
        return Err(Refusal::Replaced.into());
    }
    content(open)
}

/// The bytes of a file, or that it is absent, if there is no link on the way to it and the system can make sure of
/// that.
pub(super) fn read_straight(root: &Root, file: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
    let open = open_straight(&root.path().join(file.as_str()))?;
    Some(open.and_then(content))
}

fn content(open: File) -> Result<Arc<[u8]>, ReadError> {
    let meta = open.metadata().map_err(|error| Failure::Disk(error.kind()))?;
    if !meta.is_file() {
        let kind = meta.file_type();
        let why = if kind.is_dir() {
            Refusal::Folder
        } else {
            Refusal::Special(special(kind))
        };
        return Err(why.into());
    }
    let too_large = |size| Refusal::TooLarge {
        size,
        limit: SIZE_LIMIT,
    };
    if meta.len() > SIZE_LIMIT {
        return Err(too_large(meta.len()).into());
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    open.take(SIZE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Disk(error.kind()))?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(too_large(bytes.len() as u64).into());
    }
    tree::admit(bytes)
}

/// Opens a file in one step in which the system follows no link, not even on the way; `None` if that fails or can
/// not be had, unless there is nothing where no link is on the way.
#[cfg(target_os = "linux")]
fn open_straight(path: &Path) -> Option<Result<File, ReadError>> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat2};
    use rustix::io::Errno;
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    match openat2(CWD, path, flags, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
        Ok(opened) => Some(Ok(File::from(opened))),
        // A link would have been met first, and told by another error.
        Err(Errno::NOENT | Errno::NOTDIR) => Some(Err(ReadError::Absent)),
        Err(_) => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn open_straight(_: &Path) -> Option<Result<File, ReadError>> {
    None
}

/// Opens without following a link and without waiting for the other end of a pipe.
fn open(path: &Path) -> Result<File, ReadError> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    options.open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Absent,
        _ if path.is_symlink() => Refusal::Replaced.into(),
        kind => Failure::Disk(kind).into(),
    })
}

#[cfg(unix)]
fn special(kind: FileType) -> Special {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        _ if kind.is_fifo() => Special::Pipe,
        _ if kind.is_socket() => Special::Socket,
        _ if kind.is_block_device() || kind.is_char_device() => Special::Device,
        _ => Special::Other,
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> Special {
    Special::Other
}
