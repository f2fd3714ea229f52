//! Opening a bundle: everything is bounded, decrypted and checked before anything is handed out.

use std::collections::{BTreeMap, BTreeSet};

use zeroize::Zeroizing;

use super::attachments::{self, Assembler};
use super::container::{Container, begins_as_zip};
use super::contents::{OpenedBundle, PlaceInFile};
use super::error::ReadError;
use super::limits::Limits;
use super::manifest::{Manifest, Part, sha256};
use super::part::open_part;
use super::record::{self, RecordItem};
use super::scope::{Claims, Keys, read_key_file};
use super::sequence::{MOST_TIMES, content_type, items};
use super::steps::{Steps, Watch};
use super::{KEY, MANIFEST, PART_BYTES};
use crate::base::Digest;
use crate::chart::credentials::{Proven, prove};
use crate::chart::limits::{self, Limit};
use crate::vault::Strict;
use crate::vault::jose::{Holder, JweError, UncheckedJws, open_for};

/// Whether a file is worth asking a passphrase for. [`read`] says what it is.
pub fn looks_like_zip(bytes: &[u8]) -> bool {
    begins_as_zip(bytes)
}

/// Finds the bundle in a file and reads its list of parts: what can be said of a file before its passphrase is asked for.
///
/// # Errors
/// See [`ReadError`].
pub fn find(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut container = Container::open(bytes, limits)?;
    read_manifest(&mut container, limits)?;
    container.part(KEY, Limits::KEY).map(drop)
}

/// Opens a bundle and checks every signature, credential, chain, digest and hash in it. Entries that fail alone are
/// [`super::Unreadable`]; whatever contradicts the list of parts or the exporter's signature refuses the file.
///
/// # Errors
/// See [`ReadError`].
pub async fn read<W: Watch>(
    bytes: &[u8],
    holder: Holder<'_>,
    limits: &Limits,
    watch: &mut W,
) -> Result<OpenedBundle, ReadError> {
    let mut steps = Steps::over(bytes.len() as u64, watch);
    let mut container = Container::open(bytes, limits)?;
    let (manifest, manifest_bytes) = read_manifest(&mut container, limits)?;
    let (keys, signed) = open_key(&container.part(KEY, Limits::KEY)?, holder).await?;
    let parts = open_parts(&mut container, &manifest, &keys, limits, &mut steps).await?;

    let items = record_items(&parts)?;
    let fits = |bytes: &&[u8]| bytes.len() <= limits::CREDENTIAL;
    let authors = prove(items.credentials.iter().copied().filter(fits), &Strict);
    let refused_credentials = distinct(&items.credentials) - authors.len();
    let claims = check_claims(&signed, &manifest_bytes, &authors)?;
    let exporter = authors[&claims.exporter].clone();
    let checked = record::check(&items.entries, &claims.charts, &authors, &mut steps);
    let (charts, unplaced) = checked.await?;
    let attachments = put_together(&parts, &charts)?;
    let lost = attachments::lost(&charts, &attachments);
    Ok(OpenedBundle {
        digest: sha256(bytes),
        made: claims.made,
        scope: claims.scope,
        exporter,
        authors,
        refused_credentials,
        charts,
        unplaced,
        attachments,
        lost,
    })
}

fn read_manifest(
    container: &mut Container,
    limits: &Limits,
) -> Result<(Manifest, Vec<u8>), ReadError> {
    if !container.has(MANIFEST) {
        let other = if container.has(KEY) {
            ReadError::Changed(MANIFEST.into())
        } else {
            ReadError::Foreign
        };
        return Err(other);
    }
    let bytes = container.part(MANIFEST, Limits::MANIFEST)?;
    // A ZIP of another program may have a list of its own by this name.
    let ours = container.has(KEY);
    let manifest = Manifest::from_bytes(&bytes).map_err(|error| match error {
        ReadError::Changed(_) if !ours => ReadError::Foreign,
        error => error,
    })?;
    let names: BTreeSet<&str> = manifest.parts.iter().map(|p| p.name.as_str()).collect();
    if manifest.parts.len() > limits.parts {
        return Err(ReadError::Bomb);
    }
    if names.len() != manifest.parts.len() {
        return Err(ReadError::Changed(MANIFEST.into()));
    }
    Ok((manifest, bytes))
}

/// The groups' keys and the exporter's JWS, not checked yet.
async fn open_key(bytes: &[u8], holder: Holder<'_>) -> Result<(Keys, String), ReadError> {
    let changed = |_| ReadError::Changed(KEY.into());
    let jwe = std::str::from_utf8(bytes).map_err(|_| ReadError::Changed(KEY.into()))?;
    let plain = open_for(jwe, holder).await.map_err(|error| match error {
        JweError::HostileCost => ReadError::HostileCost,
        JweError::NotForYou | JweError::NotACode(_) => ReadError::WrongKey,
        JweError::Malformed | JweError::Unsupported(_) | JweError::Damaged => changed(()),
    })?;
    read_key_file(&plain)
}

type OpenedPart = (Part, String, Zeroizing<Vec<u8>>);

