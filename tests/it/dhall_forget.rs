//! An engine that is told which files changed: it answers as one that has read nothing yet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use meshc::dhall::{Engine, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};

use super::dhall::{messages, show};

/// Each file with the texts that it may have: values, mistakes, imports of each other in every mode, circles.
const FILES: [(&str, &[&str]); 5] = [
    (
        "a.dhall",
        &[
            "{ left = ./lib/b.dhall, right = 1 }",
            "./lib/b.dhall",
            "./lib/b.dhall as Text",
            "2",
            "./lib/../lib/b.dhall ? 3",
            "{ here = ./lib/b.dhall as Location }",
        ],
    ),
    (
        "lib/b.dhall",
        &[
            "1",
            "2",
            "./c.dhall + 1",
            "./c.dhall ++ \"\"",
            "let x = in",
            "../a.dhall",
        ],
    ),
    (
        "lib/c.dhall",
        &["1", "\"text\"", "./b.dhall", "Natural", "./d.dhall", "1 +"],
    ),
    ("lib/d.dhall", &["4", "../e.dhall", "./c.dhall as Text", "True"]),
    ("e.dhall", &["./a.dhall", "7", "./lib/b.dhall", "./lib/d.dhall"]),
];

/// Files whose texts can be changed, and which of them were read.
#[derive(Default)]
struct World {
    files: Mutex<BTreeMap<RepoPath, Arc<[u8]>>>,
    read: Mutex<Vec<String>>,
}

impl World {
    fn write(&self, path: &str, text: &str) -> RepoPath {
        let path = RepoPath::parse(path).unwrap();
        self.files
            .lock()
            .unwrap()
            .insert(path.clone(), text.as_bytes().into());
        path
    }

    fn reads(&self) -> Vec<String> {
        std::mem::take(&mut *self.read.lock().unwrap())
    }
}

impl Host for World {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.read.lock().unwrap().push(path.to_string());
        self.files
            .lock()
            .unwrap()
            .get(path)
            .cloned()
            .ok_or(ReadError::Absent)
    }
}

/// All that an engine says of the files.
fn answers(engine: &Engine<'_>, sources: &Sources) -> Vec<String> {
    let answer = |(path, _): &(&str, _)| {
        let evaluated = engine.evaluate(&RepoPath::parse(path).unwrap(), None);
        let imports: Vec<String> = evaluated.imports.iter().map(ToString::to_string).collect();
        let data = evaluated.datum.as_ref().map_or("-".to_owned(), show);
        format!("{path}: {data} {imports:?} {:?}", messages(&evaluated, sources))
    };
    FILES.iter().map(answer).collect()
}

#[test]
fn an_engine_that_forgets_what_changed_answers_as_a_new_one() {
    let world = World::default();
    for (path, texts) in FILES {
        world.write(path, texts[0]);
    }
    let sources = Sources::default();
    let engine = Engine::new(&world, &sources, Options::default());
    let mut seed = 1_u64;
    let mut dice = |sides: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % sides
    };
    for _ in 0..600 {
        let changed: BTreeSet<RepoPath> = (0..=dice(2))
            .map(|_| {
                let (path, texts) = FILES[dice(FILES.len())];
                world.write(path, texts[dice(texts.len())])
            })
            .collect();
        engine.forget(&changed);
        let own = Sources::default();
        let fresh = Engine::new(&world, &own, Options::default());
        assert_eq!(
            answers(&engine, &sources),
            answers(&fresh, &own),
            "{:?}",
            world.files
        );
    }
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let world = World::default();
    for (path, texts) in FILES {
        world.write(path, texts[0]);
    }
    world.write("lib/b.dhall", "./c.dhall + 1");
    let sources = Sources::default();
    let engine = Engine::new(&world, &sources, Options::default());
    answers(&engine, &sources);
    world.reads();
    let changed = world.write("e.dhall", "8");
    engine.forget(&BTreeSet::from([changed]));
    answers(&engine, &sources);
    assert_eq!(world.reads(), ["e.dhall"]);
}
