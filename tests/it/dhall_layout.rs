//! Files with several mistakes of syntax: as many findings as mistakes, each on its line, and none hides what is
//! wrong with the rest of the file.

use meshc::source::{SourceName, Sources};

use super::dhall::evaluate;

/// Evaluates a file; every line that ends in a comment `--! …` has exactly the findings named there, separated by
/// ` | `, and no other line has one. Comments are taken away first.
fn check(text: &str) {
    let mut expected = Vec::new();
    let mut plain = String::new();
    for (number, line) in text.trim_start_matches('\n').lines().enumerate() {
        let (code, comment) = line.split_once("--!").unwrap_or((line, ""));
        let messages = comment
            .split(" | ")
            .map(str::trim)
            .filter(|message| !message.is_empty());
        expected.extend(messages.map(|message| (number + 1, message.to_owned())));
        plain.push_str(code.trim_end());
        plain.push('\n');
    }
    let (result, sources) = evaluate(&[("a.dhall", &plain)], None);
    assert!(result.datum.is_none());
    let mut found: Vec<(usize, String)> = result
        .findings
        .iter()
        .map(|finding| {
            let span = finding.diagnostic.primary.as_ref().expect("a place").span;
            (
                sources.source(span.file).position(span.start).line as usize,
                finding.diagnostic.message.clone(),
            )
        })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected, "{plain}");
}

