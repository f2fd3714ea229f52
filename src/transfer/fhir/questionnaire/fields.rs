//! What is refused so far, and reading fields so that none is passed over: one of another shape, and one that nobody knows, is
//! refused.

use serde_json::Value as Json;

use crate::chart::questionnaire::{NotKnown, Refusal};
use crate::transfer::fhir::json::Node;

/// What is refused so far, and of which item is being read.
#[derive(Default)]
pub struct Refusals {
    link_id: String,
    words: String,
    all: Vec<Refusal>,
}

/// More reasons than anybody reads.
const MOST_REFUSALS: usize = 500;

/// Any element may have them: a name for other elements.
const ANYWHERE: &[&str] = &["id"];

impl Refusals {
    /// From here on it is this item that is read; of none, the form.
    pub fn at(&mut self, link_id: &str, words: &str) {
        self.link_id = link_id.to_owned();
        self.words = words.to_owned();
    }

    pub fn say(&mut self, why: NotKnown) {
        let refusal = Refusal {
            link_id: self.link_id.clone(),
            words: self.words.clone(),
            why,
        };
        if self.all.len() < MOST_REFUSALS && !self.all.contains(&refusal) {
            self.all.push(refusal);
        }
    }

    pub fn field(&mut self, name: &str) {
        self.say(NotKnown::Field(name.to_owned()));
    }

    /// Whether something of that item is refused: what may follow from it is not known then.
    pub fn has(&self, link_id: &str) -> bool {
        self.all.iter().any(|one| one.link_id == link_id)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn into_all(self) -> Vec<Refusal> {
        self.all
    }

    /// Refuses every field of an element that is neither understood nor one of those that change nothing.
    pub fn only(&mut self, node: Node<'_>, understood: &[&str], beside: &[(&str, &str)]) {
        let Some(fields) = node.0.as_object() else {
            return;
        };
        for (key, value) in fields {
            let key = key.as_str();
            let changes_nothing =
                |key: &str| ANYWHERE.contains(&key) || beside.iter().any(|(name, _)| *name == key);
            // What stands beside a value of such a field changes as little.
            let of_value = key.strip_prefix('_').is_some_and(changes_nothing);
            let known = understood.contains(&key) && !value.is_null();
            if !(known || changes_nothing(key) || of_value) {
                self.field(key);
            }
        }
    }

    /// The elements of a list; none where there is no such field.
    pub fn list<'a>(&mut self, node: Node<'a>, key: &str) -> Vec<Node<'a>> {
        match node.0.get(key) {
            None => Vec::new(),
            Some(Json::Array(all)) if all.iter().all(Json::is_object) => {
                all.iter().map(Node).collect()
            }
            Some(_) => {
                self.field(key);
                Vec::new()
            }
        }
    }

    /// An element; `None` where there is no such field.
    pub fn element<'a>(&mut self, node: Node<'a>, key: &str) -> Option<Node<'a>> {
        match node.0.get(key)? {
            element @ Json::Object(_) => Some(Node(element)),
            _ => {
                self.field(key);
                None
            }
        }
    }

    /// A string as it is written; `None` where there is no such field.
    pub fn string<'a>(&mut self, node: Node<'a>, key: &str) -> Option<&'a str> {
        let value = node.0.get(key)?;
        if !value.is_string() {
            self.field(key);
        }
        value.as_str()
    }

    /// Yes or no; `None` where there is no such field.
    pub fn flag(&mut self, node: Node<'_>, key: &str) -> Option<bool> {
        let value = node.0.get(key)?;
        if !value.is_boolean() {
            self.field(key);
        }
        value.as_bool()
    }
}

/// Which one of the fields `<name>Boolean`, `<name>String` … stands there, with its value. `Err` where several do.
pub fn one_of<'a>(node: Node<'a>, name: &str) -> Result<Option<(&'a str, &'a Json)>, ()> {
    let fields = node.0.as_object().into_iter().flatten();
    let mut found = fields.filter_map(|(key, value)| {
        let form = key.strip_prefix(name)?;
        form.starts_with(|c: char| c.is_ascii_uppercase())
            .then_some((form, value))
    });
    let first = found.next();
    match found.next() {
        None => Ok(first),
        Some(_) => Err(()),
    }
}
