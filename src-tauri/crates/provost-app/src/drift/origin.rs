//! Where the values of one side come from, as somebody names it.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A source of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A CSV or Parquet file.
    File(PathBuf),
    /// A query of the person's own.
    Query(String),
    /// The rows of a table whose moment is within a window.
    Window(Window),
}

/// A window of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The table's schema.
    pub schema: String,
    /// The table.
    pub table: String,
    /// The column with the moments: of type date, timestamp (taken as UTC) or timestamptz.
    pub column: String,
    /// The first moment within; open when there is none.
    pub from: Option<DateTime<Utc>>,
    /// The first moment after; open when there is none.
    pub to: Option<DateTime<Utc>>,
}

/// Why a text names no source.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Nothing is named.
    #[error("a source is FILE (CSV or Parquet), query:SQL or table:SCHEMA.NAME@COLUMN=FROM..TO")]
    Empty,
    /// The text after `query:` is none.
    #[error("after query: stands one SELECT, WITH, TABLE or VALUES, and no other statement")]
    NoQuery,
    /// The text after `table:` is no window.
    #[error(
        "a window of a table is table:SCHEMA.NAME@COLUMN=FROM..TO, where FROM or TO may be left out"
    )]
    NoWindow,
    /// A moment cannot be read.
    #[error(
        "{0:?} is no moment: write 2026-01-31, 2026-01-31T12:00:00 (UTC) or 2026-01-31T12:00:00+02:00"
    )]
    NoMoment(String),
    /// The window ends before it begins.
    #[error("the window ends before it begins")]
    Backwards,
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        if let Some(query) = text.strip_prefix("query:") {
            return if reads(query) {
                Ok(Self::Query(query.trim().to_owned()))
            } else {
                Err(OriginError::NoQuery)
            };
        }
        if let Some(window) = text.strip_prefix("table:") {
            return window.parse().map(Self::Window);
        }
        if text.trim().is_empty() {
            return Err(OriginError::Empty);
        }
        Ok(Self::File(PathBuf::from(text)))
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Query(query) => write!(f, "query:{query}"),
            Self::Window(window) => write!(f, "table:{window}"),
        }
    }
}

impl FromStr for Window {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let (place, bounds) = text.rsplit_once('=').ok_or(OriginError::NoWindow)?;
        let (name, column) = place.rsplit_once('@').ok_or(OriginError::NoWindow)?;
        let (schema, table) = name.split_once('.').ok_or(OriginError::NoWindow)?;
        let (from, to) = bounds.split_once("..").ok_or(OriginError::NoWindow)?;
        if [schema, table, column].iter().any(|part| part.is_empty()) {
            return Err(OriginError::NoWindow);
        }
        let (from, to) = (moment(from)?, moment(to)?);
        if let (Some(from), Some(to)) = (from, to)
            && from >= to
        {
            return Err(OriginError::Backwards);
        }
        Ok(Self {
            schema: schema.to_owned(),
            table: table.to_owned(),
            column: column.to_owned(),
            from,
            to,
        })
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let told = |moment: Option<DateTime<Utc>>| {
            moment.map_or_else(String::new, |moment| {
                moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
            })
        };
        write!(
            f,
            "{}.{}@{}={}..{}",
            self.schema,
            self.table,
            self.column,
            told(self.from),
            told(self.to)
        )
    }
}

/// Whether a text begins as a statement that reads. What it really does is the server's to judge: it runs in a cursor of a
/// read-only transaction.
fn reads(query: &str) -> bool {
    let mut rest = query.trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("--") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, after)| after)
        } else if let Some(after) = rest.strip_prefix('(') {
            after
        } else {
            break;
        };
        rest = after.trim_start();
    }
    let word: String = rest
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    matches!(word.as_str(), "select" | "with" | "table" | "values")
}

fn moment(text: &str) -> Result<Option<DateTime<Utc>>, OriginError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let midnight = |date: NaiveDate| date.and_time(chrono::NaiveTime::MIN);
    DateTime::parse_from_rfc3339(text)
        .map(|moment| moment.to_utc())
        .or_else(|_| text.parse::<NaiveDateTime>().map(|moment| moment.and_utc()))
        .or_else(|_| text.parse().map(|date| midnight(date).and_utc()))
        .map(Some)
        .map_err(|_| OriginError::NoMoment(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_known_by_how_it_begins() {
        assert_eq!(
            "a b.csv".parse(),
            Ok(Origin::File(PathBuf::from("a b.csv")))
        );
        assert_eq!(
            "query: select 1 ".parse(),
            Ok(Origin::Query("select 1".to_owned()))
        );
        assert_eq!(" ".parse::<Origin>(), Err(OriginError::Empty));
    }

    #[test]
    fn only_what_reads_is_a_query() {
        for query in [
            "SELECT 1",
            "-- the first\n/* of all */ (with a as (select 1) table a)",
            "values (1)",
            "table shop.orders",
        ] {
            assert!(
                format!("query:{query}").parse::<Origin>().is_ok(),
                "{query}"
            );
        }
        for query in [
            "",
            "delete from a",
            "selects",
            "-- select",
            "copy a to program 'b'",
        ] {
            assert_eq!(
                format!("query:{query}").parse::<Origin>(),
                Err(OriginError::NoQuery),
                "{query}"
            );
        }
    }

    #[test]
    fn a_window_is_read_and_told_in_utc() {
        let window = "table:shop.order lines@at=2026-01-31..2026-02-28T12:30:00+02:00";
        let origin: Origin = window.parse().unwrap();
        assert_eq!(
            origin.to_string(),
            "table:shop.order lines@at=2026-01-31T00:00:00Z..2026-02-28T10:30:00Z"
        );
        let open: Origin = "table:a.b@c=..2026-02-28T12:30:00".parse().unwrap();
        assert_eq!(open.to_string(), "table:a.b@c=..2026-02-28T12:30:00Z");
    }

    #[test]
    fn what_is_no_window_is_told() {
        for text in [
            "orders",
            "a.b@c",
            "a.b=..",
            "b@c=..",
            "a.@c=..",
            "a.b@c=2026-01-01",
        ] {
            assert_eq!(text.parse::<Window>(), Err(OriginError::NoWindow), "{text}");
        }
        assert_eq!(
            "a.b@c=yesterday..".parse::<Window>(),
            Err(OriginError::NoMoment("yesterday".to_owned()))
        );
        assert_eq!(
            "a.b@c=2026-02-01..2026-01-01".parse::<Window>(),
            Err(OriginError::Backwards)
        );
    }
}
