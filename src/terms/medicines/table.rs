//! The two files, read once.

use std::sync::LazyLock;

use super::name::words;
use super::{Ingredient, MedicineClass, TableRow};
use crate::base::Language;

pub const MEDICINES: &str = include_str!("medicines.tsv");
const CLASSES: &str = include_str!("classes.tsv");

/// The table, read when it is first asked.
pub static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

/// Names in both languages, the usual one first.
pub struct Names {
    english: Vec<&'static str>,
    french: Vec<&'static str>,
}

struct IngredientRow {
    names: Names,
    classes: Vec<MedicineClass>,
    /// Of a combination.
    parts: Vec<Ingredient>,
}

struct ClassRow {
    id: &'static str,
    names: Names,
    cross_reacts: Vec<MedicineClass>,
    one_is_enough: bool,
}

/// Everything the files say.
pub struct Table {
    ingredients: Vec<IngredientRow>,
    classes: Vec<ClassRow>,
    /// Every name by its words, in order.
    by_words: Vec<(Vec<String>, TableRow)>,
}

impl Names {
    fn read(english: &'static str, french: &'static str, both: &'static str) -> Self {
        let names = |column: &'static str| column.split('|').filter(|name| !name.is_empty());
        let french = if french.is_empty() { english } else { french };
        Self {
            english: names(english).chain(names(both)).collect(),
            french: names(french).collect(),
        }
    }

    /// The usual name in a language.
    pub fn name(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english[0],
            Language::French => self.french[0],
        }
    }

    fn all(&self) -> impl Iterator<Item = &'static str> {
        self.english.iter().chain(&self.french).copied()
    }
}

/// The columns of every line that says something.
fn lines(file: &'static str) -> impl Iterator<Item = [&'static str; 6]> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| {
        let mut columns = [""; 6];
        for (column, text) in columns.iter_mut().zip(line.split('\t')) {
            *column = text;
        }
        columns
    })
}

impl Table {
    fn read() -> Self {
        let ids: Vec<&str> = lines(CLASSES).map(|[id, ..]| id).collect();
        let classes_of = |column: &str| -> Vec<MedicineClass> {
            let named = column.split_whitespace();
            let places = named.filter_map(|id| ids.iter().position(|class| *class == id));
            places.map(|place| MedicineClass(place as u16)).collect()
        };
        let classes: Vec<ClassRow> = lines(CLASSES)
            .map(|[id, english, french, others, crosses, twice]| ClassRow {
                id,
                names: Names::read(english, french, others),
                cross_reacts: classes_of(crosses),
                one_is_enough: twice == "twice",
            })
            .collect();
        let names: Vec<&str> = lines(MEDICINES)
            .map(|[english, ..]| english.split('|').next().unwrap_or_default())
            .collect();
        let ingredients: Vec<IngredientRow> = lines(MEDICINES)
            .map(|[english, french, classes, parts, ..]| {
                let parts = parts.split('+');
                let places = parts.filter_map(|part| names.iter().position(|name| *name == part));
                IngredientRow {
                    names: Names::read(english, french, ""),
                    classes: classes_of(classes),
                    parts: places.map(|place| Ingredient(place as u16)).collect(),
                }
            })
            .collect();
        let mut table = Self {
            ingredients,
            classes,
            by_words: Vec::new(),
        };
        let mut by_words: Vec<_> = table
            .names()
            .map(|(name, row)| (words(name), row))
            .collect();
        by_words.sort_by(|(one, _), (other, _)| one.cmp(other));
        table.by_words = by_words;
        table
    }

