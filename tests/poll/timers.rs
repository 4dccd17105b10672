//! What becomes of timers: a page that goes, a computer that sleeps, a day of polls.

use restore_desk_model::schedule::{Activity, Event, Settings};

use crate::{
    support::{settle, with_owner},
    world::*,
};

#[tokio::test]
async fn disposal_leaves_no_timer_and_no_request() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        assert_eq!(timers(), 1);
        let (poll, backend) = (page.poll, page.backend.clone());
        drop(page);
        assert_eq!(timers(), 0);
        // What the page listened to may still tell.
        poll.tell(Event::Refresh);
        pass(HOUR).await;
        assert_eq!(backend.asked().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn disposal_drops_the_request_that_is_under_way() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        let backend = page.backend.clone();
        drop(page);
        settle().await;
        assert_eq!(backend.under_way(), 0);
        assert!(!backend.answer(KEY, 0, Ok(1)).await, "nobody waits for it");
        pass(HOUR).await;
        assert_eq!(timers(), 0);
        assert_eq!(backend.asked().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_fires_hours_late_sends_one_request() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        page.answer(Ok(1)).await;
        sleep(9 * HOUR).await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
        page.answer(Ok(2)).await;
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, 9 * HOUR, 9 * HOUR + INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_slept_beyond_its_idle_limit_waits_for_its_user() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        sleep(9 * HOUR).await;
        assert_eq!(page.sent(), [0]);
        assert_eq!(page.activity(), Activity::Idle);
        assert_eq!(timers(), 0);
        page.tell(Event::Input).await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
    })
    .await;
}

#[tokio::test]
async fn a_focus_and_a_late_timer_together_send_one_request() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        page.answer(Ok(1)).await;
        world(|world| world.now_ms += 9 * HOUR);
        // The timer runs out before an effect could clear it.
        page.poll.tell(Event::Input);
        page.poll.tell(Event::Woken);
        pass(0).await;
        settle().await;
        assert_eq!(page.sent(), [0, 9 * HOUR]);
        assert_eq!(page.backend.under_way(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_timer_that_fires_too_soon_is_set_again() {
    with_owner(|| async {
        let page = Page::open(PROXY).await;
        page.answer(Ok(1)).await;
        // The clock stands still: what is decided is what was decided before.
        for _ in 0..3 {
            (next_timer(u64::MAX).unwrap().then)();
            settle().await;
            assert_eq!(timers(), 1);
        }
        pass(INTERVAL).await;
        assert_eq!(page.sent(), [0, INTERVAL]);
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_no_timer_can_hold_is_made_of_shorter_ones() {
    with_owner(|| async {
        let month = 31 * 24 * HOUR;
        let page = Page::open(Settings { poll_interval_ms: month, ..PROXY }).await;
        page.answer(Ok(1)).await;
        pass(month - 1).await;
        assert_eq!(page.sent(), [0]);
        pass(1).await;
        assert_eq!(page.sent(), [0, month]);
        assert!(i32::try_from(world(|world| world.longest_ms)).is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_day_of_polls_never_has_two_timers_or_two_requests() {
    with_owner(|| async {
        let page = Page::open(ACCOUNT).await;
        for number in 0..2_880 {
            assert_eq!(page.sent().len(), number + 1);
            page.tell(Event::Input).await;
            // This one checks that no other is under way.
            page.answer(Ok(1)).await;
            assert_eq!(page.backend.under_way(), 0);
            pass(INTERVAL).await;
        }
        assert_eq!(world(|world| world.most), 1);
    })
    .await;
}
