//! I23: what names a person in a group of LDAP is what names the person.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The values of `distinguishedNameAttribute` of persons are those that `membersAttribute` of groups holds. `member` and
    /// `uniqueMember` hold distinguished names (RFC 4519), `memberUid` holds user names (RFC 2307). Other attributes are not
    /// known here.
    ///
    /// ## Why
    ///
    /// If groups name their members in another way than persons are named, every group is empty, and nobody has a role.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { distinguishedNameAttribute = "entryDN", membersAttribute = "memberUid" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { distinguishedNameAttribute = "entryDN", membersAttribute = "member" }
    /// ```
    I23 = "I23", Stated Warning, "What names a person in a group of LDAP is what names the person",
    Enforcement::Snapshot(check)
}

/// Attributes of persons and of groups that hold distinguished names.
const DISTINGUISHED: [&str; 5] = ["dn", "distinguishedname", "entrydn", "member", "uniquemember"];

/// Attributes of persons and of groups that hold user names.
const PLAIN: [&str; 4] = ["uid", "samaccountname", "cn", "memberuid"];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let transform = &declared
        .instance
        .settings
        .identityconnector
        .ldap
        .as_ref()?
        .transform;
    let person = &transform
        .user_attributes_transformations
        .distinguished_name_attribute;
    let group = &transform.group_attributes_transformations.members_attribute;
    let holds = |names: &[&str], attribute: &str| names.contains(&attribute.to_lowercase().as_str());
    let apart = holds(&DISTINGUISHED, group) && holds(&PLAIN, person)
        || holds(&PLAIN, group) && holds(&DISTINGUISHED, person);
    apart.then(|| {
        let place = |path| {
            Place::in_instance(
                declared,
                &format!("settings.identityconnector.ldap.transform.{path}"),
            )
        };
        I23.finding(format!(
            "groups name their members by {}, and persons are named by {}",
            quote(group),
            quote(person)
        ))
        .on(
            &place("userAttributesTransformations.distinguishedNameAttribute"),
            "",
        )
        .beside(
            &place("groupAttributesTransformations.membersAttribute"),
            "the members",
        )
        .expected("an attribute with the values that groups hold")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Row;
    use crate::rules::setting::ldap::check_rows;

    #[test]
    fn groups_and_persons_have_one_kind_of_name() {
        let person = "transform.userAttributesTransformations.distinguishedNameAttribute";
        let group = "transform.groupAttributesTransformations.membersAttribute";
        let message = |members: &str, named: &str| {
            format!(
                "warning {person}: groups name their members by `{members}`, and persons are named by `{named}`"
            )
        };
        let rows: &[Row<'_>] = &[
            (&[], &[]),
            (
                &[(group, json!("memberUid"))],
                &[&message("memberUid", "entryDN")],
            ),
            (&[(person, json!("uid"))], &[&message("member", "uid")]),
            (&[(person, json!("uid")), (group, json!("memberUid"))], &[]),
            (&[(person, json!("acmeName"))], &[]),
        ];
        check_rows(&I23, rows);
    }
}
