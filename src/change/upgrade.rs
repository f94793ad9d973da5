//! What a higher release brings and takes away among the settings, and what of it an instance uses.

use serde::Serialize;

use crate::model::Declared;
use crate::model::gate::{Basis, Gate, Home, Release, gates};
use crate::release::Version;
use crate::source::Span;

/// A step of an environment to a higher release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// The release before.
    pub from: Version,
    /// The release now.
    pub to: Version,
    /// What comes and goes among the settings on the way, in the order of the releases.
    pub moves: Vec<SettingMove>,
}

/// A place of an instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Its path from the root of the instance.
    pub path: String,
    /// What wrote it.
    pub origin: Option<Span>,
}

/// A section or a field that comes or goes on the way from one release to a higher one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingMove {
    /// What it is, and what became of it.
    pub gate: &'static Gate,
    /// What happens to it.
    pub fate: Fate,
    /// The release that does it.
    pub release: Release,
    /// Where the instance sets it.
    pub used: Vec<Use>,
    /// What is set and would need it from then on, and does not have it.
    pub missing: Vec<Use>,
}

/// What happens to a section or a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// The product does without it.
    Removed,
    /// It is kept elsewhere.
    Moved,
    /// Another one takes its place.
    Renamed,
    /// It can be set.
    New,
}

impl Fate {
    /// `removed`, `moved`, `renamed` or `new`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::New => "new",
        }
    }
}

impl SettingMove {
    /// Whether the configuration of the instance does not fit the higher release because of it.
    pub fn breaks(&self) -> bool {
        match self.fate {
            Fate::Removed | Fate::Moved | Fate::Renamed => !self.used.is_empty(),
            Fate::New => !self.missing.is_empty(),
        }
    }

    /// Whether release notes tell the release. If not, it is the one nearest to the day on which the documentation
    /// changed.
    pub fn is_stated(&self) -> bool {
        self.release.basis == Basis::Stated
    }

    /// What to do about it, as a clause.
    pub fn advice(&self) -> Option<String> {
        match (self.fate, self.gate.home) {
            (Fate::New, Some(Home::Model(place))) => Some(format!("it takes the place of `{place}`")),
            (Fate::New, _) => None,
            (_, home) => home.map(|home| home.to_string()),
        }
    }
}

impl Upgrade {
    /// What a step means for `declared`, as it is afterwards; `None` for a step that does not lead upwards.
    pub fn new(from: Version, to: Version, declared: &Declared) -> Option<Self> {
        let moves = (from < to).then(|| moves(&from, &to, declared))?;
        Some(Self { from, to, moves })
    }
}

fn moves(from: &Version, to: &Version, declared: &Declared) -> Vec<SettingMove> {
    let uses = |paths: Vec<String>| {
        let found = paths.into_iter().map(|path| Use {
            origin: declared.origin(&path),
            path,
        });
        found.collect::<Vec<Use>>()
    };
    let mut found: Vec<(Version, SettingMove)> = Vec::new();
    for gate in gates() {
        for (release, is_end) in [(gate.since, false), (gate.until, true)] {
            let passed = release.and_then(|release| Some((release.number.parse::<Version>().ok()?, release)));
            let Some((version, release)) = passed.filter(|(version, _)| version > from && version <= to)
            else {
                continue;
            };
            // What came and went on the way never has to be dealt with.
            if is_end && gate.since.is_some_and(|since| is_within(since, from, to)) {
                continue;
            }
            let fate = fate(gate, is_end);
            let missing = match fate {
                Fate::New if gate.needed => uses(gate.gaps(&declared.tree)),
                _ => Vec::new(),
            };
            found.push((
                version,
                SettingMove {
                    gate,
                    fate,
                    release,
                    used: uses(gate.places(&declared.tree)),
                    missing,
                },
            ));
        }
    }
    found.sort_by(|(one, left), (other, right)| {
        (one, left.fate, left.gate.name).cmp(&(other, right.fate, right.gate.name))
    });
    found.into_iter().map(|(_, found)| found).collect()
}

fn is_within(release: Release, from: &Version, to: &Version) -> bool {
    let version = release.number.parse::<Version>();
    version.is_ok_and(|version| version > *from && version <= *to)
}

fn fate(gate: &Gate, is_end: bool) -> Fate {
    match (is_end, gate.home) {
        (false, _) => Fate::New,
        (true, Some(Home::Model(_))) => Fate::Renamed,
        (true, Some(Home::Panel(_) | Home::Deployment)) => Fate::Moved,
        (true, Some(Home::Nowhere) | None) => Fate::Removed,
    }
}
