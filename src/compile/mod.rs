//! The pipeline: from snapshots to findings, plans and bundles.
//!
//! ```text
//! Snapshot -> Loaded (fleet, catalog, findings) -+-> check
//!                                                +-> plan, with the Loaded of the other side
//!                                                +-> render
//! ```
//!
//! The only room that sees every stage. Both sides of a comparison go through the same stages; the mistakes of a
//! configuration travel beside the result, so one instance's type error never hides another's.

mod explain;
mod host;
mod load;
mod plan;
mod render;
mod selection;

pub use explain::{page, pages};
pub use load::{Loaded, load};
pub use plan::{FileChange, PlanOptions, Planned, plan};
pub use render::{Rendered, render};
pub use selection::{Selection, SelectionError};
