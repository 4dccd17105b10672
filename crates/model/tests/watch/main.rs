//! Several sessions at once: rows of what happens, what is said of them, and what holds for any.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod page;
mod properties;

use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    error::ApiError,
    format::UtcFormat,
    id::ResourceId,
    messages::{Context, DE, EN, Messages},
    route::WATCHED_MAX,
    schedule::{Activity, Event, Schedule, Settings, Standing as AllStand},
    time::Timestamp,
    verdict::{Verdict, judge},
    watch::{Ask, Known, Stage, Watchlist, is_of_one, merge},
    wire,
};

pub(crate) const INTERVAL_MS: u64 = 30_000;
pub(crate) const WAIT_MS: u64 = 1_800_000;
pub(crate) const RUNNING: &str = r#""State":"Working","Progress":64"#;
pub(crate) const DONE: &str = r#""State":"Stopped","Result":"Success""#;
pub(crate) const WARNED: &str = r#""State":"Stopped","Result":"Warning""#;
pub(crate) const FAILED: &str = r#""State":"Stopped","Result":"Failed""#;
pub(crate) const WAITING: &str = r#""State":"Stopped","Result":"None""#;

pub(crate) fn id(text: &str) -> ResourceId {
    ResourceId::parse(text).unwrap()
}

pub(crate) fn ids(text: &str) -> Vec<ResourceId> {
    text.split(',').filter(|text| !text.is_empty()).map(id).collect()
}

pub(crate) fn verdict(members: &str) -> Verdict {
    let json = format!(r#"{{"VmDisplayName":"srv04","JobType":"RestoreVm",{members}}}"#);
    let json = wire::parse(json.as_bytes()).unwrap();
    judge(
        &RestoreSession::from_entity(Entity::from_object(json.as_object().unwrap().clone())),
        None,
    )
}

pub(crate) fn known(members: &str, read_at_ms: i64) -> Known {
    Known { verdict: verdict(members), read_at: Timestamp(read_at_ms) }
}

pub(crate) fn list(text: &str) -> Watchlist {
    let mut list = Watchlist::default();
    list.keep(&ids(text));
    list
}

/// All that one round asks for, in its order.
pub(crate) fn round(
    list: &mut Watchlist,
    ask: Ask,
    elsewhere: Option<&str>,
    now_ms: u64,
) -> String {
    let elsewhere = elsewhere.map(id);
    list.begin();
    let next = || list.next(ask, elsewhere.as_ref(), now_ms, INTERVAL_MS);
    let asked: Vec<_> = std::iter::from_fn(next).map(|id| id.to_string()).collect();
    asked.join(",")
}

pub(crate) fn context(messages: &'static Messages) -> Context<'static> {
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

/// The one schedule goes on for as long as any of them waits for its result.
#[test]
fn each_has_its_whole_wait_for_a_result() {
    const MINUTE_MS: u64 = 60_000;
    let settings = Settings {
        poll_interval_ms: INTERVAL_MS,
        idle_stop_ms: None,
        collection_interval_ms: WAIT_MS / 2,
    };
    let mut schedule = Schedule::new(settings, 0, true, 1);
    let mut list = list("a,b");
    let mut over = Vec::new();
    for minute in 0..=52 {
        let now_ms = minute * MINUTE_MS;
        let later = if minute < 20 { RUNNING } else { WAITING };
        for (name, members) in [("a", WAITING), ("b", later)] {
            list.answer(&id(name), known(members, 0), now_ms, WAIT_MS);
            if list.entry(&id(name)).unwrap().stage == Stage::Unresolved {
                over.push((name, minute));
            }
        }
        for standing in list.told() {
            schedule.on(Event::Answered(*standing), now_ms);
        }
        let activity = schedule.decide(now_ms).activity;
        let is_over = matches!(activity, Activity::Ended | Activity::Unresolved);
        assert_eq!(is_over, 50 <= minute, "{activity:?} at {minute} min");
    }
    over.dedup_by_key(|(name, _)| *name);
    let first = |name| over.iter().find(|(of, _)| *of == name).map(|(_, minute)| *minute);
    assert_eq!((first("a"), first("b")), (Some(30), Some(50)));
}

/// Each row: what a round brought, and what the schedule makes of it.
#[test]
fn a_round_is_told_to_the_schedule_once_but_where_all_is_sure() {
    let rows = [
        (vec![RUNNING], "[Running]"),
        (vec![DONE], "[Ended]"),
        (vec![DONE, DONE], "[Ended, Ended]"),
        (vec![WAITING], "[Running, StoppedWithoutResult]"),
    ];
    for (answers, told) in rows {
        let mut list = list("a");
        for members in answers {
            list.answer(&id("a"), known(members, 0), 0, WAIT_MS);
        }
        assert_eq!(format!("{:?}", list.told()), told);
    }
}

#[test]
fn what_is_forgotten_is_asked_for_again() {
    let mut list = list("a,b");
    list.answer(&id("a"), known(DONE, 0), 0, WAIT_MS);
    list.answer(&id("a"), known(DONE, 0), 0, WAIT_MS);
    list.forget();
    assert_eq!(list, self::list("a,b"));
    assert_eq!(list.standing(), Some(AllStand::Running));
    // Another user signs in during a round: it goes on where it was.
    list.begin();
    assert_eq!(list.next(Ask::Open, None, 0, INTERVAL_MS), Some(id("a")));
    list.forget();
    assert_eq!(list.next(Ask::Open, None, 0, INTERVAL_MS), Some(id("b")));
    assert_eq!(list.next(Ask::Open, None, 0, INTERVAL_MS), None);
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
