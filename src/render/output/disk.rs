//! The steps by which files come to be, each of which can fail.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::WriteError;

/// What is asked before each step; an error of its stands for one of the disk.
pub(super) type Fault<'a> = &'a mut dyn FnMut(&Path) -> io::Result<()>;

/// The disk, with a way of making any step fail.
pub(super) struct Disk<'a> {
    fault: Fault<'a>,
}

impl<'a> Disk<'a> {
    pub(super) fn new(fault: Fault<'a>) -> Self {
        Self { fault }
    }

    fn step<T>(
        &mut self,
        action: &'static str,
        path: &Path,
        run: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, WriteError> {
        (self.fault)(path)
            .and_then(|()| run())
            .map_err(|source| WriteError::Io {
                action,
                path: path.to_owned(),
                source,
            })
    }

    /// Creates a folder and the ones around it.
    pub(super) fn create_folder(&mut self, path: &Path) -> Result<(), WriteError> {
        self.step("create", path, || fs::create_dir_all(path))
    }

    /// Writes a new file.
    pub(super) fn write(&mut self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.step("write", path, || {
            let mut file = File::create_new(path)?;
            file.write_all(bytes)?;
            // Where one call can flush everything at the end, flushing each file only takes time.
            if cfg!(target_os = "linux") {
                Ok(())
            } else {
                file.sync_all()
            }
        })
    }

    /// Gives a file a second name; where that cannot be, copies it.
    pub(super) fn link(&mut self, from: &Path, to: &Path) -> Result<(), WriteError> {
        self.step("link", to, || {
            let kind = fs::symlink_metadata(from)?.file_type();
            if kind.is_symlink() {
                return copy_symlink(from, to);
            }
            fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(|_| ()))
        })
    }

    /// Makes sure that everything below `folder` is on the disk.
    pub(super) fn flush(&mut self, folder: &Path) -> Result<(), WriteError> {
        self.step("flush", folder, || sync(folder))
    }

    /// Moves a file or folder to a name that is free, or a file over another file.
    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> Result<(), WriteError> {
        self.step("move", to, || fs::rename(from, to))
    }

    /// Swaps two folders: in one step where the system can do that, else by way of `aside`. The folder that
    /// takes the place of another is as open as that.
    pub(super) fn exchange(&mut self, one: &Path, other: &Path, aside: &Path) -> Result<(), WriteError> {
        self.step("swap", other, || {
            fs::set_permissions(one, fs::metadata(other)?.permissions())?;
            if exchange(one, other)? {
                return Ok(());
            }
            fs::rename(other, aside)?;
            if let Err(error) = fs::rename(one, other) {
                fs::rename(aside, other)?;
                return Err(error);
            }
            fs::rename(aside, one)
        })
    }

    /// Removes a folder with everything in it, if it is there.
    pub(super) fn remove(&mut self, path: &Path) -> Result<(), WriteError> {
        self.step("remove", path, || match fs::remove_dir_all(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        })
    }
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
fn sync(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(File::open(folder)?).map_err(Into::into)
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Swaps in one step; `false` where the system or the file system has no such step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether two folders are on one file system, so that files can be moved between them.
#[cfg(unix)]
pub(super) fn is_same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|metadata| metadata.dev());
    matches!((device(one), device(other)), (Ok(one), Ok(other)) if one == other)
}

/// Whether two folders are on one file system; unknown here, so they are not taken to be.
#[cfg(not(unix))]
pub(super) fn is_same_disk(_: &Path, _: &Path) -> bool {
    false
}

/// Creates a folder that nobody else may look into.
pub(super) fn create_private(path: &PathBuf) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}
