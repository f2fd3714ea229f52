//! A form that was filled in (FHIR QuestionnaireResponse), with the questions' own words: it reads without the form.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Document, Fact, NoFact, Observation};
use crate::base::numbered::numbered;
use crate::base::{Digest, Language, Stamp};
use crate::chart::age::ages_on;
use crate::chart::concept::Concept;
use crate::chart::draft::check::is_upside_down;
use crate::chart::draft::{
    Around, Complaints, FormField, SmallForm, Unsignable, Why, pressure_words,
};
use crate::chart::questionnaire::{
    self, Answers, Asked, Given, Item, ItemKind, Questionnaire, ReadIn, Typed, Typing, asked, score,
};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::{Quantity, Value};
use crate::chart::when::When;
use crate::terms::measure::{understand, unit_of};
use crate::terms::units::Ages;

/// A form that was filled in, and each of its answers that is no observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Response {
    /// Which form, and what stood in it, in order. Its answers are statements of the same entry.
    #[n(0)]
    Filled(#[n(0)] Filled),
    #[n(1)]
    Answer(#[n(0)] FormAnswer),
}

/// A form that was filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Filled {
    /// The canonical address of the form, without its version.
    #[n(0)]
    pub url: String,
    #[n(1)]
    pub version: String,
    #[n(2)]
    pub title: String,
    /// SHA-256 of the form's file, where it is known.
    #[n(3)]
    pub definition: Option<Digest>,
    /// What was asked, in order.
    #[n(4)]
    pub items: Vec<FilledItem>,
}

numbered! {
    /// What an item of a filled form is.
    pub enum FilledRole {
        /// A heading.
        0 Group,
        1 Question,
        /// Counted from other answers.
        2 Score,
    }
}

/// One heading or question that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct FilledItem {
    #[n(0)]
    pub link_id: String,
    /// In the language it was asked in.
    #[n(1)]
    pub words: String,
    /// How deep it stands, from 0.
    #[n(2)]
    pub level: u8,
    #[n(3)]
    pub role: FilledRole,
    /// The statements of this entry that answer it; none means that it was not asked.
    #[n(4)]
    pub answers: Vec<StatementRef>,
    /// Of a value that is a part of that observation, which of its components.
    #[n(5)]
    pub component: Option<u32>,
    /// Answered together with others, by one press.
    #[n(6)]
    pub at_once: Option<bool>,
}

/// One answer that goes to the chart as an answer only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct FormAnswer {
    #[n(0)]
    pub link_id: String,
    /// In its own words.
    #[n(1)]
    pub question: Concept,
    #[n(2)]
    pub given: Given,
}

/// A form that is being filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseForm {
    /// SHA-256 of the form's file: another version is another form.
    pub definition: Digest,
    /// In which the questions are read.
    pub language: Language,
    /// The problem it belongs to; none means #0.
    pub problem: Option<StatementId>,
    pub answers: Answers,
}

impl ResponseForm {
    /// As it opens: what the form begins with, and nothing else.
    pub fn blank(definition: Digest, form: &Questionnaire, language: Language) -> Self {
        let mut answers = Answers::default();
        let now = ReadIn {
            language,
            now: Stamp::UNKNOWN,
        };
        for one in asked(form, &Answers::default(), now) {
            if !one.item.initial.is_empty() {
                let typing = Typing {
                    values: one.item.initial.clone(),
                    ..Typing::default()
                };
                answers.set(one.place, typing);
            }
        }
        Self {
            definition,
            language,
            problem: None,
            answers,
        }
    }
}

impl SmallForm for ResponseForm {
    fn is_same(&self, other: &Self) -> bool {
        self.definition == other.definition
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let form = around.questionnaire.ok_or(Unsignable::NoForm)?;
        let problem = self.problem.map(|problem| around.problem(problem));
        let problems: Vec<StatementRef> = problem.transpose()?.into_iter().collect();
        let making = Making {
            within: ReadIn {
                language: self.language,
                now: around.now,
            },
            ages: ages_on(&around.chart.birth(), around.today),
            answers: &self.answers,
            asked: Vec::new(),
            complaints: Complaints::default(),
            facts: Vec::new(),
            items: Vec::new(),
        };
        let facts = making.filled(form, self.definition)?;
        let said = facts.into_iter();
        Ok(said
            .map(|fact| around.now(fact).for_problems(problems.clone()))
            .collect())
    }
}

/// From what is typed to the facts of one entry: the form first, then its answers.
struct Making<'a> {
    within: ReadIn,
    ages: Option<Ages>,
    answers: &'a Answers,
    asked: Vec<Asked<'a>>,
    complaints: Complaints<FormField>,
    facts: Vec<Fact>,
    items: Vec<FilledItem>,
}

/// A field of the list of what is asked, by its place from 0.
fn field(at: usize) -> FormField {
    FormField::Item(at as u32)
}

