//! The fields of a note by their ids, and which of them a complaint is about.

use crate::base::InOrder;
use crate::chart::draft::check::decimal;
use crate::chart::draft::{DateDraft, Missing, NoteDraft, ProblemChoice, UnderProblem, VitalDraft};
use crate::terms::vitals::Vital;

/// The id of a section's box; everything inside the section begins with it.
pub fn section_id(place: usize, section: char) -> String {
    format!("note-{place}-{section}")
}

pub fn vital_id(place: usize, vital: Vital) -> String {
    format!("{}-{vital:?}", section_id(place, 'o'))
}

/// The second number of a pair: the lower blood pressure.
pub fn second_id(place: usize, vital: Vital) -> String {
    format!("{}-lower", vital_id(place, vital))
}

pub fn plan_id(place: usize, at: usize) -> String {
    format!("{}-plan-{at}", section_id(place, 'p'))
}

/// The measurement a complaint is about.
pub fn vital_of(missing: &Missing) -> Option<Vital> {
    let (Missing::Number { field, .. } | Missing::Unlikely { field, .. }) = missing else {
        return None;
    };
    Vital::ALL
        .into_iter()
        .find(|vital| format!("{vital:?}") == *field)
}

/// The complaint whose field comes first on the page: lateness stands below everything else, its day before its reason.
pub fn first_of(missing: &[Missing]) -> Option<&Missing> {
    let is_late = |one: &Missing| match one {
        Missing::Reason | Missing::Time => true,
        Missing::Date { field } | Missing::NotADate { field } => field == "late",
        _ => false,
    };
    missing
        .iter()
        .find(|one| !is_late(one))
        .or_else(|| missing.iter().find(|one| **one != Missing::Reason))
        .or_else(|| missing.first())
}

/// The id of the field that takes the focus for a complaint.
pub fn field_of(draft: &NoteDraft, missing: &Missing) -> String {
    let found = match missing {
        Missing::Reason => Some("note-late-reason".to_string()),
        Missing::Time => Some("note-late-time".to_string()),
        Missing::Date { field } | Missing::NotADate { field } => date_of(draft, field),
        Missing::BothPressures => half_pressure(draft),
        Missing::Number { text, .. } => number_of(draft, missing, &|typed| typed.trim() == text),
        Missing::Unlikely { value, .. } => number_of(draft, missing, &|typed| {
            decimal(typed).as_ref() == Some(value)
        }),
        Missing::ProblemWords => unnamed_problem(draft),
        _ => None,
    };
    found.unwrap_or_else(|| section_id(0, 's'))
}

fn places(draft: &NoteDraft) -> impl Iterator<Item = (usize, &UnderProblem)> {
    draft.under.iter().enumerate()
}

fn unnamed_problem(draft: &NoteDraft) -> Option<String> {
    let unnamed = |under: &UnderProblem| matches!(&under.problem, ProblemChoice::New { words, .. } if words.trim().is_empty());
    let (place, _) = places(draft).find(|(_, under)| unnamed(under))?;
    Some(format!("note-{place}-new"))
}

fn vitals(draft: &NoteDraft) -> impl Iterator<Item = (usize, &VitalDraft)> {
    places(draft).flat_map(|(place, under)| under.vitals.iter().map(move |vital| (place, vital)))
}

/// The empty one of the two pressures.
fn half_pressure(draft: &NoteDraft) -> Option<String> {
    let vital = Vital::BloodPressure;
    vitals(draft)
        .filter(|(_, typed)| typed.vital == vital)
        .find_map(|(place, typed)| {
            let upper = typed.measure.value.trim().is_empty();
            let lower = typed.second.trim().is_empty();
            match (upper, lower) {
                (true, false) => Some(vital_id(place, vital)),
                (false, true) => Some(second_id(place, vital)),
                _ => None,
            }
        })
}

/// The number that reads so; of a pair that is wrong as a pair, the first.
fn number_of(draft: &NoteDraft, missing: &Missing, is: &dyn Fn(&str) -> bool) -> Option<String> {
    let vital = vital_of(missing)?;
    let of_it = || vitals(draft).filter(|(_, typed)| typed.vital == vital);
    let exact = of_it().find_map(|(place, typed)| {
        if is(&typed.measure.value) {
            Some(vital_id(place, vital))
        } else {
            is(&typed.second).then(|| second_id(place, vital))
        }
    });
    exact.or_else(|| of_it().next().map(|(place, _)| vital_id(place, vital)))
}

