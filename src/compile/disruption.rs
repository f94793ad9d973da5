//! Whether a workload stays up while it changes, by its replicas, its strategy and its disruption budget.

use serde_json::Value;

use crate::report::plan::Interruption;

/// What a cluster takes for a share of replicas that is not said.
const SHARE: &str = "25%";

/// Why a deployment or stateful set that stays is away for a while; `None` if something always answers.
pub(super) fn interruption(kind: &str, [before, after]: [&Value; 2], restarts: bool) -> Option<Interruption> {
    let (old, new) = (replicas(before), replicas(after));
    if old == 0 {
        return None;
    }
    if fixed(kind)
        .iter()
        .any(|place| before.pointer(place) != after.pointer(place))
    {
        return Some(Interruption::MadeAnew);
    }
    if new == 0 {
        return Some(Interruption::ScaledToNone);
    }
    if !restarts {
        return None;
    }
    let strategy = if kind == "StatefulSet" {
        "updateStrategy"
    } else {
        "strategy"
    };
    let strategy = &after["spec"][strategy];
    match strategy["type"].as_str() {
        Some("Recreate") => Some(Interruption::Recreated),
        // Nothing restarts before somebody deletes the pods.
        Some("OnDelete") => None,
        // A second one may come first, but who is on the old one is cut off.
        _ if old.min(new) == 1 => Some(Interruption::SingleReplica),
        _ => {
            let unsaid = if kind == "StatefulSet" { "1" } else { SHARE };
            let away = number(&strategy["rollingUpdate"]["maxUnavailable"], unsaid, new);
            (away >= new).then_some(Interruption::AllAway)
        }
    }
}

/// The places of a workload that a cluster never changes.
fn fixed(kind: &str) -> &'static [&'static str] {
    match kind {
        "StatefulSet" => &[
            "/spec/selector",
            "/spec/serviceName",
            "/spec/podManagementPolicy",
            "/spec/volumeClaimTemplates",
        ],
        _ => &["/spec/selector"],
    }
}

/// Whether a budget that kept some replicas up keeps none up any more.
pub(super) fn unguarded(before: &Value, after: Option<&Value>) -> bool {
    let guards = |budget: &Value| {
        let spec = &budget["spec"];
        let nothing =
            |share: &Value| share.is_null() || share.as_u64() == Some(0) || share.as_str() == Some("0%");
        // A least number of zero guards nothing, and neither does a most that is everything.
        !nothing(&spec["minAvailable"])
            || (!spec["maxUnavailable"].is_null() && spec["maxUnavailable"].as_str() != Some("100%"))
    };
    guards(before) && !after.is_some_and(guards)
}

fn replicas(workload: &Value) -> u64 {
    workload["spec"]["replicas"].as_u64().unwrap_or(1)
}

/// A number of replicas, written as such or in percent of all, rounded down.
fn number(written: &Value, unsaid: &str, all: u64) -> u64 {
    if let Some(number) = written.as_u64() {
        return number;
    }
    let text = written.as_str().unwrap_or(unsaid);
    match text.strip_suffix('%') {
        Some(percent) => percent.parse::<u64>().unwrap_or(0).saturating_mul(all) / 100,
        None => text.parse().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn deployment(replicas: u64, strategy: Value) -> Value {
        json!({ "spec": { "replicas": replicas, "strategy": strategy, "selector": { "app": "panel" } } })
    }

    fn rolling(away: Value) -> Value {
        json!({ "type": "RollingUpdate", "rollingUpdate": { "maxSurge": 1, "maxUnavailable": away } })
    }

    #[test]
    fn one_replica_or_all_of_them_away_is_an_interruption() {
        let rows = [
            (deployment(2, rolling(json!(0))), None),
            (deployment(2, rolling(json!(1))), None),
            (deployment(2, rolling(json!(2))), Some(Interruption::AllAway)),
            (deployment(3, rolling(json!("50%"))), None),
            (deployment(3, rolling(json!("100%"))), Some(Interruption::AllAway)),
            (deployment(2, json!({})), None),
            (
                deployment(1, rolling(json!(0))),
                Some(Interruption::SingleReplica),
            ),
            (
                deployment(3, json!({ "type": "Recreate" })),
                Some(Interruption::Recreated),
            ),
            (deployment(0, rolling(json!(0))), Some(Interruption::ScaledToNone)),
        ];
        for (after, expected) in rows {
            let before = deployment(3, rolling(json!(0)));
            let found = interruption("Deployment", [&before, &after], true);
            assert_eq!(found, expected, "{after}");
            if expected != Some(Interruption::ScaledToNone) {
                assert_eq!(
                    interruption("Deployment", [&before, &after], false),
                    None,
                    "{after}"
                );
            }
        }
        let (one, two) = (deployment(1, rolling(json!(0))), deployment(2, rolling(json!(0))));
        let grown = interruption("Deployment", [&one, &two], true);
        assert_eq!(grown, Some(Interruption::SingleReplica));
        let off = deployment(0, rolling(json!(0)));
        assert_eq!(interruption("Deployment", [&off, &two], true), None);
    }

    #[test]
    fn a_stateful_set_goes_pod_by_pod_and_is_made_anew_if_what_is_fixed_differs() {
        let set = |replicas: u64, strategy: &str, service: &str| {
            json!({ "spec": {
                "replicas": replicas, "updateStrategy": { "type": strategy }, "serviceName": service,
            } })
        };
        let before = set(1, "RollingUpdate", "db");
        let rows = [
            (set(1, "RollingUpdate", "db"), Some(Interruption::SingleReplica)),
            (set(1, "OnDelete", "db"), None),
            (set(1, "RollingUpdate", "other"), Some(Interruption::MadeAnew)),
        ];
        for (after, expected) in rows {
            let found = interruption("StatefulSet", [&before, &after], true);
            assert_eq!(found, expected, "{after}");
        }
        let three = set(3, "RollingUpdate", "db");
        assert_eq!(interruption("StatefulSet", [&three, &three], true), None);
    }

    #[test]
    fn a_budget_that_goes_or_allows_everything_guards_nothing() {
        let most = |most: Value| json!({ "spec": { "maxUnavailable": most } });
        let least = |least: Value| json!({ "spec": { "minAvailable": least } });
        let rows = [
            (most(json!(1)), None, true),
            (most(json!(1)), Some(most(json!("100%"))), true),
            (most(json!(1)), Some(most(json!("50%"))), false),
            (least(json!(1)), Some(least(json!(0))), true),
            (least(json!(0)), None, false),
            (most(json!(1)), Some(least(json!(1))), false),
        ];
        for (before, after, expected) in rows {
            assert_eq!(unguarded(&before, after.as_ref()), expected, "{before} {after:?}");
        }
    }
}
