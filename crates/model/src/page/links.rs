//! An entity's links as rows: relation, kind in words, name, and where it leads.

use crate::{
    entity::kind,
    json::Text,
    link::{Link, Rel, Target},
    logon::Access,
    messages::Messages,
    route::Route,
    text,
    withheld::tells_session_id,
};

/// One link as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRow {
    /// Unique on the page, and the same from one answer to the next.
    pub key: String,
    /// EM's relation.
    pub rel: String,
    /// The relation in words.
    pub relation: &'static str,
    /// The target's kind in words.
    pub kind: String,
    /// The target's name from the payload; `None` where EM gives none.
    pub name: Option<String>,
    /// Whether and where it leads.
    pub lead: Lead,
}

/// Whether and where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To an address of ours.
    Open(String),
    /// Here: the other form of what is shown.
    ThisPage,
    /// Nowhere, since the role may not: the sentence says so.
    NotAllowed(String),
    /// Nowhere: the href is no address of EM. Shown as text.
    Unreadable(String),
}

/// The rows of an entity's links. Actions and secrets are no links and have none.
pub fn rows(links: &[Link], here: &Route, access: &Access, messages: &Messages) -> Vec<LinkRow> {
    links.iter().filter_map(|link| row(link, here, access, messages)).collect()
}

fn row(link: &Link, here: &Route, access: &Access, messages: &Messages) -> Option<LinkRow> {
    let lead = match link.target() {
        Target::Action | Target::Secret => return None,
        Target::Unreadable if tells_session_id(&link.href) => return None,
        Target::Unreadable => Lead::Unreadable(text::name(&link.href)),
        Target::Page(route) if route == *here => Lead::ThisPage,
        Target::Page(route) => {
            match route.collection().map(|collection| access.may_open(collection)) {
                Some(Some(false)) => {
                    Lead::NotAllowed(messages.not_allowed.with([&plural(link, messages)]))
                }
                _ => Lead::Open(route.href()),
            }
        }
    };
    Some(LinkRow {
        key: [link.rel.word(), &link.href, link.kind.as_deref().unwrap_or_default()].join(" "),
        rel: text::name(link.rel.word()),
        relation: messages.relation(&link.rel),
        kind: messages.kind(&with_kind(link)),
        name: link.name.as_deref().map(text::name),
        lead,
    })
}

/// The link with a kind: where EM sends no Type, as older builds do and paging
/// links always, the address tells.
fn with_kind(link: &Link) -> Link {
    let kind = || kind_of_target(link).map(Text::from);
    Link { kind: link.kind.clone().or_else(kind), ..link.clone() }
}

fn kind_of_target(link: &Link) -> Option<String> {
    let Target::Page(route) = link.target() else { return None };
    let list_of = |kind: &str| format!("{kind}List");
    match &route {
        Route::RestoreSession(_) | Route::BackupServer(_) | Route::VmRestorePoint(_) => {
            route.collection().and_then(kind::of_collection).map(str::to_owned)
        }
        Route::Resource(path) => match path.segments() {
            [] => Some("EnterpriseManager".to_owned()),
            [query] if query.eq_ignore_ascii_case("query") => Some(list_of("RestoreSession")),
            [collection, _id] => kind::of_collection(collection).map(str::to_owned),
            [.., last] => kind::of_collection(last).map(list_of),
        },
        Route::Find | Route::List(_) | Route::Watch(_) | Route::Check | Route::Open(_) => None,
    }
}

/// The kind as a list, for "your role may not open backup servers".
fn plural(link: &Link, messages: &Messages) -> String {
    let link = with_kind(link);
    let list = format!("{}List", link.base_kind().unwrap_or_default());
    let kind = Some(list.into());
    messages.kind(&Link { rel: Rel::Down, href: Text::default(), name: None, kind })
}
