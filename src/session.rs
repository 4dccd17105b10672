//! The sign-in of this tab: kept in memory and in this tab's storage, shared
//! with the other tabs of the same origin, and nowhere else.

use std::{fmt, sync::Arc};

use leptos::prelude::*;
use restore_desk_model::{
    config::{Config, SignInMode},
    json::{Json, Object},
    logon::Access,
    wire,
};

use crate::{
    browser,
    tabs::{Message, Tabs},
};

/// How long a new tab waits for another one to share its sign-in, in milliseconds.
const ASK_MS: u32 = 250;

/// A sign-in at EM. The token can be read by [`crate::api`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential(Arc<Secret>);

#[derive(PartialEq, Eq)]
struct Secret {
    token: String,
    session_id: Option<String>,
    user_name: String,
    access: Access,
}

/// Says nothing: a token must not reach a log.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credential")
    }
}

impl Credential {
    /// A fresh sign-in.
    pub(crate) fn new(
        token: String,
        session_id: Option<String>,
        user_name: String,
        access: Access,
    ) -> Credential {
        Credential(Arc::new(Secret { token, session_id, user_name, access }))
    }

    /// For the header `X-RestSvcSessionId`.
    pub(crate) fn token(&self) -> &str {
        &self.0.token
    }

    /// The id to sign out with.
    pub(crate) fn session_id(&self) -> Option<&str> {
        self.0.session_id.as_deref()
    }

    /// The user as EM names it.
    pub fn user_name(&self) -> &str {
        &self.0.user_name
    }

    /// What the role may open.
    pub fn access(&self) -> &Access {
        &self.0.access
    }

    /// For this tab's storage and the other tabs.
    pub(crate) fn to_json(&self) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        let collections = self.0.access.collections.iter().map(|name| text(name)).collect();
        let members = [
            ("token", text(&self.0.token)),
            ("sessionId", self.0.session_id.as_deref().map_or(Json::Null, text)),
            ("userName", text(&self.0.user_name)),
            ("collections", Json::List(collections)),
        ];
        Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Reads what [`Credential::to_json`] wrote.
    pub(crate) fn from_json(object: &Object) -> Option<Credential> {
        let collections = object.get("collections").and_then(Json::as_list).unwrap_or_default();
        let collections = collections.iter().filter_map(Json::as_text).map(str::to_owned).collect();
        Some(Credential::new(
            object.filled_text("token")?.to_owned(),
            object.filled_text("sessionId").map(str::to_owned),
            object.text("userName")?.to_owned(),
            Access { collections },
        ))
    }
}

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
    state: RwSignal<SignIn>,
    /// The last sign-in that EM refused: another tab may still offer it.
    dead: RwSignal<Option<Credential>>,
    /// Whether the present credential has worked in this page.
    proved: RwSignal<bool>,
    /// Whether the dialog over the page is open.
    pub dialog_open: RwSignal<bool>,
    /// Whether EM refused the sign-in before it had worked here: the form says so.
    pub refused: RwSignal<bool>,
    /// Grows with each sign-in: pages ask again.
    pub generation: RwSignal<u32>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    key: StoredValue<String>,
}

impl Session {
    /// Starts with what this tab has kept, else asks the other tabs.
    pub fn start(config: &Config) -> Session {
        let session = Session {
            state: RwSignal::new(SignIn::Checking),
            dead: RwSignal::new(None),
            proved: RwSignal::new(false),
            dialog_open: RwSignal::new(false),
            refused: RwSignal::new(false),
            generation: RwSignal::new(0),
            tabs: StoredValue::new_local(None),
            key: StoredValue::new(format!("restore-desk {}", browser::absolute(&config.proxy))),
        };
        if config.sign_in == SignInMode::Proxy {
            session.state.set(SignIn::ByProxy);
            return session;
        }
        if config.share_sign_in {
            let tabs = Tabs::open(&session.key.get_value(), move |message| session.hear(message));
            session.tabs.set_value(tabs);
        }
        match session.stored() {
            Some(credential) => session.state.set(SignIn::SignedIn(credential)),
            None if session.tell(&Message::Ask) => browser::after(ASK_MS, move || {
                if session.state.try_get_untracked() == Some(SignIn::Checking) {
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
        match self.state.try_get_untracked() {
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

    /// A sign-in succeeded: keep it and share it.
    pub fn signed_in(&self, credential: Credential) {
        self.tell(&Message::Have(credential.clone()));
        self.adopt(credential);
    }

    /// A request with the present sign-in got its answer.
    pub fn prove(&self) {
        let _set = self.proved.try_set(true);
    }

    /// EM refused `used`. A late answer to an older sign-in changes nothing.
    pub fn expire(&self, used: Option<&Credential>) {
        let Some(SignIn::SignedIn(credential)) = self.state.try_get_untracked() else { return };
        if used.is_some_and(|used| *used != credential) {
            return;
        }
        self.dead.set(Some(credential.clone()));
        browser::unstore(&self.key.get_value());
        if self.proved.get_untracked() {
            self.dialog_open.set(!browser::is_typing());
            self.state.set(SignIn::Expired(credential));
        } else {
            self.refused.set(true);
            self.state.set(SignIn::SignedOut);
        }
        // Another tab may have signed in anew.
        self.tell(&Message::Ask);
    }

    /// The user signed out here: the data goes, in every tab.
    pub fn sign_out(&self) -> Option<Credential> {
        let credential = self.known_untracked();
        self.tell(&Message::Ended);
        self.forget();
        credential
    }

    fn known_untracked(&self) -> Option<Credential> {
        untrack(|| self.known())
    }

    fn forget(&self) {
        browser::unstore(&self.key.get_value());
        self.dialog_open.set(false);
        self.refused.set(false);
        self.state.set(SignIn::SignedOut);
    }

    fn adopt(&self, credential: Credential) {
        browser::store(&self.key.get_value(), &credential.to_json().to_string());
        self.proved.set(false);
        self.dialog_open.set(false);
        self.refused.set(false);
        self.state.set(SignIn::SignedIn(credential));
        self.generation.update(|generation| *generation += 1);
    }

    fn stored(&self) -> Option<Credential> {
        let text = browser::stored(&self.key.get_value())?;
        let json = wire::parse(text.as_bytes()).ok()?;
        Credential::from_json(json.as_object()?)
    }

    /// Whether there is a channel to the other tabs.
    fn tell(&self, message: &Message) -> bool {
        self.tabs.with_value(|tabs| tabs.as_ref().map(|tabs| tabs.tell(message)).is_some())
    }

    fn hear(&self, message: Message) {
        let Some(state) = self.state.try_get_untracked() else { return };
        match (message, state) {
            (Message::Ask, SignIn::SignedIn(credential)) => {
                self.tell(&Message::Have(credential));
            }
            (
                Message::Have(credential),
                SignIn::Checking | SignIn::SignedOut | SignIn::Expired(_),
            ) if self.dead.with_untracked(|dead| dead.as_ref() != Some(&credential)) => {
                self.adopt(credential);
            }
            (Message::Ended, SignIn::SignedIn(_) | SignIn::Expired(_)) => self.forget(),
            _ => {}
        }
    }
}

/// The sign-in of this tab.
///
/// # Panics
///
/// Outside `App`, which provides it above every page.
pub fn use_session() -> Session {
    #[expect(clippy::expect_used, reason = "provided by App above every page")]
    use_context::<Session>().expect("a Session is provided above every page")
}
