//! DiagnosticReport and DocumentReference: reports, and papers with their bytes where the file holds them.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::chart::kinds::{Fact, KeptBecause, Report};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::terms::{media, text};
use crate::transfer::fhir::dates::{choice, first_of, or, start, when};
use crate::transfer::fhir::elements::{join, line, long, thing, time_words, words_of_all};
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::map::observations::specimen_taken;
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::{of_code, required, weaker};

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
    if node.0.get("docStatus").is_none() {
        return Standing::Stands;
    }
    of_code(node.text("docStatus"), |code| match code {
        "final" | "amended" => Some(Standing::Stands),
        "preliminary" => Some(Standing::Unconfirmed),
        _ => None,
    })
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
    let said = attachment
        .text("contentType")
        .or_else(|| binary?.text("contentType"));
    let title = attachment
        .text("title")
        .map(line)
        .unwrap_or_else(|| otherwise.to_owned());
    let bytes = decode(data)?;
    // What the file says it is may be a trick or a slip.
    let media_type = media::settled(said.unwrap_or_default(), &bytes);
    let title = text::title(&title, media::ending(&media_type));
    Some(PaperContent {
        title: if title.is_empty() {
            reading.resource().kind.clone()
        } else {
            title
        },
        media_type,
        bytes,
    })
}

fn decode(data: &str) -> Option<Vec<u8>> {
    let packed: Vec<u8> = data
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    BASE64.decode(packed).ok().filter(|bytes| !bytes.is_empty())
}
