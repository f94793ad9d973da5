//! What left before releases were numbered by year, or never had a place of its own in the model.

use super::Basis::{Inferred, Stated};
use super::Gate;
use super::Home::{Deployment, Model, Nowhere, Panel};

/// Sorted by component and section.
pub(super) const GATES: &[Gate] = &[
    // meshPanel.
    Gate::gone("mesh.panel.environment.mesh.registration.externalRegistrationUrl")
        .of(&["Registration"])
        .since("7.19.0", Stated)
        .until("7.148.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.panel.environment.mesh.registration.disableRegistration")
        .of(&["Registration"])
        .until("7.19.0", Inferred)
        .now(Nowhere),
    Gate::gone("panel.environment.ui")
        .also(&[
            "panel.environment.ui.hideAddress",
            "mesh.panel.environment.ui.hideAddress",
        ])
        .since("7.2.0", Stated)
        .until("7.52.0", Stated)
        .now(Nowhere),
    Gate::gone("panel.environment.ui.register.defaultAddress")
        .until("7.52.0", Stated)
        .now(Nowhere),
    // meshfed.
    Gate::gone("mesh.meshfed.mail.password")
        .of(&["Mail"])
        .until("7.148.0", Inferred)
        .now(Deployment),
    Gate::gone("mesh.meshfed.mail.theme.show-social")
        .of(&["MailTheme"])
        .until("7.148.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.meshfed.mail.theme.bg-color")
        .of(&["MailTheme"])
        .until("7.148.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.meshfed.mail.theme.div-color")
        .of(&["MailTheme"])
        .until("7.148.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.meshfed.identity.azure.creds#type")
        .also(&["mesh.meshfed.identity.azure"])
        .until("7.85.0", Stated)
        .now(Model("settings.meshfed.identity-lookup")),
    Gate::gone("mesh.meshfed.identity.azure.guest#type")
        .until("7.85.0", Stated)
        .now(Model(
            "settings.meshfed.identity-lookup.provider.azure.guestLookup",
        )),
    Gate::gone("mesh.meshfed.identity.azure.euid-extension-schema#type")
        .also(&["mesh.meshfed.identity.azure.euid#type"])
        .until("7.85.0", Stated)
        .now(Model(
            "settings.meshfed.identity-lookup.provider.azure.euidSchemaExtensionUpdate",
        )),
    Gate::gone("mesh.meshfed.identity.gcd.creds#type")
        .also(&["mesh.meshfed.identity.gcd"])
        .until("7.85.0", Stated)
        .now(Model("settings.meshfed.identity-lookup.provider.gcd")),
    Gate::gone("mesh.meshfed.identity.gcd.euid#type")
        .until("7.85.0", Stated)
        .now(Model("settings.meshfed.identity-lookup.provider.euid")),
    Gate::gone("meshfed.web.identityLookup")
        .until("7.50.0", Inferred)
        .now(Model("settings.meshfed.identity-lookup")),
    Gate::gone("mesh.meshfed.web.project.initial-role")
        .of(&["ProjectSettings"])
        .also(&["meshfed.web.project.initialRole"])
        .until("7.59.0", Inferred)
        .now(Nowhere),
    Gate::gone("meshfed.web.register.bccEmail")
        .of(&["Register"])
        .until("7.95.0", Inferred)
        .now(Nowhere),
    Gate::gone("meshfed.web.register.allowPartnerInviteLinks")
        .of(&["Register"])
        .until("7.96.0", Stated)
        .now(Nowhere),
    Gate::gone("meshfed.web.restriction.projectNamePrefix")
        .of(&["Restriction"])
        .until("7.95.0", Inferred)
        .now(Model("settings.meshfed.restriction.projectIdentifierPrefix")),
    Gate::gone("meshfed.web")
        .also(&["meshfed.web.feedbackEmail"])
        .until("7.92.0", Stated)
        .now(Nowhere),
    Gate::gone("meshfed.web.customer-tag-schema")
        .until("7.48.0", Stated)
        .now(Panel("Admin Area, Tags")),
    Gate::gone("meshfed.web.project-tag-schema")
        .until("7.48.0", Stated)
        .now(Panel("Admin Area, Tags")),
    Gate::gone("meshfed.web.landing-zone-tag-schema")
        .until("7.48.0", Stated)
        .now(Panel("Admin Area, Tags")),
    Gate::gone("meshfed.web.payment-method-tag-schema")
        .until("7.48.0", Stated)
        .now(Panel("Admin Area, Tags")),
    Gate::gone("mesh.web.user.revocation")
        .of(&["UserDefaults"])
        .until("7.85.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.web.user.rolerequest.userRoleInviteAcceptanceRequired")
        .of(&["RoleRequest"])
        .until("7.85.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.web.user.rolerequest.enforceUserRoleUpgradeAcceptanceRequired")
        .of(&["RoleRequest"])
        .also(&["enforceUserAcceptanceRequired"])
        .until("7.85.0", Inferred)
        .now(Nowhere),
    Gate::gone("mesh.web.user.rolerequest.enableGuestUser")
        .of(&["RoleRequest"])
        .until("7.85.0", Inferred)
        .now(Model(
            "settings.meshfed.identity-lookup.deny-assigning-other-users",
        )),
    Gate::gone("auth.basic").until("7.11.0", Inferred).now(Deployment),
    // The replicator.
    Gate::gone("mesh.platform.tenantTags#type")
        .also(&["tenant-tags", "tag-mappers", "tag-definitions"])
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms[Aws]")
        .also(&["mesh.platform.aws", "replicator-aws.platforms"])
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.aws.enrollment-configuration")
        .since("7.78.0", Stated)
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.aws.iam-configuration.aws-sso")
        .since("7.77.0", Stated)
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.aws.iam-configuration.mesh-idb")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platform.azure#type")
        .also(&["mesh.platforms[Azure]", "replicator-azure.platforms"])
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.azure.core#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.azure.blueprint#type")
        .also(&["mesh.platforms.azure.blueprintServicePrincipal"])
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platform.azure.servicePrincipal#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platform.azure.inviteB2BUserConfig#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platform.azure.provisioning#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platform.azure.roleMapping#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.gcp#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.gcp.core#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.gcp.credentials#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.gcp.rolemappings#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.kubernetes.core#type")
        .also(&["mesh.platforms[Kubernetes]"])
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.kubernetes.aks#type")
        .until("7.118.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms[OpenShift]")
        .until("7.116.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms[CloudFoundry]")
        .until("2024.11.0", Stated)
        .now(Panel("Platforms")),
    // kraken.
    Gate::gone("mesh.platforms.aws.kraken#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("mesh.platforms.gcp.kraken#type")
        .until("7.117.0", Stated)
        .now(Panel("Platforms")),
    Gate::gone("sourceNetAmountBySellerId")
        .of(&["FixedPercentageDiscountRule", "TieredPercentageDiscountRule"])
        .until("7.80.0", Stated)
        .now(Model("discountScope")),
    Gate::gone("discountPercentageTiers")
        .of(&["TieredPercentageDiscountRule"])
        .until("7.38.0", Inferred)
        .now(Model("discountPercentageTiersByLowerThresholds")),
    // The identity connector.
    Gate::gone("mesh.identityconnector.ldap.collectorConfiguration.group")
        .of(&["CollectorConfiguration"])
        .until("7.67.0", Inferred)
        .now(Model("settings.identityconnector.ldap.collector.sources")),
    Gate::gone("mesh.identityconnector.ldap.collectorConfiguration.user")
        .of(&["CollectorConfiguration"])
        .also(&["mesh.identityconnector.ldap.collectorConfiguration.person"])
        .until("7.67.0", Inferred)
        .now(Model("settings.identityconnector.ldap.collector.sources")),
    Gate::gone("mesh.identityconnector.ldap")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap")),
    Gate::gone("mesh.identityconnector.ldap.core#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.source")),
    Gate::gone("mesh.identityconnector.ldap.filter#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.collector.sources")),
    Gate::gone("mesh.identityconnector.ldap.collector#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.collector")),
    Gate::gone("mesh.identityconnector.ldap.transformation#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.transform")),
    Gate::gone("mesh.identityconnector.ldap.baseField#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.transform")),
    Gate::gone("mesh.identityconnector.ldap.regexField#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.transform")),
    Gate::gone("mesh.identityconnector.ldap.regexRule#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.transform")),
    Gate::gone("mesh.identityconnector.ldap.transport#type")
        .until("7.38.0", Stated)
        .now(Model("settings.identityconnector.ldap.transport")),
    // Monitoring.
    Gate::gone("monitor.sonar")
        .of(&["Monitor"])
        .until("7.32.0", Inferred)
        .now(Model("settings.monitoring.sonar")),
];
