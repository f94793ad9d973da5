//! What a plan says of the deployed objects.

use meshc::change::Action;
use meshc::diagnostic::Diagnostics;
use meshc::model::EnvironmentKind;
use meshc::report::plan::{Interruption, ObjectChange, PlanReport, Review, human};

use super::{address, alone, week};

fn object(place: &str, kind: &str, name: &str, action: Action) -> ObjectChange {
    let (instance, environment) = place.split_once('/').unwrap();
    let environment: EnvironmentKind = environment.parse().unwrap();
    ObjectChange {
        environment: address(instance, environment),
        action,
        kind: kind.to_owned(),
        name: name.to_owned(),
        restarts: false,
        interruption: None,
    }
}

/// The lines about objects, and how many workloads are said to be interrupted.
fn told(objects: &[ObjectChange]) -> (Vec<String>, usize) {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let review = Review {
        objects,
        ..alone(&plan, &week.sources, &none)
    };
    let text = human(&review, false);
    let lines = text
        .lines()
        .skip_while(|line| *line != "  # deployed objects")
        .skip(1);
    let lines = lines
        .take_while(|line| !line.is_empty())
        .map(|line| line.trim_start().to_owned());
    (lines.collect(), PlanReport::new(&review).summary.interrupted)
}

#[test]
fn objects_of_one_fate_stand_in_one_line_and_of_two_in_two() {
    let restarts = |place, name, why| ObjectChange {
        restarts: true,
        interruption: why,
        ..object(place, "Deployment", name, Action::Update)
    };
    let single = Some(Interruption::SingleReplica);
    let (lines, interrupted) = told(&[
        restarts("acme/production", "panel", single),
        restarts("acme/production", "meshfed", single),
        restarts("acme/production", "sonar", None),
        restarts("acme/staging", "panel", single),
    ]);
    assert_eq!(
        lines,
        [
            "~ Deployment meshfed  restarts, interrupted: its only replica is replaced  in acme/production",
            "~ Deployment panel  restarts, interrupted: its only replica is replaced  in acme/production, acme/staging",
            "~ Deployment sonar  restarts  in acme/production",
        ]
    );
    assert_eq!(interrupted, 3);
}

#[test]
fn what_is_named_after_its_content_is_replaced_and_what_is_not_comes_and_goes() {
    let map = |name, action| object("acme/staging", "ConfigMap", name, action);
    let (lines, _) = told(&[
        map("panel-config-28e47b9f", Action::Delete),
        map("panel-config-59f3b218", Action::Create),
        map("sonar-config-619674a5", Action::Create),
        map("kraken-settings", Action::Delete),
        map("kraken-overrides", Action::Create),
    ]);
    assert_eq!(
        lines,
        [
            "+ ConfigMap kraken-overrides, sonar-config-619674a5  in acme/staging",
            "~ ConfigMap panel-config  replaced, since the content changes  in acme/staging",
            "- ConfigMap kraken-settings  in acme/staging",
        ]
    );
}

#[test]
fn a_budget_that_goes_interrupts_nothing_by_itself() {
    let budget = ObjectChange {
        interruption: Some(Interruption::Unguarded),
        ..object("acme/production", "PodDisruptionBudget", "panel", Action::Delete)
    };
    let (lines, interrupted) = told(&[budget]);
    assert_eq!(
        lines,
        [
            "- PodDisruptionBudget panel  all replicas may be away at once when nodes are drained  in acme/production"
        ]
    );
    assert_eq!(interrupted, 0);
}
