//! What the parser says about texts that are no Dhall, and that nothing can bring it down.

use meshc::dhall::binary;
use meshc::dhall::syntax::{Expr, format, parse, parse_bytes, print_line};
use meshc::source::{SourceName, Sources};
use proptest::prelude::*;

use crate::dhall_standard::cases;

/// Parses and compares each finding, written as `underlined text: message` with `-- help` behind it.
fn check(text: &str, expected: &[&str]) {
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), text);
    let found: Vec<_> = parse(file, text)
        .findings
        .iter()
        .map(|finding| {
            let place = sources.text(finding.primary.as_ref().expect("a place").span);
            let help = finding
                .help
                .as_ref()
                .map_or(String::new(), |help| format!(" -- {help}"));
            format!("{place}: {}{help}", finding.message)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn fields_and_types_are_told_apart() {
    check(
        "{ a = 1, b : Natural, c = 3 }",
        &[":: `b` is given a type in a record of values \
             -- write `b = …`; a record type is written with `:` for every field"],
    );
    check(
        "{ a : Natural, b = 1 }",
        &["=: `b` is given a value in a record type \
             -- write `b : …`; a record of values is written with `=` for every field"],
    );
    check(
        "{ a : Natural, b }",
        &["b: the field `b` of this record type has no type -- write `b : …`"],
    );
    check(
        r#"{ "a": 1, b = 2 }"#,
        &["\"a\": the field name \"a\" is written as a text \
             -- write `a = …`: field names have no double quotes, and `=` gives their value"],
    );
}

#[test]
fn missing_separators_and_keywords_are_named() {
    check(
        "{ a = 1\n  b = 2 }",
        &["b: a `,` is missing before `b` -- put a comma before it"],
    );
    check(
        "let x = 1\n    y = 2\nin  x",
        &["y: a `let` is missing before `y` -- put `let` before it"],
    );
    check(
        "let x = 1 x",
        &[": found the end of the file where the `in` of a `let` belongs \
            -- write `in` and the expression that uses the bindings"],
    );
    check(
        "let x 1 in x",
        &["1: found `1` where the `=` of `let x` belongs -- write `let x = …`, or `let x : Type = …`"],
    );
    check(
        "if a then b",
        &[": found the end of the file where `else` belongs \
            -- every `if` has both branches: `if b then x else y`"],
    );
    check(
        "{ a = 1; b = 2 }",
        &[";: found `;` where `,` or `}` belongs -- items are separated by `,`"],
    );
    check(
        "f(x)",
        &["(: found `(` behind the end of the expression -- put a space between a function and its argument"],
    );
    check(
        "x :T",
        &[":: `:` is not followed by a space -- put a space after `:`"],
    );
}

#[test]
fn what_is_never_closed_is_shown_where_it_opens() {
    check("(1 + 2", &["(: this `(` is never closed -- close it with `)`"]);
    check(
        "{ a = [ 1, 2",
        &["[: this `[` is never closed -- close it with `]`"],
    );
    check("\"${x", &["${: this `${` is never closed -- close it with `}`"]);
    check("''\nx", &["'': this text is never closed -- close it with `''`"]);
    check(
        "{- {- -}",
        &["{-: this comment is never closed -- end it with `-}`; comments nest"],
    );
    check(
        "let a = [ 1\nlet b = 2\nin  a",
        &["[: this `[` is not closed before the next `let` -- close it with `]`"],
    );
}

#[test]
fn a_missing_bracket_or_quote_hides_nothing_behind_it() {
    check(
        "{ a = [ 1, 2, b = 3, c = , d = 4 }",
        &[
            "[: this `[` is not closed before the field `b` -- close it with `]`",
            ",: found `,` where an expression belongs",
        ],
    );
    check(
        "{ a = [ \"x ]\n, b = }",
        &[
            "\"x: this text is not closed before the end of its line \
             -- close it with `\"`, write the line end as `\\n`, or use `''` for a text of several lines",
            "}: found `}` where an expression belongs",
        ],
    );
    check(
        "let f = λ(x : Natural → x in let y = in f y",
        &[
            "(: this `(` is not closed before the next `in` -- close it with `)`",
            "in: found the keyword `in` where an expression belongs -- the value before `in` is missing",
        ],
    );
    check(
        "let in = 1 let y = in 2",
        &[
            "in: found the keyword `in` where a name belongs -- put the name in backquotes: `` `in` ``",
            "in: found the keyword `in` where an expression belongs -- the value before `in` is missing",
        ],
    );
}

#[test]
fn habits_of_other_languages_are_understood() {
    check(
        "# x\n1",
        &["#: found `#` where an expression belongs -- a comment begins with `--`"],
    );
    check(
        "{ // x\n a = 1 }",
        &["//: found `//` where a field name belongs -- a comment begins with `--`"],
    );
    check(
        "{ a = 'x' }",
        &["': found `'` where an expression belongs \
             -- a text of one line is written in double quotes, one of several lines in `''`"],
    );
    check(
        "''abc''",
        &["'': the text begins on the line of its opening `''` \
             -- begin a new line behind `''`, or write a text of one line in double quotes"],
    );
    check(
        "\"a\tb\"",
        &["\t: a tab stands in a text in double quotes -- write it as `\\t`"],
    );
    check(
        "!b",
        &["!: found `!` where an expression belongs -- the negation of `b` is written `b == False`"],
    );
    check(
        "a // b with c = 1",
        &["with: found the keyword `with` behind the end of the expression \
             -- put parentheses around the record that `with` changes"],
    );
    check(
        "\\x -> x",
        &["x: found `x` where `(` belongs \
             -- write the parameter with its type in parentheses: `λ(x : Natural) → …`"],
    );
    check(
        "\u{feff}1",
        &["\u{feff}: the file begins with a byte order mark -- save the file without it"],
    );
}

#[test]
fn characters_that_may_stand_nowhere_are_reported_once() {
    check(
        "-- \u{1}\n1",
        &["\u{1}: the control character U+0001 may not stand in a file \
            -- delete it, or write it as an escape inside of a text"],
    );
    check(
        "1\r2",
        &["\r: this carriage return does not belong to a line end \
            -- delete it, or write it as an escape inside of a text"],
    );
    check(
        "\"\u{1ffff}\"",
        &[
            "\u{1ffff}: U+1FFFF is not a character and may not stand in a file \
            -- delete it, or write it as an escape inside of a text",
        ],
    );
    check(
        "1 \u{7f}",
        &["\u{7f}: found `U+007F` behind the end of the expression"],
    );
    check(
        "\u{202e}1",
        &["\u{202e}: found `U+202E` where an expression belongs"],
    );
    check("-- \u{7f} \u{202e}\n1", &[]);
}

#[test]
fn independent_mistakes_are_all_reported_and_none_twice() {
    check(
        "let a = { x = 1, y = , z = ] 3, w = 4 + }\nlet b = 2 3 4 ;\nlet c = \"\\q\" in (a",
        &[
            ",: found `,` where an expression belongs",
            "]: this `]` closes nothing -- there is no bracket that it would close; delete it",
            "}: found `}` where an expression belongs",
            ";: found `;` where `let` or `in` belongs -- only white space separates bindings",
            "\\q: `\\q` is not an escape sequence -- there are `\\\"`, `\\$`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, \
             `\\r`, `\\t` and `\\u{…}`; a backslash is `\\\\`",
            "(: this `(` is never closed -- close it with `)`",
        ],
    );
    check(
        "{ a = (1 + 2, b = 3, c = ) }",
        &[
            ",: found `,` where `)` belongs \
             -- close the parenthesis before it; arguments stand side by side: `f x y`",
            "): found `)` where an expression belongs",
        ],
    );
    check(
        "< A = 1 | B : | C >",
        &[
            "=: found `=` behind the alternative `A` \
             -- write `A`, or `A : Type`, and separate alternatives by `|`",
            "|: found `|` where an expression belongs",
        ],
    );
}

#[test]
fn a_mistake_leaves_a_hole_and_keeps_the_rest() {
    let text = "{ a = 1, b = , c = 3 }";
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), text);
    let ast = parse(file, text).ast;
    let Expr::Record(fields) = &ast[ast.root()] else {
        panic!("a record: {:?}", ast[ast.root()]);
    };
    let names: Vec<_> = fields.iter().map(|(label, _)| label.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert!(matches!(ast[fields[1].1], Expr::Hole));
    assert!(matches!(ast[fields[2].1], Expr::Natural(3)));
}

#[test]
fn spans_cover_what_was_written() {
    let text = "let f = λ(x : Natural) → x + 1 in { a = f 2, b.c = [ True ] }.a";
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), text);
    let ast = parse(file, text).ast;
    let spans: Vec<_> = (0..ast.len() as u32)
        .map(|id| sources.text(ast.span(meshc::dhall::syntax::ExprId(id))))
        .collect();
    for expected in ["x + 1", "λ(x : Natural) → x + 1", "f 2", "c = [ True ]", text] {
        assert!(
            spans.iter().any(|span| span == expected),
            "{expected}: {spans:#?}"
        );
    }
}

