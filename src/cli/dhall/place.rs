//! Where a file is evaluated: the folder that imports must not leave, and what may be read besides.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::failure::Failure;
use super::super::reach::reach;
use super::args::SurroundingArgs;
use crate::compile::{Outside, unread};
use crate::dhall::syntax::Location;
use crate::dhall::{Engine, Host, Key, Options, Proof, ReadError, Request, Response};
use crate::repository::{Folder, SIZE_LIMIT};
use crate::source::{RepoPath, Sources};

/// What standard input is called.
const STANDARD_INPUT: &str = "(stdin)";

/// A file, the folder around it, and the texts that were read.
pub(super) struct Place {
    folder: Folder,
    outside: Arc<Outside>,
    /// Texts that stand in for files: standard input, and rewritten files that are not written yet.
    overlay: Vec<(RepoPath, Arc<[u8]>)>,
    /// The file.
    pub(super) path: RepoPath,
    /// The texts that findings point into.
    pub(super) sources: Sources,
}

impl Place {
    /// The place of a file; `None` and `-` are standard input, which stands in the current directory.
    pub(super) fn open(file: Option<&Path>, surroundings: &SurroundingArgs) -> Result<Self, Failure> {
        match file {
            Some(file) if file != Path::new("-") => Self::of_file(file, surroundings),
            _ => Self::of_standard_input(surroundings),
        }
    }

    /// The place of one of several files, whose texts are kept together.
    pub(super) fn within(
        file: &Path,
        surroundings: &SurroundingArgs,
        sources: &Sources,
    ) -> Result<Self, Failure> {
        let mut place = Self::open(Some(file), surroundings)?;
        place.sources = sources.clone();
        Ok(place)
    }

    /// The folder that holds a file or folder, or that around the current directory.
    pub(super) fn of_folder(start: Option<&Path>, surroundings: &SurroundingArgs) -> Result<Self, Failure> {
        let start = start.unwrap_or(Path::new("."));
        let start = match start.parent() {
            Some(parent) if start.is_file() && parent != Path::new("") => parent,
            _ if start.is_file() => Path::new("."),
            _ => start,
        };
        Ok(Self::new(
            folder(start, surroundings)?,
            RepoPath::root(),
            surroundings,
        ))
    }

    fn of_file(file: &Path, surroundings: &SurroundingArgs) -> Result<Self, Failure> {
        let parent = match file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let folder = folder(parent, surroundings)?;
        let located = folder.locate(file).map_err(|source| Failure::Input {
            file: file.display().to_string(),
            source,
        })?;
        let Some(path) = located else {
            return Err(Failure::OutsideRoot {
                file: file.display().to_string(),
                root: folder.root().display().to_string(),
            });
        };
        let place = Self::new(folder, path, surroundings);
        // A file that was named and is not there is no mistake of the configuration.
        place.bytes()?;
        Ok(place)
    }

    fn of_standard_input(surroundings: &SurroundingArgs) -> Result<Self, Failure> {
        let folder = folder(Path::new("."), surroundings)?;
        let here = folder.locate(Path::new(STANDARD_INPUT)).ok().flatten();
        let path = here.unwrap_or_else(|| {
            RepoPath::parse(STANDARD_INPUT).expect("the name of standard input is a plain one")
        });
        let mut bytes = Vec::new();
        let read = std::io::stdin()
            .lock()
            .take(SIZE_LIMIT + 1)
            .read_to_end(&mut bytes);
        let too_large = || std::io::Error::from(std::io::ErrorKind::FileTooLarge);
        match read {
            Ok(_) if bytes.len() as u64 <= SIZE_LIMIT => {}
            failed => {
                return Err(Failure::Input {
                    file: STANDARD_INPUT.to_owned(),
                    source: failed.err().unwrap_or_else(too_large),
                });
            }
        }
        let mut place = Self::new(folder, path.clone(), surroundings);
        place.overlay.push((path, bytes.into()));
        Ok(place)
    }

