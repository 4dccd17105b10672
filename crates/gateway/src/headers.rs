//! Which headers pass, in either direction; both are lists of what passes, not of what does not.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The token's header.
pub const SESSION: HeaderName = HeaderName::from_static("x-restsvcsessionid");

/// What of a request Enterprise Manager hears. No `Cookie`: it would beat the token's header.
///
/// `Content-Length` is not here: the client library writes it, for the body that it sends.
const UPSTREAM: [HeaderName; 4] =
    [header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, SESSION];

/// What of a reply the browser hears. No `Set-Cookie`, no `WWW-Authenticate` (a browser would
/// open its own password box), and none of the server's own CORS headers.
const DOWNSTREAM: [HeaderName; 7] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::DATE,
    header::RETRY_AFTER,
    SESSION,
];

/// The request's headers for Enterprise Manager.
pub(crate) fn upstream(request: &HeaderMap) -> HeaderMap {
    pick(request, &UPSTREAM)
}

/// The same where the gateway signs in by itself: a token of a client's is of no use here.
pub(crate) fn upstream_signed(accept: Option<HeaderValue>, token: &HeaderValue) -> HeaderMap {
    let accept = accept.map(|accept| (header::ACCEPT, accept));
    accept.into_iter().chain([(SESSION, token.clone())]).collect()
}

/// The reply's headers for the browser, without those that every API reply gets.
pub(crate) fn downstream(reply: &HeaderMap) -> HeaderMap {
    pick(reply, &DOWNSTREAM)
}

/// The same where the gateway signs in by itself: its token stays here.
pub(crate) fn downstream_signed(reply: &HeaderMap) -> HeaderMap {
    let mut headers = downstream(reply);
    headers.remove(SESSION);
    headers
}

/// Puts on what every reply of the API carries, whoever made it.
pub(crate) fn mark_api(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The API may share the app's origin: a reply that is opened as a page must not run there.
    let policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
}

/// The first value of each name: a second `Date` or token would only confuse.
fn pick(from: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    names.iter().filter_map(|name| Some((name.clone(), from.get(name)?.clone()))).collect()
}
