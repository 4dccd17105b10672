//! Requests to Enterprise Manager through the proxy: the only part that sends.

pub mod endpoint;
mod probe;
pub mod transport;

use leptos::prelude::*;
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
    clock::Clock,
    session::{Credential, Session},
};

/// An answer, and when it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetched<T> {
    /// The answer.
    pub value: T,
    /// When it arrived, by EM's clock.
    pub at: Timestamp,
}

/// Sends requests with the sign-in of this tab.
#[derive(Clone, Copy)]
pub struct Client {
    transport: StoredValue<Transport>,
    session: Session,
    clock: Clock,
}

impl Client {
    /// A client for the configured proxy.
    pub fn new(transport: Transport, session: Session, clock: Clock) -> Client {
        Client { transport: StoredValue::new(transport), session, clock }
    }

    /// Gets one entity of the type that the address stands for.
    ///
    /// # Errors
    ///
    /// Every way to fail is an [`ApiError`]; 401 also ends the sign-in.
    pub async fn entity(
        self,
        route: Route,
        kind: &'static str,
    ) -> Result<Fetched<Entity>, ApiError> {
        let json = self.get(Endpoint::of(&route).ok_or(ApiError::NotFound)?).await?;
        self.fetched(entity::read_as(&json, kind)?)
    }

    /// Gets any resource.
    ///
    /// # Errors
    ///
    /// As [`Client::entity`].
    pub async fn resource(self, route: Route) -> Result<Fetched<Resource>, ApiError> {
        let json = self.get(Endpoint::of(&route).ok_or(ApiError::NotFound)?).await?;
        self.fetched(entity::read(&json)?)
    }

    /// Gets the newest restore sessions, and whether the query service told.
    ///
    /// # Errors
    ///
    /// As [`Client::entity`]; a role without the query service is no error.
    pub async fn newest(self) -> Result<Fetched<Newest>, ApiError> {
        let (json, searched) = match self.get(Endpoint::newest()).await {
            Err(ApiError::Forbidden { .. }) => {
                (self.get(Endpoint::last_thirty_days()).await?, false)
            }
            other => (other?, true),
        };
        match entity::read(&json)? {
            Resource::Collection(mut collection) => {
                if !searched {
                    restore_desk_model::page::collection::sort_newest_first(&mut collection);
                    collection.items.truncate(endpoint::NEWEST_COUNT);
                }
                self.fetched(Newest { collection, searched })
            }
            Resource::Entity(entity) => Err(ApiError::WrongType {
                expected: "QueryResult",
                got: entity.kind.unwrap_or_default(),
            }),
        }
    }

    /// Signs in. The password leaves the page in this request alone.
    ///
    /// # Errors
    ///
    /// [`ApiError::SignedOut`] when EM refuses it.
    pub async fn sign_in(self, user_name: &str, password: &str) -> Result<Credential, ApiError> {
        let basic = crate::browser::base64(&format!("{user_name}:{password}"));
        let transport = self.transport()?;
        let header = ("Authorization", format!("Basic {basic}"));
        let reply = transport.send(Method::Post, &Endpoint::sign_in(), Some(header)).await?;
        let json = reply.read()?;
        let Logon { user_name: known_as, session_id, access } = logon::read(&json)?;
        let token =
            reply.token.clone().or_else(|| session_id.as_deref().map(crate::browser::base64));
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

    /// Ends a sign-in at EM. Whatever comes of it, this page is signed out.
    pub async fn sign_out(self, credential: Credential) {
        let endpoint = credential.session_id().and_then(Endpoint::sign_out);
        if let (Ok(transport), Some(endpoint)) = (self.transport(), endpoint) {
            let header = ("X-RestSvcSessionId", credential.token().to_owned());
            let _ended = transport.send(Method::Delete, &endpoint, Some(header)).await;
        }
    }

    async fn get(self, endpoint: Endpoint) -> Result<Json, ApiError> {
        let transport = self.transport()?;
        let token = self.session.credential();
        let header =
            token.as_ref().map(|credential| ("X-RestSvcSessionId", credential.token().to_owned()));
        let outcome = match transport.send(Method::Get, &endpoint, header).await {
            Err(error) => Err(error),
            Ok(reply) => {
                if let Some(date_ms) = reply.date_ms {
                    self.clock.hear(date_ms);
                }
                reply.read()
            }
        };
        if outcome == Err(ApiError::SignedOut) && transport.sign_in() == SignInMode::Account {
            self.session.expire(token.as_ref());
        }
        outcome
    }

    fn fetched<T>(self, value: T) -> Result<Fetched<T>, ApiError> {
        Ok(Fetched { value, at: self.clock.read() })
    }

    fn transport(self) -> Result<Transport, ApiError> {
        self.transport.try_get_value().ok_or(ApiError::Unreachable)
    }
}

/// The newest restore sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct Newest {
    /// The sessions, newest first.
    pub collection: Collection,
    /// Whether the query service told; else these are the last 30 days.
    pub searched: bool,
}

/// The client of this page.
pub fn use_client() -> Client {
    #[expect(clippy::expect_used, reason = "provided by App above every page; a test mounts it")]
    use_context::<Client>().expect("a Client is provided above every page")
}
