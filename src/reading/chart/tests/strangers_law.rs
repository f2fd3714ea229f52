//! The law: what people known here said reads the same, whatever strangers write beside it.

use super::*;
use crate::base::{ActId, ChartId, EntryId, Stamp};
use crate::chart::log::Log;

/// Logs that are tried; `CARNET_SEED` tries one of them alone.
const LOGS: u64 = 300;

/// A small generator whose every number follows from its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    fn of<T: Copy>(&mut self, those: &[T]) -> T {
        those[self.roll(those.len() as u64) as usize]
    }

    fn when(&mut self, now: Stamp) -> When {
        match self.roll(6) {
            0 => When::Unknown,
            1 => When::Year(9999),
            2 => When::Day(1970, 1, 1),
            3 => When::Moment(Stamp {
                ms: 253_402_300_000_000,
                offset: 0,
            }),
            _ => When::Moment(now),
        }
    }
}

/// What strangers may point at.
#[derive(Default)]
struct Ours {
    entries: Vec<Rc<Entry>>,
    problems: Vec<StatementId>,
    medicines: Vec<StatementId>,
    plans: Vec<StatementId>,
}

impl Ours {
    fn add(&mut self, entry: Rc<Entry>) {
        for (id, statement) in entry.known() {
            match &statement.fact {
                Fact::Problem(ProblemEvent::Opened(_)) => self.problems.push(id),
                Fact::Medication(MedicationEvent::Ordered(_)) => self.medicines.push(id),
                Fact::Plan(PlanEvent::Planned(_)) => self.plans.push(id),
                _ => {}
            }
        }
        self.entries.push(entry);
    }
}

fn demographic(dice: &mut Dice, who: &str) -> Fact {
    let words = format!("{who} {}", dice.roll(3));
    Fact::Demographic(match dice.roll(9) {
        0 => Demographic::Name(PersonName {
            usage: dice.of(&[NameUse::Usual, NameUse::Other, NameUse::Placeholder]),
            family: words,
            given: String::new(),
        }),
        1 => Demographic::Sex(dice.of(&[Sex::Male, Sex::Female, Sex::NotKnown])),
        2 => Demographic::Birth(dice.of(&[
            Birth::NotKnown,
            Birth::Date(When::Year(1990)),
            Birth::Date(When::Year(2022)),
        ])),
        3 => Demographic::Place(words),
        4 => Demographic::Phone(words),
        5 => Demographic::ChartNumber(words),
        6 => Demographic::Gender(words),
        7 => Demographic::Died(When::Year(2025)),
        _ => Demographic::Language(words),
    })
}

fn clinical_fact(dice: &mut Dice, who: &str, about: &Ours) -> Fact {
    let some = |those: &[StatementId], dice: &mut Dice| {
        let at = dice.roll(those.len().max(1) as u64) as usize;
        those.get(at).map(|id| StatementRef::of(*id))
    };
    let words = format!("{who} {}", dice.roll(3));
    let kilograms = (40 + dice.roll(40)).to_string();
    let fact = match dice.roll(14) {
        0 => Some(weight(&kilograms)),
        1 => Some(allergy(&words)),
        2 => Some(opened(dice.of(&[1, 2, 3, u32::MAX]), &words)),
        3 => Some(ordered(&words)),
        4 => Some(Fact::Section(Section {
            part: Part::Reason,
            text: words.clone(),
        })),
        5 => Some(Fact::Plan(PlanEvent::Planned(PlanItem {
            part: PlanPart::Treatment,
            text: words.clone(),
            due: When::Unknown,
        }))),
        6 => some(&about.problems, dice).map(|problem| {
            let status = dice.of(&[ProblemStatus::Active, ProblemStatus::Resolved]);
            Fact::Problem(ProblemEvent::Status(problem, status))
        }),
        7 => some(&about.problems, dice)
            .map(|problem| Fact::Problem(ProblemEvent::Restated(problem, words.clone()))),
        8 => some(&about.problems, dice)
            .zip(some(&about.problems, dice))
            .map(|(one, into)| Fact::Problem(ProblemEvent::Merged(one, into))),
        9 => some(&about.medicines, dice)
            .map(|one| Fact::Medication(MedicationEvent::Stopped(one, words.clone()))),
        10 => some(&about.plans, dice)
            .map(|plan| Fact::Plan(PlanEvent::Closed(plan, true, words.clone()))),
        11 => {
            let at = dice.roll(about.entries.len().max(1) as u64) as usize;
            let kind = dice.of(&[AmendmentKind::Correction, AmendmentKind::EnteredInError]);
            let index = dice.of(&[None, Some(0), Some(1)]);
            about
                .entries
                .get(at)
                .map(|entry| amending(kind, entry, index, vec![1]))
        }
        _ => {
            let clinical = [
                Question::Allergies,
                Question::Medicines,
                Question::Pregnancy,
                Question::Weight,
                Question::Immunizations,
            ];
            let answer = dice.of(&[NoFact::None, NoFact::NotKnown, NoFact::Declined]);
            let question = dice.of(&clinical);
            Some(Fact::Answer(Answered { question, answer }))
        }
    };
    fact.unwrap_or_else(|| text(&words))
}

