//! The gateway's logon session ends at Enterprise Manager, and no reader notices.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::task::JoinSet;

use crate::support::ask;
use crate::support::reader::{ACCOUNT, AccountFile, LONG, Logons, NONE, metric, metric_is, own};

#[tokio::test]
async fn a_session_that_has_ended_is_renewed() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, NONE, &[]).await;
    for sign_ins in 1..=5 {
        for _ in 0..3 {
            let reply = ask(&running.addresses.api, "GET /api/restoreSessions/1", &[]).await;
            assert_eq!(reply.status, 200);
        }
        assert_eq!(logons.given(), sign_ins);
        logons.expire();
    }
}

#[tokio::test]
async fn many_that_need_a_token_make_one_sign_in() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    let em = logons.start().await;
    let running = own(&em, &account, LONG, &[]).await;
    for round in 1..=2_u32 {
        // All are at the upstream, each for something else, before the first is answered: in the
        // second round with a token that has ended.
        logons.holds.store(true, Ordering::SeqCst);
        let mut readers = JoinSet::new();
        for reader in 0..60_u32 {
            let api = running.addresses.api.clone();
            readers.spawn(async move {
                ask(&api, &format!("GET /api/restoreSessions/{round}-{reader}"), &[]).await.status
            });
        }
        let expected = u64::from(round) * 60;
        metric_is(&running, r#"reads_total{source="em"}"#, expected).await;
        logons.expire_after.store(0, Ordering::SeqCst);
        if round == 2 {
            logons.expire();
        }
        logons.holds.store(false, Ordering::SeqCst);
        while !readers.is_empty() {
            logons.go.notify_waiters();
            if let Some(status) = readers.try_join_next() {
                assert_eq!(status.unwrap(), 200);
            }
            tokio::task::yield_now().await;
        }
        assert_eq!(logons.given(), round);
    }
    assert_eq!(metric(&running, r#"own_sign_ins_total{outcome="accepted"}"#).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_reader_notices_sessions_that_end_under_load() {
    let (logons, account) = (Arc::<Logons>::default(), AccountFile::new(ACCOUNT));
    logons.expire_after.store(200, Ordering::SeqCst);
    let em = logons.start().await;
    let running = own(&em, &account, NONE, &[]).await;
    let mut readers = JoinSet::new();
    for reader in 0..50 {
        let api = running.addresses.api.clone();
        readers.spawn(async move {
            for read in 0..40 {
                // Some ask for the same, most for something of their own.
                let id = if read % 4 == 0 { read } else { 1_000 * (reader + 1) + read };
                let reply = ask(&api, &format!("GET /api/restoreSessions/{id}"), &[]).await;
                assert_eq!(reply.status, 200, "{}", reply.text());
            }
        });
    }
    while let Some(outcome) = readers.join_next().await {
        outcome.unwrap();
    }
    let reads = metric(&running, r#"reads_total{source="em"}"#).await;
    assert!(1_500 <= reads, "{reads}");
    let expiries = reads / 200;
    assert!((expiries..=expiries + 1).contains(&logons.given().into()), "{logons:?}");
}
