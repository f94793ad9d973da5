//! References to secrets: where a secret is kept, never what it is.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use serde_dhall::{SimpleType, StaticType};

/// A secret of the configuration.
///
/// Printing one in any way shows where it is kept. What stands in [`Secret::Raw`] and [`Secret::Native`]
/// may be the secret itself, so it is dropped when the configuration is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, schemars::JsonSchema)]
pub enum Secret {
    /// The name of a Terraform output.
    #[serde(rename = "fromTerraform")]
    FromTerraform(String),
    /// The name of an environment variable of the deployment.
    #[serde(rename = "fromEnv")]
    FromEnv(String),
    /// A key of an Ansible vault.
    #[serde(rename = "fromAnsible")]
    FromAnsible(String),
    /// A literal in the repository; rule I49 refuses it.
    Raw(Redacted),
    /// A name or a literal, nobody can tell; rule I49 refuses it.
    Native(Redacted),
}

/// The alternatives of the Dhall union, in order.
pub const SECRET_ALTERNATIVES: [&str; 5] = ["Native", "Raw", "fromAnsible", "fromEnv", "fromTerraform"];

/// Stands where a literal stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, schemars::JsonSchema)]
pub struct Redacted;

impl<'de> Deserialize<'de> for Redacted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

impl Secret {
    /// The backend and the name under which it keeps the secret; `None` for a literal.
    pub fn reference(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::FromTerraform(name) => Some(("fromTerraform", name)),
            Self::FromEnv(name) => Some(("fromEnv", name)),
            Self::FromAnsible(name) => Some(("fromAnsible", name)),
            Self::Raw(_) | Self::Native(_) => None,
        }
    }

    /// Whether `name` can be the name of a secret in a store: letters, digits, `_ . / -`, at most 253.
    ///
    /// A literal credential put where its name belongs nearly always breaks this.
    pub fn is_name(name: &str) -> bool {
        (1..=253).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_./-".contains(&byte))
    }
}

/// How private keys in the textual encodings of RFC 7468 begin, after `-----BEGIN ` and a few more words.
const PRIVATE_KEY: &str = "PRIVATE KEY-----";

/// What stands in the place of a password that was written into a URL.
const COVERED: &str = "(sensitive value)";

/// A credential in a text that is no secret by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposed {
    /// A private key.
    PrivateKey,
    /// The password of a URL.
    Password,
}

impl Exposed {
    /// The credential that a text holds; also when it was covered by [`Exposed::cover`].
    pub fn find(text: &str) -> Option<Self> {
        if text.contains(PRIVATE_KEY) {
            return Some(Self::PrivateKey);
        }
        password(text).map(|_| Self::Password)
    }

    /// The text without the credential; it can still be told that there was one.
    pub fn cover(text: &str) -> String {
        match Self::find(text) {
            None => text.to_owned(),
            Some(Self::PrivateKey) => format!("-----BEGIN {PRIVATE_KEY}"),
            Some(Self::Password) => {
                let mut covered = text.to_owned();
                if let Some(range) = password(text) {
                    covered.replace_range(range, COVERED);
                }
                covered
            }
        }
    }
}

/// The bytes between the first `:` behind `//` and the last `@` of the authority of a URL, if there are any.
fn password(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find("://")? + 3;
    let authority = &text[start..];
    let authority = &authority[..authority.find(['/', '?', '#']).unwrap_or(authority.len())];
    let (user, _) = authority.rsplit_once('@')?;
    let colon = user.find(':')?;
    (colon + 1 < user.len()).then(|| start + colon + 1..start + user.len())
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reference() {
            Some((backend, name)) if Self::is_name(name) => write!(f, "{backend} {name}"),
            Some((backend, _)) => write!(f, "{backend} (sensitive value)"),
            None => f.write_str("(sensitive value)"),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl StaticType for Secret {
    fn static_type() -> SimpleType {
        let alternatives = SECRET_ALTERNATIVES.map(|name| (name.to_owned(), Some(SimpleType::Text)));
        SimpleType::Union(alternatives.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_of_printing_shows_what_may_be_a_credential() {
        let secrets = [
            Secret::FromTerraform("hunter2 = pa$$word".into()),
            Secret::Raw(Redacted),
            Secret::Native(Redacted),
        ];
        for secret in secrets {
            for text in [
                format!("{secret}"),
                format!("{secret:?}"),
                serde_json::to_string(&secret).unwrap(),
            ] {
                assert!(
                    text.contains("(sensitive value)") && !text.contains("hunter2"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn credentials_in_plain_texts_are_found_and_can_be_covered() {
        let rows = [
            (
                "https://bot:hunter2@git.example/x",
                Some(Exposed::Password),
                "https://bot:(sensitive value)@git.example/x",
            ),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
                Some(Exposed::PrivateKey),
                "-----BEGIN PRIVATE KEY-----",
            ),
            (
                "https://bot@git.example:8443/x",
                None,
                "https://bot@git.example:8443/x",
            ),
            (
                "https://git.example:8443/a:b@c",
                None,
                "https://git.example:8443/a:b@c",
            ),
            ("git@git.example:acme/config", None, "git@git.example:acme/config"),
        ];
        for (text, exposed, covered) in rows {
            assert_eq!(
                (Exposed::find(text), Exposed::cover(text).as_str()),
                (exposed, covered)
            );
            assert_eq!(
                Exposed::find(covered),
                exposed,
                "what was covered can still be told"
            );
        }
    }

    #[test]
    fn names_of_outputs_are_names_and_keys_are_not() {
        for name in ["acme_smtp_password", "prod/acme.key-1"] {
            assert!(Secret::is_name(name), "{name}");
        }
        for literal in ["", "hunter 2", "-----BEGIN PRIVATE KEY-----\nMII", "p@ss", "a=b"] {
            assert!(!Secret::is_name(literal), "{literal}");
        }
    }
}
