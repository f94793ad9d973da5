//! From a snapshot to a fleet.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_dhall::StaticType;

use super::echo::{folded, veil, without_echoes};
use super::host::SnapshotHost;
use super::level::{flaws, raised};
use super::outward::outward;
use super::package::{Refreshed, difference, without_consequences};
use super::reach::Reach;
use super::wording::explained;
use crate::dhall::{Engine, Evaluated, Options};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::lower::{known_type, lower};
use crate::model::{
    Approval, Date, Declared, DeclaredApproval, DeclaredWaiver, Fleet, Instance, Node, RepositorySettings,
    Waiver,
};
use crate::release::{Catalog, CatalogFile, Version};
use crate::repository::{Snapshot, instances};
use crate::rules::{self, Context};
use crate::source::{RepoPath, Sources};

/// The file with the settings of a repository.
pub(super) const SETTINGS: &str = "meshc.dhall";

/// The folder of the exceptions from rules.
const WAIVERS: &str = "waivers";

/// An earlier snapshot is not read as it was written.
pub(super) const OTHER_PACKAGE: Code = Code("plan/other-package");

/// The folder of the approvals of changes.
pub(super) const APPROVALS: &str = "approvals";

/// There is no release catalog where the settings say.
pub(super) const NO_CATALOG: Code = Code("model/catalog");

/// What a snapshot says, as far as it could be understood, and everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What was loaded, for people: `the working tree`, `revision 1a2b3c4`.
    pub snapshot: String,
    /// The instances that could be read.
    pub fleet: Fleet,
    /// The release catalog, if it could be read.
    pub catalog: Option<Catalog>,
    /// The day by which it is judged: the one asked for, else that of the last release.
    pub as_of: Option<Date>,
    /// How many instances there are, those that could not be read included.
    pub instances: usize,
    /// The folders of the instances that could not be read.
    pub unread: BTreeSet<String>,
    /// What is wrong, in order.
    pub findings: Diagnostics,
}

impl Loaded {
    /// Whether this is no configuration repository, as far as anybody can see.
    pub fn is_elsewhere(&self) -> bool {
        self.instances == 0 && has_nothing(&self.findings)
    }
}

/// Whether nothing is wrong but that there is no catalog.
pub(super) fn has_nothing(findings: &Diagnostics) -> bool {
    let mut errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors.all(|finding| finding.code == NO_CATALOG)
}

/// Reads, types, lowers and checks everything in `snapshot`.
///
/// `as_of` is the day by which rules judge; without one it is the day of the last release of the catalog, so
/// that the same files always get the same answer. `reach` is what imports may reach beside the snapshot.
pub fn load(snapshot: &dyn Snapshot, sources: &Sources, as_of: Option<Date>, reach: &Reach) -> Loaded {
    judged(
        read(snapshot, sources, reach),
        (snapshot, reach),
        sources,
        (as_of, None),
    )
}

/// What a snapshot says, before rules judge it.
pub(super) struct Found {
    pub(super) fleet: Fleet,
    pub(super) catalog: Option<Catalog>,
    instances: usize,
    unread: BTreeSet<String>,
    /// Whether there is a file with settings that cannot be read.
    has_no_settings: bool,
    findings: Diagnostics,
}

/// Reads, types and lowers everything in `snapshot`, and holds its package to that of the program.
pub(super) fn read(snapshot: &dyn Snapshot, sources: &Sources, reach: &Reach) -> Found {
    let mut found = read_as_it_is(snapshot, sources, reach);
    let Some(difference) = difference(snapshot, sources) else {
        return found;
    };
    found.findings.push(difference);
    if found.findings.has_errors() {
        let others = Sources::default();
        let refreshed = read_as_it_is(&Refreshed::new(snapshot), &others, reach);
        let mut findings = std::mem::take(&mut found.findings);
        findings.finish(sources);
        found.findings = without_consequences(findings, sources, &(refreshed.findings, others));
    }
    found
}

/// What an earlier snapshot says. Its package may be older than the program; if it cannot be read with that, and
/// more of it can be with the package of the program, it is read so, and the note says it.
fn read_before(snapshot: &dyn Snapshot, sources: &Sources, reach: &Reach) -> (Found, Option<Diagnostic>) {
    let found = read_as_it_is(snapshot, sources, reach);
    if !found.findings.has_errors() || difference(snapshot, sources).is_none() {
        let note = found.has_no_settings.then(|| {
            let message = format!(
                "`{SETTINGS}` cannot be read in {}, so it is compared by the usual settings",
                snapshot.identity()
            );
            Diagnostic::new(OTHER_PACKAGE, Severity::Note, message)
        });
        return (found, note);
    }
    let refreshed = read_as_it_is(&Refreshed::new(snapshot), sources, reach);
    let count = |found: &Found| (found.unread.len(), found.has_no_settings);
    let is_better = count(&refreshed) < count(&found);
    let message = format!(
        "the `schema/` of {} is another meshc's, so it is read with the types and defaults of this one",
        snapshot.identity()
    );
    let note = Diagnostic::new(OTHER_PACKAGE, Severity::Note, message)
        .help("what only newer types can say has its default there");
    match is_better {
        true => (refreshed, Some(note)),
        false => (found, None),
    }
}

