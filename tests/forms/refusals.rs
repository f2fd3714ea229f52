//! Every file in `tests/must-fail/forms` is refused for the reason it is named after, and for no other.

use std::collections::BTreeSet;
use std::fs;

use carnet::chart::questionnaire::{MOST_ITEMS, NotKnown};
use carnet::transfer::fhir::questionnaire::read;
use serde_json::json;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/must-fail/forms");

/// The file, the item it is refused at, and why.
fn defects() -> Vec<(&'static str, &'static str, NotKnown)> {
    use NotKnown::*;
    let field = |name: &str| Field(name.into());
    let extension = |name: &str| Extension(name.into());
    let kind = |name: &str| Type(name.into());
    let other = |name: &str| AskedAfterOther(name.into());
    let circle = |names: &[&str]| Circle(names.iter().map(|name| (*name).into()).collect());
    vec![
        ("not-a-questionnaire", "", NotAQuestionnaire),
        ("not-json", "", NotAQuestionnaire),
        ("two-forms", "", NotAQuestionnaire),
        ("field-twice", "", Twice("text".into())),
        ("too-deep", "group10", TooDeep { most: 10 }),
        ("no-question", "", NoQuestion),
        ("group-empty", "1", NoQuestion),
        ("no-link-id", "", NoLinkId),
        ("link-id-blank", " ", NoLinkId),
        ("link-id-hidden-mark", "a\u{200b}", field("linkId")),
        ("same-link-id", "1", SameLinkId),
        ("no-words", "1", NoWords),
        ("no-words-to-see", "1", NoWords),
        ("type-time", "1", kind("time")),
        ("type-reference", "1", kind("reference")),
        ("type-missing", "1", kind("")),
        ("options-none", "1", NoOptions),
        (
            "options-elsewhere",
            "1",
            OptionsElsewhere("http://example.org/ValueSet/elsewhere".into()),
        ),
        (
            "options-not-in-the-file",
            "1",
            OptionsElsewhere("#here".into()),
        ),
        ("options-by-filter", "1", OptionsByRule),
        ("options-of-a-whole-system", "1", OptionsByRule),
        ("options-expanded-in-part", "1", OptionsByRule),
        ("options-both-ways", "1", field("answerValueSet")),
        ("option-twice", "1", SameOption("Yes".into())),
        ("option-of-time", "1", field("valueTime")),
        ("option-of-a-question-without", "1", field("answerOption")),
        ("weight-below-zero", "1", Weight("-1".into())),
        ("formula", "2", Formula),
        ("formula-of-part", "4", Formula),
        ("formula-in-another-language", "2", Formula),
        ("formula-by-an-older-name", "1", Formula),
        ("formula-of-words", "1", Formula),
        ("asked-by-a-formula", "1", Formula),
        ("nothing-counts", "2", NothingCounts),
        ("other-form", "1", OtherForm),
        ("hidden", "1", Hidden),
        ("asked-after-nothing", "1", AskedAfterNothing("9".into())),
        ("asked-after-another-type", "2", other("1")),
        ("asked-after-no-option", "2", other("1")),
        ("asked-after-words-greater", "2", other("1")),
        ("asked-after-below-zero", "2", other("1")),
        ("asked-after-a-group", "2", other("1")),
        ("asked-after-another-unit", "2", other("1")),
        ("asked-after-an-unknown-operator", "2", other("1")),
        (
            "asked-after-two-and-no-behaviour",
            "2",
            field("enableBehavior"),
        ),
        ("circle", "a", circle(&["a", "b", "c"])),
        ("circle-of-one", "a", circle(&["a"])),
        ("circle-through-a-group", "g", circle(&["g", "g1"])),
        ("bound-below-zero", "1", Bound("-5".into())),
        ("bound-of-a-date", "1", Bound("2026-01-01".into())),
        ("bound-in-another-unit", "1", Bound("9".into())),
        ("bounds-crossed", "1", Bound("4".into())),
        ("bound-of-words", "1", extension("maxValue")),
        ("no-unit", "1", NoUnit),
        ("no-code", "1", NoCode),
        (
            "extracted-paper",
            "1",
            extension("sdc-questionnaire-observationExtract"),
        ),
        ("initial-of-another-type", "1", Initial),
        ("initial-beyond-a-bound", "1", Initial),
        ("initial-two-of-one", "1", Initial),
        ("initial-of-no-option", "1", Initial),
        ("needed-and-only-shown", "1", Initial),
        ("control", "1", Control("wheel".into())),
        ("extension-unknown", "1", extension("blink")),
        ("extension-of-the-form-unknown", "", extension("blink")),
        (
            "extension-of-an-option-unknown",
            "1",
            extension("questionnaire-optionExclusive"),
        ),
        (
            "extension-of-words-unknown",
            "1",
            extension("rendering-styleSensitive"),
        ),
        (
            "extension-of-another-value",
            "1",
            extension("questionnaire-hidden"),
        ),
        ("extension-of-a-pattern", "1", extension("regex")),
        (
            "extension-of-a-picture",
            "1",
            extension("sdc-questionnaire-itemMedia"),
        ),
        ("shortest", "1", extension("minLength")),
        ("several-at-most", "1", extension("questionnaire-maxOccurs")),
        ("modifier-extension", "1", field("modifierExtension")),
        ("implicit-rules", "", field("implicitRules")),
        ("subject-type", "", field("subjectType")),
        ("derived-from", "", field("derivedFrom")),
        ("status", "", field("status")),
        ("field-unknown", "1", field("answerConstraint")),
        ("field-of-another-shape", "1", field("required")),
        ("field-null", "1", field("required")),
        ("contained-other", "", field("contained")),
        ("several-letters-of-a-number", "1", field("maxLength")),
        ("several-answers-with-more-inside", "1", field("repeats")),
        ("yes-or-no-several-times", "1", field("repeats")),
        ("display-with-more-inside", "1", field("item")),
    ]
}

