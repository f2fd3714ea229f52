//! The intake's questions in the chart of someone who is here already: what was not asked first, the rest folded away.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::birth::BirthQuestion;
use super::blood_group::BloodGroup;
use super::contact::{Kin, ToldHowKept};
use super::lines::{allergy_line, dated_line, family_line, medicine_line};
use super::measure::{Height, MeasureQuestion};
use super::photo::Photo;
use super::question::{ListQuestion, WordsQuestion, YesNoQuestion};
use super::taking::{Later, Taking, of};
use super::who::{Names, SexQuestion};
use crate::app::i18n::*;
use crate::app::platform::device;
use crate::app::ui::*;
use crate::chart::asking::Group;
use crate::chart::draft::IntakeDraft;
use crate::chart::kinds::{Birth, NameUse, Question, Sex};
use crate::reading::view::PersonRow;
use crate::terms::vitals::Vital;

/// Nothing answered yet. A name typed for someone whose own is known is another name of theirs.
pub fn blank(person: &PersonRow) -> IntakeDraft {
    let mut draft = IntakeDraft::new(device::now());
    draft.chart = Some(person.chart);
    if !person.placeholder {
        draft
            .names
            .iter_mut()
            .for_each(|name| name.usage = NameUse::Other);
    }
    draft
}

#[component]
pub fn QuestionsForm(later: Later) -> impl IntoView {
    let i18n = use_i18n();
    let taking = expect_context::<Taking>();
    let later = StoredValue::new(later);
    let folded = taking.unfolded;
    let open = move |question: &Question| later.with_value(|l| l.not_asked.contains(question));
    let asked = move |question: &Question| !open(question) && !of_no_use(*question, later);
    let groups = [Group::Who, Group::Now, Group::Before];
    let all = groups.into_iter().flat_map(Group::questions);
    let before = all
        .filter(of_later)
        .filter(|question| asked(question))
        .count();
    view! {
        <div class="stack">
            <p class="hint">{t!(i18n, people.questions.hint)}</p>
            <div class="columns intake-columns">
                {titled_groups(i18n, open, who_is_not_known(later), None)}
            </div>
            <Fold
                id="questions-fold"
                opens="questions-folded"
                open=folded
                words=move || t_string!(i18n, people.questions.asked_before, n = before)
            />
            <div id="questions-folded" class="columns intake-columns" hidden=move || !folded.get()>
                {titled_groups(i18n, asked, other_name(later), Some(view! { <ToldHowKept/> }.into_any()))}
            </div>
        </div>
    }
}

/// What opens the questions that wait, and says how many they are.
#[component]
pub fn Fold(
    id: &'static str,
    /// The element it opens.
    opens: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] words: TextProp,
) -> impl IntoView {
    view! {
        <button
            type="button"
            id=id
            class="fold"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-controls=opens
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Sign icon=Icon::Down/>
            <span>{move || words.get()}</span>
        </button>
    }
}

/// Those meant, by what they are about. `first` and `last` belong to who it is.
fn titled_groups(
    i18n: Texts,
    meant: impl Fn(&Question) -> bool + Copy,
    first: Option<AnyView>,
    last: Option<AnyView>,
) -> impl IntoView {
    view! {
        <Asked title=move || t_string!(i18n, people.intake.now) questions=those(Group::Now, meant)/>
        <Asked title=move || t_string!(i18n, people.intake.who) questions=those(Group::Who, meant) first last/>
        <Asked title=move || t_string!(i18n, people.intake.before) questions=those(Group::Before, meant)/>
    }
}

fn those(group: Group, meant: impl Fn(&Question) -> bool) -> Vec<Question> {
    group.questions().filter(of_later).filter(meant).collect()
}

/// Why someone comes belongs to a visit.
fn of_later(question: &Question) -> bool {
    *question != Question::Reason
}

/// Whether nobody would ask this of them.
fn of_no_use(question: Question, later: StoredValue<Later>) -> bool {
    let today = device::now().day();
    later.with_value(|later| !question.can_concern(later.person.concerned(today)))
}

/// Name, sex and age are asked while they are not known.
fn who_is_not_known(later: StoredValue<Later>) -> Option<AnyView> {
    let person = later.with_value(|later| later.person.clone());
    let sex = person.sex.is_none_or(|sex| sex == Sex::NotKnown);
    let birth = person.birth == Birth::NotKnown;
    (person.placeholder || sex || birth).then(|| {
        view! {
            {person.placeholder.then(|| view! { <Names/> })}
            {sex.then(|| view! { <SexQuestion/> })}
            {birth.then(|| view! { <BirthQuestion/> })}
        }
        .into_any()
    })
}

