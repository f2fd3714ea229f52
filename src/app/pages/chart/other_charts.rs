//! Other charts of the same person: linked and taken apart again by a signature, never joined.

use leptos::prelude::*;

use super::form_button::FormButton;
use super::kept_form::{KeptFormButton, begun_before};
use super::open::{OpenChart, use_chart};
use super::statement::OtherPerson;
use crate::app::i18n::*;
use crate::app::kinds::person_link::form::{Both, sign_link};
use crate::app::pages::someone::PersonSearch;
use crate::app::state::use_app;
use crate::app::ui::*;
use crate::base::ChartId;
use crate::chart::draft::LinkForm;
use crate::reading::view::PersonRow;

// Where the focus goes on: to the field, and past the two people to the way back.
const FIND: &str = "find-other-chart";
const AGAIN: &str = "look-again-for-other-chart";

#[component]
pub fn OtherCharts() -> impl IntoView {
    let i18n = use_i18n();
    let chart = use_chart();
    let linked = linked(chart);
    let title = move || t_string!(i18n, kinds.person_link.title);
    view! {
        <Panel title>
            {move || linked.get().map(|linked| if linked.is_empty() {
                view! { <p class="quiet-text">{t!(i18n, kinds.person_link.none)}</p> }.into_any()
            } else {
                let lines = linked.into_iter().map(|other| view! { <Linked other/> });
                view! { <ul class="linked-charts">{lines.collect_view()}</ul> }.into_any()
            })}
            <div class="panel-acts">
                <FormButton
                    label=move || t_string!(i18n, kinds.person_link.another)
                    title
                    form=Callback::new(move |(close,)| view! { <FindAndLink chart linked close/> }.into_any())
                />
            </div>
        </Panel>
    }
}

/// `None` until the chart is read: then nobody knows yet whether there is one.
fn linked(chart: OpenChart) -> Memo<Option<Vec<ChartId>>> {
    Memo::new(move |_| chart.banner(|banner| banner.linked.clone()))
}

/// The other chart, the way to it, and the way to say that it is somebody else's.
#[component]
fn Linked(other: ChartId) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <li>
            <OtherPerson chart=other/>
            <KeptFormButton
                kind=ButtonKind::Plain
                label=move || t_string!(i18n, kinds.person_link.not_the_same)
                blank=LinkForm { other, same: false }
            />
        </li>
    }
}

/// Finds the other chart, shows both people beside each other, and signs.
#[component]
fn FindAndLink(
    chart: OpenChart,
    linked: Memo<Option<Vec<ChartId>>>,
    close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let found = RwSignal::new(None::<PersonRow>);
    let taken = Signal::derive(move || {
        let mut taken = linked.get().unwrap_or_default();
        taken.push(chart.id);
        taken
    });
    move || match found.get() {
        None => view! {
            <p>{t!(i18n, kinds.person_link.words)}</p>
            <PersonSearch
                id=FIND
                label=move || t_string!(i18n, kinds.person_link.find)
                but=taken
                on_pick=move |row: PersonRow| {
                    found.set(Some(row));
                    focus_when_drawn(|| focus_id(AGAIN));
                }
            />
        }
        .into_any(),
        Some(here) => {
            let draft = LinkForm {
                other: here.chart,
                same: true,
            };
            provide_context(begun_before(app, chart.id, &draft.clone().into()).0);
            view! {
                <Both here/>
                <div>
                    <Button
                        id=AGAIN
                        label=move || t_string!(i18n, kinds.person_link.look_again)
                        on_press=move || {
                            found.set(None);
                            focus_when_drawn(|| focus_id(FIND));
                        }
                    />
                </div>
                {sign_link(draft, close)}
            }
            .into_any()
        }
    }
}
