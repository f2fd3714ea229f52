//! Abbreviations that are read wrongly, named under the field they are typed in and written out by one press.

use leptos::prelude::*;

use crate::app::i18n::*;
use crate::app::state::{Say, use_say};
use crate::app::ui::*;
use crate::terms::abbreviations::{Abbreviation, Instead, found, mended};

/// Abbreviations that are left as they are written, each with why.
pub type LeftWritten = Bind<Vec<(String, String)>>;

/// What is found in a text: each with a button for every way to write it out. `field` is where the focus goes back to.
#[component]
pub fn Abbreviations(
    text: Bind<String>,
    #[prop(into)] field: String,
    /// Asks why one is left, where signing asks for it.
    #[prop(optional)]
    left: Option<LeftWritten>,
    /// What is wrong with what is left.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let say = use_say();
    let i18n = say.0;
    let found = Memo::new(move |_| {
        let text = text.get();
        let found = found(&text).into_iter();
        let found = found.map(|one| (text[one.span.clone()].to_owned(), one));
        found.collect::<Vec<_>>()
    });
    let line = move |(place, (written, one)): (usize, (String, Abbreviation))| {
        let buttons = one.instead.into_iter().map(|instead| {
            let words = words_of(say, &instead);
            let says = words.clone();
            let (span, field) = (one.span.clone(), field.clone());
            let mend = move || {
                text.set(mended(&text.get_untracked(), &span, &words));
                focus_soon(field.clone());
            };
            view! {
                <Button
                    label=move || t_string!(i18n, chart.check.write, words = says.clone())
                    on_press=mend
                />
            }
        });
        let leave = left.map(|left| {
            let id = left_id(&field, place);
            let value = reason_of(left, written.clone());
            view! {
                <Field id label=move || t_string!(i18n, kinds.medication.left) value error/>
            }
        });
        let misread = move || t_string!(i18n, chart.check.misread, written = written.clone());
        view! {
            <div class="misread">
                <Mark tone=Tone::NotKnown words=misread/>
                {buttons.collect_view()}
                {leave}
            </div>
        }
    };
    view! {
        <div class="misread-lines" aria-live="polite">
            {move || found.get().into_iter().enumerate().map(line.clone()).collect_view()}
        </div>
    }
}

/// Where it is asked why an abbreviation of a field is left, by its place there from 0.
pub fn left_id(field: &str, place: usize) -> String {
    format!("{field}-left-{place}")
}

/// Why this abbreviation is left.
fn reason_of(left: LeftWritten, written: String) -> Bind<String> {
    let asked = written.clone();
    Bind::new(
        move || {
            let left = left.get();
            let found = left.into_iter().find(|(one, _)| *one == asked);
            found.map(|(_, reason)| reason).unwrap_or_default()
        },
        move |reason| {
            let mut all = left.get_untracked();
            all.retain(|(one, _)| *one != written);
            if !reason.is_empty() {
                all.push((written.clone(), reason));
            }
            left.set(all);
        },
    )
}

fn words_of(say: Say, instead: &Instead) -> String {
    let i18n = say.0;
    match instead {
        Instead::Units => t_string!(i18n, chart.check.units).to_string(),
        Instead::InternationalUnits => t_string!(i18n, chart.check.international_units).to_string(),
        Instead::Daily => t_string!(i18n, chart.check.daily).to_string(),
        Instead::EveryOtherDay => t_string!(i18n, chart.check.every_other_day).to_string(),
        Instead::MorphineSulfate => t_string!(i18n, chart.check.morphine_sulfate).to_string(),
        Instead::MagnesiumSulfate => t_string!(i18n, chart.check.magnesium_sulfate).to_string(),
        Instead::Number(number) => number.clone(),
    }
}
