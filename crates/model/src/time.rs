//! Instants and spans. The clock is always a value passed in.

use chrono::NaiveDate;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Whole seconds from `earlier` to `self`, rounded towards zero; negative
    /// when `earlier` is later.
    pub fn seconds_since(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0) / 1000
    }
}

/// What a date member says.
///
/// The reference (section c, date-times): a fraction of 0 to 7 digits; `Z`, an
/// offset, or nothing, which means UTC; absent, null or year 1 mean no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Not sent, null, empty, or .NET's year 1.
    Absent,
    /// A moment.
    At(Timestamp),
    /// Text that is no date; shown as it is.
    Unreadable(String),
}

impl When {
    /// The moment, if one is known.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            When::At(at) => Some(*at),
            When::Absent | When::Unreadable(_) => None,
        }
    }

    /// Reads a date text.
    pub fn parse(text: &str) -> When {
        let text = text.trim();
        if text.is_empty() {
            return When::Absent;
        }
        match parse_instant(text) {
            // .NET's "no date": 0001-01-01T00:00:00, whatever its offset.
            Some(at) if at < FIRST_REAL => When::Absent,
            Some(at) => When::At(at),
            None => When::Unreadable(text.to_owned()),
        }
    }
}

/// 0002-01-01T00:00:00Z.
const FIRST_REAL: Timestamp = Timestamp(-62_104_060_800_000);

/// Reads the shapes of RFC 3339, and the same without a zone, which means UTC.
/// The calendar is chrono's; the digits are read here, since chrono's own reader
/// may panic in theory, and what that would print is a tenth of the first load.
fn parse_instant(text: &str) -> Option<Timestamp> {
    let mut rest = Reader(text.as_bytes());
    let (year, _) = (rest.number(4)?, rest.one_of(b"-")?);
    let (month, _) = (rest.number(2)?, rest.one_of(b"-")?);
    let (day, _) = (rest.number(2)?, rest.one_of(b"Tt ")?);
    let (hour, _) = (rest.number(2)?, rest.one_of(b":")?);
    let (minute, _) = (rest.number(2)?, rest.one_of(b":")?);
    let second = rest.number(2)?;
    let fraction_ms = if rest.one_of(b".").is_some() { rest.milliseconds()? } else { 0 };
    let offset_min = match rest.one_of(b"Zz+-") {
        Some(sign @ (b'+' | b'-')) => {
            let (hours, _) = (rest.number(2)?, rest.one_of(b":")?);
            let minutes = rest.number(2)?;
            let fits = hours < 24 && minutes < 60;
            let offset = i64::from(fits.then_some(hours * 60 + minutes)?);
            if sign == b'-' { -offset } else { offset }
        }
        _ => 0,
    };
    if !rest.0.is_empty() {
        return None;
    }
    // chrono counts a leap second as the second before, with more milliseconds.
    let (second, fraction_ms) =
        if second == 60 { (59, fraction_ms + 1_000) } else { (second, fraction_ms) };
    let at = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_milli_opt(
        hour,
        minute,
        second,
        fraction_ms,
    )?;
    Some(Timestamp(at.and_utc().timestamp_millis() - offset_min * 60_000))
}

/// What is still to be read of a date.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// A number of just so many digits.
    fn number(&mut self, len: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(len)?;
        let mut number = 0;
        for digit in digits {
            number = number * 10 + char::from(*digit).to_digit(10)?;
        }
        self.0 = rest;
        Some(number)
    }

    /// One of these characters.
    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        allowed.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// A fraction of a second, of one digit or more.
    fn milliseconds(&mut self) -> Option<u32> {
        let mut milliseconds = self.number(1)? * 100;
        for weight in [10, 1] {
            milliseconds += self.number(1).unwrap_or(0) * weight;
        }
        while self.number(1).is_some() {}
        Some(milliseconds)
    }
}

/// A unit of a [`Span`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 365.2425 days.
    Years,
    /// 24 hours.
    Days,
    /// 60 minutes.
    Hours,
    /// 60 seconds.
    Minutes,
    /// The least unit shown.
    Seconds,
}

/// A length of time in its two largest units, rounded down; the second is
/// missing where it is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The largest unit that is not 0, or seconds.
    pub first: (u64, Unit),
    /// The next smaller unit.
    pub second: Option<(u64, Unit)>,
}

impl Span {
    /// Splits a length in seconds.
    pub fn from_seconds(seconds: u64) -> Span {
        let units = [
            (31_556_952, Unit::Years),
            (86_400, Unit::Days),
            (3_600, Unit::Hours),
            (60, Unit::Minutes),
            (1, Unit::Seconds),
        ];
        for (index, (length, unit)) in units.iter().enumerate() {
            if seconds >= *length {
                let rest = seconds % length;
                let second = units
                    .get(index + 1)
                    .map(|(length, unit)| (rest / length, *unit))
                    .filter(|(count, _)| *count > 0);
                return Span { first: (seconds / length, *unit), second };
            }
        }
        Span { first: (0, Unit::Seconds), second: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_date_shape_is_read() {
        let base = 1_739_932_397_000;
        let rows = [
            ("2025-02-19T02:33:17Z", base),
            ("2025-02-19T02:33:17.3Z", base + 300),
            ("2025-02-19T02:33:17.33Z", base + 330),
            ("2025-02-19T02:33:17.337Z", base + 337),
            ("2025-02-19T02:33:17.337921Z", base + 337),
            ("2025-02-19T02:33:17.3379216Z", base + 337),
            ("2025-02-19T02:33:17.33792161234567Z", base + 337),
            ("2025-02-19T02:33:17", base),
            ("2025-02-19T02:33:17.5", base + 500),
            ("2025-02-19T04:33:17+02:00", base),
            (" 2025-02-19T02:33:17Z ", base),
        ];
        for (text, expected) in rows {
            assert_eq!(When::parse(text), When::At(Timestamp(expected)), "{text:?}");
        }
    }

    #[test]
    fn year_one_and_nothing_are_absent() {
        for text in
            ["", " ", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+02:00"]
        {
            assert_eq!(When::parse(text), When::Absent, "{text:?}");
        }
    }

    #[test]
    fn what_is_no_date_is_kept_as_text() {
        for text in [
            "19.10.2014 05:59:18",
            "not a date",
            "2025-13-01T00:00:00Z",
            "2025-02-30T00:00:00Z",
            "0",
        ] {
            assert_eq!(When::parse(text), When::Unreadable(text.to_owned()));
        }
    }

    #[test]
    fn spans_show_their_two_largest_units_rounded_down() {
        let rows = [
            (0, (0, Unit::Seconds), None),
            (59, (59, Unit::Seconds), None),
            (61, (1, Unit::Minutes), Some((1, Unit::Seconds))),
            (3_600, (1, Unit::Hours), None),
            (7_259, (2, Unit::Hours), None),
            (90_061, (1, Unit::Days), Some((1, Unit::Hours))),
            (31_556_952, (1, Unit::Years), None),
        ];
        for (seconds, first, second) in rows {
            assert_eq!(Span::from_seconds(seconds), Span { first, second }, "{seconds}");
        }
    }
}
