//! What a reader asked to see of a plan. It changes what is shown and nothing else: the digest, the totals, the
//! findings and the exit code are those of the whole plan.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::text::{counted, plain};
use crate::change::{Change, Class, EnvironmentChange, Plan};
use crate::model::{EnvironmentAddress, Scope};

/// How much of what stays the same is shown around the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// Nothing but the address.
    None,
    /// What tells environments apart: the customer and the release.
    #[default]
    Identity,
    /// Every value.
    Full,
}

/// What a reader asked to see; everything but the values that stay, unless told otherwise.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// How much of what stays the same.
    pub context: Context,
    /// Whether only the verdict and the counts of each environment are wanted.
    pub summarize: bool,
    /// Only changes of these classes; of all if there are none.
    classes: BTreeSet<Class>,
    /// Only environments that one of these matches; all if there are none.
    environments: Vec<String>,
}

/// How much of a plan is shown, in leaf changes without those that the ones below tell, and in environments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) changes: (usize, usize),
    pub(super) environments: (usize, usize),
}

impl View {
    /// So much of what stays the same, and everything that changes.
    pub fn new(context: Context, summarize: bool) -> Self {
        Self {
            context,
            summarize,
            ..Self::default()
        }
    }

    /// Only changes of these classes, in environments that one of the patterns matches, as in the scope of a file:
    /// `acme/production`, `*/staging`, `acme`. Empty lists leave nothing out.
    pub fn filter(mut self, classes: &[Class], environments: &[String]) -> Self {
        self.classes = classes.iter().copied().collect();
        self.environments = environments.to_vec();
        self
    }

    /// Whether something is left out by class or environment.
    pub fn is_filtered(&self) -> bool {
        !self.classes.is_empty() || !self.environments.is_empty()
    }

    /// The part of a plan that is to be shown.
    pub fn narrow<'p>(&self, plan: &'p Plan) -> Cow<'p, Plan> {
        if !self.is_filtered() {
            return Cow::Borrowed(plan);
        }
        let environment = |environment: &EnvironmentChange| self.shows(&environment.address);
        let change =
            |change: &Change| self.classes.is_empty() || self.classes.contains(&change.verdict.class);
        Cow::Owned(plan.select(environment, change))
    }

    /// Whether an environment is to be shown.
    pub fn shows(&self, address: &EnvironmentAddress) -> bool {
        self.environments.is_empty() || Scope(&self.environments).contains(address)
    }

    /// The filter as it was typed; empty without.
    pub(super) fn words(&self) -> String {
        let classes = self
            .classes
            .iter()
            .map(|class| format!("--class {}", class.as_str()));
        let globs = self.environments.iter();
        let globs = globs.map(|glob| format!("--env '{}'", plain(glob)));
        classes.chain(globs).collect::<Vec<_>>().join(" ")
    }
}

impl Share {
    /// How much of `plan` is in `shown`.
    pub(super) fn of(shown: &Plan, plan: &Plan) -> Self {
        let changes = |plan: &Plan| plan.changes().filter(|change| !change.told_below).count();
        Self {
            changes: (changes(shown), changes(plan)),
            environments: (shown.environments.len(), plan.environments.len()),
        }
    }

    /// `3 of 12 changes in 2 of 5 environments`.
    pub(super) fn describe(&self) -> String {
        let part = |(part, all): (usize, usize), one: &str| format!("{part} of {}", counted(all, one));
        format!(
            "{} in {}",
            part(self.changes, "change"),
            part(self.environments, "changed environment")
        )
    }
}
