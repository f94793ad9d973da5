//! Every setting that the product is known to have has its place in the model, and every place its releases.

use std::collections::BTreeSet;
use std::path::Path;

use meshc::compile::{Loaded, Reach, load};
use meshc::dhall::DataType;
use meshc::lower::{data_type, record_name};
use meshc::model::gate::{Gate, gates, historic};
use meshc::model::{Instance, Secret};
use meshc::release::Version;
use meshc::repository::{Environment, Repository};
use meshc::source::Sources;
use serde::Deserialize;
use serde_dhall::{SimpleType, StaticType};

use crate::history::History;

/// The sections of the product by the place of each in the model.
const PLACES: &[(&str, &str)] = &[
    ("mesh.panel.environment.mesh.registration", "panel.registration"),
    ("mesh.panel.environment.motd", "panel.motd"),
    ("mesh.panel.environment#Plausible", "panel.plausible"),
    ("panel.ui", "panel.ui"),
    ("panel.ui.costCenter", "panel.ui.costCenter"),
    ("panel.ui.costLimitation", "panel.ui.costLimitation"),
    ("environment.ui.externalPaymentMethodUrl", "panel.ui"),
    ("panel.mesh.dashboardNotification", "panel.dashboardNotification"),
    ("payment:payment-description", "panel"),
    ("web.sso", "panel.sso"),
    ("mesh.meshfed.mail", "meshfed.mail"),
    ("mesh.meshfed.web.identity-lookup", "meshfed.identity-lookup"),
    (
        "mesh.meshfed.identitylookup.identityprovider#type",
        "meshfed.identity-lookup.provider",
    ),
    (
        "mesh.meshfed.identitylookup.azure.creds#type",
        "meshfed.identity-lookup.provider.Azure.azure",
    ),
    (
        "mesh.meshfed.identitylookup.azure.guest#type",
        "meshfed.identity-lookup.provider.Azure.azure.guestLookup",
    ),
    (
        "mesh.meshfed.identitylookup.azure.euid-user-attribute#type",
        "meshfed.identity-lookup.provider.Azure.azure.euidUserAttributeUpdate",
    ),
    (
        "mesh.meshfed.identitylookup.azure.euid-extension-schema#type",
        "meshfed.identity-lookup.provider.Azure.azure.euidSchemaExtensionUpdate",
    ),
    (
        "mesh.meshfed.identitylookup.azure.username-property-update#type",
        "meshfed.identity-lookup.provider.Azure.azure.usernameAttributeUpdate",
    ),
    (
        "mesh.meshfed.identitylookup.azure.email-property-update#type",
        "meshfed.identity-lookup.provider.Azure.azure.emailAttributeUpdate",
    ),
    (
        "mesh.meshfed.identitylookup.gcd.creds#type",
        "meshfed.identity-lookup.provider.Gcd.gcd",
    ),
    (
        "mesh.meshfed.identitylookup.gcd.euid#type",
        "meshfed.identity-lookup.provider.GcdEuid.euid",
    ),
    ("mesh.meshfed.web.project", "meshfed.project"),
    ("meshfed.web.register", "meshfed.register"),
    ("meshfed.web.customer.defaultQuota", "meshfed.defaultQuota"),
    ("meshfed.web.restriction", "meshfed.restriction"),
    ("mesh.web.user", "meshfed.user"),
    ("mesh.web.user.rolerequest", "meshfed.rolerequest"),
    ("meshfed.platform#type", "meshfed.platforms[]"),
    ("mesh.replicator", "replicator"),
    (
        "replicator.platform.azure.AzureLookupStrategy#type",
        "replicator.aadUserLookupStrategy",
    ),
    ("mesh.platforms[OpenStack]", "replicator.openStack[]"),
    ("mesh.platforms[OSB]", "osb.platforms[]"),
    ("mesh.kraken.api.statements", "kraken.statements"),
    ("kraken-worker", "kraken.worker"),
    ("kraken aws collection", "kraken.aws-collection"),
    ("mesh.kraken.productcatalog", "kraken.productcatalog"),
    (
        "mesh.kraken.productcatalog.discount#type",
        "kraken.productcatalog.discounts[]",
    ),
    (
        "mesh.kraken.productcatalog.discountrule#type",
        "kraken.productcatalog.discounts[].discountRule",
    ),
    (
        "mesh.kraken.productcatalog.discountscope#type",
        "kraken.productcatalog.discounts[].discountRule.fixedPercentage.discountScope",
    ),
    (
        "mesh.kraken.productcatalog.fixedpercentagediscountrule#type",
        "kraken.productcatalog.discounts[].discountRule.fixedPercentage",
    ),
    (
        "mesh.kraken.productcatalog.tieredpercentagediscountrule#type",
        "kraken.productcatalog.discounts[].discountRule.tieredPercentage",
    ),
    (
        "mesh.kraken.productcatalog.tieredfixedamountdiscountrule#type",
        "kraken.productcatalog.discounts[].discountRule.tieredFixedAmount",
    ),
    (
        "mesh.kraken.productcatalog.scopeselector#type",
        "kraken.productcatalog.discounts[].scope",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.nova.vm#type",
        "RESOURCE.NovaVm",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.cinder.volume#type",
        "RESOURCE.CinderVolume",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.cinder.snapshot#type",
        "RESOURCE.CinderSnapshot",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.glance.image#type",
        "RESOURCE.GlanceImage",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.neutron.floatingIp#type",
        "RESOURCE.NeutronFloatingIp",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.neutron.router#type",
        "RESOURCE.NeutronRouter",
    ),
    (
        "mesh.kraken.productcatalog.traits.openstack.neutron.loadbalancer#type",
        "RESOURCE.NeutronLoadBalancer",
    ),
    (
        "mesh.kraken.productcatalog.traits.cloudfoundry.app#type",
        "RESOURCE.CloudFoundryApp",
    ),
    (
        "mesh.kraken.productcatalog.traits.cloudfoundry.service.instance#type",
        "RESOURCE.CloudFoundryServiceInstance",
    ),
    (
        "mesh.kraken.productcatalog.traits.kubernetes.pod#type",
        "RESOURCE.KubernetesPod",
    ),
    (
        "mesh.kraken.productcatalog.traits.kubernetes.persistentvolumeclaim#type",
        "RESOURCE.KubernetesPersistentVolumeClaim",
    ),
    ("mesh.tenant (product resource)", "RESOURCE.MeshTenant"),
    ("Products (sellerInfo JSON)", "kraken.productcatalog.products[]"),
    ("mesh.kraken.meshMarketplace", "kraken.meshMarketplace"),
    (
        "mesh.identityconnector.ldapConfiguration#type",
        "identityconnector.ldap",
    ),
    (
        "mesh.identityconnector.ldap.SourceConfiguration#type",
        "identityconnector.ldap.source",
    ),
    (
        "mesh.identityconnector.ldap.collectorConfiguration#type",
        "identityconnector.ldap.collector",
    ),
    (
        "mesh.identityconnector.ldap.attributeTransformation#type",
        "ATTRIBUTE",
    ),
    (
        "mesh.identityconnector.ldap.staticAttributeTransformation#type",
        "ATTRIBUTE.Static",
    ),
    (
        "mesh.identityconnector.ldap.ifNullAttributeTransformation#type",
        "ATTRIBUTE.IfNull",
    ),
    (
        "mesh.identityconnector.ldap.regexAttributeTransformation#type",
        "ATTRIBUTE.Regex",
    ),
    (
        "mesh.identityconnector.ldap.transformConfiguration#type",
        "identityconnector.ldap.transform",
    ),
    (
        "mesh.identityconnector.ldap.transportConfiguration#type",
        "identityconnector.ldap.transport",
    ),
    ("monitor", "monitoring.monitor"),
    ("mesh.sonar#type", "monitoring.sonar"),
    ("mesh.sonar.scope", "monitoring.sonar.scopes[]"),
];

