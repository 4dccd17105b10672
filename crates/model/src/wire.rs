//! From an HTTP reply to a JSON tree, or to the reason why there is none.

use crate::{
    error::ApiError,
    json::{self, Json, Object},
    text::split_at_text,
};

/// Largest body that is read, in bytes.
pub const BODY_LEN_MAX: usize = 5 * 1024 * 1024;

/// What of an HTTP reply matters here.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After` as sent, if the proxy exposes it.
    pub retry_after: Option<&'a str>,
    /// The body's bytes.
    pub body: &'a [u8],
}

/// What a body turns out to be, whatever its Content-Type claims.
enum Body<'a> {
    Empty,
    Xml,
    Html,
    Other(&'a [u8]),
}

/// Reads a reply.
///
/// # Errors
///
/// Every status but a success, and every body that is no JSON, as the
/// [`ApiError`] that names its cause.
pub fn read(reply: Reply<'_>) -> Result<Json, ApiError> {
    let body = sniff(reply.body);
    if matches!(reply.status, 200..=203 | 205 | 206) {
        return match body {
            _ if reply.body.len() > BODY_LEN_MAX => Err(ApiError::TooLarge),
            Body::Empty => Err(ApiError::Empty),
            Body::Xml => Err(ApiError::Xml),
            Body::Html => Err(ApiError::Html { status: reply.status }),
            Body::Other(bytes) => parse(bytes),
        };
    }
    Err(error_for(reply, body))
}

/// Parses JSON text.
///
/// # Errors
///
/// [`ApiError::Truncated`] when the text ends too early, else
/// [`ApiError::NotJson`].
pub fn parse(bytes: &[u8]) -> Result<Json, ApiError> {
    let (text, is_whole) = match str::from_utf8(bytes) {
        Ok(text) => (text, true),
        // What ends within a character was cut there, if it was JSON until then.
        Err(error) if error.error_len().is_none() => (from_utf8_start(bytes), false),
        Err(_) => return Err(ApiError::NotJson),
    };
    match json::read(text) {
        Ok(json) if is_whole => Ok(json),
        Err(error) if error.is_eof() => Err(ApiError::Truncated),
        _ => Err(ApiError::NotJson),
    }
}

