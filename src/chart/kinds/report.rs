//! A diagnostic report: what was examined, its results with their reference ranges, and what was concluded from them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Fact, Observation, ObservationKind};
use crate::base::EntryId;
use crate::base::numbered::numbered;
use crate::chart::concept::Concept;
use crate::chart::draft::check::some_words;
use crate::chart::draft::{
    Around, Complaints, DateDraft, FormField, ResultField, SmallForm, Unsignable, Why,
};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::{Laterality, Presence, Quantity, ReferenceRange, Value};
use crate::chart::when::When;
use crate::terms::{TypedNumber, parse_decimal, read_typed};

/// A report over several results (FHIR DiagnosticReport). The time of its statement is when the specimen was taken or the
/// person was examined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Report {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub conclusion: String,
    /// Names of the results in the same file.
    #[n(2)]
    pub results: Vec<String>,
    /// What was examined: "blood", "sputum". Nothing for a picture.
    #[n(3)]
    pub specimen: Option<Concept>,
    /// The results, each a statement of its own: those of this entry where it was written here; where it corrects a report,
    /// those of that one's entry.
    #[n(4)]
    pub observations: Option<Vec<StatementRef>>,
    #[n(5)]
    pub kind: Option<ReportKind>,
    /// What it answers.
    #[n(6)]
    pub order: Option<StatementRef>,
    /// When it was reported, where that is not when the specimen was taken.
    #[n(7)]
    pub reported: Option<When>,
    /// The laboratory, or wherever it was done.
    #[n(8)]
    pub place: Option<String>,
    /// Of a picture, of what part of the body.
    #[n(9)]
    pub region: Option<String>,
    #[n(10)]
    pub side: Option<Laterality>,
    /// What is seen, before anything is concluded from it.
    #[n(11)]
    pub findings: Option<String>,
    #[n(12)]
    pub acting: Option<NeedsActing>,
}

numbered! {
    /// Whether something has to be done because of a report, as whoever wrote it judged.
    pub enum NeedsActing {
        0 Yes,
        1 No,
        2 NotJudged,
    }
}

impl Report {
    /// A report with nothing in it yet.
    pub fn new(what: Concept) -> Self {
        Self {
            what,
            conclusion: String::new(),
            results: Vec::new(),
            specimen: None,
            observations: None,
            kind: None,
            order: None,
            reported: None,
            place: None,
            region: None,
            side: None,
            findings: None,
            acting: None,
        }
    }

    /// The same report with another conclusion, as it stands in another entry: its results stay where they were signed. `of`
    /// is the entry it stands in.
    pub fn concluding(&self, conclusion: String, of: EntryId) -> Self {
        let results = self.observations.iter().flatten();
        let results = results.map(|result| StatementRef::of(result.within(of)));
        Self {
            conclusion,
            observations: self.observations.as_ref().map(|_| results.collect()),
            order: self.order.map(|order| StatementRef::of(order.within(of))),
            ..self.clone()
        }
    }
}

/// A report that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportForm {
    pub what: String,
    pub kind: Option<ReportKind>,
    pub specimen: String,
    pub taken: DateDraft,
    pub results: Vec<ResultDraft>,
    pub conclusion: String,
    /// The problem that it belongs to; none means #0.
    pub problem: Option<StatementId>,
}

/// From where a report comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(index_only)]
pub enum ReportKind {
    #[n(0)]
    Laboratory,
    #[n(1)]
    Imaging,
    #[n(2)]
    Other,
}

/// One result of a report, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultDraft {
    pub what: String,
    /// A number, or words: "positive".
    pub value: String,
    pub unit: String,
    /// The reference range of the laboratory.
    pub low: String,
    pub high: String,
}

impl ReportKind {
    /// In the order the form offers them.
    pub const ALL: [Self; 3] = [Self::Laboratory, Self::Imaging, Self::Other];

    fn of_results(self) -> ObservationKind {
        match self {
            Self::Laboratory => ObservationKind::Laboratory,
            Self::Imaging => ObservationKind::Imaging,
            Self::Other => ObservationKind::Other,
        }
    }
}

/// With one line to begin with, in which nothing is typed.
impl Default for ReportForm {
    fn default() -> Self {
        Self {
            what: String::new(),
            kind: None,
            specimen: String::new(),
            taken: DateDraft::default(),
            results: vec![ResultDraft::default()],
            conclusion: String::new(),
            problem: None,
        }
    }
}

impl ResultDraft {
    pub fn is_blank(&self) -> bool {
        let parts = [&self.what, &self.value, &self.unit, &self.low, &self.high];
        parts.into_iter().all(|part| part.trim().is_empty())
    }

