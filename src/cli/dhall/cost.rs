//! The table of `meshc dhall eval --explain-time`.

use std::time::Duration;

use crate::dhall::Cost;

/// Files that are listed one by one; the others are one line.
const LISTED: usize = 30;

/// What a run took, file by file, the most expensive first.
pub(super) fn table(mut costs: Vec<Cost>, total: Duration) -> String {
    // Files that cost the same keep the order in which they were read.
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.total()));
    let mut text = format!(
        "{:>11} {:>7} {:>11} {:>11} {:>11} {:>11} {:>9}  {:6}  {}\n",
        "time", "share", "parse", "resolve", "type", "evaluate", "nodes", "cached", "file"
    );
    let (listed, others) = costs.split_at(costs.len().min(LISTED));
    for cost in listed {
        text += &row(cost, total);
    }
    if !others.is_empty() {
        let mut sum = Cost {
            name: format!("and {} more files", others.len()),
            parse: Duration::ZERO,
            resolve: Duration::ZERO,
            infer: Duration::ZERO,
            evaluate: Duration::ZERO,
            nodes: 0,
            is_cached: others.iter().all(|cost| cost.is_cached),
        };
        for cost in others {
            sum.parse += cost.parse;
            sum.resolve += cost.resolve;
            sum.infer += cost.infer;
            sum.evaluate += cost.evaluate;
            sum.nodes += cost.nodes;
        }
        text += &row(&sum, total);
    }
    let known: Duration = costs.iter().map(Cost::total).sum();
    text += &rest(
        total.saturating_sub(known),
        total,
        "starting, writing and the rest",
    );
    let files = match costs.len() {
        1 => "all, 1 file".to_owned(),
        count => format!("all, {count} files"),
    };
    text += &rest(total, total, &files);
    text.truncate(text.trim_end().len());
    text
}

fn row(cost: &Cost, total: Duration) -> String {
    format!(
        "{:>11} {:>7} {:>11} {:>11} {:>11} {:>11} {:>9}  {:6}  {}\n",
        time(cost.total()),
        share(cost.total(), total),
        time(cost.parse),
        time(cost.resolve),
        time(cost.infer),
        time(cost.evaluate),
        cost.nodes,
        if cost.is_cached { "yes" } else { "no" },
        cost.name
    )
}

fn rest(part: Duration, total: Duration, name: &str) -> String {
    format!("{:>11} {:>7} {:67}{name}\n", time(part), share(part, total), "")
}

fn time(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn share(part: Duration, total: Duration) -> String {
    if total.is_zero() {
        return String::new();
    }
    format!("{:.1} %", 100.0 * part.as_secs_f64() / total.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(name: &str, milliseconds: u64) -> Cost {
        Cost {
            name: name.to_owned(),
            parse: Duration::ZERO,
            resolve: Duration::from_micros(500),
            infer: Duration::from_millis(milliseconds),
            evaluate: Duration::ZERO,
            nodes: 7,
            is_cached: milliseconds == 0,
        }
    }

    #[test]
    fn the_slowest_file_is_first_and_the_sum_is_last() {
        let costs = vec![cost("a.dhall", 0), cost("b.dhall", 20)];
        let text = table(costs, Duration::from_millis(41));
        let expected = "       time   share       parse     resolve        type    evaluate     nodes  cached  file
   20.50 ms  50.0 %     0.00 ms     0.50 ms    20.00 ms     0.00 ms         7  no      b.dhall
    0.50 ms   1.2 %     0.00 ms     0.50 ms     0.00 ms     0.00 ms         7  yes     a.dhall
   20.00 ms  48.8 %                                                                    starting, writing and the rest
   41.00 ms 100.0 %                                                                    all, 2 files";
        assert_eq!(text, expected, "\n{text}\n");
    }

    #[test]
    fn cheap_files_of_many_share_a_line() {
        let costs = (0..LISTED + 3).map(|at| cost(&format!("f{at}"), 1)).collect();
        let text = table(costs, Duration::from_millis(100));
        assert_eq!(text.lines().count(), LISTED + 4);
        assert!(text.contains("        21  no      and 3 more files\n"), "{text}");
    }
}
