//! Tests and images that are asked for: ordered, the specimen taken, cancelled. What came back is a report that names its
//! order.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::acknowledgement::Acknowledgement;
use super::{Fact, Observation, ObservationKind, Report, ReportKind};
use crate::base::numbered::numbered;
use crate::chart::concept::Concept;
use crate::chart::draft::check::some_words;
use crate::chart::draft::{
    Around, Complaints, DateDraft, FormField, SmallForm, TestField, Unsignable, Why,
};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::value::{Laterality, Presence, Value};
use crate::chart::when::When;

numbered! {
    /// What kind of examination is asked for.
    pub enum TestKind {
        /// Of a specimen, in a laboratory or beside the person.
        0 Laboratory,
        /// A picture: X-ray, ultrasound.
        1 Imaging,
        /// Anything else: an ECG.
        2 Other,
    }
}

impl TestKind {
    /// From where its report comes.
    pub fn of_report(self) -> ReportKind {
        match self {
            Self::Laboratory => ReportKind::Laboratory,
            Self::Imaging => ReportKind::Imaging,
            Self::Other => ReportKind::Other,
        }
    }
}

numbered! {
    /// How soon it has to be done (FHIR request priority: routine, urgent, stat).
    #[derive(Default)]
    pub enum Urgency {
        #[default]
        0 Routine,
        1 Urgent,
        2 AtOnce,
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Order {
    #[n(0)]
    pub what: Concept,
    #[n(1)]
    pub kind: TestKind,
    #[n(2)]
    pub urgency: Urgency,
    /// Of what: "blood", "sputum".
    #[n(3)]
    pub specimen: Option<Concept>,
    /// Of a picture, of what part of the body.
    #[n(4)]
    pub region: Option<String>,
    #[n(5)]
    pub side: Option<Laterality>,
    /// What is to be found out, in words.
    #[n(6)]
    pub question: Option<String>,
    /// When the result is expected at the latest.
    #[n(7)]
    pub by: Option<When>,
}

/// A test is ordered, its specimen is taken, or it is not to be done any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum OrderEvent {
    #[n(0)]
    Ordered(#[n(0)] Order),
    /// The specimen was taken, or the person was examined, at the time of the statement.
    #[n(1)]
    Collected(#[n(0)] StatementRef, #[n(1)] Option<Concept>),
    /// It is not to be done any more, and why.
    #[n(2)]
    Cancelled(#[n(0)] StatementRef, #[n(1)] String),
}

impl OrderEvent {
    /// The order that goes on or ends.
    pub fn order(&self) -> Option<&StatementRef> {
        match self {
            Self::Ordered(_) => None,
            Self::Collected(order, _) | Self::Cancelled(order, _) => Some(order),
        }
    }
}

/// Ordering tests and images. A rapid test that was answered signs its result with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestsForm {
    pub tests: Vec<TestDraft>,
    /// What is typed as another one and not added yet.
    pub other: String,
    /// The problem they are for; none means #0.
    pub problem: Option<StatementId>,
}

/// One test that is asked for, as it is chosen and typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestDraft {
    pub what: String,
    pub kind: TestKind,
    /// Its answer can be read beside the person, and is one of three.
    pub rapid: bool,
    pub urgency: Urgency,
    pub specimen: String,
    /// The specimen is taken with the order.
    pub taken: bool,
    pub region: String,
    pub side: Option<Laterality>,
    pub question: String,
    pub by: DateDraft,
    /// What a rapid test showed; none: it is to be done.
    pub answer: Option<Presence>,
}

impl TestDraft {
    /// A test that is to be done, in turn.
    pub fn new(what: impl Into<String>, kind: TestKind) -> Self {
        Self {
            what: what.into(),
            kind,
            rapid: false,
            urgency: Urgency::Routine,
            specimen: String::new(),
            taken: false,
            region: String::new(),
            side: None,
            question: String::new(),
            by: DateDraft::default(),
            answer: None,
        }
    }

    fn check(&self, at: u32, around: &Around, complaints: &mut Complaints<FormField>) -> Order {
        let field = |field| FormField::Test(at, field);
        let what = complaints.words(field(TestField::What), &self.what, Why::TestName);
        let by = complaints.date(field(TestField::By), &self.by);
        if by.last_day().is_some_and(|day| day < around.today) {
            complaints.push(field(TestField::By), Why::DayToCome);
        }
        let imaging = self.kind == TestKind::Imaging;
        Order {
            what: Concept::words(what),
            kind: self.kind,
            urgency: self.urgency,
            specimen: some_words(&self.specimen).map(Concept::words),
            region: some_words(&self.region).filter(|_| imaging),
            side: self.side.filter(|_| imaging),
            question: some_words(&self.question),
            by: Some(by).filter(When::is_known),
        }
    }

    /// What signing says of it, from the place `first` of the entry on.
    fn said(&self, order: Order, first: usize) -> Vec<Fact> {
        let here = |beyond: usize| StatementRef::here((first + beyond) as u32);
        let specimen = order.specimen.clone();
        let what = order.what.clone();
        let mut said = vec![Fact::Order(OrderEvent::Ordered(order))];
        let answer = self.answer.filter(|_| self.rapid);
        if self.taken || answer.is_some() {
            let collected = OrderEvent::Collected(here(0), specimen.clone());
            said.push(Fact::Order(collected));
        }
        if let Some(answer) = answer {
            let report = Report {
                specimen,
                observations: Some(vec![here(3)]),
                kind: Some(self.kind.of_report()),
                order: Some(here(0)),
                ..Report::new(what.clone())
            };
            let result = Observation::new(
                ObservationKind::Laboratory,
                what,
                Value::Concept(answer.concept()),
            );
            said.push(Fact::Report(report));
            said.push(Fact::Observation(result));
            // Who chooses the answer has seen it.
            said.push(Fact::Acknowledgement(Acknowledgement {
                of: here(2),
                results: vec![here(3)],
            }));
        }
        said
    }
}

impl SmallForm for TestsForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        if self.tests.is_empty() && self.other.trim().is_empty() {
            complaints.push(FormField::Words, Why::TestName);
        } else if !self.other.trim().is_empty() {
            complaints.push(FormField::Words, Why::NotAdded);
        }
        let tests = self.tests.iter().zip(0..);
        let orders: Vec<(&TestDraft, Order)> = tests
            .map(|(test, at)| (test, test.check(at, around, &mut complaints)))
            .collect();
        complaints.none_or(())?;
        let problem = self.problem.map(|problem| around.problem(problem));
        let problems: Vec<StatementRef> = problem.transpose()?.into_iter().collect();
        let mut said: Vec<Statement> = Vec::new();
        for (test, order) in orders {
            let facts = test.said(order, said.len()).into_iter();
            said.extend(facts.map(|fact| around.now(fact).for_problems(problems.clone())));
        }
        Ok(said)
    }
}

