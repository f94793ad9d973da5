//! How entries of the directory become users, groups and roles.

use crate::model::record::{record, union};

record! {
    /// `mesh.identityconnector.ldap.transformConfiguration`: what becomes of what was found.
    pub struct TransformConfiguration {
        /// Whether people without a group are imported, too.
        include_all_users: bool = "includeAllUsers",
        /// What becomes of persons.
        user_attributes_transformations: UserAttributesTransformations = "userAttributesTransformations",
        /// What becomes of groups.
        group_attributes_transformations: GroupAttributesTransformations = "groupAttributesTransformations",
        /// Which role a group has in its workspace.
        group_binding_attributes_transformations: GroupBindingAttributesTransformations
            = "groupBindingAttributesTransformations",
    }
}

record! {
    /// What becomes of persons.
    pub struct UserAttributesTransformations {
        /// The attribute by which groups name a person (I23).
        distinguished_name_attribute: String = "distinguishedNameAttribute",
        /// The username.
        name: AttributeTransformation = "name",
        /// The mail address.
        email: AttributeTransformation = "email",
        /// The first name.
        first_name: AttributeTransformation = "firstName",
        /// The last name.
        last_name: AttributeTransformation = "lastName",
        /// The euid.
        euid: AttributeTransformation = "euid",
        /// Tags.
        tags: Vec<TagMapping> = "tags",
    }
}

record! {
    /// What becomes of groups.
    pub struct GroupAttributesTransformations {
        /// The attribute that names the members (I23).
        members_attribute: String = "membersAttribute",
        /// The name.
        name: AttributeTransformation = "name",
        /// The workspace that it belongs to; since 2024.51.0, and needed from then on (I50).
        owned_by_workspace: Option<AttributeTransformation> = "ownedByWorkspace",
        /// The same before 2024.51.0 (I50).
        owned_by_customer: Option<AttributeTransformation> = "ownedByCustomer",
        /// What people call it.
        display_name: AttributeTransformation = "displayName",
        /// The identifier outside of the product.
        egid: AttributeTransformation = "egid",
        /// Tags.
        tags: Vec<TagMapping> = "tags",
    }
}

record! {
    /// Which role a group has in its workspace.
    pub struct GroupBindingAttributesTransformations {
        /// The name of the role, one that the release has (I24).
        role_name: AttributeTransformation = "roleName",
    }
}

record! {
    /// The value of one tag. The product names this type and shows its shape only.
    pub struct TagMapping {
        /// The key of the tag.
        tag_key: String = "tagKey",
        /// Where the value comes from.
        transformation: AttributeTransformation = "transformation",
    }
}

union! {
    /// `mesh.identityconnector.ldap.attributeTransformation`: where a value comes from.
    pub enum AttributeTransformation {
        /// An attribute.
        Static(StaticAttributeTransformation),
        /// An attribute, or another one where it is empty.
        IfNull(IfNullAttributeTransformation),
        /// An attribute, looked at with regular expressions.
        Regex(RegexAttributeTransformation),
    }
}

record! {
    /// `mesh.identityconnector.ldap.staticAttributeTransformation`: an attribute.
    pub struct StaticAttributeTransformation {
        /// The attribute, one that is fetched (I21).
        attribute: String = "attribute",
        /// What happens to the letters.
        post_processor: Option<PostProcessor> = "postProcessor",
    }
}

record! {
    /// `mesh.identityconnector.ldap.ifNullAttributeTransformation`: an attribute, or another one.
    pub struct IfNullAttributeTransformation {
        /// The attribute, one that is fetched (I21).
        attribute: String = "attribute",
        /// The other one, where it is empty; fetched, too (I21).
        if_null_attribute: String = "ifNullAttribute",
        /// What happens to the letters.
        post_processor: Option<PostProcessor> = "postProcessor",
    }
}

record! {
    /// `mesh.identityconnector.ldap.regexAttributeTransformation`: an attribute, looked at with regular expressions.
    pub struct RegexAttributeTransformation {
        /// The attribute, one that is fetched (I21).
        attribute: String = "attribute",
        /// What happens to the letters.
        post_processor: Option<PostProcessor> = "postProcessor",
        /// The expressions; the first that matches counts. One at least.
        rules: Vec<RegexRule> = "rules",
        /// The value where none matches.
        otherwise: Option<String> = "otherwise",
        /// A Java format with one `%s`, which stands for what the expression found.
        template: Option<String> = "template",
    }
}

record! {
    /// A regular expression, and what it gives.
    pub struct RegexRule {
        /// The expression; with a group where there is no value (I22).
        regex: String = "regex",
        /// The value; the first group of the expression without.
        value: Option<String> = "value",
    }
}

union! {
    /// What happens to the letters of a value.
    pub enum PostProcessor {
        /// Capital letters.
        Uppercase = "UPPERCASE",
        /// Small letters.
        Lowercase = "LOWERCASE",
    }
}
