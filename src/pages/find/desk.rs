//! Asking for the list: one request at a time, whatever is wanted of it.

use std::sync::Arc;

use leptos::prelude::untrack;
use restore_desk_model::{
    collection::Collection,
    error::ApiError,
    list::{List, Look},
    page::listing::Seen,
    query::{self, IDS_MAX, LAST_THIRTY_DAYS},
    remote_data::RemoteData,
    route::Listing,
    schedule::{Event, Standing, Trouble},
};

use crate::{
    api::{Answer, Fetched},
    live::{Again, Live, State},
    pages::asking::use_asking,
    poll::Poll,
    tasks::{effect, on_change, spawn_in_effect},
    view::{View, use_view},
};

/// What is wanted of EM. It stays wanted until it is had: a request that gives
/// way to another is sent again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Wanted {
    look: bool,
    more: bool,
}

/// The list, and what asks for it.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    view: &'static View,
    /// The rows; `None` before the first answer.
    pub(super) list: State<Option<List>>,
    /// The address whose rows are shown.
    pub(super) shown: State<Listing>,
    /// What the rows of this page's lists have named, to be chosen from.
    pub(super) seen: State<Seen>,
    /// How the newest look went.
    pub(super) data: State<RemoteData<Fetched>>,
    /// When EM is asked.
    pub(super) poll: Poll,
    /// The user's "Try again".
    pub(super) refresh: Again,
    /// Whether someone is typing what to ask for: nothing is asked meanwhile.
    pub(super) hold: State<bool>,
    /// Whether more rows are being asked for.
    pub(super) is_adding: State<bool>,
    /// Why no more rows could be had.
    pub(super) more_failed: State<Option<ApiError>>,
    wanted: State<Wanted>,
    run: Again,
    /// Whether EM refused a search to this sign-in.
    may_not_search: State<bool>,
}

/// Asks for the list of an address, again as `model::schedule` decides.
pub(super) fn use_list(listing: Live<Listing>) -> Desk {
    let view = use_view();
    let (poll, refresh) = use_asking();
    let desk = Desk {
        view,
        list: State::new(None),
        shown: State::new(listing.peek()),
        seen: State::new(Seen::default()),
        data: State::new(RemoteData::Loading),
        poll,
        refresh,
        hold: State::new(false),
        is_adding: State::new(false),
        more_failed: State::new(None),
        wanted: State::new(Wanted { look: true, more: false }),
        run: Again::new(),
        may_not_search: State::new(false),
    };
    on_change(move || poll.due.track(), move || desk.want(|wanted| wanted.look = true));
    let generation = view.session.generation;
    on_change(
        move || generation.track(),
        move || {
            desk.may_not_search.set(false);
            desk.more_failed.set(None);
        },
    );
    view.session.on_other_user(move || desk.forget());

    let mut asked = None;
    effect(move || {
        let listing = listing.get();
        desk.run.track();
        // What was under way is cancelled by this effect's own cleanup.
        if desk.hold.get() {
            return;
        }
        if asked.as_ref() != Some(&listing) {
            // Not by the schedule's leave, which counts it all the same.
            if asked.replace(listing.clone()).is_some() {
                untrack(|| poll.tell(Event::Sent));
            }
            desk.is_adding.set(false);
            desk.wanted.set(Wanted { look: true, more: false });
        }
        let wanted = desk.wanted.peek().unwrap_or_default();
        if wanted.look {
            desk.data.update(RemoteData::begin_refresh);
        }
        if wanted != Wanted::default() {
            spawn_in_effect(desk.ask(listing));
        }
    });
    desk
}

impl Desk {
    fn want(self, change: fn(&mut Wanted)) {
        self.wanted.update(change);
        self.run.ask();
    }

    /// Whether rows of another address are shown than the one that is asked for; tracked.
    pub(super) fn is_of_another(self, listing: Live<Listing>) -> bool {
        *self.shown.read() != *listing.read()
    }

    /// Shows more rows: those that are here, or the next page.
    pub(super) fn more(self) {
        if self.is_adding.peek() == Some(true) {
            return;
        }
        self.more_failed.set(None);
        let next = self.list.peek().flatten().and_then(|list| list.next().map(str::to_owned));
        if next.is_some() {
            self.is_adding.set(true);
            self.want(|wanted| wanted.more = true);
        } else {
            self.change(List::add_from_here);
        }
    }

    /// Whether more rows were asked for than came at first.
    pub(super) fn was_pressed(self) -> bool {
        self.list.peek().flatten().is_some_and(|list| 1 < list.groups().len())
    }

