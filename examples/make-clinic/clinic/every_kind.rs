//! One invented girl's chart, in which nearly every kind of statement stands, and the clinic's own log with the others:
//! `tests/kinds.rs` holds that all do. What she has is what people here write, what another system's file brought, and what
//! another clinic signed that somebody here confirmed.

use carnet::base::{ChartId, Clock, Language};
use carnet::chart::draft::{
    AllergyDraft, AllergyForm, AmendForm, CancelOrderForm, CollectForm, DateDraft, Draft, GiveForm,
    HistoryDraft, HoldForm, IntakeDraft, LinkForm, LookedAtForm, Measure, MedicineDraft, NoteDraft,
    PaperFile, PaperForm, PlanDraft, PrescribeForm, ProblemChoice, RefuteForm, RestartForm,
    ResultForm, StillSoForm, TestsForm, UnderProblem, VitalDraft,
};
use carnet::chart::kinds::{
    AllTheSame, AllergyCategory, AllergyKind, AmendmentKind, Answer, AnsweredHit, ExportFor,
    FromTable, Given, HitAnswer, HitKind, KnownFrom, KnownReaction, NoticeAnswer, PanelLine,
    PlanPart, ProblemStatus, ReportForm, ReportKind, ResponseForm, ResultDraft, Severity,
    SeverityChosen, Station, StillSo, StillSoLine, TestDraft, TestKind, Urgency,
};
use carnet::chart::questionnaire::{Place, Typed, Typing};
use carnet::chart::statement::{SaidBy, StatementId};
use carnet::engine::protocol::{Failure, Preview, Scope, ask};
use carnet::reading::view::{Known, Trust};
use carnet::terms::vitals::Vital;

use super::Clinic;

/// A record of an invented hospital in FHIR: an operation, a vaccine, the stay, and a bill that no statement shows.
const BROUGHT: &[u8] = include_bytes!("brought.json");

/// A form that is shipped: what triage asks.
const TRIAGE: &str = include_str!("../../../forms/triage.json");

const LETTER: &[u8] =
    b"Site Gamma, invented hospital. The wound is dry. To be seen again in a week.";

/// What the front desk asks beyond who she is.
pub fn asked(draft: &mut IntakeDraft) {
    draft.reason = Answer::Yes("tired for weeks".into());
    draft.allergies = Answer::Yes(vec![AllergyDraft {
        substance: "Penicillin".into(),
        reaction: "rash".into(),
        severity: "mild".into(),
    }]);
    draft.medicines = Answer::Yes(vec![MedicineDraft {
        name: "Vitamin C".into(),
        frequency: "in the morning".into(),
        ..MedicineDraft::default()
    }]);
    draft.illnesses = Answer::Yes(vec![HistoryDraft {
        what: "Measles".into(),
        ..HistoryDraft::default()
    }]);
    draft.immunizations = Answer::Yes(vec![HistoryDraft {
        what: "Tetanus".into(),
        when: in_year("2020"),
        ..HistoryDraft::default()
    }]);
    draft.family = Answer::None;
    draft.directives = Answer::Yes("her aunt is asked before any operation".into());
    draft.notice = Some(NoticeAnswer::Agrees);
}

/// What is written, filed and read in for her, after the front desk.
pub fn written(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    clinic.sign(Draft::Note(Box::new(note(chart, clinic))))?;
    allergies(clinic, chart)?;
    let problem = clinic.ask(ask::ProblemList(chart))?;
    let report = ReportForm {
        problem: problem.first().map(|row| row.id),
        ..report()
    };
    let signed = clinic.act(chart, report)?;
    let late = AmendForm {
        words: "the specimen lay in the sun for an hour".into(),
        reason: "told on the phone".into(),
        ..AmendForm::blank(signed.entry, AmendmentKind::Addendum, Some(0))
    };
    clinic.act(chart, late)?;
    medicines(clinic, chart)?;
    tests(clinic, chart)?;
    file_letter(clinic, chart)?;
    asked_by_a_form(clinic, chart)?;
    clinic.read(BROUGHT)?;
    clinic.ask(ask::AddFile { into: Some(chart) })?;
    seen_elsewhere(clinic, chart)
}

/// The next who comes is taken for her, until somebody looks again.
pub fn taken_for(clinic: &mut Clinic, next: ChartId, her: ChartId) -> Result<(), Failure> {
    for same in [true, false] {
        clinic.act(next, LinkForm { other: her, same })?;
    }
    Ok(())
}

