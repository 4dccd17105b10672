//! An entity's members as a definition list.

use std::sync::Arc;

use leptos::prelude::*;
use restore_desk_model::page::fields::{Field, Value};

use crate::{
    app::use_view,
    parts::{Item, keyed, text},
};

/// All fields. A new answer changes the texts that differ and no element.
pub fn field_list(fields: Signal<Vec<Field>>) -> AnyView {
    let list = keyed(move || {
        fields.read().iter().enumerate().map(|(index, field)| item(fields, index, field)).collect()
    });
    view! { <dl class="fields">{list}</dl> }.into_any()
}

/// A row is built anew only where its label or the shape of its value differs.
fn item(fields: Signal<Vec<Field>>, index: usize, field: &Field) -> Item {
    let shape = Shape::of(&field.value);
    let (label, label_is_ems) = (field.label.clone(), field.label_is_ems);
    let key = format!("{index} {} {label} {}", field.member, shape.name());
    Item { key, draw: Arc::new(move || row(fields, index, &label, label_is_ems, shape)) }
}

/// What of a value decides its elements; the rest is text.
#[derive(Clone, Copy)]
enum Shape {
    Absent,
    Text,
    Word,
    Time,
    Withheld,
}

impl Shape {
    fn of(value: &Value) -> Shape {
        match value {
            Value::Absent => Shape::Absent,
            Value::Text(_) => Shape::Text,
            Value::Word { .. } => Shape::Word,
            Value::Time { .. } => Shape::Time,
            Value::Withheld => Shape::Withheld,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Shape::Absent => "absent",
            Shape::Text => "text",
            Shape::Word => "word",
            Shape::Time => "time",
            Shape::Withheld => "withheld",
        }
    }
}

fn row(
    fields: Signal<Vec<Field>>,
    index: usize,
    label: &str,
    label_is_ems: bool,
    shape: Shape,
) -> AnyView {
    let m = use_view().messages;
    let read = move |choose: fn(&Value) -> String| {
        text(move || fields.read().get(index).map(|field| choose(&field.value)).unwrap_or_default())
    };
    let value = match shape {
        Shape::Absent => view! {
            <dd class="is-absent"><span aria-hidden="true">"–"</span><span class="visually-hidden">{m.not_given}</span></dd>
        }
        .into_any(),
        Shape::Withheld => view! { <dd class="is-absent">{m.withheld}</dd> }.into_any(),
        Shape::Text => view! { <dd><bdi>{read(main)}</bdi></dd> }.into_any(),
        Shape::Word => view! { <dd><bdi lang="en" class="em-word">{read(main)}</bdi>" "<span class="beside">{read(beside)}</span></dd> }.into_any(),
        Shape::Time => view! { <dd><span class="time">{read(main)}</span>" "<span class="beside">{read(beside)}</span></dd> }.into_any(),
    };
    let lang = if label_is_ems { "en" } else { m.tag };
    view! { <div class="field"><dt lang=lang><bdi>{label.to_owned()}</bdi></dt>{value}</div> }
        .into_any()
}

fn main(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Word { word: text, .. } | Value::Time { text, .. } => {
            text.clone()
        }
        Value::Absent | Value::Withheld => String::new(),
    }
}

fn beside(value: &Value) -> String {
    match value {
        Value::Word { ours, .. } => ours.unwrap_or_default().to_owned(),
        Value::Time { ago, .. } => ago.clone().unwrap_or_default(),
        Value::Absent | Value::Text(_) | Value::Withheld => String::new(),
    }
}
