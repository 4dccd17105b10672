//! Settings that hold together: once these exist, only the outside world can fail.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;

use crate::cors::Origin;
use crate::options::Given;
use crate::upstream::pin::Fingerprint;

mod sign_in;

pub use sign_in::{OwnSignIn, Readers, SignIn, Waits};

/// What the gateway does.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Enterprise Manager; only scheme, host and port are used.
    pub enterprise_manager: Url,
    /// How its certificate is known.
    pub trust: Trust,
    /// Where the API listens.
    pub listen: SocketAddr,
    /// Sites that may call the API.
    pub origins: Vec<Origin>,
    /// The app, if it is served too.
    pub app: Option<App>,
    /// How browsers reach the gateway.
    pub front: Front,
    /// Whether further resources are open for reading.
    pub explore: bool,
    /// Where `/readyz` and `/metrics` are.
    pub admin_listen: Option<SocketAddr>,
    /// Proxies in front whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Who signs in at Enterprise Manager.
    pub sign_in: SignIn,
    /// How much of everything.
    pub limits: Limits,
    /// Whether the end of standard input is the end of the gateway.
    pub exit_on_stdin_close: bool,
}

/// How Enterprise Manager's certificate is known. There is no "not at all".
#[derive(Clone, Debug)]
pub enum Trust {
    /// By its own fingerprint: one, or two.
    Fingerprints(Vec<Fingerprint>),
    /// By the authority in this PEM file, and its name.
    Authority(PathBuf),
    /// No TLS: this machine alone.
    Plain,
}

/// How browsers reach the gateway.
#[derive(Clone, Debug)]
pub enum Front {
    /// Without TLS, on loopback.
    Plain,
    /// A proxy in front speaks TLS.
    BehindTls,
    /// The gateway speaks TLS itself.
    Tls {
        /// PEM file with the chain.
        certificate: PathBuf,
        /// PEM file with the key.
        key: PathBuf,
    },
}

/// The app's files and where they are served.
#[derive(Clone, Debug)]
pub struct App {
    /// The folder.
    pub dir: PathBuf,
    /// An address of its own; `None` for the API's.
    pub listen: Option<SocketAddr>,
    /// A file in place of the folder's config.json.
    pub config: Option<PathBuf>,
    /// The API's address as browsers reach it.
    pub api_url: Option<Url>,
    /// Sites whose pages may frame the app; `None`: those that its config.json names.
    pub portal_origins: Option<Vec<Origin>>,
}

/// How much of everything.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For a connection to Enterprise Manager.
    pub connect_timeout: Duration,
    /// For a whole request.
    pub timeout: Duration,
    /// Bytes of a reply.
    pub reply_len_max: u64,
    /// Bytes of a request's body.
    pub body_len_max: usize,
    /// Requests under way at a time.
    pub concurrent_requests: usize,
    /// Sign-ins a minute for one user name.
    pub sign_ins_per_user: NonZeroU32,
    /// Sign-ins a minute from one address.
    pub sign_ins_per_address: NonZeroU32,
}

impl TryFrom<Given> for Settings {
    type Error = String;

    fn try_from(given: Given) -> Result<Settings, String> {
        let enterprise_manager = enterprise_manager(given.enterprise_manager.as_deref())?;
        let front = front(&given)?;
        let listen = given.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
        for (flag, address) in [("--listen", Some(listen)), ("--app-listen", given.app_listen)] {
            if matches!(front, Front::Plain) && address.is_some_and(|it| !it.ip().is_loopback()) {
                return Err(format!(
                    "{flag} is not a loopback address: passwords would cross the network in the \
                     clear. Give --tls-cert and --tls-key, or --behind-tls if a proxy in front \
                     speaks TLS"
                ));
            }
        }
        if given.admin_listen.is_some_and(|address| !address.ip().is_loopback()) {
            return Err("--admin-listen must be a loopback address, such as 127.0.0.1:9100".into());
        }
        let trusted_proxies = networks(given.trusted_proxy.as_deref())?;
        let limits = limits(&given);
        let reply_len_max = limits.reply_len_max;
        Ok(Settings {
            sign_in: sign_in::read(&given, &front, listen, &trusted_proxies, reply_len_max)?,
            trust: trust(&given, &enterprise_manager)?,
            enterprise_manager,
            origins: parse_all("--allow-origin", given.allow_origin.as_deref())?,
            app: app(&given, listen)?,
            listen,
            front,
            explore: given.explore.unwrap_or_default(),
            admin_listen: given.admin_listen,
            trusted_proxies,
            limits,
            exit_on_stdin_close: given.exit_on_stdin_close.unwrap_or_default(),
        })
    }
}

