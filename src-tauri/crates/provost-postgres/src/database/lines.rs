//! The lines to one server: few, opened late, tested before they are used again, closed when nobody needs them.
//!
//! sqlx's own pool tries a refused connection again until its time is up and then says only that time is up; here the first
//! refusal is told at once and in its own words.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use provost_core::connections::Profile;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{Running, Ticket};
use crate::error::{Absence, Error, Moment};
use crate::supervised::supervised;

/// At most so many lines at once, since Provost is a guest on somebody's server.
const LINES: usize = 4;

/// How long a name, a network, TLS and a login may take together.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a session waits for a line when all are in use.
const QUEUE: Duration = Duration::from_mins(1);

/// How long an unused line is kept.
const IDLE: Duration = Duration::from_mins(1);

/// How old a line may become.
const LIFETIME: Duration = Duration::from_mins(15);

/// How long a line may take to say that it is alive, and to say goodbye.
const PING: Duration = Duration::from_secs(3);

/// The lines to one server.
pub(super) struct Lines {
    options: PgConnectOptions,
    server: String,
    client_certificate: bool,
    permits: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    lines: Vec<Resting>,
    reaped: bool,
}

struct Resting {
    connection: PgConnection,
    born: Instant,
    since: Instant,
}

/// One line in use. It is closed unless it is given back.
pub(crate) struct Line {
    lines: Arc<Lines>,
    running: Arc<Running>,
    connection: Option<PgConnection>,
    born: Instant,
    keep: bool,
    permit: Option<OwnedSemaphorePermit>,
}

impl Lines {
    pub(super) fn new(options: PgConnectOptions, profile: &Profile) -> Self {
        let server = if profile.host.starts_with('/') {
            format!("{} (port {})", profile.host, profile.port)
        } else {
            format!("{}:{}", profile.host, profile.port)
        };
        Self {
            options,
            server,
            client_certificate: profile.tls.client_certificate.is_some(),
            permits: Arc::new(Semaphore::new(LINES)),
            idle: Mutex::default(),
        }
    }

    /// The way to another database of the same server, as the same role.
    pub(super) fn to(&self, database: &str) -> Self {
        Self {
            options: self.options.clone().database(database),
            server: self.server.clone(),
            client_certificate: self.client_certificate,
            permits: Arc::new(Semaphore::new(LINES)),
            idle: Mutex::default(),
        }
    }

    pub(super) fn server(&self) -> &str {
        &self.server
    }

    /// A line that is alive: a rested one or a new one.
    pub(super) async fn take(self: &Arc<Self>, running: &Arc<Running>) -> Result<Line, Error> {
        let permit = self.permit().await?;
        loop {
            let rested = self
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .lines
                .pop();
            let Some(Resting {
                mut connection,
                born,
                ..
            }) = rested
            else {
                break;
            };
            if born.elapsed() < LIFETIME
                && matches!(
                    supervised("A ping", PING, connection.ping()).await,
                    Ok(Ok(()))
                )
            {
                return Ok(self.line(running, connection, born, Some(permit)));
            }
            close(connection);
        }
        let connection = self.connect().await?;
        Ok(self.line(running, connection, Instant::now(), Some(permit)))
    }

    /// A new line, whatever rests.
    pub(super) async fn fresh(self: &Arc<Self>, running: &Arc<Running>) -> Result<Line, Error> {
        let permit = self.permit().await?;
        let connection = self.connect().await?;
        Ok(self.line(running, connection, Instant::now(), Some(permit)))
    }

    /// A line beyond the usual number, to stop the others when all are at work.
    pub(super) async fn extra(self: &Arc<Self>, running: &Arc<Running>) -> Result<Line, Error> {
        let connection = self.connect().await?;
        Ok(self.line(running, connection, Instant::now(), None))
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, Error> {
        let busy = Error::Timeout {
            what: "Waiting for a free connection",
            seconds: QUEUE.as_secs(),
        };
        match tokio::time::timeout(QUEUE, Arc::clone(&self.permits).acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(busy),
        }
    }

    async fn connect(&self) -> Result<PgConnection, Error> {
        let moment = Moment::Login {
            server: &self.server,
            client_certificate: self.client_certificate,
        };
        match supervised("Connecting", CONNECT, self.options.connect()).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(Error::diagnose(error, moment)),
            Err(Error::Timeout { .. }) => Err(Error::Unreachable {
                absence: Absence::Silent,
                server: self.server.clone(),
            }),
            Err(error) => Err(error),
        }
    }

    fn line(
        self: &Arc<Self>,
        running: &Arc<Running>,
        connection: PgConnection,
        born: Instant,
        permit: Option<OwnedSemaphorePermit>,
    ) -> Line {
        Line {
            lines: Arc::clone(self),
            running: Arc::clone(running),
            connection: Some(connection),
            born,
            keep: false,
            permit,
        }
    }

    fn rest(self: &Arc<Self>, connection: PgConnection, born: Instant) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.lines.push(Resting {
            connection,
            born,
            since: Instant::now(),
        });
        if !idle.reaped {
            idle.reaped = true;
            tokio::spawn(reap(Arc::downgrade(self)));
        }
    }

    /// Closes what has rested too long; whether something still rests.
    fn sweep(&self) -> bool {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let (old, young) = std::mem::take(&mut idle.lines)
            .into_iter()
            .partition::<Vec<_>, _>(|resting| resting.since.elapsed() >= IDLE);
        idle.reaped = !young.is_empty();
        idle.lines = young;
        for resting in old {
            close(resting.connection);
        }
        idle.reaped
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        let idle = self.idle.get_mut().unwrap_or_else(PoisonError::into_inner);
        for resting in idle.lines.drain(..) {
            close(resting.connection);
        }
    }
}

impl Line {
    /// `host:port`, or the folder of the socket.
    pub(crate) fn server(&self) -> &str {
        &self.lines.server
    }

    /// What statements go through.
    pub(crate) fn connection(&mut self) -> Result<&mut PgConnection, Error> {
        let server = self.lines.server.clone();
        self.connection.as_mut().ok_or(Error::Lost {
            server,
            reason: "an earlier statement broke it off".to_owned(),
        })
    }

    /// Notes that `backend` serves what goes through this line now.
    pub(crate) fn register(&self, backend: i32) -> Ticket {
        self.running.register(backend)
    }

    /// Closes the line at once: what comes through it makes no sense any more.
    pub(crate) fn break_off(&mut self) {
        self.connection = None;
    }

    /// Keeps the line for the next session.
    pub(crate) fn give_back(mut self) {
        self.keep = true;
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        // A line beyond the usual number is not kept.
        if self.keep && self.permit.is_some() && Handle::try_current().is_ok() {
            self.lines.rest(connection, self.born);
        } else {
            close(connection);
        }
    }
}

/// Says goodbye, so that the server's log has no broken connection; without a runtime there is no time for it.
fn close(connection: PgConnection) {
    if let Ok(runtime) = Handle::try_current() {
        runtime.spawn(supervised("Closing a connection", PING, connection.close()));
    }
}

async fn reap(lines: Weak<Lines>) {
    loop {
        tokio::time::sleep(IDLE / 4).await;
        match lines.upgrade() {
            Some(lines) if lines.sweep() => {}
            _ => return,
        }
    }
}
