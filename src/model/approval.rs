//! Approvals of changes.

use super::record::record;
use super::{Date, EnvironmentAddress, Node, Scope};
use crate::source::{RepoPath, Span};

record! {
    /// An approval of a change, the content of one file in `approvals/`.
    pub struct Approval {
        /// The digest of what is approved: of the changes in its scope, or of the whole plan.
        digest: String = "digest",
        /// The environments that it is for: patterns of their addresses, such as `acme/production`.
        scope: Vec<String> = "scope",
        /// Who approves, as git names people: `Mara Lindqvist <mara@operator.example>`.
        who: String = "who",
        /// In which role: one of those that the gate names.
        role: String = "role",
        /// The day of the approval.
        date: Date = "date",
        /// The last day on which it holds; as long as its digest does without.
        expires: Option<Date> = "expires",
        /// Where it was asked for.
        ticket: Option<String> = "ticket",
    }
}

/// An approval as it was read: typed, and as a tree with the place of each part.
#[derive(Clone, Debug)]
pub struct DeclaredApproval {
    /// Its file.
    pub path: RepoPath,
    /// What it says.
    pub approval: Approval,
    /// The same with the place of each part.
    pub tree: Node,
}

impl DeclaredApproval {
    /// The place of the part at `path`, or of the nearest part around it that has one.
    pub fn origin(&self, path: &str) -> Option<Span> {
        self.tree.origin_at(path)
    }
}

impl Approval {
    /// Whether it is for an environment.
    pub fn concerns(&self, address: &EnvironmentAddress) -> bool {
        Scope(&self.scope).contains(address)
    }

    /// Whether it ended before `day`.
    pub fn is_expired(&self, day: Date) -> bool {
        self.expires.is_some_and(|last| last < day)
    }

    /// Who it is by, whatever the spelling: see [`identity`].
    pub fn identity(&self) -> String {
        identity(&self.who)
    }
}

/// What tells people apart: the mail address in lower case, or all of the text if there is none.
///
/// Names are spelled in many ways and shared by several people; the address is what git and its hosts go by.
pub fn identity(person: &str) -> String {
    let address = person.rsplit_once('<').map(|(_, rest)| rest);
    let address = address
        .and_then(|rest| rest.split_once('>'))
        .map(|(mail, _)| mail);
    address.unwrap_or(person).trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::identity;

    #[test]
    fn people_are_told_apart_by_their_address() {
        let same = [
            "Mara Lindqvist <mara@operator.example>",
            "M. Lindqvist < Mara@Operator.Example >",
            "mara@operator.example",
            "Mara <Lindqvist> <MARA@operator.example>",
        ];
        for person in same {
            assert_eq!(identity(person), "mara@operator.example", "{person}");
        }
        for other in ["Mara Lindqvist", "Mara Lindqvist <mara@customer.example>", ""] {
            assert_ne!(identity(other), "mara@operator.example", "{other}");
        }
    }
}
