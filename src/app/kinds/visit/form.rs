//! Opening a visit for someone who has a chart: notes that follow belong to it.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, VisitForm};

/// The form that opens a visit: it asks only for the reason.
pub fn open_visit(draft: VisitForm, close: Callback<()>) -> AnyView {
    const REASON: &str = "visit-reason";
    let i18n = use_i18n();
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.answer.question.reason)
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
            <p class="hint">{t!(i18n, kinds.visit.hint)}</p>
        </SmallForm>
    }
    .into_any()
}
