//! One question that is being answered: what its controls read and write.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::filling::{Filling, letters};
use crate::app::i18n::*;
use crate::app::laid::{Laid, is_a_list};
use crate::app::ui::{self, Bind};
use crate::chart::draft::{DateDraft, Why};
use crate::chart::kinds::NoFact;
use crate::chart::questionnaire::{Item, ItemKind, Place, Typed, Typing};

/// Which of the answers that no control of the question's own gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    NotAsked,
    /// The question's own controls hold the answer.
    Own,
    NoFact(NoFact),
}

/// Copied freely.
#[derive(Clone, Copy)]
pub struct Answering {
    pub filling: Filling,
    pub one: StoredValue<Laid>,
    pub typing: Memo<Typing>,
    /// Where somebody types in it: what is typed is judged when the field was left.
    pub here: ui::Typing,
    pub error: Memo<Option<String>>,
}

impl Answering {
    pub fn of(filling: Filling, one: Laid) -> Self {
        let place = one.place.clone();
        let typing = Memo::new(move |_| filling.typing(&place));
        let one = StoredValue::new(one);
        let here = ui::Typing::nowhere();
        let error = Memo::new(move |_| {
            let complained = filling.wrong.with(|wrong| {
                let here = |(at, why): &&(Laid, Why)| {
                    let same = one.with_value(|one| one.place == at.place);
                    same && !matches!(why, Why::Unlikely { .. })
                };
                wrong.iter().find(here).map(|(_, why)| filling.say.why(why))
            });
            complained.or_else(|| {
                let why = one.with_value(|one| misread(filling, &one.item, &typing.get()));
                why.filter(|_| !here.is_anywhere())
                    .map(|why| filling.say.why(&why))
            })
        });
        Self {
            filling,
            one,
            typing,
            here,
            error,
        }
    }

    pub fn id(self) -> String {
        self.one.with_value(Laid::id)
    }

    pub fn place(self) -> Place {
        self.one.with_value(|one| one.place.clone())
    }

    pub fn item<T>(self, read: impl FnOnce(&Item) -> T) -> T {
        self.one.with_value(|one| read(&one.item))
    }

    pub fn words(self) -> String {
        self.one.with_value(|one| self.filling.words(&one.item))
    }

    /// One value of the answer; writing it answers the question.
    pub fn value(self, at: usize) -> Bind<Option<Typed>> {
        Bind::new(
            move || self.typing.with(|typing| typing.values.get(at).cloned()),
            move |typed| {
                let mut values = self.values();
                match typed {
                    Some(typed) if at < values.len() => values[at] = typed,
                    Some(typed) => {
                        let blank = self.item(blank_of);
                        values.resize(at, blank);
                        values.push(typed);
                    }
                    None if at < values.len() => {
                        values.remove(at);
                    }
                    None => {}
                }
                self.set(values);
            },
        )
    }

    /// The same as letters in a field.
    pub fn text(self, at: usize) -> Bind<String> {
        let value = self.value(at);
        Bind::new(
            move || {
                let typed = value.get();
                typed.as_ref().map(letters).unwrap_or_default().to_owned()
            },
            move |text| value.set(Some(Typed::Words(text))),
        )
    }

    /// The same as a date.
    pub fn date(self, at: usize) -> Bind<(DateDraft, String)> {
        let value = self.value(at);
        Bind::new(
            move || match value.get() {
                Some(Typed::Date { date, time }) => (date, time),
                _ => Default::default(),
            },
            move |(date, time)| value.set(Some(Typed::Date { date, time })),
        )
    }

    pub fn values(self) -> Vec<Typed> {
        self.typing.with_untracked(|typing| typing.values.clone())
    }

    /// The question's own answer.
    pub fn set(self, values: Vec<Typed>) {
        let typing = Typing {
            values,
            ..Typing::default()
        };
        self.filling.answer(&self.place(), typing);
    }

    pub fn other(self) -> Other {
        self.typing.with(|typing| match typing.no_fact {
            Some(no_fact) => Other::NoFact(no_fact),
            None if typing.is_blank() => Other::NotAsked,
            None => Other::Own,
        })
    }

    /// What was typed stays below an answer without a fact, and comes back when that is taken away.
    pub fn choose_other(self, other: Other) {
        let typing = self.typing.get_untracked();
        let typing = match other {
            Other::Own => return,
            Other::NotAsked if typing.no_fact.is_some() => Typing {
                no_fact: None,
                ..typing
            },
            Other::NotAsked => Typing::default(),
            Other::NoFact(no_fact) => Typing {
                no_fact: Some(no_fact),
                ..typing
            },
        };
        self.filling.answer(&self.place(), typing);
    }

    /// An unlikely value was looked at again.
    pub fn keep(self) {
        let typing = Typing {
            confirmed: true,
            ..self.typing.get_untracked()
        };
        self.filling.answer(&self.place(), typing);
    }

    /// The review asked about its value as unlikely.
    pub fn is_asked_about(self) -> bool {
        self.filling.wrong.with(|wrong| {
            wrong.iter().any(|(at, why)| {
                let same = self.one.with_value(|one| one.place == at.place);
                same && matches!(why, Why::Unlikely { .. })
            })
        })
    }
}

/// Why what is typed is no answer to the question.
fn misread(filling: Filling, item: &Item, typing: &Typing) -> Option<Why> {
    if typing.no_fact.is_some() {
        return None;
    }
    let within = filling.within();
    let mut values = typing.values.iter();
    values.find_map(|typed| typed.read(item, within).err())
}

fn blank_of(item: &Item) -> Typed {
    match item.kind {
        ItemKind::Number(_) => Typed::Number {
            text: String::new(),
            unit: String::new(),
        },
        ItemKind::Date | ItemKind::DateTime => Typed::Date {
            date: DateDraft::default(),
            time: String::new(),
        },
        _ => Typed::Words(String::new()),
    }
}

/// The element of a question that takes the focus.
pub fn focus_of(one: &Laid) -> String {
    let id = one.id();
    match &one.item.kind {
        ItemKind::Boolean => format!("{id}-y"),
        ItemKind::Date | ItemKind::DateTime => format!("{id}-at0-day"),
        ItemKind::Choice(_) if !is_a_list(&one.item) => format!("{id}-0"),
        ItemKind::Number(_) | ItemKind::Words(_) => format!("{id}-at0"),
        _ => id,
    }
}

/// Its words, and that the form needs it.
pub fn label(of: Answering) -> TextProp {
    let needed = of.item(|item| item.required);
    let label = move || {
        let words = of.words();
        match needed {
            true => t_string!(
                of.filling.say.0,
                kinds.response.needed_mark,
                question = words
            ),
            false => words,
        }
    };
    label.into()
}

/// The label of one of several fields.
pub fn label_at(of: Answering, at: usize) -> TextProp {
    let whole = label(of);
    if at == 0 {
        return whole;
    }
    (move || format!("{}, {}", whole.get(), at + 1)).into()
}

/// The error of a question stands at its first field.
pub fn error_at(of: Answering, at: usize) -> Signal<Option<String>> {
    Signal::derive(move || of.error.get().filter(|_| at == 0))
}
