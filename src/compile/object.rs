//! What becomes of the deployed objects, read from the rendered files.

use std::collections::BTreeMap;

use serde_json::Value;

use super::disruption::{interruption, unguarded};
use crate::change::{Action, Loss, Lost};
use crate::model::EnvironmentAddress;
use crate::report::plan::{FileChange, Interruption, ObjectChange};

/// The kinds that run something: a change of their template restarts it.
const WORKLOADS: [&str; 2] = ["Deployment", "StatefulSet"];

/// The objects in files that differ, in the order of the files. A file holds one object. `stays` says whether an
/// environment is there on both sides.
pub(super) fn objects(
    files: &[FileChange],
    stays: impl Fn(&EnvironmentAddress) -> bool,
) -> (Vec<ObjectChange>, Vec<Lost>) {
    let (mut objects, mut losses) = (Vec::new(), Vec::new());
    for object in files.iter().filter_map(Object::of) {
        let stays = stays(&object.environment);
        if stays {
            losses.extend(object.losses());
        }
        objects.push(object.change(stays));
    }
    (objects, losses)
}

/// An object before and after.
struct Object {
    environment: EnvironmentAddress,
    kind: String,
    name: String,
    before: Option<Value>,
    after: Option<Value>,
}

impl Object {
    fn of(file: &FileChange) -> Option<Self> {
        let read = |text: &Option<String>| serde_saphyr::from_str::<Value>(text.as_deref()?).ok();
        let (before, after) = (read(&file.before), read(&file.after));
        let one = after.as_ref().or(before.as_ref())?;
        Some(Self {
            environment: environment(&file.path)?,
            kind: one["kind"].as_str()?.to_owned(),
            name: one["metadata"]["name"].as_str()?.to_owned(),
            before,
            after,
        })
    }

    /// What happens to it; of an environment that comes or goes nobody is interrupted in particular.
    fn change(self, stays: bool) -> ObjectChange {
        let action = match (&self.before, &self.after) {
            (None, _) => Action::Create,
            (Some(_), Some(_)) => Action::Update,
            (Some(_), None) => Action::Delete,
        };
        let runs = WORKLOADS.contains(&self.kind.as_str());
        let template = |side: &Option<Value>| side.as_ref().map(|object| object["spec"]["template"].clone());
        let restarts = runs && action == Action::Update && template(&self.before) != template(&self.after);
        let interruption = stays.then(|| self.interruption(runs, restarts)).flatten();
        ObjectChange {
            environment: self.environment,
            action,
            kind: self.kind,
            name: self.name,
            restarts,
            interruption,
        }
    }

    fn interruption(&self, runs: bool, restarts: bool) -> Option<Interruption> {
        match (&self.before, &self.after) {
            (Some(_), None) if runs => Some(Interruption::Removed),
            (Some(before), Some(after)) if runs => interruption(&self.kind, [before, after], restarts),
            (Some(before), after) if self.kind == "PodDisruptionBudget" => {
                unguarded(before, after.as_ref()).then_some(Interruption::Unguarded)
            }
            _ => None,
        }
    }

    /// What may be lost with the volumes that it claims.
    fn losses(&self) -> Vec<Lost> {
        let [before, after] = [&self.before, &self.after].map(|side| side.as_ref().map(claims));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let lost = |name: &str, loss| Lost {
            address: self.environment.clone(),
            subject: format!("{} {}, volume `{name}`", self.kind, self.name),
            loss,
        };
        let one = |(name, claim): (&String, &Claim)| match after.get(name) {
            None if self.after.is_none() => Some(lost(name, Loss::VolumeRemoved)),
            None => Some(lost(name, Loss::VolumeRenamed)),
            Some(now) if now.class != claim.class => Some(lost(name, Loss::StorageClassChanged)),
            Some(now) if now.bytes < claim.bytes => Some(lost(name, Loss::VolumeShrunk)),
            Some(_) => None,
        };
        before.iter().filter_map(one).collect()
    }
}

/// What is claimed of the storage of a cluster.
struct Claim {
    class: Option<String>,
    bytes: u128,
}

