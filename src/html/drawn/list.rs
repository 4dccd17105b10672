//! Elements that stay as long as their keys do. What is new of a long list is drawn
//! in slices, so that no key press and no click has to wait for all of it.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use leptos::{prelude::*, reactive::effect::RenderEffect, web_sys::Node};

use super::{DrawnElement, Kind, draw_element, take, text_node};
use crate::{
    browser::by_name,
    closures::Give,
    html::Item,
    live::State,
    tasks::{in_tasks, slice, spawn},
};

/// So many new elements are drawn at once, which are those of every ordinary page;
/// and of more, at most so many.
const AT_ONCE: usize = 24;

/// What stands of a list.
pub(super) struct Places {
    all: Vec<Place>,
    /// Stands behind the last element.
    marker: Node,
    /// Items outlive a run of the list's effect, so their owners are not its children.
    parent: Owner,
    /// Whether a task is about to draw what waits.
    is_drawing: bool,
}

enum Place {
    Drawn(DrawnItem),
    /// `None` only while it is drawn.
    Waiting(Option<Item>),
}

struct DrawnItem {
    key: String,
    element: DrawnElement,
    texts: State<Vec<String>>,
    /// Holds what the item created, until it goes.
    owner: Owner,
}

pub(super) fn draw_list(items: Box<dyn Give<Vec<Item>>>) -> Kind {
    let places = Rc::new(RefCell::new(Places {
        all: Vec::new(),
        marker: text_node(""),
        parent: Owner::current().unwrap_or_default(),
        is_drawing: false,
    }));
    // As in a part.
    let shown = Rc::downgrade(&places);
    let effect = RenderEffect::new(move |_| {
        let items = items.give();
        let Some(places) = shown.upgrade() else { return };
        let mut places = places.borrow_mut();
        places.renew(items);
        places.arrange();
        let is_long = places.waiting().nth(AT_ONCE).is_some();
        let (mut left, is_in_time) = (AT_ONCE, slice());
        let waits = places.draw(&mut || {
            left = left.saturating_sub(1);
            !is_long || (left > 0 && is_in_time())
        });
        if waits && !std::mem::replace(&mut places.is_drawing, true) {
            spawn(draw_rest(Weak::clone(&shown)));
        }
    });
    Kind::List { places, _effect: effect }
}

/// Draws what waits, in tasks between which the browser does what else there is.
async fn draw_rest(shown: Weak<RefCell<Places>>) {
    loop {
        by_name::task().await;
        let Some(places) = shown.upgrade() else { return };
        let mut places = places.borrow_mut();
        let is_in_time = slice();
        if !places.draw(&mut || is_in_time()) {
            places.is_drawing = false;
            return;
        }
    }
}

/// Clears away what no one sees any more, in tasks as well.
async fn clear(gone: Vec<DrawnItem>) {
    let mut gone = gone.into_iter();
    in_tasks(|| gone.next().map(DrawnItem::clear).is_some()).await;
}

impl DrawnItem {
    fn clear(self) {
        self.owner.cleanup();
    }
}

impl Place {
    fn drawn(&self) -> Option<&DrawnItem> {
        match self {
            Place::Drawn(item) => Some(item),
            Place::Waiting(_) => None,
        }
    }

    fn node(&self) -> Option<&Node> {
        self.drawn().map(|item| -> &Node { &item.element.node })
    }

    fn draw(&mut self, parent: &Owner) {
        let Place::Waiting(item) = self else { return };
        let Some(Item { key, texts, draw }) = item.take() else { return };
        let owner = parent.child();
        // What an item reads while it is drawn is not what the list depends on.
        let (texts, element) = owner.with(|| {
            let texts = State::new(texts);
            (texts, untrack(|| draw_element(draw(texts))))
        });
        *self = Place::Drawn(DrawnItem { key, element, texts, owner });
    }
}

impl Places {
    /// Takes over the elements whose keys are still there, and removes the rest; what is
    /// new waits.
    fn renew(&mut self, items: Vec<Item>) {
        let drawn = |place| match place {
            Place::Drawn(item) => Some(Some(item)),
            Place::Waiting(_) => None,
        };
        let mut old: Vec<Option<DrawnItem>> =
            std::mem::take(&mut self.all).into_iter().filter_map(drawn).collect();
        let mut expected = 0;
        let place = |new: Item| {
            let is_it =
                |item: &Option<DrawnItem>| item.as_ref().is_some_and(|item| item.key == new.key);
            // Most lists keep their order, so the search starts behind the last find.
            let (before, behind) = old.split_at(expected.min(old.len()));
            let found = (behind.iter().position(is_it).map(|index| index + before.len()))
                .or_else(|| before.iter().position(is_it));
            let Some(item) = found.and_then(|index| old.get_mut(index)?.take()) else {
                return Place::Waiting(Some(new));
            };
            expected = found.unwrap_or(0) + 1;
            if item.texts.peek().as_ref() != Some(&new.texts) {
                item.texts.set(new.texts);
            }
            Place::Drawn(item)
        };
        self.all = items.into_iter().map(place).collect();
        let gone: Vec<_> = old.into_iter().flatten().collect();
        for item in &gone {
            take(&item.element.node);
        }
        if gone.len() <= AT_ONCE {
            gone.into_iter().for_each(DrawnItem::clear);
        } else {
            spawn(clear(gone));
        }
    }

    /// Puts the elements before the marker in their order, and moves only those
    /// that stand elsewhere: one that moves loses the focus.
    fn arrange(&self) {
        let Some(parent) = self.marker.parent_node() else { return };
        let mut next = &self.marker;
        for node in self.all.iter().rev().filter_map(Place::node) {
            if node.next_sibling().as_ref() != Some(next) {
                let _inserted = parent.insert_before(node, Some(next));
            }
            next = node;
        }
    }

    fn waiting(&self) -> impl Iterator<Item = &Place> {
        self.all.iter().filter(|place| place.drawn().is_none())
    }

    /// Draws what waits from the first on, one at least, and as long as it may go on;
    /// whether some still waits.
    fn draw(&mut self, may_go_on: &mut dyn FnMut() -> bool) -> bool {
        let is_waiting = |place: &Place| place.drawn().is_none();
        loop {
            let Some(from) = self.all.iter().position(is_waiting) else { return false };
            let (_, rest) = self.all.split_at_mut(from);
            let until = rest.iter().position(|place| !is_waiting(place)).unwrap_or(rest.len());
            let (run, behind) = rest.split_at_mut(until);
            let next = behind.first().and_then(Place::node).unwrap_or(&self.marker);
            for place in run {
                place.draw(&self.parent);
                if let (Some(node), Some(parent)) = (place.node(), next.parent_node()) {
                    let _inserted = parent.insert_before(node, Some(next));
                }
                if !may_go_on() {
                    return self.waiting().next().is_some();
                }
            }
        }
    }

    /// Puts the elements into `parent`, before `next` or at its end.
    pub(super) fn insert(&self, parent: &Node, next: Option<&Node>) {
        let _inserted = parent.insert_before(&self.marker, next);
        self.arrange();
    }

    /// Takes the elements out of the page.
    pub(super) fn remove(&self) {
        self.all.iter().filter_map(Place::node).for_each(take);
        take(&self.marker);
    }

    pub(super) fn first_node(&self) -> Node {
        self.all.iter().find_map(Place::node).unwrap_or(&self.marker).clone()
    }
}
