//! The JSON of the answer against the published schema.

use std::fs;
use std::path::Path;

use super::GateReport;

#[test]
fn the_published_schema_is_that_of_the_report() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/gate.v1.json");
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(GateReport)).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    let published = fs::read_to_string(&path).unwrap();
    assert!(
        published == schema,
        "schemas/gate.v1.json is not that of the program"
    );
}
