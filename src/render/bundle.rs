//! The files of one environment.

use std::collections::BTreeMap;

use super::kubernetes::{FIRST_FIELDS, Manifest, kustomization};
use super::{RenderError, Target};
use crate::model::EnvironmentAddress;
use crate::source::RepoPath;
use crate::yaml;

/// The files of one environment, all below `INSTANCE/ENVIRONMENT/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The environment.
    pub environment: EnvironmentAddress,
    /// The release that it runs.
    pub release: String,
    /// The digest of its model.
    pub digest: String,
    /// The text of each file, by its path below the folder that everything is rendered to.
    pub files: BTreeMap<RepoPath, String>,
}

impl Bundle {
    /// Writes every object into a file of its own, and the list of them.
    pub(super) fn new(target: &Target<'_>, manifests: &[Manifest]) -> Result<Self, RenderError> {
        let environment = &target.environment;
        let unwritable = |error| RenderError::unwritable(environment, error);
        let mut texts = BTreeMap::new();
        for manifest in manifests {
            let text = yaml::document(&manifest.value, &FIRST_FIELDS).map_err(unwritable)?;
            texts.insert(file_name(manifest), text);
        }
        let names: Vec<String> = texts.keys().cloned().collect();
        let list = yaml::document(&kustomization(&names), &FIRST_FIELDS).map_err(unwritable)?;
        texts.insert("kustomization.yaml".to_owned(), list);
        let folder = folder(&environment.address);
        let files = texts.into_iter().map(|(name, text)| {
            let path = folder
                .join(&name)
                .expect("names of objects hold no `..`, the invariants see to it");
            (path, text)
        });
        Ok(Self {
            environment: environment.address.clone(),
            release: target.release.to_string(),
            digest: target.digest.to_owned(),
            files: files.collect(),
        })
    }
}

/// Where the files of an environment are.
pub(super) fn folder(environment: &EnvironmentAddress) -> RepoPath {
    let path = format!("{}/{}", environment.instance, environment.kind);
    RepoPath::parse(&path).unwrap_or_default()
}

/// `<folder>/<kind>-<name>.yaml`, lower case.
fn file_name(manifest: &Manifest) -> String {
    let text = |pointer| {
        manifest
            .value
            .pointer(pointer)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
    };
    let kind = text("/kind").to_ascii_lowercase();
    format!("{}/{kind}-{}.yaml", manifest.folder, text("/metadata/name"))
}
