//! The built app's files, with the headers that its page needs.

use std::path::{Component, Path};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::config::{ConfigFile, ConfigSource, Site};
use crate::app::files::Files;
use crate::settings;
use crate::watched::Watched;

pub(crate) mod config;
pub(crate) mod files;

/// The one script that pages of other origins load: the portal's custom element.
const ELEMENT_SCRIPT: &str = "/restore-session.js";
/// Shortest run of hexadecimal digits in a file's name that is taken for a hash of its content.
const HASH_LEN_MIN: usize = 8;

/// Marks a reply that is a file of the app, which needs no CORS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AppFile;

/// Serves the app.
#[derive(Debug)]
pub(crate) struct App {
    files: Files,
    config: Watched<ConfigFile>,
    over_tls: bool,
}

impl App {
    /// Reads config.json; `proxy` stands in it for the API's address if the app is not beside it,
    /// `signIn` says so if it is the gateway that signs in, and `portalOrigins` are those of the
    /// settings if these have any.
    ///
    /// # Errors
    /// A sentence, if config.json cannot be used.
    pub(crate) fn new(
        app: &settings::App,
        proxy: Option<String>,
        by_gateway: bool,
        over_tls: bool,
    ) -> Result<App, String> {
        let source = match (&app.config, proxy) {
            (Some(path), _) => ConfigSource::Given(path.clone()),
            (None, Some(proxy)) => ConfigSource::Elsewhere(app.dir.join("config.json"), proxy),
            (None, None) => ConfigSource::Beside(app.dir.join("config.json")),
        };
        let portals = app.portal_origins.clone();
        let site = Site { source, by_gateway, portals };
        let config =
            Watched::new(vec![site.source.path().to_owned()], move || ConfigFile::read(&site))?;
        Ok(App { files: Files::new(&app.dir), config, over_tls })
    }

    /// Answers a request for a file.
    pub(crate) async fn answer(&self, method: Method, request: Request<Body>) -> Response {
        let config = self.config.get();
        let path = match request.uri().path() {
            "/" => "/index.html".to_owned(),
            path => path.to_owned(),
        };
        let mut response = if method != Method::GET && method != Method::HEAD {
            let allow = [(header::ALLOW, "GET, HEAD")];
            (StatusCode::METHOD_NOT_ALLOWED, allow, "Files are for reading.\n").into_response()
        } else if path == "/config.json" {
            let json = [(header::CONTENT_TYPE, "application/json")];
            (json, config.body.clone()).into_response()
        } else if is_servable(&path) {
            self.files.answer(&path, request).await.unwrap_or_else(not_found)
        } else {
            not_found()
        };
        if response.status().as_u16() < 400 {
            response.extensions_mut().insert(AppFile);
        }
        self.mark(&path, &config, &mut response);
        response
    }

    fn mark(&self, path: &str, config: &Arc<ConfigFile>, response: &mut Response) {
        let found = response.status().as_u16() < 400;
        let headers = response.headers_mut();
        let cache = match (found, is_hashed(path)) {
            (false, _) => "no-store",
            (true, true) => "public, max-age=31536000, immutable",
            (true, false) => "no-cache",
        };
        let corp = if path == ELEMENT_SCRIPT { "cross-origin" } else { "same-origin" };
        let permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), \
                           clipboard-write=(self)";
        for (name, value) in [
            (header::CACHE_CONTROL, cache),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (HeaderName::from_static("permissions-policy"), permissions),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin-allow-popups"),
            (HeaderName::from_static("cross-origin-resource-policy"), corp),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, config.policy.clone());
        if self.over_tls {
            let value = HeaderValue::from_static("max-age=31536000");
            headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
        }
    }
}

fn not_found() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (StatusCode::NOT_FOUND, kind, "There is no such file. Restore Desk is at /.\n").into_response()
}

/// Whether the path may name a file of the app: no hidden one, and none in disguise.
///
/// The build writes plain names, so an escape is no name of its, and neither is a backslash.
fn is_servable(path: &str) -> bool {
    let Some(relative) = path.strip_prefix('/') else { return false };
    !relative.is_empty()
        && !relative.contains(['%', '\\', '\0'])
        && !relative.split('/').any(|step| step.is_empty() || step.starts_with('.'))
        && Path::new(relative).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether the name holds a hash of the content, as in `desk-0123456789abcdef_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        HASH_LEN_MIN <= digits && matches!(part.as_bytes().get(digits), Some(b'.' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for (path, hashed) in [
            ("/index.html", false),
            ("/boot.js", false),
            ("/restore-session.js", false),
            ("/restore-desk-0123456789abcdef.js", true),
            ("/restore-desk-0123456789abcdef_bg.wasm", true),
            ("/main-0123456789abcdef.css", true),
            ("/snippets/a-0123456789abcdef/inline0.js", false),
            ("/feed-deadbeef", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn hidden_and_disguised_names_are_none() {
        for (path, servable) in [
            ("/index.html", true),
            ("/locales/de.json", true),
            ("/.git/config", false),
            ("/a/.env", false),
            ("/../secret", false),
            ("/a/../../secret", false),
            ("/%2e%2e/secret", false),
            ("/a\\..\\secret", false),
            ("//index.html", false),
            ("/a/", false),
            ("", false),
        ] {
            assert_eq!(is_servable(path), servable, "{path}");
        }
    }
}
