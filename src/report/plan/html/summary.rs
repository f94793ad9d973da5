//! The first screen: enough to decide, with ways to the rest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::markup::{anchor, escape, symbol};
use super::prose::spans;
use crate::change::{Action, Class, EnvironmentChange, Risk};
use crate::diagnostic::Severity;
use crate::report::plan::{Review, counted, line, plain, schedule, sheet};

/// How many lines of a card are shown before it is folded.
const LINES: usize = 4;

/// How many environments are shown before the table is folded.
const ROWS: usize = 12;

/// How many names are listed in one line.
const NAMES: usize = 3;

/// Opens the main part and writes everything above the changes.
pub(super) fn write(review: &Review<'_>, page: &mut String) {
    header(review, page);
    *page += "<main>\n<section aria-label=\"Summary\">\n";
    tiles(review, page);
    *page += "<div class=\"cards\">\n";
    guardrails(review, page);
    let told = |lines: Vec<String>| lines.iter().map(|line| escape(line)).collect::<Vec<_>>();
    card(
        page,
        ("bad", "What the repository demands"),
        &told(sheet::concessions(review)),
    );
    card(page, ("bad", "What may be lost"), &told(sheet::losses(review)));
    findings(review, page);
    rollouts(review, page);
    restarts(review, page);
    classes(review, page);
    *page += "</div>\n";
    environments(review, page);
    *page += "</section>\n";
}

fn header(review: &Review<'_>, page: &mut String) {
    let plan = review.plan;
    *page += &format!(
        "<header>\n<p class=\"kicker\"><b>meshc plan</b> <code>{}..{}</code> · as of {} · {} · digest <code>{}</code></p>\n",
        escape(review.base),
        escape(review.head),
        plan.as_of,
        sheet::windows(review),
        plan.digest.short(),
    );
    let risk = plan.changes().map(|change| change.verdict.risk).max();
    let radius = &plan.radius;
    let title = match (risk, review.complete) {
        (Some(risk), _) => {
            let one = radius.touched() == 1;
            let verb = if one { "changes" } else { "change" };
            let production = match radius.production_touched {
                0 => "no production".to_owned(),
                _ if one => "and that is production".to_owned(),
                count => format!("{count} of them production"),
            };
            format!(
                "<span class=\"r {0}\">{0} risk</span> {1} of {2} {verb}, {production}",
                risk.as_str(),
                radius.touched(),
                counted(radius.total, "environment")
            )
        }
        (None, true) => "No changes".to_owned(),
        (None, false) => "No changes in what could be read".to_owned(),
    };
    *page += &format!("<h1>{title}</h1>\n");
    verdict(review, page);
    let notes = [
        sheet::filtered(review),
        sheet::incomplete(review).map(str::to_owned),
        sheet::anonymous(review).map(str::to_owned),
        sheet::readings(review),
    ];
    for note in notes.into_iter().flatten() {
        *page += &format!("<p class=\"note\">{}</p>\n", escape(&note));
    }
    *page += "</header>\n";
}

/// Whether anything speaks against it.
fn verdict(review: &Review<'_>, page: &mut String) {
    let count = |severity| review.findings.count(severity);
    let warnings = counted(count(Severity::Warning), "warning");
    let (tone, text) = match (count(Severity::Error), review.complete) {
        (0, true) if review.plan.is_empty() && review.plan.concessions.is_empty() => (
            "ok",
            format!(
                "What holds for {} has the same digest on both sides: <code>{}</code>",
                counted(review.plan.radius.total, "environment"),
                review.plan.after
            ),
        ),
        (0, true) if !worries(review).is_empty() => {
            let worries = worries(review).join(" and ");
            (
                "care",
                format!("No error speaks against it, but {worries}; {warnings}."),
            )
        }
        (0, true) => ("ok", format!("No error speaks against it; {warnings}.")),
        (0, false) => (
            "bad",
            format!("Nobody can say yet: a part could not be read; {warnings}."),
        ),
        (errors, _) => {
            let errors = counted(errors, "error");
            let link = format!("<a href=\"#findings\">{errors}</a>");
            ("bad", format!("Not to be rolled out: {link}, {warnings}."))
        }
    };
    *page += &format!("<p class=\"verdict {tone}\">{text}</p>\n");
}

/// What no rule forbids, and somebody has to want.
fn worries(review: &Review<'_>) -> Vec<String> {
    let weaker = review.plan.guardrails();
    let removed = review.plan.radius.removed;
    let verb = if removed == 1 { "goes" } else { "go" };
    let guardrails = (weaker > 0).then(|| {
        format!(
            "{} {}",
            counted(weaker, "guardrail"),
            if weaker == 1 { "is weaker" } else { "are weaker" }
        )
    });
    let environments = (removed > 0).then(|| format!("{} {verb}", counted(removed, "environment")));
    environments.into_iter().chain(guardrails).collect()
}

