//! Who the person is: one item at a time.

use chrono::NaiveDate;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::*;
use crate::base::numbered::numbered;
use crate::base::{ChartId, EntryId};
use crate::chart::draft::{
    Around, Complaints, DateDraft, FormField, SmallForm, Unsignable, Why, is_placeholder,
};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;
use crate::terms::decimal::parse_whole;

numbered! {
    /// What a name is to its person.
    pub enum NameUse {
        0 Usual,
        /// Another name or script of the same person.
        1 Other,
        /// Given by staff to someone whose name is not known: "Unknown man", "Baby of …".
        2 Placeholder,
    }
}

/// A name, its parts as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct PersonName {
    #[n(0)]
    pub usage: NameUse,
    #[n(1)]
    pub family: String,
    #[n(2)]
    pub given: String,
}

numbered! {
    /// Sex as far as it decides what is asked and dosed.
    pub enum Sex {
        0 Female,
        1 Male,
        2 Intersex,
        3 NotKnown,
    }
}

numbered! {
    /// In what an age is counted.
    pub enum AgeUnit {
        0 Days,
        1 Weeks,
        2 Months,
        3 Years,
    }
}

/// A birth date as known, or an age on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Birth {
    #[n(0)]
    NotKnown,
    #[n(1)]
    Date(#[n(0)] When),
    /// So old on that day; `about` when it was guessed.
    #[n(2)]
    Age(#[n(0)] u16, #[n(1)] AgeUnit, #[n(2)] bool, #[n(3)] When),
}

/// Whom to call for somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct NextOfKin {
    #[n(0)]
    pub name: String,
    #[n(1)]
    pub relation: String,
    #[n(2)]
    pub phone: String,
}

/// An identifier given by somebody else: a national number, another system's number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Identifier {
    #[n(0)]
    pub system: String,
    #[n(1)]
    pub value: String,
}

