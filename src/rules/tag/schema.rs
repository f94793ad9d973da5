//! A JSON Schema of tags.

use std::fmt;

use jsonschema::{Validator, paths::LocationSegment};
use serde_json::{Map, Value as Json, json};

use crate::rules::near::nearest;

/// The longest message of the validator that is repeated.
const LONGEST: usize = 160;

/// A schema of an object with a property for each tag.
#[derive(Debug)]
pub(super) struct Schema {
    json: Map<String, Json>,
    /// The schema of single tags: without what concerns all of them together.
    validator: Validator,
}

/// Why a text is no such schema.
#[derive(Debug)]
pub(super) enum SchemaFault {
    /// It is no JSON.
    Syntax { line: usize, column: usize },
    /// It is JSON, and not an object.
    Shape,
    /// It is not what JSON Schema has.
    Meta { place: String, message: String },
}

impl fmt::Display for SchemaFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column } => write!(f, "is no JSON: line {line}, column {column} of it"),
            Self::Shape => f.write_str("is JSON and no object"),
            Self::Meta { place, message } if place.is_empty() => {
                write!(f, "is no JSON Schema: {message}")
            }
            Self::Meta { place, message } => write!(f, "is no JSON Schema: {message} at `{place}`"),
        }
    }
}

impl Schema {
    /// Reads a schema of any draft; the text says which with `$schema`, or it is of the latest.
    pub(super) fn parse(text: &str) -> Result<Self, SchemaFault> {
        let json: Json = serde_json::from_str(text).map_err(|error| SchemaFault::Syntax {
            line: error.line(),
            column: error.column(),
        })?;
        let refuse = |error: jsonschema::ValidationError<'_>| SchemaFault::Meta {
            place: error.instance_path().to_string(),
            message: short(&error.to_string()),
        };
        let Json::Object(object) = &json else {
            return Err(SchemaFault::Shape);
        };
        jsonschema::meta::validate(&json).map_err(refuse)?;
        // Building it also looks up what it refers to, which has to be inside of it.
        jsonschema::validator_for(&json).map_err(refuse)?;
        let single = single(object);
        let validator = jsonschema::validator_for(&single).map_err(refuse)?;
        Ok(Self {
            json: object.clone(),
            validator,
        })
    }

    /// Whether it says anything about a tag.
    pub(super) fn describes(&self, key: &str) -> bool {
        if self
            .properties()
            .is_some_and(|properties| properties.contains_key(key))
        {
            return true;
        }
        // Patterns, and what other schemas it consists of, are the validator's to say.
        let composes = ["patternProperties", "allOf", "anyOf", "oneOf", "$ref"];
        let composes = composes.iter().any(|keyword| self.json.contains_key(*keyword));
        composes && self.validator.is_valid(&json!({ key: "x" }))
    }

    /// Whether other tags than those that it describes are refused.
    pub(super) fn is_closed(&self) -> bool {
        self.json.get("additionalProperties") == Some(&Json::Bool(false))
    }

    /// The key of a tag that it describes and that was probably meant.
    pub(super) fn nearest(&self, key: &str) -> Option<&str> {
        let keys = self.properties()?.keys().map(String::as_str);
        nearest(key, keys)
    }

    /// What is wrong with the values of a tag, and with which of them if it is one; nothing is said of no values.
    pub(super) fn faults(&self, key: &str, values: &[&str]) -> Vec<(Option<usize>, String)> {
        if values.is_empty() {
            return Vec::new();
        }
        let is_list = self.property(key).is_none_or(is_list);
        let value = match values {
            [value] if !is_list => json!(value),
            values => json!(values),
        };
        let instance = json!({ key: value });
        let errors = self.validator.iter_errors(&instance);
        errors
            .map(|error| {
                let steps: Vec<_> = error.instance_path().iter().collect();
                let index = match steps.get(1) {
                    Some(LocationSegment::Index(index)) => Some(*index),
                    _ if values.len() == 1 => Some(0),
                    _ => None,
                };
                (index, short(&error.to_string()))
            })
            .collect()
    }

    /// The tags whose default is not allowed, and why.
    pub(super) fn defaults(&self) -> Vec<(String, String)> {
        let properties = self.properties().into_iter().flatten();
        let mut found = Vec::new();
        for (key, property) in properties {
            let Some(default) = property.get("default") else {
                continue;
            };
            let instance = json!({ key: default });
            let errors = self.validator.iter_errors(&instance);
            found.extend(errors.map(|error| (key.clone(), short(&error.to_string()))));
        }
        found
    }

    fn properties(&self) -> Option<&Map<String, Json>> {
        self.json.get("properties")?.as_object()
    }

    fn property(&self, key: &str) -> Option<&Json> {
        self.properties()?.get(key)
    }
}

/// The same schema for objects that need not have every tag.
fn single(object: &Map<String, Json>) -> Json {
    let whole = [
        "required",
        "minProperties",
        "maxProperties",
        "dependencies",
        "dependentRequired",
    ];
    let kept = object
        .iter()
        .filter(|(keyword, _)| !whole.contains(&keyword.as_str()));
    Json::Object(
        kept.map(|(keyword, value)| (keyword.clone(), value.clone()))
            .collect(),
    )
}

/// Whether a property is one for lists.
fn is_list(property: &Json) -> bool {
    match property.get("type") {
        Some(Json::String(kind)) => kind == "array",
        Some(Json::Array(kinds)) => kinds.iter().any(|kind| kind == "array"),
        _ => property.get("items").is_some(),
    }
}

fn short(message: &str) -> String {
    let mut shown: String = message
        .chars()
        .take(LONGEST)
        .flat_map(char::escape_debug)
        .collect();
    if message.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    // The validator puts values in quotes that would be escaped once more.
    shown.replace("\\\"", "\"").replace("\\'", "'")
}
