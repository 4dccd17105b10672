//! What a page's own samples tell, and what they must not.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod stalled;
mod time_left;

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    json::{Json, Object},
    progress::{Samples, TimeLeft},
    time::Timestamp,
};

/// 2025-10-21T17:21:02Z, in seconds.
const OPENED_S: i64 = 1_761_067_262;

/// In seconds.
const HOUR: i64 = 3_600;

fn at(second: i64) -> Timestamp {
    Timestamp((OPENED_S + second) * 1000)
}

fn session(state: &str, job_type: &str, progress: &str) -> RestoreSession {
    let text = |text: &str| Json::Text(text.into());
    let members = [
        ("State", text(state)),
        ("JobType", text(job_type)),
        ("Progress", Json::Number(progress.into())),
    ];
    let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
    RestoreSession::from_entity(Entity::from_object(members.collect::<Object>()))
}

fn working(progress: i64) -> RestoreSession {
    session("Working", "RestoreVm", &progress.to_string())
}

/// Polls from 0 to `until` seconds; each row: from when on EM shows which progress.
fn watch(rows: &[(i64, i64)], until: i64, poll: usize) -> Samples {
    let mut samples = Samples::EMPTY;
    for second in (0..=until).step_by(poll) {
        let shown = rows.iter().rev().find(|(from, _)| *from <= second).unwrap();
        samples.add(at(second), &working(shown.1));
    }
    samples
}

/// Polls a restore that stands still, once in 30 s for an hour.
fn still(session: &RestoreSession) -> Samples {
    let mut samples = Samples::EMPTY;
    for second in (0..=3_600).step_by(30) {
        samples.add(at(second), session);
    }
    samples
}

#[test]
fn a_day_of_polls_takes_no_more_room_than_one() {
    let mut one = Samples::EMPTY;
    one.add(at(0), &working(64));
    let mut day = one.clone();
    for poll in 1..=2_880 {
        day.add(at(poll * 30), &working(64));
    }
    // They differ in when the last was seen, and in nothing that could grow.
    assert_eq!(format!("{day:?}").len(), format!("{one:?}").len());
    assert_eq!(day.stalled_s(at(86_400), Some(15)), Some(86_400));
    let mut moving = Samples::EMPTY;
    let mut length = 0;
    for poll in 0..=2_880 {
        moving.add(at(poll * 30), &working(poll % 90 + 10));
        length = length.max(format!("{moving:?}").len());
    }
    assert!(length < 1_200, "{length}");
}

/// Times from now to the ends of time.
fn any_time() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => (0_i64..100_000).prop_map(|second| (OPENED_S + second) * 1000),
        1 => any::<i64>(),
        1 => select(vec![i64::MIN, i64::MAX, 0, -1]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_sampled_ranges_are_ranges(
        answers in proptest::collection::vec((any_time(), select(vec!["Working", "Stopped", "X"]), -1_i64..102), 0..40),
        steady in any::<bool>(),
        now in any_time(),
        interval in proptest::option::of(prop_oneof![0_u32..4, any::<u32>()]),
    ) {
        let mut samples = Samples::EMPTY;
        let mut latest = now;
        for (n, (time, state, progress)) in (0..).zip(answers) {
            let (time, progress) = if steady { (time % 60_000 + n * 100_000, n * 2 + progress % 2 + 1) } else { (time, progress) };
            latest = time;
            samples.add(Timestamp(time), &session(if steady { "Working" } else { state }, "RestoreVm", &progress.to_string()));
        }
        for at in [now, latest, latest.saturating_add(20_000), latest.saturating_add(400_000)] {
            _ = samples.stalled_s(Timestamp(at), interval);
            if let Some(TimeLeft { from_s, to_s }) = samples.time_left(Timestamp(at), interval) {
                prop_assert!(from_s < to_s && to_s <= 3 * 86_400 + 60);
                let unit = |seconds: u64| if seconds < 120 { 30 } else { 60 };
                prop_assert!(from_s.is_multiple_of(unit(from_s)) && to_s.is_multiple_of(unit(to_s)));
                prop_assert!(interval.is_some_and(|interval| interval <= 2));
            }
        }
    }
}
