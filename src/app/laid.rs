//! A form that is filled in, as its page draws it: headings, questions, what is not asked any more, and what stands below a
//! group.

use std::sync::Arc;

use crate::chart::questionnaire::{
    Answers, Control, Item, ItemKind, Place, Questionnaire, ReadIn, asked,
};

/// Options that stand as buttons, at most.
const MOST_BUTTONS: usize = 7;

/// One heading, line or question of the form, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    pub item: Arc<Item>,
    /// Its place among all items of the form, from 0: the same whatever is answered.
    pub number: usize,
    pub place: Place,
    /// How deep it stands, from 0.
    pub level: u8,
    /// What is around it, by its place in the list.
    pub inside: Option<usize>,
    /// Of a repeating group, which filling-in it is the heading of, from 0.
    pub row: Option<u32>,
    pub now: bool,
}

impl Laid {
    /// The id of its element: the same each time the form is opened, and no word of the form.
    pub fn id(&self) -> String {
        let rows = self.place.rows.iter().chain(&self.row);
        rows.fold(format!("form-{}", self.number), |id, row| {
            format!("{id}-{row}")
        })
    }

    /// It is asked now, and can be answered.
    pub fn is_open(&self) -> bool {
        self.now && self.item.is_question() && !self.item.read_only
    }

    /// It is asked because of another answer.
    pub fn is_called_up(&self) -> bool {
        self.item.condition.is_some()
    }

    fn is_answered(&self, answers: &Answers) -> bool {
        answers
            .of(&self.place)
            .is_some_and(|typing| !typing.is_blank())
    }
}

/// What the page draws, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    Heading(Laid),
    Display(Laid),
    Question(Laid),
    Score(Laid),
    /// Something is typed in it, and it is not asked any more.
    NotAskedNow(Laid),
    /// Below the last question of a group (`None`: of the form): its questions of yes or no that are left.
    Rest(Option<Laid>),
    /// Below the last filling-in of a repeating group.
    Rows(Laid),
}

impl Line {
    /// Tells it from every other line: one whose key stays is not drawn anew, and keeps the focus.
    pub fn key(&self) -> String {
        match self {
            Self::Heading(one) | Self::Display(one) | Self::Question(one) | Self::Score(one) => {
                one.id()
            }
            Self::NotAskedNow(one) => format!("{}-struck", one.id()),
            Self::Rest(group) => {
                format!("{}-rest", group.as_ref().map(Laid::id).unwrap_or_default())
            }
            Self::Rows(group) => format!("{}-rows", group.id()),
        }
    }
}

/// The items of a form, each by itself.
pub fn items_of(form: &Questionnaire) -> Vec<Arc<Item>> {
    let items = form.all_items().into_iter();
    items.map(|(_, item)| Arc::new(item.clone())).collect()
}

/// The list of what is asked, with items that live as long as the page.
pub fn laid(
    form: &Questionnaire,
    items: &[Arc<Item>],
    answers: &Answers,
    within: ReadIn,
) -> Vec<Laid> {
    let asked = asked(form, answers, within).into_iter();
    let own = asked.filter_map(|one| {
        let number = items
            .iter()
            .position(|item| item.link_id == one.item.link_id)?;
        Some(Laid {
            item: items[number].clone(),
            number,
            place: one.place,
            level: one.level,
            inside: one.inside,
            row: one.row,
            now: one.now,
        })
    });
    own.collect()
}

/// What is drawn of it.
pub fn lines(laid: &[Laid], answers: &Answers) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, one) in laid.iter().enumerate() {
        close(one.level, &mut open, laid, answers, &mut lines);
        if !one.now {
            if one.is_answered(answers) {
                lines.push(Line::NotAskedNow(one.clone()));
            }
            continue;
        }
        lines.push(match one.item.kind {
            ItemKind::Group => {
                open.push(at);
                Line::Heading(one.clone())
            }
            ItemKind::Display => Line::Display(one.clone()),
            ItemKind::Score(_) => Line::Score(one.clone()),
            _ => Line::Question(one.clone()),
        });
    }
    close(0, &mut open, laid, answers, &mut lines);
    if is_offered(None, laid) {
        lines.push(Line::Rest(None));
    }
    lines
}

