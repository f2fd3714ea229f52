//! Adding to a signed entry, correcting it, marking it as entered in error: new entries that point at the old one.

use leptos::prelude::*;

use super::act::{ActForm, FormButton};
use super::statement::{sentence, words};
use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::{Compartment, EntryId};
use crate::chart::facts::{AmendmentKind, Demographic, Fact, PlanEvent};
use crate::chart::statement::Statement;
use crate::engine::protocol::ChartAct;
use crate::reading::view::{Content, StatementView};

/// Something of the entry that can still be amended.
#[derive(Clone)]
struct Piece {
    index: u32,
    statement: Statement,
}

impl Piece {
    /// Words can be added to what is clinical. Who somebody is gets corrected instead.
    fn takes_words(&self) -> bool {
        self.statement.fact.compartment() != Some(Compartment::IDENTITY)
    }

    fn is_section(&self) -> bool {
        matches!(self.statement.fact, Fact::Section(_))
    }

    /// Whether its words can be replaced by others. A number or a medicine is marked as entered in error and written anew.
    fn has_words(&self) -> bool {
        matches!(
            self.statement.fact,
            Fact::Section(_)
                | Fact::Allergy(_)
                | Fact::Plan(PlanEvent::Planned(_))
                | Fact::History(_)
                | Fact::Demographic(
                    Demographic::Name(_)
                        | Demographic::Gender(_)
                        | Demographic::Place(_)
                        | Demographic::Phone(_)
                        | Demographic::Language(_)
                )
        )
    }
}

fn pieces(statements: &[StatementView]) -> Vec<Piece> {
    let valid = statements
        .iter()
        .filter(|view| view.marks.corrected.is_none() && view.marks.in_error.is_none());
    valid
        .filter_map(|view| match &view.content {
            Content::Statement(statement) => Some(Piece {
                index: view.id.index,
                statement: (**statement).clone(),
            }),
            Content::Newer(_) => None,
        })
        .filter(|piece| !matches!(piece.statement.fact, Fact::Amendment(_)))
        .collect()
}

#[component]
pub fn AmendButtons(entry: EntryId, statements: Vec<StatementView>) -> impl IntoView {
    let i18n = use_i18n();
    let pieces = pieces(&statements);
    if pieces.is_empty() {
        return ().into_any();
    }
    let sections: Vec<Piece> = pieces
        .iter()
        .filter(|piece| piece.has_words())
        .cloned()
        .collect();
    let clinical: Vec<Piece> = pieces
        .iter()
        .filter(|piece| piece.takes_words())
        .cloned()
        .collect();
    let addable = !clinical.is_empty();
    let clinical = StoredValue::new(clinical);
    let all = StoredValue::new(pieces);
    let correctable = !sections.is_empty();
    let sections = StoredValue::new(sections);
    view! {
        <div class="panel-acts">
            {addable.then(|| view! {
                <FormButton
                    label=move || t_string!(i18n, chart.amend.add)
                    title=move || t_string!(i18n, chart.amend.addendum)
                    form=Callback::new(move |(close,)| {
                        view! { <Addendum entry pieces=clinical.get_value() close/> }.into_any()
                    })
                />
            })}
            {correctable.then(|| view! {
                <FormButton
                    label=move || t_string!(i18n, chart.amend.correct)
                    title=move || t_string!(i18n, chart.amend.correction)
                    form=Callback::new(move |(close,)| {
                        view! { <Correction entry pieces=sections.get_value() close/> }.into_any()
                    })
                />
            })}
            <FormButton
                label=move || t_string!(i18n, chart.amend.mark_in_error)
                title=move || t_string!(i18n, chart.amend.in_error)
                form=Callback::new(move |(close,)| {
                    view! { <InError entry pieces=all.get_value() close/> }.into_any()
                })
            />
        </div>
    }
    .into_any()
}

fn required(say: Say, reason: RwSignal<String>) -> Result<String, String> {
    let reason = reason.get_untracked().trim().to_string();
    if reason.is_empty() {
        return Err(t_string!(say.0, errors.missing_reason).to_string());
    }
    Ok(reason)
}

fn some_words(say: Say, words: RwSignal<String>) -> Result<String, String> {
    let words = words.get_untracked().trim().to_string();
    if words.is_empty() {
        return Err(t_string!(say.0, errors.missing_anything).to_string());
    }
    Ok(words)
}

