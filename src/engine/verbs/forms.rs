//! A clinic's own forms: read before they are added, put in use, ended. They stand in the vault's own log.

use crate::base::{ChartId, Clock, Compartment, Digest};
use crate::chart::kinds::{DataBaseOf, Fact, FormInUse, QuestionnaireEvent, Station};
use crate::chart::questionnaire::{Item, NotKnown, Questionnaire, Refusal};
use crate::chart::statement::{Statement, StatementId, StatementRef};
use crate::chart::when::When;
use crate::engine::Engine;
use crate::engine::keeping::papers::digest_of;
use crate::engine::keeping::save::Addition;
use crate::engine::protocol::*;
use crate::engine::writing::by_compartment;
use crate::reading::chart::Chart;
use crate::reading::view::Byline;
use crate::store::Store;
use crate::store::beside::Files;
use crate::transfer::fhir::questionnaire;

/// Bytes of a form's file, at most: it is signed whole, and an entry has its bounds.
const MOST_BYTES: u32 = 512 * 1024;

/// A form as the vault's own log has it.
struct Kept<'a> {
    id: StatementId,
    byline: Byline,
    form: &'a FormInUse,
    ended: bool,
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// Reads a form that is not added yet. Nothing is kept.
    pub(in crate::engine) async fn read_form(&mut self, file: &str) -> Result<FormRead, Failure> {
        self.open()?;
        let form = match read(file) {
            Ok(form) => form,
            Err(refused) => return Ok(FormRead::Refused(refused)),
        };
        let digest = digest_of(file.as_bytes());
        let rows = self.forms().await?.forms;
        let in_use = |row: &&FormRow| row.url == form.url && !row.ended;
        let before = rows.iter().find(in_use).cloned();
        Ok(FormRead::Taken(Box::new(FormToAdd {
            digest,
            form,
            is_in_use: before.as_ref().is_some_and(|row| row.digest == digest),
            before,
        })))
    }

    /// Puts a form in use, in the place of an earlier version of it.
    pub(in crate::engine) async fn put_form_in_use(
        &mut self,
        file: String,
        stations: Vec<Station>,
        data_base_of: Option<DataBaseOf>,
    ) -> Result<FormsOfVault, Failure> {
        self.may_change_forms()?;
        let FormRead::Taken(to_add) = self.read_form(&file).await? else {
            return Err(WriteFailure::NoForm.into());
        };
        let mut said = Vec::new();
        if let Some(before) = &to_add.before {
            said.push(QuestionnaireEvent::Ended(StatementRef::of(before.id)));
        }
        said.push(QuestionnaireEvent::PutInUse(FormInUse {
            file,
            digest: to_add.digest,
            stations,
            data_base_of,
        }));
        self.say_of_forms(said).await
    }

    /// Nobody begins this form any more.
    pub(in crate::engine) async fn end_form(
        &mut self,
        form: StatementId,
    ) -> Result<FormsOfVault, Failure> {
        self.may_change_forms()?;
        let rows = self.forms().await?.forms;
        match rows.iter().find(|row| row.id == form) {
            None => Err(WriteFailure::NoForm.into()),
            Some(row) if row.ended => self.forms().await,
            Some(_) => {
                let ended = QuestionnaireEvent::Ended(StatementRef::of(form));
                self.say_of_forms(vec![ended]).await
            }
        }
    }

    /// Every form of the vault, those in use first, each kind by its title.
    pub(in crate::engine) async fn forms(&mut self) -> Result<FormsOfVault, Failure> {
        let language = self.open()?.installation.settings.language;
        let log = self.own_chart().await?;
        let mut rows: Vec<FormRow> = kept(log).iter().filter_map(row).collect();
        rows.sort_by_cached_key(|row| {
            let title = row.title.in_language(language).to_lowercase();
            (row.ended, title, row.byline.recorded)
        });
        Ok(FormsOfVault {
            forms: rows,
            unreadable: log.gaps_that_count() as u32,
        })
    }

    /// The form whose file has this digest, in use or ended; `None` where this vault has none.
    pub(in crate::engine) async fn questionnaire(
        &mut self,
        digest: Digest,
    ) -> Result<Option<Questionnaire>, Failure> {
        let log = self.own_chart().await?;
        let forms = kept(log);
        let kept = forms.iter().find(|kept| kept.form.digest == digest);
        Ok(kept.and_then(|kept| read(&kept.form.file).ok()))
    }

    pub(in crate::engine) async fn form(
        &mut self,
        digest: Digest,
    ) -> Result<Questionnaire, Failure> {
        let found = self.questionnaire(digest).await?;
        found.ok_or_else(|| WriteFailure::NoForm.into())
    }

    /// What of each data base in use was never asked of this person: of questions that no answer calls up.
    pub(in crate::engine) async fn data_base(
        &mut self,
        chart: ChartId,
    ) -> Result<Vec<NotAskedYet>, Failure> {
        let now = self.clock.now();
        let forms = kept(self.own_chart().await?);
        let in_use = forms.iter().filter(|kept| !kept.ended);
        let data_bases: Vec<(DataBaseOf, Digest, Questionnaire)> = in_use
            .filter_map(|kept| {
                let of = kept.form.data_base_of?;
                Some((of, kept.form.digest, read(&kept.form.file).ok()?))
            })
            .collect();
        let chart = &self.person(chart).await?.chart;
        let of_them = data_bases.into_iter();
        let of_them = of_them.filter(|(of, ..)| chart.is_asked_of(*of, now.day()));
        let gaps = of_them.map(|(_, definition, form)| {
            let answered = chart.answered_in(&form.url);
            let asked: Vec<&Item> = form.asked_of_everybody(now);
            let missing = asked.iter();
            let missing = missing.filter(|item| !answered.contains(item.link_id.as_str()));
            NotAskedYet {
                definition,
                of: asked.len() as u32,
                missing: missing.map(|item| item.text.clone()).collect(),
                title: form.title,
            }
        });
        Ok(gaps.filter(|gap| !gap.missing.is_empty()).collect())
    }

    async fn own_chart(&mut self) -> Result<&Chart, Failure> {
        self.open()?;
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        let own = session.own_log();
        Ok(&session.chart(&self.store, own).await?.chart)
    }

    fn may_change_forms(&self) -> Result<(), Failure> {
        match self.open()?.vault.credential().body().administrator {
            true => Ok(()),
            false => Err(WriteFailure::NotAllowed.into()),
        }
    }

    async fn say_of_forms(
        &mut self,
        said: Vec<QuestionnaireEvent>,
    ) -> Result<FormsOfVault, Failure> {
        let log = self.open()?.own_log();
        let now = When::Moment(self.clock.now());
        let said = said.into_iter();
        let statements = said.map(|said| Statement::new(now, Fact::Questionnaire(said)));
        let statements = by_compartment(statements.collect(), Compartment::CUSTODY);
        let entries = self.sign_statements(log, statements).await?;
        self.save(vec![Addition::of(log, entries)], Vec::new())
            .await?;
        self.forms().await
    }
}

