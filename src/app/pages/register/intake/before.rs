//! Before and family: the lines of illnesses, operations, vaccines and relatives.

use leptos::prelude::*;

use super::question::LineAt;
use crate::app::i18n::*;
use crate::app::ui::*;
use crate::chart::draft::HistoryDraft;

pub fn dated_line(line: LineAt<HistoryDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    let when = format!("{id}-when");
    view! {
        <Field
            id
            label=move || t_string!(i18n, people.intake.which)
            value=line.part(|l| &l.what, |l| &mut l.what)
        />
        <DateParts
            id=when
            legend=move || t_string!(i18n, people.intake.when)
            value=line.part(|l| &l.when, |l| &mut l.when)
        />
    }
    .into_any()
}

pub fn family_line(line: LineAt<HistoryDraft>, id: String) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="pair">
            <Field
                id
                label=move || t_string!(i18n, people.intake.which)
                value=line.part(|l| &l.what, |l| &mut l.what)
            />
            <Field
                label=move || t_string!(i18n, people.intake.relative)
                value=line.part(|l| &l.relative, |l| &mut l.relative)
            />
        </div>
    }
    .into_any()
}
