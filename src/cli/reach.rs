//! The surroundings that imports may reach, as the arguments and the system name them.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::ReachArgs;
use crate::compile::{Authority, Proofs, Reach};

/// What the arguments let imports reach.
pub(super) fn reach(args: &ReachArgs) -> Reach {
    let caches = if args.no_cache { None } else { caches(variable) };
    Reach {
        variables: args.allow_env.iter().cloned().collect(),
        hosts: args.allow_host.iter().cloned().collect(),
        authorities: args.certificate_authority.clone(),
        cache: caches.as_ref().map(|folder| folder.join("dhall")),
        proofs: caches
            .map(|folder| folder.join("meshc"))
            .filter(|folder| !is_in_repository(folder))
            .map(|folder| Arc::new(Proofs::of(folder))),
        lookup: Some(variable),
        wire: None,
    }
}

/// The certificate authority in a file.
pub(super) fn authority(file: &str) -> Result<Authority, String> {
    let pem = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    })?;
    Authority::parse(&pem).map_err(|error| error.to_string())
}

fn variable(name: &str) -> Option<OsString> {
    // The system's own lookup panics on names that no variable can have.
    let can_be = !name.is_empty() && !name.contains(['=', '\0']);
    if can_be { std::env::var_os(name) } else { None }
}

/// The folder of the caches of all programs.
fn caches(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let own = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else {
        folder("HOME").map(|home| home.join(".cache"))
    };
    folder("XDG_CACHE_HOME").or(own)
}

/// Whether a folder is part of a repository, whose content must not decide what is taken for proven. That a whole
/// home is under version control does not count.
fn is_in_repository(folder: &Path) -> bool {
    let home = variable("HOME").map(PathBuf::from);
    let around = folder
        .ancestors()
        .take_while(|around| home.as_deref() != Some(around));
    let marks = [".git", "meshc.dhall"];
    around
        .flat_map(|around| marks.map(|mark| around.join(mark)))
        .any(|mark| mark.symlink_metadata().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variables, and the folder that they make.
    type Row = (&'static [(&'static str, &'static str)], Option<&'static str>);

    #[test]
    #[cfg(unix)]
    fn caches_are_where_the_standard_says() {
        let rows: [Row; 5] = [
            (&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")], Some("/x")),
            (&[("HOME", "/h")], Some("/h/.cache")),
            (&[("XDG_CACHE_HOME", ""), ("HOME", "/h")], Some("/h/.cache")),
            (&[("XDG_CACHE_HOME", "rel"), ("HOME", "/h")], Some("/h/.cache")),
            (&[], None),
        ];
        for (variables, expected) in rows {
            let lookup = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(caches(lookup), expected.map(PathBuf::from), "{variables:?}");
        }
    }

    #[test]
    fn the_file_of_an_authority_is_there_and_holds_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("authority.pem");
        let path = file.to_str().unwrap();
        assert!(authority(path).is_err());
        std::fs::write(&file, "{=}").unwrap();
        assert!(
            authority(path)
                .unwrap_err()
                .starts_with("it holds no certificate")
        );
        std::fs::write(&file, include_str!("../../tests/it/tls/authority.pem")).unwrap();
        assert!(authority(path).is_ok());
    }

    #[test]
    fn a_folder_in_a_repository_is_known() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/.cache/meshc");
        assert!(!is_in_repository(&folder));
        std::fs::create_dir_all(root.path().join("a")).unwrap();
        std::fs::write(root.path().join("a/meshc.dhall"), "").unwrap();
        assert!(is_in_repository(&folder));
    }
}
