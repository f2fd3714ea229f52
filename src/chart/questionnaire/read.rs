//! An answer as it is typed, and as it is given once it was read.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Item, ItemKind, Number};
use crate::base::{Language, Stamp};
use crate::chart::concept::Concept;
use crate::chart::draft::{DateDraft, Why, at_time, time_of_day};
use crate::chart::kinds::{Document, NoFact};
use crate::chart::value::Quantity;
use crate::chart::when::When;
use crate::terms::decimal::{Decimal, TypedNumber, parse_decimal, read_typed};
use crate::terms::units::convert;

/// An answer as it is typed or chosen, one value of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Typed {
    Boolean(bool),
    /// A number, and the code of the unit beside it; empty for none.
    Number {
        text: String,
        unit: String,
    },
    /// A date, and a time of day where one is asked.
    Date {
        date: DateDraft,
        time: String,
    },
    Words(String),
    /// One of the options, by its place from 0.
    Option(u32),
    /// An answer in words, where none of the options is it.
    Other(String),
    /// A paper whose bytes are sealed already.
    Paper(Document),
}

/// An answer as it is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Given {
    #[n(0)]
    Boolean(#[n(0)] bool),
    /// Decimal text with its unit; one without a unit has an empty one.
    #[n(1)]
    Number(#[n(0)] Quantity),
    #[n(2)]
    Date(#[n(0)] When),
    #[n(3)]
    Words(#[n(0)] String),
    /// One of the options, or another answer in words, which has no code.
    #[n(4)]
    Choice(#[n(0)] Concept),
    #[n(5)]
    Paper(#[n(0)] Document),
    /// It was asked, and this was said: none, not known, declined.
    #[n(6)]
    NoFact(#[n(0)] NoFact),
}

impl Given {
    /// Whether it can be replaced by another that is typed.
    pub fn is_in_words(&self) -> bool {
        !matches!(self, Self::Paper(_) | Self::Date(_))
    }

    /// Another answer to the same question, as it is typed: a number in the unit of the old one, else words.
    ///
    /// # Errors
    /// Why what was typed is no answer to it.
    pub fn instead(&self, typed: &str) -> Result<Self, Why> {
        match self {
            Self::Number(old) => old.with_number(typed).map(Self::Number),
            Self::Choice(_) => Ok(Self::Choice(Concept::words(typed.trim()))),
            _ => Ok(Self::Words(typed.trim().to_owned())),
        }
    }
}

/// What reading an answer needs to know.
#[derive(Clone, Copy, Debug)]
pub struct ReadIn {
    pub language: Language,
    pub now: Stamp,
}

impl Typed {
    /// Nothing was typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Words(text) | Self::Other(text) | Self::Number { text, .. } => {
                text.trim().is_empty()
            }
            Self::Date { date, time } => date.is_blank() && time.trim().is_empty(),
            Self::Boolean(_) | Self::Option(_) | Self::Paper(_) => false,
        }
    }

    /// The answer to this question; `None` where nothing was typed.
    ///
    /// # Errors
    /// Why it is no answer to it.
    pub fn read(&self, item: &Item, within: ReadIn) -> Result<Option<Given>, Why> {
        if self.is_blank() {
            return Ok(None);
        }
        let given = match (&item.kind, self) {
            (ItemKind::Boolean, Self::Boolean(yes)) => Given::Boolean(*yes),
            (ItemKind::Number(number), Self::Number { text, unit }) => {
                Given::Number(number.read(text, unit)?)
            }
            (ItemKind::Date, Self::Date { date, .. }) => {
                Given::Date(date.read().map_err(Why::NotADate)?)
            }
            (ItemKind::DateTime, Self::Date { date, time }) => {
                Given::Date(moment(date, time, within.now)?)
            }
            (ItemKind::Words(words), Self::Words(text)) => {
                let text = text.trim();
                match words.most {
                    Some(most) if text.chars().count() > most as usize => {
                        return Err(Why::TooLong { most });
                    }
                    _ => Given::Words(text.to_owned()),
                }
            }
            (ItemKind::Choice(choice), Self::Option(at)) => {
                let option = choice.options.get(*at as usize).ok_or(Why::OneOfThese)?;
                Given::Choice(Concept {
                    text: option.text.in_language(within.language).to_owned(),
                    codings: option.coding.iter().cloned().collect(),
                })
            }
            (ItemKind::Choice(choice), Self::Other(text)) if choice.is_open => {
                Given::Choice(Concept::words(text.trim()))
            }
            (ItemKind::Paper, Self::Paper(document)) => Given::Paper(document.clone()),
            _ => return Err(Why::OneOfThese),
        };
        Ok(Some(given))
    }
}

/// A date with the time of day where one was typed.
fn moment(date: &DateDraft, time: &str, now: Stamp) -> Result<When, Why> {
    let day = date.read().map_err(Why::NotADate)?;
    if time.trim().is_empty() {
        return Ok(day);
    }
    let at = time_of_day(time).ok_or(Why::Time)?;
    at_time(day, at, now).ok_or(Why::Time)
}

impl Number {
    fn read(&self, text: &str, unit: &str) -> Result<Quantity, Why> {
        let typed = text.trim();
        let number = match read_typed(typed) {
            Some(TypedNumber::One(number)) => number,
            Some(TypedNumber::Either { point, thousands }) => match self.only(point, thousands) {
                Some(number) => number,
                None => {
                    return Err(Why::TwoNumbers {
                        text: typed.to_owned(),
                        point: point.to_string(),
                        thousands: thousands.to_string(),
                    });
                }
            },
            None => {
                return Err(Why::Number {
                    text: typed.to_owned(),
                });
            }
        };
        if self.is_whole && number.parts().1 > 0 {
            return Err(Why::Whole {
                text: number.to_string(),
            });
        }
        let unit = self.unit(unit);
        self.within_bounds(number, unit)?;
        Ok(Quantity {
            value: number.to_string(),
            unit: unit.to_owned(),
        })
    }

    /// Which of two readings is meant, where the form leaves only one.
    fn only(&self, point: Decimal, thousands: Decimal) -> Option<Decimal> {
        let fits = |number: Decimal| {
            !(self.is_whole && number.parts().1 > 0)
                && self.within_bounds(number, self.unit("")).is_ok()
        };
        match (fits(point), fits(thousands)) {
            (true, false) => Some(point),
            (false, true) => Some(thousands),
            _ => None,
        }
    }

    /// The unit of that code, or the first of them; empty where it has none.
    pub fn unit(&self, code: &str) -> &str {
        let chosen = self.units.iter().find(|unit| unit.code == code);
        let unit = chosen.or(self.units.first());
        unit.map_or("", |unit| &unit.code)
    }

    /// Bounds are of the first unit; a number in another that does not convert has none.
    fn within_bounds(&self, number: Decimal, unit: &str) -> Result<(), Why> {
        let bound = |bound: &Option<String>| {
            let bound = parse_decimal(bound.as_deref()?)?;
            match self.units.first() {
                Some(first) => convert(bound, &first.code, unit),
                None => Some(bound),
            }
        };
        let value = || number.to_string();
        match (bound(&self.least), bound(&self.most)) {
            (Some(least), _) if number < least => Err(Why::LessThan {
                value: value(),
                least: least.to_string(),
            }),
            (_, Some(most)) if number > most => Err(Why::MoreThan {
                value: value(),
                most: most.to_string(),
            }),
            _ => Ok(()),
        }
    }
}
