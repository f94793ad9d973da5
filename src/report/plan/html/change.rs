//! The changes, those that are the same in several environments once.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::{content, escape, symbol};
use super::place::Places;
use crate::change::{Action, Change, EnvironmentChange, Group, Leaf};
use crate::model::EnvironmentAddress;
use crate::report::plan::block::{Kept, Note, ranked, releases, sides};
use crate::report::plan::text::literal;
use crate::report::plan::{Review, counted, kept, line, plain, sheet, short};

/// How many names a title lists.
const NAMES: usize = 4;

/// Writes the filter and every change.
pub(super) fn write(review: &Review<'_>, page: &mut String) {
    *page += "<section aria-labelledby=\"changes\">\n<h2 id=\"changes\" tabindex=\"-1\">Changes</h2>\n";
    if review.shown.is_empty() {
        let text = match review.view.is_filtered() {
            true => "No change matches the filter.",
            false => "No value differs.",
        };
        *page += &format!("<p>{text}</p>\n</section>\n");
        return;
    }
    if review.view.summarize {
        *page += "<p>Only a summary was asked for.</p>\n</section>\n";
        return;
    }
    filter(review, page);
    let mut list = List {
        review,
        places: Places::new(review),
        told: BTreeSet::new(),
        ids: BTreeMap::new(),
    };
    for group in review.shown.groups() {
        list.block(&group, page);
    }
    *page += "</section>\n";
}

/// The controls of the filter; hidden until the script is there to answer them.
fn filter(review: &Review<'_>, page: &mut String) {
    let classes: BTreeSet<_> = review
        .shown
        .changes()
        .map(|change| change.verdict.class)
        .collect();
    *page += "<form id=\"filter\" role=\"search\" aria-label=\"Filter the changes\" hidden>\n\
              <label>text <input id=\"f-text\" type=\"search\" autocomplete=\"off\" placeholder=\"path, value, author\"></label>\n\
              <label>environment <input id=\"f-env\" type=\"search\" autocomplete=\"off\" placeholder=\"acme or production\"></label>\n\
              <label>class <select id=\"f-class\"><option value=\"\">any</option>";
    for class in classes {
        *page += &format!("<option>{}</option>", class.as_str());
    }
    *page += "</select></label>\n<label>risk <select id=\"f-risk\"><option value=\"\">any</option>\
              <option value=\"medium\">medium or more</option><option value=\"high\">high or more</option>\
              <option value=\"critical\">critical</option></select></label>\n\
              <output id=\"count\" aria-live=\"polite\"></output>\n</form>\n";
}

struct List<'a> {
    review: &'a Review<'a>,
    places: Places<'a>,
    told: BTreeSet<EnvironmentAddress>,
    /// How often each id was given out; ids of shared changes leave the environments out.
    ids: BTreeMap<String, usize>,
}

