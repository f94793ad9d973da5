//! The path of a file inside a repository: relative, `/`-separated, UTF-8, never outside.

use std::fmt;

/// A path below the root of a repository, such as `instances/acme/instance.dhall`.
///
/// Components are never empty, `.` or `..`; the root itself is the empty path. Ordered by components, so that
/// a folder's files stay together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RepoPath(Box<str>);

/// Why a text is no path inside the repository.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Starts with `/`, so it is not relative to the repository.
    #[error("`{0}` is absolute; a path is relative to the root of the repository")]
    Absolute(String),
    /// Climbs above the root with `..`.
    #[error("`{0}` leaves the repository")]
    Outside(String),
    /// Not UTF-8, shown with replacement characters.
    #[error("`{0}` is not UTF-8")]
    NotUnicode(String),
}

impl RepoPath {
    /// The root of the repository.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a `/`-separated path, resolving `.` and `..` by their text alone.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        if text.starts_with('/') {
            return Err(PathError::Absolute(text.to_owned()));
        }
        Self::root().join(text)
    }

    /// Reads a relative path of the operating system.
    pub fn from_os(path: &std::path::Path) -> Result<Self, PathError> {
        let text = path
            .to_str()
            .ok_or_else(|| PathError::NotUnicode(path.to_string_lossy().into_owned()))?;
        Self::parse(&text.replace(std::path::MAIN_SEPARATOR, "/"))
    }

    /// The path `relative` as seen from this folder; `..` steps up, and past the root is an error.
    pub fn join(&self, relative: &str) -> Result<Self, PathError> {
        let mut components: Vec<&str> = self.components().collect();
        for component in relative.split('/') {
            match component {
                "" | "." => {}
                ".." => {
                    components
                        .pop()
                        .ok_or_else(|| PathError::Outside(relative.to_owned()))?;
                }
                name => components.push(name),
            }
        }
        Ok(Self(components.join("/").into()))
    }

    /// The path as text, without a leading `/` or `./`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names from the root down.
    pub fn components(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/').filter(|name| !name.is_empty())
    }

    /// The folder that holds this; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        if self.is_root() {
            return None;
        }
        let end = self.0.rfind('/').unwrap_or(0);
        Some(Self(self.0[..end].into()))
    }

    /// The last component; `None` for the root.
    pub fn file_name(&self) -> Option<&str> {
        self.components().next_back()
    }

    /// Whether this is the root of the repository.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this lies in `folder`, at any depth, or is it.
    pub fn is_below(&self, folder: &Self) -> bool {
        folder.is_root()
            || self
                .0
                .strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_root() { "." } else { &self.0 })
    }
}

impl Ord for RepoPath {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // A name that ends comes before one that goes on.
        let rank = |byte: u8| if byte == b'/' { 0 } else { u16::from(byte) + 1 };
        self.0.bytes().map(rank).cmp(other.0.bytes().map(rank))
    }
}

impl PartialOrd for RepoPath {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_by_text_and_never_leaves_the_root() {
        let folder = RepoPath::parse("instances/acme").unwrap();
        let rows = [
            ("instance.dhall", Some("instances/acme/instance.dhall")),
            ("./a//b", Some("instances/acme/a/b")),
            ("../../lib/x.dhall", Some("lib/x.dhall")),
            ("../..", Some("")),
            ("../../..", None),
        ];
        for (relative, expected) in rows {
            let joined = folder.join(relative);
            assert_eq!(joined.as_ref().ok().map(RepoPath::as_str), expected, "{relative}");
        }
    }

    #[test]
    fn absolute_paths_are_refused() {
        assert_eq!(
            RepoPath::parse("/etc/passwd"),
            Err(PathError::Absolute("/etc/passwd".into()))
        );
    }

    #[test]
    fn below_is_by_whole_components() {
        let path = |text| RepoPath::parse(text).unwrap();
        assert!(path("lib/a.dhall").is_below(&path("lib")));
        assert!(path("lib").is_below(&path("lib")));
        assert!(!path("library/a.dhall").is_below(&path("lib")));
        assert!(path("a").is_below(&RepoPath::root()));
    }

    #[test]
    fn a_folder_sorts_before_what_only_shares_its_letters() {
        let mut paths = ["a-b", "a/b", "a"].map(|text| RepoPath::parse(text).unwrap());
        paths.sort();
        assert_eq!(paths.map(|path| path.to_string()), ["a", "a/b", "a-b"]);
    }
}
