//! Reading ahead: files that were read before anybody asked for them change nothing but the time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use meshc::dhall::{Budget, Engine, Host, ImportLimits, Options, ReadError};
use meshc::source::{FileId, RepoPath, Sources};
use proptest::prelude::*;

use super::dhall::{messages, show};

/// Files, some of which must not be read, with a note of what was asked for and how.
struct World {
    files: BTreeMap<String, String>,
    lets_read_ahead: bool,
    foreseen: Mutex<BTreeSet<String>>,
    read: Mutex<Vec<String>>,
}

impl World {
    fn new(files: &BTreeMap<String, String>, lets_read_ahead: bool) -> Self {
        Self {
            files: files.clone(),
            lets_read_ahead,
            foreseen: Mutex::default(),
            read: Mutex::default(),
        }
    }

    fn answer(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let path = path.as_str();
        let refused = path
            .contains("refused")
            .then(|| ReadError::Refused("it is secret".to_owned()));
        let text = self.files.get(path).map(|text| text.as_bytes().into());
        refused.map_or(text.ok_or(ReadError::Absent), Err)
    }
}

impl Host for World {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.read.lock().unwrap().push(path.to_string());
        self.answer(path)
    }

    fn foresee(&self, path: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
        if !self.lets_read_ahead {
            return None;
        }
        self.foreseen.lock().unwrap().insert(path.to_string());
        Some(self.answer(path))
    }
}

/// Everything that an evaluation of `main.dhall` and then of `f1.dhall` shows, with the names of the files in the
/// order in which they got their numbers.
fn outcome(world: &World, imports: ImportLimits) -> Vec<String> {
    let sources = Sources::default();
    let options = Options {
        budget: Budget::default(),
        imports,
    };
    let engine = Engine::new(world, &sources, options);
    let mut shown = Vec::new();
    for root in ["main.dhall", "f1.dhall", "main.dhall"] {
        let result = engine.evaluate(&RepoPath::parse(root).unwrap(), None);
        shown.push(format!("{:?}", result.datum.as_ref().map(show)));
        shown.extend(messages(&result, &sources));
        shown.extend(result.imports.iter().map(ToString::to_string));
        let related = result
            .findings
            .iter()
            .flat_map(|finding| &finding.diagnostic.related);
        shown.extend(related.map(|label| format!("{} {:?}", label.text, label.span)));
    }
    let added = sources.add(meshc::source::SourceName::Named("end".to_owned()), "");
    shown.extend((0..added.0).map(|at| sources.source(FileId(at)).name.to_string()));
    shown
}

/// What a file adds to what it imports; a few are wrong in one way or another.
fn body() -> impl Strategy<Value = &'static str> {
    let fine = ["[ 1 ]", "[ 2, 3 ]", "([] : List Natural)"];
    let others = [
        "(./missing.dhall ? [ 4 ])",
        "((./refused.dhall ? ./f1.dhall) # [ 5 ])",
        "([ 6 ] ? (./refused.dhall).field)",
        "((./missing.dhall).x ? [ 7 ])",
        "./missing.dhall",
        "[ ./wrong.dhall ]",
        "[ 1",
        "[ True ]",
        "(let t = ./f2.dhall as Text in [ 8 ])",
        "(let l = ./f2.dhall as Location in [ 9 ])",
        "../outside.dhall",
        "./f1.dhall sha256:0000000000000000000000000000000000000000000000000000000000000000",
    ];
    let fine = prop::sample::select(fine.to_vec());
    prop_oneof![12 => fine, 1 => prop::sample::select(others.to_vec())]
}

/// Files that import others with larger numbers, and now and then one with a smaller one, which may close a circle.
fn files() -> impl Strategy<Value = BTreeMap<String, String>> {
    let file = (prop::collection::vec(0..40_usize, 0..6), body());
    prop::collection::vec(file, 40).prop_map(|parts| {
        let mut files = BTreeMap::new();
        for (at, (imports, body)) in parts.iter().enumerate() {
            let later = |import: &usize| match import % 19 {
                0 => *import,
                _ => at + 1 + import % 7,
            };
            let names = imports.iter().map(later).filter(|import| *import < parts.len());
            let all: String = names.map(|import| format!("./f{import}.dhall # ")).collect();
            files.insert(format!("f{at}.dhall"), format!("{all}{body}\n"));
        }
        files.insert(
            "main.dhall".to_owned(),
            "./f0.dhall # ./f1.dhall # ./f2.dhall # ./f3.dhall".to_owned(),
        );
        files.insert("wrong.dhall".to_owned(), "{ a = }".to_owned());
        files
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_read_ahead_shows_in_nothing(files in files()) {
        let (plain, ahead) = (World::new(&files, false), World::new(&files, true));
        let limits = ImportLimits::default();
        prop_assert_eq!(outcome(&ahead, limits), outcome(&plain, limits));
        // What was not read ahead was read, once.
        let mut read = ahead.read.lock().unwrap().clone();
        read.sort();
        let count = read.len();
        read.dedup();
        prop_assert_eq!(read.len(), count);
        let both: BTreeSet<String> = read.into_iter().chain(ahead.foreseen.lock().unwrap().clone()).collect();
        for path in plain.read.lock().unwrap().iter() {
            prop_assert!(both.contains(path), "{} was never read", path);
        }
    }

    #[test]
    fn limits_count_what_was_asked_for(files in files(), count in 1..30_usize, bytes in 100..900_usize) {
        let limits = ImportLimits { count, bytes, ..ImportLimits::default() };
        let (plain, ahead) = (World::new(&files, false), World::new(&files, true));
        prop_assert_eq!(outcome(&ahead, limits), outcome(&plain, limits));
    }
}

#[test]
fn of_many_files_some_are_read_ahead_and_of_few_none() {
    let made = |count: usize| {
        let file = |at: usize| {
            (
                format!("f{at}.dhall"),
                format!("[ {at} ] -- {}", "long ".repeat(4_000)),
            )
        };
        let mut files: BTreeMap<String, String> = (0..count).map(file).collect();
        let names: Vec<String> = (0..count).map(|at| format!("./f{at}.dhall")).collect();
        files.insert("main.dhall".to_owned(), names.join(" # "));
        let world = World::new(&files, true);
        outcome(&world, ImportLimits::default());
        world.foreseen.into_inner().unwrap().len()
    };
    assert_eq!(made(3), 0);
    let has_two = std::thread::available_parallelism().is_ok_and(|count| count.get() > 1);
    let foreseen = made(2_000);
    assert_eq!(foreseen > 0, has_two, "{foreseen}");
}