impl<'a> Making<'a> {
    fn filled(
        mut self,
        form: &'a Questionnaire,
        definition: Digest,
    ) -> Result<Vec<Fact>, Unsignable> {
        self.asked = asked(form, self.answers, self.within);
        let mut at = 0;
        while at < self.asked.len() {
            at = self.item(at);
        }
        self.groups_that_need_an_answer();
        if self.facts.is_empty() && self.complaints.is_empty() {
            let first = self.asked.iter().position(|one| one.item.is_question());
            self.complaints
                .push(field(first.unwrap_or(0)), Why::Anything);
        }
        let filled = Filled {
            url: form.url.clone(),
            version: form.version.clone(),
            title: form.title.in_language(self.within.language).to_owned(),
            definition: Some(definition),
            items: self.items,
        };
        let head = Fact::Response(Response::Filled(filled));
        Ok(self
            .complaints
            .none_or(std::iter::once(head).chain(self.facts).collect())?)
    }

    /// Makes what one item says; answers with the place of the next to make.
    fn item(&mut self, at: usize) -> usize {
        let one = &self.asked[at];
        let item = one.item;
        match &item.kind {
            _ if !one.now => {}
            ItemKind::Display => {}
            ItemKind::Group if item.is_pressure() => return self.pressure(at),
            ItemKind::Group => {
                self.push_item(at, FilledRole::Group, Vec::new());
            }
            ItemKind::Score(_) => self.score(at),
            _ => self.question(at),
        }
        at + 1
    }

    fn words(&self, item: &Item) -> String {
        let text = item.text.in_language(self.within.language);
        format!("{} {text}", item.prefix).trim().to_owned()
    }

    fn push_item(&mut self, at: usize, role: FilledRole, answers: Vec<StatementRef>) {
        let one = &self.asked[at];
        let at_once = self.answers.of(&one.place).is_some_and(|t| t.at_once);
        self.items.push(FilledItem {
            link_id: one.item.link_id.clone(),
            words: self.words(one.item),
            level: one.level,
            role,
            at_once: (at_once && !answers.is_empty()).then_some(true),
            answers,
            component: None,
        });
    }

    /// Keeps a fact of this entry; answers with where it stands. The form itself stands before all of them.
    fn push_fact(&mut self, fact: Fact) -> StatementRef {
        self.facts.push(fact);
        StatementRef::here(self.facts.len() as u32)
    }

    fn score(&mut self, at: usize) {
        let complete = score(at, &self.asked, self.answers).filter(|score| score.missing == 0);
        let answers = complete.map(|score| {
            let given = Given::Number(Quantity {
                value: score.sum.to_string(),
                unit: String::new(),
            });
            self.answer(at, given, false)
        });
        self.push_item(at, FilledRole::Score, answers.into_iter().collect());
    }

    fn question(&mut self, at: usize) {
        let typing = self.typing(at);
        let mut answers = Vec::new();
        if let Some(no_fact) = typing.no_fact {
            answers.push(self.answer(at, Given::NoFact(no_fact), false));
        } else {
            for given in self.read(at, &typing) {
                answers.push(self.answer(at, given, typing.confirmed));
            }
        }
        let item = self.asked[at].item;
        if item.required && typing.is_blank() {
            self.complaints.push(field(at), Why::Needed);
        }
        self.push_item(at, FilledRole::Question, answers);
    }

    /// What is typed; of what is only shown, what the form begins with.
    fn typing(&self, at: usize) -> Typing {
        let one = &self.asked[at];
        match self.answers.of(&one.place) {
            _ if one.item.read_only => Typing {
                values: one.item.initial.clone(),
                ..Typing::default()
            },
            Some(typing) => typing.clone(),
            None => Typing::default(),
        }
    }

    /// Each value that can be read; complains of the others.
    fn read(&mut self, at: usize, typing: &Typing) -> Vec<Given> {
        let item = self.asked[at].item;
        let most = if item.repeats {
            questionnaire::MOST_ROWS as usize
        } else {
            1
        };
        let mut read = Vec::new();
        for typed in typing
            .values
            .iter()
            .filter(|typed| !typed.is_blank())
            .take(most)
        {
            match typed.read(item, self.within) {
                Ok(given) => read.extend(given),
                Err(why) => self.complaints.push(field(at), why),
            }
            if !typing.confirmed {
                self.unlikely(at, typed);
            }
        }
        read
    }

    /// Asks about a vital sign whose value is unlikely for somebody of that age.
    fn unlikely(&mut self, at: usize, typed: &Typed) {
        let item = self.asked[at].item;
        let (Some(vital), ItemKind::Number(number), Typed::Number { text, unit }) =
            (item.vital(), &item.kind, typed)
        else {
            return;
        };
        let code = number.unit(unit);
        let unit = unit_of(vital, code).filter(|unit| unit.ucum == code);
        let read = unit.and_then(|unit| understand(vital, unit, text.trim(), self.ages));
        if let Some(read) = read.filter(|read| read.is_unlikely) {
            let (value, unit) = (read.value.to_string(), read.unit.label.into());
            self.complaints
                .push(field(at), Why::Unlikely { value, unit });
        }
    }

