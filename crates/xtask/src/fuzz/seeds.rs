//! What the fuzzers start from: the model's samples, whole or the texts in them.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::Target;
use crate::{
    failure::{Result, While},
    project,
};

/// Writes the seeds of a target into a folder, and gives how many they are.
///
/// # Errors
/// When the samples can't be read or the folder can't be written.
pub(super) fn write(target: Target, folder: &Path) -> Result<usize> {
    let samples = samples(&project::root().join("crates/model/tests/samples"))?;
    let seeds = seeds(target, &samples);
    for (index, seed) in seeds.iter().enumerate() {
        let file = folder.join(format!("{index:04}"));
        fs::write(&file, seed).or_say(format_args!("{} can't be written", file.display()))?;
    }
    Ok(seeds.len())
}

/// The bytes of each sample.
fn samples(folder: &Path) -> Result<Vec<Vec<u8>>> {
    let said = |path: &Path| format!("{} can't be read", path.display());
    let list = |folder: &Path| -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder).or_say(said(folder))?;
        Ok(entries.flatten().map(|entry| entry.path()).collect())
    };
    let mut samples = Vec::new();
    for kind in list(folder)?.into_iter().filter(|path| path.is_dir()) {
        for file in list(&kind)? {
            samples.push(fs::read(&file).or_say(said(&file))?);
        }
    }
    Ok(samples)
}

fn seeds(target: Target, samples: &[Vec<u8>]) -> BTreeSet<Vec<u8>> {
    if matches!(target, Target::Entity | Target::Source) {
        return samples.iter().cloned().collect();
    }
    let mut texts = Vec::new();
    for sample in samples {
        if let Ok(json) = serde_json::from_slice::<Value>(sample) {
            collect(&json, "", &mut texts);
        }
    }
    let seeds = texts.iter().filter_map(|(member, text)| seed(target, member, text));
    seeds.map(String::into_bytes).collect()
}

/// Every text in a tree, with the member it stands in.
fn collect(json: &Value, member: &str, texts: &mut Vec<(String, String)>) {
    match json {
        Value::String(text) => texts.push((member.to_lowercase(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, member, texts)),
        Value::Object(members) => {
            members.iter().for_each(|(member, value)| collect(value, member, texts));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What a target makes of a member's text; `None` where it is none of its kind.
fn seed(target: Target, member: &str, text: &str) -> Option<String> {
    let is_href = member == "href";
    match target {
        Target::Href => is_href.then(|| text.to_owned()),
        Target::Route => text.split_once("/api/").map(|(_, below)| format!("#/{below}")),
        Target::Query => text.split_once('?').map(|(_, query)| query.to_owned()),
        Target::Date => member.ends_with("utc").then(|| text.to_owned()),
        Target::Pasted => {
            (is_href || ["uid", "name", "vmdisplayname"].contains(&member)).then(|| text.to_owned())
        }
        Target::Entity | Target::Source => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn the_samples_have_seeds_for_each_target() {
        let samples = samples(&project::root().join("crates/model/tests/samples")).unwrap();
        for target in Target::value_variants() {
            assert!(seeds(*target, &samples).len() >= 3, "{target:?}");
        }
    }

    #[test]
    fn a_text_becomes_what_the_target_reads() {
        let href = "https://em:9398/api/jobs/1?format=Entity";
        let rows = [
            (Target::Href, "href", href, Some(href)),
            (Target::Href, "name", href, None),
            (Target::Route, "href", href, Some("#/jobs/1?format=Entity")),
            (Target::Query, "href", href, Some("format=Entity")),
            (Target::Date, "endtimeutc", "2025", Some("2025")),
            (Target::Date, "name", "2025", None),
            (Target::Pasted, "vmdisplayname", "srv04", Some("srv04")),
        ];
        for (target, member, text, expected) in rows {
            assert_eq!(seed(target, member, text).as_deref(), expected, "{target:?} {member}");
        }
    }
}