fn identity_fact(dice: &mut Dice, who: &str) -> Fact {
    match dice.roll(6) {
        0 => Fact::Visit(VisitEvent::Opened(format!("{who}'s reason"))),
        1 => Fact::PersonLink(PersonLink {
            other: ChartId([dice.roll(3) as u8; 16]),
            same: dice.roll(2) == 0,
        }),
        2 => Fact::Answer(Answered {
            question: dice.of(&[Question::Place, Question::Phone, Question::Gender]),
            answer: NoFact::Declined,
        }),
        _ => demographic(dice, who),
    }
}

fn statements(
    dice: &mut Dice,
    who: &str,
    about: &Ours,
    now: Stamp,
    compartment: Compartment,
) -> Vec<Statement> {
    let count = 1 + dice.roll(3);
    let one = |dice: &mut Dice| {
        let fact = match compartment {
            Compartment::IDENTITY => identity_fact(dice, who),
            _ => clinical_fact(dice, who, about),
        };
        Statement::new(dice.when(now), fact)
    };
    (0..count).map(|_| one(dice)).collect()
}

/// All that ours said, all that was said, for one seed.
fn logs(seed: u64) -> (Vec<Rc<Entry>>, Vec<Rc<Entry>>) {
    let mut dice = Dice(seed);
    let mut ours = [Writer::new(1), Writer::new(2)];
    let mut strangers = [Writer::new(8), Writer::new(9)];
    let mut said = Ours::default();
    let mut theirs: Vec<Rc<Entry>> = Vec::new();
    for step in 0..3 + dice.roll(10) {
        let compartment = dice.of(&[Compartment::IDENTITY, Compartment::CLINICAL]);
        if step == 0 || dice.roll(2) == 0 {
            let writer = &mut ours[dice.roll(2) as usize];
            if dice.roll(2) == 0 {
                let seen = said.entries.iter().chain(&theirs);
                seen.for_each(|entry| writer.receive(entry));
            }
            writer.now.ms += dice.roll(3) as i64 * 3_600_000;
            let facts = statements(&mut dice, "ours", &said, writer.now, compartment);
            let entry = writer.write_all(compartment, facts);
            said.add(entry);
            continue;
        }
        let writer = &mut strangers[dice.roll(2) as usize];
        if dice.roll(2) == 0 {
            said.entries.iter().for_each(|entry| writer.receive(entry));
        }
        writer.now.ms = dice.of(&[0, 1_795_000_000_000, 253_402_300_000_000, writer.now.ms]);
        let facts = statements(&mut dice, "theirs", &said, writer.now, compartment);
        let entry = writer.write_all(compartment, facts);
        let mut header = entry.header().clone();
        header.act = ActId([dice.roll(5) as u8; 16]);
        if dice.roll(3) == 0 {
            header.seen.push(EntryId([dice.roll(250) as u8; 32]));
            header.seen.sort();
        }
        let facts = entry.known().map(|(_, s)| s.clone()).collect();
        let entry = Entry::sign(header, facts, &writer.signer).expect("small");
        theirs.push(Rc::new(entry));
    }
    let all = [said.entries.clone(), theirs].concat();
    (said.entries, all)
}

fn read(entries: &[Rc<Entry>]) -> Chart {
    let mut log = Log::new(CHART);
    for entry in entries {
        log.join(Rc::clone(entry)).expect("the same chart");
    }
    Chart::build(log, Vec::new(), &authors)
}

