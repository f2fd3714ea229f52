//! How an amendment is read: its fold is `reading::stages`.

use super::Reads;
use crate::chart::kinds::Amendment;

impl Reads for Amendment {}
