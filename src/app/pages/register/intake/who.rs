//! Name and sex: always answered, "not known" being an answer.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::elements::{FAMILY, GIVEN};
use super::taking::Taking;
use crate::app::desk::{self, NamedAs};
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::state::use_app;
use crate::app::ui::*;
use crate::base::language::UnknownPeople;
use crate::chart::draft::{IntakeDraft, IntakeField, NameDraft};
use crate::chart::kinds::{NameUse, Sex};

fn blank(usage: NameUse) -> NameDraft {
    NameDraft {
        usage,
        family: String::new(),
        given: String::new(),
    }
}

/// One part of the name at a place; the list grows to hold it.
fn name_part(
    taking: Taking,
    at: usize,
    get: fn(&NameDraft) -> &String,
    get_mut: fn(&mut NameDraft) -> &mut String,
) -> Bind<String> {
    taking.part(
        move |draft| draft.names.get(at).map(get).cloned().unwrap_or_default(),
        move |draft, words| {
            let joined = draft.chart.is_some();
            while draft.names.len() <= at {
                let first = draft.names.is_empty() && !joined;
                draft.names.push(blank(if first {
                    NameUse::Usual
                } else {
                    NameUse::Other
                }));
            }
            let name = &mut draft.names[at];
            *get_mut(name) = words;
            name.is_no_placeholder_now();
        },
    )
}

#[component]
pub fn Names() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let count = Memo::new(move |_| taking.draft.with(|draft| draft.names.len().max(1)));
    let not_known = taking.part(|d| d.name_not_known, IntakeDraft::set_name_not_known);
    let error = taking.error_where(|at| at == IntakeField::Name);
    let other = move || {
        let at = count.get_untracked();
        taking.draft.update(|draft| {
            while draft.names.len() <= at {
                draft.names.push(blank(NameUse::Other));
            }
        });
        focus_soon(format!("intake-family-{at}"));
    };
    view! {
        <div class="names">
            <For each=move || 0..count.get() key=|at| *at let:at>
                <NameFields at error=Signal::derive(move || if at == 0 { error.get() } else { None })/>
            </For>
            <div class="together-row">
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Add
                    label=move || t_string!(i18n, people.intake.other_name)
                    on_press=other
                />
                <CheckBox
                    id="intake-name-not-known"
                    label=move || t_string!(i18n, people.intake.name_not_known)
                    value=not_known
                />
            </div>
            {move || not_known.get().then(|| view! { <NameOffers/> })}
        </div>
    }
}

#[component]
fn NameFields(at: usize, error: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let family = name_part(taking, at, |n| &n.family, |n| &mut n.family);
    let given = name_part(taking, at, |n| &n.given, |n| &mut n.given);
    let family_label = move || match at {
        0 => t_string!(i18n, people.intake.family_name).to_string(),
        _ => t_string!(i18n, people.intake.other_family_name, n = at + 1),
    };
    let given_label = move || match at {
        0 => t_string!(i18n, people.intake.given_name).to_string(),
        _ => t_string!(i18n, people.intake.other_given_name, n = at + 1),
    };
    let remove = move || {
        taking.draft.update(|draft| {
            if at < draft.names.len() {
                draft.names.remove(at);
            }
        });
        focus_soon(FAMILY);
    };
    view! {
        <div class="name-pair">
            <Field id=format!("intake-family-{at}") label=family_label value=family error/>
            <Field id=format!("intake-given-{at}") label=given_label value=given/>
            {(at > 0).then(|| view! {
                <Button
                    kind=ButtonKind::Plain
                    icon=Icon::Remove
                    label=move || t_string!(i18n, people.intake.remove)
                    says=move || t_string!(i18n, people.intake.remove_line, n = at + 1)
                    on_press=remove
                />
            })}
        </div>
    }
}

/// Names staff give to someone whose name is not known.
#[component]
fn NameOffers() -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let take = move |words: &'static str, then: &'static str| {
        taking.draft.update(|draft| {
            if draft.names.is_empty() {
                draft.names.push(blank(NameUse::Placeholder));
            }
            let name = &mut draft.names[0];
            name.usage = NameUse::Placeholder;
            name.family = words.to_string();
        });
        focus_soon(then);
    };
    let app = use_app();
    let offer = move |of: fn(&UnknownPeople) -> &'static str, then: &'static str| {
        let words = move || of(&app.look.get().language.record().unknown);
        view! { <Button label=words on_press=move || take(untrack(words), then)/> }
    };
    let today = device::now().day();
    let named_as = Memo::new(move |_| taking.draft.with(|draft| desk::named_as(draft, today)));
    let offers = move || match named_as.get() {
        NamedAs::Baby => view! {
            {offer(|of| of.girl, "intake-sex-0")}
            {offer(|of| of.boy, "intake-sex-0")}
            {offer(|of| of.baby, "intake-sex-0")}
            {offer(|of| of.baby_of, GIVEN)}
        }
        .into_any(),
        NamedAs::Child => view! {
            {offer(|of| of.girl, "intake-sex-0")}
            {offer(|of| of.boy, "intake-sex-0")}
            {offer(|of| of.child, "intake-sex-0")}
        }
        .into_any(),
        NamedAs::Anyone => view! {
            {offer(|of| of.man, "intake-sex-0")}
            {offer(|of| of.woman, "intake-sex-0")}
            {offer(|of| of.child, "intake-sex-0")}
            {offer(|of| of.baby_of, GIVEN)}
        }
        .into_any(),
    };
    view! {
        <div class="name-offers" role="group" aria-label=move || t_string!(i18n, people.intake.name_given_here)>
            {offers}
        </div>
    }
}

#[component]
pub fn SexQuestion() -> impl IntoView {
    let say = expect_context::<Taking>().say;
    let i18n = say.0;
    let taking = expect_context::<Taking>();
    let value = taking.part(|d| d.sex, |d, sex| d.sex = sex);
    let options = [Sex::Female, Sex::Male, Sex::Intersex, Sex::NotKnown]
        .into_iter()
        .map(|sex| (sex, TextProp::from(move || say.sex(sex))))
        .collect::<Vec<_>>();
    view! {
        <Choice
            id="intake-sex"
            legend=move || t_string!(i18n, people.intake.sex)
            value
            options
            error=taking.error_where(|at| at == IntakeField::Sex)
        />
    }
}
