//! What an allergy is to: typed, or chosen from the table of medicines.

use leptos::prelude::*;

use super::capitalised;
use crate::app::i18n::*;
use crate::app::pages::chart::small_form::Typed;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::concept::Concept;
use crate::chart::draft::{AllergyForm, FormField};
use crate::chart::kinds::Allergy;
use crate::reading::medicine_check::is_not_compared;
use crate::terms::medicines::{TableRow, suggest};

const SUBSTANCE: &str = "allergy-to";
const LIST: &str = "allergy-suggestions";
/// Suggestions that are shown at once.
const MOST: usize = 6;

/// The field, what the table holds that begins so, and that it holds nothing of it. `next` is what takes the focus once
/// something was chosen.
#[component]
pub fn Substance(typed: Typed<AllergyForm>, next: &'static str) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let draft = typed.draft;
    let value = Bind::part(
        draft,
        |draft| draft.substance.clone(),
        |draft, words| {
            // Other words are another thing, with which other medicines are kin.
            if draft.substance != words {
                draft.from_table = None;
                draft.medicines.clear();
            }
            draft.substance = words;
        },
    );
    let rows = Memo::new(move |_| {
        let typed = draft.with(|draft| match draft.from_table {
            Some(_) => String::new(),
            None => draft.substance.clone(),
        });
        suggest(&typed, say.language(), MOST)
    });
    let choose = move |row: TableRow| {
        draft.update(|draft| {
            draft.substance = capitalised(row.name(say.language()));
            draft.from_table = Some(row.into());
            draft.medicines.clear();
        });
        focus_id(next);
    };
    let into_list = move || {
        step_among(SUGGESTED, 1);
    };
    let suggested = move || {
        let rows = rows.get().into_iter();
        let rows = rows.map(|row| {
            view! {
                <li>
                    <Button label=move || suggestion_words(say, row) on_press=move || choose(row)/>
                </li>
            }
        });
        rows.collect_view()
    };
    let not_in_table = Memo::new(move |_| {
        let none = rows.with(Vec::is_empty);
        none && draft.with(|draft| {
            let written = !draft.substance.trim().is_empty() && draft.from_table.is_none();
            let to = Allergy::to(Concept::words(draft.substance.as_str()));
            written && is_not_compared(&to)
        })
    });
    view! {
        <Field
            id=SUBSTANCE
            label=move || t_string!(i18n, kinds.allergy.substance)
            value
            error=typed.error(FormField::Substance, SUBSTANCE)
            on_enter=into_list
        />
        <div role="status">
            {move || not_in_table.get().then(|| view! {
                <p><Mark tone=Tone::NotKnown words=move || t_string!(i18n, kinds.allergy.not_in_table)/></p>
            })}
        </div>
        <ul
            id=LIST
            class="suggestions"
            aria-label=move || t_string!(i18n, kinds.allergy.suggestions)
            hidden=move || rows.with(Vec::is_empty)
            on:keydown=move |event| {
                let by = match event.key().as_str() {
                    "ArrowDown" | "ArrowRight" => 1,
                    "ArrowUp" | "ArrowLeft" => -1,
                    _ => return,
                };
                event.prevent_default();
                if !step_among(SUGGESTED, by) && by < 0 {
                    focus_id(SUBSTANCE);
                }
            }
        >
            {suggested}
        </ul>
    }
}

const SUGGESTED: &str = "#allergy-suggestions button";

fn suggestion_words(say: Say, row: TableRow) -> String {
    let name = capitalised(row.name(say.language()));
    match row {
        TableRow::Class(_) => t_string!(say.0, kinds.allergy.to_class, name = name),
        TableRow::Ingredient(_) => name,
    }
}
