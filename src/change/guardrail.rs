//! Guardrails: what keeps a mistake from reaching people, and which changes make it weaker.

use serde::Serialize;

use super::path::Segment;
use super::{Edit, Leaf};
use crate::model::Time;

/// How a change makes a guardrail weaker, a closed set. Each compares two values of an order, so that the opposite
/// change is never one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Weakening {
    /// Fewer people have to approve a rollout.
    ApprovalsLowered,
    /// More roles may approve a rollout.
    ApproverAdded,
    /// Staging runs a release for fewer days before production does.
    SoakShortened,
    /// Production is rolled out without anybody's approval.
    GateDropped,
    /// Rollouts are no longer kept to a window.
    WindowDropped,
    /// The window of rollouts is longer.
    WindowWidened,
    /// There is no environment left to try a release in.
    StagingRemoved,
    /// A release may run for longer after a higher one exists.
    UpgradeWindowLengthened,
    /// A release is kept going for longer beyond its end of life.
    ExtendedSupportLengthened,
    /// More people may look at the monitoring.
    MonitoringAccessAdded,
    /// The customer's security operations centre gets no more events.
    SecurityLinkDropped,
    /// Another instance is in the same account or registry, which it had to itself.
    IsolationShared,
    /// The plan guarantees no namespace and network of its own any more.
    IsolationDropped,
    /// Secrets come from a store that every namespace of the cluster can use.
    SecretStoreShared,
    /// Backups are further apart.
    BackupRarer,
    /// Backups or logs are kept for a shorter time.
    RetentionShortened,
    /// The certificate covers every host below its domain.
    CertificateWidened,
    /// The certificate comes without its whole chain.
    ChainDropped,
    /// People outside the directory can be invited.
    InvitationOpened,
    /// Mails go to their server with less protection.
    TransportOpened,
    /// Fewer people have to approve a role.
    RoleApprovalsLowered,
    /// Managers of workspaces are no longer only appointed through the API or the identity connector.
    AppointmentOpened,
    /// The configuration is copied to another repository.
    ConfigurationShared,
    /// Rollouts are frozen on fewer days.
    FreezeShortened,
    /// An exception from a rule is made.
    ExceptionMade,
    /// An exception from a rule holds for longer.
    ExceptionExtended,
    /// The repository no longer raises the level of a rule as far.
    LevelLowered,
    /// Imports may reach more outside of the repository.
    ImportsOpened,
}

impl Weakening {
    /// What is weaker, in one phrase.
    pub fn describe(self) -> &'static str {
        match self {
            Self::ApprovalsLowered => "fewer people have to approve a rollout",
            Self::ApproverAdded => "one more role may approve a rollout",
            Self::SoakShortened => "staging runs a release for fewer days before production does",
            Self::GateDropped => "production is rolled out without anybody's approval",
            Self::WindowDropped => "rollouts are no longer kept to a window",
            Self::WindowWidened => "the window of rollouts is longer",
            Self::StagingRemoved => "no environment is left to try a release in",
            Self::UpgradeWindowLengthened => "a release may run for longer after a higher one exists",
            Self::ExtendedSupportLengthened => "a release is kept going for longer beyond its end of life",
            Self::MonitoringAccessAdded => "more people may look at the monitoring",
            Self::SecurityLinkDropped => "the security operations centre gets no more events",
            Self::IsolationShared => "another instance is in the same account or registry",
            Self::IsolationDropped => "the plan guarantees no network of its own any more",
            Self::SecretStoreShared => "secrets come from a store that every namespace can use",
            Self::BackupRarer => "backups are further apart",
            Self::RetentionShortened => "backups or logs are kept for a shorter time",
            Self::CertificateWidened => "the certificate covers every host below its domain",
            Self::ChainDropped => "the certificate comes without its whole chain",
            Self::InvitationOpened => "people outside the directory can be invited",
            Self::TransportOpened => "mails go to their server with less protection",
            Self::RoleApprovalsLowered => "fewer people have to approve a role",
            Self::AppointmentOpened => "managers of workspaces can be appointed by more people",
            Self::ConfigurationShared => "the configuration is copied to another repository",
            Self::FreezeShortened => "rollouts are frozen on fewer days",
            Self::ExceptionMade => "an exception from a rule is made",
            Self::ExceptionExtended => "an exception from a rule holds for longer",
            Self::LevelLowered => "a rule is no longer as strict",
            Self::ImportsOpened => "imports may reach more outside of the repository",
        }
    }

    /// Whether it lets a release through that would have been held before.
    pub fn eases_rollout(self) -> bool {
        match self {
            Self::ApprovalsLowered
            | Self::ApproverAdded
            | Self::SoakShortened
            | Self::GateDropped
            | Self::WindowDropped
            | Self::WindowWidened
            | Self::StagingRemoved
            | Self::FreezeShortened => true,
            Self::UpgradeWindowLengthened
            | Self::ExtendedSupportLengthened
            | Self::MonitoringAccessAdded
            | Self::SecurityLinkDropped
            | Self::IsolationShared
            | Self::IsolationDropped
            | Self::SecretStoreShared
            | Self::BackupRarer
            | Self::RetentionShortened
            | Self::CertificateWidened
            | Self::ChainDropped
            | Self::InvitationOpened
            | Self::TransportOpened
            | Self::RoleApprovalsLowered
            | Self::AppointmentOpened
            | Self::ConfigurationShared
            | Self::ExceptionMade
            | Self::ExceptionExtended
            | Self::LevelLowered
            | Self::ImportsOpened => false,
        }
    }
}

