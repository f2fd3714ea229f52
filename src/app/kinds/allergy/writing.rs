//! Writing an allergy, or more about one that is known.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::substance::Substance;
use super::taken::TakenNow;
use super::{capitalised, reaction_word};
use crate::app::i18n::*;
use crate::app::pages::chart::about::AboutStatement;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::pages::chart::use_chart;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::chart::draft::{AllergyForm, FormField};
use crate::chart::kinds::{
    Allergy, AllergyCategory, AllergyKind, CertaintyChosen, KnownFrom, KnownReaction, NotSaid,
    Severity, SeverityChosen,
};
use crate::chart::statement::StatementId;
use crate::reading::view::Known;

const REACTIONS: &str = "allergy-reaction";
const FIRST_REACTION: &str = "allergy-reaction-0";
const KNOWN_FROM: &str = "allergy-known-from";
const SINCE: &str = "allergy-since";
const REASON: &str = "allergy-reason";

/// The form of an allergy: to what, what happened, how bad it was, who says so; the rest is folded.
pub fn write_allergy(draft: AllergyForm, close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let revises = draft.revises;
    let typed = Typed::new(draft);
    let before = allergy_before(revises);
    let severity = choices![i18n;
        SeverityChosen::Was(Severity::Mild) => kinds.allergy.mild,
        SeverityChosen::Was(Severity::Moderate) => kinds.allergy.moderate,
        SeverityChosen::Was(Severity::Severe) => kinds.allergy.severe,
        SeverityChosen::NotSaid(NotSaid::NotKnown) => ui.not_known,
        SeverityChosen::NotSaid(NotSaid::Declined) => ui.declined,
    ];
    let known_from = choices![i18n;
        KnownFrom::SeenHere => kinds.allergy.seen_here,
        KnownFrom::Told => kinds.allergy.told,
        KnownFrom::OnPaper => kinds.allergy.on_paper,
    ];
    view! {
        <SmallForm kept=typed.keep() close>
            {revises.map(|id| view! { <AboutStatement id/> })}
            <Substance typed next=FIRST_REACTION/>
            <TakenNow typed before/>
            <Reactions typed/>
            <Choice
                legend=move || t_string!(i18n, kinds.allergy.severity)
                value=typed.part(|form| &form.severity, |form| &mut form.severity)
                options=with_capitals(severity)
            />
            <Choice
                id=KNOWN_FROM
                legend=move || t_string!(i18n, kinds.allergy.known_from)
                value=typed.part(|form| &form.known_from, |form| &mut form.known_from)
                error=typed.error(FormField::KnownFrom, format!("{KNOWN_FROM}-0"))
                options=known_from
            />
            <More typed/>
            {revises.map(|_| view! {
                <Field
                    id=REASON
                    label=move || t_string!(i18n, kinds.amendment.reason)
                    value=typed.part(|form| &form.reason, |form| &mut form.reason)
                    error=typed.error(FormField::Reason, REASON)
                />
            })}
        </SmallForm>
    }
    .into_any()
}

/// Words of sentences as buttons.
fn with_capitals<T>(options: Vec<(T, TextProp)>) -> Vec<(T, TextProp)> {
    let options = options.into_iter().map(|(option, words)| {
        let words: TextProp = (move || capitalised(&words.get())).into();
        (option, words)
    });
    options.collect()
}

/// The allergy that is added to, as the chart lists it.
fn allergy_before(revises: Option<StatementId>) -> Memo<Option<Allergy>> {
    let chart = use_chart();
    Memo::new(move |_| {
        let id = revises?;
        chart.banner(|banner| match &banner.allergies {
            Known::Facts(rows) => {
                let mut rows = rows.iter();
                let row = rows.find(|row| row.id == id)?;
                Some(row.allergy.clone())
            }
            _ => None,
        })?
    })
}

