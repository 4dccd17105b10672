use super::*;
use crate::{time::Timestamp, verdict::Tone};

const OWN: &str = "https://desk.example";

fn origins(all: &[&str]) -> Vec<String> {
    all.iter().map(|&one| one.to_owned()).collect()
}

#[test]
fn who_frames_the_page_is_judged_by_every_origin_around_it() {
    let portals = origins(&["https://portal.example", "https://Wiki.example"]);
    let of = |text: &str| text.to_owned();
    for (around, expected) in [
        (None, Host::None),
        (Some(&[][..]), Host::Unknown),
        (Some(&[OWN][..]), Host::Own(of(OWN))),
        (Some(&["https://portal.example"]), Host::Named(of("https://portal.example"))),
        (Some(&["https://wiki.example"]), Host::Named(of("https://wiki.example"))),
        (Some(&[OWN, "https://portal.example"]), Host::Named(of(OWN))),
        (Some(&["https://portal.example", OWN]), Host::Named(of("https://portal.example"))),
        (Some(&["https://evil.example"]), Host::Refused(of("https://evil.example"))),
        (Some(&["http://portal.example"]), Host::Refused(of("http://portal.example"))),
        (Some(&["https://portal.example:8443"]), Host::Refused(of("https://portal.example:8443"))),
        (
            Some(&["https://portal.example", "https://evil.example"]),
            Host::Refused(of("https://evil.example")),
        ),
        (Some(&["null"]), Host::Refused(of("null"))),
    ] {
        let around = around.map(origins);
        assert_eq!(Host::judge(around.as_deref(), OWN, &portals), expected, "{around:?}");
    }
}

#[test]
fn only_a_page_of_this_origin_alone_is_no_stranger() {
    let foreign = [
        (Host::None, false),
        (Host::Own(OWN.into()), false),
        (Host::Named(OWN.into()), true),
        (Host::Refused("x".into()), true),
        (Host::Unknown, true),
    ];
    for (host, expected) in foreign {
        assert_eq!(host.is_foreign(), expected, "{host:?}");
        assert_eq!(host.is_frame(), host != Host::None);
    }
    assert_eq!(Host::Refused("x".into()).origin(), None);
    assert_eq!(Host::Unknown.origin(), None);
}

#[test]
fn orders_are_read_and_nothing_else_is() {
    for (text, order) in [
        (r#"{"restoreDesk":1,"type":"open","target":" urn:x "}"#, Order::Open("urn:x".into())),
        (
            r#"{"restoreDesk":1,"type":"theme","theme":"dark","more":[1]}"#,
            Order::Theme(Theme::Dark),
        ),
        (r#"{"type":"language","language":"de-AT","restoreDesk":1}"#, Order::Language("de")),
        (r#"{"restoreDesk":1,"type":"pause","paused":true}"#, Order::Pause(true)),
        (r#"{"restoreDesk":1,"type":"pause","paused":false}"#, Order::Pause(false)),
    ] {
        assert_eq!(read(text), Some(order), "{text}");
    }
    let long = format!(r#"{{"restoreDesk":1,"type":"open","target":"{}"}}"#, "x".repeat(201));
    let huge =
        format!(r#"{{"restoreDesk":1,"type":"pause","paused":true,"x":"{}"}}"#, "x".repeat(1_024));
    for text in [
        "",
        "null",
        "1",
        "[]",
        "{}",
        r#""{\"restoreDesk\":1}""#,
        r#"{"restoreDesk":1}"#,
        r#"{"type":"pause","paused":true}"#,
        r#"{"restoreDesk":2,"type":"pause","paused":true}"#,
        r#"{"restoreDesk":"1","type":"pause","paused":true}"#,
        r#"{"restoreDesk":1.0,"type":"pause","paused":true}"#,
        r#"{"RestoreDesk":1,"type":"pause","paused":true}"#,
        r#"{"restoreDesk":1,"type":"pause","paused":"true"}"#,
        r#"{"restoreDesk":1,"type":"pause"}"#,
        r#"{"restoreDesk":1,"type":"open","target":"  "}"#,
        r#"{"restoreDesk":1,"type":"open","target":{}}"#,
        r#"{"restoreDesk":1,"type":"open"}"#,
        r#"{"restoreDesk":1,"type":"theme","theme":"pink"}"#,
        r#"{"restoreDesk":1,"type":"language","language":"xx"}"#,
        r#"{"restoreDesk":1,"type":"token","token":"x"}"#,
        r#"{"restoreDesk":1,"type":"ready"}"#,
        &long,
        &huge,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn messages_print_as_documented() {
    for (told, expected) in [
        (Told::Ready, r#"{"restoreDesk":1,"type":"ready"}"#),
        (Told::Height(180), r#"{"restoreDesk":1,"type":"height","height":180}"#),
        (Told::Title("a \"b\""), r#"{"restoreDesk":1,"type":"title","title":"a \"b\""}"#),
        (Told::AuthNeeded, r#"{"restoreDesk":1,"type":"auth-needed"}"#),
        (Told::Status(None), r#"{"restoreDesk":1,"type":"status","status":"none"}"#),
    ] {
        assert_eq!(print(&told), expected);
    }
    let status = Status {
        id: "ed8e",
        tone: Tone::Running,
        sentence: "Not finished.",
        state: Some("Working"),
        result: None,
        percent: Some(64),
        checked_at: Timestamp(1_700_000_000_000),
        behind_min: Some(15),
        is_current: true,
    };
    assert_eq!(
        print(&Told::Status(Some(status))),
        "{\"restoreDesk\":1,\"type\":\"status\",\"status\":\"running\",\"id\":\"ed8e\",\
         \"sentence\":\"Not finished.\",\"state\":\"Working\",\"result\":null,\"percent\":64,\
         \"checkedAt\":1700000000000,\"behindMinutes\":15,\"isCurrent\":true}"
    );
}

#[test]
fn a_parameter_is_set_without_touching_the_others() {
    for (query, value, expected) in [
        ("", None, ""),
        ("", Some("de"), "?lang=de"),
        ("?lang=en", Some("de"), "?lang=de"),
        ("?a=1&lang=en&b", Some("de"), "?a=1&b&lang=de"),
        ("?lang=en&lang=fr", None, ""),
        ("?language=x", None, "?language=x"),
        ("?lang", Some("de"), "?lang=de"),
    ] {
        assert_eq!(with_parameter(query, "lang", value), expected, "{query}");
    }
}

#[test]
fn words_of_the_address_are_read() {
    assert_eq!(Extent::of(Some("min")), Extent::Least);
    assert_eq!(Extent::of(Some("full")), Extent::Full);
    assert_eq!(Extent::of(Some("MIN")), Extent::Whole);
    assert_eq!(Extent::of(None), Extent::Whole);
    assert_eq!(Theme::of("contrast"), Some(Theme::Contrast));
    assert_eq!(Theme::of(""), None);
}