/// Sections that no release of today has.
const LEFT: [&str; 4] = [
    "mesh.meshfed.web.project",
    "mesh.panel.environment.motd",
    "mesh.platforms[OpenStack]",
    "mesh.tenant (product resource)",
];

/// What some places begin with.
const ABBREVIATIONS: [(&str, &str); 2] = [
    (
        "RESOURCE",
        "kraken.productcatalog.products[].usageTypes[].resource",
    ),
    (
        "ATTRIBUTE",
        "identityconnector.ldap.transform.userAttributesTransformations.name",
    ),
];

/// Fields whose name in the facts is not the way to them from their section.
const FIELDS: &[(&str, &str, &str)] = &[
    (
        "mesh.platforms[OSB]",
        "AzureAd.",
        "permissionReplication.AzureAd.",
    ),
    ("payment:payment-description", "payment:", ""),
];

/// Texts of the product that the model has a narrower type for.
const NARROWER: [(&str, &str); 1] = [("Products (sellerInfo JSON)", "scope.platformType")];

/// Types that the facts describe because the product never published them; texts here.
const DESCRIBED: [&str; 2] = ["duration or cron text (unpublished)", "template text (HTML)"];

#[derive(Deserialize)]
struct Facts {
    sections: Vec<Section>,
}

/// A section of the product.
#[derive(Deserialize)]
pub(crate) struct Section {
    pub(crate) id: String,
    kind: String,
    pub(crate) status: String,
    introduced_release: String,
    removed_release: String,
    pub(crate) fields: Vec<Field>,
}

