//! A fleet as if every environment ran one release.

use super::Loaded;
use super::load::{judged, read};
use super::reach::Reach;
use crate::model::Date;
use crate::release::{Catalog, Version};
use crate::repository::Snapshot;
use crate::rules::nearest_release;
use crate::source::Sources;

/// The catalog does not have the release.
#[derive(Debug, thiserror::Error)]
#[error("the catalog has no release `{release}`{}", nearest.as_ref().map(|nearest| format!(", perhaps `{nearest}` was meant")).unwrap_or_default())]
pub struct UnknownRelease {
    release: Version,
    nearest: Option<Version>,
}

/// Like [`load`](super::load), judged as if every environment of every instance ran `release`.
///
/// Where the catalog cannot be read, the release is taken as it is: the findings say so anyway.
pub fn load_as_if(
    snapshot: &dyn Snapshot,
    sources: &Sources,
    (as_of, release): (Option<Date>, &Version),
    reach: &Reach,
) -> Result<Loaded, UnknownRelease> {
    let mut found = read(snapshot, sources, reach);
    if let Some(catalog) = &found.catalog
        && catalog.release(release).is_none()
    {
        return Err(unknown(catalog, release, as_of));
    }
    for declared in found.fleet.instances.values_mut() {
        declared.assume(&release.to_string());
    }
    let mut loaded = judged(found, (snapshot, reach), sources, (as_of, Some(release)));
    loaded.snapshot += &format!(" as if every environment ran {release}");
    Ok(loaded)
}

fn unknown(catalog: &Catalog, release: &Version, as_of: Option<Date>) -> UnknownRelease {
    let day = as_of.or_else(|| catalog.last_day());
    let nearest = day
        .and_then(|day| nearest_release(catalog, release, day))
        .cloned();
    UnknownRelease {
        release: release.clone(),
        nearest,
    }
}
