//! From Dhall's data to the model, with an origin for every part.
//!
//! The engine has checked a file against the Dhall type of the model before it gets here, so that lowering
//! only fails where the model is narrower than Dhall: a `Natural` beyond 64 bits. Secrets that may be literals
//! are dropped on the way; behind this room there is none.
//!
//! This room does not know which snapshot the data came from.

mod name;
mod page;
mod read;
mod tree;
mod types;

pub use name::record_name;
pub use page::PAGES;
pub use types::data_type;

use serde::de::DeserializeOwned;
use serde_dhall::StaticType;

use crate::dhall::{DataType, Datum};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Node;
use crate::source::Sources;

/// A part of the data that the model has no room for.
pub const OUT_OF_RANGE: Code = Code("model/range");

/// Turns data into a value of the model and into the tree with the place of each part.
///
/// `datum` must have the type [`data_type`] of `T`. Every part that the model has no room for is reported, with
/// its path as the address. The places of what may be a literal secret are hidden in `sources`.
pub fn lower<T: DeserializeOwned + StaticType>(
    datum: &Datum,
    sources: &Sources,
) -> Result<(T, Node), Vec<Diagnostic>> {
    let expected: DataType = data_type::<T>();
    let tree = tree::tree(datum, &expected, sources)?;
    match read::read(&tree) {
        Ok(value) => Ok((value, tree)),
        Err(error) => {
            let message = format!("the value does not fit the model: {error}");
            let diagnostic = Diagnostic::error(OUT_OF_RANGE, message);
            Err(vec![match tree.origin {
                Some(origin) => diagnostic.at(origin, ""),
                None => diagnostic,
            }])
        }
    }
}
