//! What the first answer can do without: the other pages, copies, the source.
//!
//! They are a WebAssembly of their own (docs/decisions/0005), which is loaded when
//! a page of them is opened, or when the page is first used. Nothing but
//! [`Parts`] leads there: what is called in another way stays in the first load.

use restore_desk_model::{
    id::ResourceId,
    route::{Listing, Route, RouteError},
};

use crate::{
    components::{
        hand_on::Said,
        notice::alert,
        open_box::{self, Handed},
        remote_view::loading,
        source::{self, Source},
    },
    html::{Element, Html, button, el, part},
    live::{Live, State},
    pages::{
        bad_address::bad_address_page,
        check::check_page,
        find::find_page,
        resource::resource_page,
        restore_session::{Facts, HandOn, hand_on_later, pace, report},
        watch::{watch_page, watched_link},
    },
    portal,
    release::new_release,
    tasks::{Task, spawn},
    view::{View, use_view},
    watcher,
};

/// What leads into the second WebAssembly.
pub struct Parts {
    /// `#/` and `#/restoreSessions?…`, with what came of a text that was handed over.
    pub find: fn(Live<Listing>, Handed) -> Html,
    /// `#/watch/…`.
    pub watch: fn(Live<Vec<ResourceId>>) -> Html,
    /// Any page but these and a restore session's.
    pub page: fn(Route) -> Html,
    /// An address that can't be read.
    pub bad_address: fn(RouteError) -> Html,
    /// The address of what a text names that was handed over, or what else came of it.
    pub resolve: fn(&str, Handed) -> Option<String>,
    /// The skip link to the box.
    pub skip_to_box: fn() -> Element,
    /// The way to what is watched, for the header.
    pub watched_link: fn() -> Html,
    /// Copies the answer, or watches the session.
    pub hand_on: fn(HandOn, &'static Facts, Said) -> Task<()>,
    /// How fast a restore goes, as far as this page saw it; tells what watches, too.
    pub pace: fn(&'static Facts) -> Html,
    /// What goes on around every page: asks for what is watched, and says that there is
    /// a new release. Once in a tab.
    pub around: fn() -> Html,
    /// What stands in the open source.
    pub source: fn(Source) -> Html,
    /// The address of the page without a frame, where a frame shows little of it.
    pub way_out: fn(Live<Result<Route, RouteError>>) -> Html,
    /// Tells what stands around the page how the session stands.
    pub report: fn(&'static Facts) -> Html,
    /// That the page around this one is not named in the settings.
    pub frame_refused: fn() -> Html,
    /// How to sign in where no password is asked for.
    pub sign_in_elsewhere: fn() -> Html,
    /// Why there is no notification in a frame, and what there is instead.
    pub no_notification: fn(&View) -> &'static str,
}

static PARTS: Parts = Parts {
    find: find_page,
    watch: watch_page,
    page,
    bad_address: bad_address_page,
    resolve: open_box::resolve,
    skip_to_box: open_box::skip_to_box,
    watched_link,
    hand_on: hand_on_later,
    pace,
    around,
    source: source::opened,
    way_out: portal::way_out,
    report,
    frame_refused: portal::frame_refused,
    sign_in_elsewhere: portal::sign_in_elsewhere,
    no_notification: portal::no_notification,
};

fn around() -> Html {
    watcher::start();
    portal::start();
    new_release()
}

fn page(route: Route) -> Html {
    match route {
        Route::Check => check_page(),
        route => resource_page(route),
    }
}

/// The second WebAssembly could not be loaded.
pub struct Lost;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Lost {
        Lost
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(later, fallible)]
#[expect(clippy::unnecessary_wraps, reason = "loading may fail")]
fn load() -> Result<&'static Parts, Lost> {
    Ok(&PARTS)
}

#[cfg(not(feature = "split"))]
#[expect(clippy::unused_async, reason = "as it is where there is something to load")]
async fn load() -> Result<&'static Parts, Lost> {
    Ok(&PARTS)
}

/// Whether the parts are there; a value that signals can hold.
#[derive(Clone, Copy)]
enum Stand {
    NotAsked,
    Asked,
    Lost,
    Here(&'static Parts),
}

impl PartialEq for Stand {
    fn eq(&self, other: &Stand) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The parts that come later, once in a tab.
#[derive(Clone, Copy)]
pub struct Later(State<Stand>);

impl Later {
    /// Not asked for yet.
    pub fn new() -> Later {
        Later(State::new(Stand::NotAsked))
    }

    /// Asks for the parts, unless they are there or on their way.
    pub fn ask(self) {
        if matches!(self.0.peek(), Some(Stand::NotAsked | Stand::Lost)) {
            self.0.set(Stand::Asked);
            spawn(async move {
                self.0.set(load().await.map_or(Stand::Lost, Stand::Here));
            });
        }
    }

    /// Asks for the parts the first time that it is called. Where they could not be
    /// had, what says so stays until someone tries again.
    pub fn prepare(self) {
        if self.0.peek() == Some(Stand::NotAsked) {
            self.ask();
        }
    }

    /// The parts, if they are there; tracked.
    pub fn get(self) -> Option<&'static Parts> {
        match self.0.get() {
            Stand::Here(parts) => Some(parts),
            Stand::NotAsked | Stand::Asked | Stand::Lost => None,
        }
    }

    /// The parts as soon as they are there; `None` where they can't be had.
    pub async fn wait(self) -> Option<&'static Parts> {
        if let Some(Stand::Here(parts)) = self.0.peek() {
            return Some(parts);
        }
        let parts = load().await.ok()?;
        self.0.set(Stand::Here(parts));
        Some(parts)
    }
}

impl Default for Later {
    fn default() -> Later {
        Later::new()
    }
}

/// A piece that needs the parts: loading until they are there.
pub fn later(draw: impl Fn(&'static Parts) -> Html + 'static) -> Html {
    let view = use_view();
    let Later(stand) = view.later;
    view.later.ask();
    part(move || match stand.get() {
        Stand::Here(parts) => draw(parts),
        Stand::NotAsked | Stand::Asked => loading(view.messages.loading).into(),
        Stand::Lost => el("div")
            .child(alert(view.messages.part_lost))
            .child(button(view.messages.try_again, "", move || view.later.ask()))
            .into(),
    })
}
