//! What the engine says of types, in the words of the model.

use crate::dhall::{DataType, Finding, Mismatch, MismatchKind};
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::lower::{data_type, record_name};
use crate::model::{Secret, gate};
use crate::rules;
use crate::source::Sources;

const ASSERT: Code = Code("dhall/assert");

/// How many alternatives of a union are listed.
const MOST: usize = 8;

/// Places that the engine points at and that the name of a type makes superfluous.
const SUPERFLUOUS: [&str; 2] = ["the schema", "expected because of this"];

/// The finding of the engine in the words of the model, and under the code of the rule that the types enforce,
/// where there is one. What stands in the place of a secret is hidden in `sources`.
pub(super) fn explained(finding: Finding, sources: &Sources) -> Diagnostic {
    let Finding { diagnostic, mismatch } = finding;
    let Some(mismatch) = mismatch else {
        return without_values(diagnostic);
    };
    hide(&diagnostic, &mismatch, sources);
    named(reworded(diagnostic, &mismatch), &mismatch)
}

/// An assertion that does not hold shows both of its sides, and what they come to may be a secret.
fn without_values(mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.code == ASSERT
        && let Some(label) = &mut diagnostic.primary
        && label.text.contains('"')
    {
        label.text = "the texts of the two sides differ".to_owned();
    }
    diagnostic
}

/// Hides what stands where a secret belongs, be it deep inside.
fn hide(diagnostic: &Diagnostic, mismatch: &Mismatch, sources: &Sources) {
    let MismatchKind::Different { expected, .. } = &mismatch.kind else {
        return;
    };
    if !holds_secret(expected) {
        return;
    }
    let origin = |label: &&Label| label.text == "it comes from here";
    let origins = diagnostic.related.iter().filter(origin);
    for label in diagnostic.primary.iter().chain(origins) {
        sources.hide(label.span);
    }
}

fn holds_secret(ty: &DataType) -> bool {
    match ty {
        DataType::Optional(inner) | DataType::List(inner) => holds_secret(inner),
        DataType::Record(fields) => fields.values().any(holds_secret),
        DataType::Union(alternatives) => {
            *ty == data_type::<Secret>() || alternatives.values().flatten().any(holds_secret)
        }
        _ => false,
    }
}

/// The rule behind a label that does not fit.
fn named(mut diagnostic: Diagnostic, mismatch: &Mismatch) -> Diagnostic {
    let Some(container) = record_name(&mismatch.container) else {
        return diagnostic;
    };
    if let Some(gate) = historic(container, mismatch) {
        diagnostic.code = rules::OUTSIDE_OF_RELEASES;
        diagnostic.suggestion = None;
        diagnostic.help = Some(rules::whereabouts(gate));
        return diagnostic;
    }
    let rule = match &mismatch.kind {
        // A number where a text belongs is no matter of a rule.
        MismatchKind::Different { expected, .. } => match record_name(innermost(expected)) {
            Some("Secret") => rules::by_type("Secret", ""),
            Some(expected) => {
                rules::by_type(container, &mismatch.label).or_else(|| rules::by_type(expected, ""))
            }
            None => None,
        },
        MismatchKind::Missing | MismatchKind::Surplus => rules::by_type(container, &mismatch.label),
    };
    let Some(rule) = rule else {
        return diagnostic;
    };
    let is_slip = is_slip(&diagnostic, mismatch);
    // A rule that speaks of the label itself knows better what was meant than the likeness of another one.
    let is_meant = rules::by_type(container, "").is_none_or(|general| general.code != rule.code);
    if is_slip && !is_meant {
        return diagnostic;
    }
    diagnostic.code = rule.code;
    diagnostic.suggestion = None;
    let title = format!("rule {}: {}", rule.code, rule.title);
    let known = match mismatch.kind {
        MismatchKind::Surplus if !is_slip => labels(&mismatch.container),
        _ => diagnostic.help.take(),
    };
    diagnostic.help = Some(known.map_or(title.clone(), |known| format!("{title}\n{known}")));
    diagnostic
}

/// Whether a label of a record is nearly one that there is, which is most likely what was meant.
fn is_slip(diagnostic: &Diagnostic, mismatch: &Mismatch) -> bool {
    let is_field = matches!(mismatch.container, DataType::Record(_));
    is_field && mismatch.kind == MismatchKind::Surplus && diagnostic.suggestion.is_some()
}

/// The section or field of another release that somebody tried to set.
fn historic(container: &str, mismatch: &Mismatch) -> Option<&'static gate::Gate> {
    let surplus = mismatch.kind == MismatchKind::Surplus;
    surplus
        .then(|| gate::misplaced(container, &mismatch.label))
        .flatten()
}

