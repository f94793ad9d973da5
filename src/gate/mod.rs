//! May this change be rolled out now?
//!
//! [`judge`] answers for each environment that changes, by small predicates that each say why: approvals, staging
//! first, the window, freezes, the release, and the configuration itself. What only git knows comes in as
//! [`Evidence`]; the instant comes in as an argument, for there is no clock here.
//!
//! - An *approval* counts if its digest is that of the change, its scope holds the environment, its role is one that
//!   the gate names, and its person neither made the change nor has approved it already.
//! - What a change weakens still holds for that change: whoever lowers a gate, lifts a freeze or drops a window cannot
//!   make use of it in the same go.
//! - What is not known counts as not so.

mod demand;
mod evidence;
mod predicate;
mod tally;
mod verdict;

pub use demand::Demand;
pub use evidence::{Commitment, Evidence, Run, Trial};
pub use predicate::{Check, Predicate};
pub use tally::{Flaw, Tally, tally, views};
pub use verdict::{Question, Verdict, judge, rolls_out, schedule};
