//! What holds for whatever a server, an address bar or a clipboard may hold: asked for by
//! the properties with trees made at random, and by the fuzzers of `fuzz/` with bytes.
//!
//! What does not hold panics, which both take for a finding.

pub(crate) mod address;
pub(crate) mod answer;
pub(crate) mod secrets;
pub(crate) mod shown;

use restore_desk_model::{
    format::UtcFormat,
    messages::{Context, LANGUAGES},
    time::{Timestamp, When},
    wire::{self, Reply},
};

/// The contexts in which things are shown, at 2025-10-21T17:21:02Z.
pub(crate) fn contexts() -> [Context<'static>; 2] {
    let now = Timestamp(1_761_067_262_000);
    LANGUAGES.map(|messages| Context { now, format: &UtcFormat, messages })
}

/// A reply is read and shown, or there is a sentence that says why not.
pub(crate) fn reply(status: u16, retry_after: Option<&str>, body: &[u8]) {
    match wire::read(Reply { status, retry_after, body }) {
        Ok(json) => shown::tree(&json),
        Err(error) => {
            for messages in LANGUAGES {
                assert!(!messages.error(&error).trim().is_empty(), "{error:?}");
                assert!(!messages.remedy(error.remedy()).trim().is_empty(), "{error:?}");
            }
        }
    }
}

/// A date is a moment of the years that four digits can name, or kept as text.
pub(crate) fn date(text: &str) {
    /// 0002-01-01 and 10000-01-02, since an offset may lead over the year's end.
    const REAL: std::ops::Range<i64> = -62_104_060_800_000..253_402_387_200_000;
    match When::parse(text) {
        When::Absent => {}
        When::At(at) => {
            assert!(REAL.contains(&at.0), "{text:?} is {at:?}");
            for context in contexts() {
                assert!(!context.format.date_time(at).is_empty());
            }
            assert_eq!(When::parse(&format!(" {text}\n")), When::At(at), "{text:?}");
        }
        When::Unreadable(kept) => assert_eq!(kept, text.trim()),
    }
}
