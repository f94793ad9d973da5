//! Making output ready and swapping it in.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use walkdir::WalkDir;

use super::disk::{Disk, Fault};
use super::lock::{Lock, digest_at};
use super::staging::{self, Staging};
use super::survey::{Survey, foreign};
use super::{LOCK_FILE, Scope, WriteError, WriteOutcome};
use crate::render::Bundle;

/// Puts `bundles` below `out`; `fault` is asked before each step.
pub(super) fn write(
    out: &Path,
    bundles: &[Bundle],
    scope: Scope,
    fault: Fault<'_>,
) -> Result<WriteOutcome, WriteError> {
    let out = &settled(out)?;
    let mut disk = Disk::new(fault);
    if let Some(parent) = out.parent() {
        disk.create_folder(parent)?;
    }
    let staging = Staging::acquire(out)?;
    let mut swap = Swap {
        out,
        staging: &staging,
        disk,
        undo: Vec::new(),
    };
    let done = swap.run(bundles, scope);
    // A journal that is still there tells the next run how far this one came.
    if done.is_ok() || !staging.journal().exists() {
        staging.release();
    }
    done
}

/// `out` with its links followed: the folder itself may be one, by the wish of whoever named it.
pub(super) fn settled(out: &Path) -> Result<PathBuf, WriteError> {
    match fs::canonicalize(out) {
        Ok(path) if path.is_dir() => Ok(path),
        Ok(path) => Err(WriteError::NoFolder { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::path::absolute(out).map_err(|source| WriteError::Io {
                action: "find",
                path: out.to_owned(),
                source,
            })
        }
        Err(source) => Err(WriteError::Io {
            action: "find",
            path: out.to_owned(),
            source,
        }),
    }
}

struct Swap<'a> {
    out: &'a Path,
    staging: &'a Staging,
    disk: Disk<'a>,
    undo: Vec<Undo>,
}

/// How to take a step back.
enum Undo {
    /// The two folders were swapped.
    Exchange(PathBuf, PathBuf),
    /// What is at the second path was at the first.
    Rename(PathBuf, PathBuf),
}

