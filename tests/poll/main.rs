//! `use_poll` together with `use_remote`, on the native executor: no browser, and
//! a clock that goes only when the test says so.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

#[path = "../support/mod.rs"]
mod support;
mod timers;
mod world;

use restore_desk_model::{
    error::ApiError,
    schedule::{Activity, Event, Standing},
};

use support::{loaded, old, renewing, settle, with_owner};
use world::*;

#[tokio::test]
async fn the_first_request_is_counted_as_sent() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        pass(SECOND).await;
        page.tell(Event::Woken).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0], "it is under way");
        assert_eq!(timers(), 0, "nothing to wait for but the answer");
    })
    .await;
}

#[tokio::test]
async fn the_next_request_leaves_one_interval_after_the_answer_and_not_sooner() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        pass(700).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL - 1).await;
        assert_eq!(page.sent(), [0]);
        pass(1).await;
        assert_eq!(page.sent(), [0, 700 + INTERVAL]);
        assert_eq!(page.data.peek(), renewing(1));
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn refresh_while_a_request_is_under_way_leads_to_one_more_after_it() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        for _ in 0..3 {
            pass(100).await;
            page.tell(Event::Refresh).await;
        }
        assert_eq!(page.sent(), [0]);
        page.answer(Ok(1)).await;
        assert_eq!(page.sent(), [0], "the floor counts from the first request");
        pass(FLOOR - 300).await;
        assert_eq!(page.sent(), [0, FLOOR]);
        page.answer(Ok(2)).await;
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, FLOOR, FLOOR + INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn no_request_leaves_between_events_that_are_told_together() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        pass(20 * SECOND).await;
        page.tell(Event::Refresh).await;
        let round = [Standing::Running, Standing::StoppedWithoutResult].map(Event::Answered);
        page.poll.tell_all(&round);
        settle().await;
        assert_eq!(page.sent(), [0, 20 * SECOND]);
        pass(FLOOR).await;
        page.tell(Event::Refresh).await;
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, 20 * SECOND], "the second is under way");
    })
    .await;
}

#[tokio::test]
async fn refresh_during_a_slow_request_asks_at_once_after_it() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        pass(20 * SECOND).await;
        page.tell(Event::Refresh).await;
        assert_eq!(page.sent(), [0]);
        page.answer(Ok(1)).await;
        assert_eq!(page.sent(), [0, 20 * SECOND]);
        assert_eq!(page.data.peek(), renewing(1), "the answer before is kept");
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
    })
    .await;
}

#[tokio::test]
async fn after_the_terminal_answer_there_is_one_more_and_then_no_timer() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(ENDED)).await;
        assert_eq!(page.activity(), Activity::Confirming);
        pass(INTERVAL).await;
        page.answer(Ok(ENDED)).await;
        assert_eq!(page.activity(), Activity::Ended);
        assert_eq!(timers(), 0);
        page.tell(Event::Visible(false)).await;
        page.tell(Event::Visible(true)).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_tab_sends_nothing_and_sends_at_once_on_return() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.tell(Event::Visible(false)).await;
        page.answer(Ok(1)).await;
        assert_eq!(timers(), 0);
        pass(HOUR).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Visible(true)).await;
        assert_eq!(page.sent(), [0, HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_opens_in_a_hidden_tab_asks_once_and_then_waits_to_be_seen() {
    with_owner(|| async {
        let page = Page::open_in_tab(ACCOUNT, false).await;
        page.answer(Ok(1)).await;
        pass(HOUR).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Visible(true)).await;
        assert_eq!(page.sent(), [0, HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_401_stops_it_and_a_sign_in_goes_on() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL).await;
        page.answer(Err(ApiError::SignedOut)).await;
        assert_eq!(page.data.peek(), old(1, ApiError::SignedOut));
        assert_eq!(timers(), 0);
        pass(MINUTE).await;
        page.tell(Event::Refresh).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
        page.tell(Event::SignedIn).await;
        assert_eq!(page.sent(), [0, INTERVAL, INTERVAL + MINUTE]);
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
        pass(INTERVAL).await;
        assert_eq!(page.sent().len(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_failed_request_is_retried_with_back_off_and_the_good_value_stays() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(INTERVAL).await;
        // Each back-off is twice the one before, give or take a fifth, from 1 s on.
        for (soonest_ms, latest_ms) in [(1_000, 1_200), (1_600, 2_400), (3_200, 4_800)] {
            let before = page.sent().len();
            page.answer(Err(ApiError::Unreachable)).await;
            assert_eq!(page.data.peek(), old(1, ApiError::Unreachable));
            assert_eq!(page.activity(), Activity::Retrying);
            pass(soonest_ms - 1).await;
            assert_eq!(page.sent().len(), before);
            pass(latest_ms - soonest_ms + 1).await;
            assert_eq!(page.sent().len(), before + 1);
            let decision = page.decision();
            assert!(!decision.ask, "what is shown is what follows from the request");
            assert_eq!(decision.at_ms, None);
        }
        page.answer(Ok(2)).await;
        assert_eq!(page.data.peek(), loaded(2));
        let before = page.sent().len();
        pass(INTERVAL - 1).await;
        assert_eq!(page.sent().len(), before, "the interval is back");
    })
    .await;
}

#[tokio::test]
async fn a_pause_stops_it_and_resuming_asks_at_once() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        pass(10 * SECOND).await;
        page.tell(Event::Pause(true)).await;
        assert_eq!(timers(), 0);
        pass(5 * MINUTE).await;
        assert_eq!(page.sent(), [0]);
        page.tell(Event::Pause(false)).await;
        assert_eq!(page.sent(), [0, 10 * SECOND + 5 * MINUTE]);
    })
    .await;
}