/// Someone whose name is known may have another.
fn other_name(later: StoredValue<Later>) -> Option<AnyView> {
    let known = later.with_value(|later| !later.person.placeholder);
    known.then(|| view! { <Names/> }.into_any())
}

#[component]
fn Asked(
    #[prop(into)] title: TextProp,
    questions: Vec<Question>,
    #[prop(optional_no_strip)] first: Option<AnyView>,
    #[prop(optional_no_strip)] last: Option<AnyView>,
) -> impl IntoView {
    if questions.is_empty() && first.is_none() && last.is_none() {
        return ().into_any();
    }
    let questions = questions.into_iter().map(ask).collect_view();
    view! {
        <Panel title>
            <div class="stack">{first}{questions}{last}</div>
        </Panel>
    }
    .into_any()
}

/// One question, as the intake and its later page ask it.
pub fn ask(question: Question) -> AnyView {
    let i18n = use_i18n();
    macro_rules! text {
        ($($key:ident).+) => {
            move || t_string!(i18n, $($key).+)
        };
    }
    macro_rules! words {
        ($($label:ident).+, $field:ident, $long:literal) => {
            view! { <WordsQuestion label=text!($($label).+) question long=$long of=of!($field)/> }
                .into_any()
        };
    }
    macro_rules! lines {
        ($id:literal, $($legend:ident).+, $($add:ident).+, $line:ident, $field:ident) => {
            view! {
                <ListQuestion
                    id=$id
                    legend=text!($($legend).+)
                    question
                    add=text!($($add).+)
                    line=$line
                    of=of!($field)
                />
            }
            .into_any()
        };
    }
    macro_rules! yes_or_no {
        ($id:literal, $($legend:ident).+, $($label:ident).+, $field:ident) => {
            view! {
                <YesNoQuestion id=$id legend=text!($($legend).+) question label=text!($($label).+) of=of!($field)/>
            }
            .into_any()
        };
    }
    match question {
        Question::Gender => words!(people.intake.gender, gender, false),
        Question::Place => words!(people.intake.place, place, false),
        Question::Phone => {
            let kind = FieldKind::Phone;
            view! { <WordsQuestion label=text!(people.intake.phone) question kind of=of!(phone)/> }
                .into_any()
        }
        Question::Language => words!(people.intake.language, language, false),
        Question::NextOfKin => view! { <Kin/> }.into_any(),
        Question::Photo => view! { <Photo/> }.into_any(),
        Question::Reason => words!(people.intake.reason, reason, true),
        Question::Allergies => lines!(
            "intake-allergy-answer",
            people.intake.allergies,
            people.intake.another_allergy,
            allergy_line,
            allergies
        ),
        Question::Pregnancy => {
            yes_or_no!(
                "intake-pregnant",
                people.intake.pregnant,
                people.intake.weeks_or_date,
                pregnancy
            )
        }
        Question::Breastfeeding => {
            yes_or_no!(
                "intake-feeding",
                people.intake.breastfeeding,
                people.intake.child_age,
                breastfeeding
            )
        }
        Question::Medicines => lines!(
            "intake-medicine-answer",
            people.intake.medicines,
            people.intake.another_medicine,
            medicine_line,
            medicines
        ),
        Question::Weight => {
            let vital = Vital::Weight;
            view! { <MeasureQuestion label=text!(people.intake.weight) question vital of=of!(weight)/> }
                .into_any()
        }
        Question::Height => view! { <Height/> }.into_any(),
        Question::BloodGroup => view! { <BloodGroup/> }.into_any(),
        Question::Illnesses => lines!(
            "intake-illnesses-answer",
            people.intake.illnesses,
            people.intake.another_illness,
            dated_line,
            illnesses
        ),
        Question::Operations => lines!(
            "intake-operations-answer",
            people.intake.operations,
            people.intake.another_operation,
            dated_line,
            operations
        ),
        Question::Family => lines!(
            "intake-family-history-answer",
            people.intake.family,
            people.intake.another_relative,
            family_line,
            family
        ),
        Question::Social => words!(people.intake.social, social, true),
        Question::Immunizations => lines!(
            "intake-immunizations-answer",
            people.intake.vaccines,
            people.intake.another_vaccine,
            dated_line,
            immunizations
        ),
        Question::Directives => words!(people.intake.directives, directives, true),
        // Another name is asked with the names.
        Question::OtherName => ().into_any(),
    }
}
