//! Transport and authentication: TLS, `pg_hba.conf`, passwords.

mod hba;
mod hba_reach;
mod network;
mod passwords;
mod settings;
#[cfg(test)]
mod tests;
mod transport;

use super::Rule;

pub(super) use network::no_network;
pub(super) use settings::{known, preloaded};

pub(super) const RULES: &[Rule] = &[
    transport::TLS,
    hba::METHODS,
    hba::PLAINTEXT,
    transport::SESSIONS,
    passwords::ENCRYPTION,
    passwords::MD5_HASHES,
    hba_reach::WIDE_ADDRESSES,
    hba_reach::REMOTE_SUPERUSERS,
    transport::LISTEN_ADDRESSES,
    passwords::TIMEOUT,
    passwords::POLICY,
];
