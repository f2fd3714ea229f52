//! Counts in words, names for what other systems call things, and where the focus goes when a button is replaced.

use leptos::html;
use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::LostPapers;

/// "1 chart", "3 charts".
pub fn charts(say: Say, count: u32) -> String {
    t_string!(say.0, transfer.charts, count = count, n = say.count(count))
}

/// "1 entry", "1 050 entries".
pub fn entries(say: Say, count: u32) -> String {
    t_string!(say.0, transfer.entries, count = count, n = say.count(count))
}

/// "1 paper", "12 papers".
pub fn papers(say: Say, count: u32) -> String {
    t_string!(say.0, transfer.papers, count = count, n = say.count(count))
}

/// "1 paper is missing. 2 papers are damaged."; `None` where none is lost.
fn words_lost(say: Say, lost: LostPapers) -> Option<String> {
    let i18n = say.0;
    let (missing, damaged) = (lost.missing, lost.damaged);
    let sentences = [
        (missing > 0).then(|| {
            let n = say.count(missing);
            t_string!(i18n, transfer.papers_missing, count = missing, n = n)
        }),
        (damaged > 0).then(|| {
            let n = say.count(damaged);
            t_string!(i18n, transfer.papers_damaged, count = damaged, n = n)
        }),
    ];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// How many papers are lost, and what that means here.
#[component]
pub fn Lost(lost: LostPapers, #[prop(into)] meaning: Signal<&'static str>) -> impl IntoView {
    let say = use_say();
    (lost.total() > 0).then(|| {
        view! {
            <Message tone=Tone::NotKnown>
                <p>{move || words_lost(say, lost)} " " {move || meaning.get()}</p>
            </Message>
        }
    })
}

/// A FHIR resource type in the page's language; types without a word here keep their own name.
pub fn resource_type(say: Say, kind: &str) -> String {
    let i18n = say.0;
    let known = match kind {
        "Patient" => t_string!(i18n, transfer.kinds.patient),
        "Condition" => t_string!(i18n, transfer.kinds.condition),
        "AllergyIntolerance" => t_string!(i18n, transfer.kinds.allergy),
        "Medication" => t_string!(i18n, transfer.kinds.medication),
        "MedicationStatement" => t_string!(i18n, transfer.kinds.medication_statement),
        "MedicationRequest" => t_string!(i18n, transfer.kinds.medication_request),
        "Immunization" => t_string!(i18n, transfer.kinds.immunization),
        "Procedure" => t_string!(i18n, transfer.kinds.procedure),
        "Observation" => t_string!(i18n, transfer.kinds.observation),
        "DiagnosticReport" => t_string!(i18n, transfer.kinds.report),
        "FamilyMemberHistory" => t_string!(i18n, transfer.kinds.family),
        "Encounter" => t_string!(i18n, transfer.kinds.encounter),
        "CarePlan" => t_string!(i18n, transfer.kinds.care_plan),
        "DocumentReference" => t_string!(i18n, transfer.kinds.document),
        "Consent" => t_string!(i18n, transfer.kinds.consent),
        other => return other.to_string(),
    };
    format!("{known} ({kind})")
}

/// Takes the focus when it appears: it stands where the pressed button was.
#[component]
pub fn Arriving(children: Children) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            let _ = element.focus();
        }
    });
    view! { <div class="stack" node_ref=node tabindex="-1">{children()}</div> }
}
