//! The bundles: whatever somebody nobody here knows can sign and send.

use super::super::mallory::{Mallory, text};
use super::*;
use crate::base::{BlobId, Compartment, FeedId, Stamp, VaultId};
use crate::chart::entry::Header;
use crate::chart::statement::{Statement, StatementRef};
use crate::chart::testing::anything;
use crate::transfer::bundle::{Attachment, ChartContents};
use crate::vault::ReceivePublic;
use crate::vault::jose::Recipient;

impl Home {
    pub(super) fn bundle(&self, dice: &mut Dice, device: &Device) -> (Vec<u8>, usize) {
        let people: Vec<Mallory> = (0..1 + dice.below(3))
            .map(|n| Mallory::of(9 + n as u8, self.vault(dice)))
            .collect();
        let mut charts: BTreeMap<ChartId, Vec<Rc<Entry>>> = BTreeMap::new();
        let mut attachments: Vec<Attachment> = Vec::new();
        for _ in 0..1 + dice.below(8) {
            let author = &people[dice.below(people.len())];
            let chart = self.chart(dice);
            let before = charts.entry(chart).or_default();
            if let Some(entry) = self.entry(dice, author, chart, before, &mut attachments) {
                before.push(entry);
            }
        }
        let mut credentials: Vec<Vec<u8>> = people
            .iter()
            .map(|one| one.credential.bytes().to_vec())
            .collect();
        if dice.once_in(4) {
            credentials.push(credentials[0].clone());
            let session = device.engine.session.as_ref().expect("open");
            credentials.push(session.vault.credential().bytes().to_vec());
        }
        let contents = bundle::Contents {
            scope: if dice.once_in(2) {
                bundle::Scope::Charts
            } else {
                bundle::Scope::WholeVault
            },
            charts: charts
                .into_iter()
                .map(|(chart, entries)| ChartContents {
                    chart,
                    entries,
                    unread: Vec::new(),
                    whole: dice.once_in(2),
                })
                .collect(),
            credentials,
            attachments,
        };
        let by = &people[0];
        let exporter = bundle::Exporter {
            credential: &by.credential,
            signer: &by.signer,
        };
        let session = device.engine.session.as_ref().expect("open");
        let to = &session.vault.credential().body().receiving;
        let to = ReceivePublic::from_sec1(to).expect("a point");
        let go_on = &mut |_, _| ControlFlow::Continue(());
        let made = Stamp { ms: 0, offset: 0 };
        let written = bundle::write(
            &contents,
            exporter,
            made,
            &[Recipient::Key(&to)],
            &mut Seeded(5),
            go_on,
        );
        let written = written.expect("written");
        (written.bytes, written.entries)
    }

    fn vault(&self, dice: &mut Dice) -> VaultId {
        match dice.below(4) {
            0 => VaultId(self.own_log.0),
            1 => VaultId(self.charts[dice.below(2)].0),
            2 => VaultId([77; 16]),
            _ => VaultId([dice.below(250) as u8; 16]),
        }
    }

    fn chart(&self, dice: &mut Dice) -> ChartId {
        match dice.below(6) {
            0 => self.own_log,
            1 | 2 => self.charts[0],
            3 => self.charts[1],
            4 => ChartId([77; 16]),
            _ => ChartId([100 + dice.below(3) as u8; 16]),
        }
    }

    /// Any entry of any chart.
    fn any_of_ours(&self, dice: &mut Dice) -> &Rc<Entry> {
        let all: Vec<_> = self.ours.values().flatten().collect();
        all[dice.below(all.len())]
    }

    fn entry(
        &self,
        dice: &mut Dice,
        author: &Mallory,
        chart: ChartId,
        before: &[Rc<Entry>],
        attachments: &mut Vec<Attachment>,
    ) -> Option<Rc<Entry>> {
        let compartment = match dice.below(8) {
            0 => Compartment::CUSTODY,
            1 => Compartment(900),
            2 | 3 => Compartment::IDENTITY,
            _ => Compartment::CLINICAL,
        };
        let statements: Vec<Statement> = (0..1 + dice.below(5))
            .map(|_| self.statement(dice, compartment, before, attachments))
            .collect();
        let mut header: Header = author.header(chart, compartment, dice.below(4) as u8);
        header.recorded.ms = match dice.below(4) {
            0 => 253_402_300_000_000,
            1 => 0,
            _ => author.now + dice.below(1_000_000) as i64,
        };
        header.seen = (0..dice.below(4))
            .map(|_| match dice.once_in(2) {
                true => self.any_of_ours(dice).id(),
                false => EntryId([dice.below(250) as u8; 32]),
            })
            .collect();
        if dice.once_in(3) {
            header.sequence = 1 + dice.below(3) as u64;
            header.previous = Some(match dice.below(3) {
                0 => self.any_of_ours(dice).id(),
                1 => EntryId([3; 32]),
                _ => before.last()?.id(),
            });
        }
        if dice.once_in(5) {
            let of = self.any_of_ours(dice).header();
            (header.feed, header.installation, header.act) = (of.feed, of.installation, of.act);
            header.credential = match dice.once_in(4) {
                true => of.credential,
                false => header.credential,
            };
        }
        if dice.once_in(12) {
            header.site = "s".repeat(5000);
        }
        header.feed = match dice.once_in(3) {
            true => FeedId([dice.below(3) as u8; 16]),
            false => header.feed,
        };
        Entry::sign(header, statements, &author.signer)
            .ok()
            .map(Rc::new)
    }

