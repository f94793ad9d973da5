//! Forgetting: what rests on files that changed is loaded anew, everything else stays.

use std::collections::{BTreeSet, HashSet};

use super::loader::{Loader, ModuleId};
use super::location::Canonical;
use crate::source::RepoPath;

impl Loader<'_> {
    /// Forgets files of the repository, and every module that imports one of them at any distance. What has a
    /// mistake is forgotten, too: it may lie in an import that was refused, which is nowhere noted.
    ///
    /// Of a file that could not be read nobody knows who asked for it, so that one is not forgotten by this.
    pub(super) fn forget(&mut self, files: &BTreeSet<RepoPath>) {
        let is_meant = |location: &&Canonical| match location.repo_path() {
            Some(Ok(path)) => files.contains(&path),
            Some(Err(_)) | None => false,
        };
        let locations: HashSet<Canonical> = self.answers.keys().filter(is_meant).cloned().collect();
        self.answers.retain(|location, _| !locations.contains(location));
        let stale = self.resting_on(&locations);
        self.by_place.retain(|_, id| !stale[id.0]);
    }

    /// Of each module whether it has a mistake, is at one of the locations, or imports something there.
    fn resting_on(&self, locations: &HashSet<Canonical>) -> Vec<bool> {
        let mut importers: Vec<Vec<ModuleId>> = vec![Vec::new(); self.modules.len()];
        for (at, module) in self.modules.iter().enumerate() {
            for (child, _) in &module.children {
                importers[child.0].push(ModuleId(at));
            }
        }
        let mut stale = vec![false; self.modules.len()];
        let is_stale = |id: &ModuleId| {
            let module = self.module(*id);
            !module.clean || locations.contains(&module.location)
        };
        let mut rest: Vec<ModuleId> = (0..self.modules.len()).map(ModuleId).filter(is_stale).collect();
        while let Some(id) = rest.pop() {
            if !std::mem::replace(&mut stale[id.0], true) {
                rest.append(&mut importers[id.0]);
            }
        }
        stale
    }
}
