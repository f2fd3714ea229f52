//! How a visit is read: the register is `reading::chart::visits`.

use super::Reads;
use crate::chart::kinds::VisitEvent;

impl Reads for VisitEvent {}