/// What is counted; what there is none of only where that is good to know.
fn tiles(review: &Review<'_>, page: &mut String) {
    let radius = &review.plan.radius;
    let restarts = review.objects.iter().filter(|object| object.restarts).count();
    let changes = review.plan.changes().filter(|change| !change.told_below).count();
    let found = |severity| review.findings.count(severity);
    let tiles = [
        (changes, "change", "", "", true),
        (radius.added, "environment", " new", "", false),
        (radius.changed, "environment", " updated", "", false),
        (radius.removed, "environment", " removed", "bad", false),
        (
            radius.production_touched,
            "production environment",
            "",
            "warn",
            true,
        ),
        (review.plan.guardrails(), "guardrail", " weaker", "bad", true),
        (restarts, "restart", "", "warn", true),
        (found(Severity::Error), "error", "", "bad", true),
        (found(Severity::Warning), "warning", "", "warn", true),
    ];
    *page += "<ul class=\"tiles\">";
    for (count, noun, more, tone, always) in tiles {
        if count == 0 && !always {
            continue;
        }
        let tone = if count == 0 { "none" } else { tone };
        let noun = counted(count, noun);
        let noun = noun.trim_start_matches(|digit: char| digit.is_ascii_digit());
        *page += &format!("<li class=\"{tone}\"><b>{count}</b>{noun}{more}</li>");
    }
    *page += "</ul>\n";
}

/// A card with a heading; what does not fit is folded.
fn card(page: &mut String, (tone, title): (&str, &str), lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    *page += &format!("<div class=\"card {tone}\"><h2>{title}</h2>\n<ul class=\"plain\">");
    let item = |line: &String| format!("<li>{line}</li>");
    page.extend(lines.iter().take(LINES).map(item));
    *page += "</ul>";
    if lines.len() > LINES {
        let more = lines.len() - LINES;
        *page += &format!("<details><summary>{more} more</summary><ul class=\"plain\">");
        page.extend(lines.iter().skip(LINES).map(item));
        *page += "</ul></details>";
    }
    *page += "</div>\n";
}

fn guardrails(review: &Review<'_>, page: &mut String) {
    let weaker = sheet::weaker(review);
    let all_shown = !review.view.is_filtered() && !review.view.summarize;
    let lines: Vec<String> = weaker
        .iter()
        .map(|entry| {
            let link = |(address, id): &(&crate::model::EnvironmentAddress, Option<String>)| {
                let name = escape(&line(&address.to_string(), sheet::NAME));
                match id {
                    Some(id) if all_shown => format!("<a href=\"#{id}\">{name}</a>"),
                    Some(_) | None => name,
                }
            };
            let mut places = entry
                .places
                .iter()
                .take(NAMES)
                .map(link)
                .collect::<Vec<_>>()
                .join(", ");
            if entry.places.len() > NAMES {
                places += &format!(" and {} more", entry.places.len() - NAMES);
            }
            format!("<b>!</b> {} <small>{places}</small>", escape(&entry.describe()))
        })
        .collect();
    card(page, ("bad", "Guardrails weaker"), &lines);
}

fn findings(review: &Review<'_>, page: &mut String) {
    let worth = review
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Note);
    let mut found: Vec<_> = worth.collect();
    found.sort_by_key(|finding| Reverse(finding.severity));
    let tone = if review.findings.has_errors() {
        "bad"
    } else {
        "warn"
    };
    let lines: Vec<String> = found
        .into_iter()
        .map(|finding| {
            let code = finding.code.to_string();
            let address = finding.address.as_ref();
            let address = address.map_or_else(String::new, |address| {
                format!("<code>{}</code>: ", escape(&line(address, sheet::NAME)))
            });
            format!(
                "<b>{}</b> <a href=\"#rule-{}\">{}</a> {address}{}",
                finding.severity.as_str(),
                anchor(&code),
                escape(&code),
                spans(&plain(&finding.message))
            )
        })
        .collect();
    card(page, (tone, "Findings"), &lines);
}

fn rollouts(review: &Review<'_>, page: &mut String) {
    let lines: Vec<String> = sheet::rollouts(review)
        .iter()
        .map(|(when, places)| {
            let shown = places[..places.len().min(NAMES)].join(", ");
            let more = match places.len().saturating_sub(NAMES) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("{} <small>{}{more}</small>", escape(when), escape(&shown))
        })
        .collect();
    card(page, ("", "Next rollouts"), &lines);
}

