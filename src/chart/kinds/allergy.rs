//! What somebody must not be given, and what it did to them.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Amendment, AmendmentKind, Fact, MedicationEvent, Target};
use crate::base::numbered::numbered;
use crate::chart::concept::Concept;
use crate::chart::draft::{Around, Complaints, DateDraft, FormField, SmallForm, Unsignable, Why};
use crate::chart::statement::{SaidBy, Standing, Statement, StatementId, StatementRef};
use crate::chart::when::When;
use crate::terms::medicines::TableRow;

/// What somebody reacts to, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Allergy {
    #[n(0)]
    pub substance: Concept,
    /// What happened, in words.
    #[n(1)]
    pub reaction: String,
    /// How bad it was, in words; FHIR's own code where a file says it by one.
    #[n(2)]
    pub severity: String,
    /// How dangerous the next one could be, where a file says so.
    #[n(3)]
    pub criticality: Option<Criticality>,
    #[n(4)]
    pub kind: Option<AllergyKind>,
    /// What kinds of things the substance is of.
    #[n(5)]
    pub categories: Option<Vec<AllergyCategory>>,
    /// That it is confirmed, where somebody says so. That it is not is the statement's standing.
    #[n(6)]
    pub certainty: Option<Certainty>,
    /// What happened each time, where it is one of those that are known by name, where several differ, or where a file codes
    /// it. What is words alone stands in `reaction` and `severity`.
    #[n(7)]
    pub reactions: Option<Vec<Reaction>>,
    /// What it was chosen from in the table of medicines: medicines are compared with that, however it is spelled here.
    #[n(8)]
    pub from_table: Option<FromTable>,
    /// What happened was asked, and the answer is no reaction.
    #[n(9)]
    pub reaction_answer: Option<NotSaid>,
    /// How bad it was was asked, and the answer is no severity.
    #[n(10)]
    pub severity_answer: Option<NotSaid>,
    /// Medicines that were taken when it was written, meet it, and were not stopped for it.
    #[n(11)]
    pub left: Option<Vec<LeftMedicine>>,
}

numbered! {
    /// FHIR's AllergyIntolerance.criticality.
    pub enum Criticality {
        0 Low,
        1 High,
        2 UnableToAssess,
    }
}

numbered! {
    /// FHIR's AllergyIntolerance.type.
    pub enum AllergyKind {
        /// The immune system reacts.
        0 Allergy,
        /// It is not tolerated, in another way.
        1 Intolerance,
    }
}

numbered! {
    /// FHIR's AllergyIntolerance.category.
    pub enum AllergyCategory {
        0 Medication,
        1 Food,
        2 Environment,
        /// A preparation of living matter: a vaccine, a serum, blood.
        3 Biologic,
    }
}

numbered! {
    /// How sure it is, beyond that somebody said so.
    pub enum Certainty {
        /// Tests, or the same after the same substance, leave little doubt.
        0 Confirmed,
    }
}

numbered! {
    /// An answer that names nothing.
    pub enum NotSaid {
        0 NotKnown,
        1 Declined,
    }
}

numbered! {
    /// FHIR's AllergyIntolerance.reaction.severity, from the mildest to the worst.
    pub enum Severity {
        0 Mild,
        1 Moderate,
        2 Severe,
    }
}

numbered! {
    /// The reactions that have a name in every language of the page.
    pub enum KnownReaction {
        0 Rash,
        1 Swelling,
        /// Trouble with breathing.
        2 Breathing,
        3 Vomiting,
        /// Anaphylaxis: a reaction of the whole body, or collapse.
        4 Anaphylaxis,
    }
}

/// What showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Manifestation {
    #[n(0)]
    Known(#[n(0)] KnownReaction),
    #[n(1)]
    Words(#[n(0)] Concept),
}

/// What happened once, and how bad it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct Reaction {
    #[n(0)]
    pub what: Manifestation,
    #[n(1)]
    pub severity: Option<Severity>,
}

