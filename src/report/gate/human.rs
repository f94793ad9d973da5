//! The answer of a gate for a terminal.

use anstyle::{AnsiColor, Style};
use jiff::tz::TimeZone;

use super::Answer;
use crate::gate::{Check, Predicate, Verdict};
use crate::report::plan::{counted, line, plain};
use crate::report::windows::{clock, utc};

/// The longest reason that stays whole.
const REASON: usize = 400;

/// The longest name.
const NAME: usize = 120;

/// The answer as text. Colour only repeats what the text says.
pub fn human(answer: &Answer<'_>, colour: bool) -> String {
    let page = Page { colour };
    let mut lines = vec![
        format!(
            "{}  {}..{}   {}   digest {}",
            page.ink(Style::new().bold(), "meshc gate"),
            plain(answer.base),
            plain(answer.head),
            moment(answer),
            line(answer.digest, NAME)
        ),
        String::new(),
    ];
    for id in answer.unread {
        let id = line(id, NAME);
        lines.push(page.ink(
            loud(),
            &format!("closed  {id}: it could not be read on both sides"),
        ));
    }
    for verdict in answer.verdicts {
        lines.extend(page.verdict(verdict));
        lines.push(String::new());
    }
    let open = answer.verdicts.iter().filter(|verdict| verdict.is_open()).count();
    let all = answer.verdicts.len() + answer.unread.len();
    lines.push(format!(
        "Gate: {open} of {} may be rolled out.",
        counted(all, "environment")
    ));
    lines.push(String::new());
    lines.join("\n")
}

/// When it was asked, by the clock of the reading and by UTC.
fn moment(answer: &Answer<'_>) -> String {
    let moment = answer.moment;
    if moment.start != moment.last {
        return format!("all of {}", moment.day);
    }
    let zone = answer.reading.zone();
    let local = TimeZone::get(zone)
        .unwrap_or(TimeZone::UTC)
        .to_datetime(moment.start);
    format!(
        "at {} ({} {zone})",
        moment.start.strftime("%FT%TZ"),
        local.strftime("%a %F %H:%M")
    )
}

struct Page {
    colour: bool,
}

impl Page {
    fn ink(&self, style: Style, text: &str) -> String {
        match self.colour {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    fn word(&self, passed: bool, [yes, no]: [&str; 2]) -> String {
        match passed {
            true => self.ink(AnsiColor::Green.on_default(), yes),
            false => self.ink(loud(), no),
        }
    }

    fn verdict(&self, verdict: &Verdict<'_>) -> Vec<String> {
        let word = self.word(verdict.is_open(), ["open  ", "closed"]);
        let address = line(&verdict.address.to_string(), NAME);
        let mut lines = vec![format!("{word}  {address}   digest {}", verdict.digest.short())];
        for check in &verdict.checks {
            lines.push(self.check(check));
            if check.predicate == Predicate::Approvals {
                lines.extend(refused(verdict));
            }
        }
        if let Some(next) = verdict.next {
            let zone = line(&verdict.zone, NAME);
            let (local, utc) = match next.end == jiff::Timestamp::MAX {
                true => (
                    next.start.strftime("%FT%H:%MZ").to_string(),
                    "until further notice".to_owned(),
                ),
                false => (clock(next, &verdict.zone), utc(next)),
            };
            lines.push(format!("          next open      {local} {zone} ({utc})"));
        }
        lines
    }

    fn check(&self, check: &Check) -> String {
        let word = self.word(check.passed, ["ok", "no"]);
        format!(
            "    {word}    {:<13}  {}",
            check.predicate.as_str(),
            line(&check.reason, REASON)
        )
    }
}

/// The approvals that do not count, and why.
fn refused(verdict: &Verdict<'_>) -> Vec<String> {
    let refused = verdict.tally.refused.iter();
    refused
        .map(|(declared, flaw)| {
            let file = line(declared.path.as_str(), NAME);
            format!(
                "                         {file} {}",
                line(&flaw.to_string(), REASON)
            )
        })
        .collect()
}

fn loud() -> Style {
    AnsiColor::Red.on_default().bold()
}
