//! What the browser says about keeping the records.

use super::js;

/// The browser's answer to "will you keep these records?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    Yes,
    /// It may clear them if space runs out.
    No,
    /// It does not say.
    Unknown,
}

/// Bytes used by this page's origin, and what the browser would allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    pub used: u64,
    pub quota: u64,
}

fn manager() -> Option<web_sys::StorageManager> {
    let navigator = web_sys::window()?.navigator();
    js::has(&navigator, "storage").then(|| navigator.storage())
}

async fn answer(method: &str) -> Kept {
    let Some(manager) = manager() else {
        return Kept::Unknown;
    };
    match js::call_async(&manager, method, &[])
        .await
        .and_then(|value| value.as_bool())
    {
        Some(true) => Kept::Yes,
        Some(false) => Kept::No,
        None => Kept::Unknown,
    }
}

pub async fn kept() -> Kept {
    answer("persisted").await
}

/// Asks the browser to keep the records; some browsers ask the person.
pub async fn ask_to_keep() -> Kept {
    answer("persist").await
}

pub async fn space() -> Option<Space> {
    let manager = manager()?;
    let estimate = js::call_async(&manager, "estimate", &[]).await?;
    let number = |name| js::get(&estimate, name).and_then(|value| value.as_f64());
    Some(Space {
        used: number("usage")? as u64,
        quota: number("quota")? as u64,
    })
}
