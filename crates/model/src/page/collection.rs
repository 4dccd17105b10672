//! A collection as a table: each row a native link.

use std::sync::Arc;

use super::links::{self, Lead, LinkRow};
use crate::{
    collection::Collection,
    entity::{Entity, kind, restore_session::RestoreSession, word},
    json::{Json, Text},
    link::{Link, Rel},
    logon::Access,
    messages::{Context, Messages},
    open,
    page::fields,
    route::Route,
    text,
    verdict::{self, Tone, Verdict},
    withheld::redact,
};

/// Most columns beside the name.
const COLUMNS_MAX: usize = 4;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionPage {
    /// The one `h1`.
    pub heading: String,
    /// Column headings, the name first.
    pub columns: Vec<String>,
    /// The rows, in EM's order.
    pub rows: Vec<Row>,
    /// `Page 1 of 3`, where EM pages.
    pub page_of: Option<String>,
    /// First, previous, next, last.
    pub paging: Vec<LinkRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Unique in the table.
    pub key: String,
    /// What the row's link says.
    pub name: String,
    /// Where it leads.
    pub lead: Lead,
    /// Colour and icon, for a restore session.
    pub tone: Option<Tone>,
    /// The other cells, as many as there are other columns.
    pub cells: Vec<String>,
}

/// Makes the page of any collection.
pub fn page(
    collection: &Collection,
    here: &Route,
    access: &Access,
    context: &Context<'_>,
) -> CollectionPage {
    let m = context.messages;
    let member = collection.member.as_deref().unwrap_or_default();
    let of_sessions = member.eq_ignore_ascii_case("RestoreSessions");
    let is_session = |item: &Arc<Entity>| match item.kind.as_deref() {
        Some(kind) => kind.eq_ignore_ascii_case("RestoreSession"),
        None => of_sessions,
    };
    let sessions = !collection.items.is_empty() && collection.items.iter().all(is_session);
    let (columns, mut rows) = if sessions {
        let columns = [m.label_vm, m.later().column_answer, m.label_started, m.label_type];
        let rows = collection.items.iter().map(|item| session_row(item, access, context)).collect();
        (columns.map(str::to_owned).to_vec(), rows)
    } else {
        generic(collection, access, context)
    };
    unique_keys(&mut rows);
    let paging = collection.paging.as_ref();
    CollectionPage {
        heading: heading(collection, here, context),
        columns,
        rows,
        page_of: paging.and_then(|paging| {
            let pages = paging.pages.filter(|pages| *pages > 1)?;
            Some(m.page(paging.page?, pages, context.format))
        }),
        paging: paging
            .map(|paging| links::rows(&paging.links, here, access, m))
            .unwrap_or_default(),
    }
}

