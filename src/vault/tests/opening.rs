//! Who opens a vault, and what is said to who does not.

use super::*;

#[test]
fn a_made_vault_opens_again_with_its_passphrase_and_names_nobody_before() {
    for home in [RingHome::Outside, RingHome::InMeta] {
        let Made { vault, rows } = prepare(home, 1).made();
        let name = b"Prima";
        assert!(
            rows.iter()
                .all(|row| !row.value.as_bytes().windows(5).any(|part| part == name))
        );
        let again = unlock(&rows, PASSPHRASE, vault.ring_secret()).expect("right passphrase");
        assert_eq!(again.me(), vault.me());
        assert_eq!(again.fingerprint(), vault.credential().hash());
        assert_eq!(again.people().len(), 1);
        assert_eq!(again.credential().body().name, "Testa, Prima");
        assert_eq!(again.compartments().count(), 3);
    }
}

#[test]
fn spaces_around_a_passphrase_do_not_matter_but_its_letters_do() {
    let Made { vault, rows } = prepare(RingHome::Outside, 2).made();
    let spaced = "  prima  testa passphrase ";
    assert!(unlock(&rows, spaced, vault.ring_secret()).is_ok());
    let wrong = unlock(&rows, "Prima testa passphrase", vault.ring_secret());
    assert_eq!(wrong.err(), Some(UnlockError::WrongPassphrase));
}

#[test]
fn recovery_words_open_it_and_bring_the_ring_secret_back() {
    let prepared = prepare(RingHome::Outside, 3);
    let words = prepared.words().to_vec();
    let Made { vault, rows } = prepared.made();
    let locked = Locked::read(&rows).expect("whole rows");
    let lost = locked.unlock(&Opener::Passphrase(PASSPHRASE), Vec::new());
    assert_eq!(lost.err(), Some(UnlockError::RingSecretMissing));
    let again = locked
        .unlock(&Opener::Words(&words), Vec::new())
        .expect("right words");
    assert_eq!(again.me(), vault.me());
    assert_eq!(again.ring_secret().expose(), vault.ring_secret().expose());
}
