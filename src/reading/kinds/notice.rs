//! How what was said to the keeping of the record is read.

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::{Fact, Notice, NoticeAnswer};
use crate::reading::stages::Heard;

impl Reads for Notice {
    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Notice)
    }
}

/// What was said last to the keeping of the record.
pub fn last(heard: Heard) -> Option<NoticeAnswer> {
    let notices = heard.standing().filter_map(|item| match item.fact() {
        Fact::Notice(notice) => Some(notice.answer),
        _ => None,
    });
    notices.last()
}
