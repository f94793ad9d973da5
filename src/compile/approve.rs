//! From a change and a person to the file that says that the person approves it.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load::APPROVALS;
use super::{Environments, Planned};
use crate::change::{EnvironmentChange, Plan};
use crate::dhall::syntax::printer::text_literal;
use crate::diagnostic::Severity;
use crate::gate::{Demand, views};
use crate::model::{Approval, Date, EnvironmentAddress, identity};
use crate::source::RepoPath;

/// Who approves, and how.
#[derive(Clone, Debug)]
pub struct Approver {
    /// As git names people: `Name <mail>`.
    pub who: String,
    /// The role.
    pub role: String,
    /// The day of the approval.
    pub date: Date,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it was asked for.
    pub ticket: Option<String>,
}

/// Why there is nothing to approve, or not by this person.
#[derive(Debug, thiserror::Error)]
pub enum ApprovalRefused {
    /// Something is wrong with what would be approved.
    #[error("the plan has {count} error{}, and what is wrong is not approved; `meshc plan` shows them", if *count == 1 { "" } else { "s" })]
    Errors {
        /// How many errors.
        count: usize,
    },
    /// Nobody knows all that would be approved.
    #[error(
        "an instance cannot be read on one side, so nobody knows all that would be approved; `meshc plan` says which"
    )]
    Incomplete,
    /// No gate of what changes asks for an approval.
    #[error("no environment that was selected and changes asks for an approval")]
    NotAsked,
    /// No gate of what changes names the role.
    #[error("no gate names the role `{role}`; there {}: {}", if roles.len() == 1 { "is" } else { "are" }, listed(roles))]
    Role {
        /// The role.
        role: String,
        /// The roles that the gates name.
        roles: BTreeSet<String>,
    },
    /// The person made the change.
    #[error("{who} made this change, and nobody approves a change of their own")]
    Maker {
        /// Who.
        who: String,
    },
    /// Nobody knows who sits there.
    #[error(
        "git does not know who you are; set `user.name` and `user.email`, or use `--who \"NAME <MAIL>\"`"
    )]
    Nobody,
    /// The person has no address.
    #[error("`{who}` has no mail address; write `NAME <MAIL>`, as git does")]
    Anonymous {
        /// What was given.
        who: String,
    },
    /// There is such a file.
    #[error("`{file}` is there already, and no approval is written over")]
    Exists {
        /// The file.
        file: RepoPath,
    },
    /// The operating system says no.
    #[error("`{}` cannot be written: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
}

fn listed(roles: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = roles.iter().map(|role| format!("`{role}`")).collect();
    quoted.join(", ")
}

/// An approval that can be written.
#[derive(Clone, Debug)]
pub struct Approved<'a> {
    /// What it says.
    pub approval: Approval,
    /// Its file, from the root.
    pub file: RepoPath,
    /// What changes in each environment of its scope.
    pub changes: Vec<&'a EnvironmentChange>,
}

/// The approval of what changes in the environments that are selected, ask for one, and let the role give it.
///
/// `makers` are the identities of those who made the change. The scope names each environment, so that whatever else
/// changes later does not touch the approval.
pub fn approve<'a>(
    planned: &'a Planned,
    environments: &Environments,
    approver: &Approver,
    makers: &BTreeSet<String>,
) -> Result<Approved<'a>, ApprovalRefused> {
    let person = identity(&approver.who);
    if !person.contains('@') {
        return Err(ApprovalRefused::Anonymous {
            who: approver.who.clone(),
        });
    }
    let count = planned.findings.count(Severity::Error);
    let Some(plan) = planned.plan.as_ref().filter(|_| count == 0) else {
        return Err(ApprovalRefused::Errors { count });
    };
    if !planned.complete {
        return Err(ApprovalRefused::Incomplete);
    }
    let changes = asking(planned, plan, environments, &approver.role)?;
    if makers.contains(&person) {
        return Err(ApprovalRefused::Maker {
            who: approver.who.clone(),
        });
    }
    let scope: BTreeSet<&EnvironmentAddress> = changes.iter().map(|change| &change.address).collect();
    let digest = plan.digest_of(|address| scope.contains(address)).to_string();
    Ok(Approved {
        file: file(&digest, &person),
        approval: Approval {
            digest,
            scope: scope.iter().map(ToString::to_string).collect(),
            who: approver.who.clone(),
            role: approver.role.clone(),
            date: approver.date,
            expires: approver.until,
            ticket: approver.ticket.clone(),
        },
        changes,
    })
}

