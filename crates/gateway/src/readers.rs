//! Who may read what the gateway's own account may.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::client::FORWARDED_FOR;
use crate::problem::Problem;
use crate::settings::Readers;

/// What of a user's name is logged, in characters.
const USER_LEN_MAX: usize = 128;

/// Lets a reader in, with the name that a trusted proxy gives; `peer` is the other end of the
/// connection, since an address that is only said is anybody's.
///
/// # Errors
/// 403, with what is missing.
pub(crate) fn admit(
    readers: &Readers,
    peer: IpAddr,
    headers: &HeaderMap,
) -> Result<Option<String>, Problem> {
    match readers {
        Readers::Anyone => Ok(None),
        Readers::ThisMachine if is_this_machine(headers) => Ok(None),
        Readers::ThisMachine => Err(Problem::not_a_reader(
            "Without a proxy that says who reads, this one is for its own machine, as 127.0.0.1 \
             or localhost.",
        )),
        Readers::Named { header, proxies } => {
            let peer = peer.to_canonical();
            if !proxies.iter().any(|net| net.contains(&peer)) {
                return Err(Problem::not_a_reader("This address may not say who reads."));
            }
            let mut values = headers.get_all(header).iter();
            match (values.next().and_then(user), values.next()) {
                (Some(user), None) => Ok(Some(user)),
                _ => Err(Problem::not_a_reader("The proxy in front does not say who reads.")),
            }
        }
    }
}

fn user(value: &HeaderValue) -> Option<String> {
    let text = String::from_utf8_lossy(value.as_bytes());
    let user: String = text.trim().chars().take(USER_LEN_MAX).collect();
    if user.is_empty() { None } else { Some(user) }
}

/// Whether the request was meant for this machine. A page of a stranger's whose name was made to
/// lead to 127.0.0.1 is of one origin with the gateway, and CORS does not stop it; its name does.
/// What a proxy has forwarded came from elsewhere, though it may give its own name.
fn is_this_machine(headers: &HeaderMap) -> bool {
    if headers.contains_key(FORWARDED_FOR) || headers.contains_key(header::FORWARDED) {
        return false;
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(Ok(host)), None) = (hosts.next().map(HeaderValue::to_str), hosts.next()) else {
        return false;
    };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn admitted(readers: &Readers, peer: &str, headers: &[(&'static str, &str)]) -> Option<String> {
        let pair = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_bytes(value.as_bytes()).unwrap())
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers.iter().map(pair) {
            map.append(name, value);
        }
        match admit(readers, peer.parse().unwrap(), &map) {
            Ok(user) => Some(user.unwrap_or_default()),
            Err(problem) => {
                assert_eq!((problem.status.as_u16(), problem.code), (403, "not-a-reader"));
                None
            }
        }
    }

    #[test]
    fn a_user_is_believed_from_a_trusted_proxy_alone() {
        let readers = Readers::Named {
            header: HeaderName::from_static("x-remote-user"),
            proxies: vec!["10.0.0.0/8".parse().unwrap()],
        };
        let ann = ("x-remote-user", "DESK\\ann");
        let (long, cut) = ("a".repeat(500), "a".repeat(USER_LEN_MAX));
        for (peer, headers, expected) in [
            ("10.0.0.1", vec![ann], Some("DESK\\ann")),
            ("::ffff:10.0.0.1", vec![ann], Some("DESK\\ann")),
            ("10.0.0.1", vec![("x-remote-user", &long)], Some(cut.as_str())),
            ("10.0.0.1", vec![("x-remote-user", "Jürgen")], Some("Jürgen")),
            ("10.0.0.1", vec![], None),
            ("10.0.0.1", vec![("x-remote-user", "")], None),
            ("10.0.0.1", vec![("x-remote-user", " ")], None),
            ("10.0.0.1", vec![ann, ("x-remote-user", "bob")], None),
            ("192.0.2.1", vec![ann], None),
            ("192.0.2.1", vec![ann, ("x-forwarded-for", "10.0.0.1")], None),
        ] {
            let user = admitted(&readers, peer, &headers);
            assert_eq!(user.as_deref(), expected, "{peer} {headers:?}");
        }
    }

    #[test]
    fn this_machine_is_asked_by_its_own_names() {
        for (host, is_let_in) in [
            ("127.0.0.1:8080", true),
            ("127.0.0.1", true),
            ("[::1]:8080", true),
            ("LocalHost:8080", true),
            ("localhost", true),
            ("stranger.example", false),
            ("stranger.example:8080", false),
            ("localhost.stranger.example", false),
            ("127.0.0.1.stranger.example:8080", false),
            ("192.0.2.1:8080", false),
            ("", false),
        ] {
            let user = admitted(&Readers::ThisMachine, "127.0.0.1", &[("host", host)]);
            assert_eq!(user.is_some(), is_let_in, "{host}");
        }
        assert_eq!(admitted(&Readers::ThisMachine, "127.0.0.1", &[]), None);
        for name in ["x-forwarded-for", "forwarded"] {
            let headers = [("host", "127.0.0.1"), (name, "192.0.2.1")];
            assert_eq!(admitted(&Readers::ThisMachine, "127.0.0.1", &headers), None, "{name}");
        }
        assert_eq!(admitted(&Readers::Anyone, "192.0.2.1", &[]).as_deref(), Some(""));
    }
}
