//! What stands in the page: its nodes, and what keeps them up to date.

mod list;

use std::{cell::RefCell, rc::Rc};

use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::view::Mountable,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{self, Event, Node},
};

use super::{Attribute, Element, Html, Listener, Parts};
use crate::{
    browser,
    closures::{Give, Put},
    live::Live,
};
use list::{Places, draw_list};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A piece of a page, with its nodes. Dropping it ends its effects, and takes no
/// node away: whoever mounted it does.
pub struct Drawn(Kind);

enum Kind {
    Text {
        node: Node,
        _effect: Option<RenderEffect<()>>,
    },
    Element(DrawnElement),
    /// Never empty, so that there is always a node to put others before.
    Many(Vec<Drawn>),
    Part {
        content: Rc<RefCell<Option<Drawn>>>,
        _effect: RenderEffect<()>,
    },
    List {
        places: Rc<RefCell<Places>>,
        _effect: RenderEffect<()>,
    },
}

struct DrawnElement {
    node: web_sys::Element,
    _effects: Vec<RenderEffect<()>>,
    _listeners: Vec<Closure<dyn FnMut(Event)>>,
    _children: Vec<Drawn>,
}

/// Draws a piece; it stands nowhere yet.
pub(super) fn draw(html: Html) -> Drawn {
    Drawn(match html {
        Html::Text(text) => Kind::Text { node: text_node(&text), _effect: None },
        Html::LiveText(text) => live_text(text),
        Html::Element(element) => Kind::Element(draw_element(element)),
        Html::Many(pieces) if pieces.is_empty() => {
            Kind::Text { node: text_node(""), _effect: None }
        }
        Html::Many(pieces) => Kind::Many(pieces.into_iter().map(draw).collect()),
        Html::Part(part) => draw_part(part),
        Html::List(items) => draw_list(items),
    })
}

fn text_node(text: &str) -> Node {
    document().create_text_node(text).into()
}

fn live_text(text: Live<String>) -> Kind {
    let node = document().create_text_node("");
    let target = node.clone();
    let apply = move |text: Option<&str>| change_text(&target, text.unwrap_or_default());
    let effect = on_change(move || Some(text.get()), apply);
    Kind::Text { node: node.into(), _effect: Some(effect) }
}

/// Changes no more of a text than differs: what is selected of the rest stays so.
fn change_text(node: &web_sys::Text, text: &str) {
    let old = node.data();
    let (old_bytes, bytes) = (old.as_bytes(), text.as_bytes());
    let mut start = 0;
    while start < bytes.len() && old_bytes.get(start) == bytes.get(start) {
        start += 1;
    }
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let (mut old_end, mut end) = (old_bytes.len(), bytes.len());
    while start < old_end.min(end) && old_bytes.get(old_end - 1) == bytes.get(end - 1) {
        old_end -= 1;
        end -= 1;
    }
    while !text.is_char_boundary(end) {
        old_end += 1;
        end += 1;
    }
    // The browser counts in UTF-16.
    let units = |from: usize, to: usize| {
        let bytes = old_bytes.get(from..to).unwrap_or_default();
        bytes.iter().map(|byte| u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0)).sum()
    };
    let changed = text.get(start..end).unwrap_or_default();
    let _changed = node.replace_data(units(0, start), units(start, old_end), changed);
}

/// Calls `apply` with the value now, and whenever it differs.
fn on_change(
    read: impl Fn() -> Option<String> + 'static,
    apply: impl Fn(Option<&str>) + 'static,
) -> RenderEffect<()> {
    fn boxed(read: Box<dyn Give<Option<String>>>, apply: Box<dyn Put>) -> RenderEffect<()> {
        let mut shown = None;
        RenderEffect::new(move |_| {
            let value = read.give();
            if shown.as_ref() != Some(&value) {
                apply.put(value.as_deref());
                shown = Some(value);
            }
        })
    }
    boxed(Box::new(read), Box::new(apply))
}

