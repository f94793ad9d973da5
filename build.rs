//! Names the Dhall engine by its source, so that what an engine proved is never believed by another one.

use std::fs;
use std::path::{Path, PathBuf};

const ENGINE: &str = "src/dhall";

fn main() {
    println!("cargo::rerun-if-changed={ENGINE}");
    let mut files = Vec::new();
    list(Path::new(ENGINE), &mut files);
    files.sort();
    let mut state = 0xcbf2_9ce4_8422_2325;
    for file in files {
        let content = fs::read(&file).expect("the source can be read");
        state = mixed(state, file.to_string_lossy().replace('\\', "/").as_bytes());
        state = mixed(state, &content);
    }
    println!("cargo::rustc-env=MESHC_ENGINE={state:016x}");
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source can be listed") {
        let path = entry.expect("the source can be listed").path();
        if path.is_dir() {
            list(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The state after some bytes and their end, by FNV-1a: it tells versions apart, it does not guard against anybody.
fn mixed(state: u64, bytes: &[u8]) -> u64 {
    let all = bytes.iter().copied().chain([0xff]);
    all.fold(state, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
