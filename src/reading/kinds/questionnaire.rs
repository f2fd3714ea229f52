//! How forms in use are read: in the vault's own log only, of known people only (`Chart::by_known`).

use super::Reads;
use crate::chart::kinds::QuestionnaireEvent;

impl Reads for QuestionnaireEvent {}
