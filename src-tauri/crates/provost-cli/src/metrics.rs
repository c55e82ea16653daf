//! `provost metrics`.

use provost_app::AppError;
use provost_app::environment::Environment;
use provost_app::metrics::{self, ImportRequest};
use provost_app::registry::{Acting, find_person};
use provost_core::metrics::{
    BreachLevel, CostQuery, MetricChoices, MetricTarget, MetricsImport, SeriesQuery, TargetDraft,
};
use serde::Serialize;
use uuid::Uuid;

use crate::arguments::{
    CostArguments, ImportArguments, ListFormat, MetricsCommand, QueryArguments, SetTargetArguments,
};
use crate::metrics_burn;
use crate::metrics_text::{costs_text, import_text, series_text, targets_text};
use crate::output::{Ending, Steps, say, width};
use crate::source;

/// The form of the list of targets as JSON.
const TARGETS_SCHEMA: &str = "provost.metric-targets/1";

/// What came of a file, with how many rows were refused for another reason than that they are there already.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Imported<'a> {
    #[serde(flatten)]
    import: &'a MetricsImport,
    wrong_count: u32,
}

#[derive(Serialize)]
struct Targets {
    schema: &'static str,
    targets: Vec<MetricTarget>,
}

/// Does what was asked, and says what came of it.
pub(crate) async fn run(
    command: MetricsCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let acting = match &command {
        MetricsCommand::Import(arguments) => &arguments.acting,
        MetricsCommand::Query(arguments) => &arguments.acting,
        MetricsCommand::Burn(arguments) => &arguments.acting,
        MetricsCommand::Costs(arguments) => &arguments.acting,
        MetricsCommand::SetTarget(arguments) => &arguments.acting,
        MetricsCommand::Targets { acting, .. } | MetricsCommand::RemoveTarget { acting, .. } => {
            acting
        }
    };
    let source = source::open_to_govern(&acting.source, environment).await?;
    let outcome = async {
        let person = match &acting.person {
            Some(named) => Some(find_person(&source.opened, named).await?),
            None => None,
        };
        let acting = Acting {
            opened: source.opened.clone(),
            person,
        };
        done(&command, &acting).await
    }
    .await;
    source.close().await;
    let (text, ending) = outcome?;
    say(&text)?;
    Ok(ending)
}

async fn done(command: &MetricsCommand, acting: &Acting) -> Result<(String, Ending), AppError> {
    match command {
        MetricsCommand::Import(arguments) => import(arguments, acting).await,
        MetricsCommand::Query(arguments) => query(arguments, acting).await,
        MetricsCommand::Burn(arguments) => metrics_burn::run(arguments, acting).await,
        MetricsCommand::Costs(arguments) => costs(arguments, acting).await,
        MetricsCommand::Targets { format, .. } => {
            let targets = metrics::targets(acting).await?;
            Ok((listed(targets, *format)?, Ending::Done))
        }
        MetricsCommand::SetTarget(arguments) => set(arguments, acting).await,
        MetricsCommand::RemoveTarget { target, .. } => {
            metrics::remove_target(acting, *target).await?;
            Ok((format!("Removed {target}.\n"), Ending::Done))
        }
    }
}

async fn import(
    arguments: &ImportArguments,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    let request = ImportRequest {
        path: arguments.file.clone(),
        format: arguments.input.map(Into::into),
        all_or_nothing: arguments.all_or_nothing,
        taken_at: arguments.taken_at,
    };
    let steps = Steps::default();
    let imported = metrics::import(acting, &request, move |step| steps.say(&step.step)).await?;
    let wrong_count = imported.refused_count.saturating_sub(imported.duplicates);
    let text = match arguments.format {
        ListFormat::Json => json(&Imported {
            import: &imported,
            wrong_count,
        })?,
        ListFormat::Text => import_text(&imported, width()),
    };
    let ending = if wrong_count > 0 {
        Ending::BadInput
    } else {
        Ending::Done
    };
    Ok((text, ending))
}

async fn query(arguments: &QueryArguments, acting: &Acting) -> Result<(String, Ending), AppError> {
    let (mut models, mut agents) = (Vec::new(), Vec::new());
    if !arguments.model.is_empty() || !arguments.agent.is_empty() {
        let choices = choices(acting).await?;
        for named in &arguments.model {
            models.extend(models_named(&choices, named)?);
        }
        for named in &arguments.agent {
            agents.push(agent_named(&choices, named)?);
        }
    }
    let query = SeriesQuery {
        metrics: arguments.metric.clone(),
        models,
        deployments: arguments.deployment.clone(),
        agents,
        split: arguments.split.0,
        from: arguments.from,
        to: arguments.to,
        step: arguments.step.0,
        aggregate: arguments.aggregate.0,
        zone: arguments.zone.clone(),
    };
    let answer = metrics::series(acting, &query).await?;
    if let Some(reason) = answer.hindered {
        return Err(AppError::NotFound(reason));
    }
    let breached = answer
        .breaches
        .iter()
        .any(|one| one.level == BreachLevel::Breach);
    let ending = if arguments.fail_on_breach && breached {
        Ending::Findings
    } else {
        Ending::Done
    };
    let text = match arguments.format {
        ListFormat::Json => json(&answer)?,
        ListFormat::Text => series_text(&answer, width()),
    };
    Ok((text, ending))
}

