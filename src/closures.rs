//! Closures behind traits of our own: `Box<dyn Fn()>` brings, for each closure,
//! what calls it by value and by `&mut` as well, which nobody does here: 3 kB in
//! the first load.

use leptos::web_sys::Event;

/// Gives a value, as often as it is asked.
pub trait Give<T> {
    /// The value.
    fn give(&self) -> T;
}

impl<T, F: Fn() -> T> Give<T> for F {
    fn give(&self) -> T {
        self()
    }
}

/// Does something.
pub trait Act {
    /// Does it.
    fn act(&mut self);
}

impl<F: FnMut()> Act for F {
    fn act(&mut self) {
        self();
    }
}

/// Hears an event.
pub trait Hear {
    /// Hears it.
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hear for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

/// Puts a text, or none, in its place.
pub trait Put {
    /// Puts it.
    fn put(&self, text: Option<&str>);
}

impl<F: Fn(Option<&str>)> Put for F {
    fn put(&self, text: Option<&str>) {
        self(text);
    }
}
