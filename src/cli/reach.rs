//! The surroundings that imports may reach, as the arguments and the system name them.

use std::ffi::OsString;
use std::path::PathBuf;

use super::args::ReachArgs;
use crate::compile::Reach;

/// What the arguments let imports reach.
pub(super) fn reach(args: &ReachArgs) -> Reach {
    Reach {
        variables: args.allow_env.iter().cloned().collect(),
        hosts: args.allow_host.iter().cloned().collect(),
        cache: if args.no_cache { None } else { cache(variable) },
        lookup: Some(variable),
        wire: None,
    }
}

fn variable(name: &str) -> Option<OsString> {
    // The system's own lookup panics on names that no variable can have.
    let can_be = !name.is_empty() && !name.contains(['=', '\0']);
    if can_be { std::env::var_os(name) } else { None }
}

/// The folder of the cache, by the standard.
fn cache(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
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
    Some(folder("XDG_CACHE_HOME").or(own)?.join("dhall"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Variables, and the cache that they make.
    type Row = (&'static [(&'static str, &'static str)], Option<&'static str>);

    #[test]
    #[cfg(unix)]
    fn the_cache_is_where_the_standard_says() {
        let rows: [Row; 5] = [
            (&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")], Some("/x/dhall")),
            (&[("HOME", "/h")], Some("/h/.cache/dhall")),
            (&[("XDG_CACHE_HOME", ""), ("HOME", "/h")], Some("/h/.cache/dhall")),
            (
                &[("XDG_CACHE_HOME", "rel"), ("HOME", "/h")],
                Some("/h/.cache/dhall"),
            ),
            (&[], None),
        ];
        for (variables, expected) in rows {
            let lookup = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(cache(lookup), expected.map(PathBuf::from), "{variables:?}");
        }
    }
}
