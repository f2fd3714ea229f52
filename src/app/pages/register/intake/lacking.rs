//! What an intake still needs, and where on the form that is.

use super::{birth, who};
use crate::app::platform::device;
use crate::chart::draft::{IntakeContext, IntakeDraft, Missing};
use crate::chart::kinds::Birth;
use crate::chart::when::When;

/// What keeps the draft from being signed; empty when nothing does.
pub fn lacks(draft: &IntakeDraft, arriving: bool, birth: Birth) -> Vec<Missing> {
    let now = device::now();
    let context = IntakeContext {
        now: When::Moment(now),
        today: now.day(),
        chart_number: None,
        unknown_name: String::new(),
        birth,
        arriving,
    };
    draft.check(&context).err().unwrap_or_default()
}

/// The element that takes the focus for a complaint.
pub fn element_of(missing: &Missing) -> String {
    match missing {
        Missing::Name => who::FAMILY.into(),
        Missing::Sex => "intake-sex-0".into(),
        Missing::Age | Missing::AgeNumber { .. } => birth::AGE.into(),
        Missing::BirthDate => format!("{}-day", birth::BIRTH),
        Missing::Date { field } | Missing::NotADate { field } => format!("intake-{field}-0"),
        Missing::Number { field, .. } | Missing::Unlikely { field, .. } => {
            format!("intake-{field}")
        }
        Missing::Which { field } if is_list(field) => line_id(field, 0),
        Missing::WhatOf { field, line } => line_id(field, *line),
        Missing::Which { field } => format!("intake-{field}"),
        _ => who::FAMILY.into(),
    }
}

/// The first field of a line.
fn line_id(field: &str, line: u32) -> String {
    match field {
        "family" => format!("intake-family-history-{line}"),
        field => format!("intake-{field}-{line}"),
    }
}

fn is_list(field: &str) -> bool {
    let lists = [
        "family",
        "allergies",
        "medicines",
        "illnesses",
        "operations",
        "immunizations",
    ];
    lists.contains(&field)
}
