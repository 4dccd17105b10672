//! The sign-in of this tab: kept in memory and in this tab's storage, shared
//! with the other tabs of the same origin, and nowhere else.

use leptos::prelude::*;
use restore_desk_model::{
    config::{Config, SignInMode},
    logon::Access,
    wire,
};

use crate::{
    browser,
    credential::Credential,
    live::State,
    tabs::{self, Message},
    tasks::effect,
};

/// How long a new tab waits for another one to share its sign-in, in milliseconds.
const ASK_MS: u32 = 250;

/// Where the sign-in stands.
#[derive(Clone, Debug, PartialEq)]
pub enum SignIn {
    /// Asking the other tabs.
    Checking,
    /// The form is the page.
    SignedOut,
    /// Signed in.
    SignedIn(Credential),
    /// The sign-in ended while the page was in use: the page stays.
    Expired(Credential),
    /// The proxy signs in by itself.
    ByProxy,
}

/// The sign-in of this tab, as signals.
#[derive(Clone, Copy)]
pub struct Session {
    state: State<SignIn>,
    /// The last sign-in that EM refused: another tab may still offer it.
    dead: State<Option<Credential>>,
    /// Whether the present credential has worked in this page.
    proved: State<bool>,
    /// Collections that EM refused to the present role.
    refused_here: State<Vec<String>>,
    /// Whether the dialog over the page is open.
    pub dialog_open: State<bool>,
    /// Whether EM refused the sign-in before it had worked here: the form says so.
    pub refused: State<bool>,
    /// Grows with each sign-in: pages ask again.
    pub generation: State<u32>,
    /// What this tab's storage and the channel between tabs call it.
    key: &'static str,
}

impl Session {
    /// Starts with what this tab has kept, else asks the other tabs.
    pub fn start(config: &Config) -> Session {
        let session = Session {
            state: State::new(SignIn::Checking),
            dead: State::new(None),
            proved: State::new(false),
            refused_here: State::new(Vec::new()),
            dialog_open: State::new(false),
            refused: State::new(false),
            generation: State::new(0),
            // One for as long as the page lives.
            key: format!("restore-desk {}", browser::absolute(&config.proxy)).leak(),
        };
        if config.sign_in == SignInMode::Proxy {
            session.state.set(SignIn::ByProxy);
            return session;
        }
        if config.share_sign_in {
            tabs::open(session.key, move |message| session.hear(message));
        }
        match session.stored() {
            Some(credential) => session.state.set(SignIn::SignedIn(credential)),
            None if tabs::tell(&Message::Ask) => browser::after(ASK_MS, move || {
                if session.state.peek() == Some(SignIn::Checking) {
                    session.state.set(SignIn::SignedOut);
                }
            }),
            None => session.state.set(SignIn::SignedOut),
        }
        session
    }

    /// Where the sign-in stands, tracked.
    pub fn state(&self) -> SignIn {
        self.state.get()
    }

    /// The sign-in to send, untracked; `None` when there is none.
    pub fn credential(&self) -> Option<Credential> {
        match self.state.peek() {
            Some(SignIn::SignedIn(credential)) => Some(credential),
            _ => None,
        }
    }

    /// Who is signed in, also while the sign-in has ended under the page; tracked.
    pub fn known(&self) -> Option<Credential> {
        match self.state.get() {
            SignIn::SignedIn(credential) | SignIn::Expired(credential) => Some(credential),
            SignIn::Checking | SignIn::SignedOut | SignIn::ByProxy => None,
        }
    }

    /// What the role may open: what its sign-in told, and what EM refused since;
    /// tracked.
    pub fn access(&self) -> Access {
        let told = self.known().map(|credential| credential.access().clone()).unwrap_or_default();
        Access { refused: self.refused_here.get(), ..told }
    }

    /// EM refused an entity of a collection to the present role (403).
    pub fn learn_refused(&self, collection: &str) {
        let known = self.refused_here.peek().unwrap_or_default();
        if Access::is_telling(collection) && !known.iter().any(|known| known == collection) {
            self.refused_here.update(|refused| refused.push(collection.to_owned()));
        }
    }

    /// A sign-in succeeded: keep it and share it.
    pub fn signed_in(&self, credential: Credential) {
        tabs::tell(&Message::Have(credential.clone()));
        self.adopt(credential);
    }

    /// EM answered a request with `used`, which counts if it is still the present one.
    pub fn prove(&self, used: Option<&Credential>) {
        if used.is_some() && self.credential().as_ref() == used {
            self.proved.set(true);
        }
    }

    /// EM refused `used`. A late answer to an older sign-in changes nothing.
    pub fn expire(&self, used: Option<&Credential>) {
        let Some(SignIn::SignedIn(credential)) = self.state.peek() else { return };
        if used.is_some_and(|used| *used != credential) {
            return;
        }
        self.dead.set(Some(credential.clone()));
        browser::unstore(self.key);
        if self.proved.peek() == Some(true) {
            self.dialog_open.set(!browser::is_typing());
            self.state.set(SignIn::Expired(credential));
        } else {
            self.refused.set(true);
            self.state.set(SignIn::SignedOut);
        }
        // Another tab may have signed in anew.
        self.ask_tabs();
    }

    /// Runs `act` whenever somebody else has signed in than before, as over a page that
    /// stayed: a user may be shown less than the former one was.
    pub fn on_other_user(&self, act: impl Fn() + Send + Sync + 'static) {
        let session = *self;
        let mut former: Option<String> = None;
        effect(move || {
            let Some(known) = session.known() else { return };
            let name = known.user_name();
            if former.replace(name.to_owned()).is_some_and(|former| former != name) {
                untrack(&act);
            }
        });
    }

    /// Asks the other tabs whether anyone is signed in.
    pub fn ask_tabs(&self) {
        tabs::tell(&Message::Ask);
    }

    /// The user signed out here: the data goes, in every tab.
    pub fn sign_out(&self) -> Option<Credential> {
        let credential = self.known_untracked();
        tabs::tell(&Message::Ended);
        self.forget();
        credential
    }

    fn known_untracked(&self) -> Option<Credential> {
        untrack(|| self.known())
    }

    fn forget(&self) {
        browser::unstore(self.key);
        self.dialog_open.set(false);
        self.refused.set(false);
        self.state.set(SignIn::SignedOut);
    }

    fn adopt(&self, credential: Credential) {
        browser::store(self.key, &credential.to_json().to_string());
        self.proved.set(false);
        self.refused_here.set(Vec::new());
        self.dialog_open.set(false);
        self.refused.set(false);
        self.state.set(SignIn::SignedIn(credential));
        self.generation.update(|generation| *generation += 1);
    }

    fn stored(&self) -> Option<Credential> {
        let text = browser::stored(self.key)?;
        let json = wire::parse(text.as_bytes()).ok()?;
        Credential::from_json(json.as_object()?)
    }

    fn hear(&self, message: Message) {
        let Some(state) = self.state.peek() else { return };
        match (message, state) {
            (Message::Ask, SignIn::SignedIn(credential)) => {
                tabs::tell(&Message::Have(credential));
            }
            (
                Message::Have(credential),
                SignIn::Checking | SignIn::SignedOut | SignIn::Expired(_),
            ) if self.dead.peek().flatten().as_ref() != Some(&credential) => {
                self.adopt(credential);
            }
            (Message::Ended, SignIn::SignedIn(_) | SignIn::Expired(_)) => self.forget(),
            _ => {}
        }
    }
}
