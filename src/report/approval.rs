//! What an approval that was written approves, for people.

use super::plan::{counted, line};
use crate::change::EnvironmentChange;
use crate::model::Approval;

/// The longest name that stays whole.
const NAME: usize = 120;

/// An approval that was written.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// What it says.
    pub approval: &'a Approval,
    /// Its file, from the root of the configuration.
    pub file: &'a str,
    /// The name of the side before.
    pub base: &'a str,
    /// The name of the side after.
    pub head: &'a str,
    /// What changes in each environment of its scope.
    pub changes: &'a [&'a EnvironmentChange],
}

/// What was approved, and what to do with the file.
pub fn human(written: &Written<'_>) -> String {
    let approval = written.approval;
    let (who, role) = (line(&approval.who, NAME), line(&approval.role, NAME));
    let until = approval.expires.map_or_else(
        || "for as long as nothing of it changes".to_owned(),
        |day| format!("until {day}, for as long as nothing of it changes"),
    );
    let mut lines = vec![
        format!("{who} approves {}..{} as {role}", written.base, written.head),
        format!("  {}", approval.digest),
        format!("  {until}"),
        String::new(),
    ];
    for change in written.changes {
        let address = line(&change.address.to_string(), NAME);
        let told = change.changes.iter().filter(|change| !change.told_below).count();
        let (count, risk) = (counted(told, "change"), change.risk().as_str());
        lines.push(format!("  {address}  {count}, risk {risk}"));
        lines.extend(
            change
                .guardrails()
                .map(|weaker| format!("    ! {}", weaker.describe())),
        );
    }
    let file = line(written.file, NAME);
    lines.extend([
        String::new(),
        format!("Written to {file}. It counts once you have committed it yourself:"),
        format!("  git add {file} && git commit -m \"Approve {}\"", written.head),
        String::new(),
    ]);
    lines.join("\n")
}
