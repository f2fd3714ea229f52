//! Plans: tests, treatment, teaching, each a line with a day it is due.

use leptos::prelude::*;

use super::fields::{Editing, plan_id};
use crate::app::i18n::*;
use crate::app::kinds::plan_part_word;
use crate::app::pages::chart::abbreviations::Abbreviations;
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, PlanDraft, UnderField};
use crate::chart::kinds::PlanPart;

const PARTS: [PlanPart; 3] = [PlanPart::Tests, PlanPart::Treatment, PlanPart::Teaching];

fn add_word(say: Say, part: PlanPart) -> &'static str {
    let i18n = say.0;
    match part {
        PlanPart::Tests => t_string!(i18n, kinds.plan.add_test),
        PlanPart::Treatment => t_string!(i18n, kinds.plan.add_treatment),
        PlanPart::Teaching => t_string!(i18n, kinds.plan.add_teaching),
    }
}

fn blank(part: PlanPart) -> PlanDraft {
    PlanDraft {
        part,
        text: String::new(),
        due: DateDraft::default(),
    }
}

#[component]
pub fn PlanRows(editing: Editing, place: usize) -> impl IntoView {
    let say = use_say();
    let plans = editing.under(place, |u| &u.plans, |u| &mut u.plans);
    let parts = Memo::new(move |_| plans.get().iter().map(|plan| plan.part).collect::<Vec<_>>());
    let add = move |part| {
        let at = parts.with_untracked(Vec::len);
        plans.push(blank(part));
        focus_soon(plan_id(place, at));
    };
    let buttons = PARTS.map(|part| {
        view! { <Button label=move || add_word(say, part) icon=Icon::Add on_press=move || add(part)/> }
    });
    view! {
        <div class="plan-rows">
            {move || parts.get().into_iter().enumerate()
                .map(|(at, part)| view! { <PlanRow editing place plans at part/> })
                .collect_view()}
            <div class="panel-acts">{buttons}</div>
        </div>
    }
}

#[component]
fn PlanRow(
    editing: Editing,
    place: usize,
    plans: Bind<Vec<PlanDraft>>,
    at: usize,
    part: PlanPart,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let plan = plans.line(at, blank(part));
    let text = plan.at(|plan| &plan.text, |plan| &mut plan.text);
    let due = plan.at(|plan| &plan.due, |plan| &mut plan.due);
    let id = plan_id(place, at);
    let no_day = editing.error_under(say, place, UnderField::PlanDue(at as u32));
    let no_text = editing.error_under(say, place, UnderField::Plan(at as u32));
    view! {
        <div class="plan-row" role="group" aria-label=move || plan_part_word(say, part)>
            <Field label=move || plan_part_word(say, part) value=text id=id.clone() error=no_text/>
            <Abbreviations text field=id.clone()/>
            <DateParts legend=move || t_string!(i18n, kinds.plan.due_by) value=due error=no_day id=format!("{id}-due")/>
            <RemoveLine what=move || plan_part_word(say, part) on_press=move || plans.remove(at)/>
        </div>
    }
}
