//! What a browser must have. Said before any question is asked, not found out in the middle of work.

pub use super::edges::Lacking;
use super::js;

/// What this browser lacks; empty when Carnet can run.
pub fn lacking() -> Vec<Lacking> {
    let Some(window) = web_sys::window() else {
        return vec![Lacking::Workers];
    };
    let secure = window.is_secure_context();
    let navigator = window.navigator();
    let subtle = window
        .crypto()
        .ok()
        .is_some_and(|crypto| js::has(&crypto, "subtle"));
    let checks = [
        (secure, Lacking::SecureContext),
        (!secure || subtle, Lacking::Cryptography),
        (!secure || js::has(&navigator, "locks"), Lacking::Locks),
        (matches!(window.indexed_db(), Ok(Some(_))), Lacking::Storage),
        (js::has(&window, "Worker"), Lacking::Workers),
    ];
    checks
        .into_iter()
        .filter(|(there, _)| !there)
        .map(|(_, lacking)| lacking)
        .collect()
}
