//! Plan, flow sheet and notes of a problem: one after the other where there is room, one at a time on a phone.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::open::{ProblemFace, use_chart};

/// How much each of them holds.
#[derive(Clone, Copy)]
pub struct FaceCounts {
    pub plan: usize,
    pub flow_sheet: usize,
    pub notes: usize,
}

/// As the style sheet knows it.
pub fn face_word(face: ProblemFace) -> &'static str {
    match face {
        ProblemFace::Plan => "plan",
        ProblemFace::FlowSheet => "flow",
        ProblemFace::Notes => "notes",
    }
}

/// Shown on a phone only.
#[component]
pub fn Faces(counts: FaceCounts) -> impl IntoView {
    let i18n = use_i18n();
    let shown = use_chart().problem_face;
    let faces = [
        ProblemFace::Plan,
        ProblemFace::FlowSheet,
        ProblemFace::Notes,
    ];
    let faces = faces.map(|face| {
        let words = move || match face {
            ProblemFace::Plan => t_string!(i18n, plots.plan_n, n = counts.plan),
            ProblemFace::FlowSheet => t_string!(i18n, plots.flow_n, n = counts.flow_sheet),
            ProblemFace::Notes => t_string!(i18n, plots.notes_n, n = counts.notes),
        };
        view! {
            <button
                type="button"
                id=format!("face-{}", face_word(face))
                aria-pressed=move || (shown.get() == face).to_string()
                on:click=move |_| shown.set(face)
            >
                {words}
            </button>
        }
    });
    view! {
        <div class="problem-faces" role="group" aria-label=move || t_string!(i18n, plots.faces)>
            {faces.into_iter().collect_view()}
        </div>
    }
}
