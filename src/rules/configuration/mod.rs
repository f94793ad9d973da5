//! Rules of the configuration itself: its language, its versions, and who asked for a change of it.

mod r02;
mod r04;
mod r15;
mod r16;

pub use r04::requests;
pub(super) use {r02::R2, r04::R4, r15::R15, r16::R16};
