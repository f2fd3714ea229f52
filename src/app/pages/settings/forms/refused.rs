//! A form that was not taken: each thing of it that is not known, and what to write instead.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::questionnaire::Refusal;

#[component]
pub fn Refused(refusals: Vec<Refusal>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let count = refusals.len() as u32;
    let line = move |refusal: Refusal| {
        let Refusal {
            link_id,
            words,
            why,
        } = refusal;
        view! {
            <li>
                <span class="form-link-id" translate="no">{link_id}</span> " "
                <span translate="no">{words}</span>
                <p>{move || say.not_known(&why)}</p>
            </li>
        }
    };
    view! {
        <Message tone=Tone::NotKnown>
            <p>{t!(i18n, kinds.questionnaire.not_added, count = move || count)}</p>
        </Message>
        <h3>{move || t_string!(i18n, kinds.questionnaire.not_known_title, n = count)}</h3>
        <ul class="form-gets">{refusals.into_iter().map(line).collect_view()}</ul>
    }
}