    fn statement(
        &self,
        dice: &mut Dice,
        compartment: Compartment,
        before: &[Rc<Entry>],
        attachments: &mut Vec<Attachment>,
    ) -> Statement {
        if dice.once_in(4) || compartment == Compartment(900) {
            return Statement::new(When::Unknown, Fact::Amendment(self.amendment(dice, before)));
        }
        let anything = dice.once_in(2);
        let fact = match compartment {
            Compartment::IDENTITY if anything => {
                anything::identity_fact(dice, "theirs", &self.said)
            }
            Compartment::IDENTITY => self.about_who(dice),
            Compartment::CUSTODY => self.about_custody(dice),
            _ if anything => anything::clinical_fact(dice, "theirs", &self.said),
            _ => self.about_care(dice, attachments),
        };
        let now = Stamp {
            ms: 1_795_000_000_000,
            offset: 0,
        };
        Statement::new(dice.when(now), fact)
    }

    fn amendment(&self, dice: &mut Dice, before: &[Rc<Entry>]) -> Amendment {
        let target = match before.last() {
            Some(last) if dice.once_in(2) => last.id(),
            _ => self.any_of_ours(dice).id(),
        };
        Amendment {
            kind: match dice.below(3) {
                0 => AmendmentKind::Addendum,
                1 => AmendmentKind::Correction,
                _ => AmendmentKind::EnteredInError,
            },
            target: Target {
                entry: Some(target),
                index: dice.once_in(2).then(|| dice.below(3) as u32),
            },
            reason: "because".into(),
            instead: vec![StatementRef::here(dice.below(3) as u32)],
        }
    }

    fn about_who(&self, dice: &mut Dice) -> Fact {
        match dice.below(6) {
            0 => Fact::PersonLink(PersonLink {
                other: self.chart(dice),
                same: dice.once_in(2),
            }),
            1 => Fact::Demographic(Demographic::ChartNumber("ZZZZZ-9999-0".into())),
            2 => Fact::Demographic(Demographic::Sex(Sex::Male)),
            3 => Fact::Demographic(Demographic::Died(When::Unknown)),
            4 => Fact::Visit(VisitEvent::Opened(
                "their reason ".repeat(dice.below(800)),
                None,
            )),
            _ => Fact::Demographic(Demographic::Name(PersonName {
                usage: NameUse::Usual,
                family: "Name ".repeat(1 + dice.below(2000)),
                given: "Given".into(),
            })),
        }
    }

    fn about_custody(&self, dice: &mut Dice) -> Fact {
        match dice.once_in(2) {
            true => Fact::Export(ExportRecord::Checked(Digest([5; 32]))),
            false => Fact::Confirmation(Confirmation {
                vault: VaultId([9; 16]),
                fingerprint: Mallory::new(9).credential.hash(),
            }),
        }
    }

    fn about_care(&self, dice: &mut Dice, attachments: &mut Vec<Attachment>) -> Fact {
        match dice.below(4) {
            0 => Fact::Answer(Answered {
                question: Question::Allergies,
                answer: NoFact::None,
            }),
            1 | 2 => self.paper(dice, attachments),
            _ => text("words of theirs").fact,
        }
    }

    /// A paper that claims one of our ids, or an id of its own; with its bytes, other bytes, or none.
    fn paper(&self, dice: &mut Dice, attachments: &mut Vec<Attachment>) -> Fact {
        let ours = &self.papers[dice.below(self.papers.len())].1;
        let bytes = vec![dice.below(3) as u8; 10 + dice.below(3)];
        let blob = match dice.once_in(3) {
            true => BlobId([dice.below(3) as u8; 16]),
            false => ours.blob,
        };
        let is_free = attachments.iter().all(|one| one.id != blob);
        if is_free && dice.once_in(2) {
            let bytes = bytes.clone();
            attachments.push(Attachment { id: blob, bytes });
        }
        let (length, digest) = match dice.once_in(4) {
            true => (ours.bytes, ours.digest),
            false => (
                bytes.len() as u64,
                crate::engine::keeping::papers::digest_of(&bytes),
            ),
        };
        let document = Document {
            title: "Letter".into(),
            media_type: "text/plain".into(),
            blob,
            bytes: length,
            digest,
            chunks: 1,
        };
        match dice.once_in(3) {
            true => Fact::Citation(Citation::File(document)),
            false => Fact::Document(document),
        }
    }
}
