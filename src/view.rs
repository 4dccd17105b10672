//! `View`: the one context of all pages.

use leptos::prelude::*;
use restore_desk_model::{
    config::Config,
    messages::{Context, Messages},
    time::Timestamp,
};

use crate::{
    announcer::Announcer,
    api::{Client, transport::Transport},
    browser,
    clock::Clock,
    embed::Embed,
    intl::{self, Zone},
    later::Later,
    live::State,
    presence::Presence,
    session::Session,
    trail::Trail,
    watched::Watched,
};

/// Where this tab keeps that times are shown in UTC.
const ZONE_KEY: &str = "restore-desk zone";

/// When EM last collected, as far as this tab knows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Collected {
    /// When it did; `None`: not known.
    pub at: Option<Timestamp>,
    /// When this tab asked last, in milliseconds of its uptime.
    pub asked_ms: Option<u64>,
}

/// What views read besides their data, and what they act with: one context, so
/// that looking one up exists once in the bundle.
pub struct View {
    /// The language.
    pub messages: &'static Messages,
    /// Which zone times are shown in.
    pub zone: State<Zone>,
    /// Now.
    pub clock: Clock,
    /// The site's settings.
    pub config: &'static Config,
    /// The sign-in of this tab.
    pub session: Session,
    /// Sends requests with it.
    pub client: Client,
    /// Whether someone looks at the page, and uses it.
    pub presence: Presence,
    /// When EM last collected.
    pub collected: State<Collected>,
    /// What the first answer can do without.
    pub later: Later,
    /// The sessions that this tab watches.
    pub watched: Watched,
    /// Where one came from.
    pub trail: Trail,
    /// Tells assistive technology news.
    pub announcer: Announcer,
    /// What stands around the page, and how much of it is shown there.
    pub embed: Embed,
}

impl View {
    /// Starts all that a page hangs on, in one language.
    pub fn start(config: Config, messages: &'static Messages) -> &'static View {
        intl::set_language(messages);
        // One for as long as the page lives.
        let config: &'static Config = Box::leak(Box::new(config));
        let is_utc = browser::stored(ZONE_KEY).is_some();
        let zone = if is_utc { Zone::Utc } else { Zone::Local };
        let clock = Clock::start();
        let session = Session::start(config);
        let view = View {
            messages,
            zone: State::new(zone),
            clock,
            config,
            session,
            client: Client::new(Transport::new(&config.proxy, config.sign_in), session, clock),
            presence: Presence::start(),
            collected: State::new(Collected::default()),
            later: Later::new(),
            watched: Watched::start(),
            trail: Trail::new(),
            announcer: Announcer::new(),
            embed: Embed::start(config),
        };
        // One for as long as the page lives: closures hold a pointer to it.
        Box::leak(Box::new(view))
    }

    /// Shows times in `zone`, in this tab also after a reload.
    pub fn choose_zone(&self, zone: Zone) {
        self.zone.set(zone);
        match zone {
            Zone::Utc => browser::store(ZONE_KEY, "UTC"),
            Zone::Local => browser::unstore(ZONE_KEY),
        }
    }

    /// To the page before: by the browser's history, in a frame by the trail.
    pub fn go_back(&self) {
        if !self.embed.is_frame {
            return browser::back();
        }
        let before = untrack(|| self.trail.before()).pop();
        browser::go(&before.map_or_else(|| "#/".to_owned(), |step| step.route.href()));
    }

    /// Calls `then` with all that a message may need; tracks clock and zone.
    pub fn with<T>(&self, then: impl FnOnce(&Context<'_>) -> T) -> T {
        let (now, messages) = (self.clock.now(), self.messages);
        intl::with(self.zone.get(), |format| then(&Context { now, format, messages }))
    }
}

/// What this page hangs on.
///
/// # Panics
///
/// Outside `app`, which provides it above every page.
pub fn use_view() -> &'static View {
    #[expect(clippy::expect_used, reason = "provided by app above every page")]
    use_context::<&'static View>().expect("a View is provided above every page")
}
