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
pub use types::{data_type, known_type};

use serde::de::DeserializeOwned;
use serde_dhall::StaticType;

use crate::dhall::Datum;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Node;
use crate::source::Sources;

/// A part of the data that the model has no room for.
pub const OUT_OF_RANGE: Code = Code("model/range");

/// Turns data into a value of the model and into the tree with the place of each part.
///
/// `datum` must have the type [`data_type`] of `T`. Every part that the model has no room for is reported, with
/// its path as the address. The places of what may be a literal secret are hidden in `sources`.
pub fn lower<T: DeserializeOwned + StaticType + 'static>(
    datum: &Datum,
    sources: &Sources,
) -> Result<(T, Node), Vec<Diagnostic>> {
    let expected = known_type::<T>();
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

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;

    use super::*;
    use crate::dhall::{DataType, DatumValue};
    use crate::model::{CloudFoundryApp, CollectionType, PercentageTier};

    fn datum(value: DatumValue) -> Datum {
        Datum { value, origin: None }
    }

    fn record(fields: Vec<(&str, DatumValue)>) -> Datum {
        let fields = fields.into_iter();
        let fields = fields.map(|(label, value)| (label.to_owned(), datum(value)));
        datum(DatumValue::Record(fields.collect()))
    }

    fn refused<T: DeserializeOwned + StaticType + 'static>(datum: &Datum) -> Vec<String> {
        let found = lower::<T>(datum, &Sources::default()).map(|_| ()).unwrap_err();
        found
            .iter()
            .map(|diagnostic| diagnostic.message.clone())
            .collect()
    }

    fn tier(threshold: f64, percentage: f64) -> Datum {
        record(vec![
            ("lowerThreshold", DatumValue::Double(threshold)),
            ("discountPercentage", DatumValue::Double(percentage)),
        ])
    }

    fn app(instances: BigInt, size: Vec<BigInt>) -> Datum {
        let size = size.into_iter().map(|number| datum(DatumValue::Integer(number)));
        record(vec![
            ("appState", DatumValue::Optional(None)),
            ("event", DatumValue::Text("STARTED".into())),
            ("instances", DatumValue::Integer(instances)),
            ("ramMb", DatumValue::Integer(512.into())),
            ("size", DatumValue::List(size.collect())),
        ])
    }

    #[test]
    fn fractions_and_signed_numbers_arrive_as_they_are() {
        let (read, tree) = lower::<PercentageTier>(&tier(1000.0, -2.5), &Sources::default()).unwrap();
        assert_eq!((read.lower_threshold, read.discount_percentage), (1000.0, -2.5));
        assert_eq!(
            tree.to_string(),
            "{ discountPercentage = -2.5, lowerThreshold = 1000.0 }"
        );

        let pair = vec![2.into(), 512.into()];
        let (read, tree) = lower::<CloudFoundryApp>(&app((-3).into(), pair), &Sources::default()).unwrap();
        assert_eq!((read.instances, read.size), (-3, vec![2, 512]));
        assert_eq!(tree.at("instances").unwrap().to_string(), "-3");
        assert_eq!(tree.at("size").unwrap().to_string(), "[+2, +512]");
    }

    #[test]
    fn numbers_that_the_model_cannot_hold_are_refused_by_name() {
        assert_eq!(
            refused::<PercentageTier>(&tier(f64::NAN, f64::INFINITY)),
            [
                "the number in `discountPercentage` is outside of what the model can hold",
                "the number in `lowerThreshold` is outside of what the model can hold",
            ]
        );
        let beyond: BigInt = BigInt::from(i64::MAX) + 1;
        assert_eq!(
            refused::<CloudFoundryApp>(&app(beyond.clone(), vec![1.into(), beyond])),
            [
                "the number in `instances` is outside of what the model can hold",
                "the number in `size.1` is outside of what the model can hold",
            ]
        );
    }

    #[test]
    fn alternatives_have_the_labels_of_the_product() {
        let found = datum(DatumValue::Union {
            alternative: "PERSON".into(),
            payload: None,
        });
        let (read, _) = lower::<CollectionType>(&found, &Sources::default()).unwrap();
        assert_eq!(read, CollectionType::Person);
        let DataType::Union(alternatives) = data_type::<CollectionType>() else {
            panic!("a union")
        };
        assert!(alternatives.keys().eq(["GROUP", "PERSON"]));
    }
}
