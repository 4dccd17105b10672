use super::*;

const A: &str = "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";
const B: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";
const C: &str = "9e289dec-4c1d-4a76-bae0-2191104cb59d";

/// The addresses that a text leads to.
fn hrefs(text: &str) -> Vec<String> {
    match read(text) {
        Ok(Opened::One(route)) => vec![route.href()],
        Ok(Opened::Several(several)) => several.routes.iter().map(Route::href).collect(),
        Err(error) => panic!("{error:?}: {text}"),
    }
}

fn sessions(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| format!("#/restoreSessions/{id}")).collect()
}

/// Texts as mail programs, ticket systems and chats hand them over: `A` and `B`
/// stand for ids.
fn filled(text: &str) -> String {
    text.replace("{A}", A).replace("{B}", B).replace("{C}", C)
}

#[test]
fn ids_urns_and_addresses_lead_to_their_pages() {
    let session = format!("#/restoreSessions/{A}");
    let rows = [
        (A.to_owned(), session.clone()),
        (format!("  {}\n", A.to_uppercase()), session.clone()),
        (format!("urn:veeam:RestoreSession:{A}"), session.clone()),
        (format!("https://em.corp:9398/api/restoreSessions/{A}?format=Entity"), session.clone()),
        (format!("/api/restoreSessions/{A}"), session.clone()),
        (format!("https://desk.corp/tools/#/restoreSessions/{A}"), session.clone()),
        (format!("#/restoreSessions/{A}"), session),
        (format!("urn:veeam:BackupServer:{A}"), format!("#/backupServers/{A}")),
        (format!("urn:veeam:Repository:{A}"), format!("#/repositories/{A}")),
    ];
    for (text, expected) in rows {
        assert_eq!(read_link(&text).map(|route| route.href()), Ok(expected.clone()), "{text:?}");
        assert_eq!(hrefs(&text), [expected], "{text:?}");
    }
}

#[test]
fn one_thing_in_a_text_is_opened() {
    let texts = [
        "<https://em.corp:9398/api/restoreSessions/{A}?format=Entity>",
        "Please look at https://em.corp:9398/api/restoreSessions/{A}.",
        "restore {A}, since Monday",
        "(see {A})",
        "https://desk.corp/#/restoreSessions/{A}.",
        "Id={A};",
        "UID:urn:veeam:RestoreSession:{A}.",
        "Die Sitzung „{A}“ hängt",
        "[srv04](https://desk.corp/#/restoreSessions/{A}) **failed**",
        "**https://desk.corp/#/restoreSessions/{A}**",
        "<a href=\"https://em:9398/api/restoreSessions/{A}?format=Entity&amp;v=latest\">srv04</a>",
        "&lt;https://em:9398/api/restoreSessions/{A}&gt;",
        "https://em:9398/api/restoreSessions/{A}&nbsp;",
        "em.corp:9398/api/restoreSessions/{A}",
        "desk.corp/#/restoreSessions/{A}",
        "restoreSessions/{A}",
        "https://desk.corp/#/open/{A}",
        "https://desk.corp/?theme=dark&open=urn%3Aveeam%3ARestoreSession%3A{A}&lang=de",
        "https://desk.corp/#/open/https%3A%2F%2Fem%3A9398%2Fapi%2FrestoreSessions%2F{A}",
        "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fem.corp%3A9398%2Fapi%2FrestoreSessions%2F{A}%3Fformat%3DEntity&data=05%7C02%7Cx%40corp%7C{B}%7C0&reserved=0",
        "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdesk.corp%2F%23%2FrestoreSessions%2F{A}&amp;data=05%7C{B}",
        "https://urldefense.com/v3/__https://em.corp:9398/api/restoreSessions/{A}__;!!abc$",
        "https://redirect.corp/?u=https%3A%2F%2Feur.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Fem%253A9398%252Fapi%252FrestoreSessions%252F{A}",
        "https://ticket.corp/incident/{B} is about {A}",
        "incident/{B} is about {A}",
        "https://jira.corp/api/issues/5 and https://grafana.corp/#/dashboards/1: {A}",
        "{A} and once more {A}, as urn:veeam:RestoreSession:{A} and /api/restoreSessions/{A}",
        "https://em/api/logonSessions/{B} {B} {A}",
        "a\u{200b}b \u{200b}{A}\u{200b}",
        "\"SessionId\":\"{B}\",\"Href\":\"https://em/api/logonSessions/{B}\",\"x\":\"{A}\"",
        "\\\"https://em:9398/api/restoreSessions/{A}\\\"",
    ];
    for text in texts {
        assert_eq!(hrefs(&filled(text)), sessions(&[A]), "{text}");
    }
}

