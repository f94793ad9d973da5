//! The page of each code, whichever room gives it.

use crate::diagnostic::{Code, Page};
use crate::model::gate::{Basis, Release, historic};
use crate::{dhall, lower, repository, rules};

/// Every page: the rules in the order of their codes, then those of the other rooms.
pub fn pages() -> Vec<Page> {
    let rules = rules::ALL.iter().map(|rule| rule.page());
    let rooms = [
        dhall::PAGES,
        dhall::rewrite::PAGES,
        repository::PAGES,
        lower::PAGES,
        super::PAGES,
    ];
    rules.chain(rooms.into_iter().flatten().cloned()).collect()
}

/// The page of a code.
pub fn page(code: Code) -> Option<Page> {
    pages().into_iter().find(|page| page.code == code)
}

/// What is known of a setting of the product, under any name that it has or had: where it stands, in which releases it
/// is valid, and what to do in the others.
pub fn setting(name: &str) -> Option<String> {
    let gate = historic(name)?;
    let mut text = format!("{}\n", gate.name);
    let mut line = |what: &str, said: String| text.push_str(&format!("\n{what:<10} {said}"));
    line(
        "stands in",
        gate.place.unwrap_or("no place of the model").to_owned(),
    );
    if !gate.aliases.is_empty() {
        line("also", gate.aliases.join(", "));
    }
    line(
        "since",
        gate.since.map_or("as long as is known".to_owned(), dated),
    );
    line("until", gate.until.map_or("today".to_owned(), dated));
    if let Some(home) = gate.home {
        line("instead", home.to_string());
    }
    text.push('\n');
    Some(text)
}

fn dated(release: Release) -> String {
    match release.basis {
        Basis::Stated => release.number.to_owned(),
        Basis::Inferred => format!("{} or about then", release.number),
    }
}

#[cfg(test)]
mod tests {
    use super::setting;

    #[test]
    fn a_setting_is_explained_under_the_names_that_it_had() {
        let motd = "mesh.panel.environment.motd\n\n\
                    stands in  settings.panel.motd\n\
                    since      as long as is known\n\
                    until      2025.52.0\n\
                    instead    it is kept in the panel, under Admin Area, Settings\n";
        assert_eq!(setting("motd").as_deref(), Some(motd));
        let openshift = setting("OpenShift").unwrap_or_default();
        assert!(openshift.contains("no place of the model") && openshift.contains("until      7.116.0"));
        let copy = setting("bcc_email").unwrap_or_default();
        assert!(copy.contains("until      7.95.0 or about then"), "{copy}");
        assert_eq!(setting("colour"), None);
    }
}
