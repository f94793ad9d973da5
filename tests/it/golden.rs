//! Expectations that are files: compared, or rewritten with `UPDATE=1 cargo test`.

use std::path::Path;
use std::{env, fs};

/// Compares `actual` with the file at `path` from the root of the package.
pub(crate) fn check(path: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, actual).unwrap();
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == actual,
        "{path} is not what it was; `UPDATE=1 cargo test` rewrites it\n{}",
        similar::TextDiff::from_lines(&expected, actual).unified_diff()
    );
}
