//! How a link between two charts is read.

use super::{Bearing, Matter, Reads};
use crate::base::EntryId;
use crate::chart::kinds::PersonLink;

impl Reads for PersonLink {
    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Link(self.other))
    }
}
