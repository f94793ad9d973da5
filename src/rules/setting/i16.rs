//! I16: a message of the day starts before it ends.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The message of the day (`panel.motd`) starts before it ends, and both times are instants in ISO 8601 with a
    /// zone. The browser reads them, and what else it takes differs from one to the other: such a text is a warning,
    /// and so is a time without a zone, which is another instant for every visitor.
    ///
    /// ## Why
    ///
    /// A message that ends before it starts is never shown, and one whose time no browser can read neither. Whoever
    /// announces maintenance believes that everybody has been told.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { startTime = "2025-06-30T22:00:00Z", endTime = "2025-06-30T20:00:00Z" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { startTime = "2025-06-30T20:00:00Z", endTime = "2025-06-30T22:00:00Z" }
    /// ```
    I16 = "I16", Derived Error, "A message of the day starts before it ends",
    Enforcement::Snapshot(check)
}

/// A time as a browser reads it.
enum Moment {
    Instant(Timestamp),
    /// Without a zone: wherever the browser is.
    Local(DateTime),
}

impl Moment {
    fn parse(text: &str) -> Option<Self> {
        if let Ok(instant) = text.parse() {
            return Some(Self::Instant(instant));
        }
        // A day alone is its midnight in UTC (ECMAScript, Date Time String Format).
        if text.len() == "2025-06-30".len()
            && let Ok(day) = text.parse::<Date>()
        {
            let midnight = format!("{day}T00:00:00Z");
            return midnight.parse().ok().map(Self::Instant);
        }
        text.parse().ok().map(Self::Local)
    }

    /// Whether this is sure not to come before another one.
    fn is_not_before(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Instant(this), Self::Instant(other)) => this >= other,
            (Self::Local(this), Self::Local(other)) => this >= other,
            (Self::Instant(_), Self::Local(_)) | (Self::Local(_), Self::Instant(_)) => false,
        }
    }
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(motd) = &declared.instance.settings.panel.motd else {
        return Vec::new();
    };
    let place = |label| Place::in_instance(declared, &format!("settings.panel.motd.{label}"));
    let times = [("startTime", &motd.start_time), ("endTime", &motd.end_time)];
    let mut found = Vec::new();
    for (label, text) in times {
        found.extend(unclear(text).map(|finding| {
            finding
                .on(&place(label), "")
                .expected("an instant such as `2025-06-30T20:00:00Z`")
        }));
    }
    if let [Some(start), Some(end)] = times.map(|(_, text)| Moment::parse(text))
        && start.is_not_before(&end)
    {
        found.push(
            I16.finding("the message ends before it starts")
                .on(&place("endTime"), "")
                .beside(&place("startTime"), "the start")
                .expected("an instant after the start"),
        );
    }
    found
}

/// What is unclear about a time.
fn unclear(text: &str) -> Option<Diagnostic> {
    match Moment::parse(text) {
        Some(Moment::Instant(_)) => None,
        Some(Moment::Local(_)) => Some(I16.warning(format!(
            "{} has no zone, so that each browser takes its own",
            quote(text)
        ))),
        None if text.chars().any(|char| char.is_ascii_digit()) => Some(I16.warning(format!(
            "{} is no instant in ISO 8601; not every browser reads it",
            quote(text)
        ))),
        None => Some(I16.finding(format!("{} is no instant", quote(text)))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn the_start_comes_first_and_both_are_instants() {
        let place = "acme:settings.panel.motd";
        let ends = format!("error {place}.endTime: the message ends before it starts");
        let rows: &[(&str, &str, &[&str])] = &[
            ("2025-06-30T20:00:00Z", "2025-06-30T22:00:00Z", &[]),
            ("2025-06-30T20:00:00Z", "2025-06-30T20:00:00Z", &[&ends]),
            ("2025-06-30T20:00:00+02:00", "2025-06-30T19:00:00Z", &[]),
            ("2025-06-30T20:00:00-02:00", "2025-06-30T21:00:00Z", &[&ends]),
            ("2025-06-30", "2025-07-01", &[]),
            ("2025-07-01", "2025-06-30T23:59:59.999Z", &[&ends]),
            (
                "2025-06-30T20:00:00",
                "2025-06-30T22:00:00Z",
                &[
                    "warning acme:settings.panel.motd.startTime: `2025-06-30T20:00:00` has no zone, so that each \
                   browser takes its own",
                ],
            ),
            (
                "2025-06-30T20:00:00Z",
                "July 1, 2025",
                &[
                    "warning acme:settings.panel.motd.endTime: `July 1, 2025` is no instant in ISO 8601; not every \
                   browser reads it",
                ],
            ),
            (
                "soon",
                "2025-06-30T22:00:00Z",
                &["error acme:settings.panel.motd.startTime: `soon` is no instant"],
            ),
        ];
        for (start, end, expected) in rows {
            let motd = json!({ "message": "", "startTime": start, "endTime": end });
            let found = Sample::new().set("acme:settings.panel.motd", motd).findings(&I16);
            assert_eq!(&found, expected, "{start} {end}");
        }
    }
}
