//! Models of an MLflow backend, imported from one connection into another.

use provost_core::registry::MODEL_TYPES;
use provost_core::registry::mlflow::MlflowImport;
use provost_postgres::registry::mlflow::{self, MlflowError, MlflowRequest};
use uuid::Uuid;

use super::Acting;
use crate::connections::Opened;
use crate::error::AppError;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MlflowAsked {
    /// The schema of MLflow's tables; the only one that has them when none is named.
    pub schema: Option<String>,
    /// The workspace of MLflow.
    pub workspace: String,
    /// What a model is whose kind MLflow does not say.
    pub model_type: String,
    /// Whose the models are to be.
    pub tenant: Option<Uuid>,
}

impl From<MlflowError> for AppError {
    fn from(error: MlflowError) -> Self {
        match error {
            MlflowError::Database(error) => Self::Database(error),
            MlflowError::Refused(message) => Self::BadInput(message),
        }
    }
}

/// Imports what is new and what changed since the last import. `from` is only read.
///
/// # Errors
/// [`AppError::BadInput`] for a backend that is none or not known, for a kind of model that there is not, and when it is not
/// clear whose the models are to be.
pub async fn import(
    from: &Opened,
    to: &Acting,
    asked: &MlflowAsked,
    progress: impl Fn(String) + Send + Sync,
) -> Result<MlflowImport, AppError> {
    if !MODEL_TYPES.contains(&asked.model_type.as_str()) {
        return Err(AppError::BadInput(format!(
            "There is no kind of model {:?}. There are {}.",
            asked.model_type,
            MODEL_TYPES.join(", ")
        )));
    }
    let request = MlflowRequest {
        url: url(from),
        schema: asked.schema.clone(),
        workspace: asked.workspace.clone(),
        model_type: asked.model_type.clone(),
        tenant: asked.tenant,
        person: to.person,
    };
    let Opened { database, profile } = &to.opened;
    Ok(mlflow::import(&from.database, database, profile, &request, &progress).await?)
}

/// What a backend is called: the same for every role that reads it.
fn url(Opened { profile, .. }: &Opened) -> String {
    let host = profile.host.to_lowercase();
    let host = if host.contains(':') {
        format!("[{host}]")
    } else {
        host
    };
    format!("postgresql://{host}:{}/{}", profile.port, profile.database)
}