/// The guardrail that `edit` makes weaker; `all` are the edits of the same environment.
pub(super) fn weakening(edit: &Edit, all: &[Edit]) -> Option<Weakening> {
    let fields = edit.path.fields();
    let lower = || numbers(edit).is_some_and(|(before, after)| after < before);
    let higher = || numbers(edit).is_some_and(|(before, after)| after > before);
    let off = || [&edit.before, &edit.after] == [&Some(Leaf::Bool(true)), &Some(Leaf::Bool(false))];
    match fields[..] {
        ["rollout"] => rollout(edit),
        ["rollout", "approvals"] => lower().then_some(Weakening::ApprovalsLowered),
        ["rollout", "soakDays"] => lower().then_some(Weakening::SoakShortened),
        ["rollout", "roles"] => approver(edit, all),
        ["rollout", "window"] => {
            let dropped = edit.before == Some(Leaf::Record) && edit.after == Some(Leaf::Absent);
            dropped.then_some(Weakening::WindowDropped)
        }
        ["rollout", .., "start" | "end"] => longer(edit, all).then_some(Weakening::WindowWidened),
        ["agreement", "upgradeWindowDays"] => higher().then_some(Weakening::UpgradeWindowLengthened),
        ["agreement", "extendedSupport", "until"] => {
            later(edit).then_some(Weakening::ExtendedSupportLengthened)
        }
        ["monitoringAccess"] => is_new_element(edit).then_some(Weakening::MonitoringAccessAdded),
        ["monitoringAccess", "request"] => {
            let came = edit.before.is_none() && edit.after.is_some();
            came.then_some(Weakening::MonitoringAccessAdded)
        }
        ["freezes", "until"] => earlier(edit).then_some(Weakening::FreezeShortened),
        ["isolation", _] => {
            let came = edit.before.is_none() && matches!(edit.after, Some(Leaf::Text(_)));
            came.then_some(Weakening::IsolationShared)
        }
        ["plan"] => became(edit, "SaaS", "SaaS On-Prem").then_some(Weakening::IsolationDropped),
        ["secretStore", "kind"] => {
            became(edit, "SecretStore", "ClusterSecretStore").then_some(Weakening::SecretStoreShared)
        }
        ["soc"] => {
            let dropped = edit.before == Some(Leaf::Record) && edit.after == Some(Leaf::Absent);
            dropped.then_some(Weakening::SecurityLinkDropped)
        }
        ["configCopy"] => {
            let came = edit.before == Some(Leaf::Absent) && edit.after == Some(Leaf::Record);
            came.then_some(Weakening::ConfigurationShared)
        }
        ["backup", "everyHours"] => higher().then_some(Weakening::BackupRarer),
        ["backup", "keepDays"] | ["logRetention", _] => lower().then_some(Weakening::RetentionShortened),
        ["certificates", "coverage"] => {
            became(edit, "San", "Wildcard").then_some(Weakening::CertificateWidened)
        }
        ["certificates", "fullChain"] => off().then_some(Weakening::ChainDropped),
        [
            "settings",
            "meshfed",
            "identity-lookup",
            "deny-assigning-other-users",
        ] => off().then_some(Weakening::InvitationOpened),
        ["settings", "meshfed", "rolerequest", "min-approval-count"] => {
            lower().then_some(Weakening::RoleApprovalsLowered)
        }
        [
            "settings",
            "meshfed",
            "rolerequest",
            "restrict-customer-admin-role-assignment",
        ] => off().then_some(Weakening::AppointmentOpened),
        [
            "settings",
            "meshfed",
            "mail",
            "smtp",
            "ssl" | "starttls",
            "enable",
        ]
        | ["settings", "meshfed", "mail", "smtp", "auth"] => off().then_some(Weakening::TransportOpened),
        _ => None,
    }
}

