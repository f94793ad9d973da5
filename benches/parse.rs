//! How fast the parser, the printer and the encoder are, in megabytes of text a second, on a made-up file.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use meshc::dhall::{binary, syntax};
use meshc::source::FileId;

/// A list of records with most forms of the language in them.
fn text(records: usize) -> String {
    let mut text = String::from("[\n");
    for number in 0..records {
        write!(
            text,
            "  , {{ name = \"instance-{number}\", size = {{ cpu = {}, memory = +{number}, ratio = 0.5 }}\n    \
             , hosts = [ \"a{number}.example.org\", \"b.example.org\" ]\n    \
             , plan = Plan.OnPrem {{ staging = Some (env.mk {number} \"x\"), f = λ(x : Natural) → x + 2 * {number} }}\n    \
             , file = ./instances/i{number}.dhall ? missing\n    -- a comment about this\n    \
             , merged = base.config // {{ a.b = True, c = Defaults::{{ port = 80{number} }} }}\n    }}\n",
            number % 7
        )
        .expect("a text takes more");
    }
    text + "]"
}

/// The shortest of ten runs.
fn best<T>(run: impl Fn() -> T) -> Duration {
    let times = (0..10).map(|_| {
        let before = Instant::now();
        std::hint::black_box(run());
        before.elapsed()
    });
    times.min().expect("ten runs")
}

fn main() {
    let text = text(20_000);
    let ast = syntax::parse(FileId(0), &text).ast;
    let rows = [
        ("parse", best(|| syntax::parse(FileId(0), &text))),
        ("encode", best(|| binary::encode(&ast))),
        ("print", best(|| syntax::print_line(&ast))),
        ("format", best(|| syntax::format(FileId(0), &text))),
    ];
    for (name, time) in rows {
        let speed = text.len() as f64 / 1e6 / time.as_secs_f64();
        let mut out = std::io::stdout().lock();
        writeln!(out, "{name:8} {speed:8.1} MB/s").expect("the output can be written");
    }
}
