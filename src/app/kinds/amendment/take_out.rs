//! A file of another system that went into the wrong chart: all that came with it is taken back by one act.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::kept_form::KeptFormButton;
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::state::{Loaded, Say, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::draft::{FormField, TakeOutForm};
use crate::engine::protocol::ask;
use crate::reading::view::CameWith;

fn came_with(entry: EntryId) -> Loaded<Option<CameWith>> {
    let chart = use_chart();
    chart.load(move || ask::CameWith(chart.id, entry))
}

/// "53 statements in 4 entries came with this file."
pub fn came_words(say: Say, came: CameWith) -> String {
    t_string!(
        say.0,
        chart.take_out.came,
        count = came.statements,
        n = say.count(came.statements),
        entries = say.count(came.entries)
    )
}

/// Below an entry that came with a file: how much did, and the way to take it back.
#[component]
pub fn CameWithFile(entry: EntryId) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let came = came_with(entry);
    move || {
        let came = came.value.get().flatten()?;
        if came.statements == 0 {
            return Some(view! { <p class="hint">{t!(i18n, chart.take_out.taken)}</p> }.into_any());
        }
        Some(
            view! {
                <p class="hint">{came_words(say, came)}</p>
                <div class="panel-acts">
                    <KeptFormButton
                        label=move || t_string!(i18n, chart.take_out.begin)
                        blank=TakeOutForm { entry, reason: String::new() }
                    />
                </div>
            }
            .into_any(),
        )
    }
}

/// The form of the act: how much came with the file, what was written here about it since, and the reason.
pub fn take_out(draft: TakeOutForm, close: Callback<()>) -> AnyView {
    const REASON: &str = "take-out-reason";
    let say = use_say();
    let i18n = say.0;
    let came = came_with(draft.entry);
    let typed = Typed::new(draft);
    let told = move || {
        let came = came.value.get().flatten()?;
        let later = (came.later > 0).then(|| {
            let (count, n) = (came.later, say.count(came.later));
            view! {
                <Message tone=Tone::NotKnown>
                    <p>{t_string!(i18n, chart.take_out.later, count = count, n = n)}</p>
                </Message>
            }
        });
        let empty = came.nothing_else.then(|| {
            view! {
                <Message tone=Tone::NotKnown><p>{t!(i18n, chart.take_out.nothing_else)}</p></Message>
            }
        });
        Some(view! {
            <p>{came_words(say, came)}</p>
            {later}
            {empty}
        })
    };
    view! {
        <SmallForm kept=typed.keep() close>
            <p>{t!(i18n, chart.take_out.words)}</p>
            {told}
            <Field
                id=REASON
                label=move || t_string!(i18n, kinds.amendment.reason)
                value=typed.part(|form| &form.reason, |form| &mut form.reason)
                error=typed.error(FormField::Reason, REASON)
            />
        </SmallForm>
    }
    .into_any()
}
