//! Bytes that never change. The sealed values and the recovery key were computed by an independent program from the formats
//! as written down, the JWEs made by another JOSE library. Never regenerate them to get green.

use futures_lite::future::block_on;

use super::*;
use crate::base::{BlobId, ChartId, Compartment, DraftId, Secret, UserId, VaultId};
use jose::Holder;

const KEY: [u8; 32] = [0x01; 32];
const VAULT: VaultId = VaultId([0x33; 16]);

const JOURNAL: &str = "0100f9a999bf3e8d12c69bc4f72020563fd42222222222222222222222228e3639ddbacd6784714212a401ce2b6c1f60b4c35d549f65e6d3cdb26c";
const DRAFT: &str = "0102f9a999bf3e8d12c69bc4f72020563fd4222222222222222222222222ef1653babad17a8c7a0c05af006559a3605faefa20c9c1ec48b2439e";
const SEGMENT: &str = "0103f9a999bf3e8d12c69bc4f72020563fd4222222222222222222222222ef1653a4cfbf085dd6ad2b9e3e3304dd57ba3b67b5553ba8c61c3119e2e27c99a4e5258ba0e43ec05065";
const BLOB: &str = "0100f9a999bf3e8d12c69bc4f72020563fd42222222222222222222222228e3630dabad16251bc3730cd02af6b6b390012ecc7a218";
/// Of the words "abandon" eleven times and "about".
const RECOVERY: &str = "0404d7247e5f6e72db8fa9ae2f5af9c7ed5151167e5e444d8c4621d173a9f212d1ee6fd4c1102e9647f354e0856b6aaa3cfc7b829949cce2d26edc70e000532090";

struct Constant;

impl Entropy for Constant {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0x22);
    }
}

fn hex(text: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
    (0..text.len()).step_by(2).map(pair).collect()
}

fn recovery_words() -> Vec<String> {
    let mut words = vec!["abandon".to_owned(); 11];
    words.push("about".into());
    words
}

fn opens(place: &AssociatedData, frozen: &str) -> Vec<u8> {
    let sealed = Sealed::from_stored(hex(frozen));
    let plain = sealed::open(&Secret::new(KEY), &VAULT, place, &sealed);
    plain.expect("frozen").to_vec()
}

fn seals(place: &AssociatedData, plain: &[u8]) -> Vec<u8> {
    let sealed = sealed::seal(&Secret::new(KEY), &VAULT, place, plain, &mut Constant);
    sealed.expect("small").into_bytes()
}

#[test]
fn a_plain_seal_is_written_and_read() {
    let place = AssociatedData::Journal {
        compartment: Compartment::CUSTODY,
        number: 7,
    };
    assert_eq!(opens(&place, JOURNAL), b"a journal row");
    assert_eq!(seals(&place, b"a journal row"), hex(JOURNAL));
}

#[test]
fn a_padded_seal_is_written_and_read() {
    let place = AssociatedData::Draft {
        author: UserId([0; 16]),
        draft: DraftId([0x55; 16]),
    };
    assert_eq!(opens(&place, DRAFT), b"unsigned");
    assert_eq!(seals(&place, b"unsigned"), hex(DRAFT));
}

#[test]
fn a_deflated_and_padded_seal_is_read() {
    let place = AssociatedData::Segment {
        compartment: Compartment::CLINICAL,
        chart: ChartId([0x44; 16]),
        first: 5,
        last: 9,
    };
    assert_eq!(opens(&place, SEGMENT), b"one entry, ".repeat(40));
}

#[test]
fn a_last_chunk_is_written_and_read() {
    let place = AssociatedData::Blob {
        compartment: Compartment::CLINICAL,
        chart: None,
        blob: BlobId([0x55; 16]),
        chunk: 4,
        last: true,
    };
    assert_eq!(opens(&place, BLOB), b"a chunk");
    assert_eq!(seals(&place, b"a chunk"), hex(BLOB));
}

#[test]
fn recovery_words_stand_for_their_key() {
    let keys = words::recovery_keys(&recovery_words()).expect("a code");
    let publics: Vec<_> = keys
        .iter()
        .map(|key| key.public().to_sec1().to_vec())
        .collect();
    assert_eq!(publics, [hex(RECOVERY)]);
}

#[test]
fn jwes_of_another_library_open() {
    let general = include_str!("../../../tests/vectors/vault/jwe-general.json");
    let flattened = include_str!("../../../tests/vectors/vault/jwe-flattened.json");
    let compact = include_str!("../../../tests/vectors/vault/jwe-compact.txt");
    let direct = include_str!("../../../tests/vectors/vault/jwe-direct.txt");
    let words = recovery_words();
    for (jwe, holder) in [
        (general, Holder::Passphrase("sept mots clé")),
        (general, Holder::Words(&words)),
        (flattened, Holder::Words(&words)),
        (compact, Holder::Words(&words)),
    ] {
        let plain = block_on(jose::open_for(jwe, holder)).expect("a recipient");
        assert_eq!(plain.as_slice(), b"made by another library");
    }
    let plain = block_on(jose::open_direct(&Secret::new([7; 32]), direct)).expect("its key");
    assert_eq!(plain.as_slice(), b"made by another library");
}

/// A whole vault as an earlier version wrote it: rows of `meta` and pages, one a line.
const STORED: &str = include_str!("../../../tests/vectors/vault/stored.txt");

#[test]
fn a_stored_vault_opens_with_its_passphrase_and_with_its_words() {
    let mut lines = STORED
        .lines()
        .map(|line| line.split_once(' ').expect("name and value"));
    let mut take = |name: &str| {
        let (found, value) = lines.next().expect("another line");
        assert_eq!(found, name);
        value.to_owned()
    };
    let words: Vec<String> = take("words").split(' ').map(str::to_owned).collect();
    let fingerprint = take("fingerprint");
    let user: UserId = take("user-id").parse().expect("an id");
    let ring = hex(&take("ring"));
    let row = |name, value: String| MetaRow {
        name,
        copy: 0,
        value: Sealed::from_stored(hex(&value)),
    };
    let rows = [
        row(RowName::Vault, take("vault")),
        row(RowName::User(user), take("user")),
    ];
    let page = PageRow {
        compartment: Compartment::CLINICAL,
        page: 0,
        copy: 0,
        value: Sealed::from_stored(hex(&take("page"))),
    };
    let segment = Sealed::from_stored(hex(&take("segment")));
    let place = AssociatedData::Segment {
        compartment: Compartment::CLINICAL,
        chart: ChartId([1; 16]),
        first: 0,
        last: 0,
    };

    let locked = Locked::read(&rows).expect("whole");
    for opener in [Opener::Passphrase(PASSPHRASE), Opener::Words(&words)] {
        let ring = RingSecret::from_stored(&ring).expect("32 bytes");
        let mut vault = locked.unlock(&opener, vec![ring]).expect("frozen");
        assert_eq!(
            (vault.me(), vault.fingerprint().to_string()),
            (user, fingerprint.clone())
        );
        assert_eq!(vault.people().len(), 1);
        assert!(vault.load_pages(vec![page.clone()]).lost.is_empty());
        assert_eq!(
            vault.open(&place, &segment).expect("frozen").as_slice(),
            b"an entry"
        );
    }
}