    /// Every name, and what it means.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, TableRow)> {
        let ingredients = self.ingredients.iter().zip(0..);
        let ingredients = ingredients.flat_map(|(row, place)| {
            let row_of = move |name| (name, TableRow::Ingredient(Ingredient(place)));
            row.names.all().map(row_of)
        });
        let classes = self.classes.iter().zip(0..);
        let classes = classes.flat_map(|(row, place)| {
            let row_of = move |name| (name, TableRow::Class(MedicineClass(place)));
            row.names.all().map(row_of)
        });
        ingredients.chain(classes)
    }

    /// The longest name at the beginning of these words: of how many words it is, and what it means.
    pub fn longest(&self, text: &[String]) -> Option<(usize, TableRow)> {
        let first = text.first()?;
        let from = self
            .by_words
            .partition_point(|(name, _)| name.first().is_none_or(|word| word < first));
        let beginning = self.by_words[from..].iter();
        let beginning = beginning.take_while(|(name, _)| name.first() == Some(first));
        let found = beginning.filter(|(name, _)| text.starts_with(name));
        let longest = found.max_by_key(|(name, _)| name.len());
        longest.map(|(name, row)| (name.len(), *row))
    }

    /// The ingredients of a combination; of any other, itself.
    pub fn parts(&self, ingredient: Ingredient) -> Vec<Ingredient> {
        let parts = &self.ingredients[usize::from(ingredient.0)].parts;
        if parts.is_empty() {
            vec![ingredient]
        } else {
            parts.clone()
        }
    }

    pub fn classes_of(&self, ingredient: Ingredient) -> impl Iterator<Item = MedicineClass> {
        let classes = &self.ingredients[usize::from(ingredient.0)].classes;
        classes.iter().copied()
    }

    /// Whether the one is known to cross-react with the other, whichever of them says so.
    pub fn cross_react(&self, one: MedicineClass, other: MedicineClass) -> bool {
        let says = |one: MedicineClass, other| self.class_row(one).cross_reacts.contains(&other);
        says(one, other) || says(other, one)
    }

    pub fn is_one_enough(&self, class: MedicineClass) -> bool {
        self.class_row(class).one_is_enough
    }

    fn class_row(&self, class: MedicineClass) -> &ClassRow {
        &self.classes[usize::from(class.0)]
    }

    pub fn class_id(&self, class: MedicineClass) -> &'static str {
        self.class_row(class).id
    }

    /// The class of this id.
    pub fn class_of_id(&self, id: &str) -> Option<MedicineClass> {
        let place = self.classes.iter().position(|row| row.id == id)?;
        Some(MedicineClass(place as u16))
    }

    /// The ingredient or combination of which this is the usual English name.
    pub fn ingredient_of_id(&self, id: &str) -> Option<Ingredient> {
        let mut rows = self.ingredients.iter();
        let place = rows.position(|row| row.names.english[0] == id)?;
        Some(Ingredient(place as u16))
    }

    pub fn class(&self, class: MedicineClass) -> &Names {
        &self.class_row(class).names
    }

    pub fn ingredient(&self, ingredient: Ingredient) -> &Names {
        &self.ingredients[usize::from(ingredient.0)].names
    }

    pub fn how_many(&self) -> usize {
        self.ingredients.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_and_every_part_that_a_row_names_is_in_the_files() {
        for [name, _, classes, parts, ..] in lines(MEDICINES) {
            for class in classes.split_whitespace() {
                assert!(
                    lines(CLASSES).any(|[id, ..]| id == class),
                    "{name}: {class}"
                );
            }
            for part in parts.split('+').filter(|part| !part.is_empty()) {
                let held =
                    lines(MEDICINES).any(|[english, ..]| english.split('|').next() == Some(part));
                assert!(held, "{name}: {part}");
            }
        }
        for [id, _, _, _, crosses, _] in lines(CLASSES) {
            for class in crosses.split_whitespace() {
                assert!(
                    lines(CLASSES).any(|[other, ..]| other == class),
                    "{id}: {class}"
                );
            }
        }
    }

    #[test]
    fn no_two_rows_have_a_name_in_common() {
        for pair in TABLE.by_words.windows(2) {
            let [(one, row), (other, another)] = pair else {
                unreachable!("windows of two");
            };
            assert!(one != other || row == another, "{one:?}");
        }
    }
}
