//! Every failure as a sentence: what happened, whether anything was lost, what to do next.

use super::Say;
use crate::app::i18n::*;
use crate::app::platform::files::FileTrouble;
use crate::app::state::{NotSaved, NoticeWords, Unsaved};
use crate::base::Stamp;
use crate::chart::course::MedicineSoFar;
use crate::chart::draft::{NotADate, Why};
use crate::engine::protocol::Limit;
use crate::engine::protocol::{
    Failure, FileFailure, ForeignKind, NotFhir, StorageTrouble, UnlockFailure, WriteFailure,
};
use crate::reading::view::Unreadable;

impl Say {
    /// What went wrong and what to do next, in whole sentences. What only a programmer understands is left out.
    pub fn failure(&self, failure: &Failure) -> String {
        let i18n = self.0;
        match failure {
            Failure::Storage(trouble) => self.storage_trouble(trouble),
            Failure::Unlock(failure) => self.unlock_failure(failure),
            Failure::Write(failure) => self.write_failure(failure),
            Failure::File(failure) => self.file_failure(failure),
            Failure::Locked => t_string!(i18n, errors.locked).to_string(),
            Failure::Covered => t_string!(i18n, errors.covered).to_string(),
            Failure::NoChart => t_string!(i18n, errors.no_chart).to_string(),
            Failure::Unreadable(why) => {
                t_string!(i18n, errors.unreadable_entry, why = self.unreadable(*why))
            }
            Failure::Cancelled => t_string!(i18n, errors.cancelled).to_string(),
            Failure::Stopped(_) => t_string!(i18n, errors.stopped).to_string(),
        }
    }

    /// The words of a message above the page.
    pub fn notice(&self, said: &NoticeWords) -> String {
        match said {
            NoticeWords::Words(words) => words.clone(),
            NoticeWords::NotSaved(draft) => self.not_saved(draft),
        }
    }

    /// "Not saved: note, Testa, Prima. This device is full, … open the draft again …"
    fn not_saved(&self, draft: &NotSaved) -> String {
        let i18n = self.0;
        let kind = match draft.kind {
            Unsaved::Intake => t_string!(i18n, common.draft.intake),
            Unsaved::Note => t_string!(i18n, common.draft.note),
            Unsaved::Questions => t_string!(i18n, people.questions.title),
            Unsaved::Form => t_string!(i18n, common.draft.form),
        };
        let what = match &draft.person {
            Some(person) => format!("{kind}, {}", self.name(person)),
            None => kind.to_string(),
        };
        let why = self.failure(&draft.why);
        t_string!(i18n, common.draft.left_unsaved, what = what, why = why)
    }

    /// Why the device's storage did not do what it was asked, and what to do next.
    pub fn storage_trouble(&self, trouble: &StorageTrouble) -> String {
        let i18n = self.0;
        match trouble {
            StorageTrouble::Full => t_string!(i18n, errors.full).to_string(),
            StorageTrouble::Blocked => t_string!(i18n, errors.blocked).to_string(),
            StorageTrouble::Lost => t_string!(i18n, errors.connection_lost).to_string(),
            StorageTrouble::Newer { found, reads } => {
                t_string!(i18n, errors.newer_vault, found = *found, reads = *reads)
            }
            StorageTrouble::Denied(words) => t_string!(i18n, errors.denied, words = words.clone()),
            StorageTrouble::Failed(words) => {
                t_string!(i18n, errors.storage_failed, words = words.clone())
            }
        }
    }

    /// "This device is full, so the note is not signed yet. Your words are safe up to 14:32. …"
    pub fn full_while_signing(&self, safe_until: Option<Stamp>) -> String {
        let i18n = self.0;
        match safe_until {
            Some(stamp) => t_string!(i18n, errors.full_signing, time = self.time(stamp)),
            None => t_string!(i18n, errors.full).to_string(),
        }
    }

