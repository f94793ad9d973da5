//! The Dhall package of the model has the types of the program.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use meshc::model::{Approval, FOREIGN_TYPE, Instance, RepositorySettings, Waiver};
use meshc::release::CatalogFile;
use serde_dhall::{SimpleType, StaticType};

/// The claim is a Dhall file that type-checks exactly if the package has the types of the program.
#[test]
fn claim_names_the_types_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/schema.dhall");
    let written = claim();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("the claim is writable");
    }
    let kept = fs::read_to_string(&path).expect("the claim is readable");
    assert!(
        kept == written,
        "tests/it/schema.dhall is not what the program's types say"
    );
}

fn claim() -> String {
    let roots = [
        ("Instance", Instance::static_type()),
        ("Repository", RepositorySettings::static_type()),
        ("Catalog", CatalogFile::static_type()),
        ("Waiver", Waiver::static_type()),
        ("Approval", Approval::static_type()),
    ];
    let mut text = String::from(
        "-- The types that the program reads, each held against the package. It is the program that writes this.\n\
         let meshc = ../../schemas/dhall/package.dhall\n\nin  ",
    );
    for (index, (name, dhall_type)) in roots.into_iter().enumerate() {
        let opening = if index == 0 { "{" } else { "    ," };
        text += &format!("{opening} {name} =\n        \\(it : meshc.{name}.Type) ->\n          it :");
        write_type(&mut text, &dhall_type, 12);
        text += "\n";
    }
    text + "    }\n"
}

/// Writes a type after what stands before it; every label on a line of its own, in order.
pub(crate) fn write_type(text: &mut String, dhall_type: &SimpleType, indent: usize) {
    match dhall_type {
        SimpleType::Bool => text.push_str(" Bool"),
        SimpleType::Natural => text.push_str(" Natural"),
        SimpleType::Integer => text.push_str(" Integer"),
        SimpleType::Double => text.push_str(" Double"),
        SimpleType::Text => text.push_str(" Text"),
        SimpleType::Optional(inner) => write_applied(text, " Optional", inner, indent),
        SimpleType::List(inner) => write_applied(text, " List", inner, indent),
        SimpleType::Record(fields) => {
            let fields = fields.iter().map(|(label, field)| (label, Some(field)));
            write_labels(text, ['{', ',', '}'], fields.collect(), indent);
        }
        SimpleType::Union(alternatives) => match foreign(alternatives) {
            Some(name) => *text += &format!(" {name}"),
            None => {
                let alternatives = alternatives
                    .iter()
                    .map(|(label, payload)| (label, payload.as_ref()));
                write_labels(text, ['<', '|', '>'], alternatives.collect(), indent);
            }
        },
    }
}

/// The name of a type that `serde_dhall` has no word for.
pub(crate) fn foreign(alternatives: &HashMap<String, Option<SimpleType>>) -> Option<&str> {
    alternatives
        .keys()
        .find_map(|label| label.strip_prefix(FOREIGN_TYPE))
}

fn write_applied(text: &mut String, constructor: &str, inner: &SimpleType, indent: usize) {
    let is_application = matches!(inner, SimpleType::Optional(_) | SimpleType::List(_));
    text.push_str(constructor);
    text.push_str(if is_application { " (" } else { "" });
    write_type(text, inner, indent);
    text.push_str(if is_application { ")" } else { "" });
}

fn write_labels(
    text: &mut String,
    [open, separator, close]: [char; 3],
    labels: BTreeMap<&String, Option<&SimpleType>>,
    indent: usize,
) {
    let margin = format!("\n{:indent$}", "");
    for (index, (label, payload)) in labels.into_iter().enumerate() {
        let mark = if index == 0 { open } else { separator };
        *text += &format!("{margin}{mark} {label}");
        if let Some(payload) = payload {
            text.push_str(" :");
            write_type(text, payload, indent + 4);
        }
    }
    text.push_str(&margin);
    text.push(close);
}