async fn costs(arguments: &CostArguments, acting: &Acting) -> Result<(String, Ending), AppError> {
    let query = CostQuery {
        by: arguments.by.0,
        from: arguments.from,
        to: arguments.to,
        zone: arguments.zone.clone(),
        ahead: arguments.ahead,
        confidence: arguments.confidence,
    };
    let answer = metrics::costs(acting, &query).await?;
    if let Some(reason) = answer.hindered {
        return Err(AppError::NotFound(reason));
    }
    let text = match arguments.format {
        ListFormat::Json => json(&answer)?,
        ListFormat::Text => costs_text(&answer, width()),
    };
    Ok((text, Ending::Done))
}

async fn set(
    arguments: &SetTargetArguments,
    acting: &Acting,
) -> Result<(String, Ending), AppError> {
    let (mut model_id, mut agent_id) = (None, None);
    if arguments.model.is_some() || arguments.agent.is_some() {
        let choices = choices(acting).await?;
        if let Some(named) = &arguments.model {
            model_id = Some(one_model(&choices, named)?);
        }
        if let Some(named) = &arguments.agent {
            agent_id = Some(agent_named(&choices, named)?);
        }
    }
    let draft = TargetDraft {
        metric: arguments.metric.clone(),
        unit: arguments.unit.clone(),
        model_id,
        agent_id,
        deployment_id: arguments.deployment,
        aggregate: arguments.aggregate.0,
        direction: arguments.direction.into(),
        target: arguments.target,
        threshold: arguments.threshold,
        window_hours: arguments.window,
        allowed_share: arguments.allowed,
        source: arguments.reason.clone(),
    };
    let target = metrics::set_target(acting, draft).await?;
    Ok((listed(vec![target], arguments.format)?, Ending::Done))
}

fn listed(targets: Vec<MetricTarget>, format: ListFormat) -> Result<String, AppError> {
    match format {
        ListFormat::Text => Ok(targets_text(&targets, width())),
        ListFormat::Json => json(&Targets {
            schema: TARGETS_SCHEMA,
            targets,
        }),
    }
}

pub(crate) async fn choices(acting: &Acting) -> Result<MetricChoices, AppError> {
    let choices = metrics::choices(acting).await?;
    match choices.hindered {
        Some(reason) => Err(AppError::NotFound(reason)),
        None => Ok(choices),
    }
}

/// The versions that `NAME`, `NAME@VERSION` or an id means.
pub(crate) fn models_named(choices: &MetricChoices, named: &str) -> Result<Vec<Uuid>, AppError> {
    let parsed = Uuid::parse_str(named).ok();
    let of = |name: &str, version: Option<&str>| -> Vec<Uuid> {
        let found = choices.models.iter().filter(|model| {
            Some(model.id) == parsed
                || (model.name == name && version.is_none_or(|version| model.version == version))
        });
        found.map(|model| model.id).collect()
    };
    let mut found = of(named, None);
    if let (true, Some((name, version))) = (found.is_empty(), named.rsplit_once('@')) {
        found = of(name, Some(version));
    }
    if found.is_empty() {
        return Err(AppError::NotFound(format!(
            "There is no model \"{named}\". Write NAME, NAME@VERSION or the id of a version."
        )));
    }
    Ok(found)
}

fn one_model(choices: &MetricChoices, named: &str) -> Result<Uuid, AppError> {
    match models_named(choices, named)?.as_slice() {
        [only] => Ok(*only),
        several => Err(AppError::BadInput(format!(
            "{} versions are meant by \"{named}\". Write NAME@VERSION, or the id.",
            several.len()
        ))),
    }
}

fn agent_named(choices: &MetricChoices, named: &str) -> Result<Uuid, AppError> {
    let parsed = Uuid::parse_str(named).ok();
    let mut found = choices
        .agents
        .iter()
        .filter(|agent| Some(agent.id) == parsed || agent.name == named);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.id),
        (None, _) => Err(AppError::NotFound(format!(
            "There is no agent \"{named}\". Write its name or its id."
        ))),
        _ => Err(AppError::BadInput(format!(
            "Several agents are named \"{named}\". Write the id."
        ))),
    }
}

pub(crate) fn json(answer: &impl Serialize) -> Result<String, AppError> {
    let text = serde_json::to_string_pretty(answer).map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(text + "\n")
}
