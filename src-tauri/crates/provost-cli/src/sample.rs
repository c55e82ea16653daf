//! `provost sample`.

use provost_app::environment::Environment;
use provost_app::sample::{self, SampleProgress};
use provost_app::{AppError, Connections, Opened, Workspace};
use provost_core::sample::SampleState;

use crate::arguments::{ListFormat, SampleCommand};
use crate::audit_text::table;
use crate::output::{Ending, say, say_step, width};

/// Does what was said about the sample company.
pub(crate) async fn run(
    command: SampleCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let workspace = Workspace::start(environment).await?;
    let outcome = act(command, &workspace, environment).await;
    workspace.stop().await;
    let (state, format) = outcome?;
    say(&match format {
        ListFormat::Json => json(&state)?,
        ListFormat::Text => text(&state),
    })?;
    Ok(Ending::Done)
}

async fn act(
    command: SampleCommand,
    workspace: &Workspace,
    environment: &Environment,
) -> Result<(SampleState, ListFormat), AppError> {
    let connections = Connections::new(environment);
    let opened: Opened = connections.open_profile(workspace.administrator(), None)?;
    let told = |progress: SampleProgress| say_step(&progress.step);
    match command {
        SampleCommand::Load { seed, day, format } => {
            Ok((sample::load(&opened, seed, day, told).await?, format))
        }
        SampleCommand::Remove { format } => Ok((sample::remove(&opened, told).await?, format)),
        SampleCommand::Status { format } => Ok((sample::state(&opened).await?, format)),
    }
}

fn json(state: &SampleState) -> Result<String, AppError> {
    let text = serde_json::to_string_pretty(state).map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(text + "\n")
}

fn text(state: &SampleState) -> String {
    let SampleState {
        tenant,
        loaded_at,
        day,
        seed,
        ..
    } = state;
    if !state.loaded {
        return format!(
            "The sample company, {tenant}, is not there. `provost sample load` loads it.\n"
        );
    }
    let mut rows = table(width());
    rows.set_header(["Table", "Rows"]);
    for count in &state.counts {
        rows.add_row([count.table.clone(), count.rows.to_string()]);
    }
    let known = |value: &Option<String>| value.clone().unwrap_or_else(|| "unknown".to_owned());
    format!(
        "{rows}\nThe sample company, {tenant}: synthetic data of the year before {}, seed {}, loaded {}.\n",
        known(day),
        known(&seed.map(|seed| seed.to_string())),
        known(loaded_at),
    )
}
