//! The nearest of the names that would have been right.

/// The candidate with the fewest edits, if few enough for a slip; of equals the one of the
/// nearest length, then the first.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = match name.chars().count() {
        0..=1 => return None,
        2..=3 => 1,
        4..=5 => 2,
        _ => 3,
    };
    let mut best: Option<((usize, usize), &str)> = None;
    for candidate in candidates {
        let edits = if is_abbreviation(name, candidate) {
            1
        } else {
            part_distance(name, candidate, limit)
        };
        let rank = (edits, candidate.len().abs_diff(name.len()));
        if edits <= limit && candidate != name && best.is_none_or(|(first, _)| rank < first) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether a name is the beginning of a longer one.
fn is_abbreviation(name: &str, candidate: &str) -> bool {
    name.len() >= 3 && candidate.len() > name.len() && candidate.starts_with(name)
}

/// Edits from one name to the other, part by part: `List/map` is not a slip of `List/head`.
fn part_distance(from: &str, to: &str, limit: usize) -> usize {
    let (Some((from_room, from)), Some((to_room, to))) = (from.split_once('/'), to.split_once('/')) else {
        return distance(from, to);
    };
    let (room, rest) = (distance(from_room, to_room), distance(from, to));
    let is_slip = room == 0 && rest <= limit.min(from.chars().count() / 2) || room <= limit && rest == 0;
    if is_slip { room + rest } else { usize::MAX }
}

/// Edits from one name to the other: insertions, deletions, replacements and swaps of neighbours. A change of
/// case alone counts once.
fn distance(from: &str, to: &str) -> usize {
    if from.len().abs_diff(to.len()) > 4 || from.len() > 64 {
        return usize::MAX;
    }
    if from.eq_ignore_ascii_case(to) {
        return usize::from(from != to);
    }
    // `tru` is one letter away from `True`.
    let letters = |name: &str| -> Vec<char> { name.to_lowercase().chars().collect() };
    let (from, to) = (letters(from), letters(to));
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut edits = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                edits = edits.min(before[j - 1] + 1);
            }
            row.push(edits);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let rows = [
            ("tru", vec!["Type", "True"], Some("True")),
            ("hosst", vec!["port", "host"], Some("host")),
            ("Tuesday", vec!["Monday", "Thursday"], Some("Thursday")),
            ("hots", vec!["host", "hosts"], Some("host")),
            ("Nat", vec!["Date", "Natural/build", "Natural"], Some("Natural")),
            ("x", vec!["y"], None),
            ("foo", vec!["Bool", "for"], Some("for")),
            ("foo", vec!["Bool"], None),
            ("yes", vec!["Bytes"], None),
            ("List/map", vec!["List/head", "List/last"], None),
            ("Lsit/head", vec!["List/head"], Some("List/head")),
            ("Natural/sub", vec!["Natural/subtract"], Some("Natural/subtract")),
            ("replicas", vec!["image", "name"], None),
        ];
        for (name, candidates, expected) in rows {
            assert_eq!(nearest(name, candidates), expected, "{name}");
        }
    }
}
