//! Finding the repository and the root of a directory, with git's own environment variables.

use std::env;
use std::path::{Path, PathBuf};

use git2::{ErrorClass, ErrorCode, RepositoryOpenFlags};

use super::worktree::Root;
use super::{RepositoryError, error};
use crate::source::RepoPath;

/// What makes a folder the root of a configuration.
pub(super) const SETTINGS: &str = "meshc.dhall";
const INSTANCES: &str = "instances";

/// What git's variables say, as a hook finds them: `git commit --all` and `git commit FILE` stage into another
/// index, and a server checks a push against objects that it has not yet taken in.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The current directory; relative paths below start here.
    pub current: PathBuf,
    /// `GIT_DIR`.
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`.
    pub work_tree: Option<PathBuf>,
    /// `GIT_INDEX_FILE`.
    pub index_file: Option<PathBuf>,
    /// `GIT_OBJECT_DIRECTORY` and `GIT_ALTERNATE_OBJECT_DIRECTORIES`.
    pub objects: Vec<PathBuf>,
    /// `GIT_CEILING_DIRECTORIES`.
    pub ceilings: Vec<PathBuf>,
}

impl Environment {
    /// The variables and the current directory of this process.
    pub fn of_process() -> Self {
        let path = |name| {
            env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let list = |name| env::var_os(name).map_or_else(Vec::new, |value| env::split_paths(&value).collect());
        let mut objects = list("GIT_ALTERNATE_OBJECT_DIRECTORIES");
        objects.extend(path("GIT_OBJECT_DIRECTORY"));
        Self {
            current: env::current_dir().unwrap_or_default(),
            git_dir: path("GIT_DIR"),
            work_tree: path("GIT_WORK_TREE"),
            index_file: path("GIT_INDEX_FILE"),
            objects,
            ceilings: list("GIT_CEILING_DIRECTORIES"),
        }
    }
}

/// A repository that was found.
pub(super) struct Found {
    pub(super) repository: git2::Repository,
    pub(super) root: Root,
    /// From the top of the working tree to the root.
    pub(super) prefix: RepoPath,
    pub(super) index_file: PathBuf,
}

/// Finds the repository that holds `directory`, and the root of the configuration in it.
pub(super) fn find(directory: &Path, environment: &Environment) -> Result<Found, RepositoryError> {
    let directory = Root::of(directory)?;
    let (repository, named) = match named(&directory, environment)? {
        Some(repository) => (repository, true),
        None => (open(directory.path(), environment)?, false),
    };
    let index_file = index_file(&repository, environment, named);
    if named || stands_in(&repository, environment) {
        add_objects(&repository, environment)?;
    }
    let Some(workdir) = repository.workdir() else {
        let root = Root::of(repository.path())?;
        return Ok(Found {
            root,
            prefix: RepoPath::root(),
            index_file,
            repository,
        });
    };
    let top = Root::of(workdir)?;
    let root = root(&directory, &top)?;
    let below = root.path().strip_prefix(top.path()).unwrap_or(Path::new(""));
    let prefix = RepoPath::from_os(below).map_err(|_| RepositoryError::NotUnicode {
        directory: root.path().to_owned(),
    })?;
    Ok(Found {
        repository,
        root,
        prefix,
        index_file,
    })
}

fn open(directory: &Path, environment: &Environment) -> Result<git2::Repository, RepositoryError> {
    git2::Repository::open_ext(directory, RepositoryOpenFlags::empty(), &environment.ceilings)
        .map_err(|source| unopened(directory, source))
}

fn unopened(directory: &Path, source: git2::Error) -> RepositoryError {
    let directory = directory.to_owned();
    match source.code() {
        ErrorCode::NotFound => RepositoryError::NotRepository { directory },
        ErrorCode::Owner => RepositoryError::Owner { directory },
        _ if source.class() == ErrorClass::Repository => RepositoryError::Format { source },
        _ => error::git("opening the repository")(source),
    }
}

/// The repository that `GIT_DIR` names, if `directory` lies in it.
///
/// A hook of one repository may check another: there the variables say nothing.
fn named(directory: &Root, environment: &Environment) -> Result<Option<git2::Repository>, RepositoryError> {
    let Some(git_dir) = &environment.git_dir else {
        return Ok(None);
    };
    let git_dir = environment.current.join(git_dir);
    let repository = git2::Repository::open(&git_dir).map_err(|source| unopened(&git_dir, source))?;
    if let Some(work_tree) = &environment.work_tree {
        let work_tree = environment.current.join(work_tree);
        repository
            .set_workdir(&work_tree, false)
            .map_err(error::git("entering `GIT_WORK_TREE`"))?;
    }
    let places = [repository.workdir(), Some(repository.path())];
    let inside = places
        .into_iter()
        .flatten()
        .filter_map(|place| Root::of(place).ok());
    let inside = inside
        .into_iter()
        .any(|place| directory.path().starts_with(place.path()));
    Ok(inside.then_some(repository))
}

/// Whether the process stands in that repository, or in none, so that the variables mean it.
fn stands_in(repository: &git2::Repository, environment: &Environment) -> bool {
    if environment.git_dir.is_some() {
        return false;
    }
    let Ok(here) = Root::of(&environment.current).and_then(|here| open(here.path(), environment)) else {
        return true;
    };
    here.path() == repository.path()
}

fn index_file(repository: &git2::Repository, environment: &Environment, named: bool) -> PathBuf {
    match &environment.index_file {
        Some(file) if named || stands_in(repository, environment) => {
            // Git enters the top of the working tree before it opens the file.
            repository.workdir().unwrap_or(&environment.current).join(file)
        }
        _ => repository.path().join("index"),
    }
}

fn add_objects(repository: &git2::Repository, environment: &Environment) -> Result<(), RepositoryError> {
    if environment.objects.is_empty() {
        return Ok(());
    }
    let opening = "opening the object directories of the environment";
    let odb = repository.odb().map_err(error::git(opening))?;
    for directory in &environment.objects {
        if let Some(directory) = environment.current.join(directory).to_str() {
            odb.add_disk_alternate(directory).map_err(error::git(opening))?;
        }
    }
    Ok(())
}

/// The root of the configuration: the nearest folder from `directory` up to `top` that looks like one, else `top`.
fn root(directory: &Root, top: &Root) -> Result<Root, RepositoryError> {
    let inside = directory.path().starts_with(top.path());
    let found = directory
        .path()
        .ancestors()
        .take_while(|folder| inside && folder.starts_with(top.path()))
        .find(|folder| folder.join(SETTINGS).is_file() || folder.join(INSTANCES).is_dir());
    found.map_or_else(|| Ok(top.clone()), Root::of)
}
