//! A hundred changes of the example fleet, labelled by hand: what a reviewer would call each of them.
//!
//! The labels were written from what the changes do to customers and operators, before the program was asked.

use std::collections::BTreeMap;

use meshc::change::Change;
use meshc::compile::Loaded;
use meshc::model::EnvironmentKind;
use meshc::source::Sources;

use crate::memory::{Memory, changes};

/// An instance, what is replaced in its file by what, and the labels of what changes in production (or, after `S`, in
/// staging): place, class, risk, and the weaker guardrail if there is one. `*` stands for any places below.
type Row = (&'static str, &'static str, &'static str, &'static [&'static str]);

const BANK: &str = "brackenfeld-bank";
const PORT: &str = "norhaven-port";
const RAIL: &str = "velmont-rail";
const CITY: &str = "wiesbruck-city";
const ENERGY: &str = "ostermoor-energy";
const CLINIC: &str = "lindquell-clinic";
const AIR: &str = "merrow-air";
const STEEL: &str = "karlsried-steel";
const UNIVERSITY: &str = "isenau-university";
const INSURANCE: &str = "quendel-insurance";
const MEDIA: &str = "sarnow-media";
const RETAIL: &str = "pellworth-retail";
const FOODS: &str = "obsthain-foods";

const RELEASES: &[Row] = &[
    (STEEL, "2025.52.0", "2025.53.0", &["release release-feature high"]),
    (
        PORT,
        "2025.53.1",
        "2025.54.0",
        &["release release-feature medium"],
    ),
    (PORT, "2025.53.1", "2025.55.0", &["release release-feature high"]),
    (PORT, "2025.53.1", "2025.53.0", &["release downgrade critical"]),
    (PORT, "2025.53.1", "2025.52.0", &["release downgrade critical"]),
    (
        CITY,
        "2025.48.0",
        "2025.50.1",
        &["release release-feature medium"],
    ),
    (CITY, "2025.48.0", "2025.51.0", &["release release-feature high"]),
    (
        UNIVERSITY,
        "2025.50.1",
        "2025.50.0",
        &["release downgrade critical"],
    ),
    (BANK, "2025.40.0", "2025.53.1", &["release release-feature high"]),
    (
        PORT,
        "2025.54.0",
        "2025.55.0",
        &["S release release-feature high"],
    ),
    (PORT, "2025.54.0", "2025.53.1", &["S release downgrade critical"]),
    (
        CITY,
        "2025.54.0",
        "2025.55.0",
        &["S release release-feature high"],
    ),
];

const WINDOWS: &[Row] = &[
    (
        RAIL,
        "SaasWindow.Monday",
        "SaasWindow.Thursday",
        &["window window medium"],
    ),
    (
        INSURANCE,
        "SaasWindow.Monday",
        "SaasWindow.Thursday",
        &["window window medium"],
    ),
    (
        PORT,
        "windows.thursdayNight",
        "(windows.thursdayNight with weekday = meshc.Weekday.Friday)",
        &["rollout.gate.window.weekday window medium"],
    ),
    (
        PORT,
        "windows.thursdayNight",
        "(windows.thursdayNight with start = 20:00:00)",
        &["rollout.gate.window.start window high window-widened"],
    ),
    (
        PORT,
        "windows.thursdayNight",
        "(windows.thursdayNight with start = 22:00:00)",
        &["rollout.gate.window.start window medium"],
    ),
    (
        PORT,
        "windows.thursdayNight",
        "(windows.thursdayNight with end = 23:00:00)",
        &["rollout.gate.window.end window medium"],
    ),
    (
        PORT,
        "windows.thursdayNight",
        "(windows.thursdayNight with zone = \"Europe/Oslo\")",
        &["rollout.gate.window.zone window medium"],
    ),
    (
        PORT,
        "Some windows.thursdayNight",
        "None meshc.Window.Type",
        &[
            "rollout.gate.window window high window-dropped",
            "rollout.gate.window.* window medium",
        ],
    ),
    (
        PORT,
        "StagingRollout.Window windows.tuesdayEvening",
        "StagingRollout.Window windows.mondayEvening",
        &["S rollout.window.weekday window medium"],
    ),
    (
        PORT,
        "StagingRollout.Window windows.tuesdayEvening",
        "StagingRollout.AsSoonAsPossible",
        &[
            "S rollout window high window-dropped",
            "S rollout.window.* window medium",
        ],
    ),
    (
        BANK,
        "StagingRollout.Window windows.mondayEvening",
        "StagingRollout.Window (windows.mondayEvening with end = 23:00:00)",
        &["S rollout.window.end window high window-widened"],
    ),
    (
        CITY,
        "StagingRollout.Window windows.tuesdayEvening",
        "StagingRollout.AsSoonAsPossible",
        &[
            "S rollout window high window-dropped",
            "S rollout.window.* window medium",
        ],
    ),
];

const GATES: &[Row] = &[
    (
        PORT,
        "approvals = 2",
        "approvals = 1",
        &["rollout.gate.approvals gate high approvals-lowered"],
    ),
    (
        PORT,
        "approvals = 2",
        "approvals = 3",
        &["rollout.gate.approvals gate medium"],
    ),
    (
        BANK,
        "approvals = 3",
        "approvals = 2",
        &["rollout.gate.approvals gate high approvals-lowered"],
    ),
    (
        BANK,
        "approvals = 3",
        "approvals = 0",
        &["rollout.gate.approvals gate high approvals-lowered"],
    ),
    (
        PORT,
        "\"harbour-it\", ",
        "\"harbour-it\", \"intern\", ",
        &["rollout.gate.roles[intern] gate high approver-added"],
    ),
    (
        BANK,
        ", \"risk-officer\"",
        "",
        &["rollout.gate.roles[risk-officer] gate medium"],
    ),
    (
        PORT,
        "soakDays = 2",
        "soakDays = 0",
        &["rollout.gate.soakDays gate high soak-shortened"],
    ),
    (
        PORT,
        "soakDays = 2",
        "soakDays = 7",
        &["rollout.gate.soakDays gate medium"],
    ),
    (
        BANK,
        "soakDays = 14",
        "soakDays = 7",
        &["rollout.gate.soakDays gate high soak-shortened"],
    ),
    (
        CITY,
        "soakDays = 7",
        "soakDays = 14",
        &["rollout.gate.soakDays gate medium"],
    ),
    (
        AIR,
        "soakDays = 0",
        "soakDays = 3",
        &["rollout.gate.soakDays gate medium"],
    ),
    (
        CLINIC,
        "gates.fourEyes)",
        "(gates.fourEyes with approvals = 1))",
        &["rollout.gate.approvals gate high approvals-lowered"],
    ),
    (
        UNIVERSITY,
        "ProductionRollout.Gate gates.fourEyes",
        "ProductionRollout.Window windows.tuesdayEvening",
        &[
            "rollout gate high gate-dropped",
            "rollout.gate.* gate high",
            "rollout.window.* window medium",
        ],
    ),
    (
        FOODS,
        "meshc.ProductionRollout.Gate gates.withoutStaging",
        "meshc.ProductionRollout.Window (meshc.Window.weekly meshc.Weekday.Monday 18:00:00 22:00:00)",
        &[
            "rollout gate high gate-dropped",
            "rollout.gate.* gate high",
            "rollout.window.* window medium",
        ],
    ),
];

const ACCESS: &[Row] = &[
    (
        ENERGY,
        "control-room@ostermoor.example\"\n          , request = \"SUP-19862\"",
        "control-room@ostermoor.example\"\n          , request = \"SUP-20000\"",
        &["monitoringAccess[control-room@ostermoor.example].request cosmetic low"],
    ),
    (
        ENERGY,
        "[ { principal = \"control-room@ostermoor.example\"",
        "[ { principal = \"guest@ostermoor.example\", request = \"SUP-1\" }, { principal = \"control-room@ostermoor.example\"",
        &["monitoringAccess[guest@ostermoor.example].request access high monitoring-access-added"],
    ),
    (
        ENERGY,
        "{ principal = \"control-room@ostermoor.example\"",
        "{ principal = \"office@ostermoor.example\"",
        &[
            "monitoringAccess[control-room@ostermoor.example].request access high",
            "monitoringAccess[office@ostermoor.example].request access high monitoring-access-added",
        ],
    ),
    (
        INSURANCE,
        "observability@quendel.example",
        "grafana@quendel.example",
        &[
            "monitoringAccess[grafana@quendel.example].request access high monitoring-access-added",
            "monitoringAccess[observability@quendel.example].request access high",
        ],
    ),
    (
        ENERGY,
        "https://soc.ostermoor.example/ingest",
        "https://soc.ostermoor.example/events",
        &["soc.endpoint access high"],
    ),
    (
        BANK,
        ", soc = Some\n            { endpoint = \"https://siem.brackenfeld.example/meshstack\"\n            , token = secret \"brackenfeld/siem-token\"\n            }",
        "",
        &[
            "soc access high security-link-dropped",
            "soc.endpoint access high",
            "soc.token secret-reference high",
        ],
    ),
    (
        ENERGY,
        "audit@ostermoor.example\"\n            }",
        "it@ostermoor.example\"\n            }",
        &["configCopy.contact access high"],
    ),
    (
        ENERGY,
        "audit/meshstack.git",
        "audit/copy.git",
        &["configCopy.repository access high"],
    ),
    (
        CITY,
        ", configCopy = Some\n            { repository = \"https://git.wiesbruck.example/audit/meshstack.git\"\n            , contact = \"audit-office@wiesbruck.example\"\n            }",
        "",
        &[
            "configCopy.contact access high",
            "configCopy.repository access high",
        ],
    ),
    (
        STEEL,
        "onprem.infrastructure\n                ( meshc.Provider.AWS\n                    { account = \"111122223333\", region = \"eu-central-1\" }\n                )",
        "((onprem.infrastructure (meshc.Provider.AWS { account = \"111122223333\", region = \"eu-central-1\" })) with operatorAccess.principal = \"anybody\")",
        &["infrastructure.operatorAccess.principal access high"],
    ),
    (
        STEEL,
        "onprem.infrastructure\n                ( meshc.Provider.AWS\n                    { account = \"111122223333\", region = \"eu-central-1\" }\n                )",
        "((onprem.infrastructure (meshc.Provider.AWS { account = \"111122223333\", region = \"eu-central-1\" })) with operatorAccess.path = \"the internet\")",
        &["infrastructure.operatorAccess.path access high"],
    ),
    (
        STEEL,
        "kc_idp_hint = \"karlsried\"",
        "kc_idp_hint = \"other\"",
        &["settings.panel.sso.kc_idp_hint access high"],
    ),
    (
        STEEL,
        "with panel.sso = Some { kc_idp_hint = \"karlsried\" }",
        "",
        &["settings.panel.sso.kc_idp_hint access high"],
    ),
    (
        CLINIC,
        "aad-tenant = \"lindquell.example\"",
        "aad-tenant = \"other.example\"",
        &["settings.meshfed.identity-lookup.provider.azure.azure.aad-tenant access high"],
    ),
    (
        CLINIC,
        "propertyToUse = \"otherMails\"",
        "propertyToUse = \"mail\"",
        &[
            "settings.meshfed.identity-lookup.provider.azure.azure.emailAttributeUpdate.propertyToUse access high",
        ],
    ),
    (
        MEDIA,
        "customer-id = \"C03sarn0w\"",
        "customer-id = \"C04sarn0w\"",
        &["settings.meshfed.identity-lookup.provider.gcd.gcd.customer-id access high"],
    ),
    (
        AIR,
        "euidProperty = \"crewId\"",
        "euidProperty = \"pilotId\"",
        &["settings.meshfed.identity-lookup.provider.gcdEuid.euid.euidProperty access high"],
    ),
    (
        MEDIA,
        "with meshfed.identity-lookup = Some lookup",
        "with meshfed.identity-lookup = Some (lookup with deny-assigning-other-users = False)",
        &["settings.meshfed.identity-lookup.deny-assigning-other-users access high invitation-opened"],
    ),
    (
        CITY,
        "settings = people (payment False settings)",
        "settings = ((people (payment False settings)) with meshfed.rolerequest = Some meshc.settings.meshfed.RoleRequest::{ min-approval-count = 1 })",
        &["settings.meshfed.rolerequest.min-approval-count access high role-approvals-lowered"],
    ),
];

const SECRETS: &[Row] = &[
    (
        STEEL,
        "karlsried_tls",
        "karlsried_tls_2026",
        &["certificates.secret secret-reference high"],
    ),
    (
        RETAIL,
        "fromEnv \"PELLWORTH_TLS\"",
        "fromTerraform \"pellworth_tls\"",
        &["certificates.secret secret-reference high"],
    ),
    (
        BANK,
        "brackenfeld/siem-token",
        "brackenfeld/soc-token",
        &["soc.token secret-reference high"],
    ),
    (
        PORT,
        "norhaven_registry_push",
        "norhaven_registry_pull",
        &["artifactStore.credential secret-reference high"],
    ),
    (
        CLINIC,
        "lindquell_entra_lookup",
        "lindquell_entra",
        &["settings.meshfed.identity-lookup.provider.azure.azure.client-secret secret-reference high"],
    ),
    (
        AIR,
        "merrow_smoke_test",
        "merrow_smoke",
        &["settings.monitoring.sonar.scopes[smoke-test].password secret-reference high"],
    ),
    (
        BANK,
        "name = \"vault\"",
        "name = \"vault-2\"",
        &["secretStore.name secret-reference high"],
    ),
    (
        BANK,
        "SecretStoreKind.SecretStore",
        "SecretStoreKind.ClusterSecretStore",
        &["secretStore.kind isolation high secret-store-shared"],
    ),
    (
        PORT,
        "norhaven_test_tls",
        "norhaven_trial_tls",
        &["S certificates.secret secret-reference high"],
    ),
];

const PLACES: &[Row] = &[
    (
        STEEL,
        "mesh.karlsried.example",
        "cloud.karlsried.example",
        &["hosts.* hosts high"],
    ),
    (
        RAIL,
        "meshc.Hosts.under \"cloud.velmont.example\"",
        "((meshc.Hosts.under \"cloud.velmont.example\") with panel = \"www.velmont.example\")",
        &["hosts.panel hosts high"],
    ),
    (
        CLINIC,
        "meshc.Certificates.covering hosts (secret \"lindquell_tls\")",
        "meshc.Certificates.wildcard (secret \"lindquell_tls\")",
        &[
            "certificates.coverage hosts high certificate-widened",
            "certificates.coverage.* hosts high",
        ],
    ),
    (
        STEEL,
        "meshc.Certificates.wildcard\n                  (meshc.Secret.fromTerraform \"karlsried_tls\")",
        "((meshc.Certificates.wildcard (meshc.Secret.fromTerraform \"karlsried_tls\")) with fullChain = False)",
        &["certificates.fullChain hosts high chain-dropped"],
    ),
    (
        STEEL,
        "Size.Small",
        "Size.Medium",
        &["size infrastructure medium"],
    ),
    (BANK, "Size.Large", "Size.Medium", &["size infrastructure high"]),
    (CITY, "Size.Small", "Size.Large", &["size infrastructure medium"]),
    (
        STEEL,
        "eu-central-1",
        "eu-west-1",
        &["infrastructure.provider.aws.region infrastructure critical"],
    ),
    (
        STEEL,
        "111122223333",
        "999922223333",
        &["infrastructure.provider.aws.account infrastructure critical"],
    ),
    (
        FOODS,
        "northeurope",
        "westeurope",
        &["infrastructure.provider.azure.region infrastructure critical"],
    ),
    (
        RETAIL,
        "pellworth-mesh",
        "pellworth-cloud",
        &["infrastructure.provider.googleCloud.project infrastructure critical"],
    ),
    (
        BANK,
        "Kassel, Germany",
        "Fulda, Germany",
        &["infrastructure.provider.onPremise.location infrastructure high"],
    ),
    (
        STEEL,
        "meshc.Provider.AWS\n                    { account = \"111122223333\", region = \"eu-central-1\" }",
        "meshc.Provider.OnPremise { location = \"Bonn\" }",
        &[
            "infrastructure.provider infrastructure critical",
            "infrastructure.provider.aws.* infrastructure critical",
            "infrastructure.provider.onPremise.location infrastructure high",
        ],
    ),
    (
        PORT,
        "registry.norhaven.example/mirror/meshstack",
        "registry.norhaven.example/meshstack",
        &["artifactStore.registry delivery high"],
    ),
    (
        PORT,
        "CiSystem.GitHubActions",
        "CiSystem.GitLab",
        &["pipeline.system delivery medium"],
    ),
    (
        STEEL,
        "PipelineProvider.Operator",
        "PipelineProvider.Customer",
        &["pipeline.provider delivery medium"],
    ),
];

const PROMISES: &[Row] = &[
    (
        BANK,
        "keepDays = 90",
        "keepDays = 30",
        &["backup.keepDays retention high retention-shortened"],
    ),
    (
        BANK,
        "keepDays = 90",
        "keepDays = 120",
        &["backup.keepDays retention medium"],
    ),
    (
        BANK,
        "everyHours = 6",
        "everyHours = 24",
        &["backup.everyHours retention high backup-rarer"],
    ),
    (
        BANK,
        "everyHours = 6",
        "everyHours = 4",
        &["backup.everyHours retention medium"],
    ),
    (
        BANK,
        "events = 60",
        "events = 12",
        &["logRetention.events retention high retention-shortened"],
    ),
    (
        INSURANCE,
        "events = 60",
        "events = 12",
        &["logRetention.events retention high retention-shortened"],
    ),
    (
        CLINIC,
        "events = 60",
        "events = 48",
        &["logRetention.events retention high retention-shortened"],
    ),
    (BANK, "SUP-18733", "SUP-18734", &["backup.request cosmetic low"]),
    (
        BANK,
        "upgradeWindowDays = 14",
        "upgradeWindowDays = 30",
        &["agreement.upgradeWindowDays support high upgrade-window-lengthened"],
    ),
    (
        CITY,
        "upgradeWindowDays = 60",
        "upgradeWindowDays = 30",
        &["agreement.upgradeWindowDays support medium"],
    ),
    (
        BANK,
        "until = 2026-03-31",
        "until = 2026-06-30",
        &["agreement.extendedSupport[2025.40.0].until support high extended-support-lengthened"],
    ),
    (
        BANK,
        "until = 2026-03-31",
        "until = 2026-02-28",
        &["agreement.extendedSupport[2025.40.0].until support medium"],
    ),
    (
        BANK,
        "validUntil = Some 2027-03-31",
        "validUntil = Some 2028-03-31",
        &["agreement.validUntil support medium"],
    ),
    (
        FOODS,
        "validFrom = 2025-10-01",
        "validFrom = 2025-11-01",
        &["agreement.validFrom support medium"],
    ),
    (
        FOODS,
        "OP-2025-012",
        "OP-2025-013",
        &["agreement.reference cosmetic low"],
    ),
    (
        FOODS,
        "name = \"Obsthain Foods\"",
        "name = \"Obsthain Foods SE\"",
        &["customer.name cosmetic low"],
    ),
    (
        RAIL,
        "cloud-team@velmont.example",
        "it@velmont.example",
        &["customer.contact cosmetic low"],
    ),
];

const SETTINGS: &[Row] = &[
    (
        BANK,
        "relay.brackenfeld.example",
        "smtp.brackenfeld.example",
        &["settings.meshfed.mail.host configuration medium"],
    ),
    (
        BANK,
        "port = 465",
        "port = 587",
        &["settings.meshfed.mail.port configuration medium"],
    ),
    (
        BANK,
        "ssl = meshfed.Toggle.on",
        "ssl = meshfed.Toggle.off",
        &["settings.meshfed.mail.smtp.ssl.enable configuration high transport-opened"],
    ),
    (
        BANK,
        "auth = True",
        "auth = False",
        &["settings.meshfed.mail.smtp.auth configuration high transport-opened"],
    ),
    (
        BANK,
        "starttls = meshfed.Toggle.off",
        "starttls = meshfed.Toggle.on",
        &["settings.meshfed.mail.smtp.starttls.enable configuration medium"],
    ),
    (
        STEEL,
        "customerIdentifierLength = Some 12",
        "customerIdentifierLength = Some 16",
        &["settings.meshfed.restriction.customerIdentifierLength configuration medium"],
    ),
    (
        STEEL,
        "projectIdentifierPrefix = Some \"ks-\"",
        "projectIdentifierPrefix = Some \"kst-\"",
        &["settings.meshfed.restriction.projectIdentifierPrefix configuration medium"],
    ),
    (
        ENERGY,
        "additionalAlertAddresses = [ \"control-room@ostermoor.example\" ]",
        "additionalAlertAddresses = [] : List Text",
        &[
            "settings.monitoring.monitor.additionalAlertAddresses[control-room@ostermoor.example] configuration medium",
        ],
    ),
    (
        ENERGY,
        "tenant-deleted = [ \"audit@ostermoor.example\" ]",
        "tenant-deleted = [ \"audit@ostermoor.example\", \"it@ostermoor.example\" ]",
        &[
            "settings.meshfed.notification-recipients.tenant-deleted[it@ostermoor.example] configuration medium",
        ],
    ),
    (
        AIR,
        "platform-identifier = \"openshift.hangar\"",
        "platform-identifier = \"openshift.tarmac\"",
        &["settings.meshfed.platforms[openshift.tarmac].platform-identifier configuration medium"],
    ),
    (
        AIR,
        "platformName = \"gcp.europe\"",
        "platformName = \"gcp.eu\"",
        &[
            "settings.monitoring.sonar.scopes[smoke-test].projects[flight].targets[gcp.eu].platformName configuration medium",
        ],
    ),
    (
        RETAIL,
        "payment True",
        "payment False",
        &[
            "settings.meshfed.register.requirePayment configuration medium",
            "settings.panel.registration.requirePayment configuration medium",
        ],
    ),
];

/// The labels of the changes in the environments that are asked for.
fn told(before: &Loaded, after: &Loaded, expected: &[&str]) -> Vec<String> {
    let kind = match expected.first().is_some_and(|label| label.starts_with("S ")) {
        true => EnvironmentKind::Staging,
        false => EnvironmentKind::Production,
    };
    let plan = changes(before, after);
    let worth = |change: &&Change| !change.told_below || change.guardrail.is_some();
    let of_kind = plan.changes().filter(|change| change.address.kind == kind);
    let label = |change: &Change| {
        let verdict = &change.verdict;
        let weaker = change
            .guardrail
            .map(|weaker| serde_json::to_value(weaker).unwrap());
        let weaker = weaker.map(|weaker| format!(" {}", weaker.as_str().unwrap()));
        let (class, risk) = (verdict.class.as_str(), verdict.risk.as_str());
        format!("{} {class} {risk}{}", change.path, weaker.unwrap_or_default())
    };
    of_kind.filter(worth).map(label).collect()
}

/// Whether every label is expected, and everything that is expected is there.
fn fits(told: &[String], expected: &[&str]) -> bool {
    let wanted: Vec<&str> = expected
        .iter()
        .map(|label| label.strip_prefix("S ").unwrap_or(label))
        .collect();
    let is = |label: &str, wanted: &str| match wanted.split_once('*') {
        Some((start, end)) => label.starts_with(start) && label.ends_with(end),
        None => label == wanted,
    };
    let covered = told
        .iter()
        .all(|label| wanted.iter().any(|wanted| is(label, wanted)));
    covered
        && wanted
            .iter()
            .all(|wanted| told.iter().any(|label| is(label, wanted)))
}

#[test]
fn a_hundred_changes_are_called_what_a_reviewer_would_call_them() {
    let example = Memory::example();
    let sources = Sources::default();
    let mut loaded: BTreeMap<&str, (Memory, Loaded)> = BTreeMap::new();
    let groups = [
        RELEASES, WINDOWS, GATES, ACCESS, SECRETS, PLACES, PROMISES, SETTINGS,
    ];
    let rows = groups.concat();
    assert!(rows.len() >= 100, "{}", rows.len());
    let mut wrong = Vec::new();
    for (instance, from, to, expected) in rows {
        let (memory, before) = loaded.entry(instance).or_insert_with(|| {
            let memory = example.only(instance);
            let before = memory.loaded(&sources);
            (memory, before)
        });
        let file = format!("instances/{instance}/instance.dhall");
        let after = memory.edited(&file, from, to).loaded(&sources);
        assert!(after.unread.is_empty(), "{instance}: {to}: {:?}", after.findings);
        let told = told(before, &after, expected);
        if !fits(&told, expected) {
            wrong.push(format!(
                "{instance}: {from} -> {to}\n  expected {expected:?}\n  told {told:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
