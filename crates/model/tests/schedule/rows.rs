//! Rows: what happens at which second, and when requests leave.

use restore_desk_model::{
    config,
    schedule::{Activity, Event, Schedule, Settings, Standing},
    verdict::{Outcome, Phase},
};

use crate::app::*;

/// Plays `events` (at seconds) against a server that answers at once, and
/// compares the seconds at which requests left, and what is said in the end.
fn check(
    settings: Settings,
    replies: &[Event],
    events: &[(u64, Event)],
    until_s: u64,
    expected_s: &[u64],
    activity: Activity,
) {
    let replies = replies.iter().map(|reply| (0, *reply)).collect();
    let mut app = App::new(settings, 0, true, replies);
    for (at_s, event) in events {
        app.run(at_s * SECOND);
        app.on(*event);
    }
    app.run(until_s * SECOND);
    let sends_s: Vec<u64> = app.sends().iter().map(|at| at / SECOND).collect();
    assert_eq!(sends_s, expected_s, "{:?}", app.log);
    assert_eq!(app.decide().activity, activity, "{:?}", app.log);
}

#[test]
fn a_running_session_is_asked_for_until_it_ends_and_once_more() {
    check(ACCOUNT, &[RUNNING], &[], 100, &[0, 30, 60, 90], Activity::Live);
    check(ACCOUNT, &[RUNNING, ENDED], &[], 59, &[0, 30], Activity::Confirming);
    check(ACCOUNT, &[RUNNING, ENDED], &[], 3_600, &[0, 30, 60], Activity::Ended);
    check(ACCOUNT, &[ENDED, RUNNING], &[], 100, &[0, 30, 60, 90], Activity::Live);
    let refresh = [(100, Event::Refresh)];
    check(ACCOUNT, &[ENDED], &refresh, 200, &[0, 30, 100], Activity::Ended);
    check(
        ACCOUNT,
        &[ENDED, ENDED, RUNNING],
        &refresh,
        200,
        &[0, 30, 100, 130, 160, 190],
        Activity::Live,
    );
    let refresh = [(10, Event::Refresh)];
    check(ACCOUNT, &[ENDED], &refresh, 200, &[0, 10], Activity::Ended);
}

#[test]
fn the_interval_begins_with_the_answer() {
    let mut app = App::new(ACCOUNT, 0, true, vec![(7 * SECOND, RUNNING)]);
    app.run(100 * SECOND);
    assert_eq!(app.sends(), [0, 37 * SECOND, 74 * SECOND]);
}

#[test]
fn a_missing_result_is_waited_for_two_collection_intervals() {
    let settings = Settings { collection_interval_ms: 2 * MINUTE, ..ACCOUNT };
    let waiting = Activity::WaitingForResult;
    check(settings, &[NO_RESULT], &[], 200, &[0, 60, 120, 180], waiting);
    check(settings, &[NO_RESULT], &[], 500, &[0, 60, 120, 180, 240], Activity::Unresolved);
    check(settings, &[NO_RESULT, NO_RESULT, ENDED], &[], 900, &[0, 60, 120, 150], Activity::Ended);
    let slow = Settings { poll_interval_ms: 90 * SECOND, ..settings };
    check(slow, &[NO_RESULT], &[], 500, &[0, 90, 180, 270], Activity::Unresolved);
    // A page that was hidden meanwhile asks before it gives up.
    let hidden = [(10, Event::Visible(false)), (1_000, Event::Visible(true))];
    check(settings, &[NO_RESULT], &hidden, 2_000, &[0, 1_000], Activity::Unresolved);
}

#[test]
fn a_hidden_tab_is_silent_or_slow() {
    let hide = [(10, Event::Visible(false))];
    check(ACCOUNT, &[RUNNING], &hide, 3_600, &[0], Activity::Hidden);
    check(PROXY, &[RUNNING], &hide, 200, &[0, 60, 120, 180], Activity::Background);
    let look = [(10, Event::Visible(false)), (15, Event::Visible(true))];
    for settings in [ACCOUNT, PROXY] {
        check(settings, &[RUNNING], &look, 50, &[0, 15, 45], Activity::Live);
    }
    let late = [(10, Event::Visible(false)), (7_200, Event::Visible(true))];
    check(ACCOUNT, &[RUNNING], &late, 7_201, &[0, 7_200], Activity::Live);
    check(ACCOUNT, &[ENDED], &[(40, hide[0].1), (50, look[1].1)], 99, &[0, 30], Activity::Ended);
    check(ACCOUNT, &[GONE], &late, 7_201, &[0], Activity::Gone);
    let mut app = App::new(ACCOUNT, 0, false, vec![(0, RUNNING)]);
    app.run(HOUR);
    assert!(app.sends().is_empty());
    app.on(Event::Visible(true));
    app.run(HOUR + SECOND);
    assert_eq!(app.sends(), [HOUR]);
}

