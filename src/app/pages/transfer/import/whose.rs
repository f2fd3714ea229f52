//! Which of the people in a file is meant: a chart is one person's.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::choose::FileLine;
use super::opening::Importing;
use crate::app::i18n::*;
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::engine::protocol::PersonInFile;

#[component]
pub fn Whose(
    importing: Importing,
    people: Arc<Vec<PersonInFile>>,
    /// What becomes of the one who is chosen, and of the others.
    #[prop(into)]
    words: TextProp,
) -> impl IntoView {
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
            <p>{move || words.get()}</p>
            <Choice
                id="import-whose"
                stacked=true
                legend=move || t_string!(i18n, transfer.import.whose)
                value=which
                options=options(&people)
            />
            <TroubleMessage trouble=importing.press.failure/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.import.another_file)
                    disabled=importing.press.busy
                    on_press=move || importing.start_over()
                />
                <Button
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, transfer.import.read_it)
                    disabled=undecided
                    busy=importing.press.busy
                    on_press=read
                />
            </Actions>
            <Working work=importing.press.work/>
        </div>
    }
}

fn options(people: &[PersonInFile]) -> Vec<(usize, TextProp)> {
    let say = use_say();
    let option = |(at, one): (usize, &PersonInFile)| {
        let one = one.clone();
        let words = move || person_in_file(say, &one);
        (at, words.into())
    };
    people.iter().enumerate().map(option).collect()
}

/// "Testa, Prima, F, 34 y, born 12 Mar 1992 (12 items)": enough to tell two of one name apart.
fn person_in_file(say: Say, one: &PersonInFile) -> String {
    let i18n = say.0;
    let person = &one.person;
    let (name, sex, age) = (
        say.name(person),
        say.sex_letter(person.sex),
        say.age(&person.birth),
    );
    let (count, n) = (one.resources, say.count(one.resources));
    match say.birth_date(&person.birth) {
        Some(born) => t_string!(
            i18n,
            transfer.import.person_in_file_born,
            count = count,
            n = n,
            name = name,
            sex = sex,
            age = age,
            born = born
        ),
        None => t_string!(
            i18n,
            transfer.import.person_in_file,
            count = count,
            n = n,
            name = name,
            sex = sex,
            age = age
        ),
    }
}