impl List<'_> {
    fn block(&mut self, group: &Group<'_>, page: &mut String) {
        let shown = ranked(group);
        if shown.is_empty() {
            return;
        }
        let addresses: Vec<String> = group
            .members
            .iter()
            .map(|member| plain(&member.address.to_string()))
            .collect();
        let first = group.members[0];
        let (mark, word) = symbol(first.action);
        let names = addresses
            .iter()
            .take(NAMES)
            .map(|name| escape(&line(name, sheet::NAME)));
        let mut title = names.collect::<Vec<_>>().join(", ");
        if addresses.len() > NAMES {
            title += &format!(" and {} more", addresses.len() - NAMES);
        }
        let fate = match (first.action, addresses.len()) {
            (Action::Create, _) => "will be created".to_owned(),
            (Action::Delete, _) => "will be removed".to_owned(),
            (Action::Update, 1) => "will be updated in place".to_owned(),
            (Action::Update, count) => format!("the same in {count} environments"),
        };
        *page += &format!(
            "<article class=\"b\" data-env=\"{}\">\n<h3><span class=\"s {word}\" title=\"{word}\">{mark}</span> {title} \
             <small>{fate}{}</small></h3>\n",
            escape(&addresses.join(" ")),
            plan_of(group)
        );
        if let Some(weakening) = first.guardrail {
            *page += &format!(
                "<p class=\"loud\">! guardrail weaker: {}</p>\n",
                weakening.describe()
            );
        }
        self.kept(group, page);
        self.entries(group, &shown, page);
        *page += "</article>\n";
    }

    /// What stays, where an environment is first met.
    fn kept(&mut self, group: &Group<'_>, page: &mut String) {
        if !group
            .members
            .iter()
            .all(|member| self.told.contains(&member.address))
        {
            let identity = kept::identity(group, self.review);
            if !identity.is_empty() {
                let rows = identity.iter().map(kept_row).collect::<Vec<_>>().join(" · ");
                *page += &format!("<p class=\"kept\">{rows}</p>\n");
            }
            let unchanged = kept::unchanged(group, self.review);
            let hidden = group.members[0].unchanged;
            if !unchanged.is_empty() {
                let rows: String = unchanged
                    .iter()
                    .map(|row| format!("<li>{}</li>", kept_row(row)))
                    .collect();
                let title = counted(unchanged.len(), "value");
                *page += &format!(
                    "<details><summary>{title} that stay</summary><ul class=\"plain\">{rows}</ul></details>\n"
                );
            } else if group.members.len() == 1 && hidden > 0 {
                let title = counted(hidden, "unchanged value");
                *page += &format!("<p class=\"kept\">{title} not shown</p>\n");
            }
        }
        self.told
            .extend(group.members.iter().map(|member| member.address.clone()));
    }

    /// The changes of a block; those of an environment that comes or goes are folded.
    fn entries(&mut self, group: &Group<'_>, shown: &[&[&Change]], page: &mut String) {
        let folded = group.action() != Action::Update;
        if folded {
            let verdict = &shown[0][0].verdict;
            let (class, risk) = (verdict.class.as_str(), verdict.risk.as_str());
            *page += &format!(
                "<details><summary>{} · {} <span class=\"r {risk}\">{risk}</span> because {}</summary>",
                counted(shown.len(), "value"),
                class,
                escape(&verdict.reason)
            );
        }
        let verdict = match folded {
            // The entries have no tag that says it.
            true => verdict_of(shown[0][0]),
            false => String::new(),
        };
        *page += &format!("<ul class=\"plain\"{verdict}>\n");
        for same in shown {
            self.entry(group, same, page);
        }
        *page += "</ul>\n";
        if folded {
            *page += "</details>\n";
        }
    }

    fn entry(&mut self, group: &Group<'_>, same: &[&Change], page: &mut String) {
        let change = same[0];
        let verdict = &change.verdict;
        let (class, risk) = (verdict.class.as_str(), verdict.risk.as_str());
        let (mark, word) = symbol(change.action);
        let id = match same.len() {
            1 => change.id(),
            _ => self.shared_id(change),
        };
        let path = escape(&line(&change.path.container().to_string(), sheet::NAME));
        let tags = match group.action() {
            Action::Update => format!(" <i class=\"r {risk}\">{class} · {risk}</i>"),
            Action::Create | Action::Delete => String::new(),
        };
        *page += &format!(
            "<li class=\"e {word}\" id=\"{id}\">{mark} <code>{path}</code> {}{tags}",
            values(change)
        );
        if let Some(weakening) = change.guardrail {
            let used = if change.guardrail_used { sheet::USED } else { "" };
            *page += &format!(
                "<p class=\"loud\">! guardrail weaker: {}{used}</p>",
                weakening.describe()
            );
        }
        self.passed(change, page);
        self.places(group, (same, &id), page);
        *page += "</li>\n";
    }

    /// The releases on the way, the last one in sight.
    fn passed(&self, change: &Change, page: &mut String) {
        let notes = releases(&change.releases);
        if notes.is_empty() {
            return;
        }
        let item = |note: &Note| match note {
            Note::Quiet(text) => format!("<li>{}</li>", escape(text)),
            Note::Loud(text) => format!("<li class=\"loud\">! {}</li>", escape(text)),
        };
        let items: String = notes.iter().map(item).collect();
        *page += &format!("<ul class=\"plain passed\" aria-label=\"Releases on the way\">{items}</ul>");
    }

    /// A link to the change, and what it shows: why, and what wrote it; the same places once, with the environments
    /// that share them. All of it is text in one element, since a page may have ten thousand of them.
    fn places(&self, group: &Group<'_>, (same, id): (&[&Change], &str), page: &mut String) {
        let change = same[0];
        let reason = match group.action() {
            Action::Update => format!("why     {}\n", plain(&change.verdict.reason)),
            Action::Create | Action::Delete => String::new(),
        };
        let mut shown = content(&format!("{reason}{}", whole(change)));
        let title = match same {
            [change] => {
                shown += &content(&self.places.describe(change));
                self.places.summary(change).unwrap_or_else(|| "why".to_owned())
            }
            _ => {
                let by_place = self.by_place(same);
                let environments = counted(same.len(), "environment");
                let written = match by_place.len() {
                    1 => self.places.summary(change),
                    places => Some(counted(places, "place")),
                };
                let title = written.map_or(environments.clone(), |written| {
                    format!("{written} · {environments}")
                });
                shown.extend(by_place.into_iter().map(shared_place));
                title
            }
        };
        *page += &match shown.is_empty() {
            true => format!(" <a href=\"#{id}\">#</a>"),
            false => format!(" <a href=\"#{id}\">{title}</a><pre>{shown}</pre>"),
        };
    }

    /// Changes by what wrote them.
    fn by_place<'c>(&self, same: &[&'c Change]) -> BTreeMap<String, Vec<&'c Change>> {
        let mut by_place: BTreeMap<String, Vec<&Change>> = BTreeMap::new();
        for change in same {
            let place = self.places.describe(change);
            by_place.entry(place).or_default().push(change);
        }
        by_place
    }

    /// An id for a change that several environments share: by its content, whoever shares it.
    fn shared_id(&mut self, change: &Change) -> String {
        let shared = Change {
            address: EnvironmentAddress {
                instance: String::new(),
                kind: change.address.kind,
            },
            ..change.clone()
        };
        let id = shared.id().replacen("c-", "g-", 1);
        let times = self.ids.entry(id.clone()).or_default();
        *times += 1;
        match times {
            1 => id,
            times => format!("{id}-{times}"),
        }
    }
}

