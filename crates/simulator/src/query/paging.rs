//! Pages of a query and the links between them.

use std::{fmt::Write, ops::Range};

use crate::{
    entities::{View, link},
    http::Call,
    options::Api,
    wire::{Node, Object},
};

/// Rows on a page when the caller does not say (the reference, section d).
const DEFAULT_SIZE: usize = 100;

/// Which page is asked for.
#[derive(Debug)]
pub(super) struct Page {
    /// From 1.
    number: usize,
    size: usize,
}

impl Page {
    /// # Errors
    ///
    /// A sentence on a page or a size that is not a number above 0.
    pub(super) fn read(call: &Call) -> Result<Page, String> {
        let number = |name: &str, default: usize| match call.parameter(name) {
            None => Ok(default),
            Some(text) => match text.parse::<u32>().map(usize::try_from) {
                Ok(Ok(number)) if 0 < number => Ok(number),
                _ => Err(format!("Value {text:?} of parameter {name} is not valid.")),
            },
        };
        Ok(Page { number: number("page", 1)?, size: number("pageSize", DEFAULT_SIZE)? })
    }

    /// Places of the page's rows among so many.
    pub(super) fn rows(&self, count: usize) -> Range<usize> {
        let start = (self.number - 1).saturating_mul(self.size).min(count);
        start..start.saturating_add(self.size).min(count)
    }

    /// First and Last always, Previous and Next where there is one.
    pub(super) fn info(&self, view: &View<'_>, call: &Call, rows: usize) -> Object {
        let count = rows.div_ceil(self.size).max(1);
        let mut links = vec![self.link(view, call, "First", 1)];
        if 1 < self.number {
            links.push(self.link(view, call, "Previous", (self.number - 1).min(count)));
        }
        if self.number < count {
            links.push(self.link(view, call, "Next", self.number + 1));
        }
        links.push(self.link(view, call, "Last", count));
        let number = |value: usize| i64::try_from(value).unwrap_or(i64::MAX);
        Object::new("PagingInfo")
            .list("Links", links)
            .attribute("PageNum", number(self.number))
            .attribute("PageSize", number(self.size))
            .attribute("PagesCount", number(count))
    }

    /// Keeps the caller's parameters in their order, escaped anew.
    fn link(&self, view: &View<'_>, call: &Call, rel: &str, page: usize) -> Object {
        let mut parameters = call.parameters();
        set(&mut parameters, "pageSize", self.size);
        set(&mut parameters, "page", page);
        let api = view.inner.api;
        let pairs: Vec<String> = parameters
            .iter()
            .map(|(name, value)| format!("{}={}", escape(name, api), escape(value, api)))
            .collect();
        let href = view.href(&format!("query?{}", pairs.join("&")));
        link(rel, href, Node::Null, Node::Null)
    }
}

fn set(parameters: &mut Vec<(String, String)>, name: &str, value: usize) {
    match parameters.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        Some((_, known)) => *known = value.to_string(),
        None => parameters.push((name.to_owned(), value.to_string())),
    }
}

/// As .NET does: 12 writes hex in lower case, 13 in upper case (section d).
fn escape(text: &str, api: Api) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let _never_fails = match (byte, api) {
            (b' ', _) => write!(out, "+"),
            (b'-' | b'_' | b'.' | b'!' | b'*' | b'(' | b')', _) => {
                write!(out, "{}", char::from(byte))
            }
            (byte, _) if byte.is_ascii_alphanumeric() => write!(out, "{}", char::from(byte)),
            (byte, Api::V12) => write!(out, "%{byte:02x}"),
            (byte, Api::V13) => write!(out, "%{byte:02X}"),
        };
        out
    })
}