    /// As if nothing had been asked for yet.
    fn forget(self) {
        self.list.set(None);
        self.seen.set(Seen::default());
        self.data.set(RemoteData::Loading);
        self.is_adding.set(false);
        self.want(|wanted| *wanted = Wanted { look: true, more: false });
    }

    /// Shows the new ones that wait.
    pub(super) fn bring_in(self) {
        let Some(listing) = self.shown.peek() else { return };
        self.change(move |list| list.bring_in(&listing));
    }

    fn change(self, change: impl FnOnce(&mut List)) {
        self.list.update(|list| {
            if let Some(list) = list {
                change(list);
            }
        });
    }

    /// Does what is wanted, one request after the other.
    async fn ask(self, listing: Listing) {
        let wanted = self.wanted.peek().unwrap_or_default();
        if wanted.more {
            self.add_page().await;
        }
        if wanted.look {
            let outcome = self.look(&listing).await;
            let mode = self.view.config.sign_in;
            self.poll.tell(match &outcome {
                Ok(()) => Event::Answered(Standing::Running),
                Err(error) => Event::Failed(Trouble::of(error, mode)),
            });
            // It was of an older sign-in: there is a newer one already.
            if outcome == Err(ApiError::SignedOut) && self.view.client.has_sign_in() {
                self.poll.tell(Event::SignedIn);
            }
            let is_other = self.shown.peek().as_ref() != Some(&listing);
            self.wanted.update(|wanted| wanted.look = false);
            self.data.update(|data| match outcome {
                // Rows of another address are no older answer to this one.
                Err(error) if is_other => *data = RemoteData::Failed { error, is_pending: false },
                outcome => data.settle(outcome.map(|()| self.fetched())),
            });
        }
    }

    /// What the view of all requests goes by: the rows stand elsewhere.
    fn fetched(self) -> Fetched {
        let value = Arc::new(Answer::Collection(Collection::EMPTY));
        Fetched { value, at: self.view.clock.read() }
    }

    async fn add_page(self) {
        let next = self.list.peek().flatten().and_then(|list| list.next().map(str::to_owned));
        let Some(next) = next else { return self.end_adding(None) };
        match self.view.client.list(next).await {
            Ok(page) => {
                self.seen.update(|seen| seen.add(page.items.iter().map(|item| &**item)));
                self.change(|list| list.add(page));
                self.end_adding(None);
            }
            // It stays wanted: after a sign-in it is asked for again.
            Err(ApiError::SignedOut) => self.poll.tell(Event::Failed(Trouble::SignedOut)),
            Err(error) => self.end_adding(Some(error)),
        }
    }

    fn end_adding(self, error: Option<ApiError>) {
        self.wanted.update(|wanted| wanted.more = false);
        self.more_failed.set(error);
        self.is_adding.set(false);
    }

    /// One look, and what it changes in the rows.
    async fn look(self, listing: &Listing) -> Result<(), ApiError> {
        let client = self.view.client;
        let searched = match self.may_not_search.peek() {
            Some(true) => None,
            _ => match self.search(listing).await {
                Err(ApiError::Forbidden { .. }) => None,
                look => Some(look?),
            },
        };
        let look = if let Some(look) = searched {
            look
        } else {
            let all = client.list(LAST_THIRTY_DAYS.to_owned()).await?;
            self.may_not_search.set(true);
            Look::unsearched(all, listing, self.view.clock.read())
        };
        let same =
            self.list.peek().flatten().filter(|_| self.shown.peek().as_ref() == Some(listing));
        let missing = same.as_ref().map(|list| list.missing(&look)).unwrap_or_default();
        let mut again = Collection::EMPTY;
        for ids in missing.chunks(IDS_MAX) {
            // Those of them that could not be read are marked as old.
            let Ok(part) = client.list(query::by_ids(ids)).await else { break };
            again.items.extend(part.items);
        }
        self.more_failed.set(None);
        self.seen.update(|seen| seen.add(look.items()));
        if same.is_some() {
            self.change(|list| list.renew(look, again, listing));
        } else {
            self.list.set(Some(List::new(look)));
            self.shown.set(listing.clone());
        }
        Ok(())
    }

    async fn search(self, listing: &Listing) -> Result<Look, ApiError> {
        let client = self.view.client;
        let now = self.view.clock.read();
        let plan = query::plan(listing, now).ok_or(ApiError::NotOpened)?;
        let running = match plan.running {
            Some(request) => Some(client.list(request).await?),
            None => None,
        };
        let look = Look::searched(running, client.list(plan.page).await?, now);
        match plan.nearest.filter(|_| look.is_empty()) {
            Some(request) => Ok(Look::nearest(client.list(request).await?, listing, now)),
            None => Ok(look),
        }
    }
}
