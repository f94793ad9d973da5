//! What the engine costs on made-up inputs of each kind: time, and what is allocated.
//!
//! `cargo bench --bench engine` runs all of them, `cargo bench --bench engine -- merges` those with such names. Each
//! input is evaluated and written as JSON; the prover's is evaluated with all that an earlier run proved.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use meshc::dhall::convert::{ConvertOptions, Layout, convert, write_json};
use meshc::dhall::{Engine, Host, Key, Options, Proof, ReadError};
use meshc::source::{RepoPath, Sources};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

/// Files by path; `main.dhall` is evaluated.
type Files = BTreeMap<String, String>;

const INPUTS: [(&str, fn() -> Files); 12] = [
    ("wide record", wide_record),
    ("long list", long_list),
    ("big text", big_text),
    ("nested records", nested_records),
    ("preferring merges", preferring_merges),
    ("combining merges", combining_merges),
    ("joined types", joined_types),
    ("dotted fields", dotted_fields),
    ("updates", updates),
    ("small files", small_files),
    ("unions", unions),
    ("exploding form", exploding_form),
];

fn main() {
    divan::main();
}

/// With nothing known.
#[divan::bench(args = INPUTS.map(|(name, _)| name), sample_count = 5, sample_size = 1)]
fn cold(bencher: Bencher<'_, '_>, name: &str) {
    let files = World::new(made(name), false);
    bencher.counter(files.size()).bench(|| run(&files));
}

/// With what an earlier run proved.
#[divan::bench(args = INPUTS.map(|(name, _)| name), sample_count = 5, sample_size = 1)]
fn warm(bencher: Bencher<'_, '_>, name: &str) {
    let files = World::new(made(name), true);
    run(&files);
    bencher.counter(files.size()).bench(|| run(&files));
}

fn made(name: &str) -> Files {
    let known = INPUTS.into_iter().find(|(known, _)| *known == name);
    let (_, make) = known.expect("it was listed");
    make()
}

/// Files in memory, and what was proven of them.
struct World {
    files: Files,
    proofs: Option<Mutex<BTreeMap<Key, Proof>>>,
}

impl World {
    fn new(files: Files, proving: bool) -> Self {
        let proofs = proving.then(Mutex::default);
        Self { files, proofs }
    }

    fn size(&self) -> BytesCount {
        BytesCount::new(self.files.values().map(String::len).sum::<usize>())
    }
}

impl Host for World {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let text = self.files.get(path.as_str()).ok_or(ReadError::Absent)?;
        Ok(text.as_bytes().into())
    }

    fn foresee(&self, path: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
        Some(self.read(path))
    }

    fn keeps_proofs(&self) -> bool {
        self.proofs.is_some()
    }

    fn proof(&self, key: &Key) -> Option<Proof> {
        let proofs = self.proofs.as_ref()?.lock().expect("no holder panics");
        proofs.get(key).copied()
    }

    fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        if let Some(proofs) = &self.proofs {
            proofs.lock().expect("no holder panics").extend(proven);
        }
    }
}

/// Counts bytes and forgets them.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Evaluates `main.dhall` and writes it as JSON; how many bytes that is.
fn run(files: &World) -> usize {
    let sources = Sources::default();
    let engine = Engine::new(files, &sources, Options::default());
    let path = RepoPath::parse("main.dhall").expect("a plain path");
    let formed = convert(&engine, &path, &ConvertOptions::default());
    let document = formed.result.unwrap_or_else(|| {
        let messages = formed.findings.iter().map(|finding| &finding.diagnostic.message);
        panic!("{:?}", messages.take(3).collect::<Vec<_>>())
    });
    let mut counter = Counter(0);
    write_json(&document, Layout::Compact, &mut counter).expect("counting never fails");
    counter.0
}

fn main_file(text: String) -> Files {
    Files::from([("main.dhall".to_owned(), text)])
}

/// So many things after each other.
fn each(count: usize, thing: impl Fn(usize) -> String) -> String {
    (0..count).map(thing).collect()
}

fn wide_record() -> Files {
    main_file(format!(
        "{{ a = 1{} }}",
        each(100_000, |at| format!(", field{at} = {at}\n"))
    ))
}

fn long_list() -> Files {
    let record = |at| format!(", {{ name = \"name-{at}\", size = {at}, on = True }}\n");
    main_file(format!(
        "[ {{ name = \"\", size = 1, on = False }}\n{}]",
        each(100_000, record)
    ))
}

fn big_text() -> Files {
    let line = |at| format!("  {at} lines of ${{name}} and words that go on for a while\n");
    let text = each(100_000, line);
    main_file(format!("let name = \"a name\" in { }''\n{text}''", ""))
}

fn nested_records() -> Files {
    let text = each(500, |at| format!("let x{} = {{ x = x{at}, n = {at} }}\n", at + 1));
    main_file(format!("let x0 = 0\n{text}in x500"))
}

