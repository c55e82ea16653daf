//! Which backends work for us now, so that they can be stopped.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

/// The sessions of one database that are open.
#[derive(Debug, Default)]
pub(crate) struct Running {
    sessions: Mutex<Sessions>,
}

#[derive(Debug, Default)]
struct Sessions {
    next: u64,
    open: BTreeMap<u64, (i32, watch::Sender<bool>)>,
}

/// One open session's place among them; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Ticket {
    running: Arc<Running>,
    number: u64,
    backend: i32,
    stop: watch::Receiver<bool>,
}

impl Running {
    /// Notes a session that `backend` serves.
    pub(super) fn register(self: &Arc<Self>, backend: i32) -> Ticket {
        let (tell, stop) = watch::channel(false);
        let mut sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        let number = sessions.next;
        sessions.next += 1;
        sessions.open.insert(number, (backend, tell));
        Ticket {
            running: Arc::clone(self),
            number,
            backend,
            stop,
        }
    }

    /// Tells every open session to stop; the backends that serve them. None of them can be given back from now on.
    pub(super) fn cancel(&self) -> Vec<i32> {
        let sessions = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        sessions
            .open
            .values()
            .map(|(backend, tell)| {
                tell.send_replace(true);
                *backend
            })
            .collect()
    }
}

impl Ticket {
    /// The backend that serves the session.
    pub(crate) fn backend(&self) -> i32 {
        self.backend
    }

    /// Waits until somebody cancels the session.
    pub(crate) async fn cancelled(&mut self) {
        if self.stop.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Takes the session out, so that its backend is not cancelled any more; false when it was cancelled before.
    pub(crate) fn retire(&self) -> bool {
        let mut sessions = self
            .running
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        sessions.open.remove(&self.number);
        !*self.stop.borrow()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.retire();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_either_cancelled_or_retired() {
        let running = Arc::new(Running::default());
        let first = running.register(1);
        let second = running.register(2);
        assert!(first.retire());
        assert_eq!(running.cancel(), [2]);
        assert!(!second.retire());
        assert!(running.cancel().is_empty());
    }
}
