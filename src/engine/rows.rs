//! The vault's rows as the store keys them.

use crate::store::{Key, MetaName, Range, Store, StoreError, Table, Twin, Write};
use crate::vault::{MetaRow, PageRow, RowName};

pub fn twin(copy: u8) -> Twin {
    if copy == 0 { Twin::First } else { Twin::Second }
}

fn copy(twin: Twin) -> u8 {
    match twin {
        Twin::First => 0,
        Twin::Second => 1,
    }
}

fn meta_key(row: &MetaRow) -> Key {
    let name = match row.name {
        RowName::Vault => MetaName::Vault,
        RowName::User(user) => MetaName::User(user),
        RowName::Ring => MetaName::Ring,
    };
    Key::Meta(name, twin(row.copy))
}

pub fn put_meta(row: &MetaRow) -> Write {
    Write::Put(meta_key(row), row.value.clone())
}

pub fn put_page(row: &PageRow) -> Write {
    Write::Put(
        Key::KeyringPage(row.compartment, row.page, twin(row.copy)),
        row.value.clone(),
    )
}

/// The rows that open the vault; none on a device without one.
pub async fn meta_rows<S: Store>(store: &S) -> Result<Vec<MetaRow>, StoreError> {
    let rows = store.scan(&Range::All(Table::Meta)).await?.into_iter();
    Ok(rows
        .filter_map(|(key, value)| {
            let Key::Meta(name, twin) = key else {
                return None;
            };
            let name = match name {
                MetaName::Vault => RowName::Vault,
                MetaName::User(user) => RowName::User(user),
                MetaName::Ring => RowName::Ring,
                MetaName::Tries | MetaName::Settings => return None,
            };
            Some(MetaRow {
                name,
                copy: copy(twin),
                value,
            })
        })
        .collect())
}

pub async fn key_pages<S: Store>(store: &S) -> Result<Vec<PageRow>, StoreError> {
    let rows = store.scan(&Range::All(Table::Keyring)).await?.into_iter();
    Ok(rows
        .filter_map(|(key, value)| match key {
            Key::KeyringPage(compartment, page, twin) => Some(PageRow {
                compartment,
                page,
                copy: copy(twin),
                value,
            }),
            _ => None,
        })
        .collect())
}
