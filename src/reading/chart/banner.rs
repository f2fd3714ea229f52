//! Who the person is, and what must never be out of sight.

use crate::base::InOrder;
use std::collections::BTreeSet;

use crate::chart::kinds::*;
use crate::chart::value::Value;
use crate::chart::when::When;

use super::super::view::{AllergyRow, Banner, Byline, Known, PersonRow, Unreadable};
use super::Chart;
use super::answers::PREGNANCY;
use super::statements::{Item, is_gap};
use crate::base::language::RecordWords;
use crate::base::{ChartId, Compartment, EntryId, Language};
use crate::chart::entry::Entry;
use crate::chart::statement::Read;
use crate::reading::kinds::has_code;

/// Charts that only strangers link to this one and that are named.
const LINKS_ASIDE: usize = 8;

/// Coded values that say "pregnant" (LOINC answer, SNOMED CT).
const PREGNANT: [&str; 2] = ["LA15173-0", "77386006"];

impl Chart {
    /// The last value of each demographic kind, by the order of reading.
    pub fn person(&self) -> PersonRow {
        let mut person = PersonRow {
            chart: self.id(),
            family: String::new(),
            given: String::new(),
            placeholder: false,
            sex: None,
            birth: Birth::NotKnown,
            place: String::new(),
            phone: String::new(),
            number: String::new(),
            last_seen: self.last_seen(),
            died: self.said_here_or_in_file(died_of),
        };
        person.sex = self
            .said_here_or_in_file(sex_of)
            .or_else(|| self.said_in_doubt().filter_map(sex_of).last());
        person.birth = self
            .said_here_or_in_file(birth_of)
            .or_else(|| self.said_in_doubt().filter_map(birth_of).last())
            .unwrap_or(Birth::NotKnown);
        let said = |of: fn(&Demographic) -> Option<String>| self.said_here_or_in_file(of);
        person.place = said(place_of).unwrap_or_default();
        person.phone = said(phone_of).unwrap_or_default();
        person.number = said(number_of).unwrap_or_default();
        if let Some(name) = self.name() {
            person.family.clone_from(&name.family);
            person.given.clone_from(&name.given);
            person.placeholder = name.usage == NameUse::Placeholder;
        }
        person
    }

    /// The last value said here; another system's only where nobody here has said any. A file that is taken for this
    /// person's does not make them another age or sex unasked: it is corrected by asking, and the file's word stays in
    /// the history.
    fn said_here_or_in_file<T>(&self, of: impl Fn(&Demographic) -> Option<T>) -> Option<T> {
        self.said_by(|_| true, of)
    }

    /// The same of some of those who said something.
    pub(super) fn said_by<T>(
        &self,
        wanted: impl Fn(&Item) -> bool,
        of: impl Fn(&Demographic) -> Option<T>,
    ) -> Option<T> {
        let (mut here, mut in_file, mut not_known) = (None, None, None);
        for item in self.heard().about_person().filter(wanted) {
            let Fact::Demographic(demographic) = item.fact() else {
                continue;
            };
            let value = of(demographic);
            match (value.is_some(), is_gap(demographic), item.is_imported()) {
                (false, ..) | (true, true, true) => {}
                (true, true, false) => (here, not_known) = (None, value),
                (true, false, true) => in_file = value,
                (true, false, false) => here = value,
            }
        }
        here.or(in_file).or(not_known)
    }

    /// What a file says of who the person is, with a status that nobody can read: taken only where nothing else is said, so
    /// that a person whose other record is no longer in use still has a name.
    fn said_in_doubt(&self) -> impl Iterator<Item = &Demographic> {
        self.heard()
            .in_doubt()
            .filter_map(|item| match item.fact() {
                Fact::Demographic(demographic) => Some(demographic),
                _ => None,
            })
    }

    /// Every name that stands, in the order of reading, each once.
    pub fn names(&self) -> Vec<&PersonName> {
        let names = self.names_where(|_| true);
        if !names.is_empty() {
            return names;
        }
        let doubtful = self.said_in_doubt();
        doubtful
            .filter_map(|item| match item {
                Demographic::Name(name) => Some(name),
                _ => None,
            })
            .collect()
    }

