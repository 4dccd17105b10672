//! The picture of a restore: rows as they look, and what holds for any times.

#![expect(clippy::unwrap_used, reason = "a picture that is missing fails the test")]

use proptest::{prelude::*, sample::select};
use restore_desk_model::{
    entity::{Entity, restore_session::RestoreSession},
    json::{Json, Object},
    link::{Link, Rel},
    time::{Timestamp, When},
    timeline::{End, Event, point_age_s, restore_point_of, timeline},
};

/// 2025-10-21T17:21:02Z, in seconds: the start in each row.
const BEGAN_S: i64 = 1_761_067_262;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn at(second: i64) -> Timestamp {
    Timestamp((BEGAN_S + second) * 1000)
}

fn session(state: &str, started: When, ended: When) -> RestoreSession {
    let members = [("State".to_owned(), Json::Text(state.into()))];
    let session =
        RestoreSession::from_entity(Entity::from_object(members.into_iter().collect::<Object>()));
    RestoreSession { started, ended, ..session }
}

/// The picture in a line; times in seconds from the start.
fn check(state: &str, point: Option<i64>, ended: Option<i64>, now: i64) -> String {
    let ended = ended.map_or(When::Absent, |second| When::At(at(second)));
    let session = session(state, When::At(at(0)), ended);
    let picture = timeline(&session, point.map(at), at(now)).unwrap();
    let marks = picture.marks.iter().map(|mark| format!("{:?} {} ", mark.event, mark.x));
    let broken = picture.break_x.map(|x| format!(" broken at {x}")).unwrap_or_default();
    let after = if picture.point_after_start { " point after start" } else { "" };
    let marks: String = marks.collect();
    format!("{marks}| {:?} {:?}{broken}{after}", picture.bar, picture.end)
}

#[test]
fn restores_of_any_length_are_to_be_seen() {
    let rows = [
        // To scale: 34 min before, half an hour long.
        (
            check("Stopped", Some(-34 * MINUTE), Some(30 * MINUTE), HOUR),
            "RestorePoint 20 Began 530 Ended 980 | Some((530, 980)) Ended",
        ),
        // 20 s.
        (
            check("Stopped", Some(-34 * MINUTE), Some(20), HOUR),
            "RestorePoint 20 Began 630 Ended 980 | Some((630, 980)) Ended broken at 325",
        ),
        (
            check("Working", Some(-180 * DAY), None, 11 * MINUTE),
            "RestorePoint 20 Began 630 Now 980 | Some((630, 980)) Open broken at 325",
        ),
        // Three days from a point half an hour old: that half hour is drawn too long.
        (
            check("Stopped", Some(-34 * MINUTE), Some(3 * DAY), 4 * DAY),
            "RestorePoint 20 Began 230 Ended 980 | Some((230, 980)) Ended broken at 125",
        ),
        (
            check("Stopped", Some(-DAY), Some(3 * DAY), 4 * DAY),
            "RestorePoint 20 Began 260 Ended 980 | Some((260, 980)) Ended",
        ),
        // Of no length, and from a point of the same moment.
        (
            check("Stopped", Some(-5), Some(0), HOUR),
            "RestorePoint 20 Began 630 Ended 980 | Some((630, 980)) Ended broken at 325",
        ),
        (
            check("Stopped", Some(0), Some(0), HOUR),
            "RestorePoint 20 Began 630 Ended 980 | Some((630, 980)) Ended broken at 325",
        ),
        (
            check("Stopped", Some(0), Some(HOUR), HOUR),
            "RestorePoint 20 Began 230 Ended 980 | Some((230, 980)) Ended broken at 125",
        ),
        (check("Stopped", None, Some(20), HOUR), "Began 20 Ended 980 | Some((20, 980)) Ended"),
        (check("Stopped", None, Some(0), HOUR), "Began 20 Ended 980 | Some((20, 980)) Ended"),
        (check("Working", None, None, HOUR), "Began 20 Now 980 | Some((20, 980)) Open"),
    ];
    for (line, expected) in rows {
        assert_eq!(line, expected);
    }
}

