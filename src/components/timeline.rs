//! As of when the data is: a picture, and the same in words.

use restore_desk_model::timeline::{End, Event, Mark, Timeline};

use crate::{
    html::{Element, Item, el, list, text_of},
    live::{Live, State, text},
    view::use_view,
};

/// What stands for a length of 1000, as SVG takes it.
fn percent(per_mille: u32) -> String {
    let (whole, tenth) = (per_mille / 10, per_mille % 10);
    format!("{whole}.{tenth}%")
}

/// The picture. `words` say as of when the data is, and what the picture cannot
/// show; empty where nobody knows.
pub fn timeline(line: Live<Timeline>, words: Live<String>) -> Element {
    let m = use_view().messages;
    // One list of moments: for the ear, and where the picture is too narrow for words.
    let moments = text(move || {
        let moment = |mark| {
            let (label, at) = label_and_time(mark);
            [label, ": ", &at].concat()
        };
        line.read().marks.iter().map(moment).collect::<Vec<_>>().join(";\n")
    });
    let left = line.text(|line| percent(line.bar.unwrap_or_default().0));
    let width = line.text(|line| {
        let (from, to) = line.bar.unwrap_or_default();
        percent(to.saturating_sub(from))
    });
    let bar_class = line.text(|line| {
        let is_over = matches!(line.end, End::Ended);
        if is_over { "timeline-bar" } else { "timeline-bar is-open" }.to_owned()
    });
    let line_class = line.text(|line| {
        if line.break_x.is_some() { "timeline-line is-broken" } else { "timeline-line" }.to_owned()
    });
    let base = el("line")
        .class(line_class)
        .attr("x1", line.text(|line| percent(line.marks.first().map_or(0, |mark| mark.x))))
        .attr("x2", line.text(|line| percent(line_end(line))))
        .attr("y1", "48")
        .attr("y2", "48");
    let bar = el("rect").class(bar_class).attr("x", left).attr("y", "44").attr("width", width);
    let picture = el("svg")
        .class("timeline-picture")
        .attr("aria-hidden", "true")
        .child(base)
        .child(bar.attr("height", "8"))
        .child(list(move || items(&line.read().marks)));
    el("figure")
        .class("timeline")
        .attr("aria-label", m.timeline)
        .child(picture)
        .child(el("p").class("timeline-moments").child(moments))
        .child(el("figcaption").attr("dir", "auto").child(words))
}

/// Where the line before the bar ends; without a bar, at the last mark.
fn line_end(line: &Timeline) -> u32 {
    let last = line.marks.last().map_or(0, |mark| mark.x);
    line.bar.map_or(last, |(from, _)| from)
}

/// A mark's label and its time; the day where it is not today.
fn label_and_time(mark: &Mark) -> (&'static str, String) {
    let view = use_view();
    let m = view.messages;
    let label = match mark.event {
        Event::RestorePoint => m.restore_point,
        Event::Began => m.restore_began,
        Event::Ended => m.restore_ended,
        Event::Now => m.now,
    };
    (label, view.with(|context| context.clock(mark.at)))
}

fn items(marks: &[Mark]) -> Vec<Item> {
    marks.iter().enumerate().map(|(index, mark)| item(mark, marks.len(), index)).collect()
}

/// A mark stays where "now" becomes "ended".
fn item(mark: &Mark, count: usize, index: usize) -> Item {
    let name = match mark.event {
        Event::RestorePoint => "point",
        Event::Began => "began",
        Event::Ended | Event::Now => "end",
    };
    // The words of neighbours must not meet: those of the middle one stand below.
    let is_between = index > 0 && index + 1 < count;
    // Nor may they leave the picture.
    let anchor = match mark.x {
        0..400 => "start",
        400..=600 if is_between => "middle",
        _ => "end",
    };
    let (label, at) = label_and_time(mark);
    Item {
        key: [name, if is_between { " below" } else { "" }].concat(),
        texts: vec![label.to_owned(), at, percent(mark.x), anchor.to_owned()],
        draw: Box::new(move |texts| draw(texts, name == "point", is_between)),
    }
}

fn draw(texts: State<Vec<String>>, is_point: bool, is_below: bool) -> Element {
    let rows = if is_below { ["74", "91"] } else { ["14", "31"] };
    let at = text_of(texts, 2);
    let row = |index: usize, y: &'static str, class: &'static str| {
        el("text")
            .class(class)
            .attr("x", at)
            .attr("y", y)
            .attr("text-anchor", text_of(texts, 3))
            .child(text_of(texts, index))
    };
    let [first, second] = rows;
    el("g")
        .class(if is_point { "timeline-mark is-point" } else { "timeline-mark" })
        .child(el("circle").attr("cx", at).attr("cy", "48").attr("r", "6"))
        .child(row(0, first, "timeline-label"))
        .child(row(1, second, "timeline-time"))
}
