//! Headers of requests: those of `using`, and those that the user keeps for each server.

use std::collections::BTreeMap;

use super::limit::exceeded;
use super::link::Frame;
use super::loader::{IMPORT, Loaded, Loader, State};
use super::location::{Canonical, Headers};
use super::origin::Origin;
use crate::dhall::datum::{DataType, Datum, DatumValue};
use crate::dhall::semantics::compile::Typed;
use crate::dhall::semantics::data::{datum, type_thunk};
use crate::dhall::semantics::machine::{Eval, Machine, ThunkId, Value};
use crate::dhall::syntax::ImportMode;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The labels of a header's name and value; the second pair is that of old files.
const LABELS: [(&str, &str); 2] = [("mapKey", "mapValue"), ("header", "value")];

/// What is known of the headers that the user keeps.
pub(super) enum UserHeaders {
    Unasked,
    /// They are being read, which must not need a server itself.
    Asking,
    /// By host and port.
    Known(BTreeMap<String, Headers>),
    Wrong(Box<Diagnostic>),
}

impl Frame<'_, '_> {
    /// The headers that the expression behind `using` comes to; `None` with a finding if it is none.
    pub(super) fn using(&mut self, machine: &mut Machine, typed: Typed, site: Span) -> Eval<Option<Headers>> {
        let Typed { value, ty, place } = typed;
        if matches!(machine.value(ty)?, Value::Hole) {
            // What is wrong was told where it is.
            return Ok(None);
        }
        let Some(headers) = headers(machine, value, ty)? else {
            let found = machine.describe(ty, &[])?;
            let finding = Diagnostic::error(Code("dhall/type"), "these are no headers")
                .at(place, format!("this has the type `{found}`"))
                .related(site, "for this import")
                .expected("`List { mapKey : Text, mapValue : Text }`");
            self.mistake(finding);
            return Ok(None);
        };
        if let Some((name, _)) = headers.iter().find(|(name, value)| !can_be_sent(name, value)) {
            let message = format!("the header `{}` can not be sent", name.escape_debug());
            let finding = Diagnostic::error(IMPORT, message)
                .at(place, "")
                .help("a name is a word; a value is one line of visible characters");
            self.mistake(finding);
            return Ok(None);
        }
        Ok(Some(headers))
    }
}

impl Loader<'_> {
    /// The headers of a request: the user's own go before those that the import names.
    pub(super) fn with_user_headers(
        &mut self,
        machine: &mut Machine,
        url: &str,
        named: &Headers,
    ) -> Result<Headers, Box<Diagnostic>> {
        if matches!(self.user_headers, UserHeaders::Unasked) {
            self.user_headers = UserHeaders::Asking;
            self.user_headers = self.read_user_headers(machine);
        }
        let known = match &self.user_headers {
            UserHeaders::Known(known) => known,
            UserHeaders::Wrong(finding) => return Err(finding.clone()),
            UserHeaders::Unasked | UserHeaders::Asking => {
                let message = "the headers of requests must not be requested themselves";
                return Err(Box::new(Diagnostic::error(IMPORT, message)));
            }
        };
        let own = Origin::of(url).and_then(|origin| known.get(&origin.key()));
        let mut headers = own.cloned().unwrap_or_default();
        let has =
            |headers: &Headers, name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        let rest: Headers = named
            .iter()
            .filter(|(name, _)| !has(&headers, name))
            .cloned()
            .collect();
        headers.extend(rest);
        Ok(headers)
    }

    fn read_user_headers(&mut self, machine: &mut Machine) -> UserHeaders {
        let Some(place) = self.host.headers() else {
            return UserHeaders::Known(BTreeMap::new());
        };
        let location = Canonical::Missing.chain(&place);
        let wrong = |why: &str| {
            let message = format!("the headers in `{}` can not be used: {why}", location.shown());
            UserHeaders::Wrong(Box::new(Diagnostic::error(IMPORT, message)))
        };
        let id = match self.load(machine, location.clone(), ImportMode::Code, None) {
            Loaded::Module(id) => id,
            Loaded::Cycle => return wrong("they import themselves"),
            Loaded::Refused(finding) => return UserHeaders::Wrong(finding),
        };
        let module = self.module(id);
        let (value, ty) = match module.state {
            State::Absent if self.is_absent(id) => return UserHeaders::Known(BTreeMap::new()),
            State::Ready { value, ty } if module.clean => (value, ty),
            _ => {
                let first = module.findings.first().map(|finding| self.disclosed(id, finding));
                let why = first.map(|finding| finding.diagnostic.message);
                return wrong(&why.unwrap_or_else(|| "they import something that is wrong".to_owned()));
            }
        };
        match by_server(machine, value, ty) {
            Ok(Some(known)) => UserHeaders::Known(known),
            Ok(None) => wrong(
                "they are no `List { mapKey : Text, mapValue : List { mapKey : Text, mapValue : Text } }` \
                 that can be sent",
            ),
            Err(_) => UserHeaders::Wrong(Box::new(
                exceeded(machine).unwrap_or_else(|| Diagnostic::error(IMPORT, "the headers are too large")),
            )),
        }
    }
}

