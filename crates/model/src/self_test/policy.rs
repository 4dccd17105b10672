//! The Content Security Policy of the document, held against what the page needs.

use super::Found;
use crate::{messages::check::CheckTexts, text};

/// What is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A directive that nothing stands in for.
    Missing(&'static str),
    /// A directive lets in what it should not.
    Allows(&'static str, String),
    /// A directive keeps out what the page needs.
    Lacks(&'static str, String),
    /// A site may frame the page, which turns it away.
    Unnamed(String),
}

impl Flaw {
    pub(super) fn sentence(&self, t: &CheckTexts) -> String {
        match self {
            Flaw::Missing(directive) => t.policy_missing.with([directive]),
            Flaw::Allows(directive, source) => {
                t.policy_allows.with([directive, &text::name(source)])
            }
            Flaw::Lacks(directive, source) => t.policy_lacks.with([directive, &text::name(source)]),
            Flaw::Unnamed(source) => t.policy_unnamed.with([&text::name(source)]),
        }
    }
}

/// One policy: its directives with their sources, in lower case.
type Policy = Vec<(String, Vec<String>)>;

/// Several headers come as one, with commas; a browser keeps to all of them.
fn read(header: &str) -> Vec<Policy> {
    let directive = |text: &str| {
        let mut words = text.split_ascii_whitespace().map(str::to_ascii_lowercase);
        words.next().map(|name| (name, words.collect()))
    };
    let policies =
        header.split(',').map(|policy| policy.split(';').filter_map(directive).collect());
    policies.filter(|policy: &Policy| !policy.is_empty()).collect()
}

/// The sources of the first of these directives that a policy has: the later ones
/// stand in for it. Of a directive that comes twice the first counts.
fn sources<'a>(policy: &'a Policy, directives: &[&str]) -> Option<&'a [String]> {
    let find = |wanted: &&str| policy.iter().find(|(name, _)| name == wanted);
    directives.iter().find_map(find).map(|(_, sources)| sources.as_slice())
}

/// Sources of scripts and styles that are no list of places: anyone could stand there.
fn is_wide(source: &str) -> bool {
    matches!(
        source,
        "'unsafe-inline'" | "'unsafe-eval'" | "*" | "http:" | "https:" | "data:" | "blob:"
    )
}

/// Scripts, styles and frames: what too much is let in by, if no policy keeps it out.
fn too_wide(policies: &[Policy], directive: &'static str, fallback: &str) -> Option<Flaw> {
    let chain = [directive, fallback];
    let each: Vec<_> = policies.iter().filter_map(|policy| sources(policy, &chain)).collect();
    let wide = |sources: &&[String]| sources.iter().find(|source| is_wide(source)).cloned();
    match each.first() {
        None => Some(Flaw::Missing(directive)),
        Some(first) if each.iter().all(|sources| wide(sources).is_some()) => {
            wide(first).map(|source| Flaw::Allows(directive, source))
        }
        Some(_) => None,
    }
}

/// A source that each policy has to let in, if it says anything of the kind.
fn lets_in(policies: &[Policy], chain: &[&str], is_fit: impl Fn(&str) -> bool) -> bool {
    let mut each = policies.iter().filter_map(|policy| sources(policy, chain));
    each.all(|sources| sources.iter().any(|source| is_fit(source)))
}

/// The origin of an absolute URL: scheme, host and port.
fn origin_of(url: &str) -> &str {
    let host = text::split_at_text(url, "://").map_or(0, |(scheme, _)| scheme.len() + 3);
    let path = url.bytes().skip(host).position(|byte| byte == b'/');
    let end = path.map_or(url.len(), |length| host + length);
    url.get(..end).unwrap_or(url)
}

/// Whether a URL is on this page's origin.
pub fn is_own(origin: &str, url: &str) -> bool {
    origin_of(url).eq_ignore_ascii_case(origin)
}

/// Whether requests to the proxy may leave the page.
fn lets_proxy(policies: &[Policy], found: &Found) -> bool {
    let (own, proxy) = (is_own(&found.origin, &found.proxy), origin_of(&found.proxy));
    let scheme = text::split_at_text(proxy, "//").map_or(proxy, |(scheme, _)| scheme);
    lets_in(policies, &["connect-src", "default-src"], |source| {
        let is_fit = source == "*" || source == scheme || (own && source == "'self'");
        // A path behind it narrows it to what `api/` and `healthz` may not be below.
        is_fit || origin_of(source).eq_ignore_ascii_case(proxy)
    })
}

/// Whether the document's own policy keeps requests to the proxy in.
pub(super) fn stops_proxy(found: &Found) -> bool {
    let header = found.document.as_ref().and_then(|served| served.policy.as_deref());
    header.is_some_and(|header| !lets_proxy(&read(header), found))
}

/// All that is wrong with a policy.
pub(super) fn flaws(header: &str, found: &Found, portals: &[String]) -> Vec<Flaw> {
    let policies = read(header);
    let mut flaws = Vec::new();
    flaws.extend(too_wide(&policies, "script-src", "default-src"));
    flaws.extend(too_wide(&policies, "style-src", "default-src"));
    let wasm = "'wasm-unsafe-eval'";
    let runs_wasm = |source: &str| source == wasm || source == "'unsafe-eval'";
    if !lets_in(&policies, &["script-src", "default-src"], runs_wasm) {
        flaws.push(Flaw::Lacks("script-src", wasm.to_owned()));
    }
    if !lets_proxy(&policies, found) {
        flaws.push(Flaw::Lacks("connect-src", origin_of(&found.proxy).to_owned()));
    }
    for directive in ["base-uri", "form-action"] {
        if policies.iter().all(|policy| sources(policy, &[directive]).is_none()) {
            flaws.push(Flaw::Missing(directive));
        }
    }
    // No other directive stands in for it.
    let framing = "frame-ancestors";
    flaws.extend(too_wide(&policies, framing, framing));
    for portal in portals {
        let fits = |source: &str| source == "*" || source.eq_ignore_ascii_case(portal);
        if !lets_in(&policies, &[framing], fits) {
            flaws.push(Flaw::Lacks(framing, portal.clone()));
        }
    }
    flaws.extend(unnamed(&policies, found, portals).map(Flaw::Unnamed));
    flaws
}

/// Sites that the policy lets frame the page and config.json does not name.
fn unnamed<'a>(
    policies: &'a [Policy],
    found: &'a Found,
    portals: &'a [String],
) -> impl Iterator<Item = String> + 'a {
    let framing = "frame-ancestors";
    let listed = policies.iter().find_map(|policy| sources(policy, &[framing])).unwrap_or_default();
    let is_named = |source: &str| {
        let named = portals.iter().any(|portal| portal.eq_ignore_ascii_case(source));
        named || source.eq_ignore_ascii_case(&found.origin)
    };
    let is_let_in = move |source: &str| lets_in(policies, &[framing], |other| other == source);
    listed
        .iter()
        .filter(move |source| source.contains("://") && !is_named(source) && is_let_in(source))
        .cloned()
}

#[cfg(test)]
mod tests;
