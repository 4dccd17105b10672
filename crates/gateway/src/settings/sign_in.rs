//! Who signs in at Enterprise Manager, and who may read if it is the gateway.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum::http::{HeaderName, header};
use ipnet::IpNet;
use tokio::sync::Semaphore;

use crate::headers;
use crate::options::Given;
use crate::settings::Front;

/// Who signs in at Enterprise Manager.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// Each user, with an account of theirs: sign-ins pass.
    Users,
    /// The gateway, for all who read: sign-ins do not pass.
    Gateway(OwnSignIn),
}

/// How the gateway signs in by itself.
#[derive(Clone, Debug)]
pub struct OwnSignIn {
    /// The file with user name and password.
    pub account: PathBuf,
    /// Who may read.
    pub readers: Readers,
    /// How long what is remembered.
    pub waits: Waits,
    /// Memory for replies that are kept or being sent, in KiB.
    pub reply_room_kib: usize,
}

/// Who may read what the gateway's account may. CORS stops browsers alone, so this says it.
#[derive(Clone, Debug)]
pub enum Readers {
    /// Whoever sits at this machine: the listener is on loopback, and nothing is in front.
    ThisMachine,
    /// Those whom a proxy in front names.
    Named {
        /// The header that it names them in.
        header: HeaderName,
        /// The networks of such proxies; there is at least one.
        proxies: Vec<IpNet>,
    },
    /// Whoever reaches the gateway, since its administrator says so.
    Anyone,
}

/// How long what is remembered in [`SignIn::Gateway`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// A good reply is given again for so long.
    pub kept: Duration,
    /// After a refused account nothing is tried for so long, so that it is not locked.
    pub refused: Duration,
    /// After a sign-in that failed otherwise nothing is tried for so long.
    pub failed: Duration,
}

impl Default for Waits {
    /// The waits that the documentation names; tests choose others.
    fn default() -> Waits {
        Waits {
            kept: Duration::from_secs(5),
            refused: Duration::from_mins(1),
            failed: Duration::from_secs(2),
        }
    }
}

/// What replies take at most, in KiB, unless a single one may be larger than a quarter of it.
const REPLY_ROOM_KIB: usize = 256 * 1024;

/// Headers that are no user's name: some hold secrets, and the user is logged.
const NO_USER: [HeaderName; 5] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    header::SET_COOKIE,
    headers::SESSION,
];

pub(super) fn read(
    given: &Given,
    front: &Front,
    listen: SocketAddr,
    trusted_proxies: &[IpNet],
    reply_len_max: u64,
) -> Result<SignIn, String> {
    let anonymous = given.anonymous_readers.unwrap_or_default();
    let Some(account) = &given.sign_in_account else {
        let stray = [
            ("--trust-user-header", given.trust_user_header.is_some()),
            ("--anonymous-readers", anonymous),
        ];
        return match stray.into_iter().find(|(_, there)| *there) {
            Some((flag, _)) => Err(format!("{flag} is of use with --sign-in-account FILE only")),
            None => Ok(SignIn::Users),
        };
    };
    let readers = match &given.trust_user_header {
        Some(_) if anonymous => {
            return Err("--trust-user-header and --anonymous-readers exclude each other: may \
                        readers be unknown?"
                .into());
        }
        Some(name) => Readers::Named {
            header: user_header(name)?,
            proxies: match trusted_proxies {
                [] => {
                    return Err("--trust-user-header needs --trusted-proxy CIDR: from any other \
                                address the header could be anybody's word"
                        .into());
                }
                networks => networks.to_vec(),
            },
        },
        None if anonymous => Readers::Anyone,
        None if matches!(front, Front::BehindTls) || !listen.ip().is_loopback() => {
            return Err("with --sign-in-account, whoever reaches the gateway over the network \
                        reads what its account may: give --trust-user-header NAME and \
                        --trusted-proxy CIDR, so that a proxy in front says who reads, or \
                        --anonymous-readers if anybody may"
                .into());
        }
        None => Readers::ThisMachine,
    };
    let reply_kib = usize::try_from(reply_len_max.div_ceil(1024)).unwrap_or(usize::MAX);
    Ok(SignIn::Gateway(OwnSignIn {
        account: account.clone(),
        readers,
        waits: Waits::default(),
        reply_room_kib: reply_kib.saturating_mul(4).clamp(REPLY_ROOM_KIB, Semaphore::MAX_PERMITS),
    }))
}

fn user_header(name: &str) -> Result<HeaderName, String> {
    let header: HeaderName = name.parse().map_err(|_| {
        format!("--trust-user-header {name:?}: a header's name, such as X-Remote-User")
    })?;
    if NO_USER.contains(&header) {
        return Err(format!(
            "--trust-user-header {name}: it holds a secret, and the user is logged; take one \
             that holds the name alone, such as X-Remote-User"
        ));
    }
    Ok(header)
}
