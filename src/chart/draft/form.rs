//! What is typed into one of a chart's small forms: an addendum, an allergy, a new problem.

use serde::{Deserialize, Serialize};

use super::{BirthDraft, DateDraft, Missing};
use crate::base::{ChartId, EntryId, Stamp};
use crate::chart::kinds::{AmendmentKind, NextOfKin, ProblemStatus, Sex};
use crate::chart::statement::StatementId;

/// A small form with what is typed in it. It is signed as one act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    pub chart: ChartId,
    pub started: Stamp,
    pub form: Form,
}

/// Which form, what it is about, and the words so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    Visit {
        reason: String,
    },
    Allergy {
        substance: String,
        reaction: String,
        severity: String,
    },
    Problem {
        words: String,
        status: Option<ProblemStatus>,
        onset: DateDraft,
    },
    Restate {
        problem: StatementId,
        words: String,
    },
    Status {
        problem: StatementId,
        status: Option<ProblemStatus>,
        on: DateDraft,
    },
    ClosePlan {
        plan: StatementId,
        done: Option<bool>,
        words: String,
    },
    StopMedicine {
        medicine: StatementId,
        reason: String,
    },
    Amend(AmendForm),
    Who(Box<WhoForm>),
    /// Taking back all that came with the same file as this entry.
    TakeOut {
        entry: EntryId,
        reason: String,
    },
    /// A paper that is being filed: what it is called, and whether its file was chosen or being chosen. The file itself is
    /// kept with the signature and not before.
    Paper {
        title: String,
        chosen: bool,
    },
}

/// Adding to a signed entry, correcting it, marking it as entered in error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendForm {
    pub target: EntryId,
    pub kind: AmendmentKind,
    /// Which statement of the entry; `None`: all of it.
    pub index: Option<u32>,
    pub words: String,
    pub reason: String,
}

impl AmendForm {
    pub fn blank(target: EntryId, kind: AmendmentKind, index: Option<u32>) -> Self {
        Self {
            target,
            kind,
            index,
            words: String::new(),
            reason: String::new(),
        }
    }
}

/// Correcting what an entry says about who somebody is: each question has its own field, and one is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoForm {
    pub target: EntryId,
    /// Which statement of the entry.
    pub index: u32,
    /// For what is said in words: names, a place, a language.
    pub words: String,
    pub sex: Option<Sex>,
    pub birth: BirthDraft,
    pub next_of_kin: NextOfKin,
    pub reason: String,
}

impl WhoForm {
    pub fn blank(target: EntryId, index: u32) -> Self {
        Self {
            target,
            index,
            words: String::new(),
            sex: None,
            birth: BirthDraft::NotAnswered,
            next_of_kin: NextOfKin {
                name: String::new(),
                relation: String::new(),
                phone: String::new(),
            },
            reason: String::new(),
        }
    }
}

/// What stands in the place of an answer that was no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhoAnswer {
    Sex(Sex),
    Birth(BirthDraft),
    NextOfKin(NextOfKin),
}

impl NextOfKin {
    /// As it is kept.
    ///
    /// # Errors
    /// The name is missing.
    pub fn read(&self) -> Result<Self, Missing> {
        let kept = Self {
            name: self.name.trim().into(),
            relation: self.relation.trim().into(),
            phone: self.phone.trim().into(),
        };
        if kept.name.is_empty() {
            let field = "next_of_kin".into();
            return Err(Missing::Which { field });
        }
        Ok(kept)
    }
}

impl Form {
    /// The statement it is about, where it is about one.
    pub fn about(&self) -> Option<StatementId> {
        match self {
            Self::Visit { .. }
            | Self::Allergy { .. }
            | Self::Problem { .. }
            | Self::TakeOut { .. }
            | Self::Paper { .. } => None,
            Self::Restate { problem: id, .. }
            | Self::Status { problem: id, .. }
            | Self::ClosePlan { plan: id, .. }
            | Self::StopMedicine { medicine: id, .. } => Some(*id),
            Self::Amend(amend) => amend.index.map(|index| StatementId {
                entry: amend.target,
                index,
            }),
            Self::Who(who) => Some(StatementId {
                entry: who.target,
                index: who.index,
            }),
        }
    }

