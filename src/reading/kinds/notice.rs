//! How what was said to the keeping of the record is read.

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::Notice;

impl Reads for Notice {
    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Notice)
    }
}
