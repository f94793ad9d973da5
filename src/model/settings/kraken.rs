//! Settings of kraken: metering and billing.

use crate::model::record::record;

record! {
    /// Settings of kraken.
    pub struct KrakenSettings {
        /// `mesh.kraken.api.statements`.
        statements: Option<Statements> = "statements",
        /// `kraken-worker`.
        worker: KrakenWorker = "worker",
    }
}

record! {
    /// `mesh.kraken.api.statements`: chargeback statements.
    pub struct Statements {
        /// Keys of metadata and tags that become columns, in their order.
        relevant_meta_keys: Vec<String> = "relevant-meta-keys",
        /// Days from the end of a period until its statements appear; more than reports take to be final (I02).
        period_offset_days: u64 = "period-offset-days",
        /// The start of the first monthly period in UTC, such as `2021-01-01T00:00:00Z`.
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
