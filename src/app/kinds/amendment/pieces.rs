//! What of a signed entry can be amended: chosen, shown as it stands, and what the form begins with.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use crate::app::i18n::*;
use crate::app::kinds::{line_of, sentence, shortened};
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::base::{Compartment, EntryId};
use crate::chart::draft::{AmendForm, Form, WhoForm};
use crate::chart::kinds::{AmendmentKind, Fact};
use crate::chart::statement::Statement;
use crate::reading::view::{Content, StatementView};

/// The id of the field for the words that are added or stand instead.
pub const WORDS: &str = "amend-words";
/// The id of the field for the reason.
pub const REASON: &str = "amend-reason";

/// Something of the entry that can still be amended.
#[derive(Clone, PartialEq)]
pub struct Piece {
    pub index: u32,
    pub statement: Statement,
}

/// The statements of an entry that stand: neither corrected nor entered in error, and not of a newer version.
pub fn pieces(statements: &[StatementView]) -> Vec<Piece> {
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
        .collect()
}

/// What can be amended in an entry, and how.
#[derive(Clone)]
pub struct Pieces(pub Vec<Piece>);

impl Pieces {
    /// What of an entry's statements can still be amended.
    pub fn of(statements: &[StatementView]) -> Self {
        Self(pieces(statements))
    }

    /// Those an amendment of this kind can be about.
    pub fn open_to(&self, kind: AmendmentKind) -> Vec<Piece> {
        let open = self.0.iter();
        open.filter(|piece| piece.statement.fact.is_open_to(kind))
            .cloned()
            .collect()
    }

    /// The form as it begins, where the entry holds something it can be about. Words added to a part stand under its
    /// problem; words added to the whole entry stand under #0.
    pub fn begin(&self, target: EntryId, kind: AmendmentKind) -> Option<Form> {
        let open = self.open_to(kind);
        if let (AmendmentKind::Correction, Some(first)) = (kind, open.first())
            && first.statement.fact.compartment() == Some(Compartment::IDENTITY)
        {
            return Some(Form::Who(WhoForm::blank(target, first.index)));
        }
        let index = match kind {
            AmendmentKind::Addendum | AmendmentKind::LateEntry => open
                .iter()
                .find(|p| matches!(p.statement.fact, Fact::Section(_))),
            AmendmentKind::Correction => open.first(),
            AmendmentKind::EnteredInError => None,
        };
        let index = index.map(|piece| piece.index);
        (!open.is_empty()).then(|| Form::Amend(AmendForm::blank(target, kind, index)))
    }
}

/// Which statement is meant, where there are several.
pub fn picker(say: Say, pieces: &[Piece], chosen: Bind<Option<u32>>, whole: bool) -> AnyView {
    let i18n = say.0;
    if pieces.len() < 2 && !whole {
        return ().into_any();
    }
    let mut options: Vec<(Option<u32>, TextProp)> = Vec::new();
    if whole {
        options.push((
            None,
            (move || t_string!(i18n, kinds.amendment.whole_entry)).into(),
        ));
    }
    for piece in pieces {
        let statement = piece.statement.clone();
        let label = move || shortened(&sentence(say, &statement));
        options.push((Some(piece.index), label.into()));
    }
    view! {
        <Select
            id="amend-which"
            label=move || t_string!(i18n, kinds.amendment.which)
            value=chosen
            options
        />
    }
    .into_any()
}

/// What the chosen statement says now.
#[component]
pub fn StandsNow(pieces: Vec<Piece>, chosen: Bind<Option<u32>>) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let old = move || {
        let piece = pieces
            .iter()
            .find(|piece| Some(piece.index) == chosen.get())?;
        let told = line_of(&piece.statement.fact).amendable(say, &piece.statement);
        Some((told.kind, told.text))
    };
    view! {
        <p class="hint">{t!(i18n, kinds.amendment.stands_now)}</p>
        {move || old().map(|(kind, text)| view! {
            <p class="told" translate="no"><span class="told-kind">{kind}</span> <span class="told-text">{text}</span></p>
        })}
    }
}
