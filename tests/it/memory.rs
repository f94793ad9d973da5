//! The example fleet in memory, to be edited.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use meshc::change::{Plan, Side, compare};
use meshc::compile::{Loaded, Reach, load};
use meshc::dhall::{self, Host};
use meshc::repository::{ContentId, Identity, ReadError, Snapshot, open_directory};
use meshc::source::{RepoPath, Sources};

/// Files, none of which is on a disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Memory {
    files: BTreeMap<RepoPath, Arc<[u8]>>,
    paths: Vec<RepoPath>,
}

impl Memory {
    /// The example fleet.
    pub(crate) fn example() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet");
        let tree = open_directory(&folder).unwrap();
        let dhall = tree
            .paths()
            .iter()
            .filter(|path| path.as_str().ends_with(".dhall"));
        let files = dhall.map(|path| (path.clone(), tree.read(path).unwrap()));
        Self::of(files.collect())
    }

    fn of(files: BTreeMap<RepoPath, Arc<[u8]>>) -> Self {
        let paths = files.keys().cloned().collect();
        Self { files, paths }
    }

    /// The same without other instances than one.
    pub(crate) fn only(&self, instance: &str) -> Self {
        let mut files = self.files.clone();
        let kept = format!("instances/{instance}/");
        files.retain(|path, _| !path.as_str().starts_with("instances/") || path.as_str().starts_with(&kept));
        Self::of(files)
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        let bytes = &self.files[&RepoPath::parse(path).unwrap()];
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    /// The paths of all files.
    pub(crate) fn every(&self) -> Vec<String> {
        self.paths.iter().map(ToString::to_string).collect()
    }

    /// The paths of the files that are not the package.
    pub(crate) fn written(&self) -> Vec<String> {
        let own = self.paths.iter().map(ToString::to_string);
        own.filter(|path| !path.starts_with("schema/")).collect()
    }

    /// Writes a file.
    pub(crate) fn write(&mut self, path: &str, text: &str) {
        self.files
            .insert(RepoPath::parse(path).unwrap(), text.as_bytes().into());
        self.paths = self.files.keys().cloned().collect();
    }

    /// Takes a file away.
    pub(crate) fn remove(&mut self, path: &str) {
        self.files.remove(&RepoPath::parse(path).unwrap()).unwrap();
        self.paths = self.files.keys().cloned().collect();
    }

    /// The same with `from` replaced in a file where it stands first; it must stand there.
    pub(crate) fn edited(&self, path: &str, from: &str, to: &str) -> Self {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        let mut edited = self.clone();
        edited.write(path, &text.replacen(from, to, 1));
        edited
    }

    /// What it says.
    pub(crate) fn loaded(&self, sources: &Sources) -> Loaded {
        load(self, sources, None, &Reach::default())
    }
}

impl Host for Memory {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, dhall::ReadError> {
        self.files.get(path).cloned().ok_or(dhall::ReadError::Absent)
    }
}

impl Snapshot for Memory {
    fn identity(&self) -> &Identity {
        &Identity::Directory
    }

    fn paths(&self) -> &[RepoPath] {
        &self.paths
    }

    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.files.get(path).cloned().ok_or(ReadError::Absent)
    }

    fn content_id(&self, path: &RepoPath) -> Option<ContentId> {
        self.files.get(path).map(|bytes| ContentId::of(bytes))
    }
}

/// One side of a comparison.
pub(crate) fn side(loaded: &Loaded) -> Side<'_> {
    Side {
        fleet: &loaded.fleet,
        catalog: loaded.catalog.as_ref(),
        as_of: loaded.as_of.unwrap(),
    }
}

/// What changes between two states.
pub(crate) fn changes(before: &Loaded, after: &Loaded) -> Plan {
    compare(&side(before), &side(after))
}