#[component]
fn Addendum(entry: EntryId, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    // Words added to a part stand under its problem; words added to the whole entry stand under #0.
    let first = pieces.iter().find(|piece| piece.is_section());
    let chosen = RwSignal::new(first.map(|piece| piece.index));
    let picker = picker(say, &pieces, chosen, true);
    let text = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let act = move |()| {
        Ok(ChartAct::Amend {
            target: entry,
            index: chosen.get_untracked(),
            kind: AmendmentKind::Addendum,
            words: some_words(say, text)?,
            reason: required(say, reason)?,
        })
    };
    view! {
        <ActForm label=move || t_string!(i18n, chart.sign.sign) act on_done=close>
            {picker}
            <TextArea label=move || t_string!(i18n, chart.amend.words_added) value=text rows=3/>
            <Field label=move || t_string!(i18n, chart.amend.reason) value=reason/>
        </ActForm>
    }
}

/// Which statement is meant, where there are several.
fn picker(say: Say, pieces: &[Piece], chosen: RwSignal<Option<u32>>, whole: bool) -> AnyView {
    let i18n = say.0;
    if pieces.len() < 2 && !whole {
        return ().into_any();
    }
    let mut options: Vec<(Option<u32>, leptos::text_prop::TextProp)> = Vec::new();
    if whole {
        options.push((
            None,
            (move || t_string!(i18n, chart.amend.whole_entry)).into(),
        ));
    }
    for piece in pieces {
        let statement = piece.statement.clone();
        let label = move || shortened(&sentence(say, &statement));
        options.push((Some(piece.index), label.into()));
    }
    view! { <Select label=move || t_string!(i18n, chart.amend.which) value=chosen options/> }
        .into_any()
}

fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    if words.chars().count() <= MOST {
        return words.to_string();
    }
    let start: String = words.chars().take(MOST).collect();
    format!("{start} …")
}

#[component]
fn Correction(entry: EntryId, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chosen = RwSignal::new(pieces.first().map(|piece| piece.index));
    let text = RwSignal::new(String::new());
    let reason = RwSignal::new(String::new());
    let picker = picker(say, &pieces, chosen, false);
    let pieces = StoredValue::new(pieces);
    let old = move || {
        pieces.with_value(|pieces| {
            let piece = pieces
                .iter()
                .find(|piece| Some(piece.index) == chosen.get());
            piece.map(|piece| {
                let told = words(say, &piece.statement);
                (told.kind, told.text)
            })
        })
    };
    let act = move |()| {
        Ok(ChartAct::Amend {
            target: entry,
            index: chosen.get_untracked(),
            kind: AmendmentKind::Correction,
            words: some_words(say, text)?,
            reason: required(say, reason)?,
        })
    };
    view! {
        <ActForm label=move || t_string!(i18n, chart.sign.sign) act on_done=close>
            {picker}
            <p class="hint">{t!(i18n, chart.amend.stands_now)}</p>
            {move || old().map(|(kind, text)| view! {
                <p class="told" translate="no"><span class="told-kind">{kind}</span> <span class="told-text">{text}</span></p>
            })}
            <TextArea label=move || t_string!(i18n, chart.amend.words_instead) value=text rows=3/>
            <Field label=move || t_string!(i18n, chart.amend.reason) value=reason/>
        </ActForm>
    }
}

#[component]
fn InError(entry: EntryId, pieces: Vec<Piece>, close: Callback<()>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let chosen = RwSignal::new(None::<u32>);
    let reason = RwSignal::new(String::new());
    let picker = picker(say, &pieces, chosen, true);
    let act = move |()| {
        Ok(ChartAct::Amend {
            target: entry,
            index: chosen.get_untracked(),
            kind: AmendmentKind::EnteredInError,
            words: String::new(),
            reason: required(say, reason)?,
        })
    };
    view! {
        <ActForm label=move || t_string!(i18n, chart.sign.sign) act on_done=close>
            <p>{t!(i18n, chart.amend.in_error_words)}</p>
            {picker}
            <Field label=move || t_string!(i18n, chart.amend.reason) value=reason/>
        </ActForm>
    }
}
