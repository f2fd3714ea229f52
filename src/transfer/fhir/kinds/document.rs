//! FHIR DocumentReference and Attachment: papers with their bytes, where the file holds them.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value as Json;

use crate::chart::kinds::{Document, KeptBecause};
use crate::chart::statement::Standing;
use crate::chart::when::When;
use crate::terms::{media, text};
use crate::transfer::fhir::dates::{first_of, or, start};
use crate::transfer::fhir::elements::line;
use crate::transfer::fhir::json::Node;
use crate::transfer::fhir::kinds::{InFhir, ResourceType};
use crate::transfer::fhir::mapping::{Draft, Mapped, PaperContent, Reading, Unread};
use crate::transfer::fhir::standing::{Codes, of_code, required, weaker};
use crate::transfer::fhir::writing::{Object, Writing, period};

impl InFhir for Document {
    const TYPES: &'static [ResourceType] = &[ResourceType {
        name: "DocumentReference",
        read: document,
        standing,
    }];

    fn written(&self, of: &Writing<'_>) -> Option<Json> {
        let bytes = (of.bytes)(self)?;
        let content = Object::default().with("attachment", attachment(self, Some(&bytes)));
        let about = Object::default().with("period", period(&of.statement.when, &When::Unknown));
        let paper = of
            .status(of.about("DocumentReference", "subject"), CODES)?
            .with("content", vec![Json::from(content)])
            .with("context", about);
        Some(paper.into())
    }
}

/// A paper as an Attachment, with its bytes where they are at hand.
pub fn attachment(paper: &Document, bytes: Option<&[u8]>) -> Object {
    Object::default()
        .with("contentType", paper.media_type.as_str())
        .with("title", paper.title.as_str())
        .with("data", bytes.map(|bytes| BASE64.encode(bytes)))
}

/// Padding is left out by some systems.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn document(reading: &Reading<'_>) -> Mapped {
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

const CODES: &Codes = &[
    ("current", Standing::Stands),
    ("superseded", Standing::Over),
];

fn standing(reading: &Reading<'_>) -> Standing {
    let node = reading.node();
    let status = required(node, CODES);
    weaker(status, document_status(node))
}

const OF_DOCUMENTS: &Codes = &[
    ("final", Standing::Stands),
    ("amended", Standing::Stands),
    ("preliminary", Standing::Unconfirmed),
];

fn document_status(node: Node<'_>) -> Standing {
    if node.0.get("docStatus").is_none() {
        return Standing::Stands;
    }
    of_code(node.text("docStatus"), OF_DOCUMENTS)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{BlobId, Digest};
    use crate::chart::kinds::Fact;
    use crate::chart::statement::Statement;
    use crate::transfer::fhir::resource_of;
    use crate::transfer::fhir::writing::tests::{imported, said};

    const BYTES: &[u8] = b"%PDF-1.7 made up";

    #[test]
    fn what_is_written_is_read_again() {
        let paper = Document {
            title: "Letter of the surgeon".into(),
            media_type: "application/pdf".into(),
            blob: BlobId([7; 16]),
            bytes: BYTES.len() as u64,
            digest: Digest([1; 32]),
            chunks: 1,
        };
        for standing in [
            Standing::Stands,
            Standing::ErrorAtSource,
            Standing::Over,
            Standing::UnknownStatus,
        ] {
            let statement = Statement {
                standing,
                status_words: (standing == Standing::UnknownStatus).then(String::new),
                ..said(Fact::Document(paper.clone()))
            };
            let mut papers = imported(&statement, BYTES).papers;
            let read = papers.remove(0);
            assert_eq!(read.bytes, BYTES);
            let read = read.filed(paper.blob, paper.digest, paper.chunks).statement;
            let read = Statement {
                source: statement.source.clone(),
                ..read
            };
            assert_eq!(read, statement);
            assert!(resource_of(&statement, "Patient/7", &|_| None).is_none());
        }
    }
}