#[test]
fn an_unused_page_warns_and_stops() {
    let settings = Settings { idle_stop_ms: Some(2 * MINUTE), ..ACCOUNT };
    let polls = [0, 30, 60, 90];
    check(settings, &[RUNNING], &[], 59, &polls[..2], Activity::Live);
    check(settings, &[RUNNING], &[], 60, &polls[..3], Activity::IdleWarning);
    check(settings, &[RUNNING], &[], 3_600, &polls, Activity::Idle);
    let brief = Settings { idle_stop_ms: Some(MINUTE), ..ACCOUNT };
    check(brief, &[RUNNING], &[], 29, &[0], Activity::Live);
    check(brief, &[RUNNING], &[], 31, &[0, 30], Activity::IdleWarning);
    let input = [(100, Event::Input)];
    check(settings, &[RUNNING], &input, 130, &[0, 30, 60, 90, 120], Activity::Live);
    let input = [(125, Event::Input)];
    check(settings, &[RUNNING], &input, 160, &[0, 30, 60, 90, 125, 155], Activity::Live);
    let soon = Settings { idle_stop_ms: Some(100 * SECOND), ..ACCOUNT };
    let input = [(105, Event::Input)];
    check(soon, &[RUNNING], &input, 106, &[0, 30, 60, 90, 105], Activity::Live);
    check(settings, &[RUNNING], &[(500, Event::Woken)], 600, &polls, Activity::Idle);
    check(settings, &[ENDED], &[], 100, &[0, 30], Activity::Ended);
    check(PROXY, &[NO_RESULT], &[(5, Event::Pause(true))], 9_000, &[0], Activity::Paused);

    let mut app = App::new(settings, 0, true, vec![(0, RUNNING)]);
    for second in [60, 119, 120, 500] {
        app.run(second * SECOND);
        assert_eq!(app.decide().at_ms, Some(2 * MINUTE));
    }
    assert_eq!(app.decide().wake_in_ms, None);
}

#[test]
fn the_background_is_asked_for_at_most_once_a_minute_and_for_eight_hours() {
    let on = (10, Event::Background(true));
    let hide = (20, Event::Visible(false));
    check(ACCOUNT, &[RUNNING], &[on, hide], 200, &[0, 60, 120, 180], Activity::Background);
    let woken = (70, Event::Woken);
    check(ACCOUNT, &[RUNNING], &[on, hide, woken], 130, &[0, 60, 120], Activity::Background);
    let off = (70, Event::Background(false));
    check(ACCOUNT, &[RUNNING], &[on, hide, off], 900, &[0, 60], Activity::Hidden);

    let mut app = App::new(ACCOUNT, 0, true, vec![(0, RUNNING)]);
    app.on(Event::Background(true));
    app.run(24 * HOUR);
    assert_eq!(app.sends().last(), Some(&(8 * HOUR - 30 * SECOND)));
    let decision = app.decide();
    assert_eq!((decision.activity, decision.at_ms), (Activity::BackgroundOver, Some(8 * HOUR)));
    app.on(Event::Input);
    app.run(24 * HOUR + SECOND);
    assert_eq!(app.sends().last(), Some(&(24 * HOUR)));
}

