//! Choosing files and saving them. A file handle, where the browser gives one, lets a saved file be read again.

use std::sync::Arc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, DataTransferItem, File, FileList, HtmlAnchorElement,
    HtmlInputElement, Response, Url,
};

pub use super::edges::Chosen;
use super::js;
use super::worker::beside_the_page;
use crate::terms::media;

/// The bytes of a file that stands beside the page; none where it cannot be had.
pub async fn beside(file: &str) -> Option<Vec<u8>> {
    let asked = web_sys::window()?.fetch_with_str(&beside_the_page(file));
    let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
    let bytes = answer.ok().then(|| answer.array_buffer().ok())??;
    let bytes = JsFuture::from(bytes).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Why a file was not chosen, read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileTrouble {
    /// Nothing was chosen; nothing happened.
    #[error("no file was chosen")]
    Cancelled,
    #[error("a folder, not a file")]
    Folder,
    #[error("the file is larger than {limit} bytes")]
    TooLarge { size: u64, limit: u64 },
    #[error("the file could not be read or written: {0}")]
    Failed(String),
}

/// Asks for one file, of the given kinds (`".zip,.json"`; empty: any) and at most `limit` bytes, and reads it.
/// The size is checked before a byte is read.
pub async fn pick(accept: &str, limit: u64) -> Result<Chosen, FileTrouble> {
    let input = ask(accept, false).await?;
    let files = input.files();
    let file = files.and_then(|files| files.get(0));
    read(&file.ok_or(FileTrouble::Cancelled)?, limit).await
}

/// Asks for one file or several, of the given kinds and of at most `limit` bytes together, and reads them.
pub async fn pick_several(accept: &str, limit: u64) -> Result<Vec<Chosen>, FileTrouble> {
    let input = ask(accept, true).await?;
    read_all(&input.files().ok_or(FileTrouble::Cancelled)?, limit).await
}

/// Files that were dropped, as far as the browser tells; a folder among them has no bytes of its own. `None`: nothing was.
/// Asked within the event: afterwards the browser gives nothing away.
pub fn dropped(data: &DataTransfer) -> Option<Result<FileList, FileTrouble>> {
    let items = data.items();
    let mut items = (0..items.length()).filter_map(|at| items.get(at));
    if items.any(|item| is_folder(&item)) {
        return Some(Err(FileTrouble::Folder));
    }
    let files = data.files()?;
    (files.length() > 0).then_some(Ok(files))
}

fn is_folder(item: &DataTransferItem) -> bool {
    let entry = item.webkit_get_as_entry().ok().flatten();
    entry.is_some_and(|entry| entry.is_directory())
}

/// Reads files that were chosen or dropped together. Their sizes are checked before a byte is read.
pub async fn read_all(files: &FileList, limit: u64) -> Result<Vec<Chosen>, FileTrouble> {
    let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    let size: u64 = files.iter().map(|file| file.size() as u64).sum();
    if size > limit {
        return Err(FileTrouble::TooLarge { size, limit });
    }
    let mut chosen = Vec::with_capacity(files.len());
    for file in &files {
        chosen.push(read(file, limit).await?);
    }
    if chosen.is_empty() {
        return Err(FileTrouble::Cancelled);
    }
    Ok(chosen)
}

/// The browser's own chooser, after something was chosen in it or it was closed.
async fn ask(accept: &str, several: bool) -> Result<HtmlInputElement, FileTrouble> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(FileTrouble::Cancelled)?;
    let input: HtmlInputElement = document
        .create_element("input")
        .map_err(failed)?
        .dyn_into()
        .map_err(|_| FileTrouble::Cancelled)?;
    input.set_type("file");
    input.set_accept(accept);
    input.set_multiple(several);
    let (done, chosen) = oneshot::channel::<()>();
    let done = std::rc::Rc::new(std::cell::RefCell::new(Some(done)));
    let listeners = ["change", "cancel"].map(|event| {
        let done = done.clone();
        EventListener::new(&input, event, move |_| {
            if let Some(done) = done.borrow_mut().take() {
                let _ = done.send(());
            }
        })
    });
    input.click();
    let _ = chosen.await;
    drop(listeners);
    Ok(input)
}

/// Reads a file that was chosen or dropped.
pub async fn read(file: &File, limit: u64) -> Result<Chosen, FileTrouble> {
    let size = file.size() as u64;
    if size > limit {
        return Err(FileTrouble::TooLarge { size, limit });
    }
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer())
        .await
        .map_err(failed)?;
    Ok(Chosen {
        name: file.name(),
        media_type: file.type_(),
        bytes: Uint8Array::new(&buffer).to_vec(),
    })
}

/// Where a file goes.
pub enum Place {
    /// Through a handle: `read_again` brings back the very bytes on disk.
    Handle(FileHandle),
    /// Handed to the browser's downloads; only the person can point to it again.
    Downloads,
}

