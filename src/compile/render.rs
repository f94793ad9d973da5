//! From a fleet to the files of its environments.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Loaded, Selection};
use crate::change::{self, Digest, Side};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{EnvironmentAddress, EnvironmentView};
use crate::release::Version;
use crate::render::{self, Bundle, Target};

/// What environments come to, by address.
pub(super) type Digests = BTreeMap<EnvironmentAddress, Digest>;

/// An environment cannot be rendered.
pub(super) const UNRENDERABLE: Code = Code("render/environment");

/// The environments that were asked for, rendered.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The files of each, in the order of the addresses.
    pub bundles: Vec<Bundle>,
    /// How many environments were asked for.
    pub selected: usize,
    /// Why some have no bundle.
    pub findings: Vec<Diagnostic>,
}

/// Renders the selected environments of a fleet.
pub fn render(loaded: &Loaded, selection: &Selection) -> Rendered {
    let wanted = |address: &EnvironmentAddress| selection.contains(address);
    render_those(loaded, &deployed(loaded, wanted))
}

/// The digest of what the files of each environment that is `wanted` are made from; none without a day.
pub(super) fn deployed(loaded: &Loaded, wanted: impl Fn(&EnvironmentAddress) -> bool) -> Digests {
    let Some(as_of) = loaded.as_of else {
        return Digests::new();
    };
    let side = Side {
        fleet: &loaded.fleet,
        catalog: loaded.catalog.as_ref(),
        as_of,
    };
    change::digests(&side, wanted)
}

/// Renders the environments whose digests are given.
pub(super) fn render_those(loaded: &Loaded, digests: &Digests) -> Rendered {
    let selected: Vec<EnvironmentView<'_>> = loaded
        .fleet
        .environments()
        .filter(|environment| digests.contains_key(&environment.address))
        .collect();
    let bundle = |environment: &EnvironmentView<'_>| {
        let release = release(loaded, environment)?;
        let digest = digests
            .get(&environment.address)
            .map(ToString::to_string)
            .unwrap_or_default();
        let target = Target {
            environment: environment.clone(),
            release: &release,
            digest: &digest,
        };
        render::render(&target).map_err(|error| refused(environment, &error.to_string()))
    };
    let results: Vec<Result<Bundle, Diagnostic>> = selected.par_iter().map(bundle).collect();
    let mut rendered = Rendered {
        selected: selected.len(),
        ..Rendered::default()
    };
    for result in results {
        match result {
            Ok(bundle) => rendered.bundles.push(bundle),
            Err(finding) => rendered.findings.push(finding),
        }
    }
    rendered
}

/// The release that an environment runs: the one written down, or under SaaS the newest as of the day.
fn release(loaded: &Loaded, environment: &EnvironmentView<'_>) -> Result<Version, Diagnostic> {
    let newest = || {
        let catalog = loaded.catalog.as_ref()?;
        catalog.newest(loaded.as_of?).map(|(version, _)| version.clone())
    };
    match environment.release() {
        Some(text) => text
            .parse()
            .map_err(|error| refused(environment, &format!("`{text}` is no release: {error}"))),
        None => newest().ok_or_else(|| refused(environment, "the catalog has no release that it could run")),
    }
}

fn refused(environment: &EnvironmentView<'_>, why: &str) -> Diagnostic {
    let finding = Diagnostic::error(UNRENDERABLE, format!("no files can be made: {why}"));
    let finding = finding.address(environment.address.to_string());
    match environment.declared.origin(&environment.path()) {
        Some(origin) => finding.at(origin, ""),
        None => finding,
    }
}
