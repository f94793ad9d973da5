//! Merge skew for a comment on a merge request.

use super::{Skews, row};
use crate::report::plan::{LIMIT, fenced_as};
use crate::source::Sources;

/// Kept free for the heading and the last lines.
const RESERVE: usize = 4_096;

/// All of it as Markdown, not longer than a comment may be; what does not fit is counted.
pub fn markdown(skews: &Skews, sources: &Sources) -> String {
    let (mut lines, mut length, mut left_out) = (Vec::new(), 0, 0);
    for row in row::rows(skews, sources) {
        let mark = if row.is_error { '-' } else { '!' };
        let mut block = vec![format!("{mark} {}  {}", row::level(row.is_error), row.title)];
        block.extend(row.notes.iter().map(|note| format!("      {note}")));
        let size: usize = block.iter().map(|line| line.len() + 1).sum();
        if length + size > LIMIT - RESERVE {
            left_out += 1;
            continue;
        }
        length += size;
        lines.extend(block);
    }
    let compared: String = row::compared(skews).replace('`', "'").chars().take(500).collect();
    let mut text = format!("### meshc plan --with\n\n`{compared}`\n\n");
    if !lines.is_empty() {
        text += &fenced_as("diff", &lines);
        text.push('\n');
    }
    if left_out > 0 {
        text += &format!("{left_out} more are not shown for want of room.\n\n");
    }
    if let Some(warning) = row::incomplete(skews) {
        text += &format!("! {warning}\n\n");
    }
    text + &format!("**{}**\n", row::totals(skews))
}
