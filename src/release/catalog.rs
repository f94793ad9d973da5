//! Every release that there is.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::Version;
use crate::model::{Date, EndOfLifeReading, Node, record, union};
use crate::source::Span;

record! {
    /// The release catalog as it is written, `releases/catalog.dhall`.
    pub struct CatalogFile {
        /// Every release, in the order of publication.
        releases: Vec<Release> = "releases",
        /// Numbers that were published and taken back; nothing may run them.
        withdrawn: Vec<Withdrawn> = "withdrawn",
    }
}

record! {
    /// One release, with what its notes say.
    pub struct Release {
        /// Its identifier.
        version: String = "version",
        /// The day of publication.
        date: Date = "date",
        /// Feature release or patch.
        kind: ReleaseKind = "kind",
        /// The main topics of its notes.
        summary: String = "summary",
        /// Whether it breaks something that worked.
        breaking: Breaking = "breaking",
    }
}

union! {
    /// The kinds of release.
    #[derive(Copy, Eq)]
    pub enum ReleaseKind {
        /// Adds functionality; may break.
        Feature,
        /// Mends; stays compatible.
        Patch,
    }
}

union! {
    /// Whether a release breaks something that worked.
    #[derive(Copy, Eq)]
    pub enum Breaking {
        /// Its notes say so.
        Yes,
        /// Nothing in its notes says so.
        No,
        /// Its notes are unclear.
        Unknown,
    }
}

record! {
    /// A number that was published and taken back.
    pub struct Withdrawn {
        /// The identifier.
        version: String = "version",
        /// What took its place, or why it went.
        reason: String = "reason",
    }
}

/// The releases of a catalog by number, and where each is written.
///
/// Entries whose identifier cannot be read are only in [`Catalog::file`]; of two with the same identifier the
/// first counts.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The catalog as it was written.
    pub file: CatalogFile,
    /// The same with the place of each part; paths such as `releases.3.version`.
    pub tree: Node,
    by_version: BTreeMap<Version, usize>,
}

impl Catalog {
    /// Orders the entries of `file`; `tree` is the same file with places.
    pub fn new(file: CatalogFile, tree: Node) -> Self {
        let mut by_version = BTreeMap::new();
        for (index, release) in file.releases.iter().enumerate() {
            if let Ok(version) = release.version.parse() {
                by_version.entry(version).or_insert(index);
            }
        }
        Self {
            file,
            tree,
            by_version,
        }
    }

    /// The release with that number.
    pub fn release(&self, version: &Version) -> Option<&Release> {
        self.by_version
            .get(version)
            .map(|index| &self.file.releases[*index])
    }

    /// Where the release with that number is written.
    pub fn origin(&self, version: &Version) -> Option<Span> {
        let index = self.by_version.get(version)?;
        self.tree.origin_at(&format!("releases.{index}.version"))
    }

    /// Why a number was taken back; `None` if it was not.
    pub fn withdrawn(&self, version: &Version) -> Option<&Withdrawn> {
        let text = version.to_string();
        self.file
            .withdrawn
            .iter()
            .find(|withdrawn| withdrawn.version == text)
    }

    /// Every release with its number, from the lowest.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Version, &Release)> {
        self.by_version
            .iter()
            .map(|(version, index)| (version, &self.file.releases[*index]))
    }

    /// The releases above `from` up to and including `to`, from the lowest.
    pub fn between(&self, from: &Version, to: &Version) -> Vec<(&Version, &Release)> {
        self.iter()
            .filter(|(version, _)| *version > from && *version <= to)
            .collect()
    }

    /// The highest number published on or before `date` and not withdrawn.
    pub fn newest(&self, date: Date) -> Option<(&Version, &Release)> {
        self.iter()
            .rev()
            .find(|(version, release)| release.date <= date && self.withdrawn(version).is_none())
    }

    /// The first day on which a number higher than `version` existed, counting what was published until
    /// `date`, and patches of its own feature release if they are `read` so. From then on `version` is at its end of
    /// life.
    pub fn end_of_life(
        &self,
        version: &Version,
        date: Date,
        read: EndOfLifeReading,
    ) -> Option<(Date, &Version)> {
        let above = (Bound::Excluded(version), Bound::Unbounded);
        let above = self.by_version.range(above);
        let ends = |higher: &Version| match read {
            EndOfLifeReading::AnyHigher => true,
            EndOfLifeReading::HigherFeature => higher.feature() != version.feature(),
        };
        above
            .filter(|(higher, _)| ends(higher))
            .map(|(higher, index)| (higher, &self.file.releases[*index]))
            .filter(|(higher, release)| release.date <= date && self.withdrawn(higher).is_none())
            .map(|(higher, release)| (release.date, higher))
            .min()
    }

    /// The day of the last publication; the day that everything is judged by when nobody names another.
    pub fn last_day(&self) -> Option<Date> {
        self.file.releases.iter().map(|release| release.date).max()
    }
}
