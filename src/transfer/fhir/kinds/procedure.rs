//! FHIR Procedure: something done to the person, or not done.

use serde_json::Value as Json;

use crate::chart::kinds::{Fact, Procedure, Question};
use crate::chart::statement::Standing;
use crate::transfer::fhir::dates::{choice, choice_end};
use crate::transfer::fhir::elements::{join, notes, time_words};
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, Reading, reasons};
use crate::transfer::fhir::named::{Named, named};
use crate::transfer::fhir::standing::{Codes, required};
use crate::transfer::fhir::writing::{self, Writing, concept, period};

impl InFhir for Procedure {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "Procedure",
        read: procedure,
        standing: |reading| required(reading.node(), CODES),
    }];

    /// One that was still going on is read as one that stands, and written as completed: the chart does not tell them apart.
    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let done = of.status(of.about("Procedure", "subject"), CODES)?;
        let done = match self.ended.is_known() {
            true => done.with("performedPeriod", period(&of.statement.when, &self.ended)),
            false => of.time(done, "performed"),
        };
        let done = done
            .with("code", concept(&self.what))
            .with("note", writing::notes(&self.reason));
        Some(done.into())
    }
}

fn procedure(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, CODES);
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

const CODES: &Codes = &[
    ("completed", Standing::Stands),
    ("in-progress", Standing::Stands),
    ("preparation", Standing::Intended),
    ("not-done", Standing::NotDone),
    ("on-hold", Standing::OnHold),
    ("stopped", Standing::Stopped),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Concept;
    use crate::chart::statement::Statement;
    use crate::chart::when::When;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let plain = Procedure {
            what: Concept::words("Suture of the scalp"),
            reason: String::new(),
            ended: When::Unknown,
        };
        let full = Procedure {
            reason: "fell from a roof\ntwelve stitches".into(),
            ended: When::Day(2026, 3, 5),
            ..plain.clone()
        };
        let [plain, full] = [plain, full].map(|one| said(Fact::Procedure(one)));
        let told = Statement {
            when: When::Unknown,
            time_words: Some("before the war".into()),
            ..plain.clone()
        };
        let unknown = Statement {
            when: When::Unknown,
            ..full.clone()
        };
        let besides = [
            Standing::NotDone,
            Standing::Stopped,
            Standing::Intended,
            Standing::OnHold,
        ];
        hold(&[plain, full, told, unknown], &besides);
    }
}
