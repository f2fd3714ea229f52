//! What keeps a statement from being read as so, in words.

use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::statement::Standing;
use crate::terms::text::isolated;

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

pub(super) fn in_its_words(say: Say, word: &str, said: Option<&str>) -> String {
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
