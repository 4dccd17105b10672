//! The app: configuration, the shell, and the page for each route.

use leptos::{mount::mount_to_renderer, prelude::*};
use restore_desk_model::{
    config::{Config, ConfigError},
    error::ApiError,
    messages::EN,
    open::{self, OpenError},
    route::{Route, RouteError},
};

use crate::{
    browser,
    components::{
        icon::icon,
        notice::alert,
        remote_view::loading,
        sign_in_form::{re_sign_in_dialog, sign_in_form},
    },
    config,
    html::{Element, Html, button, el, many, nothing, part},
    intl::Zone,
    live::{Live, State, memo, text},
    pages::{
        bad_address::bad_address_page, find::find_page, resource::resource_page,
        restore_session::restore_session_page,
    },
    session::{Session, SignIn},
    tasks::{effect, spawn},
    trail::{Step, Trail},
    view::{View, use_view},
};

/// Mounts the app into index.html.
pub fn mount() {
    if let Some(element) = browser::mount_point() {
        mount_to_renderer(&element, app).forget();
    }
}

/// The whole app.
pub fn app() -> Html {
    let config = State::new(None::<Result<Config, ConfigError>>);
    spawn(async move {
        let loaded = config::load().await;
        config.set(Some(loaded));
    });
    part(move || match config.get() {
        None => el("main")
            .class("skeleton")
            .attr("aria-busy", "true")
            .child(el("p").child(EN.loading))
            .into(),
        Some(Err(error)) => config_failed(&error),
        Some(Ok(config)) => shell(config),
    })
}

/// The start has stopped: the sentence names the key and what is allowed.
fn config_failed(error: &ConfigError) -> Html {
    el("main")
        .class("block")
        .child(el("h1").child(EN.product))
        .child(alert(error.sentence()))
        .child(el("p").child(button(EN.reload, "", browser::reload)))
        .into()
}

