//! The line between an application and the supervisor: a lease is an open connection, and over it the supervisor
//! sends notices, one JSON text a line. The application sends [`STOP`] to give its lease back and wait.

use std::io;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{ServerError, ServerPlaces};

#[cfg(unix)]
pub(super) use unix::{Accepted, Listener, Stream, connect};
#[cfg(windows)]
pub(super) use windows::{Accepted, Listener, Stream, connect};

/// What an application sends before it waits for the end.
pub(super) const STOP: &str = "stop";

/// What the supervisor tells everybody who holds a lease.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Notice {
    /// The server takes connections on this port.
    Ready { port: u16 },
    /// There will be no server, and the supervisor ends.
    Failed(ServerError),
}

/// What a supervisor answers to the application that started it, in one line on its standard output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Answer {
    /// It holds the lock and takes leases.
    Listening,
    /// Another one holds the lock.
    Busy,
    /// It cannot take leases, and ends.
    Failed(ServerError),
}

/// A notice or an answer as one line.
pub(super) fn line(message: &impl Serialize) -> String {
    // Only paths that are no text cannot be written, and a path came here as JSON.
    serde_json::to_string(message).map_or_else(|_| "\n".to_owned(), |text| text + "\n")
}

/// The message of a line.
pub(super) fn message<Message: DeserializeOwned>(line: &str) -> io::Result<Message> {
    serde_json::from_str(line.trim()).map_err(io::Error::from)
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::fs::PermissionsExt;

    use super::ServerPlaces;

    /// An application's end.
    pub(in crate::server) type Stream = std::os::unix::net::UnixStream;

    /// The supervisor's end.
    pub(in crate::server) type Accepted = tokio::net::UnixStream;

    /// Takes leases on a socket that only this user can use.
    pub(in crate::server) struct Listener(tokio::net::UnixListener);

    impl Listener {
        /// Must be called under the workspace's lock: a socket that is there already is a dead supervisor's.
        pub(in crate::server) fn bind(places: &ServerPlaces) -> io::Result<Self> {
            let path = places.control();
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let listener = tokio::net::UnixListener::bind(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
            Ok(Self(listener))
        }

        /// The next application.
        pub(in crate::server) async fn accept(&self) -> io::Result<Accepted> {
            Ok(self.0.accept().await?.0)
        }
    }

    /// Connects to the supervisor, when there is one.
    pub(in crate::server) fn connect(places: &ServerPlaces) -> io::Result<Stream> {
        Stream::connect(places.control())
    }
}

#[cfg(windows)]
mod windows {
    use std::fs;
    use std::io;

    use super::ServerPlaces;

    /// An application's end.
    pub(in crate::server) type Stream = std::net::TcpStream;

    /// The supervisor's end.
    pub(in crate::server) type Accepted = tokio::net::TcpStream;

    /// Takes leases on loopback. Nothing secret goes over this line, and a stranger could only keep the server up.
    pub(in crate::server) struct Listener(tokio::net::TcpListener);

    impl Listener {
        /// Must be called under the workspace's lock: it writes the port to the control file.
        pub(in crate::server) fn bind(places: &ServerPlaces) -> io::Result<Self> {
            let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
            listener.set_nonblocking(true)?;
            fs::write(places.control(), listener.local_addr()?.port().to_string())?;
            Ok(Self(tokio::net::TcpListener::from_std(listener)?))
        }

        /// The next application.
        pub(in crate::server) async fn accept(&self) -> io::Result<Accepted> {
            Ok(self.0.accept().await?.0)
        }
    }

    /// Connects to the supervisor, when there is one.
    pub(in crate::server) fn connect(places: &ServerPlaces) -> io::Result<Stream> {
        let port = fs::read_to_string(places.control())?;
        let port: u16 = port.trim().parse().map_err(io::Error::other)?;
        Stream::connect(("127.0.0.1", port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_one_line_each_and_come_back() {
        let failed = ServerError::Refused {
            output: "FATAL:  two\nlines".into(),
            log: "/tmp/server.log".into(),
        };
        for notice in [Notice::Ready { port: 5432 }, Notice::Failed(failed)] {
            let text = line(&notice);
            assert_eq!(text.matches('\n').count(), 1, "{text}");
            assert_eq!(message::<Notice>(&text).unwrap(), notice);
        }
        assert!(message::<Notice>("running 0 tests").is_err());
    }
}
