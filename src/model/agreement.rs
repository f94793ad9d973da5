//! What was agreed with a customer.

use super::record::{record, union};
use super::{Date, Window};

record! {
    /// The individual agreement of a SaaS On-Prem customer.
    pub struct Agreement {
        /// The number or name under which the contract is filed.
        reference: String = "reference",
        /// The first day on which it holds.
        valid_from: Date = "validFrom",
        /// The last day on which it holds; open-ended without.
        valid_until: Option<Date> = "validUntil",
        /// How many days a release may still run after a higher one exists.
        upgrade_window_days: u64 = "upgradeWindowDays",
        /// Releases that are kept going beyond their end of life.
        extended_support: Vec<ExtendedSupport> = "extendedSupport",
    }
}

record! {
    /// Extended support of one feature release.
    pub struct ExtendedSupport {
        /// The feature release, such as `2025.40.0`; its patches are covered.
        release: String = "release",
        /// The last day of it.
        until: Date = "until",
    }
}

union! {
    /// When a staging environment is rolled out; always by itself.
    pub enum StagingRollout {
        /// As soon as a release is there.
        AsSoonAsPossible,
        /// In a weekly window.
        Window(Window),
    }
}

union! {
    /// When a production environment of an On-Prem customer is rolled out.
    pub enum ProductionRollout {
        /// By itself, in a weekly window.
        Window(Window),
        /// After the customer's approval.
        Gate(Gate),
    }
}

record! {
    /// What has to happen before production is rolled out.
    pub struct Gate {
        /// How many people have to approve.
        approvals: u64 = "approvals",
        /// Who may approve.
        roles: Vec<String> = "roles",
        /// How many days staging has to run the release first.
        soak_days: u64 = "soakDays",
        /// The window in which an approved rollout starts; at once without.
        window: Option<Window> = "window",
    }
}
