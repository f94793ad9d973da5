//! The pages of what can be rewritten.

use crate::diagnostic::{Code, Page, Severity};

/// One page for each code.
pub const PAGES: &[Page] = &[
    page(
        "lint/unused",
        "every binding is used",
        "\
A `let` binds a name that nothing below it uses. Readers take it for something that matters.

`meshc dhall lint` takes it out, unless a comment would be lost. A binding whose value holds an `assert` is a
test and stays.
",
    ),
    page(
        "lint/let",
        "a `let` does more than give its own value",
        "\
`let x = e in x` is `e`. `meshc dhall lint` writes that.
",
    ),
    page(
        "lint/if",
        "an `if` does more than give its own condition",
        "\
`if c then True else False` is `c`. `meshc dhall lint` writes that.
",
    ),
    page(
        "lint/hidden",
        "text is shown in the order in which it is read",
        "\
Some characters of Unicode turn the direction of the text around them, so that an editor or a review shows
something else than what is evaluated. They have no place in source text.

Take them out. In a `Text`, write them as an escape: `\"\\u{202E}\"`.
",
    ),
    page(
        "freeze/missing",
        "imports are frozen",
        "\
An import without `sha256:` may change its meaning without any change to this file. `meshc dhall freeze`
writes the digest of what it comes to behind it; `--check` only names such imports.
",
    ),
    page(
        "freeze/stale",
        "frozen imports come to what was written down",
        "\
What is imported has changed since its digest was written down. If the change is wanted, `meshc dhall freeze`
brings the digest up to date.
",
    ),
];

const fn page(code: &'static str, title: &'static str, text: &'static str) -> Page {
    Page {
        code: Code(code),
        level: Severity::Warning,
        title,
        text,
    }
}
