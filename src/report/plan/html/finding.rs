//! The findings, the pages of their rules, and what classes and risks mean.

use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, schema_for};

use super::markup::{anchor, escape};
use super::prose;
use crate::change::{Class, Risk};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::plan::{Review, line, plain, sheet};

/// Writes the findings and everything that explains a word of the page.
pub(super) fn write(review: &Review<'_>, page: &mut String) {
    findings(review, page);
    meanings(review, page);
}

fn findings(review: &Review<'_>, page: &mut String) {
    *page += "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\" tabindex=\"-1\">Findings</h2>\n";
    if review.findings.is_empty() {
        *page += "<p>Nothing was found wrong.</p>\n</section>\n";
        return;
    }
    *page += "<ul class=\"plain findings\">\n";
    for finding in review.findings {
        *page += &entry(review, finding);
    }
    *page += "</ul>\n<h3>The rules</h3>\n";
    let codes: BTreeSet<Code> = review.findings.iter().map(|finding| finding.code).collect();
    for code in codes {
        let id = anchor(code.0);
        let Some(rule) = (review.page)(code) else { continue };
        *page += &format!(
            "<details class=\"rule\" id=\"rule-{id}\"><summary><b>{}</b> {}</summary>\n{}</details>\n",
            escape(code.0),
            prose::spans(rule.title),
            prose::page(rule.text)
        );
    }
    *page += "</section>\n";
}

fn entry(review: &Review<'_>, finding: &Diagnostic) -> String {
    let spoken = |text: &str| prose::spans(&plain(text));
    let level = finding.severity.as_str();
    let mut text = format!(
        "<li class=\"f {level}\"><p><b>{level}</b> <a href=\"#rule-{}\">{}</a> ",
        anchor(finding.code.0),
        escape(finding.code.0)
    );
    if let Some(address) = &finding.address {
        text += &format!("<code>{}</code>: ", escape(&line(address, sheet::NAME)));
    }
    text += &spoken(&finding.message);
    if let Some(label) = &finding.primary {
        text += &format!(
            " <code>{}</code>",
            escape(&sheet::place(label.span, review.sources))
        );
    }
    text += "</p>";
    if let Some(expected) = &finding.expected {
        text += &format!("<p>expected: {}</p>", spoken(expected));
    }
    if let Some(help) = &finding.help {
        text += &format!(
            "<p>{}</p>",
            help.lines().map(spoken).collect::<Vec<_>>().join("<br>")
        );
    }
    if let Some(exception) = &finding.waived {
        text += &format!("<p>waived {}</p>", spoken(exception));
    }
    text + "</li>\n"
}

/// What the classes and risks of the plan mean.
fn meanings(review: &Review<'_>, page: &mut String) {
    let classes: BTreeSet<&str> = review
        .plan
        .changes()
        .map(|change| change.verdict.class.as_str())
        .collect();
    let risks: BTreeSet<&str> = review
        .plan
        .changes()
        .map(|change| change.verdict.risk.as_str())
        .collect();
    if classes.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"meanings\">\n<h2 id=\"meanings\">What the words mean</h2>\n<dl>\n";
    let known = [
        ("class", described::<Class>(), classes),
        ("risk", described::<Risk>(), risks),
    ];
    for (kind, described, seen) in known {
        for (name, text) in described.iter().filter(|(name, _)| seen.contains(name.as_str())) {
            *page += &format!(
                "<dt id=\"{kind}-{name}\">{kind} <b>{name}</b></dt><dd>{}</dd>\n",
                prose::spans(text)
            );
        }
    }
    *page += "</dl>\n</section>\n";
}

/// The alternatives of a closed set with the paragraph of each, which its schema has from the code.
fn described<T: JsonSchema>() -> BTreeMap<String, String> {
    let schema = schema_for!(T).to_value();
    let alternatives = schema["oneOf"].as_array().cloned().unwrap_or_default();
    let pair = |alternative: &serde_json::Value| {
        let name = alternative["const"].as_str()?;
        let text = alternative["description"].as_str()?;
        Some((name.to_owned(), text.replace('\n', " ")))
    };
    alternatives.iter().filter_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_and_risk_has_a_meaning() {
        let classes = described::<Class>();
        assert_eq!(classes.len(), Class::ALL.len());
        assert!(
            Class::ALL
                .iter()
                .all(|class| classes.contains_key(class.as_str())),
            "{classes:?}"
        );
        assert_eq!(described::<Risk>().len(), 4);
    }
}