    fn unlock_failure(&self, failure: &UnlockFailure) -> String {
        let i18n = self.0;
        match failure {
            UnlockFailure::WrongPassphrase => t_string!(i18n, errors.wrong_passphrase).to_string(),
            UnlockFailure::NotACode => t_string!(i18n, errors.not_a_code).to_string(),
            UnlockFailure::WrongWords => t_string!(i18n, errors.wrong_words).to_string(),
            UnlockFailure::RingSecretMissing => t_string!(i18n, errors.ring_missing).to_string(),
            UnlockFailure::Damaged => t_string!(i18n, errors.damaged_vault).to_string(),
            UnlockFailure::Newer { found, reads } => {
                t_string!(i18n, errors.newer_vault, found = *found, reads = *reads)
            }
            UnlockFailure::Wait(ms) => t_string!(i18n, errors.wait, seconds = ms.div_ceil(1000)),
            UnlockFailure::NoVault => t_string!(i18n, errors.no_vault).to_string(),
            UnlockFailure::TooShort(least) => t_string!(i18n, errors.too_short, least = *least),
            UnlockFailure::WrongCode(left) => t_string!(i18n, errors.wrong_code, left = *left),
            UnlockFailure::AsideSpent => t_string!(i18n, errors.aside_spent).to_string(),
            UnlockFailure::CodeSpent => t_string!(i18n, errors.code_spent).to_string(),
        }
    }

    fn write_failure(&self, failure: &WriteFailure) -> String {
        let i18n = self.0;
        match failure {
            WriteFailure::Lacks(lacks) => {
                let list: Vec<String> = lacks
                    .reasons()
                    .into_iter()
                    .map(|why| self.why(why))
                    .collect();
                t_string!(i18n, errors.missing, list = list.join(" "))
            }
            WriteFailure::NoDraft => t_string!(i18n, errors.no_draft).to_string(),
            WriteFailure::NoStatement => t_string!(i18n, errors.no_statement).to_string(),
            WriteFailure::Revoked => t_string!(i18n, errors.revoked).to_string(),
            WriteFailure::NoForm => t_string!(i18n, errors.no_form).to_string(),
            WriteFailure::OrderOver => t_string!(i18n, errors.order_over).to_string(),
            WriteFailure::ResultCorrected => t_string!(i18n, errors.result_corrected).to_string(),
            WriteFailure::VisitEnded { by, at } => {
                t_string!(
                    i18n,
                    errors.visit_ended,
                    by = by.clone(),
                    time = self.time_or_moment(*at)
                )
            }
            WriteFailure::VisitLeftOpen { opened } => {
                t_string!(i18n, errors.visit_left_open, when = self.moment(*opened))
            }
            WriteFailure::VisitElsewhere { site } => {
                t_string!(i18n, errors.visit_elsewhere, site = site.clone())
            }
            WriteFailure::TooLarge => t_string!(i18n, errors.entry_too_large).to_string(),
            WriteFailure::Beyond(limit) => {
                t_string!(i18n, errors.write_beyond, why = self.limit(*limit))
            }
            WriteFailure::ClockBehind { now, last } => self.clock_behind(*now, *last),
            WriteFailure::NotAllowed => t_string!(i18n, errors.not_allowed).to_string(),
            WriteFailure::DraftOfAnother => t_string!(i18n, errors.draft_of_another).to_string(),
            WriteFailure::DraftDamaged => t_string!(i18n, errors.draft_damaged).to_string(),
            WriteFailure::KeysLost => t_string!(i18n, errors.keys_lost).to_string(),
        }
    }

    /// "This device says 4 Jan 2015, but the last entry was signed on 20 Nov 2026. Set the date before you sign."
    pub fn clock_behind(&self, now: Stamp, last: Stamp) -> String {
        if now.day() == last.day() {
            let (now, last) = (self.time(now), self.time(last));
            return t_string!(self.0, errors.clock_same_day, now = now, last = last);
        }
        let (now, last) = (self.day(now.day()), self.day(last.day()));
        t_string!(self.0, errors.clock, now = now, last = last)
    }

    /// Why what was typed into three fields is no date.
    pub fn not_a_date(&self, why: NotADate) -> String {
        let i18n = self.0;
        match why {
            NotADate::Year => t_string!(i18n, ui.date_year).to_string(),
            NotADate::MonthMissing => t_string!(i18n, ui.date_month).to_string(),
            NotADate::Day => t_string!(i18n, ui.date_day).to_string(),
        }
    }

