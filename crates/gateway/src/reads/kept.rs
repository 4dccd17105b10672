//! Replies that are given again for a short while.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::reads::once::Key;
use crate::upstream::Whole;

/// What an entry weighs besides its bytes, about: headers, and its places in two collections.
const ENTRY_LEN: usize = 1024;

/// Replies by what they answer, each until its time is over; the oldest give way to newer ones.
#[derive(Debug)]
pub(super) struct Kept {
    time: Duration,
    size_max: usize,
    size: usize,
    replies: HashMap<Key, Arc<Whole>>,
    /// All of them by age, as all are kept for the same time, with what each weighs.
    by_age: VecDeque<(Instant, Key, usize)>,
}

impl Kept {
    pub(super) fn new(time: Duration, size_max: usize) -> Kept {
        let (replies, by_age) = (HashMap::new(), VecDeque::new());
        Kept { time, size_max, size: 0, replies, by_age }
    }

    /// The reply, if it is not too old by now.
    pub(super) fn get(&mut self, key: &Key, now: Instant) -> Option<Arc<Whole>> {
        while self.by_age.front().is_some_and(|(until, ..)| *until <= now) {
            self.drop_oldest();
        }
        self.replies.get(key).cloned()
    }

    /// Keeps a reply that has arrived now, if it is not too large by itself.
    pub(super) fn put(&mut self, key: Key, reply: Arc<Whole>, now: Instant) {
        let len = ENTRY_LEN + 2 * key.len() + reply.body.len();
        // One that is there already is not renewed: a key has one place in `by_age`.
        if self.time.is_zero() || self.size_max < len || self.replies.contains_key(&key) {
            return;
        }
        while self.size_max - len < self.size {
            self.drop_oldest();
        }
        self.size += len;
        self.by_age.push_back((now + self.time, key.clone(), len));
        self.replies.insert(key, reply);
    }

    /// How much is kept, in bytes.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    fn drop_oldest(&mut self) {
        if let Some((_, key, len)) = self.by_age.pop_front() {
            self.size -= len;
            self.replies.remove(&key);
        } else {
            self.size = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode};

    use super::*;

    const KEPT_FOR: Duration = Duration::from_secs(5);

    fn key(target: &str) -> Key {
        Key { target: target.to_owned(), accept: None }
    }

    fn reply(len: usize) -> Arc<Whole> {
        let body = vec![b'a'; len].into();
        Arc::new(Whole { status: StatusCode::OK, headers: HeaderMap::new(), body })
    }

    #[test]
    fn a_reply_is_kept_for_its_time_and_no_longer() {
        let start = Instant::now();
        let mut kept = Kept::new(KEPT_FOR, 1 << 20);
        kept.put(key("/a"), reply(1), start);
        kept.put(key("/b"), reply(1), start + Duration::from_secs(1));
        let just_before = start + KEPT_FOR - Duration::from_millis(1);
        assert!(kept.get(&key("/a"), just_before).is_some());
        assert!(kept.get(&key("/c"), just_before).is_none());
        assert!(kept.get(&key("/a"), start + KEPT_FOR).is_none());
        assert!(kept.get(&key("/b"), start + KEPT_FOR).is_some());
        assert!(kept.get(&key("/b"), start + 2 * KEPT_FOR).is_none());
        assert_eq!((kept.size(), kept.replies.len(), kept.by_age.len()), (0, 0, 0));
    }

    #[test]
    fn the_oldest_give_way_and_what_is_too_large_is_not_kept() {
        let now = Instant::now();
        let mut kept = Kept::new(KEPT_FOR, 10_000);
        for target in ["/a", "/b", "/c", "/d"] {
            kept.put(key(target), reply(3_000), now);
            assert!(kept.size() <= 10_000);
        }
        let there = |kept: &mut Kept, target| kept.get(&key(target), now).is_some();
        assert!(!there(&mut kept, "/a") && !there(&mut kept, "/b"));
        assert!(there(&mut kept, "/c") && there(&mut kept, "/d"));
        kept.put(key("/large"), reply(10_000), now);
        assert!(!there(&mut kept, "/large") && there(&mut kept, "/d"));
    }

    #[test]
    fn a_time_of_nothing_keeps_nothing() {
        let mut kept = Kept::new(Duration::ZERO, 1 << 20);
        kept.put(key("/a"), reply(1), Instant::now());
        assert_eq!(kept.size(), 0);
    }
}