/// A row of the table of medicines, by the id that it keeps in later versions of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum FromTable {
    #[n(0)]
    Class(#[n(0)] String),
    /// By its usual English name.
    #[n(1)]
    Ingredient(#[n(0)] String),
}

/// A medicine that goes on beside an allergy it meets, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
#[cbor(map)]
pub struct LeftMedicine {
    #[n(0)]
    pub medicine: StatementRef,
    /// Never empty.
    #[n(1)]
    pub reason: String,
}

impl FromTable {
    /// The row; `None` where this version of the table has none of this id.
    pub fn row(&self) -> Option<TableRow> {
        match self {
            Self::Class(id) => TableRow::class_of_id(id),
            Self::Ingredient(id) => TableRow::ingredient_of_id(id),
        }
    }
}

impl From<TableRow> for FromTable {
    fn from(row: TableRow) -> Self {
        let id = row.id().to_owned();
        match row {
            TableRow::Class(_) => Self::Class(id),
            TableRow::Ingredient(_) => Self::Ingredient(id),
        }
    }
}

impl Severity {
    /// FHIR's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
        }
    }

    /// The severity of FHIR's code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code.trim())
    }
}

impl Allergy {
    /// An allergy of which nothing but the substance is said.
    pub fn to(substance: Concept) -> Self {
        Self {
            substance,
            ..Self::default()
        }
    }

    /// With these reactions, and none beside them. One that is words alone is written as such, as it always was.
    #[must_use]
    pub fn with_reactions(mut self, mut reactions: Vec<Reaction>) -> Self {
        (self.reaction, self.severity, self.reactions) = (String::new(), String::new(), None);
        match reactions.as_mut_slice() {
            [] => {}
            [
                Reaction {
                    what: Manifestation::Words(words),
                    severity,
                },
            ] if words.codings.is_empty() => {
                self.reaction = std::mem::take(&mut words.text);
                self.severity = severity.map(Severity::code).unwrap_or_default().to_owned();
            }
            _ => self.reactions = Some(reactions),
        }
        self
    }

    /// The worst it was, as far as it is told by a code.
    pub fn worst(&self) -> Option<Severity> {
        let told = self.reactions.iter().flatten();
        let told = told.filter_map(|reaction| reaction.severity);
        told.chain(Severity::of_code(&self.severity)).max()
    }

    /// Whether this is one of its reactions.
    pub fn has_reaction(&self, known: KnownReaction) -> bool {
        let mut told = self.reactions.iter().flatten();
        told.any(|reaction| reaction.what == Manifestation::Known(known))
    }
}

/// An allergy as it is typed on a line of an intake.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyDraft {
    pub substance: String,
    pub reaction: String,
    pub severity: String,
}

impl AllergyDraft {
    /// What the patient tells; nobody asks since when.
    pub fn statement(&self) -> Statement {
        let allergy = Allergy {
            reaction: self.reaction.trim().into(),
            severity: self.severity.trim().into(),
            ..Allergy::to(Concept::words(self.substance.trim()))
        };
        Statement::new(When::Unknown, Fact::Allergy(allergy)).said_by(SaidBy::Patient)
    }
}

/// The small form of before. One that was begun with it is signed with it; the page begins [`AllergyForm`].
impl SmallForm for AllergyDraft {
    fn check(&self, _: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        complaints.words(FormField::Substance, &self.substance, Why::Substance);
        Ok(complaints.none_or(vec![self.statement()])?)
    }
}

/// From where it is known, as somebody says who writes it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnownFrom {
    /// The author saw it.
    SeenHere,
    /// The patient told it.
    Told,
    /// A paper of another place says it.
    OnPaper,
}

impl From<KnownFrom> for SaidBy {
    fn from(from: KnownFrom) -> Self {
        match from {
            KnownFrom::SeenHere => Self::Author,
            KnownFrom::Told => Self::Patient,
            KnownFrom::OnPaper => Self::AnotherClinic,
        }
    }
}

/// How bad it was, as it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeverityChosen {
    Was(Severity),
    NotSaid(NotSaid),
}

/// How sure it is, as it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CertaintyChosen {
    Confirmed,
    NotConfirmed,
}

/// What becomes of a medicine that is taken and meets the allergy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MedicineChosen {
    /// It is stopped in the same act, for this reason.
    Stop(String),
    /// It goes on, for this reason.
    Leave(String),
}

