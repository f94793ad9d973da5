//! The releases that the settings of an instance are judged by, as far as they are known.

use crate::model::{Declared, EnvironmentView, Plan};
use crate::release::Version;
use crate::rules::Context;

/// Each environment with its release; under plan SaaS the newest one, or what its last window brought if the
/// repository says so, or the one that is assumed.
pub(super) fn running<'a>(
    context: &Context<'a>,
    declared: &'a Declared,
) -> Vec<(EnvironmentView<'a>, Version)> {
    let running = declared.environments().into_iter().filter_map(|environment| {
        let version = match environment.release() {
            Some(text) => text.parse().ok(),
            None => counted(context, declared),
        };
        Some((environment, version?))
    });
    running.collect()
}

/// The release of plan SaaS.
fn counted(context: &Context<'_>, declared: &Declared) -> Option<Version> {
    if let Some(assumed) = context.assumed {
        return Some(assumed.clone());
    }
    let Plan::SaaS(plan) = &declared.instance.plan else {
        return None;
    };
    context.clock()?.counted(plan.window).cloned()
}
