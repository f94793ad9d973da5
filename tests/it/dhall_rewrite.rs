//! Edits keep what a file comes to, on every file of the standard's tests that comes to anything.

use std::sync::Arc;

use meshc::dhall::rewrite::lint;
use meshc::dhall::syntax::parse;
use meshc::dhall::{Engine, Host, Options, ReadError};
use meshc::source::{FileId, RepoPath, Sources};

use super::dhall_standard::{Case, Outcome, run};

struct One(String);

impl Host for One {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        match path.as_str() {
            "a.dhall" => Ok(self.0.as_bytes().into()),
            _ => Err(ReadError::Absent),
        }
    }
}

fn digest(text: &str) -> Option<[u8; 32]> {
    let host = One(text.to_owned());
    let engine = Engine::new(&host, &Sources::default(), Options::default());
    engine.digest(&RepoPath::parse("a.dhall").unwrap()).result
}

/// Applies edits until there are none.
fn linted(case: &Case) -> Outcome {
    let Ok(mut text) = String::from_utf8(case.input()) else {
        return Outcome::Passed;
    };
    let before = digest(&text);
    for _ in 0..100 {
        let parsed = parse(FileId(0), &text);
        if !parsed.findings.is_empty() {
            return Outcome::Failed(format!("does not parse: {text}"));
        }
        let Some(edited) = lint(&text, &parsed.ast).text else {
            return match (before, digest(&text)) {
                // A binding that was wrong and not used may have been taken out.
                (Some(before), after) if after != Some(before) => {
                    Outcome::Failed(format!("comes to something else: {text}"))
                }
                _ => Outcome::Passed,
            };
        };
        text = edited;
    }
    Outcome::Failed(format!("never ends: {text}"))
}

#[test]
fn lint_keeps_what_a_file_comes_to() {
    for directory in [
        "parser/success",
        "normalization/success",
        "type-inference/success",
        "semantic-hash/success",
    ] {
        run(directory, "A.dhall", linted);
    }
}
