//! Reading a backend, in one transaction that sees one moment of it and writes nothing.

mod rows;
mod runs;

use std::collections::BTreeMap;

use provost_core::registry::mlflow::{
    AliasRow, LoggedModelRow, ModelRow, RELEASES, Release, Texts, VersionRow, release,
};
use sqlx::FromRow;

use super::statements::{self as sql, text_there, there};
use super::{MlflowError, MlflowRequest};
use crate::{Database, Error, Session, Statement};
use rows::{LoggedThere, Read};

/// How long one statement may take: a backend without MLflow's indexes is slow (mlflow#14465).
const LIMIT: std::time::Duration = std::time::Duration::from_mins(5);

/// The most versions, models and aliases that are read.
const MOST: usize = 20_000;

/// A backend that is being read.
pub(super) struct Reading {
    session: Session,
    schema: String,
    workspace: String,
    pub(super) release: Release,
    has_logged_models: bool,
    others: Vec<String>,
}

/// The registry of a workspace.
pub(super) struct Workspace {
    models: BTreeMap<String, ModelRow>,
    pub(super) versions: Vec<VersionRow>,
    pub(super) aliases: Vec<AliasRow>,
    none: ModelRow,
}

impl Workspace {
    /// The registered model of a name; an empty one where a version has none.
    pub(super) fn model(&self, name: &str) -> &ModelRow {
        self.models.get(name).unwrap_or(&self.none)
    }

    /// The aliases of a version, in order.
    pub(super) fn aliases_of(&self, version: &VersionRow) -> Vec<String> {
        let own =
            |alias: &&AliasRow| alias.name == version.name && alias.version == version.version;
        let aliases = self.aliases.iter().filter(own);
        aliases.map(|alias| alias.alias.clone()).collect()
    }
}

/// On which dataset a metric of a run was measured: its name and its digest.
pub(super) type DatasetLinks = BTreeMap<(String, String), (String, String)>;

#[derive(FromRow)]
struct Found {
    schema: String,
    readable: bool,
    has_logged_models: bool,
}

impl Reading {
    /// Finds the tables, and refuses a revision that is not known.
    pub(super) async fn open(
        database: &Database,
        request: &MlflowRequest,
    ) -> Result<Self, MlflowError> {
        let mut session = database.read().await?;
        session.limit_statements(LIMIT).await?;
        let statement = Statement::new(sql::FIND).bind(request.schema.clone());
        let found: Vec<Found> = session.fetch_all(statement).await?;
        let place = only(&found, request)?;
        if !place.readable {
            return Err(MlflowError::Refused(format!(
                "The role may not read all tables of MLflow in the schema {}. Grant it SELECT on them.",
                place.schema
            )));
        }
        let (schema, has_logged_models) = (place.schema.clone(), place.has_logged_models);
        let revisions: Vec<(String,)> = session.fetch_all(there(sql::REVISION, &schema)).await?;
        let release = known(&revisions)?;
        let workspaces: Vec<(String,)> = session.fetch_all(there(sql::WORKSPACES, &schema)).await?;
        let workspaces: Vec<String> = workspaces.into_iter().map(|(name,)| name).collect();
        if !workspaces.contains(&request.workspace) && !workspaces.is_empty() {
            return Err(MlflowError::Refused(format!(
                "The backend has no workspace {:?}. It has {}.",
                request.workspace,
                workspaces.join(", ")
            )));
        }
        let others = workspaces.into_iter();
        Ok(Self {
            session,
            schema,
            workspace: request.workspace.clone(),
            release,
            has_logged_models,
            others: others.filter(|name| *name != request.workspace).collect(),
        })
    }

    /// What is to be known of what is not read.
    pub(super) fn remarks(&self) -> Option<String> {
        (!self.others.is_empty()).then(|| {
            format!(
                "The backend has other workspaces, which were not read: {}.",
                self.others.join(", ")
            )
        })
    }

    fn there(&self, text: &str) -> Statement {
        there(text, &self.schema)
    }

    fn of_workspace(&self, text: &str) -> Statement {
        self.there(text).bind(self.workspace.clone())
    }

    /// Models, versions and aliases.
    pub(super) async fn workspace(&mut self) -> Result<Workspace, MlflowError> {
        let models = self.models().await?;
        let versions = self.versions().await?;
        let statement = self.of_workspace(sql::ALIASES);
        let aliases: Vec<(String, String, i32)> = self.session.fetch_all(statement).await?;
        let many = [models.len(), versions.len(), aliases.len()];
        if many.into_iter().any(|many| many > MOST) {
            return Err(MlflowError::Refused(format!(
                "The backend has more than {MOST} models, versions or aliases, and so many are not imported."
            )));
        }
        let aliases = aliases.into_iter();
        let aliases = aliases.map(|(name, alias, version)| AliasRow {
            name,
            alias,
            version,
        });
        Ok(Workspace {
            models,
            versions,
            aliases: aliases.collect(),
            none: ModelRow::default(),
        })
    }

