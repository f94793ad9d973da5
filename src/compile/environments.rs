//! Which environments a command is about, by patterns of their addresses.

use crate::model::{EnvironmentAddress, EnvironmentKind, Scope};

/// The patterns of `--env`; all environments without.
///
/// They are those of scopes in files: `acme/production`, `*/staging`, `acme`, in which `*` stands for any text.
/// `production` and `staging` alone are the kinds, as for other commands.
#[derive(Clone, Debug, Default)]
pub struct Environments {
    patterns: Vec<String>,
}

impl Environments {
    /// Those that one of the patterns is about.
    pub fn new(patterns: &[String]) -> Self {
        let written_out = |pattern: &String| match pattern.parse::<EnvironmentKind>() {
            Ok(kind) => format!("*/{kind}"),
            Err(_) => pattern.clone(),
        };
        Self {
            patterns: patterns.iter().map(written_out).collect(),
        }
    }

    /// Whether an environment is among them.
    pub fn contains(&self, address: &EnvironmentAddress) -> bool {
        self.patterns.is_empty() || Scope(&self.patterns).contains(address)
    }

    /// The patterns as a scope in a file says them; `*` for all.
    pub fn patterns(&self) -> Vec<String> {
        match self.patterns.is_empty() {
            true => vec!["*".to_owned()],
            false => self.patterns.clone(),
        }
    }
}
