//! What is taken now and meets an allergy that is written: each is stopped in the same act, or left with a reason.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::kinds::medicine_words;
use crate::app::pages::chart::small_form::Typed;
use crate::app::pages::chart::use_chart;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{AllergyForm, FormField};
use crate::chart::kinds::{Allergy, MedicineChosen};
use crate::chart::statement::StatementId;
use crate::reading::medicine_check::{is_not_compared, met_by};
use crate::reading::view::{Known, MedicationRow};
use crate::terms::medicines::Kinship;

/// Which of the two was chosen for a medicine.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StopOrLeave {
    Stop,
    Leave,
}

/// A question for each medicine that meets the allergy; that there is none, or that nobody asked what is taken. `before` is
/// the allergy that is added to.
#[component]
pub fn TakenNow(typed: Typed<AllergyForm>, before: Memo<Option<Allergy>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = use_chart();
    let draft = typed.draft;
    let allergy = Memo::new(move |_| {
        let before = before.get();
        draft.with(|draft| draft.allergy(before.as_ref()))
    });
    let medicines = Memo::new(move |_| chart.summary(|summary| summary.medicines.clone()));
    let met = Memo::new(move |_| {
        medicines.with(|medicines| match medicines {
            Some(Known::Facts(rows)) => allergy.with(|allergy| {
                let met = met_by(allergy, rows);
                met.map(|(row, kinship)| (row.clone(), kinship)).collect()
            }),
            _ => Vec::new(),
        })
    });
    let quiet = move || {
        let compared = allergy.with(|allergy| !is_not_compared(allergy));
        (compared && met.with(Vec::is_empty)).then(|| match medicines.get() {
            Some(Known::NotAsked) => {
                let words = move || t_string!(i18n, kinds.allergy.medicines_not_asked);
                view! { <p><Mark tone=Tone::NotKnown words/></p> }.into_any()
            }
            _ => view! { <p class="hint">{t!(i18n, kinds.allergy.nothing_met)}</p> }.into_any(),
        })
    };
    view! {
        <For each=move || met.get() key=|(row, kinship)| (row.id, *kinship) let:((row, kinship))>
            <OneTaken typed row kinship/>
        </For>
        {quiet}
    }
}

#[component]
fn OneTaken(typed: Typed<AllergyForm>, row: MedicationRow, kinship: Kinship) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let id = row.id;
    let medicine = StoredValue::new(medicine_words(say, &row.line));
    let at = format!("allergy-medicine-{id}");
    // The first of the two buttons, or the reason once it is asked.
    let error = typed.error(FormField::Medicine(id), format!("{at}-0"));
    let chosen = Bind::new(
        move || {
            typed.draft.with(|draft| {
                chosen_of(draft, id).map(|chosen| match chosen {
                    MedicineChosen::Stop(_) => StopOrLeave::Stop,
                    MedicineChosen::Leave(_) => StopOrLeave::Leave,
                })
            })
        },
        move |chosen| {
            let substance = typed
                .draft
                .with_untracked(|draft| draft.substance.trim().to_owned());
            let chosen = match chosen {
                None => return,
                Some(StopOrLeave::Stop) => MedicineChosen::Stop(untrack(|| {
                    t_string!(i18n, kinds.allergy.stopped_for, substance = substance)
                })),
                Some(StopOrLeave::Leave) => MedicineChosen::Leave(String::new()),
            };
            choose(typed, id, chosen);
        },
    );
    let reason = Bind::new(
        move || {
            typed.draft.with(|draft| match chosen_of(draft, id) {
                Some(MedicineChosen::Leave(reason)) => reason.clone(),
                _ => String::new(),
            })
        },
        move |reason| choose(typed, id, MedicineChosen::Leave(reason)),
    );
    let left = Memo::new(move |_| chosen.get() == Some(StopOrLeave::Leave));
    let options = choices![i18n;
        StopOrLeave::Stop => kinds.allergy.stop_it,
        StopOrLeave::Leave => kinds.allergy.leave_it,
    ];
    let reason_id = format!("{at}-reason");
    view! {
        <Message tone=Tone::Alert>
            <p translate="no">{move || t_string!(i18n, kinds.allergy.takes, medicine = medicine.get_value())}</p>
            <p>{move || kinship_words(say, kinship)}</p>
            <Choice
                id=at
                legend=move || t_string!(i18n, kinds.allergy.what_of_it, medicine = medicine.get_value())
                legend_hidden=true
                value=chosen
                error
                options
            />
            {move || left.get().then(|| {
                let id = reason_id.clone();
                view! { <Field id label=move || t_string!(i18n, kinds.allergy.leave_why) value=reason/> }
            })}
        </Message>
    }
}

fn chosen_of(draft: &AllergyForm, id: StatementId) -> Option<&MedicineChosen> {
    let mut chosen = draft.medicines.iter();
    let (_, chosen) = chosen.find(|(medicine, _)| *medicine == id)?;
    Some(chosen)
}

fn choose(typed: Typed<AllergyForm>, id: StatementId, chosen: MedicineChosen) {
    typed.draft.update(|draft| {
        draft.medicines.retain(|(medicine, _)| *medicine != id);
        draft.medicines.push((id, chosen));
    });
}

fn kinship_words(say: Say, kinship: Kinship) -> String {
    let i18n = say.0;
    let language = say.language();
    match kinship {
        Kinship::SameIngredient(one) => {
            t_string!(
                i18n,
                kinds.allergy.takes_ingredient,
                name = one.name(language)
            )
        }
        Kinship::SameClass(class) => {
            t_string!(i18n, kinds.allergy.takes_class, name = class.name(language))
        }
        Kinship::CrossReaction(one, other) => t_string!(
            i18n,
            kinds.allergy.takes_crossing,
            one = one.name(language),
            other = other.name(language)
        ),
    }
}
