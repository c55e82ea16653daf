//! TLS with a real PostgreSQL: what is refused is refused before any secret is sent.
//!
//! The modules are marked as tests so that clippy lets what they share unwrap.

#[cfg(test)]
mod certificates;
#[cfg(test)]
mod clear;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod statements;

#[cfg(test)]
use provost_core::connections::Profile;
#[cfg(test)]
use provost_postgres::{Error, TlsFault, Trust};

/// The 8 bytes with which a client asks for TLS.
#[cfg(test)]
const TLS_REQUEST: &[u8] = &[0, 0, 0, 8, 4, 210, 22, 47];

/// Logs in with the tests' password and reads nothing.
#[cfg(test)]
async fn connect(profile: &Profile, trust: &Trust) -> Result<(), Error> {
    let password = zeroize::Zeroizing::new(provost_tests::local::PASSWORD.to_owned());
    let database = provost_postgres::Database::open(profile, Some(password), trust)?;
    database.read().await?.finish().await
}

/// The fault of TLS that an outcome must be.
#[cfg(test)]
fn fault(outcome: Result<(), Error>) -> TlsFault {
    match outcome {
        Err(Error::Tls { fault, .. }) => fault,
        other => panic!("not a fault of TLS: {other:?}"),
    }
}