/// An allergy as it is typed in a form of its own: a new one, or more about one that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyForm {
    /// The allergy in whose place it will stand; `None`: a new one.
    pub revises: Option<StatementId>,
    pub substance: String,
    /// What of the table of medicines was chosen, and not typed over since.
    pub from_table: Option<FromTable>,
    pub reactions: Vec<KnownReaction>,
    /// Another reaction, in words.
    pub in_words: String,
    /// What happened was asked, and is not known or not told.
    pub no_reaction: Option<NotSaid>,
    pub severity: Option<SeverityChosen>,
    pub known_from: Option<KnownFrom>,
    pub since: DateDraft,
    pub kind: Option<AllergyKind>,
    pub certainty: Option<CertaintyChosen>,
    pub category: Option<AllergyCategory>,
    /// What becomes of medicines that meet it.
    pub medicines: Vec<(StatementId, MedicineChosen)>,
    /// Why it is written anew, where it is.
    pub reason: String,
}

impl AllergyForm {
    /// The form of more about an allergy: what it says now, to be added to. `since` is when the statement says that it was.
    pub fn more_about(id: StatementId, allergy: &Allergy, standing: Standing, since: When) -> Self {
        let known = KnownReaction::ALL.into_iter();
        let severity = match (allergy.worst(), allergy.severity_answer) {
            (Some(worst), _) => Some(SeverityChosen::Was(worst)),
            (None, answer) => answer.map(SeverityChosen::NotSaid),
        };
        let certainty = match standing {
            Standing::Unconfirmed => Some(CertaintyChosen::NotConfirmed),
            _ => allergy
                .certainty
                .map(|Certainty::Confirmed| CertaintyChosen::Confirmed),
        };
        Self {
            revises: Some(id),
            substance: allergy.substance.text.clone(),
            from_table: allergy.from_table.clone(),
            reactions: known.filter(|known| allergy.has_reaction(*known)).collect(),
            in_words: allergy.reaction.clone(),
            no_reaction: allergy.reaction_answer,
            severity,
            since: since.into(),
            kind: allergy.kind,
            certainty,
            category: allergy.categories.iter().flatten().next().copied(),
            ..Self::default()
        }
    }

    /// The allergy that is typed so far, in place of `before` where it is more about one. What the form does not ask stays.
    pub fn allergy(&self, before: Option<&Allergy>) -> Allergy {
        let typed = self.substance.trim();
        let same = before.filter(|before| before.substance.text.trim() == typed);
        let substance = same.map_or_else(|| Concept::words(typed), |same| same.substance.clone());
        let mut allergy = Allergy {
            substance,
            kind: self.kind,
            categories: self.categories(before),
            certainty: match self.certainty {
                Some(CertaintyChosen::Confirmed) => Some(Certainty::Confirmed),
                _ => None,
            },
            from_table: self.from_table.clone(),
            left: None,
            ..before.cloned().unwrap_or_default()
        };
        // A severity in words of a file is no code that could be chosen: it stays as long as none is.
        let in_words = allergy.severity.clone();
        allergy = allergy.with_reactions(self.reactions(before));
        if self.severity.is_none() && allergy.severity.is_empty() {
            allergy.severity = in_words;
        }
        let none = allergy.reactions.is_none() && allergy.reaction.is_empty();
        allergy.reaction_answer = self.no_reaction.filter(|_| none);
        (allergy.severity, allergy.severity_answer) = match self.severity {
            // A severity without any reaction.
            Some(SeverityChosen::Was(severity)) if none => (severity.code().to_owned(), None),
            Some(SeverityChosen::NotSaid(answer)) => (allergy.severity, Some(answer)),
            _ => (allergy.severity, None),
        };
        allergy
    }

    fn categories(&self, before: Option<&Allergy>) -> Option<Vec<AllergyCategory>> {
        let chosen = match (&self.from_table, self.category) {
            (_, Some(category)) => category,
            (Some(_), None) => AllergyCategory::Medication,
            (None, None) => return None,
        };
        let before = before.and_then(|before| before.categories.as_ref());
        let several = before.filter(|before| before.contains(&chosen));
        Some(several.cloned().unwrap_or_else(|| vec![chosen]))
    }

