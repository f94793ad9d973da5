//! References of requests to customer success or support.

/// What people write where they have no reference.
const PLACEHOLDERS: [&str; 9] = ["-", "?", "n/a", "na", "none", "tbd", "todo", "unknown", "yes"];

/// Why a text refers to no request.
pub(in crate::rules) fn flaw(reference: &str) -> Option<&'static str> {
    let reference = reference.trim();
    if reference.is_empty() {
        Some("is empty")
    } else if PLACEHOLDERS
        .iter()
        .any(|word| reference.eq_ignore_ascii_case(word))
    {
        Some("names no request")
    } else {
        None
    }
}
