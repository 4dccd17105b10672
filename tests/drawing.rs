//! What `html` draws, in a real browser: order, identity and removal.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test says what it expects by unwrapping")]

use std::{
    cell::Cell,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use leptos::{mount::mount_to_renderer, prelude::*, task::tick, wasm_bindgen::JsCast, web_sys};
use restore_desk::{
    html::{Element, Html, Item, el, list, many, nothing, part, part_if, text_of},
    live::{State, memo, text},
    tasks::on_change,
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

fn mount(view: impl FnOnce() -> Element + 'static) -> (HtmlElement, impl Drop) {
    let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&host).unwrap();
    let handle = mount_to_renderer(&host, move || Html::from(view()));
    (host, handle)
}

fn items(keys: &str) -> Vec<Item> {
    keys.chars()
        .map(|key| Item {
            key: key.to_string(),
            texts: Vec::new(),
            draw: Box::new(move |_| el("li").child(key.to_string())),
        })
        .collect()
}

#[wasm_bindgen_test]
async fn a_list_keeps_the_elements_whose_keys_stay_in_any_order() {
    let keys = State::new("abcd".to_owned());
    let (host, _handle) =
        mount(move || el("ul").child("<").child(list(move || items(&keys.read()))).child(">"));
    let text = || host.text_content().unwrap();
    let marked = |mark: &str| {
        host.query_selector(&format!("[data-mark={mark}]")).unwrap().unwrap().text_content()
    };
    let elements = host.query_selector_all("li").unwrap();
    for index in 0..elements.length() {
        let element: web_sys::Element = elements.get(index).unwrap().unchecked_into();
        element.set_attribute("data-mark", &element.text_content().unwrap()).unwrap();
    }
    for order in ["dcba", "xaybz", "", "q", "", "abcd"] {
        keys.set(order.to_owned());
        tick().await;
        assert_eq!(text(), format!("<{order}>"));
        if order == "dcba" {
            assert_eq!(marked("a").as_deref(), Some("a"));
            assert_eq!(marked("d").as_deref(), Some("d"));
        }
        if order == "xaybz" {
            assert!(host.query_selector("[data-mark=b]").unwrap().is_some());
            assert!(host.query_selector("[data-mark=c]").unwrap().is_none());
        }
    }
    // Two of one key are both there: EM's data may hold anything.
    for order in ["aab", "baa", "aaaa", "b"] {
        keys.set(order.to_owned());
        tick().await;
        assert_eq!(text(), format!("<{order}>"));
    }
}

/// Ends in the browser's next task, as what boot.js makes does for the app.
async fn task() {
    let task = js_sys::Function::new_no_args(
        "window.early = { task: () => new Promise((then) => setTimeout(then)) }; return early.task();",
    );
    let promise = task.call0(&JsValue::NULL).unwrap();
    JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_is_new_of_a_long_list_is_drawn_in_tasks_in_any_order() {
    task().await;
    let keys = State::new((0..100).collect::<Vec<u32>>());
    let drawn = Rc::new(Cell::new(0));
    let count = Rc::clone(&drawn);
    let (host, handle) = mount(move || {
        let items = move || {
            let item = |key: &u32| {
                let (key, count) = (*key, Rc::clone(&count));
                let draw = move |texts| {
                    count.set(count.get() + 1);
                    el("li").child(text_of(texts, 0)).child(" ")
                };
                Item { key: key.to_string(), texts: vec![key.to_string()], draw: Box::new(draw) }
            };
            keys.read().iter().map(item).collect()
        };
        el("ul").child("< ").child(list(items)).child(">")
    });
    let text = || host.text_content().unwrap();
    let expected = |keys: &mut dyn Iterator<Item = u32>| {
        let keys: Vec<_> = keys.map(|key| format!("{key} ")).collect();
        format!("< {}>", keys.concat())
    };
    // At once, the first of what is in sight; how many a task draws is a matter of its time.
    let at_once = drawn.get();
    assert!((1..=24).contains(&at_once), "{at_once}");
    assert_eq!(text(), expected(&mut (0..at_once)));
    let first = host.query_selector("li").unwrap().unwrap();
    // While the rest waits: another order, in which the first are there already.
    keys.set((0..100).rev().collect());
    tick().await;
    let new = drawn.get() - at_once;
    assert!((1..=24).contains(&new), "{new}");
    assert_eq!(text(), expected(&mut (100 - new..100).rev().chain((0..at_once).rev())));
    while drawn.get() < 100 {
        task().await;
    }
    tick().await;
    assert_eq!(text(), expected(&mut (0..100).rev()));
    assert_eq!(first.text_content().as_deref(), Some("0 "), "an element that was there stays");
    // What waits, and is no more of the list, is never drawn.
    keys.set((200..300).chain(0..3).collect());
    tick().await;
    keys.set(vec![3, 1]);
    tick().await;
    let count = drawn.get();
    assert!((102..=125).contains(&count), "{count}");
    for _ in 0..3 {
        task().await;
    }
    assert_eq!((text(), drawn.get()), (expected(&mut [3, 1].into_iter()), count));
    // Nor is what waits when the page goes.
    keys.set((300..400).collect());
    tick().await;
    drop(handle);
    let count = drawn.get();
    for _ in 0..3 {
        task().await;
    }
    assert_eq!((text().as_str(), drawn.get()), ("", count));
}

#[wasm_bindgen_test]
async fn an_item_that_stays_shows_its_new_texts() {
    let count = State::new(1_u32);
    let (host, _handle) = mount(move || {
        el("ul").child(list(move || {
            let texts = vec![format!("{} min ago", count.get())];
            let draw = |texts| el("li").child(text_of(texts, 0)).child(text_of(texts, 1));
            vec![Item { key: "a".to_owned(), texts, draw: Box::new(draw) }]
        }))
    });
    let first = host.query_selector("li").unwrap().unwrap();
    assert_eq!(first.text_content().unwrap(), "1 min ago");
    count.set(2);
    tick().await;
    tick().await;
    assert_eq!(first.text_content().unwrap(), "2 min ago");
    assert!(host.contains(Some(&first)));
}

#[wasm_bindgen_test]
async fn a_text_that_changes_in_part_is_whole() {
    let texts =
        ["a😀b", "a😁b", "a😀😀b", "", "aéb", "aèb", "aa", "aaa", "日本語", "日語", "😀", "é"];
    let shown = State::new(String::new());
    let (host, _handle) = mount(move || el("p").child(shown.live()));
    for from in texts {
        for to in texts {
            for text in [from, to] {
                shown.set(text.to_owned());
                tick().await;
                assert_eq!(host.text_content().unwrap(), text, "{from:?} to {to:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
async fn an_element_that_does_not_move_keeps_the_focus() {
    let keys = State::new("abc".to_owned());
    let (host, _handle) = mount(move || {
        el("ul").child(list(move || {
            let mut items = items(&keys.read());
            for item in &mut items {
                let key = item.key.clone();
                item.draw = Box::new(move |_| el("li").attr("tabindex", "0").child(key));
            }
            items
        }))
    });
    let second: HtmlElement =
        host.query_selector("li:nth-child(2)").unwrap().unwrap().unchecked_into();
    second.focus().unwrap();
    keys.set("nabz".to_owned());
    tick().await;
    assert_eq!(host.text_content().unwrap(), "nabz");
    assert_eq!(document().active_element().as_ref(), Some(second.as_ref()));
}

#[wasm_bindgen_test]
async fn parts_in_parts_keep_their_places() {
    let outer = State::new(false);
    let inner = State::new(0_u32);
    let (host, _handle) = mount(move || {
        let numbers =
            move || part(move || (0..inner.get()).map(|n| n.to_string()).collect::<Vec<_>>());
        let middle = part_if(outer.live(), move || many(["[".into(), numbers(), "]".into()]));
        el("p").child("<").child(nothing()).child(middle).child(">")
    });
    let text = || host.text_content().unwrap();
    assert_eq!(text(), "<>");
    for (shown, count, expected) in [
        (true, 0, "<[]>"),
        (true, 3, "<[012]>"),
        (true, 0, "<[]>"),
        (false, 2, "<>"),
        (true, 2, "<[01]>"),
        (true, 1, "<[0]>"),
    ] {
        outer.set(shown);
        inner.set(count);
        tick().await;
        assert_eq!(text(), expected);
    }
}

#[wasm_bindgen_test]
async fn an_equal_value_touches_nothing_and_what_is_gone_reads_nothing() {
    let number = State::new(1_u32);
    let shown = State::new(true);
    let drawn = Rc::new(Cell::new(0));
    let count = Rc::clone(&drawn);
    let (host, _handle) = mount(move || {
        let parity = memo(move || number.get() % 2);
        let inside = part_if(shown.live(), move || {
            let count = Rc::clone(&count);
            part(move || {
                count.set(count.get() + 1);
                parity.get().to_string()
            })
        });
        el("p").child(inside)
    });
    assert_eq!((host.text_content().unwrap().as_str(), drawn.get()), ("1", 1));
    number.set(3);
    tick().await;
    assert_eq!(drawn.get(), 1, "an equal value");
    number.set(4);
    tick().await;
    assert_eq!((host.text_content().unwrap().as_str(), drawn.get()), ("0", 2));
    shown.set(false);
    tick().await;
    number.set(5);
    tick().await;
    assert_eq!((host.text_content().unwrap().as_str(), drawn.get()), ("", 2));
}

#[wasm_bindgen_test]
async fn what_stood_in_a_part_of_a_part_reads_nothing_when_both_go() {
    let kind = State::new(1_u32);
    let reads = Rc::new(Cell::new(0));
    let count = Rc::clone(&reads);
    let (host, _handle) = mount(move || {
        let outer = part(move || {
            // Its own, and gone with it.
            let words = memo(move || kind.get().to_string());
            let is_first = kind.get() == 1;
            let count = Rc::clone(&count);
            part(move || {
                let count = Rc::clone(&count);
                let inner = part(move || {
                    count.set(count.get() + 1);
                    // What outlives the page, and what goes with it.
                    kind.track();
                    words.get()
                });
                is_first.then(|| el("b").attr("title", text(move || words.get())).child(inner))
            })
        });
        el("p").child(outer)
    });
    assert_eq!((host.text_content().unwrap().as_str(), reads.get()), ("1", 1));
    // Each effect waits for its turn: what is outside has its first.
    tick().await;
    kind.set(2);
    tick().await;
    assert_eq!((host.text_content().unwrap().as_str(), reads.get()), ("", 1));
}

#[wasm_bindgen_test]
async fn what_waits_for_a_derived_value_that_nobody_reads_is_told_of_its_change() {
    let source = State::new(1_u32);
    let told = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&told);
    let (_host, _handle) = mount(move || {
        let is_even = memo(move || source.read().is_multiple_of(2));
        let told = move || _ = count.fetch_add(1, Ordering::Relaxed);
        on_change(move || is_even.track(), told);
        el("p")
    });
    for (value, changes) in [(3, 0), (4, 1), (6, 1), (7, 2)] {
        source.set(value);
        tick().await;
        assert_eq!(told.load(Ordering::Relaxed), changes, "at {value}");
    }
}