    /// Those that were chosen, with what a file tells beyond them. One that was told keeps its own severity as long as the worst
    /// is still the worst.
    fn reactions(&self, before: Option<&Allergy>) -> Vec<Reaction> {
        let chosen = match self.severity {
            Some(SeverityChosen::Was(severity)) => Some(severity),
            _ => None,
        };
        let told: Vec<Reaction> = before
            .into_iter()
            .flat_map(|before| before.reactions.iter().flatten().cloned())
            .collect();
        let as_told = before.and_then(Allergy::worst) == chosen;
        let severity_of = |what: &Manifestation| {
            let told = told.iter().find(|told| told.what == *what);
            match told {
                Some(told) if as_told => told.severity,
                _ => chosen,
            }
        };
        let known = self.reactions.iter().copied().map(Manifestation::Known);
        let told_words = told.iter().map(|told| &told.what);
        let told_words = told_words.filter(|what| matches!(what, Manifestation::Words(_)));
        let words = Some(self.in_words.trim()).filter(|words| !words.is_empty());
        let words = words.map(|words| Manifestation::Words(Concept::words(words)));
        let all = known.chain(told_words.cloned()).chain(words);
        let reactions = all.map(|what| Reaction {
            severity: severity_of(&what),
            what,
        });
        reactions.collect()
    }

    /// What is said of each medicine that meets it: what is stopped, and what goes on. Complains of each of which nothing is
    /// said.
    fn of_medicines(
        &self,
        met: &[StatementId],
        complaints: &mut Complaints<FormField>,
    ) -> (Vec<(StatementId, String)>, Vec<LeftMedicine>) {
        let (mut stopped, mut left) = (Vec::new(), Vec::new());
        for id in met {
            let field = FormField::Medicine(*id);
            let chosen = self.medicines.iter().find(|(medicine, _)| medicine == id);
            match chosen.map(|(_, chosen)| chosen) {
                None => complaints.push(field, Why::StopOrLeave),
                Some(MedicineChosen::Stop(reason)) => {
                    stopped.push((*id, complaints.words(field, reason, Why::Reason)));
                }
                Some(MedicineChosen::Leave(reason)) => left.push(LeftMedicine {
                    medicine: StatementRef::of(*id),
                    reason: complaints.words(field, reason, Why::LeaveReason),
                }),
            }
        }
        (stopped, left)
    }
}

impl SmallForm for AllergyForm {
    fn about(&self) -> Option<StatementId> {
        self.revises
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let old = self.revises.map(|id| around.standing(id)).transpose()?;
        let before = match old.map(|old| &old.fact) {
            None => None,
            Some(Fact::Allergy(before)) => Some(before),
            Some(_) => return Err(Unsignable::NoStatement),
        };
        let mut complaints = Complaints::default();
        complaints.words(FormField::Substance, &self.substance, Why::Substance);
        let known_from = complaints.chosen(FormField::KnownFrom, self.known_from, Why::KnownFrom);
        let since = around.past(FormField::Date, &self.since, &mut complaints);
        let mut allergy = self.allergy(before);
        let met = around.chart.medicines_met_by(&allergy, around.now);
        let (stopped, left) = self.of_medicines(&met, &mut complaints);
        allergy.left = (!left.is_empty()).then_some(left);
        let reason = match self.revises {
            Some(_) => complaints.words(FormField::Reason, &self.reason, Why::Reason),
            None => String::new(),
        };
        complaints.none_or(())?;
        let said_by = known_from.map_or(SaidBy::Author, SaidBy::from);
        let mut said = Statement::new(since, Fact::Allergy(allergy)).said_by(said_by);
        if self.certainty == Some(CertaintyChosen::NotConfirmed) {
            said.standing = Standing::Unconfirmed;
        }
        let same_time = old.filter(|old| old.when == since);
        said.time_words = same_time.and_then(|old| old.time_words.clone());
        let amendment = self
            .revises
            .map(|id| around.now(Fact::Amendment(instead_of(id, reason))));
        let mut statements: Vec<Statement> = amendment.into_iter().chain([said]).collect();
        for (medicine, reason) in stopped {
            let links = around.standing(medicine)?.links_from(medicine.entry);
            let stop = MedicationEvent::Stopped(StatementRef::of(medicine), reason);
            let stop = around.now(Fact::Medication(stop)).for_problems(links);
            statements.push(stop);
        }
        Ok(statements)
    }
}

