//! Labels, path components and environment variables, quoted where they need to be.

use super::super::parser::{is_keyword, is_label, is_path_byte, is_reserved};

/// A label where a name is bound or used: keywords and what is built in stand in backquotes.
pub fn binder_text(name: &str) -> String {
    if is_label(name) && !is_keyword(name.as_bytes()) && !is_reserved(name) {
        return name.into();
    }
    quoted(name)
}

/// The label of a field or an alternative, where only keywords stand in backquotes, save `Some`.
pub fn label_text(name: &str) -> String {
    if name == "Some" || (is_label(name) && !is_keyword(name.as_bytes())) {
        return name.into();
    }
    quoted(name)
}

/// The label behind a dot, where `Some` is a keyword like the others.
pub(super) fn selected_text(name: &str) -> String {
    if name == "Some" {
        return quoted(name);
    }
    label_text(name)
}

fn quoted(name: &str) -> String {
    let shown: String = name
        .chars()
        .map(|character| match character {
            ' '..='~' if character != '`' => character,
            _ => '?',
        })
        .collect();
    format!("`{shown}`")
}

/// A component of a path with the slash before it.
pub(super) fn component_text(component: &str) -> String {
    if !component.is_empty() && component.bytes().all(is_path_byte) {
        return format!("/{component}");
    }
    let shown: String = component
        .chars()
        .map(|character| match character {
            '"' | '/' => '?',
            _ if character.is_control() && character != '\u{7f}' => '?',
            _ => character,
        })
        .collect();
    format!("/\"{shown}\"")
}

/// `env:` and the name of a variable.
pub(super) fn environment_text(name: &str) -> String {
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain && !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("env:{name}");
    }
    let mut shown = String::new();
    for character in name.chars() {
        match character {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\u{7}' => shown.push_str("\\a"),
            '\u{8}' => shown.push_str("\\b"),
            '\u{c}' => shown.push_str("\\f"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '\u{b}' => shown.push_str("\\v"),
            ' '..='~' if character != '=' => shown.push(character),
            _ => shown.push('?'),
        }
    }
    format!("env:\"{shown}\"")
}
