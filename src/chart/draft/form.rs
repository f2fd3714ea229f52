//! The small forms of a chart: an addendum, an allergy, a new problem. Each is a draft like a note, checked here and signed as
//! one act.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::complaint::{Complaint, FormField};
use crate::base::{ChartId, Compartment, EntryId, Stamp};
use crate::chart::concept::Concept;
use crate::chart::course::MedicineSoFar;
use crate::chart::kinds::*;
use crate::chart::questionnaire::Questionnaire;
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

/// A small form with what is typed in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormDraft {
    pub chart: ChartId,
    pub started: Stamp,
    pub form: Form,
}

/// What is typed into a small form, and what it says once it is signed.
pub trait SmallForm {
    /// The statement it is about, where it is about one.
    fn about(&self) -> Option<StatementId> {
        None
    }

    /// Whether the other is the same form about the same thing, whatever is typed in either.
    fn is_same(&self, other: &Self) -> bool
    where
        Self: Sized,
    {
        self.about() == other.about()
    }

    /// What signing it says.
    ///
    /// # Errors
    /// Why it cannot be signed as it stands.
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable>;

    /// What signing it says of another chart, in that chart: who opens either learns of the other.
    fn said_there(&self, _around: &Around) -> Option<(ChartId, Statement)> {
        None
    }
}

/// The list of small forms. The place of each is its number in sealed drafts: new ones are added at the end, none is taken
/// away, and the fields of a draft never change but by a new place.
macro_rules! forms {
    ($($name:ident($draft:ty),)*) => {
        /// Which form, what it is about, and what is typed so far.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Form {
            $($name($draft),)*
        }

        impl Form {
            fn as_small(&self) -> &dyn SmallForm {
                match self {
                    $(Self::$name(draft) => draft,)*
                }
            }

            /// The same form about the same thing, whatever is typed in either.
            pub fn is_same_form(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$name(one), Self::$name(other)) => one.is_same(other),)*
                    _ => false,
                }
            }
        }

        $(impl From<$draft> for Form {
            fn from(draft: $draft) -> Self {
                Self::$name(draft)
            }
        })*
    };
}

forms! {
    Visit(VisitForm),
    Allergy(AllergyDraft),
    Problem(ProblemForm),
    Restate(RestateForm),
    Status(StatusForm),
    ClosePlan(ClosePlanForm),
    StopMedicine(StopForm),
    Amend(AmendForm),
    Who(WhoForm),
    TakeOut(TakeOutForm),
    Paper(PaperForm),
    Merge(MergeForm),
    Unmerge(UnmergeForm),
    Answer(Answered),
    Link(LinkForm),
    Report(ReportForm),
    Arrival(ArrivalForm),
    VisitStep(VisitStepForm),
    EndVisit(EndVisitForm),
    Response(ResponseForm),
    NewAllergy(AllergyForm),
    RefuteAllergy(RefuteForm),
    Prescribe(PrescribeForm),
    Hold(HoldForm),
    Restart(RestartForm),
    StillSo(StillSoForm),
    Give(GiveForm),
    Tests(TestsForm),
    Collect(CollectForm),
    CancelOrder(CancelOrderForm),
    Result(ResultForm),
    LookedAt(LookedAtForm),
}

impl Form {
    /// The statement it is about, where it is about one.
    pub fn about(&self) -> Option<StatementId> {
        self.as_small().about()
    }

    /// What signing it says.
    ///
    /// # Errors
    /// Why it cannot be signed as it stands. What it is about may have been corrected since the form was opened.
    pub fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        self.as_small().check(around)
    }

    /// What signing it says of another chart, in that chart.
    pub fn said_there(&self, around: &Around) -> Option<(ChartId, Statement)> {
        self.as_small().said_there(around)
    }
}

/// Why a form cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsignable {
    Complaints(Vec<Complaint<FormField>>),
    /// What it is about is not in this chart.
    NoStatement,
    /// What it is about was corrected or entered in error meanwhile.
    Revoked,
    /// The form that is filled in is not in this vault.
    NoForm,
    /// The order it is about was cancelled or answered meanwhile.
    OrderOver,
    /// The result it is about was corrected since it was read.
    ResultCorrected,
    /// The visit it is about was ended meanwhile: by whom, and when.
    VisitEnded {
        by: String,
        at: Stamp,
    },
    /// Nobody waits in the visit it is about: it was opened then, and left open.
    VisitLeftOpen {
        opened: Stamp,
    },
    /// Nobody waits here in the visit it is about: it goes on at this other site.
    VisitElsewhere {
        site: String,
    },
}

