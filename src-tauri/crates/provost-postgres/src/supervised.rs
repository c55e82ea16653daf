//! Work with a server that we do not trust: it may hang, and what it sends may make the driver panic.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;

use crate::error::Error;

/// The value of `work`, stopped after `limit`. A panic, which only data that are not the protocol cause, becomes an error.
pub(crate) async fn supervised<T>(
    what: &'static str,
    limit: Duration,
    work: impl Future<Output = T>,
) -> Result<T, Error> {
    match tokio::time::timeout(limit, AssertUnwindSafe(work).catch_unwind()).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => Err(Error::ServerData {
            detail: "a message breaks the rules of the protocol".to_owned(),
        }),
        Err(_) => Err(Error::Timeout {
            what,
            seconds: limit.as_secs(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_error() {
        let outcome = supervised("It", Duration::from_secs(1), async { panic!("length 0") }).await;
        assert!(matches!(outcome, Err::<(), _>(Error::ServerData { .. })));
    }

    #[tokio::test]
    async fn silence_ends() {
        let outcome = supervised(
            "It",
            Duration::from_millis(10),
            std::future::pending::<()>(),
        )
        .await;
        assert!(matches!(outcome, Err(Error::Timeout { .. })));
    }
}