    /// The result, with what is complained of; nothing for a line in which nothing was typed.
    fn check(
        &self,
        at: u32,
        kind: ObservationKind,
        complaints: &mut Complaints<FormField>,
    ) -> Option<Observation> {
        if self.is_blank() {
            return None;
        }
        let field = |field| FormField::Result(at, field);
        let what = complaints.words(field(ResultField::What), &self.what, Why::WhatOf);
        let written = complaints.words(field(ResultField::Value), &self.value, Why::ResultValue);
        let number = one_number(field(ResultField::Value), &written, complaints);
        let mut bound = |of, typed: &str| {
            let typed = typed.trim();
            let number = one_number(field(of), typed, complaints);
            if read_typed(typed).is_none() && !typed.is_empty() {
                let text = typed.to_owned();
                complaints.push(field(of), Why::Number { text });
            }
            number
        };
        let reference = ReferenceRange {
            low: bound(ResultField::Low, &self.low),
            high: bound(ResultField::High, &self.high),
        };
        let (low, high) = (&reference.low, &reference.high);
        let bounds = (low.as_deref(), high.as_deref());
        if let (Some(low), Some(high)) = (
            bounds.0.and_then(parse_decimal),
            bounds.1.and_then(parse_decimal),
        ) && low > high
        {
            complaints.push(field(ResultField::High), Why::RangeEndsBelow);
        }
        let unit = self.unit.trim();
        let value = match number {
            Some(value) => Value::Quantity(Quantity {
                value,
                unit: unit.to_owned(),
            }),
            None => Value::Text(format!("{written} {unit}").trim_end().to_owned()),
        };
        Some(Observation {
            reference: Some(reference).filter(|range| *range != ReferenceRange::default()),
            ..Observation::new(kind, Concept::words(what), value)
        })
    }
}

/// A number as it is typed. One that can be read in two ways is complained of: nothing here knows which of them is likely.
fn one_number(
    at: FormField,
    typed: &str,
    complaints: &mut Complaints<FormField>,
) -> Option<String> {
    match read_typed(typed)? {
        TypedNumber::One(number) => Some(number.to_string()),
        TypedNumber::Either { point, thousands } => {
            let (text, point) = (typed.to_owned(), point.to_string());
            let thousands = thousands.to_string();
            complaints.push(
                at,
                Why::TwoNumbers {
                    text,
                    point,
                    thousands,
                },
            );
            None
        }
    }
}

impl SmallForm for ReportForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let what = complaints.words(FormField::Words, &self.what, Why::ReportName);
        let taken = complaints.past(FormField::Date, &self.taken, around.today);
        let kind = self.kind.unwrap_or(ReportKind::Other).of_results();
        let results: Vec<Observation> = self
            .results
            .iter()
            .zip(0..)
            .filter_map(|(result, at)| result.check(at, kind, &mut complaints))
            .collect();
        let conclusion = self.conclusion.trim().to_owned();
        let nothing = self.results.iter().all(ResultDraft::is_blank) && conclusion.is_empty();
        if nothing {
            complaints.push(FormField::Result(0, ResultField::What), Why::ReportEmpty);
        }
        complaints.none_or(())?;
        let problem = self.problem.map(|problem| around.problem(problem));
        let problems: Vec<StatementRef> = problem.transpose()?.into_iter().collect();
        let specimen = self.specimen.trim();
        let observations = (1u32..)
            .zip(&results)
            .map(|(index, _)| StatementRef::here(index));
        let report = Report {
            conclusion,
            specimen: (!specimen.is_empty()).then(|| Concept::words(specimen)),
            observations: Some(observations.collect()).filter(|all: &Vec<_>| !all.is_empty()),
            kind: self.kind,
            ..Report::new(Concept::words(what))
        };
        let facts =
            std::iter::once(Fact::Report(report)).chain(results.into_iter().map(Fact::Observation));
        let said = facts.map(|fact| Statement::new(taken, fact).for_problems(problems.clone()));
        Ok(said.collect())
    }
}

/// What came back of a test or image, copied from its paper or read beside the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultForm {
    /// What it answers; none: nobody ordered it here.
    pub order: Option<StatementId>,
    pub what: String,
    pub kind: Option<ReportKind>,
    pub specimen: String,
    pub place: String,
    pub taken: DateDraft,
    pub reported: DateDraft,
    pub results: Vec<PanelLine>,
    pub region: String,
    pub side: Option<Laterality>,
    pub findings: String,
    pub conclusion: String,
    pub acting: Option<NeedsActing>,
    /// The problem that it belongs to; of an order, those of the order.
    pub problem: Option<StatementId>,
}

/// One line of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelLine {
    pub typed: ResultDraft,
    /// An answer of three in place of a value.
    pub presence: Option<Presence>,
    /// There is no result, for the reason that is typed as its value.
    pub none: bool,
}

impl PanelLine {
    pub fn of(what: impl Into<String>, unit: impl Into<String>) -> Self {
        Self {
            typed: ResultDraft {
                what: what.into(),
                unit: unit.into(),
                ..ResultDraft::default()
            },
            ..Self::default()
        }
    }

