//! The members of a resource of an older form, moved to where R4 has them.

use serde_json::{Map, Value, json};

use super::{Converted, Unsafe, Version};

pub struct Fields<'a> {
    pub map: &'a mut Map<String, Value>,
    /// The oldest version that a member showed.
    pub version: Option<Version>,
}

/// What a flag says that turns a resource round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Absent,
    No,
    Yes,
    /// Neither true nor false: it is not known what is meant.
    Unclear,
}

impl<'a> Fields<'a> {
    pub fn of(map: &'a mut Map<String, Value>) -> Self {
        let profiles = map.get("meta").and_then(|meta| meta.get("profile"));
        let profiles = profiles.and_then(Value::as_array).into_iter().flatten();
        let named = |words: &[&str]| {
            profiles
                .clone()
                .filter_map(Value::as_str)
                .any(|profile| words.iter().any(|word| profile.contains(word)))
        };
        let version = if named(&["/DSTU2/", "/argonaut/"]) {
            Some(Version::Dstu2)
        } else {
            named(&["/STU3/"]).then_some(Version::Stu3)
        };
        Self { map, version }
    }

    /// A member was seen that only this version has.
    pub fn is(&mut self, version: Version) {
        self.version = Some(self.version.map_or(version, |one| one.min(version)));
    }

    pub fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    pub fn text(&self, key: &str) -> Option<&str> {
        self.map.get(key).and_then(Value::as_str)
    }

    pub fn set(&mut self, key: &str, value: Value) {
        self.map.insert(key.to_owned(), value);
    }

    pub fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    /// Moves a member; what stands under both names must be the same.
    pub fn rename(&mut self, old: &str, new: &str) -> Converted {
        let Some(value) = self.take(old) else {
            return Ok(());
        };
        self.is(Version::Older);
        match self.map.get(new) {
            Some(other) if *other != value && !other.is_null() => Err(Unsafe),
            _ => {
                self.set(new, value);
                Ok(())
            }
        }
    }

    /// As `rename`, for a member that only DSTU2 has under this name.
    pub fn rename_dstu2(&mut self, old: &str, new: &str) -> Converted {
        if self.has(old) {
            self.is(Version::Dstu2);
        }
        self.rename(old, new)
    }

    /// A status that was a plain code and is a concept in R4.
    pub fn concept(&mut self, key: &str, system: &str) {
        if let Some(code) = self.text(key).map(str::to_owned) {
            self.is(Version::Older);
            self.set(key, concept(system, &code));
        }
    }

    /// Remarks that were a plain text.
    pub fn note(&mut self, old: &str) -> Converted {
        if let Some(text) = self.text(old).map(str::to_owned) {
            self.is(Version::Older);
            self.map.remove(old);
            let mut notes = match self.take("note") {
                Some(Value::Array(notes)) => notes,
                Some(note @ Value::Object(_)) => vec![note],
                _ => Vec::new(),
            };
            notes.push(json!({ "text": text }));
            self.set("note", Value::Array(notes));
            return Ok(());
        }
        if old == "note" {
            Ok(())
        } else {
            self.rename(old, "note")
        }
    }

    /// A flag that says that something did not take place.
    pub fn flag(&mut self, key: &str, version: Version) -> Flag {
        let flag = match self.map.remove(key) {
            None => return Flag::Absent,
            Some(Value::Bool(false)) => Flag::No,
            Some(Value::Bool(true)) => Flag::Yes,
            Some(_) => Flag::Unclear,
        };
        self.is(version);
        flag
    }

    /// Turns the status round by such a flag. What was an error stays one.
    pub fn turn(&mut self, flag: Flag, not_done: &str) {
        let status = match flag {
            Flag::Absent | Flag::No => return,
            Flag::Yes => not_done,
            Flag::Unclear => "unknown",
        };
        if self.text("status") != Some("entered-in-error") {
            self.set("status", json!(status));
        }
    }

    /// Several concepts as the one that R4 has room for.
    pub fn status_reason(&mut self, reasons: Option<Value>) -> Converted {
        let reasons = match reasons {
            None => return Ok(()),
            Some(Value::Array(reasons)) => reasons,
            Some(reason) => vec![reason],
        };
        if self.has("statusReason") {
            return Err(Unsafe);
        }
        match reasons.as_slice() {
            [] => {}
            [one] => self.set("statusReason", one.clone()),
            several => {
                let words: Vec<String> = several.iter().filter_map(words).collect();
                self.set("statusReason", json!({ "text": words.join("; ") }));
            }
        }
        Ok(())
    }

    /// Calls for each object of a list, or for the lone object.
    pub fn each(
        &mut self,
        key: &str,
        mut with: impl FnMut(&mut Fields<'_>) -> Converted,
    ) -> Converted {
        let mut seen: Option<Version> = None;
        if let Some(value) = self.map.get_mut(key) {
            let items: &mut [Value] = match value {
                Value::Array(items) => items,
                one => std::slice::from_mut(one),
            };
            for item in items {
                if let Value::Object(map) = item {
                    let mut inner = Fields { map, version: None };
                    with(&mut inner)?;
                    seen = seen.or(inner.version);
                }
            }
        }
        if let Some(version) = seen {
            self.is(version);
        }
        Ok(())
    }
}

pub fn concept(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{system}"), "code": code }] })
}

fn words(concept: &Value) -> Option<String> {
    let concept = super::super::elements::concept(super::super::json::Node(concept))?;
    Some(concept.text)
}
