//! What a page is made of: elements, texts, parts that change, and lists.
//!
//! Leptos's signals say what changes; these few types draw it. `view!` makes
//! code anew for every shape of element and parses templates, which Trusted
//! Types forbid; here one function draws them all (docs/decisions/0004).

mod drawn;

use std::borrow::Cow;

use crate::{
    closures::{Give, Hear},
    live::{Live, State, text},
};
use leptos::{tachys::view::Render, web_sys::Event};

pub use drawn::Drawn;

/// A piece of a page that is not drawn yet.
pub enum Html {
    /// A text that stays.
    Text(Cow<'static, str>),
    /// A text that changes.
    LiveText(Live<String>),
    /// An element.
    Element(Element),
    /// Pieces one after the other.
    Many(Vec<Html>),
    /// A piece that is drawn anew when what it reads changes.
    Part(Box<dyn Give<Html>>),
    /// Elements that stay as long as their keys do.
    List(Box<dyn Give<Vec<Item>>>),
}

/// An element that is not drawn yet.
pub struct Element(Box<Parts>);

/// What an event does.
type Listener = Box<dyn Hear>;

struct Parts {
    tag: &'static str,
    attributes: Vec<(&'static str, Attribute)>,
    listeners: Vec<(&'static str, Listener)>,
    children: Vec<Html>,
}

/// The value of an attribute.
pub enum Attribute {
    /// One that stays.
    Fixed(Cow<'static, str>),
    /// One that changes.
    Live(Live<String>),
    /// One that changes, and is not there for `None`.
    Optional(Live<Option<String>>),
}

/// Starts an element: HTML's, or SVG's where SVG alone has the tag.
pub fn el(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        listeners: Vec::new(),
        children: Vec::new(),
    }))
}

impl Element {
    /// Sets an attribute. Not `style` (the document's policy refuses it), and no
    /// handler: those are [`Element::on`].
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Attribute>) -> Element {
        self.set(name, value.into())
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Into<Attribute>) -> Element {
        self.set("class", class.into())
    }

    /// Sets the id.
    #[must_use]
    pub fn id(self, id: &'static str) -> Element {
        self.set("id", id.into())
    }

    /// Adds a piece to the content.
    #[must_use]
    pub fn child(self, child: impl Into<Html>) -> Element {
        self.add(child.into())
    }

    /// Listens to an event that reaches the element.
    #[must_use]
    pub fn on(self, event: &'static str, handle: impl FnMut(Event) + 'static) -> Element {
        self.listen(event, Box::new(handle))
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Attribute) -> Element {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn add(mut self, child: Html) -> Element {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn listen(mut self, event: &'static str, handle: Listener) -> Element {
        self.0.listeners.push((event, handle));
        self
    }
}

/// Nothing at all.
pub fn nothing() -> Html {
    Html::Many(Vec::new())
}

/// Pieces one after the other.
pub fn many(pieces: impl IntoIterator<Item = impl Into<Html>>) -> Html {
    Html::Many(pieces.into_iter().map(Into::into).collect())
}

/// A piece that is drawn anew when what it reads changes.
pub fn part<H: Into<Html>>(draw: impl Fn() -> H + 'static) -> Html {
    Html::Part(Box::new(move || draw().into()))
}

/// A piece that is there as long as `when` says so; drawn anew only then.
pub fn part_if<H: Into<Html>>(when: Live<bool>, draw: impl Fn() -> H + 'static) -> Html {
    Html::Part(Box::new(move || if when.get() { draw().into() } else { nothing() }))
}

/// One element of a list.
pub struct Item {
    /// Says which one it is; two with one key are told apart by their order.
    pub key: String,
    /// What changes in it while its key stays.
    pub texts: Vec<String>,
    /// Draws it.
    pub draw: Box<dyn FnOnce(State<Vec<String>>) -> Element>,
}

/// One of an item's texts, to be shown.
pub fn text_of(texts: State<Vec<String>>, index: usize) -> Live<String> {
    text(move || texts.read().get(index).cloned().unwrap_or_default())
}

/// A list whose elements stay, with their focus, as long as their keys do.
pub fn list(items: impl Fn() -> Vec<Item> + 'static) -> Html {
    Html::List(Box::new(items))
}

/// A button with a text.
pub fn button(text: impl Into<Html>, class: &'static str, press: impl Fn() + 'static) -> Element {
    el("button").attr("type", "button").class(class).on("click", move |_| press()).child(text)
}

impl Render for Html {
    type State = Drawn;

    fn build(self) -> Drawn {
        drawn::draw(self)
    }

    fn rebuild(self, state: &mut Drawn) {
        state.replace(drawn::draw(self));
    }
}

impl From<&'static str> for Html {
    fn from(text: &'static str) -> Html {
        Html::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Html {
    fn from(text: String) -> Html {
        Html::Text(Cow::Owned(text))
    }
}

impl From<Live<String>> for Html {
    fn from(text: Live<String>) -> Html {
        Html::LiveText(text)
    }
}

impl From<Element> for Html {
    fn from(element: Element) -> Html {
        Html::Element(element)
    }
}

impl<H: Into<Html>> From<Vec<H>> for Html {
    fn from(pieces: Vec<H>) -> Html {
        many(pieces)
    }
}

impl<H: Into<Html>> From<Option<H>> for Html {
    fn from(piece: Option<H>) -> Html {
        piece.map_or_else(nothing, Into::into)
    }
}

impl From<&'static str> for Attribute {
    fn from(value: &'static str) -> Attribute {
        Attribute::Fixed(Cow::Borrowed(value))
    }
}

impl From<String> for Attribute {
    fn from(value: String) -> Attribute {
        Attribute::Fixed(Cow::Owned(value))
    }
}

impl From<Live<String>> for Attribute {
    fn from(value: Live<String>) -> Attribute {
        Attribute::Live(value)
    }
}

impl From<Live<Option<String>>> for Attribute {
    fn from(value: Live<Option<String>>) -> Attribute {
        Attribute::Optional(value)
    }
}
