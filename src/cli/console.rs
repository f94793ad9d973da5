//! Where output goes, and whether it is coloured.

use std::io::{self, IsTerminal, Write};

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColourChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard output and standard error, or whatever takes their place.
pub struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    terminal: bool,
    coloured: bool,
    broken: bool,
    width: usize,
}

/// Columns when nobody can be asked.
const DEFAULT_WIDTH: usize = 100;

impl Console {
    /// The streams of the process.
    pub fn of_process() -> Self {
        let terminal = io::stdout().is_terminal();
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok());
        let width = columns
            .filter(|width| (40..=400).contains(width))
            .unwrap_or(DEFAULT_WIDTH);
        Self {
            out: Box::new(io::stdout().lock()),
            err: Box::new(io::stderr()),
            terminal,
            coloured: false,
            broken: false,
            width,
        }
    }

    /// Two streams that are no terminal.
    pub fn new(out: Box<dyn Write>, err: Box<dyn Write>) -> Self {
        Self {
            out,
            err,
            terminal: false,
            coloured: false,
            broken: false,
            width: DEFAULT_WIDTH,
        }
    }

    /// Decides whether to colour: the flag, then `NO_COLOR`, then `CLICOLOR_FORCE` and `FORCE_COLOR`, then
    /// `CLICOLOR`, `TERM` and whether standard output is a terminal.
    pub(super) fn colour(&mut self, choice: ColourChoice) {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let is = |name: &str, wanted: &str| set(name).is_some_and(|value| value == wanted);
        let forced = |name: &str| set(name).is_some_and(|value| value != "0");
        self.coloured = match choice {
            ColourChoice::Always => true,
            ColourChoice::Never => false,
            ColourChoice::Auto if set("NO_COLOR").is_some() => false,
            ColourChoice::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
            ColourChoice::Auto => self.terminal && !is("CLICOLOR", "0") && !is("TERM", "dumb"),
        };
    }

    /// Whether to colour.
    pub(super) fn is_coloured(&self) -> bool {
        self.coloured
    }

    /// Whether something could not be written, other than because its reader went away.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Columns of the screen.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Writes data to standard output. A reader that went away is no failure: there is nobody left to tell.
    pub(super) fn print(&mut self, text: &str) {
        self.stream(|out| out.write_all(text.as_bytes()));
    }

    /// Lets data be written to standard output piece by piece.
    pub(super) fn stream(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
        let written = write(&mut self.out).and_then(|()| self.out.flush());
        if let Err(error) = written
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            self.broken = true;
            self.say(&format!("meshc: standard output cannot be written: {error}"));
        }
    }

    /// Says a line on standard error.
    pub(super) fn say(&mut self, line: &str) {
        // Nowhere is left to report that standard error is closed.
        let _ = writeln!(self.err, "{line}").and_then(|()| self.err.flush());
    }
}
