//! Values over time: which are drawn, in which unit, and what stands in a flow sheet.

use proptest::prelude::*;

use super::*;
use crate::reading::view::{Doubt, FlowSheet, NotDrawnBecause, RowOf, Series};
use crate::terms::vitals::Vital;

const LONG_AFTER: Stamp = Stamp {
    ms: 4_102_444_800_000,
    offset: 0,
};

fn quantity(value: &str, unit: &str) -> Value {
    Value::Quantity(Quantity {
        value: value.into(),
        unit: unit.into(),
    })
}

fn measured(vital: Vital, value: &str, unit: &str) -> Observation {
    let what = Concept::loinc(vital.loinc());
    Observation::new(ObservationKind::Vital, what, quantity(value, unit))
}

fn result(what: &str, value: Value) -> Observation {
    Observation::new(ObservationKind::Laboratory, Concept::words(what), value)
}

fn pressure(upper: Option<&str>, lower: Option<&str>) -> Observation {
    let parts = [("8480-6", upper), ("8462-4", lower)];
    let parts = parts.into_iter().filter_map(|(code, value)| {
        Some(Component {
            what: Concept::loinc((code, "")),
            value: quantity(value?, "mmHg"),
        })
    });
    Observation {
        components: parts.collect(),
        ..Observation::new(
            ObservationKind::Vital,
            Concept::loinc(Vital::BloodPressure.loinc()),
            Value::Components,
        )
    }
}

fn with_range(low: &str, high: &str, observation: Observation) -> Observation {
    Observation {
        reference: Some(ReferenceRange {
            low: Some(low.into()),
            high: Some(high.into()),
        }),
        ..observation
    }
}

/// What was measured on a day of 2026, under no problem.
fn on(writer: &mut Writer, month: u8, day: u8, observation: Observation) -> Rc<Entry> {
    let when = When::Day(2026, month, day);
    let said = Statement::new(when, Fact::Observation(observation));
    writer.write_all(Compartment::CLINICAL, vec![said])
}

fn of(chart: &Chart, vital: Vital) -> Series {
    let all = chart.vitals_over_time(LONG_AFTER);
    let found = all
        .into_iter()
        .find(|series| series.of == RowOf::Vital(vital));
    found.expect("values of that vital sign")
}

/// The flow sheet of #0.
fn sheet(chart: &Chart) -> FlowSheet {
    chart
        .flow_sheet(None, LONG_AFTER)
        .expect("a flow sheet of #0")
}

fn values(series: &Series) -> Vec<&str> {
    let points = series.points.iter();
    points.map(|point| point.figures.value.as_str()).collect()
}

fn reasons(series: &Series) -> Vec<NotDrawnBecause> {
    series.not_drawn.iter().map(|one| one.because).collect()
}

#[test]
fn values_are_drawn_in_the_order_of_their_times_and_in_one_unit() {
    let mut writer = Writer::new(1);
    let entries = [
        on(&mut writer, 3, 12, measured(Vital::Weight, "61.5", "kg")),
        on(&mut writer, 2, 2, measured(Vital::Weight, "150", "lbs")),
        on(
            &mut writer,
            4,
            1,
            measured(Vital::Weight, "122.4587688870912", "kg"),
        ),
    ];
    let weights = of(&chart_of(&entries), Vital::Weight);
    assert_eq!(values(&weights), ["68.0", "61.5", "122.458768887"]);
    assert_eq!(
        (weights.unit.as_str(), weights.points[0].id.entry),
        ("kg", entries[1].id())
    );
    assert_eq!(weights.range, None);
}

#[test]
fn what_has_no_place_is_counted_with_its_reason() {
    let mut writer = Writer::new(1);
    let mut entries = vec![
        on(&mut writer, 2, 1, measured(Vital::Weight, "61", "kg")),
        on(&mut writer, 2, 2, measured(Vital::Weight, "98", "")),
        on(&mut writer, 2, 3, measured(Vital::Weight, "9", "stone")),
        on(&mut writer, 2, 4, measured(Vital::Weight, "sixty", "kg")),
    ];
    let ahead = When::Year(2190);
    let said = Statement::new(
        ahead,
        Fact::Observation(measured(Vital::Weight, "62", "kg")),
    );
    entries.push(writer.write_all(Compartment::CLINICAL, vec![said]));
    let weights = of(&chart_of(&entries), Vital::Weight);
    assert_eq!(values(&weights), ["61"]);
    use NotDrawnBecause::*;
    assert_eq!(reasons(&weights), [NoUnit, OtherUnit, NoNumber, Ahead]);
}

