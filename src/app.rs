//! `<App/>`: configuration, contexts, the shell, and the page for each route.

use leptos::{ev, mount::mount_to, prelude::*, task::spawn_local};
use restore_desk_model::{
    config::ConfigError,
    messages::{Context, EN, Messages},
    open::{self, OpenError},
    route::{Route, RouteError},
};

use crate::{
    api::{Client, transport::Transport, use_client},
    browser,
    clock::Clock,
    components::{
        announcer::{Announcer, AnnouncerRegion},
        sign_in_form::{ReSignInDialog, SignInForm},
    },
    config::{self, SharedConfig, use_config},
    intl::{self, Zone},
    pages::{
        bad_address::{BadAddressPage, OpenFailedPage},
        find::FindPage,
        resource::ResourcePage,
        restore_session::RestoreSessionPage,
    },
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
pub fn use_view() -> View {
    #[expect(clippy::expect_used, reason = "provided by App above every page")]
    use_context::<View>().expect("a View is provided above every page")
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let config = RwSignal::new(None::<Result<SharedConfig, ConfigError>>);
    spawn_local(async move {
        let loaded = config::load().await;
        let _set = config.try_set(Some(loaded));
    });
    move || match config.get() {
        None => {
            view! { <main class="skeleton" aria-busy="true"><p>{EN.loading}</p></main> }.into_any()
        }
        Some(Err(error)) => view! { <ConfigFailed error /> }.into_any(),
        Some(Ok(config)) => view! { <Shell config /> }.into_any(),
    }
}

/// The start has stopped: the sentence names the key and what is allowed.
#[component]
fn ConfigFailed(error: ConfigError) -> impl IntoView {
    view! {
        <main class="block">
            <h1>{EN.product}</h1>
            <div role="alert" class="notice is-error">
                <p>{error.sentence()}</p>
            </div>
            <p><button type="button" on:click=|_| browser::reload()>{EN.reload}</button></p>
        </main>
    }
}

#[component]
fn Shell(config: SharedConfig) -> impl IntoView {
    let clock = Clock::start();
    let session = Session::start(&config);
    let client = Client::new(Transport::new(&config.proxy, config.sign_in), session, clock);
    let trail = Trail::new();
    provide_context(View { messages: &EN, zone: RwSignal::new(Zone::Local), clock });
    provide_context(config);
    provide_context(session);
    provide_context(client);
    provide_context(trail);
    provide_context(Announcer::new());

    let open_failed = RwSignal::new(None::<(String, OpenError)>);
    resolve_open_parameter(open_failed);
    let route = use_route();
    follow(route, trail, open_failed);

    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // The fragment holds the address; only the focus moves.
            event.prevent_default();
            browser::focus("main");
        }>{EN.skip_to_content}</a>
        <Header />
        <main id="main" tabindex="-1">
            {move || match session_face(session) {
                SessionFace::Checking => view! { <p aria-busy="true" class="loading">{EN.checking_sign_in}</p> }.into_any(),
                SessionFace::Form => view! { <SignInPage /> }.into_any(),
                SessionFace::Page => view! { <TrailNav trail /><RoutedPage route open_failed /> }.into_any(),
            }}
        </main>
        <Footer />
        <ReSignInDialog />
        <AnnouncerRegion />
    }
}

/// What of the sign-in changes the page: not the dialog over it.
#[derive(Clone, Copy, PartialEq)]
enum SessionFace {
    Checking,
    Form,
    Page,
}

fn session_face(session: Session) -> SessionFace {
    let face = Memo::new(move |_| match session.state() {
        SignIn::Checking => SessionFace::Checking,
        SignIn::SignedOut => SessionFace::Form,
        SignIn::SignedIn(_) | SignIn::Expired(_) | SignIn::ByProxy => SessionFace::Page,
    });
    face.get()
}

/// `?open=…` becomes the address of what it names.
fn resolve_open_parameter(failed: RwSignal<Option<(String, OpenError)>>) {
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
    Memo::new(move |_| Route::parse(&hash.read()))
}

