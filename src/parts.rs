//! Building blocks that exist once in the bundle.
//!
//! Leptos makes code anew for each type of closure, view and memo. Here the
//! closures are boxed, so that one copy serves all: it took the first load's
//! wasm from 216 to 160 kB with brotli. Views use these wherever a closure, a
//! memo or an effect would stand.

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::{ev::MouseEvent, prelude::*, task};

/// A part of the page that is built anew when what it reads changes.
pub fn part(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fn boxed(draw: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        (move || draw()).into_any()
    }
    boxed(Box::new(draw))
}

/// A part that is there as long as `when` says so; built anew only then.
pub fn part_if(when: Signal<bool>, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    part(move || if when.get() { draw() } else { nothing() })
}

/// No part at all.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A derived value that tells its readers only when it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    derive: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(
        derive: Box<dyn Fn() -> T + Send + Sync>,
    ) -> Memo<T> {
        Memo::new(move |_| derive())
    }
    boxed(Box::new(derive))
}

/// A text that is derived; its element changes only when it differs.
pub fn text(derive: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    memo(derive).into()
}

/// Runs `act` now and whenever what it reads changes: towards the outside only.
pub fn effect(act: impl FnMut() + 'static) {
    fn boxed(act: Box<dyn FnMut()>) {
        Effect::new(act);
    }
    boxed(Box::new(act));
}

/// A future of one type.
pub type Task<T> = Pin<Box<dyn Future<Output = T>>>;

/// Runs a task to its end, whatever becomes of the page.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    fn boxed(task: Task<()>) {
        task::spawn_local(task);
    }
    boxed(Box::pin(task));
}

/// What a button does.
pub type Press = Arc<dyn Fn() + Send + Sync>;

/// A button with a text.
pub fn button(
    text: impl Into<Signal<String>>,
    class: &'static str,
    press: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    fn boxed(text: Signal<String>, class: &'static str, press: Press) -> AnyView {
        let press: Box<dyn FnMut(MouseEvent)> = Box::new(move |_| press());
        view! { <button type="button" class=class on:click=press>{text}</button> }.into_any()
    }
    boxed(text.into(), class, Arc::new(press))
}

/// One item of a keyed list.
#[derive(Clone)]
pub struct Item {
    /// Unique in the list; an item whose key stays keeps its elements.
    pub key: String,
    /// Builds it.
    pub draw: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

/// A list whose items keep their elements as long as their keys stay.
pub fn keyed(items: impl Fn() -> Vec<Item> + Send + Sync + 'static) -> AnyView {
    fn boxed(items: Box<dyn Fn() -> Vec<Item> + Send + Sync>) -> AnyView {
        view! { <For each=items key=|item: &Item| item.key.clone() children=|item: Item| (item.draw)() /> }.into_any()
    }
    boxed(Box::new(items))
}
