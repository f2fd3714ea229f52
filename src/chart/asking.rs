//! Every question that knows the five answers, as forms ask it: in which group and order, whether it waits behind a fold where
//! there is little room, whether its answer is a list.

use super::question::Question;

/// What questions are about: they stand together on every form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Who somebody is and how they are reached.
    Who,
    /// Their health now.
    Now,
    /// Before, and the family.
    Before,
}

/// One row of the table.
struct Asked {
    question: Question,
    group: Group,
    /// Asked before anything that can wait.
    first: bool,
    /// Answered in lines, not in words.
    is_list: bool,
}

const fn asked(question: Question, group: Group, first: bool, is_list: bool) -> Asked {
    Asked {
        question,
        group,
        first,
        is_list,
    }
}

/// In the order they are asked. Another name is asked with the names.
const ASKED: [Asked; 20] = [
    asked(Question::Place, Group::Who, false, false),
    asked(Question::Phone, Group::Who, false, false),
    asked(Question::Language, Group::Who, false, false),
    asked(Question::Gender, Group::Who, false, false),
    asked(Question::NextOfKin, Group::Who, false, false),
    asked(Question::Photo, Group::Who, false, false),
    asked(Question::Reason, Group::Now, true, false),
    asked(Question::Allergies, Group::Now, true, true),
    asked(Question::Pregnancy, Group::Now, false, false),
    asked(Question::Breastfeeding, Group::Now, false, false),
    asked(Question::Medicines, Group::Now, true, true),
    asked(Question::Weight, Group::Now, true, false),
    asked(Question::Height, Group::Now, false, false),
    asked(Question::BloodGroup, Group::Now, false, false),
    asked(Question::Illnesses, Group::Before, false, true),
    asked(Question::Operations, Group::Before, false, true),
    asked(Question::Family, Group::Before, false, true),
    asked(Question::Social, Group::Before, false, false),
    asked(Question::Immunizations, Group::Before, false, true),
    asked(Question::Directives, Group::Before, false, false),
];

impl Group {
    /// Its questions, in order.
    pub fn questions(self) -> impl Iterator<Item = Question> {
        let of_group = ASKED.iter().filter(move |asked| asked.group == self);
        of_group.map(|asked| asked.question)
    }
}

impl Question {
    fn asked(self) -> Option<&'static Asked> {
        ASKED.iter().find(|asked| asked.question == self)
    }

    /// Its answer is a list of lines.
    pub fn is_list(self) -> bool {
        self.asked().is_some_and(|asked| asked.is_list)
    }

    /// It is asked before anything that can wait, and never stands behind a fold.
    pub fn is_asked_first(self) -> bool {
        self.asked().is_some_and(|asked| asked.first)
    }

    /// It depends on sex and age: asked first of some, never of others.
    pub fn is_about_bearing(self) -> bool {
        matches!(self, Self::Pregnancy | Self::Breastfeeding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_asked_once_but_another_name() {
        let all = Question::ALL.into_iter();
        for question in all.filter(|question| *question != Question::OtherName) {
            let rows = ASKED.iter().filter(|asked| asked.question == question);
            assert_eq!(rows.count(), 1, "{question:?}");
        }
    }
}
