//! What stands over a small form, as a layer, as a page and among the drafts.

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::draft::Form;
use crate::chart::kinds::AmendmentKind;

/// The words for what a small form does, in the page's language.
pub fn title(say: Say, form: &Form) -> &'static str {
    let i18n = say.0;
    match form {
        Form::Visit(_) => t_string!(i18n, kinds.visit.open),
        Form::Allergy(_) => t_string!(i18n, kinds.allergy.add),
        Form::Problem(_) => t_string!(i18n, kinds.problem.new),
        Form::Restate(_) => t_string!(i18n, kinds.problem.restate),
        Form::Status(_) => t_string!(i18n, kinds.problem.set_status),
        Form::ClosePlan(_) => t_string!(i18n, kinds.plan.close),
        Form::StopMedicine(_) => t_string!(i18n, kinds.medication.stop),
        Form::Prescribe(form) => match form.changes {
            Some(_) => t_string!(i18n, kinds.medication.change),
            None => t_string!(i18n, kinds.medication.prescribe),
        },
        Form::Hold(_) => t_string!(i18n, kinds.medication.hold),
        Form::Restart(_) => t_string!(i18n, kinds.medication.restart),
        Form::StillSo(_) => t_string!(i18n, kinds.medication.still_so),
        Form::Give(_) => t_string!(i18n, kinds.medication.give),
        Form::Amend(form) => amendment_title(i18n, form.kind),
        Form::Who(_) => t_string!(i18n, kinds.amendment.correction),
        Form::TakeOut(_) => t_string!(i18n, chart.take_out.begin),
        Form::Paper(_) => t_string!(i18n, kinds.document.file_one),
        Form::Merge(_) => t_string!(i18n, kinds.problem.merge),
        Form::Unmerge(_) => t_string!(i18n, kinds.problem.unmerge),
        Form::Answer(_) => t_string!(i18n, kinds.allergy.none),
        Form::Link(form) => link_title(i18n, form.same),
        Form::Arrival(_) => t_string!(i18n, kinds.visit.open),
        Form::VisitStep(_) => t_string!(i18n, kinds.visit.visit_opened),
        Form::EndVisit(_) => t_string!(i18n, kinds.visit.end),
        Form::Report(_) => t_string!(i18n, kinds.report.write),
        Form::NewAllergy(form) => match form.revises {
            Some(_) => t_string!(i18n, kinds.allergy.add_to),
            None => t_string!(i18n, kinds.allergy.add),
        },
        Form::RefuteAllergy(_) => t_string!(i18n, kinds.allergy.refute),
        Form::Tests(_) => t_string!(i18n, kinds.order.write),
        Form::Collect(_) => t_string!(i18n, kinds.order.collect),
        Form::CancelOrder(_) => t_string!(i18n, kinds.order.cancel),
        Form::Result(_) => t_string!(i18n, kinds.order.enter_result),
        Form::LookedAt(_) => t_string!(i18n, kinds.acknowledgement.and_plan),
        Form::Response(_) => t_string!(i18n, kinds.response.fill_in),
    }
}

fn amendment_title(i18n: Texts, kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Addendum | AmendmentKind::LateEntry => {
            t_string!(i18n, kinds.amendment.addendum)
        }
        AmendmentKind::Correction => t_string!(i18n, kinds.amendment.correction),
        AmendmentKind::EnteredInError => t_string!(i18n, kinds.amendment.in_error),
    }
}

fn link_title(i18n: Texts, same: bool) -> &'static str {
    match same {
        true => t_string!(i18n, kinds.person_link.another),
        false => t_string!(i18n, kinds.person_link.not_the_same),
    }
}