/// What a change of address brings with it: the trail, the focus, and
/// `#/open/…` replaced by the address of what it names.
fn follow(route: RouteSignal, trail: Trail, open_failed: RwSignal<Option<(String, OpenError)>>) {
    Effect::new(move |first: Option<()>| {
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
        if first.is_some() {
            browser::focus("main");
            browser::scroll_to_top();
        }
    });
}

#[component]
fn RoutedPage(
    route: RouteSignal,
    open_failed: RwSignal<Option<(String, OpenError)>>,
) -> impl IntoView {
    move || {
        let failed = open_failed.get();
        match (route.get(), failed) {
            (Ok(Route::Find | Route::Open(_)), Some((text, error))) => {
                view! { <OpenFailedPage text error /> }.into_any()
            }
            (Ok(Route::Find | Route::Open(_)), None) => view! { <FindPage /> }.into_any(),
            (Ok(Route::RestoreSession(id)), _) => view! { <RestoreSessionPage id /> }.into_any(),
            (Ok(here), _) => view! { <ResourcePage here /> }.into_any(),
            (Err(error), _) => view! { <BadAddressPage error /> }.into_any(),
        }
    }
}

#[component]
fn Header() -> impl IntoView {
    let session = use_session();
    let client = use_client();
    #[expect(clippy::expect_used, reason = "provided by Shell, which alone makes this")]
    let trail = use_context::<Trail>().expect("a Trail is provided by Shell");
    let user =
        Memo::new(move |_| session.known().map(|credential| credential.user_name().to_owned()));
    let sign_out = move |_| {
        trail.clear();
        browser::set_title(EN.product);
        if let Some(credential) = session.sign_out() {
            spawn_local(client.sign_out(credential));
        }
    };
    view! {
        <header class="bar">
            <a class="brand" href="#/">
                <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
                    <rect width="16" height="16" rx="4" class="brand-box"></rect>
                    <path d="M4.5 8.5 7 11l4.5-6" class="brand-tick"></path>
                </svg>
                {EN.product}
            </a>
            <nav class="bar-links" aria-label=EN.product>
                <a href="#/">{EN.find}</a>
            </nav>
            {move || user.get().map(|user| view! {
                <div class="bar-user">
                    <span class="user"><span class="visually-hidden">{(EN.signed_in_as)("")}</span><bdi>{user}</bdi></span>
                    <button type="button" class="quiet" on:click=sign_out>{EN.sign_out}</button>
                </div>
            })}
        </header>
    }
}

#[component]
fn TrailNav(trail: Trail) -> impl IntoView {
    let before = Memo::new(move |_| trail.before());
    move || {
        let steps = before.get();
        (!steps.is_empty()).then(|| {
            let items: Vec<_> = steps
                .into_iter()
                .map(
                    |step| view! { <li><a href=step.route.href()><bdi>{step.label}</bdi></a></li> },
                )
                .collect();
            view! { <nav class="trail" aria-label=EN.trail><ol>{items}</ol></nav> }
        })
    }
}

#[component]
fn SignInPage() -> impl IntoView {
    browser::set_title(&format!("{} – {}", EN.sign_in, EN.product));
    view! {
        <section class="card sign-in">
            <h1>{EN.sign_in_heading}</h1>
            <SignInForm autofocus=true />
        </section>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let config = use_config();
    let view = use_view();
    let choose = move |zone: Zone| move |_| view.zone.set(zone);
    let pressed = move |zone: Zone| move || if view.zone.get() == zone { "true" } else { "false" };
    let contact = config.contact.clone().map(|contact| {
        view! { <p>{EN.contact}" "<a href=contact.href rel="noreferrer"><bdi>{contact.text}</bdi></a></p> }
    });
    view! {
        <footer class="foot">
            <div class="zones" role="group" aria-label=EN.show_times_in>
                <span aria-hidden="true">{EN.show_times_in}</span>
                <button type="button" class="quiet" aria-pressed=pressed(Zone::Local) on:click=choose(Zone::Local)>{EN.local}</button>
                <button type="button" class="quiet" aria-pressed=pressed(Zone::Utc) on:click=choose(Zone::Utc)>{EN.utc}</button>
            </div>
            {contact}
        </footer>
    }
}
