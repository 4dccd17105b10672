//! What a text names, to choose from.

use super::links::{self, Lead};
use crate::{
    link::{Link, Rel},
    logon::Access,
    messages::Context,
    open::Several,
    route::{Key, Listing, Route},
    text,
};

/// One thing that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is, in words.
    pub kind: String,
    /// Which one.
    pub which: String,
    /// Whether and where it leads.
    pub lead: Lead,
}

/// All that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offers {
    /// How many there are.
    pub heading: String,
    /// In the order of the text.
    pub rows: Vec<Offer>,
    /// The address that watches its restore sessions, where there are several.
    pub watch_all: Option<String>,
}

/// What is offered of a text that names several things.
pub fn offers(several: &Several, access: &Access, context: &Context<'_>) -> Offers {
    let m = context.messages.later();
    let count = context.format.number(u64::try_from(several.routes.len()).unwrap_or_default());
    let heading = if several.has_more { &m.found_first } else { &m.found };
    let id = |route: &Route| match route {
        Route::RestoreSession(id) => Some(id.clone()),
        _ => None,
    };
    let ids: Vec<_> = several.routes.iter().filter_map(id).collect();
    Offers {
        heading: heading.with([&count]),
        rows: several.routes.iter().map(|route| offer(route, access, context)).collect(),
        watch_all: (ids.len() > 1).then(|| Route::Watch(ids).href()),
    }
}

fn offer(route: &Route, access: &Access, context: &Context<'_>) -> Offer {
    let href = route.href();
    let link = Link {
        rel: Rel::Alternate,
        href: format!("/api/{}", route.em_request().unwrap_or_default()).into(),
        name: None,
        kind: None,
    };
    let row = links::rows(&[link], &Route::Find, access, context.messages).pop();
    let kind = match route {
        Route::List(_) => context.messages.kind_words("RestoreSession").to_owned(),
        _ => row.as_ref().map(|row| row.kind.clone()).unwrap_or_default(),
    };
    let is_locked = row.map(|row| row.lead).filter(|lead| matches!(lead, Lead::NotAllowed(_)));
    let which = match route {
        Route::RestoreSession(id) | Route::BackupServer(id) | Route::VmRestorePoint(id) => {
            id.to_string()
        }
        Route::List(listing) => filters(listing),
        _ => href.trim_start_matches("#/").to_owned(),
    };
    Offer { kind, which: text::name(&which), lead: is_locked.unwrap_or(Lead::Open(href)) }
}

/// What a list is filtered by, as its address says it.
fn filters(listing: &Listing) -> String {
    let said = Key::ALL.into_iter().filter(|key| !listing.get(*key).is_empty());
    let said: Vec<_> = said.map(|key| [key.word(), "=", listing.get(key)].concat()).collect();
    said.join(", ")
}
