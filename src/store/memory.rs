//! A store in memory, and the disk beneath it on which tests make things go wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{
    Change, Durability, Key, Query, Range, Store, StoreError, Table, Write, allowed, read_in_turn,
};
use crate::vault::Sealed;

type Rows = BTreeMap<(Table, String), Vec<u8>>;

/// What outlives a store: opening the same disk again finds the same rows. Clones share the rows.
#[derive(Clone, Default)]
pub struct MemoryDisk(Rc<RefCell<Disk>>);

#[derive(Default)]
struct Disk {
    rows: Rows,
    commits: u64,
    troubles: BTreeMap<u64, Fault>,
    /// Raised by [`MemoryDisk::disconnect`]; a store opened before the raise has lost the disk.
    generation: u64,
    last_durability: Option<Durability>,
    /// Bytes there is room for; any number unless told.
    room: Option<usize>,
    /// What the files beside the rows take of it.
    beside: usize,
}

impl Disk {
    /// Bytes that rows and files take. Keys count as nothing.
    fn used(&self) -> usize {
        self.rows.values().map(Vec::len).sum::<usize>() + self.beside
    }

    /// Whether so many bytes may be taken instead of those before: less always may.
    fn has_room(&self, before: usize, after: usize) -> bool {
        after <= before || self.room.is_none_or(|room| after <= room)
    }

    /// As [`apply`], if there is room for what comes of it.
    fn apply_in_room(&mut self, changes: Vec<Change>) -> Result<(), StoreError> {
        if self.room.is_none() {
            return apply(&mut self.rows, changes);
        }
        let (before, rows) = (self.used(), self.rows.clone());
        apply(&mut self.rows, changes)?;
        if !self.has_room(before, self.used()) {
            self.rows = rows;
            return Err(StoreError::Full);
        }
        Ok(())
    }
}

/// How an injected failure strikes a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is written and the commit answers this.
    Refuse(StoreError),
    /// The rows are written, but whoever asked hears only that the connection was lost.
    LoseTheAnswer,
}

impl MemoryDisk {
    /// An empty disk with room for any number of bytes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another store over the same rows, as another tab or a later start has it.
    pub fn open(&self) -> MemoryStore {
        MemoryStore {
            generation: self.0.borrow().generation,
            disk: self.clone(),
        }
    }

    /// Makes the commit after `others` more commits fail (0: the very next). Each trouble strikes once.
    pub fn trouble_after(&self, others: u64, trouble: Fault) {
        let mut disk = self.0.borrow_mut();
        let at = disk.commits + others;
        disk.troubles.insert(at, trouble);
    }

    /// From now on there is room for so many more bytes, of rows and of files beside them.
    pub fn leave_room(&self, bytes: usize) {
        let mut disk = self.0.borrow_mut();
        disk.room = Some(disk.used() + bytes);
    }

    /// The files beside the rows take so many bytes. False, and as before, where there is no room for more.
    pub(super) fn take_beside(&self, bytes: usize) -> bool {
        let mut disk = self.0.borrow_mut();
        let used = disk.used();
        let room = disk.has_room(used, used - disk.beside + bytes);
        if room {
            disk.beside = bytes;
        }
        room
    }

    /// Every store opened so far answers [`StoreError::Lost`] from now on.
    pub fn disconnect(&self) {
        self.0.borrow_mut().generation += 1;
    }

    /// Changes a row's bytes behind everyone's back. False if there is no such row.
    pub fn damage(&self, key: &Key, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        match self.0.borrow_mut().rows.get_mut(&place(key)) {
            Some(bytes) => {
                change(bytes);
                true
            }
            None => false,
        }
    }

    /// Removes a row behind everyone's back. False if there is no such row.
    pub fn remove(&self, key: &Key) -> bool {
        self.0.borrow_mut().rows.remove(&place(key)).is_some()
    }

    /// The disk as it is now, as an image that changes apart from this one.
    pub fn image(&self) -> Self {
        let copy = Disk {
            rows: self.0.borrow().rows.clone(),
            ..Disk::default()
        };
        Self(Rc::new(RefCell::new(copy)))
    }

    /// Every row there is: its table, the text of its key, its bytes.
    pub fn rows(&self) -> Vec<(Table, String, Vec<u8>)> {
        let disk = self.0.borrow();
        let rows = disk.rows.iter();
        rows.map(|((table, key), bytes)| (*table, key.clone(), bytes.clone()))
            .collect()
    }

    /// A disk that holds exactly these rows.
    pub fn holding(rows: impl IntoIterator<Item = (Table, String, Vec<u8>)>) -> Self {
        let rows = rows.into_iter();
        let disk = Disk {
            rows: rows
                .map(|(table, key, bytes)| ((table, key), bytes))
                .collect(),
            ..Disk::default()
        };
        Self(Rc::new(RefCell::new(disk)))
    }

