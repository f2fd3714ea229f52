//! Opening: the upgrade, and telling apart why a database does not open.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use indexed_db_futures::Build;
use indexed_db_futures::database::Database;
use wasm_bindgen_futures::spawn_local;

use super::migrations::{Ladder, climb, top};
use super::trouble;
use crate::store::StoreError;

/// Opens the database, taking the steps it lacks. Answers `Blocked` as soon as the browser says so;
/// the upgrade may still go through once the other tab lets go, and the next opening finds it done.
pub(super) async fn open(name: &str, ladder: Ladder) -> Result<Database, StoreError> {
    let answer = OpenAnswer::default();
    let blocked = answer.clone();
    let request = Database::open(name)
        .with_version(top(ladder))
        .with_on_blocked(move |_| {
            blocked.give(Err(StoreError::Blocked));
            Ok(())
        })
        .with_on_upgrade_needed_fut(async move |event, transaction: &_| {
            climb(ladder, event, transaction).await
        })
        .build()
        .map_err(trouble::of_opening)?;
    // Never dropped before it is settled: without its listener a late upgrade would raise the
    // version and take no step.
    let opened = answer.clone();
    let name = name.to_owned();
    spawn_local(async move {
        let result = match request.await {
            Ok(database) => Ok(database),
            Err(error) if trouble::is_newer(&error) => Err(newer(&name, top(ladder)).await),
            Err(error) => Err(trouble::of_opening(error)),
        };
        if let Some(Ok(unwanted)) = opened.give(result) {
            unwanted.close();
        }
    });
    answer.taken().await
}

/// Deletes the database; see [`super::IndexedDbStore::destroy`].
#[cfg(test)]
pub(super) async fn destroy(name: &str) -> Result<(), StoreError> {
    use indexed_db_futures::internals::SystemRepr;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::IdbOpenDbRequest;

    let answer = OpenAnswer::default();
    let request = Database::delete_by_name(name).map_err(trouble::of_opening)?;
    let blocked = answer.clone();
    let on_blocked = Closure::<dyn FnMut()>::new(move || {
        blocked.give(Err(StoreError::Blocked));
    });
    request
        .as_sys()
        .unchecked_ref::<IdbOpenDbRequest>()
        .set_onblocked(Some(on_blocked.as_ref().unchecked_ref()));
    let deleted = answer.clone();
    spawn_local(async move {
        deleted.give(request.await.map_err(trouble::of));
        drop(on_blocked);
    });
    answer.taken().await
}

/// Reads which schema the database has.
async fn newer(name: &str, reads: u32) -> StoreError {
    let opened = match Database::open(name).build() {
        Ok(request) => request.await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(database) => {
            let found = database.version() as u32;
            database.close();
            StoreError::Newer { found, reads }
        }
        Err(error) => trouble::of_opening(error),
    }
}

/// A result that several may give and one waits for; the first counts.
struct OpenAnswer<T>(Rc<RefCell<State<T>>>);

enum State<T> {
    Waiting(Option<Waker>),
    Given(T),
    Taken,
}

impl<T> Clone for OpenAnswer<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for OpenAnswer<T> {
    fn default() -> Self {
        Self(Rc::new(RefCell::new(State::Waiting(None))))
    }
}

impl<T> OpenAnswer<T> {
    /// Hands the result back if another was given before.
    fn give(&self, result: T) -> Option<T> {
        let mut state = self.0.borrow_mut();
        match &mut *state {
            State::Waiting(waker) => {
                let waker = waker.take();
                *state = State::Given(result);
                drop(state);
                if let Some(waker) = waker {
                    waker.wake();
                }
                None
            }
            State::Given(_) | State::Taken => Some(result),
        }
    }

    async fn taken(&self) -> T {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            match std::mem::replace(&mut *state, State::Taken) {
                State::Given(result) => Poll::Ready(result),
                State::Waiting(_) => {
                    *state = State::Waiting(Some(context.waker().clone()));
                    Poll::Pending
                }
                State::Taken => unreachable!("an answer is taken once"),
            }
        })
        .await
    }
}
