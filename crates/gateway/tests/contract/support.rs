//! What this suite shares with the gateway's own tests.

#[path = "../gateway/support/certificate.rs"]
#[allow(dead_code, reason = "the gateway's own tests use more of it")]
pub(crate) mod certificate;
#[path = "../gateway/support/em.rs"]
#[allow(dead_code, reason = "the gateway's own tests use more of it")]
pub(crate) mod em;
#[path = "../gateway/support/reply.rs"]
#[allow(dead_code, reason = "the gateway's own tests use more of it")]
pub(crate) mod reply;