/// One demographic item. A later item of the same kind takes the earlier one's place in the banner; both stay in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Demographic {
    #[n(0)]
    Name(#[n(0)] PersonName),
    #[n(1)]
    Sex(#[n(0)] Sex),
    #[n(2)]
    Birth(#[n(0)] Birth),
    /// Gender in the person's own words.
    #[n(3)]
    Gender(#[n(0)] String),
    #[n(4)]
    Place(#[n(0)] String),
    #[n(5)]
    Phone(#[n(0)] String),
    #[n(6)]
    Language(#[n(0)] String),
    #[n(7)]
    NextOfKin(#[n(0)] NextOfKin),
    /// The number people use: five characters of the installation, a running number, a check character.
    #[n(8)]
    ChartNumber(#[n(0)] String),
    #[n(9)]
    Identifier(#[n(0)] Identifier),
    #[n(10)]
    Photo(#[n(0)] Document),
    #[n(11)]
    Died(#[n(0)] When),
    /// "Someone else": this person was compared with that chart and is not the same.
    #[n(12)]
    NotTheSameAs(#[n(0)] ChartId),
}

impl Demographic {
    /// Another system does not know: that takes nothing away from what is known here.
    pub fn is_unknown(&self) -> bool {
        matches!(
            self,
            Self::Birth(Birth::NotKnown) | Self::Sex(Sex::NotKnown)
        )
    }
}

/// The age or birth date as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BirthDraft {
    #[default]
    NotAnswered,
    NotKnown,
    /// Number text, unit, estimated.
    Age {
        number: String,
        unit: AgeUnit,
        about: bool,
    },
    /// Any part may be left out from the day upwards.
    Date(DateDraft),
}

impl BirthDraft {
    /// The age or birth date that was typed.
    ///
    /// # Errors
    /// What it still needs: an answer, an age anyone can have, a date in anyone's life.
    pub fn read(&self, today: NaiveDate) -> Result<Birth, Why> {
        match self {
            Self::NotAnswered => Err(Why::Age),
            Self::NotKnown => Ok(Birth::NotKnown),
            Self::Age {
                number,
                unit,
                about,
            } => match parse_whole::<u16>(number) {
                Some(age) if age <= oldest(*unit) => {
                    Ok(Birth::Age(age, *unit, *about, When::day(today)))
                }
                _ => Err(Why::AgeNumber {
                    most: oldest(*unit),
                }),
            },
            Self::Date(typed) => {
                let when = typed.read().map_err(|_| Why::BirthDate)?;
                let oldest = today - chrono::Days::new(130 * 366);
                match when.first_day() {
                    Some(first) if first <= today && first >= oldest => Ok(Birth::Date(when)),
                    _ => Err(Why::BirthDate),
                }
            }
        }
    }
}

fn oldest(unit: AgeUnit) -> u16 {
    match unit {
        AgeUnit::Days => 366,
        AgeUnit::Weeks => 260,
        AgeUnit::Months => 600,
        AgeUnit::Years => 130,
    }
}

/// Correcting what an entry says about who somebody is: each question has its own field, and one is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoForm {
    pub target: EntryId,
    /// Which statement of the entry.
    pub index: u32,
    /// For what is said in words: names, a place, a language.
    pub words: String,
    pub sex: Option<Sex>,
    pub birth: BirthDraft,
    pub next_of_kin: NextOfKin,
    pub reason: String,
}

impl WhoForm {
    /// The form as it opens: about one statement of an entry, with nothing said yet of what is right.
    pub fn blank(target: EntryId, index: u32) -> Self {
        Self {
            target,
            index,
            words: String::new(),
            sex: None,
            birth: BirthDraft::NotAnswered,
            next_of_kin: NextOfKin {
                name: String::new(),
                relation: String::new(),
                phone: String::new(),
            },
            reason: String::new(),
        }
    }

    fn id(&self) -> StatementId {
        StatementId {
            entry: self.target,
            index: self.index,
        }
    }

    /// The answer that is to stand instead: checked as an intake checks it.
    fn instead(
        &self,
        old: &Statement,
        around: &Around,
        complaints: &mut Complaints<FormField>,
    ) -> Result<Option<Statement>, Unsignable> {
        let Fact::Demographic(was) = &old.fact else {
            return Err(Unsignable::NoStatement);
        };
        let item = match was {
            Demographic::Sex(_) => {
                let sex = complaints.chosen(FormField::Sex, self.sex, Why::Sex);
                sex.map(Demographic::Sex)
            }
            Demographic::Birth(_) => self
                .birth
                .read(around.today)
                .map_err(|why| {
                    let field = match why {
                        Why::BirthDate => FormField::BirthDate,
                        _ => FormField::Age,
                    };
                    complaints.push(field, why);
                })
                .ok()
                .map(Demographic::Birth),
            Demographic::NextOfKin(_) => {
                let kin = &self.next_of_kin;
                Some(Demographic::NextOfKin(NextOfKin {
                    name: complaints.words(FormField::NextOfKin, &kin.name, Why::Anything),
                    relation: kin.relation.trim().into(),
                    phone: kin.phone.trim().into(),
                }))
            }
            _ => {
                let words = complaints.words(FormField::Words, &self.words, Why::Anything);
                Some(restated(was, words, complaints)?)
            }
        };
        let fact = item.map(Fact::Demographic);
        Ok(fact.map(|fact| old.in_its_place(fact, self.target)))
    }
}

impl SmallForm for WhoForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.id())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.target == other.target
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let old = around.standing(self.id())?;
        let mut complaints = Complaints::default();
        let instead = self.instead(old, around, &mut complaints)?;
        let amendment = Amendment {
            kind: AmendmentKind::Correction,
            target: Target {
                entry: Some(self.target),
                index: Some(self.index),
            },
            reason: complaints.words(FormField::Reason, &self.reason, Why::Reason),
            instead: vec![StatementRef::here(1)],
        };
        let amendment = around.now(Fact::Amendment(amendment));
        Ok(complaints.none_or([amendment].into_iter().chain(instead).collect())?)
    }
}

/// A name in the place of one that staff gave is the person's own, unless it is such a name again.
fn usage_of(family: &str, was: NameUse) -> NameUse {
    if was == NameUse::Placeholder && !is_placeholder(family) {
        NameUse::Usual
    } else {
        was
    }
}

/// A demographic item in new words; names are "family, given".
pub(super) fn restated(
    was: &Demographic,
    words: String,
    complaints: &mut Complaints<FormField>,
) -> Result<Demographic, Unsignable> {
    Ok(match was {
        Demographic::Name(name) => {
            // Without the comma nobody can tell which part is which.
            if !words.is_empty() && !words.contains(',') && !name.given.is_empty() {
                complaints.push(FormField::Words, Why::NameComma);
            }
            let (family, given) = words.split_once(',').unwrap_or((&words, ""));
            Demographic::Name(PersonName {
                usage: usage_of(family, name.usage),
                family: family.trim().into(),
                given: given.trim().into(),
            })
        }
        Demographic::Gender(_) => Demographic::Gender(words),
        Demographic::Place(_) => Demographic::Place(words),
        Demographic::Phone(_) => Demographic::Phone(words),
        Demographic::Language(_) => Demographic::Language(words),
        _ => return Err(Unsignable::NoStatement),
    })
}