    fn names_where<'a>(&'a self, wanted: impl Fn(&Item) -> bool) -> Vec<&'a PersonName> {
        let said = self.heard().about_person().filter(wanted);
        let said = said.filter_map(|item| match item.fact() {
            Fact::Demographic(Demographic::Name(name)) => Some(name),
            _ => None,
        });
        let said: Vec<&PersonName> = said.collect();
        // What was said again stands where it was said last.
        let mut known = BTreeSet::new();
        let key = |name: &'a PersonName| (name.usage as u8, &name.family, &name.given);
        let last = said
            .into_iter()
            .rev()
            .filter(|name| known.insert(key(name)));
        let mut names: Vec<&PersonName> = last.collect();
        names.reverse();
        names
    }

    /// The last usual name said here; else the last other one; else those of a file; a name given by staff only if there
    /// is no other.
    fn name(&self) -> Option<&PersonName> {
        let here = self.names_where(|item| !item.is_imported());
        let all = self.names();
        told(&here)
            .or_else(|| told(&all))
            .or_else(|| last_name(&all, NameUse::Placeholder))
    }

    pub fn banner(&self) -> Banner {
        let name = self.name();
        let other_names = self
            .names()
            .into_iter()
            .filter(|other| Some(*other) != name);
        let other_names = other_names.cloned().collect();
        let newer = |read: &&Read| matches!(read, Read::Newer(_));
        let newer_rows = |reason| {
            self.gaps()
                .iter()
                .filter(|gap| gap.reason == reason)
                .count()
        };
        let newer_gaps = newer_rows(Unreadable::Newer);
        let statements = self.ordered().iter().flat_map(|entry| entry.statements());
        let person = self.person();
        let pregnant = self.pregnant();
        let mut banner = Banner {
            contradictions: self.contradictions(&person, pregnant.is_some()),
            pregnant_by_stranger: pregnant
                .as_ref()
                .is_some_and(|(item, _)| !self.is_known(item.entry)),
            died: person.died,
            person,
            other_names,
            allergies: self.allergies(),
            pregnant: pregnant.map(|(item, words)| (words, item.when())),
            gender: Known::NotAsked,
            place: Known::NotAsked,
            phone: Known::NotAsked,
            language: Known::NotAsked,
            next_of_kin: Known::NotAsked,
            blood_group: self.blood_group(),
            notice: self.notice(),
            linked: self.linked(),
            linked_aside: self.linked_aside(),
            answers_aside: self.answered_aside(),
            photo: None,
            signed_in: self.who_is_signed_in(),
            digest: self.log().digest(),
            entries: self.log().len() as u32,
            unreadable: (self.gaps_that_count() - newer_gaps) as u32,
            newer: (statements.filter(newer).count() + newer_gaps) as u32,
            claimed_missing: self.gaps.claimed,
        };
        banner.photo = self.said_here_or_in_file(photo_of);
        let gender = self.said_here_or_in_file(gender_of);
        let language = self.said_here_or_in_file(language_of);
        let kin = self.said_here_or_in_file(kin_of);
        banner.gender = self.known(Question::Gender, gender.into_iter().collect());
        let told = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
        let (place, phone) = (told(&banner.person.place), told(&banner.person.phone));
        banner.place = self.known(Question::Place, place.into_iter().collect());
        banner.phone = self.known(Question::Phone, phone.into_iter().collect());
        banner.language = self.known(Question::Language, language.into_iter().collect());
        banner.next_of_kin = self.known(Question::NextOfKin, kin.into_iter().collect());
        banner
    }

    /// Entries with words that stand about who the person is.
    fn who_is_signed_in(&self) -> Vec<(EntryId, Byline)> {
        let mut entries: Vec<&Entry> = Vec::new();
        for item in self.standing().filter(|item| is_of_who(item.fact())) {
            // Statements of one entry come one after the other.
            if entries
                .last()
                .is_none_or(|last| last.id() != item.entry.id())
            {
                entries.push(item.entry);
            }
        }
        let newest_first = entries.into_iter().rev();
        newest_first
            .map(|entry| (entry.id(), self.byline(entry)))
            .collect()
    }

    /// Allergies that stand or may harm, the worst first; else the last answer.
    pub fn allergies(&self) -> Known<AllergyRow> {
        // What a correction without effect offers is shown as well: a warning too many does no harm.
        let facts = self.unrevoked().filter_map(|item| match item.fact() {
            Fact::Allergy(allergy) if item.statement.standing.may_harm() => Some(AllergyRow {
                id: item.id,
                allergy: allergy.clone(),
                standing: item.statement.standing,
                status_words: item.statement.status_words.clone(),
                when: item.when(),
                trust: self.trust(item.entry),
            }),
            _ => None,
        });
        let mut facts: Vec<AllergyRow> = facts.collect();
        facts.order_by_key(|row| how_bad(&row.allergy));
        self.known(Question::Allergies, facts)
    }

    /// The last word on pregnancy, if it is that she is. That she is not counts only from who may say so against the word
    /// before; that she is, from anyone: a warning too many does no harm.
    fn pregnant(&self) -> Option<(Item<'_>, String)> {
        let said = self.standing().filter_map(|item| match item.fact() {
            Fact::Observation(observation) if is_pregnancy_status(observation) => {
                Some((item, pregnant_words(observation)))
            }
            Fact::Answer(answered) if answered.question == Question::Pregnancy => {
                Some((item, None))
            }
            _ => None,
        });
        let weighed = self.weigh(said, None);
        let pregnant = |(item, words): &(Item<'_>, Option<String>)| Some((item.id, words.clone()?));
        let last = weighed.last().map(|(last, _)| last);
        let after = |(item, _): &&(Item<'_>, Option<String>)| {
            last.is_none_or(|(last, _)| item.sort_key() > last.sort_key())
        };
        let warned = weighed.beside.last().filter(after);
        let counts = last.and_then(pregnant);
        let (id, words) = counts.or_else(|| warned.and_then(pregnant))?;
        Some((self.item(id)?, words))
    }

    fn blood_group(&self) -> Known<String> {
        let groups = self.standing().filter_map(|item| match item.fact() {
            Fact::Observation(observation) if observation.kind == ObservationKind::BloodGroup => {
                words_of(&observation.value).map(|words| (item, words))
            }
            _ => None,
        });
        let answer = self.answer(Question::BloodGroup);
        let answered = answer.is_some_and(|(item, _)| self.is_known(item.entry));
        let groups = groups.filter(|(item, _)| !answered || self.is_known(item.entry));
        let weighed = self.weigh(groups, None);
        let last = weighed.last().map(|((_, words), _)| words.clone());
        self.known(Question::BloodGroup, last.into_iter().collect())
    }

    fn notice(&self) -> Option<NoticeAnswer> {
        let notices = self.standing().filter_map(|item| match item.fact() {
            Fact::Notice(notice) => Some(notice.answer),
            _ => None,
        });
        notices.last()
    }

    /// Charts of the same person; the last link to each chart counts.
    fn linked(&self) -> Vec<ChartId> {
        let mut links = std::collections::BTreeMap::new();
        for item in self.standing() {
            if let Fact::PersonLink(link) = item.fact() {
                links.insert(link.other, link.same);
            }
        }
        let same = links.into_iter().filter(|(_, same)| *same);
        same.map(|(chart, _)| chart).collect()
    }

    /// Charts that strangers say are of the same person: a file may name any number of them.
    fn linked_aside(&self) -> Vec<(ChartId, Byline)> {
        let linked: BTreeSet<ChartId> = self.linked().into_iter().collect();
        let mut aside = std::collections::BTreeMap::new();
        for item in self.aside() {
            if let Fact::PersonLink(link) = item.fact()
                && link.same
                && !linked.contains(&link.other)
            {
                aside.insert(link.other, item.entry);
                if aside.len() == LINKS_ASIDE {
                    break;
                }
            }
        }
        let aside = aside.into_iter();
        aside
            .map(|(chart, entry)| (chart, self.byline(entry)))
            .collect()
    }
}

