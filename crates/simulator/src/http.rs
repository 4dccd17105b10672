//! A request as the simulator reads it, and a reply before it has a form.

use hyper::{HeaderMap, Method, StatusCode, body::Bytes, header};

use crate::{
    options::Api,
    wire::{Node, Object, json, xml},
};

/// One request, its body read.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// As sent, still percent-encoded.
    pub(crate) path: String,
    /// As sent, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Call {
    /// The header's value, when it is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The query's parameters in the caller's order, decoded.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        (self.query.split('&').filter(|pair| !pair.is_empty()))
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect()
    }

    /// The first parameter of that name; case does not count.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let mut parameters = self.parameters().into_iter();
        parameters.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Whether the full tree is asked for: `format=Entity`, or `Entities` in a
    /// query; case does not count (the reference, section c).
    pub(crate) fn wants_entity(&self) -> bool {
        let format = self.parameter("format").unwrap_or_default();
        format.eq_ignore_ascii_case("Entity") || format.eq_ignore_ascii_case("Entities")
    }

    /// Whether `application/json` occurs anywhere in `Accept`; everything else,
    /// `*/*` too, gives XML (the reference, section a).
    fn wants_json(&self) -> bool {
        let accepts = self.headers.get_all(header::ACCEPT);
        accepts.iter().any(|value| {
            let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
            text.contains("application/json")
        })
    }
}

/// Undoes percent-encoding, and `+` for a blank; a broken escape stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        match (escaped, first) {
            (Some(byte), _) => bytes.push(byte),
            (None, b'+') => bytes.push(b' '),
            (None, byte) => bytes.push(*byte),
        }
        rest = tail.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// What EM says, before it is JSON or XML.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Content,
}

/// The body of a reply.
#[derive(Debug)]
pub(crate) enum Content {
    Nothing,
    Tree(Object),
    /// A page of the HTTP server below EM.
    Html(&'static str),
}

impl Reply {
    pub(crate) fn ok(tree: Object) -> Reply {
        Reply { status: StatusCode::OK, headers: Vec::new(), body: Content::Tree(tree) }
    }

    /// EM's error: keys in alphabetical order (the reference, section a).
    pub(crate) fn error(status: StatusCode, message: &str) -> Reply {
        let tree = Object::new("Error")
            .child("FirstChanceExceptionMessage", Node::Null)
            .attribute("Message", message)
            .child("StackTrace", Node::Null)
            .attribute("Status", Node::Null)
            .attribute("StatusCode", i64::from(status.as_u16()));
        let headers = match status {
            StatusCode::UNAUTHORIZED => {
                vec![("WWW-Authenticate", "Basic Realm=RestSvc".to_owned())]
            }
            _ => Vec::new(),
        };
        Reply { status, headers, body: Content::Tree(tree) }
    }

    pub(crate) fn not_found(what: &str) -> Reply {
        Reply::error(StatusCode::NOT_FOUND, &format!("{what} with specified ID was not found."))
    }

    /// No such address below `/api/`.
    pub(crate) fn no_such_path() -> Reply {
        Reply::error(StatusCode::NOT_FOUND, "The requested resource was not found.")
    }

    pub(crate) fn bad_request(message: &str) -> Reply {
        Reply::error(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn method_not_allowed() -> Reply {
        Reply::error(StatusCode::METHOD_NOT_ALLOWED, "Method is not allowed.")
    }

    /// Gives the reply the form that the request asks for.
    pub(crate) fn render(self, call: &Call, api: Api, bom: bool) -> Rendered {
        let (content_type, text) = match &self.body {
            Content::Nothing => (None, String::new()),
            Content::Html(page) => (Some("text/html; charset=us-ascii"), (*page).to_owned()),
            Content::Tree(tree) if call.wants_json() => {
                let mark = if bom { "\u{feff}" } else { "" };
                (Some("application/json"), format!("{mark}{}", json(tree, api)))
            }
            Content::Tree(tree) => (Some("application/xml"), xml(tree, api)),
        };
        Rendered {
            status: self.status,
            headers: self.headers,
            content_type: content_type.map(str::to_owned),
            body: Bytes::from(text),
        }
    }
}

/// A reply as it goes over the wire.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn broken_escapes_stay() {
        let rows = [
            ("a%3D%3db", "a==b"),
            ("a+b", "a b"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz1", "%zz1"),
            ("%C3%BC", "ü"),
        ];
        for (text, expected) in rows {
            assert_eq!(decode(text), expected, "input {text:?}");
        }
    }
}
