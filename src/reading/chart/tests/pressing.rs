//! What a summary shows when it has no room for all.

use super::*;

fn planned(words: &str, due: When) -> Fact {
    Fact::Plan(PlanEvent::Planned(PlanItem {
        part: PlanPart::Tests,
        text: words.into(),
        due,
    }))
}

fn about(writer: &mut Writer, problem: &Entry, fact: Fact) -> Rc<Entry> {
    let statement = Statement::new(When::Moment(writer.now), fact);
    let link = vec![StatementRef::of(problem.statement_id(0))];
    writer.write_all(Compartment::CLINICAL, vec![statement.for_problems(link)])
}

fn status(problem: &Entry, status: ProblemStatus) -> Fact {
    let problem = StatementRef::of(problem.statement_id(0));
    Fact::Problem(ProblemEvent::Status(problem, status))
}

fn problems(chart: &Chart, now: Stamp) -> Vec<u32> {
    let rows = chart.summary(now).problems.into_iter();
    rows.map(|row| row.number).collect()
}

#[test]
fn a_late_plan_then_what_was_written_about_last() {
    let mut writer = Writer::new(1);
    let opened: Vec<_> = (1..=5)
        .map(|number| clinical(&mut writer, vec![opened(number, "a problem")]))
        .collect();
    let late = about(
        &mut writer,
        &opened[0],
        planned("long due", When::Year(2019)),
    );
    let note = about(&mut writer, &opened[1], text("today"));
    let quiet = clinical(
        &mut writer,
        vec![status(&opened[4], ProblemStatus::Inactive)],
    );
    let now = writer.now;
    let entries = [&opened[..], &[late, note, quiet]].concat();
    assert_eq!(problems(&chart_of(&entries), now), [1, 2, 4, 3, 5]);
}

#[test]
fn what_only_a_file_says_comes_after_ours_and_moves_nothing_of_ours() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let opened: Vec<_> = (1..=2)
        .map(|number| clinical(&mut ours, vec![opened(number, "a problem")]))
        .collect();
    let theirs = clinical(&mut stranger, vec![super::opened(3, "of a file")]);
    let late = about(
        &mut stranger,
        &theirs,
        planned("long due", When::Year(2001)),
    );
    let on_ours = about(
        &mut stranger,
        &opened[0],
        planned("long due", When::Year(2000)),
    );
    let own = about(&mut ours, &opened[1], planned("some day", When::Unknown));
    let now = ours.now;
    let chart = chart_of(&[&opened[..], &[theirs, late, on_ours, own]].concat());
    assert_eq!(problems(&chart, now), [2, 1, 3]);
    let plans = chart.summary(now).plans;
    let plans: Vec<_> = plans.iter().map(|plan| plan.item.text.as_str()).collect();
    assert_eq!(plans, ["some day", "long due", "long due"]);
}

#[test]
fn late_plans_then_the_soonest_then_the_newest_without_a_day() {
    let mut writer = Writer::new(1);
    let facts = [
        ("undated, older", When::Unknown),
        ("in a hundred years", When::Year(2126)),
        ("late", When::Year(2019)),
        ("later than late", When::Year(2021)),
        ("soon", When::Year(2099)),
    ];
    let facts = facts.map(|(words, due)| planned(words, due));
    let first = clinical(&mut writer, facts.to_vec());
    let last = clinical(&mut writer, vec![planned("undated, newer", When::Unknown)]);
    let plans = chart_of(&[first, last]).summary(writer.now).plans;
    let words: Vec<_> = plans.iter().map(|plan| plan.item.text.as_str()).collect();
    let wanted = [
        "late",
        "later than late",
        "soon",
        "in a hundred years",
        "undated, newer",
        "undated, older",
    ];
    assert_eq!(words, wanted);
}

#[test]
fn what_is_taken_comes_before_what_was_stopped_and_the_newest_first() {
    let mut writer = Writer::new(1);
    let entries: Vec<_> = ["first", "second", "third"]
        .into_iter()
        .map(|name| clinical(&mut writer, vec![ordered(name)]))
        .collect();
    let stopped = StatementRef::of(entries[2].statement_id(0));
    let stop = Fact::Medication(MedicationEvent::Stopped(stopped, "a reason".into()));
    let stop = clinical(&mut writer, vec![stop]);
    let chart = chart_of(&[&entries[..], &[stop]].concat());
    let Known::Facts(rows) = chart.summary(writer.now).medicines else {
        panic!("medicines were ordered");
    };
    let names: Vec<_> = rows.iter().map(|row| row.line.name.text.as_str()).collect();
    assert_eq!(names, ["second", "first", "third"]);
}
