//! Someone who may be the person being typed, side by side. Differences are in bold; nothing is chosen beforehand.

use leptos::prelude::*;

use super::super::person::{NameWords, OtherNameWords};
use super::taking::Taking;
use crate::app::i18n::*;
use crate::app::pages::someone::{differing_words, heading};
use crate::app::platform::device;
use crate::app::state::Say;
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::draft::{IntakeDraft, Likeness};
use crate::chart::kinds::{Birth, Sex};
use crate::reading::directory::Differing;
use crate::reading::view::{OtherName, PersonRow, Resembling};

/// How many are compared at once; the rest are counted.
const SHOWN: usize = 3;

/// The step before review on a phone.
#[component]
pub fn ComparePage(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    view! {
        <Page title=move || title(taking)>
            <Comparisons taking/>
            <Actions>
                <Button
                    label=move || t_string!(i18n, people.intake.back_to_form)
                    on_press=move || { taking.back_to_form(); }
                />
            </Actions>
        </Page>
    }
}

/// Beside the form on a laptop.
#[component]
pub fn Beside(taking: Taking) -> impl IntoView {
    let any = Memo::new(move |_| !taking.resembling.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <aside class="beside" aria-labelledby="beside-title">
                    <h2 id="beside-title">{move || title(taking)}</h2>
                    <Comparisons taking/>
                </aside>
            }
        })
    }
}

/// Fits how alike they are: where nobody among them can be the person, that is said.
fn title(taking: Taking) -> &'static str {
    let today = device::now().day();
    let typed = taking.draft.with(|draft| Typed::of(draft, today)).row();
    let hardly_one = taking.resembling.with(|found| {
        let hardly = |one: &Resembling| Differing::of(&typed, &one.row, today).hardly_one;
        !found.is_empty() && found.iter().all(hardly)
    });
    heading(taking.say, hardly_one)
}

#[component]
pub fn Comparisons(taking: Taking) -> impl IntoView {
    let i18n = taking.say.0;
    let more = move || taking.resembling.with(Vec::len).saturating_sub(SHOWN);
    view! {
        <div class="comparisons">
            <p role="status">{t!(i18n, people.compare.why)}</p>
            <For
                each=move || taking.resembling.get().into_iter().take(SHOWN)
                key=|found| format!("{found:?}")
                let:found
            >
                <Comparison taking found/>
            </For>
            {move || (more() > 0).then(|| view! {
                <p class="hint">{t_string!(i18n, people.compare.more, n = more())}</p>
            })}
        </div>
    }
}

#[component]
fn Comparison(taking: Taking, found: Resembling) -> impl IntoView {
    let say = taking.say;
    let i18n = say.0;
    let today = device::now().day();
    let person = found.row.clone();
    let (is, is_not) = (person.clone(), person.clone());
    let typed = Memo::new(move |_| taking.draft.with(|draft| Typed::of(draft, today)));
    let (sex, birth, last) = (person.sex, person.birth, person.last_seen);
    let place = person.place.clone();
    let phone = person.phone.clone();
    let (name, named, aged) = (person.clone(), person.clone(), person.clone());
    let at = person.place.clone();
    let same_phone = found.same_phone;
    let other = found.other.map(|name| OtherName {
        name,
        matched: Vec::new(),
    });
    let alias = other.clone();
    let here = found.row.clone();
    let differs = move || {
        let typed = typed.with(Typed::row);
        differing_words(say, &Differing::of(&typed, &here, today))
    };
    view! {
        <section class="comparison">
            <p><strong>{differs}</strong></p>
            <table>
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t!(i18n, people.compare.typing)}</th>
                        <th scope="col">{person.number.clone()}</th>
                    </tr>
                </thead>
                <tbody>
                    {row(
                        move || t_string!(i18n, people.compare.name).to_string(),
                        move || typed.with(|typed| typed.name(say)),
                        move || view! {
                            <NameWords person=name.clone()/>
                            {other.clone().map(|other| view! { " " <OtherNameWords other/> })}
                        }
                        .into_any(),
                        move || typed.with(|typed| typed.is_named_as(&named, alias.as_ref())),
                    )}
                    {row(
                        move || t_string!(i18n, people.compare.sex_age).to_string(),
                        move || typed.with(|typed| sex_age(say, typed.0.sex, &typed.0.birth)),
                        move || format!("{}, {}", say.sex_letter(sex), say.age_of(&aged)).into_any(),
                        move || typed.with(|typed| typed.0.sex == sex && say.age(&typed.0.birth) == say.age(&birth)),
                    )}
                    {row(
                        move || t_string!(i18n, people.compare.place).to_string(),
                        move || typed.with(|typed| typed.0.place.clone()),
                        move || place.clone().into_any(),
                        move || typed.with(|typed| same_words(&typed.0.place, &at)),
                    )}
                    {(!phone.is_empty()).then(|| row(
                        move || t_string!(i18n, people.intake.phone).to_string(),
                        move || typed.with(|typed| typed.0.phone.clone()),
                        move || phone.clone().into_any(),
                        move || same_phone,
                    ))}
                    {row(
                        move || t_string!(i18n, people.compare.last_here).to_string(),
                        String::new,
                        move || last.map(|last| say.day(last.day())).into_any(),
                        || true,
                    )}
                </tbody>
            </table>
            <div class="comparison-answers">
                <Button
                    label=move || t_string!(i18n, people.compare.it_is)
                    says=says(say, &is, |i18n, name| t_string!(i18n, people.compare.it_is_named, name = name))
                    on_press=move || taking.it_is(is.clone())
                />
                <Button
                    label=move || t_string!(i18n, people.compare.someone_else)
                    says=says(say, &is_not, |i18n, name| t_string!(i18n, people.compare.someone_else_named, name = name))
                    on_press=move || taking.someone_else(&is_not)
                />
            </div>
        </section>
    }
}

