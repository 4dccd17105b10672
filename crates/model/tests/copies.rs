//! What is handed on: what stands in each copy, and that it stays text.

mod facts;
mod sessions;

use proptest::prelude::*;
use restore_desk_model::{
    copy::{Facts, caller, ticket_html, ticket_markdown, ticket_plain},
    entity::restore_session::RestoreSession,
    json::Json,
    messages::{DE, EN, LANGUAGES},
    page::standing::Standing,
    time::Timestamp,
};

use facts::{LINK, sent, with};
use sessions::{likely, members, session, word};

fn samples() -> Vec<(&'static str, RestoreSession)> {
    let end = ("EndTimeUTC", "2025-10-21T17:02:00Z");
    let full = ("FailureMessage", "Disk *full* on <datastore1> & \"more\".\r\nSee [x](y).");
    vec![
        ("done", sent("Stopped", "Success", "RestoreVm", &[end])),
        ("warned", sent("Stopped", "Warning", "FileLevelRestore", &[end, ("Progress", "0")])),
        ("failed", sent("Stopped", "Failed", "RestoreVm", &[end, full])),
        ("running", sent("Working", "None", "RestoreVm", &[("Progress", "64")])),
        ("files open", sent("Working", "None", "FileLevelRestore", &[("Progress", "0")])),
        ("no result", sent("Stopped", "None", "RestoreVm", &[end])),
        ("unknown result", sent("Stopped", "Cancelled", "RestoreVm", &[])),
        ("unknown state", sent("Pausing", "None", "InstantRecovery", &[])),
        ("no state", sent("absent", "absent", "absent", &[])),
    ]
}