/// Reads an earlier snapshot for a comparison. What is wrong with it is nobody's concern, so rules do not judge it;
/// how it was read is.
pub(super) fn load_before(
    snapshot: &dyn Snapshot,
    sources: &Sources,
    as_of: Option<Date>,
    reach: &Reach,
) -> (Loaded, Option<Diagnostic>) {
    let (found, note) = read_before(snapshot, sources, reach);
    let as_of = as_of.or_else(|| found.last_day());
    (found.loaded(snapshot, as_of, Diagnostics::new()), note)
}

fn read_as_it_is(snapshot: &dyn Snapshot, sources: &Sources, reach: &Reach) -> Found {
    let narrow = SnapshotHost::new(snapshot, reach);
    let wide;
    let mut loader = Loader::new(snapshot, &narrow, sources);
    let ((settings, settings_tree), wider) = loader.settings(reach);
    let has_no_settings = loader.has_no_settings;
    if let Some(wider) = wider {
        wide = SnapshotHost::new(snapshot, &wider);
        loader.engine = Engine::new(&wide, sources, Options::default());
    }
    loader.findings.extend(snapshot.diagnostics().iter().cloned());
    let catalog = loader.catalog(&settings);
    let discovered = instances(snapshot);
    loader.findings.extend(discovered.diagnostics);
    let mut fleet = Fleet {
        settings,
        settings_tree,
        ..Fleet::default()
    };
    let mut unread = BTreeSet::new();
    for found in &discovered.found {
        match loader.read::<Instance>(&found.path) {
            Some((instance, tree)) => loader.add(
                &mut fleet,
                Declared {
                    path: found.path.clone(),
                    instance,
                    tree,
                },
            ),
            None => {
                unread.insert(found.id.clone());
            }
        }
    }
    fleet.waivers = loader.waivers();
    // What cannot be read cannot be judged, and neither can exceptions for it.
    let is_read = |declared: &DeclaredWaiver| !unread.contains(declared.waiver.scope.instance());
    fleet.waivers.retain(is_read);
    fleet.approvals = loader.approvals();
    fleet.unread.clone_from(&unread);
    Found {
        fleet,
        catalog,
        instances: discovered.found.len(),
        unread,
        has_no_settings,
        findings: loader.findings,
    }
}

impl Found {
    /// The day of the last release.
    fn last_day(&self) -> Option<Date> {
        self.catalog.as_ref().and_then(Catalog::last_day)
    }

    fn loaded(self, snapshot: &dyn Snapshot, as_of: Option<Date>, findings: Diagnostics) -> Loaded {
        Loaded {
            snapshot: snapshot.identity().to_string(),
            fleet: self.fleet,
            catalog: self.catalog,
            as_of,
            instances: self.instances,
            unread: self.unread,
            findings,
        }
    }
}

/// What was found with what the rules say of it, by a day, and as if every environment ran one release if that is said.
pub(super) fn judged(
    mut found: Found,
    (snapshot, reach): (&dyn Snapshot, &Reach),
    sources: &Sources,
    (as_of, assumed): (Option<Date>, Option<&Version>),
) -> Loaded {
    let as_of = as_of.or_else(|| found.last_day());
    let ruled = match as_of {
        Some(as_of) => rules::check(&Context {
            fleet: &found.fleet,
            catalog: found.catalog.as_ref(),
            as_of,
            assumed,
        }),
        None => rules::check_undated(&found.fleet),
    };
    let mut findings = std::mem::take(&mut found.findings);
    findings.extend(outward(ruled, &found.fleet, (snapshot, reach), sources));
    findings.finish(sources);
    let findings = raised(folded(findings), &found.fleet.settings);
    found.loaded(snapshot, as_of, findings)
}

/// What imports of a repository may reach by its own settings, too, and what is wrong with those.
pub(super) fn settled_reach(
    snapshot: &dyn Snapshot,
    sources: &Sources,
    reach: &Reach,
) -> (Reach, Diagnostics) {
    let host = SnapshotHost::new(snapshot, reach);
    let mut loader = Loader::new(snapshot, &host, sources);
    let (_, wider) = loader.settings(reach);
    (wider.unwrap_or_else(|| reach.clone()), loader.findings)
}

/// Reads the files of a snapshot as values of the model.
pub(super) struct Loader<'a> {
    pub(super) snapshot: &'a dyn Snapshot,
    pub(super) engine: Engine<'a>,
    pub(super) sources: &'a Sources,
    pub(super) findings: Diagnostics,
    /// Whether there is a file with settings that cannot be read.
    has_no_settings: bool,
}