#[test]
fn an_undated_value_of_a_file_has_no_place() {
    let mut writer = Writer::new(1);
    let mut said = Statement::new(
        When::Unknown,
        Fact::Observation(measured(Vital::Weight, "61", "kg")),
    );
    said.source.file = Some(FilePlace {
        blob: crate::base::BlobId([1; 16]),
        position: 0,
        name: "Observation/1".into(),
    });
    let entry = writer.write_all(Compartment::CLINICAL, vec![said]);
    let weights = of(&chart_of(&[entry]), Vital::Weight);
    assert_eq!(reasons(&weights), [NotDrawnBecause::NoTime]);
}

#[test]
fn moles_and_grams_are_one_for_glucose_only() {
    let mut writer = Writer::new(1);
    let entries = [
        on(
            &mut writer,
            2,
            1,
            measured(Vital::BloodSugar, "126", "mg/dL"),
        ),
        on(
            &mut writer,
            2,
            2,
            measured(Vital::BloodSugar, "5.5", "mmol/L"),
        ),
        on(
            &mut writer,
            2,
            1,
            result("Cholesterol", quantity("200", "mg/dl")),
        ),
        on(
            &mut writer,
            2,
            2,
            result("cholesterol ", quantity("5.2", "mmol/L")),
        ),
        on(
            &mut writer,
            2,
            3,
            result("Cholesterol", quantity("190", "mg/dL")),
        ),
    ];
    let chart = chart_of(&entries);
    let sugar = of(&chart, Vital::BloodSugar);
    assert_eq!(
        (values(&sugar), sugar.unit.as_str()),
        (vec!["7.0", "5.5"], "mmol/L")
    );
    let rows = sheet(&chart).rows;
    assert_eq!(rows.len(), 2);
    assert_eq!(values(&rows[1]), ["200", "190"]);
    assert_eq!(reasons(&rows[1]), [NotDrawnBecause::OtherUnit]);
}

#[test]
fn a_blood_pressure_has_two_numbers_however_it_was_told() {
    let mut writer = Writer::new(1);
    let half = |code, value| {
        let what = Concept::loinc((code, ""));
        let half = Observation::new(ObservationKind::Vital, what, quantity(value, "mm[Hg]"));
        Fact::Observation(half)
    };
    let entries = [
        on(&mut writer, 2, 1, pressure(Some("172"), Some("98"))),
        on(&mut writer, 2, 2, pressure(Some("168"), None)),
        clinical(
            &mut writer,
            vec![half("8462-4", "94"), half("8480-6", "168")],
        ),
    ];
    let pressures = of(&chart_of(&entries), Vital::BloodPressure);
    let both = pressures.points.iter();
    let both: Vec<_> = both
        .map(|point| (point.figures.value.as_str(), point.figures.lower.as_deref()))
        .collect();
    assert_eq!(both, [("172", Some("98")), ("168", Some("94"))]);
    assert_eq!(reasons(&pressures), [NotDrawnBecause::OnePressure]);
}

#[test]
fn less_than_a_number_is_drawn_at_it_and_compared_with_its_range() {
    let mut writer = Writer::new(1);
    let entries = [
        on(
            &mut writer,
            2,
            1,
            with_range("0", "5", result("CRP", quantity("12", "mg/L"))),
        ),
        on(
            &mut writer,
            2,
            2,
            result("CRP", Value::Text("<0.5 mg/L".into())),
        ),
        on(
            &mut writer,
            2,
            3,
            result("CRP", Value::Text("not done".into())),
        ),
    ];
    let rows = sheet(&chart_of(&entries)).rows;
    let crp = &rows[0];
    assert_eq!(values(crp), ["12", "0.5"]);
    let than: Vec<_> = crp.points.iter().map(|point| point.than).collect();
    assert_eq!(than, [None, Some(Than::Less)]);
    let beside: Vec<_> = crp.points.iter().map(|point| point.beside).collect();
    assert_eq!(beside, [Beside::Above, Beside::NotKnown]);
    assert_eq!(reasons(crp), [NotDrawnBecause::NoNumber]);
}

