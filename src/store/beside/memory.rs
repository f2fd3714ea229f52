//! The files in memory, for tests: clones share them, and things can be made to go wrong.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use zeroize::Zeroizing;

use super::{FileError, FileName, Files};

#[derive(Clone, Default)]
pub struct MemoryFiles(Rc<RefCell<Folder>>);

#[derive(Default)]
struct Folder {
    files: BTreeMap<FileName, Vec<u8>>,
    next_write: Option<Fault>,
}

struct Fault {
    answer: FileError,
    /// How many of the bytes reach the file before the write fails.
    written: usize,
}

impl MemoryFiles {
    pub fn new() -> Self {
        Self::default()
    }

    /// The next write leaves only its first `written` bytes in the file and answers the error.
    pub fn fail_next_write(&self, answer: FileError, written: usize) {
        self.0.borrow_mut().next_write = Some(Fault { answer, written });
    }

    /// Removes every file, as a browser that clears its private files does.
    pub fn lose_everything(&self) {
        self.0.borrow_mut().files.clear();
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
                folder.files.insert(name, part.to_vec());
                Err(answer)
            }
            None => {
                folder.files.insert(name, bytes.to_vec());
                Ok(())
            }
        }
    }

    async fn wipe(&self, name: FileName) -> Result<(), FileError> {
        self.0.borrow_mut().files.remove(&name);
        Ok(())
    }
}
