//! All of a form that is being filled in, one line under the other: those that stay keep their place and the focus.

use leptos::prelude::*;

use super::answering::focus_of;
use super::filling::Filling;
use super::question::Question;
use crate::app::i18n::*;
use crate::app::laid::{self, Laid, Line, rest_of};
use crate::app::ui::*;
use crate::chart::questionnaire::{Place, Typed, Typing};

#[component]
pub fn Fields(filling: Filling) -> impl IntoView {
    let draw = move |line: Line| match line {
        Line::Heading(one) => view! { <Heading filling one/> }.into_any(),
        Line::Display(one) => view! { <Display filling one/> }.into_any(),
        Line::Question(one) => view! { <Question filling one/> }.into_any(),
        Line::Score(one) => view! { <ScoreLine filling one/> }.into_any(),
        Line::NotAskedNow(one) => view! { <NotAskedNow filling one/> }.into_any(),
        Line::Rest(group) => view! { <Rest filling group/> }.into_any(),
        Line::Rows(group) => view! { <Rows filling group/> }.into_any(),
    };
    view! {
        <p class="hidden-visually" role="status">{move || filling.told.get()}</p>
        <div class="form-lines">
            <For each=move || filling.lines.get() key=Line::key let:line>{draw(line)}</For>
        </div>
    }
}

/// "Dose, 2": the heading of a group, and which filling-in of one that repeats.
pub fn heading_words(filling: Filling, one: &Laid) -> String {
    let words = filling.words(&one.item);
    match one.row {
        Some(row) => format!("{words}, {}", row + 1),
        None => words,
    }
}

#[component]
fn Heading(filling: Filling, one: Laid) -> impl IntoView {
    let (id, level) = (one.id(), one.level);
    let words = move || heading_words(filling, &one);
    let class = format!("form-heading form-level-{}", level.min(3));
    match level {
        0 => view! { <h2 id=id class=class tabindex="-1" translate="no">{words}</h2> }.into_any(),
        _ => view! { <h3 id=id class=class tabindex="-1" translate="no">{words}</h3> }.into_any(),
    }
}

#[component]
fn Display(filling: Filling, one: Laid) -> impl IntoView {
    let class = format!("form-display form-level-{}", one.level.min(3));
    view! { <p class=class translate="no">{move || filling.words(&one.item)}</p> }
}

/// "Score: 4 answers missing, 7 so far".
#[component]
fn ScoreLine(filling: Filling, one: Laid) -> impl IntoView {
    let say = filling.say;
    let i18n = say.0;
    let words = move || {
        let name = filling.words(&one.item);
        let told = match filling.score(&one) {
            None => t_string!(i18n, kinds.response.nothing_counts).to_owned(),
            Some(score) => {
                let sum = say.number(&score.sum.to_string());
                match score.missing {
                    0 => sum,
                    missing => t_string!(
                        i18n,
                        kinds.response.score_missing,
                        count = missing,
                        sum = sum
                    )
                    .to_string(),
                }
            }
        };
        say.labelled(&name, &told)
    };
    view! { <p class="form-score" translate="no">{words}</p> }
}

/// Its answer stays in the draft, and says why it is not signed.
#[component]
fn NotAskedNow(filling: Filling, one: Laid) -> impl IntoView {
    let i18n = filling.say.0;
    let class = format!("form-line form-struck form-level-{}", one.level.min(3));
    let one = StoredValue::new(one);
    let words = move || one.with_value(|one| filling.words(&one.item));
    let why = move || {
        one.with_value(|one| {
            let (question, answer) = filling.cause(one).unwrap_or_default();
            let typed = filling.typed_words(one);
            t_string!(
                i18n,
                kinds.response.not_any_more,
                question = question,
                answer = answer,
                typed = typed
            )
        })
    };
    view! {
        <div class=class>
            <del translate="no">{words}</del>
            <Mark tone=Tone::NotKnown words=why/>
        </div>
    }
}