#[test]
fn the_range_is_the_newest_of_those_who_are_known_in_the_unit_that_is_drawn() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let sugar = |value, unit| measured(Vital::BloodSugar, value, unit);
    let entries = [
        on(
            &mut ours,
            2,
            1,
            with_range("3.9", "5.5", sugar("6.0", "mmol/L")),
        ),
        on(
            &mut ours,
            2,
            2,
            with_range("72", "108", sugar("90", "mg/dL")),
        ),
        on(&mut ours, 2, 3, sugar("5.0", "mmol/L")),
        on(
            &mut stranger,
            2,
            4,
            with_range("1", "2", sugar("5.1", "mmol/L")),
        ),
    ];
    let series = of(&chart_of(&entries), Vital::BloodSugar);
    let range = series.range.clone().expect("a range");
    assert_eq!(
        (range.low.as_deref(), range.high.as_deref()),
        (Some("4.0"), Some("6.0"))
    );
    let doubts: Vec<_> = series.points.iter().map(|point| point.doubt).collect();
    assert_eq!(doubts, [None, None, None, Some(Doubt::Author)]);
    let last = series
        .counted()
        .next_back()
        .map(|point| point.figures.value.as_str());
    assert_eq!(last, Some("5.0"));
}

#[test]
fn a_flow_sheet_has_the_rows_of_its_problem_with_all_their_values_and_what_was_done() {
    let mut writer = Writer::new(1);
    let at = |month, day, fact| Statement::new(When::Day(2026, month, day), fact);
    let first = writer.write_all(
        Compartment::CLINICAL,
        vec![
            at(2, 2, opened(1, "High blood pressure")),
            at(2, 2, Fact::Observation(pressure(Some("172"), Some("98"))))
                .for_problems(vec![StatementRef::here(0)]),
            at(3, 12, ordered("Amlodipine")).for_problems(vec![StatementRef::here(0)]),
        ],
    );
    let medicine = StatementRef::of(first.statement_id(2));
    let entries = [
        Rc::clone(&first),
        on(&mut writer, 5, 3, pressure(Some("138"), Some("88"))),
        on(&mut writer, 5, 4, measured(Vital::Weight, "61", "kg")),
        writer.write_all(
            Compartment::CLINICAL,
            vec![at(
                11,
                21,
                Fact::Medication(MedicationEvent::Stopped(medicine, "cough".into())),
            )],
        ),
    ];
    let chart = chart_of(&entries);
    let problem = Some(first.statement_id(0));
    let sheet = chart.flow_sheet(problem, LONG_AFTER).expect("a flow sheet");
    assert_eq!(sheet.rows.len(), 1);
    assert_eq!(
        values(&sheet.rows[0]),
        ["172", "138"],
        "wherever it was measured"
    );
    let days = [(2, 2), (3, 12), (5, 3), (11, 21)];
    assert_eq!(
        sheet.columns,
        days.map(|(month, day)| When::Day(2026, month, day))
    );
    let treated = sheet
        .treated
        .iter()
        .map(|event| (event.number, event.begun));
    assert_eq!(treated.collect::<Vec<_>>(), [(1, true), (2, false)]);
    let page = |problem| chart.problem_page(problem).expect("a page").measured;
    assert_eq!((page(problem), page(None)), (1, 2));
    let none = StatementId {
        index: 9,
        ..first.statement_id(0)
    };
    assert_eq!(chart.flow_sheet(Some(none), LONG_AFTER), None);
}

#[test]
fn a_flow_sheet_of_very_many_days_says_how_many_it_leaves_out() {
    let mut writer = Writer::new(1);
    let days = (1..=5).flat_map(|month| (1..=28).map(move |day| (month, day)));
    let weights =
        days.map(|(month, day)| on(&mut writer, month, day, measured(Vital::Weight, "61", "kg")));
    let entries: Vec<_> = weights.collect();
    let sheet = sheet(&chart_of(&entries));
    let last = sheet.columns.last().copied();
    assert_eq!(
        (sheet.columns.len() + sheet.earlier as usize, last),
        (140, Some(When::Day(2026, 5, 28)))
    );
    assert!(sheet.earlier > 0);
    assert_eq!(sheet.rows[0].points.len(), 140, "the plot has them");
}

