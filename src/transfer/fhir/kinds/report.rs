//! FHIR DiagnosticReport: several results, what was concluded from them, and its papers.

use serde_json::Value as Json;

use crate::chart::concept::Concept;
use crate::chart::kinds::{Fact, KeptBecause, ObservationKind, Report, ReportKind};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, first_of, or, when};
use crate::transfer::fhir::elements::{join, long, thing, time_words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::document::paper;
use crate::transfer::fhir::kinds::observation::{filed_as, specimen_taken};
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, required};
use crate::transfer::fhir::writing::{self, Object, Writing, coded, date, displayed};

impl InFhir for Report {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "DiagnosticReport",
        read: report,
        standing: |reading| required(reading.node(), CODES),
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let specimen = self.specimen.as_ref().map(|specimen| {
            let kind = Object::of("Specimen").with("id", SPECIMEN);
            vec![Json::from(kind.with("type", writing::concept(specimen)))]
        });
        let named = specimen.is_some().then(|| {
            let reference = format!("#{SPECIMEN}");
            vec![Json::from(Object::default().with("reference", reference))]
        });
        let category = self
            .kind
            .map(|kind| vec![coded(SECTIONS, code_of_kind(kind))]);
        let report = of
            .status(of.about("DiagnosticReport", "subject"), CODES)?
            .with("contained", specimen)
            .with("specimen", named)
            .with("category", category)
            .with("code", writing::concept(&self.what))
            .with("effectiveDateTime", date(&of.statement.when))
            .with("issued", self.reported.as_ref().map(date))
            .with("performer", displayed(self.place.iter().cloned()))
            .with("result", displayed(self.results.iter().cloned()))
            .with("conclusion", self.conclusion.as_str());
        Some(report.into())
    }
}

/// Names of results listed with a report.
const RESULTS: usize = 200;

fn report(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = required(node, CODES);
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
        conclusion: join(conclusion, "\n"),
        results,
        specimen: specimen(reading),
        kind: kind(node),
        reported: Some(first_of(node, &["issued"])).filter(|issued| issued.is_known()),
        place: performer(reading),
        ..Report::new(what)
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

const CODES: &Codes = &[
    ("final", Standing::Stands),
    ("amended", Standing::Stands),
    ("corrected", Standing::Stands),
    ("appended", Standing::Stands),
    ("preliminary", Standing::Unconfirmed),
    ("partial", Standing::Unconfirmed),
    ("registered", Standing::Intended),
    ("cancelled", Standing::Cancelled),
];

/// From where, as its category says by a code.
fn kind(node: Node<'_>) -> Option<ReportKind> {
    let mut codings = node
        .list("category")
        .into_iter()
        .flat_map(|one| one.list("coding"));
    if codings.any(|coding| coding.text("code") == Some(OTHER)) {
        return Some(ReportKind::Other);
    }
    match filed_as(node)? {
        ObservationKind::Laboratory => Some(ReportKind::Laboratory),
        ObservationKind::Imaging => Some(ReportKind::Imaging),
        _ => None,
    }
}

fn code_of_kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Laboratory => "LAB",
        ReportKind::Imaging => "RAD",
        ReportKind::Other => OTHER,
    }
}

/// Sections of HL7 v2 table 0074, by which reports are filed.
const SECTIONS: &str = "http://terminology.hl7.org/CodeSystem/v2-0074";
const OTHER: &str = "OTH";
const SPECIMEN: &str = "specimen";

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

/// Who or what made it, in words.
fn performer(reading: &Reading<'_>) -> Option<String> {
    let performers = reading.node().list("performer").into_iter();
    let words = performers.map(|performer| reading.reference_words(performer));
    Some(join(words, ", ")).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::concept::Coding;
    use crate::transfer::fhir::writing::tests::{hold, said};

    #[test]
    fn what_is_written_is_read_again() {
        let plain = Report {
            conclusion: "Clear".into(),
            ..Report::new(Concept::words("Chest X-ray"))
        };
        let blood = Concept {
            text: "Blood".into(),
            codings: vec![Coding {
                system: "http://snomed.info/sct".into(),
                code: "119297000".into(),
                display: "Blood specimen".into(),
            }],
        };
        let full = Report {
            what: Concept::words("Full blood count"),
            conclusion: "Anaemia\nto be repeated".into(),
            results: vec!["Haemoglobin".into(), "Platelets".into()],
            specimen: Some(blood),
            reported: Some(When::Day(2026, 3, 6)),
            place: Some("District laboratory".into()),
            ..plain.clone()
        };
        let mut all = vec![plain.clone(), full];
        all.extend(ReportKind::ALL.map(|kind| Report {
            kind: Some(kind),
            ..plain.clone()
        }));
        let all: Vec<_> = all.into_iter().map(|one| said(Fact::Report(one))).collect();
        let besides = [
            Standing::Cancelled,
            Standing::Unconfirmed,
            Standing::Intended,
        ];
        hold(&all, &besides);
    }
}