    /// Why a field of a draft cannot be signed as it stands, for beside it.
    pub fn why(&self, why: &Why) -> String {
        let i18n = self.0;
        match why {
            Why::Name => t_string!(i18n, errors.missing_name).to_string(),
            Why::Sex => t_string!(i18n, errors.missing_sex).to_string(),
            Why::Age => t_string!(i18n, errors.missing_age).to_string(),
            Why::AgeNumber { most } => t_string!(i18n, errors.missing_age_number, most = *most),
            Why::BirthDate => t_string!(i18n, errors.missing_birth_date).to_string(),
            Why::Date => t_string!(i18n, errors.missing_date).to_string(),
            Why::Time => t_string!(i18n, errors.missing_time).to_string(),
            Why::Number { text } => {
                t_string!(i18n, errors.missing_number, text = text.clone())
            }
            Why::TwoNumbers {
                text,
                point,
                thousands,
            } => t_string!(
                i18n,
                errors.two_numbers,
                text = text.clone(),
                point = self.number(point),
                thousands = self.number(thousands)
            ),
            Why::Unlikely { value, unit } => {
                t_string!(
                    i18n,
                    errors.unlikely,
                    value = self.number(value),
                    unit = unit.clone()
                )
            }
            Why::BothPressures => t_string!(i18n, errors.both_pressures).to_string(),
            Why::Which => t_string!(i18n, errors.missing_which).to_string(),
            Why::Anything => t_string!(i18n, errors.missing_anything).to_string(),
            Why::NameComma => t_string!(i18n, errors.missing_name_comma).to_string(),
            Why::Reason => t_string!(i18n, errors.missing_reason).to_string(),
            Why::VisitOpen { since, reason } => self.visit_open(*since, reason),
            Why::Ending => t_string!(i18n, kinds.visit.which_ending).to_string(),
            Why::ReferredTo => t_string!(i18n, kinds.visit.referred_missing).to_string(),
            Why::DayToCome => t_string!(i18n, kinds.visit.day_to_come).to_string(),
            Why::ProblemWords => t_string!(i18n, errors.missing_problem_words).to_string(),
            Why::WhatOf => t_string!(i18n, errors.missing_what_of).to_string(),
            Why::NotADate(why) => self.not_a_date(*why),
            Why::Substance => t_string!(i18n, kinds.allergy.which).to_string(),
            Why::ResolvedWhen => t_string!(i18n, kinds.problem.status.resolved_when).to_string(),
            Why::EndsBeforeOnset => t_string!(i18n, errors.ends_before_onset).to_string(),
            Why::MergeInto => t_string!(i18n, kinds.problem.merge_which).to_string(),
            Why::MergeLoop => t_string!(i18n, errors.merge_loop).to_string(),
            Why::DoneOrDropped => t_string!(i18n, kinds.plan.done_or_dropped).to_string(),
            Why::Title => t_string!(i18n, kinds.document.title_missing).to_string(),
            Why::File => t_string!(i18n, kinds.document.choose).to_string(),
            Why::ReportName => t_string!(i18n, kinds.report.which).to_string(),
            Why::ResultValue => t_string!(i18n, kinds.report.value_missing).to_string(),
            Why::ReportEmpty => t_string!(i18n, kinds.report.nothing).to_string(),
            Why::Needed => t_string!(i18n, kinds.response.needed).to_string(),
            Why::Whole { text } => t_string!(i18n, kinds.response.whole, text = text.clone()),
            Why::MoreThan { value, most } => t_string!(
                i18n,
                kinds.response.more_than,
                value = self.number(value),
                most = self.number(most)
            ),
            Why::LessThan { value, least } => t_string!(
                i18n,
                kinds.response.less_than,
                value = self.number(value),
                least = self.number(least)
            ),
            Why::TooLong { most } => t_string!(i18n, kinds.response.too_long, most = *most),
            Why::KnownFrom => t_string!(i18n, kinds.allergy.which_source).to_string(),
            Why::StopOrLeave => t_string!(i18n, kinds.allergy.stop_or_leave).to_string(),
            Why::LeaveReason => t_string!(i18n, kinds.allergy.leave_missing).to_string(),
            Why::BeforeBirth => t_string!(i18n, errors.before_birth).to_string(),
            Why::AllergyRecorded { substance } => {
                t_string!(i18n, kinds.allergy.recorded, substance = substance.clone())
            }
            Why::NotAdded => t_string!(i18n, kinds.order.not_added).to_string(),
            Why::OneAnswer => t_string!(i18n, kinds.report.one_answer).to_string(),
            Why::TestName => t_string!(i18n, kinds.order.name_missing).to_string(),
            Why::NoResult => t_string!(i18n, kinds.report.no_result_reason).to_string(),
            Why::TakenAfterReported { taken, reported } => t_string!(
                i18n,
                kinds.report.after_reported,
                taken = self.day(*taken),
                reported = self.day(*reported)
            ),
            Why::OneOfThese => t_string!(i18n, kinds.response.one_of_these).to_string(),
            Why::MedicineName => t_string!(i18n, kinds.medication.which).to_string(),
            Why::HowOften => t_string!(i18n, kinds.medication.how_often).to_string(),
            Why::AllTheSame => t_string!(i18n, kinds.medication.hit_missing).to_string(),
            Why::Misread { written } => t_string!(
                i18n,
                kinds.medication.misread_missing,
                written = written.clone()
            ),
            Why::MedicineIs(so_far) => match so_far {
                MedicineSoFar::Taken => t_string!(i18n, kinds.medication.is_now.taken),
                MedicineSoFar::Held => t_string!(i18n, kinds.medication.is_now.held),
                MedicineSoFar::Stopped => t_string!(i18n, kinds.medication.is_now.stopped),
                MedicineSoFar::Changed => t_string!(i18n, kinds.medication.is_now.changed),
                MedicineSoFar::Over => t_string!(i18n, kinds.medication.is_now.over),
            }
            .to_string(),
            Why::GivenOrNot => t_string!(i18n, kinds.medication.given_or_not).to_string(),
            Why::HowOtherwise => t_string!(i18n, kinds.medication.otherwise_how).to_string(),
            Why::RangeEndsBelow => t_string!(i18n, kinds.report.range_ends_below).to_string(),
        }
    }

