//! The elements of the form by their ids: where the focus goes for a field.

use crate::chart::draft::IntakeField;
use crate::chart::kinds::Question;

pub const FAMILY: &str = "intake-family-0";
pub const GIVEN: &str = "intake-given-0";
pub const AGE: &str = "intake-age";
pub const BIRTH: &str = "intake-birth";
/// The button that takes a photo.
pub const PHOTO: &str = "intake-photo";

/// The field of an answer, by its id; of a list its lines have this with their place behind it.
pub fn element(question: Question) -> &'static str {
    match question {
        Question::Gender => "intake-gender",
        Question::Place => "intake-place",
        Question::Phone => "intake-phone",
        Question::Language => "intake-language",
        Question::NextOfKin => "intake-next_of_kin",
        Question::Photo => PHOTO,
        Question::Reason => "intake-reason",
        Question::Allergies => "intake-allergies",
        Question::Pregnancy => "intake-pregnancy",
        Question::Breastfeeding => "intake-breastfeeding",
        Question::Medicines => "intake-medicines",
        Question::Weight => "intake-weight",
        Question::Height => "intake-height",
        Question::BloodGroup => "intake-blood_group",
        Question::Illnesses => "intake-illnesses",
        Question::Operations => "intake-operations",
        Question::Family => "intake-family-history",
        Question::Social => "intake-social",
        Question::Immunizations => "intake-immunizations",
        Question::Directives => "intake-directives",
        Question::OtherName => FAMILY,
    }
}

/// The element that takes the focus for a field of the form.
pub fn element_of(at: IntakeField) -> String {
    let line = |question, line: u32| format!("{}-{line}", element(question));
    match at {
        IntakeField::Name => FAMILY.into(),
        IntakeField::Sex => "intake-sex-0".into(),
        IntakeField::Age => AGE.into(),
        IntakeField::BirthDate => format!("{BIRTH}-day"),
        IntakeField::Answer(question) if question.is_list() => line(question, 0),
        IntakeField::Answer(question) => element(question).into(),
        IntakeField::Line(question, at) => line(question, at),
        IntakeField::When(question, at) => format!("{}-when-day", line(question, at)),
    }
}
