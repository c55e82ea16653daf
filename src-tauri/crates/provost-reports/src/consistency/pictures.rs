//! The pictures of a report: each says what a table beside it says too.

use provost_core::schema::consistency::Consistency;
use provost_plots::{Chart, Error, Theme};

use crate::contents::Picture;

/// How many rows and columns of migrations fit on a page.
const ROWS: usize = 10;
/// Boxes side by side.
const COLUMNS: usize = 3;

/// The pictures and which is which.
pub(super) struct Drawn {
    /// All, in the order of the document.
    pub(super) pictures: Vec<Picture>,
    /// That of the tables that are there.
    pub(super) tables: Option<usize>,
    /// That of the migrations.
    pub(super) migrations: Option<Graph>,
    /// That of the phases.
    pub(super) timeline: Option<usize>,
}

/// The picture of the migrations, and how much of them it shows.
pub(super) struct Graph {
    /// Which picture.
    pub(super) picture: usize,
    /// How many migrations it shows.
    pub(super) shown: usize,
    /// How many there are.
    pub(super) of: usize,
    /// What it shows beside them: names that others follow on and no file defines.
    pub(super) missing: Vec<String>,
}

/// Draws what there is to draw, in both themes.
pub(super) fn draw(report: &Consistency) -> Result<Drawn, Error> {
    let mut drawn = Drawn {
        pictures: Vec::new(),
        tables: None,
        migrations: None,
        timeline: None,
    };
    if report.tables.groups.iter().any(|group| group.expected > 0) {
        let groups = &report.tables.groups;
        drawn.tables = Some(drawn.add(|theme| provost_plots::tables_present(groups, theme))?);
    }
    if let Some(history) = &report.history {
        let near = |theme| provost_plots::migrations_near(history, theme, ROWS, COLUMNS);
        let (light, dark) = (near(Theme::Light)?, near(Theme::Dark)?);
        if light.shown > 0 {
            drawn.migrations = Some(Graph {
                picture: drawn.keep(light.chart, dark.chart),
                shown: light.shown,
                of: light.of,
                missing: light.missing,
            });
        }
    }
    if !report.phases.is_empty() {
        let phases = &report.phases;
        drawn.timeline = Some(drawn.add(|theme| provost_plots::timeline(phases, theme))?);
    }
    Ok(drawn)
}

impl Drawn {
    fn add(&mut self, draw: impl Fn(Theme) -> Result<Chart, Error>) -> Result<usize, Error> {
        let (light, dark) = (draw(Theme::Light)?, draw(Theme::Dark)?);
        Ok(self.keep(light, dark))
    }

    fn keep(&mut self, light: Chart, dark: Chart) -> usize {
        self.pictures.push(Picture::of(light, dark));
        self.pictures.len() - 1
    }
}
