//! The engine: one verb per file, generic over store and clock; and the protocol the page speaks to it.

pub mod protocol;

mod aside;
mod cover;
pub(crate) mod desk;
mod failure;
pub mod host;
mod installation;
mod keeping;
mod number;
mod opened_file;
mod picture;
mod reader;
mod round;
mod rows;
mod session;
mod tidying;
mod tries;
mod verbs;
mod writing;

#[cfg(target_arch = "wasm32")]
pub mod worker;

use zeroize::Zeroizing;

use crate::base::{Clock, Entropy};
use crate::store::Store;
use crate::store::beside::{Files, Presence};
use crate::vault::{Cost, Prepared, PreparedPerson, word_list};
use host::Host;
use installation::Installation;
use protocol::{Ask, Failure, Reply, Request, ask};
use session::Session;

/// One device's records and whoever has opened them.
pub struct Engine<S, F, C> {
    store: S,
    beside: Presence<F>,
    clock: C,
    entropy: Box<dyn Entropy>,
    /// What a new vault's passphrase costs to try.
    cost: Cost,
    session: Option<Box<Session>>,
    /// Keys made in memory, until the words are typed back.
    prepared: Option<(Prepared, Installation)>,
    prepared_person: Option<PreparedPerson>,
}

impl<S: Store, F: Files, C: Clock> Engine<S, F, C> {
    /// An engine with nothing open, over the rows and private files of a device. `entropy` makes every key and id.
    pub fn new(store: S, beside: Presence<F>, clock: C, entropy: Box<dyn Entropy>) -> Self {
        Self {
            store,
            beside,
            clock,
            entropy,
            cost: Cost::NEW,
            session: None,
            prepared: None,
            prepared_person: None,
        }
    }

    /// For tests: a cheaper passphrase for new vaults, within the bounds that are read.
    pub fn with_cost(mut self, cost: Cost) -> Self {
        self.cost = cost;
        self
    }

    /// Asks one question and gives its answer by type.
    ///
    /// # Errors
    /// Why it could not be done.
    pub async fn ask<Q: Ask, H: Host>(
        &mut self,
        question: Q,
        host: &H,
    ) -> Result<Q::Answer, Failure> {
        let reply = self.answer(question.request(), host).await?;
        Ok(Q::answer(reply).expect("each question below is answered by its own reply"))
    }

