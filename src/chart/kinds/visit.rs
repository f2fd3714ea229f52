//! Visits: opened at a station, taken, sent on, ended; or told by another system.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{Demographic, Fact};
use crate::base::Stamp;
use crate::base::numbered::numbered;
use crate::chart::draft::{
    Around, Complaint, Complaints, DateDraft, FormField, SmallForm, Unsignable, VisitSoFar, Why,
};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;

numbered! {
    /// How urgently somebody has to be seen, by the colour that is hung on them (three levels, as in the Interagency
    /// Integrated Triage Tool of WHO, ICRC and MSF).
    pub enum TriageColour {
        /// At once.
        1 Red,
        /// Before those who can wait.
        2 Yellow,
        /// In turn.
        3 Green,
    }
}

/// Where in a clinic a person is seen or waits to be.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Encode, Decode,
)]
pub enum Station {
    #[n(0)]
    Registration,
    #[n(1)]
    Triage,
    #[n(2)]
    Clinician,
    #[n(3)]
    Pharmacy,
    /// One of the clinic's own, by its name.
    #[n(4)]
    Own(#[n(0)] String),
}

impl Station {
    /// Those every clinic has, in the order one goes through them.
    pub const USUAL: [Self; 4] = [
        Self::Registration,
        Self::Triage,
        Self::Clinician,
        Self::Pharmacy,
    ];
}

/// How a visit ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum Outcome {
    /// They went home.
    #[n(0)]
    Home,
    /// They went home and are to come back on that day.
    #[n(1)]
    Returns(#[n(0)] When),
    /// They left before anybody saw them.
    #[n(2)]
    LeftUnseen,
    /// They were sent to somebody else: to whom, in words.
    #[n(3)]
    Referred(#[n(0)] String),
    /// They stay here for the night or longer.
    #[n(4)]
    Stays,
    #[n(5)]
    Died,
}

/// A visit is opened, goes on, is closed, or is told of by another system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Encode, Decode)]
pub enum VisitEvent {
    /// A visit begins here; notes that follow belong to it. The reason is in the clinical entry of the same act. Without a
    /// station nobody waits: it stands in the register and needs no end.
    #[n(0)]
    Opened(#[n(0)] String, #[n(1)] Option<Station>),
    /// The person left; how the visit ended, where that is known.
    #[n(1)]
    Closed(#[n(0)] StatementRef, #[n(1)] Option<Outcome>),
    /// A visit elsewhere, told by another system: kind, reason, end.
    #[n(2)]
    Elsewhere(#[n(0)] String, #[n(1)] String, #[n(2)] When),
    /// The person waits at another station from now on.
    #[n(3)]
    Sent(#[n(0)] StatementRef, #[n(1)] Station),
    /// Who writes this has the person with them, where they waited.
    #[n(4)]
    Taken(#[n(0)] StatementRef),
    #[n(5)]
    Triaged(#[n(0)] StatementRef, #[n(1)] TriageColour),
}

impl VisitEvent {
    /// The visit that goes on or ends.
    pub fn visit(&self) -> Option<&StatementRef> {
        match self {
            Self::Opened(..) | Self::Elsewhere(..) => None,
            Self::Closed(visit, _)
            | Self::Sent(visit, _)
            | Self::Taken(visit)
            | Self::Triaged(visit, _) => Some(visit),
        }
    }

    /// What is written in it by hand.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        let (words, station) = match self {
            Self::Opened(reason, station) => (Some(reason), station.as_ref()),
            Self::Closed(_, Some(Outcome::Referred(to))) => (Some(to), None),
            Self::Sent(_, station) => (None, Some(station)),
            Self::Closed(..) | Self::Elsewhere(..) | Self::Taken(_) | Self::Triaged(..) => {
                (None, None)
            }
        };
        let station = station.and_then(|station| match station {
            Station::Own(name) => Some(name),
            _ => None,
        });
        words.into_iter().chain(station)
    }
}

/// A visit of so long ago was left open: nobody waits in it any more.
const LEFT_OPEN_AFTER_MS: i64 = 24 * 60 * 60 * 1000;

/// Whether nobody waits any more in a visit that was opened then and did not end.
pub fn is_left_open(opened: Stamp, now: Stamp) -> bool {
    now.ms.saturating_sub(opened.ms) > LEFT_OPEN_AFTER_MS
}

/// Opening a visit where nobody waits at stations, as a family does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitForm {
    pub reason: String,
}

impl SmallForm for VisitForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        Ok(opened(&self.reason, None, around, Complaints::default())?)
    }
}

/// Opening a visit for somebody who has a chart: why they came, and where they wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrivalForm {
    pub reason: String,
    pub station: Station,
}

impl SmallForm for ArrivalForm {
    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let mut complaints = Complaints::default();
        if let Some((since, reason)) = around.chart.waits_at(around.site, around.now) {
            complaints.push(FormField::Reason, Why::VisitOpen { since, reason });
        }
        let station = Some(self.station.clone());
        Ok(opened(&self.reason, station, around, complaints)?)
    }
}

fn opened(
    reason: &str,
    station: Option<Station>,
    around: &Around,
    mut complaints: Complaints<FormField>,
) -> Result<Vec<Statement>, Vec<Complaint<FormField>>> {
    let reason = complaints.words(FormField::Reason, reason, Why::Reason);
    let opened = around.now(Fact::Visit(VisitEvent::Opened(reason, station)));
    complaints.none_or(vec![opened])
}

/// What one press says of an open visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VisitStep {
    Take,
    Send(Station),
    Triage(TriageColour),
}