/// Ends the groups that stand as deep as what follows, or deeper.
fn close(
    level: u8,
    open: &mut Vec<usize>,
    laid: &[Laid],
    answers: &Answers,
    lines: &mut Vec<Line>,
) {
    while let Some(at) = open.pop_if(|at| laid[*at].level >= level) {
        let group = &laid[at];
        if is_offered(Some(at), laid) {
            lines.push(Line::Rest(Some(group.clone())));
        }
        if group
            .row
            .is_some_and(|row| row + 1 == answers.rows_of(&group.place))
        {
            lines.push(Line::Rows(group.clone()));
        }
    }
}

fn is_yes_or_no(one: &Laid, group: Option<usize>) -> bool {
    one.inside == group && one.is_open() && one.item.kind == ItemKind::Boolean
}

/// One press for one question would be one press more to look at.
fn is_offered(group: Option<usize>, laid: &[Laid]) -> bool {
    let questions = laid.iter().filter(|one| is_yes_or_no(one, group));
    questions.count() > 1
}

/// The questions of yes or no of a group that nobody answered. What is called up by another is asked by itself.
pub fn rest_of(group: Option<&Laid>, laid: &[Laid], answers: &Answers) -> Vec<Place> {
    let at = group.and_then(|group| laid.iter().position(|one| one.id() == group.id()));
    if group.is_some() && at.is_none() {
        return Vec::new();
    }
    let rest = laid
        .iter()
        .filter(|one| is_yes_or_no(one, at) && !one.is_answered(answers));
    rest.map(|one| one.place.clone()).collect()
}

/// One of so many options that they stand in a list. Several are chosen by boxes, however many there are.
pub fn is_a_list(item: &Item) -> bool {
    let ItemKind::Choice(choice) = &item.kind else {
        return false;
    };
    !item.repeats
        && match choice.control {
            Control::List => true,
            Control::Buttons => false,
            Control::ByNumber => choice.options.len() > MOST_BUTTONS,
        }
}

/// How many questions that are asked have an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub answered: u32,
    pub of: u32,
}

/// Of the whole form, or of all that stands in a group.
pub fn count(group: Option<&Laid>, laid: &[Laid], answers: &Answers) -> Count {
    let mut count = Count::default();
    for one in inside(group, laid).iter().filter(|one| one.is_open()) {
        count.of += 1;
        count.answered += u32::from(one.is_answered(answers));
    }
    count
}

/// The first question that nobody answered.
pub fn first_open<'a>(laid: &'a [Laid], answers: &Answers) -> Option<&'a Laid> {
    laid.iter()
        .find(|one| one.is_open() && !one.is_answered(answers))
}

