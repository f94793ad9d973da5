//! What a reader asked to see of a plan, and what no reader can be shown wrongly.

use std::collections::BTreeSet;

use meshc::change::{Class, Plan, compare, holdings};
use meshc::diagnostic::{Code, Diagnostic, Diagnostics};
use meshc::report::plan::{
    Context, FileChange, LIMIT, PlanReport, Review, View, gitlab, html, human, json, markdown,
};
use meshc::source::Sources;
use proptest::prelude::*;

use super::{CATALOG, DEFAULTS, alone, onprem, outside_fences, side, week};
use crate::fixture::{catalog, fleet};

fn view(classes: &[Class], environments: &[&str]) -> View {
    let environments: Vec<String> = environments.iter().map(|glob| (*glob).to_owned()).collect();
    View::default().filter(classes, &environments)
}

/// The addresses and paths of the changes that are left.
fn left(plan: &Plan) -> BTreeSet<String> {
    plan.changes()
        .map(|change| format!("{}.{}", change.address, change.path))
        .collect()
}

#[test]
fn a_filter_takes_classes_and_patterns_of_addresses() {
    let plan = week().plan();
    let all = left(&plan);
    let kept = |view: View| left(&view.narrow(&plan));
    assert_eq!(kept(View::default()), all);
    let of = |test: &dyn Fn(&str) -> bool| {
        all.iter()
            .filter(|name| test(name))
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    let acme = of(&|name| name.starts_with("acme/"));
    for glob in ["acme", "acme/*", "ac*", "*me/*"] {
        assert_eq!(kept(view(&[], &[glob])), acme, "{glob}");
    }
    assert_eq!(
        kept(view(&[], &["*/staging"])),
        of(&|name| name.contains("/staging."))
    );
    assert_eq!(kept(view(&[], &["acme/production", "stark"])).len(), {
        of(&|name| name.starts_with("acme/production.") || name.starts_with("stark/")).len()
    });
    let gate = BTreeSet::from(["acme/production.rollout.gate.approvals".to_owned()]);
    assert_eq!(kept(view(&[Class::Gate], &[])), gate);
    assert_eq!(kept(view(&[Class::Gate], &["globex"])), BTreeSet::new());
}

#[test]
fn a_filter_changes_what_is_shown_and_nothing_else() {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let whole = alone(&plan, &week.sources, &none);
    let view = view(&[Class::Gate, Class::Access], &["*/production"]);
    let shown = view.narrow(&plan);
    let review = Review {
        view: &view,
        shown: &shown,
        ..whole
    };
    let (all, part) = (PlanReport::new(&whole), PlanReport::new(&review));
    assert_eq!((&all.digest, &all.fleet.after), (&part.digest, &part.fleet.after));
    assert_eq!(all.summary.by_class, part.summary.by_class);
    assert_eq!(
        (all.applyable, all.summary.change),
        (part.applyable, part.summary.change)
    );
    let filter = part.filter.unwrap();
    let counted = |changes: &[meshc::report::plan::ChangeReport]| {
        changes.iter().filter(|change| !change.told_below).count()
    };
    assert_eq!(counted(&part.changes), 2);
    assert_eq!(filter.changes_hidden, counted(&all.changes) - 2);
    assert!(all.filter.is_none());
    let totals = "Plan: 1 to add, 7 to change, 1 to remove.";
    for text in [human(&review, false), markdown(&review), html(&review)] {
        let text = text.replace("&#39;", "'");
        for part in [
            "filtered by --class gate --class access --env '*/production'",
            "2 of ",
            totals,
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert!(!text.contains("relevant-meta-keys"), "{text}");
    }
    assert_eq!(gitlab(&review), "{\"create\":1,\"update\":7,\"delete\":1}\n");
}

#[test]
fn a_summary_names_every_environment_and_no_value() {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let view = View::new(Context::Identity, true);
    let review = Review {
        view: &view,
        ..alone(&plan, &week.sources, &none)
    };
    for text in [human(&review, false), markdown(&review), html(&review)] {
        for environment in &plan.environments {
            assert!(text.contains(&environment.address.to_string()), "{text}");
        }
        assert!(
            !text.contains("relevant-meta-keys") && !text.contains("api.hooli"),
            "{text}"
        );
    }
    let report = PlanReport::new(&review);
    assert_eq!(
        (report.changes.len(), report.environments.len()),
        (0, plan.environments.len())
    );
}

#[test]
fn the_context_is_nothing_an_identity_or_everything() {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let all = holdings(&side(&week.after));
    let shown = |context| {
        let view = View::new(context, false);
        let review = Review {
            view: &view,
            holdings: &all,
            ..alone(&plan, &week.sources, &none)
        };
        (
            human(&review, false),
            html(&review),
            PlanReport::new(&review).unchanged.len(),
        )
    };
    let (nothing, _, count) = shown(Context::None);
    assert!(
        nothing.contains("# acme/production") && !nothing.contains("    customer.name  "),
        "{nothing}"
    );
    assert!(count > 0, "programs get what was worked out for them");
    let (identity, page, _) = shown(Context::Identity);
    assert!(
        identity.contains("    customer.name           \"Acme Bank\"\n"),
        "{identity}"
    );
    assert!(page.contains("<code>customer.name</code> &quot;Acme Bank&quot;"));
    assert!(!identity.contains("bastion.acme.example"));
    let (full, page, count) = shown(Context::Full);
    let acme = plan
        .environments
        .iter()
        .find(|found| found.address.to_string() == "acme/production")
        .unwrap();
    assert!(
        full.contains("infrastructure.operatorAccess.path")
            && page.contains("infrastructure.operatorAccess.path")
    );
    assert!(count > acme.unchanged, "{count}");
}

#[test]
fn what_stays_and_what_changes_are_never_the_same() {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let all = holdings(&side(&week.after));
    let view = View::new(Context::Full, false);
    let report = PlanReport::new(&Review {
        view: &view,
        holdings: &all,
        ..alone(&plan, &week.sources, &none)
    });
    let changed: BTreeSet<_> = report
        .changes
        .iter()
        .map(|change| (&change.address, &change.path))
        .collect();
    let kept: BTreeSet<_> = report
        .unchanged
        .iter()
        .map(|kept| (&kept.address, &kept.path))
        .collect();
    assert!(!kept.is_empty() && changed.is_disjoint(&kept));
}

/// Texts that try to be something else.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "javascript:alert(1)//</style></title>-->",
    "]]>&lt;<![CDATA[ `code` ``` ~~~",
    "\u{202E}txt.exe\u{0}\u{1b}[2J\n# PWNED\r\n",
    "&quot;&#x3C;img src=x onerror=alert(1)&#x3E;",
];

/// Everything between `<` and `>` of a page, which has neither in its texts.
fn tags(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .collect()
}

#[test]
fn nothing_that_a_configuration_says_becomes_markup() {
    let sources = Sources::default();
    let releases = catalog(&sources, CATALOG);
    let all = HOSTILE.join(" ").replace('"', "").replace('\n', "\\n");
    let before = (
        fleet(&sources, DEFAULTS, &[("acme", &onprem("acme", &[]))]),
        releases.clone(),
    );
    let named = format!("name = \"{all}\"");
    let role = format!("\"{all}\"");
    let changed = DEFAULTS.replace("\"product-owner\"", &role);
    let after = onprem(
        "acme",
        &[
            ("name = \"Acme Bank\"", &named),
            ("2025.50.1", "2025.51.0"),
            ("bastion.acme.example", &all),
        ],
    );
    let after = (fleet(&sources, &changed, &[("acme", &after)]), releases);
    let plan = compare(&side(&before), &side(&after));
    let mut people = super::people(&plan, &sources);
    for author in people.after.values_mut().chain(people.before.values_mut()) {
        *author = meshc::report::plan::Author::Committed(meshc::report::history::Commit {
            id: HOSTILE[1].to_owned(),
            short: HOSTILE[0].to_owned(),
            author: HOSTILE.concat(),
            time: HOSTILE[5].to_owned(),
            summary: HOSTILE.concat(),
        });
    }
    let findings: Diagnostics = HOSTILE
        .iter()
        .map(|text| {
            let finding = Diagnostic::error(Code("I49"), format!("`{text}` {text}")).address(*text);
            finding.help(*text).expected(*text)
        })
        .collect();
    let file = |text: &str| FileChange {
        path: format!("acme/production/{text}"),
        before: Some("a\n".to_owned()),
        after: Some(format!("{text}\n")),
    };
    let files: Vec<FileChange> = HOSTILE.iter().map(|text| file(text)).collect();
    let review = Review {
        base: HOSTILE[0],
        head: HOSTILE[1],
        files: &files,
        authors: &people,
        ..alone(&plan, &sources, &findings)
    };
    let page = html(&review);
    let known = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "a", "header", "p", "b", "code", "h1",
        "span", "main", "section", "ul", "li", "div", "h2", "small", "details", "summary", "table",
        "caption", "thead", "tr", "th", "tbody", "td", "form", "label", "input", "select", "option",
        "output", "article", "h3", "i", "del", "ins", "br", "pre", "dl", "dt", "dd", "footer", "kbd",
        "script",
    ];
    let body = page
        .split_once("</head>")
        .unwrap()
        .1
        .rsplit_once("<script>")
        .unwrap()
        .0;
    for tag in tags(body) {
        let name = tag.trim_start_matches('/').split_whitespace().next().unwrap();
        assert!(known.contains(&name), "<{tag}>");
        // A quote that a value brings along would leave an odd number, or a handler outside of quotes.
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(
            !outside.contains("on")
                || ["option", "section", "caption"]
                    .iter()
                    .any(|known| tag.contains(known)),
            "<{tag}>"
        );
    }
    for link in page.split("href=\"").skip(1) {
        assert!(link.starts_with('#'), "{:.40}", link);
    }
    assert_eq!(page.matches("<script").count(), 1);
    let attribute = |name: &str| {
        tags(body)
            .iter()
            .any(|tag| tag.split('"').step_by(2).any(|part| part.contains(name)))
    };
    assert!(
        !attribute("src=") && !attribute("style="),
        "nothing is loaded, and styles are in one place"
    );
    assert!(!page.contains('\u{202E}') && !page.contains('\0') && !page.contains('\u{1b}'));
}

