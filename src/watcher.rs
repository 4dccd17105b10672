//! Asks for all that this tab watches, whatever page is shown, and tells what ended.

use leptos::prelude::{Owner, untrack};
use restore_desk_model::{
    config::SignInMode,
    error::ApiError,
    id::ResourceId,
    page::{self, standing::Standing},
    route::Route,
    schedule::{Activity, Event, Settings, Trouble},
    time::Timestamp,
    verdict,
    watch::{Ask, Entry, Known, Watchlist, is_of_one},
};

use crate::{
    api::Fetched,
    browser,
    live::{Live, State, memo},
    pages::asking::moment,
    poll::{Poll, use_site_poll},
    session::SignIn,
    tasks::{effect, on_change, spawn},
    view::{View, use_view},
    watched::{WATCHED_KEY, Watched},
};
use restore_desk_model::entity::restore_session::RestoreSession;

/// What asks for all that this tab watches: one in a tab, for as long as it lives.
pub struct Watcher {
    view: &'static View,
    /// When it asks.
    pub poll: Poll,
    /// What is known of each.
    pub list: State<Watchlist>,
    /// Whether the user wants a notification of each that ends.
    pub notify: State<bool>,
    /// Why the newest round is not whole.
    pub trouble: State<Option<ApiError>>,
    /// Whether a press of Refresh waits for its answer.
    pub pressed: State<bool>,
    /// The session that its own page asks for.
    pub elsewhere: State<Option<ResourceId>>,
    /// What the page of all showed whenever it was left.
    pub shown: State<Vec<ResourceId>>,
    /// The moment that belongs to what the schedule says of its activity.
    pub since: Live<Timestamp>,
    /// What the next round asks for.
    ask: State<Ask>,
}

/// Starts once something is watched, and goes on whatever page is shown. What this tab
/// watches is kept in its storage from now on.
pub fn start() {
    let view = use_view();
    let Watched { ids, watcher } = view.watched;
    effect(move || {
        let ids = ids.get();
        if ids.is_empty() {
            browser::unstore(WATCHED_KEY);
        } else {
            browser::store(WATCHED_KEY, &Route::Watch(ids).href());
        }
    });
    // Names are data: they go with the sign-in, which may come back as another user's.
    let is_in = memo(move || !matches!(view.session.state(), SignIn::SignedOut | SignIn::Checking));
    let wanted = memo(move || if is_in.get() { ids.get() } else { Vec::new() });
    let owner = Owner::current().unwrap_or_default();
    effect(move || {
        let ids = wanted.get();
        // What it is made of outlives this run.
        untrack(|| match watcher.peek().flatten() {
            Some(there) => there.keep(&ids),
            None if !ids.is_empty() => {
                watcher.set(Some(owner.with(|| Watcher::begin(view, &ids))));
            }
            None => {}
        });
    });
}

impl Watcher {
    fn begin(view: &'static View, ids: &[ResourceId]) -> &'static Watcher {
        let mut list = Watchlist::default();
        list.keep(ids);
        let poll = use_site_poll();
        let at_ms = memo(move || poll.decision().at_ms);
        let watcher = Watcher {
            view,
            poll,
            list: State::new(list),
            notify: State::new(false),
            trouble: State::new(None),
            pressed: State::new(false),
            elsewhere: State::new(None),
            shown: State::new(Vec::new()),
            // Read once for each moment, as on a session's own page.
            since: memo(move || moment(view, at_ms.get())),
            ask: State::new(Ask::Open),
        };
        let watcher: &'static Watcher = Box::leak(Box::new(watcher));
        let is_awaited = memo(move || watcher.list.read().standing().is_some());
        effect(move || poll.tell(Event::Background(is_awaited.get())));
        on_change(move || poll.due.track(), move || spawn(watcher.round()));
        let is_given_up = memo(move || poll.decision().activity == Activity::BackgroundOver);
        on_change(
            move || is_given_up.track(),
            move || {
                if is_given_up.peek() && is_awaited.peek() && watcher.notify.peek() == Some(true) {
                    let words = watcher.words_of_all();
                    browser::notify(view.messages.notify_title, &words, WATCHED_KEY);
                }
            },
        );
        view.session.on_other_user(move || {
            watcher.list.update(Watchlist::forget);
            watcher.ask_for(Ask::Due);
        });
        // The schedule starts with its first request under way.
        spawn(watcher.round());
        watcher
    }

    /// Watches just these.
    fn keep(&self, ids: &[ResourceId]) {
        if ids.is_empty() {
            // All were taken off, or the user signed out.
            self.trouble.set(None);
            self.shown.set(Vec::new());
        }
        if self.change(|list| list.keep(ids)) == Some(true) {
            self.ask_for(Ask::Due);
        }
    }

    /// The user's Refresh.
    pub fn refresh(&self) {
        self.pressed.set(true);
        self.ask_for(Ask::All);
    }

    fn ask_for(&self, ask: Ask) {
        if self.ask.peek() != Some(Ask::All) {
            self.ask.set(ask);
        }
        self.poll.tell(Event::Refresh);
    }

    /// The user has seen how one ended.
    pub fn see(&self, id: &ResourceId) {
        self.list.update(|list| list.see(id));
    }

    /// How current all of them are, tracked.
    pub fn standing(&self) -> Standing {
        let decision = self.poll.decision();
        let now = self.view.clock.now();
        let list = self.list.read();
        let is_old = list.entries().iter().any(|entry| entry.is_old(now, decision.fresh_ms));
        let read_at = list.read_at().unwrap_or(now);
        page::watch::standing(decision.activity, self.since.get(), read_at, is_old)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Watchlist) -> T) -> Option<T> {
        let mut changed = None;
        self.list.update(|list| changed = Some(change(list)));
        changed
    }

