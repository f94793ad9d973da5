//! What is rendered: the files of an environment, their bytes, and what they say.

mod fleet;
mod isolation;
mod output;
mod schema;
mod setting;
mod yaml;

use std::collections::BTreeSet;

use meshc::model::EnvironmentKind::{Production, Staging};
use meshc::render::{Bundle, RenderError};
use serde_json::{Value as Json, json};

use self::fleet::{bundle, bundle_at, bundles, fleet, object, objects, on_prem, saas};

fn globex() -> Json {
    on_prem("globex", json!({ "OnPremise": { "location": "Bonn" } }), "Large")
}

fn text<'a>(bundle: &'a Bundle, path: &str) -> &'a str {
    let found = bundle.files.iter().find(|(file, _)| file.as_str() == path);
    found.unwrap_or_else(|| panic!("no {path}")).1
}

/// The one object of the kind whose name starts like that.
fn starting(bundle: &Bundle, kind: &str, start: &str) -> Json {
    let mut found = objects(bundle);
    found.retain(|object| {
        object["kind"] == kind && object["metadata"]["name"].as_str().unwrap().starts_with(start)
    });
    assert_eq!(found.len(), 1, "{kind} {start}");
    found.remove(0)
}

#[test]
fn same_input_gives_same_bytes_and_files_lie_below_their_environment() {
    let (one, other) = (bundles(&fleet()), bundles(&fleet()));
    assert_eq!(one, other);
    for bundle in &one {
        let folder = format!("{}/", bundle.environment);
        for (path, text) in &bundle.files {
            assert!(path.as_str().starts_with(&folder), "{path}");
            assert!(
                text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\r'),
                "{path}"
            );
        }
    }
}

