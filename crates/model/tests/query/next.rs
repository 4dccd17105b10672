//! EM's link to the next page: which is followed, and as what.

use restore_desk_model::{
    collection::Paging,
    link::{Link, Rel},
    query,
};

use crate::{asked::value, listing, now};

fn link(rel: &str, href: &str) -> Link {
    Link { rel: Rel::parse(rel), href: href.into(), name: None, kind: None }
}

fn next(links: &[(&str, &str)]) -> Option<String> {
    let links = links.iter().map(|(rel, href)| link(rel, href)).collect();
    query::next(&Paging { page: Some(1), pages: Some(9), links })
}

const NEXT: &str =
    "https://em:9398/api/query?type=RestoreSession&format=Entities&pageSize=100&page=2";

#[test]
fn only_em_s_next_page_of_sessions_is_followed() {
    let plain = "query?type=RestoreSession&format=Entities&pageSize=100&page=2";
    let rows = [
        ("Next", NEXT, Some(plain)),
        ("next", NEXT, Some(plain)),
        // The host is EM's own name for itself, and nothing more.
        (
            "Next",
            "http://elsewhere.test/api/query?type=RestoreSession&page=2&format=Entities",
            Some("query?type=RestoreSession&page=2&format=Entities"),
        ),
        (
            "Next",
            "/api/query?type=restoresession&format=Entities&page=2",
            Some("query?type=RestoreSession&format=Entities&page=2"),
        ),
        (
            "Next",
            "https://em/api/query?type=RestoreSession&amp;format=Entities&amp;page=2",
            Some("query?type=RestoreSession&format=Entities&page=2"),
        ),
        // As 12 and 13 escape.
        (
            "Next",
            "https://em/api/query?filter=VmDisplayName%3d%3d%22srv04%22&format=Entities&type=RestoreSession&page=2",
            Some(
                "query?filter=VmDisplayName%3D%3D%22srv04%22&format=Entities&type=RestoreSession&page=2",
            ),
        ),
        ("Previous", NEXT, None),
        ("Last", NEXT, None),
        ("Delete", NEXT, None),
        ("Next", "https://em/api/query?type=Credentials&format=Entities&page=2", None),
        ("Next", "https://em/api/query?format=Entities&page=2", None),
        ("Next", "https://em/api/query?type=RestoreSession&page=2&action=stop", None),
        ("Next", "https://em/api/query/1?type=RestoreSession&page=2", None),
        ("Next", "https://em/api/querySvc?type=RestoreSession&page=2", None),
        ("Next", "https://em/api/restoreSessions?page=2", None),
        ("Next", "https://em/api/restoreSessions/1?format=Entity", None),
        ("Next", "https://em/api/jobs?page=2", None),
        ("Next", "https://em/query?type=RestoreSession&page=2", None),
        ("Next", "javascript:alert(1)", None),
        ("Next", "", None),
    ];
    for (rel, href, expected) in rows {
        assert_eq!(next(&[(rel, href)]).as_deref(), expected, "{rel} {href}");
    }
    assert_eq!(next(&[]), None);
    let all = [("First", "https://em/api/query?type=RestoreSession&page=1"), ("Next", NEXT)];
    assert_eq!(next(&all).as_deref(), Some(plain));
}

/// .NET writes a blank in a query as a plus, and a plus as an escape.
#[test]
fn a_name_with_a_blank_is_the_same_on_the_next_page() {
    for name in ["srv 04", "a+b c", " \"x\" ", "50 %"] {
        let mut listing = listing("");
        listing.set(restore_desk_model::route::Key::Vm, name);
        let asked = query::plan(&listing, now()).unwrap().page;
        let again = asked.replace("%20", "+").replace("page=1", "page=2");
        let next = next(&[("Next", &["https://em/api/", &again].concat())]).unwrap();
        assert_eq!(value(&next, "filter"), value(&asked, "filter"), "{name}");
        assert_eq!(value(&next, "page").as_deref(), Some("2"));
    }
}
