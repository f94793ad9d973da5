//! The releases that the environments of an instance run, as far as they are known.

use crate::model::{Declared, EnvironmentView};
use crate::release::Version;
use crate::rules::Context;

/// Each environment with its release; under plan SaaS, that is the newest one, or
/// the one that is assumed.
pub(super) fn running<'a>(
    context: &Context<'a>,
    declared: &'a Declared,
) -> Vec<(EnvironmentView<'a>, Version)> {
    let newest = context.catalog.and_then(|catalog| catalog.newest(context.as_of));
    let newest = context.assumed.or(newest.map(|(version, _)| version));
    let running = declared.environments().into_iter().filter_map(|environment| {
        let version = match environment.release() {
            Some(text) => text.parse().ok(),
            None => newest.cloned(),
        };
        Some((environment, version?))
    });
    running.collect()
}
