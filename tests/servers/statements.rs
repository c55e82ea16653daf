//! Whether a server understands every statement of the product.

use provost_postgres::{Database, Error, Statement, oldest_server, statements};

/// Prepares each statement that is meant for this server's version; how many, and which ones failed and why.
pub async fn prepare_all(database: &Database) -> Result<(usize, Vec<String>), Error> {
    let mut session = database.read().await?;
    let asked = "select current_setting('server_version_num')::int4";
    let (version,): (i32,) = session.fetch_one(asked).await?;
    session.finish().await?;
    let (mut prepared, mut failed) = (0, Vec::new());
    for (file, text) in statements().filter(|(file, _)| oldest_server(file) <= version) {
        // A failure ends the transaction, so each has its own.
        let mut session = database.read().await?;
        match session.describe(Statement::new(text)).await {
            Ok(_) => session.finish().await?,
            Err(error) => failed.push(format!("{file}: {error}")),
        }
        prepared += 1;
    }
    Ok((prepared, failed))
}
