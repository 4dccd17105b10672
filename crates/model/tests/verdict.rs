//! The answer: each combination of what EM may say, and what the answer never says.

#![expect(clippy::unwrap_used, reason = "a session that cannot be read fails the test")]

mod sessions;

use proptest::prelude::*;
use restore_desk_model::{
    entity::restore_session::RestoreSession,
    format::UtcFormat,
    id::ResourceId,
    json::Json,
    logon::Access,
    messages::{Context, DE, EN},
    page::restore_session::{RestoreSessionPage, page},
    text,
    time::Timestamp,
    verdict::{Outcome, judge},
    wire,
};

use sessions::{likely, members, session, word};

const ID: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

/// 2025-10-21T17:21:02Z.
const CONTEXT: Context<'static> =
    Context { now: Timestamp(1_761_067_262_000), format: &UtcFormat, messages: &EN };

fn show_in(session: &RestoreSession, context: &Context<'_>) -> RestoreSessionPage {
    page(session, &ResourceId::parse(ID).unwrap(), &Access::default(), context)
}

fn show(session: &RestoreSession) -> RestoreSessionPage {
    show_in(session, &CONTEXT)
}

fn progress(text: &str) -> Option<Json> {
    match text {
        "absent" => None,
        number => Some(Json::Number(number.into())),
    }
}

const ENDS: [(&str, &str); 2] = [("ended", "2025-10-21T17:20:00Z"), ("no end", "absent")];
const FIGURES: [&str; 5] = ["absent", "0", "64", "100", "137"];

/// What is shown for each end and progress of one combination of words, with
/// those of equal text in one row.
fn rows([state, result, job_type]: [&str; 3], context: &Context<'_>) -> Vec<String> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (end, ended) in ENDS {
        for figure in FIGURES {
            let sent = session(&[
                ("State", word(state)),
                ("Result", word(result)),
                ("JobType", word(job_type)),
                ("VmDisplayName", word("srv04")),
                ("CreationTimeUTC", word("2025-10-21T16:21:02Z")),
                ("EndTimeUTC", word(ended)),
                ("Progress", progress(figure)),
            ]);
            let page = show_in(&sent, context);
            let bar = page.progress.percent.map_or("?".to_owned(), |percent| percent.to_string());
            let mut shown = format!("    {:?}: {}", page.tone, page.answer);
            shown.push_str(&["\n    bar ", &bar, ": ", &page.progress.text].concat());
            for note in &page.notes {
                shown.push_str(&["\n    * ", note].concat());
            }
            let case = format!("{end} {figure}");
            match rows.iter_mut().find(|(known, _)| *known == shown) {
                Some((_, cases)) => cases.push(case),
                None => rows.push((shown, vec![case])),
            }
        }
    }
    rows.into_iter().map(|(shown, cases)| format!("  {}\n{shown}", cases.join("; "))).collect()
}

/// Each row: what EM says, then the answer, the bar and the notes.
fn combinations(context: &Context<'_>) -> String {
    let mut lines = Vec::new();
    for state in ["Starting", "Working", "Stopping", "Stopped", "Pausing", "absent"] {
        for result in ["None", "Success", "Warning", "Failed", "Cancelled", "absent"] {
            for job_type in ["RestoreVm", "FileLevelRestore", "InstantRecovery", "absent"] {
                lines.push(format!("{state}, {result}, {job_type}"));
                lines.extend(rows([state, result, job_type], context));
            }
        }
    }
    lines.join("\n")
}

#[test]
fn every_combination_has_its_sentence() {
    insta::assert_snapshot!(combinations(&CONTEXT));
}

#[test]
fn every_combination_has_its_german_sentence() {
    insta::assert_snapshot!(combinations(&Context { messages: &DE, ..CONTEXT }));
}

#[test]
fn the_answer_is_safe_to_quote() {
    let rows = [
        ("State", "Paus\u{202e}ing", "“Paus⟨U+202E⟩ing”".to_owned()),
        ("State", "stopped", "“stopped”".to_owned()),
        ("JobType", "<b>\n", "“<b>”".to_owned()),
        ("State", &"x".repeat(500), format!("“{}…”", "x".repeat(200))),
    ];
    for (member, sent, expected) in rows {
        let answer =
            show(&session(&[("VmDisplayName", word("srv04")), (member, word(sent))])).answer;
        assert!(answer.contains(&expected), "{answer}");
    }
}

