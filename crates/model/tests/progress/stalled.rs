//! No change for long: told for what stands still, and for nothing else.

use super::*;

#[test]
fn an_hour_without_a_change_is_told_where_it_means_something() {
    let rows = [
        ("Working", "RestoreVm", Some(15), Some(3_600)),
        ("Starting", "RestoreVm", Some(15), Some(3_600)),
        ("Stopping", "InstantRecovery", Some(15), Some(3_600)),
        ("Pausing", "RestoreVm", Some(1), Some(3_600)),
        ("", "", Some(29), Some(3_600)),
        // Two collections may be an hour apart.
        ("Working", "RestoreVm", Some(30), None),
        ("Working", "RestoreVm", Some(u32::MAX), None),
        // Collected by hand.
        ("Working", "RestoreVm", None, None),
        ("Stopped", "RestoreVm", Some(1), None),
        ("Working", "FileLevelRestore", Some(1), None),
    ];
    for (state, job_type, interval, expected) in rows {
        let samples = still(&session(state, job_type, "64"));
        assert_eq!(samples.stalled_s(at(HOUR), interval), expected, "{state} {job_type}");
    }
}

#[test]
fn two_intervals_and_five_minutes_must_pass() {
    for (interval, first) in [(0, 330), (1, 330), (2, 330), (3, 390), (15, 1_830)] {
        let mut samples = Samples::EMPTY;
        for second in (0..2_000).step_by(30) {
            samples.add(at(second), &working(64));
            let told = samples.stalled_s(at(second + 5), Some(interval));
            let expected = (second >= first).then(|| u64::try_from(second).unwrap());
            assert_eq!(told, expected, "{interval} {second}");
        }
    }
}

#[test]
fn a_change_of_any_kind_begins_anew() {
    let base = || session("Working", "RestoreVm", "64");
    let others = [
        session("Stopping", "RestoreVm", "64"),
        session("Working", "X", "64"),
        working(65),
        working(63),
        session("Working", "RestoreVm", "64.5"),
    ];
    for other in others {
        let mut samples = still(&base());
        samples.add(at(HOUR + 30), &other);
        assert_eq!(samples.stalled_s(at(HOUR + 30), Some(15)), None, "{other:?}");
    }
    let mut samples = still(&base());
    samples.add(at(HOUR + 30), &base());
    assert_eq!(samples.stalled_s(at(HOUR + 30), Some(15)), Some(3_630));
}

#[test]
fn steps_of_a_quarter_of_an_hour_are_no_stall() {
    // The third collection is late, by an interval but for a bit.
    let rows = [(0, 64), (900, 79), (1_800, 85), (3_590, 90), (4_500, 94)];
    for until in (0..5_000).step_by(30) {
        let samples = watch(&rows, until, 30);
        assert_eq!(samples.stalled_s(at(until), Some(15)), None, "{until}");
        assert_eq!(samples.stalled_s(at(until + 29), Some(15)), None, "{until}");
        assert_eq!(samples.time_left(at(until), Some(15)), None, "{until}");
    }
    // One that is left out altogether is told, until the next.
    let rows = [(0, 64), (900, 79), (2_760, 85)];
    assert_eq!(watch(&rows, 2_730, 30).stalled_s(at(2_730), Some(15)), Some(1_830));
    assert_eq!(watch(&rows, 2_760, 30).stalled_s(at(2_760), Some(15)), None);
}

#[test]
fn what_was_not_asked_is_no_evidence() {
    // An hour hidden, between two polls.
    let mut samples = watch(&[(0, 64)], 600, 30);
    samples.add(at(600 + HOUR), &working(64));
    assert_eq!(samples.stalled_s(at(600 + HOUR), Some(2)), None);
    // Still hidden: the last answer is too old to tell.
    let samples = still(&working(64));
    assert_eq!(samples.stalled_s(at(HOUR + 360), Some(15)), Some(3_600));
    assert_eq!(samples.stalled_s(at(HOUR + 361), Some(15)), None);
    // The clock was set back.
    assert_eq!(samples.stalled_s(at(HOUR - 1), Some(15)), None);
    let mut samples = still(&working(64));
    samples.add(at(0), &working(64));
    assert_eq!(samples.stalled_s(at(0), Some(15)), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_restore_that_moves_with_each_collection_is_never_called_still(
        interval in 1_u32..=60,
        poll in 5_i64..=300,
        phase in 0_i64..3_600,
        lates in proptest::collection::vec(0_i64..1_000, 8),
        jitters in proptest::collection::vec((0_i64..1_000, 0_i64..30_000), 1..40),
    ) {
        // Times in ms. Each collection may be late by up to an interval.
        let length = i64::from(interval) * 60_000;
        let collected: Vec<i64> =
            (0..).zip(&lates).map(|(n, late)| n * length + length * late / 1_000).collect();
        let mut samples = Samples::EMPTY;
        let mut now = collected.first().unwrap() + phase * length / 3_600;
        for (wait, answer) in jitters.iter().cycle() {
            if now >= *collected.last().unwrap() {
                break;
            }
            let shown = collected.iter().filter(|at| **at <= now).count();
            samples.add(Timestamp(now), &working(i64::try_from(shown).unwrap()));
            let next = now + poll * 1_000 + answer;
            let between = now + (next - now) * wait / 1_000;
            for at in [now, between, next] {
                prop_assert_eq!(samples.stalled_s(Timestamp(at), Some(interval)), None);
            }
            now = next;
        }
    }

    #[test]
    fn a_restore_that_stands_still_is_told(interval in 1_u32..=60, poll in 5_u64..=330) {
        let mut samples = Samples::EMPTY;
        let limit = u64::from(interval * 120).max(300);
        for second in (0..=limit + poll).step_by(usize::try_from(poll).unwrap()) {
            samples.add(at(i64::try_from(second).unwrap()), &working(64));
            let told = samples.stalled_s(at(i64::try_from(second).unwrap()), Some(interval));
            prop_assert_eq!(told, (second > limit).then_some(second));
        }
    }
}
