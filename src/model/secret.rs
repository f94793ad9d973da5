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
    fn names_of_outputs_are_names_and_keys_are_not() {
        for name in ["acme_smtp_password", "prod/acme.key-1"] {
            assert!(Secret::is_name(name), "{name}");
        }
        for literal in ["", "hunter 2", "-----BEGIN PRIVATE KEY-----\nMII", "p@ss", "a=b"] {
            assert!(!Secret::is_name(literal), "{literal}");
        }
    }
}
