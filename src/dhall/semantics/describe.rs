//! Values in a few words for messages: one line, cut where it gets long, never expanded further than shown.

use super::code::Code;
use super::machine::{Codomain, Eval, Machine, NO_THUNK, Neutral, ThunkId, Value};
use super::number::show_double;
use super::text::Piece;
use crate::dhall::syntax::{Name, Operator};

/// How long a description gets.
const LENGTH: usize = 76;
/// How deeply it nests before it is cut.
const DEPTH: u32 = 5;

struct Describe<'a> {
    machine: &'a mut Machine,
    names: Vec<Name>,
    out: String,
    limit: usize,
}

impl Machine {
    /// A value as Dhall, shortened; `names` are those of the variables by level.
    pub(crate) fn describe(&mut self, thunk: ThunkId, names: &[Name]) -> Eval<String> {
        self.describe_within(thunk, names, LENGTH)
    }

    pub(crate) fn describe_within(&mut self, thunk: ThunkId, names: &[Name], limit: usize) -> Eval<String> {
        let mut describe = Describe {
            machine: self,
            names: names.to_vec(),
            out: String::new(),
            limit,
        };
        describe.thunk(thunk, 0, false)?;
        Ok(describe.out)
    }
}

impl Describe<'_> {
    fn is_full(&self) -> bool {
        self.out.len() >= self.limit
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a value; `tight` puts parentheses around what is no atom.
    fn thunk(&mut self, id: ThunkId, depth: u32, tight: bool) -> Eval<()> {
        if depth > DEPTH || self.is_full() {
            if !self.out.ends_with('…') {
                self.write("…");
            }
            return Ok(());
        }
        let value = self.machine.value(id)?;
        let parenthesised = tight && !is_atom(value);
        if parenthesised {
            self.write("(");
        }
        self.value(value, depth)?;
        if parenthesised {
            self.write(")");
        }
        Ok(())
    }

    fn value(&mut self, value: Value, depth: u32) -> Eval<()> {
        match value {
            Value::Hole => self.write("?"),
            Value::Const(constant) => self.write(&format!("{constant:?}")),
            Value::Builtin(builtin) => self.write(builtin.name()),
            Value::Partial(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.applied(builtin.name(), &arguments, depth)?;
            }
            Value::ListType(element) => self.applied("List", &[element], depth)?,
            Value::OptionalType(element) => self.applied("Optional", &[element], depth)?,
            Value::None(element) => self.applied("None", &[element], depth)?,
            Value::Some(inner) => self.applied("Some", &[inner], depth)?,
            Value::Bool(bool) => self.write(if bool { "True" } else { "False" }),
            Value::Natural(_) | Value::BigNatural(_) => {
                let number = self.machine.big(value).unwrap_or_default().to_string();
                self.clipped(&number);
            }
            Value::Integer(_) | Value::BigInteger(_) => {
                let number = self.machine.big_integer(value).unwrap_or_default();
                self.clipped(&super::number::show_integer(&number));
            }
            Value::Double(number) => self.write(&show_double(number)),
            Value::Text(text) => self.text(text, depth)?,
            Value::Bytes(bytes) => {
                let digits: String = self
                    .machine
                    .bytes(bytes)
                    .iter()
                    .take(20)
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                self.write(&format!("0x\"{digits}\""));
            }
            Value::Date(date) => self.write(&super::builtin::show_date(date)),
            Value::Time(time) => {
                let shown = super::builtin::show_time(self.machine.time(time));
                self.clipped(&shown);
            }
            Value::TimeZone(zone) => self.write(&super::builtin::show_time_zone(zone)),
            Value::Record(id) => {
                self.fields(&self.machine.entries(id), ["{ ", " = ", ", ", " }", "{=}"], depth)?
            }
            Value::RecordType(id) => {
                self.fields(&self.machine.entries(id), ["{ ", " : ", ", ", " }", "{}"], depth)?;
            }
            Value::Union(id) => {
                self.fields(&self.machine.entries(id), ["< ", " : ", " | ", " >", "<>"], depth)?
            }
            Value::Constructor(id, label) => {
                self.value(Value::Union(id), depth + 2)?;
                self.write(&format!(".{label}"));
            }
            Value::Alternative { label, payload, .. } => {
                self.write(&format!("<…>.{label}"));
                if payload != NO_THUNK {
                    self.write(" ");
                    self.thunk(payload, depth + 1, true)?;
                }
            }
            Value::EmptyList(annotation) => {
                self.write("[] : ");
                self.thunk(annotation, depth + 1, false)?;
            }
            Value::List(list) => {
                let elements = self.machine.elements(list)?.to_vec();
                self.list(&elements, depth)?;
            }
            Value::Assert(annotation) => {
                self.write("assert : ");
                self.thunk(annotation, depth + 1, false)?;
            }
            Value::Equivalence(left, right) => self.operator("≡", left, right, depth)?,
            Value::Pi(id) => self.pi(id, depth)?,
            Value::Lambda(code, env) => self.lambda(code, env, depth)?,
            Value::Neutral(id) => {
                let neutral = self.machine.neutral_of(id);
                self.neutral(neutral, depth)?;
            }
        }
        Ok(())
    }

    fn clipped(&mut self, text: &str) {
        let mut characters = text.chars();
        let head: String = characters.by_ref().take(40).collect();
        self.write(&head);
        if characters.next().is_some() {
            self.write("…");
        }
    }

    fn text(&mut self, text: super::text::TextId, depth: u32) -> Eval<()> {
        self.write("\"");
        if self.machine.texts.len(text) > 1 << 16 {
            self.write("…");
        } else {
            for piece in self.machine.text_pieces(text)? {
                match piece {
                    Piece::Literal(literal) => {
                        let shown = literal.escape_debug().to_string();
                        self.clipped(&shown);
                    }
                    Piece::Open(thunk) => {
                        self.write("${");
                        self.thunk(thunk, depth + 1, false)?;
                        self.write("}");
                    }
                }
            }
        }
        self.write("\"");
        Ok(())
    }

    fn fields(&mut self, entries: &[(Name, ThunkId)], signs: [&str; 5], depth: u32) -> Eval<()> {
        let [open, colon, comma, close, empty] = signs;
        if entries.is_empty() {
            self.write(empty);
            return Ok(());
        }
        self.write(open);
        for (at, (label, slot)) in entries.iter().enumerate() {
            if at > 0 {
                self.write(comma);
            }
            if self.is_full() {
                self.write("…");
                break;
            }
            self.write(label.as_str());
            if *slot != NO_THUNK {
                self.write(colon);
                self.thunk(*slot, depth + 1, false)?;
            }
        }
        self.write(close);
        Ok(())
    }

    fn list(&mut self, elements: &[ThunkId], depth: u32) -> Eval<()> {
        self.write("[ ");
        for (at, element) in elements.iter().enumerate() {
            if at > 0 {
                self.write(", ");
            }
            if self.is_full() {
                self.write("…");
                break;
            }
            self.thunk(*element, depth + 1, false)?;
        }
        self.write(" ]");
        Ok(())
    }

    fn applied(&mut self, head: &str, arguments: &[ThunkId], depth: u32) -> Eval<()> {
        self.write(head);
        for argument in arguments {
            self.write(" ");
            self.thunk(*argument, depth + 1, true)?;
        }
        Ok(())
    }

    fn operator(&mut self, sign: &str, left: ThunkId, right: ThunkId, depth: u32) -> Eval<()> {
        self.thunk(left, depth + 1, true)?;
        self.write(&format!(" {sign} "));
        self.thunk(right, depth + 1, true)
    }

    /// Makes the names reach up to the variable of `level`, which is called `name`.
    fn name_level(&mut self, level: u32, name: Name) {
        self.names.resize(level as usize, self.machine.known.underscore);
        self.names.push(name);
    }

    fn pi(&mut self, id: super::machine::PiId, depth: u32) -> Eval<()> {
        let pi = self.machine.pi_of(id);
        let is_arrow =
            matches!(pi.codomain, Codomain::Constant(_)) && pi.param == self.machine.known.underscore;
        let level = pi.level.max(self.names.len() as u32);
        if is_arrow {
            self.thunk(pi.domain, depth + 1, true)?;
            self.write(" → ");
        } else {
            self.write(&format!("∀({} : ", pi.param));
            self.thunk(pi.domain, depth + 1, false)?;
            self.write(") → ");
        }
        let kept = self.names.clone();
        let variable = self.machine.variable(level);
        self.name_level(level, pi.param);
        let codomain = self.machine.instantiate(pi.codomain, variable);
        self.thunk(codomain, depth + 1, false)?;
        self.names = kept;
        Ok(())
    }

    fn lambda(&mut self, code: super::code::CodeId, env: super::machine::EnvId, depth: u32) -> Eval<()> {
        let Code::Lambda { param, .. } = self.machine.program.code(code) else {
            return Ok(());
        };
        let value = Value::Lambda(code, env);
        let level = self.machine.level_of(value).max(self.names.len() as u32);
        let variable = self.machine.variable(level);
        let Some((domain, body)) = self.machine.open_lambda(code, env, variable) else {
            return Ok(());
        };
        self.write(&format!("λ({param} : "));
        self.thunk(domain, depth + 1, false)?;
        self.write(") → ");
        let kept = self.names.clone();
        self.name_level(level, param);
        self.thunk(body, depth + 1, false)?;
        self.names = kept;
        Ok(())
    }

    fn neutral(&mut self, neutral: Neutral, depth: u32) -> Eval<()> {
        match neutral {
            Neutral::Var(level) => {
                let name = self.names.get(level as usize).map_or("_", |name| name.as_str());
                self.write(name);
            }
            Neutral::Free(name, _) => self.write(name.as_str()),
            Neutral::Apply(function, argument) => {
                let tight = !self.is_application(function)?;
                self.thunk(function, depth + 1, tight)?;
                self.write(" ");
                self.thunk(argument, depth + 1, true)?;
            }
            Neutral::Builtin(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.applied(builtin.name(), &arguments, depth)?;
            }
            Neutral::If(predicate, then, otherwise) => {
                self.write("if ");
                self.thunk(predicate, depth + 1, false)?;
                self.write(" then ");
                self.thunk(then, depth + 1, false)?;
                self.write(" else ");
                self.thunk(otherwise, depth + 1, false)?;
            }
            Neutral::Operator(operator, left, right) => self.operator(sign(operator), left, right, depth)?,
            Neutral::Field(record, label) => {
                self.thunk(record, depth + 1, true)?;
                self.write(&format!(".{label}"));
            }
            Neutral::Project(record, shape) => {
                self.thunk(record, depth + 1, true)?;
                let labels = self.machine.shapes.shape(shape).texts().join(", ");
                self.write(&format!(".{{ {labels} }}"));
            }
            Neutral::ProjectType(record, selector) => {
                self.thunk(record, depth + 1, true)?;
                self.write(".(");
                self.thunk(selector, depth + 1, false)?;
                self.write(")");
            }
            Neutral::Merge(handlers, union, _) => self.applied("merge", &[handlers, union], depth)?,
            Neutral::ToMap(record, _) => self.applied("toMap", &[record], depth)?,
            Neutral::ShowConstructor(union) => self.applied("showConstructor", &[union], depth)?,
            Neutral::With(record, _, value) => {
                self.thunk(record, depth + 1, true)?;
                self.write(" with … = ");
                self.thunk(value, depth + 1, false)?;
            }
        }
        Ok(())
    }

    fn is_application(&mut self, id: ThunkId) -> Eval<bool> {
        Ok(match self.machine.value(id)? {
            Value::Neutral(id) => matches!(
                self.machine.neutral_of(id),
                Neutral::Apply(..) | Neutral::Builtin(..)
            ),
            _ => false,
        })
    }
}

fn is_atom(value: Value) -> bool {
    !matches!(
        value,
        Value::Partial(..)
            | Value::ListType(_)
            | Value::OptionalType(_)
            | Value::Some(_)
            | Value::None(_)
            | Value::Lambda(..)
            | Value::Pi(_)
            | Value::EmptyList(_)
            | Value::Assert(_)
            | Value::Equivalence(..)
            | Value::Alternative { .. }
            | Value::Neutral(_)
    )
}

/// An operator as it is written.
pub(crate) fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equivalent => "≡",
        Operator::ImportAlt => "?",
        Operator::Or => "||",
        Operator::Plus => "+",
        Operator::TextAppend => "++",
        Operator::ListAppend => "#",
        Operator::And => "&&",
        Operator::Combine => "∧",
        Operator::Prefer => "⫽",
        Operator::CombineTypes => "⩓",
        Operator::Times => "*",
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
    }
}
