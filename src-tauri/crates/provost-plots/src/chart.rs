//! What a drawing gives back.

use serde::{Deserialize, Serialize};

/// The ground that a chart stands on. The picture itself is transparent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Dark ink, for a light ground and for paper.
    Light,
    /// Light ink, for a dark ground.
    Dark,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];
}

/// A drawn chart with the words that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    /// What is plotted.
    pub title: String,
    /// What the picture shows, for those who do not see it.
    pub description: String,
    /// An SVG document without a style sheet or a script; its root names itself with `title` and `desc`.
    pub svg: String,
    /// Every label with its value, in the order of the picture.
    pub table: Vec<(String, String)>,
}

impl Chart {
    /// The picture on the ground of its theme, for a file that stands alone: a viewer's own ground may be as dark as the ink.
    #[must_use]
    pub fn on_ground(&self, theme: Theme) -> String {
        on_ground(&self.svg, theme)
    }
}

/// A picture with the ground of its theme below it.
pub(crate) fn on_ground(svg: &str, theme: Theme) -> String {
    let ground = match theme {
        Theme::Light => "#ffffff",
        Theme::Dark => "#161616",
    };
    match svg.split_once("</desc>") {
        Some((before, after)) => {
            format!(
                "{before}</desc><rect width=\"100%\" height=\"100%\" fill=\"{ground}\"/>{after}"
            )
        }
        None => svg.to_owned(),
    }
}

/// A chart could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The drawing library refused a shape.
    #[error("the chart \"{chart}\" could not be drawn: {reason}")]
    Drawing {
        /// The chart's title.
        chart: String,
        /// What the library said.
        reason: String,
    },
}
