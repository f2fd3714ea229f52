//! People who opened this vault since it locked and let others work meanwhile: each comes back with the short code they had
//! chosen. Their keys and codes exist only in the engine's memory, until the vault locks.

use crate::base::{Stamp, UserId};
use crate::vault::UserAside;

use super::cover::{Cover, Tried};

/// Somebody who was set aside.
pub struct Aside {
    pub keys: UserAside,
    pub name: String,
    pub role: String,
    /// Covered: their code opens it, five wrong ones end it.
    cover: Cover,
}

/// Everyone who was set aside.
#[derive(Default)]
pub struct People(Vec<Aside>);

/// What came of a code.
pub enum Back {
    /// They are back, with the cover their code opened.
    Come(Box<Aside>, Cover),
    Wrong(u8),
    /// Their passphrase is needed: five codes were wrong, the code is too old, or nobody of this id is set aside.
    Spent,
}

impl People {
    /// Sets somebody aside, in the place of what was kept of them; nothing of who has no code that still opens.
    pub fn add(
        &mut self,
        keys: UserAside,
        name: String,
        role: String,
        mut cover: Cover,
        now: Stamp,
    ) {
        self.forget(keys.user());
        if cover.cover(now) {
            self.0.push(Aside {
                keys,
                name,
                role,
                cover,
            });
        }
    }

    pub fn forget(&mut self, user: UserId) {
        self.0.retain(|aside| aside.keys.user() != user);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Aside> {
        self.0.iter()
    }

    /// Whether this code is that of somebody who was set aside. After the last wrong one nothing is kept of them.
    pub fn come_back(&mut self, user: UserId, code: &str, now: Stamp) -> Back {
        let Some(at) = self.0.iter().position(|aside| aside.keys.user() == user) else {
            return Back::Spent;
        };
        match self.0[at].cover.uncover(code, now) {
            Tried::Open => {
                let mut aside = self.0.remove(at);
                let cover = std::mem::take(&mut aside.cover);
                Back::Come(Box::new(aside), cover)
            }
            Tried::Wrong(left) => Back::Wrong(left),
            Tried::Spent => {
                self.0.remove(at);
                Back::Spent
            }
        }
    }
}
