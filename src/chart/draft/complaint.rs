//! What keeps a draft from being signed: which field of which line, and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date::{DateDraft, NotADate};
use crate::base::{InOrder, Stamp};
use crate::chart::course::MedicineSoFar;
use crate::chart::question::Question;
use crate::chart::statement::StatementId;
use crate::chart::when::When;
use crate::terms::vitals::Vital;

/// One field of a draft, and why it cannot be signed as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint<F> {
    pub at: F,
    pub why: Why,
}

/// A field of a small form. Forms share these: what is asked for in words is `Words` in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormField {
    Words,
    Reason,
    /// What an allergy is to.
    Substance,
    Status,
    Date,
    /// The problem that another is merged into.
    Into,
    /// Whether a plan was done or dropped.
    Done,
    File,
    Sex,
    Age,
    BirthDate,
    NextOfKin,
    /// A field of a form that is filled in, by its place from 0 in the list of what is asked.
    Item(u32),
    /// A field of a result of a report, by its place from 0.
    Result(u32, ResultField),
    /// From where an allergy is known.
    KnownFrom,
    /// What becomes of a medicine that meets an allergy.
    Medicine(StatementId),
    /// How often a medicine is taken.
    Frequency,
    /// How much of it is given out.
    Amount,
    /// Why a medicine is signed although it meets this allergy or this other medicine.
    Hit(StatementId),
    /// Abbreviations of a text of a prescription, by its place from 0 on the page.
    Misread(u32),
    /// What is said of one medicine of the list, by its place from 0.
    StillSo(u32),
    /// When a result was reported.
    Reported,
    /// What is seen in a picture.
    Findings,
    /// A field of a test that is ordered, by its place from 0.
    Test(u32, TestField),
}

/// A field of one test that is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TestField {
    What,
    By,
}

/// A field of one result of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ResultField {
    What,
    Value,
    Low,
    High,
}

/// A field of an intake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IntakeField {
    Name,
    Sex,
    Age,
    BirthDate,
    /// The answer to a question; of a list, its first line.
    Answer(Question),
    /// What a line of a list is about, by its place from 0.
    Line(Question, u32),
    /// Since when, on a line of a list.
    When(Question, u32),
}

impl IntakeField {
    /// The question it answers, where it is one of those that know the five answers.
    pub fn question(self) -> Option<Question> {
        match self {
            Self::Answer(question) | Self::Line(question, _) | Self::When(question, _) => {
                Some(question)
            }
            Self::Name | Self::Sex | Self::Age | Self::BirthDate => None,
        }
    }
}

/// A field of a note, in the order they stand on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NoteField {
    /// Under the problem at this place of the note.
    Under(u32, UnderField),
    LateWhen,
    LateTime,
    LateReason,
}

/// A field under one problem of a note. Lines are named by their place from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnderField {
    ProblemWords,
    Onset,
    Subjective,
    /// A measurement; of a blood pressure its upper value, or the pair.
    Vital(Vital),
    /// The lower value of a blood pressure.
    Lower,
    LastPeriod,
    Plan(u32),
    PlanDue(u32),
    Medicine(u32),
}

