//! Findings that would lie in the package of the types, put where an instance takes from it.

use super::Reach;
use super::host::SnapshotHost;
use super::load::settled_reach;
use super::package;
use crate::dhall::{Engine, Link, LinkKind, Options, Step};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower::known_type;
use crate::model::{Declared, Fleet, Instance, Node, Value};
use crate::repository::Snapshot;
use crate::source::{SourceName, Sources, Span};

/// The findings of rules, none of them in the package where an instance says what it takes from there: nobody edits
/// the package, and a default or a function of it is only wrong for who uses it.
pub(super) fn outward(
    findings: Vec<Diagnostic>,
    fleet: &Fleet,
    (snapshot, reach): (&dyn Snapshot, &Reach),
    sources: &Sources,
) -> Diagnostics {
    let concerned = |declared: &&Declared| {
        let mut places = findings.iter();
        places.any(|finding| lies_in_package(finding, sources) && place(finding, declared).is_some())
    };
    let instances: Vec<&Declared> = fleet.instances.values().filter(concerned).collect();
    if instances.is_empty() {
        return findings.into_iter().collect();
    }
    let (reach, _) = settled_reach(snapshot, &Sources::default(), reach);
    let host = SnapshotHost::new(snapshot, &reach);
    let engine = Engine::explaining(&host, sources, Options::default());
    for declared in &instances {
        // The way to a part is only known of what this engine has evaluated.
        engine.evaluate(&declared.path, Some(&known_type::<Instance>()));
    }
    let moved = |finding: Diagnostic| {
        if !lies_in_package(&finding, sources) {
            return finding;
        }
        let outside = instances.iter().find_map(|declared| {
            let steps = steps(&declared.tree, &place(&finding, declared)?);
            taken(&engine.explain(&declared.path, &steps), sources)
        });
        match outside {
            Some(span) => put(finding, span),
            None => finding,
        }
    };
    findings.into_iter().map(moved).collect()
}

/// The last place on the way to a part at which something is taken from the package, with the outermost first. That
/// the package is imported, or a part of it has got a name, is not yet to take something.
fn taken(links: &[Link], sources: &Sources) -> Option<Span> {
    let mut outside = links.iter().rev().filter(|link| {
        !link.beside
            && link.kind != LinkKind::Imported
            && !is_of_package(link.span, sources)
            && !is_name_of_part(link, sources)
    });
    outside.next().map(|link| link.span)
}

/// Whether a link is the import in `let settings = meshc.settings.osb`: the package, for a part of which there is a
/// name. What ends in `default` is a value.
fn is_name_of_part(link: &Link, sources: &Sources) -> bool {
    let text = &sources.source(link.span.file).text;
    let (before, after) = (
        text.get(..link.span.start as usize).unwrap_or_default(),
        text.get(link.span.end as usize..).unwrap_or_default(),
    );
    let mut words = before.split_whitespace().rev();
    let is_bound = words.next() == Some("=") && words.next().is_some() && words.next() == Some("let");
    let is_label = |char: char| char.is_alphanumeric() || "._-/".contains(char);
    let path = after.split(|char| !is_label(char)).next().unwrap_or_default();
    let is_whole = {
        let rest = after[path.len()..].trim_start();
        rest.starts_with("let ")
            || rest.starts_with("in ")
            || rest.starts_with("--")
            || rest.starts_with("{-")
    };
    link.kind == LinkKind::Bound && is_bound && is_whole && !path.ends_with(".default")
}

fn lies_in_package(finding: &Diagnostic, sources: &Sources) -> bool {
    let mut primary = finding.primary.iter();
    primary.any(|label| is_of_package(label.span, sources))
}

fn is_of_package(span: Span, sources: &Sources) -> bool {
    match &sources.source(span.file).name {
        SourceName::Repo(path) => path.components().next() == Some(package::FOLDER),
        _ => false,
    }
}

