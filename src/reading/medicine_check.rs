//! A medicine beside the allergies that are known: which of them it meets, and what could not be compared.

use super::view::{AllergyRow, MedicationRow};
use crate::chart::concept::Concept;
use crate::chart::draft::Hit;
use crate::chart::kinds::{Allergy, FromTable, HitKind, MedicationLine};
use crate::chart::statement::StatementId;
use crate::terms::medicines::{Kinship, Named};

/// What the table of medicines says of one medicine and the allergies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MedicineCheck {
    /// Allergies that it meets, in the order they are listed, and how.
    pub meets: Vec<(AllergyRow, Kinship)>,
    /// The table does not hold its name, so that nothing could be compared.
    pub unknown: bool,
}

/// Compares a medicine with the allergies. Without a name there is nothing to compare.
pub fn check(line: &MedicationLine, allergies: &[AllergyRow]) -> MedicineCheck {
    let medicine = named(&line.name);
    let kinships = allergies.iter().filter_map(|row| {
        let kinship = named_by(&row.allergy).kinship(&medicine)?;
        Some((row.clone(), kinship))
    });
    MedicineCheck {
        meets: kinships.collect(),
        unknown: medicine.is_nothing() && !words_of(&line.name).trim().is_empty(),
    }
}

/// Allergies that are of nothing in the table: no medicine is compared with them.
pub fn not_compared(allergies: &[AllergyRow]) -> impl Iterator<Item = &AllergyRow> {
    let rows = allergies.iter();
    rows.filter(|row| is_not_compared(&row.allergy))
}

/// Whether it is of nothing in the table.
pub fn is_not_compared(allergy: &Allergy) -> bool {
    named_by(allergy).is_nothing()
}

/// Medicines of the list that are taken and meet the allergy, and how; in the order of the list.
pub fn met_by<'a>(
    allergy: &Allergy,
    rows: &'a [MedicationRow],
) -> impl Iterator<Item = (&'a MedicationRow, Kinship)> + use<'a> {
    let to = named_by(allergy);
    taken(rows).filter_map(move |row| Some((row, to.kinship(&named(&row.line.name))?)))
}

/// How many of the medicines somebody takes could be compared, and how many there are. One without a name could not.
pub fn compared(rows: &[MedicationRow]) -> (usize, usize) {
    let known = taken(rows).filter(|row| !named(&row.line.name).is_nothing());
    (known.count(), taken(rows).count())
}

/// Those that somebody takes: what was stopped harms nobody any more.
fn taken(rows: &[MedicationRow]) -> impl Iterator<Item = &MedicationRow> + Clone {
    let rows = rows.iter();
    rows.filter(|row| row.stopped.is_none() && row.standing.may_be_taken())
}

/// Another medicine of the list that is one too many beside this one: both hold an ingredient, or are of a class of which one
/// is enough.
pub fn doubled(rows: &[MedicationRow], of: StatementId) -> Option<(&MedicationRow, Kinship)> {
    let mut taken = taken(rows);
    let this = taken.clone().find(|row| row.id == of)?;
    let this = named(&this.line.name);
    taken.find_map(|row| {
        let other = named(&row.line.name);
        let kinship = this.doubled(&other).filter(|_| row.id != of)?;
        Some((row, kinship))
    })
}

/// What an allergy is to: the row of the table it was chosen from, else what its words name.
fn named_by(allergy: &Allergy) -> Named {
    let chosen = allergy.from_table.as_ref().and_then(FromTable::row);
    chosen.map_or_else(|| named(&allergy.substance), Named::row)
}

/// What a medicine met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    Allergy(Box<AllergyRow>),
    /// Another medicine that is taken.
    Medicine(Box<MedicationRow>),
}

/// One thing a medicine met, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hits {
    pub met: Met,
    pub kinship: Kinship,
}

/// All that a medicine meets before it is signed: allergies in the order they are listed, then medicines that are taken of which
/// it would be one too many. `besides` is the medicine in whose place it is to stand.
pub fn hits(
    line: &MedicationLine,
    allergies: &[AllergyRow],
    medicines: &[MedicationRow],
    besides: Option<StatementId>,
) -> Vec<Hits> {
    let this = named(&line.name);
    let met = check(line, allergies).meets.into_iter();
    let allergies = met.map(|(row, kinship)| Hits {
        met: Met::Allergy(Box::new(row)),
        kinship,
    });
    let taken = taken(medicines);
    let others = taken.filter(move |row| Some(row.id) != besides);
    let others = others.filter_map(|row| {
        let kinship = this.doubled(&named(&row.line.name))?;
        let met = Met::Medicine(Box::new(row.clone()));
        Some(Hits { met, kinship })
    });
    allergies.chain(others).collect()
}

impl Hits {
    /// As it is signed: what kind of thing it is, which one, and in which words it was read.
    pub fn to_sign(&self) -> Hit {
        let (about, words) = match &self.met {
            Met::Allergy(row) => (row.id, words_of(&row.allergy.substance)),
            Met::Medicine(row) => (row.id, words_of(&row.line.name)),
        };
        let kind = match (&self.met, self.kinship) {
            (Met::Allergy(_), Kinship::SameIngredient(_)) => HitKind::AllergyToIngredient,
            (Met::Allergy(_), Kinship::SameClass(_)) => HitKind::AllergyToClass,
            (Met::Allergy(_), Kinship::CrossReaction(..)) => HitKind::AllergyCrossReacts,
            (Met::Medicine(_), Kinship::SameIngredient(_)) => HitKind::IngredientTwice,
            (Met::Medicine(_), _) => HitKind::ClassTwice,
        };
        Hit {
            kind,
            about,
            against: words,
        }
    }
}

