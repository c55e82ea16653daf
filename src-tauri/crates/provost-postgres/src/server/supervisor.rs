//! The process that runs the server for every copy of the application, and ends with the last of them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf, split};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use zeroize::Zeroizing;

use super::control::{self, Accepted, Answer, Listener, Notice};
use super::log::ServerLog;
use super::postmaster::Postmaster;
use super::{ServerError, ServerPlaces, cluster};

/// The hidden first argument that makes a program of Provost the supervisor of the local server.
pub const SUPERVISE: &str = "__supervise-local-server";

/// `CREATE_NO_WINDOW`: a process without a console, which a Ctrl-C in the application's console does not reach.
#[cfg(windows)]
pub(super) const NO_WINDOW: u32 = 0x0800_0000;

/// A server that ended by itself this often within [`RESTART_WINDOW`] is not started again.
const MOST_RESTARTS: usize = 5;

/// See [`MOST_RESTARTS`].
const RESTART_WINDOW: Duration = Duration::from_mins(10);

/// Runs the supervisor when the program was started as one, and gives its exit status: the first thing that `main` of
/// every program that uses [`LocalServer`](super::LocalServer) must call. `None`: go on as the application.
pub fn supervise(arguments: impl IntoIterator<Item = OsString>) -> Option<ExitCode> {
    let mut arguments = arguments.into_iter().skip(1);
    if arguments.next()? != SUPERVISE {
        return None;
    }
    let places = arguments.next().and_then(|text| text.into_string().ok());
    let Some(places) = places.and_then(|text| serde_json::from_str(&text).ok()) else {
        return Some(ExitCode::from(2));
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let ended = match runtime {
        Ok(runtime) => runtime.block_on(run(places)),
        Err(error) => Err(ServerError::Supervisor {
            reason: error.to_string(),
        }),
    };
    match ended {
        Ok(()) => Some(ExitCode::SUCCESS),
        Err(error) => {
            answer(&Answer::Failed(error));
            Some(ExitCode::FAILURE)
        }
    }
}

/// Tells the application that started this process; it may be gone.
fn answer(answer: &Answer) {
    let mut output = io::stdout().lock();
    let _ = output
        .write_all(control::line(answer).as_bytes())
        .and_then(|()| output.flush());
}

/// An error is one that came before anybody could take a lease.
async fn run(places: ServerPlaces) -> Result<(), ServerError> {
    #[cfg(unix)]
    {
        // Out of the terminal's reach. Fails only for the leader of a group, who is out of it already.
        let _ = rustix::process::setsid();
        std::env::set_current_dir("/")
            .map_err(|error| ServerError::file("enter", "/".as_ref(), &error))?;
    }
    let mut password = Zeroizing::new(String::new());
    let _ = io::stdin().lock().read_line(&mut password);
    let Some(lock) = lock(&places)? else {
        answer(&Answer::Busy);
        return Ok(());
    };
    let listener = Listener::bind(&places)
        .map_err(|error| ServerError::file("listen on", &places.control(), &error))?;
    let (sender, events) = unbounded_channel();
    let mut signals = Signals::listen().map_err(|error| ServerError::Supervisor {
        reason: error.to_string(),
    })?;
    let log = ServerLog::open(&places.log_file());
    answer(&Answer::Listening);

    let admission = tokio::spawn(admit(listener, sender));
    let mut supervisor = Supervisor {
        places,
        log,
        events,
        leases: BTreeMap::new(),
        port: None,
    };
    let password = Some(password.trim_end_matches('\n')).filter(|password| !password.is_empty());
    let prepared = cluster::prepare(&supervisor.places, password, &supervisor.log);
    let ended = match prepared {
        Ok(()) => supervisor.serve(&mut signals).await,
        Err(error) => Err(error),
    };
    if let Err(error) = ended {
        supervisor.give_up(error).await;
    }
    // Nobody can take a lease any more, then the lock is free, and only then do those who wait hear of the end.
    admission.abort();
    let _ = std::fs::remove_file(supervisor.places.control());
    drop(lock);
    Ok(())
}

/// The lock on the workspace: none when another supervisor has it. The system frees it however its holder ends.
fn lock(places: &ServerPlaces) -> Result<Option<File>, ServerError> {
    let path = places.lock_file();
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(&path)
        .map_err(|error| ServerError::file("open", &path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(ServerError::file("lock", &path, &error)),
    }
}

/// What happens at the leases.
enum Event {
    Taken {
        number: u64,
        writer: WriteHalf<Accepted>,
    },
    GivenBack {
        number: u64,
        waits: bool,
    },
}

/// Takes in applications for as long as the supervisor runs.
async fn admit(listener: Listener, events: UnboundedSender<Event>) {
    for number in 0.. {
        match listener.accept().await {
            Ok(stream) => {
                let (reader, writer) = split(stream);
                let _ = events.send(Event::Taken { number, writer });
                tokio::spawn(attend(number, reader, events.clone()));
            }
            // Such as too many open files; it may pass.
            Err(_) => sleep(Duration::from_millis(100)).await,
        }
    }
}

/// Waits for the end of one lease.
async fn attend(number: u64, reader: ReadHalf<Accepted>, events: UnboundedSender<Event>) {
    let mut line = String::new();
    let read = BufReader::new(reader).read_line(&mut line).await;
    let waits = read.is_ok() && line.trim() == control::STOP;
    let _ = events.send(Event::GivenBack { number, waits });
}

struct Supervisor {
    places: ServerPlaces,
    log: ServerLog,
    events: UnboundedReceiver<Event>,
    leases: BTreeMap<u64, WriteHalf<Accepted>>,
    /// Known, and told to each new lease, while the server runs.
    port: Option<u16>,
}

impl Supervisor {
    /// Keeps the server running until the last lease is gone.
    async fn serve(&mut self, signals: &mut Signals) -> Result<(), ServerError> {
        let mut restarts: Vec<Instant> = Vec::new();
        let mut postmaster = Postmaster::start(&self.places, &self.log, None).await?;
        self.port = Some(postmaster.port);
        let mut unused_since = Instant::now();
        let waiting = loop {
            tokio::select! {
                // All that happened at the leases comes before the end of the grace.
                biased;
                event = self.events.recv() => match event {
                    Some(Event::Taken { number, writer }) => self.admit(number, writer).await,
                    Some(Event::GivenBack { number, waits }) => {
                        let writer = self.leases.remove(&number);
                        unused_since = Instant::now();
                        if waits && self.leases.is_empty() {
                            break writer;
                        }
                    }
                    None => break None,
                },
                ended = postmaster.ended() => {
                    let status = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
                    self.log.add(&format!("provost: postgres ended by itself ({status}) and is started again"));
                    restarts.retain(|before| before.elapsed() < RESTART_WINDOW);
                    if restarts.len() >= MOST_RESTARTS {
                        return Err(ServerError::GaveUp { restarts: restarts.len(), log: self.places.log_file() });
                    }
                    restarts.push(Instant::now());
                    postmaster = Postmaster::start(&self.places, &self.log, self.port).await?;
                    self.port = Some(postmaster.port);
                    self.tell(&Notice::Ready { port: postmaster.port }).await;
                }
                () = sleep_until(unused_since + self.places.grace), if self.leases.is_empty() => break None,
                () = signals.next() => break None,
            }
        };
        postmaster.stop().await;
        // Who waits for the end is told by the end of this process.
        if let Some(writer) = waiting {
            self.leases.insert(u64::MAX, writer);
        }
        Ok(())
    }

    async fn admit(&mut self, number: u64, mut writer: WriteHalf<Accepted>) {
        if let Some(port) = self.port {
            // Who is gone already gives its lease back in the next event.
            let _ = writer
                .write_all(control::line(&Notice::Ready { port }).as_bytes())
                .await;
        }
        self.leases.insert(number, writer);
    }

    async fn tell(&mut self, notice: &Notice) {
        let line = control::line(notice);
        for writer in self.leases.values_mut() {
            let _ = writer.write_all(line.as_bytes()).await;
        }
    }

    /// Tells everybody why there is no server. The one who started this process may not have connected yet.
    async fn give_up(&mut self, error: ServerError) {
        self.log.add(&format!("provost: {error}"));
        self.port = None;
        while let Ok(Some(event)) = timeout(Duration::from_millis(500), self.events.recv()).await {
            match event {
                Event::Taken { number, writer } => self.admit(number, writer).await,
                Event::GivenBack { number, .. } => drop(self.leases.remove(&number)),
            }
        }
        self.tell(&Notice::Failed(error)).await;
    }
}

/// The system's wishes that this process end.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self([
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    async fn next(&mut self) {
        let [terminate, interrupt, hangup] = &mut self.0;
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// On Windows a process without a console hears of nothing.
#[cfg(windows)]
struct Signals;

#[cfg(windows)]
impl Signals {
    #[expect(clippy::unnecessary_wraps, reason = "the same signature as on Unix")]
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        std::future::pending::<()>().await;
    }
}
