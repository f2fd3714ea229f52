//! The items of a form: groups, lines to read, and questions, each with all that is said of it.

use std::collections::BTreeSet;

use super::extensions::{self, Extended};
use super::fields::Refusals;
use super::numbers::{self, whole_number};
use super::options::{self, ValueSets};
use super::{conditions, initial, sum, words};
use crate::base::text::is_hidden;
use crate::chart::questionnaire::{Item, ItemKind, NotKnown, Words};
use crate::transfer::fhir::json::Node;

/// Items inside items, at most.
pub const MOST_LEVELS: u32 = 10;

/// Fields of an item that are understood.
const FIELDS: &[&str] = &[
    "linkId",
    "code",
    "prefix",
    "_prefix",
    "text",
    "_text",
    "type",
    "enableWhen",
    "enableBehavior",
    "required",
    "repeats",
    "readOnly",
    "maxLength",
    "answerValueSet",
    "answerOption",
    "initial",
    "item",
    "extension",
];

/// Fields of an item that change nothing about what is asked or taken, and why.
const BESIDE: &[(&str, &str)] = &[("definition", "of which field elsewhere the question came")];

/// Stands for a question that is refused, and with it the form.
const NEVER_SHOWN: ItemKind = ItemKind::Boolean;

/// The items of a form, and what only the whole form can tell of them.
#[derive(Default)]
pub struct Read {
    pub items: Vec<Item>,
    pub sums: Vec<sum::Wanted>,
    pub conditions: Vec<conditions::Wanted>,
}

/// Reads every item once.
struct Reader<'r, 'a> {
    sets: &'r ValueSets<'a>,
    refused: &'r mut Refusals,
    link_ids: BTreeSet<String>,
    sums: Vec<sum::Wanted>,
    conditions: Vec<conditions::Wanted>,
    options: usize,
}

/// How many items there are, one inside the other.
pub fn count(node: Node<'_>) -> usize {
    let inside = node.list("item").into_iter();
    inside.map(|item| 1 + count(item)).sum()
}

/// The items of a form. `is_extracted`: what is in it goes to the chart as observations.
pub fn all(
    form: Node<'_>,
    is_extracted: bool,
    sets: &ValueSets<'_>,
    refused: &mut Refusals,
) -> Read {
    let mut reader = Reader {
        sets,
        refused,
        link_ids: BTreeSet::new(),
        sums: Vec::new(),
        conditions: Vec::new(),
        options: 0,
    };
    let items = reader.inside(form, 1, is_extracted);
    Read {
        items,
        sums: reader.sums,
        conditions: reader.conditions,
    }
}

impl Reader<'_, '_> {
    fn inside(&mut self, node: Node<'_>, level: u32, is_extracted: bool) -> Vec<Item> {
        let items = self.refused.list(node, "item");
        if level > MOST_LEVELS && !items.is_empty() {
            self.refused.say(NotKnown::TooDeep { most: MOST_LEVELS });
            return Vec::new();
        }
        let read = items.into_iter();
        read.map(|item| self.item(item, level, is_extracted))
            .collect()
    }

    fn item(&mut self, node: Node<'_>, level: u32, around: bool) -> Item {
        let link_id = node.0["linkId"].as_str().unwrap_or_default();
        let shown = node.0["text"].as_str().map(words::clean);
        self.refused.at(link_id, &shown.unwrap_or_default());
        self.refused.only(node, FIELDS, BESIDE);
        self.name(node, link_id);
        let text = words::text(node, "text", self.refused);
        if text.words.is_empty() {
            self.refused.say(NotKnown::NoWords);
        }
        let kind = self.refused.string(node, "type").unwrap_or_default();
        let extended = self.extensions(node, kind);
        let own = extended.flag(extensions::EXTRACT, self.refused);
        let mut item = Item {
            link_id: link_id.to_owned(),
            prefix: words::text(node, "prefix", self.refused).words,
            text,
            codings: words::codings(node, "code", self.refused),
            kind: self.kind(node, kind, &extended),
            required: self.refused.flag(node, "required").unwrap_or(false),
            repeats: self.refused.flag(node, "repeats").unwrap_or(false),
            read_only: self.refused.flag(node, "readOnly").unwrap_or(false),
            condition: None,
            is_extracted: own.unwrap_or(around),
            initial: Vec::new(),
            items: Vec::new(),
        };
        let is_score = self.is_score(&item, &extended);
        self.how_often(&item, is_score, &extended);
        self.what_is_extracted(&item, own);
        item.initial = initial::of(node, &item, is_score, self.refused);
        if let Some(wanted) = conditions::wanted(node, &item, self.refused) {
            self.conditions.push(wanted);
        }
        self.nothing_lacks(&item);
        item.items = self.inside(node, level + 1, item.is_extracted);
        self.refused.at(&item.link_id, &item.text.words);
        self.whole(&item);
        item
    }

    fn name(&mut self, node: Node<'_>, link_id: &str) {
        if !node.has("linkId") || link_id.trim().is_empty() {
            self.refused.say(NotKnown::NoLinkId);
        } else if link_id.chars().any(|c| c.is_control() || is_hidden(c)) {
            self.refused.field("linkId");
        } else if !self.link_ids.insert(link_id.to_owned()) {
            self.refused.say(NotKnown::SameLinkId);
        }
    }

