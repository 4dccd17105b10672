//! Lists of entities: the collections, and those below one entity.

use chrono::TimeDelta;

use crate::{
    entities::View,
    http::{Call, Reply},
    id::Id,
    wire::Object,
    world::{Item, Kind},
};

/// `/restoreSessions` holds what was created in this time (the reference, section d).
const COLLECTION_AGE: TimeDelta = TimeDelta::days(30);

/// Collections that exist and hold nothing here, by segment and plural key.
const EMPTY: [(&str, &str); 6] = [
    ("failoverPlans", "FailoverPlans"),
    ("hierarchyRoots", "HierarchyRoots"),
    ("backupSessions", "BackupJobSessions"),
    ("externalRepositories", "ExternalRepositories"),
    ("replicas", "Replicas"),
    ("vAppRestorePoints", "VAppRestorePoints"),
];

/// The list at that address, given by its lower-case segments; `None` when it
/// is no list's.
pub(crate) fn collection(view: &View<'_>, call: &Call, segments: &[&str]) -> Option<Reply> {
    match segments {
        [segment] => {
            let Some(kind) = kind_of(segment) else { return empty(call, segment).map(Reply::ok) };
            let items: Vec<&Item> = view.inner.world.all(kind).iter().collect();
            Some(Reply::ok(list(view, call, kind, recent(view, items))))
        }
        [parent, id, child] => {
            let parent_kind = kind_of(parent)?;
            let parent = Id::parse(id).and_then(|id| view.inner.world.find(parent_kind, id));
            match parent {
                Some(parent) => below(view, call, parent, child),
                None => Some(Reply::not_found(parent_kind.word())),
            }
        }
        _ => None,
    }
}

fn kind_of(segment: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.segment().eq_ignore_ascii_case(segment))
}

/// Leaves out sessions that are too old; other kinds have no such limit.
fn recent<'a>(view: &View<'_>, items: Vec<&'a Item>) -> Vec<&'a Item> {
    let oldest = view.inner.clock.now() - COLLECTION_AGE;
    let is_recent = |item: &&Item| match item {
        Item::RestoreSession(session) => oldest <= view.inner.facts(session).created,
        _ => true,
    };
    items.into_iter().filter(is_recent).collect()
}

/// `{"Refs":[…]}`, or `{"RestoreSessions":[…]}` for entities (section c).
fn list(view: &View<'_>, call: &Call, kind: Kind, items: Vec<&Item>) -> Object {
    if call.wants_entity() {
        let entities = items.into_iter().map(|item| view.entity(item)).collect();
        Object::new(kind.plural()).flat_list(kind.plural(), entities)
    } else {
        references(items.into_iter().map(|item| view.reference(item)).collect())
    }
}

/// What a collection holds without `format=Entity`.
pub(crate) fn references(items: Vec<Object>) -> Object {
    let items = items.into_iter().map(|item| Object { element: "Ref", ..item }).collect();
    Object::new("EntityReferences").flat_list("Refs", items)
}

fn empty(call: &Call, segment: &str) -> Option<Object> {
    let (_, plural) = EMPTY.iter().find(|(known, _)| known.eq_ignore_ascii_case(segment))?;
    Some(if call.wants_entity() {
        Object::new(plural).flat_list(plural, Vec::new())
    } else {
        references(Vec::new())
    })
}

fn below(view: &View<'_>, call: &Call, parent: &Item, child: &str) -> Option<Reply> {
    let tree = match (parent, child) {
        (Item::VmRestorePoint(_), "mounts") => {
            Object::new("VmRestorePointMounts").flat_list("VmRestorePointMounts", Vec::new())
        }
        (Item::BackupServer(_), "credentials") => credentials(view),
        (Item::BackupServer(_), "passwords") => passwords(view),
        _ => match children(view, parent, child) {
            Some((kind, items)) => list(view, call, kind, items),
            None => empty(call, child)?,
        },
    };
    Some(Reply::ok(tree))
}

fn children<'a>(view: &View<'a>, parent: &Item, child: &str) -> Option<(Kind, Vec<&'a Item>)> {
    let kind = kind_of(child)?;
    let known = matches!(
        (parent.kind(), kind),
        (Kind::BackupServer, Kind::Job | Kind::ManagedServer | Kind::Repository)
            | (Kind::Repository, Kind::Backup)
            | (Kind::Backup, Kind::RestorePoint | Kind::BackupFile)
            | (Kind::RestorePoint, Kind::VmRestorePoint | Kind::BackupFile)
            | (Kind::BackupFile, Kind::RestorePoint | Kind::VmRestorePoint)
    );
    let all = view.inner.world.all(kind).iter();
    known.then(|| (kind, all.filter(|item| is_child(item, parent)).collect()))
}

fn is_child(item: &Item, parent: &Item) -> bool {
    let parent_id = match (item, parent) {
        (Item::Job(backup), Item::BackupServer(_)) => backup.server().id,
        (Item::ManagedServer(server), _) => server.server.id,
        (Item::Repository(repository), _) => repository.server.id,
        (Item::Backup(backup), _) => backup.repository.id,
        (Item::RestorePoint(point), Item::BackupFile(_)) => point.file_id,
        (Item::BackupFile(point), Item::RestorePoint(_)) => point.id,
        (Item::RestorePoint(point) | Item::BackupFile(point), _) => point.backup.id,
        (Item::VmRestorePoint(point), Item::BackupFile(_)) => point.point.file_id,
        (Item::VmRestorePoint(point), _) => point.point.id,
        _ => return false,
    };
    parent_id == parent.id()
}

/// Account names that no viewer has a use for: EM lists them, so the simulator does.
pub(crate) fn credentials(view: &View<'_>) -> Object {
    let row = |user: &str| {
        Object::new("CredentialsInfo")
            .child("Username", user)
            .child("Description", "Made up for the simulator")
            .attribute("Href", view.href("credentials"))
            .attribute("Type", "Credentials")
    };
    let rows = vec![row("TECH\\svc-backup"), row("root")];
    Object::new("CredentialsInfoList").flat_list("CredentialsInfos", rows)
}

/// Hints of encryption passwords, which EM lists as well.
pub(crate) fn passwords(view: &View<'_>) -> Object {
    let row = Object::new("PasswordKey")
        .child("Hint", "The one on the card in the safe")
        .attribute("Href", view.href("passwords"))
        .attribute("Type", "PasswordKey");
    Object::new("PasswordKeyList").flat_list("PasswordKeys", vec![row])
}