/// The headers that a value is, if its type says that it is some.
fn headers(machine: &mut Machine, value: ThunkId, ty: ThunkId) -> Eval<Option<Headers>> {
    for labels in LABELS {
        let expected = type_thunk(machine, &entries_of(labels, DataType::Text));
        if machine.equal(expected, ty)? {
            let found = datum(machine, value)?;
            return Ok(found.ok().and_then(|datum| texts(&datum, labels)));
        }
    }
    Ok(None)
}

fn by_server(machine: &mut Machine, value: ThunkId, ty: ThunkId) -> Eval<Option<BTreeMap<String, Headers>>> {
    let labels = LABELS[0];
    let expected = type_thunk(machine, &entries_of(labels, entries_of(labels, DataType::Text)));
    if !machine.equal(expected, ty)? {
        return Ok(None);
    }
    let found = datum(machine, value)?;
    Ok(found.ok().and_then(|datum| {
        let mut servers = BTreeMap::new();
        for (server, headers) in entries(&datum, labels)? {
            let headers = texts(headers, labels)?;
            if !headers.iter().all(|(name, value)| can_be_sent(name, value)) {
                return None;
            }
            // Of two entries for one server the standard takes the first.
            servers.entry(server.to_ascii_lowercase()).or_insert(headers);
        }
        Some(servers)
    }))
}

fn entries_of((name, content): (&str, &str), value: DataType) -> DataType {
    let fields = [(name.to_owned(), DataType::Text), (content.to_owned(), value)];
    DataType::List(Box::new(DataType::Record(fields.into())))
}

fn entries<'d>(datum: &'d Datum, (name, content): (&str, &str)) -> Option<Vec<(&'d str, &'d Datum)>> {
    let DatumValue::List(entries) = &datum.value else {
        return None;
    };
    let entry = |entry: &'d Datum| match &entry.value {
        DatumValue::Record(fields) => Some((text(fields.get(name)?)?, fields.get(content)?)),
        _ => None,
    };
    entries.iter().map(entry).collect()
}

fn texts(datum: &Datum, labels: (&str, &str)) -> Option<Headers> {
    let entries = entries(datum, labels)?;
    entries
        .into_iter()
        .map(|(name, value)| Some((name.to_owned(), text(value)?.to_owned())))
        .collect()
}

fn text(datum: &Datum) -> Option<&str> {
    match &datum.value {
        DatumValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether a header keeps to its line, by RFC 9110 section 5.
fn can_be_sent(name: &str, value: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_visible = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    !name.is_empty() && name.bytes().all(is_word) && value.bytes().all(is_visible)
}