/// One press on an open visit: the button is the whole statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitStepForm {
    pub visit: StatementId,
    pub step: VisitStep,
}

impl SmallForm for VisitStepForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.visit)
    }

    fn is_same(&self, other: &Self) -> bool {
        self == other
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let visit = waited_in(self.visit, around)?;
        let said = match &self.step {
            VisitStep::Take => VisitEvent::Taken(visit),
            VisitStep::Send(station) => VisitEvent::Sent(visit, station.clone()),
            VisitStep::Triage(colour) => VisitEvent::Triaged(visit, *colour),
        };
        Ok(vec![around.now(Fact::Visit(said))])
    }
}

numbered! {
    /// The choice of how a visit ended.
    pub enum Ending {
        0 Home,
        1 Returns,
        2 LeftUnseen,
        3 Referred,
        4 Stays,
        5 Died,
    }
}

/// Ending a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndVisitForm {
    pub visit: StatementId,
    pub ending: Option<Ending>,
    /// To whom they are referred.
    pub words: String,
    /// The day they are to come back, or died.
    pub on: DateDraft,
}

impl EndVisitForm {
    pub fn blank(visit: StatementId) -> Self {
        Self {
            visit,
            ending: None,
            words: String::new(),
            on: DateDraft::default(),
        }
    }

    /// Without an ending that one press signs: nothing shows that it is chosen, and whoever presses *Sign* next meant another.
    pub fn unpressed(mut self) -> Self {
        if matches!(self.ending, Some(Ending::Home | Ending::LeftUnseen)) {
            self.ending = None;
        }
        self
    }

    fn outcome(
        &self,
        ending: Ending,
        around: &Around,
        complaints: &mut Complaints<FormField>,
    ) -> Outcome {
        match ending {
            Ending::Home => Outcome::Home,
            Ending::Returns => Outcome::Returns(self.day_to_come(around, complaints)),
            Ending::LeftUnseen => Outcome::LeftUnseen,
            Ending::Referred => {
                Outcome::Referred(complaints.words(FormField::Words, &self.words, Why::ReferredTo))
            }
            Ending::Stays => Outcome::Stays,
            Ending::Died => Outcome::Died,
        }
    }

    /// The day somebody is to come back: known to the day, and not past.
    fn day_to_come(&self, around: &Around, complaints: &mut Complaints<FormField>) -> When {
        let on = self.on.read();
        let is_to_come = |on: &When| {
            matches!(on, When::Day(..)) && on.first_day().is_some_and(|day| day >= around.today)
        };
        match &on {
            Ok(on) if is_to_come(on) => {}
            Ok(_) => complaints.push(FormField::Date, Why::DayToCome),
            Err(why) => complaints.push(FormField::Date, Why::NotADate(*why)),
        }
        on.unwrap_or(When::Unknown)
    }
}

impl SmallForm for EndVisitForm {
    fn about(&self) -> Option<StatementId> {
        Some(self.visit)
    }

    fn check(&self, around: &Around) -> Result<Vec<Statement>, Unsignable> {
        let (visit, ..) = still_open(self.visit, around)?;
        let mut complaints = Complaints::default();
        let Some(ending) = complaints.chosen(FormField::Status, self.ending, Why::Ending) else {
            return Ok(complaints.none_or(Vec::new())?);
        };
        let outcome = self.outcome(ending, around, &mut complaints);
        let mut said = vec![around.now(Fact::Visit(VisitEvent::Closed(visit, Some(outcome))))];
        if ending == Ending::Died {
            let on = complaints.past(FormField::Date, &self.on, around.today);
            let died = if on.is_known() {
                on
            } else {
                When::Moment(around.now)
            };
            said.push(around.now(Fact::Demographic(Demographic::Died(died))));
        }
        Ok(complaints.none_or(said)?)
    }
}

/// A visit in which the person is waited for here: any other is only ended.
fn waited_in(visit: StatementId, around: &Around) -> Result<StatementRef, Unsignable> {
    let (visit, site, opened) = still_open(visit, around)?;
    if site != around.site {
        return Err(Unsignable::VisitElsewhere { site });
    }
    if is_left_open(opened, around.now) {
        return Err(Unsignable::VisitLeftOpen { opened });
    }
    Ok(visit)
}

/// A visit somebody may still write of, where and when it was opened. Another person may have ended it meanwhile.
fn still_open(
    visit: StatementId,
    around: &Around,
) -> Result<(StatementRef, String, Stamp), Unsignable> {
    around.standing(visit)?;
    match around.chart.visit_so_far(visit) {
        VisitSoFar::Open { site, opened } => Ok((StatementRef::of(visit), site, opened)),
        VisitSoFar::Ended { by, at } => Err(Unsignable::VisitEnded { by, at }),
        VisitSoFar::None => Err(Unsignable::NoStatement),
    }
}