/// The finding at `span`, with its first place beside it.
fn put(mut finding: Diagnostic, span: Span) -> Diagnostic {
    finding.suggestion = None;
    let Some(mut written) = finding.primary.take() else {
        return finding;
    };
    let text = std::mem::take(&mut written.text);
    written.text = "it comes from here".to_owned();
    finding.related.insert(0, written);
    finding.at(span, text)
}

/// Where in the tree of an instance a finding lies, if it is about that instance: `acme/production.release` is
/// `plan.production.release`, and `acme.settings` is `settings`.
fn place(finding: &Diagnostic, declared: &Declared) -> Option<String> {
    let rest = finding
        .address
        .as_ref()?
        .strip_prefix(declared.instance.id.as_str())?;
    match rest.split_at_checked(1)? {
        ("/", rest) => Some(format!("plan.{rest}")),
        (".", rest) => Some(rest.to_owned()),
        _ => None,
    }
}

/// The steps along a `.`-separated path, as far as the tree has it.
fn steps(tree: &Node, path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut node = tree;
    for label in path.split('.') {
        while let Value::Union(_, Some(payload)) = &node.value {
            steps.push(Step::Payload);
            node = payload;
        }
        let Some(child) = node.child(label) else { break };
        steps.push(match (&node.value, label.parse()) {
            (Value::List(_), Ok(index)) => Step::Element(index),
            _ => Step::Field(label.to_owned()),
        });
        node = child;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::RepoPath;

    #[test]
    fn a_name_for_a_part_of_the_package_is_no_use_of_it() {
        let text = "let meshc = ./schema/package.dhall\nlet mail = meshc.settings.mail\n\
                    let settings = meshc.Settings.default\nin  mail.off";
        let sources = Sources::default();
        let add = |name: &str| sources.add(SourceName::Repo(RepoPath::parse(name).unwrap()), text);
        let (instance, package) = (add("instances/acme/instance.dhall"), add("schema/package.dhall"));
        let link = |kind, place: &str| {
            let start = text.find(place).unwrap();
            Link {
                kind,
                span: Span::new(instance, start as u32, start as u32 + 5),
                beside: false,
            }
        };
        let inside = Link {
            kind: LinkKind::Written,
            span: Span::new(package, 0, 3),
            beside: false,
        };
        let named = link(LinkKind::Bound, "meshc.settings");
        let default = link(LinkKind::Bound, "meshc.Settings");
        let used = Link {
            kind: LinkKind::Bound,
            span: Span::new(instance, text.rfind("mail").unwrap() as u32, text.len() as u32),
            beside: false,
        };
        let imported = link(LinkKind::Imported, "./sch");
        assert_eq!(taken(&[used, named, imported, inside], &sources), Some(used.span));
        assert_eq!(
            taken(&[used, default, imported, inside], &sources),
            Some(default.span)
        );
        assert_eq!(taken(&[imported, inside], &sources), None);
    }

    #[test]
    fn the_steps_to_a_part_go_through_unions_and_lists_as_far_as_there_is_something() {
        let leaf = |value| Node::new(value, None);
        let record = |label: &str, node| leaf(Value::Record([(label.to_owned(), node)].into()));
        let list = leaf(Value::List(vec![record("release", leaf(Value::Bool(true)))]));
        let plan = leaf(Value::Union(
            "OnPrem".to_owned(),
            Some(Box::new(record("extendedSupport", list))),
        ));
        let tree = record("plan", plan);
        let field = |label: &str| Step::Field(label.to_owned());
        let whole = [
            field("plan"),
            Step::Payload,
            field("extendedSupport"),
            Step::Element(0),
            field("release"),
        ];
        let rows = [
            ("plan.extendedSupport.0.release", 5),
            ("plan.extendedSupport.0.until", 4),
            ("plan.extendedSupport.7", 3),
            ("settings", 0),
        ];
        for (path, length) in rows {
            assert_eq!(steps(&tree, path), whole[..length], "{path}");
        }
    }
}