fn reworded(mut diagnostic: Diagnostic, mismatch: &Mismatch) -> Diagnostic {
    let label = &mismatch.label;
    let Some(container) = record_name(&mismatch.container) else {
        return diagnostic;
    };
    let place = place(container);
    match (&mismatch.kind, &mismatch.container) {
        (MismatchKind::Surplus, DataType::Union(_)) if container == "SaasWindow" => {
            diagnostic.message = format!("plan SaaS has no window `{label}`");
        }
        (MismatchKind::Surplus, DataType::Union(_)) => {
            diagnostic.message = format!("`{container}` has no alternative `{label}`");
        }
        (MismatchKind::Surplus, _) => diagnostic.message = format!("{place} has no `{label}`"),
        (MismatchKind::Missing, DataType::Record(fields)) => {
            diagnostic.message = format!("{place} needs `{label}`");
            if let Some(ty) = fields.get(label).filter(|ty| is_named(ty)) {
                diagnostic.expected = Some(format!("`{label} : {}`", shown(ty)));
            }
        }
        (MismatchKind::Different { expected, found }, _) => {
            if let Some(message) = different(mismatch, expected, found.as_ref()) {
                diagnostic.message = message;
            }
            if is_named(expected) {
                diagnostic.expected = Some(wanted(expected));
            }
            if let (Some(primary), Some(found)) = (&mut diagnostic.primary, found)
                && is_named(found)
            {
                primary.text = format!("of type `{}`", shown(found));
            }
        }
        (MismatchKind::Missing, _) => {}
    }
    let is_needed = |label: &Label| !SUPERFLUOUS.contains(&label.text.as_str());
    diagnostic.related.retain(is_needed);
    diagnostic
}

/// What is wrong with a value of another type; `None` if the engine's words are as good.
fn different(mismatch: &Mismatch, expected: &DataType, found: Option<&DataType>) -> Option<String> {
    let found = found.map_or_else(
        || "something else".to_owned(),
        |found| format!("`{}`", shown(found)),
    );
    let what = if mismatch.label.is_empty() {
        "this".to_owned()
    } else {
        let container = record_name(&mismatch.container)?;
        format!("`{}` of {}", mismatch.label, place(container))
    };
    if record_name(innermost(expected)) == Some("Secret") {
        return Some(format!("a secret belongs here, and {what} has the type {found}"));
    }
    is_named(expected).then(|| format!("{what} has the type {found}, not `{}`", shown(expected)))
}

/// What is called by that name, for people.
fn place(container: &str) -> String {
    match container {
        "SaaS" => "plan SaaS".to_owned(),
        "OnPrem" => "plan SaaS On-Prem".to_owned(),
        "SaasProduction" => "the production environment of plan SaaS".to_owned(),
        "Production" => "a production environment".to_owned(),
        "Staging" => "a staging environment".to_owned(),
        "Instance" => "an instance".to_owned(),
        "Agreement" => "an agreement".to_owned(),
        name => format!("`{name}`"),
    }
}

/// A type that was expected.
fn wanted(ty: &DataType) -> String {
    if *ty == data_type::<Secret>() {
        return "a reference, such as `meshc.Secret.fromTerraform \"acme_smtp_password\"`".to_owned();
    }
    let name = shown(ty);
    match ty {
        DataType::Union(alternatives) if alternatives.len() <= MOST => {
            let alternatives: Vec<String> = alternatives.keys().map(|label| format!("`{label}`")).collect();
            format!("`{name}`: {}", alternatives.join(", "))
        }
        _ => format!("`{name}`"),
    }
}

/// The labels of a record or union, as a hint.
fn labels(ty: &DataType) -> Option<String> {
    let (what, labels): (&str, Vec<&String>) = match ty {
        DataType::Record(fields) => ("fields", fields.keys().collect()),
        DataType::Union(alternatives) => ("alternatives", alternatives.keys().collect()),
        _ => return None,
    };
    let labels: Vec<String> = labels.into_iter().map(|label| format!("`{label}`")).collect();
    Some(format!("the {what}: {}", labels.join(", ")))
}

/// Whether a type, or what it is a list or an option of, has a name in the model.
fn is_named(ty: &DataType) -> bool {
    record_name(innermost(ty)).is_some()
}

/// A type without the lists and options around it.
fn innermost(ty: &DataType) -> &DataType {
    match ty {
        DataType::Optional(inner) | DataType::List(inner) => innermost(inner),
        ty => ty,
    }
}

fn shown(ty: &DataType) -> String {
    if let Some(name) = record_name(ty) {
        return name.to_owned();
    }
    match ty {
        DataType::Bool => "Bool".to_owned(),
        DataType::Natural => "Natural".to_owned(),
        DataType::Integer => "Integer".to_owned(),
        DataType::Double => "Double".to_owned(),
        DataType::Text => "Text".to_owned(),
        DataType::Bytes => "Bytes".to_owned(),
        DataType::Date => "Date".to_owned(),
        DataType::Time => "Time".to_owned(),
        DataType::TimeZone => "TimeZone".to_owned(),
        DataType::Optional(inner) => format!("Optional {}", shown(inner)),
        DataType::List(inner) => format!("List {}", shown(inner)),
        DataType::Record(fields) => {
            let labels: Vec<&str> = fields.keys().take(MOST).map(String::as_str).collect();
            let more = if fields.len() > MOST { ", …" } else { "" };
            format!("{{ {}{more} }}", labels.join(", "))
        }
        DataType::Union(_) => "< … >".to_owned(),
    }
}
