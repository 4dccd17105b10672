//! Every sample in `samples/`, read and shown as the page would, with a
//! snapshot of it. `tests/samples/README.md` says where each one comes from.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a sample that cannot be read fails the test"
)]

mod shown;

use std::{
    fs,
    path::{Path, PathBuf},
};

use restore_desk_model::{
    entity::{self, Resource, restore_session::RestoreSession},
    error::ApiError,
    href,
    id::ResourceId,
    json::{Json, Object},
    logon::{self, Access},
    messages::{Context, LANGUAGES},
    page,
    route::Route,
    verdict,
    wire::{self, Reply},
};

/// What stands in the address where a sample names no request of its own.
const ASKED: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn manifest() -> Vec<Json> {
    let bytes = fs::read(folder().join("manifest.json")).unwrap();
    wire::parse(&bytes).unwrap().as_list().unwrap().to_vec()
}

fn text<'a>(row: &'a Object, key: &str) -> &'a str {
    row.text(key).unwrap_or_else(|| panic!("the manifest has a row without {key}"))
}

fn read(row: &Object) -> Result<Json, ApiError> {
    let Some(Json::Number(status)) = row.get("status") else { panic!("no status") };
    let body = fs::read(folder().join(text(row, "file"))).unwrap();
    wire::read(Reply { status: status.parse().unwrap(), retry_after: None, body: &body })
}

/// The address of the page on which the sample's reply is shown.
fn here(row: &Object, json: &Json) -> Route {
    let asked = text(row, "request").split_whitespace().nth(1);
    let own = json.as_object().and_then(|object| object.filled_text("Href"));
    asked
        .into_iter()
        .chain(own)
        .find_map(|href| href::read(href).ok().and_then(Route::from_em))
        .unwrap_or(Route::Find)
}

/// What became of a sample, in the manifest's words, and what the page shows.
fn show(row: &Object) -> Result<(&'static str, String), ApiError> {
    let json = read(row)?;
    let kind = text(row, "file").split('/').next().unwrap();
    let (access, context) = (Access::default(), shown::context());
    let here = here(row, &json);
    let as_resource = |entity: &entity::Entity| {
        shown::resource(&page::resource::page(entity, &here, &access, &context))
    };
    Ok(match kind {
        "restoreSession" | "hostile" => {
            let session = RestoreSession::from_entity(entity::read_as(json, "RestoreSession")?);
            let id = match &here {
                Route::RestoreSession(id) => id.clone(),
                _ => ResourceId::parse(ASKED).unwrap(),
            };
            let page = page::restore_session::page(&session, &id, &access, &context);
            ("entity", shown::restore_session(&page))
        }
        "backupServer" => ("entity", as_resource(&entity::read_as(json, "BackupServer")?)),
        "vmRestorePoint" => ("entity", as_resource(&entity::read_as(json, "VmRestorePoint")?)),
        "logonSession" => {
            let logon = logon::read(&json)?;
            let Resource::Entity(entity) = entity::read(json)? else { panic!("a list") };
            let token = logon.session_id.clone().unwrap();
            let shown = as_resource(&entity);
            assert!(!shown.contains(&token), "the session's id is shown: {shown}");
            let user = logon.user_name.as_deref().unwrap_or("-");
            let may = |collection| logon.access.may_open(collection);
            let facts = format!(
                "{}; may open backup servers: {:?}, VM restore points: {:?}",
                context.messages.signed_in_as.with([user]),
                may("backupServers"),
                may("vmRestorePoints")
            );
            ("logon", format!("{facts}\n{shown}"))
        }
        _ => match entity::read(json)? {
            Resource::Collection(collection) => {
                let page = page::collection::page(&collection, &here, &access, &context);
                ("collection", shown::collection(&page))
            }
            Resource::Entity(entity) => {
                let what = if entity.uid.is_some() { "entity" } else { "resource" };
                (what, as_resource(&entity))
            }
        },
    })
}

#[test]
fn every_sample_is_treated_as_the_manifest_expects() {
    for row in manifest() {
        let row = row.as_object().unwrap();
        let file = text(row, "file");
        let (became, shown) = match show(row) {
            Ok((became, shown)) => (became, shown),
            Err(ApiError::Reference) => ("reference", shown::error(&ApiError::Reference)),
            Err(error) => ("refused", shown::error(&error)),
        };
        assert_eq!(became, text(row, "expect"), "{file}: {shown}");
        assert!(!shown.trim().is_empty(), "{file} shows nothing");
        insta::assert_snapshot!(file.replace(['/', '.'], "_"), shown);
    }
}

/// Each sample of a restore session that can be read: its name, and its answers.
#[test]
fn every_session_has_its_sentence_in_each_language() {
    let mut lines = Vec::new();
    for row in manifest() {
        let row = row.as_object().unwrap();
        let file = text(row, "file");
        let Ok(entity) = read(row).and_then(|json| entity::read_as(json, "RestoreSession")) else {
            continue;
        };
        if !file.starts_with("restoreSession/") && !file.starts_with("hostile/") {
            continue;
        }
        let session = RestoreSession::from_entity(entity);
        let verdict = verdict::judge(&session, ResourceId::parse(ASKED).as_ref());
        lines.push(file.to_owned());
        for messages in LANGUAGES {
            let context = Context { messages, ..shown::context() };
            lines.push(format!("  {}: {}", messages.tag, messages.answer(&verdict, &context)));
        }
    }
    assert!(lines.len() > 60, "the samples were not found");
    insta::assert_snapshot!("sentences", lines.join("\n"));
}

#[test]
fn the_manifest_names_every_file_of_the_folder() {
    let mut named: Vec<PathBuf> = manifest()
        .iter()
        .map(|row| folder().join(text(row.as_object().unwrap(), "file")))
        .collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    named.sort();
    found.sort();
    assert_eq!(named, found);
    assert_eq!(found.len(), 87);
}
