//! Plays the app: sends when it is told to, sleeps as long as it is told to, and
//! writes down what happened.

use restore_desk_model::schedule::{Decision, Event, Schedule, Settings, Standing, Trouble};

pub(crate) const SECOND: u64 = 1_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
pub(crate) const HOUR: u64 = 60 * MINUTE;
/// Least time between two requests.
pub(crate) const FLOOR: u64 = 3 * SECOND;

/// Polls every 30 s, stops after 10 min; Enterprise Manager collects every 15 min.
pub(crate) const ACCOUNT: Settings = Settings {
    poll_interval_ms: 30 * SECOND,
    idle_stop_ms: Some(10 * MINUTE),
    collection_interval_ms: 15 * MINUTE,
};
pub(crate) const PROXY: Settings = Settings { idle_stop_ms: None, ..ACCOUNT };

pub(crate) const RUNNING: Event = Event::Answered(Standing::Running);
pub(crate) const NO_RESULT: Event = Event::Answered(Standing::StoppedWithoutResult);
pub(crate) const ENDED: Event = Event::Answered(Standing::Ended);
pub(crate) const GONE: Event = Event::Failed(Trouble::Gone);
pub(crate) const SIGNED_OUT: Event = Event::Failed(Trouble::SignedOut);
pub(crate) const PASSING: Event = Event::Failed(Trouble::Passing { retry_after_ms: None });

pub(crate) fn busy(retry_after_ms: u64) -> Event {
    Event::Failed(Trouble::Passing { retry_after_ms: Some(retry_after_ms) })
}

pub(crate) struct App {
    pub(crate) schedule: Schedule,
    pub(crate) now: u64,
    /// Everything that happened, with its time.
    pub(crate) log: Vec<(u64, Event)>,
    /// How often a timer ran out.
    pub(crate) wakes: usize,
    /// What the server says, each after how long; the last one for ever.
    replies: Vec<(u64, Event)>,
    sent: usize,
    answer: Option<(u64, Event)>,
}

impl App {
    pub(crate) fn new(
        settings: Settings,
        now: u64,
        visible: bool,
        replies: Vec<(u64, Event)>,
    ) -> App {
        let schedule = Schedule::new(settings, now, visible, 7);
        App { schedule, now, log: Vec::new(), wakes: 0, replies, sent: 0, answer: None }
    }

    pub(crate) fn on(&mut self, event: Event) {
        self.schedule.on(event, self.now);
        self.log.push((self.now, event));
    }

    pub(crate) fn decide(&self) -> Decision {
        let decision = self.schedule.decide(self.now);
        assert_ne!(decision.wake_in_ms, Some(0), "{:?}", self.schedule);
        decision
    }

    /// Lets time pass, up to and with `until`.
    pub(crate) fn run(&mut self, until: u64) {
        loop {
            let mut decision = self.decide();
            if decision.ask {
                assert_eq!(self.answer, None, "two at a time: {:?}", self.log);
                self.on(Event::Sent);
                let reply = self.replies.get(self.sent).or(self.replies.last());
                let (latency, reply) = *reply.unwrap();
                self.sent += 1;
                self.answer = Some((self.now + latency, reply));
                decision = self.decide();
                assert!(!decision.ask, "asks while a request is under way");
            }
            let wake = decision.wake_in_ms.map(|wait| self.now + wait);
            let answer = self.answer.map(|(at, _)| at);
            let Some(next) = [wake, answer].into_iter().flatten().min() else { break };
            if next > until {
                break;
            }
            self.now = next;
            self.wakes += usize::from(wake == Some(next));
            if let Some((at, reply)) = self.answer
                && at == next
            {
                self.answer = None;
                self.on(reply);
            }
        }
        self.now = until;
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.answer.is_some()
    }

    /// When requests left.
    pub(crate) fn sends(&self) -> Vec<u64> {
        self.log.iter().filter(|(_, event)| *event == Event::Sent).map(|(at, _)| *at).collect()
    }
}
