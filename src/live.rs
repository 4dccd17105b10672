//! Values that change: Leptos's signals, with one copy of them in the bundle.
//!
//! `RwSignal<T>` and `Memo<T>` are compiled anew for each `T`. Here one signal
//! holds a shared value of any type, and only taking it out knows which
//! (docs/decisions/0004).

use std::{any::Any, marker::PhantomData, ops::Deref, sync::Arc};

use leptos::prelude::*;

use crate::closures::Give;

/// A value of some type, and how to compare it with another of its type.
#[derive(Clone)]
struct Shared {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Shared {
    /// A value that is taken to differ from every other.
    fn new<T: Value>(value: T) -> Shared {
        fn never(_: &dyn Any, _: &dyn Any) -> bool {
            false
        }
        Shared { value: Arc::new(value), is_same: never }
    }

    fn comparable<T: Value + PartialEq>(value: T) -> Shared {
        fn is_same<T: PartialEq + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
            a.downcast_ref::<T>() == b.downcast_ref::<T>()
        }
        Shared { value: Arc::new(value), is_same: is_same::<T> }
    }

    fn get<T: Value>(&self) -> &T {
        let value: &dyn Any = &*self.value;
        #[expect(clippy::expect_used, reason = "Live<T> and State<T> put in nothing but a T")]
        value.downcast_ref().expect("a value of the type it was made with")
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        Arc::ptr_eq(&self.value, &other.value) || (self.is_same)(&*self.value, &*other.value)
    }
}

/// What a [`Live`] or a [`State`] may hold.
pub trait Value: Clone + Send + Sync + 'static {}

impl<T: Clone + Send + Sync + 'static> Value for T {}

/// A value as it was when it was read.
pub struct Held<T>(Shared, PhantomData<fn() -> T>);

impl<T: Value> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.get()
    }
}

/// A value to read, which follows what it is derived from.
pub struct Live<T>(Signal<Shared>, PhantomData<fn() -> T>);

impl<T> Clone for Live<T> {
    fn clone(&self) -> Live<T> {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T: Value> Live<T> {
    /// A value that never changes.
    pub fn fixed(value: T) -> Live<T> {
        Live(Signal::stored(Shared::new(value)), PhantomData)
    }

    /// The value, tracked.
    pub fn get(self) -> T {
        T::clone(&self.read())
    }

    /// The value, untracked.
    pub fn peek(self) -> T {
        self.0.get_untracked().get::<T>().clone()
    }

    /// The value to look at, tracked.
    pub fn read(self) -> Held<T> {
        Held(self.0.get(), PhantomData)
    }

    /// One fact of the value, which tells its readers only when it differs.
    pub fn fact<U: Value + PartialEq>(self, choose: fn(&T) -> U) -> Live<U> {
        memo(move || choose(&self.read()))
    }

    /// One fact of the value, to be shown.
    pub fn text(self, choose: fn(&T) -> String) -> Live<String> {
        text(move || choose(&self.read()))
    }

    /// Runs again when the value changes. A derived value that nobody has read
    /// follows nothing yet: so it is read.
    pub fn track(self) {
        drop(self.read());
    }
}

/// A derived value that tells its readers only when it differs.
pub fn memo<T: Value + PartialEq>(derive: impl Fn() -> T + Send + Sync + 'static) -> Live<T> {
    derived(Box::new(move || Shared::comparable(derive())))
}

/// A derived value that tells its readers whenever it is made anew: for what is
/// made of values that tell already, or is shown by what finds differences
/// itself. How to compare it need not be in the bundle.
pub fn made<T: Value>(derive: impl Fn() -> T + Send + Sync + 'static) -> Live<T> {
    derived(Box::new(move || Shared::new(derive())))
}

fn derived<T>(derive: Box<dyn Give<Shared> + Send + Sync>) -> Live<T> {
    fn untyped(derive: Box<dyn Give<Shared> + Send + Sync>) -> Signal<Shared> {
        Memo::new(move |_| derive.give()).into()
    }
    Live(untyped(derive), PhantomData)
}

/// A text that is derived each time it is read. What shows it changes only when
/// it differs.
pub fn text(derive: impl Fn() -> String + Send + Sync + 'static) -> Live<String> {
    fn boxed(derive: Box<dyn Give<String> + Send + Sync>) -> Signal<Shared> {
        Signal::derive(move || Shared::new(derive.give()))
    }
    Live(boxed(Box::new(derive)), PhantomData)
}

/// A value to read and to set.
pub struct State<T>(RwSignal<Shared>, PhantomData<fn() -> T>);

impl<T> Clone for State<T> {
    fn clone(&self) -> State<T> {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Value> State<T> {
    /// Starts with `value`; lives as long as the owner it is made under.
    pub fn new(value: T) -> State<T> {
        State(RwSignal::new(Shared::new(value)), PhantomData)
    }

    /// The value, tracked.
    pub fn get(self) -> T {
        T::clone(&self.read())
    }

    /// The value, untracked; `None` when its owner is gone.
    pub fn peek(self) -> Option<T> {
        self.0.try_get_untracked().map(|shared| shared.get::<T>().clone())
    }

    /// The value to look at, tracked.
    pub fn read(self) -> Held<T> {
        Held(self.0.get(), PhantomData)
    }

    /// Sets the value, unless its owner is gone, as for a late answer.
    pub fn set(self, value: T) {
        let _gone = self.0.try_set(Shared::new(value));
    }

    /// Changes the value, unless its owner is gone.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.peek() {
            change(&mut value);
            self.set(value);
        }
    }

    /// Reads nothing, and runs again when the value is set.
    pub fn track(self) {
        self.0.track();
    }

    /// To read alone.
    pub fn live(self) -> Live<T> {
        Live(self.0.into(), PhantomData)
    }
}

impl<T: Value> From<State<T>> for Live<T> {
    fn from(state: State<T>) -> Live<T> {
        state.live()
    }
}

/// Asks again: for what is fetched, on a button's press or after a sign-in.
#[derive(Clone, Copy)]
pub struct Again(State<u32>);

impl Again {
    /// Not asked yet.
    pub fn new() -> Again {
        Again(State::new(0))
    }

    /// Asks.
    pub fn ask(self) {
        self.0.update(|count| *count = count.wrapping_add(1));
    }

    /// Runs again whenever it is asked.
    pub fn track(self) {
        self.0.track();
    }
}

impl Default for Again {
    fn default() -> Again {
        Again::new()
    }
}
