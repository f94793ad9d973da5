//! A plan for a comment on a merge request: the riskiest first, never too long, in fences that nothing closes.

use std::collections::BTreeSet;

use super::block::{Block, Entry, Kept, Note, blocks};
use super::rendered::unified;
use super::sheet;
use super::text::{counted, plain};
use super::upgrade::{self, UpgradeLine};
use super::{Review, objects};
use crate::change::Action;

/// The longest comment that GitHub takes. Counted here in bytes, of which there are never fewer than characters.
pub const LIMIT: usize = 65_536;

/// Kept free for the lines that say what was left out, and for the last lines.
const RESERVE: usize = 1_024;

/// The share that findings may take, so that they do not crowd out the changes.
const FINDINGS: usize = 16_384;

/// What shows what a comment has no room for.
const ALL: &str = "`meshc plan` or `meshc plan --format html` shows all";

/// How many ways in which guardrails are weaker stand at the top.
const WEAKER: usize = 8;

/// How many environments are named at each time of rollouts.
const NAMED: usize = 8;

/// The whole plan as Markdown, at most [`LIMIT`] characters long.
pub fn markdown(review: &Review<'_>) -> String {
    let findings = findings(review);
    let mut page = Page {
        text: head(review),
        limit: (LIMIT - RESERVE).saturating_sub(findings.len()),
    };
    page.summary(review);
    page.warnings("What the repository demands", &sheet::concessions(review));
    page.blocks(blocks(review), review.shown.environments.len());
    page.warnings("What may be lost", &sheet::losses(review));
    page.upgrades(review);
    page.rollouts(review);
    page.objects(review);
    page.files(review);
    page.text.push_str(&findings);
    let digest = review.plan.digest;
    page.text
        .push_str(&format!("\n**{}**\n\n`{digest}`\n", sheet::totals(review)));
    page.text
}

fn head(review: &Review<'_>) -> String {
    let plan = review.plan;
    let cut = |name: &str| plain(name).chars().take(100).collect::<String>();
    let revisions = code(&format!("{}..{}", cut(review.base), cut(review.head)));
    let mut text = format!("### meshc plan {revisions}\n\n");
    if plan.is_empty() {
        let (before, after) = (plan.before, plan.after);
        text += &format!("**{}**\n\n", sheet::no_changes(review));
        text += &format!("- before `{before}`\n- after `{after}`\n\n");
    } else {
        let radius = sheet::radius(review)
            .iter()
            .map(|part| prose(part))
            .collect::<Vec<_>>();
        text += &format!("**{}**\n\n", radius.join(" · "));
    }
    if let Some(obstacle) = sheet::obstacle(review) {
        text += &format!("> **{obstacle}**\n\n");
    }
    text += &weaker(review);
    let (digest, windows) = (plan.digest.short(), sheet::windows(review));
    text += &format!("digest `{digest}` · as of {} · {windows}\n", plan.as_of);
    if let Some(readings) = sheet::readings(review) {
        text += &format!("\n{readings}\n");
    }
    if let Some(filtered) = sheet::filtered(review) {
        text += &format!("\n{}\n", code(&filtered));
    }
    if let Some(note) = sheet::anonymous(review) {
        text += &format!("\n{note}\n");
    }
    if let Some(warning) = sheet::incomplete(review) {
        text += &format!("\n{warning}\n");
    }
    text
}

struct Page {
    text: String,
    limit: usize,
}

impl Page {
    /// Adds a section if there is room for it.
    fn push(&mut self, section: &str) -> bool {
        let fits = self.text.len() + section.len() <= self.limit;
        if fits {
            self.text.push_str(section);
        }
        fits
    }

    fn blocks(&mut self, blocks: Vec<Block>, total: usize) {
        let mut left_out = BTreeSet::new();
        let mut full = false;
        for block in blocks {
            let members = block.members.clone();
            full = full || !self.block(block);
            if full {
                left_out.extend(members);
            }
        }
        if full {
            self.text += &format!(
                "\n**For want of room, changes of {} of {} are not shown**, none riskier than those above; \
                 {ALL}.\n",
                left_out.len(),
                counted(total, "changed environment"),
            );
        }
    }