    /// "A visit goes on here since 08:05 (cough). …": why no second one is opened.
    pub fn visit_open(&self, since: Stamp, reason: &str) -> String {
        let i18n = self.0;
        let reason = match reason.trim() {
            "" => t_string!(i18n, kinds.visit.no_reason),
            reason => reason,
        };
        let since = self.time_or_moment(since);
        t_string!(
            i18n,
            kinds.visit.still_open,
            since = since,
            reason = reason.to_owned()
        )
    }

    fn file_failure(&self, failure: &FileFailure) -> String {
        let i18n = self.0;
        match failure {
            FileFailure::Foreign => t_string!(i18n, errors.file_foreign).to_string(),
            FileFailure::NotRead(kind) => self.not_read(*kind).to_string(),
            FileFailure::NotUnicode => t_string!(i18n, errors.file_not_unicode).to_string(),
            FileFailure::OlderFhir { version, kind } => t_string!(
                i18n,
                errors.file_older_fhir,
                version = version.clone(),
                kind = kind.clone()
            ),
            FileFailure::BundleAmongOthers => {
                t_string!(i18n, errors.file_bundle_among_others).to_string()
            }
            FileFailure::Truncated => t_string!(i18n, errors.file_truncated).to_string(),
            FileFailure::CutOff { here, of } => t_string!(
                i18n,
                errors.file_cut_off,
                here = self.bytes(*here),
                of = self.bytes(*of)
            ),
            FileFailure::SeveralBundles => t_string!(i18n, errors.file_several_bundles).to_string(),
            FileFailure::LockedZip => t_string!(i18n, errors.file_locked_zip).to_string(),
            FileFailure::Packing => t_string!(i18n, errors.file_packing).to_string(),
            FileFailure::NoBytes => t_string!(i18n, errors.file_no_bytes).to_string(),
            FileFailure::LoosePart => t_string!(i18n, errors.file_loose_part).to_string(),
            FileFailure::Changed(part) => t_string!(i18n, errors.file_changed, part = part.clone()),
            FileFailure::Newer { found, reads } => {
                t_string!(i18n, errors.file_newer, found = *found, reads = *reads)
            }
            FileFailure::WrongPassphrase => t_string!(i18n, errors.file_passphrase).to_string(),
            FileFailure::HostileCost => t_string!(i18n, errors.file_hostile_cost).to_string(),
            FileFailure::Bomb => t_string!(i18n, errors.file_bomb).to_string(),
            FileFailure::Beyond(limit) => {
                t_string!(i18n, errors.file_beyond, why = self.limit(*limit))
            }
            FileFailure::BadPath(_) => t_string!(i18n, errors.file_bad_path).to_string(),
            FileFailure::TooLarge(megabytes) => {
                t_string!(i18n, errors.file_too_large, megabytes = *megabytes)
            }
            FileFailure::NotJson { line, .. } => {
                t_string!(i18n, errors.file_not_json, line = *line)
            }
            FileFailure::NotFhir(why) => {
                t_string!(i18n, errors.file_not_fhir, why = self.not_fhir(*why))
            }
            FileFailure::NotABundle(kind) => {
                t_string!(i18n, errors.file_not_a_bundle, kind = kind.clone())
            }
            FileFailure::BadEntry(place) => {
                t_string!(i18n, errors.file_bad_entry, place = *place)
            }
            FileFailure::NeedsChart => t_string!(i18n, errors.file_needs_chart).to_string(),
            FileFailure::SeveralPatients => {
                t_string!(i18n, errors.file_several_patients).to_string()
            }
            FileFailure::NothingOpen => t_string!(i18n, errors.file_nothing_open).to_string(),
            FileFailure::Picture => t_string!(i18n, errors.file_picture).to_string(),
            FileFailure::Empty => t_string!(i18n, errors.file_empty).to_string(),
            FileFailure::ExportTooLarge(megabytes) => {
                t_string!(i18n, errors.export_too_large, megabytes = *megabytes)
            }
            FileFailure::PaperTooLarge(megabytes) => {
                t_string!(i18n, errors.paper_too_large, megabytes = *megabytes)
            }
            FileFailure::Authors(entries) => {
                t_string!(i18n, errors.file_authors, n = self.count(*entries))
            }
        }
    }

