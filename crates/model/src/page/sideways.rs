//! Ways that EM has no link for: the other restores of a VM, and of a server.

use crate::{
    entity::restore_session::RestoreSession,
    id::ResourceId,
    messages::Messages,
    newer,
    route::{Key, Listing, Route},
    text,
};

/// One such way: its text, and our address.
pub type Sideways = (String, String);

/// From a restore session; where EM did not tell its VM or its server, there is
/// no way there.
pub fn of_session(session: &RestoreSession, messages: &Messages) -> Vec<Sideways> {
    let name = session.vm_display_name.as_deref().unwrap_or_default();
    let of_vm = Listing::of(Key::Vm, name)
        .map(|list| (messages.restores_of.with([&text::name(name)]), Route::List(list).href()));
    let of_server = newer::server(session).and_then(|id| of_server(&id, messages));
    of_vm.into_iter().chain(of_server).collect()
}

/// From a backup server.
pub fn of_server(id: &ResourceId, messages: &Messages) -> Option<Sideways> {
    let list = Listing::of(Key::Server, id.as_str())?;
    Some((messages.restores_of_server.to_owned(), Route::List(list).href()))
}
