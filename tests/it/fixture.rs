//! Small fleets for tests, read from texts in a tiny part of Dhall, so that every value has a place.

use std::collections::BTreeMap;

use meshc::dhall::syntax::{Date as DhallDate, Time as DhallTime};
use meshc::dhall::{DataType, Datum, DatumValue};
use meshc::lower::{data_type, lower};
use meshc::model::{Date, Declared, Fleet, Instance, Node};
use meshc::release::{Catalog, CatalogFile};
use meshc::source::{FileId, RepoPath, SourceName, Sources, Span};
use serde::de::DeserializeOwned;

/// A day.
pub(crate) fn day(text: &str) -> Date {
    Date(text.parse().unwrap())
}

/// A fleet whose instances are the texts, each under `instances/ID/instance.dhall`; `defaults.NAME` in one stands for
/// what the text of `lib/defaults.dhall` has there.
pub(crate) fn fleet(sources: &Sources, defaults: &str, instances: &[(&str, &str)]) -> Fleet {
    let mut fleet = Fleet::default();
    let defaults = add(sources, "lib/defaults.dhall", defaults);
    for (id, text) in instances {
        let path = format!("instances/{id}/instance.dhall");
        let file = add(sources, &path, text);
        let (instance, tree) = read::<Instance>(sources, file, Some(defaults));
        let path = RepoPath::parse(&path).unwrap();
        let declared = Declared { path, instance, tree };
        fleet.instances.insert((*id).to_owned(), declared);
    }
    fleet
}

/// A catalog written in `releases/catalog.dhall`.
pub(crate) fn catalog(sources: &Sources, text: &str) -> Catalog {
    let file = add(sources, "releases/catalog.dhall", text);
    let (file, tree) = read::<CatalogFile>(sources, file, None);
    Catalog::new(file, tree)
}

fn add(sources: &Sources, path: &str, text: &str) -> FileId {
    sources.add(SourceName::Repo(RepoPath::parse(path).unwrap()), text)
}

fn read<T: DeserializeOwned + serde_dhall::StaticType + 'static>(
    sources: &Sources,
    file: FileId,
    defaults: Option<FileId>,
) -> (T, Node) {
    let reader = Reader {
        sources,
        file,
        defaults,
    };
    let text = sources.source(file).text.clone();
    let mut cursor = Cursor { text: &text, at: 0 };
    let datum = reader.value(&mut cursor, &data_type::<T>());
    lower(&datum, sources).unwrap()
}

struct Reader<'a> {
    sources: &'a Sources,
    file: FileId,
    defaults: Option<FileId>,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&mut self) -> &str {
        while self.text[self.at..].starts_with(char::is_whitespace) {
            self.at += 1;
        }
        &self.text[self.at..]
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(self.take(token), "`{token}` expected at: {:.60}", self.rest());
    }

    fn word(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c)));
        let word = rest[..end.unwrap_or(rest.len())].to_owned();
        assert!(!word.is_empty(), "a word expected at: {rest:.60}");
        self.at += word.len();
        word
    }

    fn text(&mut self) -> String {
        self.expect("\"");
        let end = self.text[self.at..].find('"').unwrap();
        let text = self.text[self.at..self.at + end].to_owned();
        self.at += end + 1;
        text.replace("\\n", "\n").replace("\\u001b", "\u{1b}")
    }
}

impl Reader<'_> {
    fn value(&self, cursor: &mut Cursor<'_>, ty: &DataType) -> Datum {
        if cursor.rest().starts_with("defaults.") {
            return self.default(&cursor.word()["defaults.".len()..], ty);
        }
        cursor.rest();
        let start = cursor.at;
        let value = self.shape(cursor, ty);
        let origin = Span::new(self.file, start as u32, cursor.at as u32);
        Datum {
            value,
            origin: Some(origin),
        }
    }

    fn default(&self, name: &str, ty: &DataType) -> Datum {
        let file = self.defaults.unwrap();
        let text = self.sources.source(file).text.clone();
        let label = format!("{name} =");
        let at = text.find(&label).unwrap() + label.len();
        let reader = Self { file, ..*self };
        reader.value(&mut Cursor { text: &text, at }, ty)
    }

    fn shape(&self, cursor: &mut Cursor<'_>, ty: &DataType) -> DatumValue {
        match ty {
            DataType::Bool => DatumValue::Bool(cursor.word() == "True"),
            DataType::Natural => DatumValue::Natural(cursor.word().parse().unwrap()),
            DataType::Text => DatumValue::Text(cursor.text()),
            DataType::Date => {
                let date = day(&cursor.word()).0;
                DatumValue::Date(DhallDate {
                    year: date.year() as u16,
                    month: date.month() as u8,
                    day: date.day() as u8,
                })
            }
            DataType::Time => {
                let time: jiff::civil::Time = cursor.word().parse().unwrap();
                DatumValue::Time(DhallTime {
                    hour: time.hour() as u8,
                    minute: time.minute() as u8,
                    second: time.second() as u8,
                    fraction: "".into(),
                })
            }
            DataType::Optional(_) if cursor.take("None") => DatumValue::Optional(None),
            DataType::Optional(inner) => DatumValue::Optional(Some(Box::new(self.value(cursor, inner)))),
            DataType::List(inner) => DatumValue::List(self.list(cursor, inner)),
            DataType::Record(types) => DatumValue::Record(self.record(cursor, types)),
            DataType::Union(alternatives) => {
                let alternative = cursor.word();
                let payload = alternatives[&alternative].as_ref();
                DatumValue::Union {
                    payload: payload.map(|ty| Box::new(self.value(cursor, ty))),
                    alternative,
                }
            }
            DataType::Integer | DataType::Double | DataType::Bytes | DataType::TimeZone => unreachable!(),
        }
    }

    fn list(&self, cursor: &mut Cursor<'_>, ty: &DataType) -> Vec<Datum> {
        cursor.expect("[");
        let mut elements = Vec::new();
        while !cursor.take("]") {
            elements.push(self.value(cursor, ty));
            cursor.take(",");
        }
        elements
    }

    fn record(&self, cursor: &mut Cursor<'_>, types: &BTreeMap<String, DataType>) -> BTreeMap<String, Datum> {
        cursor.expect("{");
        let mut fields = BTreeMap::new();
        while !cursor.take("}") {
            let label = cursor.word();
            cursor.expect("=");
            let ty = types.get(&label).unwrap_or_else(|| panic!("no field `{label}`"));
            fields.insert(label, self.value(cursor, ty));
            cursor.take(",");
        }
        for (label, ty) in types {
            if !fields.contains_key(label) {
                let value = nothing(ty).unwrap_or_else(|| panic!("`{label}` is missing"));
                fields.insert(label.clone(), Datum { value, origin: None });
            }
        }
        fields
    }
}

/// What stands for a field that is left out, if it can be.
fn nothing(ty: &DataType) -> Option<DatumValue> {
    match ty {
        DataType::Optional(_) => Some(DatumValue::Optional(None)),
        DataType::List(_) => Some(DatumValue::List(Vec::new())),
        DataType::Record(types) => {
            let fields = types.iter().map(|(label, ty)| {
                let value = nothing(ty)?;
                Some((label.clone(), Datum { value, origin: None }))
            });
            fields.collect::<Option<_>>().map(DatumValue::Record)
        }
        _ => None,
    }
}
