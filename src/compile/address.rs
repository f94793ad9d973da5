//! What a command about values is about: an instance, an environment, or a part of it.

use std::fmt;
use std::str::FromStr;

use crate::model::{EnvironmentAddress, EnvironmentKind};
use crate::source::RepoPath;

/// `acme`, `acme/production`, `acme/production.release`, or `acme.customer` for every environment of `acme`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The instance, by the name of its folder.
    pub instance: String,
    /// Which of its environments; all of them unless told.
    pub kind: Option<EnvironmentKind>,
    /// The place in them, such as `rollout.gate`; everything if empty.
    pub path: String,
}

/// The text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is no address; write an instance, an environment or a place in it: `acme`, `acme/production`, \
     `acme/production.release`"
)]
pub struct AddressError {
    text: String,
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let refused = || AddressError {
            text: text.to_owned(),
        };
        let (place, path) = text.split_once('.').unwrap_or((text, ""));
        let (instance, kind) = match place.split_once('/') {
            Some((instance, kind)) => (instance, Some(kind.parse().map_err(|_| refused())?)),
            None => (place, None),
        };
        if instance.is_empty() || (path.is_empty() && text.ends_with('.')) {
            return Err(refused());
        }
        Ok(Self {
            instance: instance.to_owned(),
            kind,
            path: path.to_owned(),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.instance)?;
        if let Some(kind) = self.kind {
            write!(f, "/{kind}")?;
        }
        if !self.path.is_empty() {
            write!(f, ".{}", self.path)?;
        }
        Ok(())
    }
}

impl Address {
    /// Whether the file of an instance lies in the folder of this one.
    pub(super) fn is_in(&self, file: &RepoPath) -> bool {
        file.components().nth_back(1) == Some(self.instance.as_str())
    }

    /// Whether an environment of the instance is meant.
    pub(super) fn covers(&self, environment: &EnvironmentAddress) -> bool {
        self.kind.is_none_or(|kind| kind == environment.kind)
    }

    /// Whether a place in an environment is meant: this one, or one below it.
    pub(super) fn contains(&self, path: &str) -> bool {
        let below = path.strip_prefix(self.path.as_str());
        self.path.is_empty() || below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_instance_an_environment_or_a_place() {
        let rows = [
            ("acme", Some(("acme", None, ""))),
            ("acme/staging", Some(("acme", Some(EnvironmentKind::Staging), ""))),
            (
                "acme/production.rollout.gate",
                Some(("acme", Some(EnvironmentKind::Production), "rollout.gate")),
            ),
            ("acme.customer.name", Some(("acme", None, "customer.name"))),
            ("", None),
            ("acme/test", None),
            ("acme/production.", None),
            ("/production", None),
        ];
        for (text, expected) in rows {
            let parsed = text.parse::<Address>().ok();
            let expected = expected.map(|(instance, kind, path)| Address {
                instance: instance.to_owned(),
                kind,
                path: path.to_owned(),
            });
            assert_eq!(parsed, expected, "{text}");
            if let Some(address) = parsed {
                assert_eq!(address.to_string(), text);
            }
        }
    }

    #[test]
    fn a_place_holds_itself_and_what_is_below() {
        let address: Address = "acme.rollout.gate".parse().unwrap();
        let rows = [
            ("rollout.gate", true),
            ("rollout.gate.approvals", true),
            ("rollout.gate[a]", true),
            ("rollout.gates", false),
            ("rollout", false),
        ];
        for (path, expected) in rows {
            assert_eq!(address.contains(path), expected, "{path}");
        }
    }
}
