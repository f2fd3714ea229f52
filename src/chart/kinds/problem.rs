//! A problem of the numbered list: opened, restated, of another status, merged.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Fact;
use crate::base::numbered::numbered;
use crate::chart::concept::Coding;
use crate::chart::draft::{Around, Complaints, DateDraft, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

numbered! {
    /// Active: needs care or looking into now. Inactive: still true, quiet now. Resolved: over, dated.
    pub enum ProblemStatus {
        0 Active,
        1 Inactive,
        2 Resolved,
    }
}

/// A problem as it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct ProblemOpened {
    /// What the author wrote; never changes, never reused.
    #[n(0)]
    pub number: u32,
    #[n(1)]
    pub words: String,
    #[n(2)]
    pub codings: Vec<Coding>,
    #[n(3)]
    pub status: ProblemStatus,
    #[n(4)]
    pub onset: When,
    /// When it was over, for one that is opened resolved.
    #[n(5)]
    pub ended: When,
}

/// An event in a problem's life. The opening statement is the problem's identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum ProblemEvent {
    #[n(0)]
    Opened(#[n(0)] ProblemOpened),
    /// The same problem in new words: shown with an arrow and the date.
    #[n(1)]
    Restated(#[n(0)] StatementRef, #[n(1)] String),
    /// A new status, from the statement's own time.
    #[n(2)]
    Status(#[n(0)] StatementRef, #[n(1)] ProblemStatus),
    /// Shown as "see #n" from now on.
    #[n(3)]
    Merged(#[n(0)] StatementRef, #[n(1)] StatementRef),
    #[n(4)]
    Unmerged(#[n(0)] StatementRef),
}

impl ProblemEvent {
    /// The problems it is about. `this` is the statement that says it: opening a problem makes one.
    pub fn subjects(&self, this: StatementRef) -> impl Iterator<Item = StatementRef> + use<> {
        let (one, other) = match self {
            Self::Opened(_) => (this, None),
            Self::Restated(one, _) | Self::Status(one, _) | Self::Unmerged(one) => (*one, None),
            Self::Merged(one, into) => (*one, Some(*into)),
        };
        std::iter::once(one).chain(other)
    }
}

/// Opening a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemForm {
    pub words: String,
    pub status: Option<ProblemStatus>,
    pub onset: DateDraft,
}

impl SmallForm for ProblemForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        let opened = ProblemOpened {
            number: around.chart.next_number(),
            words: complaints.words(FormField::Words, &self.words, Why::ProblemWords),
            codings: Vec::new(),
            status: self.status.unwrap_or(ProblemStatus::Active),
            onset: complaints.past(FormField::Date, &self.onset, around.today),
            ended: When::Unknown,
        };
        let opened = around.now(Fact::Problem(ProblemEvent::Opened(opened)));
        Ok(complaints.none_or(vec![opened])?)
    }
}

/// The same problem in new words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestateForm {
    pub problem: StatementId,
    pub words: String,
}

impl SmallForm for RestateForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.problem)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        around.standing(self.problem)?;
        let problem = around.problem(self.problem)?;
        let mut complaints = Complaints::default();
        let words = complaints.words(FormField::Words, &self.words, Why::ProblemWords);
        let restated = around.now(Fact::Problem(ProblemEvent::Restated(problem, words)));
        Ok(complaints.none_or(vec![restated])?)
    }
}

/// Another status of a problem, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusForm {
    pub problem: StatementId,
    pub status: Option<ProblemStatus>,
    pub on: DateDraft,
}

impl StatusForm {
    /// A resolved problem has a day on which it was over, not before it began. A date without its day or month may mean the
    /// onset's own day.
    fn resolved(&self, on: When, onset: When, complaints: &mut Complaints<FormField>) {
        if self.on.is_blank() {
            complaints.push(FormField::Date, Why::ResolvedWhen);
        }
        let both = on.last_day().zip(onset.first_day());
        if both.is_some_and(|(end, onset)| end < onset) {
            complaints.push(FormField::Date, Why::EndsBeforeOnset);
        }
    }
}

impl SmallForm for StatusForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.problem)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        around.standing(self.problem)?;
        let problem = around.problem(self.problem)?;
        let onset = around.chart.onset_of(self.problem);
        let mut complaints = Complaints::default();
        let on = complaints.past(FormField::Date, &self.on, around.today);
        let status = self.status.unwrap_or(ProblemStatus::Active);
        if status == ProblemStatus::Resolved {
            self.resolved(on, onset.unwrap_or(When::Unknown), &mut complaints);
        }
        let when = if on.is_known() {
            on
        } else {
            When::Moment(around.now)
        };
        let status = Fact::Problem(ProblemEvent::Status(problem, status));
        Ok(complaints.none_or(vec![Statement::new(when, status)])?)
    }
}

/// One problem is another one: it is read there from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeForm {
    pub problem: StatementId,
    pub into: Option<StatementId>,
}

impl SmallForm for MergeForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.problem)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let problem = around.problem(self.problem)?;
        let mut complaints = Complaints::default();
        let into = complaints.chosen(FormField::Into, self.into, Why::MergeInto);
        if into.is_some_and(|into| !around.chart.may_merge(self.problem, into)) {
            complaints.push(FormField::Into, Why::MergeLoop);
        }
        let into = into.map(|into| around.problem(into)).transpose()?;
        let merged = into.map(|into| Fact::Problem(ProblemEvent::Merged(problem, into)));
        let merged = merged.map(|merged| around.now(merged));
        Ok(complaints.none_or(merged.into_iter().collect())?)
    }
}

/// Taking a merge back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnmergeForm {
    pub problem: StatementId,
}

impl SmallForm for UnmergeForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.problem)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let problem = around.problem(self.problem)?;
        Ok(vec![
            around.now(Fact::Problem(ProblemEvent::Unmerged(problem))),
        ])
    }
}
