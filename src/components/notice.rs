//! Trouble, said where it happened: the cause, and what to do next.

use leptos::{prelude::*, task::spawn_local};
use restore_desk_model::{
    config::SignInMode,
    error::{ApiError, Remedy},
};

use crate::{
    app::use_view,
    browser,
    config::use_config,
    session::{SignIn, use_session},
};

/// A failed request with its remedies.
#[component]
pub fn ErrorNotice(
    /// Why it failed.
    error: ApiError,
    /// Fires when the user asks to try again.
    retry: Trigger,
    /// A sentence before it, such as how old the shown data is.
    #[prop(optional_no_strip)]
    before: Option<Signal<String>>,
) -> impl IntoView {
    let m = use_view().messages;
    let by_proxy = use_config().sign_in == SignInMode::Proxy;
    let sentence = match &error {
        ApiError::SignedOut if by_proxy => m.proxy_account_error.to_owned(),
        other => (m.error)(other),
    };
    let remedy = match error.remedy() {
        Remedy::SignIn if by_proxy => Remedy::AskAdmin,
        other => other,
    };
    view! {
        <div role="alert" class="notice is-error">
            {before.map(|before| view! { <p class="notice-old">{before}</p> })}
            <p dir="auto">{sentence}</p>
            <div class="buttons">
                {remedy_button(remedy, retry)}
                {(remedy == Remedy::AskAdmin).then(|| view! { <CopyReport error=error.clone() /> })}
            </div>
        </div>
    }
}

fn remedy_button(remedy: Remedy, retry: Trigger) -> AnyView {
    let m = use_view().messages;
    let again = move || view! { <button type="button" on:click=move |_| retry.notify()>{m.try_again}</button> };
    match remedy {
        Remedy::Retry | Remedy::AskAdmin => again().into_any(),
        Remedy::Reload => {
            view! { <button type="button" on:click=|_| browser::reload()>{m.reload}</button> }
                .into_any()
        }
        Remedy::GoBack => view! {
            <button type="button" on:click=|_| browser::back()>{m.go_back}</button>
            <a class="button" href="#/">{m.to_find}</a>
            {again()}
        }
        .into_any(),
        Remedy::SignIn => view! { <SignInButton /> }.into_any(),
    }
}

/// Opens the dialog over the page, while it is closed: the form has the one
/// button of that name.
#[component]
fn SignInButton() -> impl IntoView {
    let m = use_view().messages;
    let session = use_session();
    let offered = Memo::new(move |_| {
        matches!(session.state(), SignIn::Expired(_)) && !session.dialog_open.get()
    });
    move || {
        offered.get().then(|| view! {
        <button type="button" on:click=move |_| session.dialog_open.set(true)>{m.sign_in}</button>
    })
    }
}

/// Copies a report without names, tokens or hosts; where the browser refuses,
/// shows it to be copied by hand.
#[component]
fn CopyReport(error: ApiError) -> impl IntoView {
    let m = use_view().messages;
    let said = RwSignal::new("");
    let by_hand = RwSignal::new(None::<String>);
    let copy = move |_| {
        let report = report(&error);
        spawn_local(async move {
            let copied = browser::copy(&report).await.is_ok();
            let _set = said.try_set(if copied { m.copied } else { m.copy_refused });
            let _set = by_hand.try_set((!copied).then_some(report));
        });
    };
    view! {
        <button type="button" class="quiet" on:click=copy>{m.copy_report}</button>
        <span class="quiet-text">{said}</span>
        {move || by_hand.get().map(|text| view! { <pre class="report" tabindex="0">{text}</pre> })}
    }
}

fn report(error: &ApiError) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "Restore Desk {version}\nAddress: {}\nCause: {}\n{error:?}\n",
        browser::hash(),
        error.code()
    )
}
