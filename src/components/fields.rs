//! An entity's members as a definition list.

use restore_desk_model::page::fields::{Field, Value};

use crate::{
    html::{Element, Item, el, list, text_of},
    live::{Live, State},
    view::use_view,
};

/// All fields. A new answer changes the texts that differ and no element.
pub fn field_list(fields: Live<Vec<Field>>) -> Element {
    el("dl")
        .class("fields")
        .child(list(move || fields.read().iter().enumerate().map(item).collect()))
}

/// A row is built anew only where its label or the shape of its value differs.
fn item((index, field): (usize, &Field)) -> Item {
    let shape = Shape::of(&field.value);
    let (label, label_is_ems) = (field.label.clone(), field.label_is_ems);
    Item {
        key: format!("{index} {} {label} {}", field.member, shape.name()),
        texts: vec![main(&field.value), beside(&field.value)],
        draw: Box::new(move |texts| row(texts, label, label_is_ems, shape)),
    }
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

fn row(texts: State<Vec<String>>, label: String, label_is_ems: bool, shape: Shape) -> Element {
    let m = use_view().messages;
    let with_beside = |main: Element| {
        let beside = el("span").class("beside").child(text_of(texts, 1));
        el("dd").child(main.child(text_of(texts, 0))).child(" ").child(beside)
    };
    let value = match shape {
        Shape::Absent => el("dd")
            .class("is-absent")
            .child(el("span").attr("aria-hidden", "true").child("–"))
            .child(el("span").class("visually-hidden").child(m.not_given)),
        Shape::Withheld => el("dd").class("is-absent").child(m.withheld),
        Shape::Text => el("dd").child(el("bdi").child(text_of(texts, 0))),
        Shape::Word => with_beside(el("bdi").attr("lang", "en").class("em-word")),
        Shape::Time => with_beside(el("span").class("time")),
    };
    let lang = if label_is_ems { "en" } else { m.tag };
    let label = el("dt").attr("lang", lang).child(el("bdi").child(label));
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
