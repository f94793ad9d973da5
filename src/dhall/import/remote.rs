//! Remote imports: the headers that are sent, and which answers another origin may use.

use super::host::{Request, Response};
use super::loader::{IMPORT, Loader, POLICY, Unread};
use super::location::Canonical;
use crate::dhall::datum::{Datum, DatumValue};
use crate::dhall::semantics::data::datum;
use crate::dhall::semantics::machine::Machine;
use crate::diagnostic::Diagnostic;

/// Names and values.
type Headers = Vec<(String, String)>;

/// The headers that the user sends to each origin, by host and port.
pub(super) enum OriginHeaders {
    Unread,
    /// Being read; what is needed for that can not be remote.
    Reading,
    Read(Vec<(String, Headers)>),
}

impl Loader<'_> {
    /// Asks a server.
    pub(super) fn fetch(&mut self, machine: &mut Machine, location: &Canonical) -> Result<Response, Unread> {
        self.read_origin_headers(machine, location)?;
        let mut headers = match location {
            Canonical::Remote { headers, .. } => headers.clone(),
            _ => Vec::new(),
        };
        let host = location.host_and_port();
        if let OriginHeaders::Read(origins) = &self.origin_headers {
            let own = origins.iter().filter(|(origin, _)| Some(origin) == host.as_ref());
            for (name, value) in own.flat_map(|(_, own)| own) {
                headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
                headers.push((name.clone(), value.clone()));
            }
        }
        let request = Request {
            url: location.to_string(),
            headers,
        };
        self.host
            .fetch(&request)
            .map_err(|error| super::loader::unread(location, error))
    }

    fn read_origin_headers(&mut self, machine: &mut Machine, location: &Canonical) -> Result<(), Unread> {
        match self.origin_headers {
            OriginHeaders::Read(_) => return Ok(()),
            OriginHeaders::Reading => {
                let message = format!(
                    "the user's headers are needed to ask for `{location}`, and it is needed for the headers"
                );
                return Err(Unread::Because(Box::new(Diagnostic::error(IMPORT, message))));
            }
            OriginHeaders::Unread => {}
        }
        self.origin_headers = OriginHeaders::Reading;
        let headers = match self.host.origin_headers() {
            Some(bytes) => self.evaluated_headers(machine, &bytes),
            None => Some(Vec::new()),
        };
        self.origin_headers = OriginHeaders::Read(headers.clone().unwrap_or_default());
        match headers {
            Some(_) => Ok(()),
            None => {
                let message = "the user's headers are no `Map Text (Map Text Text)`";
                Err(Unread::Because(Box::new(Diagnostic::error(IMPORT, message))))
            }
        }
    }

    fn evaluated_headers(&mut self, machine: &mut Machine, bytes: &[u8]) -> Option<Vec<(String, Headers)>> {
        let value = self.standalone(machine, "DHALL_HEADERS", bytes)?;
        let headers = datum(machine, value).ok()?.ok()?;
        pairs(&headers)?
            .into_iter()
            .map(|(origin, headers)| Some((origin, texts(headers)?)))
            .collect()
    }
}

/// What a refusal of one origin to serve another is reported as; `None` when it serves it.
pub(super) fn refusal(parent: &Canonical, child: &Canonical, allowed: &[String]) -> Option<Diagnostic> {
    let (parent, origin) = (parent.origin()?, child.origin()?);
    if parent == origin {
        return None;
    }
    match allowed {
        [one] if *one == "*" || *one == parent => None,
        _ => Some(Diagnostic::error(
            POLICY,
            format!("`{origin}` does not let `{parent}` import `{}`", child.shown()),
        )),
    }
}

fn pairs(datum: &Datum) -> Option<Vec<(String, &Datum)>> {
    let DatumValue::List(entries) = &datum.value else {
        return None;
    };
    entries.iter().map(pair).collect()
}

fn pair(entry: &Datum) -> Option<(String, &Datum)> {
    let DatumValue::Record(fields) = &entry.value else {
        return None;
    };
    let name = fields.get("mapKey").or_else(|| fields.get("header"))?;
    let value = fields.get("mapValue").or_else(|| fields.get("value"))?;
    Some((text(name)?, value))
}

/// Names and values, in the present form of `using` or the older one.
pub(super) fn texts(datum: &Datum) -> Option<Headers> {
    pairs(datum)?
        .into_iter()
        .map(|(name, value)| Some((name, text(value)?)))
        .collect()
}

fn text(datum: &Datum) -> Option<String> {
    match &datum.value {
        DatumValue::Text(text) => Some(text.clone()),
        _ => None,
    }
}
