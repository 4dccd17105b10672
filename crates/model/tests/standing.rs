//! How current it is: in the answer, the title and the copies; and what comes after.

#![expect(clippy::unwrap_used, reason = "a date that cannot be read fails the test")]

use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    format::UtcFormat,
    id::ResourceId,
    messages::{Context, DE, EN, Messages},
    page::standing::{Reading, Standing, as_of_point},
    page::{ago, read_ago},
    time::{Timestamp, When},
    verdict::{Caveat, Tone, Verdict, judge},
    wire,
};

const ID: &str = "676dc837-f441-4ac1-8470-15be06b4cffc";

fn at(time: &str) -> Timestamp {
    When::parse(&format!("2025-10-{time}:00Z")).at().unwrap()
}

/// 21 October 2025, 14:12.
fn context(messages: &'static Messages) -> Context<'static> {
    Context { now: at("21T14:12"), format: &UtcFormat, messages }
}

fn session(body: &str) -> RestoreSession {
    let json = wire::parse(body.as_bytes()).unwrap();
    RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap().clone()))
}

/// A restore of srv04 that began at 13:51, with these members besides.
fn verdict(members: &str) -> Verdict {
    judge(
        &session(&format!(
            r#"{{"VmDisplayName":"srv04","CreationTimeUTC":"2025-10-21T13:51:00Z",{members}}}"#
        )),
        None,
    )
}

fn running() -> Verdict {
    verdict(r#""JobType":"RestoreVm","State":"Working","Progress":64"#)
}

fn reading(verdict: &Verdict, standing: Standing) -> Reading<'_> {
    Reading { verdict, read_at: at("21T14:10"), standing, collection_interval_min: Some(15) }
}

#[test]
fn what_is_paused_or_old_begins_by_saying_so() {
    let running = running();
    let english =
        "Not finished, as far as Enterprise Manager knows: srv04 is at 64 %, started 21 min ago.";
    let german = "Noch nicht fertig, soweit Enterprise Manager weiß: srv04 steht bei 64\u{a0}%, begonnen vor 21 min.";
    let rows = [
        (Standing::Live, "", ""),
        (Standing::Paused { at: at("21T14:02") }, "Paused at 14:02. ", "Angehalten um 14:02. "),
        (
            Standing::Paused { at: at("20T14:02") },
            "Paused on 2025-10-20 at 14:02. ",
            "Angehalten am 2025-10-20 um 14:02. ",
        ),
        (
            Standing::Old { read_at: at("21T14:02") },
            "Old data, as of 14:02. ",
            "Alte Daten, Stand 14:02. ",
        ),
        (
            Standing::Old { read_at: at("20T14:02") },
            "Old data, as of 14:02 on 2025-10-20. ",
            "Alte Daten, Stand 2025-10-20, 14:02. ",
        ),
    ];
    for (standing, in_english, in_german) in rows {
        let reading = reading(&running, standing);
        assert_eq!(reading.answer(&context(&EN)), format!("{in_english}{english}"));
        assert_eq!(reading.answer(&context(&DE)), format!("{in_german}{german}"));
    }
}

#[test]
fn the_title_is_the_answer_and_as_of_when() {
    let running = running();
    for standing in [Standing::Live, Standing::Paused { at: at("21T14:02") }] {
        for (interval, english, german) in [
            (
                Some(15),
                "checked 14:10, data up to 15 min older",
                "geprüft 14:10, Daten bis zu 15 min älter",
            ),
            (
                None,
                "checked 14:10, data of unknown age",
                "geprüft 14:10, Alter der Daten unbekannt",
            ),
        ] {
            let reading =
                Reading { collection_interval_min: interval, ..reading(&running, standing) };
            for (messages, end) in [(&EN, english), (&DE, german)] {
                let context = context(messages);
                let expected = format!("{} – {end}", reading.answer(&context));
                assert_eq!(reading.title(&context), expected);
            }
        }
    }
}

