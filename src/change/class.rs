//! The kinds of change, how risky one can be, and the verdict on a change.

use serde::Serialize;

/// The kinds of change, a closed set. What no other kind claims is [`Class::Configuration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Names and contacts that people read and nothing runs by: the customer's name, the number of a request. Low.
    Cosmetic,
    /// A later patch of the same feature release. Patches stay compatible and add nothing. Low.
    ReleasePatch,
    /// A later feature release. It may break what worked, so every release on the way is listed. Medium; high if a
    /// release on the way is known to break something or the two cannot be compared.
    ReleaseFeature,
    /// An earlier release. Releases are only ever rolled forward, so this is either a mistake or an emergency that
    /// nobody supports. Critical.
    Downgrade,
    /// The weekly hours in which releases are rolled out, how the hours of the agreement are read, or when nothing is
    /// rolled out. Medium.
    Window,
    /// What has to happen before production is rolled out: approvals, roles, days in staging, or whether there is
    /// a gate at all. High; medium if it is more than before.
    Gate,
    /// Who gets in or gets to see something: the operator's way in, monitoring, the customer's security operations
    /// centre, the copy of the configuration, logins, directories and the roles that they give. High.
    Access,
    /// Where a secret is kept. The secret itself is never in the configuration; a wrong name stops a rollout or a
    /// component. High.
    SecretReference,
    /// The names under which an environment is reached, and the certificate that covers them. A wrong one cuts
    /// everybody off. High.
    Hosts,
    /// What an environment has to itself: the account at the provider and the registry, against other instances, and
    /// the store of its secrets, against the rest of the cluster. High; medium if it has more to itself than before.
    Isolation,
    /// Where an environment runs and how large it is: provider, account, region, size. Critical if provider, account
    /// or region become others, for that is a move; high if it gets less, medium if it gets more.
    Infrastructure,
    /// How releases get to the environment: the pipeline, medium, and the store for artifacts, high.
    Delivery,
    /// The plan itself. Agreement, infrastructure and rollout change with it. Critical.
    Plan,
    /// How often backups are made, how long they and logs are kept. Medium; high if it is less, for what is lost
    /// cannot be mended later.
    Retention,
    /// What was agreed: validity, the upgrade window, extended support. Medium.
    Support,
    /// A setting of a component of the product. Medium; high if it makes a guardrail weaker.
    Configuration,
    /// An environment that was not there before. High for production, medium for staging.
    EnvironmentAdded,
    /// An environment of an instance with another id. Everything that is deployed is made anew in another namespace,
    /// and the volumes of the old one do not come along. Critical for production, high for staging.
    EnvironmentRenamed,
    /// An environment that is not there any more. Critical for production, high for staging.
    EnvironmentRemoved,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Self; 19] = [
        Self::Cosmetic,
        Self::ReleasePatch,
        Self::ReleaseFeature,
        Self::Downgrade,
        Self::Window,
        Self::Gate,
        Self::Access,
        Self::SecretReference,
        Self::Hosts,
        Self::Isolation,
        Self::Infrastructure,
        Self::Delivery,
        Self::Plan,
        Self::Retention,
        Self::Support,
        Self::Configuration,
        Self::EnvironmentAdded,
        Self::EnvironmentRenamed,
        Self::EnvironmentRemoved,
    ];

    /// Its name in reports, such as `release-feature`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cosmetic => "cosmetic",
            Self::ReleasePatch => "release-patch",
            Self::ReleaseFeature => "release-feature",
            Self::Downgrade => "downgrade",
            Self::Window => "window",
            Self::Gate => "gate",
            Self::Access => "access",
            Self::SecretReference => "secret-reference",
            Self::Hosts => "hosts",
            Self::Isolation => "isolation",
            Self::Infrastructure => "infrastructure",
            Self::Delivery => "delivery",
            Self::Plan => "plan",
            Self::Retention => "retention",
            Self::Support => "support",
            Self::Configuration => "configuration",
            Self::EnvironmentAdded => "environment-added",
            Self::EnvironmentRenamed => "environment-renamed",
            Self::EnvironmentRemoved => "environment-removed",
        }
    }
}

/// How much harm a change of a class can do; ordered from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Nothing that runs behaves in another way.
    Low,
    /// Something behaves in another way; a later change mends it.
    Medium,
    /// People may be cut off or let in, or a rollout goes on without a check it had.
    High,
    /// Data, an environment or a promise may be lost, or something is let through that a guardrail held back.
    Critical,
}

impl Risk {
    /// Its name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// A class with how risky this change of that class is, and why it was put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Which kind of change.
    pub class: Class,
    /// How risky.
    pub risk: Risk,
    /// What decided it, in one phrase.
    pub reason: String,
}

impl Verdict {
    pub(super) fn new(class: Class, risk: Risk, reason: impl Into<String>) -> Self {
        Self {
            class,
            risk,
            reason: reason.into(),
        }
    }

    /// The same, for another reason.
    pub(super) fn because(&mut self, reason: String) {
        self.reason = reason;
    }

    /// The same, but at least as risky.
    pub(super) fn at_least(&mut self, risk: Risk, reason: &str) {
        if self.risk < risk {
            self.risk = risk;
            reason.clone_into(&mut self.reason);
        }
    }

    /// The release of the same environment changes, too: whatever a weaker guardrail held back is let through now.
    pub(super) fn make_use(&mut self) {
        let reason = "it makes a guardrail weaker, and the same change makes use of it";
        self.at_least(Risk::Critical, reason);
    }
}
