//! The picture of a restore: facts and places, no words.
//!
//! From left to right: the restore point taken, the restore begun, and its end
//! or now, with the restore itself as a bar. A restore takes from seconds to
//! days and its point may be minutes or months old, so the part before the
//! start is to scale only where both parts remain to be seen.

use crate::{
    entity::restore_session::{RestoreSession, State},
    id::ResourceId,
    link::{self, Link, Rel},
    route::Route,
    time::Timestamp,
};

/// Where the picture begins and ends: half a mark from its edges.
const LEFT: u32 = 20;
const RIGHT: u32 = 980;

/// Shortest and longest bar beside a restore point; what they leave before the
/// start is room for a label as well.
const BAR_MIN: u32 = 350;
const BAR_MAX: u32 = 750;

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The restore point was taken: the state that the data had.
    RestorePoint,
    /// The restore began.
    Began,
    /// It ended.
    Ended,
    /// It has not stopped: the present.
    Now,
}

/// One mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it stands for.
    pub event: Event,
    /// When that was, as known, even where the picture cannot show it in place.
    pub at: Timestamp,
    /// 0 to 1000 from the left.
    pub x: u32,
}

/// How the bar ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// Stopped: at the mark of the end.
    Ended,
    /// Not stopped: it runs on, until now.
    #[default]
    Open,
    /// A state that is not known, or none: until now as well.
    Unclear,
    /// Stopped, and no end is known: there is no bar.
    Missing,
    /// Stopped, and the end lies before the start: there is no bar.
    BeforeStart,
}

/// The picture; every place is 0 to 1000 from the left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// In the order of their places, at least 200 apart.
    pub marks: Vec<Mark>,
    /// The restore itself, from where to where; `None` where its end is not known.
    pub bar: Option<(u32, u32)>,
    /// How it ends.
    pub end: End,
    /// Where to break the line before the start, which is not to the bar's
    /// scale; `None` where it is.
    pub break_x: Option<u32>,
    /// The restore point is younger than the start, by a clock that is wrong:
    /// it has no mark.
    pub point_after_start: bool,
}

/// Makes the picture; `None` where the start is not known. `point_at` is when
/// the restore point was taken, where that is known.
pub fn timeline(
    session: &RestoreSession,
    point_at: Option<Timestamp>,
    now: Timestamp,
) -> Option<Timeline> {
    let began = session.started.at()?;
    let (end, last) = match (&session.state, session.ended.at()) {
        (Some(State::Stopped), Some(at)) if at < began => (End::BeforeStart, None),
        (Some(State::Stopped), Some(at)) => (End::Ended, Some((Event::Ended, at))),
        (Some(State::Stopped), None) => (End::Missing, None),
        (Some(State::Starting | State::Working | State::Stopping), _) => {
            (End::Open, Some((Event::Now, now)))
        }
        (Some(State::Other(_)) | None, _) => (End::Unclear, Some((Event::Now, now))),
    };
    let age_s = point_age_s(session, point_at);
    // A start in the future leaves a bar of no length, which is drawn all the same.
    let length_s = last.map(|(_, at)| u64::try_from(at.seconds_since(began)).unwrap_or_default());
    let (began_x, to_scale) = match (age_s, length_s) {
        (None, _) => (LEFT, true),
        (Some(_), None) => (RIGHT - BAR_MIN, true),
        (Some(age_s), Some(length_s)) => {
            let bar = proportion(length_s, age_s);
            let drawn = bar.clamp(BAR_MIN, BAR_MAX);
            (RIGHT - drawn, drawn == bar)
        }
    };
    let point = point_at.filter(|_| age_s.is_some());
    let marks = [
        point.map(|at| Mark { event: Event::RestorePoint, at, x: LEFT }),
        Some(Mark { event: Event::Began, at: began, x: began_x }),
        last.map(|(event, at)| Mark { event, at, x: RIGHT }),
    ];
    Some(Timeline {
        marks: marks.into_iter().flatten().collect(),
        bar: last.map(|_| (began_x, RIGHT)),
        end,
        break_x: (!to_scale).then_some(u32::midpoint(LEFT, began_x)),
        point_after_start: point_at.is_some_and(|at| began < at),
    })
}

/// How long a bar to scale is, in whole places.
fn proportion(length_s: u64, age_s: u64) -> u32 {
    let places = u64::from(RIGHT - LEFT) * length_s;
    let bar = places.checked_div(length_s + age_s).unwrap_or_default();
    u32::try_from(bar).unwrap_or_default()
}

/// Whole seconds from the restore point to the start of the restore; `None`
/// when either is not known, or the point is the younger.
pub fn point_age_s(session: &RestoreSession, point_at: Option<Timestamp>) -> Option<u64> {
    let (point, began) = (point_at?, session.started.at()?);
    (point <= began).then(|| began.seconds_since(point).unsigned_abs())
}

/// The restore point to ask for its time: the one that is Related, and none of
/// several. The time in the link's own name is never read.
pub fn restore_point_of(links: &[Link]) -> Option<ResourceId> {
    let mut points = link::routes(links, &Rel::Related).filter_map(|route| match route {
        Route::VmRestorePoint(id) => Some(id),
        _ => None,
    });
    let point = points.next()?;
    points.all(|other| other.is_same(&point)).then_some(point)
}
