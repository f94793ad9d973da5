//! The sections of the model, and those of their fields that have not always been there or been called so.

use super::Basis::{Inferred, Stated};
use super::Gate;
use super::Home::{Model, Nowhere, Panel};

/// Sorted by component and section.
pub(super) const GATES: &[Gate] = &[
    // meshPanel.
    Gate::typed(
        "mesh.panel.environment.mesh.registration",
        "settings.panel.registration",
    )
    .also(&["panel.environment.mesh.registration"]),
    Gate::typed("mesh.panel.environment.motd", "settings.panel.motd")
        .until("2025.52.0", Stated)
        .now(Panel("Admin Area, Settings")),
    Gate::typed("mesh.panel.environment#Plausible", "settings.panel.plausible").since("2023.2.0", Stated),
    Gate::typed("panel.ui", "settings.panel.ui").since("7.14.0", Stated),
    Gate::typed("panel.ui.costCenter", "settings.panel.ui.costCenter")
        .also(&["environment.ui.costCenter", "panel.environment.ui.costCenter"])
        .since("7.15.0", Stated),
    Gate::typed("panel.ui.costLimitation", "settings.panel.ui.costLimitation")
        .also(&[
            "environment.ui.costLimitation",
            "panel.environment.ui.costLimitation",
        ])
        .since("7.15.0", Stated),
    Gate::typed(
        "environment.ui.externalPaymentMethodUrl",
        "settings.panel.ui.externalPaymentMethodUrl",
    )
    .also(&[
        "panel.ui.externalPaymentMethodUrl",
        "panel.environment.ui.externalPaymentMethodUrl",
    ])
    .since("7.115.0", Stated),
    Gate::typed(
        "panel.mesh.dashboardNotification",
        "settings.panel.dashboardNotification",
    )
    .also(&["show4EyePrincipleWarning"]),
    Gate::typed(
        "payment:payment-description",
        "settings.panel.payment-description",
    )
    .since("7.15.0", Stated),
    Gate::typed("web.sso", "settings.panel.sso").since("4.3.0", Stated),
    // meshfed.
    Gate::typed("mesh.meshfed.mail", "settings.meshfed.mail"),
    Gate::typed("mesh.meshfed.mail.theme", "settings.meshfed.mail.theme")
        .until("2025.26.0", Stated)
        .now(Panel("Settings, Appearance, Email")),
    Gate::typed(
        "mesh.meshfed.mail.theme.button-color",
        "settings.meshfed.mail.theme.button-color",
    )
    .since("7.148.0", Inferred),
    Gate::typed("mesh.meshfed.mail.messages", "settings.meshfed.mail.messages")
        .until("2025.26.0", Stated)
        .now(Panel("Settings, Appearance, Email")),
    Gate::typed(
        "mesh.meshfed.web.identity-lookup",
        "settings.meshfed.identity-lookup",
    )
    .since("7.85.0", Stated),
    Gate::typed(
        "mesh.meshfed.identitylookup.azure.creds.euidSchemaExtensionUpdate",
        "settings.meshfed.identity-lookup.provider.Azure.azure.euidSchemaExtensionUpdate",
    )
    .of(&["AzureCreds"])
    .also(&["euidSchemaExtentionUpdate"]),
    Gate::typed(
        "mesh.meshfed.identitylookup.azure.creds.usernameAttributeUpdate",
        "settings.meshfed.identity-lookup.provider.Azure.azure.usernameAttributeUpdate",
    )
    .of(&["AzureCreds"])
    .also(&["usernamePropertyUpdate"]),
    Gate::typed("meshfed.web.register", "settings.meshfed.register").also(&["web.register"]),
    Gate::typed(
        "meshfed.web.register.approvalRequired",
        "settings.meshfed.register.approvalRequired",
    )
    .until("2024.41.0", Inferred)
    .now(Nowhere),
    Gate::typed("mesh.web.user", "settings.meshfed.user"),
    Gate::typed("mesh.web.user.rolerequest", "settings.meshfed.rolerequest")
        .also(&["meshfed.web.user.rolerequest", "web.user.rolerequest"]),
    Gate::typed(
        "mesh.web.user.rolerequest.min-approval-count",
        "settings.meshfed.rolerequest.min-approval-count",
    )
    .of(&["RoleRequest"])
    .also(&["approval-count"]),
    Gate::typed("meshfed.platform", "settings.meshfed.platforms").since("7.22.0", Stated),
    Gate::typed(
        "meshfed.web.customer.defaultQuota",
        "settings.meshfed.defaultQuota",
    )
    .since("7.7.0", Stated),
    Gate::typed("meshfed.web.restriction", "settings.meshfed.restriction").also(&["web.restriction"]),
    Gate::typed("mesh.meshfed.web.project", "settings.meshfed.project")
        .also(&["meshfed.web.project"])
        .until("2025.21.0", Stated)
        .now(Panel("Admin Area, Project Roles")),
    Gate::typed(
        "mesh.meshfed.web.project.roles[].description",
        "settings.meshfed.project.roles[].description",
    )
    .since("2023.1.0", Inferred),
    Gate::typed(
        "mesh.meshfed.web.project.roles[].rank",
        "settings.meshfed.project.roles[].rank",
    )
    .since("2023.1.0", Inferred),
    // The replicator.
    Gate::typed(
        "mesh.replicator.aadUserLookupStrategy",
        "settings.replicator.aadUserLookupStrategy",
    )
    .also(&["user-lookup-strategy"])
    .since("7.85.0", Inferred),
    Gate::typed("mesh.platforms[OpenStack]", "settings.replicator.openStack")
        .since("7.61.0", Stated)
        .until("2024.10.0", Stated)
        .now(Panel("Platforms")),
    Gate::typed(
        "mesh.platforms[OpenStack].federated-idp-enabled",
        "settings.replicator.openStack[].federated-idp-enabled",
    )
    .until("2024.8.0", Inferred)
    .now(Nowhere),
    // kraken.
    Gate::typed("mesh.kraken.api.statements", "settings.kraken.statements").since("7.32.0", Stated),
    Gate::typed(
        "mesh.kraken.api.statements.relevant-meta-keys",
        "settings.kraken.statements.relevant-meta-keys",
    ),
    Gate::typed(
        "mesh.kraken.api.statements.period-offset-days",
        "settings.kraken.statements.period-offset-days",
    )
    .since("7.45.0", Inferred),
    Gate::typed(
        "mesh.kraken.api.statements.first-period",
        "settings.kraken.statements.first-period",
    )
    .since("7.48.0", Inferred),
    Gate::typed("kraken-worker", "settings.kraken.worker"),
    Gate::typed(
        "kraken-worker.finalize-reports-after-days",
        "settings.kraken.worker.finalize-reports-after-days",
    ),
    Gate::typed("awsStateCollectionInterval", "settings.kraken.aws-collection"),
    Gate::typed("mesh.kraken.productcatalog", "settings.kraken.productcatalog"),
    Gate::typed(
        "mesh.kraken.productcatalog.discounts",
        "settings.kraken.productcatalog.discounts",
    ),
    Gate::typed(
        "mesh.kraken.productcatalog.discountscope",
        "settings.kraken.productcatalog.discounts[].discountRule.discountScope",
    )
    .since("7.80.0", Stated),
    Gate::typed(
        "mesh.kraken.productcatalog.tieredpercentagediscountrule",
        "settings.kraken.productcatalog.discounts[].discountRule.tieredPercentage",
    )
    .since("7.34.0", Stated),
    Gate::typed(
        "mesh.kraken.productcatalog.tieredfixedamountdiscountrule",
        "settings.kraken.productcatalog.discounts[].discountRule.tieredFixedAmount",
    )
    .since("7.110.0", Stated),
    Gate::typed("Products", "settings.kraken.productcatalog.products").also(&["sellerInfo"]),
    Gate::typed("mesh.kraken.meshMarketplace", "settings.kraken.meshMarketplace").since("7.11.0", Stated),
    // The identity connector.
    Gate::typed(
        "mesh.identityconnector.ldapConfiguration",
        "settings.identityconnector.ldap",
    )
    .since("7.38.0", Inferred),
    Gate::typed(
        "mesh.identityconnector.ldap.collectorConfiguration.sources",
        "settings.identityconnector.ldap.collector.sources",
    )
    .since("7.67.0", Inferred),
    Gate::typed(
        "mesh.identityconnector.ldap.ifNullAttributeTransformation",
        "settings.identityconnector.ldap.transform.**.IfNull",
    )
    .since("7.148.0", Stated),
    Gate::typed(
        "mesh.identityconnector.ldap.transformConfiguration.includeAllUsers",
        "settings.identityconnector.ldap.transform.includeAllUsers",
    )
    .since("7.154.0", Inferred),
    Gate::typed(
        "mesh.identityconnector.ldap.transformConfiguration.groupAttributesTransformations.ownedByWorkspace",
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByWorkspace",
    )
    .needed()
    .since("2024.51.0", Inferred)
    .now(Model(
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByCustomer",
    )),
    Gate::typed(
        "mesh.identityconnector.ldap.transformConfiguration.groupAttributesTransformations.ownedByCustomer",
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByCustomer",
    )
    .needed()
    .until("2024.51.0", Inferred)
    .now(Model(
        "settings.identityconnector.ldap.transform.groupAttributesTransformations.ownedByWorkspace",
    )),
    Gate::typed(
        "mesh.identityconnector.ldap.transportConfiguration.dryRunOnly",
        "settings.identityconnector.ldap.transport.dryRunOnly",
    )
    .since("7.67.0", Inferred),
    Gate::typed(
        "mesh.identityconnector.ldap.transportConfiguration.httpTimeoutSec",
        "settings.identityconnector.ldap.transport.httpTimeoutSec",
    )
    .since("7.67.0", Inferred),
    Gate::typed(
        "WORKSPACEOWNER_ASSIGN",
        "settings.identityconnector.ldap.transport.apiUser.authorities[].WORKSPACEOWNER_ASSIGN",
    )
    .since("2024.51.0", Inferred)
    .now(Model("CUSTOMEROWNER_ASSIGN")),
    Gate::typed(
        "CUSTOMEROWNER_ASSIGN",
        "settings.identityconnector.ldap.transport.apiUser.authorities[].CUSTOMEROWNER_ASSIGN",
    )
    .since("7.97.0", Inferred)
    .until("2024.51.0", Inferred)
    .now(Model("WORKSPACEOWNER_ASSIGN")),
    // The OSB services platform.
    Gate::typed("mesh.platforms[OSB]", "settings.osb.platforms").also(&["meshMarketplacePlatform"]),
    // Monitoring.
    Gate::typed("monitor", "settings.monitoring.monitor").also(&["additionalAlertAddresses"]),
    Gate::typed("mesh.sonar", "settings.monitoring.sonar").also(&["mesh.sonar.scope"]),
];
