//! Decoding the binary form.

use meshc::dhall::{binary, syntax};
use meshc::source::FileId;

use super::{Outcome, run};

#[test]
fn binary_decode_accepts() {
    run("binary-decode/success", "A.dhallb", |case| {
        let expected = syntax::parse_bytes(FileId(0), &case.sibling("B.dhall"));
        assert!(expected.findings.is_empty(), "{}", case.name);
        match binary::decode(FileId(1), &case.input()) {
            Ok(ast) => Outcome::of_bytes(&binary::encode(&ast), &binary::encode(&expected.ast)),
            Err(error) => Outcome::Failed(error.to_string()),
        }
    });
}

#[test]
fn binary_decode_refuses() {
    run("binary-decode/failure", ".dhallb", |case| {
        match binary::decode(FileId(0), &case.input()) {
            Ok(_) => Outcome::Failed("was accepted".into()),
            Err(_) => Outcome::Passed,
        }
    });
}
