//! Medicines beside the known allergies, in words: which of them a medicine meets, what was compared and what was not.

use leptos::prelude::*;

use super::banner::allergy_words;
use super::contested::Contested;
use crate::app::i18n::*;
use crate::app::kinds::answered_words;
use crate::app::kinds::medication::medicine_words;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::chart::kinds::{Fact, MedicationLine, NoFact, Question};
use crate::engine::protocol::Review;
use crate::reading::medicine_check::{Hits, Met, check, compared, doubled, not_compared};
use crate::reading::view::{AllergyRow, Content, Known, MedicationRow};
use crate::terms::medicines::{Kinship, VERSION, how_many};

/// One thing the check of a medicine says.
#[derive(Clone, PartialEq, Eq)]
pub struct Told {
    pub tone: Tone,
    pub words: String,
}

/// What a review says where a medicine is about to be signed: each allergy that is met, then what was compared.
#[component]
pub fn Checked<'a>(review: &'a Review) -> impl IntoView + use<> {
    let say = use_say();
    let medicines: Vec<&MedicationLine> = medicines_of(review).collect();
    let known = review.allergies.clone();
    let met = medicines.iter().flat_map(|line| {
        let name = medicine_words(say, line);
        let told = check_of(say, line, &known).into_iter();
        told.map(move |told| Told {
            words: say.labelled(&name, &told.words),
            ..told
        })
    });
    let met = met.map(|told| view! { <Message tone=told.tone><p>{told.words}</p></Message> });
    let met = met.collect_view();
    let compared = (!medicines.is_empty()).then(|| {
        let known = Signal::stored(Some(known));
        view! { <Compared known/> }
    });
    view! {
        {met}
        {compared}
    }
}

/// "Checked against the allergies …", and the allergies themselves.
#[component]
pub fn Compared(known: Signal<Option<Known<AllergyRow>>>) -> impl IntoView {
    let say = use_say();
    let compared = move || {
        known.with(|known| {
            let said = known.as_ref().map(|known| coverage(say, known));
            let said = said.into_iter().flatten();
            said.map(|told| view! { <p>{told.words}</p> })
                .collect_view()
        })
    };
    let words = move || known.with(|known| known.as_ref().map(|known| known_allergies(say, known)));
    let lacking = Memo::new(move |_| {
        known.with(|known| {
            let mut said = known.iter().flat_map(|known| coverage(say, known));
            said.any(|told| told.tone == Tone::NotKnown)
        })
    });
    move || {
        let tone = if lacking.get() {
            Tone::NotKnown
        } else {
            Tone::Note
        };
        view! {
            <Message tone>
                {compared}
                <p translate="no">{words}</p>
                <Contested question=Question::Allergies/>
            </Message>
        }
    }
}

/// The same of a medicine in a list, with another of the list that is one too many beside it.
pub fn check_in_list(
    say: Say,
    row: &MedicationRow,
    rows: &[MedicationRow],
    known: &Known<AllergyRow>,
) -> Vec<Told> {
    // What nobody takes any more harms nobody.
    if row.stopped.is_some() || !row.standing.may_be_taken() {
        return Vec::new();
    }
    let twice = doubled(rows, row.id).map(|(other, kinship)| Told {
        tone: Tone::Alert,
        words: doubled_words(say, &medicine_words(say, &other.line), kinship),
    });
    // What was not compared is counted over the list, where it takes no room from the rows.
    let mut told = check_of(say, &row.line, known);
    told.retain(|told| told.tone == Tone::Alert);
    told.extend(twice);
    told
}

/// Each thing that is told on a line of its own.
pub fn marks(told: Vec<Told>) -> impl IntoView {
    let told = told.into_iter().map(|Told { tone, words }| match tone {
        Tone::Note => view! { <span class="check-line quiet-text">{words}</span> }.into_any(),
        _ => view! { <span class="check-line"><Mark tone words/></span> }.into_any(),
    });
    told.collect_view()
}

/// What stands over a list of medicines, on one line: how many of them, and of the allergies, could be compared.
pub fn coverage_of_list(say: Say, rows: &[MedicationRow], known: &Known<AllergyRow>) -> Vec<Told> {
    let Known::Facts(allergies) = known else {
        return coverage(say, known);
    };
    let (medicines, of_medicines) = compared(rows);
    let of_allergies = allergies.len();
    let allergies = of_allergies - not_compared(allergies).count();
    let whole = medicines == of_medicines && allergies == of_allergies;
    let n = |count: usize| count.to_string();
    let words = t_string!(
        say.0,
        chart.check.of_list,
        medicines = n(medicines),
        of_medicines = n(of_medicines),
        allergies = n(allergies),
        of_allergies = n(of_allergies)
    );
    let tone = if whole { Tone::Note } else { Tone::NotKnown };
    vec![Told { tone, words }]
}

