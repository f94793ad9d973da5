//! What keeps a value from being of its kind.

use super::{directory, expression};
use crate::model::limit::Form;
use crate::model::{Node, Value};
use crate::rules::plan::is_address;
use crate::rules::{count, quote};

/// Elements of HTML that the panel takes away, with what is in them.
const TAKEN_AWAY: [&str; 9] = [
    "script", "style", "iframe", "frame", "object", "embed", "form", "link", "meta",
];

/// What is wrong with a value, as a sentence without a full stop; `None` if it is of its kind.
pub(super) fn flaw(form: Form, node: &Node) -> Option<String> {
    match (&node.value, form) {
        (Value::Text(text), form) => of_text(form, text),
        (Value::Natural(number), Form::AtLeast(least)) => {
            (*number < least).then(|| format!("{number} is too small"))
        }
        (Value::Integer(number), Form::NotNegative) => {
            (*number < 0).then(|| format!("{number} is less than nothing"))
        }
        (Value::Double(number), Form::NotZero) => (*number == 0.0).then(|| "0 changes nothing".to_owned()),
        (Value::Bool(true), Form::Off) => {
            Some("this is for trying things out, and nothing is done".to_owned())
        }
        (Value::List(elements), Form::Elements(least)) => {
            let number = elements.len() as u64;
            (number < least).then(|| match number {
                0 => "the list is empty".to_owned(),
                number => format!("the list has {}", count(number, "element")),
            })
        }
        (Value::List(elements), Form::Exactly(wanted)) => {
            let number = elements.len() as u64;
            (number != wanted && number > 0).then(|| format!("the list has {}", count(number, "element")))
        }
        (Value::Record(_), Form::Together(one, other)) => lonely(node, one, other).map(|label| {
            let there = if label == one { other } else { one };
            format!("`{label}` is empty, and `{there}` is not")
        }),
        _ => None,
    }
}