#[test]
fn brackets_left_open_on_a_line_end_where_the_layout_says() {
    check(
        r#"
let ports = [ 80, 443 --! this `[` is not closed before the next `let`
let size = (1 + 2 --! this `(` is not closed before the next `let`
let server =
      { host = "a"
      , limits = { cpu = 1 --! this `{` is not closed
      , names = [ [ "a" ], [ "b" ] --! this `[` is not closed
      , weight = Natural/show (size * (1 + 2) --! this `(` is not closed
      }
let other = {
  a = [ 1, 2, --! this `[` is not closed
  b = tru, --! `tru` is not bound here
}
let last =
      { a = 1 --! this `{` is not closed before the next `in`
      , b = 2
in  { ports, server, other, last, d = 1 ++ "x" } --! `++` works on `Text`, and this has the type `Natural`
"#,
    );
}

#[test]
fn closing_brackets_that_close_nothing_are_passed_over() {
    check(
        r#"
let a = [ 1, 2 ] ] --! this `]` closes nothing
let b = 3) --! this `)` closes nothing
in  { a
    , c = { d = 1 } } --! this `}` closes nothing
    , e =
        { f = { g = 1 } } --! this `}` closes nothing
        , h = b + "x" --! `+` works on `Natural`, and this has the type `Text`
        }
    , i = [ 1, 2 ) --! found `)` where `]` belongs
    , j =
        [ { k = 1 } } --! this `}` closes nothing
        ]
    , l = undefinedName --! `undefinedName` is not bound here
    }
"#,
    );
}

#[test]
fn one_bracket_too_few_and_one_too_many_do_not_mend_each_other() {
    check(
        r#"
let a = { b = 1 --! this `{` is not closed before the next `let`
let c = { d = 2 } } --! this `}` closes nothing
in  { a, c, e = 1 + True } --! `+` works on `Natural`, and this has the type `Bool`
"#,
    );
}

#[test]
fn a_schema_whose_brace_ends_its_line_is_not_left_open() {
    check(
        r#"
let S = { Type = { a : Natural, b : Text }, default = { b = "" } }
in  { x =
        S::{
        , a = 1 + --! an expression is missing behind `+`
        , b = "x"
        }
    , y = [ S::{
        , a = 2
        , b = "3" ] --! this `]` closes nothing
        } ]
    }
"#,
    );
}

#[test]
fn what_is_missing_at_the_end_of_a_line_is_missed_there() {
    check(
        r#"
let a = 1 + --! an expression is missing behind `+`
let b : --! an expression is missing behind `:`
let c = if True then 1 else --! an expression is missing behind `else`
let d = if True then 1 --! `else` is missing behind `1`
let e = λ(x : Natural) --! `→` is missing behind `)`
  x + "a" --! `+` works on `Natural`, and this has the type `Text`
let f =
      let g = 1 --! the `in` of a `let` is missing behind `1`
let h --! the `=` of `let h` is missing behind `h`
in  { i = --! an expression is missing behind `=`
    , j = a && --! an expression is missing behind `&&`
    , k = Some --! `Some` needs a value, and nothing follows on its line
    , l = f. --! a field name is missing behind `.`
    , m --! `m` is not bound here
    , n =
        { o = 1
        , p = d # --! an expression is missing behind `#`
        }
    , q = c ++ [ b ] --! `++` works on `Text`, and this has the type `List ?`
    }
"#,
    );
    check(
        r#"
{
  a = --! an expression is missing behind `=`
  b = 1,
  c = 2 + --! an expression is missing behind `+`
  d = True + 1, --! `+` works on `Natural`, and this has the type `Bool`
}
"#,
    );
}

#[test]
fn names_that_lack_their_let_or_comma_are_bound_all_the_same() {
    check(
        r#"
first = 1 --! a `let` is missing before `first`
let a = [ 1, "x" ] --! this has the type `Text`, not `Natural`
second = first + 1 --! a `let` is missing before `second`
let let b = second --! `let` is written twice
in  { c = 1
      d = b ++ "" --! a `,` is missing before `d` | `++` works on `Text`, and this has the type `Natural`
    }
"#,
    );
}

#[test]
fn a_record_is_what_most_of_its_fields_say() {
    check(
        r#"
{ a : 1 --! `a` is given a type in a record of values
, b = 2
, c = 3
}
"#,
    );
    check("{ a = Natural, b : Text, c : Natural } --! `a` is given a value in a record type\n");
}

#[test]
fn a_text_without_its_end_ends_before_what_is_not_opened_in_it() {
    check(
        r#"
{ a = [ "x", "f(y) ] --! this text is not closed before the end of its line
, b = f ("a ${Natural/show 1}) --! `f` is not bound here | this text is not closed before the end of its line
, c = "p ${Natural/show (1} q" --! found `}` where `)` belongs
, d = "${1" --! found a text where `}` belongs
, e = 1 + "" --! `+` works on `Natural`, and this has the type `Text`
}
"#,
    );
}

#[test]
fn a_mistake_in_parentheses_ends_with_them() {
    check(
        r#"
let f = λ(x Natural) → λ(y : Natural) → x + y + "" --! found `Natural` where `:` and the parameter's type belong | `+` works on `Natural`, and this has the type `Text`
in  { a = f (1 +) (2 *) --! found `)` where an expression belongs | found `)` where an expression belongs
    , b =
        f
          ( [ 1 ]
          # [ 2 @ ] --! found `@` where `,` or `]` belongs
          )
          tru --! `tru` is not bound here
    }
"#,
    );
}

#[test]
fn comments_of_other_languages_are_one_mistake_each() {
    check(
        r#"
let a = 1 # the first --! `the` is not bound here
let b = 2
// the second one of them --! `the` is not bound here
in  { a, b }
"#,
    );
}

#[test]
fn layouts_of_other_kinds_mislead_nobody() {
    check(
        r#"
let a = { x = 1
, y = 2
}
let b = [
1,
2
]
in { c = a, d = b, e = 1 ; --! found `;` where `,` or `}` belongs
}
"#,
    );
    let sources = Sources::default();
    for text in [
        "let a =\nlet b = 1\nin b\nin a\n",
        "{ a =\nx\n, b = [ 1\n, 2\n] }\n",
        "f (\\(x : A) ->\nlet y = x\nin y)\n",
    ] {
        let file = sources.add(SourceName::Named("valid".into()), text);
        assert!(
            meshc::dhall::syntax::parse(file, text).findings.is_empty(),
            "{text}"
        );
    }
}
