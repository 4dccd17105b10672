//! `#/backupServers/{id}`, `#/vmRestorePoints/{id}`, and any other address of EM.

use leptos::prelude::*;
use restore_desk_model::{
    collection::Collection,
    entity::{Entity, Resource},
    page,
    route::Route,
};

use super::use_heading;
use crate::{
    api::use_client,
    app::use_view,
    components::{
        fields::FieldList, links::LinkList, remote_view::RemoteView, table::CollectionTable,
    },
    remote::use_remote,
    session::use_session,
};

/// Any resource: name, fields, links; a collection as a table.
#[component]
pub fn ResourcePage(
    /// Which one.
    here: Route,
) -> impl IntoView {
    let client = use_client();
    let refresh = Trigger::new();
    let data = use_remote(Signal::stored(here.clone()), refresh, move |route: Route| async move {
        match &route {
            Route::BackupServer(_) => typed(client.entity(route, "BackupServer").await),
            Route::VmRestorePoint(_) => typed(client.entity(route, "VmRestorePoint").await),
            _ => client.resource(route).await,
        }
    });
    let render = move |resource: Signal<Resource>| {
        let here = here.clone();
        // Another value keeps its elements; only another kind rebuilds.
        let is_list = Memo::new(move |_| matches!(*resource.read(), Resource::Collection(_)));
        let view = move || {
            let here = here.clone();
            if is_list.get() {
                view! { <CollectionView here collection=collection_of(resource) /> }.into_any()
            } else {
                view! { <EntityView here entity=entity_of(resource) /> }.into_any()
            }
        };
        view.into_any()
    };
    view! { <RemoteView data refresh render /> }
}

fn collection_of(resource: Signal<Resource>) -> Memo<Collection> {
    Memo::new(move |_| match resource.get() {
        Resource::Collection(collection) => collection,
        Resource::Entity(_) => Collection::default(),
    })
}

fn entity_of(resource: Signal<Resource>) -> Memo<Entity> {
    Memo::new(move |_| match resource.get() {
        Resource::Entity(entity) => entity,
        Resource::Collection(_) => Entity::default(),
    })
}

type Outcome<T> = Result<crate::api::Fetched<T>, restore_desk_model::error::ApiError>;

fn typed(outcome: Outcome<Entity>) -> Outcome<Resource> {
    outcome.map(|fetched| crate::api::Fetched {
        value: Resource::Entity(fetched.value),
        at: fetched.at,
    })
}

#[component]
fn EntityView(here: Route, entity: Memo<Entity>) -> impl IntoView {
    let view = use_view();
    let session = use_session();
    let route = here.clone();
    let page = Memo::new(move |_| {
        let access =
            session.known().map(|credential| credential.access().clone()).unwrap_or_default();
        view.with(|context| page::resource::page(&entity.read(), &here, &access, context))
    });
    let heading = Memo::new(move |_| page.read().heading.clone());
    let kind = Memo::new(move |_| page.read().kind.clone());
    let summary = Memo::new(move |_| page.read().summary.clone());
    let fields = Memo::new(move |_| page.read().fields.clone());
    let links = Memo::new(move |_| page.read().links.clone());
    let title = Signal::derive(move || format!("{} – {}", heading.get(), kind.get()));
    use_heading(route, heading.into(), title);
    view! {
        <article>
            <p class="page-kind">{kind}</p>
            <h1 class="page-heading"><bdi>{heading}</bdi></h1>
            {move || summary.get().map(|summary| view! { <p class="summary" dir="auto">{summary}</p> })}
            <div class="columns">
                <section class="card" aria-labelledby="fields-heading">
                    <h2 id="fields-heading">{view.messages.details}</h2>
                    <FieldList fields />
                </section>
                <LinkList rows=links />
            </div>
        </article>
    }
}

#[component]
fn CollectionView(here: Route, collection: Memo<Collection>) -> impl IntoView {
    let view = use_view();
    let m = view.messages;
    let session = use_session();
    let route = here.clone();
    let page = Memo::new(move |_| {
        let access =
            session.known().map(|credential| credential.access().clone()).unwrap_or_default();
        view.with(|context| page::collection::page(&collection.read(), &here, &access, context))
    });
    let heading = Memo::new(move |_| page.read().heading.clone());
    let columns = Memo::new(move |_| page.read().columns.clone());
    let rows = Memo::new(move |_| page.read().rows.clone());
    let page_of = Memo::new(move |_| page.read().page_of.clone());
    let paging = Memo::new(move |_| page.read().paging.clone());
    let count = Memo::new(move |_| page.read().rows.len());
    use_heading(
        route.clone(),
        heading.into(),
        Signal::derive(move || format!("{} – {}", heading.get(), m.product)),
    );
    let empty = if route.em_request().is_some_and(|path| path.starts_with("query")) {
        m.nothing_found
    } else {
        m.no_items
    };
    view! {
        <article>
            <h1 class="page-heading">{heading}</h1>
            <p class="summary">{move || (m.rows_shown)(count.get())}" "{page_of}</p>
            {move || if count.get() == 0 {
                view! { <p class="card">{empty}</p> }.into_any()
            } else {
                view! { <CollectionTable caption=heading columns rows /> }.into_any()
            }}
            {move || (!paging.read().is_empty() && page_of.read().is_some()).then(|| view! { <Paging rows=paging /> })}
        </article>
    }
}

#[component]
fn Paging(rows: Memo<Vec<page::links::LinkRow>>) -> impl IntoView {
    let m = use_view().messages;
    let items = move || {
        let rows = rows.get().into_iter().filter_map(|row| match row.lead {
            page::links::Lead::Open(href) => {
                Some(view! { <li><a href=href>{row.relation}</a></li> })
            }
            _ => None,
        });
        rows.collect_view()
    };
    view! { <nav class="paging" aria-label=m.pages><ul>{items}</ul></nav> }
}
