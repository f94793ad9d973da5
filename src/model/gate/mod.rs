//! The releases in which each setting is valid, and where settings went that the model no longer has.
//!
//! A [`Gate`] is about one section or field, under the name that the product gives it. Those with a place are in the
//! model, and some of them only in certain releases. Those without left before releases were numbered by year; they
//! are kept by name, so that whoever writes one can be told.
//!
//! Releases are texts here, such as `2025.52.0`: this room does not know how they are ordered.

mod historic;
mod place;
mod typed;

use std::fmt;

/// When one section or field is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// What the product calls it, such as `mesh.panel.environment.motd`.
    pub name: &'static str,
    /// Where the model has it, from the root of an instance, such as `settings.panel.motd`; `None` if nowhere.
    ///
    /// `[]` stands for each element of a list, `**` for any way down, and an alternative of a union for it.
    pub place: Option<&'static str>,
    /// Other names that it has or had: paths and labels.
    pub aliases: &'static [&'static str],
    /// The records of the model in which somebody would look for it; none for sections, which are looked for among all
    /// settings.
    pub records: &'static [&'static str],
    /// Whether what is around it cannot do without it, in the releases that have it. Only said where the type does
    /// not say so already.
    pub needed: bool,
    /// The first release with it; `None` if it is older than what is known.
    pub since: Option<Release>,
    /// The first release without it.
    pub until: Option<Release>,
    /// Where it lives now, or what to write instead.
    pub home: Option<Home>,
}

/// A release, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its number.
    pub number: &'static str,
    /// How it is known.
    pub basis: Basis,
}

/// How the release of a change is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// Release notes say so.
    Stated,
    /// The documentation changed then; this is the feature release nearest to that day.
    Inferred,
}

/// Where a setting lives now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In the model, at this place.
    Model(&'static str),
    /// In the panel, under this.
    Panel(&'static str),
    /// The deployment puts it in.
    Deployment,
    /// Nowhere: the product does without.
    Nowhere,
}

/// Every gate, those of the model first, each part sorted as its listing is.
pub fn gates() -> &'static [Gate] {
    static GATES: std::sync::OnceLock<Vec<Gate>> = std::sync::OnceLock::new();
    GATES.get_or_init(|| [typed::GATES, historic::GATES].concat())
}

/// The gate of something that cannot be written under `label`: a path of the product, a label that a setting had
/// before, or one that is written in another way.
///
/// Capital letters, hyphens, underscores and dots do not count. What left is found before what only has another name
/// today, and a label that was several settings' is nobody's: a path tells them apart.
pub fn historic(label: &str) -> Option<&'static Gate> {
    let wanted = fold(label);
    if wanted.is_empty() {
        return None;
    }
    let whole = |gate: &Gate| gate.names().any(|name| fold(name) == wanted);
    let last = |gate: &Gate| gate.names().any(|name| fold(last_label(name)) == wanted);
    let (typed, gone): (Vec<_>, Vec<_>) = gates().iter().partition(|gate| gate.place.is_some());
    only(&gone, whole)
        .or_else(|| only(&typed, whole))
        .or_else(|| only(&gone, last))
        .or_else(|| only(&typed, last))
}

/// The gate of a label that a record of the model does not have, and had before or has under another name.
pub fn misplaced(record: &str, label: &str) -> Option<&'static Gate> {
    let wanted = fold(label);
    let fits = |gate: &&Gate| {
        let is_section = gate.records.is_empty() && gate.place.is_none();
        let is_here = gate.records.contains(&record) || is_section && record.ends_with("Settings");
        is_here && gate.names().any(|name| fold(last_label(name)) == wanted)
    };
    gates().iter().find(fits)
}

