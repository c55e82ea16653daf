//! Facts of the server, the database, its roles, settings and sessions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Grant, Visible};

/// The server that was read, and the role that read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerFacts {
    /// `server_version`, such as `16.9 (Debian 16.9-1)`.
    pub version: String,
    /// `server_version_num`, such as 160009.
    pub version_number: i32,
    /// The role that read.
    pub role: String,
    /// Whether that role is a superuser.
    pub superuser: bool,
    /// Whether that role may read every setting and statistic (`pg_monitor` or its parts).
    pub reads_all_settings: bool,
    /// Whether that role sees the statistics of other roles' sessions.
    pub reads_all_statistics: bool,
    /// Whether the server is a hot standby.
    pub in_recovery: bool,
    /// When the server started.
    pub started_at: DateTime<Utc>,
    /// `system_identifier` of the cluster as text, where it may be read.
    pub system_identifier: Option<String>,
    /// Whether this reading travelled over TLS, as the server sees its own side.
    pub tls: bool,
}

/// The database that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseFacts {
    /// Its name.
    pub name: String,
    /// The role that owns it.
    pub owner: String,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Bytes on disk; hidden where the role may not connect to it or lacks the right.
    pub bytes: Visible<i64>,
    /// `UTF8` and so on.
    pub encoding: String,
    /// `LC_COLLATE`.
    pub collation: String,
    /// `LC_CTYPE`.
    pub character_type: String,
    /// `CONNECTION LIMIT`; -1 is none.
    pub connection_limit: i32,
    /// Client connections to the whole server now.
    pub connections: i64,
    /// Age of `datfrozenxid` in transactions.
    pub frozen_xid_age: i64,
    /// When the use counts were last reset; none when never since the cluster was made or the statistics were lost.
    pub statistics_reset: Option<DateTime<Utc>>,
    /// Blocks found in the buffer cache.
    pub blocks_hit: i64,
    /// Blocks read from outside it.
    pub blocks_read: i64,
    /// Transactions committed.
    pub commits: i64,
    /// Transactions rolled back.
    pub rollbacks: i64,
    /// Deadlocks.
    pub deadlocks: i64,
    /// Bytes written to temporary files.
    pub temporary_bytes: i64,
    /// Pages that failed their checksum; none where checksums are off.
    pub checksum_failures: Option<i64>,
    /// Prepared transactions that are older than an hour.
    pub old_prepared_transactions: i64,
    /// Privileges on the database.
    pub grants: Vec<Grant>,
    /// Large objects that anybody made.
    pub large_objects: i64,
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// LOGIN.
    pub login: bool,
    /// SUPERUSER.
    pub superuser: bool,
    /// INHERIT.
    pub inherit: bool,
    /// CREATEROLE.
    pub create_role: bool,
    /// CREATEDB.
    pub create_database: bool,
    /// REPLICATION.
    pub replication: bool,
    /// BYPASSRLS.
    pub bypass_row_security: bool,
    /// CONNECTION LIMIT; -1 is none.
    pub connection_limit: i32,
    /// VALID UNTIL; none is for ever.
    pub valid_until: Option<DateTime<Utc>>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Whether the server made it (`pg_…`).
    pub predefined: bool,
    /// Whether it is the role that made the cluster.
    pub bootstrap: bool,
}

/// One role's membership in another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RoleMembership {
    /// The member.
    pub member: String,
    /// The role whose rights it has.
    pub role: String,
    /// Whether the member may give the role on.
    pub admin: bool,
    /// Whether the member has the rights without SET ROLE.
    pub inherits: bool,
}

/// A setting that a role or a database carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RoleSetting {
    /// The role; none is every role.
    pub role: Option<String>,
    /// The database; none is every database.
    pub database: Option<String>,
    /// The setting.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A configuration setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value in the server's base unit.
    pub value: String,
    /// The unit, such as `ms` or `8kB`.
    pub unit: Option<String>,
    /// Where the value comes from: `default`, `configuration file` and so on.
    pub source: String,
    /// `postmaster`, `sighup`, `user` and so on: what it takes to change it.
    pub context: String,
    /// Whether a restart is needed before the configured value holds.
    pub pending_restart: bool,
}

/// A line of `pg_hba.conf`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HbaRule {
    /// The line.
    pub line: i32,
    /// `local`, `host`, `hostssl`, `hostnossl` and so on.
    pub kind: String,
    /// The databases.
    pub databases: Vec<String>,
    /// The users.
    pub users: Vec<String>,
    /// The address; none for `local`.
    pub address: Option<String>,
    /// The mask.
    pub netmask: Option<String>,
    /// `scram-sha-256`, `md5`, `trust` and so on.
    pub method: String,
    /// Its options as `name=value`; values that could be secrets are left out.
    pub options: Vec<String>,
    /// What is wrong with the line.
    pub error: Option<String>,
}

/// How a role's password is stored.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PasswordHash {
    /// The role.
    pub role: String,
    /// `scram-sha-256`, `md5` or `none`.
    pub kind: String,
}

/// A session of another client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    /// The role that is logged in.
    pub role: String,
    /// The database.
    pub database: String,
    /// What it calls itself.
    pub application: String,
    /// Where it comes from; none for a socket.
    pub address: Option<String>,
    /// Whether it uses TLS.
    pub tls: bool,
    /// `active`, `idle`, `idle in transaction` and so on.
    pub state: String,
    /// Seconds since its transaction began.
    pub transaction_seconds: Option<i64>,
    /// Seconds since it last changed state.
    pub state_seconds: Option<i64>,
    /// How many sessions block it.
    pub blocked_by: i64,
}

/// A replication slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicationSlot {
    /// Its name.
    pub name: String,
    /// `physical` or `logical`.
    pub kind: String,
    /// Whether somebody uses it now.
    pub active: bool,
    /// Bytes of write-ahead log that it holds back; none where that cannot be known.
    pub retained_bytes: Option<i64>,
    /// `reserved`, `extended`, `unreserved` or `lost`.
    pub wal_status: Option<String>,
}

/// How archiving of the write-ahead log goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiverFacts {
    /// Files archived since the reset.
    pub archived: i64,
    /// Failures since the reset.
    pub failed: i64,
    /// The last success.
    pub last_archived: Option<DateTime<Utc>>,
    /// The last failure.
    pub last_failed: Option<DateTime<Utc>>,
}
