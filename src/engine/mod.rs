//! The engine: one verb per file, generic over store and clock; and the protocol the page speaks to it.

pub mod protocol;

mod cover;
pub mod desk;
mod failure;
pub mod host;
mod installation;
mod keeping;
mod number;
mod opened_file;
mod picture;
mod round;
mod rows;
mod session;
mod tries;
mod verbs;
mod writing;

#[cfg(target_arch = "wasm32")]
pub mod worker;

use crate::base::{Clock, Entropy};
use crate::store::Store;
use crate::store::beside::{Files, Presence};
use crate::vault::{Cost, Prepared, PreparedPerson};
use host::Host;
use installation::Installation;
use protocol::{Failure, Reply, Request, TransferRequest, VaultRequest};
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

    pub async fn answer<H: Host>(&mut self, request: Request, host: &H) -> Result<Reply, Failure> {
        match request {
            Request::Vault(request) => self.vault(request, host).await,
            Request::Today => self.today().await,
            Request::Search { text } => self.search(&text),
            Request::Similar { likeness, but } => self.similar(&likeness, but),
            Request::Person(chart) => self.listed(chart),
            Request::OpenChart(chart) => self.open_chart(chart).await,
            Request::ProblemList(chart) => self.problem_list(chart).await,
            Request::ProblemPage(chart, problem) => self.problem_page(chart, problem).await,
            Request::History {
                chart,
                filter,
                from,
            } => self.history(chart, filter, from).await,
            Request::Entry(chart, entry) => self.entry(chart, entry).await,
            Request::CameWith(chart, entry) => self.came_with(chart, entry).await,
            Request::Verbatim { chart, from } => self.verbatim(chart, from).await,
            Request::Drafts => self.drafts().await,
            Request::Searches => self.searches().await,
            Request::SaveDraft { id, draft, cursor } => self.save_draft(id, *draft, cursor).await,
            Request::LoadDraft(id) => self.load_draft(id).await,
            Request::DiscardDraft(id) => self.discard_draft(id).await,
            Request::Review(id) => self.review(id).await,
            Request::Sign(id) => self.sign(id).await,
            Request::KeepBlob {
                chart,
                title,
                media_type,
                bytes,
            } => self.keep_blob(chart, title, media_type, bytes).await,
            Request::ReadBlob { chart, document } => self.read_blob(chart, &document).await,
            Request::Transfer(request) => self.transfer(request, host).await,
            Request::ReadVerbatim { chart, cited_by } => self.read_verbatim(chart, cited_by).await,
            Request::CheckAll => self.check_all(host).await,
            Request::CheckNext(open) => self.check_next(open).await,
        }
    }

    async fn vault<H: Host>(&mut self, request: VaultRequest, host: &H) -> Result<Reply, Failure> {
        match request {
            VaultRequest::State => self.vault_state().await,
            VaultRequest::Passphrase { words, language } => self.passphrase(words, language),
            VaultRequest::WordList { language } => self.word_list(language),
            VaultRequest::Prepare(plan) => self.prepare(plan, host).await,
            VaultRequest::Make => self.make(host).await,
            VaultRequest::Abandon => self.abandon(),
            VaultRequest::Unlock(opener) => self.unlock(opener, host).await,
            VaultRequest::ChangePassphrase { old, new } => {
                self.change_passphrase(old, new, host).await
            }
            VaultRequest::Who => self.who(),
            VaultRequest::People => self.people(),
            VaultRequest::PreparePerson(plan) => self.prepare_person(plan, host).await,
            VaultRequest::AddPerson => self.add_person().await,
            VaultRequest::Switch { passphrase } => self.switch(passphrase, host).await,
            VaultRequest::Cover { code } => self.cover(code),
            VaultRequest::Uncover { code } => self.uncover(&code),
            VaultRequest::Settings => self.settings(),
            VaultRequest::Set(settings) => self.set(settings).await,
            VaultRequest::SetPlace { site, device } => self.set_place(&site, &device).await,
            VaultRequest::Storage => self.storage().await,
            VaultRequest::Erase => self.erase().await,
        }
    }

    async fn transfer<H: Host>(
        &mut self,
        request: TransferRequest,
        host: &H,
    ) -> Result<Reply, Failure> {
        match request {
            TransferRequest::Measure(plan) => self.measure(&plan).await,
            TransferRequest::Export { plan, passphrase } => {
                self.export(plan, passphrase, host).await
            }
            TransferRequest::Leaves(exported) => self.record_export(exported).await,
            TransferRequest::CheckExport { file, passphrase } => {
                self.check_export(file, passphrase, host).await
            }
            TransferRequest::Open {
                name: _,
                file,
                passphrase,
            } => self.open_file(file, passphrase, host).await,
            TransferRequest::OpenSeveral { files, passphrase } => {
                self.open_several(files, passphrase, host).await
            }
            TransferRequest::ReadFor { person } => self.read_fhir_for(person).await,
            TransferRequest::Add { into } => self.add_file(into, host).await,
            TransferRequest::Confirm { fingerprint } => self.confirm(fingerprint, host).await,
            TransferRequest::ListArriving { which, chart, from } => {
                self.list_arriving(which, chart, from)
            }
            TransferRequest::Close => self.close_file(),
            TransferRequest::Exports { from } => self.exports(from).await,
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