/// What stands in a group; without one, everything.
pub fn inside<'a>(group: Option<&Laid>, laid: &'a [Laid]) -> &'a [Laid] {
    let Some(group) = group else {
        return laid;
    };
    let Some(at) = laid.iter().position(|one| one.id() == group.id()) else {
        return &[];
    };
    let after = &laid[at + 1..];
    let ends = after.iter().position(|one| one.level <= group.level);
    &after[..ends.unwrap_or(after.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Language, Stamp};
    use crate::chart::questionnaire::{Condition, Given, Is, Test, Text, Typed, Typing};

    fn item(link_id: &str, kind: ItemKind, items: Vec<Item>) -> Item {
        Item {
            link_id: link_id.into(),
            prefix: String::new(),
            text: Text::plain(link_id),
            codings: Vec::new(),
            kind,
            required: false,
            repeats: false,
            read_only: false,
            condition: None,
            is_extracted: false,
            initial: Vec::new(),
            items,
        }
    }

    fn yes_or_no(link_id: &str) -> Item {
        item(link_id, ItemKind::Boolean, Vec::new())
    }

    /// Two groups: one of two questions, the second of which calls up a third; one that repeats.
    fn form() -> Questionnaire {
        let mut called_up = yes_or_no("how");
        called_up.condition = Some(Condition {
            all: true,
            tests: vec![Test {
                question: "fits".into(),
                is: Is::Equal(Given::Boolean(true)),
            }],
        });
        let mut repeats = item("dose", ItemKind::Group, vec![yes_or_no("given")]);
        repeats.repeats = true;
        Questionnaire {
            items: vec![
                item(
                    "signs",
                    ItemKind::Group,
                    vec![yes_or_no("drinks"), yes_or_no("fits"), called_up],
                ),
                repeats,
            ],
            ..Questionnaire::default()
        }
    }

    fn place(link_id: &str, rows: &[u32]) -> Place {
        Place {
            link_id: link_id.into(),
            rows: rows.to_vec(),
        }
    }

    fn drawn(answers: &Answers) -> (Vec<Laid>, Vec<String>) {
        let form = form();
        let within = ReadIn {
            language: Language::ALL[0],
            now: Stamp::UNKNOWN,
        };
        let laid = laid(&form, &items_of(&form), answers, within);
        let keys = lines(&laid, answers).iter().map(Line::key).collect();
        (laid, keys)
    }

    fn answered(link_id: &str, yes: bool) -> Answers {
        let mut answers = Answers::default();
        answers.set(place(link_id, &[]), Typing::one(Typed::Boolean(yes)));
        answers
    }

    #[test]
    fn a_question_that_is_called_up_stands_under_the_one_that_calls_it() {
        let before = ["form-0", "form-1", "form-2", "form-0-rest"];
        let repeated = ["form-4-0", "form-5-0", "form-4-0-rows"];
        assert_eq!(
            drawn(&Answers::default()).1,
            [&before[..], &repeated].concat()
        );
        let after = ["form-0", "form-1", "form-2", "form-3", "form-0-rest"];
        assert_eq!(
            drawn(&answered("fits", true)).1,
            [&after[..], &repeated].concat()
        );
    }

    #[test]
    fn what_was_typed_stays_when_it_is_not_asked_any_more() {
        let mut answers = answered("fits", false);
        answers.set(place("how", &[]), Typing::one(Typed::Boolean(true)));
        let (laid, keys) = drawn(&answers);
        assert!(keys.contains(&"form-3-struck".to_owned()), "{keys:?}");
        let whole = count(None, &laid, &answers);
        assert_eq!((whole.answered, whole.of), (1, 3), "and is not counted");
    }

    #[test]
    fn the_rest_of_a_group_is_what_nobody_answered_in_it() {
        let answers = answered("drinks", true);
        let (laid, _) = drawn(&answers);
        assert_eq!(
            rest_of(Some(&laid[0]), &laid, &answers),
            [place("fits", &[])]
        );
        let signs = count(Some(&laid[0]), &laid, &answers);
        assert_eq!((signs.answered, signs.of), (1, 2));
        let next = first_open(&laid, &answers).map(|one| one.item.link_id.clone());
        assert_eq!(next.as_deref(), Some("fits"));
    }

    #[test]
    fn only_the_last_filling_in_of_a_group_offers_another() {
        let mut answers = Answers::default();
        answers.add_row(place("dose", &[]));
        let (laid, keys) = drawn(&answers);
        assert_eq!(keys.iter().filter(|key| key.ends_with("-rows")).count(), 1);
        assert_eq!(keys.last().map(String::as_str), Some("form-4-1-rows"));
        let second = inside(Some(&laid[6]), &laid);
        assert_eq!(second.len(), 1);
        assert_eq!(second[0].place, place("given", &[1]));
    }
}
