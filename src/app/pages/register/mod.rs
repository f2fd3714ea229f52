//! Who comes: Today, finding a person, taking someone in.

mod find;
mod intake;
mod person;
mod today;

pub use find::Find;
pub use intake::{Intake, Later};
pub use today::Today;

use crate::app::platform::timers::sleep;
use crate::app::ui::focus_id;

/// Focuses an element that the next turn of the page will have drawn.
fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    leptos::task::spawn_local(async move {
        sleep(0).await;
        focus_id(&id);
    });
}