#[test]
fn failures_back_off_with_jitter() {
    let mut app = App::new(PROXY, 0, true, vec![(0, PASSING)]);
    app.run(5 * MINUTE);
    let sends = app.sends();
    let waits: Vec<u64> = sends.windows(2).map(|pair| pair[1] - pair[0]).collect();
    for (wait, base) in waits.iter().zip([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]) {
        let range = (base * 8 / 10).max(1_000)..=(base * 12 / 10).min(60_000);
        assert!(range.contains(wait), "{wait} for {base}");
    }
    assert!(waits.len() > 7);
    let decision = app.decide();
    assert_eq!(decision.activity, Activity::Retrying);
    assert_eq!(decision.at_ms, decision.wake_in_ms.map(|wait| app.now + wait));
    app.on(Event::Woken);
    app.run(5 * MINUTE + 2_000);
    assert!(app.sends().contains(&(5 * MINUTE)), "at once");
    assert!(app.sends().len() >= sends.len() + 2, "and from the start again");
}

#[test]
fn retry_after_is_obeyed_by_all() {
    for event in [Event::Refresh, Event::Woken, Event::Input, Event::Pause(false)] {
        let events = [(5, event)];
        check(ACCOUNT, &[busy(20 * SECOND), RUNNING], &events, 49, &[0, 20], Activity::Live);
    }
    let look = [(5, Event::Visible(false)), (6, Event::Visible(true))];
    check(ACCOUNT, &[busy(20 * SECOND), RUNNING], &look, 49, &[0, 20], Activity::Live);
    check(PROXY, &[busy(u64::MAX), RUNNING], &[], 601, &[0, 600], Activity::Live);
    // The page has stopped by then, whoever asked.
    let refresh = [(5, Event::Pause(true)), (6, Event::Refresh)];
    let brief = Settings { idle_stop_ms: Some(MINUTE), ..ACCOUNT };
    check(brief, &[busy(MINUTE * 5)], &refresh, 900, &[0], Activity::Paused);
}

#[test]
fn a_focus_during_a_trouble_is_no_end_of_it() {
    let mut app = App::new(ACCOUNT, 0, true, vec![(0, busy(500 * SECOND)), (SECOND, RUNNING)]);
    app.run(SECOND);
    for event in [Event::Woken, Event::Visible(false), Event::Visible(true)] {
        app.on(event);
    }
    let decision = app.decide();
    assert_eq!((decision.activity, decision.at_ms), (Activity::Retrying, Some(500 * SECOND)));
    app.run(500 * SECOND);
    let decision = app.decide();
    assert_eq!((decision.activity, decision.at_ms), (Activity::Retrying, None), "while it asks");
    app.run(501 * SECOND);
    assert_eq!(app.decide().activity, Activity::Live);
}

#[test]
fn what_is_not_retried_waits_for_the_user() {
    let sign_in = (50, Event::SignedIn);
    let refresh = (20, Event::Refresh);
    check(ACCOUNT, &[SIGNED_OUT], &[refresh], 900, &[0], Activity::SignedOut);
    check(ACCOUNT, &[SIGNED_OUT, RUNNING], &[sign_in], 81, &[0, 50, 80], Activity::Live);
    check(PROXY, &[SIGNED_OUT, RUNNING], &[refresh], 49, &[0, 20], Activity::Live);
    check(PROXY, &[SIGNED_OUT, GONE], &[refresh], 900, &[0, 20], Activity::Gone);
    check(ACCOUNT, &[RUNNING], &[(10, Event::SignedIn)], 29, &[0], Activity::Live);
    check(ACCOUNT, &[GONE], &[refresh, (30, Event::Woken)], 900, &[0, 20], Activity::Gone);
    check(ACCOUNT, &[GONE, RUNNING], &[refresh], 51, &[0, 20, 50], Activity::Live);
    let replies = [ENDED, ENDED, SIGNED_OUT, ENDED];
    let events = [(40, Event::Refresh), (50, Event::SignedIn)];
    check(ACCOUNT, &replies, &events, 900, &[0, 30, 40, 50], Activity::Ended);
    check(ACCOUNT, &[ENDED, ENDED, PASSING], &events, 900, &[0, 30, 40], Activity::Ended);
}

#[test]
fn a_failed_confirmation_is_tried_again() {
    let mut app = App::new(ACCOUNT, 0, true, vec![(0, ENDED), (0, PASSING), (0, ENDED)]);
    app.run(30 * SECOND);
    assert_eq!(app.decide().activity, Activity::Retrying);
    app.run(HOUR);
    assert_eq!((app.sends().len(), app.decide().activity), (3, Activity::Ended));
    assert_eq!(app.decide().wake_in_ms, None);
}