fn enterprise_manager(given: Option<&str>) -> Result<Url, String> {
    let Some(text) = given else {
        return Err("--enterprise-manager is missing: the address of Enterprise Manager's REST \
                    service, such as https://em.example:9398"
            .into());
    };
    let advice =
        || format!("--enterprise-manager {text:?}: an address such as https://em.example:9398");
    let url = Url::parse(text).map_err(|_| advice())?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && matches!(url.path(), "/" | "/api" | "/api/");
    match url.scheme() {
        "https" if bare => Ok(url),
        "http" if bare && is_loopback(&url) => Ok(url),
        "http" if bare => Err(format!(
            "--enterprise-manager {text:?}: http:// is for this machine alone (127.0.0.1); over \
             a network it must be https://"
        )),
        _ => Err(advice()),
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn trust(given: &Given, enterprise_manager: &Url) -> Result<Trust, String> {
    let expected = parse_all("--fingerprint", given.fingerprint.as_deref())?;
    match (expected.len(), &given.ca, enterprise_manager.scheme()) {
        (0, None, "http") => Ok(Trust::Plain),
        (_, _, "http") => {
            Err("--fingerprint and --ca are for an https:// address of --enterprise-manager".into())
        }
        (0, Some(path), _) => Ok(Trust::Authority(path.clone())),
        (1 | 2, None, _) => Ok(Trust::Fingerprints(expected)),
        (0, None, _) => Err("say how Enterprise Manager's certificate is known: --fingerprint \
                             SHA256 (the subcommand `fingerprint URL` prints it) or --ca FILE"
            .into()),
        (1 | 2, Some(_), _) => Err("--fingerprint and --ca exclude each other: give one".into()),
        _ => Err("--fingerprint takes one value, or two while a certificate is renewed".into()),
    }
}

fn front(given: &Given) -> Result<Front, String> {
    let behind = given.behind_tls.unwrap_or_default();
    match (&given.tls_cert, &given.tls_key) {
        (Some(certificate), Some(key)) if !behind => {
            Ok(Front::Tls { certificate: certificate.clone(), key: key.clone() })
        }
        (None, None) if behind => Ok(Front::BehindTls),
        (None, None) => Ok(Front::Plain),
        (Some(_), Some(_)) => {
            Err("--behind-tls and --tls-cert exclude each other: who speaks TLS?".into())
        }
        _ => Err("--tls-cert and --tls-key belong together: give both".into()),
    }
}

fn app(given: &Given, listen: SocketAddr) -> Result<Option<App>, String> {
    let Some(dir) = &given.app else {
        let stray = [
            ("--app-listen", given.app_listen.is_some()),
            ("--app-config", given.app_config.is_some()),
            ("--api-url", given.api_url.is_some()),
            ("--portal-origin", given.portal_origin.is_some()),
        ];
        return match stray.into_iter().find(|(_, there)| *there) {
            Some((flag, _)) => Err(format!("{flag} is of use with --app DIR only")),
            None => Ok(None),
        };
    };
    if !dir.join("index.html").is_file() {
        return Err(format!(
            "--app {}: the folder of the built app is needed, and it holds an index.html",
            dir.display()
        ));
    }
    let api_url = match &given.api_url {
        Some(text) => {
            let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            Some(
                url.ok_or(format!(
                    "--api-url {text:?}: an address such as https://x.example/api/"
                ))?,
            )
        }
        None => None,
    };
    let own = given.app_listen.is_some() && given.app_config.is_none();
    if own && api_url.is_none() && listen.ip().is_unspecified() {
        return Err(
            "--listen is all addresses: say with --api-url which one the app is to use".into()
        );
    }
    Ok(Some(App {
        dir: dir.clone(),
        listen: given.app_listen,
        config: given.app_config.clone(),
        api_url,
        portal_origins: portal_origins(given.portal_origin.as_deref())?,
    }))
}

/// Exact ones: a pattern would let in sites that nobody thought of.
fn portal_origins(given: Option<&[String]>) -> Result<Option<Vec<Origin>>, String> {
    let flag = "--portal-origin";
    if let Some(pattern) = given.unwrap_or_default().iter().find(|origin| origin.contains('*')) {
        return Err(format!("{flag} {pattern:?}: name each site, as https://portal.example"));
    }
    given.map(|given| parse_all(flag, Some(given))).transpose()
}

fn limits(given: &Given) -> Limits {
    let millis = |value: Option<NonZeroU32>, default: u64| {
        Duration::from_millis(value.map_or(default, |value| value.get().into()))
    };
    let count = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
    let per_minute = |value: Option<NonZeroU32>, default: u8| {
        value.unwrap_or(NonZeroU32::MIN.saturating_add(u32::from(default.saturating_sub(1))))
    };
    Limits {
        connect_timeout: millis(given.connect_timeout_ms, 5_000),
        timeout: millis(given.timeout_ms, 30_000),
        reply_len_max: given.reply_limit_bytes.unwrap_or(8 * 1024 * 1024),
        body_len_max: count(given.body_limit_bytes.unwrap_or(64 * 1024)),
        concurrent_requests: count(given.concurrent_requests.map_or(64, NonZeroU32::get)),
        sign_ins_per_user: per_minute(given.sign_ins_per_user, 5),
        sign_ins_per_address: per_minute(given.sign_ins_per_address, 60),
    }
}

/// Networks, or single addresses for those who write no `/32`.
fn networks(given: Option<&[String]>) -> Result<Vec<IpNet>, String> {
    let one = |text: &String| {
        text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
            format!("--trusted-proxy {text:?}: a network such as 10.0.0.0/8, or an address")
        })
    };
    given.unwrap_or_default().iter().map(one).collect()
}

fn parse_all<T: std::str::FromStr<Err = String>>(
    flag: &str,
    given: Option<&[String]>,
) -> Result<Vec<T>, String> {
    let one = |text: &String| text.parse().map_err(|error| format!("{flag}: {error}"));
    given.unwrap_or_default().iter().map(one).collect()
}

#[cfg(test)]
mod tests;
