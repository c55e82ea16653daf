//! Rows that are sent to the server as a stream.

use tokio::sync::mpsc;

use super::Session;
use crate::error::Error;

impl Session {
    /// Sends what comes out of `chunks` to a `copy … from stdin` of the program until nobody sends any more; how many rows the
    /// server took. The limit of statements is for all of it.
    pub(crate) async fn copy_in(
        &mut self,
        text: &'static str,
        chunks: &mut mpsc::Receiver<Vec<u8>>,
    ) -> Result<u64, Error> {
        self.run("Taking rows", async |connection| {
            let mut copy = connection.copy_in_raw(text).await?;
            while let Some(chunk) = chunks.recv().await {
                copy.send(chunk).await?;
            }
            copy.finish().await
        })
        .await
    }
}
