//! Whom an intake is of: people already here who resemble the one being typed, and what was answered about them.

use leptos::prelude::*;

use super::taking::Taking;
use crate::app::desk;
use crate::app::platform::device;
use crate::app::platform::timers::sleep;
use crate::app::ui::focus_soon;
use crate::chart::kinds::NameUse;
use crate::engine::protocol::ask;
use crate::reading::view::PersonRow;

/// How long the typing rests before people who resemble it are looked for.
const REST_MS: u32 = 250;

impl Taking {
    /// Looks for people who may be the one being typed, each time the typing rests.
    pub fn look_for_likeness(&self) {
        let taking = *self;
        let today = device::now().day();
        let likeness = Memo::new(move |_| {
            taking.draft.with(|draft| {
                (
                    draft.likeness(today),
                    draft.chart,
                    draft.someone_else.clone(),
                )
            })
        });
        let asked = StoredValue::new(0u32);
        Effect::new(move |_| {
            let (likeness, chart, someone_else) = likeness.get();
            let number = asked.get_value() + 1;
            asked.set_value(number);
            if likeness.names.is_empty() || chart.is_some() {
                taking.resembling.set(Vec::new());
                return;
            }
            leptos::task::spawn_local(async move {
                sleep(REST_MS).await;
                if asked.try_get_value() != Some(number) {
                    return;
                }
                let request = ask::Similar {
                    likeness,
                    but: None,
                };
                let similar = taking.app.ask(request).await;
                if asked.try_get_value() != Some(number) {
                    return;
                }
                if let Ok(mut people) = similar {
                    people.retain(|found| !someone_else.contains(&found.row.chart));
                    taking.resembling.try_set(people);
                }
            });
        });
    }

    /// "It is this person": what was typed stays as a draft on their chart.
    pub fn it_is(&self, person: PersonRow) {
        if self.busy.get_untracked() {
            return;
        }
        let before = self.draft.get_untracked();
        self.draft.update(|draft| desk::join(draft, &person));
        self.joined.set(Some((person, before)));
        self.comparing.set(false);
        self.reviewed.set(None);
        self.save_now();
        focus_soon("intake-joined");
    }

    /// Takes "it is this person" back.
    pub fn it_is_not(&self) {
        if let Some((_, before)) = self.joined.get_untracked() {
            self.draft.update(|draft| {
                draft.chart = None;
                draft.names = before.names;
                draft.sex = draft.sex.or(before.sex);
                draft.birth = before.birth;
            });
        } else {
            self.draft.update(|draft| {
                draft.chart = None;
                if let Some(name) = draft.names.first_mut() {
                    name.usage = NameUse::Usual;
                }
            });
        }
        self.joined.set(None);
    }

    /// "Someone else": kept in the entry, so it is not asked again.
    pub fn someone_else(&self, person: &PersonRow) {
        if self.busy.get_untracked() {
            return;
        }
        let chart = person.chart;
        self.resembling
            .update(|people| people.retain(|found| found.row.chart != chart));
        self.draft.update(|draft| {
            if !draft.someone_else.contains(&chart) {
                draft.someone_else.push(chart);
            }
        });
        if self.reviewed.with_untracked(Option::is_some) {
            self.review_again();
        } else if self.comparing.get_untracked() && self.resembling.with_untracked(Vec::is_empty) {
            // Asked for before the form was whole, the comparison leads back to it.
            if self.missing.with_untracked(Vec::is_empty) {
                self.go_to_review();
            } else {
                self.back_to_form();
            }
        }
    }
}