/// Answers with no what a group still has unanswered.
#[component]
fn Rest(filling: Filling, group: Option<Laid>) -> impl IntoView {
    let i18n = filling.say.0;
    let group = StoredValue::new(group);
    let left = Memo::new(move |_| {
        filling.laid.with(|laid| {
            filling.draft.with(|draft| {
                group.with_value(|group| rest_of(group.as_ref(), laid, &draft.answers))
            })
        })
    });
    let is_form = group.with_value(Option::is_none);
    let label = move || {
        let n = left.with(Vec::len);
        match is_form {
            true => t_string!(i18n, kinds.response.rest_of_form, n = n),
            false => t_string!(i18n, kinds.response.rest_of_group, n = n),
        }
    };
    let answer = move || {
        let places = left.get_untracked();
        let Some(first) = places.first().cloned() else {
            return;
        };
        let no = |place: Place| {
            let typing = Typing {
                at_once: true,
                ..Typing::one(Typed::Boolean(false))
            };
            (place, typing)
        };
        filling.answer_all(&first, places.into_iter().map(no).collect());
        focus_when_drawn(move || focus_next_open(filling));
    };
    let any = Memo::new(move |_| left.with(|left| !left.is_empty()));
    move || {
        any.get()
            .then(|| view! { <div class="form-rest"><Button label on_press=answer/></div> })
    }
}

/// To the first question that has no answer, else to what ends the form.
pub fn focus_next_open(filling: Filling) {
    let next = filling.laid.with_untracked(|laid| {
        let draft = filling.draft.read_untracked();
        laid::first_open(laid, &draft.answers).map(focus_of)
    });
    focus_id(next.as_deref().unwrap_or(REVIEW));
}

/// The button that leads to the review.
pub const REVIEW: &str = "form-review";

/// *Another*, and *Take away* while the last one is empty.
#[component]
fn Rows(filling: Filling, group: Laid) -> impl IntoView {
    let say = filling.say;
    let i18n = say.0;
    let id = format!("{}-another", group.id());
    let group = StoredValue::new(group);
    let words = move || group.with_value(|group| filling.words(&group.item));
    let add = move || {
        let place = group.with_value(|group| group.place.clone());
        filling.draft.update(|draft| draft.answers.add_row(place));
        let next = group.with_value(|group| Laid {
            row: group.row.map(|row| row + 1),
            ..group.clone()
        });
        focus_when_drawn(move || {
            let first = filling.laid.with_untracked(|laid| {
                let mut inside = laid::inside(Some(&next), laid).iter();
                inside.find(|one| one.is_open()).map(focus_of)
            });
            focus_id(&first.unwrap_or_else(|| next.id()));
        });
    };
    let is_empty = Memo::new(move |_| {
        filling.laid.with(|laid| {
            filling.draft.with(|draft| {
                group.with_value(|group| {
                    let mut inside = laid::inside(Some(group), laid).iter();
                    group.row > Some(0) && inside.all(|one| draft.answers.of(&one.place).is_none())
                })
            })
        })
    });
    let take_away = move || {
        let place = group.with_value(|group| group.place.clone());
        let before = group.with_value(|group| Laid {
            row: group.row.map(|row| row.saturating_sub(1)),
            ..group.clone()
        });
        filling
            .draft
            .update(|draft| draft.answers.remove_last_row(place));
        focus_when_drawn(move || focus_id(&format!("{}-another", before.id())));
    };
    let says = move |act: &'static str| say.labelled(act, &words());
    view! {
        <div class="form-rows">
            <Button
                id=id
                label=move || t_string!(i18n, kinds.response.another)
                says=move || says(t_string!(i18n, kinds.response.another))
                icon=Icon::Add
                on_press=add
            />
            {move || is_empty.get().then(|| view! {
                <Button
                    label=move || t_string!(i18n, kinds.response.take_away)
                    says=move || says(t_string!(i18n, kinds.response.take_away))
                    icon=Icon::Remove
                    on_press=take_away
                />
            })}
        </div>
    }
}