/// The workloads that restart, those of as many environments in one line.
fn restarts(review: &Review<'_>, page: &mut String) {
    let mut counts: BTreeMap<(&str, &str, bool), usize> = BTreeMap::new();
    for object in review.shown_objects().filter(|object| object.restarts) {
        let same = (
            object.kind.as_str(),
            object.name.as_str(),
            object.interruption.is_none(),
        );
        *counts.entry(same).or_default() += 1;
    }
    let mut folded: BTreeMap<(bool, &str, Reverse<usize>), Vec<&str>> = BTreeMap::new();
    for ((kind, name, stays), count) in counts {
        folded
            .entry((stays, kind, Reverse(count)))
            .or_default()
            .push(name);
    }
    let lines: Vec<String> = folded
        .into_iter()
        .map(|((stays, kind, Reverse(count)), names)| {
            let away = if stays { "" } else { ", interrupted" };
            let names: Vec<String> = names
                .iter()
                .map(|name| escape(&line(name, sheet::NAME)))
                .collect();
            let (kind, count) = (escape(&line(kind, sheet::NAME)), counted(count, "environment"));
            format!(
                "{kind} <code>{}</code> <small>in {count}{away}</small>",
                names.join("</code>, <code>")
            )
        })
        .collect();
    card(page, ("warn", "What restarts"), &lines);
}

/// How many changes there are of each class and risk.
fn classes(review: &Review<'_>, page: &mut String) {
    let mut counts: BTreeMap<Class, BTreeMap<Risk, usize>> = BTreeMap::new();
    for change in review.plan.changes().filter(|change| !change.told_below) {
        let of_class = counts.entry(change.verdict.class).or_default();
        *of_class.entry(change.verdict.risk).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let risks: BTreeSet<Reverse<Risk>> = counts
        .values()
        .flat_map(BTreeMap::keys)
        .copied()
        .map(Reverse)
        .collect();
    *page += "<div class=\"card\"><table><caption>Changes by class and risk</caption>\n<thead><tr><th scope=\"col\">class</th>";
    for Reverse(risk) in &risks {
        *page += &format!("<th scope=\"col\">{}</th>", risk.as_str());
    }
    *page += "</tr></thead>\n<tbody>";
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(class, of)| (of.keys().max().copied().map(Reverse), *class));
    for (class, of) in rows {
        let name = class.as_str();
        *page += &format!("<tr><th scope=\"row\"><a href=\"#class-{name}\">{name}</a></th>");
        for Reverse(risk) in &risks {
            match of.get(risk) {
                Some(count) => *page += &format!("<td class=\"r {}\">{count}</td>", risk.as_str()),
                None => *page += "<td></td>",
            }
        }
        *page += "</tr>\n";
    }
    *page += "</tbody></table></div>\n";
}

/// Every environment that is shown, the riskiest first.
fn environments(review: &Review<'_>, page: &mut String) {
    let mut shown: Vec<&EnvironmentChange> = review.shown.environments.iter().collect();
    if shown.is_empty() {
        return;
    }
    shown.sort_by_key(|environment| (Reverse(environment.risk()), !environment.is_production()));
    let turns = schedule::turns(review);
    let turns: BTreeMap<_, _> = turns
        .iter()
        .map(|turn| (&turn.environment.address, turn.describe()))
        .collect();
    let row = |environment: &&EnvironmentChange| {
        let next = turns.get(&environment.address).map_or("", String::as_str);
        row(environment, next)
    };
    table(page, "Environments", shown.iter().take(ROWS).map(row));
    if shown.len() > ROWS {
        let more = counted(shown.len() - ROWS, "more environment");
        *page += &format!("<details class=\"more\"><summary>{more}</summary>");
        table(page, "Further environments", shown.iter().skip(ROWS).map(row));
        *page += "</details>\n";
    }
}

fn table(page: &mut String, caption: &str, rows: impl Iterator<Item = String>) {
    *page += &format!(
        "<div class=\"wide\"><table class=\"environments\"><caption>{caption}</caption>\n<thead><tr>"
    );
    for head in [
        "environment",
        "customer",
        "plan",
        "release",
        "what",
        "changes",
        "risk",
        "next rollout",
    ] {
        *page += &format!("<th scope=\"col\">{head}</th>");
    }
    *page += "</tr></thead>\n<tbody>";
    page.extend(rows);
    *page += "</tbody></table></div>\n";
}

fn row(environment: &EnvironmentChange, next: &str) -> String {
    let (mark, _) = symbol(environment.action);
    let what = match environment.action {
        Action::Create => "comes",
        Action::Update => "changes",
        Action::Delete => "goes",
    };
    let changes = environment
        .changes
        .iter()
        .filter(|change| !change.told_below)
        .count();
    let profile = &environment.profile;
    let cut = |text: &str| escape(&line(text, sheet::NAME));
    let risk = environment.risk().as_str();
    format!(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{mark} {what}</td><td>{changes}</td>\
         <td class=\"r {risk}\">{risk}</td><td>{}</td></tr>\n",
        cut(&environment.address.to_string()),
        cut(&profile.customer),
        environment.plan,
        cut(profile.release.as_deref().unwrap_or("-")),
        escape(next),
    )
}
