//! The page of a backup server, a VM restore point, or any other entity.

use super::{ago, fields, links};
use crate::{
    entity::{Entity, backup_server::BackupServer, vm_restore_point::VmRestorePoint},
    logon::Access,
    messages::Context,
    route::Route,
    text,
};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourcePage {
    /// The one `h1`: the entity's name, else its id, else its kind.
    pub heading: String,
    /// The kind in words.
    pub kind: String,
    /// One sentence on top, for the kinds that are known.
    pub summary: Option<String>,
    /// All that EM sent.
    pub fields: Vec<fields::Field>,
    /// Where it leads.
    pub links: Vec<links::LinkRow>,
}

/// What stands at the top of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The one `h1`: the entity's name, else its id, else its kind.
    pub heading: String,
    /// The kind in words.
    pub kind: String,
    /// One sentence on top, for the kinds that are known.
    pub summary: Option<String>,
}

/// Makes the page of any entity.
pub fn page(entity: &Entity, here: &Route, access: &Access, context: &Context<'_>) -> ResourcePage {
    let Head { heading, kind, summary } = head(entity, here, context);
    ResourcePage {
        heading,
        kind,
        summary,
        fields: fields::of_any(&entity.object, context),
        links: links::rows(&entity.links, here, access, context.messages),
    }
}

/// Makes what stands at the top of it.
pub fn head(entity: &Entity, here: &Route, context: &Context<'_>) -> Head {
    let m = context.messages;
    let kind_word = entity.kind.as_deref().unwrap_or_default();
    let kind = match m.kind_word(kind_word) {
        Some(word) => word.to_owned(),
        None if kind_word.is_empty() => m.later().enterprise_manager.to_owned(),
        None => crate::entity::kind::split_words(&text::name(kind_word)),
    };
    let (heading, summary) = match here {
        Route::BackupServer(_) => backup_server(entity),
        Route::VmRestorePoint(_) => vm_restore_point(entity, context),
        _ => (None, None),
    };
    let heading = heading
        .or_else(|| entity.name.clone())
        .or_else(|| entity.id().map(|id| id.to_string()))
        .or_else(|| last_segment(here));
    let heading = heading.map_or_else(|| kind.clone(), |heading| text::name(&heading));
    Head { heading, kind, summary }
}

fn last_segment(here: &Route) -> Option<String> {
    match here {
        Route::Resource(path) => path.segments().last().cloned(),
        Route::BackupServer(id) | Route::VmRestorePoint(id) | Route::RestoreSession(id) => {
            Some(id.to_string())
        }
        Route::Find | Route::List(_) | Route::Watch(_) | Route::Check | Route::Open(_) => None,
    }
}

fn backup_server(entity: &Entity) -> (Option<String>, Option<String>) {
    let server = BackupServer::from_entity(entity);
    let version = server
        .version
        .map(|version| format!("Veeam Backup & Replication {}", text::name(&version)));
    let summary = match (version, server.description) {
        (Some(version), Some(description)) => {
            Some(format!("{version}. {}", text::name(&description)))
        }
        (Some(version), None) => Some(format!("{version}.")),
        (None, description) => description.map(|description| text::name(&description)),
    };
    (server.name, summary)
}

fn vm_restore_point(entity: &Entity, context: &Context<'_>) -> (Option<String>, Option<String>) {
    let point = VmRestorePoint::from_entity(entity);
    let taken = point.created.at().map(|at| {
        let (m, taken_at) = (context.messages.later(), context.format.date_time(at));
        match ago(at, context) {
            Some(ago) => m.taken_at_ago.with([&taken_at, &ago]),
            None => m.taken_at.with([&taken_at]),
        }
    });
    let form =
        [point.point_type, point.algorithm].into_iter().flatten().map(|word| text::name(&word));
    let mut form: Vec<String> = form.collect();
    form.dedup();
    let form = form.join(", ");
    let summary = match (taken, form.is_empty()) {
        (Some(taken), false) => Some(format!("{taken} {form}.")),
        (Some(taken), true) => Some(taken),
        (None, false) => Some(format!("{form}.")),
        (None, true) => None,
    };
    (point.vm_name, summary)
}
