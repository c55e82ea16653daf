//! A statement with its values.

use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{
    Arguments, AssertSqlSafe, Column, Encode, Executor, Postgres, SqlSafeStr, SqlStr,
    Statement as _, Type, TypeInfo,
};

/// The text of one statement and the values for its `$1`, `$2`, …; a `&'static str` is one without values.
///
/// Values never enter the text, so what a database holds cannot become SQL.
pub struct Statement {
    text: SqlStr,
    values: PgArguments,
    unusable: Option<String>,
}

impl Statement {
    /// A statement whose text is part of the program (`include_str!` of a file).
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self::of(text.into_sql_str())
    }

    /// A statement whose text was put together at run time. Every name in it must have been quoted, and every value must be
    /// bound.
    #[must_use]
    pub fn assembled(text: String) -> Self {
        Self::of(AssertSqlSafe(text).into_sql_str())
    }

    /// A statement of the program that is written for the schema `governance`, for `schema` instead.
    #[must_use]
    pub fn placed(text: &'static str, schema: &str) -> Self {
        Self::assembled(crate::schema::placed(text, schema))
    }

    fn of(text: SqlStr) -> Self {
        Self {
            text,
            values: PgArguments::default(),
            unusable: None,
        }
    }

    /// The value of the next parameter.
    #[must_use]
    pub fn bind<'t, T: Encode<'t, Postgres> + Type<Postgres>>(mut self, value: T) -> Self {
        if let Err(error) = self.values.add(value) {
            self.unusable = Some(error.to_string());
        }
        self
    }

    /// The text and the values, for the driver.
    pub(super) fn into_parts(self) -> Result<(SqlStr, PgArguments), sqlx::Error> {
        match self.unusable {
            Some(reason) => Err(sqlx::Error::Protocol(format!(
                "a value could not be sent: {reason}"
            ))),
            None => Ok((self.text, self.values)),
        }
    }

    pub(super) async fn describe(
        self,
        connection: &mut PgConnection,
    ) -> Result<Vec<String>, sqlx::Error> {
        let prepared = connection.prepare(self.text).await?;
        Ok(prepared
            .columns()
            .iter()
            .map(|column| format!("{} {}", column.name(), column.type_info().name()))
            .collect())
    }
}

impl From<&'static str> for Statement {
    fn from(text: &'static str) -> Self {
        Self::new(text)
    }
}
