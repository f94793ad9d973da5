//! What makes two parts the same part: the declared kind of each list, and the parts below a node.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Leaf;
use super::digest::content;
use super::path::Segment;
use crate::model::{Node, Value};

/// How the elements of a list are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListKind {
    /// By a field that says what each element is about: with another key it is another element. The order means
    /// nothing.
    Keyed(&'static str),
    /// By a field that names each element, which may get another name. The order means nothing.
    Named(&'static str),
    /// By what they are; the order means nothing.
    Set,
    /// By their place; the order means something.
    Sequence,
}

/// The kind of each list of the model, by the labels of the fields that lead to it.
pub(super) const LISTS: &[(&str, ListKind)] = &[
    ("agreement.extendedSupport", ListKind::Keyed("release")),
    ("certificates.coverage", ListKind::Set),
    ("freezes", ListKind::Keyed("from")),
    ("monitoringAccess", ListKind::Keyed("principal")),
    ("rollout.roles", ListKind::Set),
    (
        "settings.identityconnector.ldap.collector.sources",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.displayName.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.egid.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.name.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByCustomer.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByWorkspace.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.tags",
        ListKind::Named("tagKey"),
    ),
    (
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.tags.transformation.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.groupBindingAttributesTransformations.roleName.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.email.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.euid.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.firstName.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.lastName.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.name.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.tags",
        ListKind::Named("tagKey"),
    ),
    (
        "settings.identityconnector.ldap.transform.userAttributesTransformations.tags.transformation.rules",
        ListKind::Sequence,
    ),
    (
        "settings.identityconnector.ldap.transport.apiUser.authorities",
        ListKind::Set,
    ),
    (
        "settings.kraken.meshMarketplace.outOfScopeMarketplaceSellers",
        ListKind::Set,
    ),
    (
        "settings.kraken.productcatalog.discounts",
        ListKind::Named("displayName"),
    ),
    (
        "settings.kraken.productcatalog.discounts.discountRule.discountFixedAmountTiersByLowerThresholds",
        ListKind::Keyed("lowerThreshold"),
    ),
    (
        "settings.kraken.productcatalog.discounts.discountRule.discountPercentageTiersByLowerThresholds",
        ListKind::Keyed("lowerThreshold"),
    ),
    (
        "settings.kraken.productcatalog.products",
        ListKind::Named("displayName"),
    ),
    (
        "settings.kraken.productcatalog.products.usageTypes",
        ListKind::Named("displayName"),
    ),
    (
        "settings.kraken.productcatalog.products.usageTypes.resource.size",
        ListKind::Sequence,
    ),
    (
        "settings.kraken.statements.relevant-meta-keys",
        ListKind::Sequence,
    ),
    ("settings.meshfed.mail.messages", ListKind::Named("mapKey")),
    (
        "settings.meshfed.notification-recipients.replication-failed",
        ListKind::Set,
    ),
    (
        "settings.meshfed.notification-recipients.tenant-created",
        ListKind::Set,
    ),
    (
        "settings.meshfed.notification-recipients.tenant-deleted",
        ListKind::Set,
    ),
    (
        "settings.meshfed.platforms",
        ListKind::Named("platform-identifier"),
    ),
    ("settings.meshfed.project.roles", ListKind::Named("identifier")),
    ("settings.meshfed.user.tags", ListKind::Named("mapKey")),
    ("settings.meshfed.user.tags.mapValue", ListKind::Set),
    (
        "settings.monitoring.monitor.additionalAlertAddresses",
        ListKind::Set,
    ),
    ("settings.monitoring.sonar.scopes", ListKind::Named("customer")),
    (
        "settings.monitoring.sonar.scopes.projects",
        ListKind::Named("projectName"),
    ),
    (
        "settings.monitoring.sonar.scopes.projects.targets",
        ListKind::Named("platformName"),
    ),
    ("settings.osb.platforms", ListKind::Named("platform")),
    (
        "settings.osb.platforms.permissionReplication.roleMappings",
        ListKind::Named("mapKey"),
    ),
    (
        "settings.panel.ui.costLimitation.aliases",
        ListKind::Named("mapKey"),
    ),
    ("settings.replicator.openStack", ListKind::Named("platform")),
    ("settings.replicator.openStack.default-added-roles", ListKind::Set),
    (
        "settings.replicator.openStack.default-added-system-users",
        ListKind::Set,
    ),
];

/// The kind of the list at `path`. One that is not declared is a sequence: then no change of order is lost.
pub(super) fn kind(path: &[Segment<'_>]) -> ListKind {
    // Most are told apart by how long they are, which is cheap.
    let lengths = path
        .iter()
        .filter_map(Segment::label)
        .map(|label| label.len() + 1);
    let length = lengths.sum::<usize>();
    let leads_here = |labels: &str| {
        let mut wanted = labels.split('.');
        let mut fields = path.iter().filter_map(Segment::label);
        labels.len() + 1 == length
            && fields.all(|label| wanted.next() == Some(label))
            && wanted.next().is_none()
    };
    LISTS
        .iter()
        .find(|(labels, _)| leads_here(labels))
        .map_or(ListKind::Sequence, |(_, kind)| *kind)
}

/// What the node at `path` itself contributes.
pub(super) fn own(node: &Node, path: &[Segment<'_>]) -> Leaf {
    let in_order = matches!(node.value, Value::List(_)) && kind(path) == ListKind::Sequence;
    Leaf::of(node, in_order)
}

/// The parts below the node at `path`, each under the step that identifies it, in the order of the steps.
pub(super) fn parts<'a>(node: &'a Node, path: &[Segment<'a>]) -> Vec<(Segment<'a>, &'a Node)> {
    match &node.value {
        Value::Record(fields) => {
            let key = match path.last() {
                Some(Segment::Key { label, .. }) => Some(label.as_ref()),
                _ => None,
            };
            fields
                .iter()
                .filter(|(label, _)| Some(label.as_str()) != key)
                .map(|(label, field)| (Segment::Field(Cow::Borrowed(label)), field))
                .collect()
        }
        Value::Union(alternative, Some(payload)) => {
            vec![(Segment::Alternative(Cow::Borrowed(alternative)), payload)]
        }
        Value::List(elements) => match kind(path) {
            ListKind::Keyed(label) | ListKind::Named(label) => {
                keyed(elements, label, path).unwrap_or_else(|| indexed(elements))
            }
            ListKind::Set => members(elements, path).unwrap_or_else(|| indexed(elements)),
            ListKind::Sequence if matches!(own(node, path), Leaf::Sequence(_)) => Vec::new(),
            ListKind::Sequence => indexed(elements),
        },
        Value::Absent
        | Value::Bool(_)
        | Value::Natural(_)
        | Value::Integer(_)
        | Value::Double(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Time(_)
        | Value::Secret(_)
        | Value::Union(_, None) => Vec::new(),
    }
}

fn indexed(elements: &[Node]) -> Vec<(Segment<'_>, &Node)> {
    let numbered = elements.iter().enumerate();
    numbered
        .map(|(index, element)| (Segment::Index(index), element))
        .collect()
}

/// `None` if an element is no record with a plain value under `label`.
fn keyed<'a>(
    elements: &'a [Node],
    label: &'static str,
    path: &[Segment<'a>],
) -> Option<Vec<(Segment<'a>, &'a Node)>> {
    let key = |element: &'a Node| match &element.value {
        Value::Record(fields) => Some((Leaf::plain(fields.get(label)?)?, element)),
        _ => None,
    };
    let found: Option<Vec<_>> = elements.iter().map(key).collect();
    let segment = |key, nth| Segment::Key {
        label: Cow::Borrowed(label),
        key,
        nth,
    };
    Some(numbered(found?, path, segment))
}

/// `None` if an element has parts.
fn members<'a>(elements: &'a [Node], path: &[Segment<'a>]) -> Option<Vec<(Segment<'a>, &'a Node)>> {
    let found: Option<Vec<_>> = elements
        .iter()
        .map(|element| Some((Leaf::plain(element)?, element)))
        .collect();
    Some(numbered(found?, path, |member, nth| Segment::Member {
        member,
        nth,
    }))
}

/// Puts elements in the order of their keys; those with the same key, in the order of what they hold.
fn numbered<'a>(
    found: Vec<(Leaf, &'a Node)>,
    path: &[Segment<'a>],
    segment: impl Fn(Leaf, usize) -> Segment<'a>,
) -> Vec<(Segment<'a>, &'a Node)> {
    let mut groups: BTreeMap<Leaf, Vec<&Node>> = BTreeMap::new();
    for (key, element) in found {
        groups.entry(key).or_default().push(element);
    }
    let mut steps = Vec::new();
    for (key, mut same) in groups {
        if same.len() > 1 {
            let below = [path, &[segment(key.clone(), 0)]].concat();
            same.sort_by_cached_key(|element| content(element, &below));
        }
        for (nth, element) in same.into_iter().enumerate() {
            steps.push((segment(key.clone(), nth), element));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::census::{Place, places};

    #[test]
    fn every_list_of_the_model_has_a_kind() {
        let places = places();
        let lists = places.iter().filter(|(_, place)| **place == Place::List);
        let mut found: Vec<String> = lists.map(|(path, _)| path.fields().join(".")).collect();
        found.sort();
        found.dedup();
        let declared: Vec<&str> = LISTS.iter().map(|(labels, _)| *labels).collect();
        assert_eq!(found, declared);
    }

    #[test]
    fn the_key_of_every_keyed_list_is_a_field_of_its_elements() {
        for (path, _) in places().into_iter().filter(|(_, place)| *place == Place::List) {
            let (ListKind::Keyed(label) | ListKind::Named(label)) = kind(&path.0) else {
                continue;
            };
            let key = [path.0, vec![Segment::Index(0), Segment::Field(label.into())]].concat();
            let found = places().get(&crate::change::Path(key.clone())).cloned();
            assert!(matches!(found, Some(Place::Leaf(..))), "{key:?}");
        }
    }
}