/// Runs on a thread whose stack is as large as the limit on nesting needs.
fn with_deep_stack<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let handle = thread.spawn_scoped(scope, run).expect("a thread can be started");
        handle.join().expect("the thread does not panic")
    })
}

#[test]
fn a_file_holds_no_more_than_fits_into_memory() {
    for (unit, times) in [(",1", 2_100_000), (",\"${x}\"", 600_000), ("+ 1", 1_100_000)] {
        let text = if unit == "+ 1" {
            format!("1{}", unit.repeat(times))
        } else {
            format!("[1{}]", unit.repeat(times))
        };
        let sources = Sources::default();
        let file = sources.add(SourceName::Named("input".into()), text.as_str());
        let found = parse(file, &text).findings;
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["this file holds more than 2000000 expressions"],
            "{unit}"
        );
    }
}

#[test]
fn nesting_is_limited_and_runs_are_not() {
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), "");
    let nests = [
        ("(", "1", ")"),
        ("{ a = ", "1", " }"),
        ("[ ", "1", " ]"),
        ("λ(a : Natural) → ", "a", ""),
        ("\"${", "1", "}\""),
        ("''\n${", "x", "}''"),
        ("if True then 1 else ", "1", ""),
        ("< a : ", "A", " >"),
        ("{ a, b = x with c.d = (", "b", ") }"),
        ("https://a using ", "https://b", ""),
        ("a → ", "a", ""),
        ("x : ", "T", ""),
    ];
    for (before, inside, behind) in nests {
        let text = before.repeat(100_000) + inside + &behind.repeat(100_000);
        let findings = with_deep_stack(|| parse(file, &text).findings);
        let messages: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            messages,
            ["this expression is nested more than 2000 levels deep"],
            "{before}"
        );
    }
    let runs = [
        ("1", " + 1"),
        ("f", " x"),
        ("x", ".y"),
        ("x", " with y = 1"),
        ("let x = 1", " let x = 1"),
        ("1", " {-"),
        ("./a", "/b"),
    ];
    for (first, next) in runs {
        let end = match next {
            " {-" => "-}".repeat(100_000),
            " let x = 1" => " in x".into(),
            _ => String::new(),
        };
        let text = first.to_owned() + &next.repeat(100_000) + &end;
        assert_eq!(parse(file, &text).findings, [], "{first}");
    }
}

