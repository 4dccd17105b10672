//! Resources that are none of the world's entities: the root, logon sessions,
//! services, EM's own sessions.

use crate::{
    auth::Logon,
    entities::{View, link},
    http::{Call, Reply},
    roles::Role,
    wire::{Node, Object},
    world::{Item, Kind},
};

/// `GET /api/`, open to all (the reference, section d).
pub(crate) fn root(view: &View<'_>) -> Object {
    let create = |version: &str| {
        view.link("Create", &format!("sessionMngr/?v={version}"), Some("LogonSession"))
    };
    let version = |name: &str| {
        Object::new("SupportedVersion").list("Links", vec![create(name)]).attribute("Name", name)
    };
    let versions = ["v1_5", "v1_6", "v1_7"].map(version).to_vec();
    let logons = view.link("Down", "logonSessions", Some("LogonSessionList"));
    Object::new("EnterpriseManager")
        .child(
            "SupportedVersions",
            Object::new("SupportedVersions").flat_list("SupportedVersions", versions),
        )
        .list("Links", vec![logons, create("latest")])
        .attribute("Href", Node::Null)
        .attribute("Type", Node::Null)
}

/// A logon session; its links depend on the account (section b).
pub(crate) fn logon_session(view: &View<'_>, logon: &Logon) -> Object {
    let path = format!("logonSessions/{}", logon.id);
    let mut links = vec![view.link("Up", "", Some("EnterpriseManager"))];
    links.extend(offers(view, logon.role));
    links.push(view.link("Delete", &path, None));
    Object::new("LogonSession")
        .child("UserName", logon.user.name)
        .child("SessionId", logon.id.to_string())
        .list("Links", links)
        .attribute("Href", view.href(&path))
        .attribute("Type", "LogonSession")
}

/// What `GET /api/logonSessions` gives.
pub(crate) fn logon_sessions(view: &View<'_>, logons: &[&Logon]) -> Object {
    let rows = logons.iter().map(|logon| logon_session(view, logon)).collect();
    Object::new("LogonSessions").flat_list("LogonSessions", rows)
}

/// Down links: path, `Type`, and whether the two kinds of operators get them.
#[rustfmt::skip]
const OFFERS: [(&str, &str, bool, bool); 28] = [
    ("backupServers", "BackupServerReferenceList", false, false),
    ("managedServers", "ManagedServerReferenceList", false, false),
    ("jobs", "JobReferenceList", false, false),
    ("failoverPlans", "FailoverPlanReferenceList", false, false),
    ("hierarchyRoots", "HierarchyRootReferenceList", false, false),
    ("repositories", "RepositoryReferenceList", false, false),
    ("backups", "BackupReferenceList", true, false),
    ("restorePoints", "RestorePointReferenceList", true, false),
    ("vmRestorePoints", "VmRestorePointReferenceList", true, false),
    ("backupSessions", "BackupJobSessionReferenceList", false, false),
    // The reference names the odd type of this one.
    ("systemSessions", "BackupJobSessionReferenceList", false, false),
    ("restoreSessions", "RestoreSessionReferenceList", true, true),
    ("security", "EnterpriseSecuritySettings", false, false),
    ("backupFiles", "BackupFileReferenceList", false, false),
    ("tasks", "TaskList", true, true),
    ("querySvc", "QueryService", true, false),
    ("lookupSvc", "LookupService", false, false),
    ("reports/summary", "Report", false, false),
    ("backupServers?format=Entity", "BackupServerList", false, false),
    ("managedServers?format=Entity", "ManagedServerList", false, false),
    ("jobs?format=Entity", "JobList", false, false),
    ("repositories?format=Entity", "RepositoryList", false, false),
    ("backups?format=Entity", "BackupList", true, false),
    ("restorePoints?format=Entity", "RestorePointList", true, false),
    ("vmRestorePoints?format=Entity", "VmRestorePointList", true, false),
    ("restoreSessions?format=Entity", "RestoreSessionList", true, true),
    ("backupFiles?format=Entity", "BackupFileList", false, false),
    // As odd; seen in a public capture of 12.
    ("systemSessions?format=Entity", "BackupJobSessionList", false, false),
];