/// The way a rollout starts, from the least to the most that has to happen first.
fn strictness(leaf: &Option<Leaf>) -> Option<u8> {
    match leaf.as_ref()?.alternative()? {
        "AsSoonAsPossible" => Some(0),
        "Window" => Some(1),
        "Gate" => Some(2),
        _ => None,
    }
}

fn rollout(edit: &Edit) -> Option<Weakening> {
    let before = strictness(&edit.before)?;
    // Without an after the plan has no such choice any more: SaaS always has its window.
    let after = strictness(&edit.after).unwrap_or(1);
    match before {
        2 if after < 2 => Some(Weakening::GateDropped),
        1 if after < 1 => Some(Weakening::WindowDropped),
        _ => None,
    }
}

/// A role that came to a gate that was there before.
fn approver(edit: &Edit, all: &[Edit]) -> Option<Weakening> {
    let is_new = all.iter().any(|edit| edit.path.fields() == ["rollout"]);
    let is_role = matches!(edit.path.0.last(), Some(Segment::Member { .. }));
    let added = is_role && edit.before.is_none() && !is_new;
    added.then_some(Weakening::ApproverAdded)
}

fn is_new_element(edit: &Edit) -> bool {
    matches!(edit.path.0.last(), Some(Segment::Key { .. })) && edit.before.is_none() && !edit.told_below
}

/// Whether one alternative became another.
fn became(edit: &Edit, before: &str, after: &str) -> bool {
    let is = |leaf: &Option<Leaf>, name| leaf.as_ref().and_then(Leaf::alternative) == Some(name);
    is(&edit.before, before) && is(&edit.after, after)
}

/// Whether a day came earlier, or went.
fn earlier(edit: &Edit) -> bool {
    match (&edit.before, &edit.after) {
        (Some(Leaf::Date(_)), None) => true,
        (Some(Leaf::Date(before)), Some(Leaf::Date(after))) => after < before,
        _ => false,
    }
}

fn numbers(edit: &Edit) -> Option<(u64, u64)> {
    Some((edit.before.as_ref()?.number()?, edit.after.as_ref()?.number()?))
}

fn later(edit: &Edit) -> bool {
    match (&edit.before, &edit.after) {
        (None, Some(Leaf::Date(_))) => true,
        (Some(Leaf::Date(before)), Some(Leaf::Date(after))) => after > before,
        _ => false,
    }
}

/// Whether the window that the edited time bounds has grown. One that only moved has not.
fn longer(edit: &Edit, all: &[Edit]) -> bool {
    let Some((last, around)) = edit.path.0.split_last() else {
        return false;
    };
    let bound = |name: &str| {
        let found = all.iter().find(|other| match other.path.0.split_last() {
            Some((Segment::Field(label), before)) => label == name && before == around,
            _ => false,
        });
        let moved = found.map(|edit| (time(&edit.before), time(&edit.after)));
        match moved {
            Some((Some(before), Some(after))) => Some(minutes(after) - minutes(before)),
            Some(_) => None,
            None => Some(0),
        }
    };
    let (Some(start), Some(end)) = (bound("start"), bound("end")) else {
        return false;
    };
    let first = match last {
        Segment::Field(label) if label == "end" => end > 0,
        _ => start < 0 && end <= 0,
    };
    first && end - start > 0
}

fn time(leaf: &Option<Leaf>) -> Option<Time> {
    match leaf {
        Some(Leaf::Time(time)) => Some(*time),
        _ => None,
    }
}

fn minutes(time: Time) -> i32 {
    i32::from(time.0.hour()) * 60 + i32::from(time.0.minute())
}
