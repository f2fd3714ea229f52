//! Why a form is not taken: what of it Carnet does not know, item by item. A form is taken whole or not at all.

use serde::{Deserialize, Serialize};

/// One thing of a form that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The item's own; empty where it is the form itself.
    pub link_id: String,
    /// The item's words, as far as it has some.
    pub words: String,
    pub why: NotKnown,
}

/// What is not known of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotKnown {
    /// The file is no Questionnaire of FHIR R4 in JSON.
    NotAQuestionnaire,
    /// The file is longer than a form may be, in bytes.
    TooLarge { most: u32 },
    /// It has more items than a form may have.
    TooManyItems { count: u32, most: u32 },
    /// Groups stand in groups too deep.
    TooDeep { most: u32 },
    /// A field stands twice in one element: its name.
    Twice(String),
    /// It asks nothing, or a group has nothing in it.
    NoQuestion,
    /// An item without `linkId`.
    NoLinkId,
    /// Two items have the same `linkId`.
    SameLinkId,
    /// A question or a heading without words.
    NoWords,
    /// A type of item: "time", "reference".
    Type(String),
    /// A choice without options.
    NoOptions,
    /// Options in a ValueSet that is not in the file: its address.
    OptionsElsewhere(String),
    /// Options by a rule of a ValueSet and not one by one.
    OptionsByRule,
    /// Its choices have more options together than a form may have.
    TooManyOptions { most: u32 },
    /// Two options read the same: their words.
    SameOption(String),
    /// What an option counts is no number, or is below zero.
    Weight(String),
    /// Its value is counted by a formula that is no sum of options.
    Formula,
    /// It is a score, and no option counts: the options need numbers.
    NothingCounts,
    /// Its questions stand in another form.
    OtherForm,
    /// It is hidden.
    Hidden,
    /// It is asked after an answer to an item that the form does not have.
    AskedAfterNothing(String),
    /// It is asked after an answer that its question cannot have.
    AskedAfterOther(String),
    /// These items wait for each other.
    Circle(Vec<String>),
    /// A bound that is no number, is below zero, is of a date, or is in another unit; or the most is less than the least.
    Bound(String),
    /// A quantity without a unit.
    NoUnit,
    /// It goes to the chart as an observation, and no code says of what.
    NoCode,
    /// What it begins with is no answer to it; or it is only shown, needs an answer, and begins with none.
    Initial,
    /// How it is shown: a control that is not known.
    Control(String),
    /// Another extension that changes what is asked or taken: its name.
    Extension(String),
    /// A field of the form that changes what is asked or taken: its name.
    Field(String),
}
