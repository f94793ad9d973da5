//! A plan for a terminal, in the grammar of `terraform plan`.

use anstyle::{AnsiColor, Style};

use super::block::{Block, Entry, Kept, Note, blocks};
use super::rendered::unified;
use super::sheet;
use super::upgrade::{self, UpgradeLine};
use super::{Review, objects, text};
use crate::change::Action;
use crate::diagnostic::Severity;

/// The widest column of paths and of values that others are aligned to.
const COLUMN: usize = 44;

/// How many ways in which guardrails are weaker stand at the top.
const WEAKER: usize = 6;

/// How many times of rollouts are shown, and how many environments are named at each.
const ROLLOUTS: usize = 8;
const NAMED: usize = 4;

/// The whole plan as text. Colour only repeats what the text says.
pub fn human(review: &Review<'_>, colour: bool) -> String {
    let mut page = Page {
        text: String::new(),
        colour,
    };
    page.head(review);
    page.summary(review);
    page.concessions(review);
    page.losses(review);
    blocks(review).iter().for_each(|block| page.block(block));
    page.upgrades(review);
    page.objects(review);
    page.files(review);
    page.findings(review);
    page.rollouts(review);
    page.line("");
    page.line(&sheet::totals(review));
    page.line(&format!("Digest: {}", review.plan.digest));
    page.text
}

struct Page {
    text: String,
    colour: bool,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn ink(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn head(&mut self, review: &Review<'_>) {
        let plan = review.plan;
        let (base, head) = (text::plain(review.base), text::plain(review.head));
        let name = self.ink(bold(), "meshc plan");
        let (digest, as_of) = (plan.digest.short(), plan.as_of);
        self.line(&format!(
            "{name}  {base}..{head}   digest {digest}   as of {as_of}"
        ));
        self.line("");
        if plan.is_empty() {
            self.line(&self.ink(bold(), &sheet::no_changes(review)));
            self.line(&format!("  before  {}", plan.before));
            self.line(&format!("  after   {}", plan.after));
        } else {
            self.line(&self.ink(bold(), &sheet::radius(review).join(" · ")));
        }
        if let Some(obstacle) = sheet::obstacle(review) {
            self.line(&self.ink(loud(), &obstacle));
        }
        self.weaker(review);
        if !plan.is_empty() {
            self.line(sheet::windows(review));
        }
        if let Some(readings) = sheet::readings(review) {
            self.line(&readings);
        }
        if let Some(filtered) = sheet::filtered(review) {
            self.line(&self.ink(style(Action::Update), &filtered));
        }
        if let Some(note) = sheet::anonymous(review) {
            self.line(&self.ink(quiet(), note));
        }
        if let Some(warning) = sheet::incomplete(review) {
            self.line(&self.ink(loud(), warning));
        }
    }

    /// The guardrails that are weaker, ahead of everything else.
    fn weaker(&mut self, review: &Review<'_>) {
        let weaker = sheet::weaker(review);
        for entry in weaker.iter().take(WEAKER) {
            let text = format!("! {}: {}", entry.place(), entry.describe());
            self.line(&self.ink(loud(), &text));
        }
        if weaker.len() > WEAKER {
            let more = text::counted(weaker.len() - WEAKER, "more way");
            self.line(&self.ink(loud(), &format!("! and {more} in which guardrails are weaker")));
        }
    }

    /// A line for each environment, instead of the changes.
    fn summary(&mut self, review: &Review<'_>) {
        let rows = match review.view.summarize {
            true => sheet::summary(review),
            false => Vec::new(),
        };
        let width = |column: usize| rows.iter().map(|(_, row)| row[column].chars().count()).max();
        let widths: [usize; 4] = std::array::from_fn(|column| width(column).unwrap_or(0));
        if !rows.is_empty() {
            self.line("");
        }
        for (action, row) in &rows {
            let symbol = self.ink(style(*action), symbol(*action));
            let [address, changes, risk, weaker] = row;
            let cells = [
                pad(address, widths[0]),
                pad(changes, widths[1]),
                pad(risk, widths[2]),
            ];
            self.line(&format!(
                "  {symbol} {}  {}",
                cells.join("  "),
                self.ink(loud(), weaker)
            ));
        }
    }

    /// When the environments can be rolled out.
    fn rollouts(&mut self, review: &Review<'_>) {
        let rollouts = sheet::rollouts(review);
        if rollouts.is_empty() {
            return;
        }
        self.line("");
        let title = format!("Next rollouts, as of {}:", review.plan.as_of);
        self.line(&title);
        for (when, places) in rollouts.iter().take(ROLLOUTS) {
            let named = places.len().min(NAMED);
            let more = match places.len() - named {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            self.line(&format!("  {}{more}: {when}", places[..named].join(", ")));
        }
        if rollouts.len() > ROLLOUTS {
            let more = text::counted(rollouts.len() - ROLLOUTS, "more time");
            self.line(&format!("  and {more}; `--format json` has all"));
        }
    }

    fn kept(&mut self, kept: &[Kept], (path, _): (usize, usize)) {
        for row in kept {
            let text = format!("    {}  {}", pad(&row.path, path), row.value);
            self.line(&self.ink(quiet(), &text));
        }
    }

    fn block(&mut self, block: &Block) {
        let (path, values) = columns(block);
        self.line("");
        self.line(&format!(
            "  {}   {}",
            self.ink(bold(), &format!("# {}", block.title)),
            block.aside.join("   ")
        ));
        if let Some(warning) = &block.warning {
            self.line(&self.ink(loud(), &format!("      ! {warning}")));
        }
        self.kept(&block.identity, (path, values));
        for entry in &block.entries {
            self.entry(entry, path, values);
        }
        self.kept(&block.unchanged, (path, values));
        if let Some(hidden) = &block.hidden {
            self.line(&self.ink(quiet(), &format!("    # {hidden}")));
        }
    }

    fn entry(&mut self, entry: &Entry, path: usize, values: usize) {
        let symbol = self.ink(style(entry.action), symbol(entry.action));
        self.line(&format!(
            "  {symbol} {}  {}  {}",
            pad(&entry.path, path),
            pad(&entry.values, values),
            self.ink(quiet(), &entry.class),
        ));
        for note in &entry.notes {
            let line = match note {
                Note::Quiet(note) => self.ink(quiet(), &format!("      {note}")),
                Note::Loud(note) => self.ink(loud(), &format!("      ! {note}")),
            };
            self.line(&line);
        }
    }

    fn upgrades(&mut self, review: &Review<'_>) {
        let lines = upgrade::lines(review);
        if lines.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("  {}", self.ink(bold(), "# settings on the way")));
        for line in lines {
            let line = match line {
                UpgradeLine::Title(title) => format!("    {title}"),
                UpgradeLine::Setting(action, setting) => {
                    format!("  {} {setting}", self.ink(style(action), symbol(action)))
                }
                UpgradeLine::Loud(warning) => self.ink(loud(), &format!("      ! {warning}")),
            };
            self.line(&line);
        }
    }

    fn concessions(&mut self, review: &Review<'_>) {
        let concessions = sheet::concessions(review);
        if !concessions.is_empty() {
            self.line("");
            self.line(&format!(
                "  {}",
                self.ink(bold(), "# what the repository demands")
            ));
        }
        for concession in concessions {
            self.line(&self.ink(loud(), &format!("  ! {concession}")));
        }
    }

    fn losses(&mut self, review: &Review<'_>) {
        let losses = sheet::losses(review);
        if losses.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("  {}", self.ink(bold(), "# what may be lost")));
        for loss in losses {
            self.line(&self.ink(loud(), &format!("  ! {loss}")));
        }
    }

