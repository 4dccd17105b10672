//! The trees of entities and of references to them.
//!
//! Member order is that of the reference, section c: own elements, own
//! attributes, then `Name`, `UID`, `Links`, `Href`, `Type`; of a reference
//! `Links, UID, Name, Href, Type`.

mod infrastructure;
mod points;
mod session;
mod system_session;

use chrono::{DateTime, SubsecRound, Utc};

use crate::{
    id::Id,
    options::Api,
    simulator::Inner,
    wire::{Node, Object},
    world::{Backup, BackupServer, Item, Kind, RestorePoint, VmRestorePoint},
};

/// What an entity and its reference are made of.
struct Parts {
    kind: Kind,
    id: Id,
    name: String,
    /// Own elements and attributes, `Type` element first.
    own: Object,
    /// Links of the entity, the Alternate one included.
    links: Vec<Object>,
    /// Links of the reference.
    reference_links: Vec<Object>,
}

/// Draws entities in the manner of one version and one EM name.
pub(crate) struct View<'a> {
    pub(crate) inner: &'a Inner,
    api: Api,
    base: &'a str,
}

impl<'a> View<'a> {
    pub(crate) fn new(inner: &'a Inner) -> View<'a> {
        View { inner, api: inner.api, base: &inner.href_base }
    }

    /// The full tree, `?format=Entity`.
    pub(crate) fn entity(&self, item: &Item) -> Object {
        let parts = self.parts(item);
        let href = format!("{}?format=Entity", self.item_href(parts.kind, parts.id));
        parts
            .own
            .attribute("Name", parts.name)
            .attribute("UID", uid(parts.kind, parts.id))
            .list("Links", parts.links)
            .attribute("Href", href)
            .attribute("Type", parts.kind.word())
    }

    /// What EM gives without `?format=Entity`: links and no data.
    pub(crate) fn reference(&self, item: &Item) -> Object {
        let parts = self.parts(item);
        Object::new("EntityRef")
            .list("Links", parts.reference_links)
            .attribute("UID", uid(parts.kind, parts.id))
            .attribute("Name", parts.name)
            .attribute("Href", self.item_href(parts.kind, parts.id))
            .attribute("Type", parts.kind.reference())
    }

    fn parts(&self, item: &Item) -> Parts {
        match item {
            Item::BackupServer(server) => self.backup_server(server),
            Item::ManagedServer(server) => self.managed_server(server),
            Item::Job(backup) => self.job(backup),
            Item::Repository(repository) => self.repository(repository),
            Item::Backup(backup) => self.backup(backup),
            Item::RestorePoint(point) => self.restore_point(point),
            Item::BackupFile(point) => self.backup_file(point),
            Item::VmRestorePoint(point) => self.vm_restore_point(point),
            Item::RestoreSession(session) => self.restore_session(session),
        }
    }

    /// An absolute href below `/api/`, with EM's own idea of its address.
    pub(crate) fn href(&self, path: &str) -> String {
        format!("{}/api/{path}", self.base)
    }

    fn item_href(&self, kind: Kind, id: Id) -> String {
        self.href(&format!("{}/{id}", kind.segment()))
    }

    /// A link without a name.
    pub(crate) fn link(&self, rel: &str, path: &str, link_type: Option<&str>) -> Object {
        link(rel, self.href(path), Node::Null, link_type.map_or(Node::Null, Node::from))
    }

    fn up(&self, kind: Kind, id: Id, name: &str) -> Object {
        self.to_reference("Up", kind, id, name)
    }

    fn up_server(&self, server: &BackupServer) -> Object {
        self.up(Kind::BackupServer, server.id, server.name)
    }

    fn to_reference(&self, rel: &str, kind: Kind, id: Id, name: &str) -> Object {
        link(rel, self.item_href(kind, id), name.into(), kind.reference().into())
    }

    /// From the entity to the reference.
    fn alternate(&self, kind: Kind, id: Id, name: &str) -> Object {
        self.to_reference("Alternate", kind, id, name)
    }

    /// From the reference to the entity.
    fn alternate_entity(&self, kind: Kind, id: Id, name: &str) -> Object {
        let href = format!("{}?format=Entity", self.item_href(kind, id));
        link("Alternate", href, name.into(), kind.word().into())
    }

    /// The time inside a name, in a rendering of its own (the reference, section c).
    fn name_time(&self, time: DateTime<Utc>) -> String {
        // Not by a pattern: an order by name makes a name for each session there is.
        let seconds = time.naive_utc().trunc_subsecs(0);
        match self.api {
            Api::V12 => seconds.to_string(),
            Api::V13 => format!("{seconds}.{:06}", time.timestamp_subsec_micros()),
        }
    }

    fn vm_point_name(&self, point: &VmRestorePoint) -> String {
        format!("{}@{}", point.vm.name, self.name_time(point.at))
    }

    /// `Feb 19 2025  3:33AM` with two blanks on 12, a plain time on 13.
    fn point_name(&self, point: &RestorePoint) -> String {
        match self.api {
            Api::V12 => point.at.format("%b %e %Y %l:%M%p").to_string(),
            Api::V13 => self.name_time(point.at),
        }
    }

    fn file_name(point: &RestorePoint) -> String {
        let extension = if point.full { "vbk" } else { "vib" };
        let tail = point.id.to_string().chars().take(4).collect::<String>().to_uppercase();
        format!("{}D{}_{tail}.{extension}", point.backup.name, point.at.format("%Y-%m-%dT%H%M%S"))
    }
}

/// `urn:veeam:<Kind>:<guid>`.
pub(crate) fn uid(kind: Kind, id: Id) -> String {
    format!("urn:veeam:{}:{id}", kind.word())
}

/// A link; member order `Rel, Href, Name, Type`, absent ones null (section c).
pub(crate) fn link(rel: &str, href: String, name: Node, link_type: Node) -> Object {
    Object::new("Link")
        .attribute("Rel", rel)
        .attribute("Href", href)
        .attribute("Name", name)
        .attribute("Type", link_type)
}

fn server_of(backup: &Backup) -> &BackupServer {
    backup.server()
}
