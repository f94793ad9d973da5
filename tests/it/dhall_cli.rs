//! `meshc dhall` as it is typed: what it prints, what it writes, how it ends.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;

/// A folder with these files, the top of a repository.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What a run printed to both streams, and its exit code.
#[derive(Debug, PartialEq)]
struct Ran {
    out: String,
    err: String,
    code: i32,
}

fn run(folder: &Path, words: &[&str], input: &str) -> Ran {
    let output = raw(folder, words, input.as_bytes());
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

fn raw(folder: &Path, words: &[&str], input: &[u8]) -> std::process::Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_meshc"))
        .arg("dhall")
        .args(words)
        .current_dir(folder)
        .env("MESHC_TEST_SET", "from outside")
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads a file does not wait for standard input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn data_goes_to_standard_output_and_mistakes_to_standard_error() {
    let folder = folder(&[
        ("a.dhall", "{ b = ./lib/b.dhall, a = None Text }"),
        ("lib/b.dhall", "1 + ./c.dhall"),
        ("lib/c.dhall", "2"),
        ("wrong.dhall", "{ a = 1 + True }"),
        ("out.dhall", "../x.dhall"),
        ("env.dhall", "env:MESHC_TEST_SET as Text"),
        ("unset.dhall", "env:MESHC_TEST_UNSET as Text ? \"none\""),
        ("list.dhall", "[ { on = 1 }, { on = 2 } ]"),
    ]);
    let rows: &[(&[&str], &str, &str, &str, i32)] = &[
        (&["eval", "a.dhall"], "", "{ a = None Text, b = 3 }\n", "", 0),
        (
            &["eval", "a.dhall", "--format", "json"],
            "",
            "{\n  \"b\": 3\n}\n",
            "",
            0,
        ),
        (
            &["eval", "a.dhall", "--format=json", "--compact", "--preserve-null"],
            "",
            "{\"a\":null,\"b\":3}\n",
            "",
            0,
        ),
        (
            &[
                "eval",
                "a.dhall",
                "--format",
                "json",
                "--compact",
                "--preserve-null",
                "--preserve-order",
            ],
            "",
            "{\"b\":3,\"a\":null}\n",
            "",
            0,
        ),
        (
            &["eval", "list.dhall", "--format", "yaml", "--documents"],
            "",
            "\"on\": 1\n---\n\"on\": 2\n",
            "",
            0,
        ),
        (&["eval"], "1 + 1", "2\n", "", 0),
        (&["eval", "-"], "./lib/b.dhall", "3\n", "", 0),
        (
            &["type", "a.dhall"],
            "",
            "{ a : Optional Text, b : Natural }\n",
            "",
            0,
        ),
        (&["type"], "λ(x : Bool) → x", "∀(x : Bool) → Bool\n", "", 0),
        (
            &["hash"],
            "1 + 1",
            "sha256:4caf97e8c445d4d4b5c5b992973e098ed4ae88a355915f5a59db640a589bc9cb\n",
            "",
            0,
        ),
        (&["eval", "wrong.dhall"], "", "", "dhall/type", 1),
        (
            &["eval", "wrong.dhall", "--format", "json"],
            "",
            "",
            "dhall/type",
            1,
        ),
        (
            &["eval", "--format", "json"],
            "λ(x : Bool) → x",
            "",
            "dhall/data",
            1,
        ),
        (&["type", "wrong.dhall"], "", "", "dhall/type", 1),
        (&["hash"], "{", "", "dhall/parse", 1),
        (&["eval", "out.dhall"], "", "", "dhall/policy", 1),
        (&["eval", "lib/b.dhall", "--root", "lib"], "", "3\n", "", 0),
        (&["eval", "a.dhall", "--root", "lib"], "", "", "--root", 64),
        (&["eval", "env.dhall"], "", "", "--allow-env", 1),
        (
            &["eval", "env.dhall", "--allow-env", "MESHC_TEST_SET"],
            "",
            "\"from outside\"\n",
            "",
            0,
        ),
        (
            &["eval", "unset.dhall", "--allow-env", "MESHC_TEST_UNSET"],
            "",
            "\"none\"\n",
            "",
            0,
        ),
        (&["eval", "nothing.dhall"], "", "", "cannot be read", 74),
        (&["eval", "lib"], "", "", "cannot be read", 74),
        (&["eval", "--fromat", "json"], "", "", "--format", 64),
        (
            &["eval", "--omit-empty", "--preserve-null"],
            "",
            "",
            "cannot be used with",
            64,
        ),
        (
            &["eval", "a.dhall", "--compact"],
            "",
            "",
            "`--compact` is for `--format json`",
            64,
        ),
        (
            &["eval", "a.dhall", "--format", "json", "--documents"],
            "",
            "",
            "`--documents` is for",
            64,
        ),
        (&["eval"], "https://a.example/x.dhall", "", "--allow-host", 1),
        (&["eval", "--allow-host", "a b"], "1", "", "--allow-host", 64),
        (
            &["resolve", "a.dhall"],
            "",
            "{ b = 1 + 2, a = None Text }\n",
            "",
            0,
        ),
        (
            &["resolve"],
            "let x = ./nothing.dhall ? ./lib/c.dhall in { x, t = ./lib/c.dhall as Text, l = ./x as Location }",
            concat!(
                "let x = 2\n\nin  { x = x\n    , t = \"2\"\n",
                "    , l = < Environment : Text | Local : Text | Missing | Remote : Text >.Local \"./x\"\n    }\n"
            ),
            "",
            0,
        ),
        (&["resolve", "wrong.dhall"], "", "", "`+`", 1),
        (
            &["resolve", "--transitive-dependencies", "a.dhall"],
            "",
            "lib/b.dhall\nlib/c.dhall\n",
            "",
            0,
        ),
        (
            &["resolve", "--transitive", "a.dhall"],
            "",
            "lib/b.dhall\nlib/c.dhall\n",
            "",
            0,
        ),
        (
            &["resolve", "--immediate-dependencies", "lib/b.dhall"],
            "",
            "./c.dhall\n",
            "",
            0,
        ),
        (
            &["resolve", "--immediate", "lib/b.dhall"],
            "",
            "./c.dhall\n",
            "",
            0,
        ),
        (
            &["resolve", "--immediate"],
            "[ ./b\n  as Text, missing ]",
            "./b as Text\nmissing\n",
            "",
            0,
        ),
    ];
    for (words, input, out, err, code) in rows {
        let ran = run(folder.path(), words, input);
        assert_eq!(
            (ran.out.as_str(), ran.code),
            (*out, *code),
            "{words:?}: {}",
            ran.err
        );
        assert!(ran.err.contains(err), "{words:?}: {}", ran.err);
        assert_eq!(ran.err.is_empty(), err.is_empty(), "{words:?}: {}", ran.err);
    }
}

#[test]
fn findings_come_in_the_formats_of_other_tools() {
    let folder = folder(&[("wrong.dhall", "{ a = 1 + True }")]);
    let rows: &[(&[&str], &str)] = &[
        (&["eval", "wrong.dhall"], "json"),
        (&["lint", "--check", "wrong.dhall"], "json"),
        (&["test"], "json"),
        (&["eval", "wrong.dhall"], "sarif"),
        (&["freeze", "--check", "wrong.dhall"], "sarif"),
        (&["eval", "nothing.dhall"], "json"),
        (&["eval", "--no-such-flag"], "json"),
        (&["eval", "--no-such-flag"], "sarif"),
    ];
    for (words, format) in rows {
        let words: Vec<&str> = words.iter().copied().chain(["--report", format]).collect();
        let ran = run(folder.path(), &words, "");
        let document: Json =
            serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let is_sarif = document["version"] == "2.1.0";
        assert_eq!(is_sarif, *format == "sarif", "{words:?}");
    }
    let found: Json =
        serde_json::from_str(&run(folder.path(), &["eval", "wrong.dhall", "--report", "json"], "").out)
            .unwrap();
    assert_eq!(found["diagnostics"][0]["code"], "dhall/type");
    assert_eq!(found["diagnostics"][0]["place"]["file"], "wrong.dhall");
}

#[test]
fn output_goes_to_a_file_only_when_there_is_some() {
    let folder = folder(&[
        ("a.dhall", "{ a = 1 }"),
        ("b.dhall", "Natural/show"),
        ("out.json", "old"),
    ]);
    let out = folder.path().join("out.json");
    let ran = run(
        folder.path(),
        &["eval", "b.dhall", "--format", "json", "--output", "out.json"],
        "",
    );
    assert_eq!((ran.code, fs::read_to_string(&out).unwrap().as_str()), (1, "old"));
    let ran = run(
        folder.path(),
        &["eval", "a.dhall", "--format", "json", "--output", "out.json"],
        "",
    );
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&out).unwrap(), "{\n  \"a\": 1\n}\n");
    let ran = run(
        folder.path(),
        &["eval", "a.dhall", "--output", "no/such/folder"],
        "",
    );
    assert_eq!(ran.code, 74);
}

