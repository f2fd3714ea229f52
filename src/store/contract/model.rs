//! Random commits, beside a model of what they should leave.

use std::collections::BTreeMap;

use super::{Home, draft, keep, rows};
use crate::store::{Range, StoreError, Table, Write};
use crate::vault::Sealed;

/// Numbers that look random and are the same every time (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

type Model = BTreeMap<String, Vec<u8>>;

/// One random change to one of twelve drafts, made in the model too; false if it must fail.
fn random_write(dice: &mut Dice, model: &mut Model) -> (Write, bool) {
    let key = draft(dice.below(12) as u8);
    let bytes: Vec<u8> = (0..dice.below(40)).map(|_| dice.below(256) as u8).collect();
    let value = Sealed::from_stored(bytes.clone());
    match dice.below(20) {
        0..8 => {
            model.insert(key.text(), bytes);
            (Write::Put(key, value), true)
        }
        8..14 => {
            model.remove(&key.text());
            (Write::Delete(key), true)
        }
        14 => {
            model.clear();
            (Write::Clear(Range::All(Table::Drafts)), true)
        }
        _ => {
            let free = !model.contains_key(&key.text());
            model.entry(key.text()).or_insert(bytes);
            (Write::Add(key, value), free)
        }
    }
}

pub(super) async fn random_commits_leave_what_the_model_says(home: &impl Home) {
    let store = home.open().await;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut model = Model::new();
    let mut refused = 0;
    for _ in 0..150 {
        let mut after = model.clone();
        let size = 1 + dice.below(6);
        let (writes, fine): (Vec<Write>, Vec<bool>) = (0..size)
            .map(|_| random_write(&mut dice, &mut after))
            .unzip();
        match keep(&store, writes).await {
            Ok(()) => {
                assert!(fine.iter().all(|fine| *fine));
                model = after;
            }
            Err(StoreError::Exists(_)) => {
                assert!(!fine.iter().all(|fine| *fine));
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
        let found = rows(&store, Range::All(Table::Drafts)).await.into_iter();
        let found: Model = found.map(|(key, value)| (key.text(), value)).collect();
        assert_eq!(found, model);
    }
    assert!(refused > 10 && refused < 140, "both outcomes were tried");
}