fn preferring_merges() -> Files {
    main_file(format!(
        "{{ a = 1 }}{}",
        each(20_000, |at| format!(" // {{ f{at} = {at} }}\n"))
    ))
}

fn combining_merges() -> Files {
    let part = |at| format!(" /\\ {{ f{at} = {at}, deep.deeper.f{at} = True }}\n");
    main_file(format!("{{ a = 1 }}{}", each(20_000, part)))
}

fn joined_types() -> Files {
    let part = |at| format!(" //\\\\ {{ f{at} : Natural, deep : {{ deeper : {{ f{at} : Bool }} }} }}\n");
    main_file(format!(
        "let T = {{ a : Natural }}{} let f = λ(t : T) → t.a in {{ a = 1 }}",
        each(20_000, part)
    ))
}

fn dotted_fields() -> Files {
    main_file(format!(
        "{{ z = 1{} }}",
        each(20_000, |at| format!(", a.b.f{at} = {at}\n"))
    ))
}

fn updates() -> Files {
    main_file(format!(
        "{{ z = 1 }}{}",
        each(20_000, |at| format!(" with a.f{at} = {at}\n"))
    ))
}

/// A tree of files, each of which imports two others and a schema.
fn small_files() -> Files {
    const COUNT: usize = 2_000;
    let mut files = main_file("./f0.dhall".to_owned());
    let schema = "{ Type = { name : Text, on : Bool, parts : List Natural }, default = { on = True } }";
    files.insert("schema.dhall".to_owned(), schema.to_owned());
    for at in 0..COUNT {
        let child = |child: usize| match child {
            child if child < COUNT => format!("(./f{child}.dhall).parts"),
            _ => format!("[ {child} ]"),
        };
        let (left, right) = (child(2 * at + 1), child(2 * at + 2));
        let text = format!(
            "let Schema = ./schema.dhall\n\nin  Schema::{{ name = \"file {at}\", parts = {left} # {right} }}\n"
        );
        files.insert(format!("f{at}.dhall"), text);
    }
    files
}

/// A union of many alternatives with records, a handler for each, and many values.
fn unions() -> Files {
    let part = |at| {
        format!(
            "{} A{at} : {{ name : Text, size : Natural, more : Optional Text }}",
            bar(at)
        )
    };
    let handler = |at| format!("{} A{at} = λ(x : U.T{at}) → \"${{x.name}} of {at}\"", comma(at));
    let types = |at| {
        format!(
            "{} T{at} = {{ name : Text, size : Natural, more : Optional Text }}",
            comma(at)
        )
    };
    let value = |at: usize| {
        let record = format!("{{ name = \"{at}\", size = {at}, more = None Text }}");
        format!("{} show (U.U.A{} {record})\n", comma(at), at % 500)
    };
    let schema = format!("{{ {}, U = < {} > }}", each(500, types), each(500, part));
    let show = format!(
        "let U = ./schema.dhall in λ(u : U.U) → {{ text = merge {{ {} }} u, value = u }}",
        each(500, handler)
    );
    let mut files = main_file(format!(
        "let U = ./schema.dhall let show = ./show.dhall in [ {} ]",
        each(10_000, value)
    ));
    files.insert("schema.dhall".to_owned(), schema);
    files.insert("show.dhall".to_owned(), show);
    files
}

fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { "," }
}

fn bar(at: usize) -> &'static str {
    if at == 0 { "" } else { "|" }
}

/// Some hundred files, each completing a record of a wide schema and overriding parts of two earlier ones.
fn exploding_form() -> Files {
    let fields = each(40, |at| format!(", field{at} : Text, list{at} : List Natural"));
    let defaults = each(40, |at| {
        format!(", field{at} = \"default {at}\", list{at} = [ {at}, {at} ]")
    });
    let mut files = Files::new();
    files.insert(
        "schema.dhall".to_owned(),
        format!("{{ Type = {{ name : Text{fields} }}, default = {{ name = \"none\"{defaults} }} }}"),
    );
    files.insert("layer0.dhall".to_owned(), "[ ./service0.dhall ]".to_owned());
    for at in 0..300 {
        let text = format!(
            "let Schema = ./schema.dhall\n\nin  Schema::{{ name = \"service {at}\", field{0} = \"set\" }} \
             with list{0} = [ {at} ]\n",
            at % 40
        );
        files.insert(format!("service{at}.dhall"), text);
    }
    for at in 1..=15 {
        let (a, b) = (at, at + 100);
        let text = format!(
            "let before = ./layer{}.dhall\n\nin  before # [ ./service{a}.dhall // {{ name = \"again\" }} ] # before # [ ./service{b}.dhall ]\n",
            at - 1
        );
        files.insert(format!("layer{at}.dhall"), text);
    }
    files.insert("main.dhall".to_owned(), "{ all = ./layer15.dhall }".to_owned());
    files
}
