//! Environments as the files that are deployed.
//!
//! [`render`] is pure: one environment in, one [`Bundle`] of files out, the same bytes for the same input.
//! [`write`] puts bundles below a folder so that at every moment each environment there is wholly the old one
//! or wholly the new one; [`compare`] only says what that would change.
//!
//! Secrets are references here as everywhere; a literal in a secret's place is refused. This room knows no
//! terminals, no Dhall and no git.

mod bundle;
mod kubernetes;
mod output;

pub use bundle::Bundle;
pub use kubernetes::violation::{Breach, Violation};
pub use output::{
    Comparison, LOCK_FILE, Lock, LockError, Made, Scope, WriteError, WriteOutcome, compare, write,
};

use crate::model::{EnvironmentAddress, EnvironmentView};
use crate::release::Version;
use crate::yaml;

/// An environment to be rendered, and what the model leaves open about it.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// The environment.
    pub environment: EnvironmentView<'a>,
    /// The release that it runs: the one written down, or under SaaS the newest on the day that is asked about.
    pub release: &'a Version,
    /// The digest of the model of the environment, kept in the lock file.
    pub digest: &'a str,
}

/// Why an environment cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A literal, or what is no name, stands where a secret is named.
    #[error("`{environment}`: `{path}` does not name a secret, so there is nothing to refer to")]
    Secret {
        /// The environment.
        environment: EnvironmentAddress,
        /// The path in the instance.
        path: String,
    },
    /// A text that no manifest can hold.
    #[error("`{environment}`: {source}")]
    Unwritable {
        /// The environment.
        environment: EnvironmentAddress,
        /// Which character, and where.
        source: yaml::Unwritable,
    },
    /// Objects that an API server would refuse.
    #[error("`{environment}`: {}", list(violations))]
    Refused {
        /// The environment.
        environment: EnvironmentAddress,
        /// Everything that is wrong with them.
        violations: Vec<Violation>,
    },
}

impl RenderError {
    fn unwritable(environment: &EnvironmentView<'_>, source: yaml::Unwritable) -> Self {
        Self::Unwritable {
            environment: environment.address.clone(),
            source,
        }
    }
}

/// The files of one environment.
pub fn render(target: &Target<'_>) -> Result<Bundle, RenderError> {
    let manifests = kubernetes::manifests(target)?;
    let mut violations = kubernetes::invariant::check_instance(&target.environment.address.instance);
    violations.extend(kubernetes::invariant::check(&manifests));
    if !violations.is_empty() {
        return Err(RenderError::Refused {
            environment: target.environment.address.clone(),
            violations,
        });
    }
    Bundle::new(target, &manifests)
}

fn list(violations: &[Violation]) -> String {
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    lines.join("; ")
}
