//! What a page says of its own asking.

use crate::{
    messages::Context,
    schedule::{Activity, Settings},
    time::Timestamp,
};

/// What comes next: when EM is asked again, or why it is not. `retry_in_s` are
/// the seconds until a failed request is sent again. Empty where a notice or an
/// alert says it.
pub fn next(
    activity: Activity,
    settings: &Settings,
    retry_in_s: Option<u64>,
    context: &Context<'_>,
) -> String {
    let m = context.messages;
    match activity {
        Activity::Background | Activity::WaitingForResult
            if settings.poll_interval_ms <= 60_000 =>
        {
            m.asks_once_a_minute.to_owned()
        }
        Activity::Live
        | Activity::IdleWarning
        | Activity::Background
        | Activity::WaitingForResult => {
            m.asks_every.with([&(settings.poll_interval_ms / 1_000).to_string()])
        }
        Activity::Confirming => m.asked_last.to_owned(),
        Activity::Ended => m.asked_no_more.to_owned(),
        Activity::Unresolved => {
            m.unresolved.with([&m.span_of(settings.collection_interval_ms / 500)])
        }
        Activity::Paused => m.paused_by_user.to_owned(),
        Activity::BackgroundOver => m.background_ended.to_owned(),
        Activity::Retrying => {
            retry_in_s.map(|seconds| m.retry_in.with([&seconds.to_string()])).unwrap_or_default()
        }
        Activity::Hidden | Activity::Idle | Activity::Gone | Activity::SignedOut => String::new(),
    }
}

/// What stands with "Keep watching": that asking stops soon, or has stopped at
/// `at`; `None` where there is nothing to keep.
pub fn idle_notice(
    activity: Activity,
    at: Timestamp,
    settings: &Settings,
    context: &Context<'_>,
) -> Option<String> {
    let m = context.messages;
    match activity {
        Activity::IdleWarning => Some(m.idle_warning.to_owned()),
        Activity::Idle => {
            let minutes = settings.idle_stop_ms.unwrap_or_default() / 60_000;
            Some(m.idle_stopped.with([&context.clock(at), &minutes.to_string()]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        format::UtcFormat,
        messages::{DE, EN},
    };

    #[test]
    fn what_is_asked_seldom_says_how_seldom() {
        let context = Context { now: Timestamp(0), format: &UtcFormat, messages: &EN };
        let rows = [
            (Activity::Live, 30, "Asked again every 30 s."),
            (Activity::Background, 30, "Asked again once a minute."),
            (Activity::WaitingForResult, 60, "Asked again once a minute."),
            (Activity::Background, 61, "Asked again every 61 s."),
            (Activity::WaitingForResult, 300, "Asked again every 300 s."),
        ];
        for (activity, poll_interval_s, expected) in rows {
            let settings = Settings {
                poll_interval_ms: poll_interval_s * 1_000,
                idle_stop_ms: None,
                collection_interval_ms: 900_000,
            };
            assert_eq!(next(activity, &settings, None, &context), expected);
        }
    }

    #[test]
    fn an_unused_page_says_since_when_in_any_language() {
        let now = Timestamp(2 * 86_400_000);
        let settings =
            Settings { poll_interval_ms: 0, idle_stop_ms: Some(60_000), collection_interval_ms: 0 };
        let rows = [
            (&EN, "Not asked since 23:59 on 1970-01-02: nobody used this page for 1 min."),
            (
                &DE,
                "Es wird nicht mehr gefragt (seit 1970-01-02, 23:59): Diese Seite wurde 1 min lang nicht benutzt.",
            ),
        ];
        for (messages, expected) in rows {
            let context = Context { now, format: &UtcFormat, messages };
            let at = Timestamp(now.0 - 60_000);
            let said = |activity| idle_notice(activity, at, &settings, &context);
            assert_eq!(said(Activity::Idle).as_deref(), Some(expected));
            // A warning may be shorter than a minute.
            let warning = said(Activity::IdleWarning).unwrap();
            assert!(warning.contains("within a minute") || warning.contains("innerhalb einer"));
        }
    }
}