#[test]
fn what_is_encoded_is_decoded() {
    let folder = folder(&[]);
    let text = "λ(x : Natural) → { a = x + ./b.dhall, b = [ \"c\" ] }\n";
    let encoded = raw(folder.path(), &["encode"], text.as_bytes()).stdout;
    assert_eq!(encoded[0] >> 5, 4, "an array");
    let decoded = raw(folder.path(), &["decode"], &encoded);
    assert_eq!(String::from_utf8(decoded.stdout).unwrap(), text);
    let refused = raw(folder.path(), &["decode"], b"\xff");
    assert_eq!(refused.status.code(), Some(1));
}

/// The same rewriting of a file, of standard input, and with `--check`.
fn rewritten(command: &str, files: &[(&str, &str)], expected: &str) {
    let (name, before) = files[0];
    let folder = folder(files);
    let here = folder.path();
    let changes = before != expected;
    let checked = run(here, &[command, "--check", name], "");
    assert_eq!(checked.code, i32::from(changes), "{command}: {}", checked.err);
    assert_eq!(
        checked.out,
        if changes {
            format!("{name}\n")
        } else {
            String::new()
        }
    );
    assert_eq!(
        fs::read_to_string(here.join(name)).unwrap(),
        before,
        "--check writes nothing"
    );
    let printed = run(here, &[command], before);
    assert_eq!(
        (printed.out.as_str(), printed.code),
        (expected, 0),
        "{command}: {}",
        printed.err
    );
    let ran = run(here, &[command, name], "");
    assert_eq!(ran.code, 0, "{command}: {}", ran.err);
    assert_eq!(
        fs::read_to_string(here.join(name)).unwrap(),
        expected,
        "{command}"
    );
    assert_eq!(
        run(here, &[command, "--check", name], "").code,
        0,
        "{command} is done after once"
    );
}

