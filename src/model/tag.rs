//! What is known of the tags of an installation.

use super::record::record;

record! {
    /// JSON Schemas of the tags that an installation knows, as texts. They are kept for judging what the configuration
    /// says about tags; the product has a catalogue of its own and does not read them.
    pub struct TagSchemas {
        /// Of the tags of users.
        user: Option<String> = "user",
        /// Of the tags of groups.
        group: Option<String> = "group",
        /// Of the tags of workspaces.
        workspace: Option<String> = "workspace",
        /// Of the tags of projects.
        project: Option<String> = "project",
        /// Of the tags of payment methods.
        payment_method: Option<String> = "paymentMethod",
        /// Of the tags of landing zones.
        landing_zone: Option<String> = "landingZone",
    }
}
