//! What another system's file holds, and the chart it goes to.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::choose::FileLine;
use super::opening::Importing;
use crate::app::i18n::*;
use crate::app::kinds::amendment::take_out::came_words;
use crate::app::pages::someone::{Compare, Comparing, Pair};
use crate::app::pages::someone::{PersonSearch, PersonWords};
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::pages::transfer::words::resource_type;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::ChartId;
use crate::engine::protocol::{AddedBefore, FhirPreview};
use crate::reading::view::PersonRow;

/// Where the file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    NewChart,
    /// One that resembles the person of the file.
    Chart(ChartId),
    /// One the reader finds.
    Found,
}

/// The reader's answer. Nothing is chosen for them where there is a doubt.
#[derive(Clone, Copy)]
struct Going {
    to: RwSignal<Option<Target>>,
    /// The chart that is the right one: compared with the person of the file and called the same, or found where the
    /// file names nobody.
    agreed: RwSignal<Option<PersonRow>>,
    /// Those who resemble the person of the file.
    resembling: StoredValue<Vec<ChartId>>,
    /// Those of them who were compared and called someone else.
    others: RwSignal<Vec<ChartId>>,
}

impl Going {
    fn new(preview: &FhirPreview) -> Self {
        let to = match (&preview.person, preview.resembling.is_empty()) {
            (None, _) => Some(Target::Found),
            (Some(_), true) => Some(Target::NewChart),
            (Some(_), false) => None,
        };
        Self {
            to: RwSignal::new(to),
            agreed: RwSignal::new(None),
            resembling: StoredValue::new(
                preview
                    .resembling
                    .iter()
                    .map(|here| here.row.chart)
                    .collect(),
            ),
            others: RwSignal::new(Vec::new()),
        }
    }

    /// How many who resemble the person of the file were not yet called someone else.
    fn left(&self) -> usize {
        let others = self.others.get();
        let is_left = |chart: &&ChartId| !others.contains(chart);
        self.resembling
            .with_value(|all| all.iter().filter(is_left).count())
    }

    fn is_someone_else(&self, chart: ChartId) -> bool {
        self.others.with(|others| others.contains(&chart))
    }

    /// The chart to add to (`None` inside: a new one), once it is decided.
    fn decided(&self) -> Option<Option<ChartId>> {
        let agreed = self.agreed.with(|row| row.as_ref().map(|row| row.chart));
        match self.to.get()? {
            Target::NewChart => (self.left() == 0).then_some(None),
            Target::Chart(chart) => (agreed == Some(chart)).then_some(agreed),
            Target::Found => agreed.is_some().then_some(agreed),
        }
    }

    /// The answer to a comparison.
    fn answered(&self, here: PersonRow, same: bool) {
        let chart = here.chart;
        self.others.update(|others| {
            others.retain(|one| *one != chart);
            if !same {
                others.push(chart);
            }
        });
        if same {
            if self.to.get_untracked() != Some(Target::Found) {
                self.to.set(Some(Target::Chart(chart)));
            }
            self.agreed.set(Some(here));
        } else {
            self.is_not(chart);
        }
    }

    /// The chart is someone else's: nothing goes there. Where that leaves nobody, a new chart is what is meant.
    fn is_not(&self, chart: ChartId) {
        let is_it = |row: &Option<PersonRow>| row.as_ref().is_some_and(|row| row.chart == chart);
        if self.agreed.with_untracked(is_it) {
            self.agreed.set(None);
        }
        if self.to.get_untracked() == Some(Target::Chart(chart)) {
            self.to.set(None);
        }
        if self.to.get_untracked().is_none() && untrack(|| self.left()) == 0 {
            self.to.set(Some(Target::NewChart));
        }
    }
}

#[component]
pub fn Preview(importing: Importing, preview: Arc<FhirPreview>) -> impl IntoView {
    let i18n = use_i18n();
    let going = Going::new(&preview);
    let person = preview.person.clone();
    let not_in_use = preview.not_in_use;
    let place = match preview.added.clone() {
        Some(added) => view! { <Before importing added/> }.into_any(),
        None => view! { <ToAdd importing going preview=preview.clone()/> }.into_any(),
    };
    view! {
        <div class="stack">
            <Lines>
                <FileLine importing/>
                <Line name=move || t_string!(i18n, transfer.import.person)>
                    {match person {
                        Some(person) => view! { <PersonWords person/> }.into_any(),
                        None => view! {
                            <Mark
                                tone=Tone::NotKnown
                                words=move || t_string!(i18n, transfer.fhir.names_nobody)
                            />
                        }.into_any(),
                    }}
                    {not_in_use.then(|| view! {
                        " "
                        <Mark tone=Tone::NotKnown words=move || t_string!(i18n, transfer.fhir.not_in_use)/>
                    })}
                </Line>
            </Lines>
            <super::kept_out::NotHere preview=preview.clone()/>
            <Counts preview/>
            {place}
        </div>
    }
}

