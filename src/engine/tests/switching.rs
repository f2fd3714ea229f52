//! People who share a device come back with their short codes, where the clinic wants that.

use super::*;
use crate::base::UserId;

const SECOND: &str = "another long passphrase";
const CODE: &str = "123456";

/// A clinic of two, the first of whom works; quick switching as said.
fn clinic(quick_switch: bool) -> Device {
    let mut device = Device::new(1);
    device.make_vault();
    let plan = PersonPlan {
        name: "Secunda Testa".into(),
        role: "doctor".into(),
        passphrase: SECOND.into(),
    };
    device.ask(ask::PreparePerson(plan)).expect("prepared");
    device.ask(ask::AddPerson).expect("added");
    set(&mut device, quick_switch);
    device
}

fn set(device: &mut Device, quick_switch: bool) -> Session {
    let clinic = Clinic {
        quick_switch,
        ..Clinic::default()
    };
    device.ask(ask::SetClinic(clinic)).expect("set")
}

fn choose_code(device: &mut Device) {
    let first = choose(device, PASSPHRASE);
    first.or_else(|_| choose(device, SECOND)).expect("chosen");
}

fn choose(device: &mut Device, passphrase: &str) -> Result<(), Failure> {
    device.ask(ask::ChooseCode {
        code: CODE.into(),
        passphrase: passphrase.into(),
    })
}

fn switch(device: &mut Device, passphrase: &str) -> Session {
    let passphrase = passphrase.into();
    device.ask(ask::Switch { passphrase }).expect("switched")
}

fn come_back(device: &mut Device, user: UserId, code: &str) -> Result<Session, Failure> {
    let code = code.into();
    device.ask(ask::SwitchBack { user, code })
}

fn names(session: &Session) -> Vec<&str> {
    let aside = session.aside.iter();
    aside.map(|person| person.name.as_str()).collect()
}

#[test]
fn who_has_a_short_code_comes_back_with_it_and_signs_as_themselves() {
    let mut device = clinic(true);
    let chart = device.take_in("Testa", "Tertia");
    choose_code(&mut device);
    let second = switch(&mut device, SECOND);
    assert_eq!(names(&second), ["Prima Testa"]);
    device.note(chart, "seen by the second");

    let first = come_back(&mut device, second.aside[0].user, CODE).expect("back");
    assert_eq!(first.name, "Prima Testa");
    assert_eq!(
        names(&first),
        Vec::<&str>::new(),
        "the second chose no code"
    );
    device.note(chart, "seen by the first");
    let page = device.history(chart);
    let entries = page.groups.iter().flat_map(|group| &group.entries);
    let written: Vec<String> = entries
        .filter_map(|entry| match entry {
            crate::reading::view::EntryView::Read { byline, .. } => Some(byline.author.clone()),
            crate::reading::view::EntryView::Unreadable { .. } => None,
        })
        .collect();
    assert!(written.contains(&"Secunda Testa".to_owned()));
    assert_eq!(written[0], "Prima Testa");

    let second = switch(&mut device, SECOND);
    assert_eq!(
        names(&second),
        ["Prima Testa"],
        "the code they came with stays theirs"
    );
}

#[test]
fn whoever_holds_an_open_device_chooses_no_code_for_another() {
    let mut device = clinic(true);
    let wrong = choose(&mut device, SECOND);
    assert_eq!(wrong.err(), Some(UnlockFailure::WrongPassphrase.into()));
    let code = Some(CODE.into());
    device.ask(ask::Cover { code }).expect("a code that covers");
    assert_eq!(set(&mut device, true).code, ShortCode::Covers);
    assert_eq!(names(&switch(&mut device, SECOND)), Vec::<&str>::new());
}

#[test]
fn who_comes_back_by_passphrase_is_not_covered() {
    let mut device = clinic(true);
    choose_code(&mut device);
    let second = switch(&mut device, SECOND);
    assert_eq!(second.code, ShortCode::None);
    let first = switch(&mut device, PASSPHRASE);
    device.ask(ask::Waiting).expect("nothing is covered");
    assert_eq!(first.code, ShortCode::BringsBack, "the page knows of it");
    device.ask(ask::Cover { code: None }).expect("it covers");
}

#[test]
fn five_wrong_codes_end_it_and_the_passphrase_still_opens() {
    let mut device = clinic(true);
    choose_code(&mut device);
    let user = switch(&mut device, SECOND).aside[0].user;
    for left in (1..5).rev() {
        let wrong = come_back(&mut device, user, "000000");
        assert_eq!(wrong.err(), Some(UnlockFailure::WrongCode(left).into()));
    }
    for code in ["000000", CODE] {
        let spent = come_back(&mut device, user, code);
        assert_eq!(spent.err(), Some(UnlockFailure::AsideSpent.into()));
    }
    assert_eq!(switch(&mut device, PASSPHRASE).name, "Prima Testa");
}

#[test]
fn nobody_is_set_aside_unless_the_clinic_wants_it_and_for_no_longer() {
    let mut device = clinic(false);
    choose_code(&mut device);
    assert_eq!(names(&switch(&mut device, SECOND)), Vec::<&str>::new());

    let mut device = clinic(true);
    choose_code(&mut device);
    switch(&mut device, SECOND);
    choose_code(&mut device);
    let user = switch(&mut device, PASSPHRASE).aside[0].user;
    assert_eq!(names(&set(&mut device, false)), Vec::<&str>::new());
    let gone = come_back(&mut device, user, CODE);
    assert_eq!(gone.err(), Some(UnlockFailure::AsideSpent.into()));
}

#[test]
fn a_lock_a_cover_and_eight_hours_keep_a_code_from_opening() {
    let set_aside = || {
        let mut device = clinic(true);
        choose_code(&mut device);
        let user = switch(&mut device, SECOND).aside[0].user;
        (device, user)
    };
    let (mut device, user) = set_aside();
    device.restart();
    assert_eq!(
        come_back(&mut device, user, CODE).err(),
        Some(Failure::Locked)
    );
    let opened = device.unlock().expect("opened");
    assert_eq!(names(&opened), Vec::<&str>::new());

    let (mut device, user) = set_aside();
    choose_code(&mut device);
    device.ask(ask::Cover { code: None }).expect("covered");
    assert_eq!(
        come_back(&mut device, user, CODE).err(),
        Some(Failure::Covered)
    );

    let (mut device, user) = set_aside();
    device.clock.forward(8 * 60 * 60 * 1000);
    let old = come_back(&mut device, user, CODE);
    assert_eq!(old.err(), Some(UnlockFailure::AsideSpent.into()));
}

#[test]
fn only_an_administrator_sets_the_clinic_up() {
    let mut device = clinic(true);
    switch(&mut device, SECOND);
    let refused = device.ask(ask::SetClinic(Clinic::default()));
    assert_eq!(refused.err(), Some(WriteFailure::NotAllowed.into()));
}
