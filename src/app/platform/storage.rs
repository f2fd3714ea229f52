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

/// Whether the browser promises to keep the records when the device runs short of room. Nobody is asked.
pub async fn kept() -> Kept {
    answer("persisted").await
}

/// Asks the browser to keep the records; some browsers ask the person.
pub async fn ask_to_keep() -> Kept {
    answer("persist").await
}

/// What the browser estimates of its room for this page, in bytes; `None` where it does not say.
pub async fn space() -> Option<Space> {
    let manager = manager()?;
    let estimate = js::call_async(&manager, "estimate", &[]).await?;
    let number = |name| js::get(&estimate, name).and_then(|value| value.as_f64());
    Some(Space {
        used: number("usage")? as u64,
        quota: number("quota")? as u64,
    })
}

/// Why what is made here may not last, or may not be found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Likely only: browsers do not say, but give private windows little room.
    PrivateWindow,
    /// A tab where an app on the home screen has storage of its own.
    TabOfATelephone,
    /// Such an app.
    HomeScreen,
}

/// Ordinary windows are given a part of the disk, private ones a part of the memory or less.
const LITTLE_ROOM: u64 = 1_000_000_000;

/// What is to be said before a vault is made. Empty on most devices.
pub async fn doubts() -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let little = space().await.is_some_and(|space| space.quota < LITTLE_ROOM);
    if little && kept().await != Kept::Yes {
        doubts.push(Doubt::PrivateWindow);
    }
    match home_screen() {
        Some(true) => doubts.push(Doubt::HomeScreen),
        Some(false) => doubts.push(Doubt::TabOfATelephone),
        None => {}
    }
    doubts
}

/// Whether the page was opened from the home screen, where the browser tells (`navigator.standalone`, on iPhone and iPad):
/// there such an app and a tab each have records of their own.
fn home_screen() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    // Safari on a Mac has the property too, in some versions, and no such app: only what is touched counts.
    if navigator.max_touch_points() < 2 {
        return None;
    }
    js::get(&navigator, "standalone")?.as_bool()
}
