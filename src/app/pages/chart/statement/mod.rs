//! Every kind of statement in words, in the page's language. What is not so never reads as if it were: the standing comes
//! before the words and is part of them for a screen reader.

mod amended;
mod care;
mod clinical;
mod dosing;
mod identity;
mod line;
mod measured;
mod other_person;
mod problem;
mod told;

pub use amended::all_in_error;
pub use care::{
    MedicineParts, kept_because, media_word, medicine_parts, medicine_words, paper_title,
};
pub use clinical::{concept_words, criticality_words, severity_words};
pub use identity::{
    answer_word, birth_words, no_fact_word, notice_word, question_word, reason_words,
};
pub use line::{InFull, StatementLine, StatementLines, StatementRun, is_plain_measurement};
pub use measured::{observation_value, unit_label, value_before, vital_name, vital_of};
pub use other_person::OtherPerson;
pub use problem::{amendment_word, or_unnamed, part_letter, plan_part_word, status_word};
pub use told::{due, onset_time};

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::{SaidBy, Source, Standing, Statement, StatementRef};
use crate::terms::text::{isolated, shown};

/// A statement in words: what kind of thing it is, the words themselves, and smaller things beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// "Allergy", "Blood pressure", "S".
    pub kind: String,
    /// What must be seen before the words: that a medicine has no name here.
    pub lack: Option<String>,
    pub text: String,
    /// What must be seen after them: that only a name came.
    pub rest: Option<String>,
    /// Each a short sentence or phrase of its own: reaction, reason, due date.
    pub more: Vec<String>,
    /// What it speaks of stands in another entry.
    pub about: Option<crate::base::EntryId>,
    /// It speaks of another chart.
    pub other: Option<crate::base::ChartId>,
}

impl Words {
    pub(super) fn new(kind: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind: shown(&kind.into()).into_owned(),
            text: shown(&text.into()).into_owned(),
            ..Self::default()
        }
    }

    /// Adds what is not empty; the first of it stands for words where there are none.
    pub(super) fn and(mut self, more: impl Into<String>) -> Self {
        let more = shown(&more.into()).into_owned();
        if more.trim().is_empty() {
            return self;
        }
        if self.text.trim().is_empty() {
            self.text = more;
        } else {
            self.more.push(more);
        }
        self
    }

    pub(super) fn and_all(mut self, more: impl IntoIterator<Item = String>) -> Self {
        let shown = more.into_iter().map(|more| shown(&more).into_owned());
        self.more.extend(shown);
        self
    }

    pub(super) fn about(mut self, statement: StatementRef) -> Self {
        self.about = statement.entry;
        self
    }

    pub(super) fn other(mut self, chart: crate::base::ChartId) -> Self {
        self.other = Some(chart);
        self
    }

    /// Kind, words and what stands beside them, on one line.
    pub fn on_one_line(&self, say: Say) -> String {
        let parts = self.lack.iter().chain(std::iter::once(&self.text));
        let parts = parts.chain(&self.rest).chain(&self.more);
        let parts: Vec<&str> = parts
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        if self.kind.is_empty() {
            return parts.join(". ");
        }
        if parts.is_empty() {
            return self.kind.clone();
        }
        say.labelled(&self.kind, &parts.join(". "))
    }
}

/// The statement in words, without its standing and source.
pub fn words(say: Say, statement: &Statement) -> Words {
    let words = fact_words(say, statement);
    match &statement.time_words {
        // Of what goes on it is the time it began.
        Some(time) if matches!(statement.fact, Fact::Problem(_) | Fact::Allergy(_)) => {
            words.and(onset_time(say, time))
        }
        Some(time) => {
            let time = told::told_time(say, time);
            words.and(t_string!(say.0, chart.fact.time_words, time = time))
        }
        None => words,
    }
}

fn fact_words(say: Say, statement: &Statement) -> Words {
    match &statement.fact {
        Fact::Demographic(item) => identity::demographic(say, item),
        Fact::Visit(event) => identity::visit(say, event),
        Fact::PersonLink(link) => identity::link(say, link),
        Fact::Notice(notice) => identity::notice(say, notice.answer),
        Fact::Answer(answered) => identity::answered(say, answered),
        Fact::Problem(event) => problem::problem(say, event, statement.standing),
        Fact::Section(section) if statement.source.file.is_some() => {
            let text = told::labelled_lines(say, &section.text);
            problem::section(
                say,
                &Section {
                    text,
                    ..section.clone()
                },
            )
        }
        Fact::Section(section) => problem::section(say, section),
        Fact::Plan(event) => problem::plan(say, event),
        Fact::Observation(observation) => measured::observation(say, observation, &statement.when),
        Fact::Report(report) => clinical::report(say, report),
        Fact::Allergy(allergy) => clinical::allergy(say, allergy),
        Fact::History(item) => clinical::history(say, item),
        Fact::Procedure(procedure) => clinical::procedure(say, procedure),
        Fact::Medication(event) => care::medication(say, event, statement.standing),
        Fact::Immunization(vaccine) => care::immunization(say, vaccine),
        Fact::Directive(directive) if statement.source.file.is_some() => {
            let words = told::provisions(say, &directive.words);
            care::directive(
                say,
                &Directive {
                    words,
                    ..directive.clone()
                },
            )
        }
        Fact::Directive(directive) => care::directive(say, directive),
        Fact::Document(document) => care::document(say, document),
        Fact::Citation(citation) => care::citation(say, citation),
        Fact::Export(record) => care::export(say, record),
        Fact::Confirmation(confirmation) => care::confirmation(say, confirmation),
        Fact::Amendment(amendment) => problem::amendment(say, amendment),
    }
}