fn shell(config: Config) -> Html {
    let view = View::start(config, &EN);
    let View { session, trail, announcer, .. } = view;
    provide_context(view);

    let open_failed = State::new(None);
    resolve_open_parameter(open_failed);
    let route = use_route();
    follow(route, open_failed);

    let face = memo(move || session_face(session));
    let mut before = SessionFace::Checking;
    effect(move || {
        let now = face.get();
        match now {
            // Signed out here or in another tab: what was shown or said is gone.
            SessionFace::Form => {
                trail.forget();
                announcer.say("");
            }
            // The button that had the focus is gone with its form.
            SessionFace::Page if before == SessionFace::Form => browser::focus("main"),
            SessionFace::Checking | SessionFace::Page => {}
        }
        before = now;
    });
    let content = part(move || match face.get() {
        SessionFace::Checking => loading(EN.checking_sign_in).into(),
        SessionFace::Form => sign_in_page().into(),
        SessionFace::Page => many([trail_nav(trail), routed_page(route, open_failed)]),
    });
    let skip = el("a").class("skip-link").attr("href", "#main").child(EN.skip_to_content);
    let skip = skip.on("click", |event| {
        // The fragment holds the address; only the focus moves.
        event.prevent_default();
        browser::focus("main");
    });
    many([
        skip,
        header(),
        el("main").id("main").attr("tabindex", "-1").child(content),
        footer(),
        re_sign_in_dialog(),
        announcer.region(),
    ])
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

/// A text that was handed over and leads nowhere, and why.
type OpenFailed = State<Option<(String, OpenError)>>;

/// `?open=…` becomes the address of what it names.
fn resolve_open_parameter(failed: OpenFailed) {
    let Some(text) = browser::open_parameter() else { return };
    let too_long = text.chars().count() > open::QUERY_LEN_MAX;
    match if too_long { Err(OpenError::TooLong) } else { open::read_link(&text) } {
        Ok(route) => browser::replace(&route.href()),
        Err(error) => {
            failed.set(Some((text, error)));
            browser::replace("#/");
        }
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
fn follow(route: RouteSignal, open_failed: OpenFailed) {
    let View { trail, announcer, .. } = use_view();
    let mut is_first = true;
    effect(move || {
        let arrived = route.get();
        match &arrived {
            Ok(Route::Open(text)) => match open::read_link(text) {
                Ok(target) => return browser::replace(&target.href()),
                Err(error) => {
                    open_failed.set(Some((text.clone(), error)));
                    trail.arrive(&Route::Find);
                }
            },
            Ok(other) => {
                if *other != Route::Find {
                    open_failed.set(None);
                }
                trail.arrive(other);
            }
            Err(_) => trail.leave(),
        }
        // What was said of the page before is not true of this one.
        announcer.say("");
        if !is_first {
            browser::focus("main");
            browser::scroll_to_top();
        }
        is_first = false;
    });
}

fn routed_page(route: RouteSignal, open_failed: OpenFailed) -> Html {
    part(move || {
        // Until the page knows better: the title before was another page's answer.
        browser::set_title(EN.product);
        match route.get() {
            Ok(Route::Find | Route::Open(_)) => find_page(open_failed.get()),
            Ok(Route::RestoreSession(id)) => restore_session_page(id),
            Ok(here) => resource_page(here),
            Err(error) => bad_address_page(error),
        }
    })
}

fn header() -> Element {
    let View { session, client, .. } = use_view();
    let user = memo(move || session.known().map(|credential| credential.user_name().to_owned()));
    let sign_out = move || {
        if let Some(credential) = session.sign_out() {
            spawn(client.sign_out(credential));
        }
    };
    let signed_in = part(move || {
        user.get().map(|user| {
            let label = el("span").class("visually-hidden").child(EN.signed_in_as.with([""]));
            let user = el("span").class("user").child(label).child(el("bdi").child(user));
            let sign_out = button(EN.sign_out, "quiet", sign_out);
            el("div").class("bar-user").child(user).child(sign_out)
        })
    });
    let mark = icon("", "0 0 16 16", "20")
        .child(
            el("rect").attr("width", "16").attr("height", "16").attr("rx", "4").class("brand-box"),
        )
        .child(el("path").attr("d", "M4.5 8.5 7 11l4.5-6").class("brand-tick"));
    let brand = el("a").class("brand").attr("href", "#/").child(mark).child(EN.product);
    let find = el("a").attr("href", "#/").child(EN.find);
    el("header")
        .class("bar")
        .child(brand)
        .child(el("nav").class("bar-links").attr("aria-label", EN.product).child(find))
        .child(signed_in)
}

fn trail_nav(trail: Trail) -> Html {
    let before = memo(move || trail.before());
    part(move || {
        let item = |step: Step| {
            let label = el("bdi").child(step.label);
            el("li").child(el("a").attr("href", step.route.href()).child(label))
        };
        let items: Vec<_> = before.get().into_iter().map(item).collect();
        if items.is_empty() {
            return nothing();
        }
        let steps = el("ol").child(items);
        el("nav").class("trail").attr("aria-label", EN.trail).child(steps).into()
    })
}

fn sign_in_page() -> Element {
    browser::set_title(&format!("{} – {}", EN.sign_in, EN.product));
    let refused = use_view().session.refused;
    let said = part(move || refused.get().then(|| alert(EN.error(&ApiError::SignedOut))));
    el("section")
        .class("card sign-in")
        .child(el("h1").child(EN.sign_in_heading))
        .child(said)
        .child(sign_in_form(String::new()))
}

fn footer() -> Element {
    let contact = use_view().config.contact.clone().map(|contact| {
        let link = el("a").attr("href", contact.href).attr("rel", "noreferrer");
        let link = link.child(el("bdi").child(contact.text));
        el("p").child(EN.contact).child(" ").child(link)
    });
    let zones = el("div")
        .class("zones")
        .attr("role", "group")
        .attr("aria-label", EN.show_times_in)
        .child(el("span").attr("aria-hidden", "true").child(EN.show_times_in))
        .child(zone_button(Zone::Local, EN.local))
        .child(zone_button(Zone::Utc, EN.utc));
    el("footer").class("foot").child(zones).child(contact)
}

fn zone_button(zone: Zone, label: &'static str) -> Element {
    let view = use_view();
    let pressed = text(move || (view.zone.get() == zone).to_string());
    button(label, "quiet", move || view.choose_zone(zone)).attr("aria-pressed", pressed)
}
