//! The problem list and the pages.

use super::*;

fn event(event: ProblemEvent) -> Fact {
    Fact::Problem(event)
}

fn of(entry: &Entry) -> StatementRef {
    StatementRef::of(entry.statement_id(0))
}

#[test]
fn the_same_number_given_apart_is_kept_by_both() {
    let (mut one, mut other) = (Writer::new(1), Writer::new(2));
    let cough = clinical(&mut one, vec![opened(4, "Cough")]);
    let wound = clinical(&mut other, vec![opened(4, "Wound")]);
    let chart = chart_of(&[Rc::clone(&cough), Rc::clone(&wound)]);
    let rows = chart.problems();
    let shown: Vec<_> = rows
        .iter()
        .map(|r| (r.number, r.apart.as_deref()))
        .collect();
    assert_eq!(shown, [(4, Some("Tablet 1")), (4, Some("Tablet 2"))]);
    assert_eq!(rows[0].same_number, Some(wound.statement_id(0)));
    assert_eq!(chart.next_number(), 5);
    one.receive(&wound);
    let merged = clinical(
        &mut one,
        vec![event(ProblemEvent::Merged(of(&wound), of(&cough)))],
    );
    let rows = chart_of(&[cough, wound, merged]).problems();
    assert_eq!(rows[1].merged_into, Some(4));
    assert!(rows.iter().all(|row| row.same_number.is_none()));
}

#[test]
fn restated_words_keep_their_dates_and_notes_their_titles() {
    let mut writer = Writer::new(1);
    let problem = clinical(&mut writer, vec![opened(1, "Raised reading")]);
    let link = vec![of(&problem)];
    let now = When::Moment(writer.now);
    let note = Statement::new(now, text("before")).for_problems(link);
    let note = writer.write_all(Compartment::CLINICAL, vec![note]);
    let restated_at = When::Moment(writer.now);
    let words = "High blood pressure".to_owned();
    let restated = clinical(
        &mut writer,
        vec![event(ProblemEvent::Restated(of(&problem), words))],
    );
    let resolved = ProblemEvent::Status(of(&problem), ProblemStatus::Resolved);
    let closed_at = When::Moment(writer.now);
    let closed = clinical(&mut writer, vec![event(resolved)]);
    let chart = chart_of(&[problem, Rc::clone(&note), restated, closed]);
    let row = &chart.problems()[0];
    assert_eq!(row.words, "High blood pressure");
    assert_eq!(row.before, [("Raised reading".to_owned(), restated_at)]);
    assert_eq!(
        (row.status, row.since),
        (ProblemStatus::Resolved, closed_at)
    );
    assert_eq!(row.earlier.len(), 1);
    let title = &chart
        .statement(note.statement_id(0))
        .expect("kept")
        .problems;
    assert_eq!(title, &[(1, "Raised reading".to_owned())]);
}

#[test]
fn merging_goes_one_hop_and_never_in_a_circle() {
    let mut writer = Writer::new(1);
    let entries: Vec<_> = (1..=3)
        .map(|number| clinical(&mut writer, vec![opened(number, "words")]))
        .collect();
    let merge = |one: usize, into: usize| {
        event(ProblemEvent::Merged(of(&entries[one]), of(&entries[into])))
    };
    let merges = [(0, 1), (1, 2), (2, 0), (0, 0)]
        .map(|(one, into)| clinical(&mut writer, vec![merge(one, into)]));
    let undone = clinical(
        &mut writer,
        vec![event(ProblemEvent::Unmerged(of(&entries[0])))],
    );
    let mut all = entries.clone();
    all.extend(merges);
    let chart = chart_of(&all);
    let into = |chart: &Chart| {
        let mut rows = chart.problems();
        rows.sort_by_key(|row| row.number);
        rows.iter().map(|row| row.merged_into).collect::<Vec<_>>()
    };
    assert_eq!(into(&chart), [Some(3), Some(3), None]);
    assert!(!chart.may_merge(entries[2].statement_id(0), entries[0].statement_id(0)));
    all.push(undone);
    assert_eq!(into(&chart_of(&all)), [None, Some(3), None]);
}

#[test]
fn a_problem_entered_in_error_leaves_the_summary_and_keeps_its_page_and_number() {
    let mut writer = Writer::new(1);
    let problem = clinical(&mut writer, vec![opened(1, "Cough")]);
    let now = When::Moment(writer.now);
    let note = Statement::new(now, text("words")).for_problems(vec![of(&problem)]);
    let note = writer.write_all(Compartment::CLINICAL, vec![note]);
    let in_error = amending(AmendmentKind::EnteredInError, &problem, Some(0), vec![]);
    let in_error = clinical(&mut writer, vec![in_error]);
    let chart = chart_of(&[Rc::clone(&problem), Rc::clone(&note), in_error]);
    assert!(chart.summary(writer.now).problems.is_empty());
    assert!(chart.problems()[0].in_error);
    assert_eq!(chart.next_number(), 2);
    let page = chart
        .problem_page(Some(problem.statement_id(0)))
        .expect("its page");
    assert!(statements_of(&page.entries).contains(&note.statement_id(0)));
}

#[test]
fn a_corrected_opening_is_the_same_problem() {
    let mut writer = Writer::new(1);
    let problem = clinical(&mut writer, vec![opened(1, "Cuogh")]);
    let correction = amending(AmendmentKind::Correction, &problem, Some(0), vec![1]);
    let right = clinical(&mut writer, vec![correction, opened(1, "Cough")]);
    let chart = chart_of(&[Rc::clone(&problem), right]);
    let rows = chart.problems();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].words.as_str(), rows[0].id),
        ("Cough", problem.statement_id(0))
    );
    assert_eq!(rows[0].apart, None);
}

#[test]
fn a_stop_belongs_where_its_medicine_belongs() {
    let mut writer = Writer::new(1);
    let problem = clinical(&mut writer, vec![opened(1, "Cough")]);
    let now = When::Moment(writer.now);
    let order = Statement::new(now, ordered("Amlodipine")).for_problems(vec![of(&problem)]);
    let order = writer.write_all(Compartment::CLINICAL, vec![order]);
    let stop = MedicationEvent::Stopped(of(&order), "swelling".into());
    let stop = clinical(&mut writer, vec![Fact::Medication(stop)]);
    let chart = chart_of(&[Rc::clone(&problem), order, Rc::clone(&stop)]);
    let page = chart
        .problem_page(Some(problem.statement_id(0)))
        .expect("its page");
    assert!(statements_of(&page.entries).contains(&stop.statement_id(0)));
    assert_eq!(page.medicines[0].problems, [1]);
    let (_, reason) = page.medicines[0].stopped.clone().expect("stopped");
    assert_eq!(reason, "swelling");
    assert!(chart.problem_page(Some(stop.statement_id(0))).is_none());
}
