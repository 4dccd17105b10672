//! `use_remote` under changing keys and refreshes, on the native executor: no
//! browser, and no clock: each answer comes when the test says so.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

mod support;

use leptos::prelude::*;
use restore_desk::{
    live::{Again, Live, State},
    remote::use_remote,
};
use restore_desk_model::{error::ApiError, remote_data::RemoteData};

use support::{Backend, loaded, old, renewing, settle, with_owner};

#[tokio::test]
async fn a_slow_old_answer_never_shows_under_a_new_key() {
    with_owner(|| async {
        let backend = Backend::default();
        let key = State::new(1);
        let data = use_remote(key.live(), Again::new(), backend.fetch());
        settle().await;
        key.set(2);
        settle().await;
        assert_eq!(backend.asked(), [1, 2]);
        assert!(!backend.answer(1, 0, Ok(1)).await, "the old request is dropped");
        assert_eq!(data.peek(), RemoteData::Loading);
        assert!(backend.answer(2, 1, Ok(2)).await);
        assert_eq!(data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn a_new_key_does_not_wait_for_the_old_request() {
    with_owner(|| async {
        let backend = Backend::default();
        let key = State::new(1);
        let data = use_remote(key.live(), Again::new(), backend.fetch());
        settle().await;
        key.set(2);
        settle().await;
        assert!(backend.answer(2, 1, Ok(2)).await);
        assert_eq!(data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn a_refresh_keeps_the_answer_and_cancels_the_one_before() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Ok(10)).await;
        refresh.ask();
        settle().await;
        assert_eq!(data.peek(), renewing(10));
        refresh.ask();
        settle().await;
        assert_eq!(backend.under_way(), 1);
        assert!(!backend.answer(1, 1, Ok(11)).await, "one request at a time");
        backend.answer(1, 2, Ok(12)).await;
        assert_eq!(data.peek(), loaded(12));
    })
    .await;
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_answer_and_says_so() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Ok(10)).await;
        refresh.ask();
        settle().await;
        backend.answer(1, 1, Err(ApiError::EnterpriseManagerDown)).await;
        assert_eq!(data.peek(), old(10, ApiError::EnterpriseManagerDown));
        refresh.ask();
        settle().await;
        backend.answer(1, 2, Ok(11)).await;
        assert_eq!(data.peek(), loaded(11));
    })
    .await;
}

#[tokio::test]
async fn a_first_failure_can_be_tried_again() {
    with_owner(|| async {
        let backend = Backend::default();
        let refresh = Again::new();
        let data = use_remote(Live::fixed(1), refresh, backend.fetch());
        settle().await;
        backend.answer(1, 0, Err(ApiError::Unreachable)).await;
        let failed = |is_pending| RemoteData::Failed { error: ApiError::Unreachable, is_pending };
        assert_eq!(data.peek(), failed(false));
        refresh.ask();
        settle().await;
        assert_eq!(data.peek(), failed(true), "why there is none stays until there is one");
        backend.answer(1, 1, Ok(1)).await;
        assert_eq!(data.peek(), loaded(1));
    })
    .await;
}

#[tokio::test]
async fn disposal_drops_the_request() {
    with_owner(|| async {
        let backend = Backend::default();
        let page = Owner::new();
        let _data = page.with(|| use_remote(Live::fixed(1), Again::new(), backend.fetch()));
        settle().await;
        assert_eq!(backend.asked(), [1]);
        drop(page);
        settle().await;
        assert!(!backend.answer(1, 0, Ok(1)).await, "nobody waits for it");
    })
    .await;
}
