//! The mistakes that are told of one file; beyond a limit nobody reads them, and each costs time.

use crate::dhall::datum::{Finding, Mismatch};
use crate::diagnostic::Diagnostic;

/// How many mistakes of one file are told.
const LIMIT: usize = 1_000;

/// Adds a mistake, which is only worked out if it is to be told. The one behind the last says that there are more.
pub(super) fn tell(findings: &mut Vec<Finding>, mistake: impl FnOnce() -> (Diagnostic, Option<Mismatch>)) {
    if findings.len() > LIMIT {
        return;
    }
    let (mut diagnostic, mut mismatch) = mistake();
    if findings.len() == LIMIT {
        diagnostic.message = format!("there are more mistakes than {LIMIT}; mend these first");
        (diagnostic.expected, diagnostic.help, diagnostic.suggestion) = (None, None, None);
        mismatch = None;
    }
    findings.push(Finding { diagnostic, mismatch });
}
