//! The options of a choice: one by one in the item, or in a ValueSet inside the file that lists them.

use serde_json::Value as Json;

use super::extensions::{self, Extended};
use super::fields::Refusals;
use super::numbers::{decimal, written};
use super::words::{self, Coded};
use crate::chart::concept::Coding;
use crate::chart::questionnaire::{Answer, Choice, Control, NotKnown, Text};
use crate::transfer::fhir::json::Node;

/// Options of all choices of a form, at most: a set may serve every one of them.
pub const MOST_OPTIONS: usize = 20_000;

/// The code system of controls.
const CONTROLS: &str = "http://hl7.org/fhir/questionnaire-item-control";

/// Controls by which groups and lines are laid out; here they stand in the order of the form.
const LAYOUTS: [&str; 21] = [
    "list",
    "table",
    "htable",
    "gtable",
    "atable",
    "grid",
    "header",
    "footer",
    "page",
    "tab-container",
    "inline",
    "prompt",
    "unit",
    "lower",
    "upper",
    "flyover",
    "legal",
    "help",
    "security",
    "hover",
    "opening",
];

/// Controls that take the same answers as the field that stands here.
const FIELDS: [&str; 3] = ["text-box", "spinner", "slider"];

/// Fields of a ValueSet that change nothing about which options it lists, and why.
const BESIDE_SET: &[(&str, &str)] = &[
    ("url", "its name elsewhere"),
    ("identifier", "its number elsewhere"),
    ("version", "which one it is"),
    ("name", "its name for programs"),
    ("title", "its name"),
    ("status", "the form says whether it is in use"),
    ("experimental", "what its makers think of it"),
    ("date", "when it was published"),
    ("publisher", "who made it"),
    ("contact", "who answers for it"),
    ("description", "for whoever chooses a set"),
    ("useContext", "for whoever chooses a set"),
    ("jurisdiction", "for whoever chooses a set"),
    ("immutable", "whether its makers change it"),
    ("purpose", "why it was made"),
    ("copyright", "what stands in the file, which is kept"),
    ("meta", "when and by which profile a server keeps it"),
    ("language", "words that are in another say so themselves"),
    ("text", "the same set once more, to be read"),
];

/// The sets of options in a file, by the names that items call them by.
pub struct ValueSets<'a>(Vec<(&'a str, Node<'a>)>);

impl<'a> ValueSets<'a> {
    pub fn of(form: Node<'a>, refused: &mut Refusals) -> Self {
        let mut sets = Vec::new();
        for resource in refused.list(form, "contained") {
            let is_set = resource.text("resourceType") == Some("ValueSet");
            match resource.text("id").filter(|_| is_set) {
                Some(id) => sets.push((id, resource)),
                None => refused.field("contained"),
            }
        }
        Self(sets)
    }

    fn get(&self, reference: &str) -> Option<Node<'a>> {
        let id = reference.strip_prefix('#')?;
        let found = self.0.iter().find(|(own, _)| *own == id);
        found.map(|(_, set)| *set)
    }
}

/// How the item is shown.
pub fn control(kind: &str, extended: &Extended<'_>, refused: &mut Refusals) -> Control {
    let forms = ["CodeableConcept"];
    let Some((_, concept)) = extended.value(&[extensions::CONTROL], &forms, refused) else {
        return Control::default();
    };
    let concept = Node(concept);
    refused.only(concept, &["coding", "text"], &[]);
    words::codings(concept, "coding", refused);
    let is_own = |coding: &Node<'_>| matches!(coding.text("system"), None | Some(CONTROLS));
    let mut own = concept.list("coding").into_iter().filter(is_own);
    let code = own.find_map(|coding| coding.text("code"));
    let is_laid_out = matches!(kind, "group" | "display");
    match code.or(concept.text("text")).unwrap_or_default() {
        layout if is_laid_out && LAYOUTS.contains(&layout) => Control::ByNumber,
        "radio-button" | "check-box" if !is_laid_out => Control::Buttons,
        "drop-down" | "autocomplete" if !is_laid_out => Control::List,
        field if !is_laid_out && kind != "choice" && FIELDS.contains(&field) => Control::ByNumber,
        other => {
            refused.say(NotKnown::Control(words::clean(other)));
            Control::ByNumber
        }
    }
}

