//! I47: LDAP imports people, groups, and bindings of groups, in pages.

use crate::diagnostic::Diagnostic;
use crate::model::{Authority, CollectionType, Declared, LdapConfiguration};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// The import from LDAP searches for persons and for groups, one search of each at least; bindings of groups follow
    /// from the groups. It sends 10 to 100 objects at once (`chunkSize`) and reads the directory in pages of 1 or more
    /// (`pageSize`), as RFC 2696 has it. Its API user has the authority `EXTERNAL_MESH_OBJECT_IMPORT`.
    ///
    /// Anything else than a person or a group cannot be written.
    ///
    /// ## Why
    ///
    /// Without one of the searches there is nobody to bind, or nothing to bind them to. Chunks outside of the range take
    /// too long one by one or are too large for one request, and without the authority meshfed takes none.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// connector.TransportConfiguration::{ chunkSize = 1000, apiUser }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// connector.TransportConfiguration::{ chunkSize = 100, apiUser }
    /// ```
    I47 = "I47", Stated Error, "LDAP imports people, groups, and bindings of groups, in pages of 10 to 100",
    Enforcement::Snapshot(check),
    ["CollectionType"] => ["BINDING", "GROUPBINDING", "USER", "WORKSPACE", "PROJECT", "CUSTOMER"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        if let Some(ldap) = &declared.instance.settings.identityconnector.ldap {
            found.extend(sizes(declared, ldap));
            found.extend(searches(declared, ldap));
            found.extend(authority(declared, ldap));
        }
    }
    found
}

fn place(declared: &Declared, label: &str) -> Place {
    Place::in_instance(declared, &format!("settings.identityconnector.ldap.{label}"))
}

fn sizes(declared: &Declared, ldap: &LdapConfiguration) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let chunk = ldap.transport.chunk_size;
    if !(10..=100).contains(&chunk) {
        found.push(
            I47.finding(format!("{chunk} objects are sent at once"))
                .on(&place(declared, "transport.chunkSize"), "")
                .expected("10 to 100"),
        );
    }
    if ldap.collector.page_size == 0 {
        found.push(
            I47.finding("a page of the directory holds nothing")
                .on(&place(declared, "collector.pageSize"), "")
                .expected("1 or more"),
        );
    }
    found
}

fn searches(declared: &Declared, ldap: &LdapConfiguration) -> Vec<Diagnostic> {
    let kinds = [
        (CollectionType::Person, "persons"),
        (CollectionType::Group, "groups"),
    ];
    let missing = kinds.into_iter().filter(|(kind, _)| {
        !ldap
            .collector
            .sources
            .iter()
            .any(|source| source.collection_type == *kind)
    });
    missing
        .map(|(_, what)| {
            I47.finding(format!("nothing searches for {what}"))
                .on(&place(declared, "collector.sources"), "")
                .expected("one search for persons and one for groups at least")
        })
        .collect()
}

fn authority(declared: &Declared, ldap: &LdapConfiguration) -> Option<Diagnostic> {
    let authorities = &ldap.transport.api_user.authorities;
    (!authorities.contains(&Authority::ExternalMeshObjectImport)).then(|| {
        I47.finding("the API user may not import")
            .on(&place(declared, "transport.apiUser.authorities"), "")
            .expected("`EXTERNAL_MESH_OBJECT_IMPORT` among the authorities")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Row;
    use crate::rules::setting::ldap::check_rows;

    #[test]
    fn an_import_has_persons_groups_and_chunks_of_a_size() {
        let chunk = |size: u64| ("transport.chunkSize", json!(size));
        let rows: &[Row<'_>] = &[
            (&[chunk(10)], &[]),
            (&[chunk(100)], &[]),
            (
                &[chunk(9)],
                &["error transport.chunkSize: 9 objects are sent at once"],
            ),
            (
                &[chunk(101)],
                &["error transport.chunkSize: 101 objects are sent at once"],
            ),
            (
                &[("collector.pageSize", json!(0))],
                &["error collector.pageSize: a page of the directory holds nothing"],
            ),
            (
                &[("collector.sources", json!([]))],
                &[
                    "error collector.sources: nothing searches for persons",
                    "error collector.sources: nothing searches for groups",
                ],
            ),
            (
                &[("collector.sources.1.collectionType", json!("PERSON"))],
                &["error collector.sources: nothing searches for groups"],
            ),
            (
                &[("transport.apiUser.authorities", json!(["WORKSPACEOWNER_ASSIGN"]))],
                &["error transport.apiUser.authorities: the API user may not import"],
            ),
        ];
        check_rows(&I47, rows);
    }
}
