//! The app: configuration, the shell, and the page for each route.

use leptos::{mount::mount_to_renderer, prelude::*};
use restore_desk_model::{
    config::{Config, ConfigError},
    embed::{Extent, Host},
    error::ApiError,
    messages::Messages,
    open::{self, OpenError},
    route::{Listing, Route, RouteError},
};

use crate::{
    api::early::soon,
    browser,
    components::{
        notice::alert,
        open_box::{Handed, Read},
        remote_view::loading,
        sign_in_form::{re_sign_in_dialog, sign_in_form_or_way},
    },
    frame::{footer, header, trail_nav},
    html::{Element, Html, button, el, many, nothing, part},
    later::later,
    live::{Live, State, memo},
    pages::restore_session::restore_session_page,
    session::{Session, SignIn},
    tasks::{effect, spawn},
    view::{Collected, View, use_view},
};

/// Mounts the app into index.html.
pub fn mount(config: Result<Config, ConfigError>, messages: Messages) {
    // One for as long as the page lives: texts of it stand everywhere.
    let messages: &'static Messages = Box::leak(Box::new(messages));
    if let Some(element) = browser::mount_point() {
        mount_to_renderer(&element, move || app(config, messages)).forget();
        // To lay out and paint twice, without the answer and with it, takes longer.
        spawn(async {
            soon().await;
            browser::unveil();
        });
    }
}

/// The whole app.
fn app(config: Result<Config, ConfigError>, messages: &'static Messages) -> Html {
    browser::set_language(messages.tag);
    match config {
        Ok(config) => shell(config, messages),
        Err(error) => config_failed(&error, messages),
    }
}

/// The start has stopped: the sentence names the key and what is allowed.
fn config_failed(error: &ConfigError, m: &'static Messages) -> Html {
    el("main")
        .class("block")
        .child(el("h1").child(m.product))
        .child(alert(error.sentence()))
        .child(el("p").child(button(m.reload, "", browser::reload)))
        .into()
}

fn shell(config: Config, m: &'static Messages) -> Html {
    let view = View::start(config, m);
    provide_context(view);
    if let Host::Refused(_) = view.embed.host {
        let refused = later(|parts| (parts.frame_refused)());
        return el("main").class("block").child(refused).into();
    }

    let handed = State::new(None);
    resolve_open_parameter(handed);
    let route = use_route();
    follow(route, handed);

    let session = view.session;
    let face = memo(move || session_face(session));
    follow_face(view, face, handed);
    // The self-test is there for those who can't sign in, too.
    let is_check = memo(move || matches!(*route.read(), Ok(Route::Check)));
    let content = part(move || {
        let at_check = is_check.get();
        match if at_check { SessionFace::Page } else { face.get() } {
            SessionFace::Checking => loading(m.checking_sign_in).into(),
            SessionFace::Form => sign_in_page().into(),
            SessionFace::Page => {
                many([trail_nav(view.trail), routed_page(route, is_check, handed)])
            }
        }
    });
    let main = el("main").id("main").attr("tabindex", "-1").child(around(view)).child(content);
    let dialog = re_sign_in_dialog();
    let region = view.announcer.region();
    if view.embed.extent == Extent::Least {
        let way_out = part(move || view.later.get().map(|parts| (parts.way_out)(route)));
        return many([main.into(), way_out, dialog.into(), region.into()]);
    }
    let has_box = memo(move || {
        let is_find = matches!(*route.read(), Ok(Route::Find | Route::List(_) | Route::Open(_)));
        is_find && face.get() == SessionFace::Page
    });
    let to_box =
        part(move || view.later.get().filter(|_| has_box.get()).map(|parts| (parts.skip_to_box)()));
    let skip = el("a").class("skip-link").attr("href", "#main").child(m.skip_to_content);
    let skip = skip.on("click", |event| {
        // The fragment holds the address; only the focus moves.
        event.prevent_default();
        browser::focus("main");
    });
    many([
        skip.into(),
        to_box,
        header().into(),
        main.into(),
        footer().into(),
        dialog.into(),
        region.into(),
    ])
}

/// What a sign-in, or its end, brings with it.
fn follow_face(view: &'static View, face: Live<SessionFace>, handed: Handed) {
    let mut before = SessionFace::Checking;
    effect(move || {
        let now = face.get();
        match now {
            // Signed out here or in another tab: what was shown or said is gone.
            SessionFace::Form => {
                view.trail.forget();
                view.announcer.forget();
                if before == SessionFace::Page {
                    handed.set(None);
                }
                // A sign-in that ended by itself is one to go on from.
                if before == SessionFace::Page && view.session.refused.peek() != Some(true) {
                    view.watched.forget();
                }
            }
            // The button that had the focus is gone with its form.
            SessionFace::Page if before == SessionFace::Form => {
                // What another user was told; not sooner, since pages that go read it.
                view.collected.set(Collected::default());
                browser::focus("main");
            }
            SessionFace::Checking | SessionFace::Page => {}
        }
        before = now;
    });
}

