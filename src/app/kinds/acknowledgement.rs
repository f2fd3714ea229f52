//! That a result was looked at, and how results are told beside it: flag before value, and what it was before.

pub mod form;

use super::concept::concept_words;
use super::in_words::InWords;
use super::observation::observation_value;
use super::words::Words;
use super::{or_unnamed, sentence, standing_of};
use crate::app::i18n::*;
use crate::app::state::Say;
use crate::chart::kinds::*;
use crate::chart::statement::Statement;
use crate::chart::value::{Beside, Value};
use crate::reading::view::{Looked, ResultLine, ResultRank, ResultRow};

impl InWords for Acknowledgement {
    fn words(&self, say: Say, _: &Statement) -> Words {
        let i18n = say.0;
        let looked = t_string!(i18n, kinds.acknowledgement.looked_at);
        Words::new(looked, t_string!(i18n, kinds.acknowledgement.what)).about(self.of)
    }
}

/// What a result is called.
pub fn result_name(say: Say, statement: &Statement) -> String {
    let name = match &statement.fact {
        Fact::Report(report) => concept_words(say, &report.what),
        Fact::Observation(result) => concept_words(say, &result.what),
        _ => String::new(),
    };
    or_unnamed(say, &name).to_string()
}

/// Its value.
pub fn value_words(say: Say, statement: &Statement) -> String {
    match &statement.fact {
        Fact::Observation(result) => observation_value(say, result),
        _ => sentence(say, statement),
    }
}

/// How a value lies beside its range; nothing where it lies within. Never *normal*.
pub fn flag_word(say: Say, line: &ResultLine) -> Option<&'static str> {
    let i18n = say.0;
    let Fact::Observation(result) = &line.statement.fact else {
        return None;
    };
    match line.beside {
        Beside::Below => Some(t_string!(i18n, kinds.acknowledgement.low)),
        Beside::Above => Some(t_string!(i18n, kinds.acknowledgement.high)),
        Beside::NotKnown if matches!(result.value, Value::Quantity(_) | Value::Text(_)) => {
            Some(t_string!(i18n, kinds.acknowledgement.not_judged))
        }
        Beside::NotKnown | Beside::Within => None,
    }
}

/// The range that was given with a value: "11 to 14".
pub fn range_words(say: Say, line: &ResultLine) -> Option<String> {
    let Fact::Observation(result) = &line.statement.fact else {
        return None;
    };
    let range = result.reference.as_ref()?;
    Some(match (&range.low, &range.high) {
        (Some(low), Some(high)) => format!("{}\u{2013}{}", say.number(low), say.number(high)),
        (Some(low), None) => format!("\u{2265} {}", say.number(low)),
        (None, Some(high)) => format!("\u{2264} {}", say.number(high)),
        (None, None) => return None,
    })
}

/// "CORRECTED 21 Nov: was 12.8, wrong line".
pub fn corrected_words(say: Say, line: &ResultLine) -> Option<String> {
    let i18n = say.0;
    let corrected = line.corrected.as_ref()?;
    let was = match &corrected.was.fact {
        Fact::Report(report) => report.conclusion.clone(),
        _ => value_words(say, &corrected.was),
    };
    let words = t_string!(
        i18n,
        kinds.acknowledgement.corrected,
        day = say.day(corrected.on.day()),
        was = was
    );
    Some(match corrected.reason.is_empty() {
        true => words,
        false => t_string!(
            i18n,
            kinds.acknowledgement.because,
            words = words,
            reason = corrected.reason.clone()
        ),
    })
}

pub fn rank_word(say: Say, rank: ResultRank) -> &'static str {
    let i18n = say.0;
    match rank {
        ResultRank::Corrected => t_string!(i18n, kinds.acknowledgement.rank.corrected),
        ResultRank::NeedsActing => t_string!(i18n, kinds.acknowledgement.rank.needs_acting),
        ResultRank::Outside => t_string!(i18n, kinds.acknowledgement.rank.outside),
        ResultRank::NotJudged => t_string!(i18n, kinds.acknowledgement.rank.not_judged),
        ResultRank::InRange => t_string!(i18n, kinds.acknowledgement.rank.in_range),
    }
}

/// Whether somebody looked at it; nothing where nobody has to.
pub fn looked_words(say: Say, looked: &Looked) -> Option<String> {
    let i18n = say.0;
    Some(match looked {
        Looked::NotNeeded => return None,
        Looked::Not => t_string!(i18n, kinds.acknowledgement.not_yet).to_string(),
        Looked::Again => t_string!(i18n, kinds.acknowledgement.again).to_string(),
        Looked::At { by, at, .. } => t_string!(
            i18n,
            kinds.acknowledgement.by_at,
            time = say.time_or_moment(*at),
            name = by.clone()
        ),
    })
}

/// On one line, flag before value: "Full blood count: low Haemoglobin 8.2 g/dL; Platelets 402". A name is not said twice.
pub fn result_sentence(say: Say, row: &ResultRow) -> String {
    let name = result_name(say, &row.said.statement);
    let one = |line: &ResultLine| {
        let flag = flag_word(say, line).map(str::to_owned);
        let is_named = line.id != row.id && result_name(say, &line.statement) == name;
        let of = (!is_named).then(|| result_name(say, &line.statement));
        let standing = standing_of(say, &line.statement);
        let parts = [flag, standing, of, Some(value_words(say, &line.statement))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let lines: Vec<String> = match (&row.said.statement.fact, row.results.as_slice()) {
        (Fact::Report(report), []) if report.conclusion.is_empty() => {
            report.findings.iter().cloned().collect()
        }
        (Fact::Report(report), []) => vec![report.conclusion.clone()],
        (_, []) => return one(&row.said),
        (_, results) => results.iter().map(one).collect(),
    };
    let standing = standing_of(say, &row.said.statement);
    let lines: Vec<String> = standing.into_iter().chain(lines).collect();
    let lines = lines.join("; ");
    match lines.is_empty() {
        true => name,
        false => say.labelled(&name, &lines),
    }
}