impl From<Vec<Complaint<FormField>>> for Unsignable {
    fn from(complaints: Vec<Complaint<FormField>>) -> Self {
        Self::Complaints(complaints)
    }
}

/// How a visit of a chart stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisitSoFar {
    /// No visit of this id was opened here at a station.
    None,
    /// It did not end: where it was opened, and when.
    Open { site: String, opened: Stamp },
    /// It was ended: by whom, and when.
    Ended { by: String, at: Stamp },
}

/// Something a medicine meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: HitKind,
    /// The allergy, or the other medicine.
    pub about: StatementId,
    /// Its words.
    pub against: String,
}

/// How an order of a chart stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderSoFar {
    /// No order of this id is in the chart.
    None,
    /// Its result is waited for.
    Open,
    /// It was cancelled, or its result is here.
    Over,
}

/// What a form asks of the chart it is written in.
pub trait ChartSoFar {
    /// The chart the form is signed into.
    fn id(&self) -> ChartId;

    /// The number the next new problem gets.
    fn next_number(&self) -> u32;

    /// The statement as it was signed, also where it was amended since; `None` where this chart holds none of this id
    /// that can be read.
    fn statement(&self, id: StatementId) -> Option<&Statement>;

    /// The part of the record an entry was signed into: amendments go there too. `None`: the entry is not in this
    /// chart.
    fn compartment_of(&self, entry: EntryId) -> Option<Compartment>;

    /// Whether a statement was corrected or entered in error; of a whole entry, all it says.
    fn is_revoked(&self, entry: EntryId, index: Option<u32>) -> bool;

    /// When a problem began, as far as anybody said; `None` for what is no problem.
    fn onset_of(&self, problem: StatementId) -> Option<When>;

    /// Whether merging `problem` into `into` would be heard: both are problems of this chart, `into` is merged into no
    /// other, and the chain of merges neither closes a circle nor grows longer than is followed.
    fn may_merge(&self, problem: StatementId, into: StatementId) -> bool;

    /// Whether a visit goes on.
    fn visit_so_far(&self, visit: StatementId) -> VisitSoFar;

    /// Whether a result is still waited for.
    fn order_so_far(&self, order: StatementId) -> OrderSoFar;

    /// The results of a report as they stand now; `None` where it is none that stands.
    fn results_so_far(&self, report: StatementId) -> Option<Vec<StatementId>>;

    /// The birth the chart tells.
    fn birth(&self) -> Birth;

    /// The visit in which the person is waited for at a site: since when, and why they came.
    fn waits_at(&self, site: &str, now: Stamp) -> Option<(Stamp, String)>;

    /// What the first of the allergies that are listed is to, of those that people of this vault wrote or took as confirmed.
    fn known_allergy(&self) -> Option<Concept>;

    /// Medicines that are taken now and meet the allergy, by the table of medicines; in the order of reading.
    fn medicines_met_by(&self, allergy: &Allergy, now: Stamp) -> Vec<StatementId>;

    /// How a medicine stands; `None` for what is no medicine that was ever taken or ordered.
    fn medicine_so_far(&self, medicine: StatementId, now: Stamp) -> Option<MedicineSoFar>;

    /// What a medicine meets: allergies first, then what is taken; `besides` is the medicine in whose place it is to stand.
    fn medicine_hits(
        &self,
        line: &MedicationLine,
        besides: Option<StatementId>,
        now: Stamp,
    ) -> Vec<Hit>;

    /// What has to be amended to take back all that came with the same file as this entry; `None` where it came with none.
    fn came_with(&self, entry: EntryId) -> Option<Vec<Target>>;
}

/// The chart a form is written in, and when.
pub struct Around<'a> {
    pub chart: &'a dyn ChartSoFar,
    pub now: Stamp,
    pub today: NaiveDate,
    /// The questionnaire that is filled in, where one is.
    pub questionnaire: Option<&'a Questionnaire>,
    /// Where it is written.
    pub site: &'a str,
}

