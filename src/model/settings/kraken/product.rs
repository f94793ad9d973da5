//! The product catalogue: who sells what, and for how much.

use super::{Discount, PlatformType, Resource};
use crate::model::record::{record, union};

record! {
    /// `mesh.kraken.productcatalog`: what reports charge for.
    pub struct ProductCatalog {
        /// Discounts and fees.
        discounts: Vec<Discount> = "discounts",
        /// Product documents.
        products: Vec<Product> = "products",
    }
}

record! {
    /// A product document. One with the resource type `sellerInfo` names the seller of what a public cloud charges.
    ///
    /// The product keeps these in its document database (collection `Products`); here they are reviewed like
    /// everything else.
    pub struct Product {
        /// What is sold, such as `sellerInfo` or `openstack.nova.vm`.
        resource_type: String = "resourceType",
        /// What reports call it.
        display_name: String = "displayName",
        /// The tenants that it is sold to.
        scope: ProductScope = "scope",
        /// What of it costs how much; nothing for seller information.
        usage_types: Vec<UsageType> = "usageTypes",
        /// What reports say about it.
        description: String = "description",
        /// The seller on statements; the identifier of a workspace for services (I34).
        seller_id: String = "sellerId",
        /// The group of the seller's products that it is reported in.
        seller_product_group: Option<String> = "sellerProductGroup",
    }
}

record! {
    /// The tenants that a product is sold to: the more is set, the fewer they are (I08).
    pub struct ProductScope {
        /// The type of their platforms.
        platform_type: PlatformType = "platformType",
        /// The identifier of the location.
        location: Option<String> = "location",
        /// The identifier of the platform.
        platform_instance: Option<String> = "platformInstance",
        /// What the platform calls the tenant.
        local_project_id: Option<String> = "localProjectId",
    }
}

record! {
    /// What of a product costs how much. The product never published its price rules; this type is the model's own.
    pub struct UsageType {
        /// What reports call it; what `usageTypeDisplayNameRegex` of a discount matches.
        display_name: String = "displayName",
        /// The resource that the price is for: resources whose texts are the same are charged, in proportion to its
        /// numbers. A trait that is absent or 0 does not count.
        resource: Resource = "resource",
        /// The price in EUR (I36).
        net_amount: f64 = "netAmount",
        /// For how long.
        unit: CostUnit = "unit",
    }
}

union! {
    /// For how long a price is. All but the last are times, of 1, 24, 168, 720 and 8760 hours.
    pub enum CostUnit {
        /// An hour.
        Hourly = "HOURLY",
        /// A day.
        Daily = "DAILY",
        /// A week.
        Weekly = "WEEKLY",
        /// A month.
        Monthly = "MONTHLY",
        /// A year.
        Yearly = "YEARLY",
        /// Once; the product writes it with a space.
        SetupFee = "SETUP_FEE",
    }
}
