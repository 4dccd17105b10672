//! The time left: told for a pace that holds.

use super::*;

fn left(from_s: u64, to_s: u64) -> TimeLeft {
    TimeLeft { from_s, to_s }
}

/// When EM shows which progress: seconds and percent.
type Steps<'a> = &'a [(i64, i64)];

/// A restore that moves by so many percent every 2 min.
fn even(step: i64) -> Vec<(i64, i64)> {
    (0..100).map(|n| (n * 120, 2 + n * step)).filter(|(_, percent)| *percent < 100).collect()
}

#[test]
fn an_even_pace_tells_the_time_left() {
    let rows = even(4);
    let told = |until| watch(&rows, until, 30).time_left(at(until), Some(2));
    assert_eq!(told(239), None);
    assert_eq!(told(359), None);
    // 14 %, 4 % in 2 min.
    assert_eq!(told(360), Some(left(2_580, 2_640)));
    assert_eq!(told(390), Some(left(2_520, 2_580)));
    assert_eq!(told(1_200), Some(left(1_740, 1_800)));
    // 98 %.
    assert_eq!(told(2_880), Some(left(60, 90)));
    assert_eq!(told(2_910), Some(left(30, 60)));
    assert_eq!(told(2_939), Some(left(0, 30)));
    // It should have ended.
    assert_eq!(told(2_940), None);
    let samples = watch(&rows, 1_200, 30);
    for (interval, expected) in
        [(None, None), (Some(3), None), (Some(15), None), (Some(1), Some(left(1_740, 1_800)))]
    {
        assert_eq!(samples.time_left(at(1_200), interval), expected, "{interval:?}");
    }
}

#[test]
fn an_uneven_pace_gives_a_range() {
    let rows = [(0, 10), (120, 14), (240, 17), (360, 21), (480, 24)];
    // 76 % left, at 3 to 4 % in 2 min.
    assert_eq!(watch(&rows, 480, 30).time_left(at(480), Some(2)), Some(left(2_280, 3_060)));
    // The first step was long, the next one short: no slower since.
    let rows = [(0, 10), (120, 12), (240, 15), (360, 16), (480, 18), (600, 20), (720, 22)];
    assert_eq!(watch(&rows, 720, 30).time_left(at(720), Some(2)), Some(left(3_120, 9_420)));
}

#[test]
fn no_pace_no_estimate() {
    let rows: [(&str, Steps<'_>, i64); 9] = [
        ("too few steps", &[(0, 10), (120, 14), (240, 18)], 240),
        ("jumps", &[(0, 10), (120, 11), (240, 31), (360, 32), (480, 33)], 480),
        ("a leap", &[(0, 10), (120, 11), (240, 12), (360, 13), (480, 33)], 480),
        ("plateau", &[(0, 10), (120, 14), (240, 18), (360, 22)], 630),
        ("step back", &[(0, 10), (120, 14), (240, 18), (360, 22), (480, 21)], 480),
        (
            "two after a step back",
            &[(0, 10), (120, 14), (240, 18), (360, 22), (480, 1), (600, 5), (720, 9)],
            720,
        ),
        (
            "slows down",
            &[(0, 10), (60, 14), (120, 18), (180, 22), (360, 26), (540, 30), (660, 34)],
            660,
        ),
        ("end", &[(0, 10), (120, 40), (240, 70), (360, 99), (380, 100)], 390),
        ("too far away", &[(0, 1), (8_000, 2), (16_000, 3), (24_000, 4)], 24_000),
    ];
    for (what, rows, until) in rows {
        let told = watch(rows, until, 10).time_left(at(until), Some(2));
        assert_eq!(told, None, "{what}");
    }
}

#[test]
fn an_estimate_comes_back_with_the_pace() {
    let rows = [(0, 60), (120, 64), (240, 1), (360, 3), (480, 5), (600, 7), (720, 9)];
    assert_eq!(watch(&rows, 570, 30).time_left(at(570), Some(2)), None);
    assert_eq!(watch(&rows, 600, 30).time_left(at(600), Some(2)), Some(left(5_580, 5_640)));
    // Half as fast from 480 s on, and then even again.
    let slower: Vec<(i64, i64)> = (0..=4)
        .map(|n| (n * 120, n * 4 + 10))
        .chain((1..20).map(|n| (480 + n * 240, 26 + n * 4)))
        .collect();
    let shown: Vec<bool> = (0..=2_400)
        .step_by(120)
        .map(|until| watch(&slower, until, 30).time_left(at(until), Some(2)).is_some())
        .collect();
    let hidden_again = shown.iter().skip(3).filter(|shown| !**shown).count();
    assert!(shown.iter().take(3).all(|shown| !shown), "{shown:?}");
    assert!((2..10).contains(&hidden_again) && shown.ends_with(&[true; 4]), "{shown:?}");
}

#[test]
fn a_stop_or_a_gap_ends_the_estimate() {
    let rows = even(4);
    let others = [
        session("Stopping", "RestoreVm", "45"),
        session("Stopped", "RestoreVm", "45"),
        session("Pausing", "RestoreVm", "45"),
        session("Working", "RestoreVm", "0"),
        session("Working", "RestoreVm", "137"),
    ];
    for other in others {
        let mut samples = watch(&rows, 1_200, 30);
        assert!(samples.time_left(at(1_200), Some(2)).is_some());
        samples.add(at(1_230), &other);
        assert_eq!(samples.time_left(at(1_230), Some(2)), None, "{other:?}");
        samples.add(at(1_260), &working(46));
        assert_eq!(samples.time_left(at(1_260), Some(2)), None, "{other:?}");
    }
    // The same pace, but nobody saw when.
    for (gap, expected) in [(360, true), (390, false)] {
        let mut samples = watch(&rows, 1_200, 30);
        samples.add(at(1_200 + gap), &working(42 + gap / 30));
        assert_eq!(samples.time_left(at(1_200 + gap), Some(2)).is_some(), expected, "{gap}");
    }
    // Slow steps let it wait for long, silence does not.
    let samples = watch(&[(0, 90), (300, 92), (600, 94), (900, 96)], 900, 30);
    assert_eq!(samples.time_left(at(1_260), Some(2)), Some(left(240, 300)));
    assert_eq!(samples.time_left(at(1_261), Some(2)), None);
    // Nothing asked, so the step that is due is not seen.
    assert_eq!(watch(&rows, 1_200, 30).time_left(at(1_441), Some(2)), None);
}
