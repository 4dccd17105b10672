//! Our reader of dates against chrono's own.

use chrono::DateTime;
use proptest::prelude::*;
use restore_desk_model::time::{Timestamp, When};

/// What chrono's reader of RFC 3339 makes of it; year 1 is EM's "no date".
fn by_chrono(text: &str) -> When {
    let first_real_ms = -62_104_060_800_000;
    match DateTime::parse_from_rfc3339(text).map(|date| date.timestamp_millis()) {
        Ok(at_ms) if at_ms < first_real_ms => When::Absent,
        Ok(at_ms) => When::At(Timestamp(at_ms)),
        Err(_) => When::Unreadable(text.to_owned()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_date_with_a_zone_is_read_as_chrono_reads_it(
        text in "(000[012]|19[67][0-9]|20[0-9]{2}|[0-9]{4})-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{1,9})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])"
    ) {
        prop_assert_eq!(When::parse(&text), by_chrono(&text));
    }

    #[test]
    fn a_date_without_a_zone_is_utc(
        text in "20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,7})?"
    ) {
        let with_zone = When::parse(&format!("{text}Z"));
        match When::parse(&text) {
            When::Unreadable(unread) => {
                prop_assert_eq!(unread, text.clone());
                prop_assert_eq!(with_zone, When::Unreadable(format!("{text}Z")));
            }
            read => prop_assert_eq!(read, with_zone),
        }
    }

    #[test]
    fn what_is_nearly_a_date_is_read_as_chrono_reads_it(
        text in "[0-9]{3,5}[-/.][0-9]{1,2}-[0-9]{1,2}[T_ ]?[0-9]{1,2}:[0-9]{1,2}:?[0-9]{0,2}[.,]?[0-9]{0,3}[Zz+-][0-9]{0,2}:?[0-9]{0,2}"
    ) {
        prop_assert_eq!(When::parse(&text), by_chrono(&text));
    }
}
