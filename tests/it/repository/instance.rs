//! The instances of a snapshot, and files that miss being one.

use meshc::repository::instances;

use super::{history, open};

#[test]
fn instances_are_found_and_near_misses_are_told() {
    let (_parent, history) = history();
    let files = [
        "instances/zeta/instance.dhall",
        "instances/acme/instance.dhall",
        "instances/acme/extra.dhall",
        "instances/acme/old/instance.dhall",
        "instances/README.md",
        "instances/loose.dhall",
        "instances/empty/notes.md",
        "instances/sunken/sub/Instance.dhall",
        "instances/cased/Instance.dhall",
        "instances/typo/instance.dhal",
        "instances/named/named.dhall",
        "instances/yaml/instance.yaml",
        "instances/json/json.JSON",
        "instances/values/hosts.yaml",
        "Instances/globex/instance.dhall",
        "templates/instance.dhall",
    ];
    history.commit("One", &files.map(|file| (file, "")));
    let tree = open(&history).revision("HEAD").unwrap();
    let result = instances(&tree);
    let found: Vec<_> = result
        .found
        .iter()
        .map(|instance| (instance.id.as_str(), instance.path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("acme", "instances/acme/instance.dhall"),
            ("zeta", "instances/zeta/instance.dhall")
        ]
    );
    let mut told: Vec<_> = result
        .diagnostics
        .iter()
        .map(|it| format!("{}: {}", it.severity.as_str(), it.message))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "error: `Instances/globex/instance.dhall` is not read: the folder of the instances is `instances`, not `Instances`",
            "error: `instances/acme/old/instance.dhall` is not read: it lies too deep",
            "error: `instances/cased/Instance.dhall` is not read: the file of an instance is called `instance.dhall`",
            "error: `instances/json/json.JSON` is not read: it is JSON, and an instance is written in Dhall",
            "error: `instances/named/named.dhall` is not read: the file of an instance is called `instance.dhall`",
            "error: `instances/typo/instance.dhal` is not read: the file of an instance is called `instance.dhall`",
            "error: `instances/yaml/instance.yaml` is not read: it is YAML, and an instance is written in Dhall",
            "warning: `instances/empty` holds no `instance.dhall`, so it describes no instance",
            "warning: `instances/loose.dhall` is not an instance: an instance is a folder with `instance.dhall` in it",
            "warning: `instances/sunken` holds no `instance.dhall`, so it describes no instance",
            "warning: `instances/values` holds no `instance.dhall`, so it describes no instance",
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_linked_instance_is_told_and_a_linked_file_is_one() {
    let (_parent, history) = history();
    history.commit(
        "One",
        &[("instances/acme/instance.dhall", "{=}"), ("lib/x.dhall", "1")],
    );
    history
        .link("instances/twin", "acme")
        .link("instances/lib", "../lib")
        .link("instances/file/instance.dhall", "../acme/instance.dhall");
    let result = instances(&open(&history).worktree().unwrap());
    let found: Vec<_> = result.found.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(found, ["acme", "file"]);
    let told: Vec<_> = result.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        told,
        ["`instances/twin` is not read: it is a symbolic link to a folder"]
    );
}
