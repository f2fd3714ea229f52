use super::*;
use crate::base::Language;

#[test]
fn nothing_is_there_before_the_words_are_typed_back() {
    let mut device = Device::new(1);
    assert!(matches!(device.ask(ask::State), Ok(VaultState::None)));
    let plan = VaultPlan {
        kind: VaultKind::Family,
        name: "Prima Testa".into(),
        role: "self".into(),
        site: "home".into(),
        device: "Phone".into(),
        passphrase: PASSPHRASE.into(),
        language: Language::French,
    };
    device.ask(ask::PrepareVault(plan)).expect("prepared");
    device.restart();
    assert!(matches!(device.ask(ask::State), Ok(VaultState::None)));
    assert!(matches!(
        device.ask(ask::MakeVault),
        Err(Failure::Unlock(_))
    ));
}

#[test]
fn a_wrong_passphrase_waits_also_after_a_reload_and_the_right_one_opens_then() {
    let mut device = Device::new(1);
    device.make_vault();
    device.restart();
    for _ in 0..3 {
        let wrong = device.ask(ask::Unlock(Opener::Passphrase("another passphrase".into())));
        assert!(matches!(
            wrong,
            Err(Failure::Unlock(UnlockFailure::WrongPassphrase))
        ));
    }
    device.restart();
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::Wait(1..=2000)))
    ));
    device.clock.forward(2000);
    assert_eq!(device.unlock().expect("opened").name, "Prima Testa");
}

#[test]
fn wrong_tries_wait_where_the_passphrase_is_changed_too() {
    let mut device = Device::new(1);
    device.make_vault();
    let change = |old: &str| ask::ChangePassphrase {
        old: Opener::Passphrase(old.into()),
        new: "a wholly new passphrase".into(),
    };
    for _ in 0..3 {
        let wrong = device.ask(change("another passphrase"));
        assert!(matches!(
            wrong,
            Err(Failure::Unlock(UnlockFailure::WrongPassphrase))
        ));
    }
    let waits = device.ask(change(PASSPHRASE));
    assert!(matches!(
        waits,
        Err(Failure::Unlock(UnlockFailure::Wait(1..=2000)))
    ));
    device.clock.forward(2000);
    device.ask(change(PASSPHRASE)).expect("changed");
    let once_more = device.ask(change("another passphrase"));
    assert!(
        matches!(
            once_more,
            Err(Failure::Unlock(UnlockFailure::WrongPassphrase))
        ),
        "the tries before the right one are forgotten"
    );
}

#[test]
fn the_words_open_a_vault_whose_ring_secret_is_gone_and_put_it_back() {
    let mut device = Device::new(1);
    let words = device.make_vault();
    let chart = device.take_in("Testa", "Seconda");
    device.files = MemoryFiles::default();
    device.restart();
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::RingSecretMissing))
    ));
    device
        .ask(ask::Unlock(Opener::Words(words)))
        .expect("opened by words");
    assert_eq!(device.chart(chart).banner.person.family, "Testa");
    device.restart();
    device.unlock().expect("the ring secret is back");
}

#[test]
fn another_person_writes_as_themselves_and_sees_no_draft_of_the_first() {
    let mut device = Device::new(1);
    device.make_vault();
    let draft = device.save_draft(Draft::Intake(Box::new(intake(
        "Testa",
        "Prima",
        device.clock.now(),
    ))));
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: "another long passphrase".into(),
    };
    let paper = device.ask(ask::PreparePerson(plan)).expect("prepared");
    let session = device.engine.who().expect("who works here");
    assert_eq!(
        paper.fingerprint, session.fingerprint,
        "everyone's paper names the vault"
    );
    device.ask(ask::AddPerson).expect("added");
    device
        .ask(ask::Switch {
            passphrase: "another long passphrase".into(),
        })
        .expect("switched");
    assert!(matches!(
        device.ask(ask::LoadDraft(draft)),
        Err(Failure::Write(WriteFailure::NoDraft))
    ));
    let chart = device.take_in("Testa", "Tertia");
    let page = device.history(chart);
    let authors: Vec<String> = page
        .groups
        .iter()
        .flat_map(|group| &group.entries)
        .map(author)
        .collect();
    assert!(!authors.is_empty() && authors.iter().all(|author| author == "Secundus Testa"));
}

fn author(view: &crate::reading::view::EntryView) -> String {
    match view {
        crate::reading::view::EntryView::Read { byline, .. } => byline.author.clone(),
        crate::reading::view::EntryView::Unreadable { .. } => String::new(),
    }
}

#[test]
fn a_changed_passphrase_rewrites_no_record() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Quarta");
    let new = "quite another passphrase";
    let change = ask::ChangePassphrase {
        old: Opener::Passphrase(PASSPHRASE.into()),
        new: new.into(),
    };
    device.ask(change).expect("changed");
    device.restart();
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::WrongPassphrase))
    ));
    device
        .ask(ask::Unlock(Opener::Passphrase(new.into())))
        .expect("opened");
    assert_eq!(device.chart(chart).banner.person.given, "Quarta");
}