fn is_of_who(fact: &Fact) -> bool {
    match fact {
        Fact::Demographic(_) => true,
        Fact::Answer(answered) => answered.question.compartment() == Compartment::IDENTITY,
        _ => false,
    }
}

/// Text or the words of a code; nothing for a number or a missing value.
fn words_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Concept(concept) if concept.text.is_empty() => {
            concept.codings.first().map(|coding| coding.display.clone())
        }
        Value::Concept(concept) => Some(concept.text.clone()),
        Value::Quantity(_) | Value::Absent(_) | Value::Components | Value::Boolean(_) => None,
    }
}

fn is_pregnancy_status(observation: &Observation) -> bool {
    observation.kind == ObservationKind::Pregnancy && has_code(&observation.what, PREGNANCY)
}

/// What is said of a pregnancy; nothing if the value is a code for anything but "pregnant".
fn pregnant_words(observation: &Observation) -> Option<String> {
    match &observation.value {
        Value::Concept(concept) if !concept.codings.is_empty() => {
            let pregnant = PREGNANT.iter().any(|code| has_code(concept, code));
            pregnant.then(|| words_of(&observation.value)).flatten()
        }
        // A plain "yes" has no words of its own.
        Value::Boolean(pregnant) => pregnant.then(String::new),
        value => words_of(value),
    }
}

fn last_name<'a>(names: &[&'a PersonName], usage: NameUse) -> Option<&'a PersonName> {
    names.iter().rfind(|name| name.usage == usage).copied()
}

/// The name that was told, of several.
fn told<'a>(names: &[&'a PersonName]) -> Option<&'a PersonName> {
    last_name(names, NameUse::Usual).or_else(|| last_name(names, NameUse::Other))
}

/// An order only, for which of several stands first: words of danger, in the languages the record may be in.
pub(super) fn how_bad(allergy: &Allergy) -> u8 {
    let words = format!("{} {}", allergy.reaction, allergy.severity).to_lowercase();
    let says = |list: fn(&RecordWords) -> &[&str]| {
        let mut all = Language::ALL
            .into_iter()
            .flat_map(|language| list(language.record()));
        all.any(|word| words.contains(word))
    };
    let dangerous = allergy.criticality == Some(Criticality::High);
    if says(|of| of.gravest) {
        0
    } else if dangerous || says(|of| of.grave) {
        1
    } else {
        2
    }
}

/// A part of what is said about who the person is, where a demographic item is of that kind.
macro_rules! parts {
    ($($name:ident: $kind:ident -> $value:ty),* $(,)?) => {
        $(pub(super) fn $name(demographic: &Demographic) -> Option<$value> {
            match demographic {
                Demographic::$kind(value) => Some(value.clone()),
                _ => None,
            }
        })*
    };
}

parts! {
    sex_of: Sex -> Sex,
    birth_of: Birth -> Birth,
    place_of: Place -> String,
    phone_of: Phone -> String,
    number_of: ChartNumber -> String,
    gender_of: Gender -> String,
    language_of: Language -> String,
    kin_of: NextOfKin -> NextOfKin,
    died_of: Died -> When,
    photo_of: Photo -> Document,
}
