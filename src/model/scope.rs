//! Which environments something is about, as patterns of their addresses.

use super::EnvironmentAddress;

/// The environments whose address one of some patterns is: `acme/production`, `*/staging`, `acme`, `*`.
///
/// `*` stands for any text. A pattern without a slash is about the instance, and so about all its environments.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a>(pub &'a [String]);

impl Scope<'_> {
    /// Whether an environment lies in it.
    pub fn contains(&self, address: &EnvironmentAddress) -> bool {
        self.0.iter().any(|pattern| is_about(pattern, address))
    }
}

/// Whether a pattern of [`Scope`] is about an environment.
pub fn is_about(pattern: &str, address: &EnvironmentAddress) -> bool {
    match pattern.contains('/') {
        true => matches(pattern, &address.to_string()),
        false => matches(pattern, &address.instance),
    }
}

/// Whether `pattern`, in which `*` stands for any text, is the whole of `text`.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut left) = text.strip_prefix(head) else {
        return false;
    };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or_default();
    // Taking the first place of each part leaves the most for those behind it.
    for part in parts {
        let Some(at) = left.find(part) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EnvironmentKind;

    #[test]
    fn a_pattern_is_about_an_instance_or_about_environments() {
        let address = EnvironmentAddress {
            instance: "acme".to_owned(),
            kind: EnvironmentKind::Production,
        };
        let rows = [
            (&["acme"][..], true),
            (&["acme/production"], true),
            (&["acme/*"], true),
            (&["*/production"], true),
            (&["*"], true),
            (&["globex", "ac*"], true),
            (&["acme/staging"], false),
            (&["acme-corp"], false),
            (&["production"], false),
            (&["acm"], false),
            (&[""], false),
            (&[], false),
        ];
        for (patterns, expected) in rows {
            let patterns: Vec<String> = patterns.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(Scope(&patterns).contains(&address), expected, "{patterns:?}");
        }
    }
}
