//! Trouble, said where it happened: the cause, and what to do next.

use restore_desk_model::{
    config::SignInMode,
    error::{ApiError, Remedy},
};

use crate::{
    browser,
    html::{Element, Html, button, el, many, nothing, part, part_if},
    live::{Again, Live, State, memo},
    session::SignIn,
    tasks::spawn,
    view::use_view,
};

/// A plain alert.
pub fn alert(sentence: impl Into<Html>) -> Element {
    notice().child(el("p").attr("dir", "auto").child(sentence))
}

fn notice() -> Element {
    el("div").attr("role", "alert").class("notice is-error")
}

fn buttons(buttons: Vec<Html>) -> Element {
    el("div").class("buttons").child(buttons)
}

/// A failed request with its remedies. `before` is a sentence such as how old
/// the shown data is.
pub fn error_notice(error: &ApiError, retry: Again, before: Option<Live<String>>) -> Element {
    let m = use_view().messages;
    let by_proxy = use_view().config.sign_in == SignInMode::Proxy;
    let refused_proxy = by_proxy && *error == ApiError::SignedOut;
    let sentence = if refused_proxy { m.proxy_account_error.to_owned() } else { m.error(error) };
    let remedy = if refused_proxy { Remedy::AskAdmin } else { error.remedy() };
    notice()
        .child(before.map(|before| el("p").class("notice-old").child(before)))
        .child(el("p").attr("dir", "auto").child(sentence))
        .child(buttons(remedies(remedy, retry, error)))
}

/// An address that leads nowhere, and the ways on.
pub fn dead_end(sentence: &'static str) -> Element {
    notice().child(el("p").child(sentence)).child(buttons(vec![go_back(), to_find()]))
}

fn remedies(remedy: Remedy, retry: Again, error: &ApiError) -> Vec<Html> {
    let m = use_view().messages;
    let again = || button(m.try_again, "", move || retry.ask()).into();
    match remedy {
        Remedy::Retry => vec![again()],
        Remedy::AskAdmin => vec![again(), copy_report(report(error))],
        Remedy::Reload => vec![button(m.reload, "", browser::reload).into()],
        Remedy::GoBack => vec![go_back(), to_find(), again()],
        Remedy::SignIn => vec![sign_in_button()],
    }
}

/// Back in the history.
fn go_back() -> Html {
    let view = use_view();
    button(view.messages.go_back, "", move || view.go_back()).into()
}

/// To the list of the newest.
fn to_find() -> Html {
    el("a").class("button").attr("href", "#/").child(use_view().messages.to_find).into()
}

/// Opens the dialog over the page, while it is closed: the form has the one
/// button of that name.
fn sign_in_button() -> Html {
    let m = use_view().messages;
    let session = use_view().session;
    let offered =
        memo(move || matches!(session.state(), SignIn::Expired(_)) && !session.dialog_open.get());
    part_if(offered, move || button(m.sign_in, "", move || session.dialog_open.set(true)))
}

/// Copies a report without names, tokens or hosts; where the browser refuses,
/// shows it to be copied by hand.
fn copy_report(report: String) -> Html {
    let m = use_view().messages;
    let copied = State::new(None::<bool>);
    let shown = report.clone();
    let copy = button(m.copy_report, "quiet", move || {
        let report = report.clone();
        spawn(async move {
            let outcome = browser::copy(&report).await;
            copied.set(Some(outcome));
        });
    });
    let quiet = |words: &'static str| el("span").class("quiet-text").child(words);
    let outcome = part(move || match copied.get() {
        None => nothing(),
        Some(true) => quiet(m.copied).into(),
        Some(false) => many([
            quiet(m.copy_refused),
            el("pre").class("report").attr("tabindex", "0").child(shown.clone()),
        ]),
    });
    many([copy.into(), outcome])
}

fn report(error: &ApiError) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let sentence = use_view().messages.error(error);
    format!(
        "Restore Desk {version}\nAddress: {}\nCause: {}\n{sentence}\n",
        browser::hash(),
        error.code()
    )
}
