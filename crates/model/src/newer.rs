//! The newer restore of the same VM: whether there is one, and which.

use std::sync::Arc;

use crate::{
    collection::Collection,
    entity::restore_session::RestoreSession,
    id::ResourceId,
    link::{self, Rel},
    percent,
    query::{QUERY_LEN_MAX, quoted},
    route::Route,
};

/// What to ask Enterprise Manager for the newest restores of a VM: what stands
/// behind `query?`. `None` for a name that cannot be asked for: a blank one,
/// one with control characters, or one too long for the proxy.
///
/// Source: reference, section d, «Query». EM may compare names without regard
/// to case, so a few are asked for: the first may be a namesake's.
pub fn request(vm_name: &str) -> Option<String> {
    if vm_name.trim().is_empty() || vm_name.contains(char::is_control) {
        return None;
    }
    let filter = ["VmDisplayName==", &quoted(vm_name)].concat();
    let mut query = "type=RestoreSession&format=Entities&filter=".to_owned();
    query.push_str(&percent::encode(&filter));
    query.push_str("&sortDesc=CreationTime&pageSize=5&page=1");
    (query.len() <= QUERY_LEN_MAX).then_some(query)
}

/// The newest restore in a reply that began after the one `shown`, of the very
/// same VM name, with another id than `id`, and of the same backup server where
/// both tell theirs; `None` where the shown one does not tell its VM or its start.
pub fn newest_after(
    collection: &Collection,
    shown: &RestoreSession,
    id: &ResourceId,
) -> Option<(ResourceId, RestoreSession)> {
    shown.vm_display_name.as_ref()?;
    let mut newest_at = shown.started.at()?;
    let mut newest = None;
    for item in &collection.items {
        let of_kind =
            item.kind.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("RestoreSession"));
        let other = item.id().filter(|other| of_kind && !other.is_same(id));
        let Some(other) = other else { continue };
        let session = RestoreSession::from_entity(Arc::clone(item));
        let began = session.started.at().filter(|at| newest_at < *at);
        if let Some(at) = began
            && session.vm_display_name == shown.vm_display_name
            && server(&session).zip(server(shown)).is_none_or(|(a, b)| a.is_same(&b))
        {
            newest_at = at;
            newest = Some((other, session));
        }
    }
    newest
}

/// The backup server that a session belongs to.
pub(crate) fn server(session: &RestoreSession) -> Option<ResourceId> {
    link::routes(&session.entity.links, &Rel::Up).find_map(|route| match route {
        Route::BackupServer(id) => Some(id),
        _ => None,
    })
}
