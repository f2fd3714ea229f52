//! Allergies that are said not to be so: by whom that counts, in whichever order it arrives.

use super::*;

/// Long after everything was written.
const NOW: Stamp = Stamp {
    ms: 4_102_444_800_000,
    offset: 0,
};

fn refuted(substance: &str) -> Statement {
    let mut statement = Statement::new(When::Unknown, allergy(substance));
    statement.standing = Standing::Refuted;
    statement
}

fn refuting(writer: &mut Writer, target: &Rc<Entry>) -> Rc<Entry> {
    let correction = amending(AmendmentKind::Correction, target, Some(0), vec![1]);
    let correction = Statement::new(When::Moment(writer.now), correction);
    writer.write_all(Compartment::CLINICAL, vec![correction, refuted("Latex")])
}

fn not_so(chart: &Chart) -> Vec<String> {
    let said = chart.summary(NOW).refuted.into_iter();
    said.map(|row| row.allergy.substance.text).collect()
}

#[test]
fn what_people_here_refuted_is_no_allergy_in_any_order_of_arrival() {
    let mut writer = Writer::new(1);
    let found = clinical(&mut writer, vec![allergy("Latex")]);
    let other = clinical(&mut writer, vec![allergy("Penicillin")]);
    let not = refuting(&mut writer, &found);
    let entries = [found, other, not];
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut chart = Chart::empty(CHART);
        for at in order {
            chart
                .apply(&[Rc::clone(&entries[at])], &authors)
                .expect("joined");
        }
        assert_eq!(substances(&chart), ["Penicillin"], "{order:?}");
        assert_eq!(not_so(&chart), ["Latex"], "{order:?}");
        assert_eq!(
            chart.summary(NOW),
            chart_of(&entries).summary(NOW),
            "{order:?}"
        );
    }
}

#[test]
fn a_stranger_cannot_refute_what_we_wrote() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let found = clinical(&mut ours, vec![allergy("Latex")]);
    stranger.receive(&found);
    let not = refuting(&mut stranger, &found);
    let chart = chart_of(&[found, not]);
    assert_eq!(substances(&chart), ["Latex"]);
    assert!(not_so(&chart).is_empty());
}

#[test]
fn what_a_file_refutes_by_itself_was_never_an_allergy_here() {
    let mut writer = Writer::new(1);
    let said = writer.write_all(Compartment::CLINICAL, vec![refuted("Latex")]);
    let chart = chart_of(&[said]);
    assert!(substances(&chart).is_empty());
    assert!(not_so(&chart).is_empty());
}

#[test]
fn what_was_chosen_orders_as_words_do() {
    let of = |substance: &str, known, severity| {
        let what = Manifestation::Known(known);
        let to = Allergy::to(Concept::words(substance));
        Fact::Allergy(to.with_reactions(vec![Reaction { what, severity }]))
    };
    let mut writer = Writer::new(1);
    let all = vec![
        of("first", KnownReaction::Rash, Some(Severity::Mild)),
        of("second", KnownReaction::Rash, Some(Severity::Severe)),
        of("third", KnownReaction::Vomiting, None),
        of("fourth", KnownReaction::Anaphylaxis, None),
        of("fifth", KnownReaction::Breathing, None),
    ];
    let chart = chart_of(&[clinical(&mut writer, all)]);
    let wanted = ["fourth", "second", "fifth", "first", "third"];
    assert_eq!(substances(&chart), wanted);
}
