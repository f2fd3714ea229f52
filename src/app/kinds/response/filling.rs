//! A form that is being filled in: what its page reads and writes.

use leptos::prelude::*;

use super::given_words;
use crate::app::i18n::*;
use crate::app::kinds::no_fact_word;
use crate::app::laid::{self, Laid, Line};
use crate::app::pages::chart::OpenChart;
use crate::app::platform::device;
use crate::app::state::{Say, use_app, use_say};
use crate::base::{Language, Stamp};
use crate::chart::age::ages_on;
use crate::chart::draft::{Complaint, FormField, Why};
use crate::chart::kinds::ResponseForm;
use crate::chart::questionnaire::{
    Item, Place, Questionnaire, ReadIn, Score, Typed, Typing, asked, score,
};
use crate::terms::units::Ages;

/// Copied freely.
#[derive(Clone, Copy)]
pub struct Filling {
    pub say: Say,
    /// The chart it is filled in for; none where a form is only tried.
    pub chart: Option<OpenChart>,
    pub draft: RwSignal<ResponseForm>,
    pub laid: Memo<Vec<Laid>>,
    pub lines: Memo<Vec<Line>>,
    /// What the last review complained of; each is gone when its field is typed into.
    pub wrong: RwSignal<Vec<(Laid, Why)>>,
    /// What a screen reader hears of questions that came.
    pub told: RwSignal<String>,
    form: StoredValue<Questionnaire>,
    language: Memo<Language>,
    now: Stamp,
}

impl Filling {
    /// Begins with what was typed before. The questions are asked in the page's language, whatever it was then.
    pub fn begin(form: Questionnaire, draft: ResponseForm) -> Self {
        let app = use_app();
        let items = laid::items_of(&form);
        let now = device::now();
        let draft = RwSignal::new(draft);
        let form = StoredValue::new(form);
        let language = Memo::new(move |_| app.look.get().language);
        Effect::new(move |_| {
            let now = language.get();
            if draft.with_untracked(|draft| draft.language != now) {
                draft.update(|draft| draft.language = now);
            }
        });
        let laid = Memo::new(move |_| {
            draft.with(|draft| {
                let within = ReadIn {
                    language: draft.language,
                    now,
                };
                form.with_value(|form| laid::laid(form, &items, &draft.answers, within))
            })
        });
        let lines = Memo::new(move |_| {
            laid.with(|laid| draft.with(|draft| laid::lines(laid, &draft.answers)))
        });
        Self {
            say: use_say(),
            chart: use_context(),
            draft,
            laid,
            lines,
            wrong: RwSignal::new(Vec::new()),
            told: RwSignal::new(String::new()),
            form,
            language,
            now,
        }
    }

    /// What reading an answer needs to know.
    pub fn within(self) -> ReadIn {
        ReadIn {
            language: self.language.get(),
            now: self.now,
        }
    }

    /// Its words in the page's language, with its number before them.
    pub fn words(self, item: &Item) -> String {
        let text = item.text.in_language(self.language.get());
        format!("{} {text}", item.prefix).trim().to_owned()
    }

    /// "Under-five visit, version 3".
    pub fn title(self) -> String {
        let language = self.language.get();
        let (title, version) = self.form.with_value(|form| {
            let title = form.title.in_language(language).to_owned();
            (title, form.version.clone())
        });
        if version.is_empty() {
            return title;
        }
        let version = t_string!(self.say.0, kinds.response.version, version = version);
        format!("{title}, {version}")
    }

    /// What is typed in a field.
    pub fn typing(self, place: &Place) -> Typing {
        let of = |draft: &ResponseForm| draft.answers.of(place).cloned();
        self.draft.with(of).unwrap_or_default()
    }

    /// Puts what is typed into a field in the place of what was.
    pub fn answer(self, place: &Place, typing: Typing) {
        self.answer_all(place, vec![(place.clone(), typing)]);
    }

    /// Answers several fields by one press; `at` is where it was pressed.
    pub fn answer_all(self, at: &Place, answers: Vec<(Place, Typing)>) {
        let before = self.questions();
        let is_answered = |one: &Laid| answers.iter().any(|(place, _)| *place == one.place);
        if self
            .wrong
            .with_untracked(|wrong| wrong.iter().any(|(one, _)| is_answered(one)))
        {
            self.wrong
                .update(|wrong| wrong.retain(|(one, _)| !is_answered(one)));
        }
        self.draft.update(|draft| {
            for (place, typing) in answers {
                draft.answers.set(place, typing);
            }
        });
        self.tell_of_more(at, before);
    }

