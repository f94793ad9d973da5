//! What the Dhall engine says of mistakes: all of them in one run, where they are, and what would be right.

use meshc::dhall::MismatchKind;

use super::dhall::{evaluate, messages};

/// Evaluates the first file and compares the messages, each with the text that it points at.
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let (result, sources) = evaluate(files, None);
    assert!(result.datum.is_none(), "{files:?}");
    assert_eq!(messages(&result, &sources), expected, "{files:?}");
}

fn check_text(text: &str, expected: &[&str]) {
    check(&[("a.dhall", text)], expected);
}

#[test]
fn every_mistake_is_reported_once_and_none_hides_another() {
    check_text(
        "{ a = tru, b = 1 + \"x\", c = { hosst = 1 }.host, d = [ 1, True ], e = (tru : Text) ++ \"\" }",
        &[
            "`tru` is not bound here @ tru",
            "`tru` is not bound here @ tru",
            "`+` works on `Natural`, and this has the type `Text` @ \"x\"",
            "there is no field `host` here @ host",
            "this has the type `Bool`, not `Natural` @ True",
        ],
    );
    check_text(
        "let x : Text = 1 let y = x ++ \"a\" in y ++ 2",
        &[
            "this is annotated as `Text`, and it has the type `Natural` @ 1",
            "`++` works on `Text`, and this has the type `Natural` @ 2",
        ],
    );
}

#[test]
fn records_differ_by_their_fields() {
    check_text(
        "{ hosst = \"a\", port = \"1\" } : { host : Text, port : Natural, more : { a : Bool } }",
        &[
            "there is no field `hosst` in the expected record @ hosst",
            "the field `more` is missing @ { hosst = \"a\", port = \"1\" }",
            "the field `port` has the type `Text`, not `Natural` @ \"1\"",
        ],
    );
    check_text(
        "let f = λ(r : { a : Natural, b : List { n : Text } }) → r.a in f { a = +1, b = [ { n = 1 }, { n = 2 } ] }",
        &[
            "the field `a` has the type `Integer`, not `Natural` @ +1",
            "the field `n` has the type `Natural`, not `Text` @ 1",
            "the field `n` has the type `Natural`, not `Text` @ 2",
        ],
    );
    check_text("{ a = 1, a = 2 }", &["this field is set twice @ a = 2"]);
    check_text(
        "{ a = 1 } /\\ { a = 2 }",
        &["the field `a` is on both sides of `∧`, and values of type `Natural` can not be combined @ a"],
    );
}

#[test]
fn completion_speaks_of_the_schema() {
    check_text(
        "let S = { Type = { a : Natural, b : Text, c : { d : Bool } }, default = { b = \"x\" } } in [ S::{ a = +1, bb = 2, c = { d = \"x\" } }, S::{ a = 1 } ]",
        &[
            "the field `a` has the type `Integer`, not `Natural` @ +1",
            "the schema has no field `bb` @ bb",
            "the field `d` has the type `Text`, not `Bool` @ \"x\"",
            "the field `c` has no default and is not set @ { a = 1 }",
        ],
    );
    check_text(
        "{ Type = {} }::{=}",
        &["a schema in front of `::` needs a field `default`, and this record has none @ { Type = {} }"],
    );
}

#[test]
fn unions_are_matched_both_ways() {
    check_text(
        "merge { A = 1, C = 2, B = λ(x : Text) → x } (< A | B : Natural | D >.A)",
        &[
            "the handler `B` takes `Text`, and the alternative carries `Natural` @ λ(x : Text) → x",
            "the handler `C` has no alternative to handle @ C",
            "the alternative `D` has no handler @ { A = 1, C = 2, B = λ(x : Text) → x }",
        ],
    );
    check_text(
        "let Day = < Monday | Thursday > in [ Day.Tuesday, Day.Monday ]",
        &["the union has no alternative `Tuesday` @ Tuesday"],
    );
}