/// Why a field cannot be signed as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// A name, or that it is not known.
    Name,
    /// The sex, or that it is not known.
    Sex,
    /// An age or a birth date, or that it is not known.
    Age,
    /// An age in whole figures, and not above this.
    AgeNumber { most: u16 },
    /// A birth date that is not in the future and not longer ago than anyone lives.
    BirthDate,
    /// A date of the calendar that is not in the future.
    Date,
    /// A time of day, of a day that is known, not in the future; or none.
    Time,
    /// A date of the calendar, or none.
    NotADate(NotADate),
    /// A number: what was typed is none.
    Number { text: String },
    /// A number that can be read in one way only: what was typed is either of two.
    TwoNumbers {
        text: String,
        point: String,
        thousands: String,
    },
    /// To be looked at again: the value is unlikely.
    Unlikely { value: String, unit: String },
    /// Both values of the blood pressure, or neither.
    BothPressures,
    /// Words after "yes".
    Which,
    /// Anything written at all.
    Anything,
    /// A comma between family name and given name.
    NameComma,
    /// A reason.
    Reason,
    /// No second visit: one goes on here since then, for this reason.
    VisitOpen { since: Stamp, reason: String },
    /// How the visit ended.
    Ending,
    /// To whom somebody is referred.
    ReferredTo,
    /// A whole date, of today or to come.
    DayToCome,
    /// A title for the new problem.
    ProblemWords,
    /// A line of a list holds words, but not in the field that says what they are about.
    WhatOf,
    /// What the allergy is to.
    Substance,
    /// The day it was over.
    ResolvedWhen,
    /// A resolved date that is not before the onset.
    EndsBeforeOnset,
    /// The problem it is merged into.
    MergeInto,
    /// Another problem: one cannot be merged into itself or into one that is merged.
    MergeLoop,
    /// Whether it was done or dropped.
    DoneOrDropped,
    /// What the paper is called.
    Title,
    /// The file.
    File,
    /// What the report is called.
    ReportName,
    /// A value, in figures or in words.
    ResultValue,
    /// A result or a conclusion.
    ReportEmpty,
    /// A range that does not end below where it begins.
    RangeEndsBelow,
    /// An answer to a question that the form needs; that it is not known is one.
    Needed,
    /// A whole number.
    Whole { text: String },
    /// A number that is not above what the form takes.
    MoreThan { value: String, most: String },
    /// A number that is not below what the form takes.
    LessThan { value: String, least: String },
    /// At most so many letters.
    TooLong { most: u32 },
    /// One of the answers the form offers.
    OneOfThese,
    /// From where it is known.
    KnownFrom,
    /// That the medicine is stopped, or that it goes on.
    StopOrLeave,
    /// Why a medicine goes on.
    LeaveReason,
    /// A time that is not before the birth.
    BeforeBirth,
    /// That none is known, where this allergy is recorded.
    AllergyRecorded { substance: String },
    /// What the medicine is called.
    MedicineName,
    /// How often it is taken.
    HowOften,
    /// Why it is signed although it meets something.
    AllTheSame,
    /// Other words, or why the abbreviation is left.
    Misread { written: String },
    /// A medicine that stands otherwise: this one was held, stopped or changed meanwhile.
    MedicineIs(MedicineSoFar),
    /// Whether it was given.
    GivenOrNot,
    /// How it is taken otherwise.
    HowOtherwise,
    /// The test or image that is asked for.
    TestName,
    /// What is typed is added to the list, or taken away.
    NotAdded,
    /// A value or one of the answers, not both.
    OneAnswer,
    /// Why there is no result.
    NoResult,
    /// A day of taking that is not later than that of reporting.
    TakenAfterReported {
        taken: NaiveDate,
        reported: NaiveDate,
    },
}

/// All that is complained of in one draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lacks {
    Form(Vec<Complaint<FormField>>),
    Intake(Vec<Complaint<IntakeField>>),
    Note(Vec<Complaint<NoteField>>),
}

impl Lacks {
    /// The reasons alone, for where no field is shown.
    pub fn reasons(&self) -> Vec<&Why> {
        fn of<F>(complaints: &[Complaint<F>]) -> Vec<&Why> {
            complaints.iter().map(|complaint| &complaint.why).collect()
        }
        match self {
            Self::Form(complaints) => of(complaints),
            Self::Intake(complaints) => of(complaints),
            Self::Note(complaints) => of(complaints),
        }
    }
}

/// Collects what is complained of while statements are made, so that everything is said at once.
pub struct Complaints<F>(Vec<Complaint<F>>);

impl<F> Default for Complaints<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> Complaints<F> {
    /// Complains of one field. Fields may be complained of in any order, and more than once.
    pub fn push(&mut self, at: F, why: Why) {
        self.0.push(Complaint { at, why });
    }

    /// Nothing was complained of so far.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether something of this kind is complained of.
    pub fn any(&self, of: impl Fn(&Why) -> bool) -> bool {
        self.0.iter().any(|complaint| of(&complaint.why))
    }

    /// Trimmed words; complains where there are none.
    pub fn words(&mut self, at: F, typed: &str, why: Why) -> String {
        let words = typed.trim();
        if words.is_empty() {
            self.push(at, why);
        }
        words.to_owned()
    }

    /// What was read; complains of why it could not be.
    pub fn read<T>(&mut self, at: F, read: Result<T, Why>) -> Option<T> {
        read.map_err(|why| self.push(at, why)).ok()
    }

    /// What was chosen; complains where nothing was.
    pub fn chosen<T>(&mut self, at: F, chosen: Option<T>, why: Why) -> Option<T> {
        if chosen.is_none() {
            self.push(at, why);
        }
        chosen
    }

    /// The date that was typed; complains of what is none, and says that it is not known.
    pub fn date(&mut self, at: F, typed: &DateDraft) -> When {
        typed.read().unwrap_or_else(|why| {
            self.push(at, Why::NotADate(why));
            When::Unknown
        })
    }

    /// A date that exists and does not lie after today.
    pub fn past(&mut self, at: F, typed: &DateDraft, today: NaiveDate) -> When
    where
        F: Copy,
    {
        let when = self.date(at, typed);
        if when.first_day().is_some_and(|day| day > today) {
            self.push(at, Why::Date);
        }
        when
    }

    /// What was made, where nothing is complained of.
    ///
    /// # Errors
    /// All that is complained of, in the order it was found.
    pub fn none_or<T>(self, made: T) -> Result<T, Vec<Complaint<F>>> {
        if self.0.is_empty() {
            Ok(made)
        } else {
            Err(self.0)
        }
    }
}

impl Complaints<NoteField> {
    /// In the order of the page: the first is gone to.
    pub fn in_order(mut self) -> Self {
        self.0.order_by_key(|complaint| complaint.at);
        self
    }
}