    /// Adds a block, with fewer of its entries if there is no room for all.
    fn block(&mut self, mut block: Block) -> bool {
        let all = block.entries.len();
        while !self.push(&section(&block)) {
            if block.entries.len() < 2 {
                return false;
            }
            block.entries.truncate(block.entries.len() / 2);
            let cut = counted(all - block.entries.len(), "more field");
            block.hidden = Some(format!("({cut} not shown for want of room)"));
        }
        true
    }

    fn upgrades(&mut self, review: &Review<'_>) {
        let lines = upgrade::lines(review).into_iter().map(|line| match line {
            UpgradeLine::Title(title) => format!("  {title}"),
            UpgradeLine::Setting(action, setting) => format!("{} {setting}", symbol(action)),
            UpgradeLine::Loud(warning) => format!("!     {warning}"),
        });
        let lines: Vec<String> = lines.collect();
        let section = format!("\n#### Settings on the way\n\n{}", fenced(&lines));
        if !lines.is_empty() && !self.push(&section) {
            self.text +=
                "\nWhat the releases change among the settings is not shown here for want of room.\n";
        }
    }

    fn warnings(&mut self, title: &str, lines: &[String]) {
        let marked: Vec<String> = lines.iter().map(|line| format!("! {line}")).collect();
        let section = format!("\n#### {title}\n\n{}", fenced(&marked));
        if !lines.is_empty() && !self.push(&section) {
            self.text += &format!("\n{title} is not shown here for want of room.\n");
        }
    }

    fn objects(&mut self, review: &Review<'_>) {
        let objects = objects::objects(review);
        let lines: Vec<String> = objects
            .iter()
            .map(|(action, object)| format!("{} {object}", symbol(*action)))
            .collect();
        if !lines.is_empty() && !self.push(&details("Deployed objects", &lines, "diff")) {
            self.text += &format!(
                "\n{} not shown here for want of room.\n",
                counted(lines.len(), "object")
            );
        }
    }

    /// A line for each environment, instead of the changes; the riskiest first.
    fn summary(&mut self, review: &Review<'_>) {
        if !review.view.summarize || review.shown.environments.is_empty() {
            return;
        }
        let rows = sheet::summary(review);
        let cells = |row: &[String; 4]| format!("{}  {}  {}  {}", row[0], row[1], row[2], row[3]);
        let lines = rows
            .iter()
            .map(|(action, row)| format!("{} {}", symbol(*action), cells(row)));
        let mut lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
        while !self.push(&format!("\n{}", fenced(&lines))) {
            lines.truncate(lines.len() / 2);
        }
        if lines.len() < rows.len() {
            let count = counted(rows.len() - lines.len(), "changed environment");
            self.text += &format!("\n{count} not shown here for want of room; {ALL}.\n");
        }
    }

    /// When the environments can be rolled out.
    fn rollouts(&mut self, review: &Review<'_>) {
        let rollouts = sheet::rollouts(review);
        let line = |(when, places): &(String, Vec<String>)| {
            let named = places[..places.len().min(NAMED)].join(", ");
            let more = places.len().saturating_sub(NAMED);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            format!("{named}{more}: {when}")
        };
        let lines: Vec<String> = rollouts.iter().map(line).collect();
        if lines.is_empty() {
            return;
        }
        let title = format!("Next rollouts, as of {}", review.plan.as_of);
        if !self.push(&details(&title, &lines, "text")) {
            let count = counted(lines.len(), "time");
            self.text += &format!("\n{count} of rollouts not shown here for want of room; {ALL}.\n");
        }
    }

    fn files(&mut self, review: &Review<'_>) {
        let left_out = review
            .shown_files()
            .filter(|file| !self.push(&details(&code(&plain(&file.path)), &unified(file), "diff")))
            .count();
        if left_out > 0 {
            let files = counted(left_out, "rendered file");
            self.text += &format!("\nThe differences of {files} are not shown here for want of room.\n");
        }
    }
}

