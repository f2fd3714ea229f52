use crate::app::i18n::*;
use crate::app::state::Say;
use crate::base::Stamp;

/// "12 min", "2 h 5 min": since when somebody is where they are.
pub fn time_here(say: Say, since: Stamp, now: Stamp) -> String {
    let minutes = ((now.ms - since.ms) / 60_000).max(0);
    let i18n = say.0;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => t_string!(i18n, people.waiting.minutes, n = minutes),
        (hours, minutes) => t_string!(i18n, people.waiting.hours, hours = hours, n = minutes),
    }
}
