//! What a database should be, from wherever somebody points at: read, or made on the local server.

use std::path::PathBuf;

use provost_core::catalog::{Catalog, QualifiedName, Relation};
use provost_core::connections::Profile;
use provost_core::schema::history::Tool;
use provost_core::schema::{Expected, ExpectedFrom, Pack, PackState};
use provost_postgres::schema as governance;
use provost_postgres::schema::scratch::{self, ScratchStep, Surroundings, WantedPacks};

use super::comparing::of_reading;
use super::migrations::ENDINGS;
use super::steps::{Steps, steps};
use super::{SchemaProgress, count};
use crate::audit::{AuditProgress, read_catalog, saved_catalog};
use crate::connections::Opened;
use crate::environment::Environment;
use crate::error::AppError;
use crate::files::folder::{LIMITS, read_folder};
use crate::files::read_file;
use crate::secrets::blocking;
use crate::workspace::Workspace;

/// Where the expected state comes from.
#[derive(Debug, Clone)]
pub enum ExpectedSource {
    /// A file or folder of SQL, run in a scratch database of the local server.
    Sql(PathBuf),
    /// Another database.
    Database(Box<Opened>),
    /// A catalog that was saved.
    Catalog(PathBuf),
    /// The packs that the database has; all of them, when it has none.
    Packs,
}

/// An expected state, and where it comes from.
pub(super) struct Made {
    pub(super) expected: Expected,
    pub(super) from: ExpectedFrom,
    /// The folder, where it holds migrations of a tool.
    pub(super) migrations: Option<PathBuf>,
    /// The profile, where it is another connection.
    pub(super) other: Option<Profile>,
}

impl Made {
    fn read(expected: Expected, from: ExpectedFrom) -> Self {
        Self {
            expected,
            from,
            migrations: None,
            other: None,
        }
    }
}

/// What is known while the expected state is made.
pub(super) struct Making<'a, P> {
    pub(super) opened: &'a Opened,
    pub(super) actual: &'a Catalog,
    pub(super) environment: &'a Environment,
    pub(super) progress: &'a P,
}