    fn questions(self) -> usize {
        self.laid
            .with_untracked(|laid| laid.iter().filter(|one| one.is_open()).count())
    }

    /// "1 more question under Convulsions."
    fn tell_of_more(self, at: &Place, before: usize) {
        let more = self.questions().saturating_sub(before) as u32;
        let question = untrack(|| self.words_at(at));
        self.told.set(match more {
            0 => String::new(),
            more => t_string!(
                self.say.0,
                kinds.response.more_under,
                count = more,
                question = question
            )
            .to_string(),
        });
    }

    fn words_at(self, place: &Place) -> String {
        let words = |form: &Questionnaire| form.item(&place.link_id).map(|item| self.words(item));
        self.form.with_value(words).unwrap_or_default()
    }

    /// What is typed, in words; also where it cannot be read.
    pub fn typed_words(self, one: &Laid) -> String {
        let typing = self.typing(&one.place);
        if let Some(no_fact) = typing.no_fact {
            return no_fact_word(self.say, no_fact).to_owned();
        }
        let words = typing.values.iter().filter(|typed| !typed.is_blank());
        let words = words.map(|typed| match typed.read(&one.item, self.within()) {
            Ok(Some(given)) => given_words(self.say, &given),
            _ => letters(typed).to_owned(),
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// Why something is not asked any more: the question it waited for, and how that is answered now.
    pub fn cause(self, one: &Laid) -> Option<(String, String)> {
        self.laid.with(|laid| {
            let mut waits = laid.iter().find(|other| other.place == one.place)?;
            let condition = loop {
                let around = waits.inside.map(|at| &laid[at]);
                match (&waits.item.condition, around) {
                    (_, Some(around)) if !around.now => waits = around,
                    (Some(condition), _) => break condition,
                    (None, _) => return None,
                }
            };
            let asked = &condition.tests.first()?.question;
            let beside = |other: &&Laid| {
                let rows = other.place.rows.iter().zip(&one.place.rows);
                other.item.link_id == *asked && rows.clone().all(|(one, other)| one == other)
            };
            let question = laid.iter().find(beside)?;
            let answer = match self.typed_words(question) {
                words if words.is_empty() => t_string!(self.say.0, ui.not_asked).to_owned(),
                words => words,
            };
            Some((self.words(&question.item), answer))
        })
    }

    /// A score so far. `None`: nothing that counts is asked.
    pub fn score(self, one: &Laid) -> Option<Score> {
        let within = self.within();
        self.form.with_value(|form| {
            self.draft.with(|draft| {
                let asked = asked(form, &draft.answers, within);
                let at = asked.iter().position(|other| other.place == one.place)?;
                score(at, &asked, &draft.answers)
            })
        })
    }

    /// How old the person is, where that is known: what is likely depends on it.
    pub fn ages(self) -> Option<Ages> {
        let birth = self.chart?.banner(|banner| banner.person.birth)?;
        ages_on(&birth, self.now.day())
    }

    /// Says at their fields what is complained of. `false` where none of them is shown.
    pub fn complain(self, complaints: Vec<Complaint<FormField>>) -> bool {
        let wrong: Vec<(Laid, Why)> = self.laid.with_untracked(|laid| {
            let complaints = complaints.into_iter();
            let at_field = |complaint: Complaint<FormField>| match complaint.at {
                FormField::Item(at) => Some((laid.get(at as usize)?.clone(), complaint.why)),
                _ => None,
            };
            complaints.filter_map(at_field).collect()
        });
        let any = !wrong.is_empty();
        self.wrong.set(wrong);
        any
    }

    /// The field that was left last is looked for by its own id and by that of what it is a part of.
    pub fn group_of(self, field: &str) -> Option<Laid> {
        self.laid.with_untracked(|laid| {
            let at = laid.iter().rposition(|one| {
                let id = one.id();
                field == id || field.starts_with(&format!("{id}-"))
            })?;
            let around = std::iter::successors(Some(at), |at| laid[*at].inside);
            around.last().map(|at| laid[at].clone())
        })
    }
}

/// The letters that were typed; none where something was chosen.
pub fn letters(typed: &Typed) -> &str {
    match typed {
        Typed::Words(text) | Typed::Other(text) | Typed::Number { text, .. } => text,
        Typed::Boolean(_) | Typed::Date { .. } | Typed::Option(_) | Typed::Paper(_) => "",
    }
}
