//! The engine's program: runs in a module worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    carnet::engine::worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Carnet's engine runs in a browser's worker: build it with `make build`.");
}