#[test]
fn a_copy_says_as_of_when_with_the_date() {
    let running = running();
    let rows = [
        (
            Some(15),
            "Checked at 14:10 on 2025-10-21; Enterprise Manager's data may be up to 15 min older.",
            "Geprüft am 2025-10-21 um 14:10; die Daten von Enterprise Manager können bis zu 15 min älter sein.",
        ),
        (
            None,
            "Checked at 14:10 on 2025-10-21; how much older Enterprise Manager's data may be is unknown.",
            "Geprüft am 2025-10-21 um 14:10; wie viel älter die Daten von Enterprise Manager sein können, ist nicht bekannt.",
        ),
    ];
    for (interval, english, german) in rows {
        let reading =
            Reading { collection_interval_min: interval, ..reading(&running, Standing::Live) };
        assert_eq!(reading.as_of(&context(&EN)), english);
        assert_eq!(reading.as_of(&context(&DE)), german);
    }
}

#[test]
fn a_newer_restore_is_named_with_its_start() {
    let rows = [
        (
            r#""JobType":"RestoreVm","State":"Starting""#,
            "A newer restore of srv04 began at 13:51: starting.",
            "Eine neuere Wiederherstellung von srv04 begann um 13:51: startet gerade.",
        ),
        (
            r#""JobType":"RestoreVm","State":"Working","Progress":64"#,
            "A newer restore of srv04 began at 13:51: not finished, 64 %.",
            "Eine neuere Wiederherstellung von srv04 begann um 13:51: noch nicht fertig, 64\u{a0}%.",
        ),
        (
            r#""JobType":"FileLevelRestore","State":"Stopped","Result":"Success""#,
            "A newer file restore session of srv04 began at 13:51: ended without errors.",
            "Eine neuere Sitzung zur Dateiwiederherstellung von srv04 begann um 13:51: ohne Fehler beendet.",
        ),
        (
            r#""State":"Stopped""#,
            "A newer restore session of srv04 began at 13:51: stopped, no result yet.",
            "Eine neuere Wiederherstellungssitzung von srv04 begann um 13:51: beendet, noch kein Ergebnis.",
        ),
    ];
    for (members, english, german) in rows {
        let verdict = verdict(members);
        let began = verdict.started.unwrap();
        assert_eq!(EN.newer(&verdict, began, &context(&EN)), english);
        assert_eq!(DE.newer(&verdict, began, &context(&DE)), german);
    }
}

/// EM gives the result one collection later than the end.
#[test]
fn a_result_that_comes_late_turns_the_answer() {
    let ended = r#""JobType":"RestoreVm","State":"Stopped","EndTimeUTC":"2025-10-21T14:02:00Z""#;
    let rows = [
        (
            r#","Result":"None""#,
            (Tone::Unclear, false),
            "The restore of srv04 stopped at 14:02 (10 min ago), but Enterprise Manager has no result yet.",
            "Die Wiederherstellung von srv04 endete um 14:02 (vor 10 min), aber Enterprise Manager hat noch kein Ergebnis.",
        ),
        (
            r#","Result":"Success""#,
            (Tone::Good, true),
            "The restore of srv04 finished without errors at 14:02 (10 min ago); it took 11 min.",
            "Die Wiederherstellung von srv04 wurde um 14:02 ohne Fehler abgeschlossen (vor 10 min); sie dauerte 11 min.",
        ),
    ];
    for (result, (tone, is_ended), english, german) in rows {
        let verdict = verdict(&format!("{ended}{result}"));
        assert_eq!((verdict.tone(), verdict.is_ended()), (tone, is_ended));
        assert!(verdict.is_stopped());
        assert_eq!(EN.answer(&verdict, &context(&EN)), english);
        assert_eq!(DE.answer(&verdict, &context(&DE)), german);
    }
}

