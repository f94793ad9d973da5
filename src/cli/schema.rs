//! `meshc schema`.

use clap::ValueEnum;

use super::args::{SchemaArgs, SchemaFormat};
use super::failure::Failure;
use super::{Console, Exit};
use crate::schema::{Document, package, package_file};

/// Prints a schema, or a line for each that there is.
pub(super) fn run(args: &SchemaArgs, console: &mut Console) -> Result<Exit, Failure> {
    if let Some(file) = &args.file {
        let text = package_file(file).ok_or_else(|| Failure::NoSchemaFile {
            file: file.clone(),
            suggestion: similar(file),
        })?;
        console.print(text);
        return Ok(Exit::Done);
    }
    let Some(document) = args.name else {
        console.print(&listing());
        return Ok(Exit::Done);
    };
    let text = match args.format {
        SchemaFormat::Json => document.json_schema(),
        SchemaFormat::Dhall => document.dhall().ok_or(Failure::NoDhallSchema)?,
    };
    console.print(&text);
    Ok(Exit::Done)
}

/// Each schema with what it is of, then the files of the package.
fn listing() -> String {
    let mut text = String::new();
    for value in Document::value_variants() {
        let Some(value) = value.to_possible_value() else {
            continue;
        };
        let help = value.get_help().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("{:<12} {help}\n", value.get_name()));
    }
    text.push_str("\nFiles of the Dhall package, for --file:\n");
    for (path, _) in package() {
        text.push_str(&format!("  {path}\n"));
    }
    text
}

/// The file of the package that was probably meant: one of that name in another folder.
fn similar(file: &str) -> Option<&'static str> {
    let name = |path: &str| {
        path.rsplit('/')
            .next()
            .unwrap_or_default()
            .trim_end_matches(".dhall")
            .to_owned()
    };
    let wanted = name(file);
    let mut files = package().into_iter().map(|(path, _)| path);
    files.find(|path| name(path) == wanted)
}
