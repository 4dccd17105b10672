//! Logon sessions (the reference, section b).

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    http::Call,
    id::Id,
    roles::{PASSWORD, Role, USERS, User},
};

/// Name of the header, and of the cookie, that hold the token.
pub(crate) const TOKEN: &str = "X-RestSvcSessionId";

/// Someone who is logged on.
#[derive(Clone, Debug)]
pub(crate) struct Logon {
    pub(crate) id: Id,
    pub(crate) user: &'static User,
    pub(crate) role: Role,
    pub(crate) last_request: DateTime<Utc>,
}

impl Logon {
    /// Base64 of the `SessionId` (section b.3).
    pub(crate) fn token(&self) -> String {
        STANDARD.encode(self.id.to_string())
    }
}

/// Everyone who is logged on.
#[derive(Debug)]
pub(crate) struct Logons {
    live: Vec<Logon>,
    idle_timeout: TimeDelta,
}

impl Logons {
    pub(crate) fn new(idle_timeout_seconds: u32) -> Logons {
        Logons { live: Vec::new(), idle_timeout: TimeDelta::seconds(idle_timeout_seconds.into()) }
    }

    /// Logs on whom `Authorization: Basic` names; `None` for a wrong password
    /// as for an account without a role.
    pub(crate) fn log_on(&mut self, call: &Call, now: DateTime<Utc>) -> Option<Logon> {
        let (user, role) = basic_user(call)?;
        let logon = Logon { id: Id::random()?, user, role, last_request: now };
        self.live.push(logon.clone());
        Some(logon)
    }

    /// Whose request it is; restarts the idle time.
    pub(crate) fn recognise(&mut self, call: &Call, now: DateTime<Utc>) -> Option<Logon> {
        self.drop_idle(now);
        let token = token(call)?;
        let logon = self.live.iter_mut().find(|logon| logon.token() == token)?;
        logon.last_request = now;
        Some(logon.clone())
    }

    pub(crate) fn live(&mut self, now: DateTime<Utc>) -> &[Logon] {
        self.drop_idle(now);
        &self.live
    }

    pub(crate) fn end(&mut self, id: Id) {
        self.live.retain(|logon| logon.id != id);
    }

    pub(crate) fn end_all(&mut self) {
        self.live.clear();
    }

    fn drop_idle(&mut self, now: DateTime<Utc>) {
        let timeout = self.idle_timeout;
        self.live.retain(|logon| now - logon.last_request <= timeout);
    }
}

/// The token sent: when there is a cookie it wins, and the header is ignored
/// (section b.4).
pub(crate) fn token(call: &Call) -> Option<String> {
    cookie_token(call).or_else(|| call.header(TOKEN).map(str::to_owned))
}

fn cookie_token(call: &Call) -> Option<String> {
    let cookies = call.headers.get_all("cookie");
    let pairs =
        cookies.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';'));
    pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case(TOKEN))
        .map(|(_, value)| value.trim_matches('"').to_owned())
}

fn basic_user(call: &Call) -> Option<(&'static User, Role)> {
    let (scheme, encoded) = call.header("authorization")?.split_once(' ')?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (name, password) = decoded.split_once(':')?;
    let user = USERS.iter().find(|user| user.name.eq_ignore_ascii_case(name))?;
    if scheme.eq_ignore_ascii_case("Basic") && password == PASSWORD {
        user.role.map(|role| (user, role))
    } else {
        None
    }
}