#[test]
fn a_paused_page_asks_when_it_is_told_to() {
    let pause = (10, Event::Pause(true));
    let refresh = (50, Event::Refresh);
    check(ACCOUNT, &[RUNNING], &[pause], 300, &[0], Activity::Paused);
    check(ACCOUNT, &[RUNNING], &[pause, (99, Event::Woken)], 300, &[0], Activity::Paused);
    check(ACCOUNT, &[RUNNING], &[pause, refresh], 300, &[0, 50], Activity::Paused);
    check(ACCOUNT, &[RUNNING, PASSING], &[pause, refresh], 300, &[0, 50], Activity::Paused);
    check(
        ACCOUNT,
        &[RUNNING],
        &[pause, (60, Event::Pause(false))],
        91,
        &[0, 60, 90],
        Activity::Live,
    );
    let mut app = App::new(ACCOUNT, 0, true, vec![(0, RUNNING)]);
    for second in [10, 20] {
        app.run(second * SECOND);
        app.on(Event::Pause(true));
    }
    assert_eq!(app.decide().at_ms, Some(10 * SECOND));
}

#[test]
fn a_press_within_the_floor_is_kept() {
    let press = |second| (second, Event::Refresh);
    check(ACCOUNT, &[RUNNING], &[press(1), press(2)], 32, &[0, 3], Activity::Live);
    check(ACCOUNT, &[RUNNING], &[press(1), press(4)], 35, &[0, 3, 6], Activity::Live);
    check(ACCOUNT, &[RUNNING], &[(1, Event::Woken)], 32, &[0, 3], Activity::Live);
    check(ACCOUNT, &[PASSING, RUNNING], &[(0, Event::Refresh)], 2, &[0, 1], Activity::Live);
}

#[test]
fn what_is_old_depends_on_the_interval() {
    let rows = [
        (RUNNING, None, 60),
        (NO_RESULT, None, 120),
        (RUNNING, Some(Event::Visible(false)), 60),
        (RUNNING, Some(Event::Pause(true)), 60),
        (NO_RESULT, Some(Event::Pause(true)), 120),
    ];
    for (reply, event, fresh_s) in rows {
        let mut app = App::new(ACCOUNT, 0, true, vec![(0, reply)]);
        app.run(SECOND);
        if let Some(event) = event {
            app.on(event);
        }
        let decision = app.decide();
        assert!(!decision.is_old(fresh_s * SECOND), "{decision:?}");
        assert!(decision.is_old(fresh_s * SECOND + 1), "{decision:?}");
    }
    let mut app = App::new(PROXY, 0, true, vec![(0, ENDED)]);
    app.run(MINUTE);
    assert!(!app.decide().is_old(u64::MAX));
}

#[test]
fn a_clock_that_goes_back_asks_nothing_twice() {
    let mut schedule = Schedule::new(ACCOUNT, 50_000, true, 0);
    for now in [50_000, 0, 60_000] {
        assert!(schedule.decide(now).ask);
    }
    schedule.on(Event::Sent, 60_000);
    schedule.on(RUNNING, 10);
    let decision = schedule.decide(20);
    assert_eq!((decision.ask, decision.wake_in_ms), (false, Some(30 * SECOND)));
    assert!(schedule.decide(90_000).ask);
}

#[test]
fn settings_and_standings_are_read() {
    let read = |body: &str| Settings::of(&config::read(body.as_bytes()).unwrap());
    assert_eq!(read(r#"{"proxy":"api/"}"#), ACCOUNT);
    let proxy = r#"{"proxy":"api/","signIn":"proxy","collectionIntervalMinutes":null}"#;
    assert_eq!(read(proxy), PROXY);
    let rows = [
        (Outcome::Succeeded, Standing::Ended),
        (Outcome::StoppedUnknown { result: "Odd".to_owned() }, Standing::Ended),
        (Outcome::StoppedWithoutResult, Standing::StoppedWithoutResult),
        (Outcome::NotFinished { phase: Phase::Stopping, percent: None }, Standing::Running),
        (Outcome::NoState, Standing::Running),
    ];
    for (outcome, standing) in rows {
        assert_eq!(Standing::of(&outcome), standing, "{outcome:?}");
    }
}
