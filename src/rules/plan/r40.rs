//! R40: a copy of the configuration has somewhere to go and somebody to ask.

use crate::diagnostic::Diagnostic;
use crate::model::{ConfigCopy, CopyReading, Declared, Plan};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The copy of the configuration that an On-Prem customer gets names the git repository that it goes to and
    /// the mail address of somebody of the customer. A copy without either cannot be written. The repository is an
    /// `https://` or `ssh://` URL, or `user@host:path`; a password has no place in it.
    ///
    /// ## Why
    ///
    /// The copy is set up through support, for audits for example. It is pushed from outside, so that somebody has
    /// to answer when it does not arrive.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// configCopy = Some { repository = "http://git.example.org/mesh.git", contact = "" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// configCopy = Some
    ///   { repository = "https://git.example.org/mesh.git", contact = "audit@example.org" }
    /// ```
    R40 = "R40", Stated Error, "A copy of the configuration has a repository and a contact",
    Enforcement::Snapshot(check),
    ["ConfigCopy"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        // Where none may be at all, what it says does not matter.
        let is_granted = matches!(declared.instance.plan, Plan::OnPrem(_))
            || context.fleet.settings.copy_reading == CopyReading::AnyPlan;
        if let Some(copy) = declared.instance.plan.config_copy().filter(|_| is_granted) {
            found.extend(repository(declared, copy));
            found.extend(contact(declared, copy));
        }
    }
    found
}

fn repository(declared: &Declared, copy: &ConfigCopy) -> Option<Diagnostic> {
    let place = Place::in_instance(declared, "plan.configCopy.repository");
    let text = &copy.repository;
    let message = match text.split_once("://") {
        Some(("https" | "ssh", rest)) => {
            let authority = rest.split('/').next().unwrap_or_default();
            let login = authority.rsplit_once('@').map(|(login, _)| login);
            if login.is_some_and(|login| login.contains(':')) {
                // What follows the colon may be a password, so the text is not repeated.
                "the address of the copy's repository has a password in it".to_owned()
            } else if authority.is_empty() || rest.len() <= authority.len() + 1 {
                format!("{} names no repository", quote(text))
            } else {
                return None;
            }
        }
        Some((scheme, _)) => format!("the copy goes over {}, which nothing protects", quote(scheme)),
        None if is_scp(text) => return None,
        None => format!("{} is no address of a git repository", quote(text)),
    };
    Some(
        R40.finding(message)
            .on(&place, "")
            .expected("an address such as `https://git.example.org/mesh.git`"),
    )
}

/// `git@git.example.org:audit/mesh.git`
fn is_scp(text: &str) -> bool {
    let parts = text
        .split_once(':')
        .and_then(|(login, path)| Some((login.split_once('@')?, path)));
    parts.is_some_and(|((user, host), path)| {
        !user.is_empty() && host.contains('.') && !path.is_empty() && !text.contains(char::is_whitespace)
    })
}

fn contact(declared: &Declared, copy: &ConfigCopy) -> Option<Diagnostic> {
    (!is_address(&copy.contact)).then(|| {
        R40.finding(format!(
            "{} is no mail address to ask about the copy",
            quote(&copy.contact)
        ))
        .on(&Place::in_instance(declared, "plan.configCopy.contact"), "")
        .expected("a mail address of the customer")
    })
}

/// Whether a text has the form of a mail address.
pub(in crate::rules) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, domain)| {
        let labels_are_right = domain.split('.').all(|label| !label.is_empty());
        !name.is_empty() && domain.contains('.') && labels_are_right && !domain.contains('@')
    }) && !text.contains(|char: char| char.is_whitespace() || char.is_control())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    fn check(repository: &str, contact: &str, expected: &[&str]) {
        let copy = json!({ "repository": repository, "contact": contact });
        let found = Sample::new().set("acme:plan.configCopy", copy).findings(&R40);
        assert_eq!(found, expected, "{repository} {contact}");
    }

    #[test]
    fn a_copy_goes_to_a_repository() {
        for right in [
            "https://git.acme.example/audit/mesh.git",
            "https://audit@git.acme.example/mesh.git",
            "ssh://git@git.acme.example:2222/mesh.git",
            "git@git.acme.example:audit/mesh.git",
        ] {
            check(right, "audit@acme.example", &[]);
        }
        let place = "error acme:plan.configCopy.repository";
        for (wrong, message) in [
            ("", "`` is no address of a git repository"),
            ("mesh.git", "`mesh.git` is no address of a git repository"),
            (
                "https://git.acme.example",
                "`https://git.acme.example` names no repository",
            ),
            (
                "http://git.acme.example/m.git",
                "the copy goes over `http`, which nothing protects",
            ),
            (
                "https://audit:hunter2@git.acme.example/m.git",
                "the address of the copy's repository has a password in it",
            ),
        ] {
            check(wrong, "audit@acme.example", &[&format!("{place}: {message}")]);
        }
    }

    #[test]
    fn somebody_can_be_asked() {
        let place = "error acme:plan.configCopy.contact";
        for wrong in [
            "",
            "audit",
            "audit@",
            "@acme.example",
            "a b@acme.example",
            "audit@acme..example",
        ] {
            let message = format!("{place}: `{wrong}` is no mail address to ask about the copy");
            check("https://git.acme.example/m.git", wrong, &[&message]);
        }
    }
}
