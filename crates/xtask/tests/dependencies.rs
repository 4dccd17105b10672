//! Every direct dependency has its reason in `docs/dependencies.md`, and nothing else has.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Names by the part of the project that depends on them.
type Named = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What the crates of a workspace name, but for one another.
fn of_workspace(manifest: &str) -> Named {
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let output = metadata.arg("--manifest-path").arg(root().join(manifest)).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).unwrap().clone();
    let text = |value: &Value| value.get("name").and_then(Value::as_str).unwrap().to_owned();
    let foreign = |package: &Value| {
        let all = list(package, "dependencies");
        all.iter().filter(|named| named.get("path").is_none_or(Value::is_null)).map(text).collect()
    };
    let packages = list(&metadata, "packages");
    packages.iter().map(|package| (text(package), foreign(package))).collect()
}

/// What a folder's `package.json` names.
fn of_npm(folder: &str) -> (String, BTreeSet<String>) {
    let text = fs::read_to_string(root().join(folder).join("package.json")).unwrap();
    let package: Value = serde_json::from_str(&text).unwrap();
    let kinds = ["dependencies", "devDependencies"];
    let names = kinds.iter().filter_map(|kind| package.get(kind)?.as_object());
    (format!("npm: {folder}"), names.flat_map(|names| names.keys().cloned()).collect())
}

/// The tables of the document: a heading such as ``## `xtask`: …``, then rows.
fn documented() -> Named {
    let text = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let mut named = Named::new();
    let mut part = None;
    for line in text.lines() {
        let quoted = |line: &str| Some(line.split_once('`')?.0.to_owned());
        if let Some(heading) = line.strip_prefix("## ") {
            part = heading.strip_prefix('`').and_then(quoted);
        } else if let Some(part) = &part
            && let Some(name) = line.strip_prefix("| `").and_then(quoted)
        {
            let rows = named.entry(part.clone()).or_default();
            assert!(rows.insert(name.clone()), "{name} stands twice in {part}");
        }
    }
    named
}

#[test]
fn each_direct_dependency_has_its_reason() {
    let mut used = of_workspace("Cargo.toml");
    used.extend(of_workspace("fuzz/Cargo.toml"));
    used.extend([of_npm("e2e"), of_npm("bench")]);
    let documented = documented();
    let parts: BTreeSet<_> = used.keys().chain(documented.keys()).collect();
    let none = BTreeSet::new();
    for part in parts {
        let (used, documented) =
            (used.get(part).unwrap_or(&none), documented.get(part).unwrap_or(&none));
        let missing: Vec<_> = used.difference(documented).collect();
        assert!(missing.is_empty(), "{part} uses {missing:?}, without a row in the document");
        let unused: Vec<_> = documented.difference(used).collect();
        assert!(unused.is_empty(), "the document has {unused:?} for {part}, which uses none");
    }
}