/// A form's file, where it is no longer than one may be.
fn read(file: &str) -> Result<Questionnaire, Vec<Refusal>> {
    if file.len() > MOST_BYTES as usize {
        return Err(vec![Refusal {
            link_id: String::new(),
            words: String::new(),
            why: NotKnown::TooLarge { most: MOST_BYTES },
        }]);
    }
    questionnaire::read(file)
}

/// Every form that people known here put in use, in the order of the log.
fn kept(log: &Chart) -> Vec<Kept<'_>> {
    let mut forms: Vec<Kept> = Vec::new();
    for (entry, id, statement) in log.by_known() {
        match &statement.fact {
            Fact::Questionnaire(QuestionnaireEvent::PutInUse(form)) => forms.push(Kept {
                id,
                byline: log.byline(entry),
                form,
                ended: false,
            }),
            Fact::Questionnaire(QuestionnaireEvent::Ended(ended)) => {
                let ended = ended.within(id.entry);
                for form in forms.iter_mut().filter(|form| form.id == ended) {
                    form.ended = true;
                }
            }
            _ => {}
        }
    }
    forms
}

/// A form as the settings list it. One that a newer version wrote, and that this one does not read, is on no list.
fn row(kept: &Kept) -> Option<FormRow> {
    let form = read(&kept.form.file).ok()?;
    let items = form.all_items();
    let questions = items.iter().filter(|(_, item)| item.is_question());
    Some(FormRow {
        id: kept.id,
        digest: kept.form.digest,
        questions: questions.count() as u32,
        title: form.title,
        url: form.url,
        version: form.version,
        stations: kept.form.stations.clone(),
        data_base_of: kept.form.data_base_of,
        byline: kept.byline.clone(),
        ended: kept.ended,
    })
}