/// Removes the UTF-8 BOM that EM's replies may start with (reference, a).
fn without_bom(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// How a page without `<html>` begins.
const HTML_STARTS: [&[u8]; 12] = [
    b"<!--", b"<head>", b"<body", b"<title", b"<meta", b"<script", b"<style", b"<h1", b"<h2",
    b"<center", b"<div", b"<p>",
];

fn sniff(body: &[u8]) -> Body<'_> {
    let bytes = without_bom(body).trim_ascii_start();
    let starts_with = |prefix: &[u8]| {
        bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if bytes.is_empty() {
        Body::Empty
    } else if starts_with(b"<!doctype html") || starts_with(b"<html") {
        Body::Html
    } else if starts_with(b"<?xml") {
        // XHTML wears both: what matters is that a person's page came.
        let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
        if contains(head, b"<html") || contains(head, b"<!doctype html") {
            Body::Html
        } else {
            Body::Xml
        }
    } else if HTML_STARTS.iter().any(|tag| starts_with(tag)) {
        Body::Html
    } else if starts_with(b"<") {
        Body::Xml
    } else {
        Body::Other(bytes)
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

fn error_for(reply: Reply<'_>, body: Body<'_>) -> ApiError {
    let html = matches!(body, Body::Html);
    let object = match body {
        Body::Other(bytes) if bytes.len() <= BODY_LEN_MAX => match parse(bytes) {
            Ok(Json::Object(object)) => object,
            _ => Object::default(),
        },
        _ => Object::default(),
    };
    // The gateway marks what it says itself, so that its 404 is not taken for EM's.
    if object.get("restoreDeskGateway").is_some()
        && let Some(error) = gateway_error(reply, &object)
    {
        return error;
    }
    let message = message(&object).or_else(|| xml_message(reply.body));
    let retry_after_s = reply.retry_after.and_then(retry_after_s);
    match reply.status {
        401 => ApiError::SignedOut,
        403 if html => ApiError::Html { status: 403 },
        403 => ApiError::Forbidden { message },
        404 if html => ApiError::Html { status: 404 },
        204 | 404 | 410 => ApiError::NotFound,
        429 => ApiError::TooManyRequests { retry_after_s },
        500 if message.as_deref().is_some_and(says_gone) => ApiError::NotFound,
        502 => ApiError::EnterpriseManagerDown,
        503 => ApiError::Busy { retry_after_s },
        504 => ApiError::EnterpriseManagerSlow,
        status if html => ApiError::Html { status },
        status => ApiError::Status { status, message },
    }
}

/// Patience asked for in another way, such as by a date, is a minute.
fn retry_after_s(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (!text.is_empty()).then(|| text.parse().unwrap_or(if digits { u32::MAX } else { 60 }))
}

fn gateway_error(reply: Reply<'_>, object: &Object) -> Option<ApiError> {
    let message = object.filled_text("message").map(str::to_owned);
    match object.text("error")? {
        "not-opened" => Some(ApiError::NotOpened),
        "em-certificate" => Some(ApiError::CertificateNotTrusted),
        _ if matches!(reply.status, 400 | 404 | 405) => Some(ApiError::ProxyRefused { message }),
        _ => None,
    }
}

/// EM's own words for an error; its stack trace is never shown.
///
/// Source: reference, section a, error body.
fn message(error: &Object) -> Option<String> {
    ["Message", "FirstChanceExceptionMessage"]
        .iter()
        .find_map(|key| error.filled_text(key))
        .map(str::to_owned)
}

/// The same of an error in XML, which comes where a proxy changed `Accept`:
/// `<Error Message="…" …>`.
fn xml_message(body: &[u8]) -> Option<String> {
    let head = body.get(..body.len().min(4_096)).unwrap_or_default();
    let text = from_utf8_start(head);
    let (_, error) = split_at_text(text, "<Error ")?;
    let (_, rest) = split_at_text(error, "Message=\"")?;
    let (message, _) = rest.split_once('"')?;
    (!message.trim().is_empty()).then(|| crate::href::unescape(message))
}

/// The text up to where it stops being UTF-8, as where it was cut.
fn from_utf8_start(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map(|chunk| chunk.valid()).unwrap_or_default()
}

/// EM answers 500 for some ids that it no longer keeps (reference, a).
fn says_gone(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    ["not found", "does not exist", "no longer exists", "cannot find", "could not find"]
        .iter()
        .any(|words| split_at_text(&message, words).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, retry_after: Option<&str>, body: &str) -> Result<Json, ApiError> {
        read(Reply { status, retry_after, body: body.as_bytes() })
    }

    #[test]
    fn each_status_has_its_error() {
        let em = r#"{"Message":"Words.","StackTrace":null,"StatusCode":1}"#;
        let message = Some("Words.".to_owned());
        let html = "<html><body>502</body></html>";
        let rows = [
            (401, None, em, ApiError::SignedOut),
            (401, None, "", ApiError::SignedOut),
            (403, None, em, ApiError::Forbidden { message: message.clone() }),
            (403, None, html, ApiError::Html { status: 403 }),
            (404, None, em, ApiError::NotFound),
            (404, None, html, ApiError::Html { status: 404 }),
            (204, None, "", ApiError::NotFound),
            (410, None, "", ApiError::NotFound),
            (429, Some("7"), "", ApiError::TooManyRequests { retry_after_s: Some(7) }),
            (503, Some(" 30 "), html, ApiError::Busy { retry_after_s: Some(30) }),
            (503, Some("0"), "", ApiError::Busy { retry_after_s: Some(0) }),
            (503, Some("99999999999"), "", ApiError::Busy { retry_after_s: Some(u32::MAX) }),
            (
                503,
                Some("Wed, 21 Oct 2026 07:28:00 GMT"),
                "",
                ApiError::Busy { retry_after_s: Some(60) },
            ),
            (503, Some(" "), "", ApiError::Busy { retry_after_s: None }),
            (502, None, html, ApiError::EnterpriseManagerDown),
            (504, None, "", ApiError::EnterpriseManagerSlow),
            (500, None, em, ApiError::Status { status: 500, message }),
            (500, None, r#"{"message":"Session was not found."}"#, ApiError::NotFound),
            (500, None, "<Error Message='x'/>", ApiError::Status { status: 500, message: None }),
            (500, None, "<?xml?><Error a='b' Message=\"It&#39;s not found\"/>", ApiError::NotFound),
            (302, None, html, ApiError::Html { status: 302 }),
        ];
        for (status, retry_after, body, expected) in rows {
            assert_eq!(check(status, retry_after, body), Err(expected), "{status} {body}");
        }
    }

    #[test]
    fn each_body_that_is_no_json_is_named() {
        let rows = [
            ("", ApiError::Empty),
            (" \r\n", ApiError::Empty),
            ("\u{feff}", ApiError::Empty),
            ("<?xml version=\"1.0\"?><RestoreSession/>", ApiError::Xml),
            ("\u{feff}<RestoreSession xmlns='x'/>", ApiError::Xml),
            ("  <!DOCTYPE HTML PUBLIC>", ApiError::Html { status: 200 }),
            ("<?xml version='1.0'?><!DOCTYPE html><html>", ApiError::Html { status: 200 }),
            ("<HTML>", ApiError::Html { status: 200 }),
            ("<h1>Please wait</h1>", ApiError::Html { status: 200 }),
            ("<TITLE>Sign in</TITLE>", ApiError::Html { status: 200 }),
            ("<Page/>", ApiError::Xml),
            ("{\"Type\":\"RestoreSession\",", ApiError::Truncated),
            ("{\"Type\":\"Rest", ApiError::Truncated),
            ("Hello", ApiError::NotJson),
            ("{}{}", ApiError::NotJson),
            ("{'a':1}", ApiError::NotJson),
        ];
        for (body, expected) in rows {
            assert_eq!(check(200, None, body), Err(expected), "{body:?}");
        }
        // Within a character, and with a byte that is none.
        assert_eq!(parse(b"{\"Name\":\"\xC3"), Err(ApiError::Truncated));
        for body in [&b"{\"Name\":\"\xC3\"}"[..], b"caf\xC3", b"{}\xC3"] {
            assert_eq!(parse(body), Err(ApiError::NotJson));
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(check(200, None, &deep), Err(ApiError::NotJson));
        let large = format!("\"{}\"", "a".repeat(BODY_LEN_MAX));
        assert_eq!(check(200, None, &large), Err(ApiError::TooLarge));
    }

    #[test]
    fn what_the_gateway_says_itself_is_told_from_em() {
        let body = |code: &str| {
            format!(r#"{{"restoreDeskGateway":true,"error":"{code}","message":"Why."}}"#)
        };
        let why = Some("Why.".to_owned());
        let rows = [
            (404, "not-opened", ApiError::NotOpened),
            (404, "not-allowed", ApiError::ProxyRefused { message: why.clone() }),
            (405, "method", ApiError::ProxyRefused { message: why }),
            (502, "em-certificate", ApiError::CertificateNotTrusted),
            (502, "em-unreachable", ApiError::EnterpriseManagerDown),
            (504, "em-timeout", ApiError::EnterpriseManagerSlow),
        ];
        for (status, code, expected) in rows {
            assert_eq!(check(status, None, &body(code)), Err(expected), "{code}");
        }
    }

    #[test]
    fn a_bom_and_odd_casing_are_read_through() {
        let json = check(200, None, "\u{feff} {\"sTaTe\":\"Working\"}").unwrap();
        assert_eq!(json.as_object().unwrap().text("State"), Some("Working"));
    }
}
