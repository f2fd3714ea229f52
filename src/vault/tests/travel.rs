//! JOSE: who opens what, and what is refused before work is done.

use futures_lite::future::block_on;
use serde_json::{Value, json};
use std::sync::LazyLock;

use super::*;
use crate::base::Secret;
use crate::chart::cose::Sign as _;
use jose::{Holder, JweError, JwsError, Recipient, UncheckedJws};

/// One JWE for all cases: a passphrase costs 220 000 rounds.
static JWE: LazyLock<String> = LazyLock::new(seal_for_all);

fn made() -> (Made, Vec<String>) {
    let prepared = prepare(RingHome::Outside, 61);
    let words = prepared.words().to_vec();
    (prepared.made(), words)
}

fn seal_for_all() -> String {
    let (made, _) = made();
    let me = &made.vault.people()[0];
    let user = ReceivePublic::from_sec1(&me.credential().body().receiving).expect("own key");
    let recipients = [
        Recipient::Passphrase("sept mots clé"),
        Recipient::Key(&user),
        Recipient::Key(me.recovery()),
    ];
    jose::seal_for(&recipients, b"group keys", &mut Seeded::new(62)).expect("three")
}

#[test]
fn each_recipient_opens_it_and_nobody_else() {
    let (made, words) = made();
    // The same passphrase with its accent written as a mark of its own.
    let holders = [
        Holder::Passphrase("sept mots cle\u{301}"),
        Holder::Words(&words),
        made.vault.holder(),
    ];
    for holder in holders {
        let plain = block_on(jose::open_for(&JWE, holder)).expect("a recipient");
        assert_eq!(plain.as_slice(), b"group keys");
    }
    let other = prepare(RingHome::Outside, 63);
    let words = other.words().to_vec();
    let other = other.made().vault;
    for holder in [
        Holder::Passphrase("sept mots"),
        Holder::Words(&words),
        other.holder(),
    ] {
        assert_eq!(
            block_on(jose::open_for(&JWE, holder)).err(),
            Some(JweError::NotForYou)
        );
    }
}

#[test]
fn damage_to_the_content_is_told_from_a_wrong_passphrase() {
    let (made, _) = made();
    let mut value: Value = serde_json::from_str(&JWE).expect("JSON");
    let ciphertext = value["ciphertext"].as_str().expect("text").to_owned();
    let first = if ciphertext.starts_with('A') {
        "B"
    } else {
        "A"
    };
    value["ciphertext"] = json!(format!("{first}{}", &ciphertext[1..]));
    let opened = block_on(jose::open_for(&value.to_string(), made.vault.holder()));
    assert_eq!(opened.err(), Some(JweError::Damaged));
}

fn changed(change: impl FnOnce(&mut Value)) -> Option<JweError> {
    let mut value: Value = serde_json::from_str(&JWE).expect("JSON");
    change(&mut value);
    block_on(jose::open_for(
        &value.to_string(),
        Holder::Passphrase("sept mots clé"),
    ))
    .err()
}

#[test]
fn hostile_costs_and_foreign_kinds_are_refused() {
    let hostile = Some(JweError::HostileCost);
    for rounds in [json!(999), json!(1_200_001), json!(u64::MAX)] {
        let set = |value: &mut Value| value["recipients"][0]["header"]["p2c"] = rounds;
        assert_eq!(changed(set), hostile);
    }
    let short_salt = |value: &mut Value| value["recipients"][0]["header"]["p2s"] = json!("AAAA");
    assert_eq!(changed(short_salt), hostile);
    let many_dear = |value: &mut Value| {
        let one = value["recipients"][0].clone();
        value["recipients"] = json!(vec![one; 6]);
    };
    assert_eq!(changed(many_dear), hostile);
    let crowd = |value: &mut Value| {
        let one = value["recipients"][1].clone();
        value["recipients"] = json!(vec![one; 17]);
    };
    assert_eq!(changed(crowd), hostile);
    let zipped = |value: &mut Value| value["unprotected"] = json!({ "zip": "DEF" });
    assert_eq!(changed(zipped), Some(JweError::Unsupported("zip".into())));
    let off_curve =
        |value: &mut Value| value["recipients"][1]["header"]["epk"]["x"] = json!("AAAA");
    assert_eq!(changed(off_curve), Some(JweError::Malformed));
    for text in ["", "{}", "a.b.c.d.e", "....", "{\"protected\":1}"] {
        let opened = block_on(jose::open_for(text, Holder::Passphrase("sept mots clé")));
        assert_eq!(opened.err(), Some(JweError::Malformed), "{text}");
    }
}

#[test]
fn a_part_opens_with_its_groups_key_only() {
    let key = Secret::new([7; 32]);
    let jwe = jose::seal_direct(&key, b"part", &mut Seeded::new(64));
    assert_eq!(
        block_on(jose::open_direct(&key, &jwe))
            .expect("its key")
            .as_slice(),
        b"part"
    );
    let wrong = block_on(jose::open_direct(&Secret::new([8; 32]), &jwe));
    assert_eq!(wrong.err(), Some(JweError::Damaged));
    for cut in 0..jwe.len() {
        assert!(block_on(jose::open_direct(&key, &jwe[..cut])).is_err());
    }
    assert!(jose::seal_for(&[], b"", &mut Seeded::new(1)).is_err());
}

#[test]
fn a_jws_is_its_signers() {
    let Made { vault, .. } = prepare(RingHome::Outside, 65).made();
    let jws = jose::sign(b"{}", &vault);
    let read = UncheckedJws::read(&jws).expect("own");
    assert_eq!(read.signer(), vault.credential().thumbprint());
    assert_eq!(read.verify(&vault.public_key()), Ok(b"{}".to_vec()));
    let other = prepare(RingHome::Outside, 66).made().vault;
    let forged = UncheckedJws::read(&jws)
        .expect("own")
        .verify(&other.public_key());
    assert_eq!(forged, Err(JwsError::Signature));
    let longer = jws.replacen('.', ".AA", 1);
    let changed = UncheckedJws::read(&longer).map(|jws| jws.verify(&vault.public_key()));
    assert!(matches!(
        changed,
        Ok(Err(JwsError::Signature)) | Err(JwsError::Malformed)
    ));
}
