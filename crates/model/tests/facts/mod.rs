//! What copies are made from.

use restore_desk_model::{
    copy::Facts,
    entity::restore_session::RestoreSession,
    format::{Format, Plural, UtcFormat},
    messages::{Context, Messages},
    page::standing::{Reading, Standing},
    time::Timestamp,
    verdict::judge,
};

use crate::sessions::{session, word};

/// The address of the page that is copied from.
pub(crate) const LINK: &str =
    "https://desk.example/#/restoreSessions/676dc837-f441-4ac1-8470-15be06b4cffc";

/// Two hours ahead of UTC.
struct Ahead;

impl Ahead {
    fn there(at: Timestamp) -> Timestamp {
        Timestamp(at.0.saturating_add(7_200_000))
    }
}

impl Format for Ahead {
    fn time(&self, at: Timestamp) -> String {
        UtcFormat.time(Ahead::there(at))
    }

    fn date(&self, at: Timestamp) -> String {
        UtcFormat.date(Ahead::there(at))
    }

    fn date_time(&self, at: Timestamp) -> String {
        UtcFormat.date_time(Ahead::there(at)).replace("UTC", "CEST")
    }

    fn same_day(&self, a: Timestamp, b: Timestamp) -> bool {
        UtcFormat.same_day(Ahead::there(a), Ahead::there(b))
    }

    fn number(&self, value: u64) -> String {
        UtcFormat.number(value)
    }

    fn plural(&self, value: u64) -> Plural {
        UtcFormat.plural(value)
    }
}

/// Calls `then` with the facts of a session as read on 2025-10-21 at 17:20:02 UTC,
/// a minute before now.
pub(crate) fn with<T>(
    session: &RestoreSession,
    messages: &'static Messages,
    standing: Standing,
    then: impl Fn(&Facts<'_>) -> T,
) -> T {
    let verdict = judge(session, None);
    let reading = Reading {
        verdict: &verdict,
        read_at: Timestamp(1_761_067_202_000),
        standing,
        collection_interval_min: Some(15),
    };
    let context = Context { now: Timestamp(1_761_067_262_000), format: &Ahead, messages };
    then(&Facts { reading, session, link: LINK, context, utc: &UtcFormat })
}

/// A session that began an hour before now.
pub(crate) fn sent(
    state: &str,
    result: &str,
    job_type: &str,
    more: &[(&str, &str)],
) -> RestoreSession {
    let mut members = vec![
        ("State", word(state)),
        ("Result", word(result)),
        ("JobType", word(job_type)),
        ("VmDisplayName", word("srv04")),
        ("CreationTimeUTC", word("2025-10-21T16:21:02Z")),
        ("UID", word("urn:veeam:RestoreSession:676dc837-f441-4ac1-8470-15be06b4cffc")),
    ];
    members.extend(more.iter().map(|(name, value)| (*name, word(value))));
    session(&members)
}
