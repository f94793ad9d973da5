//! Names, interned once for the whole process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{OnceLock, RwLock};

/// A label or variable name: two are equal exactly if their texts are.
///
/// The texts live as long as the process; what is read is bounded by the import budget, so that is too.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

#[derive(Default)]
struct Table {
    /// Seeded at random, since names are chosen by whoever writes the file.
    numbers: HashMap<&'static str, u32>,
    texts: Vec<&'static str>,
}

fn table() -> &'static RwLock<Table> {
    static TABLE: OnceLock<RwLock<Table>> = OnceLock::new();
    TABLE.get_or_init(RwLock::default)
}

impl Name {
    /// The name with that text.
    pub fn new(text: &str) -> Self {
        if let Some(number) = table()
            .read()
            .expect("no holder of the lock panics")
            .numbers
            .get(text)
        {
            return Self(*number);
        }
        let mut table = table().write().expect("no holder of the lock panics");
        if let Some(number) = table.numbers.get(text) {
            return Self(*number);
        }
        let number = u32::try_from(table.texts.len()).expect("fewer than 2^32 names");
        let text: &'static str = Box::leak(text.into());
        table.texts.push(text);
        table.numbers.insert(text, number);
        Self(number)
    }

    /// Its text.
    pub fn as_str(self) -> &'static str {
        table().read().expect("no holder of the lock panics").texts[self.0 as usize]
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