    /// Asks for one after the other, each at most once.
    async fn round(&'static self) {
        let ask = self.ask.peek().unwrap_or(Ask::Open);
        self.ask.set(Ask::Open);
        self.list.update(Watchlist::begin);
        let interval_ms = Settings::of(self.view.config).poll_interval_ms;
        let (mut trouble, mut told) = (None, Vec::new());
        let mut is_partial = false;
        loop {
            let elsewhere = self.elsewhere.peek().flatten();
            let now_ms = browser::uptime_ms();
            let next = self.change(|list| list.next(ask, elsewhere.as_ref(), now_ms, interval_ms));
            let Some(id) = next.flatten() else { break };
            let outcome = self.fetch(&id).await;
            let (is_news, error) = self.take(&id, outcome);
            if is_news {
                told.push(id);
            }
            let Some(error) = error else {
                is_partial = true;
                continue;
            };
            // What says nothing of this one session would be the same for the next.
            let is_of_one = is_of_one(&error);
            trouble = Some(error);
            if !is_of_one {
                is_partial = false;
                break;
            }
        }
        self.announce(&told);
        self.settle(trouble, is_partial);
    }

    async fn fetch(&self, id: &ResourceId) -> Result<Fetched, ApiError> {
        let View { client, config, .. } = self.view;
        if config.sign_in == SignInMode::Account && !client.has_sign_in() {
            return Err(ApiError::SignedOut);
        }
        client.fetch(Route::RestoreSession(id.clone())).await
    }

    /// Takes what came: whether it is news, and what is in trouble besides this one.
    fn take(
        &self,
        id: &ResourceId,
        outcome: Result<Fetched, ApiError>,
    ) -> (bool, Option<ApiError>) {
        let error = match outcome {
            Ok(fetched) => {
                let session = RestoreSession::from_entity(fetched.value.entity());
                let verdict = verdict::judge(&session, Some(id));
                return (self.hear(id, Known { verdict, read_at: fetched.at }), None);
            }
            Err(error) => error,
        };
        match Trouble::of(&error, self.view.config.sign_in) {
            Trouble::Gone => {
                let is_news = self.change(|list| list.lose(id, &error)) == Some(true);
                self.notify_if(is_news, id);
                (is_news, None)
            }
            Trouble::SignedOut | Trouble::Passing { .. } => {
                self.list.update(|list| list.fail(id));
                (false, Some(error))
            }
        }
    }

    /// An answer, from here or from the session's own page; `true` where it came to its
    /// end.
    pub fn hear(&self, id: &ResourceId, known: Known) -> bool {
        // As long as its own page waits for a result.
        let wait_ms = Settings::of(self.view.config).collection_interval_ms.saturating_mul(2);
        let now_ms = browser::uptime_ms();
        let is_news = self.change(|list| list.answer(id, known, now_ms, wait_ms)) == Some(true);
        self.notify_if(is_news, id);
        is_news
    }

    fn notify_if(&self, is_news: bool, id: &ResourceId) {
        if is_news && self.notify.peek() == Some(true) {
            let words = self.words_of(id, page::watch::notification);
            browser::notify(self.view.messages.notify_title, &words, id.as_str());
        }
    }

    fn words_of(
        &self,
        id: &ResourceId,
        say: fn(&Entry, &restore_desk_model::messages::Context<'_>) -> String,
    ) -> String {
        let list = self.list.peek().unwrap_or_default();
        let entry = list.entry(id);
        untrack(|| self.view.with(|context| entry.map(|entry| say(entry, context))))
            .unwrap_or_default()
    }

    /// How all of them stand, and that nothing is asked any more.
    fn words_of_all(&self) -> String {
        untrack(|| {
            let (counts, standing) = (self.list.read().counts(), self.standing());
            self.view.with(|context| page::watch::sentence(counts, standing, context))
        })
    }

    /// All of a round in one: of two pieces of news the newer takes the other's place.
    fn announce(&self, told: &[ResourceId]) {
        if !told.is_empty() {
            let words: Vec<_> =
                told.iter().map(|id| self.words_of(id, page::watch::news)).collect();
            self.view.announcer.tell_anywhere(&words.join("; "));
        }
    }

    /// A round is over: what the schedule makes of it. Where some were answered, those
    /// that were not are tried again with all the others, which must not grow old for them.
    fn settle(&self, trouble: Option<ApiError>, is_partial: bool) {
        let poll = self.poll;
        self.pressed.set(false);
        if self.trouble.peek().flatten() != trouble {
            self.trouble.set(trouble.clone());
        }
        let Some(error) = trouble.filter(|_| !is_partial) else {
            let told = self.list.peek().unwrap_or_default().told();
            let told: Vec<_> = told.iter().copied().map(Event::Answered).collect();
            return poll.tell_all(&told);
        };
        if self.ask.peek() != Some(Ask::All) {
            self.ask.set(Ask::Due);
        }
        let trouble = Trouble::of(&error, self.view.config.sign_in);
        if trouble == Trouble::SignedOut && self.notify.peek() == Some(true) {
            // Nothing is asked after it.
            let m = self.view.messages;
            browser::notify(m.notify_title, m.sign_in_again, WATCHED_KEY);
        }
        poll.tell(Event::Failed(trouble));
        // It was of an older sign-in: there is a newer one already.
        if trouble == Trouble::SignedOut && self.view.client.has_sign_in() {
            poll.tell(Event::SignedIn);
        }
    }
}
