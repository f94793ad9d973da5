//! Which instances and environments a command is about.

use globset::{Glob, GlobMatcher};

use crate::model::{EnvironmentAddress, EnvironmentKind};

/// The pattern is none.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{pattern}` is no pattern for instances: {reason}; write an id, or one with `*`, `?`, `[a-c]` or `{{a,b}}`"
)]
pub struct SelectionError {
    pattern: String,
    reason: String,
}

/// Which instances and environments a command is about; all, unless told otherwise.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    instance: Option<GlobMatcher>,
    environment: Option<EnvironmentKind>,
}

impl Selection {
    /// The instances whose id matches a pattern, and the environments of a kind.
    pub fn new(instance: Option<&str>, environment: Option<EnvironmentKind>) -> Result<Self, SelectionError> {
        let compile = |pattern: &str| match Glob::new(pattern) {
            Ok(glob) => Ok(glob.compile_matcher()),
            Err(error) => Err(SelectionError {
                pattern: pattern.to_owned(),
                reason: error.kind().to_string(),
            }),
        };
        Ok(Self {
            instance: instance.map(compile).transpose()?,
            environment,
        })
    }

    /// Whether it is about everything.
    pub fn is_all(&self) -> bool {
        self.instance.is_none() && self.environment.is_none()
    }

    /// Whether an environment is among them.
    pub fn contains(&self, address: &EnvironmentAddress) -> bool {
        self.instance
            .as_ref()
            .is_none_or(|glob| glob.is_match(&address.instance))
            && self.environment.is_none_or(|kind| kind == address.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selects_by_pattern_and_kind() {
        let address = |instance: &str, kind| EnvironmentAddress {
            instance: instance.into(),
            kind,
        };
        let acme = address("acme", EnvironmentKind::Production);
        let rows = [
            (None, None, true),
            (Some("acme"), None, true),
            (Some("a*"), Some(EnvironmentKind::Production), true),
            (Some("{acme,globex}"), None, true),
            (Some("acm"), None, false),
            (None, Some(EnvironmentKind::Staging), false),
        ];
        for (instance, kind, expected) in rows {
            assert_eq!(
                Selection::new(instance, kind).unwrap().contains(&acme),
                expected,
                "{instance:?} {kind:?}"
            );
        }
        assert!(
            Selection::new(Some("a["), None)
                .unwrap_err()
                .to_string()
                .contains("`a[`")
        );
    }
}
