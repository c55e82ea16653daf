//! Transport and authentication: TLS, `pg_hba.conf`, passwords.

mod network;

use super::Rule;

pub(super) use network::listens_nowhere;

pub(super) const RULES: &[Rule] = &[];
