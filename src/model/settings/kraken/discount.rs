//! Discounts and fees: whom they are for, what they are of, and how much they are.

use crate::model::record::{record, union};

record! {
    /// `mesh.kraken.productcatalog.discount`: a discount or a fee on usage reports.
    pub struct Discount {
        /// The tenants that it is for.
        scope: ScopeSelector = "scope",
        /// How much it is.
        discount_rule: DiscountRule = "discountRule",
        /// What reports call it.
        display_name: String = "displayName",
        /// What reports say about it.
        description: String = "description",
        /// The seller: what is positive is credited to it, what is negative is charged (I33).
        seller_id: String = "sellerId",
        /// The group of the seller's products that it is reported in.
        seller_product_group: String = "sellerProductGroup",
    }
}

union! {
    /// `mesh.kraken.productcatalog.scopeselector`: some of all tenants.
    pub enum ScopeSelector {
        /// Those of every platform of a type.
        PlatformType(PlatformTypeScope),
        /// Those of one platform.
        PlatformInstance(PlatformInstanceScope),
        /// One of them.
        Tenant(TenantScope),
    }
}

record! {
    /// Every platform of a type.
    pub struct PlatformTypeScope {
        /// The type.
        platform_type: PlatformType = "platformType",
    }
}

record! {
    /// One platform. What others write as `<platform>.<location>` is two fields here (I08).
    pub struct PlatformInstanceScope {
        /// Its type.
        platform_type: PlatformType = "platformType",
        /// The identifier of its location.
        location: String = "location",
        /// Its identifier.
        platform_instance: String = "platformInstance",
    }
}

record! {
    /// One tenant.
    pub struct TenantScope {
        /// The type of its platform.
        platform_type: PlatformType = "platformType",
        /// The identifier of the location.
        location: String = "location",
        /// The identifier of the platform.
        platform_instance: String = "platformInstance",
        /// What the platform calls the tenant.
        local_project_id: String = "localProjectId",
    }
}

union! {
    /// The types of platform that are metered.
    ///
    /// The product printed `Azure` and `OpenStack` here and `Aws`, `Azure` and `Gcp` in product documents, and never
    /// the whole type; the others are spelt like these.
    pub enum PlatformType {
        /// Azure Kubernetes Service.
        Aks,
        /// Amazon Web Services.
        Aws,
        /// Microsoft Azure.
        Azure,
        /// Cloud Foundry.
        CloudFoundry,
        /// Google Cloud.
        Gcp,
        /// Kubernetes.
        Kubernetes,
        /// OpenShift.
        OpenShift,
        /// OpenStack.
        OpenStack,
    }
}

union! {
    /// `mesh.kraken.productcatalog.discountrule`: how much it is.
    pub enum DiscountRule {
        /// The same percentage of any amount.
        FixedPercentage(FixedPercentageDiscountRule) = "fixedPercentage",
        /// A percentage that the amount decides.
        TieredPercentage(TieredPercentageDiscountRule) = "tieredPercentage",
        /// A sum that the amount decides.
        TieredFixedAmount(TieredFixedAmountDiscountRule) = "tieredFixedAmount",
    }
}

record! {
    /// `mesh.kraken.productcatalog.discountscope`: the items of a report that make the amount. All of them do without
    /// a regular expression; with more than one, those that match each.
    pub struct DiscountScope {
        /// What the seller of an item matches.
        product_seller_id_regex: Option<String> = "productSellerIdRegex",
        /// What the name of its product matches.
        product_display_name_regex: Option<String> = "productDisplayNameRegex",
        /// What the name of its usage type matches.
        usage_type_display_name_regex: Option<String> = "usageTypeDisplayNameRegex",
    }
}

record! {
    /// `mesh.kraken.productcatalog.fixedpercentagediscountrule`: the same percentage of any amount.
    pub struct FixedPercentageDiscountRule {
        /// What the amount is made of.
        discount_scope: DiscountScope = "discountScope",
        /// Percent of the amount: a positive number is a fee, a negative one a discount.
        discount_percentage: f64 = "discountPercentage",
    }
}

record! {
    /// `mesh.kraken.productcatalog.tieredpercentagediscountrule`: a percentage that the amount decides. Only the
    /// highest tier below the amount counts, and none does below the lowest (I20).
    pub struct TieredPercentageDiscountRule {
        /// What the amount is made of.
        discount_scope: DiscountScope = "discountScope",
        /// The tiers.
        discount_percentage_tiers_by_lower_thresholds: Vec<PercentageTier> = "discountPercentageTiersByLowerThresholds",
    }
}

record! {
    /// A percentage from an amount on.
    pub struct PercentageTier {
        /// The amount, 0 or more, of no other tier.
        #[schemars(range(min = 0.0))]
        lower_threshold: f64 = "lowerThreshold",
        /// Percent of the whole amount: a positive number is a fee, a negative one a discount.
        discount_percentage: f64 = "discountPercentage",
    }
}

record! {
    /// `mesh.kraken.productcatalog.tieredfixedamountdiscountrule`: a sum that the amount decides. Only the highest tier
    /// below the amount counts, and none does below the lowest (I20).
    pub struct TieredFixedAmountDiscountRule {
        /// What the amount is made of.
        discount_scope: DiscountScope = "discountScope",
        /// The tiers.
        discount_fixed_amount_tiers_by_lower_thresholds: Vec<AmountTier> = "discountFixedAmountTiersByLowerThresholds",
    }
}

record! {
    /// A sum from an amount on.
    pub struct AmountTier {
        /// The amount, 0 or more, of no other tier.
        #[schemars(range(min = 0.0))]
        lower_threshold: f64 = "lowerThreshold",
        /// The sum: a positive number is a fee, a negative one a discount.
        fixed_amount: f64 = "fixedAmount",
    }
}