/// What becomes of the items of a file.
#[derive(Clone, Copy)]
struct Sums {
    read: u32,
    shown: u32,
    kept: u32,
    /// Of people somebody did not choose.
    left_out: u32,
}

impl Sums {
    fn of(preview: &FhirPreview) -> Self {
        let sum = |list: &[(String, u32)]| list.iter().map(|(_, count)| count).sum::<u32>();
        Self {
            read: preview.resources,
            shown: sum(&preview.as_statements),
            kept: sum(&preview.verbatim),
            left_out: sum(&preview.left_out),
        }
    }

    fn added(&self) -> u32 {
        self.shown + self.kept
    }

    /// "538 read = 402 shown as entries + 133 kept as received + 3 of others, left out"; what there is none of is not named.
    fn equation(&self, say: Say) -> String {
        let i18n = say.0;
        let n = |count| say.count(count);
        let read = t_string!(
            i18n,
            transfer.fhir.read,
            count = self.read,
            n = n(self.read)
        );
        let shown = t_string!(
            i18n,
            transfer.fhir.shown,
            count = self.shown,
            n = n(self.shown)
        );
        let kept = (self.kept > 0).then(|| {
            t_string!(
                i18n,
                transfer.fhir.kept,
                count = self.kept,
                n = n(self.kept)
            )
        });
        let left_out = (self.left_out > 0).then(|| {
            let count = self.left_out;
            t_string!(
                i18n,
                transfer.fhir.of_people_left,
                count = count,
                n = n(count)
            )
        });
        let parts: Vec<String> = [Some(shown), kept, left_out]
            .into_iter()
            .flatten()
            .collect();
        format!("{read} = {}", parts.join(" + "))
    }
}

/// The sum of the items, and each part by type.
#[component]
fn Counts(preview: Arc<FhirPreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let sums = Sums::of(&preview);
    let equation = move || sums.equation(say);
    view! {
        <Panel title=move || t_string!(i18n, transfer.fhir.items)>
            <p>{equation}</p>
            <ByType
                name=move || t_string!(i18n, transfer.fhir.shown_list)
                list=preview.as_statements.clone()
            />
            <ByType
                name=move || t_string!(i18n, transfer.fhir.kept_list)
                list=preview.verbatim.clone()
            />
            {(sums.kept > 0).then(|| view! {
                <p class="quiet-text">{t!(i18n, transfer.fhir.kept_words)}</p>
            })}
        </Panel>
    }
}

