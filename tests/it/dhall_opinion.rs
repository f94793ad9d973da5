//! A second opinion on what expressions come to: `serde_dhall`, on everything of the standard's tests that it can
//! read and that comes to data.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use meshc::dhall::{Datum, DatumValue, Engine, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};
use serde_dhall::{NumKind, SimpleValue};

use super::dhall_standard::{Case, Outcome, cases, run};

struct One(Vec<u8>);

impl Host for One {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        match path.as_str() {
            "a.dhall" => Ok(self.0.as_slice().into()),
            _ => Err(ReadError::Absent),
        }
    }
}

/// What the engine says; `None` for what is no data of the kinds that the other knows.
fn ours(text: &[u8]) -> Result<Option<SimpleValue>, String> {
    let host = One(text.to_vec());
    let engine = Engine::new(&host, &Sources::default(), Options::default());
    let result = engine.evaluate(&RepoPath::parse("a.dhall").unwrap(), None);
    match result.datum {
        Some(datum) => Ok(simple(&datum)),
        None => Err(result
            .findings
            .iter()
            .map(|finding| finding.diagnostic.message.clone())
            .collect::<Vec<_>>()
            .join("; ")),
    }
}

fn simple(datum: &Datum) -> Option<SimpleValue> {
    Some(match &datum.value {
        DatumValue::Bool(bool) => SimpleValue::Num(NumKind::Bool(*bool)),
        DatumValue::Natural(number) => SimpleValue::Num(NumKind::Natural(u64::try_from(number).ok()?)),
        DatumValue::Integer(number) => SimpleValue::Num(NumKind::Integer(i64::try_from(number).ok()?)),
        DatumValue::Double(number) => SimpleValue::Num(NumKind::Double((*number).into())),
        DatumValue::Text(text) => SimpleValue::Text(text.clone()),
        DatumValue::Optional(None) => SimpleValue::Optional(None),
        DatumValue::Optional(Some(inner)) => SimpleValue::Optional(Some(Box::new(simple(inner)?))),
        DatumValue::List(elements) => SimpleValue::List(elements.iter().map(simple).collect::<Option<_>>()?),
        DatumValue::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(label, field)| Some((label.clone(), simple(field)?)));
            SimpleValue::Record(fields.collect::<Option<_>>()?)
        }
        DatumValue::Union { alternative, payload } => {
            let payload = match payload {
                Some(payload) => Some(Box::new(simple(payload)?)),
                None => None,
            };
            SimpleValue::Union(alternative.clone(), payload)
        }
        DatumValue::Bytes(_) | DatumValue::Date(_) | DatumValue::Time(_) | DatumValue::TimeZone(_) => {
            return None;
        }
    })
}

/// What the other says, in a thread with a stack that it does not outgrow; `None` if it cannot read it.
fn theirs(text: &str) -> Option<SimpleValue> {
    let text = text.to_owned();
    let read = move || {
        let parse = || serde_dhall::from_str(&text).imports(false).parse::<SimpleValue>();
        catch_unwind(AssertUnwindSafe(parse)).ok()?.ok()
    };
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(read);
    thread.unwrap().join().ok()?
}

/// How deeply brackets nest: the time that the other's parser takes triples with each level.
fn depth(text: &str) -> usize {
    let (mut deepest, mut depth) = (0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// A value as text, with the one difference in form taken out: the other makes a record of a list of keys and
/// values, and knows which of the empty lists are such.
fn shown(value: &SimpleValue) -> String {
    let entry = |element: &SimpleValue| match element {
        SimpleValue::Record(fields) if fields.len() == 2 => {
            match (fields.get("mapKey")?, fields.get("mapValue")?) {
                (SimpleValue::Text(key), value) => Some((key.clone(), value.clone())),
                _ => None,
            }
        }
        _ => None,
    };
    match value {
        SimpleValue::List(elements) => match elements.iter().map(entry).collect::<Option<_>>() {
            Some(fields) => shown(&SimpleValue::Record(fields)),
            None => format!("{:?}", elements.iter().map(shown).collect::<Vec<_>>()),
        },
        SimpleValue::Record(fields) => {
            let fields = fields.iter().map(|(label, field)| (label, shown(field)));
            format!("{:?}", fields.collect::<Vec<_>>())
        }
        SimpleValue::Optional(Some(inner)) => format!("Some {}", shown(inner)),
        SimpleValue::Union(label, Some(payload)) => format!("{label} {}", shown(payload)),
        // Text keeps `-0.0` from `0.0`, and `NaN` the same as itself.
        other => format!("{other:?}"),
    }
}

fn compared(case: &Case, read: &AtomicUsize) -> Outcome {
    let input = case.input();
    let Some(theirs) = std::str::from_utf8(&input)
        .ok()
        .filter(|text| depth(text) <= 6 && text.len() <= 2_000)
        .and_then(theirs)
    else {
        return Outcome::Passed;
    };
    read.fetch_add(1, Ordering::Relaxed);
    match ours(&input) {
        Ok(Some(ours)) if shown(&ours) == shown(&theirs) => Outcome::Passed,
        Ok(ours) => Outcome::Failed(format!("{ours:?}, not {theirs:?}")),
        Err(why) => Outcome::Failed(format!("{why}, not {theirs:?}")),
    }
}

#[test]
fn serde_dhall_agrees_on_what_it_reads() {
    // Outcomes of tests that it cannot read count as passed there, so those that it can are counted here.
    for directory in ["normalization/success", "type-inference/success"] {
        let read = AtomicUsize::new(0);
        run(directory, "A.dhall", |case| compared(case, &read));
        let read = read.into_inner();
        if cases(directory, "A.dhall").is_some() {
            super::dhall_standard::say(&format!("serde_dhall: {read} of {directory} compared"));
            assert!(read > 40, "{directory}: only {read}");
        }
    }
}
