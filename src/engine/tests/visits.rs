//! What may be written of a visit that goes on: where the person is waited for everything, elsewhere and later only its end.

use super::*;
use crate::chart::draft::Why;
use crate::chart::kinds::{Ending, Station, TriageColour, VisitStep};
use crate::reading::view::{ListLine, OpenVisit, WorkList};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn clinic() -> Device {
    let mut device = Device::new(1);
    device.make_vault();
    device
}

/// Visits of somebody that did not end.
fn open(device: &mut Device, chart: ChartId) -> Vec<OpenVisit> {
    device.chart(chart).summary.visits
}

fn arrive(device: &mut Device, chart: ChartId, reason: &str) -> Result<EntryId, Failure> {
    let reason = reason.into();
    let station = Station::Triage;
    act(device, chart, ArrivalForm { reason, station })
}

fn ends(device: &mut Device, chart: ChartId, visit: &OpenVisit) {
    let home = EndVisitForm {
        ending: Some(Ending::Home),
        ..EndVisitForm::blank(visit.id)
    };
    act(device, chart, home).expect("signed");
}

fn every_step() -> [VisitStep; 3] {
    [
        VisitStep::Take,
        VisitStep::Send(Station::Pharmacy),
        VisitStep::Triage(TriageColour::Red),
    ]
}

#[test]
fn a_visit_that_was_left_open_is_only_ended() {
    let mut device = clinic();
    let chart = device.take_in("Testa", "Prima");
    let visit = open(&mut device, chart).remove(0);
    device.clock.forward(DAY_MS);
    for step in every_step() {
        let refused = act(
            &mut device,
            chart,
            VisitStepForm {
                visit: visit.id,
                step,
            },
        );
        let opened = visit.opened;
        let why = WriteFailure::VisitLeftOpen { opened };
        assert_eq!(refused.err(), Some(why.into()));
    }
    arrive(&mut device, chart, "cough").expect("nobody waits in the old one");
    ends(&mut device, chart, &visit);
    assert_eq!(open(&mut device, chart).len(), 1);
}

#[test]
fn a_visit_of_another_site_is_only_ended() {
    let mut device = clinic();
    let chart = device.take_in("Testa", "Prima");
    let visit = open(&mut device, chart).remove(0);
    let moved = ask::SetPlace {
        site: "Site Beta".into(),
        device: "Tablet 1".into(),
    };
    device.ask(moved).expect("moved");
    for step in every_step() {
        let refused = act(
            &mut device,
            chart,
            VisitStepForm {
                visit: visit.id,
                step,
            },
        );
        let site = visit.site.clone();
        let why = WriteFailure::VisitElsewhere { site };
        assert_eq!(refused.err(), Some(why.into()));
    }
    arrive(&mut device, chart, "cough").expect("of this site none is open");
    ends(&mut device, chart, &visit);
}

#[test]
fn who_is_here_does_not_arrive_a_second_time() {
    let mut device = clinic();
    let chart = device.take_in("Testa", "Prima");
    let first = open(&mut device, chart).remove(0);
    let refused = arrive(&mut device, chart, "fever");
    let Err(Failure::Write(WriteFailure::Lacks(Lacks::Form(complaints)))) = refused else {
        panic!("signed: {refused:?}")
    };
    let (since, reason) = (first.opened, first.reason.clone());
    assert_eq!(complaints[0].why, Why::VisitOpen { since, reason });
    ends(&mut device, chart, &first);
    arrive(&mut device, chart, "fever").expect("signed");
    assert_eq!(open(&mut device, chart).len(), 1);
}

#[test]
fn the_register_tells_where_somebody_is_whose_visit_is_open() {
    let mut device = clinic();
    let chart = device.take_in("Testa", "Prima");
    let visit = open(&mut device, chart).remove(0);
    let today = device.clock.now().day();
    let is_at = |device: &mut Device| {
        let list = ask::List(WorkList::Register(today));
        let rows = device.ask(list).expect("a list").rows;
        match &rows[0].line {
            ListLine::Visit(line) => line.registered.open.clone(),
            _ => panic!("a line of the register"),
        }
    };
    assert_eq!(is_at(&mut device), Some(Station::Registration));
    let step = VisitStep::Send(Station::Pharmacy);
    act(
        &mut device,
        chart,
        VisitStepForm {
            visit: visit.id,
            step,
        },
    )
    .expect("signed");
    assert_eq!(is_at(&mut device), Some(Station::Pharmacy));
    ends(&mut device, chart, &visit);
    assert_eq!(is_at(&mut device), None);
}

#[test]
fn an_ending_that_one_press_signs_is_not_left_chosen() {
    let visit = crate::chart::statement::StatementId {
        entry: EntryId([1; 32]),
        index: 0,
    };
    let chosen = |ending| EndVisitForm {
        ending: Some(ending),
        words: "to the hospital".into(),
        ..EndVisitForm::blank(visit)
    };
    for ending in [Ending::Home, Ending::LeftUnseen] {
        let unpressed = chosen(ending).unpressed();
        assert_eq!(
            (unpressed.ending, unpressed.words.as_str()),
            (None, "to the hospital")
        );
    }
    let referred = chosen(Ending::Referred);
    assert_eq!(referred.clone().unpressed(), referred);
}
