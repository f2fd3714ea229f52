//! How a link between two charts is read.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bearing, Matter, Reads};
use crate::base::{ChartId, EntryId};
use crate::chart::kinds::{Fact, PersonLink};
use crate::reading::stages::Heard;
use crate::reading::view::Byline;

/// Charts that only strangers link to this one and that are named.
const LINKS_ASIDE: usize = 8;

impl Reads for PersonLink {
    fn bearing(&self, _this: EntryId) -> Bearing {
        Bearing::Closes(Matter::Link(self.other))
    }
}

/// Charts of the same person; the last link to each chart counts.
pub fn linked(heard: Heard) -> Vec<ChartId> {
    let mut links = BTreeMap::new();
    for item in heard.standing() {
        if let Fact::PersonLink(link) = item.fact() {
            links.insert(link.other, link.same);
        }
    }
    let same = links.into_iter().filter(|(_, same)| *same);
    same.map(|(chart, _)| chart).collect()
}

/// Charts that strangers say are of the same person: a file may name any number of them.
pub fn linked_aside(heard: Heard) -> Vec<(ChartId, Byline)> {
    let linked: BTreeSet<ChartId> = linked(heard).into_iter().collect();
    let mut aside = BTreeMap::new();
    for item in heard.aside() {
        if let Fact::PersonLink(link) = item.fact()
            && link.same
            && !linked.contains(&link.other)
        {
            aside.insert(link.other, item.entry);
            if aside.len() == LINKS_ASIDE {
                break;
            }
        }
    }
    let aside = aside.into_iter();
    aside
        .map(|(chart, entry)| (chart, heard.said.written.byline(entry)))
        .collect()
}
