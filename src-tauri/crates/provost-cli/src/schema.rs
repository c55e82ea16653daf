//! `provost schema`.

use provost_app::environment::Environment;
use provost_app::schema::{self, Change, SchemaProgress};
use provost_app::{AppError, Opened};
use provost_core::schema::{Adopt, Direction, Plan};

use crate::arguments::{
    ApplyArguments, ListFormat, PlanArguments, RevertArguments, SchemaCommand, Source,
};
use crate::compare;
use crate::migrations;
use crate::output::{Ending, say, say_step, width};
use crate::schema_text::{applied_text, plan_text, status_text};
use crate::source;

/// Does what was said about the governance schema.
pub(crate) async fn run(
    command: SchemaCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    match command {
        SchemaCommand::Status(arguments) => {
            let told = async |opened: Opened| {
                let status = schema::status(&opened).await?;
                show(arguments.format, &status, || {
                    status_text(&status, &opened.profile.name, width())
                })?;
                Ok(Ending::Done)
            };
            at(&arguments.source, environment, told).await
        }
        SchemaCommand::Plan(arguments) => plan(arguments, environment).await,
        SchemaCommand::Apply(arguments) => apply(arguments, environment).await,
        SchemaCommand::Revert(arguments) => revert(arguments, environment).await,
        SchemaCommand::Migrations(arguments) => migrations::run(arguments, environment).await,
        SchemaCommand::Compare(arguments) => compare::run(*arguments, environment).await,
    }
}

async fn plan(arguments: PlanArguments, environment: &Environment) -> Result<Ending, AppError> {
    let PlanArguments {
        source,
        packs,
        revert,
        adopt,
        format,
    } = arguments;
    let direction = if revert {
        Direction::Revert
    } else {
        Direction::Apply
    };
    let planned = async |opened: Opened| {
        let plan = schema::plan(&opened, direction, &packs.chosen(), &adopt.into()).await?;
        show(format, &plan, || plan_text(&plan, width()))?;
        Ok(ending(&plan))
    };
    at(&source, environment, planned).await
}

/// A plan that could not be carried out ends as the change would.
fn ending(plan: &Plan) -> Ending {
    if plan.obstacles.is_empty() {
        Ending::Done
    } else {
        Ending::BadInput
    }
}

async fn apply(arguments: ApplyArguments, environment: &Environment) -> Result<Ending, AppError> {
    let change = Change {
        direction: Direction::Apply,
        packs: arguments.packs.chosen(),
        adopt: arguments.adopt.into(),
        drop_rows: false,
        confirmed: arguments.yes,
    };
    make(&arguments.source, environment, &change, arguments.format).await
}

async fn revert(arguments: RevertArguments, environment: &Environment) -> Result<Ending, AppError> {
    let change = Change {
        direction: Direction::Revert,
        packs: arguments.packs.chosen(),
        adopt: Adopt::default(),
        drop_rows: arguments.drop_rows,
        confirmed: arguments.yes,
    };
    make(&arguments.source, environment, &change, arguments.format).await
}

async fn make(
    source: &Source,
    environment: &Environment,
    change: &Change,
    format: ListFormat,
) -> Result<Ending, AppError> {
    let made = async |opened: Opened| {
        let told = |progress: SchemaProgress| say_step(&progress.step);
        let applied = schema::change(&opened, change, told).await?;
        show(format, &applied, || applied_text(&applied))?;
        Ok(Ending::Done)
    };
    at(source, environment, made).await
}

/// Does something with the database that was named, and gives the local server back whatever came of it.
async fn at(
    source: &Source,
    environment: &Environment,
    work: impl AsyncFnOnce(Opened) -> Result<Ending, AppError>,
) -> Result<Ending, AppError> {
    let open = source::open_to_govern(source, environment).await?;
    let outcome = work(open.opened.clone()).await;
    open.close().await;
    outcome
}

fn show(
    format: ListFormat,
    value: &impl serde::Serialize,
    text: impl FnOnce() -> String,
) -> Result<(), AppError> {
    match format {
        ListFormat::Text => say(&text()),
        ListFormat::Json => {
            let json = serde_json::to_string_pretty(value).map_err(|error| {
                AppError::Internal(format!("The answer could not be written as JSON: {error}."))
            })?;
            say(&(json + "\n"))
        }
    }
}
