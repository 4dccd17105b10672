//! What the model may not do: read a clock, touch a browser, a file or a network.

#![expect(clippy::unwrap_used, reason = "a source file that cannot be read fails the test")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Longest source file, in lines; a longer one is split.
const LINES_MAX: usize = 300;

const FORBIDDEN: [&str; 16] = [
    "SystemTime",
    "Instant::",
    "Utc::now",
    "Local::",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::thread",
    "println!",
    "eprintln!",
    "dbg!",
    "static mut",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_model_is_pure_and_its_files_are_short() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sources.len() > 20, "the sources were not found");
    let mut wrong = Vec::new();
    for path in sources {
        let source = fs::read_to_string(&path).unwrap();
        let lines = source.lines().count();
        if lines > LINES_MAX {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
        let named = FORBIDDEN.iter().filter(|word| source.contains(**word));
        wrong.extend(named.map(|word| format!("{}: {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
