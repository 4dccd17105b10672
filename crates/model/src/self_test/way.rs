//! The way to Enterprise Manager: proxy, CORS, EM itself, its clock.

use super::{Given, Health, Row, Standing, Who, policy};
use crate::error::ApiError;

/// Clocks that differ less agree: `Date` has whole seconds, and the reply took a while.
const SKEW_MIN_MS: u64 = 5_000;

pub(super) fn rows(given: &Given<'_>) -> Vec<Row> {
    vec![proxy(given), cors(given), enterprise_manager(given), clock(given)]
}

fn proxy(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    match found.health {
        Health::Answers | Health::Closed => Row::ok(t.name_proxy, t.proxy_answers),
        Health::Redirects => {
            Row::new(t.name_proxy, Standing::Trouble, t.proxy_redirects, t.proxy_redirects_fix)
        }
        // What the policy stops never left the page: the row of the policy counts.
        Health::Silent if policy::stops_proxy(found) => {
            Row::new(t.name_proxy, Standing::Unknown, t.proxy_stopped, t.proxy_stopped_fix)
        }
        Health::Silent => Row::new(
            t.name_proxy,
            Standing::Trouble,
            t.proxy_silent.with([&found.proxy]),
            t.proxy_silent_fix,
        ),
    }
}

fn not_asked(given: &Given<'_>, name: &'static str) -> Row {
    Row::new(name, Standing::Unknown, given.texts.not_asked, given.texts.not_asked_fix)
}

fn cors(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    let name = t.name_cors;
    let is_refused =
        found.health == Health::Closed || matches!(found.em, Some(Err(ApiError::CorsRefused)));
    if policy::is_own(&found.origin, &found.proxy) {
        Row::ok(name, t.cors_same)
    } else if is_refused {
        Row::new(name, Standing::Trouble, t.cors_refused, t.cors_refused_fix.with([&found.origin]))
    } else if found.health != Health::Answers {
        not_asked(given, name)
    } else if found.sends_token == Some(false) {
        Row::new(name, Standing::Trouble, t.cors_header, t.cors_header_fix)
    } else if matches!(found.em, Some(Ok(()))) && found.times_ms.is_none() {
        Row::new(name, Standing::Warning, t.cors_date, t.cors_date_fix)
    } else {
        Row::ok(name, t.cors_right)
    }
}

fn enterprise_manager(given: &Given<'_>) -> Row {
    let (found, t) = (given.found, given.texts);
    let trouble = |finding: &str, fix: &str| Row::new(t.name_em, Standing::Trouble, finding, fix);
    let Some(asked) = &found.em else { return not_asked(given, t.name_em) };
    let by_proxy = found.who == Who::Proxy;
    match asked {
        Err(ApiError::CorsRefused) => not_asked(given, t.name_em),
        Err(ApiError::SignedOut) if by_proxy => trouble(t.em_account, t.em_account_fix),
        // One that wants a sign-in first is there as well.
        Ok(()) | Err(ApiError::SignedOut) => Row::ok(t.name_em, t.em_answers),
        Err(ApiError::EnterpriseManagerDown) => trouble(t.em_down, t.em_down_fix),
        Err(ApiError::EnterpriseManagerSlow | ApiError::TimedOut) => {
            trouble(t.em_slow, t.em_slow_fix)
        }
        Err(ApiError::CertificateNotTrusted) => trouble(t.em_certificate, t.em_certificate_fix),
        Err(error) => trouble(&given.context.messages.error(error), t.em_odd_fix),
    }
}

fn clock(given: &Given<'_>) -> Row {
    let t = given.texts;
    let Some((em_ms, here_ms)) = given.found.times_ms else {
        return not_asked(given, t.name_clock);
    };
    let off_ms = here_ms.abs_diff(em_ms);
    if off_ms < SKEW_MIN_MS {
        return Row::ok(t.name_clock, t.clock_agrees);
    }
    let span = given.context.messages.span_of(off_ms / 1000);
    let off = if here_ms > em_ms { &t.clock_ahead } else { &t.clock_behind };
    Row::new(t.name_clock, Standing::Warning, off.with([&span]), t.clock_fix)
}