impl<'a> Loader<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, host: &'a SnapshotHost<'a>, sources: &'a Sources) -> Self {
        Self::with(Engine::new(host, sources, Options::default()), snapshot, sources)
    }

    /// A loader whose engine can explain what it has read.
    pub(super) fn explaining(
        snapshot: &'a dyn Snapshot,
        host: &'a SnapshotHost<'a>,
        sources: &'a Sources,
    ) -> Self {
        Self::with(
            Engine::explaining(host, sources, Options::default()),
            snapshot,
            sources,
        )
    }

    fn with(engine: Engine<'a>, snapshot: &'a dyn Snapshot, sources: &'a Sources) -> Self {
        Self {
            snapshot,
            engine,
            sources,
            findings: Diagnostics::new(),
            has_no_settings: false,
        }
    }

    /// The settings, which reach no farther than `reach` themselves, and what imports may reach by them if that
    /// is more.
    pub(super) fn settings(&mut self, reach: &Reach) -> ((RepositorySettings, Option<Node>), Option<Reach>) {
        let path = RepoPath::parse(SETTINGS).expect("a plain name is a path");
        if self.snapshot.paths().binary_search(&path).is_err() {
            return ((RepositorySettings::default(), None), None);
        }
        let Some((settings, tree)) = self.read::<RepositorySettings>(&path) else {
            self.has_no_settings = true;
            return ((RepositorySettings::default(), None), None);
        };
        self.findings.extend(flaws(&settings, &tree));
        let (wide, wrong) = reach.widened(&settings, &tree);
        self.findings.extend(wrong);
        ((settings, Some(tree)), wide.exceeds(reach).then_some(wide))
    }

    pub(super) fn catalog(&mut self, settings: &RepositorySettings) -> Option<Catalog> {
        let path = RepoPath::parse(&settings.catalog).ok();
        match path.filter(|path| self.snapshot.paths().binary_search(path).is_ok()) {
            Some(path) => self
                .read::<CatalogFile>(&path)
                .map(|(file, tree)| Catalog::new(file, tree)),
            None => {
                let message = format!("there is no release catalog at `{}`", settings.catalog);
                let help = "write the releases that there are into it, or name another file in `meshc.dhall`";
                self.findings
                    .push(Diagnostic::error(NO_CATALOG, message).help(help));
                None
            }
        }
    }

    /// The exceptions from rules: every Dhall file right in their folder.
    pub(super) fn waivers(&mut self) -> Vec<DeclaredWaiver> {
        let paths = self.files_in(WAIVERS).into_iter();
        paths
            .filter_map(|path| {
                let (waiver, tree) = self.read::<Waiver>(&path)?;
                Some(DeclaredWaiver { path, waiver, tree })
            })
            .collect()
    }

    /// The approvals of changes: every Dhall file right in their folder.
    fn approvals(&mut self) -> Vec<DeclaredApproval> {
        let paths = self.files_in(APPROVALS).into_iter();
        paths
            .filter_map(|path| {
                let (approval, tree) = self.read::<Approval>(&path)?;
                Some(DeclaredApproval { path, approval, tree })
            })
            .collect()
    }

    /// The Dhall files right in a folder of the root.
    fn files_in(&self, folder: &str) -> Vec<RepoPath> {
        let is_there = |path: &&RepoPath| {
            let names: Vec<&str> = path.components().collect();
            matches!(names[..], [first, name] if first == folder && name.ends_with(".dhall"))
        };
        self.snapshot.paths().iter().filter(is_there).cloned().collect()
    }

    /// A file as a value of the model; `None` with findings if it is none.
    pub(super) fn read<T: DeserializeOwned + StaticType + 'static>(
        &mut self,
        path: &RepoPath,
    ) -> Option<(T, Node)> {
        let Evaluated { datum, findings, .. } = self.engine.evaluate(path, Some(&known_type::<T>()));
        for finding in without_echoes(findings, self.sources) {
            veil(&finding, self.sources);
            self.findings.push(explained(finding, self.sources));
        }
        match lower(&datum?, self.sources) {
            Ok(read) => Some(read),
            Err(refused) => {
                self.findings.extend(refused);
                None
            }
        }
    }

    fn add(&mut self, fleet: &mut Fleet, declared: Declared) {
        let id = declared.instance.id.clone();
        let Some(first) = fleet.instances.remove(&id) else {
            fleet.instances.insert(id, declared);
            return;
        };
        // The one that lies where its id says is the original.
        let is_at_home = |declared: &Declared| declared.path.components().rev().nth(1) == Some(&id);
        let (first, second) = if is_at_home(&declared) && !is_at_home(&first) {
            (declared, first)
        } else {
            (first, declared)
        };
        self.findings.push(rules::duplicate_id(&first, &second));
        fleet.instances.insert(id, first);
    }
}
