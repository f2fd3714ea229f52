//! Opening a visit, one press on it, ending it.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{colour_word, station_name};
use crate::app::i18n::*;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::small_form::{SignNow, SmallForm, Typed};
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;
use crate::chart::draft::{ArrivalForm, EndVisitForm, FormField, VisitForm, VisitStepForm};
use crate::chart::kinds::{Ending, Station, VisitStep};
use crate::chart::statement::StatementId;

const REASON: &str = "visit-reason";

/// The form that opens a visit where nobody waits at stations: it asks only for the reason.
pub fn open_visit(draft: VisitForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <Reason
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
            <p class="hint">{t!(i18n, kinds.visit.hint)}</p>
        </SmallForm>
    }
    .into_any()
}

/// The form that opens a visit at a station: why they came, and where they wait.
pub fn arrive(draft: ArrivalForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let typed = Typed::new(draft);
    view! {
        <SmallForm kept=typed.keep() close>
            <StillOpen close/>
            <Reason
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
            <Select
                id="visit-station"
                label=move || t_string!(i18n, kinds.visit.waits_at)
                value=typed.part(|form| &form.station, |form| &mut form.station)
                options=station_options(say)
            />
            <p class="hint">{t!(i18n, kinds.visit.hint)}</p>
        </SmallForm>
    }
    .into_any()
}

/// The visit in which the person is waited for here, and the way to it: no second one is opened beside it.
#[component]
fn StillOpen(close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let chart = use_chart();
    let here = move || {
        let visits = chart.summary(|summary| summary.visits.clone())?;
        visits.into_iter().rfind(|visit| app.is_here(visit))
    };
    let go_there = move |visit: StatementId| {
        close.run(());
        focus_soon(visit_line(visit));
    };
    move || {
        let visit = here()?;
        let id = visit.id;
        Some(view! {
            <Message tone=Tone::NotKnown>
                <p>{move || say.visit_open(visit.opened, &visit.reason)}</p>
                <Button label=move || t_string!(i18n, kinds.visit.go_there) on_press=move || go_there(id)/>
            </Message>
        })
    }
}

/// The id of what the summary says of a visit that goes on.
pub fn visit_line(visit: StatementId) -> String {
    format!("visit-{visit}")
}

#[component]
fn Reason(
    #[prop(into)] value: Bind<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field id=REASON label=move || t_string!(i18n, kinds.answer.question.reason) value error/>
    }
}

/// The stations of this clinic by name.
pub fn station_options(say: Say) -> Vec<(Station, TextProp)> {
    let name = move |station: Station| {
        let of = station.clone();
        (station, (move || station_name(say, &of)).into())
    };
    use_app().stations().into_iter().map(name).collect()
}

/// One press on a visit that was begun and not signed: what it says, to be signed or thrown away.
pub fn step(draft: VisitStepForm, close: Callback<()>) -> AnyView {
    let say = use_say();
    let i18n = say.0;
    let said = draft.step.clone();
    let typed = Typed::new(draft);
    let words = move || match &said {
        VisitStep::Take => t_string!(i18n, kinds.visit.taken).to_string(),
        VisitStep::Send(station) => say.labelled(
            t_string!(i18n, kinds.visit.sent),
            &station_name(say, station),
        ),
        VisitStep::Triage(colour) => say.labelled(
            t_string!(i18n, kinds.visit.triaged),
            colour_word(say, *colour),
        ),
    };
    view! { <SmallForm kept=typed.keep() close><p>{words}</p></SmallForm> }.into_any()
}

/// The form that ends a visit: how, and what belongs to that.
pub fn end_visit(draft: EndVisitForm, close: Callback<()>) -> AnyView {
    const HOW: &str = "visit-ending-0";
    const TO: &str = "visit-referred";
    const ON: &str = "visit-on-day";
    let i18n = use_i18n();
    let typed = Typed::new(draft.unpressed());
    let ending = Memo::new(move |_| typed.draft.with(|form| form.ending));
    view! {
        <SmallForm kept=typed.keep() close>
            <EndsAtOnce draft=typed.draft/>
            <Choice
                id="visit-ending"
                stacked=true
                legend=move || t_string!(i18n, kinds.visit.or_ends)
                value=typed.part(|form| &form.ending, |form| &mut form.ending)
                error=typed.error(FormField::Status, HOW)
                options=choices![i18n;
                    Ending::Returns => kinds.visit.ending.returns,
                    Ending::Referred => kinds.visit.ending.referred,
                    Ending::Stays => kinds.visit.ending.stays,
                    Ending::Died => kinds.visit.ending.died,
                ]
            />
            {move || match ending.get() {
                Some(Ending::Referred) => view! {
                    <Field
                        id=TO
                        label=move || t_string!(i18n, kinds.visit.to_whom)
                        value=typed.part(|form| &form.words, |form| &mut form.words)
                        error=typed.error(FormField::Words, TO)
                    />
                }
                .into_any(),
                Some(ending @ (Ending::Returns | Ending::Died)) => view! {
                    <DateParts
                        id="visit-on"
                        legend=move || match ending {
                            Ending::Died => t_string!(i18n, kinds.visit.died_on),
                            _ => t_string!(i18n, kinds.visit.back_on),
                        }
                        value=typed.part(|form| &form.on, |form| &mut form.on)
                        error=typed.error(FormField::Date, ON)
                    />
                }
                .into_any(),
                _ => ().into_any(),
            }}
        </SmallForm>
    }
    .into_any()
}

/// The two endings that ask for nothing more: one press signs them.
#[component]
fn EndsAtOnce(draft: RwSignal<EndVisitForm>) -> impl IntoView {
    let i18n = use_i18n();
    let sign = expect_context::<SignNow>().0;
    // Nothing shows that it is chosen: where it was not signed, it is not chosen.
    let refused = Callback::new(move |()| draft.update(|form| *form = form.clone().unpressed()));
    let end = move |ending: Ending| {
        draft.update(|form| form.ending = Some(ending));
        sign.run((refused,));
    };
    view! {
        <fieldset class="at-once">
            <legend>{t!(i18n, kinds.visit.ends_at_once)}</legend>
            <Button
                label=move || t_string!(i18n, kinds.visit.ending.home)
                on_press=move || end(Ending::Home)
            />
            <Button
                label=move || t_string!(i18n, kinds.visit.ending.left_unseen)
                on_press=move || end(Ending::LeftUnseen)
            />
        </fieldset>
    }
}
