//! The Dhall types of the model, as the engine takes them.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_dhall::{SimpleType, StaticType};

use crate::dhall::DataType;
use crate::model::FOREIGN_TYPE;

/// Types that were asked for, since every file of a fleet asks for the same ones.
static KNOWN: Mutex<BTreeMap<TypeId, Arc<DataType>>> = Mutex::new(BTreeMap::new());

/// The Dhall type of `T`.
pub fn data_type<T: StaticType>() -> DataType {
    convert(T::static_type())
}

/// The Dhall type of `T`, made once.
pub fn known_type<T: StaticType + 'static>() -> Arc<DataType> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let ty = known
        .entry(TypeId::of::<T>())
        .or_insert_with(|| Arc::new(data_type::<T>()));
    Arc::clone(ty)
}

fn convert(ty: SimpleType) -> DataType {
    match ty {
        SimpleType::Bool => DataType::Bool,
        SimpleType::Natural => DataType::Natural,
        SimpleType::Integer => DataType::Integer,
        SimpleType::Double => DataType::Double,
        SimpleType::Text => DataType::Text,
        SimpleType::Optional(inner) => DataType::Optional(Box::new(convert(*inner))),
        SimpleType::List(inner) => DataType::List(Box::new(convert(*inner))),
        SimpleType::Record(fields) => DataType::Record(
            fields
                .into_iter()
                .map(|(label, ty)| (label, convert(ty)))
                .collect(),
        ),
        SimpleType::Union(alternatives) => {
            if let Some(foreign) = alternatives.keys().find_map(|label| foreign(label)) {
                return foreign;
            }
            let alternatives = alternatives.into_iter();
            DataType::Union(
                alternatives
                    .map(|(label, payload)| (label, payload.map(convert)))
                    .collect(),
            )
        }
    }
}

/// The type that a marker of the model stands for.
fn foreign(label: &str) -> Option<DataType> {
    match label.strip_prefix(FOREIGN_TYPE)? {
        "Date" => Some(DataType::Date),
        "Time" => Some(DataType::Time),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Window;

    #[test]
    fn dates_and_times_are_dhalls_own() {
        let DataType::Record(fields) = data_type::<Window>() else {
            panic!("a record")
        };
        assert_eq!(fields["start"], DataType::Time);
        assert_eq!(fields["zone"], DataType::Text);
        assert_eq!(
            data_type::<Option<crate::model::Date>>(),
            DataType::Optional(Box::new(DataType::Date))
        );
    }
}
