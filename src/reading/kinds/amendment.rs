//! How an amendment is read: its fold is `reading::chart::amendments`.

use super::Reads;
use crate::chart::kinds::Amendment;

impl Reads for Amendment {}
