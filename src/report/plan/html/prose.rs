//! The pages of rules, which are written in a small part of Markdown, as markup.

use super::markup::content;

/// Paragraphs, lists, fences and code spans; anything else stays as it is written.
pub(super) fn page(text: &str) -> String {
    let mut markup = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut fence: Option<Vec<&str>> = None;
    for line in text.lines() {
        let is_mark = line.trim_start().starts_with("```");
        match (&mut fence, is_mark) {
            (Some(lines), true) => {
                markup += &format!("<pre>{}</pre>\n", content(&lines.join("\n")));
                fence = None;
            }
            (Some(lines), false) => lines.push(line),
            (None, true) => {
                close(&mut paragraph, &mut markup);
                fence = Some(Vec::new());
            }
            (None, false) if line.trim().is_empty() => close(&mut paragraph, &mut markup),
            (None, false) => paragraph.push(line.trim()),
        }
    }
    close(&mut paragraph, &mut markup);
    if let Some(lines) = fence {
        markup += &format!("<pre>{}</pre>\n", content(&lines.join("\n")));
    }
    markup
}

/// Ends a paragraph or a list.
fn close(lines: &mut Vec<&str>, markup: &mut String) {
    let lines = std::mem::take(lines);
    if lines.is_empty() {
        return;
    }
    if !lines[0].starts_with("- ") {
        *markup += &format!("<p>{}</p>\n", spans(&lines.join(" ")));
        return;
    }
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), items.last_mut()) {
            (Some(item), _) => items.push(item.to_owned()),
            (None, Some(last)) => *last += &format!(" {line}"),
            (None, None) => items.push(line.to_owned()),
        }
    }
    let items: String = items
        .iter()
        .map(|item| format!("<li>{}</li>", spans(item)))
        .collect();
    *markup += &format!("<ul>{items}</ul>\n");
}

/// A text whose odd parts between backticks are code.
pub(super) fn spans(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    // A backtick that nothing closes is a backtick.
    let closed = parts.len() % 2 == 1;
    let last = parts.len() - 1;
    let part = |(at, part): (usize, &&str)| match (at % 2, closed || at != last) {
        (0, _) => content(part),
        (_, true) => format!("<code>{}</code>", content(part)),
        (_, false) => format!("`{}", content(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_shape_and_gains_no_markup_of_its_own() {
        let text =
            "Do `a < b`\nnow.\n\n- one\n  more\n- `two`\n\n```dhall\n{ a = \"<b>\" }\n```\nAn odd ` mark";
        let expected = "<p>Do <code>a &lt; b</code> now.</p>\n\
                        <ul><li>one more</li><li><code>two</code></li></ul>\n\
                        <pre>{ a = \"&lt;b&gt;\" }</pre>\n\
                        <p>An odd ` mark</p>\n";
        assert_eq!(page(text), expected);
    }
}
