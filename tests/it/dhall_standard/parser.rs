//! Parsing: what is an expression, and which one.

use meshc::dhall::{binary, syntax};
use meshc::source::FileId;

use super::{Outcome, run};

#[test]
fn parser_accepts() {
    run("parser/success", "A.dhall", |case| {
        let parsed = syntax::parse_bytes(FileId(0), &case.input());
        if let Some(finding) = parsed.findings.first() {
            return Outcome::Failed(finding.message.clone());
        }
        Outcome::of_bytes(&binary::encode(&parsed.ast), &case.sibling("B.dhallb"))
    });
}

#[test]
fn parser_refuses() {
    run("parser/failure", ".dhall", |case| {
        match syntax::parse_bytes(FileId(0), &case.input()).findings.len() {
            0 => Outcome::Failed("was accepted".into()),
            1 => Outcome::Passed,
            several => Outcome::Failed(format!("one mistake was reported {several} times")),
        }
    });
}
