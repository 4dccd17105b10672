//! What holds for any user, any server and any settings.

use proptest::{prelude::*, sample::select};
use restore_desk_model::schedule::{Activity, Event, Schedule, Settings, Trouble};

use crate::{app::*, past::Past};

fn settings() -> impl Strategy<Value = Settings> {
    (5..=300_u64, proptest::option::weighted(0.7, 1..=14_u64), 1..=60_u64).prop_map(
        |(poll, idle, collection)| Settings {
            poll_interval_ms: poll * SECOND,
            idle_stop_ms: idle.map(|minutes| minutes * MINUTE),
            collection_interval_ms: collection * MINUTE,
        },
    )
}

/// What a server says, and after how long.
fn reply() -> impl Strategy<Value = (u64, Event)> {
    let event = prop_oneof![
        6 => Just(RUNNING),
        2 => Just(NO_RESULT),
        3 => Just(ENDED),
        3 => Just(PASSING),
        2 => prop_oneof![0..MINUTE, any::<u64>()].prop_map(busy),
        1 => Just(GONE),
        1 => Just(SIGNED_OUT),
    ];
    (prop_oneof![3 => 0..SECOND, 1 => 0..(30 * SECOND)], event)
}

/// What a user and a browser do.
fn deed() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Input),
        4 => any::<bool>().prop_map(Event::Visible),
        2 => Just(Event::Woken),
        3 => Just(Event::Refresh),
        2 => any::<bool>().prop_map(Event::Pause),
        2 => any::<bool>().prop_map(Event::Background),
        3 => Just(Event::SignedIn),
    ]
}

fn wait() -> impl Strategy<Value = u64> {
    prop_oneof![0..FLOOR, 0..(2 * MINUTE), 0..HOUR, Just(10 * HOUR)]
}

fn is_busy(event: Event) -> bool {
    matches!(event, Event::Failed(Trouble::Passing { retry_after_ms: Some(_) }))
}

/// A page's whole life.
#[derive(Debug)]
struct Life {
    settings: Settings,
    visible: bool,
    start: u64,
    replies: Vec<(u64, Event)>,
    /// Each after a time.
    deeds: Vec<(u64, Event)>,
}

impl Life {
    fn live(self) -> App {
        let mut app = App::new(self.settings, self.start, self.visible, self.replies);
        for (wait, deed) in self.deeds {
            app.run(app.now + wait);
            app.on(deed);
        }
        app.run(app.now + HOUR);
        app
    }
}