    /// Whether the bytes occur in any key or value: nothing readable may.
    pub fn holds(&self, needle: &[u8]) -> bool {
        let found = |hay: &[u8]| hay.windows(needle.len().max(1)).any(|part| part == needle);
        let disk = self.0.borrow();
        disk.rows
            .iter()
            .any(|((_, key), value)| found(key.as_bytes()) || found(value))
    }

    /// How many commits were asked for.
    pub fn commits(&self) -> u64 {
        self.0.borrow().commits
    }

    /// The durability the latest commit asked for.
    pub fn last_durability(&self) -> Option<Durability> {
        self.0.borrow().last_durability
    }
}

fn place(key: &Key) -> (Table, String) {
    (key.table(), key.text())
}

/// One connection to a [`MemoryDisk`].
pub struct MemoryStore {
    disk: MemoryDisk,
    generation: u64,
}

impl MemoryStore {
    fn look<T>(&self, look: impl FnOnce(&Rows) -> T) -> Result<T, StoreError> {
        let disk = self.disk.0.borrow();
        if disk.generation != self.generation {
            return Err(StoreError::Lost);
        }
        Ok(look(&disk.rows))
    }
}

impl Store for MemoryStore {
    async fn get(&self, key: &Key) -> Result<Option<Sealed>, StoreError> {
        self.look(|rows| rows.get(&place(key)).cloned().map(Sealed::from_stored))
    }

    async fn scan(&self, range: &Range) -> Result<Vec<(Key, Sealed)>, StoreError> {
        self.look(|rows| within(rows, range).map(row).collect())
    }

    async fn read(&self, queries: &[Query]) -> Result<Vec<Vec<(Key, Sealed)>>, StoreError> {
        read_in_turn(self, queries).await
    }

    async fn keys(&self, range: &Range) -> Result<Vec<Key>, StoreError> {
        self.look(|rows| within(rows, range).map(|(key, _)| key).collect())
    }

    async fn last(&self, range: &Range) -> Result<Option<(Key, Sealed)>, StoreError> {
        self.look(|rows| within(rows, range).next_back().map(row))
    }

    async fn count(&self, range: &Range) -> Result<u64, StoreError> {
        self.look(|rows| within(rows, range).count() as u64)
    }

    async fn bytes(&self, range: &Range) -> Result<u64, StoreError> {
        self.look(|rows| within(rows, range).map(|(_, row)| row.len() as u64).sum())
    }

    async fn commit(&self, writes: Vec<Write>, durability: Durability) -> Result<(), StoreError> {
        let changes = allowed(writes)?;
        self.look(|_| ())?;
        let mut disk = self.disk.0.borrow_mut();
        let number = disk.commits;
        disk.commits += 1;
        disk.last_durability = Some(durability);
        let trouble = disk.troubles.remove(&number);
        if let Some(Fault::Refuse(error)) = trouble {
            return Err(error);
        }
        disk.apply_in_room(changes)?;
        match trouble {
            Some(_) => Err(StoreError::Lost),
            None => Ok(()),
        }
    }
}

fn row((key, bytes): (Key, &Vec<u8>)) -> (Key, Sealed) {
    (key, Sealed::from_stored(bytes.clone()))
}

fn within<'a>(
    rows: &'a Rows,
    range: &Range,
) -> impl DoubleEndedIterator<Item = (Key, &'a Vec<u8>)> + use<'a> {
    let table = range.table();
    let (from, below) = range.bounds();
    rows.range((table, from)..(table, below))
        .filter_map(move |((_, text), bytes)| Key::parse(table, text).map(|key| (key, bytes)))
}

/// All of the changes or none: what each one displaced is put back when a later one fails.
fn apply(rows: &mut Rows, changes: Vec<Change>) -> Result<(), StoreError> {
    let mut displaced = Vec::new();
    for change in changes {
        if let Err(error) = apply_one(rows, change, &mut displaced) {
            for (place, before) in displaced.into_iter().rev() {
                match before {
                    Some(bytes) => rows.insert(place, bytes),
                    None => rows.remove(&place),
                };
            }
            return Err(error);
        }
    }
    Ok(())
}

type Displaced = Vec<((Table, String), Option<Vec<u8>>)>;

fn apply_one(rows: &mut Rows, change: Change, displaced: &mut Displaced) -> Result<(), StoreError> {
    match change {
        Change::Add(key, _) if rows.contains_key(&place(&key)) => Err(StoreError::Exists(key)),
        Change::Add(key, value) | Change::Put(key, value) => {
            let place = place(&key);
            let before = rows.insert(place.clone(), value.as_bytes().to_vec());
            displaced.push((place, before));
            Ok(())
        }
        Change::Delete(key) => {
            let place = place(&key);
            let before = rows.remove(&place);
            displaced.push((place, before));
            Ok(())
        }
        Change::Clear(range) => {
            let gone: Vec<Key> = within(rows, &range).map(|(key, _)| key).collect();
            gone.into_iter()
                .try_for_each(|key| apply_one(rows, Change::Delete(key), displaced))
        }
    }
}

#[cfg(test)]
mod tests;
