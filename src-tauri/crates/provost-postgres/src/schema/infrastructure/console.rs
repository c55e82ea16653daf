//! Reading the answers of a pooler's console, which may be of any length: a broken or hostile one must not fill the memory.

use std::time::Duration;

use futures_util::{Stream, TryStreamExt};
use provost_core::catalog::visible;
use sqlx::postgres::PgRow;
use sqlx::{Row, ValueRef};

use super::evidence::bare;
use crate::database::Line;
use crate::error::{Error, Moment};
use crate::session::rows;
use crate::supervised::supervised;

/// How long opening the console may take, and each of its answers.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

/// The most rows of one answer that are read: the settings of PgBouncer are about a hundred.
pub(super) const MOST_ROWS: usize = 2_000;

/// The most bytes of one answer that are read.
pub(super) const MOST_BYTES: usize = 256 << 10;

/// The first rows of an answer.
#[derive(Debug)]
pub(super) struct Answer<R> {
    pub(super) rows: Vec<R>,
    /// Whether there were more than are read.
    pub(super) cut: bool,
}

impl<R> Default for Answer<R> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            cut: false,
        }
    }
}

/// The answer of a command of the console, which takes no comments. After an answer that was cut the line is of no more use:
/// the rest of it is still on its way.
pub(super) async fn shown(line: &mut Line, command: &str) -> Result<Answer<PgRow>, Error> {
    let server = line.server().to_owned();
    let moment = Moment::Statement {
        server: &server,
        seconds: PATIENCE.as_secs(),
        lock_seconds: PATIENCE.as_secs(),
    };
    let asked = rows(line.connection()?, bare(command));
    let answer = supervised("Asking the pooler", PATIENCE, first(asked, size))
        .await?
        .map_err(|error| Error::diagnose(error, moment))?;
    if answer.cut {
        line.break_off();
    }
    Ok(answer)
}

/// The first rows of a stream, up to so many and so many bytes.
async fn first<R, E>(
    stream: impl Stream<Item = Result<R, E>>,
    size: impl Fn(&R) -> usize,
) -> Result<Answer<R>, E> {
    let mut stream = std::pin::pin!(stream);
    let mut answer = Answer::default();
    let mut bytes = 0_usize;
    while let Some(row) = stream.try_next().await? {
        bytes = bytes.saturating_add(size(&row));
        if answer.rows.len() >= MOST_ROWS || bytes > MOST_BYTES {
            answer.cut = true;
            break;
        }
        answer.rows.push(row);
    }
    Ok(answer)
}

fn size(row: &PgRow) -> usize {
    (0..row.len())
        .filter_map(|column| {
            let value = row.try_get_raw(column).ok()?;
            if value.is_null() {
                return None;
            }
            value.as_bytes().ok().map(<[u8]>::len)
        })
        .sum()
}

/// A value of a row, as text of one line: the simple protocol writes everything as text.
pub(super) fn text(row: &PgRow, column: &str) -> Option<String> {
    row.try_get_unchecked::<Option<String>, _>(column)
        .ok()
        .flatten()
        .map(|value| visible(&value, &[]))
}

#[cfg(test)]
mod tests {
    use futures_util::stream::{self, StreamExt};

    use super::*;

    async fn read(rows: impl Iterator<Item = usize>) -> Answer<usize> {
        let rows = stream::iter(rows).map(Ok::<usize, ()>);
        first(rows, |bytes| *bytes).await.unwrap()
    }

    #[tokio::test]
    async fn an_answer_without_end_is_cut() {
        let short = read(std::iter::repeat_n(1, MOST_ROWS)).await;
        assert_eq!((short.rows.len(), short.cut), (MOST_ROWS, false));
        let endless = read(std::iter::repeat(1)).await;
        assert_eq!((endless.rows.len(), endless.cut), (MOST_ROWS, true));
        let wide = read([MOST_BYTES / 2, MOST_BYTES / 2, 1].into_iter()).await;
        assert_eq!((wide.rows.len(), wide.cut), (2, true));
        let one = read(std::iter::once(MOST_BYTES + 1)).await;
        assert_eq!((one.rows.len(), one.cut), (0, true));
    }
}
