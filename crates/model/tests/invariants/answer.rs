//! The answer: done is said for what EM calls stopped, and for nothing else.

use restore_desk_model::{
    copy::{Facts, caller, ticket_html, ticket_markdown, ticket_plain},
    entity::{
        Entity,
        restore_session::{RestoreSession, State},
    },
    format::UtcFormat,
    json::{Json, Object},
    messages::Context,
    page::standing::{Reading, Standing},
    time::Timestamp,
    verdict::{Outcome, Tone, Verdict, judge},
};

/// Words that claim an end, for each of the languages.
fn claims(tag: &str) -> &'static [&'static str] {
    match tag {
        "en" => &["finished with", "ended with", " failed", " stopped"],
        _ => &["abgeschlossen", "endete", " ist beendet", "fehlgeschlagen"],
    }
}

/// What a session's answer may say.
pub(crate) fn check(entity: &Entity) {
    let session = RestoreSession::from_entity(entity.clone());
    let verdict = judge(&session, None);
    let stopped = session.state == Some(State::Stopped);
    let sent_stopped = sent_word(&entity.object, "State", "Stopped");
    assert_eq!(stopped, sent_stopped, "{entity:?}");
    assert_eq!(verdict.is_stopped(), stopped, "{verdict:?}");
    let results = ["Success", "Warning", "Failed"];
    let outcomes = [Outcome::Succeeded, Outcome::Warned, Outcome::Failed];
    for (result, outcome) in results.iter().zip(outcomes) {
        let expected = stopped && sent_word(&entity.object, "Result", result);
        assert_eq!(verdict.outcome == outcome, expected, "{verdict:?}");
    }
    let ended_tone = matches!(verdict.tone(), Tone::Good | Tone::Warning | Tone::Bad);
    assert!(!ended_tone || verdict.is_ended(), "{verdict:?}");
    let plain = without_names(entity);
    for context in super::contexts() {
        let plain_verdict = judge(&plain, None);
        let said = context.messages.answer(&plain_verdict, &context);
        let claims = claims(context.messages.tag);
        assert_eq!(claims.iter().any(|claim| said.contains(claim)), stopped, "{said}");
        for copy in copies(&session, &verdict, context) {
            assert!(!copy.trim().is_empty());
            let hides = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!copy.contains(hides), "{copy:?}");
        }
    }
}

/// Whether the first member of that name, in any casing, is just this word.
fn sent_word(object: &Object, member: &str, word: &str) -> bool {
    object.get(member).and_then(Json::as_text) == Some(word)
}

/// The session without the texts that a server chose: those could hold any claim.
fn without_names(entity: &Entity) -> RestoreSession {
    const KEPT: [(&str, &[&str]); 3] = [
        ("State", &["Starting", "Working", "Stopping", "Stopped"]),
        ("Result", &["None", "Success", "Warning", "Failed"]),
        ("JobType", &["RestoreVm", "FileLevelRestore"]),
    ];
    let kept = entity.object.members().iter().filter_map(|(member, value)| {
        let (_, words) = KEPT.iter().find(|(kept, _)| kept.eq_ignore_ascii_case(member))?;
        let known = value.is_null() || value.as_text().is_some_and(|text| words.contains(&text));
        let other = Json::Text("Other".into());
        Some((member.clone(), if known { value.clone() } else { other }))
    });
    let times = ["CreationTimeUTC", "EndTimeUTC"];
    let is_time = |member: &str| times.iter().any(|time| time.eq_ignore_ascii_case(member));
    let times = entity.object.members().iter().filter(|(member, _)| is_time(member)).cloned();
    let object: Object = kept.chain(times).collect();
    RestoreSession::from_entity(Entity::from_object(object))
}

/// All that is handed on of a session.
pub(crate) fn copies(
    session: &RestoreSession,
    verdict: &Verdict,
    context: Context<'_>,
) -> [String; 4] {
    let standing = Standing::Live;
    let read_at = Timestamp(context.now.0 - 60_000);
    let reading = Reading { verdict, read_at, standing, collection_interval_min: Some(15) };
    let link = "https://desk.example/#/restoreSessions/676dc837-f441-4ac1-8470-15be06b4cffc";
    let facts = Facts { reading, session, link, context, utc: &UtcFormat };
    [ticket_plain(&facts), ticket_html(&facts), ticket_markdown(&facts), caller(&facts)]
}
