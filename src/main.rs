//! The page's program, and where it is cut: what only `inside` reaches is a part of its own, which scripts/parts.mjs takes out
//! and the page fetches when its first screen stands.

#[cfg(target_arch = "wasm32")]
use wasm_split_helpers::{SplitLoaderError, wasm_split};

#[cfg(target_arch = "wasm32")]
fn main() {
    carnet::app::start(|| Box::pin(async { inside().await.ok() }));
}

#[cfg(target_arch = "wasm32")]
#[wasm_split(inside, fallible)]
fn inside() -> Result<carnet::app::Inside, SplitLoaderError> {
    Ok(carnet::app::inside())
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Carnet runs in a browser: build it with `make build` or try it with `make serve`.");
}
