//! When the page asks again.

use restore_desk_model::{
    entity::restore_session::RestoreSession,
    error::ApiError,
    id::ResourceId,
    route::Route,
    schedule::{Event, Standing, Trouble},
    verdict,
};

use crate::{
    api::Fetched,
    components::remote_view::Remote,
    live::{Again, Live},
    pages::asking::use_asking,
    poll::Poll,
    remote::use_remote,
    tasks::Task,
    view::use_view,
};

/// Asks for a session, and again as `model::schedule` decides. The [`Again`] is
/// the user's Refresh.
pub(super) fn use_session(id: ResourceId) -> (Remote, Again, Poll) {
    let view = use_view();
    let (poll, refresh) = use_asking();
    let client = view.client;
    let mode = view.config.sign_in;
    let fetch = move |route: Route| -> Task<Result<Fetched, ApiError>> {
        Box::pin(async move {
            let outcome = client.fetch(route).await;
            poll.tell(match &outcome {
                Ok(fetched) => {
                    let session = RestoreSession::from_entity(fetched.value.entity());
                    Event::Answered(Standing::of(&verdict::judge(&session, None).outcome))
                }
                Err(error) => Event::Failed(Trouble::of(error, mode)),
            });
            // It was of an older sign-in: there is a newer one already.
            if matches!(outcome, Err(ApiError::SignedOut)) && client.has_sign_in() {
                poll.tell(Event::SignedIn);
            }
            outcome
        })
    };
    let data = use_remote(Live::fixed(Route::RestoreSession(id)), poll.due, fetch);
    (data, refresh, poll)
}
