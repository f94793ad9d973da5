//! Data as YAML text that YAML 1.1 and 1.2 parsers read alike.
//!
//! The bytes are part of what is reviewed, so they are decided here: no folding, no anchors, two spaces, list
//! items level with their key, LF, one final newline. A scalar is plain only where no parser can take it for
//! anything but text, a block only where every parser keeps each of its characters, and else in double quotes.
//!
//! An [`Emitter`] is told one part after the other and keeps none of them; [`document`] writes a whole value.

mod emitter;
mod scalar;
mod value;

pub use emitter::Emitter;
pub use scalar::float;
pub use value::{Unwritable, document};