/// A choice with its options.
pub fn choice(
    node: Node<'_>,
    is_open: bool,
    control: Control,
    sets: &ValueSets<'_>,
    refused: &mut Refusals,
) -> Choice {
    let of_set = refused.string(node, "answerValueSet");
    let mut options = Vec::new();
    let in_items = refused.list(node, "answerOption");
    for option in &in_items {
        options.extend(in_item(*option, refused));
    }
    match of_set.map(|address| (address, sets.get(address))) {
        _ if of_set.is_some() && node.has("answerOption") => refused.field("answerValueSet"),
        Some((_, Some(set))) => options = in_set(set, refused),
        Some((address, None)) => refused.say(NotKnown::OptionsElsewhere(words::clean(address))),
        None if in_items.is_empty() => refused.say(NotKnown::NoOptions),
        None => {}
    }
    let mut all: Vec<&str> = options.iter().map(|one| one.text.words.as_str()).collect();
    all.sort_unstable();
    if let Some(two) = all.windows(2).find(|two| two[0] == two[1]) {
        refused.say(NotKnown::SameOption(two[0].to_owned()));
    }
    Choice {
        options,
        is_open,
        control,
    }
}

/// Which of the options in an item the form begins with.
pub fn selected(node: Node<'_>) -> Vec<u32> {
    let all = node.list("answerOption").into_iter().enumerate();
    let selected = all.filter(|(_, option)| option.bool("initialSelected") == Some(true));
    selected.map(|(at, _)| at as u32).collect()
}

fn in_item(option: Node<'_>, refused: &mut Refusals) -> Option<Answer> {
    const FIELDS: &[&str] = &[
        "valueCoding",
        "valueString",
        "_valueString",
        "valueInteger",
        "valueDate",
        "initialSelected",
        "extension",
    ];
    refused.only(option, FIELDS, &[]);
    refused.flag(option, "initialSelected");
    let extended = extensions::of(option, &understood(), refused);
    let values: Vec<&str> = option
        .keys()
        .filter(|key| key.starts_with("value"))
        .collect();
    let [key] = values.as_slice() else {
        refused.field("answerOption");
        return None;
    };
    let key = *key;
    let answer = match key {
        "valueCoding" => {
            let coding = refused.element(option, key)?;
            let coded = words::coded(coding, &understood(), refused);
            return Some(of_code(coded, &extended, refused));
        }
        "valueString" => words::text(option, key, refused),
        "valueInteger" => Text::plain(option.number(key).unwrap_or_default()),
        "valueDate" => Text::plain(words::plain(option, key, refused)),
        // It is refused by its name already.
        _ => return None,
    };
    if answer.words.is_empty() {
        refused.field(key);
    }
    Some(Answer {
        coding: None,
        text: with_prefix(answer, &extended, refused),
        weight: weight(&extended, refused),
    })
}

/// What is understood of an option beside its words and its code.
fn understood() -> Vec<&'static str> {
    let all = extensions::WEIGHTS.iter().chain(extensions::BEFORE_OPTION);
    all.copied().collect()
}

/// An option by its code. What is said of it stands at the option or at its code.
fn of_code(coded: Coded<'_>, at_option: &Extended<'_>, refused: &mut Refusals) -> Answer {
    let text = match coded.display.words.is_empty() {
        true => Text::plain(coded.coding.code.clone()),
        false => coded.display,
    };
    let text = with_prefix(text, at_option, refused);
    let at_option = weight(at_option, refused);
    Answer {
        text: with_prefix(text, &coded.extended, refused),
        weight: at_option.or_else(|| weight(&coded.extended, refused)),
        // Words alone are no code: two of them would be the same one.
        coding: Some(coded.coding).filter(|coding| !coding.code.is_empty()),
    }
}

fn weight(extended: &Extended<'_>, refused: &mut Refusals) -> Option<String> {
    let forms = ["Decimal", "Integer"];
    let (_, value) = extended.value(extensions::WEIGHTS, &forms, refused)?;
    let weight = decimal(value);
    if weight.is_none() {
        refused.say(NotKnown::Weight(written(value)));
    }
    weight
}

/// "a. Yes": what is to stand before the words of an option.
fn with_prefix(text: Text, extended: &Extended<'_>, refused: &mut Refusals) -> Text {
    let prefix = extended.value(extensions::BEFORE_OPTION, &["String"], refused);
    let prefix = prefix.and_then(|(_, value)| value.as_str());
    let prefix = prefix.map(words::clean).unwrap_or_default();
    if prefix.is_empty() {
        return text;
    }
    let after = |words: &str| format!("{prefix} {words}");
    let translations = text.translations.iter();
    Text {
        words: after(&text.words),
        translations: translations
            .map(|(language, words)| (language.clone(), after(words)))
            .collect(),
    }
}

