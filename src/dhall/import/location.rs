//! Locations: what an import path means from where it stands, by the standard's `imports.md`.

use std::fmt;

use crate::dhall::syntax::{LocalPrefix, Location};
use crate::source::{PathError, RepoPath};

/// Where an import is, whoever names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Canonical {
    Missing,
    Local {
        prefix: LocalPrefix,
        components: Vec<String>,
    },
    Remote {
        https: bool,
        authority: String,
        components: Vec<String>,
        query: Option<String>,
    },
    Env(String),
}

impl Canonical {
    /// The place of a file of the repository.
    pub(super) fn of(path: &RepoPath) -> Self {
        Self::Local {
            prefix: LocalPrefix::Here,
            components: path.components().map(str::to_owned).collect(),
        }
    }

    /// What `location` means when it stands here.
    pub(super) fn chain(&self, location: &Location) -> Self {
        let chained = match location {
            Location::Missing => Self::Missing,
            Location::Env(name) => Self::Env(name.to_string()),
            Location::Remote {
                https,
                authority,
                components,
                query,
                ..
            } => Self::Remote {
                https: *https,
                authority: authority.to_string(),
                components: owned(components),
                query: query.as_ref().map(ToString::to_string),
            },
            Location::Local { prefix, components } => self.chain_local(*prefix, owned(components)),
        };
        chained.canonical()
    }

    fn chain_local(&self, prefix: LocalPrefix, components: Vec<String>) -> Self {
        let steps = match prefix {
            LocalPrefix::Here => components,
            LocalPrefix::Parent => std::iter::once("..".to_owned()).chain(components).collect(),
            LocalPrefix::Absolute | LocalPrefix::Home => return Self::Local { prefix, components },
        };
        match self {
            Self::Local { prefix, components } => Self::Local {
                prefix: *prefix,
                components: beside(components, steps),
            },
            Self::Remote {
                https,
                authority,
                components,
                query,
            } => Self::Remote {
                https: *https,
                authority: authority.clone(),
                components: beside(components, steps),
                query: query.clone(),
            },
            Self::Env(_) | Self::Missing => Self::Local {
                prefix: LocalPrefix::Here,
                components: steps,
            },
        }
    }

    fn canonical(self) -> Self {
        match self {
            Self::Local { prefix, components } => Self::Local {
                prefix,
                components: resolved(components),
            },
            Self::Remote {
                https,
                authority,
                components,
                query,
            } => Self::Remote {
                https,
                authority,
                components: resolved(components),
                query,
            },
            other => other,
        }
    }

    /// The file of the repository that it is, if its path says so.
    pub(super) fn repo_path(&self) -> Option<Result<RepoPath, PathError>> {
        let Self::Local {
            prefix: LocalPrefix::Here,
            components,
        } = self
        else {
            return None;
        };
        let path = RepoPath::root().join(&components.join("/"));
        Some(path.map_err(|_| PathError::Outside(self.to_string())))
    }

    /// It as a message shows it.
    pub(super) fn shown(&self) -> String {
        let text = self.to_string();
        match text.strip_prefix("./") {
            Some(inside) if self.repo_path().is_some() => inside.to_owned(),
            _ => text,
        }
    }

    pub(super) fn is_remote(&self) -> bool {
        matches!(self, Self::Remote { .. })
    }
}

fn owned(components: &[Box<str>]) -> Vec<String> {
    components.iter().map(ToString::to_string).collect()
}

/// Replaces the file of a path by the steps of another.
fn beside(components: &[String], steps: Vec<String>) -> Vec<String> {
    let folder = &components[..components.len().saturating_sub(1)];
    folder.iter().cloned().chain(steps).collect()
}

/// Takes `.` and `x/..` out of the folders of a path; the file stays as it is.
fn resolved(mut components: Vec<String>) -> Vec<String> {
    let file = components.pop();
    let mut folders: Vec<String> = Vec::with_capacity(components.len() + 1);
    for component in components {
        match component.as_str() {
            "." => {}
            ".." if folders.last().is_some_and(|last| last != "..") => {
                folders.pop();
            }
            _ => folders.push(component),
        }
    }
    folders.extend(file);
    folders
}

impl fmt::Display for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Env(name) => write!(f, "env:{name}"),
            Self::Local { prefix, components } => {
                let start = match prefix {
                    LocalPrefix::Absolute => "",
                    LocalPrefix::Here => ".",
                    LocalPrefix::Parent => "..",
                    LocalPrefix::Home => "~",
                };
                f.write_str(start)?;
                components
                    .iter()
                    .try_for_each(|component| write!(f, "/{component}"))
            }
            Self::Remote {
                https,
                authority,
                components,
                query,
            } => {
                write!(f, "http{}://{authority}", if *https { "s" } else { "" })?;
                components
                    .iter()
                    .try_for_each(|component| write!(f, "/{component}"))?;
                match query {
                    Some(query) => write!(f, "?{query}"),
                    None => Ok(()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(prefix: LocalPrefix, path: &str) -> Location {
        Location::Local {
            prefix,
            components: path.split('/').map(Into::into).collect(),
        }
    }

    #[test]
    fn paths_are_relative_to_the_importing_file_and_lexically_resolved() {
        let base = Canonical::of(&RepoPath::parse("instances/acme/instance.dhall").unwrap());
        let rows = [
            (LocalPrefix::Here, "a.dhall", "./instances/acme/a.dhall"),
            (LocalPrefix::Parent, "a.dhall", "./instances/a.dhall"),
            (LocalPrefix::Parent, "../lib/./a.dhall", "./lib/a.dhall"),
            (LocalPrefix::Parent, "../../a.dhall", "./../a.dhall"),
            (LocalPrefix::Absolute, "etc/passwd", "/etc/passwd"),
        ];
        for (prefix, path, expected) in rows {
            assert_eq!(base.chain(&local(prefix, path)).to_string(), expected);
        }
    }

    #[test]
    fn only_paths_below_the_root_are_of_the_repository() {
        let base = Canonical::of(&RepoPath::parse("a/b.dhall").unwrap());
        let inside = base.chain(&local(LocalPrefix::Parent, "c.dhall"));
        assert_eq!(inside.repo_path(), Some(Ok(RepoPath::parse("c.dhall").unwrap())));
        let outside = base.chain(&local(LocalPrefix::Parent, "../c.dhall"));
        assert!(matches!(outside.repo_path(), Some(Err(_))));
        assert!(base.chain(&local(LocalPrefix::Home, "c")).repo_path().is_none());
    }
}
