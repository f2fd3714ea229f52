//! Reading properties and calling methods that web-sys has no stable binding for. Absence is `None`, never a panic.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

pub fn has(object: &JsValue, name: &str) -> bool {
    get(object, name).is_some()
}

pub fn set(object: &JsValue, name: &str, value: impl Into<JsValue>) {
    // Setting a property of a plain object of ours cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), &value.into());
}

/// Calls `object.name(args…)`; `None` when there is no such method or it threw.
pub fn call(object: &JsValue, name: &str, args: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    method.apply(object, &args.iter().collect::<Array>()).ok()
}

/// Calls a method that answers with a promise, and waits for it.
pub async fn call_async(object: &JsValue, name: &str, args: &[JsValue]) -> Option<JsValue> {
    let promise: Promise = call(object, name, args)?.dyn_into().ok()?;
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()
}

/// What a thrown value says.
pub fn words(error: &JsValue) -> String {
    let message = get(error, "message").and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_default()
}
