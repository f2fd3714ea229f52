//! How a confirmation is read: in the vault's own log only, of known people only (`Chart::by_known`).

use super::Reads;
use crate::chart::kinds::Confirmation;

impl Reads for Confirmation {}
