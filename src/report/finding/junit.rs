//! Findings as JUnit XML: a suite for each environment, a case for each kind of finding of the run.
//!
//! Every environment has a case for every code that any has a finding of, so that a server shows what was mended as
//! a test that passes, and what was waived as one that was skipped. Only errors fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{Check, PlaceReport, spoken};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The suite of findings that are about no environment that could be read.
const REPOSITORY: &str = "repository";

/// The case that an environment passes if the whole run found nothing.
const NOTHING: &str = "check";

type Cases<'a> = BTreeMap<Code, Vec<&'a Diagnostic>>;

/// One document with the suites in order.
pub fn junit(check: &Check<'_>) -> String {
    let codes: BTreeSet<Code> = check.findings.iter().map(|finding| finding.code).collect();
    let mut suites: BTreeMap<&str, Cases<'_>> = check
        .environments
        .iter()
        .map(|address| (address.as_str(), Cases::new()))
        .collect();
    for finding in check.findings {
        let suite = suite(check, finding);
        let cases = suites.entry(suite).or_default();
        cases.entry(finding.code).or_default().push(finding);
    }
    let [tests, failures, skipped] = totals(suites.values(), &codes);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"meshc check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" \
         time=\"0\">\n"
    );
    for (name, cases) in &suites {
        text += &written(check, name, cases, &codes);
    }
    text + "</testsuites>\n"
}

/// The environment that a finding is about, or the instance.
fn suite<'a>(check: &Check<'a>, finding: &'a Diagnostic) -> &'a str {
    let Some(address) = finding.address.as_deref() else {
        return REPOSITORY;
    };
    let environment = address.split('.').next().unwrap_or(address);
    let mut environments = check.environments.iter();
    environments
        .find(|known| *known == environment)
        .map_or(environment, String::as_str)
}

/// How many cases there are, fail and are skipped.
fn totals<'c>(suites: impl Iterator<Item = &'c Cases<'c>>, codes: &BTreeSet<Code>) -> [usize; 3] {
    let mut totals = [0; 3];
    for cases in suites {
        totals[0] += codes.len().max(1);
        totals[1] += cases
            .values()
            .filter(|found| outcome(found) == Outcome::Failed)
            .count();
        totals[2] += cases
            .values()
            .filter(|found| outcome(found) == Outcome::Skipped)
            .count();
    }
    totals
}

#[derive(PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

fn outcome(found: &[&Diagnostic]) -> Outcome {
    let fails = |finding: &&Diagnostic| finding.severity == Severity::Error;
    if found.iter().any(fails) {
        Outcome::Failed
    } else if found.iter().any(|finding| finding.waived.is_some()) {
        Outcome::Skipped
    } else {
        Outcome::Passed
    }
}

fn written(check: &Check<'_>, name: &str, cases: &Cases<'_>, codes: &BTreeSet<Code>) -> String {
    let [tests, failures, skipped] = totals(std::iter::once(cases), codes);
    let name = escape(name);
    let mut text = format!(
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">\n"
    );
    if codes.is_empty() {
        text += &format!("    <testcase classname=\"{name}\" name=\"{NOTHING}\" time=\"0\"/>\n");
    }
    for code in codes {
        let found = cases.get(code).map(Vec::as_slice).unwrap_or_default();
        text += &case(check, &name, *code, found);
    }
    text + "  </testsuite>\n"
}

fn case(check: &Check<'_>, classname: &str, code: Code, found: &[&Diagnostic]) -> String {
    let place = found.iter().find_map(|finding| finding.primary.as_ref());
    let place = place.map(|label| PlaceReport::new(label.span, check.sources));
    let place = place.map_or_else(String::new, |place| {
        format!(
            " file=\"{}\" line=\"{}\"",
            escape(&place.file),
            place.range.start_line
        )
    });
    let title = (check.page)(code).map_or_else(String::new, |page| format!(": {}", page.title));
    let name = escape(&format!("{code}{title}"));
    let open = format!("    <testcase classname=\"{classname}\" name=\"{name}\"{place} time=\"0\"");
    if found.is_empty() {
        return format!("{open}/>\n");
    }
    let first = found.iter().find(|finding| finding.severity == Severity::Error);
    let all: Vec<String> = found.iter().map(|finding| located(check, finding)).collect();
    let all = escape(&all.join("\n"));
    let waived = found
        .iter()
        .find_map(|finding| finding.waived.as_deref())
        .unwrap_or_default();
    let body = match (outcome(found), first) {
        (Outcome::Failed, Some(first)) => {
            let (code, message) = (escape(code.0), escape(&spoken(first)));
            format!("<failure type=\"{code}\" message=\"{message}\">{all}</failure>")
        }
        (Outcome::Skipped, _) => format!("<skipped message=\"waived {}\"/>", escape(waived)),
        (Outcome::Failed | Outcome::Passed, _) => format!("<system-out>{all}</system-out>"),
    };
    format!("{open}>\n      {body}\n    </testcase>\n")
}

/// A finding with its place in front.
fn located(check: &Check<'_>, finding: &Diagnostic) -> String {
    let place = finding
        .primary
        .as_ref()
        .map(|label| PlaceReport::new(label.span, check.sources));
    let place = place.map_or_else(String::new, |place| {
        format!(
            "{}:{}:{}: ",
            place.file, place.range.start_line, place.range.start_column
        )
    });
    format!("{}: {place}{}", finding.severity.as_str(), spoken(finding))
}

/// Text for an element or an attribute. What XML cannot hold at all is spelled out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            hidden if hidden.is_control() || ('\u{FFFE}'..='\u{FFFF}').contains(&hidden) => {
                write!(escaped, "\\u{{{:X}}}", u32::from(hidden)).expect("writing to a String does not fail");
            }
            shown => escaped.push(shown),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_xml_cannot_hold_is_spelled_out() {
        assert_eq!(
            escape("a<b> & \"c\"\n\u{1b}[0m\u{FFFE}"),
            "a&lt;b&gt; &amp; &quot;c&quot;&#10;\\u{1B}[0m\\u{FFFE}"
        );
    }
}