#[test]
fn each_defect_is_refused_by_its_own_reason_and_item() {
    let mut wrong = Vec::new();
    for (name, link_id, why) in defects() {
        let file = fs::read_to_string(format!("{FOLDER}/{name}.json"));
        let refused = match read(&file.unwrap_or_else(|_| panic!("{name}.json is gone"))) {
            Ok(_) => {
                wrong.push(format!("{name} is taken"));
                continue;
            }
            Err(refused) => refused,
        };
        let told: Vec<(&str, &NotKnown)> = refused
            .iter()
            .map(|one| (one.link_id.as_str(), &one.why))
            .collect();
        // What a file with one defect does not ask is no second one.
        let is_other =
            |one: &&(&str, &NotKnown)| **one != (link_id, &why) && *one.1 != NotKnown::NoQuestion;
        if !told.contains(&(link_id, &why)) || told.iter().any(|one| is_other(&one)) {
            wrong.push(format!("{name}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_file_with_a_defect_is_left_out() {
    let files = fs::read_dir(FOLDER).expect("the folder of defects");
    let files: BTreeSet<String> = files
        .map(|file| file.expect("a readable folder").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let named = defects().into_iter().map(|(name, ..)| name.to_owned());
    assert_eq!(files, named.collect());
}

#[test]
fn a_form_has_a_bound_of_items_and_of_brackets() {
    let item = |at: usize| json!({"linkId": at.to_string(), "text": "Is it?", "type": "boolean"});
    let form = |count: usize| {
        let items: Vec<_> = (0..count).map(item).collect();
        json!({"resourceType": "Questionnaire", "title": "Long", "item": items}).to_string()
    };
    assert!(read(&form(MOST_ITEMS)).is_ok());
    let refused = read(&form(MOST_ITEMS + 1)).expect_err("one too many");
    let why = NotKnown::TooManyItems {
        count: 1001,
        most: 1000,
    };
    assert_eq!(refused[0].why, why);
    let brackets = "[".repeat(200_000);
    let refused = read(&brackets).expect_err("too deep");
    assert_eq!(refused[0].why, NotKnown::TooDeep { most: 10 });
}

#[test]
fn a_refusal_says_the_items_words() {
    let file = fs::read_to_string(format!("{FOLDER}/hidden.json")).expect("it is there");
    assert_eq!(read(&file).expect_err("hidden")[0].words, "Words");
}

#[test]
fn a_set_for_every_choice_has_its_bound() {
    let concepts: Vec<_> = (0..2000)
        .map(|at| json!({"code": at.to_string(), "display": format!("Option {at}")}))
        .collect();
    let items: Vec<_> = (0..200)
        .map(|at| {
            json!({"linkId": at.to_string(), "text": "Which?", "type": "choice", "answerValueSet": "#all"})
        })
        .collect();
    let set = json!({"resourceType": "ValueSet", "id": "all",
        "compose": {"include": [{"system": "urn:x", "concept": concepts}]}});
    let form = json!({"resourceType": "Questionnaire", "title": "Wide", "contained": [set], "item": items});
    let refused = read(&form.to_string()).expect_err("400 000 options");
    assert!(
        refused
            .iter()
            .all(|one| matches!(one.why, NotKnown::TooManyOptions { .. }))
    );
}
