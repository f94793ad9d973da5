//! What is proven of a file: that nothing is wrong with it, and what its value's digest is.
//!
//! The key of a proof is made of everything that decides it: the engine, the bytes of the file, and what each
//! of its imports came to, for which their own keys stand. Where a file lies is not in it, unless it asks for
//! that with `as Location`. What comes from an environment variable or a server has no key, and neither has
//! what depends on it.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::loader::{Loader, ModuleId};
use super::location::Canonical;
use crate::dhall::syntax::ImportMode;

/// Which engine this is: another one may take something else for well-typed.
const ENGINE: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("MESHC_ENGINE"));

/// The digest of all that decides a proof.
pub type Key = [u8; 32];

/// What an earlier run found out about a file in which nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The digest of its αβ-normal form, where somebody asked for it.
    pub digest: Option<[u8; 32]>,
    /// The steps that it took to prove, which count in runs that rely on it, too.
    pub steps: u64,
}

/// What an import came to, as far as it decides a proof.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// Another file.
    File(Key),
    /// Nothing is there.
    Absent,
    /// A location, which is not read.
    Location(Canonical),
    /// A normal form that a cache had under that digest.
    Form([u8; 32]),
}

/// The key of a file with that content.
pub(super) fn file_key(content: &[u8; 32], mode: ImportMode, outcomes: &[Outcome]) -> Key {
    let mut hash = begin("file");
    hash.update([match mode {
        ImportMode::Code => 0_u8,
        ImportMode::RawText => 1,
        ImportMode::RawBytes => 2,
        ImportMode::Location => 3,
    }]);
    hash.update(content);
    for outcome in outcomes {
        match outcome {
            Outcome::File(key) => hash.update([&[1], key.as_slice()].concat()),
            Outcome::Absent => hash.update([2]),
            Outcome::Location(location) => {
                let mut text = String::new();
                write!(text, "{location:?}").expect("a text takes more");
                hash.update([3]);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text);
            }
            Outcome::Form(digest) => hash.update([&[4], digest.as_slice()].concat()),
        }
    }
    hash.finalize().into()
}

/// The key of a file being of the type with that digest.
pub(super) fn conformity_key(file: &Key, expected: &[u8; 32]) -> Key {
    let mut hash = begin("conformity");
    hash.update(file);
    hash.update(expected);
    hash.finalize().into()
}

impl Loader<'_> {
    /// What is known under a key, from this run or an earlier one.
    pub(super) fn proof(&mut self, key: &Key) -> Option<Proof> {
        let new = self.proven.get(key).copied();
        new.or_else(|| {
            let known = self.host.proof(key)?;
            self.relied = true;
            Some(known)
        })
    }

    /// Remembers what this run found out.
    pub(super) fn prove(&mut self, key: Key, proof: Proof) {
        self.proven.insert(key, proof);
    }

    /// Hands on what was proven, unless a limit was reached: what would have come of it is not known then.
    pub(super) fn publish(&mut self, complete: bool) {
        let proven = std::mem::take(&mut self.proven);
        if complete && !proven.is_empty() {
            self.host.prove(&proven);
        }
    }

    /// Gives a module its key, if nothing is wrong with it so far.
    pub(super) fn identify(&mut self, id: ModuleId, outcomes: &[Outcome]) {
        let module = &mut self.modules[id.0];
        if module.findings.is_empty() {
            module.key = module
                .content
                .map(|content| file_key(&content, module.mode, outcomes));
        }
    }
}

fn begin(purpose: &str) -> Sha256 {
    Sha256::new().chain_update(format!("{ENGINE} {purpose}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_decides_is_in_the_key() {
        let keys = [
            file_key(&[1; 32], ImportMode::Code, &[]),
            file_key(&[2; 32], ImportMode::Code, &[]),
            file_key(&[1; 32], ImportMode::RawText, &[]),
            file_key(&[1; 32], ImportMode::RawBytes, &[]),
            file_key(&[1; 32], ImportMode::Code, &[Outcome::Absent]),
            file_key(&[1; 32], ImportMode::Code, &[Outcome::Absent, Outcome::Absent]),
            file_key(&[1; 32], ImportMode::Code, &[Outcome::File([3; 32])]),
            file_key(&[1; 32], ImportMode::Code, &[Outcome::File([4; 32])]),
            file_key(&[1; 32], ImportMode::Code, &[Outcome::Form([3; 32])]),
            file_key(
                &[1; 32],
                ImportMode::Code,
                &[Outcome::Location(Canonical::Missing)],
            ),
            file_key(
                &[1; 32],
                ImportMode::Code,
                &[Outcome::Location(Canonical::Env("X".into()))],
            ),
            conformity_key(&[1; 32], &[2; 32]),
            conformity_key(&[2; 32], &[1; 32]),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "key {at} is there already");
        }
    }
}
