//! The lines of the questions that are answered in lines: allergies, medicines, illnesses, operations, vaccines, relatives.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::{AllergyDraft, HistoryDraft, MedicineDraft};

/// A field of words of a line; the first has the line's id.
macro_rules! field {
    ($line:ident.$part:ident, $($label:ident).+ $(, $id:ident)?) => {{
        let i18n = use_i18n();
        view! {
            <Field
                $($id)?
                label=move || t_string!(i18n, $($label).+)
                value=$line.at(|line| &line.$part, |line| &mut line.$part)
            />
        }
    }};
}

pub fn allergy_line(line: Bind<AllergyDraft>, id: String) -> AnyView {
    view! {
        <div class="trio">
            {field!(line.substance, people.intake.substance, id)}
            {field!(line.reaction, people.intake.reaction)}
            {field!(line.severity, people.intake.how_bad)}
        </div>
    }
    .into_any()
}

pub fn medicine_line(line: Bind<MedicineDraft>, id: String) -> AnyView {
    view! {
        {field!(line.name, people.intake.medicine, id)}
        <div class="trio">
            {field!(line.strength, people.intake.strength)}
            {field!(line.dose, people.intake.dose)}
            {field!(line.route, people.intake.route)}
        </div>
        <div class="pair">
            {field!(line.frequency, people.intake.how_often)}
            {field!(line.duration, people.intake.how_long)}
        </div>
    }
    .into_any()
}

pub fn dated_line(line: Bind<HistoryDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    let when = format!("{id}-when");
    view! {
        {field!(line.what, people.intake.which, id)}
        <DateParts
            id=when
            legend=move || t_string!(i18n, people.intake.when)
            value=line.at(|line| &line.when, |line| &mut line.when)
        />
    }
    .into_any()
}

pub fn family_line(line: Bind<HistoryDraft>, id: String) -> AnyView {
    view! {
        <div class="pair">
            {field!(line.what, people.intake.which, id)}
            {field!(line.relative, people.intake.relative)}
        </div>
    }
    .into_any()
}
