//! From the tree to typed values, through serde.

use serde::de::value::{MapDeserializer, SeqDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, EnumAccess, IntoDeserializer, Unexpected, VariantAccess, Visitor,
};
use serde::{Deserializer, de, forward_to_deserialize_any};

use crate::model::{Node, Secret, Value};

/// Why a tree is not of the type that was asked for.
pub(super) type Error = de::value::Error;

/// The value that `tree` describes.
pub(super) fn read<T: DeserializeOwned>(tree: &Node) -> Result<T, Error> {
    T::deserialize(Part(tree))
}

#[derive(Clone, Copy)]
struct Part<'a>(&'a Node);

impl<'de> IntoDeserializer<'de, Error> for Part<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Part<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Absent => visitor.visit_none(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Natural(number) => visitor.visit_u64(*number),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Double(number) => visitor.visit_f64(*number),
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::Date(date) => visitor.visit_string(date.to_string()),
            Value::Time(time) => visitor.visit_string(time.to_string()),
            Value::List(elements) => visitor.visit_seq(SeqDeserializer::new(elements.iter().map(Part))),
            Value::Record(fields) => {
                let fields = fields.iter().map(|(label, field)| (label.as_str(), Part(field)));
                visitor.visit_map(MapDeserializer::new(fields))
            }
            Value::Union(..) | Value::Secret(_) => self.deserialize_enum("", &[], visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0.value {
            Value::Absent => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Union(alternative, payload) => {
                let payload = Payload::Part(payload.as_deref().map(Part));
                visitor.visit_enum(Alternative {
                    name: alternative,
                    payload,
                })
            }
            Value::Secret(secret) => visitor.visit_enum(secret_alternative(secret)),
            _ => Err(de::Error::invalid_type(Unexpected::Other("no union"), &"a union")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

fn secret_alternative(secret: &Secret) -> Alternative<'_> {
    match secret {
        Secret::Raw(_) => Alternative {
            name: "Raw",
            payload: Payload::Text(""),
        },
        Secret::Native(_) => Alternative {
            name: "Native",
            payload: Payload::Text(""),
        },
        Secret::FromTerraform(name) => Alternative {
            name: "fromTerraform",
            payload: Payload::Text(name),
        },
        Secret::FromEnv(name) => Alternative {
            name: "fromEnv",
            payload: Payload::Text(name),
        },
        Secret::FromAnsible(name) => Alternative {
            name: "fromAnsible",
            payload: Payload::Text(name),
        },
    }
}

struct Alternative<'a> {
    name: &'a str,
    payload: Payload<'a>,
}

enum Payload<'a> {
    Part(Option<Part<'a>>),
    Text(&'a str),
}

impl<'de> EnumAccess<'de> for Alternative<'de> {
    type Error = Error;
    type Variant = Payload<'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Payload<'de>), Error> {
        Ok((
            seed.deserialize(StrDeserializer::<Error>::new(self.name))?,
            self.payload,
        ))
    }
}

impl<'de> VariantAccess<'de> for Payload<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self {
            Self::Part(None) => Ok(()),
            Self::Part(Some(_)) | Self::Text(_) => Err(de::Error::invalid_type(
                Unexpected::NewtypeVariant,
                &"an alternative that carries nothing",
            )),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        match self {
            Self::Part(Some(part)) => seed.deserialize(part),
            Self::Text(text) => seed.deserialize(StrDeserializer::<Error>::new(text)),
            Self::Part(None) => Err(de::Error::invalid_type(
                Unexpected::UnitVariant,
                &"an alternative that carries something",
            )),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::TupleVariant, &visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        Err(de::Error::invalid_type(Unexpected::StructVariant, &visitor))
    }
}