impl Around<'_> {
    /// One statement, about now.
    pub fn now(&self, fact: Fact) -> Statement {
        Statement::new(When::Moment(self.now), fact)
    }

    /// A statement that is in this chart and still stands: a form may lie open while what it is about is corrected.
    pub fn standing(&self, id: StatementId) -> Result<&Statement, Unsignable> {
        if self.chart.is_revoked(id.entry, Some(id.index)) {
            return Err(Unsignable::Revoked);
        }
        self.chart.statement(id).ok_or(Unsignable::NoStatement)
    }

    /// An order that still waits. Somebody else may have ended it, or written its result, meanwhile.
    pub fn open_order(&self, order: StatementId) -> Result<&Statement, Unsignable> {
        let said = self.standing(order)?;
        match self.chart.order_so_far(order) {
            OrderSoFar::Open => Ok(said),
            OrderSoFar::Over => Err(Unsignable::OrderOver),
            OrderSoFar::None => Err(Unsignable::NoStatement),
        }
    }

    /// A problem of this chart.
    pub fn problem(&self, id: StatementId) -> Result<StatementRef, Unsignable> {
        let known = self.chart.onset_of(id);
        known
            .map(|_| StatementRef::of(id))
            .ok_or(Unsignable::NoStatement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::draft::{BirthDraft, DateDraft, Draft};
    use crate::chart::kinds::{AmendmentKind, Sex};

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
        let restated = Form::Restate(RestateForm {
            problem,
            words: "cough".into(),
        });
        let status = Form::Status(StatusForm {
            problem,
            status: None,
            on: DateDraft::default(),
        });
        assert!(restated.is_same_form(&restated));
        assert!(!restated.is_same_form(&status));
        let visit = |reason: &str| {
            Form::Visit(VisitForm {
                reason: reason.into(),
            })
        };
        assert!(visit("").is_same_form(&visit("fever")));
    }

    #[test]
    fn corrections_of_who_somebody_is_are_one_form_an_entry() {
        let who = |target, index| Form::Who(WhoForm::blank(EntryId([target; 32]), index));
        assert!(who(1, 0).is_same_form(&who(1, 2)));
        assert!(!who(1, 0).is_same_form(&who(2, 0)));
        assert!(!who(1, 0).is_same_form(&amend(1, AmendmentKind::Correction, "")));
        assert_eq!(who(1, 2).about().map(|id| id.index), Some(2));
    }

    fn draft(form: Form) -> Draft {
        Draft::Form(Box::new(FormDraft {
            chart: ChartId([1; 16]),
            started: Stamp {
                ms: 1_795_000_000_000,
                offset: 60,
            },
            form,
        }))
    }

    /// Drafts lie on devices: what the first version wrote is read by every later one. Never regenerated.
    #[test]
    fn the_first_format_of_a_form_is_read() {
        let draft = draft(amend(2, AmendmentKind::Correction, "fever"));
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
        let draft = draft(Form::Who(WhoForm {
            sex: Some(Sex::Male),
            birth: BirthDraft::Date(DateDraft {
                day: "14".into(),
                month: 3,
                year: "1992".into(),
            }),
            ..WhoForm::blank(EntryId([2; 32]), 1)
        }));
        assert_eq!(postcard::from_bytes(FIRST_FORMAT_OF_WHO), Ok(draft));
    }

    const FIRST_FORMAT_OF_WHO: &[u8] = b"\x02\
        \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
        \x80\xf8\xb2\xe5\xbdhx\x08\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\
        \x01\x00\x01\x01\x03\x0214\x03\x041992\x00\x00\x00\x00";

    /// Whether a file was chosen was a yes or a no before a draft could hold the paper itself.
    #[test]
    fn the_first_format_of_a_paper_and_of_other_forms_is_read() {
        let head = b"\x02\
            \x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\
            \x80\xf8\xb2\xe5\xbdhx";
        let paper = |file| {
            Form::Paper(PaperForm {
                title: "scan".into(),
                file,
            })
        };
        let visit = Form::Visit(VisitForm {
            reason: "fever".into(),
        });
        let allergy = Form::Allergy(AllergyDraft {
            substance: "latex".into(),
            reaction: "rash".into(),
            severity: String::new(),
        });
        let problem = Form::Problem(ProblemForm {
            words: "cough".into(),
            status: None,
            onset: DateDraft::default(),
        });
        let cases: [(&[u8], Form); 5] = [
            (b"\x0a\x04scan\x00", paper(PaperFile::None)),
            (b"\x0a\x04scan\x01", paper(PaperFile::Chosen)),
            (b"\x00\x05fever", visit),
            (b"\x01\x05latex\x04rash\x00", allergy),
            (b"\x02\x05cough\x00\x00\x00\x00", problem),
        ];
        for (bytes, form) in cases {
            let bytes = [head.as_slice(), bytes].concat();
            assert_eq!(postcard::from_bytes(&bytes), Ok(draft(form)));
        }
    }
}
