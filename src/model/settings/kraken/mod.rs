//! Settings of kraken: metering and billing.

mod discount;
mod product;
mod resource;

pub use discount::{
    AmountTier, Discount, DiscountRule, DiscountScope, FixedPercentageDiscountRule, PercentageTier,
    PlatformInstanceScope, PlatformType, PlatformTypeScope, ScopeSelector, TenantScope,
    TieredFixedAmountDiscountRule, TieredPercentageDiscountRule,
};
pub use product::{CostUnit, Product, ProductCatalog, ProductScope, UsageType};
pub use resource::{
    CinderSnapshot, CinderVolume, CloudFoundryApp, CloudFoundryService, GlanceImage, KubernetesPod,
    KubernetesVolumeClaim, LoadBalancer, MeshTenant, NovaVm, Resource,
};

use crate::model::record::record;

record! {
    /// Settings of kraken.
    pub struct KrakenSettings {
        /// `mesh.kraken.api.statements`.
        statements: Option<Statements> = "statements",
        /// `kraken-worker`.
        worker: KrakenWorker = "worker",
        /// How often the costs of AWS are fetched.
        aws_collection: Option<AwsCollection> = "aws-collection",
        /// `mesh.kraken.productcatalog`, with the product documents beside it.
        productcatalog: Option<ProductCatalog> = "productcatalog",
        /// `mesh.kraken.meshMarketplace`.
        mesh_marketplace: Option<MeshMarketplace> = "meshMarketplace",
    }
}

record! {
    /// `mesh.kraken.api.statements`: chargeback statements.
    pub struct Statements {
        /// Keys of metadata and tags that become columns, in their order (I19).
        relevant_meta_keys: Vec<String> = "relevant-meta-keys",
        /// Days from the end of a period until its statements appear; more than reports take to be final (I02).
        period_offset_days: u64 = "period-offset-days",
        /// The start of the first monthly period in UTC, such as `2021-01-01T00:00:00Z`.
        ///
        /// A text, as the product reads it: the instant with its seconds and `Z`, not a day.
        first_period: String = "first-period",
    }
}

record! {
    /// `kraken-worker`: when usage reports are final.
    pub struct KrakenWorker {
        /// Days from the end of a period until its reports are final, for every platform.
        finalize_reports_after_days: u64 = "finalize-reports-after-days",
    }
}

record! {
    /// How often the costs of AWS are fetched. The product never published where it keeps this.
    pub struct AwsCollection {
        /// A duration or a cron expression, as agreed with support; daily is advised, hourly to every other day work.
        aws_state_collection_interval: String = "awsStateCollectionInterval",
    }
}

record! {
    /// `mesh.kraken.meshMarketplace`: the services that workspaces sell.
    pub struct MeshMarketplace {
        /// Identifiers of workspaces whose services cost nothing (I34).
        out_of_scope_marketplace_sellers: Vec<String> = "outOfScopeMarketplaceSellers",
    }
}
