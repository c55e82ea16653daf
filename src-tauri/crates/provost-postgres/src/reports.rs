//! The statements behind a report, as its evidence: the very texts that were asked, in the schema in which they were asked.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use provost_core::metrics::MetricsAnswer;
use provost_core::registry::ModelPart;
use provost_core::reports::{AskedStatement, ModelReport};

use crate::schema::placed;

/// The statements that read the registry for a version, each with what it belongs to.
const OF_VERSION: [(&str, ModelPart, &str); 9] = [
    (
        "The version",
        ModelPart::Models,
        include_str!("registry/model.sql"),
    ),
    (
        "The aliases of the model's versions",
        ModelPart::Aliases,
        include_str!("registry/aliases.sql"),
    ),
    (
        "Where it runs",
        ModelPart::Deployments,
        include_str!("registry/deployments.sql"),
    ),
    (
        "The datasets that it was made from",
        ModelPart::Datasets,
        include_str!("registry/datasets.sql"),
    ),
    (
        "The runs that made it",
        ModelPart::Runs,
        include_str!("registry/runs.sql"),
    ),
    (
        "The edges of lineage that lead to it",
        ModelPart::Lineage,
        include_str!("registry/lineage.sql"),
    ),
    (
        "Requests for its stages",
        ModelPart::Requests,
        include_str!("registry/requests.sql"),
    ),
    (
        "Its open drift",
        ModelPart::Drift,
        include_str!("registry/drift.sql"),
    ),
    (
        "What happened to it",
        ModelPart::Events,
        include_str!("registry/events.sql"),
    ),
];

const KEPT_CARD: &str = include_str!("registry/kept_card.sql");
const SERIES: &str = include_str!("metrics/reading/series.sql");
const TARGETS: &str = include_str!("metrics/reading/targets.sql");
const WINDOWS: &str = include_str!("metrics/reading/windows.sql");
const COSTS: &str = include_str!("metrics/reading/costs.sql");
const FINDINGS: &str = include_str!("drift/findings.sql");
const RUNS: &str = include_str!("drift/runs.sql");
const RUN_REPORT: &str = include_str!("drift/run_report.sql");

/// What was asked for a report. What could not be read was not asked.
#[must_use]
pub fn asked_of_model(report: &ModelReport, schema: &str) -> Vec<AskedStatement> {
    let place = Place { schema };
    let mut asked = place.registry(report);
    if report.metrics.hindered.is_none() {
        asked.extend(place.metrics(&report.metrics, report.targets_unread().is_none()));
    }
    if report.costs.hindered.is_none() {
        asked.push(place.costs(report.costs.query.from, report.costs.query.to, report));
    }
    if report.drift.hindrance.is_none() {
        asked.extend(place.drift(report));
    }
    asked
}

/// Where statements are asked.
struct Place<'a> {
    schema: &'a str,
}

impl Place<'_> {
    fn asked(
        &self,
        title: &str,
        text: &str,
        parameters: Vec<String>,
        rows: Option<usize>,
    ) -> AskedStatement {
        AskedStatement {
            title: title.to_owned(),
            sql: placed(text, self.schema),
            parameters,
            rows: rows.map(count),
        }
    }

    fn registry(&self, report: &ModelReport) -> Vec<AskedStatement> {
        let page = &report.page;
        let id = || vec![page.version.id.to_string()];
        let readable = OF_VERSION
            .iter()
            .filter(|(_, part, _)| report.hindrance(*part).is_none());
        let mut asked: Vec<AskedStatement> = readable
            .map(|(title, part, text)| {
                let rows = match part {
                    ModelPart::Models | ModelPart::Lineage => Some(1),
                    ModelPart::Deployments => Some(page.deployments.len()),
                    ModelPart::Datasets => Some(page.datasets.len()),
                    ModelPart::Runs => Some(page.runs.len()),
                    ModelPart::Requests => Some(page.requests.len()),
                    ModelPart::Drift => Some(page.open_drift.len()),
                    ModelPart::Events => Some(page.events.len()),
                    ModelPart::Aliases | ModelPart::Settings => None,
                };
                self.asked(title, text, id(), rows)
            })
            .collect();
        asked.push(self.asked(
            "The model card that was read for it",
            KEPT_CARD,
            vec![page.version.id.to_string(), "the most bytes".to_owned()],
            Some(1),
        ));
        asked
    }

    fn metrics(&self, answer: &MetricsAnswer, judged: bool) -> Vec<AskedStatement> {
        let query = &answer.query;
        let ids = |ids: &[uuid::Uuid]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        let lists = [
            all_or(&query.metrics, "metrics"),
            all_or(&ids(&query.models), "versions"),
            all_or(&ids(&query.deployments), "deployments"),
            all_or(&ids(&query.agents), "agents"),
        ];
        let mut parameters = lists.to_vec();
        parameters.extend([
            moment(query.from),
            moment(query.to),
            query.split.as_str().to_owned(),
            query.step.as_str().to_owned(),
            query.zone.clone(),
            "the most rows".to_owned(),
        ]);
        let mut asked = vec![self.asked("What was measured", SERIES, parameters, None)];
        if judged {
            let told = Some(answer.targets.len());
            asked.push(self.asked(
                "What it should be; those that hold for it",
                TARGETS,
                Vec::new(),
                told,
            ));
            let of = |what: &str| format!("{what} of each target");
            let mut parameters = vec![
                of("the tenant"),
                of("the metric"),
                of("the unit"),
                of("the version"),
                of("the agent"),
                of("the deployment"),
            ];
            parameters.extend(lists.into_iter().skip(1));
            parameters.extend([
                moment(query.from),
                moment(query.to),
                of("the hours"),
                "the most windows".to_owned(),
            ]);
            asked.push(self.asked("The windows that targets judge", WINDOWS, parameters, None));
        }
        asked
    }

    fn costs(
        &self,
        from: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        report: &ModelReport,
    ) -> AskedStatement {
        let query = &report.costs.query;
        let parameters = vec![
            moment(from),
            moment(to),
            query.zone.clone(),
            query.by.as_str().to_owned(),
        ];
        self.asked(
            "What versions cost each month; the rows of this one",
            COSTS,
            parameters,
            None,
        )
    }

    fn drift(&self, report: &ModelReport) -> Vec<AskedStatement> {
        let id = report.page.version.id.to_string();
        let most = "the most rows".to_owned();
        let none = || "null".to_owned();
        let mut asked = vec![
            self.asked(
                "What was found of drift",
                FINDINGS,
                vec![most.clone(), id.clone(), "false".to_owned(), none()],
                Some(report.drift.findings.len()),
            ),
            self.asked(
                "The comparisons that were kept",
                RUNS,
                vec![most, id, none(), "false".to_owned()],
                Some(report.drift.runs.len()),
            ),
        ];
        if let Some(last) = &report.last_run {
            let parameters = vec![last.run.id.to_string(), "the most bytes".to_owned()];
            asked.push(self.asked(
                "The result of the last comparison",
                RUN_REPORT,
                parameters,
                Some(1),
            ));
        }
        asked
    }
}

fn all_or(names: &[String], what: &str) -> String {
    if names.is_empty() {
        return format!("an empty list: all {what}");
    }
    names.join(", ")
}

fn moment(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "null".to_owned(), |at| at.to_rfc3339())
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
