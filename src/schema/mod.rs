//! The schemas of what meshc reads and prints, and the Dhall package of the model, as they come with the program.
//!
//! What is printed has its JSON Schema in `schemas/`; a test holds each to the program's own type. For what is read the
//! schema is made from that type when somebody asks, and the Dhall package says the same with defaults and comments.

use include_dir::{Dir, include_dir};
use schemars::{JsonSchema, schema_for};

use crate::model::{Approval, Instance, RepositorySettings, Waiver};
use crate::release::CatalogFile;

static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");

/// The folder of the Dhall package in `schemas/`.
const PACKAGE: &str = "dhall";

/// Something that is read or printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Document {
    /// An instance, instances/<id>/instance.dhall
    Model,
    /// The settings of a repository, meshc.dhall
    Repository,
    /// The releases, releases/catalog.dhall
    Catalog,
    /// An exception from a rule, in waivers/
    Waiver,
    /// An approval of a change, in approvals/
    Approval,
    /// What check --format json prints
    Check,
    /// What plan --format json prints
    Plan,
    /// What plan --format change-request prints
    ChangeRequest,
    /// What windows --format json prints
    Windows,
    /// What gate --format json prints
    Gate,
    /// What plan --with --format json prints
    Skew,
    /// What status --format json prints
    Status,
    /// What log --format json prints
    Log,
    /// What blame --format json prints
    Blame,
    /// What why --format json prints
    Why,
    /// What any command prints that was asked for JSON and failed
    Error,
    /// The lock file that render writes
    Lock,
}

impl Document {
    /// Its JSON Schema, with a newline at its end.
    pub fn json_schema(self) -> String {
        match self {
            Self::Model => generated::<Instance>(),
            Self::Repository => generated::<RepositorySettings>(),
            Self::Catalog => generated::<CatalogFile>(),
            Self::Waiver => generated::<Waiver>(),
            Self::Approval => generated::<Approval>(),
            Self::Check => embedded("check.v1.json"),
            Self::Plan => embedded("plan.v1.json"),
            Self::ChangeRequest => embedded("change-request.v1.json"),
            Self::Windows => embedded("windows.v1.json"),
            Self::Gate => embedded("gate.v1.json"),
            Self::Skew => embedded("skew.v1.json"),
            Self::Status => embedded("status.v1.json"),
            Self::Log => embedded("log.v1.json"),
            Self::Blame => embedded("blame.v1.json"),
            Self::Why => embedded("why.v1.json"),
            Self::Error => embedded("error.v1.json"),
            Self::Lock => embedded("lock.v1.json"),
        }
    }

    /// The Dhall types of what is read: of an instance all files of the package under a heading each, of the rest the
    /// one file that has them. What is printed has none.
    pub fn dhall(self) -> Option<String> {
        let file = match self {
            Self::Model => return Some(whole()),
            Self::Repository => "repository.dhall",
            Self::Catalog => "release.dhall",
            Self::Waiver => "waiver.dhall",
            Self::Approval => "approval.dhall",
            Self::Check
            | Self::Plan
            | Self::ChangeRequest
            | Self::Windows
            | Self::Gate
            | Self::Skew
            | Self::Status
            | Self::Log
            | Self::Blame
            | Self::Why
            | Self::Error
            | Self::Lock => return None,
        };
        package_file(file).map(str::to_owned)
    }
}

fn generated<T: JsonSchema>() -> String {
    let text = serde_json::to_string_pretty(&schema_for!(T)).expect("a schema has only strings for keys");
    text + "\n"
}

fn embedded(name: &str) -> String {
    let file = SCHEMAS.get_file(name).and_then(|file| file.contents_utf8());
    file.expect("the program comes with the schema of each of its outputs")
        .to_owned()
}

/// The files of the Dhall package, by their paths from its folder, in order.
pub fn package() -> Vec<(&'static str, &'static str)> {
    let folder = SCHEMAS
        .get_dir(PACKAGE)
        .expect("the program comes with the Dhall package");
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort_unstable();
    files
}

fn collect(folder: &'static Dir<'_>, files: &mut Vec<(&'static str, &'static str)>) {
    for file in folder.files() {
        let path = file
            .path()
            .strip_prefix(PACKAGE)
            .ok()
            .and_then(|path| path.to_str());
        let path = path.expect("the package has plain names");
        files.push((path, file.contents_utf8().expect("the package is text")));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// One file of the Dhall package, such as `settings/osb/platform.dhall`.
pub fn package_file(path: &str) -> Option<&'static str> {
    let file = SCHEMAS.get_file(format!("{PACKAGE}/{path}"))?;
    file.contents_utf8()
}

/// The whole package as one text: `package.dhall`, then the others in order, each under its path.
fn whole() -> String {
    let mut files = package();
    files.sort_by_key(|(path, _)| *path != "package.dhall");
    let headed = files
        .iter()
        .map(|(path, text)| format!("-- schema/{path}\n\n{text}"));
    headed.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_is_whole_and_in_order() {
        let files = package();
        assert!(files.is_sorted() && files.len() > 30, "{}", files.len());
        let text = Document::Model.dhall().unwrap_or_default();
        assert!(text.starts_with("-- schema/package.dhall\n\n{-"));
        for (path, content) in files {
            assert!(text.contains(&format!("-- schema/{path}\n\n{content}")), "{path}");
            assert_eq!(package_file(path), Some(content));
        }
        assert_eq!(package_file("check.v1.json"), None);
        assert_eq!(package_file("../check.v1.json"), None);
    }
}
