//! The report of one version of a model: read part by part, and written in its forms.

use chrono::{DateTime, Months, Utc};
use provost_core::drift::{DriftList, DriftRunPage};
use provost_core::metrics::{
    Aggregate, CostQuery, CostSplit, CostsAnswer, MetricsAnswer, SeriesQuery, SeriesSplit,
};
use provost_core::registry::card;
use provost_core::reports::{MODEL_REPORT_SCHEMA, ModelReport, ReportSpan, of_version, step_over};
use provost_plots::Zone;
use provost_postgres::registry;
use provost_postgres::reports::asked_of_model;
pub use provost_reports::ModelReportFormat;
use provost_reports::{ModelPaper, model_report_file_name, render_model_report};
use uuid::Uuid;

use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;
use crate::registry::Acting;
use crate::secrets::blocking;
use crate::{drift, metrics};

/// How many months a forecast of costs is made for, and how sure its interval is.
const AHEAD: (u32, f64) = (3, 0.95);

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelReportAsked {
    /// The version.
    pub model: Uuid,
    /// The time that is looked at.
    pub span: ReportSpan,
    /// The time zone in which days and months begin, by its IANA name.
    pub zone: String,
}

/// A report of a version, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeModelReport(ModelPaper);

impl Acting {
    /// Reads everything that the report of a version says. What cannot be read is told in it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the version is not there or cannot be read; [`AppError::BadInput`] for a time that is none
    /// and for a zone that there is not.
    pub async fn model_report(
        &self,
        asked: &ModelReportAsked,
    ) -> Result<MadeModelReport, AppError> {
        known(&asked.zone)?;
        let Opened { database, profile } = &self.opened;
        let (page, kept) = registry::card(database, profile, self.person, asked.model).await?;
        let card = card::write(&page, kept.as_ref());
        let measured = self.measured(asked, page.taken_at).await?;
        let paid = self.paid(asked, page.taken_at).await?;
        let (found, last_run) = self.drifted(asked.model).await?;
        let mut report = ModelReport {
            schema: MODEL_REPORT_SCHEMA.to_owned(),
            generated_at: now(),
            product_version: env!("CARGO_PKG_VERSION").to_owned(),
            connection: profile.name.clone(),
            environment: profile.environment,
            page,
            card,
            metrics: measured,
            costs: paid,
            drift: found,
            last_run,
            evidence: Vec::new(),
            not_known: Vec::new(),
        }
        .with_not_known();
        report.evidence = asked_of_model(&report, &profile.governance_schema);
        Ok(MadeModelReport(ModelPaper {
            series: metrics::plots_of_each(&report.metrics),
            costs: metrics::cost_plots(&report.costs),
            report,
        }))
    }

    async fn measured(
        &self,
        asked: &ModelReportAsked,
        taken_at: DateTime<Utc>,
    ) -> Result<MetricsAnswer, AppError> {
        let ends = asked.span.ends(taken_at).map_err(AppError::BadInput)?;
        metrics::series(self, &everything_of(asked.model, ends, &asked.zone)).await
    }

    /// Costs are told by the month, of a year at least.
    async fn paid(
        &self,
        asked: &ModelReportAsked,
        taken_at: DateTime<Utc>,
    ) -> Result<CostsAnswer, AppError> {
        let (from, to) = asked.span.ends(taken_at).map_err(AppError::BadInput)?;
        let year = to.checked_sub_months(Months::new(12));
        let query = CostQuery {
            by: CostSplit::Model,
            from: Some(year.map_or(from, |year| year.min(from))),
            to: Some(to),
            zone: asked.zone.clone(),
            ahead: AHEAD.0,
            confidence: AHEAD.1,
        };
        Ok(of_version(metrics::costs(self, &query).await?, asked.model))
    }

    /// What was found of drift, and the last comparison that was kept.
    async fn drifted(&self, model: Uuid) -> Result<(DriftList, Option<DriftRunPage>), AppError> {
        let found = drift::list(self, Some(model), false).await?;
        let newest = match found.runs.first() {
            Some(run) => Some(drift::show(self, run.id).await?),
            None => None,
        };
        Ok((found, newest))
    }
}

/// Asks for every metric of a version from one moment to another.
pub(crate) fn everything_of(
    model: Uuid,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    zone: &str,
) -> SeriesQuery {
    SeriesQuery {
        metrics: Vec::new(),
        models: vec![model],
        deployments: Vec::new(),
        agents: Vec::new(),
        split: SeriesSplit::Model,
        from: Some(from),
        to: Some(to),
        step: step_over(from, to),
        aggregate: Aggregate::Mean,
        zone: zone.to_owned(),
    }
}

impl MadeModelReport {
    /// What it says.
    #[must_use]
    pub fn report(&self) -> &ModelReport {
        &self.0.report
    }

    /// A name for its file.
    #[must_use]
    pub fn file_name(&self, format: ModelReportFormat) -> String {
        model_report_file_name(&self.0.report, format)
    }

    /// The bytes of its file. The same report gives the same bytes.
    ///
    /// # Errors
    /// [`AppError::Report`] when it cannot be typeset.
    pub async fn render(&self, format: ModelReportFormat) -> Result<Vec<u8>, AppError> {
        let paper = self.0.clone();
        Ok(blocking(move || render_model_report(&paper, format)).await??)
    }
}

fn known(zone: &str) -> Result<(), AppError> {
    let found = Zone::named(zone).map(|_| ());
    found.ok_or_else(|| {
        AppError::BadInput(format!(
            "There is no time zone {zone:?}. Use a name of the IANA database, such as UTC or Europe/Zurich."
        ))
    })
}
