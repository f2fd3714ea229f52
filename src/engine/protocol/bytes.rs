//! Messages as bytes. Some carry a passphrase or recovery words, so what they were written into is wiped when it is done with,
//! also what it outgrew on the way.

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{Opener, ToEngine};

/// A message in postcard. The bytes are wiped when they are dropped.
pub fn encode<T: Serialize>(message: &T) -> Zeroizing<Vec<u8>> {
    postcard::serialize_with_flavor(message, Wiped::default())
        .expect("protocol messages have no unserialisable parts")
}

/// The bytes were not a message of this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message of another build of Carnet")]
pub struct ForeignMessage;

/// Reads what [`encode`] wrote in the same build; another build may number its messages otherwise.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ForeignMessage> {
    postcard::from_bytes(bytes).map_err(|_| ForeignMessage)
}

/// Grows without leaving a copy behind.
#[derive(Default)]
struct Wiped(Zeroizing<Vec<u8>>);

impl Wiped {
    fn make_room(&mut self, more: usize) {
        let wanted = self.0.len() + more;
        if wanted > self.0.capacity() {
            let mut larger = Vec::with_capacity(wanted.max(2 * self.0.capacity()).max(256));
            larger.extend_from_slice(&self.0);
            // The smaller one is wiped as it goes.
            self.0 = Zeroizing::new(larger);
        }
    }
}

impl Flavor for Wiped {
    type Output = Zeroizing<Vec<u8>>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.make_room(1);
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.make_room(bytes.len());
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Self::Output> {
        Ok(self.0)
    }
}

impl ToEngine {
    /// Wipes every secret in the message, once it was sent.
    pub fn wipe(&mut self) {
        if let Self::Ask(_, request) = self {
            request.wipe();
        }
    }
}

impl Opener {
    pub(super) fn wipe(&mut self) {
        match self {
            Self::Passphrase(passphrase) => passphrase.zeroize(),
            Self::Words(words) => words.zeroize(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ask::*;
    use super::super::{ExportPlan, Passphrase, PersonPlan, Scope, Ticket, VaultKind, VaultPlan};
    use super::*;
    use crate::base::Language;
    use crate::chart::kinds::ExportFor;

    #[test]
    fn messages_there_and_back() {
        let text = "Néné".repeat(400);
        let ask = ToEngine::Ask(Ticket(7), Box::new(Search { text: text.clone() }.request()));
        let back: ToEngine = decode(&encode(&ask)).expect("own message");
        let ToEngine::Ask(Ticket(7), request) = back else {
            panic!("another message")
        };
        assert!(matches!(*request, Request::Search(Search { text: read }) if read == text));
        assert_eq!(*encode(&ask), postcard::to_allocvec(&ask).expect("written"));
        assert_eq!(decode::<ToEngine>(&[0xff; 3]).err(), Some(ForeignMessage));
    }

    #[test]
    fn no_secret_is_left_in_a_message_that_was_sent() {
        const SECRET: &str = "the very secret words";
        let secret = || SECRET.to_owned();
        let opener = || Opener::Passphrase(secret());
        let requests = [
            PrepareVault(VaultPlan {
                kind: VaultKind::Family,
                name: String::new(),
                role: String::new(),
                site: String::new(),
                device: String::new(),
                passphrase: secret(),
                language: Language::English,
            })
            .request(),
            PreparePerson(PersonPlan {
                name: String::new(),
                role: String::new(),
                passphrase: secret(),
            })
            .request(),
            Unlock(opener()).request(),
            Unlock(Opener::Words(vec![secret(), secret()])).request(),
            ChangePassphrase {
                old: opener(),
                new: secret(),
            }
            .request(),
            Switch {
                passphrase: secret(),
            }
            .request(),
            Cover {
                code: Some(secret()),
            }
            .request(),
            Uncover { code: secret() }.request(),
            Export {
                plan: ExportPlan {
                    scope: Scope::WholeVault,
                    charts: Vec::new(),
                    purpose: ExportFor::ThePerson,
                    recipient: String::new(),
                },
                passphrase: Passphrase(secret()),
            }
            .request(),
            CheckExport {
                file: Vec::new(),
                passphrase: Passphrase(secret()),
            }
            .request(),
            OpenFile {
                file: Vec::new(),
                passphrase: Some(Passphrase(secret())),
            }
            .request(),
            OpenFiles {
                files: Vec::new(),
                passphrase: Some(Passphrase(secret())),
            }
            .request(),
        ];
        for request in requests {
            let mut message = ToEngine::Ask(Ticket(1), Box::new(request));
            let holds = |message: &ToEngine| {
                let bytes = encode(message);
                bytes.windows(SECRET.len()).any(|w| w == SECRET.as_bytes())
            };
            assert!(holds(&message));
            message.wipe();
            assert!(!holds(&message));
        }
    }
}