/// What happened: several may be chosen, or that it is not known, or words.
#[component]
fn Reactions(typed: Typed<AllergyForm>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let draft = typed.draft;
    let known = KnownReaction::ALL.into_iter().map(|known| {
        let words: TextProp = (move || reaction_word(say, known)).into();
        (Some(known), words)
    });
    let not_known: TextProp = (move || t_string!(i18n, ui.not_known)).into();
    let options = with_capitals(known.chain([(None, not_known)]).collect());
    let is_chosen = move |option: Option<KnownReaction>| {
        draft.with(|draft| match option {
            Some(known) => draft.reactions.contains(&known),
            None => draft.no_reaction == Some(NotSaid::NotKnown),
        })
    };
    let press = move |option: Option<KnownReaction>| {
        draft.update(|draft| match option {
            Some(known) => {
                draft.no_reaction = None;
                match draft.reactions.iter().position(|one| *one == known) {
                    Some(at) => {
                        draft.reactions.remove(at);
                    }
                    None => draft.reactions.push(known),
                }
                draft.reactions.sort_unstable();
            }
            None if draft.no_reaction.is_some() => draft.no_reaction = None,
            None => {
                draft.no_reaction = Some(NotSaid::NotKnown);
                draft.reactions.clear();
            }
        });
    };
    let in_words = Bind::part(
        draft,
        |draft| draft.in_words.clone(),
        |draft, words| {
            if !words.trim().is_empty() {
                draft.no_reaction = None;
            }
            draft.in_words = words;
        },
    );
    view! {
        <Ticks
            id=REACTIONS
            legend=move || t_string!(i18n, kinds.allergy.reaction)
            options
            is_chosen=Callback::new(move |(option,)| is_chosen(option))
            press=Callback::new(move |(option,)| press(option))
        />
        <Field id="allergy-in-words" label=move || t_string!(i18n, kinds.allergy.in_words) value=in_words/>
    }
}

/// What is seldom known at once.
#[component]
fn More(typed: Typed<AllergyForm>) -> impl IntoView {
    let i18n = use_i18n();
    // What was typed there, or is complained of, is not hidden.
    let since_wrong = typed.error(FormField::Date, format!("{SINCE}-year"));
    let filled = typed.draft.with_untracked(|draft| {
        !draft.since.is_blank() || draft.kind.is_some() || draft.certainty.is_some()
    });
    // It is opened for them, and closed by hand alone: mending what was wrong folds nothing away.
    let open = Memo::new(move |open: Option<&bool>| {
        open == Some(&true) || filled || since_wrong.with(Option::is_some)
    });
    let certainty = choices![i18n;
        CertaintyChosen::Confirmed => kinds.allergy.confirmed,
        CertaintyChosen::NotConfirmed => kinds.allergy.not_confirmed,
    ];
    let kind = choices![i18n;
        AllergyKind::Allergy => kinds.allergy.allergy,
        AllergyKind::Intolerance => kinds.allergy.intolerance,
    ];
    let category = choices![i18n;
        AllergyCategory::Medication => kinds.allergy.medication,
        AllergyCategory::Food => kinds.allergy.food,
        AllergyCategory::Environment => kinds.allergy.environment,
        AllergyCategory::Biologic => kinds.allergy.biologic,
    ];
    view! {
        <details class="opens form-more" prop:open=move || open.get()>
            <summary>{t!(i18n, kinds.allergy.more)}</summary>
            <DateParts
                id=SINCE
                legend=move || t_string!(i18n, kinds.allergy.since)
                value=typed.part(|form| &form.since, |form| &mut form.since)
                error=since_wrong
            />
            <Choice
                legend=move || t_string!(i18n, kinds.allergy.certainty)
                value=typed.part(|form| &form.certainty, |form| &mut form.certainty)
                options=with_capitals(certainty)
            />
            <Choice
                legend=move || t_string!(i18n, kinds.allergy.kind)
                value=typed.part(|form| &form.kind, |form| &mut form.kind)
                options=with_capitals(kind)
            />
            <Choice
                legend=move || t_string!(i18n, kinds.allergy.category)
                value=typed.part(|form| &form.category, |form| &mut form.category)
                options=with_capitals(category)
            />
        </details>
    }
}
