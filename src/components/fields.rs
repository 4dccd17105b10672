//! An entity's members as a definition list.

use restore_desk_model::page::fields::{Field, Value};

use crate::{
    app::use_view,
    html::{Element, Item, el, list},
    live::{Live, text},
};

/// All fields. A new answer changes the texts that differ and no element.
pub fn field_list(fields: Live<Vec<Field>>) -> Element {
    el("dl").class("fields").child(list(move || {
        fields.read().iter().enumerate().map(|(index, field)| item(fields, index, field)).collect()
    }))
}

/// A row is built anew only where its label or the shape of its value differs.
fn item(fields: Live<Vec<Field>>, index: usize, field: &Field) -> Item {
    let shape = Shape::of(&field.value);
    let (label, label_is_ems) = (field.label.clone(), field.label_is_ems);
    let key = format!("{index} {} {label} {}", field.member, shape.name());
    Item { key, draw: Box::new(move || row(fields, index, &label, label_is_ems, shape)) }
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
    fields: Live<Vec<Field>>,
    index: usize,
    label: &str,
    label_is_ems: bool,
    shape: Shape,
) -> Element {
    let m = use_view().messages;
    let read = move |choose: fn(&Value) -> String| {
        text(move || fields.read().get(index).map(|field| choose(&field.value)).unwrap_or_default())
    };
    let with_beside = |main: Element| {
        el("dd").child(main).child(" ").child(el("span").class("beside").child(read(beside)))
    };
    let value = match shape {
        Shape::Absent => el("dd")
            .class("is-absent")
            .child(el("span").attr("aria-hidden", "true").child("–"))
            .child(el("span").class("visually-hidden").child(m.not_given)),
        Shape::Withheld => el("dd").class("is-absent").child(m.withheld),
        Shape::Text => el("dd").child(el("bdi").child(read(main))),
        Shape::Word => with_beside(el("bdi").attr("lang", "en").class("em-word").child(read(main))),
        Shape::Time => with_beside(el("span").class("time").child(read(main))),
    };
    let lang = if label_is_ems { "en" } else { m.tag };
    let label = el("dt").attr("lang", lang).child(el("bdi").child(label.to_owned()));
    el("div").class("field").child(label).child(value)
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
