//! The command `provost`: the work of the window without a window, for schedules and CI.

mod arguments;
mod audit;
mod audit_text;
mod catalog;
mod compare;
mod compare_text;
mod connections;
#[cfg(test)]
mod document;
mod drift;
mod drift_kept;
mod drift_kept_text;
mod drift_text;
mod metrics;
mod metrics_burn;
mod metrics_text;
mod migrations;
mod migrations_text;
mod mlflow;
mod mlflow_text;
mod model_card;
mod model_report;
mod output;
mod overview;
mod overview_text;
mod registry;
mod registry_belongings;
mod registry_belongings_text;
mod registry_entry;
mod registry_text;
mod rules;
mod sample;
mod schema;
mod schema_text;
mod source;
mod stage_notes;
mod text_table;

use std::process::ExitCode;

use clap::Parser;
use provost_app::environment::{self, Entered, Environment};

use arguments::{Arguments, Command};
use output::{Ending, say_error};

fn main() -> ExitCode {
    if let Some(code) = provost_app::supervise(std::env::args_os()) {
        return code;
    }
    // Words first: a wrong word is told before anything is touched.
    let arguments = Arguments::parse();
    match environment::enter() {
        Ok(Entered::Here(environment)) => start(arguments, &environment),
        Ok(Entered::Done(code)) => code,
        Err(error) => {
            say_error(&error.to_string(), None);
            Ending::Unreachable.into()
        }
    }
}

fn start(arguments: Arguments, environment: &Environment) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::builder()
                .with_default_directive(tracing_subscriber::filter::LevelFilter::WARN.into())
                .from_env_lossy(),
        )
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            say_error(&format!("No thread could be started: {error}."), None);
            return Ending::Unreachable.into();
        }
    };
    let ended = runtime.block_on(run(arguments.command, environment));
    match ended {
        Ok(ending) => ending.into(),
        Err(error) => {
            say_error(&error.to_string(), error.hint().as_deref());
            Ending::of(&error).into()
        }
    }
}

async fn run(command: Command, environment: &Environment) -> Result<Ending, provost_app::AppError> {
    match command {
        Command::Audit(arguments) => audit::run(arguments, environment).await,
        Command::Catalog(arguments) => catalog::run(arguments, environment).await,
        Command::Overview(arguments) => overview::run(arguments, environment).await,
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Connections(command) => connections::run(command, environment).await,
        Command::Schema(command) => schema::run(command, environment).await,
        Command::Registry(command) => registry::run(command, environment).await,
        Command::Metrics(command) => metrics::run(command, environment).await,
        Command::Drift(command) => drift::run(command, environment).await,
        Command::Sample(command) => sample::run(command, environment).await,
    }
}
