//! A small fleet that breaks no rule, made from JSON, to be broken in one part at a time.
//!
//! Each part has a place of its own, so that a test can tell which one a finding points at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::{Context, Rule, Transition};
use crate::change::{Side, compare};
use crate::diagnostic::Diagnostic;
use crate::model::{
    Date, Declared, DeclaredApproval, DeclaredWaiver, Fleet, Node, RepositorySettings, SECRET_ALTERNATIVES,
    Secret, Value,
};
use crate::release::Catalog;
use crate::source::{FileId, RepoPath, Span};

/// A fleet of `acme` (On-Prem with staging) and `beta` (SaaS), a catalog, and a day.
#[derive(Clone)]
pub(crate) struct Sample {
    instances: BTreeMap<String, Json>,
    catalog: Json,
    waivers: Vec<Json>,
    approvals: Vec<Json>,
    freezes: Vec<Json>,
    as_of: String,
    settings: RepositorySettings,
}

impl Sample {
    /// Breaks no rule.
    pub(crate) fn new() -> Self {
        let instances = [("acme", acme()), ("beta", beta())];
        let sample = Self {
            instances: instances.map(|(folder, json)| (folder.to_owned(), json)).into(),
            catalog: json!({ "releases": [], "withdrawn": [{
                "version": "2025.49.1",
                "reason": "published by mistake",
            }] }),
            waivers: Vec::new(),
            approvals: Vec::new(),
            freezes: Vec::new(),
            as_of: "2025-12-18".to_owned(),
            settings: RepositorySettings::default(),
        };
        sample.releases(&[
            ("2025.49.0", "2025-10-29"),
            ("2025.50.0", "2025-11-05"),
            ("2025.51.0", "2025-11-12"),
            ("2025.52.0", "2025-11-19"),
            ("2025.52.1", "2025-11-20"),
            ("2025.53.0", "2025-12-03"),
            ("2025.54.0", "2025-12-10"),
            ("2025.55.0", "2025-12-17"),
        ])
    }

    /// With `json` at a path such as `acme:plan.production.release` or `catalog:releases.0.kind`.
    pub(crate) fn set(mut self, path: &str, json: impl Into<Json>) -> Self {
        let (root, path) = path.split_once(':').expect("a root and a path");
        let root = match root {
            "catalog" => &mut self.catalog,
            folder => self.instances.get_mut(folder).expect("a folder of the sample"),
        };
        *at(root, path) = json.into();
        self
    }

    /// With another copy of an instance in the folder `folder`.
    pub(crate) fn copy(mut self, from: &str, folder: &str) -> Self {
        let copy = self.instances[from].clone();
        self.instances.insert(folder.to_owned(), copy);
        self
    }

    /// With these releases in the catalog, of the kind that their numbers say.
    pub(crate) fn releases(mut self, releases: &[(&str, &str)]) -> Self {
        let releases = releases.iter().map(|(version, date)| {
            let kind = if version.ends_with(".0") {
                "Feature"
            } else {
                "Patch"
            };
            json!({ "version": version, "date": date, "kind": kind, "summary": "", "breaking": "No" })
        });
        self.catalog["releases"] = releases.collect();
        self
    }

    /// With another exception from a rule, `waiver0`, `waiver1` and so on.
    pub(super) fn waiver(mut self, waiver: Json) -> Self {
        self.waivers.push(waiver);
        self
    }

    /// With another approval, `approval0`, `approval1` and so on.
    pub(super) fn approval(mut self, approval: Json) -> Self {
        self.approvals.push(approval);
        self
    }

    /// With another freeze in the settings.
    pub(super) fn freeze(mut self, freeze: Json) -> Self {
        self.freezes.push(freeze);
        self
    }

    /// With other settings of the repository.
    pub(super) fn settings(mut self, set: impl FnOnce(&mut RepositorySettings)) -> Self {
        set(&mut self.settings);
        self
    }

    /// Judged by another day.
    pub(crate) fn judged(mut self, day: &str) -> Self {
        self.as_of = day.to_owned();
        self
    }

    /// What a check of one snapshot says under `rule`, as `LEVEL PLACE: MESSAGE`.
    pub(super) fn findings(&self, rule: &Rule) -> Vec<String> {
        let found = self.with(super::check);
        self.shown(found.iter().filter(|diagnostic| diagnostic.code == rule.code))
    }

    /// What a check of one snapshot says under any rule, as `CODE LEVEL PLACE: MESSAGE`.
    pub(super) fn everything(&self) -> Vec<String> {
        let found = self.with(super::check);
        let codes = found.iter().map(|diagnostic| diagnostic.code);
        codes
            .zip(self.shown(found.iter()))
            .map(|(code, text)| format!("{code} {text}"))
            .collect()
    }

