//! Today, search and likeness: all from the patient list in memory.

use crate::base::{ChartId, Clock};
use crate::chart::draft::Likeness;
use crate::engine::Engine;
use crate::engine::protocol::*;
use crate::engine::verbs::lists::for_you;
use crate::reading::view::{
    DraftKind, DraftRow, PersonRow, Resembling, SearchResult, SeenRow, Today,
};
use crate::store::Store;
use crate::store::beside::Files;

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    pub(in crate::engine) async fn today(&mut self) -> Result<Today, Failure> {
        let now = self.clock.now();
        self.open()?;
        let drafts = self.draft_rows().await?;
        let session = self.open()?;
        let me = session.vault.credential().body();
        let seen = session
            .list
            .directory
            .today(now.day(), &session.installation.site);
        let seen: Vec<SeenRow> = seen
            .into_iter()
            .map(|mut row| {
                let of_the_visit = |d: &&DraftRow| !matches!(d.kind, DraftKind::Form { .. });
                row.draft = drafts.iter().filter(of_the_visit).any(|d| {
                    d.person
                        .as_ref()
                        .is_some_and(|p| p.chart == row.person.chart)
                });
                row
            })
            .collect();
        let newest = session.list.newest_entry();
        Ok(Today {
            now,
            site: session.installation.site.clone(),
            name: me.name.clone(),
            role: me.role.clone(),
            notes_signed: seen.iter().filter(|row| row.signed_note).count() as u32,
            seen,
            drafts,
            for_you: for_you(session, now),
            clock_behind: newest.filter(|newest| newest.ms > now.ms),
            only_here: session.list.only_here(),
            last_checked_copy: session.installation.last_checked_copy,
        })
    }

    pub(in crate::engine) fn search(&mut self, text: &str) -> Result<SearchResult, Failure> {
        let session = self.open_mut()?;
        let mut found = session.list.directory.search(text);
        found.unreadable = session.list.lost_names();
        Ok(found)
    }

    pub(in crate::engine) fn listed(&self, chart: ChartId) -> Result<Option<PersonRow>, Failure> {
        let kept = self.open()?.list.kept.get(&chart);
        let row = kept.and_then(|kept| kept.row.as_ref());
        Ok(row.map(|row| row.person.clone()))
    }

    pub(in crate::engine) fn similar(
        &mut self,
        likeness: &Likeness,
        but: Option<ChartId>,
    ) -> Result<Vec<Resembling>, Failure> {
        let today = self.clock.now().day();
        let directory = &mut self.open_mut()?.list.directory;
        Ok(directory.similar(likeness, but, today))
    }
}

/// What a person in a file is compared with the list by.
pub(super) fn likeness_of(person: &PersonRow) -> Likeness {
    Likeness {
        names: vec![(person.family.clone(), person.given.clone())],
        sex: person.sex,
        birth: person.birth,
        place: person.place.clone(),
        phone: person.phone.clone(),
    }
}
