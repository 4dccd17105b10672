//! An entity's members as a definition list.

use leptos::prelude::*;
use restore_desk_model::page::fields::{Field, Value};

use crate::app::use_view;

/// All fields. A new answer changes the texts that differ and no element.
#[component]
pub fn FieldList(
    /// In the order shown.
    #[prop(into)]
    fields: Signal<Vec<Field>>,
) -> impl IntoView {
    view! {
        <dl class="fields">
            <For
                each=move || fields.get().into_iter().enumerate()
                key=|(index, field)| (*index, field.member.clone(), field.label.clone(), Shape::of(&field.value))
                children=move |(index, field)| {
                    let value = Memo::new(move |_| {
                        let now = fields.with(|fields| fields.get(index).map(|field| field.value.clone()));
                        now.unwrap_or(Value::Absent)
                    });
                    view! { <FieldRow label=field.label label_is_ems=field.label_is_ems value /> }
                }
            />
        </dl>
    }
}

/// What of a value decides its elements; the rest is text.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
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
}

#[component]
fn FieldRow(label: String, label_is_ems: bool, value: Memo<Value>) -> impl IntoView {
    let m = use_view().messages;
    let text = move || match value.get() {
        Value::Text(text) | Value::Word { word: text, .. } | Value::Time { text, .. } => text,
        Value::Absent | Value::Withheld => String::new(),
    };
    let beside = move || match value.get() {
        Value::Word { ours, .. } => ours.map(str::to_owned),
        Value::Time { ago, .. } => ago,
        Value::Absent | Value::Text(_) | Value::Withheld => None,
    };
    let shown = match Shape::of(&value.get_untracked()) {
        Shape::Absent => view! { <dd class="is-absent"><span aria-hidden="true">"–"</span><span class="visually-hidden">{m.not_given}</span></dd> }.into_any(),
        Shape::Withheld => view! { <dd class="is-absent">{m.withheld}</dd> }.into_any(),
        Shape::Text => view! { <dd><bdi>{text}</bdi></dd> }.into_any(),
        Shape::Word => view! { <dd><bdi lang="en" class="em-word">{text}</bdi>" "<span class="beside">{beside}</span></dd> }.into_any(),
        Shape::Time => view! { <dd><span class="time">{text}</span>" "<span class="beside">{beside}</span></dd> }.into_any(),
    };
    let lang = label_is_ems.then_some("en");
    view! {
        <div class="field"><dt lang=lang><bdi>{label}</bdi></dt>{shown}</div>
    }
}
