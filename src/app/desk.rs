//! What the front desk decides without a browser: who is asked about pregnancy, when a copy is due, how a body weighs.

use chrono::NaiveDate;

use crate::base::Stamp;
use crate::chart::age::years_on;
use crate::chart::concern::Concerned;
use crate::chart::draft::{BirthDraft, Complaint, IntakeDraft, IntakeField, Measure};
use crate::chart::kinds::{Birth, NameUse, Question, Sex};
use crate::terms::vitals::Vital;
use crate::terms::{Decimal, parse_decimal, units};

/// The years in which pregnancy is asked about before anything else that can wait.
const MAY_BE_PREGNANT: std::ops::RangeInclusive<u32> = 10..=55;

/// After so many entries, or so long, without a checked copy the copy line is no longer quiet.
const ENTRIES_WITHOUT_COPY: u32 = 25;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Whether entries have gone without a checked copy for too many or too long. No copy at all is too long.
pub fn copy_is_due(only_here: u32, last_copy: Option<Stamp>, now: Stamp) -> bool {
    let too_long = last_copy.is_none_or(|copy| now.ms - copy.ms >= DAY_MS);
    only_here > 0 && (only_here >= ENTRIES_WITHOUT_COPY || too_long)
}

fn years(draft: &IntakeDraft, today: NaiveDate) -> Option<u32> {
    years_on(&draft.likeness(today).birth, today)
}

/// Pregnancy is asked up front from 10 to 55 years unless male. While the age is not known it may be any.
pub fn pregnancy_up_front(draft: &IntakeDraft, today: NaiveDate) -> bool {
    let of_age = match (&draft.birth, years(draft, today)) {
        (_, Some(years)) => MAY_BE_PREGNANT.contains(&years),
        (BirthDraft::NotKnown, None) => true,
        (_, None) => false,
    };
    of_age && draft.sex != Some(Sex::Male)
}

/// How staff name somebody who cannot say their name: a newborn is no woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedAs {
    Baby,
    Child,
    /// Grown up, or of an age that is not known.
    Anyone,
}

/// How somebody without a name is called, by the age in the intake: a baby below two years, a child below thirteen.
pub fn named_as(draft: &IntakeDraft, today: NaiveDate) -> NamedAs {
    match years(draft, today) {
        Some(0 | 1) => NamedAs::Baby,
        Some(2..=12) => NamedAs::Child,
        _ => NamedAs::Anyone,
    }
}

/// Whether a question stands on the form: it can concern them, or somebody answered it before that was known.
pub fn is_shown(draft: &IntakeDraft, question: Question, who: Concerned) -> bool {
    let answered = match question {
        Question::Pregnancy => draft.pregnancy.is_asked(),
        Question::Breastfeeding => draft.breastfeeding.is_asked(),
        _ => true,
    };
    answered || question.can_concern(who)
}

/// How many questions stand behind the fold, and how many of them are answered. Pregnancy and breastfeeding are among them
/// when they are not up front; a photo is offered and never due.
pub fn folded(draft: &IntakeDraft, today: NaiveDate) -> (u32, u32) {
    let who = draft.concerned(today, Concerned::default());
    let due = draft.not_asked(who);
    let up_front = pregnancy_up_front(draft, today);
    let behind = |question: &Question| match question {
        Question::Photo | Question::OtherName => false,
        question if question.is_about_bearing() => !up_front && is_shown(draft, *question, who),
        question => !question.is_asked_first(),
    };
    let (mut all, mut answered) = (1, u32::from(draft.notice.is_some()));
    for question in Question::ALL.iter().filter(|question| behind(question)) {
        all += 1;
        answered += u32::from(!due.contains(question));
    }
    (all, answered)
}

/// Whether a complaint is about a question behind the fold.
pub fn is_folded(complaint: &Complaint<IntakeField>) -> bool {
    let question = complaint.at.question();
    question.is_some_and(|question| !question.is_asked_first())
}

/// The body mass index of an adult, with one decimal: for reading beside the fields, never kept.
pub fn body_mass_index(draft: &IntakeDraft, today: NaiveDate) -> Option<String> {
    let years = years(draft, today)?;
    let kilograms = in_unit(draft.weight.yes()?, "kg")?;
    let centimetres = in_unit(draft.height.yes()?, "cm")?;
    let index = units::body_mass_index(years, kilograms, centimetres)?;
    let unit = Vital::BodyMassIndex.units().first()?;
    let likely = !units::is_unlikely(Vital::BodyMassIndex, unit, index, None);
    likely.then(|| index.to_string())
}

fn in_unit(measure: &Measure, unit: &str) -> Option<Decimal> {
    units::convert(parse_decimal(&measure.value)?, &measure.unit, unit)
}