fn named(concept: &Concept) -> Named {
    Named::of(&words_of(concept))
}

/// The words of a concept, and those of its codes where it has none of its own or others beside them.
fn words_of(concept: &Concept) -> String {
    let codings = concept.codings.iter();
    let words = codings.map(|coding| coding.display.as_str());
    let words: Vec<&str> = std::iter::once(concept.text.as_str())
        .chain(words)
        .filter(|words| !words.is_empty())
        .collect();
    words.join("; ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::EntryId;
    use crate::chart::concept::Coding;
    use crate::chart::statement::Standing;
    use crate::chart::when::When;
    use crate::reading::view::{Course, Trust};

    fn id(index: u32) -> StatementId {
        let entry = EntryId([1; 32]);
        StatementId { entry, index }
    }

    fn allergy(index: u32, substance: Concept) -> AllergyRow {
        AllergyRow {
            id: id(index),
            allergy: Allergy {
                reaction: "rash".into(),
                ..Allergy::to(substance)
            },
            standing: Standing::Stands,
            status_words: None,
            when: When::Unknown,
            since: When::Unknown,
            trust: Trust::Ours,
        }
    }

    fn line(name: &str) -> MedicationLine {
        MedicationLine {
            name: Concept::words(name),
            ..MedicationLine::default()
        }
    }

    fn takes(index: u32, name: &str) -> MedicationRow {
        MedicationRow {
            id: id(index),
            line: line(name),
            since: When::Unknown,
            stopped: None,
            problems: Vec::new(),
            standing: Standing::Stands,
            status_words: None,
            otherwise: false,
            trust: Trust::Ours,
            course: Course::default(),
        }
    }

    #[test]
    fn a_medicine_meets_the_allergies_it_is_kin_to_and_says_what_it_does_not_know() {
        let rows = [
            allergy(0, Concept::words("Penicillin")),
            allergy(1, Concept::words("Latex")),
            allergy(2, Concept::words("amoxicilline")),
        ];
        let met = check(&line("Amoxicillin 500 mg"), &rows).meets;
        let met: Vec<u32> = met.iter().map(|(row, _)| row.id.index).collect();
        assert_eq!(met, [0, 2]);
        assert!(!check(&line("Amoxicillin"), &rows).unknown);
        assert!(check(&line("Mirazol"), &rows).unknown);
        assert!(!check(&line(" "), &rows).unknown);
        let latex: Vec<u32> = not_compared(&rows).map(|row| row.id.index).collect();
        assert_eq!(latex, [1]);
    }

    #[test]
    fn a_code_of_a_file_is_read_by_its_display() {
        let coded = Concept {
            text: String::new(),
            codings: vec![Coding {
                system: "http://snomed.info/sct".into(),
                code: "764146007".into(),
                display: "Penicillin (substance)".into(),
            }],
        };
        let rows = [allergy(0, coded)];
        assert_eq!(check(&line("ampicillin"), &rows).meets.len(), 1);
    }

    #[test]
    fn a_second_of_a_kind_is_named_and_one_that_was_stopped_is_not() {
        let mut rows = vec![
            takes(0, "Ibuprofen"),
            takes(1, "Diclofenac"),
            takes(2, "Metformin"),
        ];
        let other = |rows: &[MedicationRow], of| doubled(rows, id(of)).map(|(row, _)| row.id.index);
        assert_eq!(other(&rows, 0), Some(1));
        assert_eq!(other(&rows, 1), Some(0));
        assert_eq!(other(&rows, 2), None);
        rows[1].stopped = Some((When::Unknown, String::new()));
        assert_eq!(other(&rows, 0), None);
        assert_eq!(other(&rows, 1), None);
    }

    #[test]
    fn what_has_no_name_or_is_not_in_the_table_is_not_counted_as_compared() {
        let mut rows = vec![
            takes(0, "Ibuprofen"),
            takes(1, "Mirazol"),
            takes(2, ""),
            takes(3, "Metformin"),
        ];
        assert_eq!(compared(&rows), (2, 4));
        rows[3].stopped = Some((When::Unknown, String::new()));
        assert_eq!(compared(&rows), (1, 3));
        assert_eq!(compared(&[]), (0, 0));
    }

    proptest! {
        #[test]
        fn the_order_of_the_allergies_changes_nothing(
            names in prop::collection::vec(prop::sample::select(vec!["penicillin", "latex", "sulfa", "AINS", "codeine"]), 0..6),
            medicine in prop::sample::select(vec!["cefixime", "Co-trimoxazole", "aspirin", "Mirazol", "co-codamol"]),
        ) {
            let rows: Vec<AllergyRow> = names
                .iter()
                .zip(0..)
                .map(|(name, index)| allergy(index, Concept::words(*name)))
                .collect();
            let turned: Vec<AllergyRow> = rows.iter().rev().cloned().collect();
            let mut one = check(&line(medicine), &rows).meets;
            let other = check(&line(medicine), &turned).meets;
            one.reverse();
            prop_assert_eq!(one, other);
        }
    }
}