fn says(
    say: Say,
    person: &PersonRow,
    words: fn(Texts, String) -> String,
) -> impl Fn() -> String + Send + Sync + use<> {
    let person = person.clone();
    move || words(say.0, format!("{} {}", say.name(&person), person.number))
}

/// One line of the table. What differs is bold, and said to a screen reader.
fn row(
    name: impl Fn() -> String + Send + Sync + 'static,
    typed: impl Fn() -> String + Send + Sync + 'static,
    theirs: impl Fn() -> AnyView + Send + Sync + 'static,
    same: impl Fn() -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let same = Memo::new(move |_| same());
    let typed = move || {
        let words = typed();
        if words.is_empty() {
            "\u{2013}".to_string()
        } else {
            words
        }
    };
    view! {
        <tr class:differs=move || !same.get()>
            <th scope="row">
                {name}
                {move || (!same.get()).then(|| view! {
                    <span class="hidden-visually">" "{t!(i18n, people.compare.differs)}</span>
                })}
            </th>
            <td><bdi>{typed}</bdi></td>
            <td><bdi>{theirs}</bdi></td>
        </tr>
    }
}

#[derive(Clone, PartialEq)]
struct Typed(Likeness);

impl Typed {
    fn of(draft: &IntakeDraft, today: chrono::NaiveDate) -> Self {
        Self(draft.likeness(today))
    }

    /// As a row of the list would show them.
    fn row(&self) -> PersonRow {
        let likeness = &self.0;
        let (family, given) = likeness.names.first().cloned().unwrap_or_default();
        PersonRow {
            chart: ChartId([0; 16]),
            family,
            given,
            placeholder: false,
            sex: likeness.sex,
            birth: likeness.birth,
            place: likeness.place.clone(),
            phone: likeness.phone.clone(),
            number: String::new(),
            last_seen: None,
            died: None,
        }
    }

    /// Letter for letter: what merely sounds alike is a difference to look at.
    fn is_named(&self, theirs: (&str, &str)) -> bool {
        self.0
            .names
            .iter()
            .any(|(family, given)| same_words(family, theirs.0) && same_words(given, theirs.1))
    }

    fn is_named_as(&self, person: &PersonRow, other: Option<&OtherName>) -> bool {
        let other = other.map(|other| (&*other.name.family, &*other.name.given));
        self.is_named((&person.family, &person.given)) || other.is_some_and(|o| self.is_named(o))
    }

    fn name(&self, say: Say) -> String {
        let first = self.0.names.first();
        first.map_or(String::new(), |(family, given)| say.name_of(family, given))
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn sex_age(say: Say, sex: Option<Sex>, birth: &Birth) -> String {
    let letter = say.sex_letter(sex);
    format!("{letter}, {}", say.age(birth))
}
