//! The application's side: finds or starts the supervisor, and keeps the lease.

use std::io::{self, BufRead, BufReader, Write};
use std::net::Shutdown;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::control::{self, Answer, Notice, Stream};
use super::{SUPERVISE, ServerError, ServerPlaces, log};

/// How long a supervisor is looked for. One that ends takes up to thirty seconds to stop its server.
const FINDING: Duration = Duration::from_secs(45);

/// How long a supervisor that was found may take to start its server; longer than its own limit.
const STARTING: Duration = Duration::from_secs(340);

/// A lease on the server, watched by a thread that takes a new one when the supervisor is gone.
#[derive(Debug)]
pub(super) struct Lease {
    places: ServerPlaces,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    stream: Option<Stream>,
    port: u16,
    failure: Option<ServerError>,
    given_back: bool,
    watch: Option<JoinHandle<()>>,
}

impl Lease {
    /// Takes a lease, and starts a supervisor where there is none. Returns once the server takes connections.
    pub(super) fn obtain(
        places: &ServerPlaces,
        password: Option<Zeroizing<String>>,
    ) -> Result<Arc<Self>, ServerError> {
        places.make_folders()?;
        let (stream, notices, port) = take(places, password.as_ref())?;
        let state = State {
            stream: Some(stream),
            port,
            failure: None,
            given_back: false,
            watch: None,
        };
        let lease = Arc::new(Self {
            places: places.clone(),
            state: Mutex::new(state),
        });
        let watched = Arc::clone(&lease);
        let watch = thread::Builder::new()
            .name("local-server".into())
            .spawn(move || watched.watch(notices));
        let watch = watch.map_err(|error| ServerError::Supervisor {
            reason: error.to_string(),
        })?;
        lease.state().watch = Some(watch);
        Ok(lease)
    }

    pub(super) fn port(&self) -> u16 {
        self.state().port
    }

    pub(super) fn failure(&self) -> Option<ServerError> {
        self.state().failure.clone()
    }

    /// Gives the lease back; with `wait`, and when it was the last one, waits until the server has ended.
    pub(super) fn give_back(&self, wait: bool) {
        let (stream, watch) = {
            let mut state = self.state();
            state.given_back = true;
            (state.stream.take(), state.watch.take())
        };
        // An error means that the other end is gone already.
        match stream {
            Some(mut stream) if wait => drop(writeln!(stream, "{}", control::STOP)),
            Some(stream) => drop(stream.shutdown(Shutdown::Both)),
            None => {}
        }
        if let Some(watch) = watch.filter(|_| wait) {
            drop(watch.join());
        }
    }

    /// Follows the notices. When the supervisor ends without one, somebody ended it: another is started.
    fn watch(&self, mut notices: BufReader<Stream>) {
        loop {
            while let Ok(notice) = next(&mut notices) {
                match notice {
                    Notice::Ready { port } => self.state().port = port,
                    Notice::Failed(error) => {
                        self.state().failure = Some(error);
                        return;
                    }
                }
            }
            if self.state().given_back {
                return;
            }
            match take(&self.places, None) {
                Ok((stream, again, port)) => {
                    let mut state = self.state();
                    if state.given_back {
                        return;
                    }
                    state.stream = Some(stream);
                    state.port = port;
                    notices = again;
                }
                Err(error) => {
                    self.state().failure = Some(error);
                    return;
                }
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Connects to a supervisor whose server is ready; the stream twice, to write and to read.
fn take(
    places: &ServerPlaces,
    password: Option<&Zeroizing<String>>,
) -> Result<(Stream, BufReader<Stream>, u16), ServerError> {
    let patience = Instant::now() + FINDING;
    while Instant::now() < patience {
        if let Ok(stream) = control::connect(places) {
            let mut notices = read_half(&stream).map_err(|error| lost(&error))?;
            match next(&mut notices) {
                Ok(Notice::Ready { port }) => {
                    stream
                        .set_read_timeout(None)
                        .map_err(|error| lost(&error))?;
                    return Ok((stream, notices, port));
                }
                Ok(Notice::Failed(error)) => return Err(error),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                    ) =>
                {
                    return Err(ServerError::TimedOut {
                        seconds: STARTING.as_secs(),
                        log: places.log_file(),
                    });
                }
                // It was about to end.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
            continue;
        }
        match start_supervisor(places, password)? {
            Answer::Listening => {}
            // Another one has the lock: it is about to listen, or about to end.
            Answer::Busy => thread::sleep(Duration::from_millis(100)),
            Answer::Failed(error) => return Err(error),
        }
    }
    Err(ServerError::TimedOut {
        seconds: FINDING.as_secs(),
        log: places.log_file(),
    })
}

fn read_half(stream: &Stream) -> io::Result<BufReader<Stream>> {
    stream.set_read_timeout(Some(STARTING))?;
    Ok(BufReader::new(stream.try_clone()?))
}

fn next(notices: &mut BufReader<Stream>) -> io::Result<Notice> {
    let mut line = String::new();
    match notices.read_line(&mut line)? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => control::message(&line),
    }
}

/// Runs the program again as supervisor, and gives its answer.
fn start_supervisor(
    places: &ServerPlaces,
    password: Option<&Zeroizing<String>>,
) -> Result<Answer, ServerError> {
    let text = serde_json::to_string(places).map_err(|error| lost(&io::Error::from(error)))?;
    let errors = log::append(&places.log_file()).map_or_else(Stdio::null, Stdio::from);
    let mut command = Command::new(&places.supervisor);
    command
        .arg(SUPERVISE)
        .arg(text)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(errors);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(
        &mut command,
        super::supervisor::NO_WINDOW,
    );
    let mut child = command.spawn().map_err(|error| ServerError::Supervisor {
        reason: format!("{}: {error}", places.supervisor.display()),
    })?;
    if let Some(mut input) = child.stdin.take() {
        // By standard input, because everybody can read the arguments of a process.
        let secret = Zeroizing::new(format!(
            "{}\n",
            password.map_or("", |password| password.as_str())
        ));
        drop(input.write_all(secret.as_bytes()));
    }
    let mut answer = String::new();
    if let Some(output) = child.stdout.take() {
        drop(BufReader::new(output).read_line(&mut answer));
    }
    // Somebody must take note of its end, or it stays behind as a zombie.
    thread::spawn(move || child.wait());
    control::message(&answer).map_err(|_| ServerError::Supervisor {
        reason: format!(
            "{} does not serve: it said \"{}\"",
            places.supervisor.display(),
            answer.trim()
        ),
    })
}

fn lost(error: &io::Error) -> ServerError {
    ServerError::Supervisor {
        reason: error.to_string(),
    }
}
