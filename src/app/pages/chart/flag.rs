//! What must be seen of a chart, in words: in the banner, on the summary, on paper.

use crate::app::ui::Tone;

/// Something that must be seen: its colours and its words.
#[derive(Clone, PartialEq)]
pub struct Flag {
    pub tone: Tone,
    pub words: String,
    /// A contradiction: cut off, it would say one of its halves only.
    pub whole: bool,
}

impl Flag {
    /// A flag that may be cut off where there is no room.
    pub fn plain(tone: Tone, words: String) -> Self {
        Self {
            tone,
            words,
            whole: false,
        }
    }
}