fn draw_element(element: Element) -> DrawnElement {
    let Parts { tag, attributes, listeners, children } = *element.0;
    let node = create(tag);
    let mut effects = Vec::new();
    for (name, value) in attributes {
        let target = node.clone();
        let apply = move |value: Option<&str>| set_attribute(&target, name, value);
        match value {
            Attribute::Fixed(value) => apply(Some(&value)),
            Attribute::Live(value) => effects.push(on_change(move || Some(value.get()), apply)),
            Attribute::Optional(value) => effects.push(on_change(move || value.get(), apply)),
        }
    }
    let listen = |(event, mut handle): (&str, Listener)| {
        let listener = Closure::<dyn FnMut(Event)>::new(move |event| handle.hear(event));
        let _added =
            node.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        listener
    };
    let listeners = listeners.into_iter().map(listen).collect();
    let children: Vec<Drawn> = children.into_iter().map(draw).collect();
    for child in &children {
        child.insert(&node, None);
    }
    DrawnElement { node, _effects: effects, _listeners: listeners, _children: children }
}

fn create(tag: &str) -> web_sys::Element {
    let is_svg = matches!(tag, "svg" | "path" | "circle" | "rect" | "line" | "g" | "text");
    let namespace = is_svg.then_some(SVG).or(Some("http://www.w3.org/1999/xhtml"));
    #[expect(clippy::expect_used, reason = "tags are literals of ours, and all of them names")]
    document().create_element_ns(namespace, tag).expect("a tag is a name")
}

fn set_attribute(target: &web_sys::Element, name: &str, value: Option<&str>) {
    let _set = match value {
        Some(value) => target.set_attribute(name, value),
        None => target.remove_attribute(name),
    };
}

fn draw_part(part: Box<dyn Give<Html>>) -> Kind {
    let content = Rc::new(RefCell::new(None));
    // Not its owner: what goes must go at once, with the effects in it. This one's task,
    // which holds the closure, ends only when its turn comes, and effects whose turn is
    // sooner would read values that are gone.
    let shown = Rc::downgrade(&content);
    let effect = RenderEffect::new(move |_| {
        let new = draw(part.give());
        let Some(shown) = shown.upgrade() else { return };
        let mut shown = shown.borrow_mut();
        match &mut *shown {
            Some(old) => Drawn::replace(old, new),
            None => *shown = Some(new),
        }
    });
    Kind::Part { content, _effect: effect }
}

/// Takes a node out of the page. A focus in it goes to what it stood in: the
/// browser would drop it, and with it the reader's place.
fn take(node: &Node) {
    let Some(parent) = node.parent_node() else { return };
    let focused = browser::focused();
    let _removed = parent.remove_child(node);
    if browser::focused() != focused {
        browser::focus_on(&parent);
    }
}

impl Drawn {
    /// Puts the nodes into `parent`, before `next` or at its end.
    fn insert(&self, parent: &Node, next: Option<&Node>) {
        let put = |node: &Node| {
            let _inserted = parent.insert_before(node, next);
        };
        match &self.0 {
            Kind::Text { node, .. } => put(node),
            Kind::Element(element) => put(&element.node),
            Kind::Many(pieces) => pieces.iter().for_each(|piece| piece.insert(parent, next)),
            Kind::Part { content, .. } => {
                if let Some(content) = &*content.borrow() {
                    content.insert(parent, next);
                }
            }
            Kind::List { places, .. } => places.borrow().insert(parent, next),
        }
    }

    /// Takes the nodes out of the page.
    fn remove(&self) {
        match &self.0 {
            Kind::Text { node, .. } => take(node),
            Kind::Element(element) => take(&element.node),
            Kind::Many(pieces) => pieces.iter().for_each(Drawn::remove),
            Kind::Part { content, .. } => {
                if let Some(content) = &*content.borrow() {
                    content.remove();
                }
            }
            Kind::List { places, .. } => places.borrow().remove(),
        }
    }

    fn first_node(&self) -> Option<Node> {
        match &self.0 {
            Kind::Text { node, .. } => Some(node.clone()),
            Kind::Element(element) => Some(element.node.clone().into()),
            Kind::Many(pieces) => pieces.first().and_then(Drawn::first_node),
            Kind::Part { content, .. } => content.borrow().as_ref().and_then(Drawn::first_node),
            Kind::List { places, .. } => Some(places.borrow().first_node()),
        }
    }

    /// Puts `new` where this stands, and this nowhere.
    pub(super) fn replace(&mut self, new: Drawn) {
        if let Some(first) = self.first_node()
            && let Some(parent) = first.parent_node()
        {
            new.insert(&parent, Some(&first));
        }
        self.remove();
        *self = new;
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        self.insert(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(first) = self.first_node() else { return false };
        let Some(parent) = first.parent_element() else { return false };
        child.mount(&parent, Some(&first));
        true
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        Vec::new()
    }
}