/// Which of two texts is empty while the other is not.
pub(super) fn lonely<'a>(node: &Node, one: &'a str, other: &'a str) -> Option<&'a str> {
    let is_blank = |label| match node.child(label).map(|child| &child.value) {
        Some(Value::Text(text)) => text.trim().is_empty(),
        _ => true,
    };
    match (is_blank(one), is_blank(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        (true, true) | (false, false) => None,
    }
}

fn of_text(form: Form, text: &str) -> Option<String> {
    let is_blank = text.trim().is_empty();
    let blank_is_fine = matches!(form, Form::Server | Form::DistinguishedNameOrNothing);
    if is_blank {
        return (!blank_is_fine || !text.is_empty()).then(|| "the text is empty".to_owned());
    }
    let unless = |is_right: bool, what: &str| (!is_right).then(|| format!("{} is {what}", quote(text)));
    match form {
        Form::Filled => None,
        Form::Html => html(text),
        Form::Url { schemes, end } => url(text, schemes, end),
        Form::Mail => unless(is_address(text), "no mail address"),
        Form::Server => unless(is_server(text), "no name of a server"),
        Form::Domain => unless(is_domain(text), "no domain"),
        Form::Uuid => unless(is_uuid(text), "no UUID"),
        Form::UuidOrDomain => unless(is_uuid(text) || is_domain(text), "neither a UUID nor a domain"),
        Form::Colour => unless(is_colour(text), "no colour"),
        Form::Expression => {
            expression::check(text).map(|fault| format!("{} is no regular expression: {fault}", quote(text)))
        }
        Form::Attribute => unless(directory::is_attribute(text), "no name of an attribute"),
        Form::Attributes => directory::attributes(text),
        Form::DistinguishedName | Form::DistinguishedNameOrNothing => {
            unless(directory::is_distinguished_name(text), "no distinguished name")
        }
        Form::Filter => directory::filter(text).map(|fault| format!("{} is no filter: {fault}", quote(text))),
        Form::Identifier => unless(is_identifier(text), "no identifier"),
        Form::ObjectName => unless(is_object_name(text), "no name of an object"),
        Form::Month => month(text),
        Form::Interval => interval(text),
        Form::OneOf(texts) => unless(texts.contains(&text), "none of the values"),
        Form::AtLeast(_)
        | Form::NotNegative
        | Form::NotZero
        | Form::Off
        | Form::Elements(_)
        | Form::Exactly(_)
        | Form::Distinct(_)
        | Form::Together(..) => None,
    }
}

fn html(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let tag = lower.match_indices('<').find_map(|(at, _)| {
        let name: String = lower[at + 1..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        TAKEN_AWAY.contains(&name.as_str()).then_some(name)
    });
    if let Some(tag) = tag {
        return Some(format!("the panel takes `<{tag}>` away"));
    }
    if lower.contains("javascript:") {
        return Some("the panel takes `javascript:` away".to_owned());
    }
    let handler = lower.match_indices('<').find_map(|(at, _)| {
        let tag = lower[at..].split('>').next().unwrap_or_default();
        let mut words = tag.split_whitespace().skip(1);
        words.find_map(|word| {
            let (name, _) = word.split_once('=')?;
            name.starts_with("on").then(|| name.to_owned())
        })
    });
    handler.map(|handler| format!("the panel takes {} away", quote(&handler)))
}

fn url(text: &str, schemes: &[&str], end: &str) -> Option<String> {
    let no = |why: &str| Some(format!("{} {why}", quote(text)));
    if text.contains(|char: char| char.is_whitespace() || char.is_control()) {
        return no("has spaces in it");
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return no("is no absolute URL");
    };
    if !schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        let known = schemes.join("` or `");
        return Some(format!("{} does not begin with `{known}`", quote(text)));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if let Some((login, _)) = authority.rsplit_once('@')
        && login.contains(':')
    {
        // What follows the colon may be a password, so the text is not repeated.
        return Some("the URL has a password in it".to_owned());
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if !is_host_and_port(host) {
        return no("names no host");
    }
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    (!path.trim_end_matches('/').ends_with(end)).then(|| format!("{} does not end in `{end}`", quote(text)))
}

fn is_host_and_port(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match bare {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_name(host),
    };
    is_host && port.is_none_or(is_port)
}

fn is_server(text: &str) -> bool {
    text.parse::<std::net::IpAddr>().is_ok() || is_name(text)
}

/// A DNS name of one label or more.
fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

fn is_domain(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    is_name(text) && text.contains('.') && !last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        [3, 6].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn is_identifier(text: &str) -> bool {
    let is_part = |part: &str| {
        let mut bytes = part.bytes();
        !part.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split('-').all(is_part)
}

fn is_object_name(text: &str) -> bool {
    is_name(text) && !text.contains('_') && !text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// `yyyy-MM-ddTHH:mm:ssZ`, and the first instant of a month.
fn month(text: &str) -> Option<String> {
    let is_written_so = text.len() == "2021-01-01T00:00:00Z".len() && text.ends_with('Z');
    if !is_written_so || text.parse::<jiff::Timestamp>().is_err() {
        return Some(format!("{} is no instant in UTC", quote(text)));
    }
    (!text.ends_with("-01T00:00:00Z")).then(|| format!("{} is no first instant of a month", quote(text)))
}

/// A duration between an hour and two days, or a cron expression.
fn interval(text: &str) -> Option<String> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    if [5, 6].contains(&fields.len()) {
        let wrong = fields.iter().find(|field| !is_cron_field(field));
        return wrong.map(|field| format!("{} of the cron expression stands for nothing", quote(field)));
    }
    let shorthand = ["@hourly", "@daily", "@midnight"];
    if shorthand.contains(&text) {
        return None;
    }
    let Some(hours) = hours(text) else {
        return Some(format!(
            "{} is neither a duration nor a cron expression",
            quote(text)
        ));
    };
    match hours {
        hours if hours < 1.0 => Some(format!("{} is less than an hour", quote(text))),
        hours if hours > 48.0 => Some(format!("{} is more than two days", quote(text))),
        _ => None,
    }
}

fn hours(text: &str) -> Option<f64> {
    let span = text.parse::<jiff::Span>().ok()?;
    let is_by_day = span.get_years() == 0 && span.get_months() == 0;
    let relative = jiff::SpanRelativeTo::days_are_24_hours();
    let hours = span.total((jiff::Unit::Hour, relative)).ok()?;
    is_by_day.then_some(hours)
}

/// `*`, `?`, a number, a name of a month or a day, a range, a step, or several of them.
fn is_cron_field(field: &str) -> bool {
    let is_value = |value: &str| {
        let letters = value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
        letters || value.parse::<u8>().is_ok_and(|number| number < 60)
    };
    let is_range = |range: &str| match range.split_once('-') {
        Some((from, to)) => is_value(from) && is_value(to),
        None => range == "*" || range == "?" || is_value(range),
    };
    field.split(',').all(|part| match part.split_once('/') {
        Some((range, step)) => is_range(range) && step.parse::<u8>().is_ok_and(|step| step > 0),
        None => is_range(part),
    })
}