#[component]
fn ByType(#[prop(into)] name: TextProp, list: Vec<(String, u32)>) -> impl IntoView {
    let say = use_say();
    if list.is_empty() {
        return ().into_any();
    }
    let items = list
        .into_iter()
        .map(|(kind, count)| {
            view! {
                <li>
                    <span>{move || resource_type(say, &kind)}</span>
                    <span>{move || say.count(count)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <details class="transfer-total">
            <summary>{move || name.get()}</summary>
            <ul class="transfer-list">{items}</ul>
        </details>
    }
    .into_any()
}

/// The same file was added before: to whom, and the way to take it back where that was the wrong person.
#[component]
fn Before(importing: Importing, added: AddedBefore) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chart = added.person.chart;
    let (byline, came) = (added.byline, added.came);
    view! {
        <Message>
            <p>{t!(i18n, transfer.fhir.added_before)}</p>
            <p><PersonWords person=added.person/></p>
            <p class="quiet-text">{move || say.byline(&byline)} " " {move || came_words(say, came)}</p>
            <p>{t!(i18n, transfer.fhir.wrong_chart)}</p>
        </Message>
        <Actions>
            <ButtonLink
                label=move || t_string!(i18n, transfer.fhir.take_out)
                to=Route::Chart(chart, ChartPart::Entry(added.entry))
            />
            <Button
                label=move || t_string!(i18n, transfer.import.another_file)
                on_press=move || importing.start_over()
            />
            <ButtonLink
                kind=ButtonKind::Primary
                label=move || t_string!(i18n, transfer.import.open_chart)
                to=Route::Chart(chart, ChartPart::Summary)
            />
        </Actions>
    }
}

#[component]
fn ToAdd(importing: Importing, going: Going, preview: Arc<FhirPreview>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let undecided = Signal::derive(move || going.decided().is_none());
    let count = Sums::of(&preview).added();
    let add = move || {
        if let Some(into) = untrack(|| going.decided()) {
            let named = going
                .agreed
                .get_untracked()
                .filter(|row| into == Some(row.chart));
            importing.add(into, named.into_iter().collect(), Some(count));
        }
    };
    view! {
        <Destination going preview/>
        {move || undecided.get().then(|| {
            let words = match going.to.get() {
                Some(Target::Chart(_)) => t_string!(i18n, transfer.fhir.compare_first).to_string(),
                Some(Target::NewChart) => {
                    let count = going.left() as u32;
                    t_string!(i18n, transfer.fhir.compare_all, count = count)
                }
                _ => t_string!(i18n, transfer.fhir.decide).to_string(),
            };
            view! { <p class="quiet-text">{words}</p> }
        })}
        <TroubleMessage trouble=importing.press.failure/>
        <Actions>
            <Button
                label=move || t_string!(i18n, common.cancel)
                disabled=importing.press.busy
                on_press=move || importing.start_over()
            />
            <Button
                kind=ButtonKind::Primary
                label=move || t_string!(
                    i18n,
                    transfer.fhir.add_items,
                    count = count,
                    n = say.count(count)
                )
                disabled=undecided
                busy=importing.press.busy
                on_press=add
            />
        </Actions>
        <Working work=importing.press.work/>
    }
}

#[component]
fn Destination(going: Going, preview: Arc<FhirPreview>) -> impl IntoView {
    let i18n = use_i18n();
    let comparing = Comparing::nobody();
    let title = if preview.resembling.is_empty() {
        TextProp::from(move || t_string!(i18n, transfer.fhir.where_to))
    } else {
        TextProp::from(move || t_string!(i18n, transfer.fhir.already_here))
    };
    let choice = preview.person.is_some().then(|| {
        view! {
            <Choice
                id="import-target"
                stacked=true
                legend=move || t_string!(i18n, transfer.fhir.goes_to)
                value=going.to
                options=targets(&preview)
            />
        }
    });
    let arriving = preview.person.clone();
    let candidates = preview.person.clone().map(|arriving| {
        let resembling = preview.resembling.iter();
        resembling
            .map(|here| {
                let pair = Pair {
                    one: arriving.clone(),
                    here: here.row.clone(),
                };
                view! { <li><CompareWith going comparing pair/></li> }
            })
            .collect_view()
    });
    view! {
        <Panel title>
            <ul class="transfer-list">{candidates}</ul>
            {choice}
            {move || {
                let arriving = arriving.clone();
                (going.to.get() == Some(Target::Found)).then(|| view! { <FindChart going comparing arriving/> })
            }}
        </Panel>
        <Compare
            comparing
            whose=move || t_string!(i18n, transfer.compare.in_file)
            with=move || t_string!(i18n, transfer.compare.here)
            note=move || t_string!(i18n, transfer.compare.goes_there)
            on_answer=move |pair: Pair, same: bool| going.answered(pair.here, same)
        />
    }
}

fn targets(preview: &FhirPreview) -> Vec<(Target, TextProp)> {
    let say = use_say();
    let i18n = say.0;
    let resembling = preview.resembling.iter().map(|here| {
        let row = here.row.clone();
        let words = move || {
            t_string!(
                i18n,
                transfer.fhir.to_chart,
                name = say.name(&row),
                number = row.number.clone()
            )
        };
        (Target::Chart(here.row.chart), words.into())
    });
    let new = move || t_string!(i18n, transfer.fhir.to_new);
    let found = move || t_string!(i18n, transfer.fhir.to_found);
    resembling
        .chain([
            (Target::NewChart, new.into()),
            (Target::Found, found.into()),
        ])
        .collect()
}

/// Someone here whom the person of the file resembles, what the reader said of it, and the comparison.
#[component]
fn CompareWith(going: Going, comparing: Comparing, pair: Pair) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (row, named) = (pair.here.clone(), pair.here.clone());
    let (chart, number) = (pair.here.chart, pair.here.number.clone());
    let said = move || {
        going
            .is_someone_else(chart)
            .then(|| t_string!(i18n, transfer.import.someone_else, number = number.clone()))
    };
    view! {
        <div>
            <PersonWords person=row/>
            <p role="status">{said}</p>
        </div>
        <Button
            kind=ButtonKind::Plain
            label=move || t_string!(i18n, transfer.compare.compare)
            says=move || t_string!(i18n, transfer.compare.compare_with, name = say.name(&named))
            on_press=move || comparing.show(pair.clone())
        />
    }
}

/// The chart the reader finds by name, number, phone or place. Where the file names a person, the two are compared
/// first: nothing of one person goes to the chart of another unasked.
#[component]
fn FindChart(going: Going, comparing: Comparing, arriving: Option<PersonRow>) -> impl IntoView {
    let i18n = use_i18n();
    let taken = Signal::derive(move || {
        going
            .agreed
            .with(|agreed| agreed.iter().map(|row| row.chart).collect())
    });
    view! {
        {move || going.agreed.get().map(|person| view! {
            <p role="status">
                {t!(i18n, transfer.fhir.chosen)} " " <PersonWords person/>
            </p>
        })}
        <PersonSearch
            id="import-find"
            label=move || t_string!(i18n, transfer.fhir.find)
            but=taken
            on_pick=move |row: PersonRow| match arriving.clone() {
                Some(arriving) => comparing.show(Pair { one: arriving, here: row }),
                None => going.agreed.set(Some(row)),
            }
        />
    }
}
