//! What is shipped, as a list for programs: `CycloneDX` 1.5, without time and number, so that it
//! is the same for the same sources.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::linked::Crate;

/// Makes the list. `programs` are the addresses of what is started, with the SHA-256 of its file
/// where it is one; `linked` is all that they are linked from, themselves included.
pub(super) fn text(
    version: &str,
    programs: &[(&str, Option<String>)],
    linked: &BTreeMap<String, Crate>,
) -> String {
    let whole = format!("pkg:generic/restore-desk-package@{version}");
    let components: Vec<Value> = linked
        .values()
        .map(|found| component(found, programs.iter().find(|(purl, _)| *purl == found.purl())))
        .collect();
    let mut dependencies = vec![depends(
        &whole,
        &programs.iter().map(|(purl, _)| (*purl).to_owned()).collect::<BTreeSet<_>>(),
    )];
    dependencies.extend(linked.values().map(|found| depends(&found.purl(), &found.depends_on)));
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": {
            "bom-ref": whole, "type": "application", "name": "restore-desk-package",
            "version": version, "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": components,
        "dependencies": dependencies,
    });
    format!("{list:#}\n")
}

fn component(found: &Crate, program: Option<&(&str, Option<String>)>) -> Value {
    let purl = found.purl();
    let kind = if program.is_some() { "application" } else { "library" };
    let mut component = json!({
        "bom-ref": purl, "type": kind, "name": found.name, "version": found.version,
    });
    let mut set = |key: &str, value: Value| {
        if let Some(members) = component.as_object_mut() {
            members.insert(key.to_owned(), value);
        }
    };
    if let Some(licence) = &found.licence {
        set("licenses", json!([{ "expression": licence }]));
    }
    // What is ours is in no registry, so that the address would lead to someone else's.
    if !found.ours {
        set("purl", json!(purl));
    }
    if let Some((_, Some(sha256))) = program {
        set("hashes", json!([{ "alg": "SHA-256", "content": sha256 }]));
    }
    component
}

fn depends(on: &str, names: &BTreeSet<String>) -> Value {
    json!({ "ref": on, "dependsOn": names })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn each_crate_stands_in_the_list_with_what_it_depends_on() {
        let found = |name: &str, ours, depends_on: &[&str]| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: Some("MIT".to_owned()),
            folder: PathBuf::new(),
            ours,
            depends_on: depends_on.iter().map(|purl| (*purl).to_owned()).collect(),
        };
        let all = [found("desk", true, &["pkg:cargo/a@1.0.0"]), found("a", false, &[])];
        let linked = all.into_iter().map(|found| (found.purl(), found)).collect();
        let programs = [("pkg:cargo/desk@1.0.0", Some("00ff".to_owned()))];
        let list: Value = serde_json::from_str(&text("0.1.0", &programs, &linked)).unwrap();
        let at = |pointer: &str| list.pointer(pointer).cloned().unwrap_or_default();
        assert_eq!(at("/components/0/purl"), "pkg:cargo/a@1.0.0");
        assert_eq!(at("/components/1/type"), "application");
        assert_eq!(at("/components/1/hashes/0/content"), "00ff");
        assert_eq!(at("/components/1/purl"), Value::Null);
        assert_eq!(at("/dependencies/0/dependsOn"), json!(["pkg:cargo/desk@1.0.0"]));
        assert_eq!(at("/dependencies/2/dependsOn"), json!(["pkg:cargo/a@1.0.0"]));
    }
}
