//! A medicine taken, ordered, held, changed, stopped, given out, asked about, or named in a file.

mod course;
mod give;
mod prescribe;
mod still_so;

pub use course::{HoldForm, RestartForm, StopForm};
pub use give::{GiveForm, Given};
pub use prescribe::{AnsweredHit, HitAnswer, PrescribeForm};
pub use still_so::{StillSo, StillSoForm, StillSoLine};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::base::numbered::numbered;
use crate::chart::concept::Concept;
use crate::chart::statement::StatementRef;
use crate::chart::value::Quantity;
use crate::chart::when::When;

/// One medicine line in words. Nothing that was signed is computed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct MedicationLine {
    #[n(0)]
    pub name: Concept,
    #[n(1)]
    pub strength: String,
    #[n(2)]
    pub dose: String,
    #[n(3)]
    pub route: String,
    #[n(4)]
    pub frequency: String,
    #[n(5)]
    pub duration: String,
    /// Dosage as another system words it.
    #[n(6)]
    pub words: String,
    /// When a dose is due, as another system codes it.
    #[n(7)]
    pub timing: Option<Box<DoseTiming>>,
    /// The day the course ends or ended, where a file says so.
    #[n(8)]
    pub until: Option<When>,
    /// The last day on which the order may be dispensed: no end of the course.
    #[n(9)]
    pub dispense_until: Option<When>,
    /// Several dosages of one medicine, in the order of the file; a single one stands in the fields above.
    #[n(10)]
    pub dosages: Option<Vec<Dosage>>,
    /// In what it comes: "tablet", "syrup".
    #[n(11)]
    pub form: Option<String>,
    /// How much is to be given out for the whole course, counted in words of the clinic: 15 capsules.
    #[n(12)]
    pub quantity: Option<Quantity>,
    /// What the check found when it was prescribed. Nothing: it was written where none was made, or by a file.
    #[n(13)]
    pub checked: Option<Box<MedicineChecked>>,
}

/// What the check of a medicine knew and found when it was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct MedicineChecked {
    /// The version of the table of medicines it was made with.
    #[n(0)]
    pub table: u32,
    /// The table does not hold the name: nothing was compared.
    #[n(1)]
    pub unknown: Option<bool>,
    /// What was met, and why it was signed all the same.
    #[n(2)]
    pub overridden: Option<Vec<Overridden>>,
    /// Abbreviations that are often misread and were left, and why.
    #[n(3)]
    pub left: Option<Vec<LeftAbbreviation>>,
}

/// One thing a medicine met, and why it was signed all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Overridden {
    #[n(0)]
    pub hit: HitKind,
    /// The allergy, or the other medicine.
    #[n(1)]
    pub about: StatementRef,
    /// The words of that as they were read then.
    #[n(2)]
    pub against: String,
    #[n(3)]
    pub reason: AllTheSame,
    /// The reason in words, where it is none of those that have a name; else what was written beside it.
    #[n(4)]
    pub words: String,
}

numbered! {
    /// What a medicine can meet.
    pub enum HitKind {
        /// An allergy to an ingredient of it.
        0 AllergyToIngredient,
        /// An allergy to another of its class.
        1 AllergyToClass,
        /// An allergy to a class that is known to cross-react with its own.
        2 AllergyCrossReacts,
        /// Another medicine that is taken holds the same ingredient.
        3 IngredientTwice,
        /// Another medicine that is taken is of a class of which one is enough.
        4 ClassTwice,
    }
}

numbered! {
    /// Why a medicine is signed although the check met something.
    pub enum AllTheSame {
        /// It was taken since without harm.
        0 TakenSince,
        /// What it met is recorded wrongly.
        1 RecordWrong,
        /// There is nothing else to give, and the person is watched.
        2 NothingElse,
        /// Both are meant.
        3 BothMeant,
        4 InWords,
    }
}

/// An abbreviation of the "Do Not Use" list that was left as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct LeftAbbreviation {
    #[n(0)]
    pub written: String,
    /// Never empty.
    #[n(1)]
    pub reason: String,
}

/// One of several dosages of a medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Dosage {
    #[n(0)]
    pub dose: String,
    #[n(1)]
    pub route: String,
    #[n(2)]
    pub frequency: String,
    #[n(3)]
    pub duration: String,
    #[n(4)]
    pub words: String,
    #[n(5)]
    pub timing: Option<Box<DoseTiming>>,
}

