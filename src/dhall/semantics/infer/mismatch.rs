//! Comparing a type with what was expected, down to the labels that differ.

use super::{Checker, Place, TYPE};
use crate::dhall::datum::{Mismatch, MismatchKind};
use crate::dhall::semantics::data::data_type;
use crate::dhall::semantics::machine::{Eval, NO_THUNK, RecordId, ThunkId, Value};
use crate::dhall::semantics::shape::{Merge, Source};
use crate::dhall::semantics::suggestion::nearest;
use crate::dhall::syntax::{Builtin, Expr, Name};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// How many differences of one comparison are reported.
const MOST: usize = 100;

/// Why a type was expected.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Expectation {
    /// The program that reads the file needs it.
    Program,
    Annotation,
    Argument,
    Condition,
    Interpolation,
    /// An operand, of that operator.
    Operand(&'static str),
    /// The other branch is there.
    Branch(Span),
    /// The first element is there.
    Element(Span),
    /// The schema of `::` is there.
    Completion(Span),
    /// The other handler is there.
    Handler(Span),
    /// `toMap` needs the first field, which is there.
    Entry(Span),
    /// What `with` replaces below `?` must keep its type.
    Update,
}

impl Expectation {
    /// A place that explains it.
    fn related(self) -> Option<(Span, &'static str)> {
        match self {
            Self::Branch(span) => Some((span, "the other branch")),
            Self::Element(span) => Some((span, "the first element")),
            Self::Completion(span) => Some((span, "the schema")),
            Self::Handler(span) => Some((span, "the other handler")),
            Self::Entry(span) => Some((span, "the first field")),
            _ => None,
        }
    }

    /// The rule behind it, when it needs saying.
    fn help(self) -> Option<&'static str> {
        match self {
            Self::Condition => Some("the condition of `if` is a `Bool`"),
            Self::Branch(_) => Some("both branches of `if` have the same type"),
            Self::Element(_) => Some("all elements of a list have the same type"),
            Self::Handler(_) => Some("all handlers of a `merge` give the same type"),
            Self::Entry(_) => Some("`toMap` needs fields of one type"),
            Self::Update => Some("an update below `?` keeps the type"),
            _ => None,
        }
    }
}

/// One comparison under way.
struct Comparison {
    why: Expectation,
    /// The record or union in which the present label was found, and the label.
    inside: Option<(RecordId, bool, Name)>,
    /// Whether this is what a list or an optional holds.
    held: bool,
}

impl Comparison {
    fn new(why: Expectation, inside: Option<(RecordId, bool, Name)>) -> Self {
        let held = false;
        Self { why, inside, held }
    }
}

