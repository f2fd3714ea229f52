//! The triage tag: how urgently somebody has to be seen, by shape, number and word; and setting it by pressing it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Acting;
use crate::app::i18n::*;
use crate::app::kinds::colour_word;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::kinds::{TriageColour, VisitStep};

/// A square 1, a triangle 2, a circle 3; a hollow diamond for who was not triaged.
#[component]
pub fn TriageTag(#[prop(into)] colour: Signal<Option<TriageColour>>) -> impl IntoView {
    let say = use_say();
    let word = move || match colour.get() {
        Some(colour) => colour_word(say, colour),
        None => t_string!(say.0, kinds.visit.not_triaged),
    };
    view! {
        <span class="triage-tag">
            {move || shape(colour.get())}
            <span>{word}</span>
        </span>
    }
}

fn shape(colour: Option<TriageColour>) -> impl IntoView {
    let (class, path, number, baseline) = match colour {
        Some(TriageColour::Red) => ("triage-red", "M2 2h20v20H2z", "1", "17"),
        Some(TriageColour::Yellow) => ("triage-yellow", "M12 1.5L23 22H1z", "2", "20"),
        Some(TriageColour::Green) => (
            "triage-green",
            "M12 1.5a10.5 10.5 0 1 1 0 21a10.5 10.5 0 0 1 0-21z",
            "3",
            "17",
        ),
        None => ("triage-none", "M12 1.5L22.5 12L12 22.5L1.5 12z", "", "17"),
    };
    view! {
        <svg class=format!("triage-shape {class}") viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path/>
            <text x="12" y=baseline text-anchor="middle">{number}</text>
        </svg>
    }
}

/// The tag as a press: it opens the three colours, and a press on one signs it.
#[component]
pub fn TriageButton(
    acting: Acting,
    #[prop(into)] colour: Signal<Option<TriageColour>>,
    /// Whose it is, as a title.
    #[prop(into)]
    whose: TextProp,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let open = RwSignal::new(false);
    let busy = acting.busy();
    let named = whose.clone();
    let what = move || {
        let whose = named.get().to_string();
        t_string!(i18n, kinds.visit.change_triage, name = whose)
    };
    let choose = move |set: TriageColour| {
        open.set(false);
        if colour.get_untracked() != Some(set) {
            acting.step(VisitStep::Triage(set));
        }
    };
    let title = move || {
        let whose = whose.get().to_string();
        t_string!(i18n, kinds.visit.triage_of, name = whose)
    };
    view! {
        <button
            type="button"
            class="triage-press"
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| if !busy.get_untracked() { open.set(true) }
        >
            <TriageTag colour/>
            <span class="hidden-visually">{what}</span>
        </button>
        <Dialog open title>
            <div class="stations">
                {[TriageColour::Red, TriageColour::Yellow, TriageColour::Green]
                    .map(|each| view! {
                        <button
                            type="button"
                            class="button quiet"
                            aria-current=move || (colour.get() == Some(each)).then_some("true")
                            on:click=move |_| choose(each)
                        >
                            <TriageTag colour=Some(each)/>
                        </button>
                    })
                    .collect_view()}
            </div>
        </Dialog>
    }
}
