//! The licences of others, as they ask: each text once, and whose it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use super::linked::Crate;
use crate::failure::{Result, While};

/// How the names of such files begin.
const STARTS: [&str; 6] = ["license", "licence", "copying", "copyright", "notice", "unlicense"];

/// Longest file that is taken for a licence, in bytes.
const LEN_MAX: u64 = 200_000;

/// The texts for all that is linked, but for what is this project's own.
///
/// # Errors
/// When a crate's folder can't be read.
pub(super) fn text<'a>(linked: impl Iterator<Item = &'a Crate>) -> Result<String> {
    let mut list = String::new();
    let mut texts: BTreeMap<String, (BTreeSet<String>, String)> = BTreeMap::new();
    for found in linked.filter(|found| !found.ours) {
        let name = format!("{} {}", found.name, found.version);
        let licence = found.licence.as_deref().unwrap_or("see its text");
        // Writing to a string does not fail.
        let _ = writeln!(list, "- {name}: {licence}");
        for text in files(&found.folder)? {
            // Lines are broken in many ways.
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            texts.entry(words).or_insert_with(|| (BTreeSet::new(), text)).0.insert(name.clone());
        }
    }
    let mut all = format!(
        "What Restore Desk is linked from, and the licence of each, one of its choice where it \
         says OR.\nThe texts follow, each once. Rust's standard library, which is linked too, is \
         under MIT OR Apache-2.0.\n\n{list}"
    );
    for (names, text) in texts.values() {
        let names = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let line = "=".repeat(80);
        let _ = write!(all, "\n{line}\nFor {names}:\n\n{}\n", text.trim_end());
    }
    Ok(all)
}

/// The licence files of a crate, in the order of their names.
fn files(folder: &Path) -> Result<Vec<String>> {
    let said = format!("{} can't be read", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).or_say(&said)? {
        let entry = entry.or_say(&said)?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let data = entry.metadata().or_say(&said)?;
        if STARTS.iter().any(|start| name.starts_with(start))
            && data.is_file()
            && data.len() <= LEN_MAX
        {
            paths.push(entry.path());
        }
    }
    paths.sort();
    let read = |path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    paths.iter().map(|path| read(path).or_say(&said)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{package::linked, project};

    #[test]
    fn every_crate_of_the_gateway_has_its_text_or_is_named() {
        let linked = linked::of(project::GATEWAY, "x86_64-unknown-linux-gnu").unwrap();
        let text = text(linked.values()).unwrap();
        for found in linked.values() {
            let line = format!("- {} {}: ", found.name, found.version);
            assert_eq!(text.contains(&line), !found.ours, "{line}");
        }
        assert!(text.contains("Permission is hereby granted"));
        assert_eq!(
            text.matches("TERMS AND CONDITIONS FOR USE").count(),
            text.matches("END OF TERMS AND CONDITIONS").count()
        );
    }
}
