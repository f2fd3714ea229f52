//! FHIR DiagnosticReport: several results, what was concluded from them, and its papers.

use crate::chart::concept::Concept;
use crate::chart::kinds::{Fact, KeptBecause, ObservationKind, Report, ReportKind};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, first_of, or, when};
use crate::transfer::fhir::elements::{join, long, thing, time_words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::ResourceType;
use crate::transfer::fhir::kinds::document::paper;
use crate::transfer::fhir::kinds::observation::{filed_as, specimen_taken};
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::required;

pub(super) const TYPES: &[ResourceType] = &[ResourceType {
    name: "DiagnosticReport",
    read: report,
    standing,
}];

/// Names of results listed with a report.
const RESULTS: usize = 200;

fn report(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
    let taken = specimen_taken(reading);
    let at = or(choice(node, "effective"), taken.map_or(When::Unknown, when));
    let when = or(at, first_of(node, &["issued"]));
    let what = node
        .at("code")
        .and_then(thing)
        .ok_or(Unread(KeptBecause::Unnamed))?;
    let papers = node
        .list("presentedForm")
        .into_iter()
        .filter_map(|form| paper(reading, form, &what.text));
    let papers: Vec<PaperContent> = papers.collect();
    let conclusion = [
        node.text("conclusion").map(long).unwrap_or_default(),
        words_of_all(node, "conclusionCode"),
        taken
            .map(|taken| format!("Specimen taken: {taken}"))
            .unwrap_or_default(),
    ];
    let results = node
        .list("result")
        .into_iter()
        .map(|result| reading.believed(result))
        .filter(|name| !name.is_empty())
        .take(RESULTS)
        .collect();
    let report = Report {
        what,
        conclusion: join(conclusion, "\n"),
        results,
        specimen: specimen(reading),
        observations: None,
        kind: kind(node),
    };
    let time = time_words(node, "effective");
    let mut drafts = vec![Draft::new(when, standing, Fact::Report(report)).at(time)];
    drafts.extend(
        papers
            .into_iter()
            .map(|paper| Draft::paper(when, standing, paper)),
    );
    Ok(drafts)
}

fn standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "final" | "amended" | "corrected" | "appended" => Some(Standing::Stands),
        "partial" | "preliminary" => Some(Standing::Unconfirmed),
        "registered" => Some(Standing::Intended),
        "cancelled" => Some(Standing::Cancelled),
        _ => None,
    })
}

/// From where, as its category says by a code.
fn kind(node: Node<'_>) -> Option<ReportKind> {
    match filed_as(node)? {
        ObservationKind::Laboratory => Some(ReportKind::Laboratory),
        ObservationKind::Imaging => Some(ReportKind::Imaging),
        _ => None,
    }
}

/// What was examined: the type of its specimens, else how they are named.
fn specimen(reading: &Reading<'_>) -> Option<Concept> {
    let specimens = reading.node().list("specimen").into_iter();
    let of = |specimen: Node<'_>| {
        let followed = reading.followed(specimen)?;
        followed.node().at("type").and_then(thing)
    };
    let mut known = specimens.clone().filter_map(of);
    known.next().or_else(|| {
        let mut named = specimens.map(|specimen| reading.reference_words(specimen));
        named.find(|words| !words.is_empty()).map(Concept::words)
    })
}
