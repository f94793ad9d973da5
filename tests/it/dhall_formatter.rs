//! Formatting keeps meaning and comments, and is done after one time.

use meshc::dhall::binary;
use meshc::dhall::syntax::{FormatError, format, parse, parse_bytes};
use meshc::source::FileId;
use proptest::prelude::*;

use crate::dhall_standard::cases;
use crate::random_tree::random_tree;

fn check(text: &str, expected: &str) {
    let formatted = format(FileId(0), text).expect("an expression");
    assert_eq!(formatted, expected);
    assert_eq!(
        format(FileId(0), &formatted).expect("an expression"),
        expected,
        "again"
    );
}

#[test]
fn what_fits_stands_on_one_line() {
    check("{a=1,\n b  = [1,2,],}\n", "{ a = 1, b = [ 1, 2 ] }\n");
    check("let x=1 in\nx", "let x = 1 in x\n");
    check("\\(x:  Natural)->\n x+ 1", "\\(x : Natural) -> x + 1\n");
    check("{,}", "{}\n");
    check("{ = , }", "{=}\n");
    check("<A|B : T|>", "< A | B : T >\n");
    check("x @ 1", "x@1\n");
    check("./a   as   Text", "./a as Text\n");
    check("r .{ a ,b } . c . ( T )", "r.{ a, b }.c.(T)\n");
    check("x with a . ? = 1 with b = 2", "x with a.? = 1 with b = 2\n");
    check("T :: { a = 1 }", "T::{ a = 1 }\n");
    check(
        "if a then b else if c then d else e",
        "if a then b else if c then d else e\n",
    );
    check("forall(a : Type)->a", "forall (a : Type) -> a\n");
}

#[test]
fn comments_stay_where_they_belong() {
    check(
        "-- head\n\n-- second\n{ a = 1 -- one\n, {- two -} b = 2\n-- three\n, c = 3\n}\n-- tail",
        "\
-- head

-- second
{ a = 1 -- one
, {- two -} b = 2
  -- three
, c = 3
}
-- tail
",
    );
    check(
        "let {- name -} a = 1 -- one\n\n-- before b\nlet b = 2\nin -- here\n a",
        "\
let {- name -} a = 1 -- one

-- before b
let b = 2

in -- here
    a
",
    );
    check("[ -- first\n1, 2 -- last\n]", "[ -- first\n  1\n, 2 -- last\n]\n");
    check("{ -- nothing\n}", "{ -- nothing\n}\n");
    check("f -- of\n  x", "f -- of\n  x\n");
    check("#!/usr/bin/env dhall\n1", "#!/usr/bin/env dhall\n1\n");
}

#[test]
fn texts_of_several_lines_move_with_their_surroundings() {
    check(
        "let x = ''\n      a\n        b\n\n      c''  in x",
        "\
let x =
      ''
      a
        b

      c''

in  x
",
    );
}

#[test]
fn what_is_no_expression_is_refused() {
    assert!(matches!(
        format(FileId(0), "{ a = }"),
        Err(FormatError::Syntax(_))
    ));
}

/// Formats, and says what went wrong; what is no expression is left alone.
fn holds(text: &str) -> Result<(), String> {
    let formatted = match format(FileId(0), text) {
        Err(FormatError::Syntax(_)) => return Ok(()),
        result => result.map_err(|error| format!("{error:?} for {text}"))?,
    };
    let tree = |text: &str| binary::encode(&parse(FileId(0), text).ast);
    if tree(text) != tree(&formatted) {
        return Err(format!("{formatted}means something else than\n{text}"));
    }
    let again = format(FileId(0), &formatted).map_err(|error| format!("{error:?} for {formatted}"))?;
    if again != formatted {
        return Err(format!("{formatted}is formatted as\n{again}"));
    }
    let space = formatted.lines().any(|line| line.ends_with(' '));
    if space && !text.contains("''") && !text.contains("{-") {
        return Err(format!("there is space at a line's end in\n{formatted}"));
    }
    Ok(())
}

#[test]
fn every_acceptance_test_keeps_meaning_and_comments() {
    for directory in [
        "parser/success",
        "type-inference/success",
        "normalization/success",
        "import/success",
    ] {
        for case in cases(directory, ".dhall").unwrap_or_default() {
            let parsed = parse_bytes(FileId(0), &case.input());
            let text = String::from_utf8(case.input()).expect("UTF-8");
            if parsed.findings.is_empty() && text.len() < 200_000 {
                assert_eq!(holds(&text), Ok(()), "{}", case.name);
            }
        }
    }
}

/// Puts comments and line ends at random places where white space stands.
fn sprinkle(text: &str, choices: &[u8]) -> String {
    let mut choices = choices.iter().cycle();
    let mut sprinkled = String::new();
    let mut in_text = false;
    for character in text.chars() {
        in_text ^= character == '"';
        let choice = if character == ' ' && !in_text {
            choices.next()
        } else {
            None
        };
        sprinkled.push_str(match choice {
            Some(0..8) => " -- line\n",
            Some(8..16) => "\n-- own line\n",
            Some(16..24) => " {- block -} ",
            Some(24..32) => "\n\n{- own\n block -}\n\n",
            Some(32..50) => "\n",
            Some(50..55) => "\n\n\n",
            _ => {
                sprinkled.push(character);
                continue;
            }
        });
    }
    sprinkled
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_tree_with_comments_anywhere_keeps_them(
        choices in proptest::collection::vec(any::<u8>(), 0..120),
        places in proptest::collection::vec(any::<u8>(), 1..60),
    ) {
        let text = meshc::dhall::syntax::print_line(&random_tree(&choices));
        prop_assert_eq!(holds(&sprinkle(&text, &places)), Ok(()));
    }
}