/// Decrypts what the manifest lists, each part held against its listed size and hash first.
async fn open_parts<W: Watch>(
    container: &mut Container<'_>,
    manifest: &Manifest,
    keys: &Keys,
    limits: &Limits,
    steps: &mut Steps<'_, W>,
) -> Result<Vec<OpenedPart>, ReadError> {
    let mut opened = Vec::new();
    let (mut unpacked, mut records) = (0, Weighed::default());
    for listed in &manifest.parts {
        let bytes = container.listed(listed)?;
        steps.opened(bytes.len() as u64).await?;
        let key = match listed.part() {
            Part::Record(_) => &keys.record,
            Part::Attachments(_) => &keys.attachments,
            Part::Other => continue,
        };
        let plain = open_part(key, &listed.name, &bytes).await?;
        unpacked += plain.len() as u64;
        if matches!(listed.part(), Part::Record(_)) {
            records.add(bytes.len(), plain.len());
        }
        if unpacked > limits.unpacked || records.are_swollen() {
            return Err(ReadError::Bomb);
        }
        opened.push((listed.part(), listed.name.clone(), plain));
    }
    Ok(opened)
}

/// Bytes of the encrypted records as they came, and as they unpack.
#[derive(Default)]
struct Weighed {
    packed: usize,
    unpacked: usize,
}

impl Weighed {
    fn add(&mut self, packed: usize, unpacked: usize) {
        self.packed += packed;
        self.unpacked += unpacked;
    }

    /// A little that repeats itself is no harm; reading and keeping much of it costs what no such file weighs.
    fn are_swollen(&self) -> bool {
        self.unpacked > PART_BYTES + MOST_TIMES * self.packed
    }
}

struct RecordItems<'a> {
    credentials: Vec<&'a [u8]>,
    entries: Vec<RecordItem<'a>>,
}

fn record_items(parts: &[OpenedPart]) -> Result<RecordItems<'_>, ReadError> {
    let mut found = RecordItems {
        credentials: Vec::new(),
        entries: Vec::new(),
    };
    for (part, name, plain) in parts {
        let Part::Record(part) = *part else { continue };
        for (bytes, item) in items(plain).zip(1u32..) {
            let bytes = bytes.ok_or_else(|| ReadError::Changed(name.clone()))?;
            if found.entries.len() >= limits::ENTRIES {
                return Err(ReadError::Beyond(Limit::Entries));
            }
            if found.credentials.len() >= limits::ENTRIES {
                return Err(ReadError::Beyond(Limit::Credentials));
            }
            if content_type(bytes) == Some("application/vnd.carnet.credential+cbor") {
                found.credentials.push(bytes);
            } else {
                let place = PlaceInFile { part, item };
                found.entries.push(RecordItem { place, bytes });
            }
        }
    }
    // A copy of a vault that read many files carries what proves each of their authors: it must open again.
    let most = limits::CREDENTIALS.max(limits::PROOF * found.entries.len());
    if found.credentials.len() > most {
        return Err(ReadError::Beyond(Limit::Credentials));
    }
    Ok(found)
}

/// What the exporter signed, once it is sure that they did, and that it was over this list of parts.
fn check_claims(
    signed: &str,
    manifest: &[u8],
    authors: &BTreeMap<Digest, Proven>,
) -> Result<Claims, ReadError> {
    let jws = UncheckedJws::read(signed).map_err(|_| ReadError::Exporter)?;
    let signer = jws.signer();
    let key = authors
        .values()
        .find(|author| author.credential.thumbprint() == signer)
        .map(|author| author.credential.signing_key())
        .ok_or(ReadError::Exporter)?;
    let claims = Claims::from_bytes(&jws.verify(&key).map_err(|_| ReadError::Exporter)?)?;
    let named = authors.get(&claims.exporter);
    if named.is_none_or(|author| author.credential.thumbprint() != signer) {
        return Err(ReadError::Exporter);
    }
    if claims.manifest != sha256(manifest) {
        return Err(ReadError::Changed(MANIFEST.into()));
    }
    if claims.charts.len() > limits::CHARTS {
        return Err(ReadError::Beyond(Limit::Charts));
    }
    let charts: BTreeSet<_> = claims.charts.iter().map(|claim| claim.chart).collect();
    if charts.len() != claims.charts.len() {
        return Err(ReadError::Changed(KEY.into()));
    }
    Ok(claims)
}

fn distinct(credentials: &[&[u8]]) -> usize {
    credentials.iter().collect::<BTreeSet<_>>().len()
}

fn put_together(
    parts: &[OpenedPart],
    charts: &[super::OpenedChart],
) -> Result<Vec<super::OpenedAttachment>, ReadError> {
    let mut assembler = Assembler::default();
    let mut last = "";
    for (part, name, plain) in parts {
        if let Part::Attachments(_) = part {
            last = name;
            assembler
                .add(plain)
                .map_err(|_| ReadError::Changed(name.clone()))?;
        }
    }
    if assembler.papers() > limits::PAPERS {
        return Err(ReadError::Beyond(Limit::Papers));
    }
    assembler
        .finish(charts)
        .map_err(|_| ReadError::Changed(last.to_owned()))
}
