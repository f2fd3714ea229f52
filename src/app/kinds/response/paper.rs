//! A picture or a paper as an answer: sealed when it is chosen, signed with the form.

use leptos::prelude::*;

use super::answering::Answering;
use crate::app::i18n::*;
use crate::app::kinds::document::form::choose_and_keep;
use crate::app::kinds::media_word;
use crate::app::pages::chart::remove_line::RemoveLine;
use crate::app::pages::trouble::Failed;
use crate::app::state::{Press, use_app};
use crate::app::ui::*;
use crate::chart::questionnaire::Typed;

#[component]
pub fn Papers(of: Answering) -> impl IntoView {
    let say = of.filling.say;
    let i18n = say.0;
    let app = use_app();
    let press = Press::new();
    let several = of.item(|item| item.repeats);
    let papers = Memo::new(move |_| of.typing.with(|typing| typing.values.clone()));
    let trouble = RwSignal::new(None::<String>);
    let choose = move || {
        let Some(chart) = of.filling.chart else {
            return;
        };
        trouble.set(None);
        press.run(async move || {
            let title = untrack(|| of.words());
            match choose_and_keep(app, chart.id, press.work, title).await? {
                Ok(document) => {
                    let mut values = if several { of.values() } else { Vec::new() };
                    values.push(Typed::Paper(document));
                    of.set(values);
                }
                Err(why) => {
                    trouble.try_set(untrack(|| say.file_trouble(&why)));
                }
            }
            Ok(())
        });
    };
    let remove = move |at: usize| {
        let mut values = of.values();
        values.remove(at);
        of.set(values);
        focus_id(&of.id());
    };
    let line = move |(at, typed): (usize, Typed)| {
        let Typed::Paper(document) = typed else {
            return None;
        };
        let what = format!("{}, {}", document.title, at + 1);
        let told = format!(
            "{}, {}",
            media_word(say, &document.media_type),
            say.bytes(document.bytes)
        );
        Some(view! { <li>{told} " " <RemoveLine what on_press=move || remove(at)/></li> })
    };
    view! {
        <div class="form-papers">
            <ul>{move || papers.get().into_iter().enumerate().filter_map(line).collect_view()}</ul>
            <Button
                id=of.id()
                label=move || match papers.with(Vec::is_empty) {
                    true => t_string!(i18n, kinds.document.choose),
                    false => t_string!(i18n, kinds.document.another),
                }
                busy=press.busy
                on_press=choose
            />
            {move || trouble.get().map(|words| view! {
                <Message tone=Tone::NotKnown><p>{words}</p></Message>
            })}
            <Failed failure=press.failure/>
            <Working work=press.work/>
        </div>
    }
}
