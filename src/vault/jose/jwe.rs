//! JWE: compact with a key known beforehand, and JSON (general or flattened) for recipients.

use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::error::JweError;
use super::recipient::{Holder, Recipient, Wrapped, wrap};
use super::{Header, from_base64, header_from_base64, header_to_base64, text, to_base64};
use crate::base::{Entropy, Secret};
use crate::vault::crypto::p256::ReceiveKey;
use crate::vault::crypto::{Key, Refused, gcm};

const MOST_RECIPIENTS: usize = 16;
/// All passphrase recipients of one JWE together.
const MOST_ROUNDS: u32 = 1_200_000;

/// No recipient, or more than sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} recipients; one to sixteen are wanted")]
pub struct SealForError(pub usize);

/// Compact JWE, `dir` with A256GCM.
pub fn seal_direct(key: &Secret<[u8; 32]>, plain: &[u8], entropy: &mut dyn Entropy) -> String {
    let protected = header_to_base64(&json!({ "alg": "dir", "enc": "A256GCM" }));
    let content = SealedContent::seal(key, protected, plain, entropy);
    format!(
        "{}..{}.{}.{}",
        content.protected,
        to_base64(content.nonce),
        to_base64(&content.ciphertext),
        to_base64(content.tag),
    )
}

/// Opens what [`seal_direct`] sealed with the same key; the plain bytes are wiped on drop.
///
/// # Errors
/// `Malformed` or `Unsupported` where it is no compact `dir` with A256GCM; `Damaged` where the key or the content is
/// another.
pub async fn open_direct(
    key: &Secret<[u8; 32]>,
    jwe: &str,
) -> Result<Zeroizing<Vec<u8>>, JweError> {
    let (content, wrapped) = SealedContent::read_compact(jwe)?;
    let header = content.header()?;
    check_content_header(&header)?;
    match text(&header, "alg") {
        Some("dir") if wrapped.is_empty() => content.open_large(key).await,
        Some("dir") | None => Err(JweError::Malformed),
        Some(other) => Err(JweError::Unsupported(other.to_owned())),
    }
}

/// General JSON JWE with A256GCM, its key wrapped to each recipient.
pub fn seal_for(
    recipients: &[Recipient],
    plain: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<String, SealForError> {
    if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
        return Err(SealForError(recipients.len()));
    }
    let key: Key = Secret::new(entropy.array());
    let wraps: Vec<Value> = recipients
        .iter()
        .map(|to| wrap(to, &key, entropy))
        .collect();
    let protected = header_to_base64(&json!({ "enc": "A256GCM" }));
    let content = SealedContent::seal(&key, protected, plain, entropy);
    let jwe = json!({
        "protected": content.protected,
        "recipients": wraps,
        "iv": to_base64(content.nonce),
        "ciphertext": to_base64(&content.ciphertext),
        "tag": to_base64(content.tag),
    });
    Ok(jwe.to_string())
}

/// Opens a JWE in general, flattened or compact form. Costs are checked before any work is done.
pub async fn open_for(jwe: &str, holder: Holder<'_>) -> Result<Zeroizing<Vec<u8>>, JweError> {
    let opening = holder.opening()?;
    let (content, recipients) = read(jwe)?;
    for recipient in &recipients {
        if let Some(key) = recipient.unwrap(&opening).await {
            return content.open_large(&key).await;
        }
    }
    Err(JweError::NotForYou)
}

/// The same, for who holds a private key.
pub(in crate::vault) fn open_with(
    jwe: &str,
    receive: &ReceiveKey,
) -> Result<Zeroizing<Vec<u8>>, JweError> {
    let (content, recipients) = read(jwe)?;
    let key = recipients
        .iter()
        .find_map(|recipient| recipient.unwrap_by(receive))
        .ok_or(JweError::NotForYou)?;
    content.open(&key)
}

fn read(jwe: &str) -> Result<(SealedContent, Vec<Wrapped>), JweError> {
    let (content, recipients) = if jwe.trim_start().starts_with('{') {
        read_json(jwe)?
    } else {
        let (content, key) = SealedContent::read_compact(jwe)?;
        let header = content.header()?;
        check_content_header(&header)?;
        let recipient = Wrapped::read(&header, &key)?;
        (content, vec![recipient])
    };
    let rounds: u64 = recipients.iter().map(|one| u64::from(one.rounds())).sum();
    if rounds > u64::from(MOST_ROUNDS) {
        return Err(JweError::HostileCost);
    }
    Ok((content, recipients))
}