    /// An answer as a fact of its own: an observation where it becomes one.
    fn answer(&mut self, at: usize, given: Given, confirmed: bool) -> StatementRef {
        let item = self.asked[at].item;
        let words = self.words(item);
        let observed = item
            .becomes_observation()
            .then(|| questionnaire::observed(item, &words, &given, confirmed));
        let fact = match observed.flatten() {
            Some(observation) => Fact::Observation(observation),
            None => Fact::Response(Response::Answer(FormAnswer {
                link_id: item.link_id.clone(),
                question: item.concept(&words),
                given,
            })),
        };
        self.push_fact(fact)
    }

    /// The two values of a blood pressure: both or neither, and one observation.
    fn pressure(&mut self, at: usize) -> usize {
        let [upper, lower] = [at + 1, at + 2];
        let typed = [upper, lower].map(|at| self.typing(at));
        let are_values = typed
            .iter()
            .all(|typing| typing.no_fact.is_none() && !typing.is_blank());
        if !are_values {
            self.push_item(at, FilledRole::Group, Vec::new());
            if let Some(lacking) = one_blank(&typed) {
                self.complaints
                    .push(field(at + 1 + lacking), Why::BothPressures);
            }
            self.question(upper);
            self.question(lower);
            return at + 3;
        }
        let read = [upper, lower].map(|part| {
            let typing = self.typing(part);
            let value = self.read(part, &typing).into_iter().next();
            value.and_then(|given| match given {
                Given::Number(quantity) => Some(quantity),
                _ => None,
            })
        });
        let [Some(high), Some(low)] = read else {
            return at + 3;
        };
        let confirmed = typed.iter().any(|typing| typing.confirmed);
        if !confirmed && is_upside_down(&high.value, &low.value) {
            let value = pressure_words(&high.value, &low.value);
            let unit = high.unit.clone();
            self.complaints
                .push(field(upper), Why::Unlikely { value, unit });
        }
        let observation = self.pressure_of(at, [high, low], confirmed);
        let whole = self.push_fact(Fact::Observation(observation));
        self.push_item(at, FilledRole::Group, vec![whole]);
        for (component, part) in [(0, upper), (1, lower)] {
            self.push_item(part, FilledRole::Question, vec![whole]);
            let pushed = self.items.last_mut().expect("pushed just now");
            pushed.component = Some(component);
        }
        at + 3
    }

    fn pressure_of(&self, at: usize, [high, low]: [Quantity; 2], confirmed: bool) -> Observation {
        let [group, upper, lower] = [at, at + 1, at + 2].map(|at| self.asked[at].item);
        let [words, of_upper, of_lower] = [group, upper, lower].map(|item| self.words(item));
        let both = [
            (upper, of_upper.as_str(), Value::Quantity(high)),
            (lower, of_lower.as_str(), Value::Quantity(low)),
        ];
        questionnaire::pressure(group, &words, both, confirmed)
    }

    /// Of a group that needs an answer at least one question has to have one.
    fn groups_that_need_an_answer(&mut self) {
        for (at, one) in self.asked.iter().enumerate() {
            let needs = one.now && one.item.required && one.item.kind == ItemKind::Group;
            if !needs {
                continue;
            }
            let inside =
                (at + 1..self.asked.len()).take_while(|inner| self.asked[*inner].level > one.level);
            let questions: Vec<usize> = inside
                .filter(|inner| self.asked[*inner].now && self.asked[*inner].item.is_question())
                .collect();
            let is_answered = |at: &usize| {
                let typing = self.answers.of(&self.asked[*at].place);
                typing.is_some_and(|typing| !typing.is_blank())
            };
            if let Some(first) = questions.first()
                && !questions.iter().any(is_answered)
            {
                self.complaints.push(field(*first), Why::Needed);
            }
        }
    }
}

/// Which of two values is missing, where only one is typed and the other is not answered at all.
fn one_blank(typed: &[Typing; 2]) -> Option<usize> {
    let is_value = |typing: &Typing| typing.no_fact.is_none() && !typing.is_blank();
    match (&typed[0], &typed[1]) {
        (one, other) if is_value(one) && other.is_blank() => Some(1),
        (one, other) if is_value(other) && one.is_blank() => Some(0),
        _ => None,
    }
}

impl Response {
    /// The paper or picture that answers a question.
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::Answer(FormAnswer {
                given: Given::Paper(document),
                ..
            }) => Some(document),
            Self::Answer(_) | Self::Filled(_) => None,
        }
    }
}

impl Filled {
    /// How many of its questions have an answer, and how many were asked.
    pub fn answered(&self) -> (usize, usize) {
        let questions = self.items.iter();
        let questions = questions.filter(|item| item.role == FilledRole::Question);
        let answered = questions.clone().filter(|item| !item.answers.is_empty());
        (answered.count(), questions.count())
    }
}

impl FormAnswer {
    /// Its answer without a fact, where it has none.
    pub fn no_fact(&self) -> Option<NoFact> {
        match self.given {
            Given::NoFact(no_fact) => Some(no_fact),
            _ => None,
        }
    }

    /// The day it tells, where its answer is a date.
    pub fn date(&self) -> Option<When> {
        match self.given {
            Given::Date(when) => Some(when),
            _ => None,
        }
    }
}