#[test]
fn a_mail_programs_line_breaks_are_taken_out() {
    let (start, end) = A.split_at(9);
    let texts = [
        format!("Href: https://em.corp:9398/api/restoreSessions/{start}=\r\n{end}?format=3DEntity"),
        format!("https://em.corp:9398/api/restoreSe=\nssions/{A}"),
        format!("The session {start}\n{end} hangs."),
    ];
    for text in texts {
        assert_eq!(hrefs(&text), sessions(&[A]), "{text}");
    }
}

#[test]
fn all_that_a_text_names_is_offered_in_its_order() {
    let mail = "Hello,\r\n\r\nthree restores of tonight look odd:\r\n\
        > srv04: https://em.corp:9398/api/restoreSessions/{A}?format=Entity\r\n\
        > crm01 <https://desk.corp/#/restoreSessions/{B}>, and urn:veeam:RestoreSession:{C}.\r\n\
        The first one again: {A}\r\n-- \r\nhttps://corp.example/imprint";
    assert_eq!(hrefs(&filled(mail)), sessions(&[A, B, C]));
    let rows = [
        ("{A},{B};{C}", sessions(&[A, B, C])),
        ("https://desk.corp/#/watch/{A},{B} and {C}", sessions(&[A, B, C])),
        (
            "https://em/api/restoreSessions/{A},https://em/api/restoreSessions/{B}",
            sessions(&[A, B]),
        ),
        ("urn:veeam:RestoreSession:{A},urn:veeam:RestoreSession:{B}", sessions(&[A, B])),
        (
            "{A} of urn:veeam:BackupServer:{B} and vmRestorePoints/{C}",
            vec![
                format!("#/restoreSessions/{A}"),
                format!("#/backupServers/{B}"),
                format!("#/vmRestorePoints/{C}"),
            ],
        ),
        (
            "https://em:9398/api/jobs/{A} https://em:9398/api/replicas/{B}",
            vec![format!("#/jobs/{A}"), format!("#/replicas/{B}")],
        ),
        (
            "https://desk.corp/#/restoreSessions?vm=srv%2004&state=running or {A}",
            vec![
                "#/restoreSessions?vm=srv%2004&state=running".into(),
                format!("#/restoreSessions/{A}"),
            ],
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(hrefs(&filled(text)), expected, "{text}");
    }
}

/// EM's own reply, pasted: the links that act are none.
#[test]
fn a_pasted_reply_names_the_session_and_what_it_links_to() {
    let reply = include_str!("../../tests/samples/restoreSession/success-vm.json");
    let found = hrefs(reply);
    assert!(found.len() > 1 && found.len() <= FOUND_MAX, "{found:?}");
    assert!(found.iter().any(|href| href.starts_with("#/backupServers/")), "{found:?}");
    let logon = include_str!("../../tests/samples/logonSession/created.json");
    let sign_in = match read(logon) {
        Ok(Opened::Several(several)) => several.routes,
        Ok(Opened::One(route)) => vec![route],
        Err(_) => Vec::new(),
    };
    assert!(!sign_in.iter().any(|route| matches!(route, Route::RestoreSession(_))), "{sign_in:?}");
}

#[test]
fn no_more_are_offered_than_can_be_watched() {
    let id = |number: u32| format!("{number:08}-6ec5-4a2d-978b-e1108c4130b6");
    for (count, has_more) in [(2, false), (20, false), (21, true), (400, true)] {
        let text = (0..count).map(id).collect::<Vec<_>>().join("\n");
        let Ok(Opened::Several(several)) = read(&text) else { panic!("{count}") };
        let expected = usize::try_from(count).unwrap().min(FOUND_MAX);
        assert_eq!((several.routes.len(), several.has_more), (expected, has_more));
        let address = address(&several.routes).unwrap();
        let Route::Open(handed) = &address else { panic!("{address:?}") };
        let again = Several { has_more: false, ..several };
        assert_eq!(read_handed(handed), Ok(Opened::Several(again)));
    }
}

#[test]
fn what_fits_no_address_has_none() {
    let long = |letter: &str| format!("#/jobs/{A}?filter={}", letter.repeat(3_000));
    let routes = [long("a"), long("b")].map(|href| Route::parse(&href).unwrap());
    assert_eq!(address(&routes), None);
    assert_eq!(address(&[]), None);
}

#[test]
fn a_name_leads_to_the_list_of_that_vm() {
    let rows = [
        ("srv04", "#/restoreSessions?vm=srv04"),
        (" srv \"04\" ", "#/restoreSessions?vm=srv%20%2204%22"),
        ("no \"such\" VM & <b>", "#/restoreSessions?vm=no%20%22such%22%20VM%20%26%20%3Cb%3E"),
        ("tasks-12", "#/restoreSessions?vm=tasks-12"),
        ("x/y", "#/restoreSessions?vm=x%2Fy"),
        ("日本語 💾", "#/restoreSessions?vm=%E6%97%A5%E6%9C%AC%E8%AA%9E%20%F0%9F%92%BE"),
    ];
    for (text, expected) in rows {
        assert_eq!(hrefs(text), [expected], "{text:?}");
        assert_eq!(read_handed(text), Err(OpenError::BadAddress), "{text:?}");
    }
}

#[test]
fn what_leads_nowhere_says_why() {
    let long = "a".repeat(LEN_MAX + 1);
    let long_name = "ü".repeat(NAME_LEN_MAX + 1);
    let rows = [
        ("", OpenError::Empty),
        (" \n ", OpenError::Empty),
        (&long, OpenError::TooLong),
        (&long_name, OpenError::Nothing),
        ("srv\u{7}04", OpenError::Nothing),
        ("Hello,\nthe restore of srv04 hangs.", OpenError::Nothing),
        ("see https://example.com/ for more", OpenError::Nothing),
        ("task-12", OpenError::Task),
        ("Task 12", OpenError::Task),
        ("task #12", OpenError::Task),
        ("TASK-12.", OpenError::Task),
        ("Hello,\nthe restore began as task-12.", OpenError::Task),
        ("https://em:9398/api/tasks/task-12", OpenError::Task),
        ("urn:veeam:Credentials:1", OpenError::UnknownKind),
        ("urn:x", OpenError::UnknownKind),
        ("it is urn:veeam:Credentials:1", OpenError::UnknownKind),
        ("https://em/api/logonSessions/1", OpenError::Refused),
        ("see https://em/api/logonSessions/1 there", OpenError::Refused),
        ("logonSessions/676dc837-f441-4ac1-8470-15be06b4cffc", OpenError::Refused),
        ("https://em/api/vmRestorePoints/1?action=restore", OpenError::Refused),
        ("#/credentials", OpenError::Refused),
        ("https://desk/#/open/%2Fapi%2Fcredentials", OpenError::Refused),
        ("https://example.com/", OpenError::BadAddress),
        ("https://desk/#/nothing/../here", OpenError::BadAddress),
        ("javascript://x/api/", OpenError::BadAddress),
        ("#/open/x", OpenError::BadAddress),
    ];
    for (text, expected) in rows {
        assert_eq!(read(text), Err(expected), "{text:?}");
    }
    assert_eq!(read_link("srv04"), Err(OpenError::BadAddress));
}
