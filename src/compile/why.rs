//! From a value back to everything that had a part in it.

use super::host::SnapshotHost;
use super::load::{Loader, settled_reach};
use super::timeline::HistoryError;
use super::{Address, Reach};
use crate::change::{self, Holding, Path, Side, holdings, route};
use crate::dhall::{self, Engine, Step};
use crate::model::{Date, Declared, DeclaredWaiver, EnvironmentAddress, Fleet, Instance, Plan};
use crate::release::Catalog;
use crate::report::why::{Link, LinkKind, Traced, Why};
use crate::repository::{Snapshot, instances};
use crate::source::{RepoPath, Sources};

/// The ways from what is written to the values at `address`.
pub fn why(
    snapshot: &dyn Snapshot,
    sources: &Sources,
    address: &Address,
    as_of: Option<Date>,
    reach: &Reach,
) -> Result<Why, HistoryError> {
    let (reach, _) = settled_reach(snapshot, &Sources::default(), reach);
    let host = SnapshotHost::new(snapshot, &reach);
    let mut loader = Loader::explaining(snapshot, &host, sources);
    let found = instances(snapshot).found.into_iter();
    let file = { found }.find(|found| found.id == address.instance);
    let path = file.map(|found| found.path).ok_or_else(|| nothing(address))?;
    let ((settings, settings_tree), _) = loader.settings(&reach);
    let catalog = loader.catalog(&settings);
    let (instance, tree) = loader
        .read::<Instance>(&path)
        .ok_or_else(|| HistoryError::Unread {
            instance: address.instance.clone(),
            revision: snapshot.identity().to_string(),
        })?;
    let declared = Declared { path, instance, tree };
    let waivers = loader.waivers();
    let tracer = Tracer {
        engine: &loader.engine,
        sources,
        catalog_path: RepoPath::parse(&settings.catalog).ok(),
        catalog: catalog.as_ref(),
        declared: &declared,
    };
    let day = as_of.or_else(|| catalog.as_ref().and_then(Catalog::last_day));
    let fleet = Fleet {
        settings,
        settings_tree,
        instances: [(declared.instance.id.clone(), declared.clone())].into(),
        ..Fleet::default()
    };
    let side = Side {
        fleet: &fleet,
        catalog: catalog.as_ref(),
        // Without a catalog no release is the newest on any day.
        as_of: day.unwrap_or(Date(jiff::civil::Date::ZERO)),
    };
    let values = tracer.values(&side, address);
    if values.is_empty() {
        return Err(nothing(address));
    }
    let holds = |waiver: &&DeclaredWaiver| {
        let is_over = day.is_some_and(|day| waiver.waiver.expires < day);
        !is_over && values.iter().any(|value| is_waived(waiver, value))
    };
    Ok(Why {
        address: address.to_string(),
        snapshot: snapshot.identity().to_string(),
        waivers: waivers.iter().filter(holds).cloned().collect(),
        values,
    })
}

/// Whether an exception from a rule is made where a value holds: in its environment, or in what all of the instance
/// shares.
fn is_waived(declared: &DeclaredWaiver, value: &Traced) -> bool {
    let scope = &declared.waiver.scope;
    let (environment, path) = (&value.address, &value.path);
    scope.contains(&format!("{environment}.{path}"))
        || scope.contains(&format!("{}.{path}", environment.instance))
}

fn nothing(address: &Address) -> HistoryError {
    HistoryError::NothingMatched {
        asked: address.to_string(),
    }
}

/// Finds the ways to the values of one instance, which its loader has read.
pub(super) struct Tracer<'a> {
    pub(super) engine: &'a Engine<'a>,
    pub(super) sources: &'a Sources,
    pub(super) catalog_path: Option<RepoPath>,
    pub(super) catalog: Option<&'a Catalog>,
    pub(super) declared: &'a Declared,
}

impl Tracer<'_> {
    fn values(&self, side: &Side<'_>, address: &Address) -> Vec<Traced> {
        let mut values = Vec::new();
        for (environment, leaves) in holdings(side) {
            if !address.covers(&environment) {
                continue;
            }
            let asked = leaves
                .into_iter()
                .filter(|holding| address.contains(&holding.path.to_string()));
            values.extend(asked.map(|holding| self.traced(&environment, holding)));
        }
        values
    }

    fn traced(&self, environment: &EnvironmentAddress, holding: Holding) -> Traced {
        let way = self.way(environment, &holding.path, &holding.leaf);
        let links = way.map(|(file, steps)| self.engine.explain(&file, &steps));
        let (beside, mut links): (Vec<dhall::Link>, Vec<dhall::Link>) = links
            .unwrap_or_default()
            .into_iter()
            .rev()
            .partition(|link| link.beside);
        let first = links.len().min(1);
        links.splice(first..first, beside);
        let mut links: Vec<Link> = links
            .into_iter()
            .map(|link| Link {
                beside: link.beside,
                ..Link::new(kind(link.kind), link.span, self.sources)
            })
            .collect();
        if links.is_empty() {
            let origin = holding.origin.into_iter();
            links.extend(origin.map(|span| Link::new(LinkKind::Written, span, self.sources)));
        }
        Traced {
            address: environment.clone(),
            path: holding.path,
            leaf: holding.leaf,
            links,
        }
    }

    /// The file that a value is read from, and the steps to it. Plan SaaS takes its release from the catalog, and
    /// the reading of its window from the settings.
    pub(super) fn way(
        &self,
        environment: &EnvironmentAddress,
        path: &Path,
        leaf: &change::Leaf,
    ) -> Option<(RepoPath, Vec<Step>)> {
        let is_saas = matches!(self.declared.instance.plan, Plan::SaaS(_));
        let field = |label: &str| Step::Field(label.to_owned());
        match (&path.fields()[..], leaf) {
            (["release"], change::Leaf::Text(release)) if is_saas => {
                let mut releases = self.catalog?.file.releases.iter();
                let index = releases.position(|known| known.version == *release)?;
                let steps = vec![field("releases"), Step::Element(index), field("version")];
                Some((self.catalog_path.clone()?, steps))
            }
            (["windowReading"], _) if is_saas => {
                let settings = RepoPath::parse(super::load::SETTINGS).ok()?;
                Some((settings, vec![field("windowReading")]))
            }
            _ => {
                let steps = route(self.declared, environment.kind, path)?;
                let steps = steps.into_iter().map(|step| match step {
                    change::Step::Field(label) => Step::Field(label),
                    change::Step::Payload => Step::Payload,
                    change::Step::Element(index) => Step::Element(index),
                });
                Some((self.declared.path.clone(), steps.collect()))
            }
        }
    }
}

fn kind(kind: dhall::LinkKind) -> LinkKind {
    match kind {
        dhall::LinkKind::Written => LinkKind::Written,
        dhall::LinkKind::Computed => LinkKind::Computed,
        dhall::LinkKind::Bound => LinkKind::Bound,
        dhall::LinkKind::Imported => LinkKind::Imported,
        dhall::LinkKind::Called => LinkKind::Called,
        dhall::LinkKind::Chosen => LinkKind::Chosen,
        dhall::LinkKind::Overridden => LinkKind::Overridden,
        dhall::LinkKind::Combined => LinkKind::Combined,
        dhall::LinkKind::Updated => LinkKind::Updated,
        dhall::LinkKind::Defaulted => LinkKind::Defaulted,
    }
}