/// A field of it.
#[derive(Deserialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    type_name: String,
    optional: bool,
    secret: bool,
    pub(crate) status: String,
    pub(crate) constraints: Vec<String>,
}

/// The known sections, where they lie beside the sources.
#[allow(clippy::print_stderr)]
pub(crate) fn facts() -> Option<Vec<Section>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = ["../shared", "../../shared"]
        .iter()
        .find_map(|shared| std::fs::read_to_string(root.join(shared).join("data/sections.json")).ok());
    let Some(text) = found else {
        eprintln!("not run: there is no data/sections.json beside the sources");
        return None;
    };
    let facts: Facts = serde_json::from_str(&text).expect("the facts have their shape");
    Some(facts.sections)
}

fn place_of(section: &str) -> Option<String> {
    let (_, place) = PLACES.iter().find(|(name, _)| *name == section)?;
    let full = ABBREVIATIONS
        .iter()
        .fold((*place).to_owned(), |place, (short, long)| {
            place.replacen(short, long, 1)
        });
    Some(format!("settings.{full}"))
}

/// The types at a place: all of them with `**`, none where there is no such place.
fn types_at(root: &SimpleType, place: &str) -> Vec<SimpleType> {
    let place = place.replace("[]", ".[]");
    place
        .split('.')
        .fold(vec![root.clone()], |types, step| match step {
            "**" => types.iter().flat_map(everything_in).collect(),
            step => types.iter().filter_map(|ty| below(ty, step)).collect(),
        })
}

/// The type at a step, looking through `Optional`. An alternative that carries nothing is an empty record.
fn below(ty: &SimpleType, step: &str) -> Option<SimpleType> {
    match ty {
        SimpleType::Optional(inner) => below(inner, step),
        SimpleType::List(inner) if step == "[]" => Some((**inner).clone()),
        SimpleType::Record(fields) => fields.get(step).cloned(),
        SimpleType::Union(alternatives) => {
            let nothing = || SimpleType::Record(Default::default());
            let payload = alternatives.get(step).cloned();
            payload
                .map(|payload| payload.unwrap_or_else(nothing))
                .or_else(|| {
                    let mut payloads = alternatives.values().flatten();
                    payloads.find_map(|payload| below(payload, step))
                })
        }
        _ => None,
    }
}

fn everything_in(ty: &SimpleType) -> Vec<SimpleType> {
    let parts: Vec<&SimpleType> = match ty {
        SimpleType::Optional(inner) | SimpleType::List(inner) => vec![inner],
        SimpleType::Record(fields) => fields.values().collect(),
        SimpleType::Union(alternatives) => alternatives.values().flatten().collect(),
        _ => Vec::new(),
    };
    let below = parts.into_iter().flat_map(everything_in);
    std::iter::once(ty.clone()).chain(below).collect()
}

