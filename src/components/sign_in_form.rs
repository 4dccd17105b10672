//! The sign-in form, as the page and as a dialog over it.

use restore_desk_model::error::ApiError;

use super::notice::alert;
use crate::{
    browser,
    html::{Element, Html, button, el, many, part, part_if},
    later::later,
    live::{State, memo, text},
    session::SignIn,
    tasks::{effect, spawn},
    view::use_view,
};

const USER_NAME: &str = "user-name";
const PASSWORD: &str = "password";
const DIALOG: &str = "re-sign-in";

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
    busy: State<bool>,
    trouble: State<Option<Trouble>>,
}

/// The form; in a frame that asks for no password, the way to a tab that does.
pub fn sign_in_form_or_way(user_name: impl FnOnce() -> String) -> Html {
    if use_view().embed.asks_no_password {
        later(|parts| (parts.sign_in_elsewhere)())
    } else {
        sign_in_form(user_name()).into()
    }
}

/// User name, password, one button. A failure keeps what was entered.
fn sign_in_form(user_name: String) -> Element {
    let m = use_view().messages;
    let form = Form { busy: State::new(false), trouble: State::new(None) };
    let hint = use_view().config.sign_in_hint.clone();
    let hint = hint.map(|hint| el("p").class("quiet-text").attr("dir", "auto").child(hint));
    let is = move |wanted: Trouble| {
        text(move || (form.trouble.read().as_ref() == Some(&wanted)).to_string())
    };
    let said = part(move || match form.trouble.get() {
        None => None,
        Some(Trouble::NoUserName) => Some(alert(m.user_name_missing)),
        Some(Trouble::NoPassword) => Some(alert(m.password_missing)),
        Some(Trouble::Failed(error)) => Some(alert(m.sign_in_error(&error))),
    });
    let busy = text(move || if form.busy.get() { m.signing_in } else { "" }.to_owned());
    let first_empty = if user_name.is_empty() { USER_NAME } else { PASSWORD };
    effect(move || browser::focus(first_empty));
    let field = |id: &'static str, kind: &'static str, name: &'static str| {
        el("input").id(id).attr("type", kind).attr("name", name).attr("dir", "ltr")
    };
    let user_name = field(USER_NAME, "text", "username")
        .attr("value", user_name)
        .attr("autocomplete", "username")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-invalid", is(Trouble::NoUserName));
    let password = field(PASSWORD, "password", "password")
        .attr("autocomplete", "current-password")
        .attr("aria-invalid", is(Trouble::NoPassword));
    let (session, client) = (use_view().session, use_view().client);
    el("form")
        .class("sign-in-form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            let Some((user_text, password_text)) = entered(form) else { return };
            form.busy.set(true);
            form.trouble.set(None);
            spawn(async move {
                let outcome = client.sign_in(&user_text, &password_text).await;
                form.busy.set(false);
                match outcome {
                    Ok(credential) => session.signed_in(credential),
                    Err(error) => refused(form, error),
                }
            });
        })
        .child(el("label").attr("for", USER_NAME).child(m.user_name))
        .child(user_name)
        .child(el("label").attr("for", PASSWORD).child(m.password))
        .child(password)
        .child(hint)
        .child(said)
        .child(el("button").attr("type", "submit").class("primary").child(m.sign_in))
        .child(el("span").class("quiet-text").child(busy))
}

/// What was entered; `None` while a sign-in is under way or a field is empty.
fn entered(form: Form) -> Option<(String, String)> {
    if form.busy.peek() == Some(true) {
        return None;
    }
    let user_text = browser::entered(USER_NAME).trim().to_owned();
    let password_text = browser::entered(PASSWORD);
    let (missing, field) = if user_text.is_empty() {
        (Trouble::NoUserName, USER_NAME)
    } else if password_text.is_empty() {
        (Trouble::NoPassword, PASSWORD)
    } else {
        return Some((user_text, password_text));
    };
    form.trouble.set(Some(missing));
    browser::focus(field);
    None
}

fn refused(form: Form, error: ApiError) {
    form.trouble.set(Some(Trouble::Failed(error)));
    browser::select(PASSWORD);
}

/// Asks to sign in over the page, whose data stay; the browser gives the focus
/// back when it closes.
pub fn re_sign_in_dialog() -> Element {
    let m = use_view().messages;
    let session = use_view().session;
    let user = memo(move || match session.state() {
        SignIn::Expired(credential) => Some(credential.user_name().to_owned()),
        SignIn::Checking | SignIn::SignedOut | SignIn::SignedIn(_) | SignIn::ByProxy => None,
    });
    let open = memo(move || user.read().is_some() && session.dialog_open.get());
    effect(move || browser::show_dialog(DIALOG, open.get()));
    let content = part_if(open, move || {
        let form = sign_in_form_or_way(|| user.peek().unwrap_or_default());
        let close = button(m.close, "quiet", move || session.dialog_open.set(false));
        many([
            el("h2").id("re-sign-in-heading").child(m.sign_in_heading).into(),
            el("p").child(m.sign_in_again).into(),
            form,
            close.into(),
        ])
    });
    el("dialog")
        .id(DIALOG)
        .class("card")
        .attr("aria-labelledby", "re-sign-in-heading")
        .on("close", move |_| session.dialog_open.set(false))
        .child(content)
}
