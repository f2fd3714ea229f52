//! What the page speaks to: the engine of this device's vault, and, while there is no vault, one over memory alone in which
//! a file that somebody was given can be read. Nothing of it is written to the device, and all of it goes when it is closed.

use crate::base::{Clock, Entropy, Language};
use crate::store::Store;
use crate::store::beside::{Beside, Files, MemoryFiles, Presence};
use crate::store::memory::MemoryDisk;
use crate::store::shelf::{Shelf, ShelfFiles};
use crate::vault::Cost;

use super::Engine;
use super::host::Host;
use super::protocol::{Failure, Reply, Request, VaultKind, VaultPlan, VaultState, ask};

type OnShelf<S, F, C> = Engine<Shelf<S>, ShelfFiles<F>, C>;

/// What the page speaks to: the engine over the device's vault, and, while there is none, one over memory for a file.
pub struct Desk<S, F, C> {
    vault: OnShelf<S, F, C>,
    glance: Option<Box<OnShelf<S, F, C>>>,
    clock: C,
    entropy: fn() -> Box<dyn Entropy>,
}

impl<S: Store, F: Files, C: Clock + Clone> Desk<S, F, C> {
    /// Begins with the device's engine alone. `entropy` is called again for each vault in memory.
    pub fn new(store: S, beside: Presence<F>, clock: C, entropy: fn() -> Box<dyn Entropy>) -> Self {
        let beside = match beside {
            Presence::Here(beside) => Presence::Here(beside.onto(ShelfFiles::Device)),
            Presence::Absent { why } => Presence::Absent { why },
        };
        Self {
            vault: Engine::new(Shelf::Device(store), beside, clock.clone(), entropy()),
            glance: None,
            clock,
            entropy,
        }
    }

    /// For tests: a cheaper passphrase for new vaults.
    #[cfg(test)]
    pub fn with_cost(mut self, cost: Cost) -> Self {
        self.vault = self.vault.with_cost(cost);
        self
    }

    /// What lies on the device, whatever was read in memory.
    pub async fn state(&self) -> Result<VaultState, Failure> {
        self.vault.state().await
    }

    /// Does a little of what the open vault left for later; `false` when nothing is left.
    pub async fn idle(&mut self) -> bool {
        self.vault.idle().await
    }

    /// Does a little of what the open vault leaves for a longer rest, or less once the host says that something was asked;
    /// `false` when nothing is left.
    pub async fn tidy<H: Host>(&mut self, host: &H) -> bool {
        self.vault.tidy(host).await
    }

    /// Hands a question to the engine it is for. Opening a file where there is no vault begins one in memory; it ends
    /// when the file is closed or a vault of the device is opened.
    pub async fn answer<H: Host>(&mut self, request: Request, host: &H) -> Result<Reply, Failure> {
        if self.vault.is_open() || !is_reading(&request) {
            let reply = self.vault.answer(request, host).await;
            if self.vault.is_open() {
                self.glance = None;
            }
            return reply;
        }
        let opens = matches!(request, Request::OpenFile(_) | Request::OpenFiles(_));
        if opens {
            self.glance = None;
            if self.vault.state().await? == VaultState::None {
                self.glance = Some(Box::new(self.begin(host).await?));
            }
        }
        if matches!(request, Request::CloseFile(_)) {
            self.glance = None;
        }
        match &mut self.glance {
            Some(glance) => glance.answer(request, host).await,
            None => self.vault.answer(request, host).await,
        }
    }

    /// A vault in memory, of nobody and opened by nobody.
    async fn begin<H: Host>(&self, host: &H) -> Result<OnShelf<S, F, C>, Failure> {
        let disk = MemoryDisk::new();
        let files = ShelfFiles::Memory(MemoryFiles::beside(&disk));
        let mut engine = Engine::new(
            Shelf::Memory(disk.open()),
            Presence::Here(Beside::new(files)),
            self.clock.clone(),
            (self.entropy)(),
        )
        .with_cost(Cost::LEAST);
        let mut bytes = [0; 32];
        (self.entropy)().fill(&mut bytes);
        let plan = VaultPlan {
            kind: VaultKind::Family,
            name: "…".into(),
            role: "person".into(),
            site: String::new(),
            device: "…".into(),
            passphrase: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            language: Language::English,
        };
        engine.ask(ask::PrepareVault(plan), host).await?;
        engine.ask(ask::MakeVault, host).await?;
        Ok(engine)
    }
}

/// What may be asked of a file before there is a vault: to be opened, to be read, to be closed. *Add* puts it into memory.
fn is_reading(request: &Request) -> bool {
    matches!(
        request,
        Request::OpenChart(_)
            | Request::ProblemList(_)
            | Request::MedicineList(_)
            | Request::ProblemPage(_)
            | Request::FlowSheet(_)
            | Request::VitalsOverTime(_)
            | Request::Tests(_)
            | Request::History(_)
            | Request::Entry(_)
            | Request::Verbatim(_)
            | Request::ReadVerbatim(_)
            | Request::ReadBlob(_)
            | Request::OpenFile(_)
            | Request::OpenFiles(_)
            | Request::ReadFor(_)
            | Request::AddFile(_)
            | Request::ListArriving(_)
            | Request::CloseFile(_)
    )
}
