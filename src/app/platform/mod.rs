//! The browser's edges: each file is one of them, and nothing else in the page touches it.

pub mod activity;
pub mod device;
pub mod engine;
pub mod files;
pub mod focus;
pub mod fragment;
pub mod install;
mod js;
pub mod meter;
pub mod paper;
pub mod pictures;
pub mod pointer;
pub mod remembered;
pub mod requirements;
pub mod storage;
pub mod tabs;
pub mod timers;
pub mod updates;
pub mod worker;