/// What stands where medicines are written: with what they are compared, and what is not.
pub fn coverage(say: Say, known: &Known<AllergyRow>) -> Vec<Told> {
    let i18n = say.0;
    let told = |tone, words: &str| Told {
        tone,
        words: words.to_owned(),
    };
    match known {
        Known::NotAsked => vec![told(Tone::NotKnown, t_string!(i18n, chart.check.not_asked))],
        Known::Answered(NoFact::None, _) => {
            vec![told(Tone::Note, t_string!(i18n, chart.check.none_known))]
        }
        Known::Answered(NoFact::NotKnown | NoFact::Declined, _) => {
            vec![told(Tone::NotKnown, t_string!(i18n, chart.check.not_known))]
        }
        Known::Facts(rows) => {
            let left: Vec<String> = not_compared(rows)
                .map(|row| allergy_words(say, row))
                .collect();
            let left = (!left.is_empty()).then(|| {
                let allergies = left.join("; ");
                told(
                    Tone::NotKnown,
                    &t_string!(i18n, chart.check.not_compared, allergies = allergies),
                )
            });
            let against = told(Tone::Note, t_string!(i18n, chart.check.against));
            std::iter::once(against).chain(left).collect()
        }
    }
}

/// What the check of one medicine says.
pub fn check_of(say: Say, line: &MedicationLine, known: &Known<AllergyRow>) -> Vec<Told> {
    // Without an allergy there is nothing that a name could be compared with.
    let Known::Facts(rows) = known else {
        return Vec::new();
    };
    let check = check(line, rows);
    let unknown = unknown_of(say, line);
    let met = check.meets.into_iter().map(|(row, kinship)| Told {
        tone: Tone::Alert,
        words: meeting_words(say, &allergy_words(say, &row), kinship),
    });
    met.chain(unknown).collect()
}

/// That the table does not hold the name of a medicine.
pub fn unknown_of(say: Say, line: &MedicationLine) -> Option<Told> {
    check(line, &[]).unknown.then(|| Told {
        tone: Tone::NotKnown,
        words: t_string!(
            say.0,
            chart.check.unknown,
            n = how_many().to_string(),
            version = VERSION.to_string()
        ),
    })
}

/// One thing that a medicine meets.
pub fn hit_words(say: Say, hit: &Hits) -> String {
    match &hit.met {
        Met::Allergy(row) => meeting_words(say, &allergy_words(say, row), hit.kinship),
        Met::Medicine(row) => doubled_words(say, &medicine_words(say, &row.line), hit.kinship),
    }
}

fn meeting_words(say: Say, allergy: &str, kinship: Kinship) -> String {
    let i18n = say.0;
    let language = say.language();
    let allergy = allergy.to_owned();
    match kinship {
        Kinship::SameIngredient(ingredient) => t_string!(
            i18n,
            chart.check.same_ingredient,
            allergy = allergy,
            name = ingredient.name(language)
        ),
        Kinship::SameClass(class) => t_string!(
            i18n,
            chart.check.same_class,
            allergy = allergy,
            class = class.name(language)
        ),
        Kinship::CrossReaction(one, other) => t_string!(
            i18n,
            chart.check.cross_reaction,
            allergy = allergy,
            one = one.name(language),
            other = other.name(language)
        ),
    }
}

fn doubled_words(say: Say, medicine: &str, kinship: Kinship) -> String {
    let language = say.language();
    let shared = match kinship {
        Kinship::SameIngredient(ingredient) => ingredient.name(language),
        Kinship::SameClass(class) | Kinship::CrossReaction(class, _) => class.name(language),
    };
    let medicine = medicine.to_owned();
    t_string!(
        say.0,
        chart.check.doubled,
        medicine = medicine,
        shared = shared
    )
}

fn medicines_of(review: &Review) -> impl Iterator<Item = &MedicationLine> {
    review
        .statements
        .iter()
        .filter_map(|view| match &view.content {
            Content::Statement(statement) => match &statement.fact {
                Fact::Medication(event) => event.begun(),
                _ => None,
            },
            Content::Newer(_) => None,
        })
}

/// The allergies on one line, under their name: all that are known, or the answer and its day, or that nobody asked.
fn known_allergies(say: Say, known: &Known<AllergyRow>) -> String {
    let i18n = say.0;
    let words = match known {
        Known::NotAsked => return t_string!(i18n, kinds.allergy.not_asked).to_string(),
        Known::Answered(answer, when) => answered_words(say, Question::Allergies, *answer, when),
        Known::Facts(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| allergy_words(say, row)).collect();
            rows.join("; ")
        }
    };
    say.labelled(t_string!(i18n, kinds.answer.question.allergies), &words)
}