fn date_of(draft: &NoteDraft, field: &str) -> Option<String> {
    let id = match field {
        "late" => Some("note-late-when".to_string()),
        "onset" => wrong(
            places(draft).filter_map(|(place, under)| match &under.problem {
                ProblemChoice::New { onset, .. } => Some((format!("note-{place}-onset"), onset)),
                _ => None,
            }),
        ),
        "last_period" => wrong(
            vitals(draft)
                .filter(|(_, typed)| typed.vital == Vital::LastPeriod)
                .map(|(place, typed)| (vital_id(place, typed.vital), &typed.when)),
        ),
        "due" => wrong(places(draft).flat_map(|(place, under)| {
            let plans = under.plans.iter().enumerate();
            plans.map(move |(at, plan)| (format!("{}-due", plan_id(place, at)), &plan.due))
        })),
        _ => None,
    };
    id.map(|id| format!("{id}-day"))
}

/// The date that is none; where all are dates, the first one written.
fn wrong<'a>(dates: impl Iterator<Item = (String, &'a DateDraft)>) -> Option<String> {
    let mut written: Vec<_> = dates.filter(|(_, date)| !date.is_blank()).collect();
    written.order_by_key(|(_, date)| date.read().is_ok());
    written.into_iter().next().map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::draft::{Measure, PlanDraft};
    use crate::chart::kinds::PlanPart;

    fn vital(vital: Vital, value: &str, second: &str) -> VitalDraft {
        VitalDraft {
            vital,
            measure: Measure {
                value: value.into(),
                ..Measure::default()
            },
            second: second.into(),
            when: DateDraft::default(),
        }
    }

    fn note(parts: Vec<Vec<VitalDraft>>) -> NoteDraft {
        let part = |vitals| UnderProblem {
            vitals,
            ..UnderProblem::new(ProblemChoice::Unlinked)
        };
        NoteDraft {
            chart: crate::base::ChartId::from_slice(&[1; 16]).expect("sixteen bytes"),
            started: crate::base::Stamp {
                ms: 1_763_721_720_000,
                offset: 60,
            },
            late: None,
            said_by: crate::chart::statement::SaidBy::Patient,
            under: parts.into_iter().map(part).collect(),
        }
    }

    fn unlikely(vital: Vital, value: &str) -> Missing {
        Missing::Unlikely {
            field: format!("{vital:?}"),
            value: value.into(),
            unit: "kg".into(),
        }
    }

    #[test]
    fn an_unlikely_number_is_found_under_the_second_problem() {
        let draft = note(vec![
            vec![vital(Vital::Weight, "61", "")],
            vec![vital(Vital::Weight, "340", "")],
        ]);
        let missing = unlikely(Vital::Weight, "340");
        assert_eq!(vital_of(&missing), Some(Vital::Weight));
        assert_eq!(field_of(&draft, &missing), "note-1-o-Weight");
    }

    #[test]
    fn half_a_pressure_leads_to_its_empty_half() {
        let lower = note(vec![vec![vital(Vital::BloodPressure, "120", " ")]]);
        let upper = note(vec![vec![vital(Vital::BloodPressure, "", "80")]]);
        let id = |draft| field_of(draft, &Missing::BothPressures);
        assert_eq!(id(&lower), "note-0-o-BloodPressure-lower");
        assert_eq!(id(&upper), "note-0-o-BloodPressure");
    }

    #[test]
    fn a_plan_due_on_no_day_is_found_among_others() {
        let mut draft = note(vec![vec![]]);
        let plan = |day: &str| PlanDraft {
            part: PlanPart::Tests,
            text: "repeat".into(),
            due: DateDraft {
                day: day.into(),
                month: 2,
                year: "2027".into(),
            },
        };
        draft.under[0].plans = vec![plan("3"), plan("31")];
        let missing = Missing::NotADate {
            field: "due".into(),
        };
        assert_eq!(field_of(&draft, &missing), "note-0-p-plan-1-due-day");
    }

    #[test]
    fn lateness_comes_last_as_on_the_page() {
        let missing = [Missing::Reason, Missing::Anything];
        assert_eq!(first_of(&missing), Some(&Missing::Anything));
        assert_eq!(first_of(&missing[..1]), Some(&Missing::Reason));
        let no_day = Missing::Date {
            field: "late".into(),
        };
        let late = [Missing::Reason, no_day.clone()];
        assert_eq!(first_of(&late), Some(&no_day));
        assert_eq!(field_of(&note(vec![]), &no_day), "note-late-when-day");
        let draft = note(vec![vec![]]);
        assert_eq!(field_of(&draft, &Missing::Anything), "note-0-s");
        assert_eq!(field_of(&draft, &Missing::Reason), "note-late-reason");
    }
}
