//! How many connections there are and may be, and how ours is protected.

use chrono::{DateTime, Utc};
use provost_core::catalog::Visible;
use provost_core::schema::consistency::Tls;
use sqlx::FromRow;

use crate::error::Error;
use crate::session::Session;

pub(super) const LIMITS: &str = include_str!("connections.sql");
pub(super) const LINE: &str = include_str!("line.sql");

/// A limit of connections, and how many there are that count towards it.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub(super) struct Limit {
    /// `server`, `database` or `role`.
    pub(super) scope: String,
    pub(super) allowed: i64,
    pub(super) used: i64,
    /// Sessions of which the role may not see whether they are a client's.
    pub(super) unseen: i64,
}

impl Limit {
    /// How many there are; the reason where the role may not see all.
    pub(super) fn used(&self) -> Visible<i64> {
        if self.unseen == 0 {
            return Visible::Seen(self.used);
        }
        Visible::Hidden(
            "The role may not see the sessions of others: grant it pg_monitor.".to_owned(),
        )
    }
}

/// The line of a session as the server sees it.
#[derive(Debug, FromRow)]
pub(super) struct Line {
    pub(super) asked_at: DateTime<Utc>,
    pub(super) protected: bool,
    pub(super) version: Option<String>,
    pub(super) cipher: Option<String>,
    pub(super) client_certificate: bool,
}

impl Line {
    /// Its protection, when it has one.
    pub(super) fn tls(&self) -> Option<Tls> {
        self.protected.then(|| Tls {
            version: self.version.clone().unwrap_or_default(),
            cipher: self.cipher.clone().unwrap_or_default(),
            client_certificate: self.client_certificate,
        })
    }
}

/// How the line of a session is protected, as the server sees it.
pub(super) async fn line(session: &mut Session) -> Result<Line, Error> {
    session.fetch_one(LINE).await
}

/// The limits that hold for the role, the server's first.
pub(super) async fn limits(session: &mut Session) -> Result<Vec<Limit>, Error> {
    session.fetch_all(LIMITS).await
}

/// The limit that leaves the fewest connections; the widest of several that leave as many.
pub(super) fn tightest(limits: &[Limit]) -> Limit {
    let left = |limit: &&Limit| limit.allowed - limit.used;
    limits.iter().min_by_key(left).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(scope: &str, allowed: i64, used: i64) -> Limit {
        Limit {
            scope: scope.to_owned(),
            allowed,
            used,
            unseen: 0,
        }
    }

    #[test]
    fn the_limit_that_is_reached_first_counts() {
        let server = limit("server", 97, 60);
        let wide = limit("database", 90, 3);
        let narrow = limit("role", 5, 3);
        assert_eq!(
            tightest(&[server.clone(), wide.clone(), narrow.clone()]),
            narrow
        );
        assert_eq!(tightest(&[server.clone(), wide]), server);
    }

    #[test]
    fn a_number_that_may_be_too_small_is_not_told() {
        let partly = Limit {
            unseen: 1,
            ..limit("server", 97, 1)
        };
        assert!(matches!(partly.used(), Visible::Hidden(_)));
    }
}
