//! A whole value as a document.

use serde_json::{Map, Value};

use super::{Emitter, float};

/// A character that Kubernetes or YAML cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` holds the character U+{character:04X}, which no manifest can hold")]
pub struct Unwritable {
    /// Where, labels joined by `.`; empty for the document itself.
    pub path: String,
    /// Its code point.
    pub character: u32,
}

/// `value` as one document; keys named in `first` come before the others, in that order, at every level.
pub fn document(value: &Value, first: &[&str]) -> Result<String, Unwritable> {
    check(value, &mut Vec::new())?;
    let mut writer = Writer {
        emitter: Emitter::new(),
        first,
    };
    writer.value(value);
    Ok(writer.emitter.finish())
}

fn check<'a>(value: &'a Value, path: &mut Vec<&'a str>) -> Result<(), Unwritable> {
    let text = |text: &str, path: &[&str]| {
        // The encodings of the other two begin with this byte.
        if text.bytes().all(|byte| byte != 0 && byte != 0xEF) {
            return Ok(());
        }
        match text.chars().find(|c| matches!(c, '\0' | '\u{FFFE}' | '\u{FFFF}')) {
            Some(character) => Err(Unwritable {
                path: path.join("."),
                character: character.into(),
            }),
            None => Ok(()),
        }
    };
    match value {
        Value::String(string) => text(string, path),
        Value::Array(elements) => elements.iter().try_for_each(|element| check(element, path)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, field)| {
            text(key, path)?;
            path.push(key);
            check(field, path)?;
            path.pop();
            Ok(())
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

struct Writer<'a> {
    emitter: Emitter,
    first: &'a [&'a str],
}

impl Writer<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                self.emitter.open_mapping();
                self.fields(fields);
                self.emitter.close();
            }
            Value::Array(elements) if !elements.is_empty() => {
                self.emitter.open_sequence();
                elements.iter().for_each(|element| self.value(element));
                self.emitter.close();
            }
            Value::String(text) => self.emitter.text(text),
            Value::Number(number) if number.is_f64() => self.emitter.word(&float(&number.to_string())),
            Value::Number(number) => self.emitter.word(&number.to_string()),
            Value::Null => self.emitter.word("null"),
            Value::Bool(bool) => self.emitter.word(if *bool { "true" } else { "false" }),
            Value::Array(_) => self.emitter.word("[]"),
            Value::Object(_) => self.emitter.word("{}"),
        }
    }

    fn fields(&mut self, fields: &Map<String, Value>) {
        let is_first = |key: &String| self.first.contains(&key.as_str());
        let any_first = fields.keys().any(is_first);
        let first = self
            .first
            .iter()
            .take(if any_first { self.first.len() } else { 0 });
        let first: Vec<_> = first.filter_map(|key| fields.get_key_value(*key)).collect();
        // A map of this kind is sorted already.
        let others: Vec<_> = fields
            .iter()
            .filter(|(key, _)| !any_first || !self.first.contains(&key.as_str()))
            .collect();
        for (key, value) in first.into_iter().chain(others) {
            self.emitter.key(key);
            self.value(value);
        }
    }
}
