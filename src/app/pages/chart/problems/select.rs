//! One of the problems that what is written can be about, or none yet.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::line::problem_title;
use super::open_to_writing;
use crate::app::i18n::*;
use crate::app::state::{Loaded, use_say};
use crate::app::ui::*;
use crate::chart::statement::StatementId;
use crate::reading::view::ProblemRow;

#[component]
pub fn ProblemSelect(
    id: &'static str,
    /// Every problem of the chart.
    rows: Loaded<Vec<ProblemRow>>,
    #[prop(into)] label: TextProp,
    /// What stands for none of them.
    none: fn(Texts) -> &'static str,
    /// Not this one.
    #[prop(optional)]
    but: Option<StatementId>,
    value: Bind<Option<StatementId>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let say = use_say();
    let rows = Memo::new(move |_| open_to_writing(&rows.value.get().unwrap_or_default()));
    move || {
        let open = rows.get().into_iter().filter(|row| Some(row.id) != but);
        let open = open.map(|row| (Some(row.id), TextProp::from(problem_title(say, &row))));
        let none = (None, TextProp::from(move || none(say.0)));
        let options: Vec<_> = std::iter::once(none).chain(open).collect();
        view! { <Select id label=label.clone() value options error/> }
    }
}
