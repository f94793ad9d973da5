//! The rules for records: types, literals, fields, projections, completion, `with` and `toMap`.

use super::{Checker, Expectation, TYPE};
use crate::dhall::datum::MismatchKind;
use crate::dhall::semantics::code::NOWHERE;
use crate::dhall::semantics::machine::{Eval, NO_THUNK, RecordId, ThunkId, Value};
use crate::dhall::semantics::shape::EMPTY_SHAPE;
use crate::dhall::syntax::{Const, Expr, ExprId, Name, PathComponent, Spelled};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

impl Checker<'_> {
    pub(super) fn record_type(&mut self, fields: &[(Spelled, ExprId)]) -> Eval<ThunkId> {
        let mut universe = Const::Type;
        for (label, ty) in fields {
            let before = self.findings.len();
            universe = universe.max(self.ty(*ty)?.1);
            if let [finding] = &mut self.findings[before..]
                && finding.diagnostic.primary.as_ref().map(|label| label.span) == Some(self.ast.span(*ty))
                && finding.diagnostic.expected.as_deref() == Some("a type")
                && finding.diagnostic.help.is_none()
            {
                finding.diagnostic.help =
                    Some(format!("a field with a value is written `{} = …`", label.name));
            }
        }
        self.distinct(fields.iter().map(|(label, _)| *label), "field");
        Ok(self.constant_thunk(universe))
    }

    /// Reports labels that are there twice.
    pub(super) fn distinct(&mut self, labels: impl Iterator<Item = Spelled>, what: &str) {
        let mut seen = rustc_hash::FxHashMap::default();
        for label in labels {
            let span = self.spelled(label);
            if let Some(first) = seen.insert(label.name, span) {
                seen.insert(label.name, first);
                let finding = Diagnostic::error(TYPE, format!("the {what} `{}` is there twice", label.name))
                    .at(span, "again")
                    .related(first, "already here");
                self.report(finding, None);
            }
        }
    }

    pub(super) fn spelled(&self, label: Spelled) -> Span {
        Span::new(self.ast.file, label.span.0, label.span.1)
    }

    pub(super) fn record(&mut self, fields: &[(Spelled, ExprId)]) -> Eval<ThunkId> {
        let mut types = Vec::with_capacity(fields.len());
        for (label, value) in fields {
            let mut ty = self.infer(*value)?;
            if self.universe(ty)?.is_none() {
                let found = self.describe(ty)?;
                let finding = self.mistake(
                    *value,
                    format!("a field can not hold this: its type is `{found}`, which has no type"),
                );
                ty = self.fail(*value, finding);
            }
            types.push((label.name, ty));
        }
        Ok(self.machine.record_type(types))
    }

    pub(super) fn field(&mut self, id: ExprId, ty: ThunkId, label: Spelled) -> Eval<ThunkId> {
        let Expr::Field { record, .. } = self.ast[id] else {
            return Ok(self.machine.known.hole);
        };
        match self.machine.value(ty)? {
            Value::Hole => return Ok(ty),
            Value::RecordType(fields) => {
                return match self.machine.lookup(fields, label.name) {
                    Some(ty) => Ok(ty),
                    None => self.unknown_field(id, record, fields, label),
                };
            }
            Value::Const(_) => {
                let value = self.evaluated(record);
                match self.machine.value(value)? {
                    Value::Union(union) => return self.constructor(id, union, label),
                    Value::Hole => return Ok(self.machine.known.hole),
                    _ => {}
                }
            }
            _ => {}
        }
        let found = self.describe(ty)?;
        let finding = self
            .mistake(
                record,
                format!(
                    "`.{}` is asked of something without fields, of type `{found}`",
                    label.name
                ),
            )
            .expected("a record or a union type");
        Ok(self.fail(id, finding))
    }

    fn unknown_field(
        &mut self,
        id: ExprId,
        record: ExprId,
        fields: RecordId,
        label: Spelled,
    ) -> Eval<ThunkId> {
        let span = self.spelled(label);
        let finding =
            Diagnostic::error(TYPE, format!("there is no field `{}` here", label.name)).at(span, "unknown");
        let shape = self.machine.fields(fields).shape;
        let finding = self.near(finding, label.name, shape, "field", Some(span));
        let finding = self.defined(finding, record)?;
        let mismatch = self.mismatch(fields, true, label.name, MismatchKind::Surplus)?;
        self.report(finding, mismatch);
        self.poison(id);
        Ok(self.machine.known.hole)
    }

    /// Adds where a record comes from, when that is elsewhere.
    fn defined(&mut self, finding: Diagnostic, record: ExprId) -> Eval<Diagnostic> {
        let value = self.evaluated(record);
        let origin = self.machine.force(value)?.origin;
        Ok(match self.machine.place(origin) {
            Some(span) if span != self.span(record) => finding.related(span, "the record"),
            _ => finding,
        })
    }

    pub(super) fn project(&mut self, id: ExprId, ty: ThunkId, labels: &[Spelled]) -> Eval<ThunkId> {
        let Expr::Project { record, .. } = self.ast[id] else {
            return Ok(self.machine.known.hole);
        };
        self.distinct(labels.iter().copied(), "label");
        let Some(fields) = self.record_of_type(id, record, ty)? else {
            return Ok(self.machine.known.hole);
        };
        let mut types = Vec::new();
        for label in labels {
            match self.machine.lookup(fields, label.name) {
                Some(ty) => types.push((label.name, ty)),
                None => {
                    self.unknown_field(id, record, fields, *label)?;
                    types.push((label.name, self.machine.known.hole));
                }
            }
        }
        let record = self.machine.record_of(types);
        Ok(self.machine.done(Value::RecordType(record), NOWHERE))
    }

    /// The fields of a record type; reports anything else. `None` for that and for holes.
    pub(super) fn record_of_type(
        &mut self,
        id: ExprId,
        record: ExprId,
        ty: ThunkId,
    ) -> Eval<Option<RecordId>> {
        match self.machine.value(ty)? {
            Value::RecordType(fields) => Ok(Some(fields)),
            Value::Hole => Ok(None),
            _ => {
                let found = self.describe(ty)?;
                let finding = self
                    .mistake(
                        record,
                        format!("a record is needed here, and this has the type `{found}`"),
                    )
                    .expected("a record");
                let finding = match &self.ast[record] {
                    Expr::RecordType(fields) if fields.is_empty() => {
                        finding.help("the record without fields is written `{=}`; `{}` is its type")
                    }
                    _ => finding,
                };
                self.fail(id, finding);
                Ok(None)
            }
        }
    }

    pub(super) fn project_type(&mut self, id: ExprId, record: ExprId, selector: ExprId) -> Eval<ThunkId> {
        let ty = self.infer(record)?;
        let (wanted, _) = self.ty(selector)?;
        let Some(fields) = self.record_of_type(id, record, ty)? else {
            return Ok(self.machine.known.hole);
        };
        let wanted_fields = match self.machine.value(wanted)? {
            Value::RecordType(fields) => fields,
            Value::Hole => return Ok(self.machine.known.hole),
            _ => {
                let found = self.describe(wanted)?;
                let finding = self.mistake(
                    selector,
                    format!("a record can only be projected to a record type, and this is `{found}`"),
                );
                return Ok(self.fail(id, finding));
            }
        };
        // The record may have more fields; those that are asked for have to agree.
        let shape = self.machine.fields(wanted_fields).shape;
        let asked: Vec<Name> = self.machine.shapes.labels(shape).to_vec();
        let kept = asked
            .into_iter()
            .filter_map(|label| Some((label, self.machine.lookup(fields, label)?)))
            .collect();
        let kept = self.machine.record_of(kept);
        let kept = self.machine.done(Value::RecordType(kept), NOWHERE);
        let place = self.place(record);
        if !self.expect(wanted, kept, place, Expectation::Annotation)? {
            self.poison(id);
        }
        Ok(wanted)
    }

    pub(super) fn completion(&mut self, id: ExprId, schema: ExprId, record: ExprId) -> Eval<ThunkId> {
        let schema_type = self.infer(schema)?;
        let given = self.infer(record)?;
        let Some(parts) = self.record_of_type(id, schema, schema_type)? else {
            return Ok(self.machine.known.hole);
        };
        let (type_label, default_label) = (self.machine.known.type_label, self.machine.known.default);
        let mut lacking = None;
        for label in [type_label, default_label] {
            if self.machine.lookup(parts, label).is_none() {
                lacking.get_or_insert(label);
            }
        }
        if let Some(label) = lacking {
            let finding = self
                .mistake(
                    schema,
                    format!("a schema in front of `::` needs a field `{label}`, and this record has none"),
                )
                .expected("a record with the fields `Type` and `default`");
            return Ok(self.fail(id, finding));
        }
        let defaults = self.machine.lookup(parts, default_label).unwrap_or(NO_THUNK);
        if !matches!(self.machine.value(defaults)?, Value::RecordType(_) | Value::Hole) {
            let found = self.describe(defaults)?;
            let message = format!("the `default` of this schema is no record: it has the type `{found}`");
            let finding = self.mistake(schema, message).expected("a record of defaults");
            return Ok(self.fail(id, finding));
        }
        let Some(defaults) = self.record_of_type(id, schema, defaults)? else {
            return Ok(self.machine.known.hole);
        };
        let Some(given) = self.record_of_type(id, record, given)? else {
            return Ok(self.machine.known.hole);
        };
        let value = self.evaluated(schema);
        let value = self.machine.force(value)?;
        let expected = self.machine.field(value, type_label, NOWHERE)?;
        let expected = self.machine.done_val(expected);
        let type_of_type = self.machine.lookup(parts, type_label).unwrap_or(NO_THUNK);
        if self.constant(type_of_type)?.is_none() {
            let finding = self.mistake(schema, "the field `Type` of this schema is no type");
            return Ok(self.fail(id, finding));
        }
        let completed = self.preferred(defaults, given)?;
        let completed = self.machine.done(Value::RecordType(completed), NOWHERE);
        let mut place = self.place(record);
        // What is missing or wrong is told of the whole, whose value has the defaults too.
        place.value = Some(self.evaluated(id));
        if self.expect(
            expected,
            completed,
            place,
            Expectation::Completion(self.span(schema)),
        )? {
            return Ok(completed);
        }
        self.poison(id);
        Ok(expected)
    }

    /// The type of `left ⫽ right`.
    pub(super) fn preferred(&mut self, left: RecordId, right: RecordId) -> Eval<RecordId> {
        let (l, r) = (self.machine.fields(left), self.machine.fields(right));
        let merge = self.machine.shapes.merge(l.shape, r.shape);
        let slots: Vec<ThunkId> = merge
            .sources
            .iter()
            .map(|source| match (source.left, source.right) {
                (_, Some(at)) => self.machine.slot(r.slots, at as usize),
                (Some(at), None) => self.machine.slot(l.slots, at as usize),
                (None, None) => self.machine.known.hole,
            })
            .collect();
        self.machine.spend(slots.len() as u64 / 8)?;
        Ok(self.machine.record(merge.shape, &slots))
    }

    pub(super) fn with(
        &mut self,
        id: ExprId,
        ty: ThunkId,
        path: &[PathComponent],
        value: ExprId,
    ) -> Eval<ThunkId> {
        let new = self.updating(value)?;
        self.updated(id, ty, path, (value, new))
    }

    /// The type of what a `with` sets.
    pub(super) fn updating(&mut self, value: ExprId) -> Eval<ThunkId> {
        let mut new = self.infer(value)?;
        if self.universe(new)?.is_none() {
            let found = self.describe(new)?;
            let finding = self.mistake(
                value,
                format!("a field can not hold this: its type is `{found}`, which has no type"),
            );
            new = self.fail(value, finding);
        }
        Ok(new)
    }

    /// The type of a record after an update.
    pub(super) fn updated(
        &mut self,
        id: ExprId,
        ty: ThunkId,
        path: &[PathComponent],
        (value, new): (ExprId, ThunkId),
    ) -> Eval<ThunkId> {
        let Some((step, rest)) = path.split_first() else {
            return Ok(new);
        };
        let subject = self.machine.value(ty)?;
        self.machine.enter(self.code(id))?;
        let updated = self.step(id, (ty, subject), (step, rest), (value, new));
        self.machine.leave();
        updated
    }

    fn step(
        &mut self,
        id: ExprId,
        (ty, subject): (ThunkId, Value),
        (step, rest): (&PathComponent, &[PathComponent]),
        (value, new): (ExprId, ThunkId),
    ) -> Eval<ThunkId> {
        match (step, subject) {
            (_, Value::Hole) => Ok(ty),
            (PathComponent::Label(label), Value::RecordType(fields)) => {
                let inner = if rest.is_empty() {
                    new
                } else {
                    let inner = match self.machine.lookup(fields, label.name) {
                        Some(inner) => inner,
                        None => {
                            let empty = self.machine.record(EMPTY_SHAPE, &[]);
                            self.machine.done(Value::RecordType(empty), NOWHERE)
                        }
                    };
                    self.updated(id, inner, rest, (value, new))?
                };
                let record = self.machine.set_field(fields, label.name, inner)?;
                Ok(self.machine.done(Value::RecordType(record), NOWHERE))
            }
            (PathComponent::DescendOptional(_), Value::OptionalType(inner)) => {
                let after = self.updated(id, inner, rest, (value, new))?;
                let place = self.place(value);
                if !self.expect(inner, after, place, Expectation::Update)? {
                    self.poison(id);
                }
                Ok(ty)
            }
            (step, _) => {
                let found = self.describe(ty)?;
                let (span, message) = match step {
                    PathComponent::Label(label) => (
                        self.spelled(*label),
                        format!(
                            "`with` sets a field `{}` of something that is no record: its type is `{found}`",
                            label.name
                        ),
                    ),
                    PathComponent::DescendOptional(span) => (
                        Span::new(self.ast.file, span.0, span.1),
                        format!("`?` goes into an optional value, and this has the type `{found}`"),
                    ),
                };
                let finding = Diagnostic::error(TYPE, message).at(span, "");
                Ok(self.fail(id, finding))
            }
        }
    }

    pub(super) fn map_of(&mut self, id: ExprId, record: ExprId, annotation: Option<ExprId>) -> Eval<ThunkId> {
        let ty = self.infer(record)?;
        let annotated = match annotation {
            Some(annotation) => Some((self.ty(annotation)?.0, annotation)),
            None => None,
        };
        let Some(fields) = self.record_of_type(id, record, ty)? else {
            return Ok(annotated.map_or(self.machine.known.hole, |(ty, _)| ty));
        };
        let entries = self.machine.entries(fields);
        let Some(((label, first), others)) = entries.split_first() else {
            return self.empty_map(id, annotated);
        };
        let place = self.place(record);
        if self.universe(*first)? != Some(Const::Type) {
            let finding = self.mistake(
                record,
                "`toMap` needs fields that hold values, and these hold types",
            );
            return Ok(self.fail(id, finding));
        }
        for (other_label, other) in others {
            // Where a field is written is looked for once something is wrong.
            if self.machine.equal(*first, *other)? {
                continue;
            }
            let at = self.field_place(place, *label)?.span;
            let place = self.field_place(place, *other_label)?;
            if !self.expect(*first, *other, place, Expectation::Entry(at))? {
                self.poison(id);
            }
        }
        let map = self.map_type(*first);
        if let Some((expected, _)) = annotated {
            let place = self.place(id);
            if !self.expect(expected, map, place, Expectation::Annotation)? {
                self.poison(id);
            }
        }
        Ok(map)
    }

    fn map_type(&mut self, value: ThunkId) -> ThunkId {
        let known = &self.machine.known;
        let fields = vec![(known.map_key, known.text), (known.map_value, value)];
        let entry = self.machine.record_of(fields);
        let entry = self.machine.done(Value::RecordType(entry), NOWHERE);
        self.machine.done(Value::ListType(entry), NOWHERE)
    }

    fn empty_map(&mut self, id: ExprId, annotated: Option<(ThunkId, ExprId)>) -> Eval<ThunkId> {
        let Some((ty, annotation)) = annotated else {
            let finding = self
                .mistake(id, "`toMap` of a record without fields needs an annotation")
                .expected("`toMap r : List { mapKey : Text, mapValue : T }`");
            return Ok(self.fail(id, finding));
        };
        if let Value::ListType(entry) = self.machine.value(ty)?
            && let Value::RecordType(fields) = self.machine.value(entry)?
            && let Some(value) = self.machine.lookup(fields, self.machine.known.map_value)
            && self.universe(value)? == Some(Const::Type)
        {
            let map = self.map_type(value);
            if self.machine.equal(ty, map)? {
                return Ok(ty);
            }
        }
        if self.is_hole(ty)? {
            return Ok(ty);
        }
        let found = self.describe(ty)?;
        let finding = self
            .mistake(annotation, format!("`toMap` does not give a `{found}`"))
            .expected("`List { mapKey : Text, mapValue : T }`");
        Ok(self.fail(id, finding))
    }
}