    async fn models(&mut self) -> Result<BTreeMap<String, ModelRow>, Error> {
        let statement = self.of_workspace(sql::MODELS);
        let rows: Vec<(String, Option<String>)> = self.session.fetch_all(statement).await?;
        let mut models: BTreeMap<String, ModelRow> = BTreeMap::new();
        for (name, description) in rows {
            let model = ModelRow {
                name: name.clone(),
                description,
                tags: Texts::new(),
            };
            models.insert(name, model);
        }
        let statement = self.of_workspace(sql::MODEL_TAGS);
        let tags: Vec<(String, String, Option<String>)> = self.session.fetch_all(statement).await?;
        for (name, key, value) in tags {
            if let Some(model) = models.get_mut(&name) {
                model.tags.insert(key, value);
            }
        }
        Ok(models)
    }

    async fn versions(&mut self) -> Result<Vec<VersionRow>, Error> {
        let statement = self.of_workspace(sql::VERSIONS);
        let rows: Vec<Read<VersionRow>> = self.session.fetch_all(statement).await?;
        let statement = self.of_workspace(sql::VERSION_TAGS);
        let tags: Vec<(String, i32, String, Option<String>)> =
            self.session.fetch_all(statement).await?;
        let mut tagged: BTreeMap<(String, i32), Texts> = BTreeMap::new();
        for (name, version, key, value) in tags {
            let texts = tagged.entry((name, version)).or_default();
            texts.insert(key, value);
        }
        let rows = rows.into_iter().map(|Read(row)| {
            let tags = tagged.remove(&(row.name.clone(), row.version));
            VersionRow {
                tags: tags.unwrap_or_default(),
                ..row
            }
        });
        Ok(rows.collect())
    }

    /// The logged models that versions came from, by id.
    pub(super) async fn logged(
        &mut self,
        versions: &[VersionRow],
    ) -> Result<BTreeMap<String, LoggedModelRow>, Error> {
        let mut logged: BTreeMap<String, LoggedModelRow> = BTreeMap::new();
        let ids: Vec<String> = versions
            .iter()
            .filter_map(|row| row.source.as_deref()?.strip_prefix("models:/"))
            .map(str::to_owned)
            .collect();
        if !self.has_logged_models || ids.is_empty() {
            return Ok(logged);
        }
        let statement = self.there(sql::LOGGED).bind(ids);
        let rows: Vec<LoggedThere> = self.session.fetch_all(statement).await?;
        for LoggedThere {
            id,
            model_type,
            run,
            key,
            value,
        } in rows
        {
            let row = logged.entry(id.clone()).or_insert_with(|| LoggedModelRow {
                id,
                model_type,
                run,
                tags: Texts::new(),
            });
            row.tags.extend(key.map(|key| (key, value)));
        }
        Ok(logged)
    }

    pub(super) async fn finish(self) -> Result<(), Error> {
        self.session.finish().await
    }
}

/// What to do where there are no tables.
const BACKEND: &str = "Name the database that MLflow's server was started with (--backend-store-uri), and a role that may read it.";

/// The one schema that has the tables.
fn only<'a>(found: &'a [Found], request: &MlflowRequest) -> Result<&'a Found, MlflowError> {
    match found {
        [one] => Ok(one),
        [] => Err(MlflowError::Refused(match &request.schema {
            Some(schema) => format!(
                "The schema {schema:?} of {} holds no tables of MLflow, or the role does not see them. {BACKEND}",
                request.url
            ),
            None => format!("{} holds no tables of MLflow. {BACKEND}", request.url),
        })),
        several => {
            let names: Vec<&str> = several.iter().map(|one| one.schema.as_str()).collect();
            Err(MlflowError::Refused(format!(
                "Several schemas hold tables of MLflow: {}. Name one.",
                names.join(", ")
            )))
        }
    }
}

fn known(revisions: &[(String,)]) -> Result<Release, MlflowError> {
    let names = || {
        let names = RELEASES.map(|one| format!("{} ({})", one.revision, one.name));
        names.join(", ")
    };
    match revisions {
        [(revision,)] => release(revision).ok_or_else(|| {
            MlflowError::Refused(format!(
                "The backend has the revision {revision:?}, which this version of Provost does not know. It knows {}. Upgrade Provost if the backend is newer, and the backend with `mlflow db upgrade` if it is older.",
                names()
            ))
        }),
        [] => Err(MlflowError::Refused(format!(
            "The backend says no revision of its tables. Known are {}. Let `mlflow db upgrade` finish it.",
            names()
        ))),
        _ => Err(MlflowError::Refused(
            "The backend has several revisions at once: its migration did not come to an end. Let `mlflow db upgrade` finish it."
                .to_owned(),
        )),
    }
}
