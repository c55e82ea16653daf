//! Where secrets are kept: the keyring behind its thread, and the memory of this process.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use provost_core::connections::{KeyringState, ProfileId, Secret};

use crate::worker::Worker;
use crate::{Error, Keyring, System};

/// How long a call waits: the person may have to find and answer the system's prompt.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long the question for the state waits; it brings up no prompt, but may stand behind a call that does.
const STATE_PATIENCE: Duration = Duration::from_secs(3);

/// The secrets of the connections. A clone is the same store.
#[derive(Clone)]
pub struct SecretStore {
    requests: Sender<Request>,
    session: Arc<Mutex<BTreeMap<ProfileId, Secret>>>,
    patience: Duration,
}

struct Request {
    /// Ends with the caller: a request whose caller has given up is not begun any more.
    wanted: Weak<()>,
    work: Box<dyn FnOnce(&mut Worker) + Send>,
}

impl SecretStore {
    /// The keyring of the operating system. Nothing is connected before the first call.
    #[must_use]
    pub fn of_the_system() -> Self {
        Self::over(System, PATIENCE)
    }

    /// Any keyring, waiting so long for each answer.
    #[must_use]
    pub fn over(keyring: impl Keyring, patience: Duration) -> Self {
        let (requests, inbox) = mpsc::channel();
        // Without a thread the inbox is gone at once, and every call says so.
        let _thread = std::thread::Builder::new()
            .name("keyring".into())
            .spawn(move || serve(Worker::new(Box::new(keyring)), &inbox));
        Self {
            requests,
            session: Arc::default(),
            patience,
        }
    }

    /// The secret that the keyring holds for a profile.
    ///
    /// None does not prove that it was never stored: a keyring that was not unlocked since the person signed in
    /// gives the same answer. So nothing may be deleted or overwritten because of it.
    pub fn get(&self, id: ProfileId) -> Result<Option<Secret>, Error> {
        self.ask(self.patience, move |worker| worker.get(id))?
    }

    /// Stores a secret in the keyring and reads it back.
    pub fn set(&self, id: ProfileId, secret: &Secret) -> Result<(), Error> {
        let secret = secret.clone();
        self.ask(self.patience, move |worker| worker.set(id, &secret))?
    }

    /// Deletes the secret of a profile from the keyring. That there is none is no error.
    pub fn delete(&self, id: ProfileId) -> Result<(), Error> {
        self.ask(self.patience, move |worker| worker.delete(id))?
    }

    /// Whether there is a keyring and whether it is open. Brings up no prompt.
    #[must_use]
    pub fn state(&self) -> KeyringState {
        self.ask(STATE_PATIENCE.min(self.patience), Worker::state)
            .unwrap_or_else(|error| match error {
                Error::Timeout(_) => KeyringState::Waiting,
                other => KeyringState::Absent {
                    reason: other.to_string(),
                },
            })
    }

    /// Keeps a secret in memory until the process ends; then it is erased.
    pub fn keep_for_session(&self, id: ProfileId, secret: Secret) {
        self.session().insert(id, secret);
    }

    /// The secret that is kept in memory for a profile.
    #[must_use]
    pub fn of_session(&self, id: ProfileId) -> Option<Secret> {
        self.session().get(&id).cloned()
    }

    /// Erases the secret that is kept in memory for a profile.
    pub fn forget_session(&self, id: ProfileId) {
        self.session().remove(&id);
    }

    fn session(&self) -> MutexGuard<'_, BTreeMap<ProfileId, Secret>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce(&mut Worker) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let (reply, answer) = mpsc::sync_channel(1);
        let caller = Arc::new(());
        let request = Request {
            wanted: Arc::downgrade(&caller),
            // The caller may have given up meanwhile; then nobody takes the answer.
            work: Box::new(move |worker| {
                let _gone = reply.send(work(worker));
            }),
        };
        self.requests.send(request).map_err(|_| stopped())?;
        answer.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => Error::Timeout(patience),
            RecvTimeoutError::Disconnected => stopped(),
        })
    }
}

fn serve(mut worker: Worker, inbox: &Receiver<Request>) {
    while let Ok(request) = inbox.recv() {
        if request.wanted.upgrade().is_none() {
            continue;
        }
        let work = request.work;
        // A panic in the D-Bus library must not end the keyring for the rest of the process.
        if catch_unwind(AssertUnwindSafe(|| work(&mut worker))).is_err() {
            worker.disconnect();
        }
    }
}

fn stopped() -> Error {
    Error::Failed {
        detail: "the library that speaks to it stopped in the middle".into(),
    }
}

#[cfg(test)]
mod tests;