#[test]
fn the_list_of_resources_is_sorted_and_complete() {
    for bundle in bundles(&fleet()) {
        let folder = bundle.environment.to_string();
        let list: Json =
            serde_saphyr::from_str(text(&bundle, &format!("{folder}/kustomization.yaml"))).unwrap();
        let listed: Vec<&str> = list["resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|path| path.as_str().unwrap())
            .collect();
        assert!(listed.is_sorted());
        let files: BTreeSet<String> = bundle
            .files
            .keys()
            .map(|path| path.as_str()[folder.len() + 1..].to_owned())
            .collect();
        let listed: BTreeSet<String> = listed
            .into_iter()
            .map(str::to_owned)
            .chain(["kustomization.yaml".to_owned()])
            .collect();
        assert_eq!(files, listed);
    }
}

#[test]
fn an_object_reads_from_what_it_is_to_what_it_does() {
    let bundle = bundle(&saas("acme"), Production).unwrap();
    let expected = "\
apiVersion: v1
kind: Service
metadata:
  name: meshfed
  namespace: meshstack-acme-production
  labels:
    app.kubernetes.io/component: meshfed
    app.kubernetes.io/instance: meshstack-acme-production
    app.kubernetes.io/managed-by: meshc
    app.kubernetes.io/name: meshstack
    app.kubernetes.io/part-of: meshstack
spec:
  ports:
  - name: http
    port: 8080
    protocol: TCP
    targetPort: http
  - name: metrics
    port: 8081
    protocol: TCP
    targetPort: metrics
  selector:
    app.kubernetes.io/component: meshfed
    app.kubernetes.io/instance: meshstack-acme-production
    app.kubernetes.io/name: meshstack
";
    assert_eq!(
        text(&bundle, "acme/production/30-workload/service-meshfed.yaml"),
        expected
    );
}

#[test]
fn a_release_changes_the_product_and_nothing_else() {
    let (before, after) = (
        bundle_at(&globex(), Production, "2025.54.0").unwrap(),
        bundle_at(&globex(), Production, "2025.55.0").unwrap(),
    );
    let changed: Vec<&str> = after
        .files
        .iter()
        .filter(|(path, text)| before.files.get(*path) != Some(*text))
        .map(|(path, _)| path.file_name().unwrap())
        .collect();
    let product = [
        "kraken-api",
        "kraken-worker",
        "meshfed",
        "panel",
        "replicator",
        "sonar",
    ];
    assert_eq!(changed, product.map(|name| format!("deployment-{name}.yaml")));
    let meshfed = object(&after, "Deployment", "meshfed");
    let image = &meshfed["spec"]["template"]["spec"]["containers"][0]["image"];
    assert_eq!(image, "registry.globex.example/mesh/meshfed:2025.55.0");
}

#[test]
fn a_setting_reaches_its_component_and_rolls_it_out() {
    let mut changed = globex();
    changed["settings"]["meshfed"]["mail"]["port"] = json!(465);
    let (before, after) = (
        bundle(&globex(), Production).unwrap(),
        bundle(&changed, Production).unwrap(),
    );
    let config = |bundle| starting(bundle, "ConfigMap", "meshfed-config-");
    let (old, new) = (config(&before), config(&after));
    assert_ne!(old["metadata"]["name"], new["metadata"]["name"]);
    assert_eq!(new["immutable"], true);
    let deployment = object(&after, "Deployment", "meshfed");
    let volume = &deployment["spec"]["template"]["spec"]["volumes"][0];
    assert_eq!(volume["configMap"]["name"], new["metadata"]["name"]);
    let file: Json = serde_saphyr::from_str(new["data"]["application.yaml"].as_str().unwrap()).unwrap();
    let mail = json!({
        "enabled": true, "username": "mesh", "host": "smtp.globex.example", "port": 465,
        "sender": { "address": "mesh@globex.example" },
        "smtp": { "ssl": { "enable": false }, "starttls": { "enable": true }, "auth": true },
    });
    assert_eq!(file["mesh"]["meshfed"]["mail"], mail);
    assert_eq!(file["meshfed"]["web"]["register"]["requirePayment"], true);
    let policy = object(&after, "NetworkPolicy", "egress-smtp");
    assert_eq!(policy["spec"]["egress"][0]["ports"][0]["port"], 465);
}

#[test]
fn keys_with_values_become_a_map_and_an_alternative_what_it_carries() {
    let bundle = bundle(&globex(), Production).unwrap();
    let config = starting(&bundle, "ConfigMap", "replicator-config-");
    let file: Json = serde_saphyr::from_str(config["data"]["application.yaml"].as_str().unwrap()).unwrap();
    let platforms = &file["mesh"]["platforms"];
    assert_eq!(platforms[0]["permissionReplication"], "MeshIdb");
    let entra = &platforms[1]["permissionReplication"];
    assert_eq!(entra["roleMappings"], json!({ "admin": { "alias": "adm" } }));
    let placeholder = "${secret.platforms.1.permissionReplication.servicePrincipal.clientSecret}";
    assert_eq!(entra["servicePrincipal"]["clientSecret"], placeholder);
}

#[test]
fn every_secret_of_the_instance_is_fetched_and_mounted_under_the_name_that_its_placeholder_says() {
    let bundle = bundle(&globex(), Production).unwrap();
    let keys: Vec<(String, String, String)> = objects(&bundle)
        .iter()
        .filter(|object| object["kind"] == "ExternalSecret")
        .flat_map(|object| {
            let group = object["metadata"]["name"].as_str().unwrap().to_owned();
            assert_eq!(
                object["spec"]["secretStoreRef"],
                json!({ "kind": "SecretStore", "name": "vault" })
            );
            let data = object["spec"]["data"].as_array().unwrap().clone();
            data.into_iter().map(move |datum| {
                let text = |value: &Json| value.as_str().unwrap().to_owned();
                (
                    group.clone(),
                    text(&datum["secretKey"]),
                    text(&datum["remoteRef"]["key"]),
                )
            })
        })
        .collect();
    let lookup = "secret.identity-lookup.provider.azure.client-secret";
    let osb = "secret.platforms.1.permissionReplication.servicePrincipal.clientSecret";
    for (group, key, reference) in [
        ("artifact-store", ".dockerconfigjson", "globex_store"),
        ("certificate", "tls.crt", "globex_certificate"),
        ("certificate", "tls.key", "globex_certificate"),
        (
            "meshfed",
            "mesh.meshfed.mail.password",
            "globex_production_smtp_password",
        ),
        ("meshfed", lookup, "globex_lookup"),
        ("meshfed", "secret.soc.token", "globex_soc"),
        ("replicator", osb, "OSB_SECRET"),
    ] {
        let row = (group.to_owned(), key.to_owned(), reference.to_owned());
        assert!(keys.contains(&row), "{row:?} in {keys:#?}");
    }
    // Each environment has its own certificate and never the other's.
    assert!(!keys.iter().any(|(_, _, reference)| reference.contains("staging")));
    let staging = bundle_of_staging();
    let certificate = object(&staging, "ExternalSecret", "certificate");
    assert_eq!(
        certificate["spec"]["data"][0]["remoteRef"]["key"],
        "staging.globex_certificate"
    );
}

fn bundle_of_staging() -> Bundle {
    bundle(&globex(), Staging).unwrap()
}

#[test]
fn another_reference_rolls_out_whoever_uses_it() {
    let mut changed = globex();
    changed["plan"]["OnPrem"]["soc"]["token"]["fromTerraform"] = json!("another");
    let (before, after) = (
        bundle(&globex(), Production).unwrap(),
        bundle(&changed, Production).unwrap(),
    );
    let differs = |name| object(&before, "Deployment", name) != object(&after, "Deployment", name);
    assert!(differs("meshfed"));
    assert!(!differs("replicator"));
}

#[test]
fn a_literal_in_the_place_of_a_secret_is_refused_and_never_shown() {
    for secret in [
        json!({ "Raw": "hunter2" }),
        json!({ "fromTerraform": "hunter2 = pa$$word" }),
    ] {
        let mut instance = globex();
        instance["plan"]["OnPrem"]["soc"]["token"] = secret;
        let error = bundle(&instance, Production).unwrap_err();
        assert!(
            matches!(&error, RenderError::Secret { path, .. } if path == "plan.soc.token"),
            "{error}"
        );
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[test]
fn what_an_api_server_would_refuse_is_refused_with_its_place() {
    type Change = fn(&mut Json);
    let rows: [(Change, &str); 5] = [
        (
            |i| i["settings"]["meshfed"]["mail"]["port"] = json!(99999),
            "`99999` is no port",
        ),
        (
            |i| i["settings"]["meshfed"]["mail"]["port"] = json!(0),
            "`0` is no port",
        ),
        (
            |i| i["plan"]["OnPrem"]["production"]["hosts"]["api"] = json!("Bad_Host"),
            "`Bad_Host` is no host",
        ),
        (
            |i| i["plan"]["OnPrem"]["soc"]["endpoint"] = json!("https://x:none"),
            "`0` is no port",
        ),
        (|i| i["id"] = json!("../other"), "`../other` is no name"),
    ];
    for (change, expected) in rows {
        let mut instance = globex();
        change(&mut instance);
        let error = bundle(&instance, Production).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_text_that_no_config_map_can_hold_is_refused() {
    let mut instance = globex();
    instance["settings"]["meshfed"]["mail"]["username"] = json!("a\0b");
    let error = bundle(&instance, Production).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`mesh.meshfed.mail.username` holds the character U+0000"),
        "{error}"
    );
}

#[test]
fn size_decides_replicas_and_only_replicas_have_budgets() {
    for (size, expected) in [("Small", 1), ("Medium", 2), ("Large", 3)] {
        let bundle = bundle(
            &on_prem("globex", json!({ "OnPremise": { "location": "Bonn" } }), size),
            Production,
        )
        .unwrap();
        let replicas = |kind, name| object(&bundle, kind, name)["spec"]["replicas"].clone();
        assert_eq!(replicas("Deployment", "meshfed"), expected);
        assert_eq!(replicas("Deployment", "replicator"), 1);
        assert_eq!(replicas("StatefulSet", "db"), 1);
        let budgets: Vec<Json> = objects(&bundle)
            .into_iter()
            .filter(|object| object["kind"] == "PodDisruptionBudget")
            .collect();
        assert_eq!(budgets.len(), if expected > 1 { 4 } else { 0 });
    }
}

#[test]
fn every_pod_is_as_restricted_as_its_namespace_demands() {
    for bundle in bundles(&fleet()) {
        for object in objects(&bundle) {
            let pod = &object["spec"]["template"]["spec"];
            if pod.is_null() || object["kind"] == "ExternalSecret" {
                continue;
            }
            assert_eq!(pod["automountServiceAccountToken"], false);
            assert_eq!(pod["securityContext"]["runAsNonRoot"], true);
            assert_ne!(pod["securityContext"]["runAsUser"], 0);
            assert_eq!(pod["securityContext"]["seccompProfile"]["type"], "RuntimeDefault");
            let container = &pod["containers"][0]["securityContext"];
            assert_eq!(container["allowPrivilegeEscalation"], false);
            assert_eq!(container["readOnlyRootFilesystem"], true);
            assert_eq!(container["capabilities"], json!({ "drop": ["ALL"] }));
        }
    }
}

#[test]
fn what_the_operator_has_to_keep_to_is_written_down() {
    let bundle = bundle(&globex(), Production).unwrap();
    let data = object(&bundle, "ConfigMap", "operations")["data"].clone();
    assert_eq!(data["backup.every-hours"], "12");
    assert_eq!(data["backup.request"], "REQ-1");
    assert_eq!(data["log-retention.events-months"], "12");
    assert_eq!(data["monitoring-access"], "group:sre (REQ-2)\n");
}
