//! What a page shows: something for each reply, nothing twice, and no links but safe ones.

use restore_desk_model::{
    collected,
    collection::Collection,
    entity::{self, Entity, Resource, restore_session::RestoreSession},
    id::ResourceId,
    json::Json,
    link::Target,
    list::{List, Look},
    logon::{self, Access},
    messages::{Context, LANGUAGES},
    page::{
        self,
        collection::CollectionPage,
        links::{Lead, LinkRow},
    },
    route::{Listing, Route},
    time::{Timestamp, When},
};

use super::{address, answer};

/// The address of the session on whose page things are shown.
pub(crate) fn id() -> ResourceId {
    let id = ResourceId::parse("676dc837-f441-4ac1-8470-15be06b4cffc");
    id.unwrap_or_else(|| panic!("a GUID is an id"))
}

/// Addresses on whose pages things are shown.
pub(crate) fn places() -> [Route; 3] {
    [Route::Find, Route::BackupServer(id()), Route::VmRestorePoint(id())]
}

/// What the role may open.
pub(crate) fn access() -> Access {
    Access { collections: vec!["restoreSessions".to_owned()], refused: Vec::new() }
}

/// Shows a tree in every way that a page may, and checks what it leads to.
pub(crate) fn tree(json: &Json) {
    for kind in ["RestoreSession", "BackupServer", "VmRestorePoint"] {
        if let Err(error) = entity::read_as(json.clone(), kind) {
            assert!(LANGUAGES.iter().all(|messages| !messages.error(&error).is_empty()));
        }
    }
    if let Ok(logon) = logon::read(json) {
        _ = logon.access.may_open("backupServers");
    }
    match entity::read(json.clone()) {
        Err(error) => {
            assert!(LANGUAGES.iter().all(|messages| !messages.error(&error).is_empty()));
        }
        Ok(Resource::Collection(all)) => collection(all),
        Ok(Resource::Entity(entity)) => show_entity(&entity),
    }
    if let Some(object) = json.as_object() {
        show_entity(&Entity::from_object(object.clone()));
        _ = Collection::read(object);
    }
}

fn collection(mut collection: Collection) {
    if let Some(at) = collected::last_collected(&collection) {
        let ends = |item: &Entity| item.object.text("EndTimeUTC").map(When::parse);
        assert!(collection.items.iter().any(|item| ends(item) == Some(When::At(at))));
    }
    show_list(&collection);
    collection.items.truncate(25);
    for (place, context) in each_place() {
        let page = page::collection::page(&collection, &place, &access(), &context);
        assert!(!page.heading.trim().is_empty(), "{page:?}");
        assert_eq!(page.rows.len(), collection.items.len());
        check_table(&page);
    }
}

/// A list, searched and not: the same look twice changes nothing and is no news, but
/// that rows which nothing names can't be found again and are old.
fn show_list(collection: &Collection) {
    let listing = Listing::default();
    let looks = [
        Look::searched(Some(collection.clone()), collection.clone(), Timestamp(0)),
        Look::unsearched(collection.clone(), &listing, Timestamp(0)),
    ];
    for look in looks {
        let mut list = List::new(look.clone());
        let before = list.clone();
        list.renew(look.clone(), Collection::EMPTY, &listing);
        let named = |list: &List| {
            let rows = list.groups().iter().flat_map(|group| group.iter());
            rows.filter(|entry| !entry.key.is_empty()).cloned().collect::<Vec<_>>()
        };
        assert_eq!(named(&list), named(&before));
        assert_eq!((list.len(), list.waiting()), (before.len(), 0));
        let once = list.clone();
        list.renew(look, Collection::EMPTY, &listing);
        assert_eq!(list, once);
        for entry in list.groups().iter().flat_map(|group| group.iter().take(25)) {
            for (_, context) in each_place() {
                let row = page::listing::row(entry, &access(), &context);
                assert!(!row.name.trim().is_empty(), "{row:?}");
                assert_eq!(
                    row.cells.len() + 1,
                    page::listing::columns(&listing, &listing, context.messages).len()
                );
                check_lead(&row.lead);
            }
        }
    }
}

fn check_table(page: &CollectionPage) {
    for row in &page.rows {
        assert!(!row.name.trim().is_empty(), "{row:?}");
        assert_eq!(row.cells.len() + 1, page.columns.len(), "{row:?}");
        check_lead(&row.lead);
    }
    let keys: Vec<_> = page.rows.iter().map(|row| &row.key).collect();
    check_unlike(&keys);
    check_links(&page.paging);
}

fn show_entity(entity: &Entity) {
    for link in &entity.links {
        if let Target::Page(route) = link.target() {
            address::check(&route);
        }
    }
    answer::check(entity);
    for (place, context) in each_place() {
        let page = page::resource::page(entity, &place, &access(), &context);
        assert!(!page.heading.trim().is_empty(), "{entity:?}");
        check_unlike(&page.fields.iter().map(|field| &field.member).collect::<Vec<_>>());
        check_links(&page.links);
    }
    let session = RestoreSession::from_entity(entity.clone());
    for context in super::contexts() {
        let page = page::restore_session::page(&session, &id(), &access(), &context);
        assert!(!page.heading.trim().is_empty(), "{entity:?}");
        assert!(page.progress.percent.is_none_or(|percent| percent <= 100), "{page:?}");
        check_unlike(&page.fields.iter().map(|field| &field.member).collect::<Vec<_>>());
        check_links(&page.links);
    }
}

fn each_place() -> impl Iterator<Item = (Route, Context<'static>)> {
    places().into_iter().flat_map(|place| super::contexts().map(|context| (place.clone(), context)))
}

/// Two rows with one key would confuse a keyed list.
fn check_unlike(keys: &[&String]) {
    let mut sorted = keys.to_vec();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), keys.len(), "{keys:?}");
}

fn check_links(links: &[LinkRow]) {
    check_unlike(&links.iter().map(|link| &link.key).collect::<Vec<_>>());
    for link in links {
        check_lead(&link.lead);
    }
}

/// That what is an address is one of ours, printed as it is read.
fn check_lead(lead: &Lead) {
    if let Lead::Open(href) = lead {
        match Route::parse(href) {
            Ok(route) => {
                assert_eq!(route.href(), *href);
                address::check(&route);
            }
            Err(error) => panic!("{href}: {error:?}"),
        }
    }
}
