//! What is typed into a form so far, item by item.

use serde::{Deserialize, Serialize};

use super::Typed;
use crate::chart::kinds::NoFact;

/// Which field of a form: the item, and in which filling-in of each repeating group around it, the outermost first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    pub link_id: String,
    pub rows: Vec<u32>,
}

/// What stands in one field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    pub values: Vec<Typed>,
    /// Answered without a fact: none, not known, declined. It stands in the place of what is typed.
    pub no_fact: Option<NoFact>,
    /// An unlikely value that was looked at again and kept.
    pub confirmed: bool,
    /// Answered together with others, by one press.
    pub at_once: bool,
}

impl Typing {
    /// One value and nothing beside it.
    pub fn one(value: Typed) -> Self {
        Self {
            values: vec![value],
            ..Self::default()
        }
    }

    /// Nothing was answered.
    pub fn is_blank(&self) -> bool {
        self.no_fact.is_none() && self.values.iter().all(Typed::is_blank)
    }
}

/// All that is typed into a form. A field in which nothing was typed is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    fields: Vec<(Place, Typing)>,
    /// How often a repeating group is filled in, where that is not once.
    rows: Vec<(Place, u32)>,
}

impl Answers {
    /// What is typed in a field; `None` where nothing is.
    pub fn of(&self, place: &Place) -> Option<&Typing> {
        let field = self.fields.iter().find(|(at, _)| at == place);
        field.map(|(_, typing)| typing)
    }

    /// Everything typed, in the order in which fields were first typed into.
    pub fn all(&self) -> impl Iterator<Item = &(Place, Typing)> {
        self.fields.iter()
    }

    /// Puts what is typed in the place of what was; what is blank leaves nothing behind.
    pub fn set(&mut self, place: Place, typing: Typing) {
        let at = self.fields.iter().position(|(at, _)| *at == place);
        match (at, typing.is_blank()) {
            (Some(at), true) => {
                self.fields.remove(at);
            }
            (Some(at), false) => self.fields[at].1 = typing,
            (None, true) => {}
            (None, false) => self.fields.push((place, typing)),
        }
    }

    /// How often a repeating group is filled in: once at least.
    pub fn rows_of(&self, group: &Place) -> u32 {
        let rows = self.rows.iter().find(|(at, _)| at == group);
        rows.map_or(1, |(_, rows)| (*rows).clamp(1, super::MOST_ROWS))
    }

    /// One more filling-in of a repeating group.
    pub fn add_row(&mut self, group: Place) {
        let rows = self.rows_of(&group) + 1;
        self.rows.retain(|(at, _)| *at != group);
        self.rows.push((group, rows));
    }

    /// Takes the last filling-in of a repeating group away, where nothing is typed in it. `depth` is how many rows stand
    /// before it in the places of its fields.
    pub fn remove_last_row(&mut self, group: Place) {
        let last = self.rows_of(&group) - 1;
        let depth = group.rows.len();
        let is_in_it = |place: &Place| {
            place.rows.get(depth) == Some(&last) && place.rows.starts_with(&group.rows)
        };
        if last > 0 && !self.fields.iter().any(|(place, _)| is_in_it(place)) {
            self.rows.retain(|(at, _)| *at != group);
            self.rows.push((group, last));
        }
    }
}
