//! What one press says whole: it goes by the same road as every form, without a page of its own.

use super::App;
use crate::base::entropy::SystemEntropy;
use crate::base::{ChartId, DraftId};
use crate::chart::draft::{Draft, Form, FormDraft};
use crate::engine::protocol::{Failure, ask};

impl App {
    /// Seals a form as a draft and signs it.
    ///
    /// # Errors
    /// Nothing was signed then, and no draft is left of it.
    pub async fn sign_at_once(&self, chart: ChartId, form: Form) -> Result<(), Failure> {
        let id = DraftId::random(&mut SystemEntropy);
        let form = FormDraft {
            chart,
            started: self.platform().now(),
            form,
        };
        self.ask(ask::SaveDraft {
            id,
            draft: Draft::Form(Box::new(form)),
            cursor: String::new(),
        })
        .await?;
        let signed = self.ask(ask::Sign(id)).await;
        if signed.is_err() {
            // What cannot be thrown away now stands among the drafts, where it can be.
            let _ = self.ask(ask::DiscardDraft(id)).await;
        }
        signed.map(|_| ())
    }
}
