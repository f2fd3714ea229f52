//! The table of medicines: which ingredients there are, of which classes, and which names mean them.
//!
//! Two files of text are compiled in; what their columns are stands at their head and in docs/medicines.md. A name is
//! recognised by its words, whatever their case and accents, and never inside another word.

mod name;
mod table;

use serde::{Deserialize, Serialize};

use crate::base::Language;
use name::{folded, words};
use table::TABLE;

/// An ingredient of the table, or a combination of several: its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ingredient(u16);

/// A class of medicines: its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MedicineClass(u16);

/// A row of the table: what a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableRow {
    Class(MedicineClass),
    Ingredient(Ingredient),
}

/// What words name of the table: ingredients, those of combinations each by itself, and whole classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    ingredients: Vec<Ingredient>,
    /// Those that are named themselves: "penicillins".
    classes: Vec<MedicineClass>,
}

/// How two things that words name belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kinship {
    /// Both hold the ingredient.
    SameIngredient(Ingredient),
    /// Both are of the class.
    SameClass(MedicineClass),
    /// Whoever reacts to the one class is known to react to the other at times.
    CrossReaction(MedicineClass, MedicineClass),
}

impl Named {
    /// What of the table stands in these words; of names within one another the longest counts: "penicillin V" is not
    /// penicillins.
    pub fn of(text: &str) -> Self {
        let words = words(text);
        let mut named = Self::default();
        let mut rest = words.as_slice();
        while !rest.is_empty() {
            let taken = match TABLE.longest(rest) {
                Some((length, row)) => {
                    named.add(row);
                    length
                }
                None => 1,
            };
            rest = &rest[taken..];
        }
        named
    }

    /// What one row of the table names.
    pub fn row(row: TableRow) -> Self {
        let mut named = Self::default();
        named.add(row);
        named
    }

    fn add(&mut self, row: TableRow) {
        match row {
            TableRow::Class(class) => self.classes.push(class),
            TableRow::Ingredient(ingredient) => self.ingredients.extend(TABLE.parts(ingredient)),
        }
    }

    /// Nothing of the table is named.
    pub fn is_nothing(&self) -> bool {
        self.ingredients.is_empty() && self.classes.is_empty()
    }

    /// The classes that are named, and those of every ingredient.
    fn all_classes(&self) -> impl Iterator<Item = MedicineClass> {
        let of_ingredients = self.ingredients.iter();
        let of_ingredients = of_ingredients.flat_map(|one| TABLE.classes_of(*one));
        self.classes.iter().copied().chain(of_ingredients)
    }

    /// How an allergy to the one concerns the other: the nearest kinship, whichever of both is the allergy.
    pub fn kinship(&self, other: &Self) -> Option<Kinship> {
        let same = |one: &&Ingredient| other.ingredients.contains(one);
        let ingredient = self.ingredients.iter().filter(same).min();
        let ingredient = ingredient.map(|one| Kinship::SameIngredient(*one));
        ingredient
            .or_else(|| self.shared_class(other).map(Kinship::SameClass))
            .or_else(|| {
                let pairs = self.all_classes().flat_map(|one| {
                    let other = other.all_classes();
                    other.map(move |other| (one.min(other), one.max(other)))
                });
                let known = pairs.filter(|(one, other)| TABLE.cross_react(*one, *other));
                known
                    .min()
                    .map(|(one, other)| Kinship::CrossReaction(one, other))
            })
    }

    /// Whether taking both at once is one too many: the same ingredient, or a class of which one is enough.
    pub fn doubled(&self, other: &Self) -> Option<Kinship> {
        match self.kinship(other)? {
            Kinship::SameClass(class) if !TABLE.is_one_enough(class) => None,
            Kinship::CrossReaction(..) => None,
            doubled => Some(doubled),
        }
    }

    fn shared_class(&self, other: &Self) -> Option<MedicineClass> {
        let shared = self.all_classes();
        shared
            .filter(|class| other.all_classes().any(|other| other == *class))
            .min()
    }
}

/// Letters that have to be typed before anything is suggested.
const LETTERS: usize = 2;

