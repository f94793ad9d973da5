//! What an instance may have to itself: the account at its provider, and the registry of its artifacts.
//!
//! Whoever gets into an account or a registry gets at everything in it, so an instance that shares one is less
//! isolated than one that does not. A data centre is no such boundary: its name only says where it stands.

use std::collections::BTreeMap;

use crate::model::{Declared, Fleet, Node, OnPrem, Plan, Provider, Value};

/// The label under which it stands in an environment what its instance shares.
pub(super) const ISOLATION: &str = "isolation";

/// How many of the instances that share something are named.
const NAMES: usize = 3;

/// Something that an instance may have to itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Boundary {
    kind: Kind,
    name: String,
}

/// The kinds of boundary, by the label of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Account,
    Registry,
}

impl Kind {
    fn label(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Registry => "registry",
        }
    }

    /// The place in an instance that says which one it is.
    fn place(self, provider: &Provider) -> &'static str {
        match (self, provider) {
            (Self::Registry, _) => "plan.artifactStore.registry",
            (Self::Account, Provider::AWS(_)) => "plan.infrastructure.provider.account",
            (Self::Account, Provider::Azure(_)) => "plan.infrastructure.provider.subscription",
            (Self::Account, Provider::GoogleCloud(_)) => "plan.infrastructure.provider.project",
            (Self::Account, Provider::OnPremise(_)) => "plan.infrastructure.provider",
        }
    }
}

/// What an instance may have to itself; nothing under plan SaaS, where every instance is in the operator's cluster.
pub fn boundaries(declared: &Declared) -> Vec<Boundary> {
    match &declared.instance.plan {
        Plan::SaaS(_) => Vec::new(),
        Plan::OnPrem(plan) => of(plan),
    }
}

fn of(plan: &OnPrem) -> Vec<Boundary> {
    let account = match &plan.infrastructure.provider {
        Provider::OnPremise(_) => None,
        Provider::AWS(aws) => Some(("AWS", &aws.account)),
        Provider::Azure(azure) => Some(("Azure", &azure.subscription)),
        Provider::GoogleCloud(google) => Some(("Google Cloud", &google.project)),
    };
    let account = account.map(|(provider, name)| (Kind::Account, format!("{provider} {}", name.trim())));
    let registry = plan.artifact_store.as_ref();
    let registry = registry.map(|store| (Kind::Registry, store.registry.trim().to_owned()));
    let named = account.into_iter().chain(registry);
    named
        .map(|(kind, name)| Boundary {
            kind,
            name: name.to_lowercase(),
        })
        .collect()
}

/// The boundaries of a fleet, and the ids of the instances inside each.
#[derive(Debug, Default)]
pub(super) struct Boundaries<'a>(BTreeMap<Boundary, Vec<&'a str>>);

impl<'a> Boundaries<'a> {
    pub(super) fn of(fleet: &'a Fleet) -> Self {
        let mut inside: BTreeMap<Boundary, Vec<&str>> = BTreeMap::new();
        for (id, declared) in &fleet.instances {
            for boundary in boundaries(declared) {
                inside.entry(boundary).or_default().push(id);
            }
        }
        inside.retain(|_, instances| instances.len() > 1);
        Self(inside)
    }

    /// What an instance shares with others, by label; `None` if it has everything to itself.
    pub(super) fn shared(&self, declared: &Declared) -> Option<Node> {
        let Plan::OnPrem(plan) = &declared.instance.plan else {
            return None;
        };
        let shared = of(plan)
            .into_iter()
            .filter(|boundary| self.0.contains_key(boundary));
        let fields: BTreeMap<String, Node> = shared
            .map(|boundary| {
                let origin = declared.origin(boundary.kind.place(&plan.infrastructure.provider));
                let node = Node::new(Value::Text(boundary.name), origin);
                (boundary.kind.label().to_owned(), node)
            })
            .collect();
        (!fields.is_empty()).then(|| Node::new(Value::Record(fields), None))
    }

    /// Who shares what stands under a label of the isolation of an environment.
    pub(super) fn sharers(&self, label: &str, name: &str) -> Option<String> {
        let mut known = self.0.iter();
        let (_, ids) = known.find(|(boundary, _)| boundary.kind.label() == label && boundary.name == name)?;
        let named: Vec<String> = ids.iter().take(NAMES).map(|id| format!("`{id}`")).collect();
        Some(match (ids.len().saturating_sub(NAMES), named.split_last()) {
            (0, Some((last, first))) => format!("{} and {last}", first.join(", ")),
            (more, _) => format!("{} and {more} more", named.join(", ")),
        })
    }
}
