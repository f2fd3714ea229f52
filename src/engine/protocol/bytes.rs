//! Messages as bytes. Some carry a passphrase or recovery words, so what they were written into is wiped when it is done with,
//! also what it outgrew on the way.

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{Opener, Request, ToEngine, TransferRequest, VaultRequest};

pub fn encode<T: Serialize>(message: &T) -> Zeroizing<Vec<u8>> {
    postcard::serialize_with_flavor(message, Wiped::default())
        .expect("protocol messages have no unserialisable parts")
}

/// The bytes were not a message of this build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a message of another build of Carnet")]
pub struct ForeignMessage;

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
            match &mut **request {
                Request::Vault(request) => request.wipe(),
                Request::Transfer(request) => request.wipe(),
                _ => {}
            }
        }
    }
}

impl VaultRequest {
    fn wipe(&mut self) {
        match self {
            Self::Prepare(plan) => plan.passphrase.zeroize(),
            Self::PreparePerson(plan) => plan.passphrase.zeroize(),
            Self::Unlock(opener) => opener.wipe(),
            Self::ChangePassphrase { old, new } => {
                old.wipe();
                new.zeroize();
            }
            Self::Switch { passphrase } => passphrase.zeroize(),
            Self::Cover { code } => code.zeroize(),
            Self::Uncover { code } => code.zeroize(),
            Self::State
            | Self::Passphrase { .. }
            | Self::WordList { .. }
            | Self::Make
            | Self::Abandon
            | Self::Who
            | Self::People
            | Self::AddPerson
            | Self::Settings
            | Self::Set(_)
            | Self::SetPlace { .. }
            | Self::Storage
            | Self::Erase => {}
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

impl TransferRequest {
    fn wipe(&mut self) {
        match self {
            Self::Export { passphrase, .. } | Self::CheckExport { passphrase, .. } => {
                passphrase.0.zeroize();
            }
            Self::Open {
                passphrase: Some(passphrase),
                ..
            }
            | Self::OpenSeveral {
                passphrase: Some(passphrase),
                ..
            } => passphrase.0.zeroize(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Passphrase, Ticket};
    use super::*;

    #[test]
    fn messages_there_and_back() {
        let ask = ToEngine::Ask(
            Ticket(7),
            Box::new(Request::Search {
                text: "Néné".repeat(400),
            }),
        );
        let back: ToEngine = decode(&encode(&ask)).expect("own message");
        assert_eq!(format!("{ask:?}"), format!("{back:?}"));
        assert_eq!(*encode(&ask), postcard::to_allocvec(&ask).expect("written"));
        assert_eq!(decode::<ToEngine>(&[0xff; 3]).err(), Some(ForeignMessage));
    }

    #[test]
    fn no_secret_is_left_in_a_message_that_was_sent() {
        const SECRET: &str = "the very secret words";
        let secret = || SECRET.to_owned();
        let opener = || Opener::Passphrase(secret());
        let vault = [
            VaultRequest::Unlock(opener()),
            VaultRequest::Unlock(Opener::Words(vec![secret(), secret()])),
            VaultRequest::ChangePassphrase {
                old: opener(),
                new: secret(),
            },
            VaultRequest::Switch {
                passphrase: secret(),
            },
            VaultRequest::Cover {
                code: Some(secret()),
            },
            VaultRequest::Uncover { code: secret() },
        ];
        let transfer = [
            TransferRequest::CheckExport {
                file: Vec::new(),
                passphrase: Passphrase(secret()),
            },
            TransferRequest::Open {
                name: String::new(),
                file: Vec::new(),
                passphrase: Some(Passphrase(secret())),
            },
            TransferRequest::OpenSeveral {
                files: Vec::new(),
                passphrase: Some(Passphrase(secret())),
            },
        ];
        let requests = vault.into_iter().map(Request::Vault);
        for request in requests.chain(transfer.into_iter().map(Request::Transfer)) {
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
