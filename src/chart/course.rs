//! How a medicine of a chart stands.

use serde::{Deserialize, Serialize};

/// Whether a medicine that was once on the list is on it still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MedicineSoFar {
    /// It is on the list of what is taken.
    Taken,
    /// It is on the list, and not taken for a while.
    Held,
    Stopped,
    /// Another line goes on in its place.
    Changed,
    /// Its course is over, or its file says that it is not taken.
    Over,
}
