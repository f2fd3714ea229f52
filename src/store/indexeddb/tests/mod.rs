mod connection;
mod full;
mod rows;

use super::IndexedDbStore;
use crate::base::DraftId;
use crate::store::{Key, Store, Write};
use crate::vault::Sealed;

const DRAFT: Key = Key::Draft(DraftId([1; 16]));

fn put(key: Key, text: &str) -> Vec<Write> {
    vec![Write::Put(key, Sealed::from_stored(text.into()))]
}

async fn text(store: &IndexedDbStore, key: Key) -> String {
    let value = store.get(&key).await.unwrap().unwrap();
    String::from_utf8(value.as_bytes().to_vec()).unwrap()
}
