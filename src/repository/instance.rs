//! Which instances a snapshot describes, and files that look as if they were meant to be one.

use std::collections::BTreeMap;

use super::Snapshot;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::RepoPath;

/// The folder of the instances, and the file that describes one.
const FOLDER: &str = "instances";
const FILE: &str = "instance.dhall";

const CODE: Code = Code("repository/instance");

/// An instance is written in another language than Dhall.
const NOT_DHALL: Code = Code("R2");

/// How the names of files in other languages end that configurations are written in.
const OTHER_LANGUAGES: [(&str, &str); 6] = [
    ("yaml", "YAML"),
    ("yml", "YAML"),
    ("json", "JSON"),
    ("toml", "TOML"),
    ("jsonnet", "Jsonnet"),
    ("cue", "CUE"),
];

/// An instance's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The name of its folder.
    pub id: String,
    /// `instances/<id>/instance.dhall`.
    pub path: RepoPath,
}

/// The instances of a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Instances {
    /// Sorted by id.
    pub found: Vec<Instance>,
    /// Folders without the file, and files that are not read because of their name or place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds `instances/<id>/instance.dhall`.
pub fn instances(snapshot: &dyn Snapshot) -> Instances {
    let mut instances = Instances::default();
    let mut folders: BTreeMap<&str, Vec<&RepoPath>> = BTreeMap::new();
    for path in snapshot.paths() {
        let names: Vec<&str> = path.components().collect();
        match names[..] {
            [FOLDER, id, FILE] => {
                folders.entry(id).or_default();
                instances.found.push(Instance {
                    id: id.to_owned(),
                    path: path.clone(),
                });
            }
            [FOLDER, name] => instances
                .diagnostics
                .extend(linked(snapshot, path).or_else(|| stray(path, name))),
            [FOLDER, id, .., FILE] => {
                folders.entry(id).or_default().push(path);
                instances.diagnostics.push(too_deep(path, id));
            }
            [FOLDER, id, ..] => folders.entry(id).or_default().push(path),
            [folder, _, .., FILE] if folder.eq_ignore_ascii_case(FOLDER) => {
                instances.diagnostics.push(misspelt_folder(path, folder));
            }
            _ => {}
        }
    }
    for (id, files) in folders {
        if instances
            .found
            .binary_search_by(|instance| instance.id.as_str().cmp(id))
            .is_err()
        {
            instances.diagnostics.push(without_file(id, &files));
        }
    }
    instances
}

/// A symbolic link to a folder with an instance in it: nothing below it is a path of the snapshot.
fn linked(snapshot: &dyn Snapshot, path: &RepoPath) -> Option<Diagnostic> {
    snapshot.content_id(&path.join(FILE).ok()?)?;
    let message = format!("`{path}` is not read: it is a symbolic link to a folder");
    let help = format!("make it a folder whose `{FILE}` imports what the two share");
    Some(Diagnostic::error(CODE, message).help(help))
}

/// A file directly in the folder of the instances; only Dhall is likely to have been meant as one.
fn stray(path: &RepoPath, name: &str) -> Option<Diagnostic> {
    let id = name.strip_suffix(".dhall")?;
    let message = format!("`{path}` is not an instance: an instance is a folder with `{FILE}` in it");
    let help = format!("move it to `{FOLDER}/{id}/{FILE}`, or out of `{FOLDER}/` if instances share it");
    Some(Diagnostic::new(CODE, Severity::Warning, message).help(help))
}

fn too_deep(path: &RepoPath, id: &str) -> Diagnostic {
    let message = format!("`{path}` is not read: it lies too deep");
    Diagnostic::error(CODE, message).help(format!(
        "an instance lies at `{FOLDER}/{id}/{FILE}`; a file that instances share has another name"
    ))
}

fn misspelt_folder(path: &RepoPath, folder: &str) -> Diagnostic {
    let message = format!("`{path}` is not read: the folder of the instances is `{FOLDER}`, not `{folder}`");
    Diagnostic::error(CODE, message).help(format!("rename `{folder}` to `{FOLDER}`"))
}

/// A folder of which nothing is read: an error where a file was surely meant to be it.
fn without_file(id: &str, files: &[&RepoPath]) -> Diagnostic {
    let near = files.iter().find(|path| {
        path.components().count() == 3 && path.file_name().is_some_and(|name| is_near(name, id))
    });
    let other = files.iter().find_map(|path| Some((path, language(path, id)?)));
    if let Some((path, language)) = other {
        let message = format!("`{path}` is not read: it is {language}, and an instance is written in Dhall");
        let help = format!("write it in Dhall, as `{FOLDER}/{id}/{FILE}`");
        return Diagnostic::error(NOT_DHALL, message).help(help);
    }
    match near {
        Some(path) => {
            let message = format!("`{path}` is not read: the file of an instance is called `{FILE}`");
            Diagnostic::error(CODE, message).help(format!("rename it to `{FOLDER}/{id}/{FILE}`"))
        }
        None => {
            let message = format!("`{FOLDER}/{id}` holds no `{FILE}`, so it describes no instance");
            let help = format!("add `{FOLDER}/{id}/{FILE}`, or move the folder out of `{FOLDER}/`");
            Diagnostic::new(CODE, Severity::Warning, message).help(help)
        }
    }
}

/// The other language that a file of the folder `id` is written in, if it was surely meant as the instance.
fn language(path: &RepoPath, id: &str) -> Option<&'static str> {
    let names: Vec<&str> = path.components().collect();
    let [_, _, name] = names[..] else { return None };
    let (stem, ending) = name.rsplit_once('.')?;
    let is_meant = stem.eq_ignore_ascii_case("instance") || stem == id;
    let mut known = OTHER_LANGUAGES.iter();
    let (_, language) = known.find(|(known, _)| ending.eq_ignore_ascii_case(known))?;
    is_meant.then_some(*language)
}

fn is_near(name: &str, id: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let known = [
        format!("{id}.dhall"),
        "instance".to_owned(),
        "package.dhall".to_owned(),
    ];
    known.contains(&lower) || !::similar::get_close_matches(lower.as_str(), &[FILE], 1, 0.8).is_empty()
}
