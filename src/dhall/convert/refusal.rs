//! Values that are no data.

use crate::dhall::datum::Finding;
use crate::dhall::semantics::code::CodeId;
use crate::dhall::semantics::machine::{Machine, Stop};
use crate::diagnostic::{Code, Diagnostic};

const DATA: Code = Code("dhall/data");
const BUDGET: Code = Code("dhall/budget");

/// Why a value is not written out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Why {
    /// A function, or what waits for one's argument.
    Function,
    Type,
    Assertion,
    /// `None` without the type that it takes.
    BareNone,
    /// `NaN` or an infinity.
    NoNumber(f64),
    /// The alternative of an inline union carries something that is no record.
    NotInline(String),
    /// More bytes than the limit, which comes second.
    TooLarge(u64, u64),
}

/// A value that is not written out, and where it is.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) why: Why,
    /// The labels and numbers that lead to it, such as `spec.ports[0]`; empty for the whole.
    pub(super) path: String,
    pub(super) origin: CodeId,
}

/// What ends the reading of a value early.
#[derive(Debug)]
pub(super) enum End {
    Stop,
    Refused(Box<Refusal>),
}

impl From<Stop> for End {
    fn from(_: Stop) -> Self {
        Self::Stop
    }
}

impl Refusal {
    /// It as a finding.
    pub(super) fn finding(&self, machine: &Machine) -> Finding {
        let place = match self.path.as_str() {
            "" => String::new(),
            path => format!(" at `{path}`"),
        };
        let (message, help) = self.words(&place);
        let code = match self.why {
            Why::TooLarge(..) => BUDGET,
            _ => DATA,
        };
        let finding = Diagnostic::error(code, message).help(help);
        let diagnostic = match machine.place(self.origin) {
            Some(span) => finding.at(span, ""),
            None => finding,
        };
        Finding {
            diagnostic,
            mismatch: None,
        }
    }

    fn words(&self, place: &str) -> (String, &'static str) {
        match &self.why {
            Why::Function => (
                format!("the function{place} is no data"),
                "apply it to its arguments, or select the fields that are data",
            ),
            Why::Type => (
                format!("the type{place} is no data"),
                "select the fields that are data",
            ),
            Why::Assertion => (
                format!("the assertion{place} is no data"),
                "bind it with `let _ =` in front of the data",
            ),
            Why::BareNone => (
                format!("`None`{place} does not say what is absent"),
                "add the type, as in `None Natural`",
            ),
            Why::NoNumber(number) => (
                format!(
                    "`{}`{place} is no number of JSON",
                    crate::dhall::syntax::printer::double_text(*number)
                ),
                "write YAML, which has words for it, or approximate it with `--approximate-special-doubles`",
            ),
            Why::NotInline(alternative) => (
                format!("the alternative `{alternative}`{place} carries no record, so it is not inline"),
                "let it carry a record or nothing, or use the nesting `Nested`",
            ),
            Why::TooLarge(bytes, limit) => (
                match bytes {
                    &u64::MAX => {
                        format!("the output would have more than 2^64 bytes; at most {limit} are written")
                    }
                    bytes => {
                        format!("the output would have about {bytes} bytes; at most {limit} are written")
                    }
                },
                "select a part of the data",
            ),
        }
    }
}
