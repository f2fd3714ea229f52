//! What people first seen in a file say against what is known here stands beside it, and changes nothing.

use super::*;

fn name(family: &str) -> Fact {
    Fact::Demographic(Demographic::Name(PersonName {
        usage: NameUse::Usual,
        family: family.into(),
        given: "Prima".into(),
    }))
}

fn born(year: i32) -> Fact {
    Fact::Demographic(Demographic::Birth(Birth::Date(When::Year(year))))
}

fn died() -> Fact {
    Fact::Demographic(Demographic::Died(When::Year(2026)))
}

fn photo() -> Fact {
    Fact::Demographic(Demographic::Photo(Document {
        title: String::new(),
        media_type: "image/jpeg".into(),
        blob: crate::base::BlobId([1; 16]),
        bytes: 1,
        digest: crate::base::Digest([1; 32]),
        chunks: 1,
    }))
}

fn status(problem: StatementId, status: ProblemStatus) -> Fact {
    Fact::Problem(ProblemEvent::Status(StatementRef::of(problem), status))
}

fn not_pregnant() -> Fact {
    Fact::Answer(Answered {
        question: Question::Pregnancy,
        answer: NoFact::None,
    })
}

fn beside(chart: &Chart, id: StatementId) -> usize {
    chart.statement(id).expect("kept").marks.beside.len()
}

#[test]
fn a_stranger_makes_nobody_another_person() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = vec![
        name("Testa"),
        Fact::Demographic(Demographic::Sex(Sex::Female)),
        born(1990),
        Fact::Demographic(Demographic::Phone("000 111".into())),
    ];
    let known = identity(&mut ours, known);
    stranger.receive(&known);
    let said = vec![
        name("Proba"),
        Fact::Demographic(Demographic::Sex(Sex::Male)),
        born(1950),
        Fact::Demographic(Demographic::Phone("999".into())),
        died(),
        photo(),
        Fact::Demographic(Demographic::Language("Latin".into())),
    ];
    let said = identity(&mut stranger, said);
    let entries = [Rc::clone(&known), said];
    let chart = chart_of(&entries);
    let banner = chart.banner();
    let person = &banner.person;
    assert_eq!(person.family, "Testa");
    assert_eq!(person.sex, Some(Sex::Female));
    assert_eq!(person.birth, Birth::Date(When::Year(1990)));
    assert_eq!(person.phone, "000 111");
    assert_eq!((banner.died, &banner.photo), (None, &None));
    assert!(banner.other_names.is_empty());
    // Where nothing was said, whoever knows may say it.
    assert_eq!(banner.language, Known::Facts(vec!["Latin".into()]));
    // Beside the name: the other name, the death and the picture.
    let besides = (0..4).map(|index| beside(&chart, known.statement_id(index)));
    assert_eq!(besides.collect::<Vec<_>>(), [3, 1, 1, 1]);

    let confirmed = |entry: &Entry| Author {
        trust: Trust::Confirmed,
        ..authors(entry)
    };
    let chart = Chart::build(chart.log().clone(), Vec::new(), &confirmed);
    assert_eq!(chart.person().family, "Proba");
    assert!(chart.banner().died.is_some());
}

#[test]
fn a_death_backdated_before_the_intake_is_not_believed_either() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    stranger.now.ms -= 1_000_000_000;
    let said = identity(&mut stranger, vec![died()]);
    let known = identity(&mut ours, vec![name("Testa")]);
    assert_eq!(chart_of(&[said, known]).banner().died, None);
}

#[test]
fn a_stranger_resolves_renames_and_merges_no_problem_and_closes_no_plan() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let plan = Fact::Plan(PlanEvent::Planned(PlanItem {
        part: PlanPart::Treatment,
        text: "directly observed treatment".into(),
        due: When::Unknown,
    }));
    let known = clinical(
        &mut ours,
        vec![opened(1, "Epilepsy"), opened(2, "TB"), plan],
    );
    stranger.receive(&known);
    let [epilepsy, tb, treatment] = [0, 1, 2].map(|index| known.statement_id(index));
    let said = vec![
        status(epilepsy, ProblemStatus::Resolved),
        Fact::Problem(ProblemEvent::Restated(
            StatementRef::of(epilepsy),
            "Nerves".into(),
        )),
        Fact::Problem(ProblemEvent::Merged(
            StatementRef::of(tb),
            StatementRef::of(epilepsy),
        )),
        Fact::Plan(PlanEvent::Closed(
            StatementRef::of(treatment),
            true,
            "done".into(),
        )),
    ];
    let said = clinical(&mut stranger, said);
    let chart = chart_of(&[Rc::clone(&known), said]);
    let problems = chart.problems();
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0].words, "Epilepsy");
    for row in &problems {
        assert_eq!((row.status, row.merged_into), (ProblemStatus::Active, None));
        assert!(row.otherwise);
    }
    assert_eq!(chart.plans()[0].closed, None);
    assert!(chart.plans()[0].otherwise);
    assert_eq!(beside(&chart, epilepsy), 2);
    assert_eq!((beside(&chart, tb), beside(&chart, treatment)), (1, 1));
}

