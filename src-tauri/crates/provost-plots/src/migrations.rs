//! The migrations of a history as a graph: the beginning at the top, a box for each, and a line to each that comes after.

mod near;
mod places;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters_backend::text_anchor::HPos;
use provost_core::audit::Severity;
use provost_core::overview::Tone;
use provost_core::schema::history::{EdgeKind, History, Node, NodeState};

use crate::canvas::{self, Canvas, SCALE};
use crate::lettering::{bold, font, shortened};
use crate::{Chart, Error, Theme, palette};
use places::{Places, Way};

const MARGIN: i32 = 12;
const BOX_WIDTH: i32 = 268;
const BOX_HEIGHT: i32 = 44;
/// The coloured edge of a box.
const EDGE: i32 = 6;
const ROW: i32 = 80;
const LANE: i32 = 8;
const GUTTER: i32 = 16;
const ARROW: i32 = 4;
const FONT_SIZE: f64 = 12.0;
/// What a small letter takes, in pixels, rounded up.
const LETTER: i32 = 7;
/// The most columns and rows that are drawn: the canvas counts in 32 bits, and nobody can look at more.
const MOST: usize = 10_000;

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<Infallible>>;

/// Draws the graph of a history, with what the database has of each migration and where it stands.
pub fn migrations(history: &History, theme: Theme) -> Result<Chart, Error> {
    let title = history.tool.map_or_else(
        || "Migrations".to_owned(),
        |tool| format!("Migrations of {}", tool.name()),
    );
    let places = Places::of(&history.graph);
    let refused = |reason: String| Error::Drawing {
        chart: title.clone(),
        reason,
    };
    if places.rows > MOST || places.columns > MOST {
        return Err(refused(format!(
            "it would have {} rows and {} columns",
            places.rows, places.columns
        )));
    }
    let description = description(history, &places);
    let layout = Layout::new(&places);
    let mut svg = String::new();
    {
        let root =
            Canvas::begin(&mut svg, layout.size(&places), &title, &description).into_drawing_area();
        draw(&root, history, &places, &layout, theme)
            .map_err(|error| refused(error.to_string()))?;
    }
    canvas::end(&mut svg);
    let table = history.graph.nodes.iter();
    Ok(Chart {
        table: table.map(|node| (node.id.clone(), words(node))).collect(),
        title,
        description,
        svg,
    })
}

/// A graph of which perhaps only a part is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The picture of that part.
    pub chart: Chart,
    /// How many migrations it shows, without those that are only named.
    pub shown: usize,
    /// How many there are, without those that are only named.
    pub of: usize,
    /// Those that it shows, that others name and no file defines.
    pub missing: Vec<String>,
}

/// Draws what is nearest to where the database stands, so much of it as fits in so many rows and columns of boxes, one of
/// each at least.
pub fn migrations_near(
    history: &History,
    theme: Theme,
    rows: usize,
    columns: usize,
) -> Result<Near, Error> {
    let part = near::near(history, rows, columns);
    Ok(Near {
        chart: migrations(&part, theme)?,
        shown: there(&part.graph.nodes),
        of: there(&history.graph.nodes),
        missing: part
            .graph
            .nodes
            .iter()
            .filter(|node| node.state == NodeState::Missing)
            .map(|node| node.id.clone())
            .collect(),
    })
}

/// How many migrations there are: what no file defines is none, though it has a box.
fn there(nodes: &[Node]) -> usize {
    let there = nodes.iter().filter(|node| node.state != NodeState::Missing);
    there.count()
}

