//! How the record of a copy is read: in the vault's own log only, of known people only (`Chart::by_known`).

use super::Reads;
use crate::chart::kinds::ExportRecord;

impl Reads for ExportRecord {}