/// Whether `ty` is what the facts say; a type that they only name can be anything larger.
fn fits(ty: &SimpleType, field: &Field) -> bool {
    let said = field.type_name.replace("nullable ", "Optional ");
    let (wants_optional, said) = match said.strip_prefix("Optional ") {
        Some(inner) => (true, inner.to_owned()),
        None => (false, said),
    };
    let inner = match ty {
        SimpleType::Optional(inner) if wants_optional || field.optional => inner,
        _ if wants_optional => return false,
        // What ends in a release is optional here, so that it can be left out from then on.
        SimpleType::Optional(inner) if !matches!(**inner, SimpleType::Text) => inner,
        ty => ty,
    };
    match said.as_str() {
        _ if field.secret => *inner == Secret::static_type(),
        "Bool" => *inner == SimpleType::Bool,
        "Natural" => *inner == SimpleType::Natural,
        "Integer" => *inner == SimpleType::Integer,
        "Double" => *inner == SimpleType::Double,
        "Text" => *inner == SimpleType::Text,
        "List Text" => *inner == SimpleType::List(Box::new(SimpleType::Text)),
        "List Integer" => *inner == SimpleType::List(Box::new(SimpleType::Integer)),
        "(no payload)" => *inner == SimpleType::Record(Default::default()),
        said if DESCRIBED.contains(&said) => *inner == SimpleType::Text,
        said if said.starts_with("List") => matches!(inner, SimpleType::List(_)),
        _ => matches!(inner, SimpleType::Record(_) | SimpleType::Union(_)),
    }
}

/// What is wrong with the place of a field; nothing for one that left and is known by name.
fn complain(section: &Section, place: &str, field: &Field) -> Option<String> {
    let name = format!("{}.{}", section.id.trim_end_matches("#type"), field.name);
    let path = FIELDS
        .iter()
        .find(|(of, from, _)| *of == section.id && field.name.starts_with(from))
        .map_or_else(
            || field.name.clone(),
            |(_, from, to)| field.name.replacen(from, to, 1),
        );
    let root = Instance::static_type();
    let ty = match field.name.as_str() {
        "(none)" => types_at(&root, place)
            .pop()
            .filter(|ty| *ty == SimpleType::Record(Default::default())),
        _ => types_at(&root, &format!("{place}.{path}")).pop(),
    };
    let is_narrower = NARROWER.contains(&(section.id.as_str(), field.name.as_str()));
    match ty {
        Some(_) if is_narrower || field.name == "(none)" => None,
        Some(ty) if fits(&ty, field) => None,
        Some(ty) => Some(format!("{name} is `{ty}` and not `{}`", field.type_name)),
        None if field.status == "current" => Some(format!("{name} has no place")),
        None if historic(&name).is_none() => Some(format!("{name} is forgotten")),
        None => None,
    }
}

#[test]
fn every_known_setting_has_a_place_or_is_known_to_have_left() {
    let Some(sections) = facts() else { return };
    let mut complaints = Vec::new();
    let mut typed = (0, 0);
    // The product's API is no configuration.
    for section in sections.iter().filter(|section| section.kind != "api") {
        let is_demanded =
            ["current", "current-undocumented", "removed-in-product"].contains(&section.status.as_str());
        let name = section.id.trim_end_matches(" (yaml)");
        match place_of(&section.id) {
            Some(place) => {
                typed = (typed.0 + 1, typed.1 + section.fields.len());
                if types_at(&Instance::static_type(), &place).is_empty() {
                    complaints.push(format!("{place} is no place of the model"));
                }
                complaints.extend(
                    section
                        .fields
                        .iter()
                        .filter_map(|field| complain(section, &place, field)),
                );
            }
            None if is_demanded => complaints.push(format!("{name} has no place")),
            None if historic(name).is_none_or(|gate| gate.until.is_none()) => {
                complaints.push(format!("{name} is forgotten"));
            }
            None => {}
        }
    }
    assert_eq!(complaints, Vec::<String>::new());
    assert!(typed.0 >= 61 && typed.1 >= 250, "{typed:?}");
}

#[test]
fn releases_of_sections_are_those_that_are_known() {
    let Some(sections) = facts() else { return };
    for section in sections {
        let gate = historic(section.id.trim_end_matches(" (yaml)"));
        let known = |number: &str| number.parse::<Version>().is_ok();
        let claimed = |release: Option<meshc::model::gate::Release>| release.map(|release| release.number);
        if known(&section.removed_release) {
            let until = gate.and_then(|gate| claimed(gate.until));
            assert_eq!(until, Some(section.removed_release.as_str()), "{}", section.id);
        }
        // What came in 7.33.0 was another model; the one of today replaced it five releases later.
        let is_redesigned = section.id == "mesh.identityconnector.ldapConfiguration#type";
        if known(&section.introduced_release) && section.kind != "api" && !is_redesigned {
            let since = gate.and_then(|gate| claimed(gate.since));
            assert_eq!(since, Some(section.introduced_release.as_str()), "{}", section.id);
        }
    }
}

