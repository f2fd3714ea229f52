//! Asking of each medicine on the list whether it is still taken so.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::ui::*;
use crate::chart::draft::{FormField, StillSoForm};
use crate::chart::kinds::{StillSo, StillSoLine};
use crate::chart::statement::SaidBy;

/// The form that asks of every medicine whether it is still so; one press answers what is left.
pub fn still_so(draft: StillSoForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let medicines: Vec<_> = draft.lines.iter().map(|line| line.medicine).collect();
    let typed = Typed::new(draft);
    let lines = typed.part(|form| &form.lines, |form| &mut form.lines);
    let left = Memo::new(move |_| {
        let lines = lines.get();
        lines.iter().filter(|line| line.answer.is_none()).count()
    });
    let the_rest = move || {
        let mut all = lines.get_untracked();
        for line in all.iter_mut().filter(|line| line.answer.is_none()) {
            line.answer = Some(StillSo::Still);
            line.together = true;
        }
        lines.set(all);
    };
    let rows = medicines.into_iter().enumerate().map(|(at, medicine)| {
        let line = lines.line(at, StillSoLine::of(medicine));
        view! { <Line typed line at/> }
    });
    let rows = rows.collect_view();
    view! {
        <SmallForm kept=typed.keep() close>
            <p class="hint">{t!(i18n, kinds.medication.still_so_hint)}</p>
            <Select
                id="still-so-said-by"
                label=move || t_string!(i18n, kinds.medication.told_by)
                value=typed.part(|form| &form.said_by, |form| &mut form.said_by)
                options=choices![i18n;
                    SaidBy::Patient => kinds.medication.by_person,
                    SaidBy::Relative => kinds.medication.by_relative,
                    SaidBy::Author => kinds.medication.by_author,
                ]
            />
            {rows}
            {move || (left.get() > 0).then(|| view! {
                <div class="panel-acts">
                    <Button
                        label=move || t_string!(i18n, kinds.medication.the_rest, n = left.get())
                        on_press=the_rest
                    />
                </div>
            })}
        </SmallForm>
    }
    .into_any()
}

#[component]
fn Line(typed: Typed<StillSoForm>, line: Bind<StillSoLine>, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let medicine = line.get_untracked().medicine;
    let answer = Bind::new(
        move || line.get().answer,
        move |answer| {
            let mut now = line.get_untracked();
            (now.answer, now.together) = (answer, false);
            line.set(now);
        },
    );
    let needs_words = Memo::new(move |_| {
        let needs = [StillSo::Otherwise, StillSo::NotTaken, StillSo::Stopped];
        answer.get().is_some_and(|answer| needs.contains(&answer))
    });
    let words_id = format!("still-so-{at}-words");
    let first = format!("still-so-{at}-0");
    view! {
        <div class="still-so">
            <AboutStatement id=medicine/>
            <Choice
                id=format!("still-so-{at}")
                legend=move || t_string!(i18n, kinds.medication.still_so)
                legend_hidden=true
                value=answer
                error=typed.error(FormField::StillSo(at as u32), first)
                options=choices![i18n;
                    StillSo::Still => kinds.medication.answer.still,
                    StillSo::Otherwise => kinds.medication.answer.otherwise,
                    StillSo::NotTaken => kinds.medication.answer.not_taken,
                    StillSo::Stopped => kinds.medication.answer.stopped,
                    StillSo::NotKnown => kinds.medication.answer.not_known,
                ]
            />
            {move || needs_words.get().then(|| view! {
                <Field
                    id=words_id.clone()
                    label=move || t_string!(i18n, kinds.medication.how_or_why)
                    value=line.at(|line| &line.words, |line| &mut line.words)
                />
            })}
        </div>
    }
}
