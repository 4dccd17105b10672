//! The same filters for sessions that came without them: for a role that may not
//! search, and for a name that EM compares with `==` alone.

use std::{cmp::Ordering, sync::Arc};

use super::{Field, RUNNING, order, since};
use crate::{
    entity::{
        Entity,
        restore_session::{RestoreSession, SessionResult, State},
        word,
    },
    id::is_guid,
    link::{Link, Rel, Target},
    route::{Key, Listing, Route},
    time::Timestamp,
};

/// Whether a session passes all filters but that of the VM, and its VM is like
/// the one asked for: contains it, in any casing.
pub fn is_like(item: &Arc<Entity>, listing: &Listing, now: Timestamp) -> bool {
    let is = |key: Key, member: &str| {
        let wanted = listing.get(key);
        wanted.is_empty()
            || word(&item.object, member).is_some_and(|word| word.eq_ignore_ascii_case(wanted))
    };
    let session = RestoreSession::from_entity(Arc::clone(item));
    let is_of_state = match listing.get(Key::State) {
        RUNNING => session.state != Some(State::Stopped),
        _ => is(Key::State, "State"),
    };
    let is_new = since(listing, now)
        .is_none_or(|since| session.started.at().is_some_and(|started| since <= started));
    let vm = session.vm_display_name.as_deref().unwrap_or_default().to_lowercase();
    // None and nothing are one result: none yet.
    let is_of_result = match session.result {
        SessionResult::None => ["", "none"].contains(&&*listing.get(Key::Result).to_lowercase()),
        _ => is(Key::Result, "Result"),
    };
    is_of_state
        && is_new
        && is_of_result
        && vm.contains(&listing.get(Key::Vm).to_lowercase())
        && is(Key::Type, "JobType")
        && is_of_server(item, listing.get(Key::Server))
}

fn is_of_server(item: &Entity, wanted: &str) -> bool {
    let is_wanted = |link: &Link| match link.target() {
        Target::Page(Route::BackupServer(id)) if is_guid(wanted) => {
            id.as_str().eq_ignore_ascii_case(wanted)
        }
        Target::Page(Route::BackupServer(_)) => {
            link.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(wanted))
        }
        _ => false,
    };
    wanted.is_empty() || item.links.iter().any(|link| link.rel == Rel::Up && is_wanted(link))
}

/// How two sessions stand to each other in the order that the address says; what
/// lacks the member comes last.
pub fn compare(a: &Entity, b: &Entity, listing: &Listing) -> Ordering {
    let (field, is_descending) = order(listing).unwrap_or(super::ORDER);
    match (value(a, field), value(b, field)) {
        (Some(a), Some(b)) if is_descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// What a session is sorted by: moments as numbers, all else as text.
fn value(item: &Entity, field: Field) -> Option<(i64, String)> {
    let member = match field {
        Field::CreationTime => "CreationTimeUTC",
        Field::EndTime => "EndTimeUTC",
        Field::State => "State",
        Field::Result => "Result",
        Field::Type => "JobType",
        Field::VmDisplayName => "VmDisplayName",
        Field::Uid | Field::BackupServerUid | Field::BackupServerName => {
            let up = item.links.iter().find(|link| link.rel == Rel::Up)?;
            return Some((0, up.name.clone()?.to_lowercase()));
        }
    };
    if matches!(field, Field::CreationTime | Field::EndTime) {
        let at = crate::entity::when(&item.object, member).at()?;
        return Some((at.0, String::new()));
    }
    // EM compares results by their index (reference, section d, «Query»).
    let text = word(&item.object, member)?;
    let results = ["None", "Success", "Warning", "Failed"];
    let rank = (field == Field::Result)
        .then(|| results.iter().position(|known| known.eq_ignore_ascii_case(&text)))
        .flatten();
    Some((rank.and_then(|rank| i64::try_from(rank).ok()).unwrap_or(0), text.to_lowercase()))
}
