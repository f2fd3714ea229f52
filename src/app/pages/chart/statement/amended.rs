//! What became of a statement since it was signed: corrected, entered in error, added to.

use leptos::prelude::*;

use super::line::{InFull, StatementLine, StatementWords};
use crate::app::i18n::*;
use crate::app::kinds::amendment::form::AmendButtons;
use crate::app::kinds::amendment_word;
use crate::app::pages::chart::open::OpenChart;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Loaded, use_say};
use crate::app::ui::*;
use crate::base::EntryId;
use crate::chart::kinds::Fact;
use crate::chart::statement::{Statement, StatementId};
use crate::chart::when::When;
use crate::engine::protocol::ask;
use crate::reading::view::{AmendedBy, Content, EntryView, StatementView};

/// An amendment by an author who is not confirmed: shown beside, changing nothing.
pub(super) fn beside_line(by: AmendedBy) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let entry =
        use_context::<OpenChart>().map(|chart| Route::Chart(chart.id, ChartPart::Entry(by.entry)));
    let (kind, reason, byline) = (by.kind, by.reason, by.byline);
    let words = move || {
        let who = say.byline(&byline);
        let reason = reason.clone();
        match kind {
            _ if reason.is_empty() => t_string!(i18n, chart.mark.said_otherwise, who = who),
            None => t_string!(
                i18n,
                chart.mark.said_otherwise_in_words,
                words = reason,
                who = who
            ),
            Some(kind) => t_string!(
                i18n,
                chart.mark.beside,
                what = amendment_word(say, kind),
                reason = reason,
                who = who
            ),
        }
    };
    view! {
        <p class="told-beside">
            <Mark tone=Tone::NotKnown words/>
            {entry.map(|to| view! { " " <a class="told-about" href=to.href()>{t!(i18n, chart.mark.see_it)}</a> })}
        </p>
    }
}

/// Words that do not stand any more: what stands instead, then the old words struck through, one tap away.
#[component]
pub(super) fn Amended(
    /// In one go: one statement, or all of an entry.
    old: Vec<StoredValue<Statement>>,
    at: When,
    by: AmendedBy,
    /// What other words stand instead of; `None`: it was entered in error.
    corrected: Option<StatementId>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let entry = by.entry;
    let by = StoredValue::new(by);
    let mark = move || {
        let day = by.with_value(|by| say.day(by.byline.recorded.day()));
        if corrected.is_some() {
            t_string!(i18n, chart.mark.corrected_on, day = day)
        } else {
            t_string!(i18n, chart.mark.in_error_on, day = day)
        }
    };
    let who = move || {
        by.with_value(|by| {
            t_string!(
                i18n,
                chart.mark.amended_by,
                who = say.byline(&by.byline),
                reason = by.reason.clone()
            )
        })
    };
    let old = old.into_iter().map(|statement| {
        view! { <li><StatementWords statement at struck=true/></li> }
    });
    view! {
        <div class="told-amended">
            <Mark tone=Tone::NotKnown words=mark/>
            {corrected.map(|of| view! { <Linked entry of=Some(of)/> })}
            <details class="old-words">
                <summary>{t!(i18n, chart.mark.old_words)}</summary>
                <ul class="told-list">{old.collect_view()}</ul>
                <p class="quiet-text">{who}</p>
            </details>
        </div>
    }
}

/// Statements that were marked as entered in error together, told as one; `None` when they were not, or when one of
/// them has more to say.
pub fn all_in_error(statements: &[StatementView], at: When) -> Option<AnyView> {
    let by = statements.first()?.marks.in_error.clone()?;
    let together = |view: &StatementView| {
        let marks = &view.marks;
        let same = marks.in_error.as_ref().map(|by| by.entry) == Some(by.entry);
        same && marks.addenda.is_empty() && marks.beside.is_empty()
    };
    let told = |view: &StatementView| match &view.content {
        Content::Statement(statement) if together(view) => {
            Some(StoredValue::new((**statement).clone()))
        }
        _ => None,
    };
    let old: Option<Vec<_>> = statements.iter().map(told).collect();
    let old = old.filter(|old| old.len() > 1)?;
    Some(view! { <Amended old at by corrected=None/> }.into_any())
}

/// Words of another entry that belong here: what stands instead of `of`, or an addendum.
#[component]
pub(super) fn Linked(entry: EntryId, of: Option<StatementId>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let Some(chart) = use_context::<OpenChart>() else {
        return ().into_any();
    };
    // On the page of the entry itself, what stands instead is corrected where it stands.
    let in_full = use_context::<InFull>().is_some();
    let found = Loaded::of(ask::Entry(chart.id, entry));
    let failed = move || {
        found
            .failure
            .get()
            .map(|why| view! { <Mark tone=Tone::NotKnown words=say.failure(&why)/> })
    };
    (move || match found.value.get() {
        None => failed().into_any(),
        Some(EntryView::Unreadable { reason, .. }) => {
            let words = t_string!(
                i18n,
                chart.mark.amendment_unreadable,
                why = say.unreadable(reason)
            );
            view! { <Mark tone=Tone::NotKnown words/> }.into_any()
        }
        Some(EntryView::Read {
            byline,
            statements,
            at,
            ..
        }) => {
            let mut wanted = statements;
            wanted.retain(|view| belongs(view, of));
            let again = (in_full && of.is_some())
                .then(|| view! { <AmendButtons entry statements=wanted.clone()/> });
            let lines = wanted
                .into_iter()
                .map(|view| view! { <li><StatementLine view at/></li> }.into_any());
            let head = of.is_none().then(|| {
                let words = t_string!(i18n, chart.mark.addendum_by, who = say.byline(&byline));
                view! { <p class="quiet-text">{words}</p> }
            });
            view! {
                <div class="told-linked">
                    {head}
                    <ul class="told-list">{lines.collect_view()}</ul>
                    {again}
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}

/// Of an amending entry: for a correction what stands instead, for an addendum everything but the amendment itself.
fn belongs(view: &StatementView, of: Option<StatementId>) -> bool {
    match of {
        Some(_) => view.marks.corrects == of,
        None => !matches!(
            &view.content,
            Content::Statement(statement)
                if matches!(statement.fact, Fact::Amendment(_))
        ),
    }
}
