//! The bundle: an ordinary ZIP of JWEs that carries signed entries, credentials and papers to another vault.
//!
//! [`Writer`] makes one; [`read`] opens one and checks everything in it before it hands anything out. Neither touches
//! storage. `docs/bundle-format.md` is the format's description for others.

mod attachments;
mod container;
mod contents;
mod cut;
mod error;
mod layout;
mod limits;
mod loose;
mod manifest;
mod part;
mod read;
mod record;
mod scope;
mod sequence;
mod steps;
mod write;

pub use contents::{
    Attachment, ChartContents, Contents, Exporter, LostPaper, OpenedAttachment, OpenedBundle,
    OpenedChart, Scope, Unreadable, Why, WrittenBundle,
};
pub use cut::what_is_left;
pub use error::{ReadError, WriteError};
pub use limits::{LARGEST_FILE, Limits};
pub use loose::put_together;
pub use read::{find, looks_like_zip, read};
pub use steps::Watch;
pub use write::{Writer, file_name, write};

/// The newest bundle format this version reads and the one it writes.
pub const FORMAT: u32 = 1;

/// A part holds at most so many bytes before they are compressed and encrypted.
pub const PART_BYTES: usize = 8 << 20;

/// Told how much of the work is done; `Break` stops it, and nothing was changed.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> std::ops::ControlFlow<()>;

const MANIFEST: &str = "manifest.json";
const KEY: &str = "key.jwe";
const README: &str = "README.txt";