/// The changes whose gates ask for an approval in that role.
fn asking<'a>(
    planned: &Planned,
    plan: &'a Plan,
    environments: &Environments,
    role: &str,
) -> Result<Vec<&'a EnvironmentChange>, ApprovalRefused> {
    let [before, after] = &planned.sides;
    let mut changes = Vec::new();
    let mut roles = BTreeSet::new();
    for change in &plan.environments {
        let sides = views(change, [&before.fleet, &after.fleet]);
        let demand = Demand::between(sides[0].as_ref(), sides[1].as_ref());
        if demand.approvals == 0 || !change.is_in(|address| environments.contains(address)) {
            continue;
        }
        if demand.allows(role) {
            changes.push(change);
        }
        roles.extend(demand.roles);
    }
    match (changes.is_empty(), roles.is_empty()) {
        (false, _) => Ok(changes),
        (true, true) => Err(ApprovalRefused::NotAsked),
        (true, false) => Err(ApprovalRefused::Role {
            role: role.to_owned(),
            roles,
        }),
    }
}

/// The file of an approval: the same for the same change and person, and no other's.
fn file(digest: &str, person: &str) -> RepoPath {
    let digits = digest.strip_prefix("sha256:").unwrap_or(digest);
    let digits: String = digits.chars().take(12).collect();
    let mut slug = String::new();
    for character in person.chars() {
        let plain = character.is_ascii_alphanumeric() || ".-".contains(character);
        slug.push(if plain { character } else { '-' });
    }
    let slug: String = slug.trim_matches(['.', '-']).chars().take(60).collect();
    RepoPath::parse(&format!("{APPROVALS}/{digits}-{slug}.dhall")).expect("plain letters are a path")
}

impl Approved<'_> {
    /// The file as Dhall. With a copy of the package it says no more than it has to.
    pub fn text(&self, has_package: bool) -> String {
        let approval = &self.approval;
        let scope: Vec<String> = approval
            .scope
            .iter()
            .map(|pattern| text_literal(pattern))
            .collect();
        let mut fields = vec![
            format!("digest = {}", text_literal(&approval.digest)),
            format!("scope = [ {} ]", scope.join(", ")),
            format!("who = {}", text_literal(&approval.who)),
            format!("role = {}", text_literal(&approval.role)),
            format!("date = {}", approval.date),
        ];
        let expires = approval.expires.map(|day| format!("expires = Some {day}"));
        let ticket = approval.ticket.as_ref();
        let ticket = ticket.map(|ticket| format!("ticket = Some {}", text_literal(ticket)));
        let none = |label: &str, ty: &str| (!has_package).then(|| format!("{label} = None {ty}"));
        fields.extend(expires.or_else(|| none("expires", "Date")));
        fields.extend(ticket.or_else(|| none("ticket", "Text")));
        match has_package {
            true => format!(
                "let meshc = ../schema/package.dhall\n\nin  meshc.Approval::{{\n    , {}\n    }}\n",
                fields.join("\n    , ")
            ),
            false => format!("{{ {}\n}}\n", fields.join("\n, ")),
        }
    }

    /// Writes the file below the root of the configuration: whole or not at all, and never over another.
    pub fn write(&self, root: &Path, has_package: bool) -> Result<PathBuf, ApprovalRefused> {
        let path = root.join(self.file.as_str());
        let folder = path.parent().unwrap_or(root);
        let disk = |path: &Path| {
            let path = path.to_owned();
            move |source| ApprovalRefused::Disk { path, source }
        };
        std::fs::create_dir_all(folder).map_err(disk(folder))?;
        let mut draft = tempfile::Builder::new()
            .prefix(".approval-")
            .tempfile_in(folder)
            .map_err(disk(folder))?;
        let text = self.text(has_package);
        draft.write_all(text.as_bytes()).map_err(disk(&path))?;
        draft.as_file().sync_all().map_err(disk(&path))?;
        allow_reading(draft.as_file()).map_err(disk(&path))?;
        match draft.persist_noclobber(&path) {
            Ok(_) => Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(ApprovalRefused::Exists {
                    file: self.file.clone(),
                })
            }
            Err(error) => Err(disk(&path)(error.error)),
        }
    }
}

/// Temporary files are for their owner alone, but this one is to be read by everybody.
fn allow_reading(file: &std::fs::File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}
