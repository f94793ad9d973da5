//! R4: a change was asked for.

use crate::diagnostic::Diagnostic;
use crate::rules::operation::request_flaw;
use crate::rules::{Enforcement, Transition, count, quote, rule};

rule! {
    /// A change of instances that is committed names the request to customer success or support that asked for it,
    /// in a last line of the commit's message: `Request: SUP-4711`. Several stand in several lines, or behind each
    /// other with commas. What is not committed yet, and a change of nothing but the catalog, need none.
    ///
    /// ## Why
    ///
    /// Whoever reads the history, an auditor perhaps, asks for whom something was changed. The commit is where the
    /// answer stays with the change.
    ///
    /// ## Not like this
    ///
    /// ```text
    /// Raise the audit retention of acme
    /// ```
    ///
    /// ## Like this
    ///
    /// ```text
    /// Raise the audit retention of acme
    ///
    /// Request: SUP-4711
    /// ```
    ///
    /// ```dhall
    /// -- where a field has a request of its own, that is no substitute:
    /// backup with request = Some "SUP-4711"
    /// ```
    R4 = "R4", Stated Note, "A change of instances names the request for it",
    Enforcement::Change(check)
}

/// The label of the line in a commit's message.
const TRAILER: &str = "request";

/// The requests that the message of a commit names: those of the `Request:` lines in its last paragraph.
pub fn requests(message: &str) -> Vec<String> {
    let lines: Vec<&str> = message.trim_end().lines().map(str::trim_end).collect();
    let last = lines
        .split(|line| line.is_empty())
        .next_back()
        .unwrap_or_default();
    if last.len() == lines.len() {
        // A message of one paragraph is a subject.
        return Vec::new();
    }
    let named = last.iter().filter_map(|line| line.split_once(':'));
    named
        .filter(|(label, _)| label.trim().eq_ignore_ascii_case(TRAILER))
        .flat_map(|(_, value)| value.split(','))
        .map(|request| request.trim().to_owned())
        .filter(|request| !request.is_empty())
        .collect()
}

fn check(change: &Transition<'_>) -> Vec<Diagnostic> {
    let changed = changed(change);
    let Some(requests) = change.requests.filter(|_| changed > 0) else {
        return Vec::new();
    };
    let instances = count(i128::try_from(changed).unwrap_or(i128::MAX), "instance");
    let message = match requests {
        [] => format!("the change of {instances} names no request"),
        all if all.iter().all(|request| request_flaw(request).is_some()) => {
            let named: Vec<String> = all.iter().map(|request| quote(request)).collect();
            format!(
                "the change of {instances} names {}, which is no request",
                named.join(", ")
            )
        }
        _ => return Vec::new(),
    };
    vec![
        R4.finding(message)
            .expected("a last line such as `Request: SUP-4711` in the commit's message"),
    ]
}

/// How many instances come, go, or say something else than before.
fn changed(change: &Transition<'_>) -> usize {
    let (before, after) = (&change.before.fleet.instances, &change.after.fleet.instances);
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    let is_new = |(id, declared): &(&String, &crate::model::Declared)| {
        before
            .get(*id)
            .is_none_or(|earlier| earlier.tree != declared.tree)
    };
    gone + after.iter().filter(is_new).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn requests_stand_in_the_last_paragraph() {
        let rows: &[(&str, &[&str])] = &[
            ("Raise it\n\nRequest: SUP-1\n", &["SUP-1"]),
            (
                "Raise it\n\nWhy.\n\nreQuest : SUP-1, SUP-2\r\nSigned-off-by: A\nRequest:SUP-3",
                &["SUP-1", "SUP-2", "SUP-3"],
            ),
            ("Raise it\n\nRequest: SUP-1\n\nMore.", &[]),
            ("Request: SUP-1", &[]),
            ("Raise it\n\nRequested: SUP-1\nRequest: ", &[]),
            ("", &[]),
        ];
        for (message, expected) in rows {
            assert_eq!(requests(message), *expected, "{message:?}");
        }
    }

    #[test]
    fn a_change_that_is_committed_names_its_request() {
        let before = Sample::new();
        let after = Sample::new().set("acme:customer.name", "Acme Inc.");
        let release = Sample::new().set("catalog:releases.0.summary", "more");
        let missing = "note : the change of 1 instance names no request";
        let none = "note : the change of 1 instance names `none`, which is no request";
        let owned =
            |requests: &[&str]| Some(requests.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        type Row<'a> = (&'a Sample, Option<Vec<String>>, &'a [&'a str]);
        let rows: &[Row<'_>] = &[
            (&after, owned(&[]), &[missing]),
            (&after, owned(&["none"]), &[none]),
            (&after, owned(&["none", "SUP-1"]), &[]),
            (&after, owned(&["SUP-1"]), &[]),
            (&after, None, &[]),
            (&before, owned(&[]), &[]),
            (&release, owned(&[]), &[]),
        ];
        for (after, requests, expected) in rows {
            assert_eq!(
                before.change_for(after, requests.as_deref()),
                *expected,
                "{requests:?}"
            );
        }
        let fewer = Sample::new().copy("beta", "gamma").set("gamma:id", "gamma");
        let gone = "note : the change of 1 instance names no request";
        assert_eq!(fewer.change_for(&before, Some(&[])), [gone]);
    }
}
