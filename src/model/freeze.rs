//! Times in which nothing is rolled out.

use super::record::record;
use super::{Date, EnvironmentAddress, Scope};

record! {
    /// A time in which nothing is rolled out, from the beginning of its first day until the end of its last, where
    /// the windows of the generic agreement are.
    pub struct Freeze {
        /// The first day.
        from: Date = "from",
        /// The last day.
        until: Date = "until",
        /// Why nothing is rolled out.
        reason: String = "reason",
        /// The environments: patterns of their addresses, such as `acme/production`, `*/production` or `acme`.
        scope: Vec<String> = "scope",
    }
}

impl Freeze {
    /// Whether an environment is in its scope.
    pub fn concerns(&self, address: &EnvironmentAddress) -> bool {
        Scope(&self.scope).contains(address)
    }

    /// Whether it holds on `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.until
    }
}