    /// A line of a template in which no value was typed says nothing: that an analyte was not done is not made up.
    pub fn is_blank(&self) -> bool {
        let ranged = [&self.typed.low, &self.typed.high];
        let untouched = self.typed.value.trim().is_empty() && !self.none;
        let named = !self.typed.what.trim().is_empty();
        let typed = ranged.into_iter().any(|bound| !bound.trim().is_empty());
        self.presence.is_none() && untouched && (named || !typed)
    }

    fn check(
        &self,
        at: u32,
        kind: ObservationKind,
        complaints: &mut Complaints<FormField>,
    ) -> Option<Observation> {
        if self.is_blank() {
            return None;
        }
        let field = |field| FormField::Result(at, field);
        let typed = !self.typed.value.trim().is_empty();
        if self.presence.is_some() && (self.none || typed) {
            complaints.push(field(ResultField::Value), Why::OneAnswer);
            return None;
        }
        let value = match (self.none, self.presence) {
            (true, _) => {
                let reason = &self.typed.value;
                Value::Absent(complaints.words(field(ResultField::Value), reason, Why::NoResult))
            }
            (false, Some(presence)) => Value::Concept(presence.concept()),
            (false, None) => return self.typed.check(at, kind, complaints),
        };
        let what = complaints.words(field(ResultField::What), &self.typed.what, Why::WhatOf);
        Some(Observation::new(kind, Concept::words(what), value))
    }
}

impl ResultForm {
    /// A result nobody ordered here, with one line to begin with.
    pub fn blank() -> Self {
        Self {
            order: None,
            what: String::new(),
            kind: None,
            specimen: String::new(),
            place: String::new(),
            taken: DateDraft::default(),
            reported: DateDraft::default(),
            results: vec![PanelLine::default()],
            region: String::new(),
            side: None,
            findings: String::new(),
            conclusion: String::new(),
            acting: None,
            problem: None,
        }
    }

    /// Complains of days that cannot be so; gives when it was taken and reported.
    fn days(&self, around: &Around, complaints: &mut Complaints<FormField>) -> (When, When) {
        let taken = around.past(FormField::Date, &self.taken, complaints);
        let reported = around.past(FormField::Reported, &self.reported, complaints);
        if let (Some(taken), Some(reported)) = (taken.first_day(), reported.last_day())
            && taken > reported
        {
            complaints.push(FormField::Date, Why::TakenAfterReported { taken, reported });
        }
        (taken, reported)
    }

    /// The problems of the order, else the one that was chosen.
    fn problems(&self, around: &Around) -> Result<Vec<StatementRef>, Unsignable> {
        if let Some(order) = self.order {
            return Ok(around.open_order(order)?.links_from(order.entry));
        }
        let problem = self.problem.map(|problem| around.problem(problem));
        Ok(problem.transpose()?.into_iter().collect())
    }
}

impl SmallForm for ResultForm {
    fn about(&self) -> Option<StatementId> {
        self.order
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let problems = self.problems(around)?;
        let mut complaints = Complaints::default();
        let what = complaints.words(FormField::Words, &self.what, Why::ReportName);
        let (taken, reported) = self.days(around, &mut complaints);
        let kind = self.kind.unwrap_or(ReportKind::Other);
        let lines = self.results.iter().zip(0..);
        let results: Vec<Observation> = lines
            .filter_map(|(line, at)| line.check(at, kind.of_results(), &mut complaints))
            .collect();
        let findings = some_words(&self.findings);
        let conclusion = self.conclusion.trim().to_owned();
        let nothing = self.results.iter().all(PanelLine::is_blank);
        if nothing && conclusion.is_empty() && findings.is_none() {
            let field = match kind {
                ReportKind::Imaging => FormField::Findings,
                _ => FormField::Result(0, ResultField::Value),
            };
            complaints.push(field, Why::ReportEmpty);
        }
        complaints.none_or(())?;
        let imaging = kind == ReportKind::Imaging;
        let here = (1u32..).zip(&results);
        let here = here.map(|(index, _)| StatementRef::here(index)).collect();
        let report = Report {
            conclusion,
            specimen: some_words(&self.specimen).map(Concept::words),
            observations: Some(here).filter(|all: &Vec<_>| !all.is_empty()),
            kind: Some(kind),
            order: self.order.map(StatementRef::of),
            reported: Some(reported).filter(When::is_known),
            place: some_words(&self.place),
            region: some_words(&self.region).filter(|_| imaging),
            side: self.side.filter(|_| imaging),
            findings,
            acting: self.acting,
            ..Report::new(Concept::words(what))
        };
        // Without a day when it was taken it is of the day it was reported.
        let when = if taken.is_known() { taken } else { reported };
        let facts = std::iter::once(Fact::Report(report));
        let facts = facts.chain(results.into_iter().map(Fact::Observation));
        let said = facts.map(|fact| Statement::new(when, fact).for_problems(problems.clone()));
        Ok(said.collect())
    }
}
