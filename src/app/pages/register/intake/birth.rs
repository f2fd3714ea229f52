//! An age or a birth date: always answered, "not known" being an answer.

use leptos::prelude::*;

use super::taking::Taking;
use crate::app::pages::birth::BirthFields;
use crate::chart::draft::IntakeField;

#[component]
pub fn BirthQuestion() -> impl IntoView {
    let taking = expect_context::<Taking>();
    let value = taking.part(
        |draft| draft.birth.clone(),
        |draft, birth| draft.birth = birth,
    );
    let age_error = taking.error_where(|at| at == IntakeField::Age);
    let date_error = taking.error_where(|at| at == IntakeField::BirthDate);
    view! { <BirthFields form="intake" value age_error date_error/> }
}
