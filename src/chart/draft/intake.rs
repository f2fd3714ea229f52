//! Taking someone in: the form as it is filled, in any order, with anything missing.

use serde::{Deserialize, Serialize};

use super::date::DateDraft;
use super::placeholder::is_placeholder;
use super::{AllergyDraft, BirthDraft};
use crate::base::{ChartId, Stamp};
use crate::chart::kinds::Answer;
use crate::chart::kinds::{Birth, Document, NameUse, NextOfKin, NoticeAnswer, Sex};

/// A name as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameDraft {
    pub usage: NameUse,
    pub family: String,
    pub given: String,
}

impl NameDraft {
    /// A name that staff gave and that was typed over is the person's own.
    pub fn is_no_placeholder_now(&mut self) {
        if self.usage == NameUse::Placeholder && !is_placeholder(&self.family) {
            self.usage = NameUse::Usual;
        }
    }
}

/// A number being typed, its unit, and whether an unlikely one was confirmed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// As typed: any script's digits, comma or point.
    pub value: String,
    /// UCUM.
    pub unit: String,
    /// The writer looked at an unlikely value again and kept it.
    pub confirmed: bool,
}

/// Whose illness, vaccine or operation, and since when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryDraft {
    pub what: String,
    /// For an illness in the family; empty elsewhere.
    pub relative: String,
    pub when: DateDraft,
}

/// All that an intake asks, as far as it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeDraft {
    pub started: Stamp,
    /// Set when "It is this person" was chosen: signing adds to that chart instead of making one.
    pub chart: Option<ChartId>,
    pub names: Vec<NameDraft>,
    /// Staff give the name: the person cannot say theirs.
    pub name_not_known: bool,
    pub sex: Option<Sex>,
    pub birth: BirthDraft,
    pub gender: Answer<String>,
    pub place: Answer<String>,
    pub phone: Answer<String>,
    pub language: Answer<String>,
    pub next_of_kin: Answer<NextOfKin>,
    /// Already sealed as a blob; off unless the vault's settings allow photos.
    pub photo: Answer<Document>,
    pub reason: Answer<String>,
    pub allergies: Answer<Vec<AllergyDraft>>,
    /// Yes: weeks, due date or whatever is known, in words.
    pub pregnancy: Answer<String>,
    pub breastfeeding: Answer<String>,
    pub medicines: Answer<Vec<MedicineDraft>>,
    pub weight: Answer<Measure>,
    pub height: Answer<Measure>,
    pub blood_group: Answer<String>,
    pub illnesses: Answer<Vec<HistoryDraft>>,
    pub operations: Answer<Vec<HistoryDraft>>,
    pub family: Answer<Vec<HistoryDraft>>,
    pub social: Answer<String>,
    pub immunizations: Answer<Vec<HistoryDraft>>,
    pub directives: Answer<String>,
    /// `None`: not asked.
    pub notice: Option<NoticeAnswer>,
    /// Charts compared and found to be someone else's.
    pub someone_else: Vec<ChartId>,
}

/// One medicine, in words. Never computed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicineDraft {
    pub name: String,
    pub strength: String,
    pub dose: String,
    pub route: String,
    pub frequency: String,
    pub duration: String,
}

impl IntakeDraft {
    /// Whoever's name is known has it as their own; words that stand for an unknown one are staff's.
    pub fn set_name_not_known(&mut self, not_known: bool) {
        self.name_not_known = not_known;
        let Some(name) = self.names.first_mut() else {
            return;
        };
        match (not_known, name.usage) {
            (false, NameUse::Placeholder) => name.usage = NameUse::Usual,
            (true, NameUse::Usual) if is_placeholder(&name.family) => {
                name.usage = NameUse::Placeholder;
            }
            _ => {}
        }
    }

    /// An empty intake of somebody who has no chart yet: one name to fill in, and nothing answered.
    pub fn new(started: Stamp) -> Self {
        Self {
            started,
            chart: None,
            names: vec![NameDraft {
                usage: NameUse::Usual,
                family: String::new(),
                given: String::new(),
            }],
            name_not_known: false,
            sex: None,
            birth: BirthDraft::NotAnswered,
            gender: Answer::NotAsked,
            place: Answer::NotAsked,
            phone: Answer::NotAsked,
            language: Answer::NotAsked,
            next_of_kin: Answer::NotAsked,
            photo: Answer::NotAsked,
            reason: Answer::NotAsked,
            allergies: Answer::NotAsked,
            pregnancy: Answer::NotAsked,
            breastfeeding: Answer::NotAsked,
            medicines: Answer::NotAsked,
            weight: Answer::NotAsked,
            height: Answer::NotAsked,
            blood_group: Answer::NotAsked,
            illnesses: Answer::NotAsked,
            operations: Answer::NotAsked,
            family: Answer::NotAsked,
            social: Answer::NotAsked,
            immunizations: Answer::NotAsked,
            directives: Answer::NotAsked,
            notice: None,
            someone_else: Vec::new(),
        }
    }
}

/// Name, sex and birth as far as typed: what duplicates are looked for with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// Family and given name of each, as typed.
    pub names: Vec<(String, String)>,
    pub sex: Option<Sex>,
    pub birth: Birth,
    pub place: String,
    pub phone: String,
}
