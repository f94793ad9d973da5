//! What imports may reach beside the files of the repository.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::proofs::Proofs;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Node, RepositorySettings};
use crate::network::{AllowedHost, Authority, Client, Limits, Wire};

const POLICY: Code = Code("dhall/policy");

/// What imports may reach beside the files of the repository: nothing, unless it is named here or in the
/// settings of the repository.
#[derive(Clone, Default)]
pub struct Reach {
    /// Environment variables that may be read.
    pub variables: BTreeSet<String>,
    /// Hosts that may be asked.
    pub hosts: BTreeSet<AllowedHost>,
    /// Certificate authorities that are trusted beside those of the program.
    pub authorities: Vec<Authority>,
    /// The folder of the standard's cache of imports with a hash, which other programs share.
    pub cache: Option<PathBuf>,
    /// What earlier runs proved, and where this one keeps what it proves.
    pub proofs: Option<Arc<Proofs>>,
    /// What a variable holds; it is asked for none but the ones above.
    pub lookup: Option<fn(&str) -> Option<OsString>>,
    /// Over what hosts are asked; over the network itself, unless it is set.
    pub wire: Option<Arc<dyn Wire>>,
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reach")
            .field("variables", &self.variables)
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}

impl Reach {
    /// It with what the settings of the repository allow besides, and what is wrong with those.
    pub(super) fn widened(&self, settings: &RepositorySettings, tree: &Node) -> (Self, Vec<Diagnostic>) {
        let mut wide = self.clone();
        let mut findings = Vec::new();
        wide.variables.extend(settings.allow_env.iter().cloned());
        for (at, host) in settings.allow_hosts.iter().enumerate() {
            match host.parse() {
                Ok(host) => {
                    wide.hosts.insert(host);
                }
                Err(error) => {
                    let finding = Diagnostic::error(POLICY, error.to_string());
                    let place = tree.origin_at(&format!("allowHosts.{at}"));
                    findings.push(match place {
                        Some(span) => finding.at(span, "no host"),
                        None => finding,
                    });
                }
            }
        }
        (wide, findings)
    }

    /// Whether it reaches farther than one that it was widened from.
    pub(super) fn exceeds(&self, other: &Self) -> bool {
        self.variables.len() > other.variables.len() || self.hosts.len() > other.hosts.len()
    }

    /// The client for the hosts.
    pub(super) fn client(&self) -> Client {
        let hosts: Vec<AllowedHost> = self.hosts.iter().cloned().collect();
        match &self.wire {
            Some(wire) => Client::over(Arc::clone(wire), hosts, Limits::default()),
            None => Client::new(hosts, &self.authorities),
        }
    }
}