fn note(chart: ChartId, clinic: &Clinic) -> NoteDraft {
    let measured = |vital, value: &str, second: &str, unit: &str| VitalDraft {
        vital,
        measure: Measure {
            value: value.into(),
            unit: unit.into(),
            confirmed: false,
        },
        second: second.into(),
        when: DateDraft::default(),
    };
    let under = UnderProblem {
        subjective: "out of breath on the stairs".into(),
        vitals: vec![
            measured(Vital::BloodPressure, "104", "62", "mm[Hg]"),
            measured(Vital::Pulse, "96", "", "/min"),
            measured(Vital::Weight, "46.5", "", "kg"),
        ],
        objective: "pale".into(),
        assessment: "anaemia?".into(),
        plans: vec![PlanDraft {
            part: PlanPart::Tests,
            text: "full blood count again in three months".into(),
            due: DateDraft::default(),
        }],
        medicines: vec![MedicineDraft {
            name: "Ferrous sulfate".into(),
            strength: "200 mg".into(),
            dose: "1 tablet".into(),
            route: "by mouth".into(),
            frequency: "twice a day".into(),
            duration: "3 months".into(),
        }],
        ..UnderProblem::new(ProblemChoice::New {
            words: "Tired for weeks".into(),
            status: ProblemStatus::Active,
            onset: DateDraft::default(),
        })
    };
    NoteDraft {
        chart,
        started: clinic.days.now(),
        late: None,
        said_by: SaidBy::Patient,
        under: vec![under],
    }
}

/// One that was chosen from the table of medicines and told to be no allergy later, and one that stands.
fn allergies(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let written = AllergyForm {
        substance: "Penicillins".into(),
        from_table: Some(FromTable::Class("penicillin".into())),
        reactions: vec![KnownReaction::Rash],
        severity: Some(SeverityChosen::Was(Severity::Mild)),
        known_from: Some(KnownFrom::OnPaper),
        ..AllergyForm::default()
    };
    let signed = clinic.act(chart, written)?;
    let refuted = RefuteForm {
        allergy: StatementId {
            entry: signed.entry,
            index: 0,
        },
        reason: "the paper is of her sister".into(),
    };
    clinic.act(chart, refuted)?;
    let bees = AllergyForm {
        substance: "Bee stings".into(),
        reactions: vec![KnownReaction::Swelling, KnownReaction::Breathing],
        in_words: "fainted".into(),
        severity: Some(SeverityChosen::Was(Severity::Severe)),
        known_from: Some(KnownFrom::Told),
        since: in_year("2016"),
        kind: Some(AllergyKind::Allergy),
        category: Some(AllergyCategory::Environment),
        ..AllergyForm::default()
    };
    clinic.act(chart, bees)?;
    Ok(())
}

/// A report with its results, as a laboratory gives it.
fn report() -> ReportForm {
    let result = |what: &str, value: &str, unit: &str, low: &str, high: &str| ResultDraft {
        what: what.into(),
        value: value.into(),
        unit: unit.into(),
        low: low.into(),
        high: high.into(),
    };
    ReportForm {
        what: "Full blood count".into(),
        kind: Some(ReportKind::Laboratory),
        specimen: "Blood".into(),
        results: vec![
            result("Haemoglobin", "9.8", "g/dL", "12", "16"),
            result("White cells", "7.2", "10⁹/L", "4", "11"),
            result("Platelets", "480", "10⁹/L", "150", "400"),
            result("Malaria test", "negative", "", "", ""),
        ],
        conclusion: "Anaemia".into(),
        ..ReportForm::default()
    }
}

/// A test whose specimen was taken, whose result came and was looked at; one that waits, and one that is not to be done any more.
fn tests(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let ferritin = TestDraft {
        specimen: "Blood".into(),
        ..TestDraft::new("Ferritin", TestKind::Laboratory)
    };
    let picture = TestDraft {
        urgency: Urgency::Urgent,
        region: "Chest".into(),
        question: "Is the heart large?".into(),
        ..TestDraft::new("X-ray", TestKind::Imaging)
    };
    let stool = TestDraft::new("Stool, parasites", TestKind::Laboratory);
    let ordered = TestsForm {
        tests: vec![ferritin, picture, stool],
        ..TestsForm::default()
    };
    let ordered = clinic.act(chart, ordered)?.entry;
    let order = |index| StatementId {
        entry: ordered,
        index,
    };
    clinic.act(chart, CollectForm::blank(order(0)))?;
    let mut line = PanelLine::of("Ferritin", "µg/L");
    line.typed.value = "< 6".into();
    line.typed.low = "15".into();
    let result = ResultForm {
        order: Some(order(0)),
        what: "Ferritin".into(),
        kind: Some(ReportKind::Laboratory),
        results: vec![line],
        place: "Laboratory of Site Beta".into(),
        ..ResultForm::blank()
    };
    let report = StatementId {
        entry: clinic.act(chart, result)?.entry,
        index: 0,
    };
    let value = StatementId { index: 1, ..report };
    let looked = LookedAtForm {
        plan: "Iron by mouth, and to be seen in a month".into(),
        ..LookedAtForm::of(report, vec![value])
    };
    clinic.act(chart, looked)?;
    let cancelled = CancelOrderForm {
        order: order(2),
        reason: "she was treated without".into(),
    };
    clinic.act(chart, cancelled)?;
    Ok(())
}