/// Every reading of the chart, restricted to what was said by people known here, as one text a reading.
fn of_ours(chart: &Chart, alone: &Chart, now: Stamp) -> Vec<(&'static str, String)> {
    let view = chart.chart_view(now);
    let (banner, summary) = (&view.banner, &view.summary);
    let ours = |trust: Trust| trust != Trust::FirstSeen;
    let mut read: Vec<(&'static str, String)> = Vec::new();
    let mut says = |name, what: &dyn std::fmt::Debug| read.push((name, format!("{what:?}")));

    // Where nobody known said who the person is, a stranger may.
    let (person, without) = (&banner.person, alone.person());
    if !without.family.is_empty() {
        says("name", &(&person.family, &person.given, person.placeholder));
    }
    if without.sex.is_some() {
        says("sex", &person.sex);
    }
    let told = alone.as_written().any(|item| {
        matches!(item.fact(), Fact::Demographic(Demographic::Birth(_)))
            && !alone.is_revoked(&item.id)
    });
    if told {
        says("birth", &person.birth);
    }
    for (name, has, without) in [
        ("place", &person.place, &without.place),
        ("phone", &person.phone, &without.phone),
        ("number", &person.number, &without.number),
    ] {
        if !without.is_empty() {
            says(name, has);
        }
    }
    says("died", &banner.died);
    if without.last_seen.is_some() {
        says("last seen", &person.last_seen);
    }
    says("links", &banner.linked);
    says("notice", &banner.notice);
    says("not asked", &summary.not_asked);
    let without = alone.banner();
    if !banner.pregnant_by_stranger {
        says("pregnant", &banner.pregnant);
    }
    for (name, has, without) in [
        ("gender", &banner.gender, &without.gender),
        ("language", &banner.language, &without.language),
    ] {
        if *without != Known::NotAsked {
            says(name, has);
        }
    }
    match &banner.allergies {
        Known::Facts(rows) => {
            let rows: Vec<_> = rows.iter().filter(|row| ours(row.trust)).collect();
            if !rows.is_empty() {
                says("allergies", &rows);
            }
        }
        other => says("allergies", other),
    }
    for row in chart.vitals().iter().filter(|row| ours(row.trust)) {
        says("vitals", &(row.vital, &row.now, &row.before, row.ahead));
    }
    for row in chart.visits().iter().filter(|row| ours(row.trust)) {
        says("visits", row);
    }
    if alone.summary(now).last_visit.is_some() {
        says("last visit", &summary.last_visit);
    }
    for mut row in chart.problems().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("problems", &row);
    }
    for mut row in chart.medicines().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("medicines", &row);
    }
    for mut row in chart.plans().into_iter().filter(|row| ours(row.trust)) {
        row.otherwise = false;
        says("plans", &row);
    }
    for group in chart.history(HistoryFilter::default(), 0, u32::MAX).groups {
        for entry in &group.entries {
            if let EntryView::Read { id, byline, at, .. } = entry
                && ours(byline.trust)
            {
                says("history", &(group.visit.as_ref(), group.day, id, at));
            }
        }
    }
    says("latest", &chart.latest_known());
    read.sort();
    read
}

#[test]
fn strangers_change_nothing() {
    let one = std::env::var("CARNET_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seeds = one.map_or(0..LOGS, |seed: u64| seed..seed + 1);
    for seed in seeds {
        let (ours, all) = logs(seed);
        let (alone, with) = (read(&ours), read(&all));
        // All that ours had seen is here; what strangers invented is not missing.
        assert_eq!(with.banner().unreadable, 0, "CARNET_SEED={seed}");
        let now = alone.log().latest().expect("ours wrote first");
        let (wanted, has) = (of_ours(&alone, &alone, now), of_ours(&with, &alone, now));
        // What a stranger's warning shows in place of ours is left out on both sides.
        let names: std::collections::BTreeSet<_> = has.iter().map(|(name, _)| *name).collect();
        let wanted: Vec<_> = wanted
            .into_iter()
            .filter(|(name, _)| names.contains(name))
            .collect();
        assert_eq!(has, wanted, "CARNET_SEED={seed}");
    }
}
