//! A plan as GitLab's report of type `terraform`: three numbers that a merge request shows as a box.

use super::Review;

/// How many environments come, change and go, and nothing else: guests of a project may read reports.
pub fn gitlab(review: &Review<'_>) -> String {
    let radius = &review.plan.radius;
    let (create, update, delete) = (radius.added, radius.changed, radius.removed);
    format!("{{\"create\":{create},\"update\":{update},\"delete\":{delete}}}\n")
}
