//! The page around this one: it is told how things stand, and may ask for a little
//! (docs/embedding.md). Every message goes to one origin and comes from it.

use leptos::{
    prelude::window,
    wasm_bindgen::{JsValue, closure::Closure},
    web_sys::Event,
};
use restore_desk_model::{
    embed::{self, Host, Order, Told},
    route::{Route, RouteError},
};

use crate::{
    browser::{
        self,
        by_name::{call, global, make, member, set},
    },
    components::notice::alert,
    html::{Html, button, el, many, nothing, part},
    language::LANGUAGE_KEY,
    live::{Live, State, memo, text},
    session::SignIn,
    tasks::effect,
    view::{View, use_view},
};

/// What is as high as all that is shown.
const CONTENT: &str = "app";
/// Where an address stands that the browser opened no tab for.
const ADDRESS: &str = "open-by-hand";

/// Starts to listen to the page around this one, and to tell it how things stand; once
/// in a tab, without effect where no page is known.
pub fn start() {
    let view = use_view();
    if view.embed.host.origin().is_none() {
        return;
    }
    browser::listen("message", move |event| hear(view, &event));
    tell(view, &Told::Ready);
    let tell_title = move || tell(view, &Told::Title(&browser::title()));
    tell_title();
    observe("MutationObserver", "title", tell_title);
    let mut told = 0;
    observe("ResizeObserver", CONTENT, move || {
        let height = browser::height(CONTENT);
        // What rounding gives and takes is no news: a page that follows each pixel would
        // never come to rest.
        if height != told && height + 1 != told {
            told = height;
            tell(view, &Told::Height(height));
        }
    });
    let session = view.session;
    let needs_sign_in =
        memo(move || matches!(session.state(), SignIn::SignedOut | SignIn::Expired(_)));
    effect(move || {
        if needs_sign_in.get() {
            tell(view, &Told::AuthNeeded);
        }
    });
}

/// Tells the page around this one; nobody, where none is known.
pub fn tell(view: &View, told: &Told<'_>) {
    send(view, &embed::print(told));
}

/// The same of a message as JSON.
pub fn send(view: &View, message: &str) {
    let Some(origin) = view.embed.host.origin() else { return };
    let text = JsValue::from_str(message);
    let message = global("JSON").and_then(|json| call(&json, "parse", &[text]));
    if let Some((parent, message)) = global("parent").zip(message) {
        call(&parent, "postMessage", &[message, JsValue::from_str(origin)]);
    }
}

/// Calls `then` whenever an element of the page changes, as long as the page lives.
fn observe(class: &str, id: &str, mut then: impl FnMut() + 'static) {
    // Of the one type that there is for listeners: what it is called with is not looked at.
    let then = Closure::<dyn FnMut(Event)>::new(move |_| then()).into_js_value();
    let observer = make(&window(), class, &[then]);
    // For a MutationObserver; the other one does not look at them.
    let wanted = browser::object(&[]);
    for name in ["subtree", "characterData", "childList"] {
        set(&wanted, name, &JsValue::TRUE);
    }
    if let Some((observer, element)) = observer.zip(browser::element(id)) {
        call(&observer, "observe", &[element, wanted.into()]);
    }
}

/// A message of the page around this one; any other is not looked at.
fn hear(view: &'static View, event: &Event) {
    let is_parent = member(event, "source").is_some_and(|it| Some(it) == global("parent"));
    let origin = member(event, "origin").and_then(|origin| origin.as_string());
    if !is_parent || origin.is_none() || origin.as_deref() != view.embed.host.origin() {
        return;
    }
    let text = member(event, "data").and_then(|data| call(&global("JSON")?, "stringify", &[data]));
    let text = text.and_then(|text| text.as_string()).unwrap_or_default();
    match embed::read(&text) {
        Some(Order::Open(target)) => browser::replace(&Route::Open(target).href()),
        Some(Order::Theme(theme)) => browser::set_theme(theme.word()),
        Some(Order::Pause(paused)) => view.embed.held.set(Some(paused)),
        Some(Order::Language(tag)) if tag != view.messages.tag => {
            // Texts stand all over the page: it is loaded anew.
            browser::unstore(LANGUAGE_KEY);
            browser::reload_with("lang", tag);
        }
        Some(Order::Language(_)) | None => {}
    }
}

/// A link to this page in a tab of its own, where a frame shows little of it.
pub fn way_out(address: Live<Result<Route, RouteError>>) -> Html {
    let t = use_view().messages.later();
    let href = text(move || {
        address.track();
        browser::whole_address()
    });
    el("footer").class("way-out").child(out(t.open_in_tab, "", href)).into()
}

/// A link to a tab. Where a frame may be allowed none, its address stands there too.
fn out(label: &'static str, class: &'static str, href: Live<String>) -> Html {
    let t = use_view().messages.later();
    let refused = State::new(false);
    let press = move |event: Event| {
        let is_plain = ["ctrlKey", "metaKey", "shiftKey", "altKey"]
            .iter()
            .all(|key| member(&event, key).and_then(|on| on.as_bool()) != Some(true));
        if is_plain {
            event.prevent_default();
            let is_open = browser::open_tab(&browser::whole_address());
            // A tab of a sandbox is one too, and may show nothing.
            refused.set(!is_open || browser::is_sandboxed());
            if !is_open {
                browser::after(0, || browser::select(ADDRESS));
            }
        }
    };
    let link = el("a").class(class).attr("href", href).attr("target", "_blank");
    let link = link.attr("rel", "noopener").child(label).on("click", press);
    let by_hand = part(move || {
        refused.get().then(|| {
            let address = browser::whole_address();
            let field = el("textarea").id(ADDRESS).attr("readonly", "").attr("rows", "2");
            el("div")
                .class("by-hand")
                .child(el("label").attr("for", ADDRESS).child(t.tab_refused))
                .child(field.child(address))
        })
    });
    many([link.into(), by_hand])
}

/// That the page around this one is not named in the settings, and what to set.
pub fn frame_refused() -> Html {
    let view = use_view();
    let t = view.messages.later();
    browser::set_title(view.messages.product);
    let Host::Refused(origin) = &view.embed.host else { return nothing() };
    let href = Live::fixed(browser::whole_address());
    many([
        el("h1").child(view.messages.product),
        alert(t.frame_refused.with([origin])),
        el("p").child(out(t.open_in_tab, "button", href)),
    ])
}

/// How to sign in where no password is asked for.
pub fn sign_in_elsewhere() -> Html {
    let view = use_view();
    let t = view.messages.later();
    let href = Live::fixed(browser::whole_address());
    let again = button(view.messages.try_again, "", move || view.session.ask_tabs());
    many([
        el("p").child(t.sign_in_elsewhere),
        el("div")
            .class("buttons")
            .child(out(t.sign_in_in_tab, "button primary", href))
            .child(again),
    ])
}

/// Why there is no notification in a frame, and what there is instead.
pub fn no_notification(view: &View) -> &'static str {
    view.messages.later().no_notification
}
