-- Every release with its notes in a few words, in the order of publication.
let release = ../schema/release.dhall

let Feature = release.ReleaseKind.Feature

let Patch = release.ReleaseKind.Patch

let Yes = release.Breaking.Yes

let No = release.Breaking.No

let Unknown = release.Breaking.Unknown

in  release.Catalog::{
    , releases =
      [ { version = "2.0.1", date = 2018-09-18, kind = Patch, breaking = No, summary = "navbar layout fix; notes on start page" }
      , { version = "2.0.2", date = 2018-09-20, kind = Patch, breaking = No, summary = "report line display and outage error text" }
      , { version = "2.1.1", date = 2018-09-27, kind = Patch, breaking = No, summary = "async broker bindings; report search repaired" }
      , { version = "3.0.0", date = 2018-10-11, kind = Feature, breaking = Unknown, summary = "several platforms per location, direct platform navigation" }
      , { version = "3.0.1", date = 2018-10-15, kind = Patch, breaking = No, summary = "release-note archive in panel; clearer errors" }
      , { version = "3.0.2", date = 2018-10-16, kind = Patch, breaking = No, summary = "project list grouped by location; billing dates" }
      , { version = "3.0.3", date = 2018-10-23, kind = Patch, breaking = No, summary = "invite deletion and report period display fixes" }
      , { version = "3.1.0", date = 2018-10-24, kind = Feature, breaking = No, summary = "Kubernetes support added; broker session repair" }
      , { version = "3.2.0", date = 2018-10-30, kind = Feature, breaking = No, summary = "project overview gains platform details; Kubernetes" }
      , { version = "3.2.1", date = 2018-11-01, kind = Patch, breaking = No, summary = "snippets become copyable" }
      , { version = "3.3.0", date = 2018-11-09, kind = Feature, breaking = No, summary = "quota charts and service state visibility" }
      , { version = "3.3.1", date = 2018-11-13, kind = Patch, breaking = No, summary = "service parameter form styling" }
      , { version = "3.3.2", date = 2018-11-16, kind = Patch, breaking = No, summary = "confidentiality banner; invite and event fixes" }
      , { version = "3.3.3", date = 2018-11-21, kind = Patch, breaking = No, summary = "tenant owner name editable" }
      , { version = "3.3.4", date = 2018-11-23, kind = Patch, breaking = No, summary = "usage KPI charts for administrators" }
      , { version = "3.3.5", date = 2018-11-29, kind = Patch, breaking = No, summary = "object search, KPI charts, parameter validation texts" }
      , { version = "3.3.6", date = 2018-12-03, kind = Patch, breaking = No, summary = "global location; sensitive brokers supported" }
      , { version = "3.3.7", date = 2018-12-10, kind = Patch, breaking = No, summary = "secret binding credentials downloadable" }
      , { version = "3.3.8", date = 2018-12-12, kind = Patch, breaking = No, summary = "central endpoint discovery; service audit events" }
      , { version = "3.3.9", date = 2018-12-17, kind = Patch, breaking = No, summary = "friendlier platform errors; marketplace details" }
      , { version = "3.3.10", date = 2018-12-19, kind = Patch, breaking = No, summary = "service user metadata shown" }
      , { version = "3.4.0", date = 2018-12-27, kind = Feature, breaking = No, summary = "private marketplaces and platform announcements" }
      , { version = "3.4.1", date = 2018-12-27, kind = Patch, breaking = No, summary = "stuck metering collectors repaired" }
      , { version = "3.4.2", date = 2019-01-04, kind = Patch, breaking = No, summary = "platform announcements become visible" }
      , { version = "3.4.3", date = 2019-01-10, kind = Patch, breaking = No, summary = "central job scheduler; marketplace usage collector" }
      , { version = "4.0.0", date = 2019-01-17, kind = Feature, breaking = Unknown, summary = "partner role model, volume-type quotas, mail announcements" }
      , { version = "4.0.1", date = 2019-01-17, kind = Patch, breaking = No, summary = "brokers get a development mode" }
      , { version = "4.1.0", date = 2019-01-23, kind = Feature, breaking = No, summary = "broker publishing workflow; richer notes page" }
      , { version = "4.2.0", date = 2019-01-31, kind = Feature, breaking = Yes, summary = "project quotas; metering resource identifiers changed" }
      , { version = "4.2.1", date = 2019-02-02, kind = Patch, breaking = No, summary = "broker call logs; failed instance overview" }
      , { version = "4.2.2", date = 2019-02-07, kind = Patch, breaking = No, summary = "searchable broker logs; purge broken instances" }
      , { version = "4.2.3", date = 2019-02-13, kind = Patch, breaking = No, summary = "longer cloud call timeouts" }
      , { version = "4.2.4", date = 2019-02-18, kind = Patch, breaking = No, summary = "first Azure support; AWS replicator metrics" }
      , { version = "4.2.5", date = 2019-02-18, kind = Patch, breaking = No, summary = "user assignment now starts replication" }
      , { version = "4.2.6", date = 2019-02-20, kind = Patch, breaking = No, summary = "catalog null handling fixed" }
      , { version = "4.3.0", date = 2019-03-07, kind = Feature, breaking = No, summary = "role approvals, IdP hint, AWS external ids" }
      , { version = "4.3.1", date = 2019-03-13, kind = Patch, breaking = No, summary = "usage preview fix; four-eyes hint" }
      , { version = "4.4.0", date = 2019-03-19, kind = Feature, breaking = No, summary = "metering API and public API docs" }
      , { version = "4.4.1", date = 2019-03-27, kind = Patch, breaking = No, summary = "Keycloak 5 support; start page statistics" }
      , { version = "4.5.0", date = 2019-03-29, kind = Feature, breaking = No, summary = "audit event expiry; manual customer approval" }
      , { version = "4.5.1", date = 2019-04-01, kind = Patch, breaking = No, summary = "extra customer events; resource listing fix" }
      , { version = "4.5.2", date = 2019-04-02, kind = Patch, breaking = No, summary = "Cloud Foundry service details repaired" }
      , { version = "4.6.0", date = 2019-04-17, kind = Feature, breaking = No, summary = "replicators merged into single deployment; event details" }
      , { version = "4.6.1", date = 2019-04-24, kind = Patch, breaking = No, summary = "preview metering engine; timed project roles" }
      , { version = "4.6.2", date = 2019-04-26, kind = Patch, breaking = No, summary = "platform id parsing fix" }
      , { version = "4.6.3", date = 2019-04-30, kind = Patch, breaking = No, summary = "marketplace prices refresh automatically" }
      , { version = "5.0.0", date = 2019-06-04, kind = Feature, breaking = Yes, summary = "new database, registration via broker, stricter billing" }
      , { version = "5.0.1", date = 2019-06-04, kind = Patch, breaking = No, summary = "dashboard visibility repaired" }
      , { version = "5.1.0", date = 2019-06-25, kind = Feature, breaking = No, summary = "restricted platforms; broker-loss shutdown; lookup API" }
      , { version = "5.1.1", date = 2019-06-30, kind = Patch, breaking = Yes, summary = "flavor-name metering; experimental usage API dropped" }
      , { version = "5.2.0", date = 2019-07-08, kind = Feature, breaking = No, summary = "private marketplace sharing; orphan flags" }
      , { version = "5.3.0", date = 2019-07-15, kind = Feature, breaking = No, summary = "project statements; quicker panel; location assignment" }
      , { version = "5.3.1", date = 2019-07-16, kind = Patch, breaking = No, summary = "read-only project role added" }
      , { version = "5.4.0", date = 2019-07-22, kind = Feature, breaking = No, summary = "detailed usage reports; report period repair" }
      , { version = "5.4.1", date = 2019-07-26, kind = Patch, breaking = No, summary = "token retrieval failures surfaced" }
      , { version = "5.4.2", date = 2019-07-31, kind = Patch, breaking = No, summary = "nicer mails; marketplace metering completed" }
      , { version = "5.4.3", date = 2019-08-05, kind = Patch, breaking = No, summary = "landing zones can be switched off" }
      , { version = "5.5.0", date = 2019-08-29, kind = Feature, breaking = No, summary = "chargeback statements, timeline compaction, replication retries" }
      , { version = "5.5.1", date = 2019-08-30, kind = Patch, breaking = No, summary = "intermittent project access errors solved" }
      , { version = "5.5.2", date = 2019-09-02, kind = Patch, breaking = No, summary = "preview usage and redirect corrections" }
      , { version = "5.6.0", date = 2019-09-05, kind = Feature, breaking = No, summary = "billing data on statements; deleted-server metering" }
      , { version = "5.7.0", date = 2019-09-12, kind = Feature, breaking = No, summary = "statement CSV download; marketplace state collection" }
      , { version = "5.8.0", date = 2019-09-24, kind = Feature, breaking = No, summary = "OpenShift labels; raw metering data expiry" }
      , { version = "5.8.1", date = 2019-09-26, kind = Patch, breaking = No, summary = "duplicate retry button removed" }
      , { version = "5.9.0", date = 2019-10-01, kind = Feature, breaking = No, summary = "platform-level usage reports; duplicate subscription fix" }
      , { version = "6.0.0", date = 2019-10-14, kind = Feature, breaking = Unknown, summary = "Azure invitations, OpenShift template instances, LZ descriptions" }
      , { version = "6.1.0", date = 2019-10-29, kind = Feature, breaking = Unknown, summary = "Azure metering on new cost API; platform removal" }
      , { version = "6.2.0", date = 2019-11-07, kind = Feature, breaking = No, summary = "free AWS policy mapping; euid for brokers" }
      , { version = "6.3.0", date = 2019-11-12, kind = Feature, breaking = No, summary = "CloudFormation parameters; external role trust" }
      , { version = "6.4.0", date = 2019-11-18, kind = Feature, breaking = No, summary = "AWS alias patterns and AVM polling" }
      , { version = "6.5.0", date = 2019-11-27, kind = Feature, breaking = No, summary = "project metadata endpoint; broker CSV exports" }
      , { version = "6.6.0", date = 2019-12-03, kind = Feature, breaking = No, summary = "AWS Lambda hook; replicator memory leak" }
      , { version = "7.0.0", date = 2019-12-16, kind = Feature, breaking = Yes, summary = "GCP general availability, custom project roles, aliases" }
      , { version = "7.1.0", date = 2019-12-20, kind = Feature, breaking = Yes, summary = "object import API; multi-policy AWS roles" }
      , { version = "7.2.0", date = 2020-01-20, kind = Feature, breaking = Yes, summary = "tenant import needs local ids; address hiding" }
      , { version = "7.2.1", date = 2020-01-20, kind = Patch, breaking = No, summary = "sorted role pickers; dropdown styling" }
      , { version = "7.3.0", date = 2020-01-23, kind = Feature, breaking = No, summary = "share service instances; user autocomplete" }
      , { version = "7.3.1", date = 2020-01-27, kind = Patch, breaking = No, summary = "landing zone edit lock; instance polling" }
      , { version = "7.4.0", date = 2020-01-31, kind = Feature, breaking = No, summary = "Azure functions; plan-id pricing; broker deactivation" }
      , { version = "7.5.0", date = 2020-02-04, kind = Feature, breaking = No, summary = "marketplace directory replication; service creation API" }
      , { version = "7.5.1", date = 2020-02-05, kind = Patch, breaking = No, summary = "hourly marketplace rates; function scope" }
      , { version = "7.6.0", date = 2020-02-07, kind = Feature, breaking = Yes, summary = "registration options reworked, mail confirmation dropped" }
      , { version = "7.6.1", date = 2020-02-11, kind = Patch, breaking = No, summary = "account import messages" }
      , { version = "7.6.3", date = 2020-02-17, kind = Patch, breaking = No, summary = "import sanity checks; Azure response fix" }
      , { version = "7.7.0", date = 2020-02-27, kind = Feature, breaking = No, summary = "default quotas configurable; multiple blueprints" }
      , { version = "7.7.1", date = 2020-02-28, kind = Patch, breaking = No, summary = "blueprints may use assigned identities" }
      , { version = "7.8.0", date = 2020-03-10, kind = Feature, breaking = No, summary = "AWS statements; role mapping per landing zone" }
      , { version = "7.8.1", date = 2020-03-11, kind = Patch, breaking = No, summary = "tenant replication list; imported project customers" }
      , { version = "7.8.2", date = 2020-03-12, kind = Patch, breaking = No, summary = "imported user sign-in repaired" }
      , { version = "7.9.0", date = 2020-03-20, kind = Feature, breaking = No, summary = "fees per tenant; seller data; currencies" }
      , { version = "7.10.0", date = 2020-03-26, kind = Feature, breaking = No, summary = "AWS alias optional; tenant status overview" }
      , { version = "7.11.0", date = 2020-03-31, kind = Feature, breaking = No, summary = "customer tags; sellers excluded from scope" }
      , { version = "7.12.0", date = 2020-04-03, kind = Feature, breaking = No, summary = "Google directory user lookup" }
      , { version = "7.13.0", date = 2020-04-07, kind = Feature, breaking = Yes, summary = "CF org exclusion; password RC files dropped" }
      , { version = "7.13.1", date = 2020-04-08, kind = Patch, breaking = No, summary = "imports receive default payment method" }
      , { version = "7.14.0", date = 2020-04-20, kind = Feature, breaking = Yes, summary = "connectivity error text becomes mandatory" }
      , { version = "7.14.1", date = 2020-04-21, kind = Patch, breaking = No, summary = "directory assignment edge cases" }
      , { version = "7.14.2", date = 2020-04-22, kind = Patch, breaking = No, summary = "AWS double collection avoided" }
      , { version = "7.15.0", date = 2020-04-27, kind = Feature, breaking = No, summary = "payment aliases; GCP id pattern; domain certificates" }
      , { version = "7.16.0", date = 2020-04-28, kind = Feature, breaking = No, summary = "GCP statements; beta resource list" }
      , { version = "7.17.0", date = 2020-04-30, kind = Feature, breaking = No, summary = "group import; editable GCP and Lambda settings" }
      , { version = "7.18.0", date = 2020-05-11, kind = Feature, breaking = No, summary = "mail address as euid; direct cloud access" }
      , { version = "7.19.0", date = 2020-05-14, kind = Feature, breaking = Yes, summary = "external registration address replaces older switch" }
      , { version = "7.20.0", date = 2020-05-18, kind = Feature, breaking = No, summary = "unmanaged tenant discovery; filtered GCP billing" }
      , { version = "7.21.0", date = 2020-05-18, kind = Feature, breaking = No, summary = "browser check; function token fix" }
      , { version = "7.22.0", date = 2020-05-26, kind = Feature, breaking = No, summary = "euid translation and guest detection" }
      , { version = "7.23.0", date = 2020-06-03, kind = Feature, breaking = No, summary = "customer export; sturdier GCP billing" }
      , { version = "7.24.0", date = 2020-06-12, kind = Feature, breaking = No, summary = "project deletion across platforms; AWS mapping fix" }
      , { version = "7.25.0", date = 2020-06-18, kind = Feature, breaking = No, summary = "deletion can be declined; metering repairs" }
      , { version = "7.26.0", date = 2020-06-22, kind = Feature, breaking = No, summary = "usage-based tenant fees" }
      , { version = "7.26.1", date = 2020-06-24, kind = Patch, breaking = No, summary = "GCP mapping per landing zone; Azure robustness" }
      , { version = "7.27.0", date = 2020-06-25, kind = Feature, breaking = No, summary = "skip disabled Azure subscriptions" }
      , { version = "7.28.0", date = 2020-07-01, kind = Feature, breaking = No, summary = "customer creation with empty schema fixed" }
      , { version = "7.28.1", date = 2020-07-03, kind = Patch, breaking = No, summary = "reports decoupled from VM collection" }
      , { version = "7.29.0", date = 2020-07-15, kind = Feature, breaking = No, summary = "deletion queue; external redirect page" }
      , { version = "7.30.0", date = 2020-07-28, kind = Feature, breaking = No, summary = "groups with roles; several roles per project" }
      , { version = "7.31.0", date = 2020-08-14, kind = Feature, breaking = Yes, summary = "GCP identity hardening; lookup attribute selectable" }
      , { version = "7.31.1", date = 2020-08-27, kind = Patch, breaking = No, summary = "vanishing project users fixed" }
      , { version = "7.32.0", date = 2020-08-31, kind = Feature, breaking = No, summary = "landing zone tags; hierarchical GCP folders" }
      , { version = "7.33.0", date = 2020-09-09, kind = Feature, breaking = Yes, summary = "LDAP import arrives; kebab-case option names" }
      , { version = "7.34.0", date = 2020-09-11, kind = Feature, breaking = No, summary = "tiered discounts, setup fees, identifier regex" }
      , { version = "7.35.0", date = 2020-09-18, kind = Feature, breaking = Unknown, summary = "no item list published" }
      , { version = "7.35.1", date = 2020-09-21, kind = Patch, breaking = No, summary = "Azure subscription tags; deletion repaired" }
      , { version = "7.36.0", date = 2020-09-29, kind = Feature, breaking = No, summary = "policy checks in API; group screens" }
      , { version = "7.37.0", date = 2020-10-07, kind = Feature, breaking = No, summary = "AWS tagging; more policy checks" }
      , { version = "7.38.0", date = 2020-10-14, kind = Feature, breaking = Yes, summary = "GCP impersonation and OpenShift broker login removed" }
      , { version = "7.39.0", date = 2020-10-22, kind = Feature, breaking = No, summary = "address-free projects; panel polish; API errors" }
      , { version = "7.40.0", date = 2020-10-29, kind = Feature, breaking = No, summary = "tag clean-up per cloud; payment import" }
      , { version = "7.41.0", date = 2020-11-04, kind = Feature, breaking = No, summary = "GCP tenant fees; strict group replication" }
      , { version = "7.42.0", date = 2020-11-11, kind = Feature, breaking = Yes, summary = "OpenShift catalog type split; owner role" }
      , { version = "7.43.0", date = 2020-11-23, kind = Feature, breaking = No, summary = "policy editing; declarative group removal" }
      , { version = "7.44.0", date = 2020-11-26, kind = Feature, breaking = No, summary = "health endpoint extended; binding validation" }
      , { version = "7.44.1", date = 2020-12-02, kind = Patch, breaking = Yes, summary = "payment method types restructured; long mail domains" }
      , { version = "7.45.0", date = 2020-12-11, kind = Feature, breaking = No, summary = "periodic marketplace counters; AWS retry" }
      , { version = "7.46.0", date = 2020-12-16, kind = Feature, breaking = No, summary = "default user tags on startup" }
      , { version = "7.47.0", date = 2020-12-23, kind = Feature, breaking = No, summary = "euid from directory attributes; LZ fees" }
      , { version = "7.48.0", date = 2021-01-11, kind = Feature, breaking = No, summary = "tag definitions maintainable in panel" }
      , { version = "7.49.0", date = 2021-01-14, kind = Feature, breaking = No, summary = "statement alerts; payment details; tag name checks" }
      , { version = "7.50.0", date = 2021-01-20, kind = Feature, breaking = Yes, summary = "GCP project names; name-based discovery dropped" }
      , { version = "7.51.0", date = 2021-01-27, kind = Feature, breaking = No, summary = "gauge and sampling marketplace metrics" }
      , { version = "7.51.1", date = 2021-01-28, kind = Patch, breaking = No, summary = "new Azure tenants replicate again" }
      , { version = "7.52.0", date = 2021-02-03, kind = Feature, breaking = Yes, summary = "address concept retired; compliance role" }
      , { version = "7.53.0", date = 2021-02-10, kind = Feature, breaking = No, summary = "versioned API paths; step status" }
      , { version = "7.53.1", date = 2021-02-10, kind = Patch, breaking = No, summary = "startup defaults restored" }
      , { version = "7.53.2", date = 2021-02-15, kind = Patch, breaking = No, summary = "AWS metering recovery; menu move" }
      , { version = "7.54.0", date = 2021-02-15, kind = Feature, breaking = No, summary = "self-describing API; AWS retry fix" }
      , { version = "7.55.0", date = 2021-02-16, kind = Feature, breaking = No, summary = "manual replication; OpenShift quotas" }
      , { version = "7.55.1", date = 2021-02-18, kind = Patch, breaking = No, summary = "large AWS account metering" }
      , { version = "7.56.0", date = 2021-02-24, kind = Feature, breaking = No, summary = "block unknown invitees; read endpoints" }
      , { version = "7.57.0", date = 2021-03-03, kind = Feature, breaking = No, summary = "tenant quota handling; payment endpoint" }
      , { version = "7.58.0", date = 2021-03-09, kind = Feature, breaking = No, summary = "AWS line item filter" }
      , { version = "7.59.0", date = 2021-03-11, kind = Feature, breaking = Yes, summary = "fewer optional options; Azure creation API upgrade" }
      , { version = "7.60.0", date = 2021-03-17, kind = Feature, breaking = No, summary = "LDAP dry run and metrics" }
      , { version = "7.61.0", date = 2021-03-24, kind = Feature, breaking = No, summary = "several LDAP sources; OpenStack federated login" }
      , { version = "7.62.0", date = 2021-03-31, kind = Feature, breaking = No, summary = "groups on projects; broker membership sync" }
      , { version = "7.63.0", date = 2021-04-07, kind = Feature, breaking = No, summary = "quota review for partners; username from IdP" }
      , { version = "7.64.0", date = 2021-04-14, kind = Feature, breaking = No, summary = "GCP cost gaps; clearer messages" }
      , { version = "7.65.0", date = 2021-04-21, kind = Feature, breaking = No, summary = "replication metrics; group audit trail" }
      , { version = "7.66.0", date = 2021-04-28, kind = Feature, breaking = No, summary = "LDAP transfer timeout adjustable" }
      , { version = "7.67.0", date = 2021-05-05, kind = Feature, breaking = No, summary = "JSON imports; duplicate object warnings" }
      , { version = "7.67.1", date = 2021-05-07, kind = Patch, breaking = No, summary = "manual replication repaired" }
      , { version = "7.68.0", date = 2021-05-12, kind = Feature, breaking = Yes, summary = "Lambda headers URL-encoded; platforms assigned directly" }
      , { version = "7.69.0", date = 2021-05-19, kind = Feature, breaking = No, summary = "role audit completed; Azure alias fix" }
      , { version = "7.70.0", date = 2021-05-26, kind = Feature, breaking = No, summary = "usernames reusable; Azure assignment API" }
      , { version = "7.71.0", date = 2021-06-02, kind = Feature, breaking = No, summary = "HTML announcements; full tenant tags" }
      , { version = "7.72.0", date = 2021-06-09, kind = Feature, breaking = No, summary = "broker outages tolerated in metering" }
      , { version = "7.73.0", date = 2021-06-16, kind = Feature, breaking = No, summary = "AWS Cost Explorer data source" }
      , { version = "7.73.1", date = 2021-06-18, kind = Patch, breaking = No, summary = "tenant clean-up; tag creation repaired" }
      , { version = "7.74.0", date = 2021-06-23, kind = Feature, breaking = No, summary = "VM states; violations during edits" }
      , { version = "7.74.1", date = 2021-06-29, kind = Patch, breaking = No, summary = "directory lookup by alternate mail" }
      , { version = "7.75.0", date = 2021-06-30, kind = Feature, breaking = No, summary = "single customer creation path; missing-user resilience" }
      , { version = "7.76.0", date = 2021-07-07, kind = Feature, breaking = No, summary = "clearable tags; landing zone names" }
      , { version = "7.76.1", date = 2021-07-14, kind = Patch, breaking = No, summary = "import paging links; role request fixes" }
      , { version = "7.77.0", date = 2021-07-19, kind = Feature, breaking = No, summary = "AWS SSO and quota API" }
      , { version = "7.78.0", date = 2021-07-21, kind = Feature, breaking = No, summary = "Control Tower enrolment; GCP billing rework" }
      , { version = "7.79.0", date = 2021-07-28, kind = Feature, breaking = No, summary = "sign-in link; extra tagging metadata" }
      , { version = "7.80.0", date = 2021-08-04, kind = Feature, breaking = Yes, summary = "discount scopes generalised; quota definitions screen" }
      , { version = "7.81.0", date = 2021-08-11, kind = Feature, breaking = No, summary = "platforms wired through config; OpenShift 4 templates" }
      , { version = "7.82.0", date = 2021-08-18, kind = Feature, breaking = No, summary = "volume claims metered; quota auto-approval" }
      , { version = "7.83.0", date = 2021-08-25, kind = Feature, breaking = Yes, summary = "stricter identifiers; AWS collection schedule" }
      , { version = "7.84.0", date = 2021-09-01, kind = Feature, breaking = No, summary = "enrolment per LZ; landing zone required" }
      , { version = "7.84.1", date = 2021-09-01, kind = Patch, breaking = No, summary = "monitoring rollout repaired" }
      , { version = "7.85.0", date = 2021-09-08, kind = Feature, breaking = Yes, summary = "mail from directory; lookup options relocated" }
      , { version = "7.86.0", date = 2021-09-15, kind = Feature, breaking = No, summary = "tag ordering; user listing filters" }
      , { version = "7.87.0", date = 2021-09-22, kind = Feature, breaking = No, summary = "admin access control; duplicate lookup fix" }
      , { version = "7.88.0", date = 2021-09-27, kind = Feature, breaking = No, summary = "new projects overview" }
      , { version = "7.88.1", date = 2021-09-27, kind = Patch, breaking = No, summary = "manage button restored" }
      , { version = "7.88.2", date = 2021-09-29, kind = Patch, breaking = No, summary = "Control Tower refinement" }
      , { version = "7.89.0", date = 2021-10-06, kind = Feature, breaking = No, summary = "user details; sequence failures logged" }
      , { version = "7.90.0", date = 2021-10-13, kind = Feature, breaking = No, summary = "customer access screens; Azure metering skip" }
      , { version = "7.91.0", date = 2021-10-20, kind = Feature, breaking = No, summary = "statements relocated; declarative binding removal" }
      , { version = "7.92.0", date = 2021-10-27, kind = Feature, breaking = No, summary = "global groups; feedback portal; control planes" }
      , { version = "7.93.0", date = 2021-10-28, kind = Feature, breaking = No, summary = "startup migration problem; broker screens moved" }
      , { version = "7.93.1", date = 2021-10-29, kind = Patch, breaking = No, summary = "list action buttons repaired" }
      , { version = "7.94.0", date = 2021-11-03, kind = Feature, breaking = Yes, summary = "AWS usage-file metering dropped; SCIM ids" }
      , { version = "7.95.0", date = 2021-11-08, kind = Feature, breaking = No, summary = "GCP projects at organisation root" }
      , { version = "7.96.0", date = 2021-11-10, kind = Feature, breaking = Yes, summary = "AKS complete; invite links withdrawn" }
      , { version = "7.97.0", date = 2021-11-17, kind = Feature, breaking = Yes, summary = "tag mapper naming; control plane moves" }
      , { version = "7.98.0", date = 2021-11-17, kind = Feature, breaking = No, summary = "landing zones receive identifiers" }
      , { version = "7.99.0", date = 2021-11-24, kind = Feature, breaking = No, summary = "fee by LZ identifier; AKS access text" }
      , { version = "7.100.0", date = 2021-12-01, kind = Feature, breaking = No, summary = "AKS multiple roles; project screens" }
      , { version = "7.101.0", date = 2021-12-08, kind = Feature, breaking = Yes, summary = "unified name templates; collection throttling" }
      , { version = "7.101.1", date = 2021-12-09, kind = Patch, breaking = Yes, summary = "template placeholder syntax changed again" }
      , { version = "7.101.2", date = 2021-12-09, kind = Patch, breaking = No, summary = "rollout problem solved" }
      , { version = "7.102.0", date = 2021-12-15, kind = Feature, breaking = No, summary = "project deletion screen; cached tenants" }
      , { version = "7.103.0", date = 2021-12-20, kind = Feature, breaking = No, summary = "tenant sequence placeholder; quota screen" }
      , { version = "7.104.0", date = 2022-01-10, kind = Feature, breaking = No, summary = "sequence number for hooks; statement tuning" }
      , { version = "7.104.1", date = 2022-01-12, kind = Patch, breaking = No, summary = "statement links; mapping validation" }
      , { version = "7.105.0", date = 2022-01-19, kind = Feature, breaking = No, summary = "Azure rate limits; tenant v2 format" }
      , { version = "7.105.1", date = 2022-01-21, kind = Patch, breaking = No, summary = "payment switching repaired" }
      , { version = "7.106.0", date = 2022-01-26, kind = Feature, breaking = No, summary = "billing job timing" }
      , { version = "7.107.0", date = 2022-02-02, kind = Feature, breaking = No, summary = "platforms creatable in panel" }
      , { version = "7.108.0", date = 2022-02-09, kind = Feature, breaking = No, summary = "steadier tenant deletion; tag rights" }
      , { version = "7.109.0", date = 2022-02-16, kind = Feature, breaking = Yes, summary = "default GCP labels no longer written" }
      , { version = "7.110.0", date = 2022-02-23, kind = Feature, breaking = Yes, summary = "fixed tier fees; dashes kept in labels" }
      , { version = "7.111.0", date = 2022-03-02, kind = Feature, breaking = Yes, summary = "single rule per policy; payment cap" }
      , { version = "7.112.0", date = 2022-03-09, kind = Feature, breaking = No, summary = "write-once tags; platform activation switch" }
      , { version = "7.113.0", date = 2022-03-16, kind = Feature, breaking = No, summary = "role mappings unified in LZ" }
      , { version = "7.114.0", date = 2022-03-23, kind = Feature, breaking = No, summary = "partner role picks; unmanaged list freshness" }
      , { version = "7.114.1", date = 2022-03-23, kind = Patch, breaking = No, summary = "rollout problem repaired" }
      , { version = "7.115.0", date = 2022-03-30, kind = Feature, breaking = Yes, summary = "policies become directional; external payment link" }
      , { version = "7.116.0", date = 2022-04-06, kind = Feature, breaking = No, summary = "OpenShift settings move to panel" }
      , { version = "7.117.0", date = 2022-04-14, kind = Feature, breaking = No, summary = "GCP and AWS settings in panel" }
      , { version = "7.118.0", date = 2022-04-20, kind = Feature, breaking = Yes, summary = "Azure/Kubernetes settings in panel; backslashes refused" }
      , { version = "7.119.0", date = 2022-04-27, kind = Feature, breaking = No, summary = "access policies applied; payment fixes" }
      , { version = "7.120.0", date = 2022-05-04, kind = Feature, breaking = No, summary = "budget and tenant mails" }
      , { version = "7.121.0", date = 2022-05-11, kind = Feature, breaking = No, summary = "policy-protected tags; tenant filters" }
      , { version = "7.122.0", date = 2022-05-18, kind = Feature, breaking = No, summary = "static tag values repaired" }
      , { version = "7.123.0", date = 2022-05-25, kind = Feature, breaking = No, summary = "GCP carbon data; label slashes" }
      , { version = "7.124.0", date = 2022-06-01, kind = Feature, breaking = No, summary = "statement previews" }
      , { version = "7.125.0", date = 2022-06-08, kind = Feature, breaking = No, summary = "panel registration blocked when external" }
      , { version = "7.126.0", date = 2022-06-17, kind = Feature, breaking = No, summary = "zero-cost Azure tenants charged back" }
      , { version = "7.127.0", date = 2022-06-22, kind = Feature, breaking = No, summary = "OpenStack metering and mapping fixes" }
      , { version = "7.128.0", date = 2022-06-29, kind = Feature, breaking = No, summary = "payment usage export; alert deduplication" }
      , { version = "7.129.0", date = 2022-07-06, kind = Feature, breaking = No, summary = "carbon reports; multi-value export" }
      , { version = "7.130.0", date = 2022-07-12, kind = Feature, breaking = No, summary = "logo upload by administrators" }
      , { version = "7.131.0", date = 2022-07-20, kind = Feature, breaking = No, summary = "degraded operation when services fail" }
      , { version = "7.132.0", date = 2022-07-27, kind = Feature, breaking = No, summary = "budget rollover between periods" }
      , { version = "7.133.0", date = 2022-08-03, kind = Feature, breaking = No, summary = "statement retrieval API" }
      , { version = "7.134.0", date = 2022-08-10, kind = Feature, breaking = No, summary = "stuck instance purge; carbon v5" }
      , { version = "7.135.0", date = 2022-08-17, kind = Feature, breaking = No, summary = "domain tab hidden when unused" }
      , { version = "7.135.1", date = 2022-08-24, kind = Patch, breaking = No, summary = "resettable platform options; report period field" }
      , { version = "7.135.2", date = 2022-08-31, kind = Patch, breaking = No, summary = "marketplace chart scaling" }
      , { version = "7.136.0", date = 2022-09-08, kind = Feature, breaking = No, summary = "OpenAPI and Postman artefacts" }
      , { version = "7.137.0", date = 2022-09-14, kind = Feature, breaking = No, summary = "Azure password rotation immediate" }
      , { version = "7.138.0", date = 2022-09-21, kind = Feature, breaking = No, summary = "login lookup fallback; user filters" }
      , { version = "7.139.0", date = 2022-09-27, kind = Feature, breaking = No, summary = "project creation summary step" }
      , { version = "7.140.0", date = 2022-10-04, kind = Feature, breaking = No, summary = "group endpoint; success hints" }
      , { version = "7.141.0", date = 2022-10-12, kind = Feature, breaking = No, summary = "tenant-level deletion approval" }
      , { version = "7.142.0", date = 2022-10-18, kind = Feature, breaking = No, summary = "wizard tenant step; import duplicates" }
      , { version = "7.143.0", date = 2022-10-20, kind = Feature, breaking = No, summary = "GCP unmanaged discovery; SCIM groups" }
      , { version = "7.144.0", date = 2022-10-26, kind = Feature, breaking = No, summary = "Azure resource groups as tenants" }
      , { version = "7.144.1", date = 2022-10-27, kind = Patch, breaking = No, summary = "multi-select tags repaired" }
      , { version = "7.144.2", date = 2022-10-31, kind = Patch, breaking = No, summary = "service form options repaired" }
      , { version = "7.145.0", date = 2022-11-09, kind = Feature, breaking = Yes, summary = "legacy workflow API deleted; Slack messages" }
      , { version = "7.146.0", date = 2022-11-16, kind = Feature, breaking = No, summary = "hung panel solved; group filtering" }
      , { version = "7.147.0", date = 2022-11-23, kind = Feature, breaking = No, summary = "report finalisation repaired; smarter polling" }
      , { version = "7.148.0", date = 2022-11-30, kind = Feature, breaking = No, summary = "platform retirement; LDAP fallback attributes" }
      , { version = "7.149.0", date = 2022-12-07, kind = Feature, breaking = Unknown, summary = "group endpoint revised; expired payments" }
      , { version = "7.150.0", date = 2022-12-14, kind = Feature, breaking = No, summary = "admin project list; directory options" }
      , { version = "7.150.1", date = 2022-12-15, kind = Patch, breaking = No, summary = "GCP default setting corrected" }
      , { version = "7.151.0", date = 2022-12-28, kind = Feature, breaking = No, summary = "replication failure notices" }
      , { version = "7.152.0", date = 2023-01-03, kind = Feature, breaking = No, summary = "finalised marker; preview clean-up" }
      , { version = "7.152.1", date = 2023-01-04, kind = Patch, breaking = No, summary = "report generation repaired" }
      , { version = "7.153.0", date = 2023-01-05, kind = Feature, breaking = No, summary = "administration dashboard" }
      , { version = "7.154.0", date = 2023-01-11, kind = Feature, breaking = Yes, summary = "deleted tenants charged; LDAP user scope option" }
      , { version = "7.155.0", date = 2023-01-18, kind = Feature, breaking = Yes, summary = "Azure owner id mandatory for enrolment" }
      , { version = "7.156.0", date = 2023-01-25, kind = Feature, breaking = No, summary = "payment reminders; cumulative charts" }
      , { version = "7.157.0", date = 2023-01-30, kind = Feature, breaking = No, summary = "universe chart; reminder tuning" }
      , { version = "7.158.0", date = 2023-02-01, kind = Feature, breaking = No, summary = "payment filter; user listing for admins" }
      , { version = "7.159.0", date = 2023-02-08, kind = Feature, breaking = No, summary = "stale access groups removed automatically" }
      , { version = "7.160.0", date = 2023-02-15, kind = Feature, breaking = No, summary = "OpenShift group clean-up; quota saving" }
      , { version = "7.161.0", date = 2023-02-22, kind = Feature, breaking = No, summary = "operation without payment methods" }
      , { version = "7.161.1", date = 2023-02-27, kind = Patch, breaking = No, summary = "AWS multi-role permissions" }
      , { version = "7.162.0", date = 2023-03-01, kind = Feature, breaking = No, summary = "API users managed in panel" }
      , { version = "7.163.0", date = 2023-03-08, kind = Feature, breaking = No, summary = "several Azure roles per role" }
      , { version = "7.164.0", date = 2023-03-15, kind = Feature, breaking = No, summary = "building blocks introduced" }
      , { version = "7.165.0", date = 2023-03-21, kind = Feature, breaking = No, summary = "block details; administrative tenant screen" }
      , { version = "7.165.1", date = 2023-03-23, kind = Patch, breaking = No, summary = "Azure retroactive corrections" }
      , { version = "7.166.0", date = 2023-03-30, kind = Feature, breaking = No, summary = "manual block notices; platform audit" }
      , { version = "7.167.0", date = 2023-03-31, kind = Feature, breaking = No, summary = "block deletion; Azure cost API" }
      , { version = "7.168.0", date = 2023-04-12, kind = Feature, breaking = No, summary = "Terraform blocks with outputs" }
      , { version = "7.168.1", date = 2023-04-12, kind = Patch, breaking = No, summary = "block schema migration repaired" }
      , { version = "7.169.0", date = 2023-04-19, kind = Feature, breaking = No, summary = "secret inputs; wider SCIM coverage" }
      , { version = "7.169.1", date = 2023-04-20, kind = Patch, breaking = No, summary = "rollout incident" }
      , { version = "7.170.0", date = 2023-04-26, kind = Feature, breaking = No, summary = "mail footer option; private repositories" }
      , { version = "7.171.0", date = 2023-05-04, kind = Feature, breaking = No, summary = "SCIM default tags; deletion modes" }
      , { version = "7.172.0", date = 2023-05-10, kind = Feature, breaking = No, summary = "API password rotation; definition editing" }
      , { version = "7.173.0", date = 2023-05-17, kind = Feature, breaking = No, summary = "dependent blocks" }
      , { version = "7.174.0", date = 2023-05-24, kind = Feature, breaking = No, summary = "dependency pickers; execution remarks" }
      , { version = "7.174.1", date = 2023-05-25, kind = Patch, breaking = No, summary = "dependent block reruns repaired" }
      , { version = "7.175.0", date = 2023-05-31, kind = Feature, breaking = No, summary = "GCP clean-up; dependency checks" }
      , { version = "7.176.0", date = 2023-06-07, kind = Feature, breaking = No, summary = "owner always required; role descriptions" }
      , { version = "2023.1.0", date = 2023-06-14, kind = Feature, breaking = No, summary = "blocks selectable while creating tenants" }
      , { version = "2023.2.0", date = 2023-06-21, kind = Feature, breaking = No, summary = "Azure MCA beta; usage analytics switch" }
      , { version = "2023.3.0", date = 2023-06-28, kind = Feature, breaking = Yes, summary = "needless MCA option dropped; tags in names" }
      , { version = "2023.4.0", date = 2023-07-05, kind = Feature, breaking = No, summary = "block purge and repository repairs" }
      , { version = "2023.5.0", date = 2023-07-13, kind = Feature, breaking = Unknown, summary = "customer becomes workspace" }
      , { version = "2023.6.0", date = 2023-07-19, kind = Feature, breaking = No, summary = "namespace naming patterns; SBOM published" }
      , { version = "2023.7.0", date = 2023-07-26, kind = Feature, breaking = Yes, summary = "workspace wording in exports; file inputs" }
      , { version = "2023.8.0", date = 2023-08-03, kind = Feature, breaking = Unknown, summary = "customer roles receive workspace names" }
      , { version = "2023.9.0", date = 2023-08-09, kind = Feature, breaking = No, summary = "tenant charts; sortable block list" }
      , { version = "2023.9.1", date = 2023-08-10, kind = Patch, breaking = No, summary = "usage report stability" }
      , { version = "2023.10.0", date = 2023-08-16, kind = Feature, breaking = No, summary = "workspace placeholders; settings page" }
      , { version = "2023.11.0", date = 2023-08-23, kind = Feature, breaking = No, summary = "block versions; cyclic dependency guard" }
      , { version = "2023.12.0", date = 2023-08-30, kind = Feature, breaking = Yes, summary = "Terraform version ceiling; owner check skippable" }
      , { version = "2023.13.0", date = 2023-09-06, kind = Feature, breaking = No, summary = "draft definitions; expiring workspace roles" }
      , { version = "2023.14.0", date = 2023-09-13, kind = Feature, breaking = No, summary = "role expiry policy; operator inputs" }
      , { version = "2023.15.0", date = 2023-09-21, kind = Feature, breaking = No, summary = "version-level dependencies; bulk runs" }
      , { version = "2023.16.0", date = 2023-09-27, kind = Feature, breaking = No, summary = "generated credentials for cloud blocks" }
      , { version = "2023.17.0", date = 2023-10-04, kind = Feature, breaking = No, summary = "SCIM-only mode; block upgrades" }
      , { version = "2023.18.0", date = 2023-10-11, kind = Feature, breaking = Unknown, summary = "published definitions become read-only" }
      , { version = "2023.19.0", date = 2023-10-18, kind = Feature, breaking = No, summary = "currency conversion in finance reports" }
      , { version = "2023.20.0", date = 2023-10-25, kind = Feature, breaking = No, summary = "custom platform types" }
      , { version = "2023.21.0", date = 2023-11-01, kind = Feature, breaking = No, summary = "emergency admin re-entry; converted charts" }
      , { version = "2023.22.0", date = 2023-11-08, kind = Feature, breaking = No, summary = "conversion in statements API; LZ-only blocks" }
      , { version = "2023.23.0", date = 2023-11-15, kind = Feature, breaking = No, summary = "permissions handed to blocks; budget recipients" }
      , { version = "2023.24.0", date = 2023-11-22, kind = Feature, breaking = No, summary = "external cost import endpoint" }
      , { version = "2023.25.0", date = 2023-11-29, kind = Feature, breaking = Yes, summary = "external cost endpoint renamed" }
      , { version = "2023.26.0", date = 2023-12-07, kind = Feature, breaking = No, summary = "mandatory blocks via API; instance search" }
      , { version = "2023.26.1", date = 2023-12-07, kind = Patch, breaking = No, summary = "longer metering migration timeouts" }
      , { version = "2023.27.0", date = 2023-12-13, kind = Feature, breaking = No, summary = "faster reports; SCIM group scale" }
      , { version = "2023.27.1", date = 2023-12-14, kind = Patch, breaking = No, summary = "recertification mails; SCIM patch fix" }
      , { version = "2023.28.0", date = 2023-12-20, kind = Feature, breaking = No, summary = "marketplace tab on tenants; MCA owners" }
      , { version = "2024.1.0", date = 2024-01-03, kind = Feature, breaking = No, summary = "SCIM throttling; role expiry notices" }
      , { version = "2024.2.0", date = 2024-01-10, kind = Feature, breaking = Yes, summary = "OpenStack Panko dropped; welcome page" }
      , { version = "2024.2.1", date = 2024-01-12, kind = Patch, breaking = No, summary = "block table flicker" }
      , { version = "2024.3.0", date = 2024-01-17, kind = Feature, breaking = No, summary = "git branches for blocks; shared cart" }
      , { version = "2024.4.0", date = 2024-01-18, kind = Feature, breaking = Yes, summary = "SCIM requires explicit enablement" }
      , { version = "2024.5.0", date = 2024-01-24, kind = Feature, breaking = No, summary = "new marketplace; quota notices; onboarding" }
      , { version = "2024.5.1", date = 2024-01-26, kind = Patch, breaking = No, summary = "marketplace refinements" }
      , { version = "2024.6.0", date = 2024-01-31, kind = Feature, breaking = No, summary = "block publishing states; shared mail imports" }
      , { version = "2024.7.0", date = 2024-02-07, kind = Feature, breaking = Yes, summary = "Cloud Foundry private domains removed" }
      , { version = "2024.7.1", date = 2024-02-07, kind = Patch, breaking = No, summary = "first sign-in repaired" }
      , { version = "2024.8.0", date = 2024-02-14, kind = Feature, breaking = No, summary = "workspaces may offer platforms" }
      , { version = "2024.9.0", date = 2024-02-21, kind = Feature, breaking = Yes, summary = "technical service users dropped; service prices" }
      , { version = "2024.10.0", date = 2024-02-28, kind = Feature, breaking = No, summary = "OpenStack settings in panel; empty projects" }
      , { version = "2024.11.0", date = 2024-03-06, kind = Feature, breaking = No, summary = "Cloud Foundry settings, quotas and LZs" }
      , { version = "2024.12.0", date = 2024-03-13, kind = Feature, breaking = No, summary = "restricted badge; broker area move" }
      , { version = "2024.13.0", date = 2024-03-20, kind = Feature, breaking = No, summary = "ownership transfer; finance view for providers" }
      , { version = "2024.14.0", date = 2024-03-21, kind = Feature, breaking = No, summary = "stuck replication; marketplace guidance" }
      , { version = "2024.15.0", date = 2024-03-27, kind = Feature, breaking = No, summary = "block marketplace and revenue reports" }
      , { version = "2024.16.0", date = 2024-04-03, kind = Feature, breaking = Unknown, summary = "keyless Azure federation; old OSB screens retired" }
      , { version = "2024.17.0", date = 2024-04-10, kind = Feature, breaking = No, summary = "keyless GCP federation; CPU suffix metering" }
      , { version = "2024.18.0", date = 2024-04-17, kind = Feature, breaking = No, summary = "keyless AWS federation; payments optional" }
      , { version = "2024.19.0", date = 2024-04-24, kind = Feature, breaking = No, summary = "automatic tenant deletion; LZ contributors" }
      , { version = "2024.20.0", date = 2024-05-02, kind = Feature, breaking = No, summary = "workspace API keys; editable platform types" }
      , { version = "2024.21.0", date = 2024-05-08, kind = Feature, breaking = No, summary = "second-generation event log; quota reset" }
      , { version = "2024.22.0", date = 2024-05-15, kind = Feature, breaking = No, summary = "key-managed projects; LZ policies" }
      , { version = "2024.23.0", date = 2024-05-22, kind = Feature, breaking = No, summary = "event logs for platforms and projects" }
      , { version = "2024.23.1", date = 2024-05-23, kind = Patch, breaking = No, summary = "platform sign-in addresses repaired" }
      , { version = "2024.24.0", date = 2024-05-28, kind = Feature, breaking = No, summary = "replication progress reload; mail fix" }
      , { version = "2024.25.0", date = 2024-06-05, kind = Feature, breaking = No, summary = "API key switch; same-tenant MCA" }
      , { version = "2024.26.0", date = 2024-06-12, kind = Feature, breaking = No, summary = "four extra currencies; nested OUs" }
      , { version = "2024.27.0", date = 2024-06-19, kind = Feature, breaking = No, summary = "keys for instances and blocks" }
      , { version = "2024.28.0", date = 2024-06-26, kind = Feature, breaking = No, summary = "input display names" }
      , { version = "2024.28.1", date = 2024-06-27, kind = Patch, breaking = No, summary = "overnight replication tuning" }
      , { version = "2024.28.2", date = 2024-07-01, kind = Patch, breaking = No, summary = "overnight replication repaired" }
      , { version = "2024.29.0", date = 2024-07-03, kind = Feature, breaking = Yes, summary = "binding endpoints; silent status code shift" }
      , { version = "2024.30.0", date = 2024-07-10, kind = Feature, breaking = No, summary = "import permission; resilient daily replication" }
      , { version = "2024.30.1", date = 2024-07-10, kind = Patch, breaking = No, summary = "rollout problem solved" }
      , { version = "2024.31.0", date = 2024-07-17, kind = Feature, breaking = No, summary = "quick key responses; euid at login" }
      , { version = "2024.32.0", date = 2024-07-24, kind = Feature, breaking = No, summary = "faster lists; expiry date fixes" }
      , { version = "2024.33.0", date = 2024-08-01, kind = Feature, breaking = No, summary = "key login documented; pending deletions" }
      , { version = "2024.34.0", date = 2024-08-07, kind = Feature, breaking = Yes, summary = "Accept header version enforced in QA" }
      , { version = "2024.35.0", date = 2024-08-14, kind = Feature, breaking = No, summary = "OpenTofu support; LZ target moves" }
      , { version = "2024.35.1", date = 2024-08-15, kind = Patch, breaking = No, summary = "SSH block repair" }
      , { version = "2024.36.0", date = 2024-08-21, kind = Feature, breaking = No, summary = "background job speed; Terraform logs" }
      , { version = "2024.37.0", date = 2024-08-28, kind = Feature, breaking = No, summary = "adjustable runner timeouts; live status" }
      , { version = "2024.38.0", date = 2024-09-05, kind = Feature, breaking = No, summary = "Azure cancel ignores leftovers" }
      , { version = "2024.39.0", date = 2024-09-11, kind = Feature, breaking = No, summary = "detailed run status API" }
      , { version = "2024.39.1", date = 2024-09-13, kind = Patch, breaking = No, summary = "failed step logs visible" }
      , { version = "2024.40.0", date = 2024-09-19, kind = Feature, breaking = No, summary = "tag definition cap; deletion fixes" }
      , { version = "2024.40.1", date = 2024-09-20, kind = Patch, breaking = No, summary = "block source and log repairs" }
      , { version = "2024.41.0", date = 2024-09-25, kind = Feature, breaking = Yes, summary = "location provider data withdrawn" }
      , { version = "2024.42.0", date = 2024-10-02, kind = Feature, breaking = Yes, summary = "versioned headers and workspace API enforced" }
      , { version = "2024.43.0", date = 2024-10-09, kind = Feature, breaking = Unknown, summary = "uniform API errors; binding v3" }
      , { version = "2024.43.1", date = 2024-10-11, kind = Patch, breaking = No, summary = "Azure role assignment repaired" }
      , { version = "2024.44.0", date = 2024-10-16, kind = Feature, breaking = No, summary = "tag definition read API" }
      , { version = "2024.45.0", date = 2024-10-23, kind = Feature, breaking = No, summary = "admin-level keys; expired role guard" }
      , { version = "2024.46.0", date = 2024-10-28, kind = Feature, breaking = No, summary = "tag event log; type checks" }
      , { version = "2024.47.0", date = 2024-10-30, kind = Feature, breaking = No, summary = "tenant move groundwork; statement transparency" }
      , { version = "2024.47.1", date = 2024-10-30, kind = Patch, breaking = No, summary = "post-replication refresh repaired" }
      , { version = "2024.48.0", date = 2024-11-06, kind = Feature, breaking = No, summary = "GitHub pipelines; tag definition writes" }
      , { version = "2024.49.0", date = 2024-11-14, kind = Feature, breaking = Yes, summary = "API status codes corrected; tenant move beta" }
      , { version = "2024.50.0", date = 2024-11-20, kind = Feature, breaking = No, summary = "erroneous statements withdrawn; role wording" }
      , { version = "2024.51.0", date = 2024-11-28, kind = Feature, breaking = Yes, summary = "resource inventory removed; 201 responses" }
      , { version = "2024.52.0", date = 2024-12-02, kind = Feature, breaking = No, summary = "duplicate local ids; November GCP reports" }
      , { version = "2024.53.0", date = 2024-12-04, kind = Feature, breaking = No, summary = "key lifetime limit; statement CSV" }
      , { version = "2024.54.0", date = 2024-12-09, kind = Feature, breaking = No, summary = "key quota; tenant cost history" }
      , { version = "2024.55.0", date = 2024-12-12, kind = Feature, breaking = Yes, summary = "customer endpoints disabled; ABAC conditions" }
      , { version = "2024.56.0", date = 2024-12-18, kind = Feature, breaking = No, summary = "daily message editable in settings" }
      , { version = "2025.1.0", date = 2025-01-08, kind = Feature, breaking = No, summary = "usage report API v3; abortable runs" }
      , { version = "2025.2.0", date = 2025-01-15, kind = Feature, breaking = No, summary = "incomplete statements finalisable" }
      , { version = "2025.3.0", date = 2025-01-22, kind = Feature, breaking = No, summary = "chargeback 2.0 switch; unknown tags refused" }
      , { version = "2025.4.0", date = 2025-01-29, kind = Feature, breaking = Yes, summary = "location edits limited to admins" }
      , { version = "2025.5.0", date = 2025-02-05, kind = Feature, breaking = No, summary = "currency switch self-service; search robustness" }
      , { version = "2025.6.0", date = 2025-02-12, kind = Feature, breaking = No, summary = "import permission for keys; forecasts" }
      , { version = "2025.7.0", date = 2025-02-19, kind = Feature, breaking = No, summary = "expired bindings swept; UUID filter" }
      , { version = "2025.7.1", date = 2025-02-24, kind = Patch, breaking = No, summary = "SSH field visibility" }
      , { version = "2025.8.0", date = 2025-02-26, kind = Feature, breaking = Yes, summary = "instance API status codes; connection tests" }
      , { version = "2025.9.0", date = 2025-03-05, kind = Feature, breaking = Yes, summary = "chargeback 2.0 compulsory; customer objects gone" }
      , { version = "2025.10.0", date = 2025-03-12, kind = Feature, breaking = Yes, summary = "unsupported media types rejected" }
      , { version = "2025.10.1", date = 2025-03-13, kind = Patch, breaking = No, summary = "project role change repaired" }
      , { version = "2025.11.0", date = 2025-03-19, kind = Feature, breaking = Unknown, summary = "user endpoints; Azure role API swap" }
      , { version = "2025.11.1", date = 2025-03-20, kind = Patch, breaking = No, summary = "broken LZ navigation repaired" }
      , { version = "2025.11.2", date = 2025-03-25, kind = Patch, breaking = No, summary = "workspace blocks as parents" }
      , { version = "2025.12.0", date = 2025-03-26, kind = Feature, breaking = No, summary = "LDAP connector API upgrade; user state events" }
      , { version = "2025.13.0", date = 2025-03-28, kind = Feature, breaking = No, summary = "marketplace readmes; due date repair" }
      , { version = "2025.14.0", date = 2025-04-02, kind = Feature, breaking = No, summary = "communication item types; block filters" }
      , { version = "2025.15.0", date = 2025-04-09, kind = Feature, breaking = Unknown, summary = "tenant reuse guard lifted" }
      , { version = "2025.16.0", date = 2025-04-16, kind = Feature, breaking = No, summary = "hub import; communication endpoint" }
      , { version = "2025.17.0", date = 2025-04-23, kind = Feature, breaking = Yes, summary = "metric-based broker metering removed" }
      , { version = "2025.18.0", date = 2025-04-30, kind = Feature, breaking = No, summary = "communication centre light" }
      , { version = "2025.19.0", date = 2025-05-08, kind = Feature, breaking = No, summary = "tenant API v4; due date edits" }
      , { version = "2025.20.0", date = 2025-05-15, kind = Feature, breaking = Yes, summary = "administrator roles renamed; definition API" }
      , { version = "2025.20.1", date = 2025-05-19, kind = Patch, breaking = No, summary = "parented definitions repaired" }
      , { version = "2025.21.0", date = 2025-05-22, kind = Feature, breaking = Yes, summary = "communication object reshaped; role self-service" }
      , { version = "2025.21.1", date = 2025-05-26, kind = Patch, breaking = No, summary = "binding access and regex repairs" }
      , { version = "2025.22.0", date = 2025-05-28, kind = Feature, breaking = No, summary = "project roles can carry tags" }
      , { version = "2025.23.0", date = 2025-06-04, kind = Feature, breaking = No, summary = "payment endpoints; accessibility" }
      , { version = "2025.24.0", date = 2025-06-11, kind = Feature, breaking = No, summary = "partial LZ mappings; role policies" }
      , { version = "2025.25.0", date = 2025-06-18, kind = Feature, breaking = Yes, summary = "unknown block inputs rejected" }
      , { version = "2025.26.0", date = 2025-06-25, kind = Feature, breaking = No, summary = "mail appearance configurable in panel" }
      , { version = "2025.27.0", date = 2025-07-03, kind = Feature, breaking = No, summary = "integrations list; old notices deprecated" }
      , { version = "2025.27.1", date = 2025-07-04, kind = Patch, breaking = No, summary = "secret file inputs" }
      , { version = "2025.28.0", date = 2025-07-09, kind = Feature, breaking = No, summary = "deprecation calendar; add-myself gone" }
      , { version = "2025.28.1", date = 2025-07-10, kind = Patch, breaking = No, summary = "workspace creation users" }
      , { version = "2025.28.2", date = 2025-07-11, kind = Patch, breaking = No, summary = "runner callbacks use public address" }
      , { version = "2025.29.0", date = 2025-07-16, kind = Feature, breaking = No, summary = "workspace resource overview" }
      , { version = "2025.30.0", date = 2025-07-23, kind = Feature, breaking = Yes, summary = "communication updates via PUT; 201 answers" }
      , { version = "2025.30.1", date = 2025-07-25, kind = Patch, breaking = No, summary = "fewer duplicate tenant mails" }
      , { version = "2025.31.0", date = 2025-07-30, kind = Feature, breaking = No, summary = "workspace API refresh; AWS orphan fix" }
      , { version = "2025.32.0", date = 2025-08-07, kind = Feature, breaking = No, summary = "event clean-up works again" }
      , { version = "2025.33.0", date = 2025-08-13, kind = Feature, breaking = No, summary = "overview polish" }
      , { version = "2025.34.0", date = 2025-08-18, kind = Feature, breaking = No, summary = "platform API arrives" }
      , { version = "2025.35.0", date = 2025-08-20, kind = Feature, breaking = No, summary = "OpenTofu and Entra wording" }
      , { version = "2025.36.0", date = 2025-08-21, kind = Feature, breaking = No, summary = "binding permissions; optional landing page" }
      , { version = "2025.37.0", date = 2025-08-27, kind = Feature, breaking = No, summary = "hub import repairs; tenant quick view" }
      , { version = "2025.38.0", date = 2025-09-03, kind = Feature, breaking = Yes, summary = "API throttling; hierarchical AWS/Azure placement" }
      , { version = "2025.38.1", date = 2025-09-04, kind = Patch, breaking = No, summary = "production throttling reverted" }
      , { version = "2025.39.0", date = 2025-09-10, kind = Feature, breaking = No, summary = "run control; duplicate tenant guard" }
      , { version = "2025.40.0", date = 2025-09-17, kind = Feature, breaking = No, summary = "LZ and role endpoints; previews" }
      , { version = "2025.41.0", date = 2025-09-24, kind = Feature, breaking = No, summary = "preview defaults; terraform variable parsing" }
      , { version = "2025.42.0", date = 2025-10-01, kind = Feature, breaking = No, summary = "platform API v2 preview; keyless blocks" }
      , { version = "2025.43.0", date = 2025-10-08, kind = Feature, breaking = Yes, summary = "publication state validated; race fix" }
      , { version = "2025.44.0", date = 2025-10-10, kind = Feature, breaking = Yes, summary = "role references restructured; invite tokens" }
      , { version = "2025.45.0", date = 2025-10-15, kind = Feature, breaking = No, summary = "concise mails; definition speed" }
      , { version = "2025.45.1", date = 2025-10-16, kind = Patch, breaking = No, summary = "SCIM-only login regression" }
      , { version = "2025.46.0", date = 2025-10-22, kind = Feature, breaking = No, summary = "message colours; QA-only input trial" }
      , { version = "2025.47.0", date = 2025-10-29, kind = Feature, breaking = Yes, summary = "old endpoints retired; tag validation; purge" }
      , { version = "2025.48.0", date = 2025-11-05, kind = Feature, breaking = No, summary = "API metering settings; DevOps blocks" }
      , { version = "2025.49.0", date = 2025-11-12, kind = Feature, breaking = No, summary = "runner page; event endpoint" }
      , { version = "2025.50.0", date = 2025-11-19, kind = Feature, breaking = No, summary = "custom type API; log viewer role" }
      , { version = "2025.50.1", date = 2025-11-21, kind = Patch, breaking = No, summary = "invitation acceptance repaired" }
      , { version = "2025.51.0", date = 2025-11-26, kind = Feature, breaking = Yes, summary = "event parameter renamed; location API" }
      , { version = "2025.52.0", date = 2025-12-03, kind = Feature, breaking = Yes, summary = "config-file daily message removed" }
      , { version = "2025.53.0", date = 2025-12-10, kind = Feature, breaking = Yes, summary = "platform auth and secret format reshaped" }
      , { version = "2025.53.1", date = 2025-12-11, kind = Patch, breaking = No, summary = "payment cap lifted" }
      , { version = "2025.54.0", date = 2025-12-16, kind = Feature, breaking = No, summary = "subscription naming enforcement switch" }
      , { version = "2025.55.0", date = 2025-12-17, kind = Feature, breaking = Yes, summary = "exact-match block queries" }
      ]
    , withdrawn =
      [ { version = "2.2.0", reason = "its notes had no items and were gone after twelve days" }
      , { version = "8.0.0", reason = "first of three attempts on one day; 7.174.0 took its place" }
      , { version = "8.1.0", reason = "second of three attempts on one day; 7.174.0 took its place" }
      ]
    }
