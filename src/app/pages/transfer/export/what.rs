//! Step 1: which charts, for whom, and how much that is.

use leptos::prelude::*;

use super::making::{Exporting, Which};
use crate::app::i18n::*;
use crate::app::pages::someone::{PersonSearch, PersonWords};
use crate::app::pages::transfer::trouble::TroubleMessage;
use crate::app::pages::transfer::words;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::ExportFor;
use crate::engine::protocol::ExportSize;
use crate::reading::view::PersonRow;

/// The field that finds people; the focus comes back here when a person is taken out.
const FIND: &str = "export-find";

#[component]
pub fn What(exporting: Exporting) -> impl IntoView {
    let i18n = use_i18n();
    let incomplete = Signal::derive(move || exporting.plan().is_none());
    view! {
        <div class="stack">
            <Choice
                id="export-which"
                legend=move || t_string!(i18n, transfer.export.which)
                value=exporting.which
                options=choices![i18n;
                    Which::Chosen => transfer.export.chosen,
                    Which::Whole => transfer.export.whole,
                ]
            />
            {move || match exporting.which.get() {
                Some(Which::Chosen) => Some(view! { <ChosenCharts exporting/> }.into_any()),
                Some(Which::Whole) => Some(view! {
                    <p>{t!(i18n, transfer.export.whole_words)}</p>
                }.into_any()),
                None => None,
            }}
            <Purpose exporting/>
            <Size exporting/>
            <TroubleMessage trouble=exporting.press.failure/>
            {move || incomplete.get().then(|| view! {
                <p class="quiet-text">{t!(i18n, transfer.export.needs)}</p>
            })}
            <Actions>
                <Button
                    kind=ButtonKind::Primary
                    label=move || t_string!(i18n, common.next)
                    disabled=incomplete
                    on_press=move || exporting.to_passphrase()
                />
            </Actions>
        </div>
    }
}

#[component]
fn ChosenCharts(exporting: Exporting) -> impl IntoView {
    let i18n = use_i18n();
    let taken = Signal::derive(move || {
        exporting
            .people
            .with(|people| people.iter().map(|row| row.chart).collect())
    });
    let none = move || exporting.people.with(Vec::is_empty);
    view! {
        <Panel title=move || t_string!(i18n, transfer.export.chosen_charts)>
            {move || none().then(|| view! {
                <p>{t!(i18n, transfer.export.none_chosen)}</p>
            })}
            <ul class="transfer-chosen">
                <For each=move || exporting.people.get() key=|row| row.chart let:row>
                    <ChosenPerson exporting row/>
                </For>
            </ul>
            <PersonSearch
                id=FIND
                label=move || t_string!(i18n, transfer.export.find)
                but=taken
                on_pick=move |row: PersonRow| exporting.people.update(|people| people.push(row))
            />
        </Panel>
    }
}

#[component]
fn ChosenPerson(exporting: Exporting, row: PersonRow) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let (chart, named) = (row.chart, row.clone());
    let take_out = move || {
        exporting
            .people
            .update(|people| people.retain(|row| row.chart != chart));
        focus_id(FIND);
    };
    view! {
        <li>
            <PersonWords person=row/>
            <Button
                kind=ButtonKind::Plain
                label=move || t_string!(i18n, transfer.export.take_out)
                says=move || t_string!(i18n, transfer.export.take_out_says, name = say.name(&named))
                on_press=take_out
            />
        </li>
    }
}

#[component]
fn Purpose(exporting: Exporting) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Choice
            id="export-purpose"
            legend=move || t_string!(i18n, transfer.export.purpose)
            value=exporting.purpose
            options=choices![i18n;
                ExportFor::ThePerson => transfer.export.the_person,
                ExportFor::AnotherClinic => transfer.export.another_clinic,
                ExportFor::CopyOfThisDevice => transfer.export.copy_of_device,
            ]
        />
        <Field
            id="export-to"
            label=move || t_string!(i18n, transfer.export.recipient)
            hint=move || t_string!(i18n, transfer.export.recipient_hint)
            value=exporting.recipient
        />
    }
}

#[component]
fn Size(exporting: Exporting) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    view! {
        <Lines>
            <Line name=move || t_string!(i18n, transfer.export.contents)>
                <span role="status">
                    {move || exporting.size.get().map_or_else(
                        || t_string!(i18n, transfer.export.not_counted).to_string(),
                        |size| size_words(say, &size),
                    )}
                </span>
            </Line>
            <Line name=move || t_string!(i18n, transfer.export.file)>
                <span>{t!(i18n, transfer.export.file_hint)}</span>
            </Line>
        </Lines>
        <Working work=exporting.measuring/>
    }
}

/// "1 chart, 41 entries, 2 papers, about 0.3 MB".
pub fn size_words(say: Say, size: &ExportSize) -> String {
    t_string!(
        say.0,
        transfer.export.size,
        charts = words::charts(say, size.charts),
        entries = words::entries(say, size.entries),
        papers = words::papers(say, size.papers),
        size = say.bytes(size.bytes)
    )
}
