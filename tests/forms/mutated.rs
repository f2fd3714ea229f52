//! Forms with something changed in them at random: nothing makes the reader fail, and no field that nobody knows is passed over.

use carnet::transfer::fhir::questionnaire::read;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::made::of_everything;

/// Ways to every value of a JSON text.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, inside) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(inside, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(all) => {
            for (place, inside) in all.iter().enumerate() {
                pointers(inside, &format!("{at}/{place}"), found);
            }
        }
        _ => {}
    }
}

fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[]])),
        Just(json!([null])),
        Just(json!([{}])),
        Just(json!({"extension": [{"url": "urn:x", "valueBoolean": true}]})),
    ]
}

#[test]
fn the_form_that_is_changed_is_taken() {
    let whole = of_everything();
    assert_eq!(read(&whole.to_string()).err(), None);
}

#[test]
fn no_field_that_nobody_knows_is_passed_over() {
    let whole = of_everything();
    let mut all = Vec::new();
    pointers(&whole, "", &mut all);
    let mut objects = 0;
    for at in all {
        let mut changed = whole.clone();
        let Some(Value::Object(fields)) = changed.pointer_mut(&at) else {
            continue;
        };
        fields.insert("nobodyKnows".into(), json!(true));
        assert!(read(&changed.to_string()).is_err(), "passed over at {at}");
        objects += 1;
    }
    assert!(objects > 100, "{objects} places");
}

proptest! {
    #[test]
    fn whatever_stands_anywhere_nothing_fails(changes in prop::collection::vec((any::<prop::sample::Index>(), anything()), 1..4)) {
        let mut changed = of_everything();
        for (place, value) in changes {
            let mut all = Vec::new();
            pointers(&changed, "", &mut all);
            if let Some(there) = changed.pointer_mut(place.get(&all).as_str()) {
                *there = value;
            }
        }
        let _ = read(&changed.to_string());
    }

    #[test]
    fn bytes_that_are_changed_make_nothing_fail(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = of_everything().to_string().into_bytes();
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&String::from_utf8_lossy(&bytes));
    }
}
