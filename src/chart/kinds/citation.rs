//! A file kept as it was received, or a resource of it that no other statement shows.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::kinds::document::Document;
use crate::chart::statement::FilePlace;

/// Something of a file that is kept as received: the whole file (no place), or one resource in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Citation {
    #[n(0)]
    File(#[n(0)] Document),
    /// A resource no other statement shows: its type, a few words of it, and why, where its type could have been shown.
    #[n(1)]
    Verbatim(
        #[n(0)] FilePlace,
        #[n(1)] String,
        #[n(2)] String,
        #[n(3)] Option<KeptBecause>,
    ),
}

numbered! {
    /// Why no other statement shows a resource.
    pub enum KeptBecause {
        /// The same file holds a later version of it.
        0 Older,
        /// The file's history says that it was deleted.
        1 Deleted,
        /// It is about a device, a place, a group: no patient.
        2 NotOfAPatient,
        /// What it is about (an illness, a product, what was observed) is missing or cannot be read.
        3 Unnamed,
        /// Nothing that it says has a place in the chart.
        4 NothingToShow,
        5 TooLong,
        /// Its content stands elsewhere; the file holds an address only.
        6 ContentElsewhere,
        /// It names no type.
        7 NoType,
        /// A Bundle inside the file, whose resources are read one by one.
        8 ReadOneByOne,
        /// It is about another person of the file: a relative, or the same person under another number.
        9 SomebodyElse,
        /// No resource but the file itself: it says that it is a part of a longer list, or that something was held back.
        10 PartOfMore,
    }
}
