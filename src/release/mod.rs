//! Releases: their numbers, the catalog of them, and what follows from it.
//!
//! The day by which something is judged always comes in as an argument; there is no clock here. This room does
//! not know where the catalog was written.

mod catalog;
mod clock;
mod opening;
mod standing;
mod version;

pub use catalog::{Breaking, Catalog, CatalogFile, Release, ReleaseKind, Withdrawn};
pub use clock::{Clock, extended_support};
pub use opening::{Opening, last_opening, next_opening, opening_after};
pub use standing::{Deadline, End, Standing, Support};
pub use version::{Version, VersionError};
