//! The types of the built-ins.

use super::code::{Code, CodeId};
use super::machine::{EMPTY_ENV, Machine, ThunkId};
use crate::dhall::syntax::{Builtin, Const, Name};

impl Machine {
    /// The type of a built-in.
    pub(crate) fn builtin_type(&mut self, builtin: Builtin) -> ThunkId {
        if let Some(ty) = *self.builtin_type_slot(builtin) {
            return ty;
        }
        let code = self.builtin_type_code(builtin);
        let ty = self.delay(code, EMPTY_ENV);
        *self.builtin_type_slot(builtin) = Some(ty);
        ty
    }

    fn builtin_type_code(&mut self, builtin: Builtin) -> CodeId {
        use Builtin as B;
        let mut one = |from, to| {
            let (from, to) = (self.known_type(from), self.known_type(to));
            self.arrow_code(from, to)
        };
        match builtin {
            B::NaturalIsZero | B::NaturalEven | B::NaturalOdd => one(B::Natural, B::Bool),
            B::NaturalToInteger => one(B::Natural, B::Integer),
            B::NaturalShow => one(B::Natural, B::Text),
            B::IntegerToDouble => one(B::Integer, B::Double),
            B::IntegerShow => one(B::Integer, B::Text),
            B::IntegerNegate => one(B::Integer, B::Integer),
            B::IntegerClamp => one(B::Integer, B::Natural),
            B::DoubleShow => one(B::Double, B::Text),
            B::TextShow => one(B::Text, B::Text),
            B::DateShow => one(B::Date, B::Text),
            B::TimeShow => one(B::Time, B::Text),
            B::TimeZoneShow => one(B::TimeZone, B::Text),
            B::NaturalSubtract => {
                let tail = one(B::Natural, B::Natural);
                let natural = self.known_type(B::Natural);
                self.arrow_code(natural, tail)
            }
            B::TextReplace => self.replace_type(),
            B::NaturalBuild => {
                let church = self.natural_church();
                let natural = self.known_type(B::Natural);
                self.arrow_code(church, natural)
            }
            B::NaturalFold => {
                let natural = self.known_type(B::Natural);
                let church = self.natural_church();
                self.arrow_code(natural, church)
            }
            B::List | B::Optional => {
                let (from, to) = (self.constant_code(), self.constant_code());
                self.arrow_code(from, to)
            }
            B::None => {
                let optional = self.of_variable(B::Optional, 0);
                self.quantified("A", optional)
            }
            B::ListBuild => {
                let church = self.list_church();
                let list = self.of_variable(B::List, 1);
                let body = self.arrow_code(church, list);
                self.quantified("a", body)
            }
            B::ListFold => {
                let list = self.of_variable(B::List, 0);
                let church = self.list_church_under(1);
                let body = self.arrow_code(list, church);
                self.quantified("a", body)
            }
            B::ListLength => {
                let natural = self.known_type(B::Natural);
                self.list_to(natural)
            }
            B::ListHead | B::ListLast => {
                let optional = self.of_variable(B::Optional, 1);
                self.list_to(optional)
            }
            B::ListReverse => {
                let list = self.of_variable(B::List, 1);
                self.list_to(list)
            }
            B::ListIndexed => {
                let indexed = self.indexed_type();
                self.list_to(indexed)
            }
            B::Bool
            | B::Bytes
            | B::Natural
            | B::Integer
            | B::Double
            | B::Text
            | B::Date
            | B::Time
            | B::TimeZone => self.constant_code(),
        }
    }

    fn known_type(&mut self, builtin: Builtin) -> CodeId {
        self.program.synthesize(Code::Builtin(builtin))
    }

    fn constant_code(&mut self) -> CodeId {
        self.program.synthesize(Code::Const(Const::Type))
    }

    fn variable_code(&mut self, index: u32) -> CodeId {
        self.program.synthesize(Code::Local(index))
    }

    /// `domain → codomain`; the codomain counts its indices from inside.
    fn arrow_code(&mut self, domain: CodeId, codomain: CodeId) -> CodeId {
        self.pi_code("_", domain, codomain)
    }

    fn pi_code(&mut self, param: &str, domain: CodeId, codomain: CodeId) -> CodeId {
        self.program.synthesize(Code::Pi {
            param: Name::new(param),
            domain,
            codomain,
        })
    }

    fn quantified(&mut self, param: &str, body: CodeId) -> CodeId {
        let domain = self.constant_code();
        self.pi_code(param, domain, body)
    }

    fn of_variable(&mut self, builtin: Builtin, index: u32) -> CodeId {
        let function = self.known_type(builtin);
        let argument = self.variable_code(index);
        self.program.synthesize(Code::Apply { function, argument })
    }

    /// `∀(natural : Type) → ∀(succ : natural → natural) → ∀(zero : natural) → natural`.
    fn natural_church(&mut self) -> CodeId {
        let result = self.variable_code(2);
        let zero = self.variable_code(1);
        let inner = self.pi_code("zero", zero, result);
        let (from, to) = (self.variable_code(0), self.variable_code(1));
        let step = self.arrow_code(from, to);
        let inner = self.pi_code("succ", step, inner);
        self.quantified("natural", inner)
    }

    fn list_church(&mut self) -> CodeId {
        self.list_church_under(0)
    }

    /// `∀(list : Type) → ∀(cons : a → list → list) → ∀(nil : list) → list` with `a` at that index.
    fn list_church_under(&mut self, element: u32) -> CodeId {
        let result = self.variable_code(2);
        let nil = self.variable_code(1);
        let inner = self.pi_code("nil", nil, result);
        let (from, to) = (self.variable_code(1), self.variable_code(2));
        let tail = self.arrow_code(from, to);
        let head = self.variable_code(element + 1);
        let cons = self.arrow_code(head, tail);
        let inner = self.pi_code("cons", cons, inner);
        self.quantified("list", inner)
    }

    /// `∀(a : Type) → List a → result`.
    fn list_to(&mut self, result: CodeId) -> CodeId {
        let list = self.of_variable(Builtin::List, 0);
        let body = self.arrow_code(list, result);
        self.quantified("a", body)
    }

    /// `List { index : Natural, value : a }` with `a` as the second variable.
    fn indexed_type(&mut self) -> CodeId {
        let natural = self.known_type(Builtin::Natural);
        let element = self.variable_code(1);
        let fields = vec![(self.known.index, natural), (self.known.value, element)];
        let (shape, codes) = self.shapes.arrange(fields);
        let run = self.program.run(codes);
        let argument = self.program.synthesize(Code::RecordType(shape, run));
        let function = self.known_type(Builtin::List);
        self.program.synthesize(Code::Apply { function, argument })
    }

    /// `∀(needle : Text) → ∀(replacement : Text) → ∀(haystack : Text) → Text`.
    fn replace_type(&mut self) -> CodeId {
        let mut body = self.known_type(Builtin::Text);
        for param in ["haystack", "replacement", "needle"] {
            let text = self.known_type(Builtin::Text);
            body = self.pi_code(param, text, body);
        }
        body
    }
}
