//! The standard's cache of imports with a hash: a folder of encoded normal forms, named by their digests.
//!
//! Other programs share it, so nothing in it is believed: what is read is held against its name and typed anew
//! by the engine. That it can not be read or written is no mistake of anybody; then there is no cache.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::vendored::file_name;

/// Larger ones are taken for damaged.
const MOST: u64 = 64 << 20;

/// A folder of encoded normal forms.
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// What is there under a digest, whatever it is.
    pub(super) fn read(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        let path = self.folder.join(file_name(digest));
        // Before it is opened, since opening a pipe waits for its other end.
        if !fs::metadata(&path).ok()?.is_file() {
            return None;
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).ok()?;
        file.take(MOST + 1).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= MOST).then(|| bytes.into())
    }

    /// Keeps what was verified; a half-written file is never seen.
    pub(super) fn write(&self, digest: &[u8; 32], encoded: &[u8]) {
        if self.read(digest).is_some_and(|present| *present == *encoded) {
            return;
        }
        // Whoever has no cache does without.
        let _ = self.replace(&file_name(digest), encoded);
    }

    fn replace(&self, name: &str, encoded: &[u8]) -> std::io::Result<()> {
        private_folder(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(encoded)?;
        file.persist(self.folder.join(name))?;
        Ok(())
    }
}

/// Makes a folder that only its owner can look into, where there is none yet.
pub(super) fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_the_folder_is_private() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::new(home.path().join("a/dhall"));
        let digest = [7; 32];
        assert!(cache.read(&digest).is_none());
        cache.write(&digest, b"one");
        assert_eq!(cache.read(&digest).as_deref(), Some(b"one".as_slice()));
        // A poisoned entry is replaced.
        fs::write(cache.folder.join(file_name(&digest)), b"two").unwrap();
        cache.write(&digest, b"one");
        assert_eq!(cache.read(&digest).as_deref(), Some(b"one".as_slice()));
        assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&cache.folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    #[test]
    fn what_is_no_file_is_not_read() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::new(home.path().to_owned());
        fs::create_dir(home.path().join(file_name(&[1; 32]))).unwrap();
        assert!(cache.read(&[1; 32]).is_none());
        // A cache that can not be written is none.
        let nowhere = Cache::new(home.path().join(file_name(&[1; 32])).join("\0"));
        nowhere.write(&[2; 32], b"x");
        assert!(nowhere.read(&[2; 32]).is_none());
    }
}