/// The claims of an object by name: of a stateful set for each replica, or the object itself.
fn claims(object: &Value) -> BTreeMap<String, Claim> {
    let claim = |claim: &Value| {
        let name = claim["metadata"]["name"].as_str()?.to_owned();
        let spec = &claim["spec"];
        let request = spec["resources"]["requests"]["storage"].as_str();
        let class = spec["storageClassName"].as_str().map(str::to_owned);
        let bytes = request.and_then(bytes).unwrap_or(0);
        Some((name, Claim { class, bytes }))
    };
    match object["kind"].as_str() {
        Some("PersistentVolumeClaim") => claim(object).into_iter().collect(),
        Some("StatefulSet") => {
            let templates = object["spec"]["volumeClaimTemplates"].as_array();
            templates.into_iter().flatten().filter_map(claim).collect()
        }
        _ => BTreeMap::new(),
    }
}

/// A quantity of storage, such as `50Gi`.
fn bytes(quantity: &str) -> Option<u128> {
    const UNITS: [(&str, u32, u32); 10] = [
        ("Ki", 2, 10),
        ("Mi", 2, 20),
        ("Gi", 2, 30),
        ("Ti", 2, 40),
        ("Pi", 2, 50),
        ("k", 10, 3),
        ("M", 10, 6),
        ("G", 10, 9),
        ("T", 10, 12),
        ("P", 10, 15),
    ];
    let found = UNITS
        .iter()
        .find_map(|(unit, base, power)| Some((quantity.strip_suffix(unit)?, u128::from(*base).pow(*power))));
    let (number, unit) = found.unwrap_or((quantity, 1));
    number.parse::<u128>().ok()?.checked_mul(unit)
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

    fn changed(before: Option<&str>, after: Option<&str>) -> (ObjectChange, Vec<Loss>) {
        let (mut changes, losses) = objects(&[file(before, after)], |_| true);
        assert_eq!(changes.len(), 1);
        let losses = losses.into_iter().map(|lost| lost.loss);
        (changes.remove(0), losses.collect())
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
            let (change, _) = changed(Some(&before), Some(&after));
            assert_eq!(
                (change.action, change.restarts),
                (Action::Update, restarts),
                "{old_image}"
            );
            assert_eq!(change.environment.to_string(), "acme/staging");
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
            let (change, losses) = changed(before, after);
            assert_eq!((change.action, change.interruption), (action, None));
            assert!(losses.is_empty());
        }
    }

    fn store(name: &str, size: &str, class: &str) -> String {
        format!(
            "kind: StatefulSet\nmetadata:\n  name: db\nspec:\n  volumeClaimTemplates:\n  - metadata:\n      name: {name}\n    \
             spec:\n      storageClassName: {class}\n      resources:\n        requests:\n          storage: {size}\n"
        )
    }

    #[test]
    fn a_volume_is_lost_if_it_goes_shrinks_or_gets_another_name_or_class() {
        let before = store("data", "50Gi", "fast");
        let rows = [
            (Some(store("data", "50Gi", "fast")), None),
            (Some(store("data", "60Gi", "fast")), None),
            (Some(store("data", "51200Mi", "fast")), None),
            (Some(store("data", "50G", "fast")), Some(Loss::VolumeShrunk)),
            (Some(store("data", "20Gi", "fast")), Some(Loss::VolumeShrunk)),
            (Some(store("files", "50Gi", "fast")), Some(Loss::VolumeRenamed)),
            (
                Some(store("data", "50Gi", "slow")),
                Some(Loss::StorageClassChanged),
            ),
            (None, Some(Loss::VolumeRemoved)),
        ];
        for (after, expected) in rows {
            let (_, losses) = changed(Some(&before), after.as_deref());
            assert_eq!(losses, Vec::from_iter(expected), "{after:?}");
        }
    }

    #[test]
    fn of_an_environment_that_goes_no_object_is_told_to_be_interrupted_or_lost() {
        let files = [file(Some(&store("data", "50Gi", "fast")), None)];
        let (changes, losses) = objects(&files, |_| false);
        assert_eq!((changes[0].interruption, losses), (None, Vec::new()));
        let (changes, losses) = objects(&files, |_| true);
        assert_eq!(
            (changes[0].interruption, losses.len()),
            (Some(Interruption::Removed), 1)
        );
    }
}
