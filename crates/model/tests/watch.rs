//! Several sessions at once: rows of what happens, and what holds for any.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    error::ApiError,
    format::UtcFormat,
    id::ResourceId,
    messages::{Context, DE, EN, Messages},
    page::{
        standing::Standing,
        watch::{counts, news, notification, row, sentence, standing},
    },
    route::WATCHED_MAX,
    schedule::{Activity, Standing as AllStand},
    time::Timestamp,
    verdict::{Tone, Verdict, judge},
    watch::{Ask, Counts, Known, Stage, Watchlist, is_of_one, merge},
    wire,
};

const INTERVAL_MS: u64 = 30_000;
const WAIT_MS: u64 = 1_800_000;
const RUNNING: &str = r#""State":"Working","Progress":64"#;
const DONE: &str = r#""State":"Stopped","Result":"Success""#;
const WARNED: &str = r#""State":"Stopped","Result":"Warning""#;
const FAILED: &str = r#""State":"Stopped","Result":"Failed""#;
const WAITING: &str = r#""State":"Stopped","Result":"None""#;

fn id(text: &str) -> ResourceId {
    ResourceId::parse(text).unwrap()
}

fn ids(text: &str) -> Vec<ResourceId> {
    text.split(',').filter(|text| !text.is_empty()).map(id).collect()
}

fn verdict(members: &str) -> Verdict {
    let json = format!(r#"{{"VmDisplayName":"srv04","JobType":"RestoreVm",{members}}}"#);
    let json = wire::parse(json.as_bytes()).unwrap();
    judge(&RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap())), None)
}

fn known(members: &str, read_at_ms: i64) -> Known {
    Known { verdict: verdict(members), read_at: Timestamp(read_at_ms) }
}

fn list(text: &str) -> Watchlist {
    let mut list = Watchlist::default();
    list.keep(&ids(text));
    list
}

/// All that one round asks for, in its order.
fn round(list: &mut Watchlist, ask: Ask, elsewhere: Option<&str>, now_ms: u64) -> String {
    let elsewhere = elsewhere.map(id);
    list.begin();
    let next = || list.next(ask, elsewhere.as_ref(), now_ms, INTERVAL_MS);
    let asked: Vec<_> = std::iter::from_fn(next).map(|id| id.to_string()).collect();
    asked.join(",")
}