impl Swap<'_> {
    fn run(&mut self, bundles: &[Bundle], scope: Scope) -> Result<WriteOutcome, WriteError> {
        let before = self.recover()?;
        let survey = Survey::new(self.out, before, bundles, scope);
        survey.check_way(self.out)?;
        if survey.comparison.is_same() {
            return Ok(survey.comparison);
        }
        let texts: BTreeMap<String, &str> = bundles
            .iter()
            .flat_map(|bundle| {
                bundle
                    .files
                    .iter()
                    .map(|(path, text)| (path.to_string(), text.as_str()))
            })
            .collect();
        if self.staging.is_beside && self.is_all_ours(&survey.before) {
            self.whole(&survey, &texts)?;
        } else {
            self.piecewise(&survey, &texts)?;
        }
        Ok(survey.comparison)
    }

    /// What is known to have been made. After an interrupted run that is first written down, and then what the
    /// run left is removed.
    fn recover(&mut self) -> Result<Lock, WriteError> {
        self.restore()?;
        let lock = staging::known(self.out)?;
        let journal = self.staging.journal();
        if journal.exists() {
            let draft = self.staging.path.join("recovered.json");
            let _ = fs::remove_file(&draft);
            self.disk.write(&draft, lock.text().as_bytes())?;
            self.disk.flush(&self.staging.path)?;
            self.disk.rename(&draft, &self.out.join(LOCK_FILE))?;
            self.disk.rename(&journal, &draft)?;
        }
        self.disk.remove(&self.staging.tree())?;
        self.disk.remove(&self.staging.aside())?;
        Ok(lock)
    }

    /// Puts back what an interrupted run had moved aside, on a system that cannot swap in one step.
    fn restore(&mut self) -> Result<(), WriteError> {
        let aside = self.staging.aside();
        if !self.out.exists() && aside.join(LOCK_FILE).exists() {
            return self.disk.rename(&aside, self.out);
        }
        if aside.join(LOCK_FILE).exists() {
            return Ok(());
        }
        let folders = WalkDir::new(&aside).min_depth(2).max_depth(2).sort_by_file_name();
        for folder in folders.into_iter().filter_map(Result::ok) {
            let Ok(relative) = folder.path().strip_prefix(&aside) else {
                continue;
            };
            let target = self.out.join(relative);
            if !target.exists() {
                self.disk.rename(folder.path(), &target)?;
            }
        }
        Ok(())
    }

    fn is_all_ours(&self, before: &Lock) -> bool {
        let made = before.files().map(|(path, _)| self.out.join(path)).collect();
        let first = foreign(self.out, &made).find(|path| !staging::is_own(path));
        first.is_none()
    }

    /// Swaps the folder as a whole.
    fn whole(&mut self, survey: &Survey, texts: &BTreeMap<String, &str>) -> Result<(), WriteError> {
        let tree = self.staging.tree();
        self.disk.create_folder(&tree)?;
        for (path, digest) in survey.after.files() {
            let (from, to) = (self.out.join(path), tree.join(path));
            match texts.get(path) {
                Some(text) if digest_at(&from).as_deref() != Some(digest) => self.put(&to, text)?,
                // A file of an environment that was not rendered may be missing, and then stays so.
                None if fs::symlink_metadata(&from).is_err() => {}
                _ => self.keep(&from, &to)?,
            }
        }
        self.disk
            .write(&tree.join(LOCK_FILE), survey.after.text().as_bytes())?;
        self.disk.flush(&tree)?;
        if self.out.exists() {
            self.disk.exchange(&tree, self.out, &self.staging.aside())?;
            let made = survey.before.files().map(|(path, _)| tree.join(path)).collect();
            self.rescue(&tree, self.out, &made);
            Ok(())
        } else {
            self.disk.rename(&tree, self.out)
        }
    }

    /// Swaps one environment after the other; all or, after an error, none.
    fn piecewise(&mut self, survey: &Survey, texts: &BTreeMap<String, &str>) -> Result<(), WriteError> {
        for environment in &survey.changed {
            self.stage(environment, survey, texts)?;
        }
        if let Err(error) = self.commit(survey) {
            self.take_back();
            return Err(error);
        }
        let _ = fs::remove_file(self.staging.journal());
        for environment in &survey.changed {
            self.tidy(environment, survey);
        }
        Ok(())
    }

    /// Swaps what is ready, and last of all the lock file. With the journal the next run can see how far it came.
    fn commit(&mut self, survey: &Survey) -> Result<(), WriteError> {
        let draft = self.staging.path.join("lock.json");
        let _ = fs::remove_file(&draft);
        self.disk.write(&draft, survey.after.text().as_bytes())?;
        self.disk.create_folder(&self.staging.aside())?;
        self.disk
            .write(&self.staging.journal(), survey.after.text().as_bytes())?;
        self.disk.flush(&self.staging.path)?;
        for environment in &survey.changed {
            self.swap(environment)?;
        }
        self.disk.rename(&draft, &self.out.join(LOCK_FILE))
    }

    /// Makes the folder of an environment ready, with what is there of others; no folder for an empty one.
    fn stage(
        &mut self,
        environment: &str,
        survey: &Survey,
        texts: &BTreeMap<String, &str>,
    ) -> Result<(), WriteError> {
        let (folder, tree) = (self.out.join(environment), self.staging.tree());
        let after = survey.after.environments.get(environment);
        for (path, digest) in after.into_iter().flat_map(|made| &made.files) {
            let (from, to) = (self.out.join(path), tree.join(path));
            match texts.get(path) {
                Some(text) if digest_at(&from).as_ref() != Some(digest) => self.put(&to, text)?,
                _ => self.keep(&from, &to)?,
            }
        }
        let made: HashSet<PathBuf> = survey
            .before
            .files()
            .map(|(path, _)| self.out.join(path))
            .collect();
        for path in foreign(&folder, &made) {
            self.keep(&folder.join(&path), &tree.join(environment).join(&path))?;
        }
        Ok(())
    }

    fn swap(&mut self, environment: &str) -> Result<(), WriteError> {
        let (staged, target) = (self.staging.tree().join(environment), self.out.join(environment));
        let aside = self.staging.aside().join(environment);
        if let (true, Some(around)) = (target.exists(), aside.parent()) {
            self.disk.create_folder(around)?;
        }
        match (staged.exists(), target.exists()) {
            (true, true) => {
                self.disk.exchange(&staged, &target, &aside)?;
                self.undo.push(Undo::Exchange(staged, target));
            }
            (true, false) => {
                if let Some(parent) = target.parent() {
                    self.disk.create_folder(parent)?;
                }
                self.disk.rename(&staged, &target)?;
                self.undo.push(Undo::Rename(staged, target));
            }
            (false, true) => {
                self.disk.rename(&target, &aside)?;
                self.undo.push(Undo::Rename(target, aside));
            }
            (false, false) => {}
        }
        Ok(())
    }

    /// Undoes what was swapped. If even that fails, the journal stays and the next run finds out how far it came.
    fn take_back(&mut self) {
        let mut is_whole = true;
        while let Some(step) = self.undo.pop() {
            let undone = match step {
                Undo::Exchange(one, other) => {
                    let aside = self.staging.path.join("back");
                    self.disk.exchange(&one, &other, &aside)
                }
                Undo::Rename(from, to) => {
                    let undone = self.disk.rename(&to, &from);
                    // A folder that was made for it; others are not empty and stay.
                    let _ = to.parent().map(fs::remove_dir);
                    undone
                }
            };
            is_whole &= undone.is_ok();
        }
        if is_whole {
            let _ = fs::remove_file(self.staging.journal());
        }
    }

    /// Saves what came into the old folder in the meantime, and removes folders that are empty now.
    fn tidy(&mut self, environment: &str, survey: &Survey) {
        let target = self.out.join(environment);
        let aside = self.staging.aside().join(environment);
        for old in [self.staging.tree().join(environment), aside] {
            let made = survey.before.files().filter_map(|(path, _)| {
                let below = path.strip_prefix(environment)?.strip_prefix('/')?;
                Some(old.join(below))
            });
            self.rescue(&old, &target, &made.collect());
        }
        if !survey.after.environments.contains_key(environment) {
            let _ = target.parent().map(fs::remove_dir);
        }
    }

    /// Moves files that appeared in `old` after it had been looked at to where they belong.
    fn rescue(&mut self, old: &Path, new: &Path, made: &HashSet<PathBuf>) {
        let late: Vec<PathBuf> = foreign(old, made).filter(|path| !staging::is_own(path)).collect();
        for path in late {
            let to = new.join(&path);
            if fs::symlink_metadata(&to).is_err() {
                let _ = to.parent().map(fs::create_dir_all);
                let _ = fs::rename(old.join(&path), to);
            }
        }
    }

    fn put(&mut self, to: &Path, text: &str) -> Result<(), WriteError> {
        if let Some(parent) = to.parent() {
            self.disk.create_folder(parent)?;
        }
        self.disk.write(to, text.as_bytes())
    }

    fn keep(&mut self, from: &Path, to: &Path) -> Result<(), WriteError> {
        if from.is_dir() && !from.is_symlink() {
            return self.disk.create_folder(to);
        }
        if let Some(parent) = to.parent() {
            self.disk.create_folder(parent)?;
        }
        self.disk.link(from, to)
    }
}
