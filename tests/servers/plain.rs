//! Plain statements for fixtures and for looking at a server from outside: the tests' one door to sqlx.

use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{AssertSqlSafe, Connection, Row};

/// What the helpers of the tests give: a test unwraps it.
pub type Outcome<Value> = Result<Value, Box<dyn std::error::Error + Send + Sync>>;

/// Options without anything from `~/.pgpass`, and without TLS.
#[must_use]
pub fn options(user: &str, port: u16, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .username(user)
        .port(port)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}

/// One connection.
#[derive(Debug)]
pub struct Plain(PgConnection);

impl Plain {
    /// Connects.
    pub async fn connect(options: &PgConnectOptions) -> Outcome<Self> {
        Ok(Self(PgConnection::connect_with(options).await?))
    }

    /// Runs one or more statements, by the simple protocol: without an explicit transaction each is one.
    #[expect(
        clippy::disallowed_methods,
        reason = "fixtures are plain statements, without a Session"
    )]
    pub async fn execute(&mut self, sql: &str) -> Outcome<()> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut self.0)
            .await?;
        Ok(())
    }

    /// The first column of each row, as the server writes it; NULL is an empty text.
    #[expect(
        clippy::disallowed_methods,
        reason = "fixtures are plain statements, without a Session"
    )]
    pub async fn texts(&mut self, sql: &str) -> Outcome<Vec<String>> {
        let rows = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut self.0)
            .await?;
        let text = |row: sqlx::postgres::PgRow| {
            Ok(row
                .try_get_unchecked::<Option<String>, _>(0)?
                .unwrap_or_default())
        };
        rows.into_iter().map(text).collect()
    }

    /// The first column of the first row.
    pub async fn text(&mut self, sql: &str) -> Outcome<String> {
        Ok(self
            .texts(sql)
            .await?
            .into_iter()
            .next()
            .ok_or("the statement gave no row")?)
    }
}
