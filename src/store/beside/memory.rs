//! The files in memory, for tests: clones share them, and things can be made to go wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::{FileError, FileName, Files};
use crate::base::Entropy;
use crate::store::memory::MemoryDisk;

/// Private files in memory: for tests, and for a file read before there is a vault. Clones share the files.
#[derive(Clone, Default)]
pub struct MemoryFiles(Rc<RefCell<Folder>>);

#[derive(Default)]
struct Folder {
    files: BTreeMap<FileName, Vec<u8>>,
    next_write: Option<Fault>,
    /// Whose room the files take.
    disk: MemoryDisk,
}

impl Folder {
    /// Makes these the file's bytes, if the disk has room for them.
    fn set(&mut self, name: FileName, bytes: &[u8]) -> Result<(), FileError> {
        let others = self.files.iter().filter(|(other, _)| **other != name);
        let others: usize = others.map(|(_, bytes)| bytes.len()).sum();
        if !self.disk.take_beside(others + bytes.len()) {
            return Err(FileError::Full);
        }
        self.files.insert(name, bytes.to_vec());
        Ok(())
    }

    fn remove(&mut self, name: FileName) -> bool {
        let removed = self.files.remove(&name).is_some();
        let left = self.files.values().map(Vec::len).sum();
        self.disk.take_beside(left);
        removed
    }
}

struct Fault {
    answer: FileError,
    /// How many of the bytes reach the file before the write fails.
    written: usize,
}

impl MemoryFiles {
    /// No files yet, on a disk of their own with room for any number of bytes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Files that share the room of the rows on this disk.
    pub fn beside(disk: &MemoryDisk) -> Self {
        let folder = Folder {
            disk: disk.clone(),
            ..Folder::default()
        };
        Self(Rc::new(RefCell::new(folder)))
    }

    /// The next write leaves only its first `written` bytes in the file and answers the error.
    pub fn fail_next_write(&self, answer: FileError, written: usize) {
        self.0.borrow_mut().next_write = Some(Fault { answer, written });
    }

    /// Removes every file, as a browser that clears its private files does.
    pub fn lose_everything(&self) {
        let mut folder = self.0.borrow_mut();
        folder.files.clear();
        folder.disk.take_beside(0);
    }

    /// Changes a file's bytes. False if there is no such file.
    pub fn damage(&self, name: FileName, change: impl FnOnce(&mut Vec<u8>)) -> bool {
        match self.0.borrow_mut().files.get_mut(&name) {
            Some(bytes) => {
                change(bytes);
                true
            }
            None => false,
        }
    }
}

impl Files for MemoryFiles {
    async fn read(&self, name: FileName) -> Result<Option<Zeroizing<Vec<u8>>>, FileError> {
        Ok(self
            .0
            .borrow()
            .files
            .get(&name)
            .cloned()
            .map(Zeroizing::new))
    }

    async fn write(&self, name: FileName, bytes: &[u8]) -> Result<(), FileError> {
        let mut folder = self.0.borrow_mut();
        match folder.next_write.take() {
            Some(Fault { answer, written }) => {
                let part = &bytes[..written.min(bytes.len())];
                folder.set(name, part)?;
                Err(answer)
            }
            None => folder.set(name, bytes),
        }
    }

    async fn wipe(&self, name: FileName) -> Result<(), FileError> {
        self.0.borrow_mut().remove(name);
        Ok(())
    }

    async fn size(&self, name: FileName) -> Result<Option<usize>, FileError> {
        Ok(self.0.borrow().files.get(&name).map(Vec::len))
    }

    async fn occupy(
        &self,
        name: FileName,
        size: usize,
        entropy: &mut dyn Entropy,
    ) -> Result<(), FileError> {
        let mut bytes = vec![0; size];
        entropy.fill(&mut bytes);
        let occupied = self.write(name, &bytes).await;
        if occupied.is_err() {
            self.remove(name).await?;
        }
        occupied
    }

    async fn remove(&self, name: FileName) -> Result<bool, FileError> {
        Ok(self.0.borrow_mut().remove(name))
    }
}
