//! All instances of a repository, and the repository's own settings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::record::{record, union};
use super::{
    CopyReading, DayReading, DeclaredApproval, DeclaredWaiver, EndOfLifeReading, EnvironmentKind,
    EnvironmentView, Freeze, Instance, Node, PaymentReading, Plan, ReleaseReading, Value, WindowReading,
};
use crate::source::{RepoPath, Span};

record! {
    /// The settings of a configuration repository, the file `meshc.dhall`.
    pub struct RepositorySettings {
        /// Where the release catalog is, a path from the root.
        catalog: String = "catalog",
        /// How the windows of the generic agreement, "17 to 21 CEST", are read.
        window_reading: WindowReading = "windowReading",
        /// Who may get a copy of the configuration.
        copy_reading: CopyReading = "copyReading",
        /// The release of plan SaaS that plans show and rules judge by.
        release_reading: ReleaseReading = "releaseReading",
        /// What ends the life of a release.
        end_of_life_reading: EndOfLifeReading = "endOfLifeReading",
        /// The days that an upgrade window counts.
        upgrade_day_reading: DayReading = "upgradeDayReading",
        /// What meshfed's `requirePayment` means where it is not set.
        payment_reading: PaymentReading = "paymentReading",
        /// Environment variables that imports may read.
        allow_env: Vec<String> = "allowEnv",
        /// Hosts that imports may ask, such as `prelude.dhall-lang.org`.
        allow_hosts: Vec<String> = "allowHosts",
        /// Rules whose findings are worse in this repository than they are elsewhere.
        levels: Vec<RuleLevel> = "levels",
        /// Times in which nothing is rolled out.
        freezes: Vec<Freeze> = "freezes",
    }
}

record! {
    /// How bad the findings of a rule are at least.
    pub struct RuleLevel {
        /// The code of the rule, such as `R7`.
        rule: String = "rule",
        /// The level, which is not below the one that the rule has by itself.
        level: Level = "level",
    }
}

union! {
    /// How bad a finding is.
    #[derive(Copy, Eq)]
    pub enum Level {
        /// Worth knowing.
        Note,
        /// Should be looked at; does not fail a check.
        Warning,
        /// Must be mended; a check fails.
        Error,
    }
}

impl Default for RepositorySettings {
    fn default() -> Self {
        Self {
            catalog: "releases/catalog.dhall".to_owned(),
            window_reading: WindowReading::Civil,
            copy_reading: CopyReading::OnPremOnly,
            release_reading: ReleaseReading::Newest,
            end_of_life_reading: EndOfLifeReading::AnyHigher,
            upgrade_day_reading: DayReading::Calendar,
            payment_reading: PaymentReading::NotRequired,
            allow_env: Vec::new(),
            allow_hosts: Vec::new(),
            levels: Vec::new(),
            freezes: Vec::new(),
        }
    }
}

/// An instance as it was read: typed, and as a tree with the place of each part.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Its file.
    pub path: RepoPath,
    /// What it says.
    pub instance: Instance,
    /// The same with the place of each part; paths such as `plan.production.release`.
    pub tree: Node,
}

impl Declared {
    /// The place of the part at `path`, or of the nearest part around it that has one.
    pub fn origin(&self, path: &str) -> Option<Span> {
        self.tree.origin_at(path)
    }

    /// Lets its environments run `release`, as far as they name one. Where it is written stays the same.
    pub fn assume(&mut self, release: &str) {
        let Plan::OnPrem(plan) = &mut self.instance.plan else {
            return;
        };
        release.clone_into(&mut plan.production.release);
        if let Some(staging) = &mut plan.staging {
            release.clone_into(&mut staging.release);
        }
        for kind in self.instance.plan.environments() {
            if let Some(node) = self.tree.at_mut(&format!("plan.{kind}.release")) {
                node.value = Value::Text(release.to_owned());
            }
        }
    }

    /// Its environments, production first.
    pub fn environments(&self) -> Vec<EnvironmentView<'_>> {
        let kinds = self.instance.plan.environments();
        kinds
            .into_iter()
            .filter_map(|kind| EnvironmentView::new(self, kind))
            .collect()
    }
}

/// The name of an environment, such as `acme/production`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnvironmentAddress {
    /// The instance's id.
    pub instance: String,
    /// Which of its environments.
    pub kind: EnvironmentKind,
}

impl fmt::Display for EnvironmentAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}/{}", self.instance, self.kind))
    }
}

/// All instances of a repository that could be read, by id.
///
/// Two files with the same id are a finding; the first by path is kept.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    /// The repository's own settings.
    pub settings: RepositorySettings,
    /// The same with the place of each part, if they were written down.
    pub settings_tree: Option<Node>,
    /// The instances.
    pub instances: BTreeMap<String, Declared>,
    /// The folders of instances that are there and could not be read.
    pub unread: BTreeSet<String>,
    /// The exceptions from rules, by their files.
    pub waivers: Vec<DeclaredWaiver>,
    /// The approvals of changes, by their files.
    pub approvals: Vec<DeclaredApproval>,
}

impl Fleet {
    /// Every environment of every instance, in order.
    pub fn environments(&self) -> impl Iterator<Item = EnvironmentView<'_>> {
        self.instances.values().flat_map(Declared::environments)
    }

    /// The freezes that an environment is in the scope of.
    pub fn freezes(&self, address: &EnvironmentAddress) -> impl Iterator<Item = &Freeze> {
        let freezes = self.settings.freezes.iter();
        freezes.filter(move |freeze| freeze.concerns(address))
    }
}