impl Checker<'_> {
    /// Whether `found` is the type `expected`; if not, every difference is reported where it is written.
    pub(crate) fn expect(
        &mut self,
        expected: ThunkId,
        found: ThunkId,
        place: Place,
        why: Expectation,
    ) -> Eval<bool> {
        if self.machine.equal(expected, found)? {
            return Ok(true);
        }
        let before = self.findings.len();
        self.compare(expected, found, place, &Comparison::new(why, None))?;
        if self.findings.len() == before {
            // Only binders deeper than data differ.
            self.differ(expected, found, place, &Comparison::new(why, None))?;
        }
        self.findings.truncate(before + MOST);
        Ok(false)
    }

    fn compare(&mut self, expected: ThunkId, found: ThunkId, place: Place, on: &Comparison) -> Eval<()> {
        match (self.machine.value(expected)?, self.machine.value(found)?) {
            (Value::RecordType(e), Value::RecordType(f)) => self.compare_records(e, f, place, on.why),
            (Value::Union(e), Value::Union(f)) if self.is_another(e, f) => {
                self.differ(expected, found, place, on)
            }
            (Value::Union(e), Value::Union(f)) => self.compare_unions(e, f, place, on.why),
            (Value::ListType(e), Value::ListType(f)) | (Value::OptionalType(e), Value::OptionalType(f)) => {
                let parts = self.element_places(place)?;
                let is_seen = parts.iter().any(|part| part.span != place.span);
                if !is_seen && !self.is_compound(e)? {
                    return self.differ(expected, found, place, on);
                }
                let on = Comparison { held: true, ..*on };
                for part in parts {
                    self.compare(e, f, part, &on)?;
                }
                Ok(())
            }
            _ => self.differ(expected, found, place, on),
        }
    }

    /// Whether a type has parts that can differ by themselves.
    fn is_compound(&mut self, ty: ThunkId) -> Eval<bool> {
        Ok(match self.machine.value(ty)? {
            Value::RecordType(_) | Value::Union(_) => true,
            Value::ListType(inner) | Value::OptionalType(inner) => self.is_compound(inner)?,
            _ => false,
        })
    }

    fn compare_records(
        &mut self,
        expected: RecordId,
        found: RecordId,
        place: Place,
        why: Expectation,
    ) -> Eval<()> {
        let (e, f) = (self.machine.fields(expected), self.machine.fields(found));
        let merge = self.machine.shapes.merge(e.shape, f.shape);
        let misspelt = self.misspelt(&merge);
        for (at, source) in merge.sources.iter().enumerate() {
            let label = self.machine.shapes.labels(merge.shape)[at];
            match (source.left, source.right) {
                (Some(left), Some(right)) => {
                    let ours = self.machine.slot(e.slots, left as usize);
                    let theirs = self.machine.slot(f.slots, right as usize);
                    if !self.machine.equal(ours, theirs)? {
                        let place = self.field_place(place, label)?;
                        let inside = Some((expected, true, label));
                        self.compare(ours, theirs, place, &Comparison::new(why, inside))?;
                    }
                }
                (Some(_), None) if misspelt.contains(&label) => {}
                (Some(_), None) => self.missing(expected, label, place, why)?,
                _ => self.surplus(expected, label, place, why)?,
            }
        }
        Ok(())
    }

    /// The expected labels that are there with a slip of the pen: the finding about the slip names them.
    fn misspelt(&self, merge: &Merge) -> Vec<Name> {
        let labels = self.machine.shapes.labels(merge.shape);
        let sources = || labels.iter().zip(merge.sources.iter());
        let missing: Vec<Name> = sources()
            .filter(|(_, source)| source.right.is_none())
            .map(|(label, _)| *label)
            .collect();
        let surplus = sources().filter(|(_, source)| source.left.is_none());
        let meant = surplus.filter_map(|(label, _)| {
            let near = nearest(label.as_str(), missing.iter().map(|label| label.as_str()))?;
            missing.iter().copied().find(|label| label.as_str() == near)
        });
        meant.collect()
    }

    fn missing(&mut self, container: RecordId, label: Name, place: Place, why: Expectation) -> Eval<()> {
        let slot = self.machine.lookup(container, label).unwrap_or(NO_THUNK);
        let ty = self.describe(slot)?;
        let message = match why {
            Expectation::Completion(_) => format!("the field `{label}` has no default and is not set"),
            _ => format!("the field `{label}` is missing"),
        };
        let finding = Diagnostic::error(TYPE, message).expected(format!("`{label} : {ty}`"));
        let finding = self.at(finding, place, format!("no `{label}` here"), why)?;
        let finding = self.explained(finding, slot, "declared here", why);
        let mismatch = self.mismatch(container, true, label, MismatchKind::Missing)?;
        self.report(finding, mismatch);
        Ok(())
    }

    fn surplus(&mut self, container: RecordId, label: Name, place: Place, why: Expectation) -> Eval<()> {
        let span = self.label_span(place, label)?;
        let message = match why {
            Expectation::Completion(_) => format!("the schema has no field `{label}`"),
            _ => format!("there is no field `{label}` in the expected record"),
        };
        let finding = Diagnostic::error(TYPE, message).at(span, "not expected");
        let shape = self.machine.fields(container).shape;
        let finding = self.near(finding, label, shape, "field", Some(span));
        let finding = match why.related() {
            Some((span, text)) => finding.related(span, text),
            None => finding,
        };
        let mismatch = self.mismatch(container, true, label, MismatchKind::Surplus)?;
        self.report(finding, mismatch);
        Ok(())
    }

    /// Names the label that was probably meant, or all that there are.
    pub(super) fn near(
        &self,
        finding: Diagnostic,
        label: Name,
        shape: crate::dhall::semantics::shape::ShapeId,
        what: &str,
        span: Option<Span>,
    ) -> Diagnostic {
        let texts = self.machine.shapes.shape(shape).texts();
        match nearest(label.as_str(), texts.iter().copied()) {
            Some(near) => {
                let finding = finding.help(format!("there is the {what} `{near}`"));
                match span {
                    Some(span) => finding.suggestion(span, near),
                    None => finding,
                }
            }
            None if texts.is_empty() => finding.help(format!("there is no {what} at all")),
            None => {
                let shown: Vec<_> = texts.iter().take(12).map(|text| format!("`{text}`")).collect();
                let more = if texts.len() > 12 { ", …" } else { "" };
                let plural = if texts.len() == 1 { "" } else { "s" };
                finding.help(format!("the {what}{plural}: {}{more}", shown.join(", ")))
            }
        }
    }

    /// Whether two unions differ in more than one label: then they are two unions, and not one with a slip.
    fn is_another(&mut self, expected: RecordId, found: RecordId) -> bool {
        let (e, f) = (self.machine.fields(expected), self.machine.fields(found));
        let merge = self.machine.shapes.merge(e.shape, f.shape);
        let one_sided = |source: &&Source| source.left.is_none() || source.right.is_none();
        merge.sources.iter().filter(one_sided).count() > 1
    }

    fn compare_unions(
        &mut self,
        expected: RecordId,
        found: RecordId,
        place: Place,
        why: Expectation,
    ) -> Eval<()> {
        let (e, f) = (self.machine.fields(expected), self.machine.fields(found));
        let merge = self.machine.shapes.merge(e.shape, f.shape);
        for (at, source) in merge.sources.iter().enumerate() {
            let label = self.machine.shapes.labels(merge.shape)[at];
            let (kind, message) = match (source.left, source.right) {
                (Some(left), Some(right)) => {
                    let ours = self.machine.slot(e.slots, left as usize);
                    let theirs = self.machine.slot(f.slots, right as usize);
                    if ours == theirs || self.machine.equal(ours, theirs)? {
                        continue;
                    }
                    if ours != NO_THUNK && theirs != NO_THUNK {
                        // What the alternative carries has no place: only the union type differs.
                        let inside = Some((expected, false, label));
                        self.compare(
                            ours,
                            theirs,
                            Place {
                                expr: None,
                                depth: 0,
                                ..place
                            },
                            &Comparison::new(why, inside),
                        )?;
                        continue;
                    }
                    let message = if ours == NO_THUNK {
                        format!(
                            "the alternative `{label}` carries a value, and in the expected union it carries none"
                        )
                    } else {
                        format!(
                            "the alternative `{label}` carries no value, and in the expected union it does"
                        )
                    };
                    (None, message)
                }
                (Some(_), None) => (
                    Some(MismatchKind::Missing),
                    format!("this union lacks the alternative `{label}` of the expected one"),
                ),
                _ => (
                    Some(MismatchKind::Surplus),
                    format!("the expected union has no alternative `{label}`"),
                ),
            };
            let finding = Diagnostic::error(TYPE, message);
            let finding = self.at(finding, place, "of another union type".to_owned(), why)?;
            let finding = if matches!(kind, Some(MismatchKind::Surplus)) {
                self.near(finding, label, e.shape, "alternative", None)
            } else {
                finding
            };
            let mismatch = match kind {
                Some(kind) => self.mismatch(expected, false, label, kind)?,
                None => None,
            };
            self.report(finding, mismatch);
        }
        Ok(())
    }

    /// Reports two types that have nothing in common worth descending into.
    fn differ(&mut self, expected: ThunkId, found: ThunkId, place: Place, on: &Comparison) -> Eval<()> {
        let (e, f) = (self.describe(expected)?, self.describe(found)?);
        let message = match (on.inside, on.why) {
            (Some((_, true, label)), _) => format!("the field `{label}` has the type `{f}`, not `{e}`"),
            (Some((_, false, label)), _) => format!("the alternative `{label}` carries `{f}`, not `{e}`"),
            (None, Expectation::Operand("#")) => {
                format!("the lists of `#` hold `{e}`, and this has the type `{f}`")
            }
            (None, _) if on.held => format!("this has the type `{f}`, not `{e}`"),
            (None, Expectation::Operand(operator)) => {
                format!("`{operator}` works on `{e}`, and this has the type `{f}`")
            }
            (None, Expectation::Interpolation) => {
                format!("only `Text` can be put into text, and this has the type `{f}`")
            }
            (None, Expectation::Argument) => format!("the function takes `{e}`, and this has the type `{f}`"),
            (None, Expectation::Annotation) => {
                format!("this is annotated as `{e}`, and it has the type `{f}`")
            }
            (None, _) => format!("this has the type `{f}`, not `{e}`"),
        };
        let finding = Diagnostic::error(TYPE, message).expected(format!("`{e}`"));
        let finding = self.at(finding, place, format!("of type `{f}`"), on.why)?;
        let finding = self.explained(finding, expected, "expected because of this", on.why);
        let finding = match (
            self.rewritten(expected, place)?,
            self.conversion(expected, found)?,
        ) {
            (Some((span, text)), _) => finding.help(format!("write `{text}`")).suggestion(span, text),
            // That a word is no number in quotes needs no saying.
            (None, Some(_)) if self.is_word(place) => finding,
            (None, Some(help)) => finding.help(help),
            (None, None) => finding,
        };
        let mismatch = match on.inside {
            Some((container, is_record, label)) => {
                self.different((container, is_record), label, (expected, found))?
            }
            None => self.whole(expected, found)?,
        };
        self.report(finding, mismatch);
        Ok(())
    }

    /// The mismatch of a value that is no part of another: its own type is the container, without a label.
    fn whole(&mut self, expected: ThunkId, found: ThunkId) -> Eval<Option<Mismatch>> {
        let found = data_type(self.machine, found)?;
        let expected = data_type(self.machine, expected)?;
        Ok(expected.map(|expected| Mismatch {
            container: expected.clone(),
            label: String::new(),
            kind: MismatchKind::Different { expected, found },
        }))
    }

    fn different(
        &mut self,
        (container, is_record): (RecordId, bool),
        label: Name,
        (expected, found): (ThunkId, ThunkId),
    ) -> Eval<Option<Mismatch>> {
        let Some(expected) = data_type(self.machine, expected)? else {
            return Ok(None);
        };
        let found = data_type(self.machine, found)?;
        self.mismatch(
            container,
            is_record,
            label,
            MismatchKind::Different { expected, found },
        )
    }

    /// Points at the culprit. When a program compares a whole file with what it expects, that is where the value
    /// was written, wherever; inside a file it is where it is used.
    fn at(&mut self, finding: Diagnostic, place: Place, text: String, why: Expectation) -> Eval<Diagnostic> {
        let source = self.source(place)?;
        Ok(match (source, why) {
            (Some(source), Expectation::Program) => finding.at(source, text),
            (Some(source), _) if source != place.span => {
                finding.at(place.span, text).related(source, "it comes from here")
            }
            _ => finding.at(place.span, text),
        })
    }

    /// Adds where the expectation comes from.
    fn explained(&self, finding: Diagnostic, expected: ThunkId, text: &str, why: Expectation) -> Diagnostic {
        let mut finding = finding;
        let own = finding.primary.as_ref().map(|label| label.span);
        if let Some(span) = self.machine.place(self.machine.origin(expected))
            && Some(span) != own
        {
            finding = finding.related(span, text);
        }
        if let Some((span, text)) = why.related() {
            finding = finding.related(span, text);
        }
        if let Some(help) = why.help() {
            finding = finding.help(help);
        }
        finding
    }

    /// Whether a text is written at a place.
    fn is_word(&self, place: Place) -> bool {
        let written = place.expr.map(|expr| &self.ast[expr]);
        matches!(written, Some(Expr::Text { .. }))
    }

    /// The literal of the expected type that a literal was meant to be, and what it replaces.
    fn rewritten(&mut self, expected: ThunkId, place: Place) -> Eval<Option<(Span, String)>> {
        let Value::Builtin(expected) = self.machine.value(expected)? else {
            return Ok(None);
        };
        let Some(literal) = place.expr.map(|expr| &self.ast[expr]) else {
            return Ok(None);
        };
        let text = match (expected, literal) {
            (Builtin::Text, Expr::Natural(number)) => format!("\"{number}\""),
            (Builtin::Text, Expr::Integer(number)) => format!("\"{number:+}\""),
            (Builtin::Text, Expr::Bool(true)) => "\"True\"".to_owned(),
            (Builtin::Text, Expr::Bool(false)) => "\"False\"".to_owned(),
            (Builtin::Integer, Expr::Natural(number)) => format!("+{number}"),
            (Builtin::Natural, Expr::Integer(number)) if *number >= 0 => number.to_string(),
            (Builtin::Double, Expr::Natural(number)) => format!("{number}.0"),
            (Builtin::Double, Expr::Integer(number)) => format!("{number}.0"),
            (
                expected,
                Expr::Text {
                    segments,
                    interpolations,
                },
            ) if interpolations.is_empty() => match unquoted(expected, &segments[0]) {
                Some(text) => text,
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some((place.span, text)))
    }

    /// The function that would turn one type into the other.
    fn conversion(&mut self, expected: ThunkId, found: ThunkId) -> Eval<Option<&'static str>> {
        let (expected, found) = (self.machine.value(expected)?, self.machine.value(found)?);
        Ok(match (expected, found) {
            (Value::Builtin(Builtin::Text), Value::Builtin(found)) => match found {
                Builtin::Natural => Some("`Natural/show` makes text of it"),
                Builtin::Integer => Some("`Integer/show` makes text of it"),
                Builtin::Double => Some("`Double/show` makes text of it"),
                Builtin::Date => Some("`Date/show` makes text of it"),
                Builtin::Time => Some("`Time/show` makes text of it"),
                Builtin::TimeZone => Some("`TimeZone/show` makes text of it"),
                _ => None,
            },
            (Value::Builtin(Builtin::Integer), Value::Builtin(Builtin::Natural)) => {
                Some("an `Integer` is written with a sign, such as `+1`; or `Natural/toInteger` makes one")
            }
            (Value::Builtin(Builtin::Natural), Value::Builtin(Builtin::Integer)) => {
                Some("a `Natural` is written without a sign; or `Integer/clamp` makes one")
            }
            (Value::Builtin(Builtin::Double), Value::Builtin(Builtin::Natural | Builtin::Integer)) => {
                Some("a `Double` is written with a point, such as `1.0`")
            }
            (Value::Builtin(Builtin::Natural | Builtin::Integer), Value::Builtin(Builtin::Text)) => {
                Some("numbers are written without quotes")
            }
            (Value::Builtin(Builtin::Bool), Value::Builtin(Builtin::Text)) => {
                Some("the truth values are `True` and `False`, without quotes")
            }
            (Value::OptionalType(_), Value::OptionalType(_)) => None,
            (Value::OptionalType(_), _) => Some("`Some` in front makes it optional"),
            (Value::ListType(_), Value::OptionalType(_)) => None,
            (_, Value::OptionalType(_)) => Some("it may be absent; `merge` says what then"),
            _ => None,
        })
    }

    /// The mismatch of a label, when its container is a type of data.
    pub(super) fn mismatch(
        &mut self,
        container: RecordId,
        is_record: bool,
        label: Name,
        kind: MismatchKind,
    ) -> Eval<Option<Mismatch>> {
        let value = if is_record {
            Value::RecordType(container)
        } else {
            Value::Union(container)
        };
        let container = self.machine.done(value, crate::dhall::semantics::code::NOWHERE);
        let container = data_type(self.machine, container)?;
        Ok(container.map(|container| Mismatch {
            container,
            label: label.as_str().to_owned(),
            kind,
        }))
    }
}

/// The literal of the expected type that a text spells.
fn unquoted(expected: Builtin, text: &str) -> Option<String> {
    let is_number = text.parse::<u64>().is_ok_and(|number| number.to_string() == text);
    match expected {
        Builtin::Natural if is_number => Some(text.to_owned()),
        Builtin::Integer if is_number => Some(format!("+{text}")),
        Builtin::Bool if text.eq_ignore_ascii_case("true") => Some("True".to_owned()),
        Builtin::Bool if text.eq_ignore_ascii_case("false") => Some("False".to_owned()),
        _ => None,
    }
}
