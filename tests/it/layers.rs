//! The rooms of `src/` import only what the table in the crate's documentation lets them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The table of `src/lib.rs`: each room with the rooms that it may use.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let documentation = fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).unwrap();
    let rows = documentation
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `"));
    let mut table: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let room = cells[0].trim_matches('`').to_owned();
        let may_use = cells[2]
            .split([',', ' '])
            .map(|name| name.trim_matches('`'))
            .filter(|name| !name.is_empty());
        table.insert(
            room,
            may_use.filter(|name| *name != "–").map(str::to_owned).collect(),
        );
    }
    table
}

/// The files of a folder, at any depth.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

/// The room that a module path such as `dhall::syntax::Name` lies in: the longest name of the table that it
/// begins with.
fn room_of<'a>(module: &str, table: &'a BTreeMap<String, BTreeSet<String>>) -> Option<&'a str> {
    let below = |room: &str| {
        module
            .strip_prefix(room)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    table
        .keys()
        .filter(|room| below(room))
        .max_by_key(|room| room.len())
        .map(String::as_str)
}

/// Every path behind `crate::` in a text, with the groups of a `use` taken apart one level deep.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let path: String = text[at + 7..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || "_:".contains(*c))
            .collect();
        match text[at + 7 + path.len()..].strip_prefix('{') {
            Some(group) => {
                let group = &group[..group.find('}').unwrap_or(group.len())];
                let names = group.split(',').map(str::trim).filter(|name| !name.is_empty());
                found.extend(names.map(|name| format!("{path}{name}")));
            }
            None => found.push(path),
        }
    }
    found
}

#[test]
fn a_room_imports_only_what_the_table_lets_it() {
    let table = table();
    assert!(
        table.len() >= 10,
        "the table in src/lib.rs was not found: {table:?}"
    );
    let mut violations = Vec::new();
    for file in files(&Path::new(ROOT).join("src")) {
        let relative = file
            .strip_prefix(Path::new(ROOT).join("src"))
            .unwrap()
            .to_str()
            .unwrap();
        if matches!(relative, "lib.rs" | "main.rs") {
            continue;
        }
        let module = relative.trim_end_matches(".rs").replace('/', "::");
        let Some(room) = room_of(&module, &table) else {
            violations.push(format!("{relative} lies in no room of the table"));
            continue;
        };
        let text = fs::read_to_string(&file).unwrap();
        for import in imports(&text) {
            let allowed = match room_of(&import, &table) {
                Some(other) => other == room || table[room].contains(other),
                None => false,
            };
            if !allowed {
                violations.push(format!("{relative} (room {room}) uses crate::{import}"));
            }
        }
    }
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

#[test]
fn the_table_has_no_cycle() {
    let table = table();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    while done.len() < table.len() {
        let ready = |(room, uses): &(&String, &BTreeSet<String>)| {
            !done.contains(room.as_str()) && uses.iter().all(|used| done.contains(used.as_str()))
        };
        let next: Vec<&str> = table
            .iter()
            .filter(ready)
            .map(|(room, _)| room.as_str())
            .collect();
        assert!(
            !next.is_empty(),
            "these rooms wait for each other or for a room that is not there: {:?}",
            table
                .keys()
                .filter(|room| !done.contains(room.as_str()))
                .collect::<Vec<_>>()
        );
        done.extend(next);
    }
}

#[test]
fn every_file_begins_with_a_caption() {
    let without: Vec<PathBuf> = ["src", "tests"]
        .iter()
        .flat_map(|folder| files(&Path::new(ROOT).join(folder)))
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .filter(|file| !fs::read_to_string(file).unwrap().starts_with("//! "))
        .collect();
    assert_eq!(without, Vec::<PathBuf>::new());
}