/// A prescription that meets her allergy and is meant all the same, given out; her iron is held and told of.
fn medicines(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let view = clinic.ask(ask::OpenChart(chart))?;
    let Known::Facts(allergies) = view.banner.allergies else {
        unreachable!("the front desk wrote down what she does not tolerate");
    };
    let mut allergies = allergies.iter();
    let penicillin = allergies.find(|row| row.allergy.substance.text == "Penicillin");
    let penicillin = penicillin.expect("the front desk wrote it down").id;
    let prescription = PrescribeForm {
        name: "Cefixime".into(),
        strength: "400 mg".into(),
        form: "tablet".into(),
        dose: "400 mg".into(),
        route: "by mouth".into(),
        frequency: "once a day".into(),
        duration: "3 days".into(),
        answered: vec![AnsweredHit {
            name: "Cefixime".into(),
            about: penicillin,
            hit: HitKind::AllergyCrossReacts,
            answer: HitAnswer::AllTheSame(AllTheSame::TakenSince),
            words: String::new(),
        }],
        ..PrescribeForm::default()
    };
    clinic.act(chart, prescription)?;
    let list = clinic.ask(ask::MedicineList(chart))?;
    let called = |name: &str| {
        let mut rows = list.iter().map(|one| &one.row);
        let row = rows.find(|row| row.line.name.text == name);
        row.expect("it was written just now")
    };
    let (given, iron) = (called("Cefixime"), called("Ferrous sulfate").id);
    let give = GiveForm {
        given: Some(Given::AsWritten),
        from: "shelf B".into(),
        ..GiveForm::of(given.id, given.line.quantity.as_ref())
    };
    clinic.act(chart, give)?;
    let hold = HoldForm {
        medicine: iron,
        reason: "stomach pain".into(),
    };
    clinic.act(chart, hold)?;
    let again = RestartForm {
        medicine: iron,
        words: "with food".into(),
    };
    clinic.act(chart, again)?;
    let asked = StillSoForm {
        said_by: SaidBy::Patient,
        lines: vec![StillSoLine {
            answer: Some(StillSo::Otherwise),
            words: "once a day only".into(),
            ..StillSoLine::of(iron)
        }],
    };
    clinic.act(chart, asked).map(drop)
}

fn file_letter(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let title = "Letter of the hospital";
    let letter = clinic.ask(ask::KeepBlob {
        chart: Some(chart),
        title: title.into(),
        media_type: "text/plain".into(),
        bytes: LETTER.to_vec(),
    })?;
    let filed = PaperForm {
        title: title.into(),
        file: PaperFile::Kept(letter),
    };
    clinic.act(chart, filed).map(drop)
}

/// The clinic puts a form in use and asks her by it.
fn asked_by_a_form(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let put = ask::PutFormInUse {
        file: TRIAGE.into(),
        stations: vec![Station::Triage],
        data_base_of: None,
    };
    let forms = clinic.ask(put)?.forms;
    let digest = forms.first().expect("it was put in use just now").digest;
    let form = clinic.ask(ask::Form(digest))?;
    let mut filled = ResponseForm::blank(digest, &form, Language::English);
    let number = |text: &str, unit: &str| Typed::Number {
        text: text.into(),
        unit: unit.into(),
    };
    for (link_id, typed) in [
        ("age", Typed::Option(1)),
        ("pregnant", Typed::Boolean(false)),
        ("avpu", Typed::Option(0)),
        ("temperature", number("37.2", "Cel")),
        ("pulse", number("96", "/min")),
        ("pressure-upper", number("104", "mm[Hg]")),
        ("pressure-lower", number("62", "mm[Hg]")),
        ("colour", Typed::Option(2)),
    ] {
        let place = Place {
            link_id: link_id.into(),
            rows: Vec::new(),
        };
        filled.answers.set(place, Typing::one(typed));
    }
    clinic.act(chart, filled).map(drop)
}

/// She carries her chart to another clinic and back. Somebody here knows that clinic's fingerprint and confirms it.
fn seen_elsewhere(clinic: &mut Clinic, chart: ChartId) -> Result<(), Failure> {
    let carry = |from: &mut Clinic, to: &str| {
        let file = from.export(Scope::Charts, vec![chart], ExportFor::AnotherClinic, to)?;
        from.ask(ask::RecordExport(file.record))?;
        Ok::<_, Failure>(file.bytes)
    };
    let out = carry(clinic, "Site Beta")?;
    let mut other = Clinic::open(&clinic.days, "Secunda Testa", "Site Beta")?;
    other.read(&out)?;
    other.ask(ask::AddFile { into: None })?;
    let mut under = UnderProblem::new(ProblemChoice::Unlinked);
    under.subjective = "sleeps better".into();
    let note = NoteDraft {
        under: vec![under],
        ..note(chart, &other)
    };
    other.sign(Draft::Note(Box::new(note)))?;
    let back = carry(&mut other, "Site Alpha")?;
    if let Preview::Bundle(preview) = clinic.read(&back)? {
        let mut signers = preview.signers.iter();
        let theirs = signers.find(|signer| signer.trust == Trust::FirstSeen);
        let fingerprint = theirs.expect("the other clinic signed a note").vault;
        clinic.ask(ask::ConfirmVault { fingerprint })?;
    }
    clinic.ask(ask::AddFile { into: None })?;
    Ok(())
}

fn in_year(year: &str) -> DateDraft {
    DateDraft {
        year: year.into(),
        ..DateDraft::default()
    }
}