#[test]
fn every_change_has_an_anchor_of_its_own() {
    let week = week();
    let (plan, none) = (week.plan(), Diagnostics::new());
    let review = alone(&plan, &week.sources, &none);
    let page = html(&review);
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "no id is given out twice");
    let told = PlanReport::new(&review).changes;
    let missing: Vec<&str> = told
        .iter()
        .filter(|change| !change.told_below && !unique.contains(change.id.as_str()))
        // Environments that come or go and are wholly the same share their anchors.
        .map(|change| change.path.as_str())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let broken: Vec<&str> = page
        .split(" href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|target| !unique.contains(target))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// However much changes and whatever it is called, a comment fits, closes its fences and says what is missing.
    #[test]
    fn a_comment_fits_whatever_the_plan(
        customers in 1_usize..60,
        length in 0_usize..3_000,
        hostile in 0_usize..6,
        found in 0_usize..400,
        lines in 0_usize..3_000,
        summarize: bool,
        full: bool,
    ) {
        let sources = Sources::default();
        let releases = catalog(&sources, CATALOG);
        let long = HOSTILE[hostile].replace('"', "'").replace('\n', "\\n").repeat(1 + length / 40);
        let ids: Vec<String> = (0..customers).map(|number| format!("customer{number}")).collect();
        let fleet_of = |edits: &dyn Fn(usize) -> String| {
            let texts: Vec<String> = ids
                .iter()
                .enumerate()
                .map(|(number, id)| onprem(id, &[("bastion", &edits(number))]))
                .collect();
            let pairs: Vec<(&str, &str)> = ids.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
            fleet(&sources, DEFAULTS, &pairs)
        };
        let before = (fleet_of(&|_| "bastion".to_owned()), releases.clone());
        let after = (fleet_of(&|number| format!("{long}{number}")), releases);
        let plan = compare(&side(&before), &side(&after));
        let findings: Diagnostics =
            (0..found).map(|number| Diagnostic::error(Code("I49"), format!("{number} {long}"))).collect();
        let text = |end: &str| Some(format!("{}{end}", format!("{long}\n").repeat(lines / (1 + length / 40))));
        let files = [FileChange { path: long.clone(), before: text("a"), after: text("b") }];
        let view = View::new(if full { Context::Full } else { Context::None }, summarize);
        let all = holdings(&side(&after));
        let review = Review { view: &view, files: &files, holdings: &all, ..alone(&plan, &sources, &findings) };
        let comment = markdown(&review);
        prop_assert!(comment.chars().count() <= LIMIT, "{}", comment.len());
        let outside = outside_fences(&comment).join("\n");
        let last = format!("`{}`", plan.digest);
        prop_assert!(outside.trim_end().ends_with(&last), "{}", outside);
        prop_assert!(!outside.contains("<script") && !outside.contains("<img"), "{}", outside);
        if ids.iter().any(|id| !comment.contains(&format!("{id}/"))) {
            prop_assert!(outside.contains("not shown") && outside.contains("--format html"), "{}", outside);
        }
        let told = human(&review, false);
        let hides = told.contains(['\u{1b}', '\u{202E}']);
        prop_assert!(!hides, "{}", told);
        let document: serde_json::Value = serde_json::from_str(&json(&review)).unwrap();
        prop_assert_eq!(&document["digest"], &plan.digest.to_string());
    }
}