/// When doses are due: FHIR's own codes and figures, which a page says in its language. "2 times every 6 h, before meals, as
/// needed". What it does not know of them it says as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct DoseTiming {
    /// How many in one period: "2", or "1–2".
    #[n(0)]
    pub times: Option<String>,
    /// How long the period is, in `unit`: "6", or "4–6".
    #[n(1)]
    pub period: Option<String>,
    /// s, min, h, d, wk, mo, a.
    #[n(2)]
    pub unit: Option<String>,
    /// Days of the week (`mon`), moments of the day (`ACM`), times of the clock (`08:00`).
    #[n(3)]
    pub at: Option<Vec<String>>,
    /// Minutes before or after the moments of `at`.
    #[n(4)]
    pub offset: Option<String>,
    /// How long giving one dose takes, with its unit.
    #[n(5)]
    pub lasting: Option<String>,
    /// Only when needed; for what, where the file says so.
    #[n(6)]
    pub as_needed: Option<String>,
}

/// An event in the life of a medicine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum MedicationEvent {
    /// The person says or shows that they take it.
    #[n(0)]
    Taking(#[n(0)] MedicationLine),
    /// Prescribed, or ordered in a plan. What its check found stands in the line; a line without it was not checked.
    #[n(1)]
    Ordered(#[n(0)] MedicationLine),
    #[n(2)]
    Stopped(#[n(0)] StatementRef, #[n(1)] String),
    /// A product named in a file, without anyone taking it.
    #[n(3)]
    Named(#[n(0)] MedicationLine),
    /// Not taken for a while, and why.
    #[n(4)]
    Held(#[n(0)] StatementRef, #[n(1)] String),
    /// Taken again after it was held or stopped; words that go with it, where there are some.
    #[n(5)]
    Restarted(#[n(0)] StatementRef, #[n(1)] String),
    /// Prescribed otherwise from now on, and why: the medicine of before ends, this line goes on in its place.
    #[n(6)]
    Changed(#[n(0)] StatementRef, #[n(1)] MedicationLine, #[n(2)] String),
    /// Given out.
    #[n(7)]
    Dispensed(#[n(0)] StatementRef, #[n(1)] Dispensed),
    /// Not given out, and why.
    #[n(8)]
    NotDispensed(#[n(0)] StatementRef, #[n(1)] String),
    /// Whether it is taken, asked again.
    #[n(9)]
    Told(#[n(0)] StatementRef, #[n(1)] TakenHow),
}

/// What was given out of a medicine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Dispensed {
    /// What was given where it is not the medicine as it was prescribed: another strength, another form. Else empty.
    #[n(0)]
    pub what: String,
    /// How much; nothing where nobody counted.
    #[n(1)]
    pub quantity: Option<Quantity>,
    /// From where: a shelf, a lot. Empty where nobody said.
    #[n(2)]
    pub from: String,
}

/// What somebody says of a medicine that is on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct TakenHow {
    #[n(0)]
    pub taken: Taken,
    /// How it is taken otherwise, or why it is not.
    #[n(1)]
    pub words: String,
    /// Answered with one press together with others.
    #[n(2)]
    pub together: Option<bool>,
}

numbered! {
    /// Whether a medicine on the list is taken.
    pub enum Taken {
        0 AsPrescribed,
        /// In another way, which is said in words.
        1 Otherwise,
        2 Not,
        3 NotKnown,
    }
}

impl HitKind {
    /// Whether what is met is another medicine, which can be stopped.
    pub fn is_another_medicine(self) -> bool {
        matches!(self, Self::IngredientTwice | Self::ClassTwice)
    }
}

impl MedicationEvent {
    /// The medicine that somebody takes or is to take from here on; nothing for what only says something of another, or names a
    /// product that nobody takes.
    pub fn begun(&self) -> Option<&MedicationLine> {
        match self {
            Self::Taking(line) | Self::Ordered(line) | Self::Changed(_, line, _) => Some(line),
            _ => None,
        }
    }

    /// The medicine of before that it says something of.
    pub fn about(&self) -> Option<StatementRef> {
        match self {
            Self::Taking(_) | Self::Ordered(_) | Self::Named(_) => None,
            Self::Stopped(medicine, _)
            | Self::Held(medicine, _)
            | Self::Restarted(medicine, _)
            | Self::Changed(medicine, ..)
            | Self::Dispensed(medicine, _)
            | Self::NotDispensed(medicine, _)
            | Self::Told(medicine, _) => Some(*medicine),
        }
    }

    /// Whether it says of a medicine of before that it is taken from now on otherwise than it was: an author who is not known
    /// here changes nothing by it.
    pub fn changes_course(&self) -> bool {
        matches!(
            self,
            Self::Stopped(..) | Self::Held(..) | Self::Restarted(..) | Self::Changed(..)
        )
    }
}