fn offers(view: &View<'_>, role: Role) -> Vec<Object> {
    let offered = |(_, _, restore_operator, item_operator): &&(_, _, bool, bool)| match role {
        Role::PortalAdministrator | Role::PortalUser => true,
        Role::RestoreOperator => *restore_operator,
        Role::ItemOperator => *item_operator,
    };
    let down = |(path, link_type, _, _): &(&str, &str, bool, bool)| {
        let name = if *link_type == "Report" { "Summary".into() } else { Node::Null };
        link("Down", view.href(path), name, (*link_type).into())
    };
    OFFERS.iter().filter(offered).map(down).collect()
}

/// The services and other single resources; `None` when the address is none of
/// theirs.
pub(crate) fn service(view: &View<'_>, call: &Call, segments: &[&str]) -> Option<Reply> {
    let tree = match segments {
        ["tasks"] => Object::new("Tasks").flat_list("Tasks", Vec::new()),
        ["tasks", _] => return Some(Reply::not_found("Task")),
        ["querysvc"] => query_service(view),
        ["lookup"] => lookup(view, call),
        ["lookupsvc"] => plain(view, "lookupSvc", "LookupService"),
        ["security"] => plain(view, "security", "EnterpriseSecuritySettings"),
        ["reports", "summary"] => plain(view, "reports/summary", "Report"),
        ["systemsessions"] => view.system_sessions(call.wants_entity()),
        ["systemsessions", id, rest @ ..] => return system_session(view, call, id, rest),
        _ => return None,
    };
    Some(Reply::ok(tree))
}

fn system_session(view: &View<'_>, call: &Call, id: &str, rest: &[&str]) -> Option<Reply> {
    match (view.system_session(id, call.wants_entity()), rest) {
        (None, [] | ["events"]) => Some(Reply::not_found("System session")),
        (Some(session), []) => Some(Reply::ok(session)),
        (Some(_), ["events"]) => {
            let none = Object::new("SystemSessionEvents").flat_list("Events", Vec::new());
            Some(Reply::ok(none))
        }
        _ => None,
    }
}

fn plain(view: &View<'_>, path: &str, element: &'static str) -> Object {
    Object::new(element)
        .list("Links", vec![view.link("Up", "", Some("EnterpriseManager"))])
        .attribute("Href", view.href(path))
        .attribute("Type", element)
}

/// The ready-made queries (section d, «Query»).
fn query_service(view: &View<'_>) -> Object {
    let query = |kind: Kind| {
        let tail = "format=Entities&sortAsc=name&pageSize=15&page=1";
        view.link("Down", &format!("query?type={}&{tail}", kind.word()), Some("QueryResult"))
    };
    Object::new("QueryService")
        .list("Links", Kind::ALL.map(query).to_vec())
        .attribute("Href", view.href("querySvc"))
        .attribute("Type", "QueryService")
}

/// Turns a hierarchy reference into a name.
fn lookup(view: &View<'_>, call: &Call) -> Object {
    let wanted = call.parameter("hierarchyRef").unwrap_or_default();
    let found = view.inner.world.all(Kind::VmRestorePoint).iter().find_map(|item| match item {
        Item::VmRestorePoint(point) if point.vm.hierarchy_ref == wanted => Some(&point.vm),
        _ => None,
    });
    let item = found.map(|vm| {
        Object::new("HierarchyItem")
            .child("ObjectRef", vm.hierarchy_ref.as_str())
            .child("ObjectType", "Vm")
            .child("ObjectName", vm.name.as_str())
            .child("Links", Node::Null)
            .attribute("Href", Node::Null)
            .attribute("Type", Node::Null)
    });
    Object::new("HierarchyItems").flat_list("HierarchyItems", item.into_iter().collect())
}