#[test]
fn mistakes_cost_linear_time() {
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), "");
    let many = 200_000;
    let texts = [
        format!("[ {}{}", "(".repeat(many), "]".repeat(many)),
        format!("[ {}{}", "[ ".repeat(1_900), ") , ".repeat(many)),
        format!("let x = {} in x", "let ".repeat(many)),
        format!("let x =\n{} in x", "let\n".repeat(many)),
        "{ a = , ".repeat(many),
        "x {- y".repeat(many),
        format!("\"{}", "${".repeat(many)),
        "\"".repeat(many + 1),
        "`".repeat(many + 1),
        "\"${a\" ".repeat(many),
        "\"\n".repeat(many),
    ];
    let before = std::time::Instant::now();
    for text in &texts {
        let findings = with_deep_stack(|| parse(file, text).findings);
        assert!((1..=1_000).contains(&findings.len()), "{}", findings.len());
    }
    // Quadratic time would be minutes.
    assert!(before.elapsed().as_secs() < 20);
}

#[test]
fn width_costs_linear_time() {
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), "");
    let fields = |field: fn(usize) -> String| (0..20_000).map(field).collect::<Vec<_>>().join(", ");
    let texts = [
        format!("{{ {} }}", fields(|number| format!("a.b{number} = {number}"))),
        format!("{{ {} }}", fields(|number| format!("a{number} = {number}"))),
        format!("[ {} ]", fields(|number| number.to_string())),
        format!(
            "< {} >",
            fields(|number| format!("A{number}")).replace(", ", " | ")
        ),
        format!("x{}", " // x".repeat(20_000)),
        format!("x{}", " with a.b = 1".repeat(20_000)),
        format!("f{}", " (x)".repeat(20_000)),
        format!("\"{}\"", "${x}a".repeat(20_000)),
        "7".repeat(100_000),
        format!("0.{}", "7".repeat(100_000)),
    ];
    let before = std::time::Instant::now();
    for text in &texts {
        let parsed = parse(file, text);
        assert_eq!(parsed.findings, []);
        let line = print_line(&parsed.ast);
        assert_eq!(
            binary::encode(&parse(file, &line).ast),
            binary::encode(&parsed.ast)
        );
        assert!(format(file, text).is_ok());
    }
    // Quadratic time would be minutes.
    assert!(before.elapsed().as_secs() < 60);
}

