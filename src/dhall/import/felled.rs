//! Trees of large files: given up once they are typed, and parsed again for whoever asks about them later.

use std::sync::Arc;

use super::loader::{Loader, ModuleId};
use super::location::Canonical;
use crate::dhall::semantics::infer::Parts;
use crate::dhall::syntax::{Ast, parse};

/// From so many expressions on, a file's tree is given up.
const LARGE: usize = 1 << 14;

impl Loader<'_> {
    /// Gives up the tree of a module if it is large and can be had again.
    pub(super) fn fell(&mut self, id: ModuleId) {
        let is_timed = self.clock.is_some();
        let module = &mut self.modules[id.0];
        let is_file = matches!(module.location, Canonical::Local { .. });
        // Where inference is put off, the tree is wanted then.
        let own = module.parts.take_if(|parts| {
            is_file && !is_timed && parts.ast.len() >= LARGE && Arc::strong_count(parts) == 1
        });
        if let Some(Parts { ast, compiled }) = own.and_then(Arc::into_inner) {
            module.felled = Some(ast.file);
            let ast = Ast::new(ast.file);
            module.parts = Some(Arc::new(Parts { ast, compiled }));
        }
    }

    /// The tree and code of a module.
    pub(super) fn parts(&mut self, id: ModuleId) -> Option<Arc<Parts>> {
        let module = &mut self.modules[id.0];
        if let Some(file) = module.felled.take()
            && let Some(Parts { compiled, .. }) = module.parts.take().and_then(Arc::into_inner)
        {
            let text = Arc::clone(&self.sources.source(file).text);
            let ast = parse(file, &text).ast;
            module.parts = Some(Arc::new(Parts { ast, compiled }));
        }
        self.module(id).parts.clone()
    }

    /// Gets every tree back that was given up.
    pub(super) fn replant(&mut self) {
        for at in 0..self.modules.len() {
            self.parts(ModuleId(at));
        }
    }
}
