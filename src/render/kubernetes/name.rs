//! Names that Kubernetes takes.

use sha2::{Digest, Sha256};

/// The longest label of DNS, RFC 1123.
const LONGEST: usize = 63;

/// `text` as a label of DNS: what does not fit is replaced or cut, and a hash keeps different texts apart.
pub(super) fn label(text: &str) -> String {
    if is_label(text) {
        return text.to_owned();
    }
    let hash = short_hash(text.as_bytes());
    let lower = text.to_ascii_lowercase();
    let fitting: String = lower
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(LONGEST - hash.len() - 1)
        .collect();
    match fitting.trim_matches('-') {
        "" => format!("x-{hash}"),
        kept => format!("{kept}-{hash}"),
    }
}

/// Whether `text` is a label of DNS, RFC 1123: lower-case letters, digits and inner hyphens, at most 63.
pub(super) fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=LONGEST).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
        && !bytes.starts_with(b"-")
        && !bytes.ends_with(b"-")
}

/// Whether `text` is a name of DNS: labels joined by points, at most 253.
pub(super) fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_label)
}

/// The first eight hexadecimal digits of the SHA-256.
pub(super) fn short_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_becomes_a_label_and_fitting_ones_stay() {
        assert_eq!(label("meshstack-acme-production"), "meshstack-acme-production");
        let long = "a".repeat(80);
        for text in ["Bad_Name", "-a", "a-", "", "ä", "...", long.as_str()] {
            assert!(is_label(&label(text)), "{text:?} became {:?}", label(text));
        }
    }

    #[test]
    fn texts_that_differ_only_where_they_are_cut_stay_apart() {
        let (one, other) = ("a".repeat(80), "a".repeat(81));
        assert_ne!(label(&one), label(&other));
        assert_ne!(label("a_b"), label("a-b"));
    }
}