impl Place {
    /// Where the person says, if the browser lets them; else the downloads. Nothing is written yet.
    pub async fn choose(name: &str) -> Result<Self, FileTrouble> {
        if can_read_again() {
            return ask_where(name).await.map(Self::Handle);
        }
        Ok(Self::Downloads)
    }

    /// Writes the file, or hands it to the browser's downloads. `name` and `media_type` are used only there.
    ///
    /// # Errors
    /// What the browser said when it did not write. Whether a download arrived is not known to the page.
    pub async fn save(
        &self,
        name: &str,
        media_type: &str,
        bytes: &[u8],
    ) -> Result<(), FileTrouble> {
        match self {
            Self::Handle(handle) => handle.write(bytes).await,
            Self::Downloads => download(name, media_type, bytes),
        }
    }
}

/// A file on disk that the person let this page write.
pub struct FileHandle(JsValue);

impl FileHandle {
    async fn write(&self, bytes: &[u8]) -> Result<(), FileTrouble> {
        let writing = || FileTrouble::Failed("the file could not be written".into());
        let stream = js::call_async(&self.0, "createWritable", &[])
            .await
            .ok_or_else(writing)?;
        let data = Uint8Array::from(bytes);
        js::call_async(&stream, "write", &[data.into()])
            .await
            .ok_or_else(writing)?;
        js::call_async(&stream, "close", &[])
            .await
            .ok_or_else(writing)?;
        Ok(())
    }

    /// The saved file as it lies on the disk now, of at most `limit` bytes.
    ///
    /// # Errors
    /// `TooLarge` beyond the limit; `Failed` where it cannot be opened, as when it was moved.
    pub async fn read_again(&self, limit: u64) -> Result<Chosen, FileTrouble> {
        let gone = || FileTrouble::Failed("the saved file could not be opened".into());
        let file = js::call_async(&self.0, "getFile", &[])
            .await
            .ok_or_else(gone)?;
        read(file.unchecked_ref(), limit).await
    }
}

/// Whether a saved file can be read again without being chosen.
pub fn can_read_again() -> bool {
    web_sys::window().is_some_and(|window| js::has(&window, "showSaveFilePicker"))
}

/// Whether the browser still counts the person's last press: it asks where to save only just after one. Browsers that
/// do not say count as yes.
pub fn press_still_counts() -> bool {
    web_sys::window()
        .and_then(|window| js::get(&window.navigator(), "userActivation"))
        .and_then(|activation| js::get(&activation, "isActive"))
        .and_then(|active| active.as_bool())
        .unwrap_or(true)
}

async fn ask_where(name: &str) -> Result<FileHandle, FileTrouble> {
    let window = web_sys::window().ok_or(FileTrouble::Cancelled)?;
    let options = Object::new();
    js::set(&options, "suggestedName", name);
    let picked = js::call(&window, "showSaveFilePicker", &[options.into()]);
    let promise = picked.ok_or(FileTrouble::Cancelled)?;
    let handle = wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise)).await;
    let handle =
        handle.map_err(
            |error| match js::get(&error, "name").and_then(|n| n.as_string()) {
                Some(name) if name == "AbortError" => FileTrouble::Cancelled,
                _ => failed(error),
            },
        )?;
    Ok(FileHandle(handle))
}

/// Hands bytes to the browser's downloads.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), FileTrouble> {
    let address = Address::typed(media_type, bytes)?;
    let document = web_sys::window().and_then(|window| window.document());
    let anchor = document.and_then(|document| document.create_element("a").ok());
    let Some(Ok(anchor)) = anchor.map(|element| element.dyn_into::<HtmlAnchorElement>()) else {
        return Err(FileTrouble::Failed("no link could be made".into()));
    };
    anchor.set_href(&address.0);
    anchor.set_download(name);
    anchor.click();
    // The browser reads the address after this turn; it is given up a minute later.
    gloo::timers::callback::Timeout::new(60_000, move || drop(address)).forget();
    Ok(())
}

/// An address of this page for bytes in memory, for showing a picture or a paper: given up when nothing holds it any more.
#[derive(Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// What is no picture, paper or plain words has no type there: nothing of it is run or opened as a page.
    pub fn of(media_type: &str, bytes: &[u8]) -> Result<Arc<Self>, FileTrouble> {
        Self::typed(&media::handed_out(media_type), bytes).map(Arc::new)
    }

    fn typed(media_type: &str, bytes: &[u8]) -> Result<Self, FileTrouble> {
        let properties = BlobPropertyBag::new();
        properties.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &properties);
        let address = Url::create_object_url_with_blob(&blob.map_err(failed)?);
        address.map(Self).map_err(failed)
    }

    pub fn text(&self) -> String {
        self.0.clone()
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}

fn failed(error: impl Into<JsValue>) -> FileTrouble {
    FileTrouble::Failed(js::words(&error.into()))
}
