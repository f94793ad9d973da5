//! Imports, literals and whatever else has no parts.

use super::Step;
use super::double::double_text;
use super::level::Level;
use super::name::{binder_text, component_text, environment_text};
use crate::dhall::syntax::{Const, Date, Expr, Import, ImportMode, LocalPrefix, Location, Time, TimeZone};

/// What has no parts.
pub(super) fn word(expr: &Expr) -> String {
    match expr {
        Expr::Const(Const::Type) => "Type".into(),
        Expr::Const(Const::Kind) => "Kind".into(),
        Expr::Const(Const::Sort) => "Sort".into(),
        Expr::Builtin(builtin) => builtin.name().into(),
        Expr::Variable { name, index: 0 } => binder_text(name.as_str()),
        Expr::Variable { name, index } => format!("{}@{index}", binder_text(name.as_str())),
        Expr::Bool(true) => "True".into(),
        Expr::Bool(false) => "False".into(),
        Expr::Natural(number) => number.to_string(),
        Expr::BigNatural(number) => number.to_string(),
        Expr::Integer(number) => format!("{number:+}"),
        Expr::BigInteger(number) => format!("{number:+}"),
        Expr::Double(value) => double_text(*value),
        Expr::Bytes(bytes) => bytes_text(bytes),
        Expr::Date(date) => date_text(*date),
        Expr::Time(time) => time_text(time),
        Expr::TimeZone(zone) => time_zone_text(*zone),
        // Only a hole is left; every other expression has parts.
        _ => "…".into(),
    }
}

/// Two digits a byte, without a detour for each.
fn bytes_text(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
    let mut text = String::with_capacity(2 * bytes.len() + 4);
    text.push_str("0x\"");
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xF));
    }
    text.push('"');
    text
}

pub(super) fn import_parts<'a>(import: &Import) -> Vec<Step<'a>> {
    let mut parts = Vec::new();
    match &import.location {
        Location::Missing => parts.push(Step::Fixed("missing")),
        Location::Env(name) => parts.push(Step::Owned(environment_text(name))),
        Location::Local { prefix, components } => {
            let prefix = match prefix {
                LocalPrefix::Absolute => "",
                LocalPrefix::Here => ".",
                LocalPrefix::Parent => "..",
                LocalPrefix::Home => "~",
            };
            let path = components.iter().map(|component| component_text(component));
            parts.push(Step::Owned(prefix.to_owned() + &path.collect::<String>()));
        }
        Location::Remote {
            https,
            authority,
            components,
            query,
            headers,
        } => {
            let scheme = if *https { "https" } else { "http" };
            let path: String = components
                .iter()
                .map(|component| format!("/{component}"))
                .collect();
            let query = query.as_ref().map_or(String::new(), |query| format!("?{query}"));
            parts.push(Step::Owned(format!("{scheme}://{authority}{path}{query}")));
            if let Some(headers) = headers {
                parts.push(Step::Fixed(" using "));
                // An import stands in parentheses here, or it would take the hash that follows.
                parts.push(Step::Expr(*headers, Level::Selection));
            }
        }
    }
    if let Some(hash) = &import.hash {
        let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        parts.push(Step::Owned(format!(" sha256:{digits}")));
    }
    parts.push(Step::Fixed(match import.mode {
        ImportMode::Code => "",
        ImportMode::RawText => " as Text",
        ImportMode::Location => " as Location",
        ImportMode::RawBytes => " as Bytes",
    }));
    parts
}

/// A date as its literal.
pub fn date_text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// A time as its literal, with the digits of its fraction as they were written.
pub fn time_text(time: &Time) -> String {
    let point = if time.fraction.is_empty() { "" } else { "." };
    format!(
        "{:02}:{:02}:{:02}{point}{}",
        time.hour, time.minute, time.second, time.fraction
    )
}

/// A time zone as its literal.
pub fn time_zone_text(zone: TimeZone) -> String {
    let sign = if zone.minutes < 0 { '-' } else { '+' };
    let minutes = zone.minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
