//! `meshc explain`.

use super::args::ExplainArgs;
use super::failure::Failure;
use super::{Console, Exit};
use crate::compile::pages;

/// Prints the page of a code, or a line for each.
pub(super) fn run(args: &ExplainArgs, console: &mut Console) -> Result<Exit, Failure> {
    let Some(code) = &args.code else {
        let lines = pages().into_iter().map(|page| {
            format!(
                "{:<22} {:<8} {}\n",
                page.code.to_string(),
                page.level.as_str(),
                page.title
            )
        });
        console.print(&lines.collect::<String>());
        return Ok(Exit::Done);
    };
    let pages = pages();
    let Some(page) = pages.iter().find(|page| page.code.0.eq_ignore_ascii_case(code)) else {
        let similar = pages
            .iter()
            .map(|page| page.code.0)
            .min_by_key(|known| distance(known, code));
        let suggestion = similar
            .filter(|known| distance(known, code) <= 1 + code.len() / 3)
            .map(str::to_owned);
        return Err(Failure::UnknownCode {
            code: code.clone(),
            suggestion,
        });
    };
    let heading = format!("{} ({}): {}", page.code, page.level.as_str(), page.title);
    console.print(&format!("{heading}\n\n{}\n", page.text.trim_end()));
    Ok(Exit::Done)
}

/// How many characters differ, counting from where each is typed; good enough for short codes.
fn distance(known: &str, typed: &str) -> usize {
    let (known, typed) = (known.to_lowercase(), typed.to_lowercase());
    let same = known
        .chars()
        .zip(typed.chars())
        .filter(|(one, other)| one == other)
        .count();
    known.chars().count().max(typed.chars().count()) - same
}