    fn objects(&mut self, review: &Review<'_>) {
        let objects = objects::objects(review);
        if objects.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("  {}", self.ink(bold(), "# deployed objects")));
        for (action, object) in objects {
            let symbol = self.ink(style(action), symbol(action));
            self.line(&format!("  {symbol} {object}"));
        }
    }

    fn files(&mut self, review: &Review<'_>) {
        for file in review.shown_files() {
            self.line("");
            for line in unified(file) {
                let style = match line.as_bytes().first() {
                    Some(b'+') => style(Action::Create),
                    Some(b'-') => style(Action::Delete),
                    _ => Style::new(),
                };
                self.line(&format!("  {}", self.ink(style, &line)));
            }
        }
    }

    fn findings(&mut self, review: &Review<'_>) {
        let findings = sheet::findings(review);
        if findings.is_empty() {
            return;
        }
        self.line("");
        for (severity, finding) in findings {
            let style = match severity {
                Severity::Error => loud(),
                Severity::Warning => style(Action::Update),
                Severity::Note => quiet(),
            };
            self.line(&self.ink(style, &finding));
        }
    }
}

/// The widths that the paths and the values of a block are aligned to.
fn columns(block: &Block) -> (usize, usize) {
    let widest = |width: fn(&Entry) -> usize| {
        let widths = block.entries.iter().map(width).filter(|width| *width <= COLUMN);
        widths.max().unwrap_or(0)
    };
    let kept = block.identity.iter().chain(&block.unchanged);
    let kept = kept
        .map(|row| row.path.chars().count())
        .filter(|width| *width <= COLUMN);
    (
        widest(|entry| entry.path.chars().count()).max(kept.max().unwrap_or(0)),
        widest(|entry| entry.values.chars().count()),
    )
}

fn pad(text: &str, width: usize) -> String {
    format!("{text:<width$}")
}

fn symbol(action: Action) -> &'static str {
    match action {
        Action::Create => "+",
        Action::Update => "~",
        Action::Delete => "-",
    }
}

fn style(action: Action) -> Style {
    let colour = match action {
        Action::Create => AnsiColor::Green,
        Action::Update => AnsiColor::Yellow,
        Action::Delete => AnsiColor::Red,
    };
    colour.on_default()
}

fn bold() -> Style {
    Style::new().bold()
}

fn quiet() -> Style {
    Style::new().dimmed()
}

fn loud() -> Style {
    AnsiColor::Red.on_default().bold()
}
