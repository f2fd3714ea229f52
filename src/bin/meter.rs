//! The passphrase meter: a worker that answers each passphrase with the tenth logarithm of the guesses it takes
//! (eight bytes, little-endian). Its word lists are large, so it is fetched only where a passphrase is set.

#[cfg(target_arch = "wasm32")]
use zeroize::Zeroizing;

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::Uint8Array;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    let scope: DedicatedWorkerGlobalScope = js_sys::global()
        .dyn_into()
        .expect("the meter runs in a worker");
    let answers = scope.clone();
    let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(typed) = event.data().dyn_into::<Uint8Array>() else {
            return;
        };
        let bytes = Zeroizing::new(typed.to_vec());
        typed.fill(0, 0, typed.length());
        let guesses = guesses_log10(std::str::from_utf8(&bytes).unwrap_or_default());
        let answer = Uint8Array::from(guesses.to_le_bytes().as_slice());
        // The page that asked may be gone.
        let _ = answers.post_message(&answer);
    });
    scope.set_onmessage(Some(listen.into_js_value().unchecked_ref()));
    // What was sent before this line was dropped; the page sends again when it hears the meter is there.
    let _ = scope.post_message(&Uint8Array::new_with_length(0));
}

/// More characters than this are never weaker for it, and the work grows with the square of the length.
#[cfg(target_arch = "wasm32")]
const WEIGHED: usize = 80;

#[cfg(target_arch = "wasm32")]
fn guesses_log10(passphrase: &str) -> f64 {
    let mut weighed = Zeroizing::new(String::with_capacity(4 * WEIGHED));
    weighed.extend(passphrase.chars().take(WEIGHED));
    zxcvbn::zxcvbn(&weighed, &[]).guesses_log10()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The meter runs in a browser's worker.");
}
