//! The names of the model's records and unions, found again by their Dhall types.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::data_type;
use crate::dhall::DataType;
use crate::model::*;
use crate::release::{Breaking, CatalogFile, Release, ReleaseKind, Withdrawn};

macro_rules! names {
    ($($name:ident),* $(,)?) => {
        [$( (data_type::<$name>(), stringify!($name)) ),*]
    };
}

/// What the model calls a record or union of that Dhall type, such as `SaasProduction`.
///
/// Dhall's types are structural, so where two of the model are alike the first in its listing is named.
pub fn record_name(ty: &DataType) -> Option<&'static str> {
    static NAMES: OnceLock<HashMap<DataType, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        for (ty, name) in all() {
            names.entry(ty).or_insert(name);
        }
        names
    });
    names.get(ty).copied()
}

fn all() -> impl IntoIterator<Item = (DataType, &'static str)> {
    names![
        Instance,
        Customer,
        Plan,
        SaaS,
        OnPrem,
        SaasProduction,
        Production,
        Staging,
        SaasWindow,
        Agreement,
        ExtendedSupport,
        StagingRollout,
        ProductionRollout,
        Gate,
        Window,
        Weekday,
        Hosts,
        Size,
        Backup,
        LogRetention,
        MonitoringAccess,
        Coverage,
        Certificates,
        SecretStoreKind,
        SecretStore,
        Secret,
        Infrastructure,
        Provider,
        OnPremise,
        Aws,
        Azure,
        GoogleCloud,
        OperatorAccess,
        Pipeline,
        PipelineProvider,
        CiSystem,
        ArtifactStore,
        ConfigCopy,
        SocLink,
        Settings,
        TextEntry,
        TextsEntry,
        PanelSettings,
        Registration,
        MessageOfTheDay,
        Plausible,
        PanelUi,
        CostCenter,
        CostLimitation,
        DashboardNotification,
        Sso,
        MeshfedSettings,
        Register,
        Mail,
        Sender,
        Smtp,
        Toggle,
        MailTheme,
        MailLogo,
        NotificationRecipients,
        IdentityLookup,
        IdentityProvider,
        AzureIdentity,
        AzureCreds,
        AzureGuestDetection,
        AzureEuidExtensionSchema,
        AzureEuidUserAttribute,
        AzureUsernameAttributeUpdate,
        AzureEmailAttributeUpdate,
        GcdIdentity,
        GcdIdentityAndEuid,
        GcdCreds,
        GcdEuid,
        UserDefaults,
        RoleRequest,
        EuidPattern,
        DefaultQuota,
        Restriction,
        ProjectSettings,
        ProjectRole,
        ReplicatorSettings,
        AzureLookupStrategy,
        OpenStack,
        KrakenSettings,
        KrakenWorker,
        Statements,
        AwsCollection,
        MeshMarketplace,
        ProductCatalog,
        Product,
        ProductScope,
        UsageType,
        CostUnit,
        Discount,
        ScopeSelector,
        PlatformTypeScope,
        PlatformInstanceScope,
        TenantScope,
        PlatformType,
        DiscountRule,
        DiscountScope,
        FixedPercentageDiscountRule,
        TieredPercentageDiscountRule,
        PercentageTier,
        TieredFixedAmountDiscountRule,
        AmountTier,
        Resource,
        NovaVm,
        CinderVolume,
        CinderSnapshot,
        GlanceImage,
        LoadBalancer,
        CloudFoundryApp,
        CloudFoundryService,
        KubernetesPod,
        KubernetesVolumeClaim,
        MeshTenant,
        IdentityConnectorSettings,
        LdapConfiguration,
        SourceConfiguration,
        CollectorConfiguration,
        LdapFilter,
        CollectionType,
        TransformConfiguration,
        UserAttributesTransformations,
        GroupAttributesTransformations,
        GroupBindingAttributesTransformations,
        TagMapping,
        AttributeTransformation,
        StaticAttributeTransformation,
        IfNullAttributeTransformation,
        RegexAttributeTransformation,
        RegexRule,
        PostProcessor,
        TransportConfiguration,
        ApiUser,
        Authority,
        OsbSettings,
        OsbPlatform,
        PermissionReplication,
        AzureAd,
        InviteB2bUser,
        ServicePrincipal,
        RoleMapping,
        RoleAlias,
        MonitoringSettings,
        Monitor,
        Sonar,
        SonarScope,
        SonarProject,
        SonarTarget,
        RepositorySettings,
        WindowReading,
        CopyReading,
        ReleaseReading,
        EndOfLifeReading,
        DayReading,
        PaymentReading,
        TagSchemas,
        RuleLevel,
        Freeze,
        Level,
        Waiver,
        WaiverScope,
        Approval,
        CatalogFile,
        Release,
        ReleaseKind,
        Breaking,
        Withdrawn,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_and_union_of_the_model_has_a_name() {
        let mut unnamed = Vec::new();
        let mut open = vec![
            data_type::<Instance>(),
            data_type::<RepositorySettings>(),
            data_type::<CatalogFile>(),
            data_type::<Waiver>(),
            data_type::<Approval>(),
        ];
        while let Some(ty) = open.pop() {
            if matches!(ty, DataType::Record(_) | DataType::Union(_)) && record_name(&ty).is_none() {
                unnamed.push(ty.clone());
            }
            match ty {
                DataType::Optional(inner) | DataType::List(inner) => open.push(*inner),
                DataType::Record(fields) => open.extend(fields.into_values()),
                DataType::Union(alternatives) => open.extend(alternatives.into_values().flatten()),
                _ => {}
            }
        }
        assert_eq!(unnamed, []);
    }
}
