//! A plan as one page of HTML that asks nobody for anything and reads well without scripts.
//!
//! Everything is in the document, folded where it is long. The one script only filters, opens and moves about; it makes no
//! markup. The policy in the head lets nothing in but this script and this style, by their digests, so that even a
//! value that got past [`markup::escape`] could not run or load a thing.

mod change;
mod finding;
mod markup;
mod place;
mod prose;
mod summary;

use sha2::{Digest as _, Sha256};

use super::Review;
use super::rendered::unified;
use super::upgrade::{self, UpgradeLine};
use markup::escape;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The whole plan as a page.
pub fn html(review: &Review<'_>) -> String {
    let mut page = String::with_capacity(1 << 16);
    head(review, &mut page);
    summary::write(review, &mut page);
    change::write(review, &mut page);
    upgrades(review, &mut page);
    objects(review, &mut page);
    files(review, &mut page);
    finding::write(review, &mut page);
    foot(review, &mut page);
    page
}

fn head(review: &Review<'_>, page: &mut String) {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    );
    let (base, head) = (escape(review.base), escape(review.head));
    *page += &format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"meshc {}\">\n\
         <title>meshc plan {base}..{head}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n",
        env!("CARGO_PKG_VERSION")
    );
}

/// What steps to higher releases mean for settings.
fn upgrades(review: &Review<'_>, page: &mut String) {
    let lines = upgrade::lines(review);
    if lines.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"upgrades\">\n<h2 id=\"upgrades\">Settings on the way</h2>\n<ul class=\"plain\">\n";
    for line in lines {
        *page += &match line {
            UpgradeLine::Title(title) => format!("<li><b>{}</b></li>\n", escape(&title)),
            UpgradeLine::Setting(action, setting) => {
                let (symbol, word) = markup::symbol(action);
                format!(
                    "<li><span class=\"s {word}\" title=\"{word}\">{symbol}</span> <code>{}</code></li>\n",
                    escape(&setting)
                )
            }
            UpgradeLine::Loud(warning) => format!("<li><b>!</b> {}</li>\n", escape(&warning)),
        };
    }
    *page += "</ul>\n</section>\n";
}

/// Which objects come, change and go.
fn objects(review: &Review<'_>, page: &mut String) {
    let objects = super::objects::objects(review);
    if objects.is_empty() {
        return;
    }
    *page += "<section aria-labelledby=\"objects\">\n<h2 id=\"objects\">Deployed objects</h2>\n<ul class=\"plain\">\n";
    for (action, object) in objects {
        let (symbol, word) = markup::symbol(action);
        *page += &format!(
            "<li><span class=\"s {word}\" title=\"{word}\">{symbol}</span> <code>{}</code></li>\n",
            escape(&object)
        );
    }
    *page += "</ul>\n</section>\n";
}

/// The differences of rendered files, folded.
fn files(review: &Review<'_>, page: &mut String) {
    let mut files = review.shown_files().peekable();
    if files.peek().is_none() {
        return;
    }
    *page += "<section aria-labelledby=\"files\">\n<h2 id=\"files\">Rendered files</h2>\n";
    for file in files {
        *page += &format!(
            "<details class=\"file\"><summary><code>{}</code></summary><pre>",
            escape(&file.path)
        );
        for line in unified(file) {
            let text = escape(&line);
            *page += &match line.as_bytes().first() {
                Some(b'+') => format!("<ins>{text}</ins>\n"),
                Some(b'-') => format!("<del>{text}</del>\n"),
                _ => format!("{text}\n"),
            };
        }
        *page += "</pre></details>\n";
    }
    *page += "</section>\n";
}

fn foot(review: &Review<'_>, page: &mut String) {
    let plan = review.plan;
    *page += &format!(
        "</main>\n<footer>\n<dl>\n<dt>Digest</dt><dd><code>{}</code></dd>\n\
         <dt>Fleet before</dt><dd><code>{}</code></dd>\n<dt>Fleet after</dt><dd><code>{}</code></dd>\n\
         <dt>Totals</dt><dd>{}</dd>\n</dl>\n\
         <p>meshc {}, Dhall 23.1.0 · keys: <kbd>/</kbd> filter, <kbd>j</kbd> <kbd>k</kbd> next and previous change, \
         <kbd>o</kbd> open it, <kbd>Esc</kbd> show all</p>\n</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        plan.digest,
        plan.before,
        plan.after,
        escape(&super::sheet::totals(review)),
        env!("CARGO_PKG_VERSION"),
    );
}

/// The digest of a text as a content security policy names it: SHA-256 in base 64.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for bytes in Sha256::digest(text).chunks(3) {
        let group = (0..3).fold(0_u32, |group, at| {
            group << 8 | u32::from(*bytes.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * at) & 63) as usize];
            encoded.push(if at <= bytes.len() { char::from(digit) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn digests_are_those_of_the_policy() {
        // From the specification of content security policies and the empty text.
        let rows = [
            (
                "alert('Hello, world.');",
                "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=",
            ),
            ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ];
        for (text, expected) in rows {
            assert_eq!(digest(text), expected);
        }
    }
}
