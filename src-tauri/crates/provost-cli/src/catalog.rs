//! `provost catalog`.

use provost_app::environment::Environment;
use provost_app::{AppError, audit};

use crate::arguments::CatalogArguments;
use crate::output::{Ending, say, say_bytes, say_step};
use crate::source;

/// Reads a catalog and writes it as JSON.
pub(crate) async fn run(
    arguments: CatalogArguments,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let source = source::open(&arguments.source, environment).await?;
    let outcome =
        audit::read_catalog(&source.opened.database, |progress| say_step(&progress.step)).await;
    source.close().await;
    let text = audit::catalog_json(&outcome?)?;
    match &arguments.output {
        None => say_bytes(text.as_bytes())?,
        Some(path) => {
            provost_app::write_file(path, text.as_bytes())?;
            say(&format!("{}\n", path.display()))?;
        }
    }
    Ok(Ending::Done)
}
