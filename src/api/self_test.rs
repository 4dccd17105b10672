//! What the self-test asks: with GET alone, of the proxy and of this page's own files.
//! It ends no sign-in, whatever is answered.
//!
//! Members are read by name where the first load does not read them otherwise: to
//! share what it has inlined would make it larger.

use leptos::{prelude::untrack, wasm_bindgen::JsValue, web_sys};
use restore_desk_model::{
    config::SignInMode,
    error::ApiError,
    self_test::{Found, Frame, Health, Served, Who, is_own},
};

use super::{
    Client,
    endpoint::Endpoint,
    probe,
    request::{Credentials, request},
    transport::Method,
};
use crate::{
    browser::{
        self,
        by_name::{call, global, member},
    },
    session::SignIn,
};

/// Stands for a token where only the header's name matters; the proxy passes nothing
/// of such a request on.
const NO_TOKEN: &str = "preflight-only";

/// The head of a reply.
struct Head {
    is_redirect: bool,
    /// Whether it has the file.
    is_ok: bool,
    served: Served,
}

impl Client {
    /// Finds out how everything stands.
    pub async fn find_out(self) -> Found {
        let origin = browser::absolute("/").trim_end_matches('/').to_owned();
        let proxy = self.transport.proxy.clone();
        let health = self.health().await;
        let (mut sends_token, mut em, mut times_ms, mut search) = (None, None, None, None);
        if health == Health::Answers {
            if !is_own(&origin, &proxy) {
                sends_token = Some(self.sends_token().await);
            }
            let (asked, times) = self.ask_em().await;
            if matches!(asked, Ok(()) | Err(ApiError::SignedOut)) {
                search = self.search().await;
            }
            (em, times_ms) = (Some(asked), times);
        }
        Found {
            origin,
            proxy,
            health,
            sends_token,
            em,
            times_ms,
            document: own_file("").await,
            boot: own_file("boot.js").await,
            config: own_file("config.json").await,
            wasm: own_file(&browser::attribute("boot", "data-wasm").unwrap_or_default()).await,
            frame: frame(),
            keeps: browser::keeps(),
            tells: browser::tells(),
            who: self.who(),
            search,
        }
    }

    fn who(self) -> Who {
        match untrack(|| self.session.state()) {
            SignIn::Checking | SignIn::SignedOut => Who::Nobody,
            SignIn::Expired(_) => Who::Ended,
            SignIn::SignedIn(_) => Who::Account(untrack(|| self.session.access())),
            SignIn::ByProxy => Who::Proxy,
        }
    }

    /// What the proxy itself answers, whatever stands behind it.
    async fn health(self) -> Health {
        let url = probe::health_url(&self.transport.proxy);
        match head(&url, "cors", self.transport.credentials, None).await {
            Some(Head { is_redirect: true, .. }) => Health::Redirects,
            Some(_) => Health::Answers,
            None => match head(&url, "no-cors", Credentials::Omit, None).await {
                Some(_) => Health::Closed,
                None => Health::Silent,
            },
        }
    }

    /// Whether the proxy's answer to OPTIONS lets the token's header pass.
    async fn sends_token(self) -> bool {
        let header = Some(("X-RestSvcSessionId", NO_TOKEN));
        let url = probe::health_url(&self.transport.proxy);
        head(&url, "cors", self.transport.credentials, header).await.is_some()
    }

    /// What EM answers without a sign-in, and its time beside this computer's.
    async fn ask_em(self) -> (Result<(), ApiError>, Option<(i64, i64)>) {
        let before_ms = browser::now_ms();
        match self.transport.send(Method::Get, &Endpoint::root(), None).await {
            Err(error) => (Err(error), None),
            Ok(reply) => {
                let here_ms = i64::midpoint(before_ms, browser::now_ms());
                (reply.read().map(|_| ()), reply.date_ms.map(|em_ms| (em_ms, here_ms)))
            }
        }
    }

    /// Whether whoever is signed in may search; `None` for nobody.
    async fn search(self) -> Option<Result<(), ApiError>> {
        let header = self.session.credential().map(|known| known.header());
        if header.is_none() && self.transport.sign_in() == SignInMode::Account {
            return None;
        }
        let reply = self.transport.send(Method::Get, &Endpoint::one_session(), header).await;
        Some(reply.and_then(|reply| reply.read()).map(|_| ()))
    }
}

/// Whose page holds this one in a frame.
fn frame() -> Frame {
    browser::around().map_or(Frame::No, |around| {
        Frame::Of(around.split_ascii_whitespace().next().map(str::to_owned))
    })
}

/// How one of this page's own files is served now.
async fn own_file(name: &str) -> Option<Served> {
    let url = browser::absolute(name);
    // The address of the page may end with a query, which is of no use here.
    let url = url.split_once('?').map_or(url.as_str(), |(path, _)| path);
    let head = head(url, "cors", Credentials::SameOrigin, None).await?;
    head.is_ok.then_some(head.served)
}

/// Asks, and stops at the head of the reply; `None` where there is none in time.
async fn head(
    url: &str,
    mode: &'static str,
    credentials: Credentials,
    header: Option<(&'static str, &'static str)>,
) -> Option<Head> {
    let init = probe::question(mode, credentials);
    if let Some(header) = header {
        browser::set(&init, "headers", &browser::object(&[header]));
    }
    let response: web_sys::Response = request(url, &init)?.send().await.ok()?.into();
    let headers = member(&response, "headers")?;
    let value = |name: &str| call(&headers, "get", &[JsValue::from_str(name)])?.as_string();
    let served = Served {
        kind: value("Content-Type"),
        policy: value("Content-Security-Policy"),
        cache: value("Cache-Control"),
    };
    let text = |value: JsValue| call(&global("window")?, "String", &[value])?.as_string();
    let is = |name: &str, expected: &str| {
        member(&response, name).and_then(text).as_deref() == Some(expected)
    };
    // The rest is not wanted.
    let _cancelled = member(&response, "body").and_then(|body| call(&body, "cancel", &[]));
    Some(Head { is_redirect: is("type", "opaqueredirect"), is_ok: is("ok", "true"), served })
}
