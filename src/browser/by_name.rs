//! What is used seldom is called by its name: an import of its own for each
//! would be weight in the first load, and most of it may be missing or refused.

use js_sys::{Array, Function, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A member of the window, such as `Intl`; `None` where the browser has none.
pub(crate) fn global(name: &str) -> Option<JsValue> {
    member(&window(), name)
}

/// A member of an object; `None` where there is none.
pub(crate) fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// Calls a method; `None` where there is none, or it throws.
pub(crate) fn call(of: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = member(of, method)?.unchecked_into();
    Reflect::apply(&function, of, &list(arguments)).ok()
}

/// Makes an object of a class; `None` where there is none, or it throws.
pub(crate) fn make(of: &JsValue, class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = member(of, class)?.unchecked_into();
    Reflect::construct(&class, &list(arguments)).ok()
}

/// Waits for what a promise gives; `None` where it is refused.
pub(crate) async fn wait(promise: Option<JsValue>) -> Option<JsValue> {
    JsFuture::from(js_sys::Promise::from(promise?)).await.ok()
}

/// Waits until what stands in the page now is painted, or would be if it were in sight.
pub(crate) async fn painted() {
    let _done = wait(global("early").and_then(|early| call(&early, "painted", &[]))).await;
}

/// Waits for a task of its own: the browser does first what else is due.
pub(crate) async fn task() {
    let _done = wait(global("early").and_then(|early| call(&early, "task", &[]))).await;
}

fn list(items: &[JsValue]) -> Array {
    let list = Array::new();
    for item in items {
        list.push(item);
    }
    list
}

/// An object for an interface of the browser that takes options.
pub fn object(members: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        set(&object, key, &JsValue::from_str(value));
    }
    object
}

/// Sets a member of such an object.
pub fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _set = Reflect::set(object, &JsValue::from_str(key), value);
}
