//! Values keep to the limits of their fields.

mod directory;
mod expression;
mod flaw;

pub(super) use expression::groups;

use std::sync::OnceLock;

use super::{Context, Enforcement, Located, Place, quote, rule};
use crate::diagnostic::Diagnostic;
use crate::model::limit::{Form, LIMITS, Limit, Places, Strength};
use crate::model::{Declared, Node, Value};

rule! {
    /// A value is of the kind that its field takes: a URL, a mail address, a UUID, a regular expression, a number of a
    /// range, one of a few texts, a list without anything twice. `docs/limits.md` lists every field with its limit.
    ///
    /// What hardly anybody means, though it works, is a warning: a `dryRunOnly` that stays on, HTML that the panel takes
    /// away, the same address twice.
    ///
    /// ## Why
    ///
    /// The types of the model tell texts from numbers and no more. A mail address without an `@` has the right type,
    /// and the mail goes nowhere; what reads the value does so long after the rollout.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { customer = { name = "Acme", contact = "it-department" } }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { customer = { name = "Acme", contact = "it@acme.example" } }
    /// ```
    LIMIT = "model/limit", Derived Error, "A value keeps to the limits of its field",
    Enforcement::Snapshot(check)
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| Places::of(LIMITS))
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        places().visit(&declared.tree, &mut |limit, path, node| {
            judge(declared, (limit, path, node), &mut found);
        });
    }
    found
}

fn judge(declared: &Declared, at: (&Limit, &str, &Node), found: &mut Vec<Diagnostic>) {
    let (limit, path, node) = at;
    match limit.form {
        Form::Distinct(label) => found.extend(twice(declared, (limit, path, node), label)),
        form => {
            let label = match form {
                Form::Together(one, other) => {
                    flaw::lonely(node, one, other).map(|label| format!("{path}.{label}"))
                }
                _ => None,
            };
            let path = label.as_deref().unwrap_or(path);
            found.extend(flaw::flaw(form, node).map(|message| {
                finding(limit, message)
                    .on(&Place::in_instance(declared, path), "")
                    .expected(form.to_string())
            }));
        }
    }
}

fn finding(limit: &Limit, message: String) -> Diagnostic {
    match limit.strength {
        Strength::Must => LIMIT.finding(message),
        Strength::Should => LIMIT.warning(message),
    }
}

/// The elements of a list that one before them is the same as.
fn twice(declared: &Declared, (limit, path, node): (&Limit, &str, &Node), label: &str) -> Vec<Diagnostic> {
    let Value::List(elements) = &node.value else {
        return Vec::new();
    };
    let part = |index: usize| elements[index].at(label).unwrap_or(&elements[index]);
    let place = |index: usize| {
        let below = if label.is_empty() { "" } else { "." };
        Place::in_instance(declared, &format!("{path}.{index}{below}{label}"))
    };
    let again = (0..elements.len()).filter_map(|index| {
        let first = (0..index).find(|first| part(*first) == part(index))?;
        Some((index, first))
    });
    again
        .map(|(index, first)| {
            let shown = match &part(index).value {
                Value::Text(text) => quote(text),
                _ => format!("`{}`", part(index)),
            };
            finding(limit, format!("{shown} stands here twice"))
                .on(&place(index), "")
                .beside(&place(first), "the first")
                .expected(limit.form.to_string())
        })
        .collect()
}

#[cfg(test)]
mod tests;
