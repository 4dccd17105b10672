//! Collections, query results and paging.

use super::*;

/// c: «Collections», «Empty list»; d, Query: the list is doubly wrapped.
#[test]
fn each_shape_of_a_list_is_a_table() {
    let row = r#"{"UID":"urn:veeam:RestoreSession:1","Type":"RestoreSession","State":"Working","VmDisplayName":"srv04"}"#;
    for body in [
        format!(r#"{{"RestoreSessions":[{row}]}}"#),
        format!(r#"{{"restoreSessions":[{row}],"links":null,"type":null}}"#),
        format!(r#"{{"RestoreSessions":{{"RestoreSessions":[{row}]}}}}"#),
        format!(
            r#"{{"Entities":{{"Jobs":null,"RestoreSessions":{{"RestoreSessions":[{row}]}}}},"Refs":null}}"#
        ),
        format!(r#"{{"entities":{{"restoreSessions":[{row}]}},"pagingInfo":null}}"#),
    ] {
        assert!(
            collection(&body)
                .contains("| [Running] srv04 | Not finished |  |  -> #/restoreSessions/1"),
            "{body}: {}",
            collection(&body)
        );
    }
    for body in [
        r#"{"Refs":null}"#,
        r#"{"Refs":[]}"#,
        r#"{"RestoreSessions":null}"#,
        r#"{"Entities":{"RestoreSessions":{"RestoreSessions":null}},"PagingInfo":{"PagesCount":0}}"#,
        r#"{"Entities":{"RestoreSessions":null},"Refs":null,"PagingInfo":null}"#,
        r#"{"Refs":{"Refs":[]},"Entities":null}"#,
    ] {
        assert_eq!(collection(body).lines().count(), 2, "{body}");
    }
}

/// d, Query: «PagingInfo».
#[test]
fn pages_are_counted_however_the_numbers_come() {
    let paged = |numbers: &str| {
        let body = format!(r#"{{"Entities":null,"PagingInfo":{{"Links":null,{numbers}}}}}"#);
        collection(&body).lines().find_map(|line| line.strip_prefix("pages: ").map(str::to_owned))
    };
    let rows = [
        (r#""PageNum":2,"PagesCount":3"#, Some("Page 2 of 3")),
        (r#""pageNum":"2","pagesCount":"3""#, Some("Page 2 of 3")),
        (r#""PageNum":1,"PagesCount":0"#, None),
        (r#""PageNum":null,"PagesCount":null"#, None),
        (r#""PageNum":-1,"PagesCount":-1"#, None),
    ];
    for (numbers, expected) in rows {
        assert_eq!(paged(numbers).as_deref(), expected, "{numbers}");
    }
}
