//! What is printed or encoded means what was printed or encoded.

use meshc::dhall::syntax::{Ast, parse, print, print_line};
use meshc::dhall::{binary, syntax};
use meshc::source::FileId;
use proptest::prelude::*;

use crate::dhall_standard::cases;
use crate::random_tree::random_tree;

/// Parses what was printed and compares the binary forms.
fn same(ast: &Ast, printed: &str) -> Result<(), String> {
    let again = parse(FileId(1), printed);
    if let Some(finding) = again.findings.first() {
        return Err(format!("{}: {finding:?}", printed));
    }
    if binary::encode(&again.ast) != binary::encode(ast) {
        return Err(format!("{printed} is read as {}", print_line(&again.ast)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_tree_is_read_again_as_it_was_printed(choices in proptest::collection::vec(any::<u8>(), 0..120)) {
        let ast = random_tree(&choices);
        prop_assert_eq!(same(&ast, &print_line(&ast)), Ok(()));
        prop_assert_eq!(same(&ast, &print(&ast)), Ok(()));
    }

    #[test]
    fn any_tree_is_decoded_as_it_was_encoded(choices in proptest::collection::vec(any::<u8>(), 0..120)) {
        let ast = random_tree(&choices);
        let bytes = binary::encode(&ast);
        let again = binary::decode(FileId(1), &bytes).expect("what was encoded");
        prop_assert_eq!(binary::encode(&again), bytes);
    }

    #[test]
    fn no_bytes_bring_the_decoder_down(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(ast) = binary::decode(FileId(1), &bytes) {
            let _ = print(&ast);
        }
    }
}

#[test]
fn every_acceptance_test_is_read_again_as_it_was_printed() {
    let Some(cases) = cases("parser/success", "A.dhall") else {
        return;
    };
    for case in cases {
        let parsed = syntax::parse_bytes(FileId(0), &case.input());
        assert_eq!(same(&parsed.ast, &print(&parsed.ast)), Ok(()), "{}", case.name);
        assert_eq!(
            same(&parsed.ast, &print_line(&parsed.ast)),
            Ok(()),
            "{}",
            case.name
        );
    }
}

#[test]
fn only_needed_parentheses_and_quotes_are_printed() {
    let rows = [
        ("((a + b)) + (c + d)", "a + b + (c + d)"),
        ("(a * b) + c", "a * b + c"),
        ("(f (x)) (y z)", "f x (y z)"),
        ("(merge a b) : T", "(merge a b) : T"),
        ("(if a then b else c).x", "(if a then b else c).x"),
        ("(r with a = 1) with b = (x + y)", "r with a = 1 with b = x + y"),
        ("(A -> B) -> C -> D", "(A → B) → C → D"),
        (
            "{ `if` = 1, `x` = 2, Some = 3, Natural = 4 }",
            "{ `if` = 1, x = 2, Some = 3, Natural = 4 }",
        ),
        (
            "λ(`Natural` : Type) → `Natural`",
            "λ(`Natural` : Type) → `Natural`",
        ),
        ("''\n  a\n    b''", "\"a\\n  b\""),
        ("(./x).y", "(./x).y"),
        (
            "https://a.b using (./h) sha256:0000000000000000000000000000000000000000000000000000000000000000",
            "https://a.b/ using (./h) sha256:0000000000000000000000000000000000000000000000000000000000000000",
        ),
        ("1.0e3", "1000.0"),
        ("{ a, b.c = 1 }", "{ a = a, b = { c = 1 } }"),
        ("([] : List Natural) # [ 1 ]", "([] : List Natural) # [ 1 ]"),
    ];
    for (text, expected) in rows {
        assert_eq!(print_line(&parse(FileId(0), text).ast), expected);
    }
}

#[test]
fn long_expressions_are_printed_on_several_lines() {
    let text = "let x = { name = \"a rather long text to fill the line\", items = [ 1, 2, 3 ], text = \"one\\ntwo\\n\", \
                f = \\(x : Natural) -> x + 1 } in x.name ++ \"y\"";
    let expected = "\
let x =
      { name = \"a rather long text to fill the line\"
      , items = [ 1, 2, 3 ]
      , text =
          ''
          one
          two
          ''
      , f = λ(x : Natural) → x + 1
      }

in  x.name ++ \"y\"";
    assert_eq!(print(&parse(FileId(0), text).ast), expected);
}

#[test]
fn deep_trees_can_be_printed_and_encoded() {
    let text = format!("{}x", "a # ".repeat(50_000));
    let ast = parse(FileId(0), &text).ast;
    assert_eq!(print_line(&ast), text);
    assert!(binary::encode(&ast).len() > 50_000);
}
