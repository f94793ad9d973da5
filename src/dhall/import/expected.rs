//! Types that a program expects of files.

use super::clock::Stage;
use super::integrity;
use super::loader::ModuleId;
use super::proof::{Proof, conformity_key};
use super::session::Session;
use crate::dhall::datum::{DataType, Finding};
use crate::dhall::semantics::data::type_thunk;
use crate::dhall::semantics::infer::conform;
use crate::dhall::semantics::machine::{Eval, ThunkId};

/// A type that a program expects.
pub(super) struct Expected {
    ty: DataType,
    thunk: ThunkId,
    /// Of the type, once somebody asked.
    digest: Option<[u8; 32]>,
}

impl Session<'_> {
    /// Compares the type of a file with the one that is expected.
    pub(super) fn conform(&mut self, root: ModuleId, ty: ThunkId, expected: &DataType) -> Eval<Vec<Finding>> {
        let at = self.expected(expected);
        let key = match self.loader.module(root).key {
            Some(file) => Some(conformity_key(&file, &self.expected_digest(at)?)),
            None => None,
        };
        if let Some(proof) = key.and_then(|key| self.loader.proof(&key)) {
            self.machine.spend(proof.steps)?;
            return Ok(Vec::new());
        }
        let Some(parts) = self.loader.parts(root) else {
            return Ok(Vec::new());
        };
        let left = self.machine.meter.left();
        let types = (self.expected[at].thunk, ty);
        let machine = &mut self.machine;
        let found = self.loader.timed(root, Stage::Infer, |_| {
            conform(machine, &parts.ast, &parts.compiled, types)
        })?;
        if let Some(key) = key.filter(|_| found.is_empty()) {
            let steps = left.saturating_sub(self.machine.meter.left());
            self.loader.prove(key, Proof { digest: None, steps });
        }
        Ok(found)
    }

    /// Where a type that a program expects is; it is the same one each time, so that what was found equal to it
    /// stays known.
    fn expected(&mut self, expected: &DataType) -> usize {
        if let Some(at) = self.expected.iter().position(|known| known.ty == *expected) {
            return at;
        }
        let thunk = type_thunk(&mut self.machine, expected);
        self.expected.push(Expected {
            ty: expected.clone(),
            thunk,
            digest: None,
        });
        self.expected.len() - 1
    }

    fn expected_digest(&mut self, at: usize) -> Eval<[u8; 32]> {
        if let Some(digest) = self.expected[at].digest {
            return Ok(digest);
        }
        let (digest, _) = integrity::digest(&mut self.machine, self.expected[at].thunk)?;
        self.expected[at].digest = Some(digest);
        Ok(digest)
    }
}