#[test]
fn covered_answers_nothing_until_the_code() {
    let mut device = Device::new(1);
    device.make_vault();
    device
        .ask(ask::Cover {
            code: Some("123456".into()),
        })
        .expect("set");
    device.ask(ask::Cover { code: None }).expect("covered");
    assert!(matches!(device.ask(ask::Today), Err(Failure::Covered)));
    assert!(matches!(
        device.ask(ask::Uncover {
            code: "000000".into()
        }),
        Err(Failure::Unlock(UnlockFailure::WrongCode(4)))
    ));
    device
        .ask(ask::Uncover {
            code: "123456".into(),
        })
        .expect("uncovered");
    assert!(device.ask(ask::Today).is_ok());
}

#[test]
fn no_typed_word_lies_on_the_disk() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Zanzibarova", "Quixotica");
    device.note(chart, "a whispered xylophone");
    device.save_draft(Draft::Intake(Box::new(intake(
        "Unsignedova",
        "Draftica",
        device.clock.now(),
    ))));
    for word in [
        "Zanzibarova",
        "Quixotica",
        "xylophone",
        "Unsignedova",
        "Prima Testa",
        "Site Alpha",
        "nurse",
    ] {
        assert!(
            !device.disk.holds(word.as_bytes()),
            "{word} lies readable on the disk"
        );
    }
}

#[test]
fn erase_leaves_a_device_without_a_vault() {
    let mut device = Device::new(1);
    device.make_vault();
    device.take_in("Testa", "Prima");
    device.ask(ask::Erase).expect("erased");
    assert!(matches!(device.ask(ask::State), Ok(VaultState::None)));
    device.make_vault();
    assert!(device.search("testa").is_empty());
}

#[test]
fn a_clinic_that_moves_on_signs_at_the_new_place() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let moved = device.ask(ask::SetPlace {
        site: " Site Beta ".into(),
        device: "Tablet 7".into(),
    });
    assert!(matches!(&moved, Ok(session) if session.site == "Site Beta"));
    device.restart();
    let session = device.unlock().expect("opened");
    assert_eq!(
        (session.site.as_str(), session.device.as_str()),
        ("Site Beta", "Tablet 7")
    );
    device.note(chart, "at the new place");
    let page = device.history(chart);
    let sites: std::collections::BTreeSet<String> = page
        .groups
        .iter()
        .flat_map(|group| &group.entries)
        .filter_map(|entry| match entry {
            crate::reading::view::EntryView::Read { byline, .. } => Some(byline.site.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        sites,
        ["Site Alpha".to_owned(), "Site Beta".to_owned()].into()
    );
}

#[test]
fn what_the_disk_did_not_take_nobody_believes() {
    use crate::store::StoreError;
    use crate::store::memory::Fault;
    let full = |device: &Device| {
        device
            .disk
            .trouble_after(0, Fault::Refuse(StoreError::Full))
    };
    let mut device = Device::new(1);
    let plan = VaultPlan {
        kind: VaultKind::Clinic,
        name: "Prima Testa".into(),
        role: "nurse".into(),
        site: "Site Alpha".into(),
        device: "Tablet".into(),
        passphrase: PASSPHRASE.into(),
        language: Language::English,
    };
    device.ask(ask::PrepareVault(plan)).expect("prepared");
    full(&device);
    assert!(device.ask(ask::MakeVault).is_err());
    device
        .ask(ask::MakeVault)
        .expect("made with the same words");

    let second = "another long passphrase";
    let plan = PersonPlan {
        name: "Secundus Testa".into(),
        role: "doctor".into(),
        passphrase: second.into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    full(&device);
    assert!(device.ask(ask::AddPerson).is_err());
    assert!(matches!(
        device.ask(ask::People),
        Ok(people) if people.len() == 1
    ));
    assert!(matches!(
        device.ask(ask::AddPerson),
        Ok(people) if people.len() == 2
    ));

    let change = |old: &str, new: &str| ask::ChangePassphrase {
        old: Opener::Passphrase(old.into()),
        new: new.into(),
    };
    let third = "quite another passphrase";
    full(&device);
    assert!(device.ask(change(PASSPHRASE, third)).is_err());
    device
        .ask(change(PASSPHRASE, third))
        .expect("the old one still is the one");

    let settings = Settings {
        cover_after: 9,
        ..Settings::default()
    };
    full(&device);
    assert!(device.ask(ask::ChangeSettings(settings)).is_err());
    let session = device.engine.who().expect("opened");
    assert_eq!(session.settings.cover_after, 2);
}

#[test]
fn the_words_put_the_ring_secret_in_the_place_of_a_stale_one() {
    let (mut device, mut other) = (Device::new(1), Device::new(2));
    let words = device.make_vault();
    other.make_vault();
    device.files = other.files.clone();
    device.restart();
    assert!(matches!(
        device.unlock(),
        Err(Failure::Unlock(UnlockFailure::RingSecretMissing))
    ));
    device
        .ask(ask::Unlock(Opener::Words(words)))
        .expect("opened by words");
    device.restart();
    device.unlock().expect("the ring secret is back");
}

#[test]
fn no_request_prints_what_was_typed() {
    let typed = "typed in secret";
    let requests = [
        ask::Switch {
            passphrase: typed.into(),
        }
        .request(),
        ask::ChangePassphrase {
            old: Opener::Passphrase(typed.into()),
            new: typed.into(),
        }
        .request(),
        ask::Cover {
            code: Some(typed.into()),
        }
        .request(),
        ask::Uncover { code: typed.into() }.request(),
    ];
    for request in requests {
        let printed = format!("{request:?}");
        assert!(!printed.contains(typed), "{printed}");
    }
}
