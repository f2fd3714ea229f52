//! Giving out a medicine: as it is written, otherwise, or not.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, GiveForm};
use crate::chart::kinds::Given;

/// The form that says what was given out; the medicine stands above it, its quantity is filled in.
pub fn give(draft: GiveForm, close: Callback<()>) -> AnyView {
    const GIVEN: &str = "give-given-0";
    const AMOUNT: &str = "give-amount";
    const WHY: &str = "give-why";
    let i18n = use_i18n();
    let medicine = draft.medicine;
    let typed = Typed::new(draft);
    let given = Memo::new(move |_| typed.draft.with(|form| form.given));
    let amounts = move || {
        view! {
            <div class="field-pair">
                <Field
                    id=AMOUNT
                    label=move || t_string!(i18n, kinds.medication.amount)
                    value=typed.part(|form| &form.amount, |form| &mut form.amount)
                    error=typed.error(FormField::Amount, AMOUNT)
                />
                <Field
                    id="give-unit"
                    label=move || t_string!(i18n, kinds.medication.unit)
                    value=typed.part(|form| &form.unit, |form| &mut form.unit)
                />
            </div>
            <Field
                id="give-from"
                label=move || t_string!(i18n, kinds.medication.from)
                hint=move || t_string!(i18n, kinds.medication.from_hint)
                value=typed.part(|form| &form.from, |form| &mut form.from)
            />
        }
    };
    view! {
        <SmallForm kept=typed.keep() close>
            <AboutStatement id=medicine/>
            <Choice
                id="give-given"
                legend=move || t_string!(i18n, kinds.medication.was_given)
                value=typed.part(|form| &form.given, |form| &mut form.given)
                error=typed.error(FormField::Status, GIVEN)
                options=choices![i18n;
                    Given::AsWritten => kinds.medication.as_written,
                    Given::Otherwise => kinds.medication.given_otherwise,
                    Given::Not => kinds.medication.not_given,
                ]
            />
            {move || match given.get() {
                None => ().into_any(),
                Some(Given::AsWritten) => amounts().into_any(),
                Some(Given::Otherwise) => view! {
                    <Field
                        id="give-what"
                        label=move || t_string!(i18n, kinds.medication.what_given)
                        value=typed.part(|form| &form.what, |form| &mut form.what)
                    />
                    {amounts()}
                }
                .into_any(),
                Some(Given::Not) => view! {
                    <Field
                        id=WHY
                        label=move || t_string!(i18n, kinds.medication.not_given_why)
                        value=typed.part(|form| &form.reason, |form| &mut form.reason)
                        error=typed.error(FormField::Reason, WHY)
                    />
                }
                .into_any(),
            }}
        </SmallForm>
    }
    .into_any()
}
