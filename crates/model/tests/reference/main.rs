//! One row for each rule of the reference of Enterprise Manager's REST API
//! that a client must keep, by the words of its section.

#![expect(clippy::doc_markdown, reason = "the headings of the reference are quoted as they are")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be read fails the test")]

mod links;
mod lists;
mod replies;
mod rest;
mod session;
#[expect(dead_code, reason = "the samples use the rest of it")]
#[path = "../shown/mod.rs"]
mod shown;

use restore_desk_model::{
    entity::{self, Entity, Resource, restore_session::RestoreSession},
    error::{ApiError, Remedy},
    id::ResourceId,
    logon::{self, Access},
    page::{
        self, fields::Value, links::Lead, resource::ResourcePage,
        restore_session::RestoreSessionPage,
    },
    route::Route,
    wire::{self, Reply},
};

const ID: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

fn reply(status: u16, body: &[u8]) -> Result<restore_desk_model::json::Json, ApiError> {
    wire::read(Reply { status, retry_after: None, body })
}

fn session(body: &[u8]) -> Result<RestoreSessionPage, ApiError> {
    let entity = entity::read_as(reply(200, body)?, "RestoreSession")?;
    let id = ResourceId::parse(ID).unwrap();
    let session = RestoreSession::from_entity(entity);
    Ok(page::restore_session::page(&session, &id, &Access::default(), &shown::context()))
}

/// A stopped session with these members besides.
fn with(members: &str) -> RestoreSessionPage {
    let body = format!(
        r#"{{"Type":"RestoreSession","VmDisplayName":"srv04","State":"Stopped","Result":"Success",{members}}}"#
    );
    session(body.as_bytes()).unwrap()
}

fn resource(body: &str, hash: &str) -> ResourcePage {
    let Ok(Resource::Entity(entity)) = entity::read(reply(200, body.as_bytes()).unwrap()) else {
        panic!("{body}")
    };
    page::resource::page(
        &entity,
        &Route::parse(hash).unwrap(),
        &Access::default(),
        &shown::context(),
    )
}

fn collection(body: &str) -> String {
    let Ok(Resource::Collection(collection)) = entity::read(reply(200, body.as_bytes()).unwrap())
    else {
        panic!("{body}")
    };
    let (here, access) = (Route::Find, Access::default());
    shown::collection(&page::collection::page(&collection, &here, &access, &shown::context()))
}

fn leads(page: &RestoreSessionPage) -> Vec<&str> {
    let open = page.links.iter().filter_map(|link| match &link.lead {
        Lead::Open(href) => Some(href.as_str()),
        _ => None,
    });
    open.collect()
}

fn value<'a>(page: &'a RestoreSessionPage, member: &str) -> &'a Value {
    let field = page.fields.iter().find(|field| field.member == member);
    &field.unwrap_or_else(|| panic!("no field {member}")).value
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}
