//! Entries of maps, as Dhall's `toMap` makes them.

use crate::model::record::record;

record! {
    /// An entry with one text.
    pub struct TextEntry {
        /// The key; once in its map.
        map_key: String = "mapKey",
        /// The text.
        map_value: String = "mapValue",
    }
}

record! {
    /// An entry with any number of texts.
    pub struct TextsEntry {
        /// The key; once in its map.
        map_key: String = "mapKey",
        /// The texts.
        map_value: Vec<String> = "mapValue",
    }
}
