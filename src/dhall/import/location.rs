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
        /// What `using` came to; relative imports inherit it.
        headers: Headers,
    },
    Env(String),
}

/// The headers of a request, names and values; they may be secret.
pub(super) type Headers = Vec<(String, String)>;

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
                headers: Headers::new(),
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
                headers,
            } => Self::Remote {
                https: *https,
                authority: authority.clone(),
                components: beside(components, steps.iter().map(|step| escaped(step)).collect()),
                query: query.clone(),
                headers: headers.clone(),
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
                headers,
            } => Self::Remote {
                https,
                authority,
                components: resolved(components),
                query,
                headers,
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

    /// A remote import with other headers.
    pub(super) fn with_headers(self, headers: Headers) -> Self {
        match self {
            Self::Remote {
                https,
                authority,
                components,
                query,
                ..
            } => Self::Remote {
                https,
                authority,
                components,
                query,
                headers,
            },
            other => other,
        }
    }

    /// It as a message shows it: without the name and password that a URL may hold.
    pub(super) fn shown(&self) -> String {
        let text = self.to_string();
        if self.is_remote() {
            return without_credentials(&text);
        }
        match text.strip_prefix("./") {
            Some(inside) if self.repo_path().is_some() => inside.to_owned(),
            _ => text,
        }
    }

    pub(super) fn is_remote(&self) -> bool {
        matches!(self, Self::Remote { .. })
    }
}

fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let authority = rest.find('/').unwrap_or(rest.len());
    let host = rest[..authority].rfind('@').map_or(0, |at| at + 1);
    format!("{scheme}://{}", &rest[host..])
}

fn owned(components: &[Box<str>]) -> Vec<String> {
    components.iter().map(ToString::to_string).collect()
}

/// Replaces the file of a path by the steps of another.
fn beside(components: &[String], steps: Vec<String>) -> Vec<String> {
    let folder = &components[..components.len().saturating_sub(1)];
    folder.iter().cloned().chain(steps).collect()
}

/// A name of a path as a URL writes it; what is escaped already stays.
fn escaped(step: &str) -> String {
    let bytes = step.as_bytes();
    let is_escape = |at: usize| {
        bytes
            .get(at + 1..at + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let mut text = String::with_capacity(step.len());
    for (at, byte) in bytes.iter().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(byte);
        if plain || (*byte == b'%' && is_escape(at)) {
            text.push(char::from(*byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
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
                ..
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

    fn remote(authority: &str, path: &str, query: Option<&str>) -> Canonical {
        Canonical::Missing.chain(&Location::Remote {
            https: true,
            authority: authority.into(),
            components: path.split('/').map(Into::into).collect(),
            query: query.map(Into::into),
            headers: None,
        })
    }

    #[test]
    fn relative_imports_of_a_remote_file_keep_server_query_and_headers() {
        let headers = vec![("A".to_owned(), "b".to_owned())];
        let base = remote("h", "x/p.dhall", Some("at=1")).with_headers(headers.clone());
        let rows = [
            (LocalPrefix::Here, "a.dhall", "https://h/x/a.dhall?at=1"),
            (LocalPrefix::Parent, "a.dhall", "https://h/a.dhall?at=1"),
            (
                LocalPrefix::Here,
                "a b/é%20?#.dhall",
                "https://h/x/a%20b/%C3%A9%20%3F%23.dhall?at=1",
            ),
            (LocalPrefix::Here, "100%", "https://h/x/100%25?at=1"),
        ];
        for (prefix, path, expected) in rows {
            let child = base.chain(&local(prefix, path));
            assert_eq!(child.to_string(), expected);
            assert!(matches!(child, Canonical::Remote { headers: ref found, .. } if *found == headers));
        }
        assert_eq!(base.chain(&local(LocalPrefix::Home, "a")).to_string(), "~/a");
    }

    #[test]
    fn a_password_in_a_url_is_not_shown() {
        assert_eq!(remote("me:pass@h", "a", None).shown(), "https://h/a");
        assert_eq!(remote("me:pass@h", "a", None).to_string(), "https://me:pass@h/a");
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
