//! DiagnosticReport and DocumentReference: reports, and papers with their bytes where the file holds them.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::chart::facts::{Fact, KeptBecause, Report};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::transfer::fhir::dates::{choice, first_of, or, start};
use crate::transfer::fhir::elements::{concept, join, line, long, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::{required, weaker};

/// Names of results listed with a report.
const RESULTS: usize = 200;
/// Padding is left out by some systems.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub fn report(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = report_standing(reading);
    let when = or(choice(node, "effective"), first_of(node, &["issued"]));
    let what = node
        .at("code")
        .and_then(concept)
        .ok_or(Unread(KeptBecause::Unnamed))?;
    let papers = node
        .list("presentedForm")
        .into_iter()
        .filter_map(|form| paper(reading, form, &what.text));
    let papers: Vec<PaperContent> = papers.collect();
    let conclusion = [
        node.text("conclusion").map(long).unwrap_or_default(),
        words_of_all(node, "conclusionCode"),
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
    };
    let mut drafts = vec![Draft::new(when, standing, Fact::Report(report))];
    drafts.extend(
        papers
            .into_iter()
            .map(|paper| Draft::paper(when, standing, paper)),
    );
    Ok(drafts)
}

pub fn report_standing(reading: &Reading<'_>) -> Standing {
    required(reading.node(), |code| match code {
        "final" | "amended" | "corrected" | "appended" => Some(Standing::Stands),
        "partial" | "preliminary" => Some(Standing::Unconfirmed),
        "registered" => Some(Standing::Intended),
        "cancelled" => Some(Standing::Cancelled),
        _ => None,
    })
}

pub fn document(reading: &Reading<'_>) -> Mapped {
    let node = reading.node();
    let standing = standing(reading);
    let title = reading.title();
    let mut drafts = Vec::new();
    for content in node.list("content") {
        let Some(attachment) = content.at("attachment") else {
            continue;
        };
        if let Some(paper) = paper(reading, attachment, &title) {
            drafts.push(Draft::paper(
                document_when(node, attachment),
                standing,
                paper,
            ));
        }
    }
    if drafts.is_empty() {
        return Err(Unread(KeptBecause::ContentElsewhere));
    }
    Ok(drafts)
}

pub fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, |code| match code {
        "current" => Some(Standing::Stands),
        "superseded" => Some(Standing::Over),
        _ => None,
    });
    weaker(status, document_status(node))
}

fn document_status(node: Node<'_>) -> Standing {
    match node.0.get("docStatus").map(|status| status.as_str()) {
        None | Some(Some("final" | "amended")) => Standing::Stands,
        Some(Some("preliminary")) => Standing::Unconfirmed,
        Some(Some("entered-in-error")) => Standing::ErrorAtSource,
        Some(_) => Standing::UnknownStatus,
    }
}

fn document_when(node: Node<'_>, attachment: Node<'_>) -> When {
    let about = node
        .path(&["context", "period"])
        .map(start)
        .unwrap_or_default();
    or(
        or(first_of(node, &["date"]), about),
        first_of(attachment, &["creation"]),
    )
}

/// An Attachment with its bytes: its own, or those of a Binary in the same file. `None` where they are elsewhere or unreadable.
pub fn paper(reading: &Reading<'_>, attachment: Node<'_>, otherwise: &str) -> Option<PaperContent> {
    let binary = attachment
        .text("url")
        .and_then(|url| reading.all.resolve(reading.index, url))
        .map(|index| reading.all.get(index))
        .filter(|resource| resource.kind == "Binary")
        .map(|resource| resource.node());
    let data = attachment.text("data").or_else(|| binary?.text("data"))?;
    let media_type = attachment
        .text("contentType")
        .or_else(|| binary?.text("contentType"));
    let title = attachment
        .text("title")
        .map(line)
        .unwrap_or_else(|| otherwise.to_owned());
    Some(PaperContent {
        title: if title.is_empty() {
            reading.resource().kind.clone()
        } else {
            title
        },
        media_type: media_type
            .map(line)
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        bytes: decode(data)?,
    })
}

fn decode(data: &str) -> Option<Vec<u8>> {
    let packed: Vec<u8> = data
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    BASE64.decode(packed).ok().filter(|bytes| !bytes.is_empty())
}
