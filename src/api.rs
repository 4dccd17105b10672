//! Requests to Enterprise Manager through the proxy: the only part that sends.

pub(crate) mod early;
pub mod endpoint;
mod probe;
mod request;
mod self_test;
pub mod transport;

use std::sync::Arc;

use restore_desk_model::{
    collection::Collection,
    config::SignInMode,
    entity::{self, Entity, Resource},
    error::ApiError,
    json::Json,
    logon::{self, Logon},
    route::Route,
    time::Timestamp,
};

use crate::{
    api::{
        endpoint::Endpoint,
        transport::{Method, Transport},
    },
    browser::{self, by_name},
    clock::Clock,
    credential::Credential,
    session::Session,
};

/// What a page asked for. One type for all of them, so that what holds and
/// draws it exists once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// One entity.
    Entity(Arc<Entity>),
    /// A list, from EM's query service or as a resource of its own.
    Collection(Collection),
}

impl Answer {
    /// The entity; an empty one for a list, which no page asks it of.
    pub fn entity(&self) -> Arc<Entity> {
        match self {
            Answer::Entity(entity) => Arc::clone(entity),
            Answer::Collection(_) => Arc::default(),
        }
    }

    /// The list; an empty one for an entity, which no page asks it of.
    pub fn collection(&self) -> &Collection {
        static NONE: Collection = Collection::EMPTY;
        match self {
            Answer::Collection(collection) => collection,
            Answer::Entity(_) => &NONE,
        }
    }

    /// Whether it is a list.
    pub fn is_collection(&self) -> bool {
        !matches!(self, Answer::Entity(_))
    }
}

/// An answer, and when it was read.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The answer; shared, since it may be large and is handed from signal to signal.
    pub value: Arc<Answer>,
    /// When it arrived, by EM's clock.
    pub at: Timestamp,
}

/// Sends requests with the sign-in of this tab.
#[derive(Clone, Copy)]
pub struct Client {
    transport: &'static Transport,
    session: Session,
    clock: Clock,
}

impl Client {
    /// A client for the configured proxy.
    pub fn new(transport: Transport, session: Session, clock: Clock) -> Client {
        // One for as long as the page lives.
        Client { transport: Box::leak(Box::new(transport)), session, clock }
    }

    /// Gets what an address stands for.
    ///
    /// # Errors
    ///
    /// Every way to fail is an [`ApiError`]; 401 also ends the sign-in.
    pub async fn fetch(self, route: Route) -> Result<Fetched, ApiError> {
        let reply = self.get(Endpoint::of(&route).ok_or(ApiError::NotFound)?).await;
        // Of what lies below an entity a refusal says nothing of the entity's kind.
        let is_entity = matches!(route, Route::BackupServer(_) | Route::VmRestorePoint(_));
        if let (Err(ApiError::Forbidden { .. }), true) = (&reply, is_entity) {
            self.session.learn_refused(route.collection().unwrap_or_default());
        }
        let (json, is_large) = reply?;
        let answer = answer(json, &route)?;
        step_if(is_large).await;
        Ok(Fetched { value: Arc::new(answer), at: self.clock.read() })
    }

    /// A list, by what stands behind `/api/`: `model::query` makes it.
    ///
    /// # Errors
    ///
    /// As for [`Client::fetch`]; a reply that is no list is [`ApiError::WrongType`].
    pub async fn list(self, request: String) -> Result<Collection, ApiError> {
        let (json, is_large) = self.get(Endpoint::list(request)).await?;
        let list = match entity::read(json)? {
            Resource::Collection(collection) => collection,
            Resource::Entity(entity) => {
                let got = entity.kind.unwrap_or_default();
                return Err(ApiError::WrongType { expected: "QueryResult", got });
            }
        };
        step_if(is_large).await;
        Ok(list)
    }

    /// Signs in. The password leaves the page in this request alone.
    ///
    /// # Errors
    ///
    /// [`ApiError::SignedOut`] when EM refuses it.
    pub async fn sign_in(self, user_name: &str, password: &str) -> Result<Credential, ApiError> {
        let basic = browser::base64(&format!("{user_name}:{password}"));
        let header = ("Authorization", format!("Basic {basic}"));
        let reply = self.transport.send(Method::Post, &Endpoint::sign_in(), Some(header)).await?;
        let json = reply.read()?;
        let Logon { user_name: known_as, session_id, access } = logon::read(&json)?;
        let token = reply.token.clone().or_else(|| session_id.as_deref().map(browser::base64));
        match token {
            Some(token) => Ok(Credential::new(
                token,
                session_id,
                known_as.unwrap_or_else(|| user_name.to_owned()),
                access,
            )),
            None => Err(ApiError::NotAResource { shape: restore_desk_model::error::Shape::Object }),
        }
    }

    /// Whether there is a sign-in to send.
    pub fn has_sign_in(self) -> bool {
        self.session.credential().is_some()
    }

    /// Ends a sign-in at EM. Whatever comes of it, this page is signed out.
    pub async fn sign_out(self, credential: Credential) {
        let endpoint = credential.session_id().and_then(Endpoint::sign_out);
        if let Some(endpoint) = endpoint {
            let header = Some(credential.header());
            let _ended = self.transport.send(Method::Delete, &endpoint, header).await;
        }
    }

    /// The JSON of a reply, and whether it is large: each step with it is a task then.
    async fn get(self, endpoint: Endpoint) -> Result<(Json, bool), ApiError> {
        let token = self.session.credential();
        let header = token.as_ref().map(Credential::header);
        let outcome = match self.transport.send(Method::Get, &endpoint, header).await {
            Err(error) => Err(error),
            Ok(reply) => {
                if let Some(date_ms) = reply.date_ms {
                    self.clock.hear(date_ms);
                }
                let is_large = reply.is_large();
                let read = reply.read();
                drop(reply);
                step_if(is_large).await;
                read.map(|json| (json, is_large))
            }
        };
        if outcome.is_ok() {
            self.session.prove(token.as_ref());
        }
        if matches!(outcome, Err(ApiError::SignedOut))
            && self.transport.sign_in() == SignInMode::Account
        {
            self.session.expire(token.as_ref());
        }
        outcome
    }
}

/// What the JSON of a reply says of what an address stands for.
fn answer(json: Json, route: &Route) -> Result<Answer, ApiError> {
    let kind = match route {
        Route::RestoreSession(_) => "RestoreSession",
        Route::BackupServer(_) => "BackupServer",
        Route::VmRestorePoint(_) => "VmRestorePoint",
        Route::Find
        | Route::List(_)
        | Route::Watch(_)
        | Route::Check
        | Route::Resource(_)
        | Route::Open(_) => {
            return entity::read(json).map(|resource| match resource {
                Resource::Entity(entity) => Answer::Entity(Arc::new(entity)),
                Resource::Collection(collection) => Answer::Collection(collection),
            });
        }
    };
    entity::read_as(json, kind).map(|entity| Answer::Entity(Arc::new(entity)))
}

/// Makes what follows a task of its own.
async fn step_if(is_large: bool) {
    if is_large {
        by_name::task().await;
    }
}
