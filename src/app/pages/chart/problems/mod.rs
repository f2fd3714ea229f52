//! The numbered problem list, and one page a problem. Beside each other on a laptop, a page each on a phone.

mod about;
mod faces;
mod line;
mod page;
mod plans;
mod select;

pub use about::AboutProblem;
pub use line::{
    ProblemLine, ProblemWords, began, medicine_line, number_words, numbers, problem_in_words,
    problem_title, said_otherwise, status_since, stranger,
};
pub use page::OneProblemPage;
pub use plans::TakenSince;
pub use select::ProblemSelect;

use leptos::prelude::*;

use super::kept_form::KeptFormButton;
use super::open::{OpenChart, use_chart};
use super::readable::Nothing;
use crate::app::i18n::*;
use crate::app::pages::trouble::Trouble;
use crate::app::route::{ChartPart, Route};
use crate::app::state::{Loaded, use_app};
use crate::app::ui::*;
use crate::chart::draft::{DateDraft, ProblemForm};
use crate::chart::kinds::ProblemStatus;
use crate::chart::statement::StatementId;
use crate::engine::protocol::ask;
use crate::reading::view::ProblemRow;

/// Every problem of the open chart, as it stands.
pub fn problem_rows() -> Loaded<Vec<ProblemRow>> {
    let chart = use_chart();
    chart.load(move || ask::ProblemList(chart.id))
}

/// The list; on a laptop with the chosen problem's page beside it. `chosen`: which, `Some(None)` being #0.
#[component]
pub fn ProblemsPage(#[prop(into)] chosen: Signal<Option<Option<StatementId>>>) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let chart = use_chart();
    let rows = problem_rows();
    let list = RwSignal::new(Vec::new());
    Effect::new(move |_| list.set(rows.value.get().unwrap_or_default()));
    jump_by_number(list);
    // Without a choice a laptop shows the first problem that needs care.
    let shown = Memo::new(move |_| {
        chosen
            .get()
            .unwrap_or_else(|| list.with(|rows: &Vec<ProblemRow>| rows.first().map(|row| row.id)))
    });
    let beside = Memo::new(move |_| app.wide.get() && rows.value.with(Option::is_some));
    view! {
        <Page title=move || t_string!(i18n, chart.tabs.problems) title_hidden=true wide=true>
            <Trouble failure=rows.failure/>
            <div class="problems">
                <div class="problems-list">
                    {move || rows.value.with(Option::is_some).then(|| view! { <List chart list shown/> })}
                    <Working work=rows.work/>
                    <div class="problems-new">
                        <KeptFormButton
                            label=move || t_string!(i18n, kinds.problem.new)
                            kind=ButtonKind::Primary
                            blank=ProblemForm {
                                words: String::new(),
                                status: Some(ProblemStatus::Active),
                                onset: DateDraft::default(),
                            }
                        />
                    </div>
                </div>
                {move || beside.get().then(|| view! {
                    <div class="problems-page"><page::OneProblem id=shown/></div>
                })}
            </div>
        </Page>
    }
}

#[component]
fn List(
    chart: OpenChart,
    list: RwSignal<Vec<ProblemRow>>,
    shown: Memo<Option<StatementId>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let app = use_app();
    let zero = Signal::derive(move || app.wide.get() && shown.get().is_none());
    view! {
        {move || list.with(Vec::is_empty).then(|| view! {
            <Nothing chart words=move || t_string!(i18n, chart.summary.no_problems)/>
        })}
        <Rows says=move || t_string!(i18n, chart.tabs.problems)>
            {move || list.get().into_iter().map(|row| {
                let id = row.id;
                let chosen = Signal::derive(move || app.wide.get() && shown.get() == Some(id));
                view! { <ProblemLine row chosen/> }
            }).collect_view()}
            <Row to=Route::Chart(chart.id, ChartPart::Problem(None)) id="problem-zero" chosen=zero>
                <span class="problem-line">
                    <span class="problem-number">"#0"</span>
                    <span class="problem-words">{t!(i18n, kinds.problem.zero)}</span>
                </span>
            </Row>
        </Rows>
    }
}

/// 1 to 9, one after the other for longer numbers, put the focus on that number; Enter then opens it.
fn jump_by_number(list: RwSignal<Vec<ProblemRow>>) {
    let typed = StoredValue::new(0u32);
    on_command(move |command| {
        let Command::Digit(digit) = command else {
            return false;
        };
        let digit = u32::from(digit);
        let longer = typed.get_value().saturating_mul(10).saturating_add(digit);
        list.with_untracked(|rows| {
            let find = |number| rows.iter().find(|row| row.number == number);
            let found = (longer > digit).then(|| find(longer)).flatten();
            match found.or_else(|| find(digit)) {
                Some(row) => {
                    typed.set_value(row.number);
                    focus_id(&line::row_id(&row.id));
                }
                None if digit == 0 => focus_id("problem-zero"),
                None => return false,
            }
            true
        })
    });
}

/// The problems a note or a merge can be about: asserted, not merged into another.
pub fn open_to_writing(rows: &[ProblemRow]) -> Vec<ProblemRow> {
    let open = rows.iter().filter(|row| row.is_asserted());
    open.cloned().collect()
}
