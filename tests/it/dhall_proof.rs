//! What earlier runs proved: with it, every answer is the same, byte for byte, and only comes sooner.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use meshc::dhall::{Budget, DataType, Engine, Form, Host, Key, Options, Proof, ReadError};
use meshc::source::{RepoPath, Sources};

/// Files and proofs in memory.
#[derive(Default)]
struct World {
    files: BTreeMap<&'static str, String>,
    proofs: Option<Mutex<BTreeMap<Key, Proof>>>,
    used: Mutex<usize>,
}

impl World {
    fn new(files: &[(&'static str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (*path, (*text).to_owned()));
        Self {
            files: files.collect(),
            ..Self::default()
        }
    }

    fn proving(mut self) -> Self {
        self.proofs = Some(Mutex::default());
        self
    }

    /// Everything that can be asked about the main file, as one text.
    fn answers(&self, options: Options) -> String {
        let path = RepoPath::parse("main.dhall").unwrap();
        let sources = Sources::default();
        let engine = Engine::new(self, &sources, options);
        let evaluated = engine.evaluate(&path, None);
        let expected = engine.evaluate(&path, Some(&DataType::Natural));
        let forms = [Form::Normal, Form::Type].map(|form| {
            let formed = engine.form(&path, form);
            let text = formed.result.map(|ast| meshc::dhall::syntax::print(&ast));
            (text, formed.findings)
        });
        let digest = engine.digest(&path);
        format!("{evaluated:#?}\n{expected:#?}\n{forms:#?}\n{digest:#?}")
    }

    fn used(&self) -> usize {
        std::mem::take(&mut *self.used.lock().unwrap())
    }
}

impl Host for World {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let text = self.files.get(path.as_str()).ok_or(ReadError::Absent)?;
        Ok(text.as_bytes().into())
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        match name {
            "SET" => Ok("1 + 1".as_bytes().into()),
            _ => Err(ReadError::Absent),
        }
    }

    fn keeps_proofs(&self) -> bool {
        self.proofs.is_some()
    }

    fn proof(&self, key: &Key) -> Option<Proof> {
        let found = self.proofs.as_ref()?.lock().unwrap().get(key).copied();
        *self.used.lock().unwrap() += usize::from(found.is_some());
        found
    }

    fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        self.proofs.as_ref().unwrap().lock().unwrap().extend(proven);
    }
}

