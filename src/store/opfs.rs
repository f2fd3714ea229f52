//! The files in the browser's private file system (OPFS), which has handles that flush in workers.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, DomException, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetFileOptions, FileSystemSyncAccessHandle,
};
use zeroize::Zeroizing;

use super::beside::{Beside, FileError, FileName, Files, Presence};
use crate::base::Entropy;

/// More than any of our files holds that is read; a longer one is not ours.
const LARGEST: f64 = 65_536.0;
/// Bytes of what holds nothing that are made at a time.
const PIECE: usize = 65_536;

/// A folder of the private file system.
pub struct OpfsFiles {
    folder: FileSystemDirectoryHandle,
}

/// The files in the folder of this name, made if it is missing; or why this browser has none.
pub async fn open(folder: &str) -> Presence<OpfsFiles> {
    match open_folder(folder).await {
        Ok(folder) => Presence::Here(Beside::new(OpfsFiles { folder })),
        Err(error) => Presence::Absent { why: text(&error) },
    }
}

async fn open_folder(name: &str) -> Result<FileSystemDirectoryHandle, JsValue> {
    let worker: DedicatedWorkerGlobalScope = js_sys::global()
        .dyn_into()
        .map_err(|_| JsValue::from_str("only a worker can flush these files"))?;
    let storage = worker.navigator().storage();
    // Asked for by name first: calling what is not there would throw past us.
    if !Reflect::has(&storage, &"getDirectory".into()).unwrap_or(false) {
        return Err("the browser has no private file system".into());
    }
    if Reflect::get(&js_sys::global(), &"FileSystemSyncAccessHandle".into())?.is_undefined() {
        return Err("the browser's private files cannot be flushed".into());
    }
    let root: FileSystemDirectoryHandle = awaited(storage.get_directory()).await?;
    let options = web_sys::FileSystemGetDirectoryOptions::new();
    options.set_create(true);
    awaited(root.get_directory_handle_with_options(name, &options)).await
}

impl Files for OpfsFiles {
    async fn read(&self, name: FileName) -> Result<Option<Zeroizing<Vec<u8>>>, FileError> {
        let Some(file) = self.file(name, false).await? else {
            return Ok(None);
        };
        let open = Open::new(&file).await?;
        open.read().map(Some)
    }

    async fn write(&self, name: FileName, bytes: &[u8]) -> Result<(), FileError> {
        let Some(file) = self.file(name, true).await? else {
            return Err(FileError::NotKept);
        };
        let open = Open::new(&file).await?;
        open.replace(bytes)?;
        match open.read()?.as_slice() == bytes {
            true => Ok(()),
            false => Err(FileError::NotKept),
        }
    }

    async fn wipe(&self, name: FileName) -> Result<(), FileError> {
        let Some(file) = self.file(name, false).await? else {
            return Ok(());
        };
        let open = Open::new(&file).await?;
        let size = open.size()?;
        open.replace(&vec![0; size])?;
        drop(open);
        self.remove(name).await.map(drop)
    }

    async fn size(&self, name: FileName) -> Result<Option<usize>, FileError> {
        let Some(file) = self.file(name, false).await? else {
            return Ok(None);
        };
        let open = Open::new(&file).await?;
        let size = open.0.get_size().map_err(|error| trouble(&error))?;
        Ok(Some(size as usize))
    }

    async fn occupy(
        &self,
        name: FileName,
        size: usize,
        entropy: &mut dyn Entropy,
    ) -> Result<(), FileError> {
        let Some(file) = self.file(name, true).await? else {
            return Err(FileError::NotKept);
        };
        // Closed again before a file that is not whole is removed.
        let occupied = match Open::new(&file).await {
            Ok(open) => open.occupy(size, entropy),
            Err(error) => Err(error),
        };
        if occupied.is_err() {
            self.remove(name).await?;
        }
        occupied
    }

    async fn remove(&self, name: FileName) -> Result<bool, FileError> {
        let removed: Result<JsValue, JsValue> =
            awaited(self.folder.remove_entry(name.text())).await;
        match removed {
            Ok(_) => Ok(true),
            Err(error) if name_of(&error) == "NotFoundError" => Ok(false),
            Err(error) => Err(trouble(&error)),
        }
    }
}

