//! Which of the people in a file is meant: a chart is one person's.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::choose::FileLine;
use super::opening::Importing;
use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::engine::protocol::PersonInFile;

#[component]
pub fn Whose(importing: Importing, people: Arc<Vec<PersonInFile>>) -> impl IntoView {
    let i18n = use_i18n();
    let which = RwSignal::new(None::<usize>);
    let undecided = Signal::derive(move || which.get().is_none());
    let read = move || {
        if let Some(person) = which.get_untracked() {
            importing.read_for(person as u32);
        }
    };
    view! {
        <div class="stack">
            <Lines><FileLine importing/></Lines>
            <p>{t!(i18n, transfer.import.whose_words)}</p>
            <Choice
                id="import-whose"
                stacked=true
                legend=move || t_string!(i18n, transfer.import.whose)
                value=which
                options=options(&people)
            />
            <TroubleMessage trouble=importing.trouble/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.import.another_file)
                    disabled=importing.busy
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, transfer.import.read_it)
                    disabled=undecided
                    busy=importing.busy
                    on_press=read
                />
            </Actions>
            <Working work=importing.work/>
        </div>
    }
}

/// "Testa, Prima, 12 items".
fn options(people: &[PersonInFile]) -> Vec<(usize, TextProp)> {
    let say = use_say();
    let i18n = say.0;
    let option = |(at, one): (usize, &PersonInFile)| {
        let one = one.clone();
        let words = move || {
            t_string!(
                i18n,
                transfer.import.person_in_file,
                name = say.name(&one.person),
                age = say.age(&one.person.birth),
                n = say.count(one.resources)
            )
        };
        (at, words.into())
    };
    people.iter().enumerate().map(option).collect()
}
