//! The page of each code, whichever room gives it.

use crate::diagnostic::{Code, Page};
use crate::{dhall, lower, repository, rules};

/// Every page: the rules in the order of their codes, then those of the other rooms.
pub fn pages() -> Vec<Page> {
    let rules = rules::ALL.iter().map(|rule| rule.page());
    let rooms = [dhall::PAGES, repository::PAGES, lower::PAGES, super::PAGES];
    rules.chain(rooms.into_iter().flatten().cloned()).collect()
}

/// The page of a code.
pub fn page(code: Code) -> Option<Page> {
    pages().into_iter().find(|page| page.code == code)
}
