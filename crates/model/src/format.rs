//! How times and numbers are put into words of a place: the browser's `Intl`
//! in the app, fixed in tests.

use crate::time::Timestamp;

/// Renders times and numbers. Implementations hold the time zone.
pub trait Format {
    /// Time of day to the minute: `14:02`.
    fn time(&self, at: Timestamp) -> String;
    /// Date: `19 Oct 2014`.
    fn date(&self, at: Timestamp) -> String;
    /// Date and time to the second with the zone: `19 Oct 2014, 05:59:18 UTC`.
    fn date_time(&self, at: Timestamp) -> String;
    /// Whether two moments fall on one day here.
    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool;
    /// A count in this place's digits and groups: `1,024`.
    fn number(&self, value: u64) -> String;
    /// Which form of a word goes with a count.
    fn plural(&self, value: u64) -> Plural;
}

/// The form of a word that goes with a count: as many as our languages have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// The singular.
    One,
    /// The plural.
    Other,
}

/// UTC in plain English, without a browser; for tests and reports.
#[derive(Clone, Copy, Debug)]
pub struct UtcFormat;

impl UtcFormat {
    fn parts(at: Timestamp) -> (i64, i64, i64, i64) {
        let seconds = at.0.div_euclid(1000);
        let (day, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        (day, of_day / 3_600, of_day % 3_600 / 60, of_day % 60)
    }
}

impl Format for UtcFormat {
    fn time(&self, at: Timestamp) -> String {
        let (_, hour, minute, _) = UtcFormat::parts(at);
        format!("{hour:02}:{minute:02}")
    }

    fn date(&self, at: Timestamp) -> String {
        let (day, ..) = UtcFormat::parts(at);
        // Days to civil date, by Howard Hinnant's algorithm.
        let shifted = day + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day_of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        format!("{year:04}-{month:02}-{day_of_month:02}")
    }

    fn date_time(&self, at: Timestamp) -> String {
        let (_, _, _, second) = UtcFormat::parts(at);
        format!("{} {}:{second:02} UTC", self.date(at), self.time(at))
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        UtcFormat::parts(a).0 == UtcFormat::parts(b).0
    }

    fn number(&self, value: u64) -> String {
        value.to_string()
    }

    fn plural(&self, value: u64) -> Plural {
        if value == 1 { Plural::One } else { Plural::Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::When;

    #[test]
    fn utc_dates_are_right() {
        for text in ["1970-01-01", "2000-02-29", "2014-10-19", "2100-03-01", "1969-12-31"] {
            let at = When::parse(&format!("{text}T05:59:18Z")).at().unwrap();
            assert_eq!(UtcFormat.date_time(at), format!("{text} 05:59:18 UTC"));
        }
    }
}