/// How many there are of each state, where the database stands, and what is missing.
fn description(history: &History, places: &Places) -> String {
    let nodes = &history.graph.nodes;
    let mut counts: BTreeMap<usize, (NodeState, usize)> = BTreeMap::new();
    for node in nodes {
        let order = node.state as usize;
        counts.entry(order).or_insert((node.state, 0)).1 += 1;
    }
    let counted: Vec<String> = counts
        .into_values()
        .filter(|(state, _)| *state != NodeState::Missing)
        .map(|(state, count)| format!("{count} {}", word(state)))
        .collect();
    let mut text = format!(
        "{} migrations in {} steps, the beginning at the top: {}.",
        there(nodes),
        places.rows,
        counted.join(", ")
    );
    let mut named = |what: &str, ids: Vec<&str>| {
        if !ids.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, " {what}: {}.", ids.join(", "));
        }
    };
    let of = |wanted: &dyn Fn(&Node) -> bool| -> Vec<&str> {
        let fitting = nodes.iter().filter(|node| wanted(node));
        fitting.map(|node| node.id.as_str()).collect()
    };
    named("The database stands at", of(&|node| node.current));
    named(
        "Missing, though others follow on it",
        of(&|node| node.state == NodeState::Missing),
    );
    named("Heads", of(&|node| node.head));
    text
}

/// From where each column begins, in pixels.
struct Layout {
    lefts: Vec<i32>,
    width: i32,
}

impl Layout {
    fn new(places: &Places) -> Self {
        let mut left = MARGIN;
        let mut lefts = Vec::new();
        for lanes in &places.lanes {
            lefts.push(left);
            left += BOX_WIDTH + GUTTER + small(*lanes) * LANE;
        }
        Self {
            lefts,
            width: left - GUTTER + MARGIN,
        }
    }

    fn size(&self, places: &Places) -> (u32, u32) {
        let height = small(places.rows) * ROW - (ROW - BOX_HEIGHT) + 2 * MARGIN;
        (
            self.width.max(BOX_WIDTH).unsigned_abs(),
            height.max(BOX_HEIGHT).unsigned_abs(),
        )
    }

    /// The upper left corner of a node's box.
    fn corner(&self, (row, column): (usize, usize)) -> (i32, i32) {
        let left = self.lefts.get(column).copied().unwrap_or(MARGIN);
        (left, MARGIN + small(row) * ROW)
    }

    /// The corners of the line of an edge, the earlier end first.
    fn line(&self, way: &Way, places: &Places) -> Vec<(i32, i32)> {
        let corner = |place: usize| self.corner(places.nodes.get(place).copied().unwrap_or((0, 0)));
        let ((left, top), (to_left, to_top)) = (corner(way.from), corner(way.to));
        let middle = BOX_WIDTH / 2;
        let begin = (left + middle, top + BOX_HEIGHT);
        // Beside the arrow of what it follows on.
        let aside = match way.kind {
            EdgeKind::Follows => 0,
            EdgeKind::DependsOn => 3 * ARROW,
        };
        let end = (to_left + middle + aside, to_top);
        match way.lane {
            None => vec![begin, end],
            Some(lane) => {
                let x = left + BOX_WIDTH + GUTTER / 2 + small(lane) * LANE;
                let gap = (ROW - BOX_HEIGHT) / 2;
                vec![begin, (x, top + BOX_HEIGHT + gap), (x, to_top - gap), end]
            }
        }
    }
}

fn small(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX / ROW / SCALE / 2)
}

fn draw(
    root: &Area<'_>,
    history: &History,
    places: &Places,
    layout: &Layout,
    theme: Theme,
) -> Drawn {
    for way in &places.ways {
        edge(root, &layout.line(way, places), way.kind, theme)?;
    }
    for (node, place) in history.graph.nodes.iter().zip(&places.nodes) {
        migration(root, node, layout.corner(*place), theme)?;
    }
    Ok(())
}

