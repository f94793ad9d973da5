//! Releases: their numbers, the catalog of them, and what follows from it.
//!
//! The day by which something is judged always comes in as an argument; there is no clock here. This room does
//! not know where the catalog was written.

mod catalog;
mod clock;
mod opening;
mod schedule;
mod standing;
mod version;

pub use catalog::{Breaking, Catalog, CatalogFile, Release, ReleaseKind, Withdrawn};
pub use clock::{Clock, extended_support};
pub use opening::{Opening, Turn, Turned, last_opening, next_opening, openings, turned};
pub use schedule::{Moment, Schedule, Slot, Stretch, day_zone};
pub use standing::{Deadline, End, Standing, Support};
pub use version::{Version, VersionError};
