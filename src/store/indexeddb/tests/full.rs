//! A full device.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{DRAFT, put, text};
use crate::base::entropy::SystemEntropy;
use crate::base::{BlobId, Entropy};
use crate::store::indexeddb::IndexedDbStore;
use crate::store::{Durability, Key, MetaName, Range, Store, StoreError, Twin, Write};
use crate::vault::Sealed;

/// Opens a storage bucket that holds little, and makes its databases the worker's until dropped.
struct SmallDevice {
    before: JsValue,
}

impl SmallDevice {
    /// `None` where the browser has no storage buckets.
    async fn of(bytes: u32) -> Option<Self> {
        let open = Function::new_with_args(
            "bytes",
            "const buckets = navigator.storageBuckets;
             if (!buckets) return undefined;
             return buckets.delete('small')
                 .then(() => buckets.open('small', { quota: bytes }))
                 .then((bucket) => bucket.indexedDB);",
        );
        let promise = open.call1(&JsValue::NULL, &bytes.into()).ok()?;
        let factory = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
        if factory.is_undefined() {
            return None;
        }
        let before = Reflect::get(&js_sys::global(), &"indexedDB".into()).ok()?;
        define_indexed_db(&factory);
        Some(Self { before })
    }
}

impl Drop for SmallDevice {
    fn drop(&mut self) {
        define_indexed_db(&self.before);
    }
}

fn define_indexed_db(factory: &JsValue) {
    let define = Function::new_with_args(
        "factory",
        "Object.defineProperty(self, 'indexedDB', { value: factory, configurable: true });",
    );
    define.call1(&JsValue::NULL, factory).unwrap();
}

/// What the browser's storage cannot make smaller, as ciphertext.
fn incompressible(size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    SystemEntropy.fill(&mut bytes);
    bytes
}

#[wasm_bindgen_test]
async fn a_full_device_says_so_and_keeps_what_was_there() {
    let Some(_device) = SmallDevice::of(2 << 20).await else {
        panic!("this browser has no storage buckets to fill");
    };
    let store = IndexedDbStore::open("small", |_| {}).await.unwrap();
    let vault = Key::Meta(MetaName::Vault, Twin::First);
    store
        .commit(put(vault, "kept"), Durability::Strict)
        .await
        .unwrap();
    let mut chunks = 0;
    let failed = loop {
        let chunk = Write::Add(
            Key::Blob(BlobId([1; 16]), chunks),
            Sealed::from_stored(incompressible(256 << 10)),
        );
        let mut writes = put(DRAFT, &format!("draft {chunks}"));
        writes.push(chunk);
        match store.commit(writes, Durability::Strict).await {
            Ok(()) => chunks += 1,
            Err(error) => break error,
        }
        assert!(chunks < 64, "sixteen megabytes went into two");
    };
    assert_eq!(failed, StoreError::Full);
    assert_eq!(text(&store, vault).await, "kept");
    assert_eq!(text(&store, DRAFT).await, format!("draft {}", chunks - 1));
    let kept = store.count(&Range::Blob(BlobId([1; 16]))).await;
    assert_eq!(kept, Ok(u64::from(chunks)));
}
