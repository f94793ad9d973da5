//! Integrity checks: the digest of an αβ-normal form.

use sha2::{Digest, Sha256};

use crate::dhall::semantics::encode::pass;
use crate::dhall::semantics::machine::{Eval, Machine, ThunkId};

/// The SHA-256 of the encoded αβ-normal form of a value, and how many bytes that has.
pub(super) fn digest(machine: &mut Machine, value: ThunkId) -> Eval<([u8; 32], u64)> {
    let mut hash = Sha256::new();
    let length = pass(machine, value, &mut |bytes| hash.update(bytes))?;
    Ok((hash.finalize().into(), length))
}

/// The SHA-256 of bytes.
pub(super) fn of_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Hexadecimal digits, as `sha256:` writes them.
pub(super) fn hex(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