fn context(messages: &'static Messages) -> Context<'static> {
    Context { now: Timestamp(600_000), format: &UtcFormat, messages }
}

/// Each row: what is answered and when, whether it is news, whether that is marked,
/// and where the session stands then.
#[test]
fn one_that_ends_while_it_is_watched_is_news_once() {
    let until_ms = 60_000 + WAIT_MS;
    let rows = [
        (RUNNING, 0, false, false, Stage::Open),
        (RUNNING, 30_000, false, false, Stage::Open),
        (WAITING, 60_000, false, false, Stage::WithoutResult { until_ms }),
        (WAITING, 120_000, false, false, Stage::WithoutResult { until_ms }),
        (FAILED, 180_000, true, true, Stage::Confirming),
        (FAILED, 210_000, false, true, Stage::Ended),
        (FAILED, 240_000, false, true, Stage::Ended),
        (RUNNING, 270_000, false, false, Stage::Open),
        (WAITING, 300_000, false, false, Stage::WithoutResult { until_ms: 300_000 + WAIT_MS }),
        (WAITING, 300_000 + WAIT_MS, true, true, Stage::Unresolved),
        (WAITING, 400_000 + WAIT_MS, false, true, Stage::Unresolved),
    ];
    let mut list = list("a");
    for (members, now_ms, is_news, is_new, stage) in rows {
        assert_eq!(list.answer(&id("A"), known(members, 0), now_ms, WAIT_MS), is_news, "{now_ms}");
        let entry = list.entry(&id("a")).unwrap();
        assert_eq!((entry.is_new, entry.stage), (is_new, stage), "{now_ms}");
    }
    list.see(&id("a"));
    assert_eq!(list.new_count(), 0);
}

#[test]
fn one_that_was_over_when_it_was_first_seen_is_no_news() {
    let mut list = list("a,b");
    assert!(!list.answer(&id("a"), known(DONE, 0), 0, WAIT_MS));
    assert!(!list.lose(&id("b"), &ApiError::NotFound));
    assert_eq!(list.new_count(), 0);
    assert!(!list.answer(&id("of-nobody"), known(DONE, 0), 0, WAIT_MS));
    // It is there after all, and then it goes.
    assert!(!list.answer(&id("b"), known(RUNNING, 0), 0, WAIT_MS));
    assert!(list.lose(&id("b"), &ApiError::NotOpened));
    assert_eq!(list.entry(&id("b")).unwrap().stage, Stage::Forbidden);
}

#[test]
fn a_finished_one_is_asked_for_once_more_and_then_only_by_the_user() {
    let mut list = list("a,b,c");
    assert_eq!(round(&mut list, Ask::Open, None, 0), "a,b,c");
    assert_eq!(list.standing(), Some(AllStand::Running));
    list.answer(&id("a"), known(DONE, 0), 0, WAIT_MS);
    list.answer(&id("b"), known(RUNNING, 0), 0, WAIT_MS);
    list.lose(&id("c"), &ApiError::Forbidden { message: None });
    assert_eq!(round(&mut list, Ask::Open, None, 30_000), "a,b");
    list.answer(&id("a"), known(DONE, 0), 30_000, WAIT_MS);
    list.answer(&id("b"), known(FAILED, 0), 30_000, WAIT_MS);
    assert_eq!(list.standing(), Some(AllStand::Ended), "not made sure of");
    assert_eq!(round(&mut list, Ask::Open, None, 60_000), "b");
    list.answer(&id("b"), known(FAILED, 0), 60_000, WAIT_MS);
    assert_eq!(list.standing(), None);
    assert_eq!(round(&mut list, Ask::Open, None, 90_000), "");
    assert_eq!(round(&mut list, Ask::Due, None, 90_000), "");
    assert_eq!(
        round(&mut list, Ask::All, None, 90_000),
        "c,a,b",
        "the one asked longest ago first"
    );
}

#[test]
fn what_waits_for_its_result_is_asked_for_once_a_minute() {
    let mut list = list("a");
    list.answer(&id("a"), known(WAITING, 0), 0, WAIT_MS);
    assert_eq!(list.standing(), Some(AllStand::StoppedWithoutResult));
    assert_eq!(round(&mut list, Ask::Open, None, 30_000), "");
    assert_eq!(round(&mut list, Ask::Open, None, 60_000), "a");
}

#[test]
fn after_a_failure_what_has_a_fresh_answer_is_left_alone() {
    let mut list = list("a,b,c");
    assert_eq!(round(&mut list, Ask::Open, None, 0), "a,b,c");
    list.answer(&id("a"), known(RUNNING, 0), 0, WAIT_MS);
    list.fail(&id("b"));
    assert_eq!(round(&mut list, Ask::Due, None, 1_000), "b,c");
    assert_eq!(round(&mut list, Ask::Due, None, 30_000), "a,b,c");
    assert_eq!(round(&mut list, Ask::Open, Some("B"), 60_000), "a,c", "its own page asks");
    assert!(is_of_one(&ApiError::Status { status: 500, message: None }));
    assert!(!is_of_one(&ApiError::TimedOut) && !is_of_one(&ApiError::SignedOut));
}

#[test]
fn what_cannot_be_read_again_grows_old_and_what_is_over_does_not() {
    let mut list = list("a,b,c");
    list.answer(&id("a"), known(RUNNING, 0), 0, WAIT_MS);
    list.answer(&id("b"), known(WAITING, 0), 0, WAIT_MS);
    list.answer(&id("c"), known(DONE, 0), 0, WAIT_MS);
    list.answer(&id("c"), known(DONE, 0), 0, WAIT_MS);
    let old = |now_ms, fresh_ms| {
        let is_old = list.entries().iter().map(|it| it.is_old(Timestamp(now_ms), fresh_ms));
        is_old.collect::<Vec<_>>()
    };
    assert_eq!(old(60_000, Some(60_000)), [false, false, false]);
    assert_eq!(old(60_001, Some(60_000)), [true, false, false]);
    assert_eq!(old(120_001, Some(60_000)), [true, true, false]);
    assert_eq!(old(120_001, None), [false, false, false]);
    assert_eq!(old(-1, Some(0)), [false, false, false], "a clock that was set back");
}

/// Each row: what is known of the sessions, how many stand how, and the icon.
#[test]
fn the_counts_and_the_icon_tell_all_of_them() {
    let rows: [(&[&str], [u64; 4], Option<Tone>, &str, &str); 8] = [
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

/// Each row: what is watched, what the address holds, what the page showed last, and
/// what is watched then.
#[test]
fn an_address_adds_to_what_is_watched() {
    let rows = [
        ("", "a,b", "", "a,b"),
        ("a,b", "B,c", "", "a,b,c"),
        ("a,b", "", "a,b", "a,b"),
        ("a,b,c", "a,b", "a,b", "a,b,c"),
        // Taken off elsewhere, and gone back to.
        ("b", "a,b", "a,b", "b"),
        ("b", "a,b,c", "a,b", "b,c"),
    ];
    for (watched, address, shown, expected) in rows {
        let (merged, left_out) = merge(&ids(watched), &ids(address), &ids(shown));
        assert_eq!((merged, left_out), (ids(expected), 0), "{watched} + {address}");
    }
    let many: Vec<_> = (0..WATCHED_MAX).map(|index| id(&format!("id-{index}"))).collect();
    let (merged, left_out) = merge(&ids("a,b"), &many, &[]);
    assert_eq!((merged.len(), left_out), (WATCHED_MAX, 2));
    assert_eq!(merged[..3], ids("a,b,id-0"));
}

#[test]
fn what_names_the_most_that_are_watched_names_it_right() {
    for messages in [&EN, &DE] {
        let t = messages.later();
        for text in [t.watch_full.to_owned(), t.watch_left_out.with(["1"])] {
            assert!(text.contains(&WATCHED_MAX.to_string()), "{text}");
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Answer(usize, &'static str),
    Lose(usize),
    Fail(usize),
    See(usize),
    Round(Ask, usize, u64),
    Keep(Vec<usize>),
}

fn step() -> impl Strategy<Value = Step> {
    let members = select(vec![RUNNING, DONE, WARNED, FAILED, WAITING, r#""State":"Odd""#]);
    prop_oneof![
        4 => (0..6_usize, members).prop_map(|(of, members)| Step::Answer(of, members)),
        1 => (0..6_usize).prop_map(Step::Lose),
        1 => (0..6_usize).prop_map(Step::Fail),
        1 => (0..6_usize).prop_map(Step::See),
        3 => (select(vec![Ask::All, Ask::Open, Ask::Due]), 0..6_usize, 0..4_000_000_u64)
            .prop_map(|(ask, elsewhere, ms)| Step::Round(ask, elsewhere, ms)),
        1 => proptest::collection::btree_set(0..6_usize, 0..6)
            .prop_map(|kept| Step::Keep(kept.into_iter().collect())),
    ]
}

proptest! {
    /// Whatever happens: a round asks for each once at most, never for what its own page
    /// asks for, never by itself for what is over; news is what was seen before its end;
    /// and nobody is told twice.
    #[test]
    fn whatever_happens_each_is_asked_for_and_told_once(
        steps in proptest::collection::vec(step(), 0..60),
    ) {
        let all: Vec<_> = (0..6).map(|index| id(&format!("id-{index}"))).collect();
        let mut list = Watchlist::default();
        list.keep(&all);
        let mut awaited = [false; 6];
        for step in steps {
            match step {
                Step::Answer(of, members) => {
                    let is_there = list.entry(&all[of]).is_some();
                    let is_news = list.answer(&all[of], known(members, 0), 0, WAIT_MS);
                    prop_assert!(!is_news || awaited[of], "told of what was not awaited");
                    let is_over = [DONE, WARNED, FAILED].contains(&members);
                    prop_assert_eq!(is_news, is_over && awaited[of]);
                    let is_unresolved = list
                        .entry(&all[of])
                        .is_some_and(|entry| entry.stage == Stage::Unresolved);
                    awaited[of] = is_there && !is_over && !is_unresolved;
                }
                Step::Lose(of) => {
                    let is_news = list.lose(&all[of], &ApiError::NotFound);
                    prop_assert_eq!(is_news, awaited[of]);
                    awaited[of] = false;
                }
                Step::Fail(of) => list.fail(&all[of]),
                Step::See(of) => list.see(&all[of]),
                Step::Round(ask, elsewhere, now_ms) => {
                    list.begin();
                    let mut asked: Vec<ResourceId> = Vec::new();
                    while let Some(id) =
                        list.next(ask, Some(&all[elsewhere]), now_ms, INTERVAL_MS)
                    {
                        prop_assert!(!asked.contains(&id) && id != all[elsewhere]);
                        let stage = list.entry(&id).unwrap().stage;
                        let by_itself = matches!(
                            stage,
                            Stage::Open | Stage::WithoutResult { .. } | Stage::Confirming
                        );
                        prop_assert!(by_itself || ask == Ask::All);
                        asked.push(id);
                    }
                }
                Step::Keep(kept) => {
                    let ids: Vec<_> = kept.iter().map(|index| all[*index].clone()).collect();
                    list.keep(&ids);
                    for (index, awaited) in awaited.iter_mut().enumerate() {
                        *awaited &= kept.contains(&index);
                    }
                    prop_assert_eq!(list.entries().len(), ids.len());
                }
            }
            let Counts { running, done, failed, unknown } = list.counts();
            let counted = running + done + failed + unknown;
            prop_assert!(usize::try_from(counted).unwrap() <= list.entries().len());
            for entry in list.entries() {
                let words = row(entry, true, &context(&DE));
                prop_assert!(!words.name.is_empty() && !words.answer.is_empty());
            }
        }
    }

    /// However lists are merged: none is there twice, none too many, and what is watched
    /// stays where it stands.
    #[test]
    fn merged_lists_hold_each_once(
        watched in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
        address in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
        shown in proptest::collection::btree_set(0..40_u32, 0..=WATCHED_MAX),
    ) {
        let ids = |of: &std::collections::BTreeSet<u32>| -> Vec<ResourceId> {
            of.iter().map(|index| id(&format!("id-{index}"))).collect()
        };
        let (watched, address, shown) = (ids(&watched), ids(&address), ids(&shown));
        let (merged, left_out) = merge(&watched, &address, &shown);
        prop_assert!(merged.len() <= WATCHED_MAX && merged.starts_with(&watched));
        let once: std::collections::BTreeSet<_> = merged.iter().collect();
        prop_assert_eq!(once.len(), merged.len());
        prop_assert!(left_out == 0 || merged.len() == WATCHED_MAX);
        prop_assert_eq!(merge(&merged, &merged, &[]), (merged.clone(), 0));
    }
}
