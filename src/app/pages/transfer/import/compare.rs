//! The person of a file and one who is here, side by side. Differences are bold, nothing is preselected.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::reading::view::PersonRow;

#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub arriving: PersonRow,
    pub here: PersonRow,
}

/// Whom the dialog compares, if it is open.
#[derive(Clone, Copy)]
pub struct Comparing {
    open: RwSignal<bool>,
    pair: RwSignal<Option<Pair>>,
}

impl Comparing {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            pair: RwSignal::new(None),
        }
    }

    pub fn show(&self, pair: Pair) {
        self.pair.set(Some(pair));
        self.open.set(true);
    }
}

#[component]
pub fn Compare(
    comparing: Comparing,
    /// What an answer does here.
    #[prop(into)]
    note: TextProp,
    /// The pair, and whether it is one person.
    #[prop(into)]
    on_answer: Callback<(Pair, bool)>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let answer = move |same: bool| {
        if let Some(pair) = comparing.pair.get_untracked() {
            on_answer.run((pair, same));
        }
        comparing.open.set(false);
    };
    view! {
        <Dialog open=comparing.open wide=true title=move || t_string!(i18n, transfer.compare.title)>
            {move || comparing.pair.get().map(|pair| view! { <SideBySide pair/> })}
            <p>{let note = note.clone(); move || note.get()}</p>
            <Actions>
                <Button
                    label=move || t_string!(i18n, transfer.compare.someone_else)
                    on_press=move || answer(false)
                />
                <Button
                    label=move || t_string!(i18n, transfer.compare.this_person)
                    on_press=move || answer(true)
                />
            </Actions>
        </Dialog>
    }
}

#[component]
fn SideBySide(pair: Pair) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let Pair {
        arriving,
        here: row,
    } = pair;
    let line = move |name: &'static str, file: String, known: String| {
        let differs = file != known;
        let cell = move |words: String| {
            let words = if words.is_empty() {
                "–".to_string()
            } else {
                words
            };
            if differs {
                view! { <td><strong>{words}</strong></td> }.into_any()
            } else {
                view! { <td>{words}</td> }.into_any()
            }
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cell(file)}
                {cell(known)}
            </tr>
        }
    };
    move || {
        view! {
            <table class="transfer-compare">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t_string!(i18n, transfer.compare.in_file)}</th>
                        <th scope="col">{t_string!(i18n, transfer.compare.here)}</th>
                    </tr>
                </thead>
                <tbody>
                    {line(t_string!(i18n, transfer.compare.name), say.name(&arriving), say.name(&row))}
                    {line(
                        t_string!(i18n, transfer.compare.sex_and_age),
                        sex_and_age(say, &arriving),
                        sex_and_age(say, &row),
                    )}
                    {line(t_string!(i18n, transfer.compare.place), arriving.place.clone(), row.place.clone())}
                    {line(t_string!(i18n, transfer.compare.phone), arriving.phone.clone(), row.phone.clone())}
                    {line(t_string!(i18n, transfer.compare.number), arriving.number.clone(), row.number.clone())}
                    {line(
                        t_string!(i18n, transfer.compare.last_seen),
                        last_seen(say, &arriving),
                        last_seen(say, &row),
                    )}
                </tbody>
            </table>
        }
    }
}

fn sex_and_age(say: Say, row: &PersonRow) -> String {
    let sex = row.sex.map_or_else(
        || t_string!(say.0, common.sex.u).to_string(),
        |sex| say.sex(sex).to_string(),
    );
    format!("{sex}, {}", say.age(&row.birth))
}

fn last_seen(say: Say, row: &PersonRow) -> String {
    row.last_seen
        .map_or_else(String::new, |stamp| say.day(stamp.day()))
}