    /// The findings of one snapshot under `rule` themselves.
    pub(super) fn diagnostics(&self, rule: &Rule) -> Vec<Diagnostic> {
        let mut found = self.with(super::check);
        found.retain(|diagnostic| diagnostic.code == rule.code);
        found
    }

    /// What a check of the change from this to `after` says, as `LEVEL PLACE: MESSAGE`.
    pub(super) fn change(&self, after: &Self) -> Vec<String> {
        self.change_for(after, None)
    }

    /// The same of a change that is committed for these requests.
    pub(super) fn change_for(&self, after: &Self, requests: Option<&[String]>) -> Vec<String> {
        let found = self.with(|before| {
            after.with(|after| {
                super::check_change(&Transition {
                    before: *before,
                    after: *after,
                    requests,
                    plan: None,
                    makers: None,
                })
            })
        });
        after.shown(found.iter())
    }

    /// The same of a change that is compared, and that these people made.
    pub(super) fn change_by(&self, after: &Self, makers: &BTreeSet<String>) -> Vec<String> {
        let found = self.with(|before| {
            after.with(|after| {
                let [old, new] = [before, after].map(|context| Side {
                    fleet: context.fleet,
                    catalog: None,
                    as_of: context.as_of,
                });
                let plan = compare(&old, &new);
                super::check_change(&Transition {
                    before: *before,
                    after: *after,
                    requests: None,
                    plan: Some(&plan),
                    makers: Some(makers),
                })
            })
        });
        after.shown(found.iter())
    }

    /// What a check says without a catalog.
    pub(super) fn without_catalog(&self) -> Vec<String> {
        let found = self.with(|context| {
            super::check(&Context {
                catalog: None,
                ..*context
            })
        });
        self.shown(found.iter())
    }

    /// What `judge` makes of the fleet, the catalog and the day.
    pub(crate) fn with<T>(&self, judge: impl FnOnce(&Context<'_>) -> T) -> T {
        let mut fleet = Fleet {
            settings: self.settings.clone(),
            ..Fleet::default()
        };
        for (folder, tree) in self.trees() {
            let instance = serde_json::from_value(self.instances[&folder].clone()).expect("an instance");
            let path = RepoPath::parse(&format!("instances/{folder}/instance.dhall")).expect("a path");
            fleet.instances.insert(folder, Declared { path, instance, tree });
        }
        for ((name, tree), json) in self.waiver_trees().into_iter().zip(&self.waivers) {
            let waiver = serde_json::from_value(json.clone()).expect("a waiver");
            let path = RepoPath::parse(&format!("waivers/{name}.dhall")).expect("a path");
            fleet.waivers.push(DeclaredWaiver { path, waiver, tree });
        }
        for ((name, tree), json) in self.approval_trees().into_iter().zip(&self.approvals) {
            let approval = serde_json::from_value(json.clone()).expect("an approval");
            let path = RepoPath::parse(&format!("approvals/{name}.dhall")).expect("a path");
            fleet.approvals.push(DeclaredApproval { path, approval, tree });
        }
        let freezes = self.freezes.iter().cloned();
        fleet.settings.freezes = freezes
            .map(|json| serde_json::from_value(json).expect("a freeze"))
            .collect();
        fleet.settings_tree = Some(self.settings_tree());
        let file = serde_json::from_value(self.catalog.clone()).expect("a catalog");
        let catalog = Catalog::new(file, self.catalog_tree());
        judge(&Context {
            fleet: &fleet,
            catalog: Some(&catalog),
            as_of: Date(self.as_of.parse().expect("a date")),
            assumed: None,
        })
    }

    fn trees(&self) -> BTreeMap<String, Node> {
        let instances = self.instances.iter().zip(1..);
        instances
            .map(|((folder, json), file)| (folder.clone(), tree(json, FileId(file))))
            .collect()
    }

    fn waiver_trees(&self) -> Vec<(String, Node)> {
        let waivers = self.waivers.iter().enumerate().zip(1000..);
        waivers
            .map(|((index, json), file)| (format!("waiver{index}"), tree(json, FileId(file))))
            .collect()
    }

    fn approval_trees(&self) -> Vec<(String, Node)> {
        let approvals = self.approvals.iter().enumerate().zip(2000..);
        approvals
            .map(|((index, json), file)| (format!("approval{index}"), tree(json, FileId(file))))
            .collect()
    }

    fn settings_tree(&self) -> Node {
        tree(&json!({ "freezes": self.freezes }), FileId(3000))
    }

    fn catalog_tree(&self) -> Node {
        tree(&self.catalog, FileId(0))
    }

    fn shown<'a>(&self, found: impl Iterator<Item = &'a Diagnostic>) -> Vec<String> {
        let mut roots = self.trees();
        roots.insert("catalog".to_owned(), self.catalog_tree());
        roots.extend(self.waiver_trees());
        roots.extend(self.approval_trees());
        roots.insert("settings".to_owned(), self.settings_tree());
        let place = |span| {
            let hit = |(root, tree): (&String, &Node)| Some(format!("{root}:{}", path_to(tree, span)?));
            roots.iter().find_map(hit).unwrap_or_default()
        };
        found
            .map(|diagnostic| {
                let span = diagnostic.primary.as_ref().map(|label| label.span);
                let place = span.map(place).unwrap_or_default();
                format!("{} {place}: {}", diagnostic.severity.as_str(), diagnostic.message)
            })
            .collect()
    }
}