/// Every option that a set lists.
fn in_set(set: Node<'_>, refused: &mut Refusals) -> Vec<Answer> {
    const FIELDS: &[&str] = &["resourceType", "compose", "expansion", "extension"];
    refused.only(set, FIELDS, BESIDE_SET);
    extensions::of(set, &[], refused);
    let mut options = Vec::new();
    let is_listed = match (
        refused.element(set, "expansion"),
        refused.element(set, "compose"),
    ) {
        (Some(expansion), _) => expanded(expansion, &mut options, refused),
        (None, Some(compose)) => composed(compose, &mut options, refused),
        (None, None) => true,
    };
    match (is_listed, options.is_empty()) {
        (false, _) => refused.say(NotKnown::OptionsByRule),
        (true, true) => refused.say(NotKnown::NoOptions),
        (true, false) => {}
    }
    options
}

/// Whether all of a set stands in what was made of its rules.
fn expanded(expansion: Node<'_>, options: &mut Vec<Answer>, refused: &mut Refusals) -> bool {
    const FIELDS: &[&str] = &["contains", "total", "offset", "extension"];
    const BESIDE: &[(&str, &str)] = &[
        ("identifier", "its name elsewhere"),
        ("timestamp", "when it was made"),
        ("parameter", "how it was made"),
    ];
    refused.only(expansion, FIELDS, BESIDE);
    extensions::of(expansion, &[], refused);
    let mut count = 0;
    contained(expansion, options, &mut count, refused);
    let total = expansion.0.get("total").and_then(Json::as_u64);
    let from_first = expansion.0.get("offset").is_none_or(|offset| *offset == 0);
    total.is_none_or(|total| total == count) && from_first
}

fn contained(node: Node<'_>, options: &mut Vec<Answer>, count: &mut u64, refused: &mut Refusals) {
    const FIELDS: &[&str] = &[
        "system",
        "code",
        "display",
        "_display",
        "designation",
        "abstract",
        "inactive",
        "contains",
        "extension",
    ];
    for one in refused.list(node, "contains") {
        refused.only(one, FIELDS, &[("version", "a code keeps what it means")]);
        *count += 1;
        if refused.flag(one, "inactive") == Some(true) {
            refused.field("inactive");
        }
        // A heading of the set, which nobody chooses.
        if refused.flag(one, "abstract") != Some(true) {
            let system = words::plain(one, "system", refused);
            options.push(concept(one, &system, refused));
        }
        contained(one, options, count, refused);
    }
}

/// Whether a set is put together of options that are listed.
fn composed(compose: Node<'_>, options: &mut Vec<Answer>, refused: &mut Refusals) -> bool {
    const FIELDS: &[&str] = &["include", "exclude", "extension"];
    const BESIDE: &[(&str, &str)] = &[
        ("lockedDate", "a listed code keeps what it means"),
        ("inactive", "what is listed is meant"),
    ];
    refused.only(compose, FIELDS, BESIDE);
    extensions::of(compose, &[], refused);
    let mut is_listed = !compose.has("exclude");
    for include in refused.list(compose, "include") {
        const FIELDS: &[&str] = &["system", "concept", "filter", "valueSet", "extension"];
        refused.only(
            include,
            FIELDS,
            &[("version", "a code keeps what it means")],
        );
        extensions::of(include, &[], refused);
        let by_rule = ["filter", "valueSet"].iter().any(|rule| include.has(rule));
        is_listed &= !by_rule && include.has("concept");
        let system = words::plain(include, "system", refused);
        for one in refused.list(include, "concept") {
            const FIELDS: &[&str] = &["code", "display", "_display", "designation", "extension"];
            refused.only(one, FIELDS, &[]);
            options.push(concept(one, &system, refused));
        }
    }
    is_listed
}

fn concept(one: Node<'_>, system: &str, refused: &mut Refusals) -> Answer {
    let mut display = words::text(one, "display", refused);
    for designation in refused.list(one, "designation") {
        const BESIDE: &[(&str, &str)] = &[("use", "the first of a language is taken")];
        refused.only(designation, &["language", "value"], BESIDE);
        let language = designation.text("language");
        let words = designation.text("value").map(words::clean);
        display
            .translations
            .extend(language.map(str::to_owned).zip(words));
    }
    let coding = Coding {
        system: system.to_owned(),
        code: words::plain(one, "code", refused),
        display: display.words.clone(),
    };
    if coding.code.is_empty() {
        refused.field("code");
    }
    let coded = Coded {
        coding,
        display,
        extended: extensions::of(one, &understood(), refused),
    };
    let nothing = Extended::default();
    of_code(coded, &nothing, refused)
}
