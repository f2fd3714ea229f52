//! FHIR Procedure: something done to the person, or not done.

use crate::chart::kinds::{Fact, Procedure, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, choice_end};
use crate::transfer::fhir::elements::{join, notes, time_words};
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::required;

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "Procedure",
    read: procedure,
    standing,
}];

fn procedure(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
    let when = choice(node, "performed");
    let (what, standing) = match named(node, "code", Question::Operations, when, standing)? {
        Named::Instead(draft) => return Ok(vec![*draft]),
        Named::Thing(what, standing) => (what, standing),
    };
    let fact = Fact::Procedure(Procedure {
        what,
        reason: join([reasons(reading), notes(node)], "; "),
        ended: choice_end(node, "performed"),
    });
    Ok(vec![
        Draft::new(when, standing, fact)
            .about(reading.problems("reasonReference"))
            .at(time_words(node, "performed")),
    ])
}

fn standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "completed" | "in-progress" => Some(Standing::Stands),
        "preparation" => Some(Standing::Intended),
        "not-done" => Some(Standing::NotDone),
        "on-hold" => Some(Standing::OnHold),
        "stopped" => Some(Standing::Stopped),
        _ => None,
    })
}