    /// What went wrong where there is no vault yet, and so no chart that anything could be filed in.
    pub fn failure_before_vault(&self, failure: &Failure) -> String {
        let i18n = self.0;
        let words = match failure {
            Failure::File(FileFailure::NotRead(ForeignKind::Pdf)) => {
                t_string!(i18n, errors.no_vault_pdf)
            }
            Failure::File(FileFailure::NotRead(ForeignKind::Picture)) => {
                t_string!(i18n, errors.no_vault_picture)
            }
            Failure::File(FileFailure::NotRead(ForeignKind::Office)) => {
                t_string!(i18n, errors.no_vault_office)
            }
            other => return self.failure(other),
        };
        words.to_string()
    }

    /// What a file is that nothing here reads, and what to ask for instead.
    fn not_read(&self, kind: ForeignKind) -> &'static str {
        let i18n = self.0;
        match kind {
            ForeignKind::FhirXml => t_string!(i18n, errors.not_read_fhir_xml),
            ForeignKind::FhirRdf => t_string!(i18n, errors.not_read_fhir_rdf),
            ForeignKind::Cda => t_string!(i18n, errors.not_read_cda),
            ForeignKind::AppleHealth => t_string!(i18n, errors.not_read_apple_health),
            ForeignKind::Xml => t_string!(i18n, errors.not_read_xml),
            ForeignKind::Hl7V2 => t_string!(i18n, errors.not_read_hl7v2),
            ForeignKind::Html => t_string!(i18n, errors.not_read_html),
            ForeignKind::Pdf => t_string!(i18n, errors.not_read_pdf),
            ForeignKind::Picture => t_string!(i18n, errors.not_read_picture),
            ForeignKind::Dicom => t_string!(i18n, errors.not_read_dicom),
            ForeignKind::Office => t_string!(i18n, errors.not_read_office),
            ForeignKind::Table => t_string!(i18n, errors.not_read_table),
            ForeignKind::HealthCard => t_string!(i18n, errors.not_read_health_card),
            ForeignKind::Packed => t_string!(i18n, errors.not_read_packed),
            ForeignKind::Text => t_string!(i18n, errors.not_read_text),
            ForeignKind::Unknown => t_string!(i18n, errors.not_read_unknown),
        }
    }

    /// Why JSON is not FHIR, as a part of a sentence: "it names no resource type".
    fn not_fhir(&self, why: NotFhir) -> &'static str {
        let i18n = self.0;
        match why {
            NotFhir::NotAnObject => t_string!(i18n, errors.not_fhir_object),
            NotFhir::NoResourceType => t_string!(i18n, errors.not_fhir_type),
            NotFhir::EntriesNotAList => t_string!(i18n, errors.not_fhir_entries),
            NotFhir::Empty => t_string!(i18n, errors.not_fhir_empty),
            NotFhir::TooDeep => t_string!(i18n, errors.not_fhir_deep),
            NotFhir::TooMany => t_string!(i18n, errors.not_fhir_many),
        }
    }

    /// Which bound something from outside goes beyond, as a part of a sentence: "a name in it is too long".
    pub fn limit(&self, limit: Limit) -> &'static str {
        let i18n = self.0;
        match limit {
            Limit::Name => t_string!(i18n, errors.limit_name),
            Limit::Place => t_string!(i18n, errors.limit_place),
            Limit::Line => t_string!(i18n, errors.limit_line),
            Limit::Seen => t_string!(i18n, errors.limit_seen),
            Limit::Statements => t_string!(i18n, errors.limit_statements),
            Limit::Problems => t_string!(i18n, errors.limit_problems),
            Limit::Entries => t_string!(i18n, errors.limit_entries),
            Limit::Charts => t_string!(i18n, errors.limit_charts),
            Limit::Credentials => t_string!(i18n, errors.limit_credentials),
            Limit::Papers => t_string!(i18n, errors.limit_papers),
        }
    }

    /// Why an entry cannot be read, as a part of a sentence: "its signature does not match".
    pub fn unreadable(&self, why: Unreadable) -> &'static str {
        let i18n = self.0;
        match why {
            Unreadable::Damaged => t_string!(i18n, errors.why_damaged),
            Unreadable::Signature => t_string!(i18n, errors.why_signature),
            Unreadable::Chain => t_string!(i18n, errors.why_chain),
            Unreadable::OtherChart => t_string!(i18n, errors.why_other_chart),
            Unreadable::Author => t_string!(i18n, errors.why_author),
            Unreadable::Missing => t_string!(i18n, errors.why_missing),
            Unreadable::Newer => t_string!(i18n, errors.why_newer),
            Unreadable::NotAsSigned => t_string!(i18n, errors.why_not_as_signed),
            Unreadable::Omitted => t_string!(i18n, errors.why_omitted),
            Unreadable::Claimed => t_string!(i18n, errors.why_claimed),
        }
    }

    /// A file that could not be chosen, read or written; `None` when the person only changed their mind.
    pub fn file_trouble(&self, trouble: &FileTrouble) -> Option<String> {
        let i18n = self.0;
        match trouble {
            FileTrouble::Cancelled => None,
            FileTrouble::Folder => Some(t_string!(i18n, errors.folder).to_string()),
            FileTrouble::TooLarge { limit, .. } => Some(t_string!(
                i18n,
                errors.file_too_large,
                megabytes = limit / 1_000_000
            )),
            FileTrouble::Failed(words) => {
                Some(t_string!(i18n, errors.file_io, words = words.clone()))
            }
        }
    }
}