/// "It is this person": signing will add to their chart. Its own name, sex and birth stand there; a name typed here is
/// kept as another name of theirs, and an age guessed at the door does not take a known one's place.
pub fn join(draft: &mut IntakeDraft, person: &crate::reading::view::PersonRow) {
    draft.chart = Some(person.chart);
    draft.names.retain(|name| {
        (name.family.trim(), name.given.trim()) != (person.family.trim(), person.given.trim())
    });
    draft
        .names
        .iter_mut()
        .for_each(|name| name.usage = NameUse::Other);
    if person.sex.is_some_and(|sex| sex != Sex::NotKnown) {
        draft.sex = None;
    }
    if person.birth != Birth::NotKnown {
        draft.birth = BirthDraft::NotAnswered;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ChartId;
    use crate::chart::draft::NameDraft;
    use crate::chart::kinds::AgeUnit;
    use crate::chart::kinds::Answer;
    use crate::reading::view::PersonRow;

    const NOON: Stamp = Stamp {
        ms: 1_795_348_800_000,
        offset: 0,
    };

    fn draft(sex: Option<Sex>, years: &str) -> IntakeDraft {
        let mut draft = IntakeDraft::new(NOON);
        draft.sex = sex;
        draft.birth = BirthDraft::Age {
            number: years.into(),
            unit: AgeUnit::Years,
            about: true,
        };
        draft
    }

    fn measure(value: &str, unit: &str) -> Answer<Measure> {
        Answer::Yes(Measure {
            value: value.into(),
            unit: unit.into(),
            confirmed: false,
        })
    }

    #[test]
    fn pregnancy_is_asked_from_10_to_55_unless_male() {
        let asked = |sex, years| pregnancy_up_front(&draft(sex, years), NOON.day());
        assert!(asked(Some(Sex::Female), "10"));
        assert!(asked(None, "55"));
        assert!(asked(Some(Sex::NotKnown), "30"));
        assert!(!asked(Some(Sex::Female), "9"));
        assert!(!asked(Some(Sex::Female), "56"));
        assert!(!asked(Some(Sex::Male), "30"));
        let mut unknown = draft(Some(Sex::Female), "");
        assert!(!pregnancy_up_front(&unknown, NOON.day()));
        unknown.birth = BirthDraft::NotKnown;
        assert!(pregnancy_up_front(&unknown, NOON.day()));
    }

    #[test]
    fn a_newborn_is_named_as_a_baby() {
        let named = |years| named_as(&draft(Some(Sex::Female), years), NOON.day());
        assert_eq!(named("0"), NamedAs::Baby);
        assert_eq!(named("4"), NamedAs::Child);
        assert_eq!(named("13"), NamedAs::Anyone);
        assert_eq!(named(""), NamedAs::Anyone);
    }

    #[test]
    fn fourteen_questions_are_folded_for_a_woman_of_34() {
        let mut draft = draft(Some(Sex::Female), "34");
        assert_eq!(folded(&draft, NOON.day()), (14, 0));
        draft.place = Answer::Declined;
        assert_eq!(folded(&draft, NOON.day()), (14, 1));
        draft.weight = measure("61", "kg");
        assert_eq!(folded(&draft, NOON.day()), (14, 1));
        draft.birth = BirthDraft::NotAnswered;
        assert_eq!(folded(&draft, NOON.day()), (16, 1));
        draft.sex = Some(Sex::Male);
        assert_eq!(folded(&draft, NOON.day()), (14, 1));
        // What was answered before that was known stays where it can be taken back.
        draft.pregnancy = Answer::Yes("20 weeks".into());
        assert_eq!(folded(&draft, NOON.day()), (15, 2));
        let girl = self::draft(Some(Sex::Female), "4");
        assert_eq!(folded(&girl, NOON.day()), (14, 0));
    }

    #[test]
    fn the_index_is_for_adults_and_reads_both_units() {
        let mut draft = draft(Some(Sex::Female), "34");
        draft.weight = measure("61", "kg");
        draft.height = measure("165", "cm");
        assert_eq!(body_mass_index(&draft, NOON.day()), Some("22.4".into()));
        draft.weight = measure("134,5", "[lb_av]");
        draft.height = measure("65", "[in_i]");
        assert_eq!(body_mass_index(&draft, NOON.day()), Some("22.4".into()));
        draft.height = measure("0", "cm");
        assert_eq!(body_mass_index(&draft, NOON.day()), None);
        draft.height = measure("165", "cm");
        draft.birth = BirthDraft::Age {
            number: "12".into(),
            unit: AgeUnit::Years,
            about: false,
        };
        assert_eq!(body_mass_index(&draft, NOON.day()), None);
    }

    #[test]
    fn a_copy_is_due_after_25_entries_or_one_day() {
        let ago = |hours: i64| {
            Some(Stamp {
                ms: NOON.ms - hours * 3_600_000,
                offset: 0,
            })
        };
        assert!(!copy_is_due(0, None, NOON));
        assert!(!copy_is_due(24, ago(23), NOON));
        assert!(copy_is_due(25, ago(1), NOON));
        assert!(copy_is_due(1, ago(24), NOON));
        assert!(copy_is_due(1, None, NOON));
    }

    #[test]
    fn joining_a_chart_keeps_a_typed_name_and_replaces_nothing_known() {
        let mut draft = draft(Some(Sex::Female), "33");
        draft.names = vec![
            NameDraft {
                usage: NameUse::Usual,
                family: "Testa".into(),
                given: "Prima".into(),
            },
            NameDraft {
                usage: NameUse::Usual,
                family: "Tésta".into(),
                given: "Prima".into(),
            },
        ];
        let person = PersonRow {
            chart: ChartId([7; 16]),
            family: "Testa".into(),
            given: "Prima".into(),
            placeholder: false,
            sex: Some(Sex::NotKnown),
            birth: Birth::Date(crate::chart::when::When::Year(1992)),
            place: String::new(),
            phone: String::new(),
            number: String::new(),
            last_seen: None,
            died: None,
        };
        join(&mut draft, &person);
        assert_eq!(draft.chart, Some(person.chart));
        assert_eq!(draft.names.len(), 1);
        assert_eq!(draft.names[0].usage, NameUse::Other);
        assert_eq!(draft.sex, Some(Sex::Female));
        assert_eq!(draft.birth, BirthDraft::NotAnswered);
    }
}