impl OpfsFiles {
    async fn file(
        &self,
        name: FileName,
        create: bool,
    ) -> Result<Option<FileSystemFileHandle>, FileError> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(create);
        let asked = self
            .folder
            .get_file_handle_with_options(name.text(), &options);
        match awaited(asked).await {
            Ok(file) => Ok(Some(file)),
            Err(error) if name_of(&error) == "NotFoundError" => Ok(None),
            Err(error) => Err(trouble(&error)),
        }
    }
}

/// A file held open; nobody else can open it until this is dropped.
struct Open(FileSystemSyncAccessHandle);

impl Open {
    async fn new(file: &FileSystemFileHandle) -> Result<Self, FileError> {
        let handle = awaited(file.create_sync_access_handle()).await;
        handle.map(Self).map_err(|error| trouble(&error))
    }

    fn size(&self) -> Result<usize, FileError> {
        let size = self.0.get_size().map_err(|error| trouble(&error))?;
        Ok(size.min(LARGEST) as usize)
    }

    fn read(&self) -> Result<Zeroizing<Vec<u8>>, FileError> {
        let mut bytes = Zeroizing::new(vec![0; self.size()?]);
        let read = self
            .0
            .read_with_u8_array_and_options(&mut bytes, &place(0))
            .map_err(|error| trouble(&error))?;
        bytes.truncate(read as usize);
        Ok(bytes)
    }

    /// Makes these the file's bytes and flushes them.
    fn replace(&self, bytes: &[u8]) -> Result<(), FileError> {
        let write = || {
            let written = self.0.write_with_u8_array_and_options(bytes, &place(0))?;
            self.0.truncate_with_f64(bytes.len() as f64)?;
            self.0.flush()?;
            Ok(written as usize == bytes.len())
        };
        match write() {
            Ok(true) => Ok(()),
            Ok(false) => Err(FileError::NotKept),
            Err(error) => Err(trouble(&error)),
        }
    }

    /// Makes so many random bytes the file's, a piece at a time, and flushes them.
    fn occupy(&self, size: usize, entropy: &mut dyn Entropy) -> Result<(), FileError> {
        self.0
            .truncate_with_f64(0.0)
            .map_err(|error| trouble(&error))?;
        let mut piece = vec![0; PIECE.min(size)];
        for at in (0..size).step_by(PIECE) {
            let part = &mut piece[..PIECE.min(size - at)];
            entropy.fill(part);
            let written = self
                .0
                .write_with_u8_array_and_options(part, &place(at))
                .map_err(|error| trouble(&error))?;
            if written as usize != part.len() {
                return Err(FileError::Full);
            }
        }
        self.0.flush().map_err(|error| trouble(&error))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Counted in bytes from the file's beginning.
fn place(at: usize) -> web_sys::FileSystemReadWriteOptions {
    let options = web_sys::FileSystemReadWriteOptions::new();
    options.set_at(at as f64);
    options
}

async fn awaited<T: JsCast>(promise: js_sys::Promise) -> Result<T, JsValue> {
    Ok(JsFuture::from(promise).await?.unchecked_into())
}

fn trouble(error: &JsValue) -> FileError {
    match name_of(error).as_str() {
        "NoModificationAllowedError" | "InvalidStateError" => FileError::Busy,
        "QuotaExceededError" => FileError::Full,
        _ => FileError::Failed(text(error)),
    }
}

fn name_of(error: &JsValue) -> String {
    error
        .dyn_ref::<DomException>()
        .map(DomException::name)
        .unwrap_or_default()
}

fn text(error: &JsValue) -> String {
    match error.dyn_ref::<DomException>() {
        Some(exception) => format!("{}: {}", exception.name(), exception.message()),
        None => error
            .as_string()
            .unwrap_or_else(|| String::from(error.unchecked_ref::<Object>().to_string())),
    }
}

#[cfg(test)]
mod tests;