/// The class and the risk of changes, for the filter.
fn verdict_of(change: &Change) -> String {
    let (class, risk) = (change.verdict.class.as_str(), change.verdict.risk.as_str());
    format!(" data-class=\"{class}\" data-risk=\"{risk}\"")
}

/// A place, under the environments that share it.
fn shared_place((place, changes): (String, Vec<&Change>)) -> String {
    let links = changes.iter().map(|change| {
        let id = change.id();
        let name = escape(&line(&change.address.to_string(), sheet::NAME));
        format!("<a id=\"{id}\" href=\"#{id}\">{name}</a>")
    });
    format!("\n{}\n{}", links.collect::<Vec<_>>().join("  "), content(&place))
}

/// The values that were cut to fit a line, as they are.
fn whole(change: &Change) -> String {
    let sides = [("before", &change.before), ("after", &change.after)];
    let told = |(side, leaf): (&str, &Option<Leaf>)| {
        let leaf = leaf.as_ref()?;
        let text = literal(leaf);
        (text != short(leaf)).then(|| format!("{side}, in full:\n{text}\n"))
    };
    sides.into_iter().filter_map(told).collect()
}

fn plan_of(group: &Group<'_>) -> String {
    let first: &EnvironmentChange = group.members[0];
    let same = group.members.iter().all(|member| member.plan == first.plan);
    if same {
        format!(" · plan {}", first.plan)
    } else {
        String::new()
    }
}

fn kept_row(row: &Kept) -> String {
    format!("<code>{}</code> {}", escape(&row.path), escape(&row.value))
}

/// What was there and what is there now.
fn values(change: &Change) -> String {
    let shown = |value: &str| content(&plain(value));
    match sides(change) {
        (Some(before), Some(after)) => {
            format!("<del>{}</del> → <ins>{}</ins>", shown(&before), shown(&after))
        }
        (None, Some(after)) => format!("<ins>{}</ins>", shown(&after)),
        (Some(before), None) => format!("<del>{}</del>", shown(&before)),
        (None, None) => String::new(),
    }
}