#[test]
fn the_small_line_has_the_last_eight_values_that_count() {
    let mut writer = Writer::new(1);
    let weights = (1..=9).map(|day| {
        on(
            &mut writer,
            3,
            day,
            measured(Vital::Weight, &format!("6{day}"), "kg"),
        )
    });
    let mut entries: Vec<_> = weights.collect();
    entries.push(on(&mut writer, 3, 10, measured(Vital::Weight, "71", "")));
    let mut stranger = Writer::new(9);
    entries.push(on(
        &mut stranger,
        3,
        11,
        measured(Vital::Weight, "99", "kg"),
    ));
    let rows = vitals(&chart_of(&entries));
    let last = rows[0].last.iter().map(|figures| figures.value.as_str());
    let wanted: Vec<String> = (2..=9).map(|day| format!("6{day}")).collect();
    assert_eq!(last.collect::<Vec<_>>(), wanted);
}

#[derive(Clone, Debug)]
struct Weighing {
    day: u8,
    tenths: u32,
    pounds: bool,
    revoked: Option<AmendmentKind>,
    stranger: bool,
}

fn weighing() -> impl Strategy<Value = Weighing> {
    let revoked = prop_oneof![
        4 => Just(None),
        1 => Just(Some(AmendmentKind::Correction)),
        1 => Just(Some(AmendmentKind::EnteredInError)),
        1 => Just(Some(AmendmentKind::Addendum)),
    ];
    (1u8..=28, 1u32..3000, any::<bool>(), revoked, any::<bool>()).prop_map(
        |(day, tenths, pounds, revoked, stranger)| Weighing {
            day,
            tenths,
            pounds,
            revoked,
            stranger,
        },
    )
}

proptest! {
    /// What is drawn is what stands, in the order of time, each converted from what was written; what was corrected or entered
    /// in error is not there.
    #[test]
    fn points_are_the_values_that_stand(weighings in prop::collection::vec(weighing(), 1..12)) {
        let mut writers = [Writer::new(1), Writer::new(9)];
        let (mut entries, mut wanted) = (Vec::new(), Vec::new());
        for weighing in &weighings {
            let writer = &mut writers[usize::from(weighing.stranger)];
            let value = format!("{}.{}", weighing.tenths / 10, weighing.tenths % 10);
            let unit = if weighing.pounds { "[lb_av]" } else { "kg" };
            let entry = on(writer, 3, weighing.day, measured(Vital::Weight, &value, unit));
            if let Some(kind) = weighing.revoked {
                let amendment = amending(kind, &entry, Some(0), vec![]);
                let amended = clinical(writer, vec![amendment]);
                entries.push(amended);
            }
            if matches!(weighing.revoked, None | Some(AmendmentKind::Addendum)) {
                // Hundredths of a millionth of a kilogram, rounded half up to tenths of a kilogram.
                let exact = u128::from(weighing.tenths) * 45_359_237;
                let tenths = (exact + 50_000_000) / 100_000_000;
                let kilograms = match weighing.pounds {
                    true => format!("{}.{}", tenths / 10, tenths % 10),
                    false => value,
                };
                wanted.push((weighing.day, kilograms, entry.id()));
            }
            entries.push(entry);
        }
        let chart = chart_of(&entries);
        let all = chart.vitals_over_time(LONG_AFTER);
        let points: Vec<_> = all.iter().flat_map(|series| &series.points).collect();
        let days: Vec<_> = points.iter().map(|point| point.when.sort_key()).collect();
        prop_assert!(days.is_sorted());
        let mut drawn: Vec<_> = points
            .iter()
            .map(|point| match point.when {
                When::Day(_, _, day) => (day, point.figures.value.clone(), point.id.entry),
                other => panic!("a day: {other:?}"),
            })
            .collect();
        drawn.sort();
        wanted.sort();
        prop_assert_eq!(drawn, wanted);
        prop_assert!(all.iter().all(|series| series.not_drawn.is_empty()));
    }
}
