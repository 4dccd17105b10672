//! config.json as it is served, and the content policy that follows from it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use axum::http::HeaderValue;
use reqwest::Url;
use serde_json::{Map, Value};

use crate::cors::Origin;

/// Where config.json comes from.
#[derive(Clone, Debug)]
pub(crate) enum ConfigSource {
    /// A file of the administrator's, served as it is.
    Given(PathBuf),
    /// The app's own; the API is on the same origin.
    Beside(PathBuf),
    /// The app's own with `proxy` replaced, as the API is on another origin.
    Elsewhere(PathBuf, String),
}

impl ConfigSource {
    pub(crate) fn path(&self) -> &Path {
        match self {
            ConfigSource::Given(path)
            | ConfigSource::Beside(path)
            | ConfigSource::Elsewhere(path, _) => path,
        }
    }
}

/// What config.json has to fit to.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) source: ConfigSource,
    /// Whether the gateway signs in by itself.
    pub(crate) by_gateway: bool,
    /// Sites whose pages may frame the app; `None`: those of config.json.
    pub(crate) portals: Option<Vec<Origin>>,
}

/// config.json and what depends on it.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    /// The text to serve.
    pub(crate) body: String,
    /// `Content-Security-Policy` for the app's files.
    pub(crate) policy: HeaderValue,
}

impl ConfigFile {
    /// Reads the file. The app's own may be missing: then it says where the API is, no more.
    ///
    /// # Errors
    /// A sentence that names the file and the key.
    pub(crate) fn read(site: &Site) -> Result<ConfigFile, String> {
        let source = &site.source;
        let path = source.path();
        let wrong = |why: &str| format!("{}: {why}", path.display());
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error)
                if error.kind() == ErrorKind::NotFound
                    && !matches!(source, ConfigSource::Given(_)) =>
            {
                r#"{"proxy":"api/"}"#.to_owned()
            }
            Err(error) => return Err(wrong(&error.to_string())),
        };
        let plain = text.trim_start_matches('\u{feff}');
        let mut keys: Map<String, Value> =
            serde_json::from_str(plain).map_err(|error| wrong(&error.to_string()))?;
        let mut body = plain.to_owned();
        for (key, value) in site.values() {
            keys.insert(key.to_owned(), value);
            body = Value::Object(keys.clone()).to_string();
        }
        check_sign_in(&keys, site).map_err(wrong)?;
        let portals = portals(&keys).map_err(|why| wrong(&why))?;
        check_portals(&portals, site).map_err(|why| wrong(&why))?;
        let policy = policy(&keys, &portals).map_err(|why| wrong(&why))?;
        Ok(ConfigFile { body, policy })
    }
}

impl Site {
    /// What stands in the app's own config.json in place of what it says; a file of the
    /// administrator's is served as it is.
    fn values(&self) -> Vec<(&'static str, Value)> {
        let proxy = match &self.source {
            ConfigSource::Given(_) => return Vec::new(),
            ConfigSource::Beside(_) => None,
            ConfigSource::Elsewhere(_, proxy) => Some(Value::String(proxy.clone())),
        };
        let sign_in = self.by_gateway.then(|| Value::String("proxy".to_owned()));
        let names = |portals: &Vec<Origin>| portals.iter().map(|it| it.as_str().into()).collect();
        let portals = self.portals.as_ref().map(|portals| Value::Array(names(portals)));
        let all = [("proxy", proxy), ("signIn", sign_in), ("portalOrigins", portals)];
        all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

/// The sites that config.json lets frame the app. Each is parsed: what stands in a policy may hold
/// no blank and no semicolon.
fn portals(keys: &Map<String, Value>) -> Result<Vec<Origin>, String> {
    let parse = |portal: &Value| {
        let origin: Result<Origin, String> = portal.as_str().unwrap_or_default().parse();
        origin.map_err(|error| format!("portalOrigins: {error}"))
    };
    match keys.get("portalOrigins") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(portals)) => portals.iter().map(parse).collect(),
        Some(_) => Err("portalOrigins must be a list of origins".to_owned()),
    }
}

/// The page looks at config.json, the browser at the policy: a site that one of them names alone
/// is framed by neither.
fn check_portals(portals: &[Origin], site: &Site) -> Result<(), String> {
    let Some(wanted) = &site.portals else { return Ok(()) };
    let is_same = portals.iter().all(|portal| wanted.contains(portal))
        && wanted.iter().all(|portal| portals.contains(portal));
    if is_same {
        return Ok(());
    }
    let names: Vec<_> = wanted.iter().map(Origin::as_str).collect();
    Err(format!(
        "portalOrigins must be the list of --portal-origin: {}",
        serde_json::to_string(&names).unwrap_or_default()
    ))
}

/// A page that shows a form to sign in at a gateway that takes none, or shows none where one is
/// needed, would be of no use, and would not say why.
fn check_sign_in(keys: &Map<String, Value>, site: &Site) -> Result<(), &'static str> {
    let says_proxy = keys.get("signIn").and_then(Value::as_str) == Some("proxy");
    // A whole URL may be another proxy's, of which nothing is known here.
    let is_ours = match (&site.source, keys.get("proxy").and_then(Value::as_str)) {
        (ConfigSource::Elsewhere(..), _) | (_, None) => true,
        (_, Some(proxy)) => Url::parse(proxy).is_err(),
    };
    match (site.by_gateway, says_proxy) {
        (true, false) => Err("signIn must be \"proxy\": with --sign-in-account the gateway signs \
                              in by itself"),
        (false, true) if is_ours => Err("signIn is \"proxy\", but without --sign-in-account the \
                                         gateway does not sign in by itself"),
        _ => Ok(()),
    }
}

fn policy(keys: &Map<String, Value>, portals: &[Origin]) -> Result<HeaderValue, String> {
    let mut connect = "'self'".to_owned();
    let proxy = keys.get("proxy").and_then(Value::as_str).unwrap_or_default();
    if let Ok(url) = Url::parse(proxy) {
        connect.push(' ');
        connect.push_str(&url.origin().ascii_serialization());
    }
    let mut ancestors = "'self'".to_owned();
    for portal in portals {
        ancestors.push(' ');
        ancestors.push_str(portal.as_str());
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
         connect-src {connect}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {ancestors}"
    );
    HeaderValue::from_str(&policy).map_err(|_| "proxy and portalOrigins must be ASCII".to_owned())
}
