//! Metrics over time: what is measured of models, deployments and agents, what it should be, and what it costs.
//!
//! Files are read line by line into [`MetricPoint`]s, a row that cannot be used is told with its line and the reason. What a
//! database holds is answered as [`MetricSeries`] with all its [`Aggregates`]; percentiles are always those of the values,
//! never a mean of percentiles.
//!
//! Numbers that are finite wherever they come from are told to the window as numbers, where it would else be told that any of
//! them may be null: that is what the type in the bindings is for.

mod aggregate;
mod burn;
mod choices;
mod costs;
mod forecast;
mod import;
mod judgement;
mod needs;
mod point;
mod reading;
mod row_error;
mod series;
mod target;

pub use aggregate::{Aggregate, Aggregates};
pub use burn::{
    BUDGET_DAYS, Burn, BurnAlert, BurnCourse, BurnPoint, BurnRate, BurnRatePoint, BurnSeverity,
    MOST_POINTS,
};
pub use choices::{AgentChoice, DeploymentChoice, MetricChoice, MetricChoices, ModelChoice};
pub use costs::{
    COSTS_SCHEMA, CostPart, CostQuery, CostSplit, CostsAnswer, CurrencyCosts, MonthCost,
    months_between,
};
pub use forecast::{Forecast, ForecastPoint, METHOD, Trend, linear_trend};
pub use import::{IMPORT_SCHEMA, ImportProgress, MOST_TOLD, MetricsImport};
pub use judgement::{Breach, BreachLevel, Judged, Window, judged};
pub use needs::{AGENTS, COSTS, DEPLOYMENTS, METRICS, MODELS, ORGANISATIONS, TARGETS};
pub use point::{LARGEST_VALUE, MetricPoint, PointScope, YEARS};
pub use reading::{FileFault, MOST_LINE, MetricsFormat, MetricsReader, delimiter};
pub use row_error::{RowError, RowFault};
pub use series::{
    METRICS_SCHEMA, MOST_LINES, MetricSeries, MetricsAnswer, SeriesPoint, SeriesQuery, SeriesSplit,
    SeriesStep,
};
pub use target::{MetricTarget, TargetDirection, TargetDraft, TargetProblem};