fn only(gates: &[&'static Gate], fits: impl Fn(&Gate) -> bool) -> Option<&'static Gate> {
    let mut found = gates.iter().filter(|gate| fits(gate));
    found.next().filter(|_| found.next().is_none()).copied()
}

/// The label behind the last dot, without what stands in brackets: `Aws` of `mesh.platforms[Aws]`.
fn last_label(name: &str) -> &str {
    let name = name.strip_suffix("#type").unwrap_or(name);
    let label = name.rsplit('.').next().unwrap_or(name);
    match label.split_once('[') {
        Some((_, inner)) if inner.len() > 1 => inner.trim_end_matches(']'),
        _ => label,
    }
}

fn fold(name: &str) -> String {
    let letters = name.strip_suffix("#type").unwrap_or(name).chars();
    letters
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

impl Gate {
    /// A setting that the model has.
    const fn typed(name: &'static str, place: &'static str) -> Self {
        Self {
            place: Some(place),
            ..Self::gone(name)
        }
    }

    /// A setting that the model does not have.
    const fn gone(name: &'static str) -> Self {
        Self {
            name,
            place: None,
            aliases: &[],
            records: &[],
            needed: false,
            since: None,
            until: None,
            home: None,
        }
    }

    const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    const fn of(self, records: &'static [&'static str]) -> Self {
        Self { records, ..self }
    }

    const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    const fn since(self, number: &'static str, basis: Basis) -> Self {
        Self {
            since: Some(Release { number, basis }),
            ..self
        }
    }

    const fn until(self, number: &'static str, basis: Basis) -> Self {
        Self {
            until: Some(Release { number, basis }),
            ..self
        }
    }

    const fn now(self, home: Home) -> Self {
        Self {
            home: Some(home),
            ..self
        }
    }

    /// Its names, the product's first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

impl fmt::Display for Home {
    /// What to do about it, as a clause.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(place) => write!(f, "write `{place}`"),
            Self::Panel(area) => write!(f, "it is kept in the panel, under {area}"),
            Self::Deployment => f.write_str("the deployment puts it in; leave it out"),
            Self::Nowhere => f.write_str("the product does without; leave it out"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_of_before_lead_to_what_is_there_now() {
        let rows = [
            (
                "mesh.panel.environment.ui.hideAddress",
                "panel.environment.ui",
                Some(Home::Nowhere),
            ),
            ("hideAddress", "panel.environment.ui", Some(Home::Nowhere)),
            ("Aws", "mesh.platforms[Aws]", Some(Home::Panel("Platforms"))),
            (
                "mesh.platforms[Aws]",
                "mesh.platforms[Aws]",
                Some(Home::Panel("Platforms")),
            ),
            (
                "euidSchemaExtentionUpdate",
                "mesh.meshfed.identitylookup.azure.creds.euidSchemaExtensionUpdate",
                None,
            ),
            (
                "approval-count",
                "mesh.web.user.rolerequest.min-approval-count",
                None,
            ),
            (
                "relevantMetaKeys",
                "mesh.kraken.api.statements.relevant-meta-keys",
                None,
            ),
            (
                "mesh.meshfed.mail.password",
                "mesh.meshfed.mail.password",
                Some(Home::Deployment),
            ),
            ("bcc-email", "meshfed.web.register.bccEmail", Some(Home::Nowhere)),
            (
                "discountPercentageTiers",
                "discountPercentageTiers",
                Some(Home::Model("discountPercentageTiersByLowerThresholds")),
            ),
            ("panel.environment.ui.motd", "", None),
            ("", "", None),
            ("colour", "", None),
        ];
        for (label, name, home) in rows {
            let found = historic(label);
            assert_eq!(found.map_or("", |gate| gate.name), name, "{label}");
            assert_eq!(found.and_then(|gate| gate.home), home, "{label}");
        }
    }

    #[test]
    fn a_label_is_known_where_it_was_and_nowhere_else() {
        let rows = [
            ("Mail", "password", "mesh.meshfed.mail.password"),
            ("MailTheme", "bg_color", "mesh.meshfed.mail.theme.bg-color"),
            (
                "RoleRequest",
                "approvalCount",
                "mesh.web.user.rolerequest.min-approval-count",
            ),
            (
                "PanelSettings",
                "defaultAddress",
                "panel.environment.ui.register.defaultAddress",
            ),
            ("ReplicatorSettings", "aws", "mesh.platforms[Aws]"),
            ("SourceConfiguration", "password", ""),
            ("SonarScope", "group", ""),
            ("Hosts", "aws", ""),
            ("PanelSettings", "motd", ""),
        ];
        for (record, label, name) in rows {
            assert_eq!(
                misplaced(record, label).map_or("", |gate| gate.name),
                name,
                "{record} {label}"
            );
        }
    }

    #[test]
    fn what_is_gone_says_when_and_where_to() {
        for gate in gates().iter().filter(|gate| gate.place.is_none()) {
            assert!(gate.until.is_some() && gate.home.is_some(), "{}", gate.name);
        }
    }

    #[test]
    fn what_ends_says_where_to() {
        for gate in gates().iter().filter(|gate| gate.until.is_some()) {
            assert!(gate.home.is_some(), "{}", gate.name);
        }
    }

    #[test]
    fn no_name_and_no_place_is_listed_twice() {
        let mut names = BTreeSet::new();
        let mut places = BTreeSet::new();
        for gate in gates() {
            for name in gate.names() {
                assert!(names.insert(fold(name)), "{name}");
            }
            assert!(
                gate.place.is_none_or(|place| places.insert(place)),
                "{}",
                gate.name
            );
        }
    }
}