    fn new(folder: Folder, path: RepoPath, surroundings: &SurroundingArgs) -> Self {
        let outside = Outside::new(&reach(&surroundings.reach), &|path| folder.read(path).ok());
        Self {
            folder,
            outside: Arc::new(outside),
            overlay: Vec::new(),
            path,
            sources: Sources::default(),
        }
    }

    /// The same folder with another text in the place of the file, and nothing read yet.
    pub(super) fn with_text(&self, text: &str) -> Result<Self, Failure> {
        let mut place = Self {
            folder: Folder::open(self.folder.root())?,
            outside: Arc::clone(&self.outside),
            overlay: self.overlay.clone(),
            path: self.path.clone(),
            sources: Sources::default(),
        };
        place
            .overlay
            .insert(0, (self.path.clone(), text.as_bytes().into()));
        Ok(place)
    }

    /// An engine that reads here.
    pub(super) fn engine(&self) -> Engine<'_> {
        Engine::new(self, &self.sources, Options::default())
    }

    /// An engine that reads here and measures what each file costs.
    pub(super) fn timing_engine(&self) -> Engine<'_> {
        Engine::timing(self, &self.sources, Options::default())
    }

    /// Another file as one of this folder.
    pub(super) fn locate(&self, file: &Path) -> Result<RepoPath, Failure> {
        let shown = || file.display().to_string();
        let located = self.folder.locate(file).map_err(|source| Failure::Input {
            file: shown(),
            source,
        })?;
        located.ok_or_else(|| Failure::OutsideRoot {
            file: shown(),
            root: self.folder.root().display().to_string(),
        })
    }

    /// The folder that imports must not leave.
    pub(super) fn root(&self) -> &Path {
        self.folder.root()
    }

    /// The bytes of a file that is there.
    pub(super) fn content(&self, path: &RepoPath) -> Option<Arc<[u8]>> {
        self.read(path).ok()
    }

    /// The real path of a file of the folder.
    pub(super) fn on_disk(&self, path: &RepoPath) -> PathBuf {
        self.folder.root().join(path.as_str())
    }

    /// The bytes of the file itself.
    pub(super) fn bytes(&self) -> Result<Arc<[u8]>, Failure> {
        self.read(&self.path).map_err(|error| {
            let source = match error {
                ReadError::Absent => {
                    std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such file")
                }
                ReadError::Refused(why) | ReadError::Unreadable(why) | ReadError::Unreachable(why) => {
                    std::io::Error::other(why)
                }
            };
            Failure::Input {
                file: self.path.to_string(),
                source,
            }
        })
    }
}

fn folder(start: &Path, surroundings: &SurroundingArgs) -> Result<Folder, Failure> {
    Ok(match &surroundings.root {
        Some(root) => Folder::open(root)?,
        None => Folder::around(start)?,
    })
}

impl Host for Place {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        if let Some((_, text)) = self.overlay.iter().find(|(known, _)| known == path) {
            return Ok(text.clone());
        }
        self.folder.read(path).map_err(unread)
    }

    fn foresee(&self, path: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
        Some(self.read(path))
    }

    fn names(&self, folder: &RepoPath) -> Vec<String> {
        self.folder.names(folder)
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        self.outside.env(name)
    }

    fn refusal(&self, url: &str) -> Option<String> {
        self.outside.refusal(url)
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        self.outside.fetch(request, &|path| self.folder.read(path).ok())
    }

    fn headers(&self) -> Option<Location> {
        self.outside.headers()
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        self.outside.cached(digest, &|path| self.folder.read(path).ok())
    }

    fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        self.outside.keep(digest, encoded);
    }

    fn keeps_proofs(&self) -> bool {
        self.outside.keeps_proofs()
    }

    fn proof(&self, key: &Key) -> Option<Proof> {
        self.outside.proof(key)
    }

    fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        self.outside.prove(proven);
    }
}