/// Every acceptance test of the parser as text, or a few texts where the suite is absent.
fn texts() -> Vec<String> {
    let suite = [
        "parser/success",
        "parser/failure",
        "type-inference/success",
        "import/success",
    ]
    .iter()
    .filter_map(|directory| cases(directory, ".dhall"))
    .flatten()
    .filter_map(|case| String::from_utf8(case.input()).ok())
    .filter(|text| text.len() < 5_000);
    suite
        .chain([
            "let x = { a = \"${b}\", c = ''\n  x ${y}\n'' } in < A | B : T >.A [ 1, +2 ] : ./x ? env:Y"
                .into(),
        ])
        .collect()
}

#[test]
fn no_beginning_of_a_text_brings_the_parser_down() {
    let sources = Sources::default();
    let file = sources.add(SourceName::Named("input".into()), "");
    for text in texts() {
        for (at, _) in text
            .char_indices()
            .filter(|(at, _)| text.len() < 600 || at % 7 == 0)
        {
            let parsed = parse(file, &text[..at]);
            assert!(!parsed.ast.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_bytes_bring_the_parser_down(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let sources = Sources::default();
        let file = sources.add(SourceName::Named("input".into()), "");
        prop_assert!(!parse_bytes(file, &bytes).ast.is_empty());
    }

    #[test]
    fn no_mixture_of_tokens_brings_the_parser_down(tokens in proptest::collection::vec(
        prop::sample::select(vec![
            "let", "in", "x", "y", "=", ":", ",", "(", ")", "[", "]", "{", "}", "<", ">", "|", ".", "\"", "''\n",
            "''", "${", "λ", "→", "∀", "if", "then", "else", "+", "//", "with", "merge", "1", "0x", "2020-01-01",
            "12:00", "./a", "https://a.b/c", "env:X", "?", "sha256:", "as", "Text", "`", "\\", "--", "\n", "{-", "-}",
            "é", "@", "::", "assert", "Some", "using", "missing", "$", "'", "#", "-", "+1", "NaN", "True",
        ]), 0..40), spaces in any::<bool>())
    {
        let sources = Sources::default();
        let text = tokens.join(if spaces { " " } else { "" });
        let file = sources.add(SourceName::Named("input".into()), text.as_str());
        let parsed = parse(file, &text);
        for finding in &parsed.findings {
            let span = finding.primary.as_ref().expect("a place").span;
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{finding:?} in {text}");
        }
    }
}