/// What goes on whatever page is shown: what is watched is asked for, and what stands
/// around the page is told of it.
fn around(view: &'static View) -> Html {
    let &View { later, watched, .. } = view;
    let is_embedded = view.embed.is_frame || view.embed.extent == Extent::Least;
    effect(move || {
        if is_embedded || !watched.ids.read().is_empty() {
            later.prepare();
        }
    });
    // Drawn once: it lives as long as the tab.
    let is_here = memo(move || later.get().is_some());
    part(move || {
        let parts = if is_here.get() { untrack(|| later.get()) } else { None };
        parts.map(|parts| (parts.around)())
    })
}

/// What of the sign-in changes the page: not the dialog over it.
#[derive(Clone, Copy, PartialEq)]
enum SessionFace {
    Checking,
    Form,
    Page,
}

fn session_face(session: Session) -> SessionFace {
    match session.state() {
        SignIn::Checking => SessionFace::Checking,
        SignIn::SignedOut => SessionFace::Form,
        SignIn::SignedIn(_) | SignIn::Expired(_) | SignIn::ByProxy => SessionFace::Page,
    }
}

/// `?open=…` becomes the address of what it names.
fn resolve_open_parameter(handed: Handed) {
    let Some(text) = browser::parameter("open") else { return };
    let too_long = text.chars().count() > open::QUERY_LEN_MAX;
    if too_long {
        handed.set(Some(Read { text, outcome: Err(OpenError::TooLong) }));
        browser::replace("#/");
    } else {
        browser::replace(&Route::Open(text).href());
    }
}

type RouteSignal = Live<Result<Route, RouteError>>;

/// The address that is shown.
fn use_route() -> RouteSignal {
    let hash = State::new(browser::hash());
    browser::on_hash_change(move || hash.set(browser::hash()));
    memo(move || Route::parse(&hash.read()))
}

/// What a change of address brings with it: the trail, the focus, and
/// `#/open/…` replaced by the address of what it names.
fn follow(route: RouteSignal, handed: Handed) {
    let &View { trail, announcer, later, .. } = use_view();
    let mut is_first = true;
    let mut shown: Option<Route> = None;
    let mut was_handed = false;
    // The same page goes on: the focus stays where its user is.
    let arrive = move |route: &Route, shown: &mut Option<Route>| {
        trail.arrive(route);
        shown.replace(route.clone()).is_some_and(|shown| route.is_same_page(&shown))
    };
    effect(move || {
        let arrived = route.get();
        match &arrived {
            Ok(Route::Open(text)) => {
                // The page there asks for the parts.
                let Some(parts) = later.get() else { return };
                if let Some(href) = (parts.resolve)(text, handed) {
                    return browser::replace(&href);
                }
                was_handed = true;
                if arrive(&Route::Find, &mut shown) {
                    return;
                }
            }
            Ok(other) => {
                // A text that was too long for its address stands at `#/`.
                if std::mem::take(&mut was_handed) || *other != Route::Find {
                    handed.set(None);
                }
                if arrive(other, &mut shown) {
                    return;
                }
            }
            Err(_) => {
                trail.leave();
                shown = None;
            }
        }
        // What was said of the page before is not true of this one.
        announcer.leave();
        if !is_first {
            browser::focus("main");
            browser::scroll_to_top();
        }
        is_first = false;
    });
}

fn routed_page(route: RouteSignal, is_check: Live<bool>, handed: Handed) -> Html {
    let at_check = is_check.peek();
    let listing = memo(move || match &*route.read() {
        Ok(Route::List(listing)) => listing.clone(),
        _ => Listing::default(),
    });
    let watched = memo(move || match &*route.read() {
        Ok(Route::Watch(ids)) => ids.clone(),
        _ => Vec::new(),
    });
    // What changes within a page does not draw it anew.
    let page = memo(move || match route.get() {
        Ok(Route::Open(_) | Route::List(_)) => Ok(Route::Find),
        Ok(Route::Watch(_)) => Ok(Route::Watch(Vec::new())),
        other => other,
    });
    part(move || {
        // To the self-test or from it: `shell` is about to draw all of this anew.
        if is_check.get() != at_check {
            return nothing();
        }
        // Until the page knows better: what the tab showed was another page's answer.
        browser::set_title(use_view().messages.product);
        browser::set_icon(None);
        match page.get() {
            Ok(Route::RestoreSession(id)) => restore_session_page(id),
            Ok(Route::Find) => later(move |parts| (parts.find)(listing, handed)),
            Ok(Route::Watch(_)) => later(move |parts| (parts.watch)(watched)),
            Ok(here) => later(move |parts| (parts.page)(here.clone())),
            Err(error) => later(move |parts| (parts.bad_address)(error)),
        }
    })
}

fn sign_in_page() -> Element {
    let &View { session, messages: m, .. } = use_view();
    browser::set_title(&[m.sign_in, " – ", m.product].concat());
    browser::set_icon(None);
    let refused = session.refused;
    let said = part(move || refused.get().then(|| alert(m.error(&ApiError::SignedOut))));
    el("section")
        .class("card sign-in")
        .child(el("h1").child(m.sign_in_heading))
        .child(said)
        .child(sign_in_form_or_way(String::new))
}