/// A line that ends in an arrow where the later one follows, and in a ring where it only depends.
fn edge(root: &Area<'_>, line: &[(i32, i32)], kind: EdgeKind, theme: Theme) -> Drawn {
    let color = match kind {
        EdgeKind::Follows => palette::muted(theme),
        EdgeKind::DependsOn => palette::border(theme),
    };
    let scaled = |(x, y): (i32, i32)| (x * SCALE, y * SCALE);
    root.draw(&PathElement::new(
        line.iter().copied().map(scaled).collect::<Vec<_>>(),
        color.stroke_width(SCALE.unsigned_abs()),
    ))?;
    let Some(&(x, y)) = line.last() else {
        return Ok(());
    };
    match kind {
        EdgeKind::Follows => root.draw(&Polygon::new(
            [
                scaled((x, y)),
                scaled((x - ARROW, y - 2 * ARROW)),
                scaled((x + ARROW, y - 2 * ARROW)),
            ],
            color.filled(),
        )),
        EdgeKind::DependsOn => root.draw(&Circle::new(
            scaled((x, y - ARROW)),
            ARROW * SCALE,
            color.stroke_width(SCALE.unsigned_abs()),
        )),
    }
}

/// A box: the name, what it does, and in words and colour what the database has of it. Where the database stands the frame
/// is thick.
fn migration(root: &Area<'_>, node: &Node, (left, top): (i32, i32), theme: Theme) -> Drawn {
    let corners = |left: i32, top: i32, right: i32, bottom: i32| {
        [(left * SCALE, top * SCALE), (right * SCALE, bottom * SCALE)]
    };
    let (right, bottom) = (left + BOX_WIDTH, top + BOX_HEIGHT);
    let (frame, width) = if node.current {
        (palette::text(theme), 3)
    } else {
        (palette::border(theme), 1)
    };
    root.draw(&Rectangle::new(
        corners(left, top, left + EDGE, bottom),
        color(node.state, theme).filled(),
    ))?;
    root.draw(&Rectangle::new(
        corners(left, top, right, bottom),
        frame.stroke_width(width * SCALE.unsigned_abs()),
    ))?;
    lettering(root, node, (left + EDGE + 8, top), theme)
}

/// The words in a box whose text begins here.
fn lettering(root: &Area<'_>, node: &Node, (left, top): (i32, i32), theme: Theme) -> Drawn {
    let width = BOX_WIDTH - EDGE - 16;
    let (first, second) = ((top + 14) * SCALE, (top + 31) * SCALE);
    let state = words(node);
    let title_room = width - small(state.len()) * LETTER - 8;
    root.draw(&Text::new(
        shortened(&node.id, f64::from(width), FONT_SIZE),
        (left * SCALE, first),
        bold(FONT_SIZE, palette::text(theme), HPos::Left),
    ))?;
    root.draw(&Text::new(
        shortened(&node.title, f64::from(title_room), FONT_SIZE),
        (left * SCALE, second),
        font(FONT_SIZE, palette::muted(theme), HPos::Left),
    ))?;
    root.draw(&Text::new(
        state,
        ((left + width) * SCALE, second),
        font(FONT_SIZE, palette::text(theme), HPos::Right),
    ))
}

/// What a box says of its state.
fn words(node: &Node) -> String {
    if node.current {
        format!("current, {}", word(node.state))
    } else {
        word(node.state).to_owned()
    }
}

const fn word(state: NodeState) -> &'static str {
    match state {
        NodeState::NotCompared => "not compared",
        NodeState::Applied => "applied",
        NodeState::Pending => "pending",
        NodeState::Blocked => "blocked",
        NodeState::Failed => "failed",
        NodeState::Missing => "missing",
        NodeState::External => "in another package",
        NodeState::Unknown => "not in the folder",
    }
}

fn color(state: NodeState, theme: Theme) -> RGBColor {
    match state {
        NodeState::NotCompared | NodeState::External => palette::border(theme),
        NodeState::Applied => palette::tone(Tone::Good, 0, theme),
        NodeState::Pending => palette::series(theme),
        NodeState::Blocked => palette::severity(Severity::Medium, theme),
        NodeState::Unknown => palette::severity(Severity::High, theme),
        NodeState::Failed | NodeState::Missing => palette::severity(Severity::Critical, theme),
    }
}
