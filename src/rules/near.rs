//! What was probably meant by a name that is none.

/// The one of `known` that differs from `text` in two characters at most, the nearest first.
///
/// A name of three characters or fewer may differ in one.
pub(super) fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let most = if text.chars().count() <= 3 { 1 } else { 2 };
    let others = known.filter(|name| *name != text);
    let distances = others.map(|name| (distance(text, name), name));
    let close = distances.filter(|(distance, _)| *distance <= most);
    close.min().map(|(_, name)| name)
}

/// The Levenshtein distance of two short texts, letters of either case alike.
pub(super) fn distance(left: &str, right: &str) -> usize {
    let chars = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (left, right) = (chars(left), chars(right));
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_characters() {
        let rows = [
            ("2025.5.0", "2025.5.0", 0),
            ("2025.5.0", "2025.50.0", 1),
            ("2052.5.0", "2025.5.0", 2),
            ("Admin", "admin", 0),
        ];
        for (left, right, expected) in rows {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn only_what_is_near_was_meant() {
        let known = || ["openshift.vienna", "aws.global", "adm"].into_iter();
        for (text, expected) in [
            ("openshift.viena", Some("openshift.vienna")),
            ("aws.global", None),
            ("azure.global", None),
            ("ad", Some("adm")),
            ("x", None),
        ] {
            assert_eq!(nearest(text, known()), expected, "{text}");
        }
    }
}