#[test]
fn every_place_of_a_gate_is_in_the_model() {
    let root = Instance::static_type();
    for gate in gates() {
        if let Some(place) = gate.place {
            assert!(!types_at(&root, place).is_empty(), "{place}");
        }
        if let Some(meshc::model::gate::Home::Model(place)) = gate.home
            && place.starts_with("settings.")
        {
            assert!(!types_at(&root, place).is_empty(), "{place}");
        }
    }
}

#[test]
fn releases_of_gates_are_in_the_catalog_and_in_order() {
    let catalog = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet/releases/catalog.dhall");
    let catalog = std::fs::read_to_string(catalog).expect("the catalog is part of the package");
    let numbers = |gate: &Gate| {
        let releases = [gate.since, gate.until];
        let numbers = releases.map(|release| release.map(|release| release.number));
        numbers.into_iter().flatten().collect::<Vec<_>>()
    };
    let mut seen = BTreeSet::new();
    for gate in gates() {
        let numbers = numbers(gate);
        for number in &numbers {
            assert!(
                catalog.contains(&format!("\"{number}\"")),
                "{} {number}",
                gate.name
            );
            seen.insert(*number);
        }
        let versions: Vec<Version> = numbers
            .iter()
            .map(|number| number.parse().expect("a release"))
            .collect();
        assert!(versions.is_sorted_by(|one, other| one < other), "{}", gate.name);
    }
    assert!(seen.len() > 20);
}

#[test]
fn records_of_gates_are_records_of_the_model() {
    let mut names = BTreeSet::new();
    let mut open = vec![data_type::<Instance>()];
    while let Some(ty) = open.pop() {
        names.extend(record_name(&ty));
        match ty {
            DataType::Optional(inner) | DataType::List(inner) => open.push(*inner),
            DataType::Record(fields) => open.extend(fields.into_values()),
            DataType::Union(alternatives) => open.extend(alternatives.into_values().flatten()),
            _ => {}
        }
    }
    for gate in gates() {
        for record in gate.records {
            assert!(names.contains(record), "{}: {record}", gate.name);
        }
    }
}

/// The instances of the example fleet, in a git repository of its own.
fn example() -> Loaded {
    let directory = tempfile::tempdir().expect("there is room for it");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet");
    let entries = walkdir::WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("it is readable"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(&root).expect("it is below the root");
        let text = std::fs::read_to_string(entry.path()).expect("it is text");
        (path.to_str().expect("it has a plain name").to_owned(), text)
    });
    let files: Vec<_> = files.collect();
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let history = History::new(directory.path().join("fleet"));
    history.commit("Describe the fleet", &files);
    let environment = Environment {
        current: history.directory().to_owned(),
        ..Environment::default()
    };
    let repository =
        Repository::discover_with(history.directory(), &environment).expect("it is a repository");
    let tree = repository.worktree().expect("it can be listed");
    load(&tree, &Sources::default(), None, &Reach::default())
}

#[test]
fn the_example_fleet_breaks_no_rule_and_uses_every_section_of_today() {
    let loaded = example();
    let messages: Vec<&str> = loaded
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, [] as [&str; 0]);
    let sections = PLACES.iter().filter(|(section, _)| !LEFT.contains(section));
    let places = sections.map(|(section, _)| place_of(section).expect("it is in the table"));
    let unused: Vec<String> = places
        .filter(|place| {
            // An attribute can be anywhere in a transformation.
            let anywhere = place.replace("userAttributesTransformations.name.", "**.");
            let place: &'static str = Box::leak(anywhere.into_boxed_str());
            let gate = Gate {
                place: Some(place),
                ..gates()[0]
            };
            let mut instances = loaded.fleet.instances.values();
            !instances.any(|declared| !gate.places(&declared.tree).is_empty())
        })
        .collect();
    assert_eq!(unused, [] as [&str; 0]);
}
