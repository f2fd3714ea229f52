//! The page's program.

#[cfg(target_arch = "wasm32")]
fn main() {
    carnet::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Carnet runs in a browser: build it with `make build` or try it with `make serve`.");
}
