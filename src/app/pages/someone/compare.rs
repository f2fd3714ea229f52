//! Two people who may be one, side by side. Differences are bold, nothing is preselected.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::reading::view::PersonRow;

#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Of a file, or of the open chart.
    pub one: PersonRow,
    /// Of a chart that is here.
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
    /// Where the first of the two stands.
    #[prop(into)]
    whose: TextProp,
    /// Where the second stands.
    #[prop(into)]
    with: TextProp,
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
            {let (whose, with) = (whose.clone(), with.clone()); move || comparing.pair.get().map(|pair| {
                let (whose, with) = (whose.clone(), with.clone());
                view! { <SideBySide pair whose with/> }
            })}
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

/// What tells two people apart, in two columns.
#[component]
pub fn SideBySide(
    pair: Pair,
    /// Where the first of the two stands.
    #[prop(into)]
    whose: TextProp,
    #[prop(into)] with: TextProp,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let Pair { one, here } = pair;
    let line = move |name: &'static str, one: String, here: String| {
        let differs = one != here;
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
                {cell(one)}
                {cell(here)}
            </tr>
        }
    };
    move || {
        view! {
            <table class="transfer-compare">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{whose.get()}</th>
                        <th scope="col">{with.get()}</th>
                    </tr>
                </thead>
                <tbody>
                    {line(t_string!(i18n, transfer.compare.name), say.name(&one), say.name(&here))}
                    {line(
                        t_string!(i18n, transfer.compare.sex_and_age),
                        sex_and_age(say, &one),
                        sex_and_age(say, &here),
                    )}
                    {line(t_string!(i18n, transfer.compare.place), one.place.clone(), here.place.clone())}
                    {line(t_string!(i18n, transfer.compare.phone), one.phone.clone(), here.phone.clone())}
                    {line(t_string!(i18n, transfer.compare.number), one.number.clone(), here.number.clone())}
                    {line(
                        t_string!(i18n, transfer.compare.last_seen),
                        last_seen(say, &one),
                        last_seen(say, &here),
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
