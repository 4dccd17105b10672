//! The query service (the reference, section d, «Query»).

mod fields;
mod grammar;
mod paging;
mod select;

use crate::{
    collections,
    entities::View,
    http::{Call, Reply},
    simulator::Inner,
    wire::{Node, Object},
    world::Kind,
};

use paging::Page;
use select::{Selected, select};

/// The lists of the envelope, all null but the one asked for. The spelling of
/// some is EM's.
const ENTITIES: [&str; 50] = [
    "Jobs",
    "FailoverPlans",
    "Backups",
    "Replicas",
    "Repositories",
    "RestorePoints",
    "VmRestorePoints",
    "VAppRestorePoints",
    "VmReplicaPoints",
    "BackupJobSessions",
    "ReplicaJobSessions",
    "ReplicaTaskSessions",
    "RestoreSessions",
    "HierarchyRoots",
    "BackupTaskSessions",
    "BackupServers",
    "ManagedServers",
    "EnterpiseRoles",
    "EnterpiseAccounts",
    "WanAccelerators",
    "CloudGateways",
    "CloudTenants",
    "CloudReplicas",
    "VCloudOrganizationConfigs",
    "BackupFiles",
    "VSphereSelfServiceConfigs",
    "CloudPublicIps",
    "CloudHardwarePlans",
    "CloudVmReplicaPoints",
    "AgentRestorePoints",
    "AgentBackupJob",
    "CloudGatewayPools",
    "CloudFailoverPlans",
    "ExternalRepositories",
    "VlanConfigurations",
    "CloudFailoverSessions",
    "AgentProtectionGroups",
    "DiscoveredComputers",
    "FileServers",
    "NASJobs",
    "CdpReplicas",
    "CdpReplicaVms",
    "CdpPolicies",
    "CdpReplicaSessions",
    "CdpReplicaTaskSessions",
    "VAppReplicaPoints",
    "VmCdpReplicas",
    "VAppCdpReplicas",
    "VAppCdpReplicaVms",
    "SystemSessions",
];

/// Runs one query; what cannot be read gives 400.
pub(crate) fn run(inner: &Inner, call: &Call) -> Reply {
    match answer(inner, call) {
        Ok(tree) => Reply::ok(tree),
        Err(message) => Reply::bad_request(&message),
    }
}

fn answer(inner: &Inner, call: &Call) -> Result<Object, String> {
    let view = View::new(inner);
    let wanted = call.parameter("type").ok_or("Query type is not specified.")?;
    let page = Page::read(call)?;
    if let Some(secret) = secret(&view, &wanted) {
        let resources = Object::new("Resources").child(secret.element, secret);
        return Ok(envelope(Node::Null, Node::Null, resources.into(), page.info(&view, call, 1)));
    }
    let kind = Kind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(&wanted));
    let plural = kind.map(Kind::plural).or_else(|| {
        let plural = format!("{wanted}s");
        ENTITIES.into_iter().find(|known| known.eq_ignore_ascii_case(&plural))
    });
    let plural = plural.ok_or_else(|| format!("Query type {wanted} is not supported."))?;
    let found = match kind {
        Some(kind) => select(&view, call, kind, &page)?,
        None => Selected::default(),
    };
    let info = page.info(&view, call, found.count);
    let shown = found.shown.into_iter();
    Ok(if call.wants_entity() {
        let list = shown.map(|item| view.entity(item)).collect();
        envelope(Node::Null, entities(plural, list), Node::Null, info)
    } else {
        let list = shown.map(|item| Object { element: "Ref", ..view.reference(item) }).collect();
        let refs = Object::new("Refs").flat_list("Refs", list);
        envelope(refs.into(), Node::Null, Node::Null, info)
    })
}

/// What EM tells an administrator too, and a viewer has no use for.
fn secret(view: &View<'_>, wanted: &str) -> Option<Object> {
    match wanted.to_ascii_lowercase().as_str() {
        "credentials" => Some(collections::credentials(view)),
        "passwords" => Some(collections::passwords(view)),
        _ => None,
    }
}

/// The doubly wrapped list (section c).
fn entities(plural: &'static str, list: Vec<Object>) -> Node {
    let mut list = Some(Object::new(plural).flat_list(plural, list));
    let members = ENTITIES.into_iter().fold(Object::new("Entities"), |entities, name| {
        let node =
            if name == plural { list.take().map_or(Node::Null, Node::Object) } else { Node::Null };
        entities.child(name, node)
    });
    members.into()
}

fn envelope(refs: Node, entities: Node, resources: Node, info: Object) -> Object {
    Object::new("QueryResult")
        .child("Refs", refs)
        .child("Entities", entities)
        .child("Resources", resources)
        .child("Links", Node::Null)
        .child("PagingInfo", info)
}
