//! Looking people up in a directory when they are invited.

use crate::model::Secret;
use crate::model::record::{record, union};

record! {
    /// `mesh.meshfed.web.identity-lookup`.
    pub struct IdentityLookup {
        /// The directory that invitations search.
        provider: Option<IdentityProvider> = "provider",
        /// Whether only people of the directory can be invited; `False` without a provider (I04).
        deny_assigning_other_users: bool = "deny-assigning-other-users",
    }
}

union! {
    /// The directories that can be searched.
    pub enum IdentityProvider {
        /// Microsoft Entra ID.
        Azure(AzureIdentity),
        /// The Google directory.
        Gcd(GcdIdentity),
        /// The Google directory, which also gives the euid.
        GcdEuid(GcdIdentityAndEuid),
    }
}

record! {
    /// Lookup in Microsoft Entra ID.
    pub struct AzureIdentity {
        /// How to get in, and what to read.
        azure: AzureCreds = "azure",
    }
}

record! {
    /// A principal of Microsoft Entra ID with the permission `User.Read.All`, and what it reads.
    pub struct AzureCreds {
        /// The tenant, a UUID or a domain.
        aad_tenant: String = "aad-tenant",
        /// The client of the principal, a UUID.
        client_id: String = "client-id",
        /// What the principal logs in with.
        client_secret: Secret = "client-secret",
        /// How guests are told from members.
        guest_lookup: Option<AzureGuestDetection> = "guestLookup",
        /// The euid from a schema extension.
        euid_schema_extension_update: Option<AzureEuidExtensionSchema> = "euidSchemaExtensionUpdate",
        /// The euid from an attribute.
        euid_user_attribute_update: Option<AzureEuidUserAttribute> = "euidUserAttributeUpdate",
        /// Another source of the username; not together with the next (I03).
        username_attribute_update: Option<AzureUsernameAttributeUpdate> = "usernameAttributeUpdate",
        /// Another source of the mail address; not together with the one before (I03).
        email_attribute_update: Option<AzureEmailAttributeUpdate> = "emailAttributeUpdate",
    }
}

record! {
    /// How guests are told from members.
    pub struct AzureGuestDetection {
        /// The attribute that is compared.
        guest_property: String = "guestProperty",
        /// The value that makes a guest.
        guest_value: String = "guestValue",
    }
}

record! {
    /// The euid from a schema extension.
    pub struct AzureEuidExtensionSchema {
        /// The property of the extension.
        euid_extension_schema_property: String = "euidExtensionSchemaProperty",
        /// The identifier of the extension.
        euid_extension_schema_identifier: String = "euidExtensionSchemaIdentifier",
    }
}

record! {
    /// The euid from an attribute.
    pub struct AzureEuidUserAttribute {
        /// The attribute.
        user_attribute_name: String = "userAttributeName",
    }
}

record! {
    /// Another source of the username than the principal name.
    pub struct AzureUsernameAttributeUpdate {
        /// The attribute.
        property_to_use: String = "propertyToUse",
        /// A Java format with one `%s` for the attribute.
        format_string: Option<String> = "formatString",
    }
}

record! {
    /// Another source of the mail address than `mail`.
    pub struct AzureEmailAttributeUpdate {
        /// The attribute.
        property_to_use: String = "propertyToUse",
    }
}

record! {
    /// Lookup in the Google directory.
    pub struct GcdIdentity {
        /// How to get in.
        gcd: GcdCreds = "gcd",
    }
}

record! {
    /// Lookup in the Google directory, which also gives the euid.
    pub struct GcdIdentityAndEuid {
        /// How to get in.
        gcd: GcdCreds = "gcd",
        /// Where the euid stands.
        euid: GcdEuid = "euid",
    }
}

record! {
    /// A service account that may read the Google directory.
    pub struct GcdCreds {
        /// The domain.
        domain: String = "domain",
        /// The customer's identifier at Google.
        customer_id: String = "customer-id",
        /// The key of the service account, JSON in base64.
        service_account_credentials_b64: Secret = "service-account-credentials-b64",
    }
}

record! {
    /// Where the Google directory keeps the euid.
    pub struct GcdEuid {
        /// The custom schema.
        euid_custom_schema: String = "euidCustomSchema",
        /// The property of it.
        euid_property: String = "euidProperty",
    }
}
