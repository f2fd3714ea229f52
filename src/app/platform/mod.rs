//! The browser's edges: each file is one of them, and nothing else in the page touches it. What the state knows of them
//! (`edges`, `engine`, `look`) compiles everywhere.

pub mod edges;
pub mod engine;
pub mod look;

#[cfg(target_arch = "wasm32")]
pub mod activity;
#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod device;
#[cfg(target_arch = "wasm32")]
pub mod files;
#[cfg(target_arch = "wasm32")]
pub mod focus;
#[cfg(target_arch = "wasm32")]
pub mod fragment;
#[cfg(target_arch = "wasm32")]
pub mod install;
#[cfg(target_arch = "wasm32")]
mod js;
#[cfg(target_arch = "wasm32")]
pub mod meter;
#[cfg(target_arch = "wasm32")]
pub mod paper;
#[cfg(target_arch = "wasm32")]
pub mod pictures;
#[cfg(target_arch = "wasm32")]
pub mod places;
#[cfg(target_arch = "wasm32")]
pub mod pointer;
#[cfg(target_arch = "wasm32")]
pub mod remembered;
#[cfg(target_arch = "wasm32")]
pub mod requirements;
#[cfg(target_arch = "wasm32")]
pub mod shipped;
#[cfg(target_arch = "wasm32")]
pub mod storage;
#[cfg(target_arch = "wasm32")]
pub mod tabs;
#[cfg(target_arch = "wasm32")]
pub mod timers;
#[cfg(target_arch = "wasm32")]
pub mod updates;
#[cfg(target_arch = "wasm32")]
pub mod worker;