fn section(block: &Block) -> String {
    let aside: String = block.aside.iter().map(|aside| format!(" · {aside}")).collect();
    let mut lines = Vec::new();
    lines.extend(block.warning.iter().map(|warning| format!("! {warning}")));
    let kept = |row: &Kept| format!("  {}  {}", row.path, row.value);
    lines.extend(block.identity.iter().map(kept));
    lines.extend(block.entries.iter().flat_map(entry));
    lines.extend(block.unchanged.iter().map(kept));
    lines.extend(block.hidden.iter().map(|hidden| format!("# {hidden}")));
    format!(
        "\n#### {}{aside}\n\n{}",
        code(&block.title.replace("  ", " ")),
        fenced(&lines)
    )
}

fn entry(entry: &Entry) -> Vec<String> {
    let class = match entry.class.as_str() {
        "" => String::new(),
        class => format!("   {class}"),
    };
    let mut lines = vec![format!(
        "{} {}  {}{class}",
        symbol(entry.action),
        entry.path,
        entry.values
    )];
    lines.extend(entry.notes.iter().map(|note| match note {
        Note::Quiet(note) => format!("      {note}"),
        Note::Loud(note) => format!("!     {note}"),
    }));
    lines
}

/// The guardrails that are weaker, as a list.
fn weaker(review: &Review<'_>) -> String {
    let weaker = sheet::weaker(review);
    let shown = weaker.iter().take(WEAKER);
    let mut text: String = shown
        .map(|entry| format!("- **!** {}: {}\n", code(&entry.place()), entry.describe()))
        .collect();
    if weaker.len() > WEAKER {
        let more = counted(weaker.len() - WEAKER, "more way");
        text += &format!("- **!** and {more} in which guardrails are weaker\n");
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn findings(review: &Review<'_>) -> String {
    let lines: Vec<String> = sheet::findings(review)
        .into_iter()
        .map(|(_, line)| line)
        .collect();
    let mut room = FINDINGS;
    let fits = |line: &&String| {
        let left = room.checked_sub(line.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let shown: Vec<String> = lines.iter().take_while(fits).cloned().collect();
    let mut text = match shown.is_empty() {
        true => String::new(),
        false => format!("\n#### Findings\n\n{}", fenced_as("text", &shown)),
    };
    if shown.len() < lines.len() {
        let count = lines.len() - shown.len();
        text += &format!(
            "\n{} not shown here for want of room.\n",
            counted(count, "finding")
        );
    }
    text
}

fn details(title: &str, lines: &[String], language: &str) -> String {
    format!(
        "\n<details><summary>{}</summary>\n\n{}\n</details>\n",
        html(title),
        fenced_as(language, lines)
    )
}

/// In a summary Markdown is not read, so the code span becomes an element.
fn html(title: &str) -> String {
    let inner = title.trim_matches('`').trim();
    let escaped = inner
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    if title.starts_with('`') {
        format!("<code>{escaped}</code>")
    } else {
        escaped
    }
}

fn fenced(lines: &[String]) -> String {
    fenced_as("diff", lines)
}

/// A fence longer than any run of backticks inside it: nothing in the lines can close it.
pub(in crate::report) fn fenced_as(language: &str, lines: &[String]) -> String {
    let longest = lines.iter().map(|line| longest_run(line)).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", lines.join("\n"))
}

/// Words that Markdown takes as they are: whatever it would read as a mark is escaped.
fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>#@|~$&".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// A code span that nothing in `text` closes.
fn code(text: &str) -> String {
    match longest_run(text) {
        0 => format!("`{text}`"),
        longest => {
            let fence = "`".repeat(longest + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`');
    runs.map(str::len).max().unwrap_or(0)
}

/// GitHub colours lines of a diff by their first character: `!` stands for a change.
fn symbol(action: Action) -> &'static str {
    match action {
        Action::Create => "+",
        Action::Update => "!",
        Action::Delete => "-",
    }
}