fn read_json(jwe: &str) -> Result<(SealedContent, Vec<Wrapped>), JweError> {
    let jwe: Map<String, Value> = serde_json::from_str(jwe).map_err(|_| JweError::Malformed)?;
    let part = |name| super::bytes(&jwe, name).ok_or(JweError::Malformed);
    if jwe.contains_key("aad") {
        return Err(JweError::Unsupported("aad".into()));
    }
    let content = SealedContent {
        protected: text(&jwe, "protected").unwrap_or_default().to_owned(),
        nonce: part("iv")?.try_into().map_err(|_| JweError::Malformed)?,
        ciphertext: part("ciphertext")?,
        tag: part("tag")?.try_into().map_err(|_| JweError::Malformed)?,
    };
    let shared = join(content.header()?, jwe.get("unprotected"))?;
    let recipients = match jwe.get("recipients") {
        Some(Value::Array(recipients)) => recipients.iter().map(Value::as_object).collect(),
        Some(_) => return Err(JweError::Malformed),
        None => vec![Some(&jwe)],
    };
    if recipients.is_empty() || recipients.len() > MOST_RECIPIENTS {
        return Err(JweError::HostileCost);
    }
    let recipients = recipients
        .into_iter()
        .map(|recipient| read_recipient(&shared, recipient))
        .collect::<Result<_, _>>()?;
    Ok((content, recipients))
}

fn read_recipient(shared: &Header, recipient: Option<&Header>) -> Result<Wrapped, JweError> {
    let recipient = recipient.ok_or(JweError::Malformed)?;
    let header = join(shared.clone(), recipient.get("header"))?;
    check_content_header(&header)?;
    let key = super::bytes(recipient, "encrypted_key").unwrap_or_default();
    Wrapped::read(&header, &key)
}

/// The union of two headers; a name in both is refused (RFC 7516 §7.2.1).
fn join(mut header: Header, more: Option<&Value>) -> Result<Header, JweError> {
    let Some(more) = more else { return Ok(header) };
    for (name, value) in more.as_object().ok_or(JweError::Malformed)? {
        if header.insert(name.clone(), value.clone()).is_some() {
            return Err(JweError::Malformed);
        }
    }
    Ok(header)
}

fn check_content_header(header: &Header) -> Result<(), JweError> {
    for refused in ["zip", "crit"] {
        if header.contains_key(refused) {
            return Err(JweError::Unsupported(refused.to_owned()));
        }
    }
    match text(header, "enc") {
        Some("A256GCM") => Ok(()),
        Some(other) => Err(JweError::Unsupported(other.to_owned())),
        None => Err(JweError::Malformed),
    }
}

fn opened(plain: Result<Vec<u8>, Refused>) -> Result<Zeroizing<Vec<u8>>, JweError> {
    plain
        .map(Zeroizing::new)
        .map_err(|Refused| JweError::Damaged)
}

/// The sealed content, whose associated data is the protected header as it was written.
struct SealedContent {
    protected: String,
    nonce: [u8; gcm::NONCE],
    ciphertext: Vec<u8>,
    tag: [u8; gcm::TAG],
}

impl SealedContent {
    fn seal(key: &Key, protected: String, plain: &[u8], entropy: &mut dyn Entropy) -> Self {
        let nonce = entropy.array();
        let mut ciphertext = gcm::seal(key, &nonce, plain, protected.as_bytes());
        let tag = ciphertext.split_off(plain.len());
        Self {
            protected,
            nonce,
            ciphertext,
            tag: tag.try_into().expect("the tag has 16 bytes"),
        }
    }

    fn open(self, key: &Key) -> Result<Zeroizing<Vec<u8>>, JweError> {
        let (sealed, nonce, aad) = self.into_parts();
        opened(gcm::open(key, &nonce, &sealed, aad.as_bytes()))
    }

    /// As `open`, for a content that may be large.
    async fn open_large(self, key: &Key) -> Result<Zeroizing<Vec<u8>>, JweError> {
        let (sealed, nonce, aad) = self.into_parts();
        opened(gcm::open_large(key, &nonce, &sealed, aad.as_bytes()).await)
    }

    /// Ciphertext with its tag behind it, nonce and associated data.
    fn into_parts(mut self) -> (Vec<u8>, [u8; gcm::NONCE], String) {
        self.ciphertext.extend_from_slice(&self.tag);
        (self.ciphertext, self.nonce, self.protected)
    }

    /// The content, and the wrapped key.
    fn read_compact(jwe: &str) -> Result<(Self, Vec<u8>), JweError> {
        let parts: Vec<&str> = jwe.trim().split('.').collect();
        let [protected, key, nonce, ciphertext, tag] = parts[..] else {
            return Err(JweError::Malformed);
        };
        let part = |text| from_base64(text).ok_or(JweError::Malformed);
        let content = Self {
            protected: protected.to_owned(),
            nonce: part(nonce)?.try_into().map_err(|_| JweError::Malformed)?,
            ciphertext: part(ciphertext)?,
            tag: part(tag)?.try_into().map_err(|_| JweError::Malformed)?,
        };
        Ok((content, part(key)?))
    }

    fn header(&self) -> Result<Header, JweError> {
        if self.protected.is_empty() {
            return Ok(Header::new());
        }
        header_from_base64(&self.protected).ok_or(JweError::Malformed)
    }
}