impl<P: Fn(SchemaProgress) + Send + Sync> Making<'_, P> {
    pub(super) async fn expected(&self, source: ExpectedSource) -> Result<Made, AppError> {
        Ok(match source {
            ExpectedSource::Sql(path) => self.of_sql(path).await?,
            ExpectedSource::Packs => {
                let schema = self.opened.profile.governance_schema.clone();
                let expected = self.of_packs(&schema).await?;
                Made::read(expected, ExpectedFrom::Packs(schema))
            }
            ExpectedSource::Database(other) => {
                let told =
                    |step: AuditProgress| (self.progress)(of_reading(" of what is expected", step));
                let catalog = read_catalog(&other.database, told).await?;
                let from = ExpectedFrom::Connection(other.profile.name.clone());
                Made {
                    other: Some(other.profile),
                    ..Made::read(as_it_is(catalog), from)
                }
            }
            ExpectedSource::Catalog(path) => {
                let from = ExpectedFrom::Catalog(path.display().to_string());
                let catalog = blocking(move || {
                    saved_catalog(&read_file(&path)?, &path.display().to_string())
                });
                Made::read(as_it_is(catalog.await??), from)
            }
        })
    }

    async fn of_sql(&self, path: PathBuf) -> Result<Made, AppError> {
        let from = ExpectedFrom::Sql(path.display().to_string());
        let read = move || {
            let folder = read_folder(&path, &ENDINGS, LIMITS)?;
            Ok::<_, AppError>((steps(&folder, &path)?, path, folder.left_out))
        };
        let (steps, path, left_out) = blocking(read).await??;
        let Steps {
            run: files,
            tool,
            remarks,
        } = steps;
        (self.progress)(SchemaProgress {
            step: "Starting the local server".to_owned(),
            done: 0,
            total: count(files.len()),
        });
        let workspace = Workspace::start(self.environment).await?;
        let told = |step: ScratchStep| (self.progress)(of_scratch(step));
        let owner = &self.actual.database.owner;
        let surroundings = Surroundings {
            supabase: tool == Some(Tool::Supabase),
            exposed: self.exposes_new_tables(),
        };
        let superuser = workspace.administrator();
        let made = scratch::expected(&superuser, &files, owner, surroundings, &told).await;
        workspace.stop().await;
        let mut made = made?;
        made.notes.extend(left_out);
        made.notes.extend(remarks);
        if let Some(tool) = tool {
            let note = format!(
                "The files were read as migrations of {}, in its order.",
                tool.name()
            );
            made.notes.insert(0, note);
        }
        Ok(Made {
            migrations: tool.map(|_| path),
            ..Made::read(self.completed(made), from)
        })
    }

    async fn of_packs(&self, schema: &str) -> Result<Expected, AppError> {
        let status = governance::status(&self.opened.database, &self.opened.profile).await?;
        let there = status.packs.iter();
        let there: Vec<Pack> = there
            .filter(|pack| pack.state != PackState::Absent)
            .map(|pack| pack.pack)
            .collect();
        (self.progress)(SchemaProgress {
            step: "Making the packs on the local server".to_owned(),
            done: 0,
            total: 1,
        });
        let workspace = Workspace::start(self.environment).await?;
        let owner = &self.actual.database.owner;
        let wanted = WantedPacks {
            packs: &there,
            schema,
            owner,
            vector: self.vector(),
            accounts: self.has_accounts(),
        };
        let made = scratch::of_packs(&workspace.administrator(), wanted).await;
        workspace.stop().await;
        let mut made = self.completed(made?);
        self.take_over_partitions(&mut made.catalog);
        // Only a schema that Provost made says so.
        for schema in &mut made.catalog.schemas {
            let mut schemas = self.actual.schemas.iter();
            if let Some(is) = schemas.find(|is| is.name == schema.name) {
                schema.comment.clone_from(&is.comment);
            }
        }
        Ok(made)
    }

    fn vector(&self) -> Option<&str> {
        let mut extensions = self.actual.extensions.iter();
        let vector = extensions.find(|extension| extension.name == "vector")?;
        Some(&vector.schema)
    }

    /// Whether the database has the accounts of Supabase.
    fn has_accounts(&self) -> bool {
        let mut relations = self.actual.relations.iter();
        let mut functions = self.actual.functions.iter();
        relations.any(|one| one.name == QualifiedName::new("auth", "users"))
            && functions.any(|one| one.name == QualifiedName::new("auth", "uid"))
    }

    /// Whether Supabase gives the tables that somebody makes in `public` to the roles of its API. Its own administrator
    /// carries the same, where it does, and nobody else can change that.
    fn exposes_new_tables(&self) -> bool {
        let mut privileges = self.actual.default_privileges.iter();
        privileges.any(|one| one.schema.as_deref() == Some("public") && one.grant.grantee == "anon")
    }

    /// The packs make partitions as time goes on, so which ones there are is no difference.
    fn take_over_partitions(&self, expected: &mut Catalog) {
        let is_there = |relation: &Relation| {
            let mut relations = self.actual.relations.iter();
            relations.any(|one| one.name == relation.name)
        };
        expected
            .relations
            .retain(|relation| relation.partition_of.is_none() || is_there(relation));
        let made_since = self.actual.relations.iter().filter(|relation| {
            let mut expected = expected.relations.iter();
            relation.partition_of.is_some() && !expected.any(|one| one.name == relation.name)
        });
        let made_since: Vec<Relation> = made_since.cloned().collect();
        expected.relations.extend(made_since);
        expected
            .relations
            .sort_by(|left, right| left.name.cmp(&right.name));
    }

    /// Nothing is said of what could not be made here.
    fn completed(&self, mut expected: Expected) -> Expected {
        expected.complete(self.actual);
        expected
    }
}

fn as_it_is(catalog: Catalog) -> Expected {
    Expected {
        catalog,
        not_compared: Vec::new(),
        notes: Vec::new(),
    }
}

fn of_scratch(step: ScratchStep) -> SchemaProgress {
    SchemaProgress {
        step: step.what,
        done: count(step.done),
        total: count(step.total),
    }
}
