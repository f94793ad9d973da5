//! Imports: where they are, whether they may be read, and what they come to.
//!
//! The engine reads through [`Host`] alone. Every import is loaded once per engine and shared, and is typed
//! in the empty context, by itself. `?` makes good only what does not exist; what must not be read is an error
//! that nothing recovers from.

mod ahead;
mod answer;
mod clock;
mod expected;
mod forget;
mod header;
mod host;
mod integrity;
mod limit;
mod link;
mod loader;
mod location;
mod misspelt;
mod origin;
mod proof;
mod session;
mod splice;

pub use clock::Cost;
pub use host::{Host, ReadError, Request, Response};
pub use limit::ImportLimits;
pub use proof::{Key, Proof};
pub use session::{Engine, Evaluated, Form, Formed, Options, normalize};
