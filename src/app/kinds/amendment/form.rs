//! Adding to a signed entry, correcting it, marking it as entered in error: new entries that point at the old one.

use leptos::prelude::*;

use super::pieces::{Piece, Pieces, REASON, StandsNow, WORDS, picker, pieces};
use crate::app::i18n::*;
use crate::app::kinds::demographic::form::CorrectWho;
use crate::app::pages::chart::about::AboutEntry;
use crate::app::pages::chart::kept_form::{AnyForm, KeptFormButton};
use crate::app::pages::chart::open::use_chart;
use crate::app::pages::chart::small_form::{SmallForm, Typed};
use crate::app::pages::trouble::Trouble;
use crate::app::state::use_say;
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::draft::{AmendForm, Form, FormField, WhoForm};
use crate::chart::kinds::AmendmentKind;
use crate::reading::view::{EntryView, StatementView};

#[component]
pub fn AmendButtons(entry: EntryId, statements: Vec<StatementView>) -> impl IntoView {
    let i18n = use_i18n();
    let pieces = Pieces::of(&statements);
    let kinds = [
        AmendmentKind::Addendum,
        AmendmentKind::Correction,
        AmendmentKind::EnteredInError,
    ];
    let buttons: Vec<_> = kinds
        .into_iter()
        .filter_map(|kind| Some((kind, pieces.begin(entry, kind)?)))
        .collect();
    if buttons.is_empty() {
        return ().into_any();
    }
    let pieces = StoredValue::new(pieces);
    let fields = Callback::new(move |(form, close)| amending(form, &pieces.get_value(), close));
    let label = move |kind| match kind {
        AmendmentKind::Addendum | AmendmentKind::LateEntry => t_string!(i18n, kinds.amendment.add),
        AmendmentKind::Correction => t_string!(i18n, kinds.amendment.correct),
        AmendmentKind::EnteredInError => t_string!(i18n, kinds.amendment.mark_in_error),
    };
    let buttons = buttons.into_iter().map(|(kind, blank)| {
        view! { <KeptFormButton label=move || label(kind) blank fields/> }
    });
    view! { <div class="panel-acts">{buttons.collect_view()}</div> }.into_any()
}

fn amending(form: Form, pieces: &Pieces, close: Callback<()>) -> AnyView {
    match form {
        Form::Amend(amend) => amendment(amend, pieces, close),
        Form::Who(who) => {
            let pieces = pieces.open_to(AmendmentKind::Correction);
            view! { <CorrectWho who pieces close/> }.into_any()
        }
        other => (expect_context::<AnyForm>().0)(other, close),
    }
}

fn amendment(amend: AmendForm, pieces: &Pieces, close: Callback<()>) -> AnyView {
    let mut pieces = pieces.open_to(amend.kind);
    if amend.kind == AmendmentKind::Correction {
        pieces.retain(|piece| piece.statement.fact.is_in_words());
    }
    match amend.kind {
        AmendmentKind::Addendum | AmendmentKind::LateEntry => {
            view! { <Addendum amend pieces close/> }.into_any()
        }
        AmendmentKind::Correction => view! { <Correction amend pieces close/> }.into_any(),
        AmendmentKind::EnteredInError => view! { <InError amend pieces close/> }.into_any(),
    }
}

/// An amendment begun before, away from the page of its entry: the entry is read first.
pub fn amend(draft: AmendForm, close: Callback<()>) -> AnyView {
    begun_before(draft.target, draft.into(), close)
}

/// A correction of who somebody is, begun before and away from the page of its entry: the entry is read first.
pub fn correct_who(draft: WhoForm, close: Callback<()>) -> AnyView {
    begun_before(draft.target, draft.into(), close)
}

fn begun_before(target: EntryId, form: Form, close: Callback<()>) -> AnyView {
    let chart = use_chart();
    let entry = chart.entry(target);
    let pieces = Memo::new(move |_| {
        entry.value.with(|entry| match entry {
            Some(EntryView::Read { statements, .. }) => Some(pieces(statements)),
            Some(EntryView::Unreadable { .. }) | None => None,
        })
    });
    view! {
        <Trouble failure=entry.failure/>
        {move || pieces.get().map(|pieces| amending(form.clone(), &Pieces(pieces), close))}
    }
    .into_any()
}

fn words_field(typed: Typed<AmendForm>, label: fn(Texts) -> &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let value = typed.part(|form| &form.words, |form| &mut form.words);
    let error = typed.error(FormField::Words, WORDS);
    view! { <TextArea id=WORDS label=move || label(i18n) value rows=3 error/> }
}

fn reason_field(typed: Typed<AmendForm>) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || t_string!(i18n, kinds.amendment.reason);
    let value = typed.part(|form| &form.reason, |form| &mut form.reason);
    let error = typed.error(FormField::Reason, REASON);
    view! { <Field id=REASON label value error/> }
}

#[component]
fn Addendum(amend: AmendForm, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let target = amend.target;
    let typed = Typed::new(amend);
    let chosen = typed.part(|form| &form.index, |form| &mut form.index);
    view! {
        <SmallForm kept=typed.keep() close>
            {picker(say, &pieces, chosen, true)}
            <AboutEntry entry=target index=Signal::derive(move || chosen.get())/>
            {words_field(typed, |i18n| t_string!(i18n, kinds.amendment.words_added))}
            {reason_field(typed)}
        </SmallForm>
    }
}

#[component]
fn Correction(amend: AmendForm, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let typed = Typed::new(amend);
    let chosen = typed.part(|form| &form.index, |form| &mut form.index);
    view! {
        <SmallForm kept=typed.keep() close>
            {picker(say, &pieces, chosen, false)}
            <StandsNow pieces chosen/>
            {words_field(typed, |i18n| t_string!(i18n, kinds.amendment.words_instead))}
            {reason_field(typed)}
        </SmallForm>
    }
}

#[component]
fn InError(amend: AmendForm, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let target = amend.target;
    let typed = Typed::new(amend);
    let chosen = typed.part(|form| &form.index, |form| &mut form.index);
    view! {
        <SmallForm kept=typed.keep() close>
            <p>{t!(i18n, kinds.amendment.in_error_words)}</p>
            {picker(say, &pieces, chosen, true)}
            <AboutEntry entry=target index=Signal::derive(move || chosen.get())/>
            {reason_field(typed)}
        </SmallForm>
    }
}
