//! `<App/>`: configuration, contexts, the shell, and the page for each route.

use leptos::{ev, mount::mount_to, prelude::*};
use restore_desk_model::{
    config::ConfigError,
    error::ApiError,
    messages::{Context, EN, Messages},
    open::{self, OpenError},
    route::{Route, RouteError},
};

use crate::{
    api::{Client, transport::Transport, use_client},
    browser,
    clock::Clock,
    components::{
        announcer::Announcer,
        notice::alert,
        sign_in_form::{re_sign_in_dialog, sign_in_form},
    },
    config::{self, SharedConfig, use_config},
    intl::{self, Zone},
    pages::{
        bad_address::bad_address_page, find::find_page, resource::resource_page,
        restore_session::restore_session_page,
    },
    parts::{button, effect, memo, nothing, part, spawn, text},
    session::{Session, SignIn, use_session},
    trail::Trail,
};

/// Mounts the app into index.html.
pub fn mount() {
    if let Some(element) = browser::mount_point() {
        mount_to(element, App).forget();
    }
}

/// What views read besides their data: language, zone and clock.
#[derive(Clone, Copy)]
pub struct View {
    /// The language.
    pub messages: &'static Messages,
    /// Which zone times are shown in.
    pub zone: RwSignal<Zone>,
    /// Now.
    pub clock: Clock,
}

