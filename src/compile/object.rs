//! What becomes of the deployed objects, read from the rendered files.

use serde_json::Value;

use crate::change::Action;
use crate::model::EnvironmentAddress;
use crate::report::plan::{FileChange, ObjectChange};

/// The kinds that run something: a change of their template restarts it.
const WORKLOADS: [&str; 2] = ["Deployment", "StatefulSet"];

/// The objects in files that differ, in the order of the files. A file holds one object.
pub(super) fn objects(files: &[FileChange]) -> Vec<ObjectChange> {
    files.iter().filter_map(object).collect()
}

fn object(file: &FileChange) -> Option<ObjectChange> {
    let read = |text: &Option<String>| serde_saphyr::from_str::<Value>(text.as_deref()?).ok();
    let (before, after) = (read(&file.before), read(&file.after));
    let action = match (&before, &after) {
        (None, None) => return None,
        (None, Some(_)) => Action::Create,
        (Some(_), Some(_)) => Action::Update,
        (Some(_), None) => Action::Delete,
    };
    let one = after.as_ref().or(before.as_ref())?;
    let kind = one["kind"].as_str()?.to_owned();
    let name = one["metadata"]["name"].as_str()?.to_owned();
    let template = |side: &Option<Value>| side.as_ref().map(|object| object["spec"]["template"].clone());
    let restarts = action == Action::Update
        && WORKLOADS.contains(&kind.as_str())
        && template(&before) != template(&after);
    Some(ObjectChange {
        environment: environment(&file.path)?,
        action,
        kind,
        name,
        restarts,
    })
}

/// The environment whose folder a file lies in.
fn environment(path: &str) -> Option<EnvironmentAddress> {
    let (instance, rest) = path.split_once('/')?;
    let (kind, _) = rest.split_once('/')?;
    Some(EnvironmentAddress {
        instance: instance.to_owned(),
        kind: kind.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(before: Option<&str>, after: Option<&str>) -> FileChange {
        let path = "acme/staging/30-workloads/deployment-panel.yaml".to_owned();
        FileChange {
            path,
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn a_workload_restarts_if_its_template_changes_and_not_if_only_its_replicas_do() {
        let deployment = |replicas: u8, image: &str| {
            format!(
                "kind: Deployment\nmetadata:\n  name: panel\nspec:\n  replicas: {replicas}\n  template:\n    image: {image}\n"
            )
        };
        let rows = [((1, "a"), (1, "b"), true), ((1, "a"), (2, "a"), false)];
        for ((old_replicas, old_image), (new_replicas, new_image), restarts) in rows {
            let before = deployment(old_replicas, old_image);
            let after = deployment(new_replicas, new_image);
            let changes = objects(&[file(Some(&before), Some(&after))]);
            assert_eq!(changes.len(), 1);
            assert_eq!(
                (changes[0].action, changes[0].restarts),
                (Action::Update, restarts),
                "{old_image}"
            );
            assert_eq!(changes[0].environment.to_string(), "acme/staging");
        }
    }

    #[test]
    fn objects_come_and_go_with_their_files() {
        let text = "kind: Service\nmetadata:\n  name: panel\n";
        let actions = [
            (None, Some(text), Action::Create),
            (Some(text), None, Action::Delete),
        ];
        for (before, after, action) in actions {
            assert_eq!(objects(&[file(before, after)])[0].action, action);
        }
    }
}