    fn extensions<'a>(&mut self, node: Node<'a>, kind: &str) -> Extended<'a> {
        let mut understood = vec![
            extensions::EXTRACT,
            extensions::HIDDEN,
            extensions::CONTROL,
            extensions::SHORTEST,
            extensions::FEWEST,
            extensions::SEVERAL,
            extensions::CALCULATED,
        ];
        let is_number = matches!(kind, "integer" | "decimal" | "quantity");
        if is_number || matches!(kind, "date" | "dateTime") {
            understood.extend(extensions::LEAST.iter().chain(extensions::MOST));
        }
        if is_number {
            understood.extend([extensions::UNIT, extensions::UNIT_OPTION]);
        }
        let extended = extensions::of(node, &understood, self.refused);
        if extended.flag(extensions::HIDDEN, self.refused) == Some(true) {
            self.refused.say(NotKnown::Hidden);
        }
        extended
    }

    fn kind(&mut self, node: Node<'_>, kind: &str, extended: &Extended<'_>) -> ItemKind {
        let control = options::control(kind, extended, self.refused);
        let most = self.most_letters(node, kind);
        let has_options = node.has("answerOption") || node.has("answerValueSet");
        if has_options && !matches!(kind, "choice" | "open-choice") {
            self.refused.field("answerOption");
        }
        match kind {
            "group" => ItemKind::Group,
            "display" => ItemKind::Display,
            "boolean" => ItemKind::Boolean,
            "integer" | "decimal" | "quantity" => {
                ItemKind::Number(numbers::number(kind, extended, self.refused))
            }
            "date" | "dateTime" => {
                numbers::no_bounds(extended, self.refused);
                match kind {
                    "date" => ItemKind::Date,
                    _ => ItemKind::DateTime,
                }
            }
            "string" | "text" => ItemKind::Words(Words {
                several_lines: kind == "text",
                most,
            }),
            "choice" | "open-choice" if self.options > options::MOST_OPTIONS => {
                let most = options::MOST_OPTIONS as u32;
                self.refused.say(NotKnown::TooManyOptions { most });
                NEVER_SHOWN
            }
            "choice" | "open-choice" => {
                let is_open = kind == "open-choice";
                let choice = options::choice(node, is_open, control, self.sets, self.refused);
                self.options += choice.options.len();
                ItemKind::Choice(choice)
            }
            "attachment" => ItemKind::Paper,
            other => {
                self.refused.say(NotKnown::Type(other.to_owned()));
                NEVER_SHOWN
            }
        }
    }

    fn most_letters(&mut self, node: Node<'_>, kind: &str) -> Option<u32> {
        let most = node.0.get("maxLength")?;
        let most = whole_number(most).filter(|most| *most > 0);
        if most.is_none() || !matches!(kind, "string" | "text") {
            self.refused.field("maxLength");
        }
        most
    }

    /// Whether its value is counted. Which sum it is only the whole form can tell.
    fn is_score(&mut self, item: &Item, extended: &Extended<'_>) -> bool {
        let forms = ["Expression"];
        let calculated = extended.value(&[extensions::CALCULATED], &forms, self.refused);
        let Some((_, expression)) = calculated else {
            return false;
        };
        const BESIDE: &[(&str, &str)] = &[
            ("name", "by which other formulas call it"),
            ("description", "what it is, in words"),
        ];
        let fields = &["language", "expression"];
        self.refused.only(Node(expression), fields, BESIDE);
        match &item.kind {
            ItemKind::Number(number) if sum::has_no_unit(number) => {
                self.sums.push(sum::Wanted {
                    link_id: item.link_id.clone(),
                    expression: sum::formula(expression),
                });
            }
            _ => self.refused.say(NotKnown::Formula),
        }
        true
    }

    /// How many answers it takes at least and at most.
    fn how_often(&mut self, item: &Item, is_score: bool, extended: &Extended<'_>) {
        for (name, is_same) in [
            (
                extensions::SHORTEST,
                (|_, least| least <= 1) as fn(&Item, u32) -> bool,
            ),
            (extensions::FEWEST, |item, least| {
                least == 0 || (least == 1 && item.required)
            }),
            (extensions::SEVERAL, |item, most| most == 1 && !item.repeats),
        ] {
            let value = extended.value(&[name], &["Integer"], self.refused);
            if let Some((_, value)) = value
                && !whole_number(value).is_some_and(|value| is_same(item, value))
            {
                self.refused.say(NotKnown::Extension(name.to_owned()));
            }
        }
        let is_line = item.kind == ItemKind::Display;
        if item.repeats && (is_score || is_line || item.kind == ItemKind::Boolean) {
            self.refused.field("repeats");
        }
        if item.required && (is_score || is_line) {
            self.refused.field("required");
        }
        if item.read_only && !item.is_question() {
            self.refused.field("readOnly");
        }
    }

    /// What goes to the chart as an observation needs a code that says what it is, and a value that observations have.
    fn what_is_extracted(&mut self, item: &Item, own: Option<bool>) {
        let says_so = own == Some(true) && item.is_question();
        if says_so && item.codings.is_empty() {
            self.refused.say(NotKnown::NoCode);
        } else if says_so && !item.becomes_observation() {
            let name = extensions::EXTRACT.to_owned();
            self.refused.say(NotKnown::Extension(name));
        }
    }

    /// What is only shown and needs an answer has to begin with one.
    fn nothing_lacks(&mut self, item: &Item) {
        if item.required && item.read_only && item.initial.is_empty() {
            self.refused.say(NotKnown::Initial);
        }
    }

    /// What is said of an item together with those inside it.
    fn whole(&mut self, item: &Item) {
        match item.kind {
            ItemKind::Group if item.items.is_empty() => self.refused.say(NotKnown::NoQuestion),
            ItemKind::Display if !item.items.is_empty() => self.refused.field("item"),
            // Which of several answers would what is asked inside belong to?
            _ if item.is_question() && item.repeats && asks_inside(item) => {
                self.refused.field("repeats");
            }
            _ => {}
        }
    }
}

fn asks_inside(item: &Item) -> bool {
    let mut inside = item.items.iter();
    inside.any(|inner| inner.kind != ItemKind::Display)
}
