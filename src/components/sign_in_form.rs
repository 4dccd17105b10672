//! The sign-in form, as the page and as a dialog over it.

use leptos::{ev, html, prelude::*, web_sys::Event};
use restore_desk_model::error::ApiError;

use super::notice::alert;
use crate::{
    api::use_client,
    app::use_view,
    config::use_config,
    parts::{button, effect, memo, nothing, part, spawn, text},
    session::{SignIn, use_session},
};

/// What is wrong with the form.
#[derive(Clone, PartialEq)]
enum Trouble {
    NoUserName,
    NoPassword,
    Failed(ApiError),
}

/// The form's state. The fields keep their own text: nothing is lost by a
/// failure, and no copy of a password stays behind in a signal.
#[derive(Clone, Copy)]
struct Form {
    user_name: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

/// User name, password, one button. A failure keeps what was entered.
pub fn sign_in_form(user_name: String) -> AnyView {
    let m = use_view().messages;
    let form = Form {
        user_name: NodeRef::new(),
        password: NodeRef::new(),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let hint = use_config().sign_in_hint.clone();
    let hint = hint.map(|hint| view! { <p class="quiet-text" dir="auto">{hint}</p> }.into_any());
    let (session, client) = (use_session(), use_client());
    let submit: Box<dyn FnMut(ev::SubmitEvent)> = Box::new(move |event| {
        event.prevent_default();
        let Some((user_text, password_text)) = entered(form) else { return };
        form.busy.set(true);
        form.trouble.set(None);
        spawn(async move {
            let outcome = client.sign_in(&user_text, &password_text).await;
            let _set = form.busy.try_set(false);
            match outcome {
                Ok(credential) => session.signed_in(credential),
                Err(error) => refused(form, error),
            }
        });
    });
    effect(move || {
        if let Some(user) = form.user_name.get() {
            let _focused = user.focus();
        }
    });
    let is = move |wanted: Trouble| {
        text(move || {
            if form.trouble.get().as_ref() == Some(&wanted) { "true" } else { "false" }.to_owned()
        })
    };
    let said = part(move || match form.trouble.get() {
        None => nothing(),
        Some(Trouble::NoUserName) => alert(m.user_name_missing.to_owned()),
        Some(Trouble::NoPassword) => alert(m.password_missing.to_owned()),
        Some(Trouble::Failed(error)) => alert((m.sign_in_error)(&error)),
    });
    let busy = text(move || if form.busy.get() { m.signing_in } else { "" }.to_owned());
    view! {
        <form class="sign-in-form" on:submit=submit novalidate>
            <label for="user-name">{m.user_name}</label>
            <input id="user-name" node_ref=form.user_name type="text" name="username" value=user_name
                autocomplete="username" autocapitalize="off" spellcheck="false" dir="ltr"
                aria-invalid=is(Trouble::NoUserName) />
            <label for="password">{m.password}</label>
            <input id="password" node_ref=form.password type="password" name="password"
                autocomplete="current-password" dir="ltr" aria-invalid=is(Trouble::NoPassword) />
            {hint}
            {said}
            <button type="submit" class="primary">{m.sign_in}</button>
            <span class="quiet-text">{busy}</span>
        </form>
    }
    .into_any()
}

/// What was entered; `None` while a sign-in is under way or a field is empty.
fn entered(form: Form) -> Option<(String, String)> {
    if form.busy.get_untracked() {
        return None;
    }
    let value = |field: NodeRef<html::Input>| {
        field.get_untracked().map(|field| field.value()).unwrap_or_default()
    };
    let (user_text, password_text) =
        (value(form.user_name).trim().to_owned(), value(form.password));
    let (missing, field) = if user_text.is_empty() {
        (Trouble::NoUserName, form.user_name)
    } else if password_text.is_empty() {
        (Trouble::NoPassword, form.password)
    } else {
        return Some((user_text, password_text));
    };
    form.trouble.set(Some(missing));
    if let Some(field) = field.get_untracked() {
        let _focused = field.focus();
    }
    None
}

fn refused(form: Form, error: ApiError) {
    let _set = form.trouble.try_set(Some(Trouble::Failed(error)));
    if let Some(Some(password)) = form.password.try_get_untracked() {
        let _focused = password.focus();
        password.select();
    }
}

/// Asks to sign in over the page, whose data stay; the browser gives the focus
/// back when it closes.
pub fn re_sign_in_dialog() -> AnyView {
    let m = use_view().messages;
    let session = use_session();
    let dialog = NodeRef::<html::Dialog>::new();
    let user = memo(move || match session.state() {
        SignIn::Expired(credential) => Some(credential.user_name().to_owned()),
        SignIn::Checking | SignIn::SignedOut | SignIn::SignedIn(_) | SignIn::ByProxy => None,
    });
    let open = memo(move || user.read().is_some() && session.dialog_open.get());
    effect(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _shown = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let content = part(move || {
        if !open.get() {
            return nothing();
        }
        let form = sign_in_form(user.get_untracked().unwrap_or_default());
        let close = button(m.close, "quiet", move || session.dialog_open.set(false));
        view! { <h2 id="re-sign-in-heading">{m.sign_in_heading}</h2><p>{m.sign_in_again}</p>{form}{close} }.into_any()
    });
    let closed: Box<dyn FnMut(Event)> = Box::new(move |_| session.dialog_open.set(false));
    view! {
        <dialog node_ref=dialog class="card" aria-labelledby="re-sign-in-heading" on:close=closed>{content}</dialog>
    }
    .into_any()
}
