//! What is said of several sessions, and of each.

use restore_desk_model::{
    error::ApiError,
    messages::{DE, EN},
    page::{
        standing::Standing,
        watch::{counts, news, notification, row, sentence, standing},
    },
    schedule::Activity,
    time::Timestamp,
    verdict::Tone,
    watch::{Counts, Watchlist},
};

use super::{DONE, FAILED, RUNNING, WAIT_MS, WAITING, WARNED, context, id, ids, known, list};

/// Each row: what is known of the sessions, how many stand how, and the icon.
#[test]
fn the_counts_and_the_icon_tell_all_of_them() {
    type Row = (&'static [&'static str], [u64; 4], Option<Tone>, &'static str, &'static str);
    let rows: [Row; 8] = [
        (&[], [0; 4], None, "", ""),
        (&[RUNNING], [1, 0, 0, 0], Some(Tone::Running), "1 running", "1 läuft"),
        (
            &[RUNNING, DONE, RUNNING],
            [2, 1, 0, 0],
            Some(Tone::Running),
            "2 running, 1 done",
            "2 laufen, 1 fertig",
        ),
        (
            &[RUNNING, FAILED],
            [1, 0, 1, 0],
            Some(Tone::Running),
            "1 running, 1 failed",
            "1 läuft, 1 fehlgeschlagen",
        ),
        (&[DONE, WARNED], [0, 2, 0, 0], Some(Tone::Warning), "2 done", "2 fertig"),
        (&[DONE, DONE], [0, 2, 0, 0], Some(Tone::Good), "2 done", "2 fertig"),
        (
            &[FAILED, FAILED, WAITING],
            [0, 0, 2, 1],
            Some(Tone::Bad),
            "2 failed, 1 not known",
            "2 fehlgeschlagen, 1 unbekannt",
        ),
        (
            &[r#""State":"Pausing""#, r#""Name":"x""#],
            [0, 0, 0, 2],
            Some(Tone::Unclear),
            "2 not known",
            "2 unbekannt",
        ),
    ];
    for (members, [running, done, failed, unknown], tone, english, german) in rows {
        let all: Vec<_> = (0..members.len()).map(|index| id(&format!("id-{index}"))).collect();
        let mut list = Watchlist::default();
        list.keep(&all);
        for (id, members) in all.iter().zip(members) {
            list.answer(id, known(members, 0), 0, WAIT_MS);
        }
        let expected = Counts { running, done, failed, unknown };
        assert_eq!((list.counts(), list.tone()), (expected, tone), "{english}");
        assert_eq!(counts(list.counts(), &context(&EN)), english);
        assert_eq!(counts(list.counts(), &context(&DE)), german);
    }
}

#[test]
fn a_failure_that_nobody_has_seen_is_the_icon_of_all() {
    let mut list = list("a,b");
    list.answer(&id("a"), known(RUNNING, 0), 0, WAIT_MS);
    list.answer(&id("b"), known(RUNNING, 0), 0, WAIT_MS);
    list.answer(&id("b"), known(FAILED, 0), 0, WAIT_MS);
    assert_eq!(list.tone(), Some(Tone::Bad));
    list.see(&id("b"));
    assert_eq!(list.tone(), Some(Tone::Running));
    // What is asked for the first time is not counted, and what could not be had is.
    list.keep(&ids("a,b,c"));
    assert_eq!(list.counts().unknown, 0);
    list.fail(&id("c"));
    assert_eq!(list.counts().unknown, 1);
}

#[test]
fn a_row_says_how_its_session_stands_and_that_it_is_old() {
    let context = context(&EN);
    let mut list = list("a,b,c");
    let said = |list: &Watchlist, of: &str, is_old| {
        let row = row(list.entry(&id(of)).unwrap(), is_old, &context);
        [row.name, row.answer, row.started, row.old]
    };
    assert_eq!(said(&list, "a", false), ["a", "Loading…", "", ""]);
    list.fail(&id("a"));
    assert_eq!(said(&list, "a", false), ["a", "No answer yet", "", ""]);
    let began = r#""CreationTimeUTC":"1970-01-01T00:05:00Z","State":"Working","Progress":64"#;
    list.answer(&id("a"), known(began, 420_000), 0, WAIT_MS);
    let old = ["srv04", "Not finished, 64 %", "00:05 (5 min ago)", "Old data, as of 00:07"];
    assert_eq!(said(&list, "a", true), old);
    list.lose(&id("a"), &ApiError::NotFound);
    let gone = "Not found: Enterprise Manager shows this account no such session";
    assert_eq!(said(&list, "a", false)[..2], ["srv04", gone]);
    list.lose(&id("b"), &ApiError::Forbidden { message: None });
    assert_eq!(said(&list, "b", false)[..2], ["b", "Your role may not open it"]);
    assert_eq!(news(list.entry(&id("a")).unwrap(), &context), format!("srv04: {gone}"));
    assert_eq!(notification(list.entry(&id("a")).unwrap(), &context), format!("srv04: {gone}"));
    list.answer(&id("c"), known(DONE, 0), 0, WAIT_MS);
    let c = list.entry(&id("c")).unwrap();
    assert_eq!(news(c, &context), "srv04: Finished without errors");
    assert_eq!(notification(c, &context), "The restore of srv04 finished without errors.");
}

#[test]
fn the_sentence_says_that_it_is_paused_or_old() {
    let (at, read_at) = (Timestamp(60_000), Timestamp(120_000));
    let rows = [
        (Activity::Live, false, Standing::Live, "1 running."),
        (Activity::Ended, false, Standing::Live, "1 running."),
        (Activity::Paused, true, Standing::Paused { at }, "Paused at 00:01. 1 running."),
        (Activity::BackgroundOver, false, Standing::Paused { at }, "Paused at 00:01. 1 running."),
        (Activity::Retrying, true, Standing::Old { read_at }, "Old data, as of 00:02. 1 running."),
    ];
    for (activity, is_old, expected, said) in rows {
        let stands = standing(activity, at, read_at, is_old);
        assert_eq!(stands, expected);
        let one = Counts { running: 1, ..Counts::default() };
        assert_eq!(sentence(one, stands, &context(&EN)), said);
        assert_eq!(sentence(Counts::default(), stands, &context(&EN)), "");
    }
}