/// Edits of the sample by path, and what is found then.
pub(super) type Row<'a> = (&'a [(&'a str, Json)], &'a [&'a str]);

/// Fails unless breaking the sample in each way gives exactly the findings of `rule` beside it.
pub(super) fn check_rows(rule: &Rule, rows: &[Row<'_>]) {
    for (edits, expected) in rows {
        let sample = edits.iter().fold(Sample::new(), |sample, (path, json)| {
            sample.set(path, json.clone())
        });
        assert_eq!(&sample.findings(rule), expected, "{edits:?}");
    }
}

/// The part of `json` at a path of the model, which looks through the alternatives of unions.
fn at<'a>(json: &'a mut Json, path: &str) -> &'a mut Json {
    path.split('.').fold(json, |json, label| {
        let json = match alternative(json) {
            Some(name) => json.get_mut(name).expect("the alternative"),
            None => json,
        };
        match json {
            Json::Array(elements) => &mut elements[label.parse::<usize>().expect("a number")],
            json => &mut json[label],
        }
    })
}

/// The alternatives of unions that the product writes with a small letter.
const SMALL_ALTERNATIVES: [&str; 3] = ["fixedPercentage", "tieredPercentage", "tieredFixedAmount"];

/// The alternative of the union that this is; records have labels in lower case.
fn alternative(json: &Json) -> Option<String> {
    let object = json.as_object().filter(|object| object.len() == 1)?;
    let name = object.keys().next()?;
    let small = SECRET_ALTERNATIVES.into_iter().chain(SMALL_ALTERNATIVES);
    let is_union = name.starts_with(char::is_uppercase) || small.into_iter().any(|small| small == name);
    is_union.then(|| name.clone())
}

/// The same as a tree, in which the parts stand in one line of `file`, in order.
fn tree(json: &Json, file: FileId) -> Node {
    fn node(json: &Json, file: FileId, next: &mut u32) -> Node {
        let origin = Span::new(file, *next, *next + 1);
        *next += 1;
        let value = match json {
            Json::Null => Value::Absent,
            Json::Bool(bool) => Value::Bool(*bool),
            Json::Number(number) => match number.as_u64() {
                Some(number) => Value::Natural(number),
                None => Value::Double(number.as_f64().expect("a number")),
            },
            Json::String(text) => Value::Text(text.clone()),
            Json::Array(elements) => {
                Value::List(elements.iter().map(|element| node(element, file, next)).collect())
            }
            Json::Object(fields) => match alternative(json) {
                Some(name) if SECRET_ALTERNATIVES.contains(&name.as_str()) => {
                    Value::Secret(serde_json::from_value::<Secret>(json.clone()).expect("a secret"))
                }
                Some(name) => {
                    let payload = node(&fields[&name], file, next);
                    Value::Union(name, Some(Box::new(payload)))
                }
                None => {
                    let fields = fields.iter();
                    Value::Record(
                        fields
                            .map(|(label, json)| (label.clone(), node(json, file, next)))
                            .collect(),
                    )
                }
            },
        };
        Node::new(value, Some(origin))
    }
    node(json, file, &mut 0)
}

/// The path of the part that `span` is the place of.
fn path_to(node: &Node, span: Span) -> Option<String> {
    if node.origin == Some(span) {
        return Some(String::new());
    }
    let below = |label: String, child: &Node| {
        let rest = path_to(child, span)?;
        Some(if rest.is_empty() {
            label
        } else {
            format!("{label}.{rest}")
        })
    };
    match &node.value {
        Value::Record(fields) => fields
            .iter()
            .find_map(|(label, child)| below(label.clone(), child)),
        Value::List(elements) => {
            let mut elements = elements.iter().enumerate();
            elements.find_map(|(index, child)| below(index.to_string(), child))
        }
        Value::Union(_, Some(payload)) => path_to(payload, span),
        _ => None,
    }
}

fn hosts(domain: &str) -> Json {
    json!({
        "panel": domain,
        "api": format!("api.{domain}"),
        "kraken": format!("kraken.{domain}"),
        "sso": format!("sso.{domain}"),
        "sonar": format!("sonar.{domain}"),
    })
}

fn log_retention() -> Json {
    json!({ "events": 12, "components": 1, "identityEvents": 2, "identityLogs": 1 })
}

fn environment(release: &str, domain: &str, rollout: &Json) -> Json {
    json!({
        "release": release,
        "hosts": hosts(domain),
        "size": "Medium",
        "backup": { "everyHours": 24, "keepDays": 30, "request": null },
        "logRetention": log_retention(),
        "monitoringAccess": [],
        "certificates": {
            "coverage": "Wildcard",
            "fullChain": true,
            "secret": { "fromTerraform": "acme_certificate" },
        },
        "secretStore": { "kind": "SecretStore", "name": "vault" },
        "rollout": rollout,
    })
}

/// Permissions on a platform that are replicated to groups of an Entra directory.
pub(super) fn entra_groups() -> Json {
    json!({ "AzureAd": {
        "groupNamePattern": null,
        "servicePrincipal": {
            "aadTenant": "example.org", "objectId": "", "clientId": "",
            "clientSecret": { "fromTerraform": "secret" },
        },
        "b2bUserInvitation": null,
        "roleMappings": [],
    } })
}

/// The owner's approval of a change with that digest, for `acme/production`, with some fields set.
pub(super) fn approval(digest: &str, edits: &[(&str, Json)]) -> Json {
    let mut approval = json!({
        "digest": digest,
        "scope": ["acme/production"],
        "who": "Mara <mara@operator.example>",
        "role": "owner",
        "date": "2025-12-18",
        "expires": null,
        "ticket": null,
    });
    for (label, value) in edits {
        approval[*label] = value.clone();
    }
    approval
}

/// A window that starts at `start` and ends at 21:00.
pub(super) fn window(start: &str, zone: &str) -> Json {
    json!({ "weekday": "Tuesday", "start": start, "end": "21:00:00", "zone": zone })
}

fn settings() -> Json {
    json!({
        "panel": { "registration": { "requirePayment": true } },
        "meshfed": {
            "register": { "requirePayment": true },
            "mail": null,
            "platforms": [],
            "identity-lookup": {
                "provider": { "Azure": { "azure": {
                    "aad-tenant": "example.org",
                    "client-id": "00000000-0000-0000-0000-000000000001",
                    "client-secret": { "fromTerraform": "lookup_client_secret" },
                    "guestLookup": null,
                    "euidSchemaExtensionUpdate": null,
                    "euidUserAttributeUpdate": null,
                    "usernameAttributeUpdate": null,
                    "emailAttributeUpdate": { "propertyToUse": "otherMails" },
                } } },
                "deny-assigning-other-users": true,
            },
        },
        "replicator": { "openStack": [] },
        "identityconnector": {},
        "monitoring": {},
        "kraken": {
            "statements": {
                "relevant-meta-keys": [],
                "period-offset-days": 8,
                "first-period": "2021-01-01T00:00:00Z",
            },
            "worker": { "finalize-reports-after-days": 7 },
        },
        "osb": { "platforms": [] },
    })
}

fn acme() -> Json {
    let gate = json!({ "Gate": { "approvals": 1, "roles": ["owner"], "soakDays": 2, "window": null } });
    let staging = json!({ "Window": window("19:00:00", "Europe/Berlin") });
    json!({
        "id": "acme",
        "customer": { "name": "Acme", "contact": "it@acme.example" },
        "plan": { "OnPrem": {
            "agreement": {
                "reference": "A-1234",
                "validFrom": "2024-01-01",
                "validUntil": "2026-12-31",
                "upgradeWindowDays": 14,
                "extendedSupport": [{ "release": "2025.50.0", "until": "2026-03-31" }],
            },
            "infrastructure": {
                "provider": { "OnPremise": { "location": "Vienna" } },
                "operatorAccess": { "principal": "operations", "path": "bastion" },
            },
            "pipeline": { "provider": "Customer", "system": "GitLab" },
            "production": environment("2025.54.0", "mesh.acme.example", &gate),
            "staging": environment("2025.55.0", "mesh-test.acme.example", &staging),
            "artifactStore": null,
            "configCopy": null,
            "soc": null,
        } },
        "settings": settings(),
    })
}

pub(super) fn beta() -> Json {
    json!({
        "id": "beta",
        "customer": { "name": "Beta", "contact": "it@beta.example" },
        "plan": { "SaaS": {
            "window": "Monday",
            "production": {
                "hosts": hosts("beta.mesh.example"),
                "logRetention": log_retention(),
                "monitoringAccess": [],
            },
        } },
        "settings": settings(),
    })
}

#[test]
fn the_sample_breaks_no_rule() {
    assert_eq!(Sample::new().everything(), [] as [&str; 0]);
}
