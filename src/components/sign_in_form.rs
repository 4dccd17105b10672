//! The sign-in form, as the page and as a dialog over it.

use leptos::{ev::SubmitEvent, html, prelude::*, task::spawn_local};
use restore_desk_model::error::ApiError;

use crate::{
    api::use_client,
    app::use_view,
    config::use_config,
    session::{SignIn, use_session},
};

/// What is wrong with the form.
#[derive(Clone, PartialEq)]
enum Trouble {
    NoUserName,
    NoPassword,
    Failed(ApiError),
}

/// User name, password, one button. A failure keeps what was entered.
#[component]
pub fn SignInForm(
    /// Whether the first field takes the focus.
    #[prop(optional)]
    autofocus: bool,
    /// The user name that stands in it at first.
    #[prop(optional, into)]
    user_name: String,
) -> impl IntoView {
    let m = use_view().messages;
    let hint = use_config().sign_in_hint.clone();
    let (session, client) = (use_session(), use_client());
    let (user, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        // The fields keep their own text: nothing is lost by a failure, and no
        // copy of a password stays behind in a signal.
        let value = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value()).unwrap_or_default()
        };
        let (user_text, password_text) = (value(user).trim().to_owned(), value(password));
        if user_text.is_empty() {
            trouble.set(Some(Trouble::NoUserName));
            return focus(user);
        }
        if password_text.is_empty() {
            trouble.set(Some(Trouble::NoPassword));
            return focus(password);
        }
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let outcome = client.sign_in(&user_text, &password_text).await;
            let _set = busy.try_set(false);
            match outcome {
                Ok(credential) => session.signed_in(credential),
                Err(error) => {
                    let _set = trouble.try_set(Some(Trouble::Failed(error)));
                    if let Some(Some(password)) = password.try_get_untracked() {
                        let _focused = password.focus();
                        password.select();
                    }
                }
            }
        });
    };
    Effect::new(move || {
        if autofocus && let Some(user) = user.get() {
            let _focused = user.focus();
        }
    });
    let sentence = move || {
        trouble.get().map(|trouble| match trouble {
            Trouble::NoUserName => m.user_name_missing.to_owned(),
            Trouble::NoPassword => m.password_missing.to_owned(),
            Trouble::Failed(error) => (m.sign_in_error)(&error),
        })
    };
    view! {
        <form class="sign-in-form" on:submit=submit novalidate>
            <label for="user-name">{m.user_name}</label>
            <input id="user-name" node_ref=user type="text" name="username" value=user_name
                autocomplete="username" autocapitalize="off" spellcheck="false" dir="ltr"
                aria-invalid=move || (trouble.get() == Some(Trouble::NoUserName)).then_some("true") />
            <label for="password">{m.password}</label>
            <input id="password" node_ref=password type="password" name="password"
                autocomplete="current-password" dir="ltr"
                aria-invalid=move || (trouble.get() == Some(Trouble::NoPassword)).then_some("true") />
            {hint.map(|hint| view! { <p class="quiet-text" dir="auto">{hint}</p> })}
            {move || sentence().map(|sentence| view! {
                <div role="alert" class="notice is-error"><p>{sentence}</p></div>
            })}
            <button type="submit" class="primary" aria-disabled=move || busy.get().then_some("true")>{m.sign_in}</button>
            <span class="quiet-text">{move || busy.get().then_some(m.signing_in)}</span>
        </form>
    }
}

fn focus(field: NodeRef<html::Input>) {
    if let Some(field) = field.get_untracked() {
        let _focused = field.focus();
    }
}

/// Asks to sign in over the page, whose data stay; the browser gives the focus
/// back when it closes.
#[component]
pub fn ReSignInDialog() -> impl IntoView {
    let m = use_view().messages;
    let session = use_session();
    let dialog = NodeRef::<html::Dialog>::new();
    let user = Memo::new(move |_| match session.state() {
        SignIn::Expired(credential) => Some(credential.user_name().to_owned()),
        SignIn::Checking | SignIn::SignedOut | SignIn::SignedIn(_) | SignIn::ByProxy => None,
    });
    let open = Memo::new(move |_| user.get().is_some() && session.dialog_open.get());
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _shown = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog node_ref=dialog class="card" aria-labelledby="re-sign-in-heading"
            on:close=move |_| session.dialog_open.set(false)>
            {move || open.get().then(|| view! {
                <h2 id="re-sign-in-heading">{m.sign_in_heading}</h2>
                <p>{m.sign_in_again}</p>
                <SignInForm autofocus=true user_name=user.get_untracked().unwrap_or_default() />
                <button type="button" class="quiet" on:click=move |_| session.dialog_open.set(false)>{m.close}</button>
            })}
        </dialog>
    }
}
