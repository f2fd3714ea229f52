//! Which lines are looked at: what can be chosen, and what is in force, each with a press that takes it off.

use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Shown;
use super::cells::{column_name, columns};
use super::kept::OfList;
use crate::app::filtering::{AgeBand, InList, ListFilter, ListOrder};
use crate::app::i18n::*;
use crate::app::state::{Say, use_app, use_say};
use crate::app::ui::*;

/// One press takes it off.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum FilterPart {
    Problem,
    Age,
    Sex,
    SeenBy,
    Place,
}

impl FilterPart {
    const ALL: [Self; 5] = [
        Self::Problem,
        Self::Age,
        Self::Sex,
        Self::SeenBy,
        Self::Place,
    ];

    /// Where it is chosen.
    fn id(self) -> &'static str {
        match self {
            Self::Problem => "list-problem",
            Self::Age => "list-age",
            Self::Sex => "list-sex",
            Self::SeenBy => "list-seen-by",
            Self::Place => "list-place",
        }
    }

    fn name(self, i18n: Texts) -> &'static str {
        match self {
            Self::Problem => t_string!(i18n, lists.filter.problem),
            Self::Age => t_string!(i18n, lists.filter.age),
            Self::Sex => t_string!(i18n, lists.filter.sex),
            Self::SeenBy => t_string!(i18n, lists.filter.seen_by),
            Self::Place => t_string!(i18n, lists.filter.place),
        }
    }

    /// What is in force, in words: "Age: under 5 y".
    fn in_force(self, say: Say, filter: &ListFilter) -> Option<String> {
        let words = match self {
            Self::Problem => filter.problem.clone(),
            Self::Age => filter.age.map(|age| age_words(say.0, age).to_string()),
            Self::Sex => filter.sex.map(|sex| say.sex(sex).to_string()),
            Self::SeenBy => filter.seen_by.clone(),
            Self::Place => filter.place.clone(),
        };
        Some(say.labelled(self.name(say.0), &words?))
    }

    fn take_off(self, filter: &mut ListFilter) {
        match self {
            Self::Problem => filter.problem = None,
            Self::Age => filter.age = None,
            Self::Sex => filter.sex = None,
            Self::SeenBy => filter.seen_by = None,
            Self::Place => filter.place = None,
        }
    }
}

/// Every filter in force, in words.
pub fn in_force_words(say: Say, filter: &ListFilter) -> Vec<String> {
    let parts = FilterPart::ALL.into_iter();
    parts
        .filter_map(|part| part.in_force(say, filter))
        .collect()
}

fn age_words(i18n: Texts, age: AgeBand) -> &'static str {
    match age {
        AgeBand::UnderFive => t_string!(i18n, lists.filter.under_five),
        AgeBand::FiveToSeventeen => t_string!(i18n, lists.filter.five_to_seventeen),
        AgeBand::EighteenToFortyNine => t_string!(i18n, lists.filter.eighteen_to_forty_nine),
        AgeBand::FromFifty => t_string!(i18n, lists.filter.from_fifty),
        AgeBand::NotKnown => t_string!(i18n, common.age_not_known),
    }
}

/// What can be chosen. Folded on a phone, where the lines come first.
#[component]
pub fn Filters(list: OfList, in_list: InList) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let filter = list.filter;
    let words = |words: Vec<String>| {
        let options = words.into_iter();
        options
            .map(|words| (words.clone(), TextProp::from(words)))
            .collect()
    };
    let ages = in_list.ages.into_iter();
    let ages = ages.map(|age| (age, TextProp::from(move || age_words(i18n, age))));
    let sexes = in_list.sexes.into_iter();
    let sexes = sexes.map(|sex| (sex, TextProp::from(move || say.sex(sex))));
    let problem = Bind::part(filter, |f| f.problem.clone(), |f, to| f.problem = to);
    let seen_by = Bind::part(filter, |f| f.seen_by.clone(), |f, to| f.seen_by = to);
    let place = Bind::part(filter, |f| f.place.clone(), |f, to| f.place = to);
    let age = Bind::part(filter, |f| f.age, |f, to| f.age = to);
    let sex = Bind::part(filter, |f| f.sex, |f, to| f.sex = to);
    view! {
        <details class="list-filters no-print" prop:open=move || app.wide.get()>
            <summary>{t!(i18n, lists.filter.fold)}</summary>
            <div class="list-filters-row">
                <FilterBy part=FilterPart::Problem value=problem options=words(in_list.problems)/>
                <FilterBy part=FilterPart::Age value=age options=ages.collect()/>
                <FilterBy part=FilterPart::Sex value=sex options=sexes.collect()/>
                <FilterBy part=FilterPart::SeenBy value=seen_by options=words(in_list.seen_by)/>
                <FilterBy part=FilterPart::Place value=place options=words(in_list.places)/>
                <Sort list/>
            </div>
        </details>
    }
}

