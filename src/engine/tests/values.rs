//! What was measured in notes, over time.

use super::*;
use crate::chart::kinds::ProblemStatus;
use crate::reading::view::{RowOf, Series};
use crate::terms::vitals::Vital;

fn measured(vital: Vital, value: &str, second: &str) -> VitalDraft {
    VitalDraft {
        vital,
        measure: Measure {
            value: value.into(),
            unit: vital.units()[0].ucum.into(),
            confirmed: false,
        },
        second: second.into(),
        when: DateDraft::default(),
    }
}

fn pressure(device: &mut Device, chart: ChartId, problem: ProblemChoice, numbers: (&str, &str)) {
    let mut under = UnderProblem::new(problem);
    under.vitals = vec![measured(Vital::BloodPressure, numbers.0, numbers.1)];
    device.note_of(chart, under);
}

fn numbers(series: &Series) -> Vec<(&str, Option<&str>)> {
    let points = series.points.iter();
    points
        .map(|point| (&*point.figures.value, point.figures.lower.as_deref()))
        .collect()
}

#[test]
fn pressures_of_three_notes_are_a_line_a_plot_and_a_row_of_their_problem() {
    let mut device = Device::new(1);
    device.make_vault();
    let chart = device.take_in("Testa", "Prima");
    let new = ProblemChoice::New {
        words: "Raised reading".into(),
        status: ProblemStatus::Active,
        onset: DateDraft::default(),
    };
    pressure(&mut device, chart, new, ("172", "98"));
    let problem = device.ask(ask::ProblemList(chart)).expect("problems")[0].id;
    let known = ProblemChoice::Known(problem);
    pressure(&mut device, chart, known.clone(), ("168", "94"));
    pressure(&mut device, chart, known, ("138", "88"));
    let wanted = [
        ("172", Some("98")),
        ("168", Some("94")),
        ("138", Some("88")),
    ];

    let vitals = device.chart(chart).summary.vitals;
    let last = vitals[0].last.iter();
    let last: Vec<_> = last
        .map(|figures| (&*figures.value, figures.lower.as_deref()))
        .collect();
    assert_eq!(last, wanted);

    let series = device.ask(ask::VitalsOverTime(chart)).expect("series");
    let pressures = series
        .iter()
        .find(|one| one.of == RowOf::Vital(Vital::BloodPressure));
    assert_eq!(numbers(pressures.expect("pressures")), wanted);

    let sheet = device.ask(ask::FlowSheet(chart, Some(problem)));
    let sheet = sheet.expect("a flow sheet");
    assert_eq!(
        (sheet.rows.len(), numbers(&sheet.rows[0])),
        (1, wanted.to_vec())
    );
    let page = device.ask(ask::ProblemPage(chart, Some(problem)));
    assert_eq!(page.expect("a page").measured, 1);
}