#[test]
fn files_are_laid_out() {
    rewritten(
        "format",
        &[("a.dhall", "{a=1,   b   = [ 1,2 ]} -- why\n")],
        "{ a = 1, b = [ 1, 2 ] } -- why\n",
    );
    rewritten("format", &[("a.dhall", "{ a = 1 }\n")], "{ a = 1 }\n");
}

#[test]
fn what_does_nothing_is_taken_out() {
    rewritten(
        "lint",
        &[
            (
                "a.dhall",
                "let a = ./b.dhall\nlet b = True\nin  if b == False then True else False\n",
            ),
            ("b.dhall", "1"),
        ],
        "let b = True\nin  b == False\n",
    );
    rewritten(
        "lint",
        &[("a.dhall", "let a = 1 in a + 1\n")],
        "let a = 1 in a + 1\n",
    );
}

#[test]
fn only_what_is_left_is_told_after_edits() {
    let folder = folder(&[("a.dhall", "let a = 1\nlet b = 2\n-- why\nlet c = 3\nin  4\n")]);
    let ran = run(folder.path(), &["lint", "a.dhall"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let left = fs::read_to_string(folder.path().join("a.dhall")).unwrap();
    assert_eq!(left, "let b = 2\n-- why\nin  4\n");
    assert_eq!(ran.err.matches("is not used").count(), 1, "{}", ran.err);
}

#[test]
fn a_file_that_is_wrong_is_left_alone() {
    let text = "let a = 1 in 1 + True\n";
    let folder = folder(&[("a.dhall", text)]);
    let ran = run(folder.path(), &["lint", "a.dhall"], "");
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("dhall/type"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.dhall")).unwrap(), text);
}

#[test]
fn imports_are_frozen_and_kept_up_to_date() {
    let folder = folder(&[
        (
            "a.dhall",
            "{ b = ./lib/b.dhall, t = ./t.txt as Text, l = ./b.dhall as Location }\n",
        ),
        ("lib/b.dhall", "1 + 1"),
        ("t.txt", "text"),
    ]);
    let here = folder.path();
    let before = run(here, &["hash", "a.dhall"], "");
    assert_eq!(run(here, &["freeze", "--check", "a.dhall"], "").code, 1);
    assert_eq!(run(here, &["freeze", "a.dhall"], "").code, 0);
    let frozen = fs::read_to_string(here.join("a.dhall")).unwrap();
    assert_eq!(frozen.matches("sha256:").count(), 2, "{frozen}");
    // The engine compares the digests of code and text with what is imported.
    assert_eq!(run(here, &["hash", "a.dhall"], ""), before);
    assert_eq!(run(here, &["freeze", "--check", "a.dhall"], "").code, 0);
    fs::write(here.join("lib/b.dhall"), "3").unwrap();
    assert_eq!(run(here, &["eval", "a.dhall"], "").code, 1);
    let stale = run(here, &["freeze", "--check", "a.dhall"], "");
    assert!(
        stale.code == 1 && stale.err.contains("freeze/stale"),
        "{}",
        stale.err
    );
    assert_eq!(run(here, &["freeze", "a.dhall"], "").code, 0);
    assert_eq!(run(here, &["eval", "a.dhall"], "").code, 0);
}

#[test]
fn only_servers_that_are_allowed_are_asked_to_freeze() {
    let frozen = format!("https://a.example/x.dhall sha256:{}\n", "0".repeat(64));
    let folder = folder(&[("a.dhall", "https://a.example/x.dhall\n"), ("b.dhall", &frozen)]);
    let ran = run(folder.path(), &["freeze", "a.dhall"], "");
    assert!(ran.code == 1 && ran.err.contains("--allow-host"), "{}", ran.err);
    let ran = run(folder.path(), &["freeze", "--check", "b.dhall"], "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn differences_are_those_of_meaning() {
    let base =
        "{ a = 1, b = [ 1, 2, 3 ], c = Some { d = \"x\" }, `e f` = < A | B : Natural >.A, t = { g = Bool } }";
    let rows: &[(&str, &str, i32)] = &[
        (
            "let x = 1 in { t.g = Bool, b = [ x, 2, 3 ], a = x, c = Some { d = \"x\" }, `e f` = < A | B : Natural >.A }",
            "",
            0,
        ),
        (&base.replace("a = 1", "a = 2"), "~ a: 1 -> 2\n", 2),
        (&base.replace("a = 1", "n = 1"), "- a: 1\n+ n: 1\n", 2),
        (&base.replace("1, 2, 3", "1, 3"), "- b[1]: 2\n", 2),
        (&base.replace("1, 2, 3", "1, 2, 4, 3"), "+ b[2]: 4\n", 2),
        (&base.replace("\"x\"", "\"y\""), "~ c.?.d: \"x\" -> \"y\"\n", 2),
        (&base.replace(">.A", ">.B 1"), "~ `e f`: <…>.A -> <…>.B 1\n", 2),
        (&base.replace("Bool", "Text"), "~ t.g: Bool -> Text\n", 2),
        ("λ(x : Natural) → x", "", 2),
        ("1 +", "", 1),
    ];
    for (after, expected, code) in rows {
        let folder = folder(&[("a.dhall", base), ("b.dhall", after)]);
        let ran = run(folder.path(), &["diff", "a.dhall", "b.dhall"], "");
        assert_eq!(ran.code, *code, "{after}: {} {}", ran.out, ran.err);
        if !expected.is_empty() || *code == 0 {
            assert_eq!(ran.out, *expected, "{after}");
        }
    }
}

#[test]
fn a_folder_is_tested_by_types_assertions_and_golden_files() {
    let folder = folder(&[
        ("lib/f.dhall", "λ(x : Natural) → x + 1"),
        (
            "a.dhall",
            "let test = assert : ./lib/f.dhall 1 === 2 in { a = ./lib/f.dhall 1 }",
        ),
        ("a.golden.json", "{\n  \"a\": 2\n}\n"),
        ("a.golden.yaml", "a: 2\n"),
        ("a.golden.dhall", "{ a = 2 }\n"),
    ]);
    let here = folder.path();
    let ran = run(here, &["test"], "");
    assert_eq!(
        (ran.out.as_str(), ran.code),
        ("Tested 2 files and 3 golden files: all right.\n", 0),
        "{}",
        ran.err
    );
    assert_eq!(
        run(here, &["test", "lib"], "").out,
        "Tested 1 file and 0 golden files: all right.\n"
    );
    fs::write(here.join("a.golden.yaml"), "a: 3\n").unwrap();
    let ran = run(here, &["test"], "");
    assert!(ran.code == 1 && ran.err.contains("dhall/golden"), "{}", ran.err);
    assert_eq!(run(here, &["test", "--update"], "").code, 0);
    assert_eq!(fs::read_to_string(here.join("a.golden.yaml")).unwrap(), "a: 2\n");
    fs::write(here.join("lib/f.dhall"), "λ(x : Natural) → x").unwrap();
    let ran = run(here, &["test"], "");
    assert!(ran.code == 1 && ran.err.contains("dhall/assert"), "{}", ran.err);
    fs::create_dir(here.join("empty")).unwrap();
    assert_eq!(run(here, &["test", "empty"], "").code, 4);
}

#[test]
fn links_inside_are_followed_and_links_out_are_not() {
    #[cfg(unix)]
    {
        let outside = TempDir::new().unwrap();
        fs::write(outside.path().join("x.dhall"), "1").unwrap();
        let folder = folder(&[
            ("a.dhall", "1"),
            ("b.dhall", "./in.dhall"),
            ("c.dhall", "./out.dhall"),
        ]);
        let link =
            |target: &Path, name: &str| std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
        link(Path::new("a.dhall"), "in.dhall");
        link(&outside.path().join("x.dhall"), "out.dhall");
        assert_eq!(run(folder.path(), &["eval", "b.dhall"], "").out, "1\n");
        let ran = run(folder.path(), &["eval", "c.dhall"], "");
        assert!(ran.code == 1 && ran.err.contains("dhall/policy"), "{}", ran.err);
    }
}

#[test]
fn help_names_the_commands() {
    let folder = folder(&[]);
    let ran = run(folder.path(), &["--help"], "");
    for command in [
        "eval", "type", "hash", "encode", "decode", "format", "lint", "freeze", "resolve", "diff", "test",
    ] {
        assert!(ran.out.contains(&format!("  {command} ")), "{command}");
    }
}

/// A record that holds the one before it twice, `depth` times, over a value or a type.
fn doubled(depth: usize, between: char, first: &str) -> String {
    let mut text = format!("let x0 = {first}\n");
    for level in 1..=depth {
        let before = level - 1;
        text.push_str(&format!(
            "let x{level} = {{ a {between} x{before}, b {between} x{before} }}\n"
        ));
    }
    text + &format!("in x{depth}\n")
}

#[test]
fn what_explodes_is_refused_or_written_but_never_expanded() {
    let folder = folder(&[
        ("value.dhall", &doubled(60, '=', "1")),
        ("type.dhall", &doubled(60, ':', "Bool")),
        ("large.dhall", &doubled(17, '=', "\"text\"")),
    ]);
    let here = folder.path();
    for words in [
        &["eval", "value.dhall"][..],
        &["eval", "value.dhall", "--format", "json"],
        &["eval", "value.dhall", "--format", "yaml"],
        &["type", "value.dhall"],
        &["eval", "type.dhall"],
    ] {
        let ran = run(here, words, "");
        assert!(
            ran.code == 1 && ran.err.contains("dhall/budget"),
            "{words:?}: {}",
            ran.err
        );
        assert_eq!(ran.out, "");
    }
    assert_eq!(run(here, &["diff", "value.dhall", "value.dhall"], "").code, 0);
    let ran = run(here, &["eval", "large.dhall"], "");
    assert_eq!(ran.out.matches("\"text\"").count(), 1 << 17, "{}", ran.err);
    // Two texts fit on a line; the records around them do not.
    assert_eq!(ran.out.lines().count(), 196_605);
    assert!(ran.out.lines().all(|line| line.len() <= 100));
}

#[test]
fn copies_in_the_repository_stand_in_for_servers() {
    // `{ x = 3 }` as the standard encodes it, under its digest.
    let hash = "add9792d79d9e03918e3236f32c6f8e89dbc05efac3451eb835676275f2c20a5";
    let folder = folder(&[("a.dhall", &format!("https://a.example/x.dhall sha256:{hash}"))]);
    let refused = run(folder.path(), &["vendor", "--no-cache"], "");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("`--allow-host a.example`"), "{refused:?}");
    assert!(!folder.path().join("vendor").exists());
    let copies = folder.path().join("vendor/dhall");
    fs::create_dir_all(&copies).unwrap();
    fs::write(
        copies.join(format!("1220{hash}")),
        b"\x82\x08\xa1\x61\x78\x82\x0f\x03",
    )
    .unwrap();
    let ran = run(folder.path(), &["eval", "--no-cache", "a.dhall"], "");
    assert_eq!((ran.out.as_str(), ran.code), ("{ x = 3 }\n", 0), "{ran:?}");
}

#[test]
fn what_is_resolved_comes_to_the_same_without_its_files() {
    let folder = folder(&[
        (
            "main.dhall",
            "let s = ./schema.dhall in [ s::{ name = ./name.txt as Text }, (./f.dhall) s.default ]",
        ),
        (
            "schema.dhall",
            "{ Type = { name : Text, size : Natural }, default = { name = \"x\", size = ./size.dhall } }",
        ),
        (
            "f.dhall",
            "λ(s : (./schema.dhall).Type) → s with size = s.size + ./size.dhall",
        ),
        ("size.dhall", "let one = 1 in one + one"),
        ("name.txt", "a ${name}\n'' and \\"),
    ]);
    let expected = run(folder.path(), &["hash", "main.dhall"], "");
    let resolved = run(folder.path(), &["resolve", "main.dhall"], "");
    assert_eq!((resolved.code, resolved.err.as_str()), (0, ""));
    let empty = self::folder(&[]);
    let found = run(empty.path(), &["hash"], &resolved.out);
    assert_eq!(
        (found.out, found.err.as_str()),
        (expected.out, ""),
        "{}",
        resolved.out
    );
}

#[test]
fn times_go_to_standard_error_and_change_nothing_else() {
    let folder = folder(&[("a.dhall", "./b.dhall + 1"), ("b.dhall", "2")]);
    let plain = run(folder.path(), &["eval", "a.dhall"], "");
    let timed = run(folder.path(), &["eval", "a.dhall", "--explain-time"], "");
    assert_eq!((timed.out, timed.code), (plain.out, plain.code));
    let files: Vec<&str> = timed
        .err
        .lines()
        .filter_map(|line| {
            line.split_whitespace()
                .last()
                .filter(|last| last.ends_with(".dhall"))
        })
        .collect();
    assert_eq!(files.len(), 2, "{}", timed.err);
    assert!(
        timed.err.lines().next().unwrap().ends_with("cached  file"),
        "{}",
        timed.err
    );
    assert!(
        timed.err.trim_end().ends_with(
            "100.0 %                                                                    all, 2 files"
        ),
        "{}",
        timed.err
    );
    let wrong = run(folder.path(), &["eval", "--explain-time"], "1 + True");
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("all, 1 file"), "{}", wrong.err);
}

#[test]
fn a_misspelt_import_is_told_what_is_there() {
    let files = [
        ("a/x.dhall", ""),
        ("lib/package.dhall", "1"),
        ("lib/text.txt", "hello"),
        ("a/near.dhall", "2"),
    ];
    let folder = folder(&files);
    let rows = [
        ("../lib/pakcage.dhall", Some("../lib/package.dhall")),
        ("../lbi/package.dhall", Some("../lib/package.dhall")),
        ("../libs/package.dhall", Some("../lib/package.dhall")),
        ("./naer.dhall", Some("./near.dhall")),
        ("./near.dhal", Some("./near.dhall")),
        ("../lib/txet.txt as Text", Some("../lib/text.txt")),
        ("./nope.dhall", None),
        ("../lib/nope/package.dhall", None),
    ];
    for (import, expected) in rows {
        fs::write(folder.path().join("a/x.dhall"), import).unwrap();
        let ran = run(folder.path(), &["eval", "--report", "json", "a/x.dhall"], "");
        let report: Json = serde_json::from_str(&ran.out).unwrap();
        let help = report["diagnostics"][0]["help"].as_str();
        assert_eq!(
            help,
            expected.map(|path| format!("there is `{path}`")).as_deref(),
            "{import}"
        );
    }
}

#[cfg(unix)]
#[test]
fn whether_a_link_out_of_the_root_leads_anywhere_can_not_be_told() {
    let folder = folder(&[
        ("x.dhall", "./there as Text ? \"\""),
        ("y.dhall", "./nowhere as Text ? \"\""),
    ]);
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("file"), "secret").unwrap();
    let link =
        |target: &Path, name: &str| std::os::unix::fs::symlink(target, folder.path().join(name)).unwrap();
    for (target, name) in [("file", "there"), ("none", "nowhere")] {
        link(&outside.path().join(target), name);
        let ran = run(
            folder.path(),
            &["eval", if name == "there" { "x.dhall" } else { "y.dhall" }],
            "",
        );
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("is absolute"), "{ran:?}");
    }
}

#[test]
fn of_very_many_findings_the_first_are_drawn() {
    let folder = folder(&[("x.dhall", &format!("[ {} ]", "tru, ".repeat(250)))]);
    let ran = run(folder.path(), &["eval", "x.dhall"], "");
    assert_eq!(ran.err.matches("error[dhall/scope]").count(), 200);
    assert!(ran.err.contains("50 more findings are not shown"), "{}", ran.err);
}
