//! How fast the parser, the printer and the encoder are, in megabytes of text a second, on a made-up file.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::BytesCount;
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

fn main() {
    divan::main();
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let text = text(20_000);
    let all = BytesCount::of_str(&*text);
    bencher.counter(all).bench(|| syntax::parse(FileId(0), &text));
}

#[divan::bench]
fn encode(bencher: Bencher<'_, '_>) {
    let text = text(20_000);
    let ast = syntax::parse(FileId(0), &text).ast;
    let all = BytesCount::of_str(&*text);
    bencher.counter(all).bench(|| binary::encode(&ast));
}

#[divan::bench]
fn print(bencher: Bencher<'_, '_>) {
    let text = text(20_000);
    let ast = syntax::parse(FileId(0), &text).ast;
    let all = BytesCount::of_str(&*text);
    bencher.counter(all).bench(|| syntax::print_line(&ast));
}

#[divan::bench(sample_count = 10)]
fn format(bencher: Bencher<'_, '_>) {
    let text = text(20_000);
    let all = BytesCount::of_str(&*text);
    bencher.counter(all).bench(|| syntax::format(FileId(0), &text));
}
