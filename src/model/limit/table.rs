//! The limits, component by component.

use super::Form::{
    AtLeast, Attribute, Attributes, Colour, Distinct, DistinguishedName, DistinguishedNameOrNothing, Domain,
    Elements, Exactly, Expression, Filled, Filter, Html, Identifier, Interval, Mail, Month, NotNegative,
    NotZero, ObjectName, Off, OneOf, Server, Together, Url, Uuid, UuidOrDomain,
};
use super::{Form, Limit};

/// Every limit, in the order of the places in the model.
pub const LIMITS: &[Limit] = &[
    // The instance.
    Limit::must("customer.name", Filled),
    Limit::must("customer.contact", Mail),
    Limit::must("plan.OnPrem.*.backup.everyHours", AtLeast(1)),
    Limit::must("plan.OnPrem.*.backup.keepDays", AtLeast(1)),
    Limit::must("plan.OnPrem.*.secretStore.name", ObjectName),
    // meshPanel.
    Limit::should("settings.panel.motd.message", Html),
    Limit::should("settings.panel.ui.connectivityError", Html).stated(),
    Limit::should("settings.panel.ui.idpRegister", Html).stated(),
    Limit::should("settings.panel.ui.idpAcceptCustomerUserRoleRequest", Html).stated(),
    Limit::should("settings.panel.ui.duplicateCostCenter", Html).stated(),
    Limit::should("settings.panel.ui.confidentialityLevel", Html).stated(),
    Limit::should("settings.panel.ui.platformTermsNote", Html).stated(),
    Limit::must("settings.panel.ui.costCenter.alias", Filled),
    Limit::must("settings.panel.ui.costCenter.validationPattern", Expression).stated(),
    Limit::must("settings.panel.ui.costCenter.validationErrorMsg", Filled),
    Limit::must("settings.panel.ui.costLimitation.aliases", Distinct("mapKey")).stated(),
    Limit::must("settings.panel.ui.costLimitation.aliases[].mapKey", Filled),
    Limit::must("settings.panel.ui.costLimitation.aliases[].mapValue", Filled),
    Limit::must("settings.panel.ui.externalPaymentMethodUrl", Form::WEB).stated(),
    Limit::should("settings.panel.payment-description", Html),
    // meshfed.
    Limit::must("settings.meshfed.mail.host", Server),
    Limit::must("settings.meshfed.mail.theme.logo.href", Filled),
    Limit::must("settings.meshfed.mail.theme.logo.url", Form::WEB),
    Limit::must("settings.meshfed.mail.theme.button-color", Colour).stated(),
    Limit::must("settings.meshfed.mail.messages", Distinct("mapKey")),
    Limit::must("settings.meshfed.mail.messages[].mapKey", Filled),
    Limit::must("settings.meshfed.notification-recipients.*[]", Mail),
    Limit::should("settings.meshfed.notification-recipients.*", Distinct("")),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.aad-tenant",
        UuidOrDomain,
    )
    .stated(),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.client-id",
        Uuid,
    )
    .stated(),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.guestLookup.guestProperty",
        Attribute,
    )
    .stated(),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.guestLookup.guestValue",
        Filled,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.euidSchemaExtensionUpdate.euidExtensionSchemaProperty",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.euidSchemaExtensionUpdate.euidExtensionSchemaIdentifier",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.euidUserAttributeUpdate.userAttributeName",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.usernameAttributeUpdate.propertyToUse",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Azure.azure.emailAttributeUpdate.propertyToUse",
        Attribute,
    ),
    Limit::must("settings.meshfed.identity-lookup.provider.Gcd.gcd.domain", Domain),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.Gcd.gcd.customer-id",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.GcdEuid.gcd.domain",
        Domain,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.GcdEuid.gcd.customer-id",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.GcdEuid.euid.euidCustomSchema",
        Attribute,
    ),
    Limit::must(
        "settings.meshfed.identity-lookup.provider.GcdEuid.euid.euidProperty",
        Attribute,
    ),
    Limit::must("settings.meshfed.rolerequest.min-approval-count", AtLeast(1)).stated(),
    Limit::must("settings.meshfed.platforms", Distinct("platform-identifier")),
    Limit::must("settings.meshfed.project.roles", Elements(1)),
    Limit::must("settings.meshfed.project.roles", Distinct("rank")),
    Limit::must("settings.meshfed.project.roles[].name", Filled),
    Limit::must("settings.meshfed.project.roles[].identifier", Filled),
    // The replicator.
    Limit::must("settings.replicator.openStack", Distinct("platform")),
    Limit::must(
        "settings.replicator.openStack[].endpoint",
        Url {
            schemes: &["https", "http"],
            end: "/v3",
        },
    )
    .stated(),
    Limit::must("settings.replicator.openStack[].username", Filled),
    Limit::must("settings.replicator.openStack[].domain", Filled),
    Limit::must("settings.replicator.openStack[].project", Filled),
    Limit::must("settings.replicator.openStack[].system-user-domain", Filled),
    Limit::must("settings.replicator.openStack[].default-added-roles[]", Filled),
    Limit::should(
        "settings.replicator.openStack[].default-added-roles",
        Distinct(""),
    ),
    Limit::must(
        "settings.replicator.openStack[].default-added-system-users[]",
        Filled,
    ),
    Limit::should(
        "settings.replicator.openStack[].default-added-system-users",
        Distinct(""),
    ),
    Limit::must(
        "settings.replicator.openStack[]",
        Together("idp-provider", "idp-protocol"),
    )
    .stated(),
    // The OSB services platform.
    Limit::must("settings.osb.platforms", Distinct("platform")),
    Limit::must(
        "settings.osb.platforms[].permissionReplication.AzureAd.servicePrincipal.aadTenant",
        UuidOrDomain,
    )
    .stated(),
    Limit::must(
        "settings.osb.platforms[].permissionReplication.AzureAd.servicePrincipal.objectId",
        Uuid,
    ),
    Limit::must(
        "settings.osb.platforms[].permissionReplication.AzureAd.servicePrincipal.clientId",
        Uuid,
    ),
    Limit::must(
        "settings.osb.platforms[].permissionReplication.AzureAd.b2bUserInvitation.redirect-url",
        Form::WEB,
    )
    .stated(),
    Limit::must(
        "settings.osb.platforms[].permissionReplication.AzureAd.roleMappings[].mapValue.alias",
        Filled,
    ),
    // kraken.
    Limit::must("settings.kraken.statements.first-period", Month).stated(),
    Limit::must(
        "settings.kraken.aws-collection.awsStateCollectionInterval",
        Interval,
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].scope.Tenant.localProjectId",
        Filled,
    ),
    Limit::must("settings.kraken.productcatalog.discounts[].displayName", Filled),
    Limit::must("settings.kraken.productcatalog.discounts[].sellerId", Filled),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].sellerProductGroup",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].discountRule.*.discountScope.*",
        Expression,
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].discountRule.fixedPercentage.discountPercentage",
        NotZero,
    ),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].discountRule.tieredPercentage.discountPercentageTiersByLowerThresholds[].discountPercentage",
        NotZero,
    ),
    Limit::must(
        "settings.kraken.productcatalog.discounts[].discountRule.tieredFixedAmount.discountFixedAmountTiersByLowerThresholds[].fixedAmount",
        NotZero,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].resourceType",
        Attribute,
    ),
    Limit::must("settings.kraken.productcatalog.products[].displayName", Filled),
    Limit::must("settings.kraken.productcatalog.products[].sellerId", Filled),
    Limit::must(
        "settings.kraken.productcatalog.products[].sellerProductGroup",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].scope.localProjectId",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].displayName",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.disk",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.diskEphemeral",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.diskRoot",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.flavor",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.ramMb",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.state",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NovaVm.vcpu",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CinderVolume.size",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CinderVolume.status",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CinderSnapshot.volumeSize",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CinderSnapshot.status",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.GlanceImage.size",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.GlanceImage.status",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NeutronLoadBalancer.listeners",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NeutronLoadBalancer.operatingStatus",
        OneOf(&["ONLINE", "OFFLINE", "DEGRADED", "ERROR", "NO_MONITOR"]),
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.NeutronLoadBalancer.pools",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.appState",
        OneOf(&["RUNNING", "STOPPED"]),
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.event",
        OneOf(&[
            "STARTED",
            "STOPPED",
            "TASK_STARTED",
            "TASK_STOPPED",
            "BUILDPACK_SET",
            "UNKNOWN",
        ]),
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.instances",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.ramMb",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.size",
        Exactly(2),
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryApp.size[]",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.CloudFoundryServiceInstance.type",
        OneOf(&[
            "MANAGED_SERVICE_INSTANCE",
            "USER_PROVIDED_SERVICE_INSTANCE",
            "UNKNOWN",
        ]),
    )
    .stated(),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.KubernetesPod.milliCpu",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.KubernetesPod.ramMb",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.KubernetesPod.status",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.KubernetesPersistentVolumeClaim.status",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.KubernetesPersistentVolumeClaim.storageMb",
        NotNegative,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.MeshTenant.landingZoneName",
        Filled,
    ),
    Limit::must(
        "settings.kraken.productcatalog.products[].usageTypes[].resource.MeshTenant.platformType",
        OneOf(&["Azure", "AWS", "GCP"]),
    )
    .stated(),
    // The identity connector.
    Limit::must(
        "settings.identityconnector.ldap.source.url",
        Url {
            schemes: &["ldaps", "ldap"],
            end: "",
        },
    )
    .stated(),
    Limit::must("settings.identityconnector.ldap.source.base", DistinguishedName).stated(),
    Limit::must("settings.identityconnector.ldap.source.username", Filled),
    Limit::must(
        "settings.identityconnector.ldap.collector.sources[].attributes",
        Attributes,
    ),
    Limit::must(
        "settings.identityconnector.ldap.collector.sources[].base",
        DistinguishedNameOrNothing,
    ),
    Limit::must(
        "settings.identityconnector.ldap.collector.sources[].filter",
        Filter,
    )
    .stated(),
    Limit::must(
        "settings.identityconnector.ldap.transform.*.*.Regex.rules[].regex",
        Expression,
    ),
    Limit::must(
        "settings.identityconnector.ldap.transform.*.tags",
        Distinct("tagKey"),
    ),
    Limit::must(
        "settings.identityconnector.ldap.transform.*.tags[].tagKey",
        Filled,
    ),
    Limit::must(
        "settings.identityconnector.ldap.transform.*.tags[].transformation.Regex.rules[].regex",
        Expression,
    ),
    Limit::must(
        "settings.identityconnector.ldap.transport.apiUser.username",
        Filled,
    ),
    Limit::should(
        "settings.identityconnector.ldap.transport.apiUser.authorities",
        Distinct(""),
    ),
    Limit::should("settings.identityconnector.ldap.transport.dryRunOnly", Off),
    Limit::must(
        "settings.identityconnector.ldap.transport.httpTimeoutSec",
        AtLeast(1),
    ),
    // Monitoring.
    Limit::should(
        "settings.monitoring.monitor.additionalAlertAddresses",
        Distinct(""),
    ),
    Limit::must("settings.monitoring.monitor.additionalAlertAddresses[]", Mail).stated(),
    Limit::must("settings.monitoring.sonar.scopes[].username", Filled),
    Limit::must("settings.monitoring.sonar.scopes[].customer", Identifier),
    Limit::must(
        "settings.monitoring.sonar.scopes[].projects[].projectName",
        Identifier,
    ),
    Limit::must(
        "settings.monitoring.sonar.scopes[].projects[].targets[].url",
        Url {
            schemes: &["https"],
            end: "/access",
        },
    )
    .stated(),
];
