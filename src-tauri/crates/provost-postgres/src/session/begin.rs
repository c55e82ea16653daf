//! How a transaction begins and ends: by the simple protocol, so that several statements are one round trip.

use crate::error::Error;

/// How long a lock may be waited for, in seconds; `session/settings.sql` says the same.
pub(super) const LOCK_SECONDS: u64 = 2;

pub(super) const BEGIN_READ: &str = include_str!("begin_read.sql");
pub(super) const BEGIN_WRITE: &str = include_str!("begin_write.sql");
pub(super) const CLOSE_SEARCH_PATH: &str = include_str!("close_search_path.sql");
pub(super) const SETTINGS: &str = include_str!("settings.sql");
pub(super) const SEARCH_PATH: &str = include_str!("search_path.sql");
pub(super) const STATEMENT_TIMEOUT: &str = include_str!("statement_timeout.sql");
pub(super) const LOCK_TIMEOUT: &str = include_str!("lock_timeout.sql");
pub(super) const ROW_SECURITY: &str = include_str!("row_security.sql");
pub(super) const ACT_AS: &str = include_str!("act_as.sql");
pub(super) const EXPORT_SNAPSHOT: &str = include_str!("export_snapshot.sql");
pub(super) const COMMIT: &str = include_str!("commit.sql");
pub(super) const ROLLBACK: &str = include_str!("rollback.sql");

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("session/begin_read.sql", BEGIN_READ),
    ("session/begin_write.sql", BEGIN_WRITE),
    ("session/close_search_path.sql", CLOSE_SEARCH_PATH),
    ("session/settings.sql", SETTINGS),
    ("session/search_path.sql", SEARCH_PATH),
    ("session/statement_timeout.sql", STATEMENT_TIMEOUT),
    ("session/lock_timeout.sql", LOCK_TIMEOUT),
    ("session/row_security.sql", ROW_SECURITY),
    ("session/act_as.sql", ACT_AS),
    ("session/export_snapshot.sql", EXPORT_SNAPSHOT),
    ("session/commit.sql", COMMIT),
    ("session/rollback.sql", ROLLBACK),
];

/// The name of a snapshot that a transaction exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotId(String);

impl SnapshotId {
    /// The name enters SQL as text, since `set transaction snapshot` takes no parameter: hexadecimal digits and dashes only.
    pub(super) fn parse(name: String) -> Result<Self, Error> {
        let known = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
        if name.is_empty() || name.len() > 64 || !name.bytes().all(known) {
            return Err(Error::ServerData {
                detail: "a snapshot has a name that none can have".to_owned(),
            });
        }
        Ok(Self(name))
    }
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Opening<'a> {
    /// Reads, at its own moment or at that of another transaction.
    Read { snapshot: Option<&'a SnapshotId> },
    /// Writes, with these schemas searched after the system's.
    Write { search_path: &'a [&'a str] },
}

impl Opening<'_> {
    /// The statements that begin it. The last one answers with the backend.
    pub(super) fn text(self) -> String {
        let begin = match self {
            Self::Read { .. } => BEGIN_READ,
            Self::Write { .. } => BEGIN_WRITE,
        };
        let mut statements = vec![begin.to_owned()];
        // Before anything that takes a snapshot of its own.
        if let Self::Read {
            snapshot: Some(SnapshotId(name)),
        } = self
        {
            statements.push(format!("set transaction snapshot '{name}'"));
        }
        // The search path is closed by a statement that looks nothing up, before one that does.
        statements.push(CLOSE_SEARCH_PATH.to_owned());
        statements.push(SETTINGS.to_owned());
        statements.join("\n;\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshots_name_cannot_carry_sql() {
        assert!(SnapshotId::parse("00000003-0000001B-1".to_owned()).is_ok());
        for name in ["", "x'; drop table t; --", "00000003-0000001B-1 ", "é"] {
            assert!(SnapshotId::parse(name.to_owned()).is_err(), "{name}");
        }
    }

    #[test]
    fn the_search_path_is_closed_before_anything_is_looked_up() {
        let text = Opening::Read { snapshot: None }.text();
        let closed = text.find("set local search_path").unwrap();
        assert!(text.find("select").unwrap() > closed);
    }
}
