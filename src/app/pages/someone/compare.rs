//! Two people who may be one, side by side. Differences are bold, nothing is preselected.

use crate::base::InOrder;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::reading::directory::{Difference, Differing};
use crate::reading::view::PersonRow;

/// Two people who may be one, side by side.
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
    /// Nobody yet.
    pub fn nobody() -> Self {
        Self {
            open: RwSignal::new(false),
            pair: RwSignal::new(None),
        }
    }

    /// Fits how alike the two are.
    fn heading(&self, say: Say) -> &'static str {
        let today = device::now().day();
        let hardly_one = self.pair.with(|pair| {
            let pair = pair.as_ref();
            pair.is_some_and(|pair| Differing::of(&pair.one, &pair.here, today).hardly_one)
        });
        heading(say, hardly_one)
    }

    /// Opens the dialog on these two.
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
        <Dialog open=comparing.open wide=true title=move || comparing.heading(say)>
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

/// What stands over a comparison.
pub fn heading(say: Say, hardly_one: bool) -> &'static str {
    if hardly_one {
        t_string!(say.0, people.compare.hardly_one)
    } else {
        t_string!(say.0, people.compare.title)
    }
}

/// "Different: sex, age." What differs is said before anything is compared line by line.
pub fn differing_words(say: Say, differing: &Differing) -> String {
    let i18n = say.0;
    if differing.what.is_empty() {
        return t_string!(i18n, people.compare.nothing_differs).to_string();
    }
    let words = differing.what.iter().map(|what| match what {
        Difference::Sex => t_string!(i18n, people.compare.what.sex),
        Difference::Age => t_string!(i18n, people.compare.what.age),
        Difference::Name => t_string!(i18n, people.compare.what.name),
        Difference::Phone => t_string!(i18n, people.compare.what.phone),
        Difference::Place => t_string!(i18n, people.compare.what.place),
    });
    let what = words.collect::<Vec<_>>().join(", ");
    t_string!(i18n, people.compare.differ_in, what = what)
}

/// What tells two people apart, in two columns; what differs stands first.
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
    let differing = Differing::of(&one, &here, device::now().day());
    let line = move |differs: bool, name: &'static str, one: String, here: String| {
        let cell = move |words: String| {
            let words = if words.is_empty() {
                t_string!(i18n, people.compare.not_known).to_string()
            } else {
                words
            };
            if differs {
                view! { <td><strong><bdi>{words}</bdi></strong></td> }.into_any()
            } else {
                view! { <td><bdi>{words}</bdi></td> }.into_any()
            }
        };
        let row = view! {
            <tr>
                <th scope="row">{name}</th>
                {cell(one)}
                {cell(here)}
            </tr>
        };
        (!differs, row)
    };
    let words = {
        let differing = differing.clone();
        move || differing_words(say, &differing)
    };
    let table = move || {
        let has = |what| differing.has(what);
        let differ = |one: &str, here: &str| one != here;
        let (seen, seen_here) = (last_seen(say, &one), last_seen(say, &here));
        let mut lines = vec![
            line(
                has(Difference::Name) || differ(&say.name(&one), &say.name(&here)),
                t_string!(i18n, transfer.compare.name),
                say.name(&one),
                say.name(&here),
            ),
            line(
                has(Difference::Sex) || has(Difference::Age) || birth_differs(say, &one, &here),
                t_string!(i18n, transfer.compare.sex_and_age),
                sex_and_age(say, &one),
                sex_and_age(say, &here),
            ),
            line(
                differ(&one.place, &here.place),
                t_string!(i18n, transfer.compare.place),
                one.place.clone(),
                here.place.clone(),
            ),
            line(
                differ(&one.phone, &here.phone),
                t_string!(i18n, transfer.compare.phone),
                one.phone.clone(),
                here.phone.clone(),
            ),
            line(
                false,
                t_string!(i18n, transfer.compare.number),
                one.number.clone(),
                here.number.clone(),
            ),
            line(
                false,
                t_string!(i18n, transfer.compare.last_seen),
                seen,
                seen_here,
            ),
        ];
        if has(Difference::Sex) || has(Difference::Age) {
            lines.swap(0, 1);
        }
        lines.order_by_key(|(same, _)| *same);
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
                    {lines.into_iter().map(|(_, row)| row).collect_view()}
                </tbody>
            </table>
        }
    };
    view! {
        <p><strong>{words}</strong></p>
        {table}
    }
}

/// "Male, 25 y, 14 Mar 2001".
fn sex_and_age(say: Say, row: &PersonRow) -> String {
    let words = sex_and_age_alone(say, row);
    match say.birth_date(&row.birth) {
        Some(date) => format!("{words}, {date}"),
        None => words,
    }
}

fn sex_and_age_alone(say: Say, row: &PersonRow) -> String {
    let sex = row.sex.map_or_else(
        || t_string!(say.0, common.sex.u).to_string(),
        |sex| say.sex(sex).to_string(),
    );
    format!("{sex}, {}", say.age_of(row))
}

/// Sex and age read otherwise, or both have a date of birth and it is another one. A date that only one has is no difference.
fn birth_differs(say: Say, one: &PersonRow, here: &PersonRow) -> bool {
    let dates = say.birth_date(&one.birth).zip(say.birth_date(&here.birth));
    sex_and_age_alone(say, one) != sex_and_age_alone(say, here)
        || dates.is_some_and(|(one, here)| one != here)
}

fn last_seen(say: Say, row: &PersonRow) -> String {
    row.last_seen
        .map_or_else(String::new, |stamp| say.day(stamp.day()))
}
