//! What earlier runs proved, in one file of the user's cache folder.
//!
//! A proof is believed, so only the user may have written it: the folder and the file must be theirs and closed
//! to writers, and the file must be whole, of this version, and no link. Anything else is as good as nothing.
//! That nothing can be read or written is no mistake of anybody; then everything is proven anew.
//!
//! The file holds the [`MOST`] proofs that were last made or used in a run that made some. It is replaced in one
//! step; of two runs that end at once one may undo what the other kept, and that costs time alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::cache::private_folder;
use crate::dhall::{Key, Proof};

/// The file, and the version of its format at its head.
const NAME: &str = "proofs";
const HEAD: &[u8] = b"meshc proofs 1\n";

/// Proofs that are kept.
const MOST: usize = 1 << 15;

/// The bytes of one proof: key, digest or zeros, steps.
const ENTRY: usize = 32 + 32 + 8;

/// The bytes of the digest of all before it, at the end of the file.
const SEAL: usize = 32;

/// New proofs are kept if they took at least so many steps together: what is cheap to prove is not worth a file.
const WORTH: u64 = 20_000;

/// The proofs of a folder: read when the first is asked for, written when the last holder lets go.
pub struct Proofs {
    folder: PathBuf,
    read: OnceLock<FxHashMap<Key, Proof>>,
    now: Mutex<Now>,
}

/// What the present run knows.
#[derive(Default)]
struct Now {
    used: BTreeSet<Key>,
    new: BTreeMap<Key, Proof>,
}

impl Proofs {
    /// The proofs in `folder`, which need not be there.
    pub fn of(folder: PathBuf) -> Self {
        Self {
            folder,
            read: OnceLock::new(),
            now: Mutex::default(),
        }
    }

    pub(super) fn recall(&self, key: &Key) -> Option<Proof> {
        let known = self.read.get_or_init(|| read(&self.folder).into_iter().collect());
        let found = known.get(key).copied();
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if found.is_some() {
            now.used.insert(*key);
        }
        found.or_else(|| now.new.get(key).copied())
    }

    pub(super) fn keep(&self, proven: &BTreeMap<Key, Proof>) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.new.extend(proven);
    }
}

impl Drop for Proofs {
    fn drop(&mut self) {
        let now = std::mem::take(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner));
        let steps = now.new.values().map(|proof| proof.steps);
        if steps.fold(0, u64::saturating_add) < WORTH {
            return;
        }
        // Another run may have added some since they were read.
        let entries = merged(read(&self.folder), &now);
        // Whoever has no cache does without.
        let _ = write(&self.folder, &entries);
    }
}

/// The proofs that are kept, those that were made or used last behind the others.
fn merged(old: Vec<(Key, Proof)>, now: &Now) -> Vec<(Key, Proof)> {
    let is_now = |key: &Key| now.used.contains(key) || now.new.contains_key(key);
    let (used, rest): (Vec<_>, Vec<_>) = old.into_iter().partition(|(key, _)| is_now(key));
    let used = used.into_iter().filter(|(key, _)| !now.new.contains_key(key));
    let new = now.new.iter().map(|(key, proof)| (*key, *proof));
    let mut all: Vec<(Key, Proof)> = rest.into_iter().chain(used).chain(new).collect();
    let surplus = all.len().saturating_sub(MOST);
    all.drain(..surplus);
    all
}

