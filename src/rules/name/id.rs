//! The id of an instance: its shape, and that it is the name of its folder.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

/// The longest id.
const LONGEST: usize = 30;

rule! {
    /// The id of an instance has lower-case letters, digits and single hyphens between them, at most 30
    /// characters. It is the name of the folder in which the instance is written, and no other instance has it.
    ///
    /// ## Why
    ///
    /// The id becomes part of namespaces, of DNS names and of file names, and it is how an instance is recognised
    /// from one revision to the next. An id of its own in each file, and the folder named after it, is how people
    /// find what a report is about.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- instances/acme/instance.dhall
    /// meshc.Instance::{ id = "ACME_Corp", customer, plan }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// -- instances/acme/instance.dhall
    /// meshc.Instance::{ id = "acme", customer, plan }
    /// ```
    ID = "model/id", Derived Error, "The id of an instance is a short DNS label, unique, and the name of its folder",
    Enforcement::Snapshot(check)
}

/// The finding that two files have the same id; `first` is the one that is kept.
pub fn duplicate_id(first: &Declared, second: &Declared) -> Diagnostic {
    let message = format!(
        "the id {} is already that of `{}`",
        quote(&second.instance.id),
        first.path
    );
    let finding = ID
        .finding(message)
        .on(&Place::in_instance(second, "id"), "the second time")
        .beside(&Place::in_instance(first, "id"), "the first time, which counts");
    match folder(second).filter(|folder| *folder != first.instance.id) {
        Some(folder) => finding.expected(format!("the name of its folder, {}", quote(folder))),
        None => finding.help("give each instance an id of its own"),
    }
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let id = &declared.instance.id;
    let place = Place::in_instance(declared, "id");
    let folder = folder(declared);
    if let Some(fault) = flaw(id) {
        let finding = ID
            .finding(format!("the id {} {fault}", quote(id)))
            .on(&place, "")
            .expected(format!(
                "lower-case letters, digits and single inner hyphens, at most {LONGEST}"
            ));
        return Some(match folder.filter(|folder| flaw(folder).is_none()) {
            Some(folder) => {
                let help = format!("write {}, the name of its folder", quote(folder));
                finding.help(help).replace(&place, format!("\"{folder}\""))
            }
            None => finding,
        });
    }
    let folder = folder.filter(|folder| folder != id)?;
    let finding = ID
        .finding(format!(
            "the id {} is not the name of its folder, {}",
            quote(id),
            quote(folder)
        ))
        .on(&place, "");
    let rename = "rename the folder if the id is right; an instance with another id is another instance";
    Some(match flaw(folder) {
        None => finding
            .expected(quote(folder))
            .help(rename)
            .replace(&place, format!("\"{folder}\"")),
        Some(_) => finding.help("rename the folder, whose name is no id"),
    })
}

/// The name of the folder that an instance is written in.
fn folder(declared: &Declared) -> Option<&str> {
    declared.path.components().rev().nth(1)
}

fn flaw(id: &str) -> Option<&'static str> {
    let is_inner = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    if id.is_empty() {
        Some("is empty")
    } else if !id.chars().all(is_inner) {
        Some("has other characters than lower-case letters, digits and hyphens")
    } else if id.starts_with('-') || id.ends_with('-') || id.contains("--") {
        Some("has a hyphen that does not stand alone between letters or digits")
    } else if id.len() > LONGEST {
        Some("is too long")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Instance, Node, Value};
    use crate::rules::fixture::Sample;
    use crate::source::RepoPath;

    fn check(id: &str, expected: Option<&str>) {
        let found = Sample::new()
            .copy("acme", id)
            .set(&format!("{id}:id"), id)
            .findings(&ID);
        assert_eq!(
            found,
            Vec::from_iter(expected.map(|fault| format!("error {id}:id: the id `{id}` {fault}")))
        );
    }

    #[test]
    fn ids_are_short_dns_labels() {
        for id in ["a", "7", "acme-2", "a-b-c", "abcdefghijklmnopqrstuvwxyz1234"] {
            check(id, None);
        }
        let rows = [
            (
                "Acme",
                "has other characters than lower-case letters, digits and hyphens",
            ),
            (
                "acme_2",
                "has other characters than lower-case letters, digits and hyphens",
            ),
            (
                "äcme",
                "has other characters than lower-case letters, digits and hyphens",
            ),
            (
                "-acme",
                "has a hyphen that does not stand alone between letters or digits",
            ),
            (
                "acme-",
                "has a hyphen that does not stand alone between letters or digits",
            ),
            (
                "ac--me",
                "has a hyphen that does not stand alone between letters or digits",
            ),
            ("abcdefghijklmnopqrstuvwxyz12345", "is too long"),
        ];
        for (id, fault) in rows {
            check(id, Some(fault));
        }
    }

    #[test]
    fn the_folder_has_the_same_name() {
        let found = &Sample::new().set("acme:id", "acme-2").diagnostics(&ID)[0];
        assert_eq!(
            found.message,
            "the id `acme-2` is not the name of its folder, `acme`"
        );
        let suggestion = found
            .suggestion
            .as_ref()
            .map(|suggestion| suggestion.replacement.as_str());
        assert_eq!(suggestion, Some("\"acme\""));
    }

    #[test]
    fn an_id_in_a_wrong_shape_is_mended_to_the_folder() {
        let found = Sample::new().set("acme:id", "ACME").diagnostics(&ID);
        assert_eq!(found.len(), 1);
        let suggestion = found[0]
            .suggestion
            .as_ref()
            .map(|suggestion| suggestion.replacement.as_str());
        assert_eq!(suggestion, Some("\"acme\""));
    }

    #[test]
    fn the_second_instance_with_an_id_is_told_of_the_first() {
        let instance: Instance = serde_json::from_value(crate::rules::fixture::beta()).unwrap();
        let declared = |folder: &str| Declared {
            path: RepoPath::parse(&format!("instances/{folder}/instance.dhall")).unwrap(),
            instance: instance.clone(),
            tree: Node::new(Value::Absent, None),
        };
        let found = duplicate_id(&declared("beta"), &declared("gamma"));
        assert_eq!(
            found.message,
            "the id `beta` is already that of `instances/beta/instance.dhall`"
        );
        assert_eq!(found.expected.as_deref(), Some("the name of its folder, `gamma`"));
        assert_eq!(found.address.as_deref(), Some("beta.id"));
    }
}
