//! Which rows a query gives, and in which order.

use std::{cmp::Ordering, ops::Range};

use crate::{
    entities::View,
    http::Call,
    world::{Item, Kind},
};

use super::{
    fields::{Field, Row, Value},
    grammar::Filter,
    paging::Page,
};

/// What passes the filter.
#[derive(Default)]
pub(super) struct Selected<'a> {
    /// How many rows all pages have.
    pub(super) count: usize,
    /// Those of the page asked for.
    pub(super) shown: Vec<&'a Item>,
}

/// Finds the rows of one page.
///
/// # Errors
///
/// A sentence on a filter or an order that cannot be read.
pub(super) fn select<'a>(
    view: &'a View<'a>,
    call: &Call,
    kind: Kind,
    page: &Page,
) -> Result<Selected<'a>, String> {
    let filter = match call.parameter("filter").filter(|text| !text.is_empty()) {
        Some(text) => Some(Filter::parse(&text, kind)?),
        None => None,
    };
    let sort = sort_field(call, kind)?;
    // A row is made for each item, and kept for none: there may be a hundred thousand.
    let mut keys: Vec<Key<'a>> = Vec::new();
    for item in view.inner.world.all(kind) {
        let row = Row::new(view, item);
        if filter.as_ref().is_none_or(|filter| filter.admits(&row)) {
            let value = sort.as_ref().and_then(|(field, _)| row.value(field));
            keys.push(Key { value, place: keys.len(), item });
        }
    }
    let rows = page.rows(keys.len());
    let descending = sort.is_some_and(|(_, descending)| descending);
    let count = keys.len();
    let shown = in_order(&mut keys, rows, |left, right| left.compare(right, descending));
    Ok(Selected { count, shown: shown.iter().map(|key| key.item).collect() })
}

/// The field to sort by, and whether downward.
fn sort_field(call: &Call, kind: Kind) -> Result<Option<(Field, bool)>, String> {
    match (call.parameter("sortAsc"), call.parameter("sortDesc")) {
        (Some(_), Some(_)) => Err("sortAsc and sortDesc cannot be used together.".to_owned()),
        (Some(name), None) => Ok(Some((Field::read(kind, &name)?, false))),
        (None, Some(name)) => Ok(Some((Field::read(kind, &name)?, true))),
        (None, None) => Ok(None),
    }
}

/// A row's place in the order.
struct Key<'a> {
    value: Option<Value<'a>>,
    /// Among those that pass; rows of one value stay in this order, so that
    /// each is on one page.
    place: usize,
    item: &'a Item,
}

impl Key<'_> {
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (&self.value, &other.value) {
            (Some(left), Some(right)) => left.compare(right).unwrap_or(Ordering::Equal),
            // Absent values come first, as in the databases below EM.
            (left, right) => left.is_some().cmp(&right.is_some()),
        };
        let order = if descending { order.reverse() } else { order };
        order.then(self.place.cmp(&other.place))
    }
}

/// What would stand in that range if all were sorted, without sorting all.
fn in_order<T>(all: &mut [T], range: Range<usize>, compare: impl Fn(&T, &T) -> Ordering) -> &[T] {
    if 0 < range.start && range.start < all.len() {
        all.select_nth_unstable_by(range.start, &compare);
    }
    let rest = all.get_mut(range.start..).unwrap_or_default();
    if range.len() < rest.len() {
        rest.select_nth_unstable_by(range.len(), &compare);
    }
    let shown = rest.get_mut(..range.len()).unwrap_or_default();
    shown.sort_unstable_by(&compare);
    shown
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_page_is_what_sorting_all_would_give() {
        let numbers = [5, 3, 9, 1, 7, 0, 8, 2, 6, 4];
        for start in 0..=numbers.len() {
            for end in start..=numbers.len() {
                let mut all = numbers;
                let expected: Vec<usize> = (start..end).collect();
                assert_eq!(in_order(&mut all, start..end, Ord::cmp), expected, "{start}..{end}");
            }
        }
    }
}