    /// The same form about the same thing, whatever is typed in either.
    pub fn is_same_form(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Visit { .. }, Self::Visit { .. })
            | (Self::Allergy { .. }, Self::Allergy { .. })
            | (Self::Problem { .. }, Self::Problem { .. })
            | (Self::Paper { .. }, Self::Paper { .. }) => true,
            (Self::Restate { problem, .. }, Self::Restate { problem: of, .. })
            | (Self::Status { problem, .. }, Self::Status { problem: of, .. })
            | (Self::ClosePlan { plan: problem, .. }, Self::ClosePlan { plan: of, .. })
            | (
                Self::StopMedicine {
                    medicine: problem, ..
                },
                Self::StopMedicine { medicine: of, .. },
            ) => problem == of,
            (Self::Amend(one), Self::Amend(other)) => {
                (one.target, one.kind) == (other.target, other.kind)
            }
            (Self::Who(one), Self::Who(other)) => one.target == other.target,
            (Self::TakeOut { entry, .. }, Self::TakeOut { entry: of, .. }) => entry == of,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amend(target: u8, kind: AmendmentKind, words: &str) -> Form {
        Form::Amend(AmendForm {
            words: words.into(),
            ..AmendForm::blank(EntryId([target; 32]), kind, None)
        })
    }

    #[test]
    fn a_form_is_known_by_what_it_is_about_and_not_by_its_words() {
        let addendum = amend(1, AmendmentKind::Addendum, "");
        assert!(addendum.is_same_form(&amend(1, AmendmentKind::Addendum, "she slept")));
        assert!(!addendum.is_same_form(&amend(2, AmendmentKind::Addendum, "")));
        assert!(!addendum.is_same_form(&amend(1, AmendmentKind::Correction, "")));
        let problem = StatementId {
            entry: EntryId([1; 32]),
            index: 0,
        };
        let restated = Form::Restate {
            problem,
            words: "cough".into(),
        };
        let status = Form::Status {
            problem,
            status: None,
            on: DateDraft::default(),
        };
        assert!(restated.is_same_form(&restated));
        assert!(!restated.is_same_form(&status));
        let visit = |reason: &str| Form::Visit {
            reason: reason.into(),
        };
        assert!(visit("").is_same_form(&visit("fever")));
    }

    #[test]
    fn corrections_of_who_somebody_is_are_one_form_an_entry() {
        let who = |target, index| Form::Who(Box::new(WhoForm::blank(EntryId([target; 32]), index)));
        assert!(who(1, 0).is_same_form(&who(1, 2)));
        assert!(!who(1, 0).is_same_form(&who(2, 0)));
        assert!(!who(1, 0).is_same_form(&amend(1, AmendmentKind::Correction, "")));
        assert_eq!(who(1, 2).about().map(|id| id.index), Some(2));
    }

    /// Drafts lie on devices: what the first version wrote is read by every later one. Never regenerated.
    #[test]
    fn the_first_format_of_a_form_is_read() {
        let draft = crate::chart::draft::Draft::Form(Box::new(FormDraft {
            chart: ChartId([1; 16]),
            started: Stamp {
                ms: 1_795_000_000_000,
                offset: 60,
            },
            form: amend(2, AmendmentKind::Correction, "fever"),
        }));
        assert_eq!(postcard::from_bytes(FIRST_FORMAT), Ok(draft));
    }

    const FIRST_FORMAT: &[u8] = b"\x02\
        \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
        \x80\xf8\xb2\xe5\xbdhx\x07\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x01\x00\x05fever\x00";

    #[test]
    fn the_first_format_of_a_correction_of_who_somebody_is_is_read() {
        let draft = crate::chart::draft::Draft::Form(Box::new(FormDraft {
            chart: ChartId([1; 16]),
            started: Stamp {
                ms: 1_795_000_000_000,
                offset: 60,
            },
            form: Form::Who(Box::new(WhoForm {
                sex: Some(Sex::Male),
                birth: BirthDraft::Date(DateDraft {
                    day: "14".into(),
                    month: 3,
                    year: "1992".into(),
                }),
                ..WhoForm::blank(EntryId([2; 32]), 1)
            })),
        }));
        assert_eq!(postcard::from_bytes(FIRST_FORMAT_OF_WHO), Ok(draft));
    }

    const FIRST_FORMAT_OF_WHO: &[u8] = b"\x02\
        \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
        \x80\xf8\xb2\xe5\xbdhx\x08\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x01\x00\x01\x01\x03\x0214\x03\x041992\x00\x00\x00\x00";
}
