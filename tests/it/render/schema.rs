//! Custom resources against the schemas of their own definitions.

use std::path::Path;

use serde_json::Value as Json;

use super::fleet::{bundles, did_not_run, fleet, objects};

/// The schema of a served version in a definition of custom resources; `None` where there is no such file.
fn schema(file: &str, version: &str) -> Option<Json> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["../shared", "../../shared"].map(|shared| root.join(shared).join("data/crds"));
    let text = folders
        .iter()
        .find_map(|folder| std::fs::read_to_string(folder.join(file)).ok())?;
    let definition: Json = serde_saphyr::from_str(&text).unwrap();
    let versions = definition["spec"]["versions"].as_array().unwrap();
    let version = versions.iter().find(|entry| entry["name"] == version).unwrap();
    assert_eq!(version["served"], true);
    let mut schema = version["schema"]["openAPIV3Schema"].clone();
    close(&mut schema);
    Some(schema)
}

/// An API server drops or refuses fields that a schema does not list; so does this.
fn close(schema: &mut Json) {
    match schema {
        Json::Object(fields) => {
            let is_closed = fields.contains_key("properties")
                && !fields.contains_key("additionalProperties")
                && !fields.contains_key("x-kubernetes-preserve-unknown-fields");
            fields.values_mut().for_each(close);
            if is_closed && fields.get("type").is_some_and(|kind| kind == "object") {
                fields.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Json::Array(elements) => elements.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn external_secrets_fit_their_definition() {
    let Some(schema) = schema("eso-externalsecrets.yaml", "v1") else {
        did_not_run("there is no definition of external secrets");
        return;
    };
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut count = 0;
    for bundle in bundles(&fleet()) {
        for object in objects(&bundle)
            .iter()
            .filter(|object| object["kind"] == "ExternalSecret")
        {
            assert_eq!(object["apiVersion"], "external-secrets.io/v1");
            let mut bare = object.clone();
            // The schema leaves metadata to the API server.
            bare["metadata"] = serde_json::json!({});
            let errors: Vec<String> = validator
                .iter_errors(&bare)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{object:#}");
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
    let mut wrong = serde_json::json!({ "apiVersion": "x", "kind": "ExternalSecret", "metadata": {}, "spec": { "refreshIntervall": "1h" } });
    assert!(!validator.is_valid(&wrong));
    wrong["spec"] = serde_json::json!({});
    assert!(validator.is_valid(&wrong));
}