fn heading(collection: &Collection, here: &Route, context: &Context<'_>) -> String {
    let from_member =
        collection.member.as_deref().filter(|member| !member.eq_ignore_ascii_case("Refs"));
    let of_items = collection.items.first().and_then(|item| item.kind.as_deref());
    if let Some(kind) = of_items {
        let list = format!("{}List", kind.strip_suffix("Reference").unwrap_or(kind));
        return capitalised(&context.messages.kind(&Link {
            rel: Rel::Down,
            href: Text::default(),
            name: None,
            kind: Some(list.into()),
        }));
    }
    let from_path = match here {
        Route::Resource(path) => {
            path.segments().last().map(String::as_str).filter(|last| *last != "query")
        }
        Route::List(_) => Some("restoreSessions"),
        _ => None,
    };
    match from_member.or(from_path).map(text::name).filter(|word| !word.is_empty()) {
        Some(word) => capitalised(&kind::split_words(&word)),
        None => context.messages.later().newest_restores.to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    // Our own words begin with a letter of ASCII, and EM's with a capital.
    let mut capitalised = text.to_owned();
    if let Some(first) = capitalised.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    capitalised
}

fn session_row(item: &Arc<Entity>, access: &Access, context: &Context<'_>) -> Row {
    let m = context.messages;
    let session = RestoreSession::from_entity(Arc::clone(item));
    let verdict = verdict::judge(&session, None);
    let started = super::cell(&session.started, super::moment_and_ago, context);
    let job_type = word(&item.object, "JobType").map(|word| text::name(&word)).unwrap_or_default();
    Row {
        key: key(item),
        name: session_name(&verdict, m),
        lead: lead(item, access, context),
        tone: Some(verdict.tone()),
        cells: vec![m.short_answer(&verdict), started, job_type],
    }
}

/// What a session's row is called.
pub(super) fn session_name(verdict: &Verdict, m: &Messages) -> String {
    if verdict.subject.is_empty() { m.not_given.to_owned() } else { verdict.subject.clone() }
}

fn generic(
    collection: &Collection,
    access: &Access,
    context: &Context<'_>,
) -> (Vec<String>, Vec<Row>) {
    let mut members: Vec<&str> = Vec::new();
    for (member, value) in collection.items.iter().take(20).flat_map(|item| item.object.members()) {
        let hidden = ["Name", "UID", "Links", "Href", "Type"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(member));
        let scalar = matches!(value, Json::Text(_) | Json::Number(_) | Json::Bool(_));
        let new = !members.iter().any(|known| known.eq_ignore_ascii_case(member));
        if members.len() < COLUMNS_MAX && !hidden && scalar && new && !fields::is_withheld(member) {
            members.push(member);
        }
    }
    let columns = std::iter::once(context.messages.label_name.to_owned())
        .chain(members.iter().map(|member| text::name(member)));
    let row = |item: &Arc<Entity>| Row {
        key: key(item),
        name: name(item, context),
        lead: lead(item, access, context),
        tone: None,
        cells: members.iter().map(|member| cell(item, member)).collect(),
    };
    (columns.collect(), collection.items.iter().map(row).collect())
}

fn name(item: &Entity, context: &Context<'_>) -> String {
    let object_name = item.object.filled_text("ObjectName");
    let shown = item.name.as_deref().or(object_name).map(text::name);
    shown
        .or_else(|| item.id().map(|id| id.to_string()))
        .unwrap_or_else(|| context.messages.not_given.to_owned())
}

fn cell(item: &Entity, member: &str) -> String {
    match item.object.get(member) {
        None | Some(Json::Null) => String::new(),
        Some(Json::Text(text)) => text::name(text),
        Some(other) => text::name(&redact(other).to_string()),
    }
}

fn key(item: &Entity) -> String {
    item.uid.clone().or_else(|| item.href.clone()).unwrap_or_default()
}

/// Where a row leads: its own Href, else its Alternate link, else its UID's page.
pub(super) fn lead(item: &Entity, access: &Access, context: &Context<'_>) -> Lead {
    let own = item.href.as_deref().map(|href| Link {
        rel: Rel::Alternate,
        href: href.into(),
        name: None,
        kind: item.kind.as_deref().map(Text::from),
    });
    let alternate = item.links.iter().find(|link| link.rel == Rel::Alternate).cloned();
    let of_uid = item.uid.as_deref().and_then(|uid| open::read_link(uid).ok());
    let of_uid = of_uid.and_then(|route| route.em_request()).map(|request| Link {
        rel: Rel::Alternate,
        href: format!("/api/{request}").into(),
        name: None,
        kind: item.kind.as_deref().map(Text::from),
    });
    let candidates: Vec<Link> = [own, alternate, of_uid].into_iter().flatten().collect();
    let rows = links::rows(&candidates, &Route::Find, access, context.messages);
    let mut leads = rows.into_iter().map(|row| row.lead);
    let first = leads.next().unwrap_or(Lead::Unreadable(String::new()));
    match first {
        Lead::Unreadable(_) => {
            leads.find(|lead| !matches!(lead, Lead::Unreadable(_))).unwrap_or(first)
        }
        _ => first,
    }
}

/// Two rows with one key would confuse a keyed list.
fn unique_keys(rows: &mut [Row]) {
    let mut seen = text::Seen::with_room(rows.len());
    for index in 0..rows.len() {
        let (before, others) = rows.split_at_mut(index);
        let Some(row) = others.first_mut() else { return };
        // With a number behind it a key may be that of another row.
        while row.key.is_empty()
            || !seen.insert(&[&row.key], &|place| {
                before.get(place).is_some_and(|other| other.key == row.key)
            })
        {
            row.key = format!("{} {index}", row.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rows_have_one_key() {
        let rows = [["a", "a", "a"], ["a 2", "a", "a"], ["", " 0", ""], ["a", "a 2 2", "a"]];
        for keys in rows {
            let row = |key: &str| Row {
                key: key.to_owned(),
                name: String::new(),
                lead: Lead::ThisPage,
                tone: None,
                cells: Vec::new(),
            };
            let mut rows = keys.map(row);
            unique_keys(&mut rows);
            let [a, b, c] = rows.map(|row| row.key);
            assert!(a != b && b != c && a != c, "{keys:?} became {a:?}, {b:?}, {c:?}");
        }
    }

    #[test]
    fn a_list_without_a_name_has_a_heading() {
        let path = Route::parse("#/jobs/%20/%C2%A0").unwrap();
        for (sent, here) in [(r#"{"":[]}"#, &Route::Find), (r#"{" ":[]}"#, &path)] {
            let json = crate::wire::parse(sent.as_bytes()).unwrap();
            let collection = Collection::read(json.as_object().unwrap()).unwrap();
            let context = Context {
                now: crate::time::Timestamp(0),
                format: &crate::format::UtcFormat,
                messages: &crate::messages::EN,
            };
            let page = page(&collection, here, &Access::default(), &context);
            assert!(!page.heading.trim().is_empty(), "{sent}");
        }
    }
}
