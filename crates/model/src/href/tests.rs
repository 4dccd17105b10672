//! Tests of [`super`].

use super::*;

fn segments(href: &str) -> Result<String, Refusal> {
    read(href).map(|path| path.segments.join("|"))
}

#[test]
fn the_host_is_dropped_and_the_path_kept() {
    let rows = [
        ("https://enterprise04.tech.local:9398/api/backupServers/1", "backupServers|1"),
        ("http://localhost:9399/api/backups/1?format=Entity", "backups|1"),
        ("HTTPS://[::1]:9398/api/backups/1/", "backups|1"),
        ("/api/jobs/urn:veeam:Job:1", "jobs|urn:veeam:Job:1"),
        ("https://em/api/", ""),
        ("https://em/api", ""),
        ("https://em/api?v=latest", ""),
        ("/api/a%20b/c", "a b|c"),
        ("https:&#x2F;&#x2F;em:9398&#x2f;api&#x2F;jobs", "jobs"),
    ];
    for (href, expected) in rows {
        assert_eq!(segments(href).as_deref(), Ok(expected), "{href}");
    }
}

#[test]
fn what_could_lead_elsewhere_is_refused() {
    let long = format!("/api/{}", "a".repeat(LEN_MAX));
    let rows = [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil/api/x",
        "https://u:p@em/api/x",
        "https://em/other/api/x",
        "https://em/apix/y",
        "https://em",
        "https:///api/x",
        "ftp://em/api/x",
        "/api/../secret",
        "/api/%2e%2e/x",
        "/api/./x",
        "/api/x/..",
        "/api/a..b/c",
        "/api/javascript:alert(1)",
        "/api/a&#x2F;&#x2F;b",
        "https:&#x2F;&#x2F;u@em/api/x",
        "/api/a//b",
        "/api/a%2fb",
        "/api/a%5cb",
        "/api\\x",
        "/api/a%252fb",
        "/api/a%00",
        "/api/a b",
        "/api/x#y",
        "api/x",
        "/API/x",
        "https://em#/api/x",
        "https://em?/api/x",
        "/api/a/b/c/d/e/f/g/h/i",
        &long,
        "/api/x?page=1&page=2",
        "/api/x?%zz=1",
        "/api/x?filter=%0a",
        "\u{202e}/api/x",
    ];
    for href in rows {
        assert_eq!(segments(href), Err(Refusal::Malformed), "{href:?}");
    }
}

#[test]
fn queries_keep_the_keys_that_the_proxy_allows() {
    let path = read(
        "/api/query?TYPE=RestoreSession&format=Entities&x=1&filter=State%3d%3dWorking&amp;page=2",
    );
    let expected = [
        ("type", "RestoreSession"),
        ("format", "Entities"),
        ("filter", "State==Working"),
        ("page", "2"),
    ];
    assert_eq!(path.unwrap().query, expected.map(|(key, value)| (key, value.to_owned())));
}

#[test]
fn the_query_service_is_asked_for_restore_sessions_alone() {
    for href in [
        "/api/query",
        "/api/query?type=Credentials",
        "/api/QUERY?type=Passwords",
        "/api/query?type=",
        "/api/credentials;x=1/1",
        "/api/Passwords.",
        "/api/passwords%20/1",
    ] {
        assert_eq!(segments(href), Err(Refusal::Secret), "{href}");
    }
    let repeated = "/api/query?type=RestoreSession&%74ype=Passwords";
    assert_eq!(segments(repeated), Err(Refusal::Malformed));
}

#[test]
fn actions_are_refused_in_any_casing() {
    for href in ["/api/x?action=restore", "/api/x?Action=restore", "/api/x?page=1&%61ction=restore"]
    {
        assert_eq!(segments(href), Err(Refusal::Action), "{href}");
    }
}
