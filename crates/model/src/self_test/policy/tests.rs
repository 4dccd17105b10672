//! Policies, and what is wrong with each.

use super::*;
use crate::{
    messages::check::CheckTexts,
    self_test::{Frame, Health, Served, Who},
};

const GOOD: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; manifest-src 'self'; worker-src 'self'; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

fn found(proxy: &str) -> Found {
    Found {
        origin: "https://desk.example".to_owned(),
        proxy: proxy.to_owned(),
        health: Health::Silent,
        sends_token: None,
        em: None,
        times_ms: None,
        document: None,
        boot: None,
        config: None,
        wasm: None,
        frame: Frame::No,
        keeps: true,
        tells: true,
        who: Who::Nobody,
        search: None,
    }
}

fn check(header: &str, proxy: &str, portals: &[&str]) -> String {
    let portals: Vec<_> = portals.iter().map(|&portal| portal.to_owned()).collect();
    let flaws = flaws(header, &found(proxy), &portals);
    let texts = CheckTexts::of("en");
    flaws.iter().map(|flaw| flaw.sentence(texts)).collect::<Vec<_>>().join(" ")
}

const OWN: &str = "https://desk.example/api/";
const OTHER: &str = "https://proxy.example:8443/api/";

#[test]
fn each_flaw_of_a_policy_is_named() {
    let with = |from: &str, to: &str| GOOD.replace(from, to);
    let rows = [
        (GOOD.to_owned(), OWN, ""),
        (GOOD.to_uppercase(), OWN, ""),
        (
            String::new(),
            OWN,
            "script-src is missing. style-src is missing. base-uri is missing. \
             form-action is missing. frame-ancestors is missing.",
        ),
        (
            with("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'"),
            OWN,
            "script-src allows 'unsafe-inline'.",
        ),
        (with("'wasm-unsafe-eval'", "'unsafe-eval'"), OWN, "script-src allows 'unsafe-eval'."),
        (with("'wasm-unsafe-eval'", ""), OWN, "script-src lacks 'wasm-unsafe-eval'."),
        (
            with("script-src 'self' 'wasm-unsafe-eval';", ""),
            OWN,
            "script-src lacks 'wasm-unsafe-eval'.",
        ),
        (
            with("style-src 'self'", "style-src 'unsafe-inline'"),
            OWN,
            "style-src allows 'unsafe-inline'.",
        ),
        (with("; frame-ancestors 'self'", ""), OWN, "frame-ancestors is missing."),
        (with("frame-ancestors 'self'", "frame-ancestors *"), OWN, "frame-ancestors allows *."),
        (with("base-uri 'none'; ", ""), OWN, "base-uri is missing."),
        (GOOD.to_owned(), OTHER, "connect-src lacks https://proxy.example:8443."),
        (with("connect-src 'self'", "connect-src 'self' https://proxy.example:8443"), OTHER, ""),
        (
            with("connect-src 'self'", "connect-src https://proxy.example"),
            OTHER,
            "connect-src lacks https://proxy.example:8443.",
        ),
        (with("connect-src 'self';", ""), OWN, "connect-src lacks https://desk.example."),
        // Two headers: the browser keeps to both.
        (
            format!("{GOOD}, script-src *; object-src 'none'"),
            OWN,
            "script-src lacks 'wasm-unsafe-eval'.",
        ),
        (format!("script-src * 'wasm-unsafe-eval', {GOOD}"), OWN, ""),
    ];
    for (header, proxy, expected) in rows {
        assert_eq!(check(&header, proxy, &[]), expected, "{header}");
    }
}

#[test]
fn every_portal_stands_in_it() {
    let portal = "https://portal.example";
    let with =
        GOOD.replace("frame-ancestors 'self'", "frame-ancestors 'self' https://portal.example");
    assert_eq!(check(&with, OWN, &[portal]), "");
    assert_eq!(check(GOOD, OWN, &[portal]), "frame-ancestors lacks https://portal.example.");
    let unnamed =
        "frame-ancestors allows https://portal.example, which “portalOrigins” does not name.";
    assert_eq!(check(&with, OWN, &[]), unnamed);
    assert_eq!(check(&with, OWN, &["https://Portal.example"]), "");
    let own = GOOD.replace("frame-ancestors 'self'", "frame-ancestors https://desk.example");
    assert_eq!(check(&own, OWN, &[]), "");
    // Another header keeps it out.
    assert_eq!(check(&format!("{with}, {GOOD}"), OWN, &[]), "");
}

#[test]
fn a_policy_that_keeps_the_proxy_out_is_known() {
    let rows = [(Some(GOOD), OWN, false), (Some(GOOD), OTHER, true), (None, OTHER, false)];
    for (policy, proxy, expected) in rows {
        let policy = policy.map(str::to_owned);
        let document = Some(Served { policy, ..Served::default() });
        let found = Found { document, ..found(proxy) };
        assert_eq!(stops_proxy(&found), expected, "{proxy}");
    }
}

#[test]
fn an_origin_is_all_before_the_path() {
    let rows = [
        ("https://a.example/api/", "https://a.example"),
        ("https://a.example:8443/", "https://a.example:8443"),
        ("https://a.example", "https://a.example"),
        ("'self'", "'self'"),
        ("", ""),
    ];
    for (url, expected) in rows {
        assert_eq!(origin_of(url), expected, "{url:?}");
    }
}
