//! Names, interned once for the whole process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{OnceLock, RwLock};

/// A label or variable name: two are equal exactly if their texts are.
///
/// The texts live as long as the process; what is read is bounded by the import budget, so that is too.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(u32);

/// The numbers of the texts. Seeded at random, since names are chosen by whoever writes the file.
fn numbers() -> &'static RwLock<HashMap<&'static str, u32>> {
    static NUMBERS: OnceLock<RwLock<HashMap<&'static str, u32>>> = OnceLock::new();
    NUMBERS.get_or_init(RwLock::default)
}

/// Texts by number, read without a lock: each shelf has as many as all before it together.
static SHELVES: [OnceLock<Box<[OnceLock<&'static str>]>>; 32] = [const { OnceLock::new() }; 32];

/// How many texts the first shelf has.
const FIRST: u32 = 64;

/// Which shelf a text is on, and where there.
fn place(number: u32) -> (usize, usize) {
    let shelf = (number / FIRST + 1).ilog2();
    let before = FIRST * ((1 << shelf) - 1);
    (shelf as usize, (number - before) as usize)
}

fn shelve(number: u32, text: &'static str) {
    let (shelf, at) = place(number);
    let texts = SHELVES[shelf].get_or_init(|| {
        let length = (FIRST as usize) << shelf;
        std::iter::repeat_with(OnceLock::new).take(length).collect()
    });
    texts[at].set(text).expect("a number is given out once");
}

impl Name {
    /// The name with that text.
    pub fn new(text: &str) -> Self {
        let known = numbers().read().expect("no holder of the lock panics");
        if let Some(number) = known.get(text) {
            return Self(*number);
        }
        drop(known);
        let mut numbers = numbers().write().expect("no holder of the lock panics");
        if let Some(number) = numbers.get(text) {
            return Self(*number);
        }
        let number = u32::try_from(numbers.len()).expect("fewer than 2^32 names");
        let text: &'static str = Box::leak(text.into());
        shelve(number, text);
        numbers.insert(text, number);
        Self(number)
    }

    /// Its text.
    pub fn as_str(self) -> &'static str {
        let (shelf, at) = place(self.0);
        let text = SHELVES[shelf].get().and_then(|texts| texts[at].get());
        text.expect("every name was given a text")
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