fn copies(make: impl Fn(&Facts<'_>) -> String) -> String {
    let mut shown = Vec::new();
    for (name, session) in samples() {
        for messages in LANGUAGES {
            let copy = with(&session, messages, Standing::Live, &make);
            shown.push(format!("=== {name}, {}\n{copy}\n", messages.tag));
        }
    }
    shown.join("\n")
}

#[test]
fn plain_tickets() {
    insta::assert_snapshot!(copies(ticket_plain));
}

#[test]
fn html_tickets() {
    insta::assert_snapshot!(copies(ticket_html));
}

#[test]
fn markdown_tickets() {
    insta::assert_snapshot!(copies(ticket_markdown));
}

#[test]
fn words_for_the_caller() {
    insta::assert_snapshot!(copies(caller));
}

#[test]
fn the_caller_hears_no_jargon_and_no_message_of_em() {
    for (name, session) in samples() {
        for messages in LANGUAGES {
            let said = with(&session, messages, Standing::Live, caller);
            for word in
                ["Enterprise", "Manager", "Stopped", "datastore", "Cancelled", "Pausing", "UID"]
            {
                assert!(!said.contains(word), "{name}: {said}");
            }
            assert!(said.contains("srv04") && said.contains("19:20"), "{name}: {said}");
        }
    }
}

#[test]
fn a_ticket_says_that_it_is_paused_or_old() {
    let session = sent("Working", "None", "RestoreVm", &[]);
    let at = Timestamp(1_761_067_202_000);
    let rows = [
        (Standing::Paused { at }, &EN, "Paused at 19:20. "),
        (Standing::Old { read_at: at }, &DE, "Alte Daten, Stand 19:20. "),
    ];
    for (standing, messages, expected) in rows {
        for make in [ticket_plain, ticket_markdown, ticket_html] {
            let copy = with(&session, messages, standing, make);
            let readable = copy.replace('\\', "");
            assert!(readable.trim_start_matches("<p>").starts_with(expected), "{copy}");
        }
    }
}

#[test]
fn a_sign_in_s_id_is_withheld() {
    let href = "https://em:9398/api/logonSessions/44cfbdbe-5a95-4156-8867-91f069b7c2cc";
    let session = sent(href, href, href, &[("FailureMessage", href), ("UID", href)]);
    for make in [ticket_plain, ticket_markdown, ticket_html, caller] {
        let copy = with(&session, &EN, Standing::Live, make);
        assert!(!copy.contains("44cfbdbe"), "{copy}");
    }
}

#[test]
fn an_address_that_is_none_becomes_no_link() {
    let session = sent("Working", "None", "RestoreVm", &[]);
    let copy = |make: fn(&Facts<'_>) -> String| {
        with(&session, &EN, Standing::Live, |facts| {
            make(&Facts { link: "javascript:alert(\"1\")<b>", ..*facts })
        })
    };
    assert!(!copy(ticket_html).contains("<a"), "{}", copy(ticket_html));
    assert!(!copy(ticket_markdown).contains('<') || copy(ticket_markdown).contains("\\<b\\>"));
}

/// The text without the tags that we write, which have but one attribute.
fn without_our_tags(html: &str) -> String {
    let anchor = format!("<a href=\"{LINK}\">");
    let ours = [
        "<p>", "</p>", "<table>", "</table>", "<tr>", "</tr>", "<th>", "</th>", "<td>", "</td>",
        &anchor, "</a>",
    ];
    ours.iter().fold(html.to_owned(), |text, tag| text.replace(tag, ""))
}

/// The text without what is escaped, our labels and our link.
fn unescaped(markdown: &str) -> String {
    let mut rest = String::new();
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => _ = chars.next(),
            c => rest.push(c),
        }
    }
    rest.replace(&format!("<{LINK}>"), "").replace("\n- **", "\n").replace(":** ", " ")
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<script>",
        "</td>",
        "\"",
        "'",
        "&",
        "&lt;",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\0",
        "\n",
        "\r\n# x",
        "[a](https://evil.example)",
        "![a](x)",
        "<https://evil.example>",
        "`",
        "```",
        "|",
        "*",
        "_",
        "~~",
        "\\",
        "\\[",
        "https://evil.example",
        "www.evil.example",
        "1. ",
        "- ",
        "+ ",
        "javascript:",
        "{0}",
        "{1}",
        "ü",
        "srv04",
        " ",
    ];
    let pieces = proptest::sample::select(pieces);
    prop_oneof![
        3 => proptest::collection::vec(pieces, 1..12).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// Members of any kind, with hostile texts in those that are shown.
fn hostile_members() -> impl Strategy<Value = Vec<(&'static str, Option<Json>)>> {
    (members(), proptest::collection::vec(proptest::option::of(hostile()), 10)).prop_map(
        |(mut members, texts)| {
            for (member, text) in members.iter_mut().zip(texts) {
                if let Some(text) = text {
                    member.1 = Some(Json::Text(text.into()));
                }
            }
            members
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_stays_text(members in hostile_members(), stops in any::<bool>()) {
        let mut members = members;
        if stops && let Some(state) = members.first_mut() {
            state.1 = word("Stopped");
        }
        let session = session(&members);
        let hides = |c: char| (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
        for messages in LANGUAGES {
            let [plain, html, markdown, said] = [ticket_plain, ticket_html, ticket_markdown, caller]
                .map(|make| with(&session, messages, Standing::Live, make));
            for copy in [&plain, &html, &markdown, &said] {
                prop_assert!(!copy.contains(hides), "{copy:?}");
                prop_assert!(!copy.trim().is_empty());
            }
            prop_assert!(!said.contains('\n'));
            let text = without_our_tags(&html);
            prop_assert!(!text.contains(['<', '>', '"', '\'']), "{text}");
            prop_assert!(text.split('&').skip(1).all(|entity| {
                ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|known| entity.starts_with(known))
            }), "{text}");
            let text = unescaped(&markdown);
            prop_assert!(!text.contains(['[', ']', '(', ')', '<', '>', '`', '*', '_', '|', '#', '!', '~', '+', '-', '&']), "{text}");
            prop_assert!(!text.contains("://") && !text.contains("www."), "{text}");
        }
    }

    #[test]
    fn the_caller_is_told_done_for_stopped_alone(members in likely()) {
        let session = session(&members);
        let stopped = members.contains(&("State", word("Stopped")));
        let claims = [
            (&EN, ["finished with", "ended with", " failed", " stopped"]),
            (&DE, ["abgeschlossen", "endete", "beendet", "fehlgeschlagen"]),
        ];
        for (messages, claims) in claims {
            let said = with(&session, messages, Standing::Live, caller);
            prop_assert_eq!(claims.iter().any(|claim| said.contains(claim)), stopped, "{}", said);
        }
    }
}
