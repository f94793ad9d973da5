//! Which line made a value another one, where the line that gives the value stayed as it was.

use meshc::change::Cause;
use meshc::compile::{PlanOptions, plan};
use meshc::source::{Sources, Span};

use crate::provenance::{acme, fleet};

const CUSTOMER: &str = "((../../lib/shared.dhall).call \"Acme\")";

/// The cause of the change of the customer's name, as `after instances/acme/instance.dhall:6`; `None` where the
/// value's own line is it.
fn cause(before: (&str, &str), after: (&str, &str)) -> Option<String> {
    let sides = [before, after].map(|(customer, shared)| {
        let text = acme(customer);
        fleet(&[
            ("instances/acme/instance.dhall", &text),
            ("lib/shared.dhall", shared),
        ])
    });
    let sources = Sources::default();
    let [(_, before), (_, after)] = &sides;
    let planned = plan(before, after, &sources, &PlanOptions::default());
    let plan = planned.plan.unwrap();
    let change = plan
        .changes()
        .find(|change| change.path.to_string() == "customer.name")
        .unwrap_or_else(|| panic!("no change: {:?}", planned.findings));
    let place = |span: Span| {
        let line = sources.range(span).0.line;
        let text = sources.text(span);
        format!("{}:{line} {text}", sources.source(span.file).name)
    };
    change.cause.map(|cause| match cause {
        Cause::Written(span) => format!("after {}", place(span)),
        Cause::Gone(span) => format!("before {}", place(span)),
    })
}

#[test]
fn an_argument_a_name_and_a_condition_are_causes_and_a_literal_of_its_own_is_none() {
    let call = "\\(name : Text) -> { name = \"The ${name}\", contact = \"C\" }";
    let shared = format!("{{ call = {call} }}");
    let domain = |name: &str| {
        format!(
            "let end =\n      \"{name}\"\n\nin  {{ call = \\(name : Text) -> {{ name = name ++ end, contact = \"C\" }} }}"
        )
    };
    let choice = |large: &str| {
        format!(
            "let isLarge = {large}\n\nlet kind =\n      if isLarge\n      then  \"Large\"\n      else  \"Small\"\n\n\
             in  {{ call = \\(name : Text) -> {{ name = kind, contact = \"C\" }} }}"
        )
    };
    let overridden = |with: &str| {
        format!(
            "{{ call =\n    \\(name : Text) ->\n      let base =\n            {{ name = \"Base\", contact = \"C\" }}\n\n      in  base\n{with}}}"
        )
    };
    let rows: [((&str, &str), (&str, &str), Option<&str>); 5] = [
        // The literal itself.
        (
            ("{ name = \"A\", contact = \"C\" }", "{=}"),
            ("{ name = \"B\", contact = \"C\" }", "{=}"),
            None,
        ),
        // An argument that a text is made from.
        (
            (CUSTOMER, &shared),
            ("((../../lib/shared.dhall).call \"Ajax\")", &shared),
            Some("after instances/acme/instance.dhall:6 \"Ajax\""),
        ),
        // A name that an operator reads.
        (
            (CUSTOMER, &domain("Ltd")),
            (CUSTOMER, &domain("Inc")),
            Some("after lib/shared.dhall:2 \"Inc\""),
        ),
        // What decides between two branches that stay as they were.
        (
            (CUSTOMER, &choice("True")),
            (CUSTOMER, &choice("False")),
            Some("after lib/shared.dhall:1 False"),
        ),
        // A line that is gone, so that what it covered shows.
        (
            (CUSTOMER, &overridden("            with name = \"Other\"\n")),
            (CUSTOMER, &overridden("")),
            Some("before lib/shared.dhall:7 \"Other\""),
        ),
    ];
    for (before, after, expected) in rows {
        assert_eq!(cause(before, after).as_deref(), expected, "{after:?}");
    }
}
