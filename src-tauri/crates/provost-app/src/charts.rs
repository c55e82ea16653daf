//! The pictures of an audit and of the first screen, drawn for both themes so that the window can switch without asking again.

use provost_core::audit::Audit;
use provost_core::metrics::MetricsAnswer;
use provost_core::overview::{Figure, Series};
use provost_core::schema::history::History;
use provost_plots::{Chart, Theme};

use crate::error::AppError;

/// The most series that get a small line.
const MOST_SPARKLINES: usize = 200;

/// One picture, in both themes.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ThemedChart {
    /// What it shows.
    pub title: String,
    /// The facts of it in words.
    pub description: String,
    /// SVG for light grounds.
    pub light: String,
    /// SVG for dark grounds.
    pub dark: String,
    /// The same as labels and values.
    pub table: Vec<(String, String)>,
}

/// The pictures of one audit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AuditCharts {
    /// The score of each section.
    pub sections: ThemedChart,
    /// Findings by severity.
    pub severities: ThemedChart,
}

/// A picture of a figure of the first screen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FigureChart {
    /// The figure's id.
    pub figure: String,
    /// What of it is shown.
    pub kind: FigureChartKind,
    /// The picture.
    pub chart: ThemedChart,
}

/// What of a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum FigureChartKind {
    /// Its value over the days.
    Days,
    /// What it consists of.
    Parts,
}

/// Draws the pictures of an audit.
pub fn of(audit: &Audit) -> Result<AuditCharts, AppError> {
    Ok(AuditCharts {
        sections: themed(|theme| provost_plots::section_scores(&audit.sections, theme))?,
        severities: themed(|theme| provost_plots::findings_by_severity(&audit.results, theme))?,
    })
}

/// Draws the pictures of a figure: its days where there are at least two, and its parts where it has any.
pub fn of_figure(figure: &Figure, series: Option<&Series>) -> Result<Vec<FigureChart>, AppError> {
    let mut charts = Vec::new();
    let mut add = |kind, chart| {
        charts.push(FigureChart {
            figure: figure.id.clone(),
            kind,
            chart,
        });
    };
    if let Some(series) = series.filter(|series| series.points.len() >= 2) {
        let chart = themed(|theme| provost_plots::over_days(series, figure, theme))?;
        add(FigureChartKind::Days, chart);
    }
    if !figure.parts.is_empty() {
        let chart = themed(|theme| provost_plots::parts(figure, theme))?;
        add(FigureChartKind::Parts, chart);
    }
    Ok(charts)
}

/// Draws a small line for each series of an answer, in their order, of the first 200 only: more rows than that nobody compares.
pub fn of_series(answer: &MetricsAnswer) -> Result<Vec<ThemedChart>, AppError> {
    let aggregate = answer.query.aggregate;
    let draw = |series: &provost_core::metrics::MetricSeries| {
        let points = series.points.iter();
        let points: Vec<_> = points
            .map(|point| (point.at, point.values.get(aggregate)))
            .collect();
        let unit = series.unit.as_deref().unwrap_or_default();
        themed(|theme| provost_plots::sparkline(&points, None, &series.label, unit, theme))
    };
    answer
        .series
        .iter()
        .take(MOST_SPARKLINES)
        .map(draw)
        .collect()
}

/// Draws the graph of a history of migrations.
pub fn of_history(history: &History) -> Result<ThemedChart, AppError> {
    themed(|theme| provost_plots::migrations(history, theme))
}

/// The same as a file of its own, on a light ground.
pub fn history_file(history: &History) -> Result<String, AppError> {
    Ok(provost_plots::migrations(history, Theme::Light)?.on_ground(Theme::Light))
}

fn themed(
    draw: impl Fn(Theme) -> Result<Chart, provost_plots::Error>,
) -> Result<ThemedChart, AppError> {
    let light = draw(Theme::Light)?;
    let dark = draw(Theme::Dark)?;
    Ok(ThemedChart {
        title: light.title,
        description: light.description,
        light: light.svg,
        dark: dark.svg,
        table: light.table,
    })
}
