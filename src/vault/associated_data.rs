//! Where a sealed value lies. Its seal opens there and nowhere else.

use minicbor::Encoder;
use minicbor::encode::Error as EncodeError;
use std::convert::Infallible;

use crate::base::{BlobId, ChartId, Compartment, DraftId, KeyId, UserId, VaultId};

/// A place in storage, as precisely as a value must be bound to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AssociatedData {
    /// One or more entries of a chart. First and last arrival number; the row's key is `first`.
    Segment {
        compartment: Compartment,
        chart: ChartId,
        first: u64,
        last: u64,
    },
    Journal {
        compartment: Compartment,
        number: u64,
    },
    DirectoryPage {
        compartment: Compartment,
        page: u32,
    },
    DirectoryDelta {
        compartment: Compartment,
        number: u64,
    },
    /// A chunk of an attachment or of an imported file. Without a chart, the compartment's own key seals it.
    Blob {
        compartment: Compartment,
        chart: Option<ChartId>,
        blob: BlobId,
        chunk: u32,
        last: bool,
    },
    /// Opens for its author only.
    Draft {
        author: UserId,
        draft: DraftId,
    },
    /// Of the vault: everyone who holds the identity compartment reads them.
    Settings,
    /// A page of chart keys. Sealed and opened by the key ring alone.
    KeyPage {
        compartment: Compartment,
        page: u32,
    },
    /// A user's credential. Sealed and opened by the vault alone.
    Person {
        user: UserId,
    },
    /// The ring secret, where the browser has no file system. Sealed and opened by the vault alone.
    Ring,
    /// The private half of a compartment epoch. Sealed and opened by the vault alone.
    Epoch {
        compartment: Compartment,
        epoch: u32,
    },
}

/// How the plaintext is prepared before it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packing {
    pub(super) compress: bool,
    pub(super) pad: bool,
}

struct Fields<'a> {
    store: &'static str,
    compartment: Option<Compartment>,
    of: Option<&'a [u8]>,
    kind: u8,
    first: u64,
    last: u64,
}

impl AssociatedData {
    pub(super) fn packing(&self) -> Packing {
        match self {
            Self::Segment { .. } | Self::DirectoryPage { .. } | Self::DirectoryDelta { .. } => {
                Packing {
                    compress: true,
                    pad: true,
                }
            }
            Self::Draft { .. } => Packing {
                compress: false,
                pad: true,
            },
            Self::Blob { .. } => Packing {
                compress: true,
                pad: false,
            },
            _ => Packing {
                compress: false,
                pad: false,
            },
        }
    }

    /// The associated data: the deterministic CBOR array [format, flags, key id, vault at rest, store, compartment, chart or
    /// blob or author or null, kind, first, last].
    pub(super) fn associated_data(
        &self,
        format: u8,
        flags: u8,
        key: &KeyId,
        vault: &VaultId,
    ) -> Vec<u8> {
        let mut out = Encoder::new(Vec::with_capacity(96));
        self.write(&mut out, format, flags, key, vault)
            .expect("writing to memory does not fail");
        out.into_writer()
    }

    fn write(
        &self,
        out: &mut Encoder<Vec<u8>>,
        format: u8,
        flags: u8,
        key: &KeyId,
        vault: &VaultId,
    ) -> Result<(), EncodeError<Infallible>> {
        let fields = self.fields();
        out.array(10)?
            .u8(format)?
            .u8(flags)?
            .bytes(key.as_bytes())?
            .bytes(vault.as_bytes())?
            .str(fields.store)?;
        match fields.compartment {
            Some(compartment) => out.u16(compartment.0)?,
            None => out.null()?,
        };
        match fields.of {
            Some(id) => out.bytes(id)?,
            None => out.null()?,
        };
        out.u8(fields.kind)?.u64(fields.first)?.u64(fields.last)?;
        Ok(())
    }

    fn fields(&self) -> Fields<'_> {
        let field = |store, compartment, of, kind, first, last| Fields {
            store,
            compartment,
            of,
            kind,
            first,
            last,
        };
        match self {
            Self::Segment {
                compartment,
                chart,
                first,
                last,
            } => field(
                "log",
                Some(*compartment),
                Some(chart.as_bytes()),
                0,
                *first,
                *last,
            ),
            Self::Journal {
                compartment,
                number,
            } => field("journal", Some(*compartment), None, 0, *number, *number),
            Self::DirectoryPage { compartment, page } => {
                let page = u64::from(*page);
                field("directory", Some(*compartment), None, 0, page, page)
            }
            Self::DirectoryDelta {
                compartment,
                number,
            } => field("directory", Some(*compartment), None, 1, *number, *number),
            // The chart is bound through the key, which is derived from it.
            Self::Blob {
                compartment,
                blob,
                chunk,
                last,
                ..
            } => {
                let last = u64::from(*last);
                field(
                    "blobs",
                    Some(*compartment),
                    Some(blob.as_bytes()),
                    0,
                    (*chunk).into(),
                    last,
                )
            }
            // The author is bound through the key.
            Self::Draft { draft, .. } => field("drafts", None, Some(draft.as_bytes()), 0, 0, 0),
            Self::Settings => field("meta", None, None, 0, 0, 0),
            // Kind 1 is kept free for one user's own settings.
            Self::Person { user } => field("meta", None, Some(user.as_bytes()), 2, 0, 0),
            Self::Ring => field("meta", None, None, 3, 0, 0),
            Self::Epoch { compartment, epoch } => {
                let epoch = u64::from(*epoch);
                field("meta", Some(*compartment), None, 4, epoch, epoch)
            }
            Self::KeyPage { compartment, page } => {
                let page = u64::from(*page);
                field("keyring", Some(*compartment), None, 0, page, page)
            }
        }
    }
}