    /// Answers any question. The type of each answer is the one that its question names.
    pub async fn answer<H: Host>(&mut self, request: Request, host: &H) -> Result<Reply, Failure> {
        use ask::*;
        match request {
            Request::State(State) => self.state().await.map(State::reply),
            Request::GeneratePassphrase(GeneratePassphrase { words, language }) => Ok(
                GeneratePassphrase::reply(self.generate_passphrase(words, language)),
            ),
            Request::WordList(WordList(language)) => Ok(WordList::reply(word_list(language))),
            Request::PrepareVault(PrepareVault(plan)) => {
                self.prepare(plan, host).await.map(PrepareVault::reply)
            }
            Request::MakeVault(MakeVault) => self.make(host).await.map(MakeVault::reply),
            Request::Abandon(Abandon) => {
                self.abandon();
                Ok(Abandon::reply(()))
            }
            Request::Unlock(Unlock(opener)) => self.unlock(opener, host).await.map(Unlock::reply),
            Request::ChangePassphrase(ChangePassphrase { old, new }) => self
                .change_passphrase(old, new, host)
                .await
                .map(ChangePassphrase::reply),
            Request::People(People) => self.people().map(People::reply),
            Request::PreparePerson(PreparePerson(plan)) => self
                .prepare_person(plan, host)
                .await
                .map(PreparePerson::reply),
            Request::AddPerson(AddPerson) => self.add_person().await.map(AddPerson::reply),
            Request::Switch(Switch { passphrase }) => {
                self.switch(passphrase, host).await.map(Switch::reply)
            }
            Request::Cover(Cover { code }) => self.cover(code).map(Cover::reply),
            Request::Uncover(Uncover { code }) => self.uncover(&code).map(Uncover::reply),
            Request::ChangeSettings(ChangeSettings(settings)) => {
                self.set(settings).await.map(ChangeSettings::reply)
            }
            Request::SetPlace(SetPlace { site, device }) => {
                self.set_place(&site, &device).await.map(SetPlace::reply)
            }
            Request::SwitchBack(SwitchBack { user, code }) => {
                let code = Zeroizing::new(code);
                self.switch_back(user, &code, host)
                    .await
                    .map(SwitchBack::reply)
            }
            Request::ChooseCode(ChooseCode { code, passphrase }) => {
                let (code, passphrase) = (Zeroizing::new(code), Zeroizing::new(passphrase));
                self.choose_code(code, passphrase, host)
                    .await
                    .map(ChooseCode::reply)
            }
            Request::SetClinic(SetClinic(clinic)) => {
                self.set_clinic(clinic).await.map(SetClinic::reply)
            }
            Request::Forms(Forms) => self.forms().await.map(Forms::reply),
            Request::Form(Form(digest)) => self.form(digest).await.map(Form::reply),
            Request::ReadForm(ReadForm { file }) => {
                self.read_form(&file).await.map(ReadForm::reply)
            }
            Request::PutFormInUse(PutFormInUse {
                file,
                stations,
                data_base_of,
            }) => self
                .put_form_in_use(file, stations, data_base_of)
                .await
                .map(PutFormInUse::reply),
            Request::DataBase(DataBase(chart)) => self.data_base(chart).await.map(DataBase::reply),
            Request::EndForm(EndForm(form)) => self.end_form(form).await.map(EndForm::reply),
            Request::Storage(Storage) => self.storage().await.map(Storage::reply),
            Request::Erase(Erase) => self.erase().await.map(Erase::reply),

            Request::Today(Today) => self.today().await.map(Today::reply),
            Request::Waiting(Waiting) => self.waiting().map(Waiting::reply),
            Request::List(List(list)) => self.work_list(list, host).await.map(List::reply),
            Request::Search(Search { text }) => self.search(&text).map(Search::reply),
            Request::Similar(Similar { likeness, but }) => {
                self.similar(&likeness, but).map(Similar::reply)
            }
            Request::Person(Person(chart)) => self.listed(chart).map(Person::reply),

            Request::OpenChart(OpenChart(chart)) => {
                self.open_chart(chart).await.map(OpenChart::reply)
            }
            Request::ProblemList(ProblemList(chart)) => {
                self.problem_list(chart).await.map(ProblemList::reply)
            }
            Request::MedicineList(MedicineList(chart)) => {
                self.medicine_list(chart).await.map(MedicineList::reply)
            }
            Request::ProblemPage(ProblemPage(chart, problem)) => self
                .problem_page(chart, problem)
                .await
                .map(ProblemPage::reply),
            Request::FlowSheet(FlowSheet(chart, problem)) => {
                self.flow_sheet(chart, problem).await.map(FlowSheet::reply)
            }
            Request::VitalsOverTime(VitalsOverTime(chart)) => {
                let series = self.vitals_over_time(chart).await;
                series.map(VitalsOverTime::reply)
            }
            Request::Tests(Tests(chart)) => self.tests(chart).await.map(Tests::reply),
            Request::History(History {
                chart,
                filter,
                from,
            }) => self.history(chart, filter, from).await.map(History::reply),
            Request::Entry(Entry(chart, entry)) => self.entry(chart, entry).await.map(Entry::reply),
            Request::CameWith(CameWith(chart, entry)) => {
                self.came_with(chart, entry).await.map(CameWith::reply)
            }
            Request::Verbatim(Verbatim { chart, from }) => {
                self.verbatim(chart, from).await.map(Verbatim::reply)
            }
            Request::ReadVerbatim(ReadVerbatim { chart, cited_by }) => self
                .read_verbatim(chart, cited_by)
                .await
                .map(ReadVerbatim::reply),
            Request::ReadBlob(ReadBlob { chart, document }) => {
                self.read_blob(chart, &document).await.map(ReadBlob::reply)
            }

            Request::Drafts(Drafts) => self.draft_rows().await.map(Drafts::reply),
            Request::Searches(Searches) => self.searches().await.map(Searches::reply),
            Request::SaveDraft(SaveDraft { id, draft, cursor }) => self
                .save_draft(id, draft, cursor)
                .await
                .map(SaveDraft::reply),
            Request::LoadDraft(LoadDraft(id)) => self.draft(id).await.map(LoadDraft::reply),
            Request::DiscardDraft(DiscardDraft(id)) => {
                self.discard_draft(id).await.map(DiscardDraft::reply)
            }
            Request::ReviewDraft(ReviewDraft(id)) => self.review(id).await.map(ReviewDraft::reply),
            Request::Sign(Sign(id)) => self.sign(id).await.map(Sign::reply),
            Request::KeepBlob(KeepBlob {
                chart,
                title,
                media_type,
                bytes,
            }) => self
                .keep_blob(chart, title, media_type, bytes)
                .await
                .map(KeepBlob::reply),

            Request::MeasureExport(MeasureExport(plan)) => {
                self.measure(&plan, host).await.map(MeasureExport::reply)
            }
            Request::Export(Export { plan, passphrase }) => {
                self.export(plan, passphrase, host).await.map(Export::reply)
            }
            Request::RecordExport(RecordExport(exported)) => {
                self.record_export(exported).await.map(RecordExport::reply)
            }
            Request::RecordList(RecordList { charts, list, file }) => self
                .record_list(charts, list, &file)
                .await
                .map(RecordList::reply),
            Request::CheckExport(CheckExport { file, passphrase }) => self
                .check_export(file, passphrase, host)
                .await
                .map(CheckExport::reply),
            Request::Exports(Exports { from }) => self.exports(from).await.map(Exports::reply),

            Request::OpenFile(OpenFile { file, passphrase }) => self
                .open_file(file, passphrase, host)
                .await
                .map(OpenFile::reply),
            Request::OpenFiles(OpenFiles { files, passphrase }) => self
                .open_files(files, passphrase, host)
                .await
                .map(OpenFiles::reply),
            Request::ReadFor(ReadFor { person }) => {
                self.read_fhir_for(person).await.map(ReadFor::reply)
            }
            Request::AddFile(AddFile { into }) => {
                self.add_file(into, host).await.map(AddFile::reply)
            }
            Request::ConfirmVault(ConfirmVault { fingerprint }) => self
                .confirm(fingerprint, host)
                .await
                .map(ConfirmVault::reply),
            Request::ListArriving(ListArriving { which, chart, from }) => self
                .list_arriving(which, chart, from)
                .map(ListArriving::reply),
            Request::CloseFile(CloseFile) => self.close_file().map(CloseFile::reply),

            Request::CheckAll(CheckAll) => self.check_all(host).await.map(CheckAll::reply),
            Request::CheckNext(CheckNext(open)) => {
                self.check_next(open, host).await.map(CheckNext::reply)
            }
        }
    }

    pub(in crate::engine) fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// The opened vault; refused while the page is covered.
    fn open(&self) -> Result<&Session, Failure> {
        let session = self.session.as_deref().ok_or(Failure::Locked)?;
        if session.cover.is_covered() {
            Err(Failure::Covered)
        } else {
            Ok(session)
        }
    }

    fn open_mut(&mut self) -> Result<&mut Session, Failure> {
        let session = self.session.as_deref_mut().ok_or(Failure::Locked)?;
        if session.cover.is_covered() {
            Err(Failure::Covered)
        } else {
            Ok(session)
        }
    }
}

#[cfg(test)]
mod tests;