/// That the specimen of an order was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectForm {
    pub order: StatementId,
    pub specimen: String,
    /// The day it was taken; blank means now.
    pub on: DateDraft,
}

impl CollectForm {
    pub fn blank(order: StatementId) -> Self {
        Self {
            order,
            specimen: String::new(),
            on: DateDraft::default(),
        }
    }
}

impl SmallForm for CollectForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.order)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let links = around.open_order(self.order)?.links_from(self.order.entry);
        let mut complaints = Complaints::default();
        let on = around.past(FormField::Date, &self.on, &mut complaints);
        let specimen = some_words(&self.specimen).map(Concept::words);
        let collected = OrderEvent::Collected(StatementRef::of(self.order), specimen);
        let mut said = around.now(Fact::Order(collected)).for_problems(links);
        if on.is_known() {
            said.when = on;
        }
        Ok(complaints.none_or(vec![said])?)
    }
}

/// That an order is not to be done any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CancelOrderForm {
    pub order: StatementId,
    pub reason: String,
}

impl SmallForm for CancelOrderForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.order)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let links = around.open_order(self.order)?.links_from(self.order.entry);
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let cancelled = OrderEvent::Cancelled(StatementRef::of(self.order), reason);
        let said = around.now(Fact::Order(cancelled)).for_problems(links);
        Ok(complaints.none_or(vec![said])?)
    }
}
