//! Takes a bundle apart and puts it together again otherwise, as a damaged disk, a careless program or a liar would.

use std::io::{Cursor, Read, Write};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use carnet::base::{Entropy, Secret};
use carnet::vault::jose::{Holder, open_direct, open_for, seal_direct};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_lite::future::block_on;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::sample::{Key, PASSPHRASE, Seeded};

/// Rounds of the files here: the fewest that are read, so that tests are quick.
pub const FEW_ROUNDS: u32 = 1000;

/// The parts of a ZIP, in order.
#[derive(Clone)]
pub struct Parts(pub Vec<(String, Vec<u8>)>);

impl Parts {
    pub fn of(zip: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(zip)).expect("a ZIP");
        let read = |index| {
            let mut file = archive.by_index(index).expect("a part");
            let name = file.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("a whole part");
            (name, bytes)
        };
        Self(
            (0..ZipArchive::new(Cursor::new(zip)).expect("a ZIP").len())
                .map(read)
                .collect(),
        )
    }

    pub fn zip(&self) -> Vec<u8> {
        self.zip_with(CompressionMethod::Stored)
    }

    pub fn zip_with(&self, method: CompressionMethod) -> Vec<u8> {
        let options = SimpleFileOptions::default().compression_method(method);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.0 {
            zip.start_file(name.as_str(), options).expect("in memory");
            zip.write_all(bytes).expect("in memory");
        }
        zip.finish().expect("in memory").into_inner()
    }

    pub fn get(&mut self, name: &str) -> &mut Vec<u8> {
        let found = self.0.iter_mut().find(|(n, _)| n == name);
        &mut found.expect("a part of that name").1
    }

    pub fn remove(&mut self, name: &str) {
        self.0.retain(|(n, _)| n != name);
    }

    /// The payload of `key.jwe`.
    pub fn key(&mut self) -> Value {
        let jwe = String::from_utf8(self.get("key.jwe").clone()).expect("text");
        let plain =
            block_on(open_for(&jwe, Holder::Passphrase(PASSPHRASE))).expect("the passphrase");
        serde_json::from_slice(&plain).expect("JSON")
    }

    pub fn set_key(&mut self, payload: &Value, rounds: u32) {
        *self.get("key.jwe") = seal_cheaply(payload.to_string().as_bytes(), rounds).into_bytes();
    }

    /// The claims in the exporter's JWS.
    pub fn claims(&mut self) -> Value {
        let jws = self.key()["signed"].as_str().expect("a JWS").to_owned();
        let payload = jws.split('.').nth(1).expect("three pieces");
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base 64")).expect("JSON")
    }

    /// Puts other claims under a signature of this key.
    pub fn set_claims(&mut self, claims: &Value, signer: &Key) {
        let mut key = self.key();
        let jws = carnet::vault::jose::sign(claims.to_string().as_bytes(), signer);
        key["signed"] = jws.into();
        self.set_key(&key, FEW_ROUNDS);
    }

    fn group_key(&mut self, group: &str) -> Secret<[u8; 32]> {
        let text = self.key()["keys"][group]
            .as_str()
            .expect("a key")
            .to_owned();
        let bytes = URL_SAFE_NO_PAD.decode(text).expect("base 64");
        Secret::new(bytes.try_into().expect("32 bytes"))
    }

    /// The CBOR sequence in a part.
    pub fn sequence(&mut self, name: &str, group: &str) -> Vec<u8> {
        let key = self.group_key(group);
        let jwe = String::from_utf8(self.get(name).clone()).expect("text");
        let packed = block_on(open_direct(&key, &jwe)).expect("a part");
        let mut out = Vec::new();
        let mut gzip = GzDecoder::new(&packed[..]);
        gzip.read_to_end(&mut out).expect("gzip");
        out
    }

    /// Another sequence in a part; manifest and claims are made to agree, signed with this key.
    pub fn set_sequence(&mut self, name: &str, group: &str, sequence: &[u8], signer: &Key) {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(sequence).expect("in memory");
        let key = self.group_key(group);
        let packed = gzip.finish().expect("in memory");
        *self.get(name) = seal_direct(&key, &packed, &mut Seeded(900)).into_bytes();
        self.relist(signer);
    }

    /// A copy of a part under another name, listed too once the parts are listed anew.
    pub fn copy(&mut self, name: &str, to: &str) {
        let bytes = self.get(name).clone();
        self.0.push((to.into(), bytes));
        let mut manifest = self.manifest();
        let parts = manifest["parts"].as_array_mut().expect("a list");
        let mut listed = parts
            .iter()
            .find(|listed| listed["name"] == name)
            .expect("listed")
            .clone();
        listed["name"] = to.into();
        parts.push(listed);
        self.set_manifest(&manifest);
    }

    pub fn manifest(&mut self) -> Value {
        serde_json::from_slice(self.get("manifest.json")).expect("JSON")
    }

    pub fn set_manifest(&mut self, manifest: &Value) {
        *self.get("manifest.json") = manifest.to_string().into_bytes();
    }

    /// Lists every part as it is now, and signs the list with this key.
    pub fn relist(&mut self, signer: &Key) {
        let mut manifest = self.manifest();
        for listed in manifest["parts"].as_array_mut().expect("a list") {
            let bytes = self.get(listed["name"].as_str().expect("a name")).clone();
            listed["size"] = bytes.len().into();
            listed["sha256"] = hex(&bytes).into();
        }
        self.set_manifest(&manifest);
        let mut claims = self.claims();
        claims["manifest"] = hex(self.get("manifest.json")).into();
        self.set_claims(&claims, signer);
    }
}

/// SHA-256 in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// JWE with PBES2-HS512+A256KW, of any number of rounds: written here from RFC 7518 and not with Carnet's own code.
fn seal_cheaply(plain: &[u8], rounds: u32) -> String {
    let random: &mut dyn Entropy = &mut Seeded(500);
    let (salt, content, nonce): ([u8; 16], [u8; 32], [u8; 12]) =
        (random.array(), random.array(), random.array());
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);

    let mut wrapping = [0u8; 32];
    let salted = [b"PBES2-HS512+A256KW\0".as_slice(), &salt].concat();
    let affordable = rounds.min(FEW_ROUNDS);
    pbkdf2::pbkdf2_hmac::<sha2::Sha512>(PASSPHRASE.as_bytes(), &salted, affordable, &mut wrapping);
    let mut wrapped = [0u8; 40];
    aes_kw::KwAes256::new((&wrapping).into())
        .wrap_key(&content, &mut wrapped)
        .expect("40 bytes");

    let protected = text(br#"{"enc":"A256GCM"}"#);
    let sealed = aes_gcm::Aes256Gcm::new((&content).into())
        .encrypt(
            (&nonce).into(),
            Payload {
                msg: plain,
                aad: protected.as_bytes(),
            },
        )
        .expect("small");
    let (ciphertext, tag) = sealed.split_at(plain.len());
    let header = json!({ "alg": "PBES2-HS512+A256KW", "p2s": text(&salt), "p2c": rounds });
    json!({
        "protected": protected,
        "recipients": [{ "header": header, "encrypted_key": text(&wrapped) }],
        "iv": text(&nonce),
        "ciphertext": text(ciphertext),
        "tag": text(tag),
    })
    .to_string()
}
