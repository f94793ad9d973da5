//! `meshc explain`.

use super::args::ExplainArgs;
use super::failure::Failure;
use super::{Console, Exit};
use crate::compile::{pages, setting};

/// Prints the page of a code, or a line for each; what is known of a setting under its name.
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
    let Some(page) = pages.iter().find(|page| is_same(page.code.0, code)) else {
        if let Some(text) = setting(code) {
            console.print(&text);
            return Ok(Exit::Done);
        }
        let similar = pages
            .iter()
            .map(|page| page.code.0)
            .min_by_key(|known| distance(known, code));
        let suggestion = similar
            // One number for another is no slip of the pen.
            .filter(|known| number(known).is_none() && distance(known, code) <= 1 + code.len() / 3)
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

/// Whether a code was typed, in any case, with or without zeros in front of its number or its room.
fn is_same(known: &str, typed: &str) -> bool {
    let short = known.rsplit('/').next().unwrap_or(known);
    let numbered = || Some((number(known)?, number(typed)?));
    known.eq_ignore_ascii_case(typed)
        || short.eq_ignore_ascii_case(typed)
        || numbered().is_some_and(|(known, typed)| known == typed)
}

/// The letter and the number of the code of a rule.
fn number(code: &str) -> Option<(char, u32)> {
    let letter = code.chars().next()?.to_ascii_uppercase();
    let number = code.get(1..)?.parse().ok()?;
    Some((letter, number))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_as_people_type_them() {
        for (known, typed, expected) in [
            ("R13", "r13", true),
            ("I01", "i1", true),
            ("R5", "R05", true),
            ("dhall/type", "DHALL/TYPE", true),
            ("dhall/type", "type", true),
            ("R13", "R1", false),
            ("R13", "I13", false),
        ] {
            assert_eq!(is_same(known, typed), expected, "{typed}");
        }
    }
}
