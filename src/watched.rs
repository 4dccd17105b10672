//! What this tab watches. The first load holds no more of it than the ids; what is
//! known of them, and asks for them, is `watcher`, which comes later.

use restore_desk_model::{id::ResourceId, route::Route};

use crate::{browser, live::State, watcher::Watcher};

/// Where this tab keeps the address of what it watches.
pub const WATCHED_KEY: &str = "restore-desk watched";

/// What this tab watches.
#[derive(Clone, Copy)]
pub struct Watched {
    /// Which sessions, in the order in which they were added.
    pub ids: State<Vec<ResourceId>>,
    /// What asks for them, once it is there.
    pub watcher: State<Option<&'static Watcher>>,
}

impl Watched {
    /// Starts with what this tab watched before a reload.
    pub fn start() -> Watched {
        let kept = browser::stored(WATCHED_KEY).map(|kept| Route::parse(&kept));
        let ids = if let Some(Ok(Route::Watch(ids))) = kept { ids } else { Vec::new() };
        Watched { ids: State::new(ids), watcher: State::new(None) }
    }

    /// Whether a session is watched, tracked.
    pub fn has(self, id: &ResourceId) -> bool {
        id.is_among(&self.ids.read())
    }

    /// The user signed out: what was watched is nobody else's business.
    pub fn forget(self) {
        browser::unstore(WATCHED_KEY);
        self.ids.set(Vec::new());
    }
}