/// Nothing where all lines are alike in it.
#[component]
fn FilterBy<T>(
    part: FilterPart,
    value: Bind<Option<T>>,
    options: Vec<(T, TextProp)>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let i18n = use_i18n();
    if options.is_empty() {
        return None;
    }
    let all = TextProp::from(move || t_string!(i18n, lists.filter.all));
    let options = options
        .into_iter()
        .map(|(value, words)| (Some(value), words));
    let options = std::iter::once((None, all)).chain(options).collect();
    Some(view! { <Select id=part.id() label=move || part.name(i18n) value options/> })
}

/// On a phone, where no heads of columns stand above the lines.
#[component]
fn Sort(list: OfList) -> impl IntoView {
    let i18n = use_i18n();
    let order = list.order;
    let by = Bind::part(
        order,
        |order| order.by,
        |order, by| *order = ListOrder { by, ..*order },
    );
    let name = list.name;
    let options = columns(name).iter();
    let options = options.map(|by| (*by, TextProp::from(move || column_name(i18n, name, *by))));
    view! {
        <div class="list-sort">
            <Select
                id="list-sort"
                label=move || t_string!(i18n, lists.sort.by)
                value=by
                options=options.collect()
            />
            <button
                type="button"
                class="button quiet"
                aria-pressed=move || if order.get().reversed { "true" } else { "false" }
                on:click=move |_| order.update(|order| order.reversed = !order.reversed)
            >
                {t!(i18n, lists.sort.turn)}
            </button>
        </div>
    }
}

/// "12 of 214", and a button for each filter that hides the others.
#[component]
pub fn InForce(list: OfList, looked_at: Shown, all: usize) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let app = use_app();
    let filter = list.filter;
    let count = move || {
        let shown = looked_at.with(|rows| rows.len());
        (filter.get() != ListFilter::default()).then(|| {
            t_string!(
                i18n,
                ui.shown_of,
                shown = say.count(shown as u32),
                of = say.count(all as u32)
            )
        })
    };
    let take_off = move |part: FilterPart| {
        filter.update(|filter| part.take_off(filter));
        let wide = app.wide.get_untracked();
        focus_when_drawn(move || match wide {
            true => focus_id(part.id()),
            false => focus_title_from_afar(),
        });
    };
    let button = move |part: FilterPart| {
        let words = Memo::new(move |_| filter.with(|filter| part.in_force(say, filter)));
        let label = move || words.get().unwrap_or_default();
        view! {
            <Show when=move || words.with(Option::is_some)>
                <li>
                    <Button
                        icon=Icon::Close
                        label
                        says=move || t_string!(i18n, lists.filter.take_off, filter = label())
                        on_press=move || take_off(part)
                    />
                </li>
            </Show>
        }
    };
    let in_force = move || filter.with(|filter| *filter != ListFilter::default());
    view! {
        <div class="list-in-force">
            <Show when=in_force>
                <ul aria-label=move || t_string!(i18n, lists.filter.in_force)>
                    {FilterPart::ALL.map(button).into_iter().collect_view()}
                </ul>
            </Show>
            <p class="list-count" role="status">{count}</p>
        </div>
    }
}