#[test]
fn suggestions_name_what_was_meant() {
    let rows = [
        ("tru", "True"),
        ("1 : Nat", "Natural"),
        ("let replicas = 2 in replica", "replicas"),
        ("{ host = 1 }.hosst", "host"),
        ("< Monday | Thursday >.Tuesday", "Thursday"),
        ("{ hosst = 1 } : { host : Natural }", "host"),
    ];
    for (text, expected) in rows {
        let (result, _) = evaluate(&[("a.dhall", text)], None);
        let suggestion = result.findings[0].diagnostic.suggestion.as_ref();
        assert_eq!(
            suggestion.map(|found| found.replacement.as_str()),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn labels_at_fault_are_there_for_programs() {
    let rows = [
        ("< Monday | Thursday >.Tuesday", "Tuesday", MismatchKind::Surplus),
        ("{ host = 1 }.hosst", "hosst", MismatchKind::Surplus),
        ("{=} : { host : Natural }", "host", MismatchKind::Missing),
        (
            "(λ(r : { a : { b : Text } }) → r) { a = {=} }",
            "b",
            MismatchKind::Missing,
        ),
    ];
    for (text, label, kind) in rows {
        let (result, _) = evaluate(&[("a.dhall", text)], None);
        let mismatch = result.findings[0].mismatch.clone().expect(text);
        assert_eq!((mismatch.label.as_str(), mismatch.kind), (label, kind), "{text}");
    }
}

#[test]
fn imports_that_fail_say_which_and_who_imports_them() {
    check(
        &[
            ("a.dhall", "./lib/b.dhall"),
            ("lib/b.dhall", "./c.dhall"),
            ("lib/c.dhall", "./b.dhall"),
        ],
        &["files import each other: `lib/b.dhall` → `lib/c.dhall` → `lib/b.dhall` @ ./b.dhall"],
    );
    check(
        &[("a.dhall", "{ a = ./nope.dhall, b = ./also.dhall, c = missing }")],
        &[
            "`nope.dhall` does not exist @ ./nope.dhall",
            "`also.dhall` does not exist @ ./also.dhall",
            "`missing` is an import that never finds anything @ missing",
        ],
    );
    let files = [
        ("a.dhall", "(./b.dhall).x"),
        ("b.dhall", "{ x = ./c.dhall }"),
        ("c.dhall", "1 + True"),
    ];
    let (result, sources) = evaluate(&files, None);
    let related = &result.findings[0].diagnostic.related;
    let chain: Vec<_> = related
        .iter()
        .map(|label| {
            format!(
                "{} {}",
                sources.source(label.span.file).name,
                sources.text(label.span)
            )
        })
        .collect();
    assert_eq!(chain, ["b.dhall ./c.dhall", "a.dhall ./b.dhall"]);
}

#[test]
fn what_a_list_or_an_optional_holds_is_not_called_annotated() {
    check_text(
        "{ a = None Natural : Optional Text, b = [ 1 ] : List Text, c = [ 1 ] # [ \"x\" ], d = List/length Natural [ \"x\" ] }",
        &[
            "this is annotated as `Optional Text`, and it has the type `Optional Natural` @ None Natural",
            "this has the type `Natural`, not `Text` @ 1",
            "the lists of `#` hold `Natural`, and this has the type `Text` @ \"x\"",
            "this has the type `Text`, not `Natural` @ \"x\"",
        ],
    );
}

#[test]
fn an_operator_of_another_type_altogether_is_one_mistake() {
    check_text(
        "{ a = 1 == 2, b = \"x\" + \"y\", c = 1 == \"x\", d = 1 == True }",
        &[
            "`==` works on `Bool`, and both sides have the type `Natural` @ 1 == 2",
            "`+` works on `Natural`, and both sides have the type `Text` @ \"x\" + \"y\"",
            "`==` works on `Bool`, and this has the type `Natural` @ 1",
            "`==` works on `Bool`, and this has the type `Text` @ \"x\"",
            "`==` works on `Bool`, and this has the type `Natural` @ 1",
        ],
    );
}

/// The help of the first finding, and the edit that it offers.
fn advice(files: &[(&str, &str)]) -> (Option<String>, Option<String>) {
    let (result, _) = evaluate(files, None);
    let found = &result.findings[0].diagnostic;
    let edit = found.suggestion.as_ref().map(|edit| edit.replacement.clone());
    (found.help.clone(), edit)
}

#[test]
fn a_literal_of_another_type_is_rewritten_and_a_word_is_not() {
    let rows = [
        ("\"${3}\"", Some("\"3\"")),
        ("+1 : Natural", Some("1")),
        ("-1 : Natural", None),
        ("1 : Integer", Some("+1")),
        ("1 : Double", Some("1.0")),
        ("\"80\" : Natural", Some("80")),
        ("\"080\" : Natural", None),
        ("\"true\" : Bool", Some("True")),
        ("\"x\" : Natural", None),
        ("let port = 80 in port : Text", None),
    ];
    for (text, expected) in rows {
        let (help, edit) = advice(&[("a.dhall", text)]);
        assert_eq!(edit.as_deref(), expected, "{text}: {help:?}");
    }
    let (help, _) = advice(&[("a.dhall", "let port = 80 in port : Text")]);
    assert_eq!(help.as_deref(), Some("`Natural/show` makes text of it"));
}

#[test]
fn names_of_other_languages_and_of_the_past_are_explained() {
    let rows = [
        (
            "null",
            "an absent value is `None` with its type, such as `None Text`",
        ),
        ("yes", "the truth values are `True` and `False`"),
        (
            "List/map",
            "Dhall itself has no such function; if the Prelude has it, import the Prelude",
        ),
        (
            "Optional/fold",
            "Dhall has it no more; `merge { None = …, Some = λ(x : T) → … }` does the same",
        ),
        (
            "foo",
            "only what a `let`, a function or Dhall itself defines can be named",
        ),
        (
            "λ(x : { a = Natural }) → x",
            "the fields of a record type are written with `:`, those of a value with `=`",
        ),
        ("{ a : 1 }", "a field with a value is written `a = …`"),
    ];
    for (text, expected) in rows {
        assert_eq!(
            advice(&[("a.dhall", text)]).0.as_deref(),
            Some(expected),
            "{text}"
        );
    }
}

#[test]
fn a_variable_may_have_any_index_and_is_not_bound() {
    check_text(
        "x@4294967295",
        &[
            "`x@4294967295` is not bound: fewer than 4294967296 variables in scope have this name @ x@4294967295",
        ],
    );
    check_text(
        "{ a = x@4294967296, b = 1 + `y`@18446744073709551616, c = 1 ++ \"\" }",
        &[
            "`x@4294967296` is not bound: not so many variables in scope have this name @ x@4294967296",
            "``y`@18446744073709551616` is not bound: not so many variables in scope have this name @ `y`@18446744073709551616",
            "`++` works on `Text`, and this has the type `Natural` @ 1",
        ],
    );
    let long = format!("x@1{}", "0".repeat(100));
    let (result, _) = evaluate(&[("a.dhall", &long)], None);
    let message = &result.findings[0].diagnostic.message;
    assert!(
        message.starts_with("`x@1000000000000000000000000000000000000000…` is not bound"),
        "{message}"
    );
}

#[test]
fn an_empty_file_is_called_empty() {
    check_text("", &["the file is empty @ "]);
    check_text(" \n", &["the file is empty @ "]);
    check_text("-- later\n", &["the file holds nothing but comments @ "]);
}

#[test]
fn a_keyword_before_a_bracket_or_comma_lacks_its_expression() {
    check_text(
        "{ a = if True then 1 else, b = [ let x = 1 in ], c := 1, d = 2020-01-01T }",
        &[
            "found `,` where an expression belongs @ ,",
            "found `]` where an expression belongs @ ]",
            "`:=` is written where `=` belongs @ :=",
            "the time of the day is missing behind `T` @ ",
        ],
    );
}

#[test]
fn a_wrong_digest_is_reported_once_with_the_right_one() {
    let zeros = "0".repeat(64);
    let outer = format!("./b.dhall sha256:{zeros}");
    let inner = format!("{{ x = ./c.dhall sha256:{zeros} }}");
    let files = [
        ("a.dhall", outer.as_str()),
        ("b.dhall", inner.as_str()),
        ("c.dhall", "1"),
    ];
    let (result, _) = evaluate(&files, None);
    assert_eq!(result.findings.len(), 1);
    let label = result.findings[0].diagnostic.primary.as_ref().unwrap();
    assert_eq!(
        label.text,
        "it is sha256:d60d8415e36e86dae7f42933d3b0c4fe3ca238f057fba206c7e9fbf5d784fe15"
    );
}
