//! Profiles of the tests' servers.

use provost_core::connections::{
    DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Tls, TlsMode,
};

use crate::local::TestServer;

/// A profile without TLS, for a server on this machine.
#[must_use]
pub fn at(host: &str, port: u16, database: &str, user: &str) -> Profile {
    Profile {
        id: ProfileId(uuid::Uuid::nil()),
        name: "a test".to_owned(),
        host: host.to_owned(),
        port,
        database: database.to_owned(),
        user: user.to_owned(),
        tls: Tls {
            mode: TlsMode::Off,
            ..Tls::default()
        },
        environment: Environment::Testing,
        read_only: true,
        governance_schema: DEFAULT_GOVERNANCE_SCHEMA.to_owned(),
    }
}

/// A profile of a database of a test's server, over its socket, which asks for no password.
#[must_use]
pub fn of(server: &TestServer, database: &str, role: &str) -> Profile {
    at(
        &server.socket_dir().to_string_lossy(),
        server.port(),
        database,
        role,
    )
}
