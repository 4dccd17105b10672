//! Moments, spans and percentages in words.

use super::{Context, Messages};
use crate::time::{Span, Timestamp, Unit};

impl Messages {
    /// `2 h 5 min`.
    pub fn span(&self, span: Span) -> String {
        let one = |(count, unit): (u64, Unit)| {
            let unit = match unit {
                Unit::Years => &self.answers.years,
                Unit::Days => &self.answers.days,
                Unit::Hours => &self.answers.hours,
                Unit::Minutes => &self.answers.minutes,
                Unit::Seconds => &self.answers.seconds,
            };
            unit.with([&count.to_string()])
        };
        match span.second {
            None => one(span.first),
            Some(second) => [one(span.first), one(second)].join(" "),
        }
    }

    /// The same from seconds.
    pub fn span_of(&self, seconds: u64) -> String {
        self.span(Span::from_seconds(seconds))
    }

    /// `2 h 5 min ago`.
    pub fn ago(&self, span: Span) -> String {
        self.answers.ago.with([&self.span(span)])
    }

    /// `64 %`.
    pub fn percent(&self, percent: u8) -> String {
        self.percent_of(&percent.to_string())
    }

    /// The same of EM's own figure, as it was sent.
    pub fn percent_of(&self, figure: &str) -> String {
        self.answers.percent.with([figure])
    }
}

impl Context<'_> {
    /// `at 14:02`, or with the date when it is not today's.
    pub fn moment(&self, at: Timestamp) -> String {
        let (answers, time) = (&self.messages.answers, self.format.time(at));
        if self.format.same_day(at, self.now) {
            answers.at.with([&time])
        } else {
            answers.at_on.with([&time, &self.format.date(at)])
        }
    }

    /// `14:02`, or with the date when it is not today's.
    pub fn clock(&self, at: Timestamp) -> String {
        let time = self.format.time(at);
        if self.format.same_day(at, self.now) {
            time
        } else {
            self.messages.answers.clock_on.with([&time, &self.format.date(at)])
        }
    }

    /// That a moment lies ahead by more than clocks differ; else nothing.
    pub(super) fn ahead(&self, at: Timestamp) -> &'static str {
        let is_ahead = at.seconds_since(self.now) > 300;
        if is_ahead { self.messages.answers.ahead } else { "" }
    }

    /// `2 h 5 min ago`, in whole minutes; `None` for what lies ahead.
    pub(super) fn ago(&self, at: Timestamp) -> Option<String> {
        let seconds = u64::try_from(self.now.seconds_since(at)).ok()?;
        Some(match seconds {
            0..60 => self.messages.answers.just_now.to_owned(),
            _ => self.messages.ago(Span::from_seconds(seconds - seconds % 60)),
        })
    }
}
