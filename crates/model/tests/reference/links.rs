//! Links: which are read, and where they lead.

use super::*;

/// f: «Links null, absent, empty, object».
#[test]
fn links_of_any_shape_are_read() {
    let up = r#"{"Rel":"Up","Href":"https://em:9398/api/backupServers/1","Type":"BackupServerReference"}"#;
    for links in ["null", "[]", "{}", "\"x\"", "5", "[null,5,[]]", "{\"Link\":null}", "[{}]"] {
        let page = with(&format!(r#""Links":{links}"#));
        assert!(page.links.is_empty(), "{links}");
    }
    for links in [
        format!("[{up}]"),
        format!("[null,{up},{up}]"),
        format!("{{\"Link\":{up}}}"),
        format!("{{\"link\":[{up}]}}"),
    ] {
        let page = with(&format!(r#""Links":{links}"#));
        assert_eq!(leads(&page), ["#/backupServers/1"], "{links}");
    }
}

/// f: «Links with null Name/Type, several Up, dozens of Related»; c: older
/// builds leave the two out.
#[test]
fn links_without_a_type_are_named_by_their_address() {
    let rows = [
        ("/api/backupServers/1", "backup server"),
        ("/api/restorePoints/1", "restore point"),
        ("/api/backups/1/restorePoints", "restore points"),
        ("/api/query?type=RestoreSession&page=2", "restore sessions"),
        ("/api/", "Enterprise Manager"),
        ("/api/wanAccelerators/1", "unnamed resource"),
        ("javascript:x", "unnamed resource"),
    ];
    for (href, expected) in rows {
        let page =
            with(&format!(r#""Links":[{{"Rel":"Up","Href":"{href}","Name":null,"Type":null}}]"#));
        assert_eq!(page.links.first().unwrap().kind, expected, "{href}");
    }
    let many = (0..80).map(|n| format!(r#"{{"Rel":"Related","Href":"/api/vmRestorePoints/{n}"}}"#));
    let page = with(&format!(r#""Links":[{}]"#, many.collect::<Vec<_>>().join(",")));
    assert_eq!(page.links.len(), 80);
}

/// f: «Href host localhost, internal FQDN, http:9399, other port», «Href with
/// or without ?format=Entity, and with further query parts»; 0.4.
#[test]
fn an_href_is_read_for_its_path_alone() {
    for href in [
        "https://localhost:9398/api/backupServers/1",
        "http://em.internal:9399/api/backupServers/1?format=Entity",
        "https://em/api/backupServers/1?FORMAT=entity&x=y",
        "https:&#x2F;&#x2F;em&#x2F;api&#x2F;backupServers&#x2F;1?a=1&amp;format=Entity",
    ] {
        let page = with(&format!(r#""Links":[{{"Rel":"Up","Href":"{href}"}}]"#));
        assert_eq!(leads(&page), ["#/backupServers/1"], "{href}");
    }
    let request = |hash: &str| Route::parse(hash).unwrap().em_request().unwrap();
    assert_eq!(request("#/jobs/1?page=2"), "jobs/1?page=2&format=Entity");
    assert_eq!(
        request("#/query?type=RestoreSession&format=Entities"),
        "query?type=RestoreSession&format=Entities"
    );
}

/// c: «docs/special_symbols»; d, Query: enum values in any case.
#[test]
fn a_query_href_is_followed_in_the_proxys_spelling() {
    let page = with(
        r#""Links":[{"Rel":"Next","Href":"https://em/api/query?Type=restoresession&amp;Format=entities&amp;filter=CreationTime%3e%3d%222025%22&amp;page=2"}]"#,
    );
    assert_eq!(
        leads(&page),
        ["#/query?type=RestoreSession&format=entities&filter=CreationTime%3E%3D%222025%22&page=2"]
    );
}

/// e: «Safe-to-follow set»; d: «must not turn Edit/Delete/… into clickable GETs».
#[test]
fn actions_and_secrets_are_no_links() {
    for link in [
        r#"{"Rel":"Delete","Href":"/api/backupServers/1","Type":"BackupServer"}"#,
        r#"{"Rel":"Restore","Href":"/api/vmRestorePoints/1?action=restore"}"#,
        r#"{"Rel":"Down","Href":"/api/backupServers/1/credentials"}"#,
        r#"{"Rel":"Down","Href":"/api/backupServers/1/Passwords?format=Entity"}"#,
        r#"{"Rel":"Up","Href":"/api/logonSessions/44cfbdbe"}"#,
        r#"{"Rel":"Down","Href":"/api/query?type=Credentials"}"#,
        r#"{"Rel":"Up","Href":"evil:/logonSessions/44cfbdbe"}"#,
    ] {
        assert!(with(&format!(r#""Links":[{link}]"#)).links.is_empty(), "{link}");
    }
}
