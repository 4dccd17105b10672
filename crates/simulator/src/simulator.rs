//! The state behind both endpoints.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    auth::Logons,
    clock::Clock,
    faults::{Effect, Faults},
    http::{Call, Rendered},
    id::Id,
    options::{Api, Options},
    requests::Requests,
    router,
    world::{Facts, Patch, RestoreSession, World},
};

/// All that changes.
pub(crate) struct Inner {
    pub(crate) api: Api,
    pub(crate) bom: bool,
    pub(crate) href_base: String,
    pub(crate) clock: Clock,
    pub(crate) logons: Logons,
    pub(crate) world: World,
    pub(crate) patches: HashMap<Id, Patch>,
    pub(crate) faults: Faults,
    pub(crate) requests: Requests,
}

impl Inner {
    /// What EM knows of a session now.
    pub(crate) fn facts<'a>(&'a self, session: &'a RestoreSession) -> Facts<'a> {
        session.facts(&self.clock, self.patches.get(&session.id))
    }
}

/// The simulator, shared by all connections.
pub(crate) struct Simulator(Mutex<Inner>);

/// What is sent, and how.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) rendered: Rendered,
    /// What a fault does to it.
    pub(crate) effect: Effect,
    /// For the `Date` header.
    pub(crate) date: String,
    /// For the `Server` header.
    pub(crate) server: Option<&'static str>,
}

impl Simulator {
    pub(crate) fn new(options: &Options) -> Simulator {
        let clock = Clock::new(options.seed_time, options.collection_interval_seconds);
        let world = World::seed(clock.seed(), options.sessions, options.restore_ticks);
        Simulator(Mutex::new(Inner {
            api: options.api,
            bom: options.bom,
            href_base: options.href_base.trim_end_matches('/').to_owned(),
            clock,
            logons: Logons::new(options.idle_timeout_seconds),
            world,
            patches: HashMap::new(),
            faults: Faults::default(),
            requests: Requests::default(),
        }))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers one request to EM's API.
    pub(crate) fn answer(&self, call: &Call) -> Outcome {
        let mut inner = self.lock();
        inner.requests.note(call);
        let effect = inner.faults.take(call);
        let replacement = effect.replacement(call, inner.api, inner.bom);
        let rendered = replacement.unwrap_or_else(|| {
            let reply = router::route(&mut inner, call);
            effect.adjust(reply.render(call, inner.api, inner.bom))
        });
        Outcome {
            rendered,
            effect,
            date: inner.clock.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
            // Known for 12 only (the reference, section a).
            server: match inner.api {
                Api::V12 => Some("Microsoft-HTTPAPI/2.0"),
                Api::V13 => None,
            },
        }
    }
}
