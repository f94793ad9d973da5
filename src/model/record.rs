//! The macro that declares a record of the model once, for Rust, Dhall, JSON and JSON Schema alike.

/// Declares a record: a struct whose fields carry the label that they have in Dhall.
///
/// The labels of the product mix `kebab-case` and `camelCase`, so each is written out. From the one
/// declaration come serde's traits, the JSON Schema, and the Dhall type.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty = $label:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$field_meta])* #[serde(rename = $label)] pub $field: $type, )*
        }

        impl serde_dhall::StaticType for $name {
            fn static_type() -> serde_dhall::SimpleType {
                let fields = [$( ($label.to_owned(), <$type as serde_dhall::StaticType>::static_type()), )*];
                serde_dhall::SimpleType::Record(fields.into_iter().collect())
            }
        }
    };
}

/// Declares a union: an enum whose alternatives have the same names in Dhall, or the label behind `=`.
macro_rules! union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident $(($payload:ty))? $(= $label:literal)?, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        // A box would show in every pattern of every reader, and an instance has few of these.
        #[allow(clippy::large_enum_variant)]
        pub enum $name {
            $( $(#[$variant_meta])* $(#[serde(rename = $label)])? $variant $(($payload))?, )*
        }

        impl serde_dhall::StaticType for $name {
            fn static_type() -> serde_dhall::SimpleType {
                let alternatives: [(&str, Option<serde_dhall::SimpleType>); _] = [$( (
                    [$($label,)? stringify!($variant)][0],
                    [$(Some(<$payload as serde_dhall::StaticType>::static_type()),)? None][0].clone(),
                ), )*];
                let alternatives = alternatives.map(|(label, payload)| (label.to_owned(), payload));
                serde_dhall::SimpleType::Union(alternatives.into_iter().collect())
            }
        }
    };
}

pub(crate) use {record, union};