impl View {
    /// Calls `then` with all that a message may need; tracks clock and zone.
    pub fn with<T>(&self, then: impl FnOnce(&Context<'_>) -> T) -> T {
        let (now, messages) = (self.clock.now(), self.messages);
        intl::with(self.zone.get(), |format| then(&Context { now, format, messages }))
    }
}

/// The language, zone and clock of this page.
///
/// # Panics
///
/// Outside `App`, which provides it above every page.
pub fn use_view() -> View {
    #[expect(clippy::expect_used, reason = "provided by App above every page")]
    use_context::<View>().expect("a View is provided above every page")
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let config = RwSignal::new(None::<Result<SharedConfig, ConfigError>>);
    spawn(async move {
        let loaded = config::load().await;
        let _set = config.try_set(Some(loaded));
    });
    part(move || match config.get() {
        None => {
            view! { <main class="skeleton" aria-busy="true"><p>{EN.loading}</p></main> }.into_any()
        }
        Some(Err(error)) => config_failed(&error),
        Some(Ok(config)) => shell(config),
    })
}

/// The start has stopped: the sentence names the key and what is allowed.
fn config_failed(error: &ConfigError) -> AnyView {
    let reload = button(EN.reload, "", browser::reload);
    view! { <main class="block"><h1>{EN.product}</h1>{alert(error.sentence())}<p>{reload}</p></main> }.into_any()
}

fn shell(config: SharedConfig) -> AnyView {
    let clock = Clock::start();
    let session = Session::start(&config);
    let client = Client::new(Transport::new(&config.proxy, config.sign_in), session, clock);
    let trail = Trail::new();
    let announcer = Announcer::new();
    provide_context(View { messages: &EN, zone: RwSignal::new(Zone::Local), clock });
    provide_context(config);
    provide_context(session);
    provide_context(client);
    provide_context(trail);
    provide_context(announcer);

    let open_failed = RwSignal::new(None);
    resolve_open_parameter(open_failed);
    let route = use_route();
    follow(route, trail, open_failed);

    let face = memo(move || session_face(session));
    effect(move || {
        // Signed out here or in another tab: what was shown or said is gone.
        if face.get() == SessionFace::Form {
            trail.forget();
            announcer.say("");
        }
    });
    let content = part(move || match face.get() {
        SessionFace::Checking => {
            view! { <p aria-busy="true" class="loading">{EN.checking_sign_in}</p> }.into_any()
        }
        SessionFace::Form => sign_in_page(),
        SessionFace::Page => {
            view! { {trail_nav(trail)}{routed_page(route, open_failed)} }.into_any()
        }
    });
    let skip: Box<dyn FnMut(ev::MouseEvent)> = Box::new(|event| {
        // The fragment holds the address; only the focus moves.
        event.prevent_default();
        browser::focus("main");
    });
    view! {
        <a class="skip-link" href="#main" on:click=skip>{EN.skip_to_content}</a>
        {header()}
        <main id="main" tabindex="-1">{content}</main>
        {footer()}
        {re_sign_in_dialog()}
        {announcer.region()}
    }
    .into_any()
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
type OpenFailed = RwSignal<Option<(String, OpenError)>>;

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

type RouteSignal = Memo<Result<Route, RouteError>>;

/// The address that is shown.
fn use_route() -> RouteSignal {
    let hash = RwSignal::new(browser::hash());
    let listener = window_event_listener(ev::hashchange, move |_| {
        let _set = hash.try_set(browser::hash());
    });
    on_cleanup(move || listener.remove());
    memo(move || Route::parse(&hash.read()))
}

/// What a change of address brings with it: the trail, the focus, and
/// `#/open/…` replaced by the address of what it names.
fn follow(route: RouteSignal, trail: Trail, open_failed: OpenFailed) {
    let mut is_first = true;
    effect(move || {
        let arrived = route.get();
        match &arrived {
            Ok(Route::Open(text)) => match open::read_link(text) {
                Ok(target) => return browser::replace(&target.href()),
                Err(error) => open_failed.set(Some((text.clone(), error))),
            },
            Ok(other) => {
                if *other != Route::Find {
                    open_failed.set(None);
                }
                trail.arrive(other);
            }
            Err(_) => {}
        }
        if !is_first {
            browser::focus("main");
            browser::scroll_to_top();
        }
        is_first = false;
    });
}

fn routed_page(route: RouteSignal, open_failed: OpenFailed) -> AnyView {
    part(move || match route.get() {
        Ok(Route::Find | Route::Open(_)) => find_page(open_failed.get()),
        Ok(Route::RestoreSession(id)) => restore_session_page(id),
        Ok(here) => resource_page(here),
        Err(error) => bad_address_page(error),
    })
}

fn header() -> AnyView {
    let session = use_session();
    let client = use_client();
    let user = memo(move || session.known().map(|credential| credential.user_name().to_owned()));
    let sign_out = move || {
        if let Some(credential) = session.sign_out() {
            spawn(client.sign_out(credential));
        }
    };
    let signed_in = part(move || {
        let Some(user) = user.get() else { return nothing() };
        let sign_out = button(EN.sign_out, "quiet", sign_out);
        view! {
            <div class="bar-user">
                <span class="user"><span class="visually-hidden">{(EN.signed_in_as)("")}</span><bdi>{user}</bdi></span>
                {sign_out}
            </div>
        }
        .into_any()
    });
    view! {
        <header class="bar">
            <a class="brand" href="#/">
                <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
                    <rect width="16" height="16" rx="4" class="brand-box"></rect>
                    <path d="M4.5 8.5 7 11l4.5-6" class="brand-tick"></path>
                </svg>
                {EN.product}
            </a>
            <nav class="bar-links" aria-label=EN.product><a href="#/">{EN.find}</a></nav>
            {signed_in}
        </header>
    }
    .into_any()
}

fn trail_nav(trail: Trail) -> AnyView {
    let before = memo(move || trail.before());
    part(move || {
        let steps = before.get();
        if steps.is_empty() {
            return nothing();
        }
        let item = |step: crate::trail::Step| {
            view! { <li><a href=step.route.href()><bdi>{step.label}</bdi></a></li> }.into_any()
        };
        let items: Vec<_> = steps.into_iter().map(item).collect();
        view! { <nav class="trail" aria-label=EN.trail><ol>{items}</ol></nav> }.into_any()
    })
}

fn sign_in_page() -> AnyView {
    browser::set_title(&format!("{} – {}", EN.sign_in, EN.product));
    let refused = use_session().refused;
    let said =
        part(
            move || if refused.get() { alert((EN.error)(&ApiError::SignedOut)) } else { nothing() },
        );
    view! {
        <section class="card sign-in"><h1>{EN.sign_in_heading}</h1>{said}{sign_in_form(String::new())}</section>
    }
    .into_any()
}

fn footer() -> AnyView {
    let contact = use_config().contact.clone().map(|contact| {
        view! { <p>{EN.contact}" "<a href=contact.href rel="noreferrer"><bdi>{contact.text}</bdi></a></p> }.into_any()
    });
    view! {
        <footer class="foot">
            <div class="zones" role="group" aria-label=EN.show_times_in>
                <span aria-hidden="true">{EN.show_times_in}</span>
                {zone_button(Zone::Local, EN.local)}
                {zone_button(Zone::Utc, EN.utc)}
            </div>
            {contact}
        </footer>
    }
    .into_any()
}

fn zone_button(zone: Zone, label: &'static str) -> AnyView {
    let chosen = use_view().zone;
    let pressed = text(move || if chosen.get() == zone { "true" } else { "false" }.to_owned());
    let choose: Box<dyn FnMut(ev::MouseEvent)> = Box::new(move |_| chosen.set(zone));
    view! { <button type="button" class="quiet" aria-pressed=pressed on:click=choose>{label}</button> }.into_any()
}