#[test]
fn the_id_of_another_session_is_noted() {
    let asked = ResourceId::parse(ID).unwrap();
    let other = "ed8e95ca-6ec5-4a2d-978b-e1108c4130b6";
    let rows = [
        (ID.to_owned(), None),
        (ID.to_uppercase(), None),
        ("no urn".to_owned(), None),
        (other.to_owned(), Some(other)),
    ];
    for (id, expected) in rows {
        let body = format!(r#"{{"UID":"urn:veeam:RestoreSession:{id}","State":"Starting"}}"#);
        let expected: Vec<_> =
            expected.map(|id| Caveat::AnotherId { id: id.to_owned() }).into_iter().collect();
        assert_eq!(judge(&session(&body), Some(&asked)).caveats, expected);
        assert_eq!(judge(&session(&body), None).caveats, []);
    }
}

#[test]
fn the_point_tells_as_of_when_the_data_is() {
    let done = r#""JobType":"RestoreVm","State":"Stopped","Result":"Success""#;
    let files = r#""JobType":"FileLevelRestore","State":"Working""#;
    let running = r#""JobType":"RestoreVm","State":"Working""#;
    let rows = [
        (done, "21T05:25", "Restored to its state of 05:25, 8 h 26 min before the restore began."),
        (done, "21T13:51", "Restored to its state of 13:51."),
        (
            files,
            "20T13:51",
            "The files are those of 13:51 on 2025-10-20, 1 d before the restore began.",
        ),
        (
            running,
            "21T13:50",
            "The restore point holds the state of 13:50, 1 min before the restore began.",
        ),
        (
            running,
            "21T14:00",
            "The restore point holds the state of 14:00. The restore point is dated after the start of the restore.",
        ),
    ];
    for (members, point, expected) in rows {
        assert_eq!(as_of_point(&verdict(members), at(point), &context(&EN)), expected);
    }
}

#[test]
fn german_says_the_point_with_and_without_its_date() {
    let done = r#""JobType":"RestoreVm","State":"Stopped","Result":"Success""#;
    let files = r#""JobType":"FileLevelRestore","State":"Working""#;
    let running = r#""JobType":"RestoreVm","State":"Working""#;
    let rows = [
        (
            done,
            "21T05:25",
            "Wiederhergestellt auf diesen Stand: 05:25, 8 h 26 min vor Beginn der Wiederherstellung.",
        ),
        (done, "21T13:51", "Wiederhergestellt auf diesen Stand: 13:51."),
        (
            files,
            "19T13:51",
            "Stand der Dateien: 2025-10-19, 13:51, 2 Tg vor Beginn der Wiederherstellung.",
        ),
        (
            running,
            "21T13:50",
            "Stand des Wiederherstellungspunkts: 13:50, 1 min vor Beginn der Wiederherstellung.",
        ),
    ];
    for (members, point, expected) in rows {
        assert_eq!(as_of_point(&verdict(members), at(point), &context(&DE)), expected);
    }
}

#[test]
fn a_session_of_the_future_is_said_to_be_so() {
    let ended = r#""State":"Stopped","Result":"Failed","EndTimeUTC""#;
    let began = r#""State":"Working","CreationTimeUTC""#;
    let rows = [
        (ended, "21T14:17", "failed at 14:17."),
        (ended, "21T14:18", "failed at 14:18 (in the future)."),
        (began, "21T14:17", "is under way, started at 14:17."),
        (began, "22T14:18", "is under way, started on 2025-10-22 at 14:18 (in the future)."),
    ];
    for (members, time, expected) in rows {
        let body = format!(r#"{{{members}:"2025-10-{time}:00Z"}}"#);
        let answer = EN.answer(&judge(&session(&body), None), &context(&EN));
        assert!(answer.ends_with(expected), "{answer}");
    }
}

/// A PC clock that is set right moves the page's clock, which may lie before what
/// it has read then.
#[test]
fn what_was_read_never_lies_ahead() {
    let context = context(&EN);
    for (read, said) in
        [("21T14:12", "0 s ago"), ("21T14:09", "3 min ago"), ("21T15:12", "0 s ago")]
    {
        assert_eq!(read_ago(at(read), &context), said, "{read}");
    }
    assert_eq!(ago(at("21T15:12"), &context), None, "but what EM says may");
}
