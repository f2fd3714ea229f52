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
    pub cover: Cover,
}

/// Everyone who was set aside.
#[derive(Default)]
pub struct People(Vec<Aside>);

impl People {
    /// Sets somebody aside, in the place of what was kept of them; nothing of who has no code that still opens, or one that
    /// was chosen without their passphrase.
    pub fn add(
        &mut self,
        keys: UserAside,
        name: String,
        role: String,
        mut cover: Cover,
        now: Stamp,
    ) {
        self.take(keys.user());
        if cover.is_proven() && cover.cover(now) {
            self.0.push(Aside {
                keys,
                name,
                role,
                cover,
            });
        }
    }

    /// Takes somebody out: they work again.
    pub fn take(&mut self, user: UserId) -> Option<Aside> {
        let at = self.place_of(user)?;
        Some(self.0.remove(at))
    }

    pub fn get(&self, user: UserId) -> Option<&Aside> {
        self.place_of(user).map(|at| &self.0[at])
    }

    fn place_of(&self, user: UserId) -> Option<usize> {
        self.0.iter().position(|aside| aside.keys.user() == user)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Aside> {
        self.0.iter()
    }

    /// Tries a code of somebody who was set aside. After the last wrong one nothing is kept of them; after the right one they
    /// are still here, until somebody takes them out.
    pub fn try_code(&mut self, user: UserId, code: &str, now: Stamp) -> Tried {
        let Some(at) = self.place_of(user) else {
            return Tried::Spent;
        };
        let tried = self.0[at].cover.uncover(code, now);
        if tried == Tried::Spent || (tried == Tried::Open && !self.0[at].cover.cover(now)) {
            self.0.remove(at);
            return Tried::Spent;
        }
        tried
    }
}