#[test]
fn a_failure_message_of_any_size_fits_into_the_sentence() {
    let page = show(&session(&[
        ("State", word("Stopped")),
        ("Result", word("Failed")),
        ("FailureMessage", word(&"Disk full.\r\n".repeat(50_000))),
    ]));
    assert!(page.answer.chars().count() < 800, "{}", page.answer.len());
    let nested = show(&session(&[
        ("State", word("Stopped")),
        ("Result", word("Failed")),
        (
            "FailureMessage",
            Some(wire::parse(br#"{"Message":"No space.","StackTrace":"at Veeam.X"}"#).unwrap()),
        ),
    ]));
    assert!(nested.answer.contains("No space.") && !nested.answer.contains("at Veeam"));
}

#[test]
fn the_subject_is_the_vm_else_the_name_else_the_id() {
    let rows = [
        (Some("srv04"), Some("FLR_[srv04]@x"), "srv04"),
        (None, Some("FLR_[srv04]@x"), "FLR_[srv04]@x"),
        (Some("  "), Some("FLR_[srv04]@x"), "FLR_[srv04]@x"),
        (None, None, ID),
    ];
    for (vm, name, expected) in rows {
        let page = show(&session(&[
            ("VmDisplayName", vm.and_then(word)),
            ("Name", name.and_then(word)),
            ("State", word("Stopped")),
            ("Result", word("Success")),
        ]));
        assert_eq!(page.heading, expected);
        assert!(page.answer.contains(expected), "{}", page.answer);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_session_panics_and_none_is_blank(members in members()) {
        let session = session(&members);
        let page = show(&session);
        prop_assert!(!page.answer.trim().is_empty());
        prop_assert!(!page.heading.trim().is_empty());
        prop_assert!(!page.progress.text.trim().is_empty());
        prop_assert!(!EN.short_answer(&judge(&session, None)).is_empty());
        prop_assert!(page.notes.iter().all(|note| !note.trim().is_empty()));
        prop_assert!(!page.answer.contains(char::is_control), "{:?}", page.answer);
        prop_assert!(page.answer.contains(&page.heading), "{:?}", page.answer);
    }

    #[test]
    fn done_is_said_for_stopped_alone(members in likely()) {
        let session = session(&members);
        let page = show(&session);
        let verdict = judge(&session, None);
        let short = EN.short_answer(&verdict);
        let claims = ["finished without", "finished with ", "ended without", "ended with ", " failed", " stopped"];
        let stopped = members.contains(&("State", word("Stopped")));
        prop_assert_eq!(verdict.is_stopped(), stopped);
        prop_assert_eq!(claims.iter().any(|claim| page.answer.contains(claim)), stopped, "{}", &page.answer);
        let german = show_in(&session, &Context { messages: &DE, ..CONTEXT }).answer;
        let claims = ["abgeschlossen", "endete", "ist beendet", "fehlgeschlagen"];
        prop_assert_eq!(claims.iter().any(|claim| german.contains(claim)), stopped, "{}", &german);
        if !stopped {
            prop_assert!(page.progress.percent != Some(100), "{:?}", page.progress);
            prop_assert!(!short.contains("inished with") && !short.contains("nded with"), "{short}");
        }
    }

    #[test]
    fn a_running_answer_shows_a_percentage_from_1_to_99_alone(members in likely()) {
        let session = session(&members);
        let page = show(&session);
        if let Outcome::NotFinished { percent, .. } = judge(&session, None).outcome {
            prop_assert!(percent.is_none_or(|percent| (1..=99).contains(&percent)));
            prop_assert_eq!(page.progress.percent, percent);
            let figure = page.answer.split(" %").next().filter(|_| page.answer.contains(" %"));
            let figure = figure.and_then(|before| before.rsplit(' ').next()).map(str::parse::<u8>);
            prop_assert!(figure.is_none_or(|figure| figure.is_ok_and(|figure| Some(figure) == percent)));
        } else {
            prop_assert!(!page.answer.contains('%'), "{}", page.answer);
        }
    }

    #[test]
    fn unknown_words_are_quoted(state in "\\PC{1,300}", result in "\\PC{1,300}", job_type in "\\PC{1,300}") {
        let known = ["Starting", "Working", "Stopping", "Stopped", "None", "Success", "Warning", "Failed", "RestoreVm", "FileLevelRestore"];
        for unknown in [&state, &result, &job_type] {
            prop_assume!(!unknown.trim().is_empty() && !known.contains(&unknown.as_str()));
        }
        let quoted = |text: &str| format!("“{}”", text::name(text));
        let page = show(&session(&[("State", word(&state)), ("JobType", word(&job_type))]));
        prop_assert!(page.answer.contains(&quoted(&state)), "{}", page.answer);
        prop_assert!(page.answer.contains(&quoted(&job_type)), "{}", page.answer);
        let page = show(&session(&[("State", word("Stopped")), ("Result", word(&result))]));
        prop_assert!(page.answer.contains(&quoted(&result)), "{}", page.answer);
    }
}