#[test]
fn a_stranger_does_not_undo_what_we_said_of_a_strangers_problem() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let mut other = Writer::new(8);
    let theirs = clinical(&mut stranger, vec![opened(1, "Epilepsy")]);
    let epilepsy = theirs.statement_id(0);
    for writer in [&mut ours, &mut other] {
        writer.receive(&theirs);
    }
    let again = clinical(&mut ours, vec![status(epilepsy, ProblemStatus::Active)]);
    other.receive(&again);
    let over = clinical(&mut other, vec![status(epilepsy, ProblemStatus::Resolved)]);
    let chart = chart_of(&[theirs, again, over]);
    assert_eq!(chart.problems()[0].status, ProblemStatus::Active);
}

#[test]
fn among_people_first_seen_the_last_word_counts() {
    let (mut one, mut other) = (Writer::new(8), Writer::new(9));
    let first = identity(&mut one, vec![name("Testa"), born(1990)]);
    let problem = clinical(&mut one, vec![opened(1, "Malaria")]);
    let malaria = problem.statement_id(0);
    other.receive(&first);
    other.receive(&problem);
    let later = identity(&mut other, vec![name("Proba"), died()]);
    let over = clinical(&mut other, vec![status(malaria, ProblemStatus::Resolved)]);
    let chart = chart_of(&[first, problem, later, over]);
    assert_eq!(chart.person().family, "Proba");
    assert!(chart.banner().died.is_some());
    assert_eq!(chart.problems()[0].status, ProblemStatus::Resolved);
}

#[test]
fn a_stranger_hides_no_pregnancy_and_may_warn_of_one() {
    let (mut ours, mut stranger) = (Writer::new(1), Writer::new(9));
    let known = clinical(
        &mut ours,
        vec![pregnancy(Value::Text("pregnant, 20 weeks".into()))],
    );
    stranger.receive(&known);
    let both = [
        known,
        clinical(
            &mut stranger,
            vec![pregnancy(Value::Text("pregnant".into()))],
        ),
        clinical(&mut stranger, vec![not_pregnant()]),
    ];
    let said = chart_of(&both).banner().pregnant.map(|(words, _)| words);
    assert_eq!(said.as_deref(), Some("pregnant, 20 weeks"));

    let known = clinical(&mut ours, vec![not_pregnant()]);
    let warning = clinical(
        &mut stranger,
        vec![pregnancy(Value::Text("pregnant".into()))],
    );
    let said = chart_of(&[known, warning]).banner().pregnant;
    assert!(said.is_some());
}

#[test]
fn words_of_a_file_do_not_replace_what_was_said_here() {
    let mut ours = Writer::new(1);
    let file = FilePlace {
        blob: crate::base::BlobId([1; 16]),
        position: 0,
        name: "Patient/1".into(),
    };
    let kin = |name: &str| {
        Fact::Demographic(Demographic::NextOfKin(NextOfKin {
            name: name.into(),
            relation: String::new(),
            phone: String::new(),
        }))
    };
    let words = |said: &str| {
        vec![
            name(&format!("Testa {said}")),
            Fact::Demographic(Demographic::Place(format!("place {said}"))),
            Fact::Demographic(Demographic::Phone(format!("phone {said}"))),
            Fact::Demographic(Demographic::Language(format!("language {said}"))),
            kin(said),
        ]
    };
    let here = identity(&mut ours, words("here"));
    let imported = words("in a file").into_iter().map(|fact| {
        let mut statement = Statement::new(When::Unknown, fact);
        statement.source.file = Some(file.clone());
        statement
    });
    let imported = ours.write_all(Compartment::IDENTITY, imported.collect());
    let banner = chart_of(&[Rc::clone(&here), Rc::clone(&imported)]).banner();
    assert_eq!(banner.person.family, "Testa here");
    let signed_in: Vec<_> = banner.signed_in.iter().map(|(entry, _)| *entry).collect();
    assert_eq!(signed_in, [imported.id(), here.id()], "the newest first");
    assert_eq!(banner.other_names[0].family, "Testa in a file");
    assert_eq!(banner.place, Known::Facts(vec!["place here".into()]));
    assert_eq!(banner.phone, Known::Facts(vec!["phone here".into()]));
    assert_eq!(banner.language, Known::Facts(vec!["language here".into()]));
    assert!(matches!(&banner.next_of_kin, Known::Facts(kin) if kin[0].name == "here"));
    let banner = chart_of(&[imported]).banner();
    assert_eq!(banner.person.family, "Testa in a file");
    assert_eq!(banner.person.phone, "phone in a file");
}