#[test]
fn times_that_disagree_are_drawn_as_far_as_they_make_sense() {
    let rows = [
        (
            check("Stopped", Some(5), Some(HOUR), 2 * HOUR),
            "Began 20 Ended 980 | Some((20, 980)) Ended point after start",
        ),
        (
            check("Stopped", Some(-HOUR), Some(-5), HOUR),
            "RestorePoint 20 Began 630 | None BeforeStart",
        ),
        (check("Stopped", None, Some(-5), HOUR), "Began 20 | None BeforeStart"),
        (check("Stopped", Some(-HOUR), None, HOUR), "RestorePoint 20 Began 630 | None Missing"),
        (check("Stopped", None, None, HOUR), "Began 20 | None Missing"),
        // Not stopped: whatever end is sent.
        (
            check("Stopping", Some(-HOUR), Some(5), HOUR),
            "RestorePoint 20 Began 500 Now 980 | Some((500, 980)) Open",
        ),
        (
            check("Pausing", Some(-HOUR), None, HOUR),
            "RestorePoint 20 Began 500 Now 980 | Some((500, 980)) Unclear",
        ),
        (check("", None, None, HOUR), "Began 20 Now 980 | Some((20, 980)) Unclear"),
        // A start in the future.
        (
            check("Starting", Some(-HOUR), None, -MINUTE),
            "RestorePoint 20 Began 630 Now 980 | Some((630, 980)) Open broken at 325",
        ),
    ];
    for (line, expected) in rows {
        assert_eq!(line, expected);
    }
    for started in [When::Absent, When::Unreadable("soon".to_owned())] {
        let session = session("Working", started, When::Absent);
        assert_eq!(timeline(&session, Some(at(-5)), at(0)), None);
        assert_eq!(point_age_s(&session, Some(at(-5))), None);
    }
}

#[test]
fn the_points_age_is_told_where_it_is_known() {
    let session = session("Working", When::At(at(0)), When::Absent);
    let rows = [
        (Some(-34 * MINUTE), Some(2_040)),
        (Some(-180 * DAY), Some(15_552_000)),
        (Some(0), Some(0)),
        (Some(1), None),
        (None, None),
    ];
    for (point, expected) in rows {
        assert_eq!(point_age_s(&session, point.map(at)), expected, "{point:?}");
    }
}

#[test]
fn the_restore_point_is_the_one_related() {
    let link = |rel: &str, href: &str| Link {
        rel: Rel::parse(rel),
        href: href.into(),
        name: Some("ubuntu88@2025-10-20 20:04:07".into()),
        kind: None,
    };
    let links = [
        link("Up", "https://em:9398/api/vmRestorePoints/up"),
        link("Restore", "https://em:9398/api/vmRestorePoints/action"),
        link("Related", "https://em:9398/api/backupServers/1"),
        link("Related", "javascript:alert(1)"),
        link("Related", "https://em:9398/api/vmRestorePoints/1/mounts"),
        link("Related", "https://em:9398/api/vmRestorePoints/1?action=restore"),
        link("related", "http://localhost:9399/api/vmRestorePoints/one?format=Entity"),
        link("Related", "https://em:9398/api/vmRestorePoints/ONE"),
        link("Related", "https://em:9398/api/vmRestorePoints/another"),
    ];
    let found = restore_point_of(&links[..8]).map(|id| id.to_string());
    assert_eq!(found.as_deref(), Some("one"));
    assert_eq!(restore_point_of(&links), None, "which of two is not known");
    assert_eq!(restore_point_of(&links[..6]), None);
    assert_eq!(restore_point_of(&[]), None);
}

fn any_time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        3 => (-1_000_000_i64..1_000_000).prop_map(|ms| Timestamp(BEGAN_S * 1000 + ms)),
        2 => (-20_000_000_i64..20_000_000).prop_map(at),
        1 => any::<i64>().prop_map(Timestamp),
        1 => select(vec![i64::MIN, i64::MAX, 0, -1, 999]).prop_map(Timestamp),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_times_make_a_picture(
        state in select(vec!["Starting", "Working", "Stopping", "Stopped", "Stopped", "Pausing", ""]),
        began in any_time(),
        ended in proptest::option::of(any_time()),
        point in proptest::option::of(any_time()),
        now in any_time(),
    ) {
        let session = session(state, When::At(began), ended.map_or(When::Absent, When::At));
        let picture = timeline(&session, point, now).unwrap();
        let marks = &picture.marks;
        prop_assert!(marks.iter().all(|mark| mark.x <= 1_000));
        prop_assert!(marks.iter().zip(marks.iter().skip(1)).all(|(left, right)| left.x + 200 <= right.x));
        let place = |event| marks.iter().find(|mark| mark.event == event).map(|mark| mark.x);
        let start = place(Event::Began).unwrap();
        let last = place(Event::Ended).or(place(Event::Now));
        prop_assert_eq!(picture.bar, last.map(|last| (start, last)));
        prop_assert!(picture.bar.is_none_or(|(left, right)| 350 <= right - left && (right - left <= 750 || point.is_none_or(|at| began < at))));
        prop_assert_eq!(place(Event::RestorePoint).is_some(), point_age_s(&session, point).is_some());
        prop_assert_eq!(picture.point_after_start, point.is_some_and(|at| began < at));
        prop_assert!(picture.break_x.is_none_or(|x| place(Event::RestorePoint).is_some_and(|point| point < x) && x < start));
        prop_assert_eq!(place(Event::Now).is_some(), matches!(picture.end, End::Open | End::Unclear));
        prop_assert_eq!(place(Event::Ended).is_some(), picture.end == End::Ended);
        prop_assert_eq!(state == "Stopped", !matches!(picture.end, End::Open | End::Unclear));
    }
}