/// Rows of the table that have a name with a word that begins as what was typed does: classes first, then ingredients, each
/// by its name in the language of the page; at most so many. Nothing before two letters.
pub fn suggest(typed: &str, language: Language, most: usize) -> Vec<TableRow> {
    let typed = words(typed);
    let Some((last, before)) = typed.split_last() else {
        return Vec::new();
    };
    if typed.iter().map(|word| word.chars().count()).sum::<usize>() < LETTERS {
        return Vec::new();
    }
    let begins = |name: &str| {
        let name = words(name);
        let mut places = name.windows(typed.len());
        places.any(|at| at.starts_with(before) && at[before.len()].starts_with(last.as_str()))
    };
    let rows = TABLE.names().filter(|(name, _)| begins(name));
    let mut rows: Vec<(TableRow, String)> = rows
        .map(|(_, row)| (row, folded(row.name(language))))
        .collect();
    rows.sort_by(|(one, name), (other, another)| {
        let is_class = |row: &TableRow| matches!(row, TableRow::Class(_));
        // A name that itself begins so stands before one that is called so by another name, or by a later word.
        let later = |name: &String| !words(name).join(" ").starts_with(&typed.join(" "));
        (!is_class(one), later(name), name).cmp(&(!is_class(other), later(another), another))
    });
    rows.dedup();
    rows.truncate(most);
    rows.into_iter().map(|(row, _)| row).collect()
}

impl TableRow {
    /// Its name in a language.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Class(class) => class.name(language),
            Self::Ingredient(ingredient) => ingredient.name(language),
        }
    }

    /// How records name the row, whatever its place: of a class its id, of an ingredient its usual English name. It stays the
    /// same in later versions of the table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Class(class) => TABLE.class_id(class),
            Self::Ingredient(ingredient) => ingredient.name(Language::English),
        }
    }

    /// The class of this id; `None` where this version of the table has none.
    pub fn class_of_id(id: &str) -> Option<Self> {
        TABLE.class_of_id(id).map(Self::Class)
    }

    /// The ingredient or combination of this id; `None` where this version of the table has none.
    pub fn ingredient_of_id(id: &str) -> Option<Self> {
        TABLE.ingredient_of_id(id).map(Self::Ingredient)
    }
}

impl Ingredient {
    /// Its name in a language: the international non-proprietary name.
    pub fn name(self, language: Language) -> &'static str {
        TABLE.ingredient(self).name(language)
    }
}

impl MedicineClass {
    /// Its name in a language, in the plural.
    pub fn name(self, language: Language) -> &'static str {
        TABLE.class(self).name(language)
    }
}

/// How many ingredients and combinations the table holds.
pub fn how_many() -> usize {
    TABLE.how_many()
}

