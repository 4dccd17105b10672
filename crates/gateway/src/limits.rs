//! Limits on sign-ins, so that the gateway is no tool for guessing passwords.

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::Problem;

/// How many names or addresses are remembered before those that rest are forgotten.
const KEYS_MAX: usize = 4096;
/// What of a user name counts; real ones are shorter, and memory is kept for each.
const NAME_LEN_MAX: usize = 128;

/// Counts sign-ins for each user name and each address, by the minute.
#[derive(Debug)]
pub(crate) struct SignIns {
    by_user: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

impl SignIns {
    /// Limits of so many a minute.
    pub(crate) fn new(per_user: NonZeroU32, per_address: NonZeroU32) -> SignIns {
        SignIns {
            by_user: RateLimiter::keyed(Quota::per_minute(per_user)),
            by_address: RateLimiter::keyed(Quota::per_minute(per_address)),
        }
    }

    /// Counts one sign-in.
    ///
    /// # Errors
    /// 429 if the name or the address has had its share.
    pub(crate) fn count(&self, address: IpAddr, headers: &HeaderMap) -> Result<(), Problem> {
        check(&self.by_address, &network_of(address))?;
        match user_of(headers) {
            Some(user) => check(&self.by_user, &user),
            None => Ok(()),
        }
    }
}

fn check<K: Clone + Eq + std::hash::Hash>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Problem> {
    if KEYS_MAX < limiter.len() {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        Problem::too_many(wait.max(Duration::from_secs(1)))
    })
}

/// The user name of `Authorization: Basic`, so written that `DESK\Ann` and `desk\ann` are one.
fn user_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (user, _password) = text.split_once(':')?;
    Some(user.trim().to_lowercase().chars().take(NAME_LEN_MAX).collect())
}

/// The address, or for IPv6 its /64: one machine has that many addresses to itself.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(long) => IpAddr::V6(Ipv6Addr::from_bits(long.to_bits() & (!0_u128 << 64))),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn basic(user: &str) -> HeaderMap {
        let text = format!("Basic {}", STANDARD.encode(format!("{user}:secret")));
        HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_str(&text).unwrap())])
    }

    fn sign_ins(per_user: u32, per_address: u32) -> SignIns {
        SignIns::new(NonZeroU32::new(per_user).unwrap(), NonZeroU32::new(per_address).unwrap())
    }

    #[test]
    fn a_name_is_one_whatever_its_letters_and_its_sender() {
        let sign_ins = sign_ins(2, 60);
        let address = |last: u8| IpAddr::from([10, 0, 0, last]);
        assert!(sign_ins.count(address(1), &basic("DESK\\Ann")).is_ok());
        assert!(sign_ins.count(address(2), &basic("desk\\ann")).is_ok());
        let problem = sign_ins.count(address(3), &basic("Desk\\ANN")).unwrap_err();
        assert_eq!(problem.status.as_u16(), 429);
        assert!(sign_ins.count(address(3), &basic("desk\\bob")).is_ok());
    }

    #[test]
    fn an_address_has_its_own_limit() {
        let sign_ins = sign_ins(5, 2);
        let address = IpAddr::from([10, 0, 0, 1]);
        assert!(sign_ins.count(address, &basic("a")).is_ok());
        assert!(sign_ins.count(address, &basic("b")).is_ok());
        assert!(sign_ins.count(address, &basic("c")).is_err());
        assert!(sign_ins.count(IpAddr::from([10, 0, 0, 2]), &basic("c")).is_ok());
    }

    #[test]
    fn neighbours_in_one_ipv6_network_are_one_address() {
        let sign_ins = sign_ins(5, 1);
        let none = HeaderMap::new();
        assert!(sign_ins.count("2001:db8::1".parse().unwrap(), &none).is_ok());
        assert!(sign_ins.count("2001:db8::2".parse().unwrap(), &none).is_err());
        assert!(sign_ins.count("2001:db8:0:1::2".parse().unwrap(), &none).is_ok());
    }
}
