//! The log, on standard error. Nothing that is secret is ever handed to it.

use std::net::IpAddr;
use std::time::Duration;

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Longest path in the log, in characters.
const PATH_LEN_MAX: usize = 200;

/// Starts the log, with what this program says alone: libraries know headers and addresses whole.
pub fn start() {
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let ours = Targets::new().with_target("restore_desk_gateway", Level::INFO);
    // Fails only if a log was started before, and then there is one.
    let _ = tracing_subscriber::registry().with(lines).with(ours).try_init();
}

/// One line for each request; `user` is whom a trusted proxy names.
pub(crate) fn access(
    client: IpAddr,
    user: Option<&str>,
    method: &str,
    path: &str,
    status: u16,
    took: Duration,
) {
    let path = safe(path);
    let millis = took.as_millis();
    tracing::info!(%client, user, method, path, status, millis, "request");
}

/// The path without what is worth a token: a logon session's identity is the token in plain.
fn safe(path: &str) -> String {
    let mut seen_logon = false;
    let kept: Vec<&str> = path
        .split('/')
        .map(|step| {
            if seen_logon && !step.is_empty() {
                return "[withheld]";
            }
            seen_logon |= step.eq_ignore_ascii_case("logonSessions");
            step
        })
        .collect();
    kept.join("/").chars().take(PATH_LEN_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logon_session_is_not_named() {
        assert_eq!(safe("/api/logonSessions/43dcfc9"), "/api/logonSessions/[withheld]");
        assert_eq!(safe("/api/LOGONsessions/a/b"), "/api/LOGONsessions/[withheld]/[withheld]");
        assert_eq!(safe("/api/restoreSessions/1"), "/api/restoreSessions/1");
        assert_eq!(safe(&"/a".repeat(500)).len(), PATH_LEN_MAX);
    }
}
