//! What a program is linked from, as cargo tells it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde_json::Value;

use crate::{failure::Result, project, run};

/// A crate that is linked, or helps to make one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Crate {
    /// Its name.
    pub(super) name: String,
    /// Its version.
    pub(super) version: String,
    /// The licence, as an SPDX expression, where it tells one.
    pub(super) licence: Option<String>,
    /// Its sources.
    pub(super) folder: PathBuf,
    /// Whether it is this project's own.
    pub(super) ours: bool,
    /// The crates that it names, by [`Crate::purl`].
    pub(super) depends_on: BTreeSet<String>,
}

impl Crate {
    /// Its address in the way of the package-url specification.
    pub(super) fn purl(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }
}

/// Every crate that a package of the workspace links on a target, itself included, by
/// [`Crate::purl`]. What only its tests or its build scripts use does not count.
///
/// # Errors
/// When cargo can't tell.
pub(super) fn of(package: &str, target: &str) -> Result<BTreeMap<String, Crate>> {
    let mut cargo = run::command("cargo");
    cargo.current_dir(project::root()).args(["metadata", "--locked", "--format-version", "1"]);
    // Of the app's package, which is the workspace's root; the others know no such feature.
    cargo.args(["--features", "split", "--filter-platform", target]);
    let (success, text) = run::read(&mut cargo, "cargo metadata")?;
    let metadata: Value = serde_json::from_str(&text).unwrap_or_default();
    match read(&metadata, package) {
        Some(linked) if success => Ok(linked),
        _ => Err(format!("cargo does not tell what {package} is linked from.").into()),
    }
}

fn read(metadata: &Value, package: &str) -> Option<BTreeMap<String, Crate>> {
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    let list = |value: &Value, key: &str| value.get(key)?.as_array().cloned();
    let packages: BTreeMap<String, Value> = list(metadata, "packages")?
        .into_iter()
        .filter_map(|package| Some((text(&package, "id")?, package)))
        .collect();
    let nodes: BTreeMap<String, Vec<String>> = list(metadata.get("resolve")?, "nodes")?
        .into_iter()
        .filter_map(|node| {
            let links = list(&node, "deps")?.into_iter().filter(is_linked);
            Some((text(&node, "id")?, links.filter_map(|link| text(&link, "pkg")).collect()))
        })
        .collect();
    let has_name = |value: &Value| text(value, "name").as_deref() == Some(package);
    let ours = |value: &Value| value.get("source").is_some_and(Value::is_null);
    let root = packages.iter().find(|(_, value)| has_name(value) && ours(value))?.0;

    let mut open = vec![root.clone()];
    let mut seen = BTreeSet::from([root.clone()]);
    let mut linked = BTreeMap::new();
    while let Some(id) = open.pop() {
        let value = packages.get(&id)?;
        let folder = PathBuf::from(text(value, "manifest_path")?).parent()?.to_path_buf();
        let purl = |id: &String| {
            let value = packages.get(id)?;
            Some(format!("pkg:cargo/{}@{}", text(value, "name")?, text(value, "version")?))
        };
        let names = nodes.get(&id)?;
        let found = Crate {
            name: text(value, "name")?,
            version: text(value, "version")?,
            // The older form of "or".
            licence: text(value, "license").map(|licence| licence.replace('/', " OR ")),
            folder,
            ours: ours(value),
            depends_on: names.iter().filter_map(purl).collect(),
        };
        linked.insert(found.purl(), found);
        open.extend(names.iter().filter(|name| seen.insert((*name).clone())).cloned());
    }
    Some(linked)
}

/// Whether one of the ways in which a crate is named is the ordinary one.
fn is_linked(dependency: &Value) -> bool {
    let kinds = dependency.get("dep_kinds").and_then(Value::as_array);
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.get("kind").is_some_and(Value::is_null)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_only_tests_use_is_not_linked() {
        let package = |id: &str, source: Value| {
            json!({ "id": id, "name": id, "version": "1.0.0", "license": "MIT/Apache-2.0",
                    "manifest_path": format!("/src/{id}/Cargo.toml"), "source": source })
        };
        let named = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [
                package("desk", Value::Null), package("a", json!("registry")),
                package("b", json!("registry")), package("test", json!("registry")),
            ],
            "resolve": { "nodes": [
                { "id": "desk", "deps": [named("a", Value::Null), named("test", json!("dev"))] },
                { "id": "a", "deps": [named("b", Value::Null), named("test", json!("build"))] },
                { "id": "b", "deps": [named("a", Value::Null)] },
                { "id": "test", "deps": [] },
            ] },
        });
        let linked = read(&metadata, "desk").unwrap();
        let purls: Vec<_> = linked.keys().map(String::as_str).collect();
        assert_eq!(purls, ["pkg:cargo/a@1.0.0", "pkg:cargo/b@1.0.0", "pkg:cargo/desk@1.0.0"]);
        let a = linked.get("pkg:cargo/a@1.0.0").unwrap();
        assert_eq!(a.licence.as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(a.depends_on, BTreeSet::from(["pkg:cargo/b@1.0.0".to_owned()]));
        assert!(!a.ours && linked.get("pkg:cargo/desk@1.0.0").unwrap().ours);
        assert!(read(&metadata, "a").is_none(), "only packages of the workspace are programs");
    }
}