/// Holds that a main file gives the same answers without proofs, while they are made and when they are there; how
/// many were used then.
fn same(files: &[(&'static str, &str)], options: Options) -> usize {
    let without = World::new(files).answers(options);
    let world = World::new(files).proving();
    assert_eq!(world.answers(options), without, "cold {files:?}");
    world.used();
    assert_eq!(world.answers(options), without, "warm {files:?}");
    world.used()
}

const SCHEMA: &str = "{ Type = { name : Text, size : Natural }, default.size = 2 }";

#[test]
fn answers_are_the_same_with_and_without_proofs() {
    let schema = ("schema.dhall", SCHEMA);
    // The main file, and whether anything of it can be proven.
    let rows = [
        ("1 + 1", true),
        ("1 + True", false),
        ("(./schema.dhall)::{ name = \"a\" }", true),
        ("(./schema.dhall)::{ name = 1 }", true),
        ("let s = ./schema.dhall in s::{ nam = \"a\" }", true),
        ("./schema.dhall", true),
        ("λ(x : (./schema.dhall).Type) → x.size", true),
        ("./missing.dhall ? (./schema.dhall).default.size", true),
        ("./missing.dhall", false),
        ("./wrong.dhall", false),
        ("./wrong.dhall ? 1", false),
        (
            "{ a = ./schema.dhall as Text, b = ./schema.dhall as Bytes }",
            true,
        ),
        ("./sub/here.dhall", true),
        ("./loop.dhall", false),
        ("assert : (./schema.dhall).default.size ≡ 3", true),
        ("toMap { a = (./schema.dhall).default }", true),
        ("x", false),
        ("{ a = ", false),
    ];
    for (main, is_proven) in rows {
        let files = [
            ("main.dhall", main),
            schema,
            ("wrong.dhall", "{ a = 1 } : Text"),
            (
                "sub/here.dhall",
                "[ ./there.dhall as Location, ../x.dhall as Location ]",
            ),
            ("loop.dhall", "./main.dhall"),
        ];
        let used = same(&files, Options::default());
        assert_eq!(used > 0, is_proven, "{main}: {used}");
    }
}

#[test]
fn what_comes_from_outside_is_not_proven() {
    for main in ["env:SET", "env:SET ? 1", "./b.dhall"] {
        let files = [("main.dhall", main), ("b.dhall", "{ a = env:SET as Text }")];
        assert_eq!(same(&files, Options::default()), 0, "{main}");
    }
    // That a variable is not set decides nothing but itself.
    assert!(same(&[("main.dhall", "env:UNSET ? 1")], Options::default()) > 0);
}

#[test]
fn a_change_at_any_distance_is_seen() {
    let files = [
        ("main.dhall", "(./a.dhall).size + 1"),
        ("a.dhall", "./b.dhall"),
        ("b.dhall", "{ size = 1 }"),
    ];
    let mut world = World::new(&files).proving();
    world.answers(Options::default());
    for (path, text) in [
        ("b.dhall", "{ size = 2 }"),
        ("b.dhall", "{ size = True }"),
        ("b.dhall", "{ siz = 1 }"),
        ("a.dhall", "./b.dhall // { size = 7 }"),
        ("a.dhall", "./c.dhall ? { size = 8 }"),
        ("c.dhall", "{ size = \"now it is there\" }"),
        ("main.dhall", "(./a.dhall).size"),
    ] {
        world.files.insert(path, text.to_owned());
        let plain = World {
            files: world.files.clone(),
            ..World::default()
        };
        let expected = plain.answers(Options::default());
        assert_eq!(world.answers(Options::default()), expected, "{path} {text}");
        assert_eq!(
            world.answers(Options::default()),
            expected,
            "{path} {text}, again"
        );
    }
}

#[test]
fn a_digest_that_does_not_fit_any_more_is_told() {
    let hash = |text: &str| {
        let world = World::new(&[("main.dhall", text)]);
        let sources = Sources::default();
        let engine = Engine::new(&world, &sources, Options::default());
        let digest = engine
            .digest(&RepoPath::parse("main.dhall").unwrap())
            .result
            .unwrap();
        digest
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let main = format!("(./a.dhall sha256:{}).x + 1", hash("{ x = 1 }"));
    let files = [
        ("main.dhall", main.as_str()),
        ("a.dhall", "{ x = ./b.dhall }"),
        ("b.dhall", "1"),
    ];
    assert!(same(&files, Options::default()) > 0);
    let mut world = World::new(&files).proving();
    assert!(
        !world
            .answers(Options::default())
            .contains("not what `sha256:` says")
    );
    world.files.insert("b.dhall", "2".to_owned());
    for _ in 0..2 {
        assert!(
            world
                .answers(Options::default())
                .contains("not what `sha256:` says")
        );
    }
}

#[test]
fn a_limit_is_reached_with_proofs_as_without() {
    let files = [
        (
            "main.dhall",
            "{ a = ./a.dhall, b = ./a.dhall, c = Natural/fold 500 Natural (λ(x : Natural) → x + 1) 0 }",
        ),
        (
            "a.dhall",
            "Natural/fold 300 Natural (λ(x : Natural) → x + 2) ./b.dhall",
        ),
        ("b.dhall", "List/length Natural [ 1, 2, 3 ]"),
    ];
    for steps in [1, 10, 100, 400, 1_000, 2_000, 5_000, 20_000] {
        let budget = Budget {
            steps,
            ..Budget::default()
        };
        same(
            &files,
            Options {
                budget,
                ..Options::default()
            },
        );
    }
}

/// Runs the program with a folder for caches; standard output, standard error and exit code.
fn run(caches: &Path, folder: &Path, words: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meshc"));
    let output = command
        .args(words)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", caches)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// A folder whose files take long enough to prove that it is worth keeping.
fn costly() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fields: String = (0..12_000).map(|at| format!(", f{at} = {at} + {at}\n")).collect();
    std::fs::write(folder.path().join("big.dhall"), format!("{{ a = 1{fields} }}")).unwrap();
    std::fs::write(folder.path().join("main.dhall"), "(./big.dhall).f7 + 1").unwrap();
    std::fs::write(folder.path().join("wrong.dhall"), "(./big.dhall).f7 + True").unwrap();
    folder
}

#[test]
fn the_program_prints_the_same_with_a_cold_a_warm_and_no_cache() {
    let folder = costly();
    let caches = tempfile::tempdir().unwrap();
    let kept = caches.path().join("meshc/proofs");
    for words in [
        ["dhall", "hash", "main.dhall"].as_slice(),
        &["dhall", "eval", "main.dhall"],
        &["dhall", "eval", "--format", "json", "big.dhall"],
        &["dhall", "type", "big.dhall"],
        &["dhall", "eval", "wrong.dhall"],
    ] {
        let without = run(caches.path(), folder.path(), &[words, &["--no-cache"]].concat());
        let cold = run(caches.path(), folder.path(), words);
        let made = std::fs::metadata(&kept).unwrap().modified().unwrap();
        let warm = run(caches.path(), folder.path(), words);
        assert_eq!((&cold, &warm), (&without, &without), "{words:?}");
        assert_eq!(
            std::fs::metadata(&kept).unwrap().modified().unwrap(),
            made,
            "{words:?}"
        );
    }
    // What cannot be written is done without.
    let file = folder.path().join("no-folder");
    std::fs::write(&file, "").unwrap();
    let (out, err, code) = run(&file, folder.path(), &["dhall", "eval", "main.dhall"]);
    assert_eq!((out.as_str(), err.as_str(), code), ("15\n", "", Some(0)));
}

#[test]
fn runs_at_once_disturb_each_other_not() {
    let folder = costly();
    let caches = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| run(caches.path(), folder.path(), &["dhall", "eval", "main.dhall"])))
            .collect();
        for run in runs {
            let (out, err, code) = run.join().unwrap();
            assert_eq!((out.as_str(), err.as_str(), code), ("15\n", "", Some(0)));
        }
    });
    let names = std::fs::read_dir(caches.path().join("meshc")).unwrap();
    assert_eq!(names.count(), 1);
}

#[test]
fn no_cache_is_made_in_a_repository() {
    let folder = costly();
    std::fs::write(folder.path().join("meshc.dhall"), "{=}").unwrap();
    let caches = folder.path().join("caches");
    let (out, _, _) = run(&caches, folder.path(), &["dhall", "eval", "main.dhall"]);
    assert_eq!(out, "15\n");
    assert!(!caches.join("meshc").exists());
}