/// The whole statement on one line: standing first, then kind and words, then where it comes from.
pub fn sentence(say: Say, statement: &Statement) -> String {
    let words = words(say, statement).on_one_line(say);
    let whole = match standing_of(say, statement) {
        Some(standing) => say.labelled(&standing, &words),
        None => words,
    };
    match source_words(say, &statement.source) {
        Some(source) => format!("{whole} ({source})"),
        None => whole,
    }
}

/// As much of a statement's words as tells it from others.
pub fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
        None => words.to_string(),
    }
}

/// What keeps this statement from being read as so, in the word for what it is of, and in its source's own words.
pub fn standing_of(say: Say, statement: &Statement) -> Option<String> {
    let said = statement.status_words.as_deref();
    match &statement.fact {
        Fact::Medication(_) => medicine_standing(say, statement.standing, said),
        _ => standing_words(say, statement.standing, said),
    }
}

/// A medicine is not "done".
pub fn medicine_standing(say: Say, standing: Standing, said: Option<&str>) -> Option<String> {
    match standing {
        Standing::NotDone => {
            let word = t_string!(say.0, chart.standing.not_taken);
            Some(in_its_words(say, word, said))
        }
        other => standing_words(say, other, said),
    }
}

/// What keeps a statement from being read as so; `None` when it stands. `said`: its source's own words, where they are not
/// the standard's; empty where the source states no status.
pub fn standing_words(say: Say, standing: Standing, said: Option<&str>) -> Option<String> {
    let word = standing_word(say, standing)?;
    Some(match (standing, said) {
        (Standing::UnknownStatus, Some("")) => {
            t_string!(say.0, chart.standing.not_stated).to_string()
        }
        (Standing::UnknownStatus, Some(words)) => {
            t_string!(
                say.0,
                chart.standing.said,
                words = isolated(words).into_owned()
            )
        }
        _ => in_its_words(say, word, said),
    })
}

fn in_its_words(say: Say, word: &str, said: Option<&str>) -> String {
    match said {
        Some(said) if !said.is_empty() => say.labelled(word, &isolated(said)),
        _ => word.to_string(),
    }
}

fn standing_word(say: Say, standing: Standing) -> Option<&'static str> {
    let i18n = say.0;
    Some(match standing {
        Standing::Stands => return None,
        Standing::ErrorAtSource => t_string!(i18n, chart.standing.error_at_source),
        Standing::Refuted => t_string!(i18n, chart.standing.refuted),
        Standing::NotDone => t_string!(i18n, chart.standing.not_done),
        Standing::Stopped => t_string!(i18n, chart.standing.stopped),
        Standing::Cancelled => t_string!(i18n, chart.standing.cancelled),
        Standing::DoNotPerform => t_string!(i18n, chart.standing.do_not_perform),
        Standing::Unconfirmed => t_string!(i18n, chart.standing.unconfirmed),
        Standing::Intended => t_string!(i18n, chart.standing.intended),
        Standing::OnHold => t_string!(i18n, chart.standing.on_hold),
        Standing::Over => t_string!(i18n, chart.standing.over),
        Standing::UnknownStatus => t_string!(i18n, chart.standing.unknown_status),
    })
}

/// Who said it, where that is not the author of the entry.
pub fn source_words(say: Say, source: &Source) -> Option<String> {
    let i18n = say.0;
    let name = isolated(source.name.as_deref().unwrap_or_default()).into_owned();
    let named = |plain: &'static str| {
        if name.is_empty() {
            plain.to_string()
        } else {
            say.labelled(plain, &name)
        }
    };
    match source.said_by {
        SaidBy::Author => (!name.is_empty()).then_some(name),
        SaidBy::Patient => Some(named(t_string!(i18n, chart.source.patient))),
        SaidBy::Relative => Some(named(t_string!(i18n, chart.source.relative))),
        SaidBy::AnotherClinic => Some(named(t_string!(i18n, chart.source.clinic))),
        SaidBy::File => {
            let place = source
                .file
                .as_ref()
                .map(|file| shown(&file.name).into_owned());
            let from = named(t_string!(i18n, chart.source.file));
            Some(match place.filter(|place| !place.is_empty()) {
                Some(place) => format!("{from}, {place}"),
                None => from,
            })
        }
    }
}