/// The version of the table, as its file says it.
pub const VERSION: u32 = 1;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinship(one: &str, other: &str) -> String {
        let name = |class: MedicineClass| class.name(Language::English);
        match Named::of(one).kinship(&Named::of(other)) {
            None => String::new(),
            Some(Kinship::SameIngredient(one)) => one.name(Language::English).to_owned(),
            Some(Kinship::SameClass(class)) => format!("of {}", name(class)),
            Some(Kinship::CrossReaction(one, other)) => format!("{} × {}", name(one), name(other)),
        }
    }

    #[test]
    fn allergies_meet_medicines_by_ingredient_class_and_known_cross_reaction() {
        for (allergy, medicine, wanted) in [
            ("Penicillin", "Amoxicillin 500 mg capsule", "of penicillins"),
            ("pénicilline", "AMOXICILLINE 500mg", "of penicillins"),
            ("penicillins", "Penicillin V", "of penicillins"),
            ("amoxicillin", "co-amoxiclav", "amoxicillin"),
            ("amoxicillin", "Ampicillin", "of penicillins"),
            ("Penicillin", "ceftriaxone", "penicillins × cephalosporins"),
            ("cefalexin", "cloxacillin", "penicillins × cephalosporins"),
            ("ampicillin", "meropenem", "penicillins × carbapenems"),
            ("penicillin", "penicillamine", ""),
            ("penicillin", "erythromycin", ""),
            ("penicillin", "aztreonam", ""),
            (
                "sulfa",
                "co-trimoxazole 480 mg",
                "of sulfonamide antibacterials",
            ),
            (
                "sulfamides",
                "Cotrimoxazole",
                "of sulfonamide antibacterials",
            ),
            (
                "sulfa drugs",
                "sulfasalazine",
                "of sulfonamide antibacterials",
            ),
            ("sulfa", "ferrous sulfate", ""),
            ("sulfa", "magnesium sulphate", ""),
            ("sulfa", "salbutamol sulfate", ""),
            ("sulfa", "furosemide", ""),
            ("trimethoprim", "co-trimoxazole", "trimethoprim"),
            (
                "aspirin",
                "Ibuprofen 400 mg",
                "of anti-inflammatory pain relievers (NSAIDs)",
            ),
            (
                "AINS",
                "diclofénac",
                "of anti-inflammatory pain relievers (NSAIDs)",
            ),
            ("aspirin", "acetylsalicylic acid", "acetylsalicylic acid"),
            ("aspirin", "paracetamol", ""),
            ("acetaminophen", "Paracétamol", "paracetamol"),
            ("codeine", "co-codamol", "codeine"),
            ("adrenaline", "epinephrine", "adrenaline"),
            ("carbamazepine", "phenytoin", "of aromatic antiepileptics"),
            ("lidocaine", "bupivacaine", "of amide local anaesthetics"),
            ("lidocaine", "procaine", ""),
            ("procaine", "procaine penicillin", "procaine"),
            ("iodine", "povidone iodine 10 %", "iodine"),
            ("iodine", "iohexol", ""),
            ("chloroquine", "amodiaquine", "of 4-aminoquinolines"),
            ("contrast medium", "iohexol", "of iodinated contrast media"),
            ("enalapril", "captopril", "of ACE inhibitors"),
            ("cortisone", "prednisolone", "of corticosteroids"),
            ("peanuts", "amoxicillin", ""),
        ] {
            assert_eq!(kinship(allergy, medicine), wanted, "{allergy}, {medicine}");
            assert_eq!(kinship(medicine, allergy), wanted, "{medicine}, {allergy}");
        }
    }

    #[test]
    fn two_at_once_are_one_too_many_only_where_the_table_says_so() {
        let doubled = |one, other| Named::of(one).doubled(&Named::of(other)).is_some();
        assert!(doubled("ibuprofen", "diclofenac"));
        assert!(doubled("paracetamol", "co-codamol"));
        assert!(!doubled("morphine", "codeine"));
        assert!(!doubled("amoxicillin", "ceftriaxone"));
        assert!(!doubled("insulin glargine", "insulin aspart"));
    }

    #[test]
    fn what_the_table_does_not_hold_is_nothing() {
        for words in [
            "", "Mirazol", "500 mg", "sulfate", "vitamin", "acid", "peanut",
        ] {
            assert!(Named::of(words).is_nothing(), "{words}");
        }
        assert!(!Named::of("vitamin A 200 000 IU").is_nothing());
        assert!(how_many() >= 400);
    }

    #[test]
    fn every_name_means_its_own_row_and_is_found_in_any_case_without_accents() {
        for (name, row) in TABLE.names() {
            for typed in [
                name.to_uppercase(),
                name::folded(name),
                format!("{name} 5 mg"),
            ] {
                let mut wanted = Named::default();
                wanted.add(row);
                assert_eq!(Named::of(&typed), wanted, "{typed}");
            }
        }
    }

    #[test]
    fn classes_are_suggested_first_then_ingredients_by_any_name_and_by_a_later_word() {
        let names = |typed, language| -> Vec<&str> {
            let rows = suggest(typed, language, 6).into_iter();
            rows.map(|row| row.name(language)).collect()
        };
        let english = |typed| names(typed, Language::English);
        assert_eq!(english("peni")[0], "penicillins");
        assert!(english("peni").len() > 1);
        assert_eq!(english("PÉNI"), english("peni"));
        assert_eq!(english("acetamin"), ["paracetamol"]);
        assert!(english("clavul").contains(&"amoxicillin with clavulanic acid"));
        assert_eq!(names("aspi", Language::French), ["acide acétylsalicylique"]);
        assert_eq!(
            names("sulfam", Language::French)[0],
            "sulfamides antibactériens"
        );
        for nothing in ["", " ", "p", "\u{644}", "latex", "peni nothing"] {
            assert!(english(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn every_row_is_found_again_by_its_id() {
        for (name, row) in TABLE.names() {
            let again = match row {
                TableRow::Class(_) => TableRow::class_of_id(row.id()),
                TableRow::Ingredient(_) => TableRow::ingredient_of_id(row.id()),
            };
            assert_eq!(again, Some(row), "{name}");
        }
        assert_eq!(TableRow::class_of_id("penicillins"), None);
        assert_eq!(TableRow::ingredient_of_id("aspirin"), None);
    }

    #[test]
    fn the_version_of_the_table_is_that_of_its_file() {
        let head = format!("Version {VERSION}, ");
        assert!(table::MEDICINES.contains(&head));
    }

    proptest! {
        #[test]
        fn any_words_are_read_and_kinship_has_no_direction(one in ".{0,40}", other in any::<prop::sample::Index>()) {
            let names: Vec<&str> = TABLE.names().map(|(name, _)| name).collect();
            let other = names[other.index(names.len())];
            let (typed, other) = (Named::of(&format!("{one} {other} {one}")), Named::of(other));
            prop_assert_eq!(typed.kinship(&other), other.kinship(&typed));
        }

        #[test]
        fn a_name_is_not_found_inside_another_word(name in any::<prop::sample::Index>()) {
            let names: Vec<&str> = TABLE.names().map(|(name, _)| name).collect();
            let name = names[name.index(names.len())];
            let stuck: Vec<String> = words(name).iter().map(|word| format!("x{word}x")).collect();
            prop_assert!(Named::of(&stuck.join(" ")).is_nothing());
        }
    }
}
