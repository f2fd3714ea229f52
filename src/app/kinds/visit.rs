//! Visits, in words.

pub mod form;

use super::in_words::InWords;
use super::told;
use super::words::Words;
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;

impl InWords for VisitEvent {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        match self {
            Self::Opened(reason, station) => {
                let words = Words::new(
                    t_string!(i18n, kinds.visit.visit_opened),
                    reason_words(say, reason),
                );
                words.and_all(station.iter().map(|station| station_name(say, station)))
            }
            Self::Closed(visit, outcome) => {
                let how = outcome.as_ref().map(|how| outcome_words(say, how));
                Words::new(
                    t_string!(i18n, kinds.visit.visit_closed),
                    how.unwrap_or_default(),
                )
                .about(*visit)
            }
            Self::Elsewhere(kind, reason, end) => {
                let words =
                    Words::new(t_string!(i18n, kinds.visit.visit_elsewhere), kind).and(reason);
                if end.is_known() {
                    words.and(told::until(say, end, say.when(end)))
                } else {
                    words
                }
            }
            Self::Sent(visit, station) => Words::new(
                t_string!(i18n, kinds.visit.sent),
                station_name(say, station),
            )
            .about(*visit),
            Self::Taken(visit) => Words::new(
                t_string!(i18n, kinds.visit.visit_opened),
                t_string!(i18n, kinds.visit.taken),
            )
            .about(*visit),
            Self::Triaged(visit, colour) => Words::new(
                t_string!(i18n, kinds.visit.triaged),
                colour_word(say, *colour),
            )
            .about(*visit),
        }
    }
}

/// Why someone came; a blank is said in words.
pub fn reason_words(say: Say, reason: &str) -> String {
    match reason.trim() {
        "" => t_string!(say.0, kinds.visit.no_reason).to_string(),
        reason => reason.to_owned(),
    }
}

/// "Clinician"; a clinic's own station by its name.
pub fn station_name(say: Say, station: &Station) -> String {
    let i18n = say.0;
    let name = match station {
        Station::Registration => t_string!(i18n, kinds.visit.station.registration),
        Station::Triage => t_string!(i18n, kinds.visit.station.triage),
        Station::Clinician => t_string!(i18n, kinds.visit.station.clinician),
        Station::Pharmacy => t_string!(i18n, kinds.visit.station.pharmacy),
        Station::Own(name) => return name.clone(),
    };
    name.to_string()
}

/// "Red": the word that stands beside the shape.
pub fn colour_word(say: Say, colour: TriageColour) -> &'static str {
    let i18n = say.0;
    match colour {
        TriageColour::Red => t_string!(i18n, kinds.visit.colour.red),
        TriageColour::Yellow => t_string!(i18n, kinds.visit.colour.yellow),
        TriageColour::Green => t_string!(i18n, kinds.visit.colour.green),
    }
}

/// How a visit ended: "Comes back on 28 Nov 2026".
pub fn outcome_words(say: Say, outcome: &Outcome) -> String {
    let i18n = say.0;
    match outcome {
        Outcome::Home => t_string!(i18n, kinds.visit.ending.home).to_string(),
        Outcome::Returns(on) => {
            t_string!(i18n, kinds.visit.ending.returns_on, day = say.when_day(on))
        }
        Outcome::LeftUnseen => t_string!(i18n, kinds.visit.ending.left_unseen).to_string(),
        Outcome::Referred(to) => {
            t_string!(i18n, kinds.visit.ending.referred_to, whom = to.clone())
        }
        Outcome::Stays => t_string!(i18n, kinds.visit.ending.stays).to_string(),
        Outcome::Died => t_string!(i18n, kinds.visit.ending.died).to_string(),
    }
}
