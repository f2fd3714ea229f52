//! Which key of a JSON text stands twice in one object. Readers differ in which of both they take: such a file says two things.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of JSON, of which only that is kept.
struct Twice(Option<String>);

/// The first key that stands twice in one object.
pub fn twice(text: &str) -> Option<String> {
    let value: Twice = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
    value.0
}

impl<'de> Deserialize<'de> for Twice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Keys)
    }
}

struct Keys;

impl<'de> Visitor<'de> for Keys {
    type Value = Twice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_str<E>(self, _: &str) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_unit<E>(self) -> Result<Twice, E> {
        Ok(Twice(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Twice, A::Error> {
        let mut found = None;
        while let Some(Twice(inside)) = seq.next_element()? {
            found = found.or(inside);
        }
        Ok(Twice(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Twice, A::Error> {
        let (mut keys, mut found) = (BTreeSet::new(), None);
        while let Some(key) = map.next_key::<String>()? {
            let Twice(inside) = map.next_value()?;
            found = found.or(inside);
            if !keys.insert(key.clone()) {
                found = found.or(Some(key));
            }
        }
        Ok(Twice(found))
    }
}