fn life() -> impl Strategy<Value = Life> {
    let deeds = proptest::collection::vec((wait(), deed()), 0..25);
    let replies = proptest::collection::vec(reply(), 1..25);
    (settings(), any::<bool>(), 0..HOUR, replies, deeds).prop_map(
        |(settings, visible, start, replies, deeds)| Life {
            settings,
            visible,
            start,
            replies,
            deeds,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_asked_that_a_rule_forbids(life in life()) {
        let mut past = Past::new(life.settings, life.visible, life.start);
        let app = life.live();
        for (at, event) in &app.log {
            if *event == Event::Sent {
                past.check_send(*at)
                    .map_err(|error| TestCaseError::fail(format!("{error} at {at}: {:?}", app.log)))?;
            }
            past.note(*at, *event);
        }
    }

    #[test]
    fn what_stops_asking_says_why(life in life()) {
        let app = life.live();
        let decision = app.decide();
        let silent = matches!(
            decision.activity,
            Activity::Ended | Activity::Unresolved | Activity::Gone | Activity::SignedOut | Activity::Paused
                | Activity::Hidden | Activity::Idle | Activity::BackgroundOver
        );
        // A press of Refresh may wait even for a page that is silent.
        let mut since_sent = app.log.iter().rev().take_while(|(_, event)| *event != Event::Sent);
        let pressed = since_sent.any(|(_, event)| *event == Event::Refresh);
        prop_assert!(decision.wake_in_ms.is_some() || silent || app.is_under_way(), "{decision:?}");
        prop_assert!(decision.wake_in_ms.is_none() || !silent || pressed, "{decision:?}");
        prop_assert!(!decision.ask);
    }

    #[test]
    fn a_life_is_no_spin(life in life(), hours in 1..5_usize) {
        let settings = life.settings;
        let mut app = life.live();
        let (wakes, sends) = (app.wakes, app.sends().len());
        for _ in 0..hours {
            app.run(app.now + HOUR);
        }
        let sends = app.sends().len() - sends;
        // The warning, the stop, the background's limit, and a press that came to nothing.
        prop_assert!(app.wakes - wakes <= sends + 5, "{:?}", app.log);
        // A server that fails at once is the worst: once at 1 s, …, and at 48 s at most often.
        let most = HOUR / settings.poll_interval_ms.min(48 * SECOND) + 10;
        prop_assert!(u64::try_from(sends).unwrap() <= u64::try_from(hours).unwrap() * most);
    }

    #[test]
    fn a_press_of_refresh_is_never_lost(life in life()) {
        let mut app = life.live();
        for event in [Event::Visible(true), Event::SignedIn, Event::Refresh] {
            app.on(event);
        }
        let (pressed, sends, busy) = (app.now, app.sends().len(), app.is_under_way());
        let asked_to_wait = app.log.iter().any(|(_, event)| is_busy(*event));
        // Used all the time, since the server may ask for more patience than an
        // unused page has.
        for _ in 0..40 {
            app.run(app.now + 20 * SECOND);
            app.on(Event::Input);
        }
        let sent = app.sends().get(sends).copied();
        prop_assert!(sent.is_some() || busy && app.decide().activity == Activity::SignedOut, "{:?}", app.log);
        if !busy && !asked_to_wait {
            prop_assert!(sent.is_some_and(|at| at <= pressed + FLOOR), "{:?}", app.log);
        }
    }

    #[test]
    fn a_return_asks_at_once(life in life()) {
        let mut app = life.live();
        let before = app.decide().activity;
        for event in [Event::Pause(false), Event::Visible(false), Event::Visible(true)] {
            app.on(event);
        }
        let (now, sends) = (app.now, app.sends().len());
        let over = matches!(
            before,
            Activity::Ended | Activity::Unresolved | Activity::Gone | Activity::SignedOut
        );
        let asked_to_wait = app.log.iter().any(|(_, event)| is_busy(*event));
        if over || asked_to_wait || app.is_under_way() {
            return Ok(());
        }
        app.run(now + FLOOR);
        prop_assert!(app.sends().len() > sends, "{:?}", app.log);
    }

    #[test]
    fn a_used_and_running_session_is_asked_for_in_time(
        settings in settings(),
        latency in 0..(20 * SECOND),
        inputs in proptest::collection::vec((0..(50 * SECOND), select(vec![Event::Input, Event::Woken, Event::Refresh, Event::SignedIn])), 10..60),
    ) {
        let mut app = App::new(settings, 0, true, vec![(latency, RUNNING)]);
        for (wait, event) in inputs {
            app.run(app.now + wait);
            app.on(event);
            app.on(Event::Input);
        }
        let mut settled = 0;
        for (at, event) in &app.log {
            if *event == RUNNING {
                settled = *at;
            }
            if *event == Event::Sent {
                prop_assert!(at - settled <= settings.poll_interval_ms + FLOOR);
            }
        }
        prop_assert!(app.now - settled <= settings.poll_interval_ms + FLOOR + latency);
    }

    #[test]
    fn an_ended_session_is_made_sure_of_once(
        settings in settings(),
        before in proptest::collection::vec(prop_oneof![Just(RUNNING), Just(PASSING), Just(NO_RESULT)], 0..6),
        between in proptest::collection::vec(prop_oneof![Just(PASSING), (0..MINUTE).prop_map(busy)], 0..6),
    ) {
        let replies = before.iter().chain([&ENDED]).chain(&between).chain([&ENDED, &RUNNING]);
        let mut app = App::new(settings, 0, true, replies.map(|reply| (0, *reply)).collect());
        for _ in 0..400 {
            app.run(app.now + 20 * SECOND);
            app.on(Event::Input);
        }
        let unresolved = app.decide().activity == Activity::Unresolved;
        let answers = app.log.iter().filter(|(_, event)| *event == ENDED).count();
        prop_assert!(unresolved || answers == 2, "{:?}", app.log);
        prop_assert!(unresolved || app.decide().activity == Activity::Ended);
        prop_assert!(unresolved || app.sends().len() == before.len() + between.len() + 2);
    }

    #[test]
    fn retries_come_within_a_minute(seed in any::<u32>(), failures in 1..20_u32) {
        let mut schedule = Schedule::new(PROXY, 0, true, seed);
        let mut now = 0;
        for failure in 0..failures {
            schedule.on(Event::Sent, now);
            schedule.on(PASSING, now);
            let wait = schedule.decide(now).wake_in_ms.unwrap();
            let base = (SECOND << failure.min(6)).min(MINUTE);
            prop_assert!((SECOND..=MINUTE).contains(&wait), "{wait}");
            prop_assert!((base * 8 / 10..=base * 12 / 10).contains(&wait), "{wait} for {base}");
            now += wait;
            prop_assert!(schedule.decide(now).ask);
        }
    }

    #[test]
    fn pages_do_not_retry_in_step(seed in 0..1_000_000_u32) {
        let waits = [seed, seed + 2].map(|seed| {
            let mut schedule = Schedule::new(PROXY, 0, true, seed);
            (0..12).map(|_| { schedule.on(PASSING, 0); schedule.decide(0).wake_in_ms }).collect::<Vec<_>>()
        });
        prop_assert!(waits.first() != waits.last());
    }

    #[test]
    fn no_sequence_panics(
        numbers in any::<(u64, Option<u64>, u64)>(),
        start in any::<u64>(),
        events in proptest::collection::vec((
            prop_oneof![any::<u64>(), select(vec![0, 1, u64::MAX - 1, u64::MAX])],
            prop_oneof![2 => deed(), 1 => reply().prop_map(|(_, event)| event), 1 => Just(Event::Sent)],
        ), 0..60),
    ) {
        let (poll_interval_ms, idle_stop_ms, collection_interval_ms) = numbers;
        let settings = Settings { poll_interval_ms, idle_stop_ms, collection_interval_ms };
        let mut schedule = Schedule::new(settings, start, true, 0);
        let mut under_way = false;
        for (now, event) in events {
            schedule.on(event, now);
            under_way = match event {
                Event::Sent => true,
                Event::Answered(_) | Event::Failed(_) => false,
                _ => under_way,
            };
            for now in [now, 0, u64::MAX] {
                let decision = schedule.decide(now);
                prop_assert!(!(decision.ask && under_way));
                prop_assert_ne!(decision.wake_in_ms, Some(0));
            }
        }
    }
}