/// Saying of an allergy that it is not so, and why: it stays in the record as refuted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuteForm {
    pub allergy: StatementId,
    pub reason: String,
}

impl SmallForm for RefuteForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.allergy)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let old = around.standing(self.allergy)?;
        if !matches!(old.fact, Fact::Allergy(_)) {
            return Err(Unsignable::NoStatement);
        }
        let mut complaints = Complaints::default();
        let reason = complaints.words(FormField::Reason, &self.reason, Why::Reason);
        let refuted = Statement {
            standing: Standing::Refuted,
            status_words: None,
            ..old.in_its_place(old.fact.clone(), self.allergy.entry)
        };
        let amendment = around.now(Fact::Amendment(instead_of(self.allergy, reason)));
        Ok(complaints.none_or(vec![amendment, refuted])?)
    }
}

/// The correction by which the second statement of an entry stands in the place of another.
fn instead_of(id: StatementId, reason: String) -> Amendment {
    Amendment {
        kind: AmendmentKind::Correction,
        target: Target {
            entry: Some(id.entry),
            index: Some(id.index),
        },
        reason,
        instead: vec![StatementRef::here(1)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::EntryId;

    fn told(what: Manifestation, severity: Option<Severity>) -> Reaction {
        Reaction { what, severity }
    }

    fn unchanged(allergy: &Allergy) -> Allergy {
        let id = StatementId {
            entry: EntryId([1; 32]),
            index: 0,
        };
        let form = AllergyForm::more_about(id, allergy, Standing::Stands, When::Unknown);
        form.allergy(Some(allergy))
    }

    #[test]
    fn opening_an_allergy_to_add_to_it_changes_nothing_of_it() {
        let latex = || Allergy::to(Concept::words("Latex"));
        let known = |known, severity| told(Manifestation::Known(known), severity);
        let itch = Manifestation::Words(Concept::words("itch"));
        let all = [
            latex(),
            Allergy {
                reaction: "rash".into(),
                severity: "mild".into(),
                criticality: Some(Criticality::High),
                ..latex()
            },
            Allergy {
                severity: "severe".into(),
                ..latex()
            },
            Allergy {
                reaction: "rash".into(),
                severity: "could not breathe".into(),
                ..latex()
            },
            Allergy {
                reaction_answer: Some(NotSaid::Declined),
                severity_answer: Some(NotSaid::NotKnown),
                kind: Some(AllergyKind::Intolerance),
                categories: Some(vec![AllergyCategory::Food, AllergyCategory::Biologic]),
                certainty: Some(Certainty::Confirmed),
                ..latex()
            },
            latex().with_reactions(vec![
                known(KnownReaction::Rash, Some(Severity::Mild)),
                known(KnownReaction::Anaphylaxis, Some(Severity::Severe)),
                told(itch, None),
            ]),
            Allergy {
                from_table: Some(FromTable::Class("penicillin".into())),
                categories: Some(vec![AllergyCategory::Medication]),
                ..Allergy::to(Concept::words("Penicillins"))
            },
        ];
        for allergy in all {
            assert_eq!(unchanged(&allergy), allergy);
        }
    }

    #[test]
    fn one_reaction_in_words_is_written_as_it_always_was() {
        let words = Manifestation::Words(Concept::words("itch"));
        let one = Allergy::default().with_reactions(vec![told(words, Some(Severity::Mild))]);
        assert_eq!(
            (one.reaction.as_str(), one.severity.as_str()),
            ("itch", "mild")
        );
        assert_eq!(one.reactions, None);
        assert_eq!(one.worst(), Some(Severity::Mild));
    }

    #[test]
    fn another_substance_keeps_no_code_of_the_first() {
        let coded = Concept {
            text: "Latex".into(),
            codings: vec![crate::chart::concept::Coding {
                system: "http://snomed.info/sct".into(),
                code: "111088007".into(),
                display: "Latex".into(),
            }],
        };
        let allergy = Allergy::to(coded);
        assert_eq!(unchanged(&allergy), allergy);
        let form = AllergyForm {
            substance: "Rubber".into(),
            ..AllergyForm::default()
        };
        assert_eq!(
            form.allergy(Some(&allergy)).substance,
            Concept::words("Rubber")
        );
    }
}