/// The proofs of a folder in the order of the file; none unless everything is as it was left.
fn read(folder: &Path) -> Vec<(Key, Proof)> {
    let content = || -> io::Result<Vec<u8>> {
        if !is_own(&fs::symlink_metadata(folder)?, true) {
            return Ok(Vec::new());
        }
        let file = open(&folder.join(NAME))?;
        let meta = file.metadata()?;
        let most = (HEAD.len() + MOST * ENTRY + SEAL) as u64;
        if !is_own(&meta, false) || meta.len() > most {
            return Ok(Vec::new());
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    content().ok().and_then(|bytes| parse(&bytes)).unwrap_or_default()
}

fn parse(bytes: &[u8]) -> Option<Vec<(Key, Proof)>> {
    let (body, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let entries = body.strip_prefix(HEAD)?;
    if Sha256::digest(body).as_slice() != seal || entries.len() % ENTRY != 0 {
        return None;
    }
    entries.chunks_exact(ENTRY).map(entry).collect()
}

fn entry(bytes: &[u8]) -> Option<(Key, Proof)> {
    let digest: [u8; 32] = bytes[32..64].try_into().ok()?;
    let proof = Proof {
        digest: (digest != [0; 32]).then_some(digest),
        steps: u64::from_le_bytes(bytes[64..].try_into().ok()?),
    };
    Some((bytes[..32].try_into().ok()?, proof))
}

fn write(folder: &Path, entries: &[(Key, Proof)]) -> io::Result<()> {
    private_folder(folder)?;
    if !is_own(&fs::symlink_metadata(folder)?, true) {
        return Ok(());
    }
    let mut bytes = HEAD.to_vec();
    for (key, proof) in entries {
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(&proof.digest.unwrap_or_default());
        bytes.extend_from_slice(&proof.steps.to_le_bytes());
    }
    let seal = Sha256::digest(&bytes);
    bytes.extend_from_slice(&seal);
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.persist(folder.join(NAME))?;
    Ok(())
}

/// Opens a file, but no link, and without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    fs::OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whether it is a folder or a file of the user that nobody else can write to.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn is_own(meta: &fs::Metadata, folder: bool) -> bool {
    use std::os::unix::fs::MetadataExt;
    let is_kind = if folder { meta.is_dir() } else { meta.is_file() };
    is_kind && meta.uid() == rustix::process::geteuid().as_raw() && meta.mode() & 0o022 == 0
}

/// Where nobody tells who may write, nothing is believed.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn is_own(_: &fs::Metadata, _: bool) -> bool {
    false
}

#[cfg(all(test, any(target_os = "linux", target_vendor = "apple")))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn proof(steps: u64) -> Proof {
        Proof { digest: None, steps }
    }

    /// A folder with proofs under the keys 1 and 2.
    fn kept() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("a/meshc");
        keep(&folder, &[1, 2]);
        (home, folder)
    }

    fn keep(folder: &Path, keys: &[u8]) {
        let new = keys.iter().map(|key| ([*key; 32], proof(WORTH)));
        Proofs::of(folder.to_owned()).keep(&new.collect());
    }

    fn recalls(folder: &Path, key: u8) -> bool {
        Proofs::of(folder.to_owned()).recall(&[key; 32]).is_some()
    }

    #[test]
    fn what_is_kept_is_recalled_and_nobody_else_can_look_into_it() {
        let (_home, folder) = kept();
        assert!(recalls(&folder, 1) && recalls(&folder, 2) && !recalls(&folder, 3));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(NAME))), (0o700, 0o600));
        // A later run adds, and a digest stays what it is.
        let digest = Some([9; 32]);
        let new = BTreeMap::from([([3; 32], Proof { digest, steps: WORTH })]);
        Proofs::of(folder.clone()).keep(&new);
        assert!(recalls(&folder, 1));
        let recalled = Proofs::of(folder).recall(&[3; 32]);
        assert_eq!(recalled, Some(Proof { digest, steps: WORTH }));
    }

    #[test]
    fn what_is_cheap_to_prove_is_not_kept() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("meshc");
        let proofs = Proofs::of(folder.clone());
        proofs.keep(&BTreeMap::from([([1; 32], proof(WORTH - 1))]));
        drop(proofs);
        assert!(!folder.exists());
    }

    #[test]
    fn the_proofs_that_were_used_last_stay() {
        let old: Vec<(Key, Proof)> = (0..MOST)
            .map(|at| {
                let mut key = [0; 32];
                key[..8].copy_from_slice(&(at as u64).to_be_bytes());
                (key, proof(1))
            })
            .collect();
        let (first, second) = (old[0].0, old[1].0);
        let now = Now {
            used: BTreeSet::from([first]),
            new: BTreeMap::from([([0xff; 32], proof(1))]),
        };
        let all = merged(old, &now);
        let has = |wanted: &Key| all.iter().any(|(key, _)| key == wanted);
        assert_eq!(all.len(), MOST);
        assert!(has(&first) && !has(&second) && has(&[0xff; 32]));
    }

    #[test]
    fn what_is_damaged_or_could_be_of_somebody_else_is_as_good_as_nothing() {
        type Damage = fn(&Path, &Path);
        let damages: [(&str, Damage); 10] = [
            ("cut short", |_, file| {
                let bytes = fs::read(file).unwrap();
                fs::write(file, &bytes[..bytes.len() - 1]).unwrap();
            }),
            ("empty", |_, file| fs::write(file, "").unwrap()),
            ("another byte", |_, file| {
                let mut bytes = fs::read(file).unwrap();
                bytes[HEAD.len() + 40] ^= 1;
                fs::write(file, bytes).unwrap();
            }),
            ("another version", |_, file| {
                let mut bytes = fs::read(file).unwrap();
                let end = bytes.len() - SEAL;
                bytes[HEAD.len() - 2] = b'0';
                let seal = Sha256::digest(&bytes[..end]);
                bytes[end..].copy_from_slice(&seal);
                fs::write(file, bytes).unwrap();
            }),
            ("half an entry", |_, file| {
                let mut bytes = fs::read(file).unwrap();
                bytes.truncate(bytes.len() - SEAL - 1);
                let seal = Sha256::digest(&bytes);
                bytes.extend_from_slice(&seal);
                fs::write(file, bytes).unwrap();
            }),
            ("a link", |folder, file| {
                let moved = folder.join("moved");
                fs::rename(file, &moved).unwrap();
                symlink(&moved, file).unwrap();
            }),
            ("a folder", |_, file| {
                fs::remove_file(file).unwrap();
                fs::create_dir(file).unwrap();
            }),
            ("a file that others can write to", |_, file| {
                fs::set_permissions(file, fs::Permissions::from_mode(0o666)).unwrap();
            }),
            ("a folder that others can write to", |folder, _| {
                fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
            }),
            ("a link to the folder", |folder, _| {
                let moved = folder.with_file_name("moved");
                fs::rename(folder, &moved).unwrap();
                symlink(&moved, folder).unwrap();
            }),
        ];
        for (name, damage) in damages {
            let (_home, folder) = kept();
            damage(&folder, &folder.join(NAME));
            assert!(!recalls(&folder, 1), "{name}");
            // Nobody fails of it, whether the next run can put it right or not.
            keep(&folder, &[3]);
            assert!(!recalls(&folder, 1), "{name}");
        }
    }

    #[test]
    fn a_folder_that_can_not_be_made_is_none() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("file"), "").unwrap();
        let folder = home.path().join("file/meshc");
        keep(&folder, &[1]);
        assert!(!recalls(&folder, 1));
    }

    #[test]
    fn runs_that_end_at_once_leave_a_whole_file() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("meshc");
        std::thread::scope(|scope| {
            for key in 1..=8 {
                let folder = &folder;
                scope.spawn(move || keep(folder, &[key]));
            }
        });
        assert!((1..=8).any(|key| recalls(&folder, key)));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
