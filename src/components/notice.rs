//! Trouble, said where it happened: the cause, and what to do next.

use leptos::prelude::*;
use restore_desk_model::{
    config::SignInMode,
    error::{ApiError, Remedy},
};

use crate::{
    app::use_view,
    browser,
    config::use_config,
    parts::{button, memo, nothing, part, spawn},
    session::{SignIn, use_session},
};

/// A plain alert.
pub fn alert(sentence: String) -> AnyView {
    view! { <div role="alert" class="notice is-error"><p dir="auto">{sentence}</p></div> }
        .into_any()
}

/// A failed request with its remedies. `before` is a sentence such as how old
/// the shown data is.
pub fn error_notice(error: &ApiError, retry: Trigger, before: Option<Signal<String>>) -> AnyView {
    let m = use_view().messages;
    let by_proxy = use_config().sign_in == SignInMode::Proxy;
    let refused_proxy = by_proxy && *error == ApiError::SignedOut;
    let sentence = if refused_proxy { m.proxy_account_error.to_owned() } else { (m.error)(error) };
    let remedy = if refused_proxy { Remedy::AskAdmin } else { error.remedy() };
    let before = before.map(|before| view! { <p class="notice-old">{before}</p> }.into_any());
    view! {
        <div role="alert" class="notice is-error">
            {before}
            <p dir="auto">{sentence}</p>
            <div class="buttons">{remedies(remedy, retry, error)}</div>
        </div>
    }
    .into_any()
}

fn remedies(remedy: Remedy, retry: Trigger, error: &ApiError) -> Vec<AnyView> {
    let m = use_view().messages;
    let again = || button(m.try_again, "", move || retry.notify());
    match remedy {
        Remedy::Retry => vec![again()],
        Remedy::AskAdmin => vec![again(), copy_report(report(error))],
        Remedy::Reload => vec![button(m.reload, "", browser::reload)],
        Remedy::GoBack => vec![go_back(), to_find(), again()],
        Remedy::SignIn => vec![sign_in_button()],
    }
}

/// Back in the history.
pub fn go_back() -> AnyView {
    button(use_view().messages.go_back, "", browser::back)
}

/// To the list of the newest.
pub fn to_find() -> AnyView {
    view! { <a class="button" href="#/">{use_view().messages.to_find}</a> }.into_any()
}

/// Opens the dialog over the page, while it is closed: the form has the one
/// button of that name.
fn sign_in_button() -> AnyView {
    let m = use_view().messages;
    let session = use_session();
    let offered =
        memo(move || matches!(session.state(), SignIn::Expired(_)) && !session.dialog_open.get());
    part(move || {
        if offered.get() {
            button(m.sign_in, "", move || session.dialog_open.set(true))
        } else {
            nothing()
        }
    })
}

/// Copies a report without names, tokens or hosts; where the browser refuses,
/// shows it to be copied by hand.
fn copy_report(report: String) -> AnyView {
    let m = use_view().messages;
    let copied = RwSignal::new(None::<bool>);
    let shown = report.clone();
    let copy = button(m.copy_report, "quiet", move || {
        let report = report.clone();
        spawn(async move {
            let outcome = browser::copy(&report).await.is_ok();
            let _set = copied.try_set(Some(outcome));
        });
    });
    let outcome = part(move || {
        match copied.get() {
        None => nothing(),
        Some(true) => view! { <span class="quiet-text">{m.copied}</span> }.into_any(),
        Some(false) => view! {
            <span class="quiet-text">{m.copy_refused}</span><pre class="report" tabindex="0">{shown.clone()}</pre>
        }
        .into_any(),
    }
    });
    view! { {copy}{outcome} }.into_any()
}

fn report(error: &ApiError) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let sentence = (use_view().messages.error)(error);
    format!(
        "Restore Desk {version}\nAddress: {}\nCause: {}\n{sentence}\n",
        browser::hash(),
        error.code()
    )
}
