//! A history as nodes and edges, to be drawn.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::lineage::Lineage;
use super::revision::Revision;
use super::standing::Standing;
use super::state::Outcome;

/// The migrations and what follows on what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Graph {
    /// The migrations, each behind all that it needs as far as there is such an order; then those that are missing or
    /// unknown.
    pub nodes: Vec<Node>,
    /// From the earlier to the later.
    pub edges: Vec<Edge>,
    /// The nodes that the database stands at.
    pub current: Vec<String>,
}

/// One migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// Its name.
    pub id: String,
    /// What it does; empty for one that no file defines.
    pub title: String,
    /// Its file; none for one that no file defines.
    pub file: Option<String>,
    /// Django's app; empty for other tools.
    pub group: String,
    /// The labels of the branch that begins with it.
    pub labels: Vec<String>,
    /// When it was written, as its file says.
    pub created: Option<String>,
    /// What the database has of it.
    pub state: NodeState,
    /// How far it is from a beginning: one more than the farthest of those that it needs.
    pub level: u32,
    /// Whether nothing follows on it.
    pub head: bool,
    /// Whether it follows on nothing.
    pub base: bool,
    /// Whether several follow on it.
    pub branch_point: bool,
    /// Whether it follows on several.
    pub merge: bool,
    /// Whether the database stands at it.
    pub current: bool,
}

/// What a database has of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum NodeState {
    /// No database was looked at.
    NotCompared,
    /// It is applied.
    Applied,
    /// It is still to be applied.
    Pending,
    /// It is not applied and cannot be.
    Blocked,
    /// It failed.
    Failed,
    /// A file names it and none defines it.
    Missing,
    /// It belongs to what is not in the folder.
    External,
    /// The database names it and the folder does not have it.
    Unknown,
}

/// That one migration comes before another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// The earlier one.
    pub from: String,
    /// The later one.
    pub to: String,
    /// In which way.
    pub kind: EdgeKind,
}

/// In which way one comes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// The later one follows on it.
    Follows,
    /// The later one only depends on it.
    DependsOn,
}

/// The graph of a chain and of where a database stands in it.
pub(super) fn graph(lineage: &Lineage, standing: &Standing) -> Graph {
    let (heads, bases) = (lineage.heads(), lineage.bases());
    let (branch_points, merges) = (lineage.branch_points(), lineage.merges());
    let current: BTreeSet<&str> = standing.current.iter().map(String::as_str).collect();
    let mut levels: BTreeMap<usize, u32> = BTreeMap::new();
    let mut nodes = Vec::new();
    for place in lineage.order_regardless() {
        let Some(revision) = lineage.revisions.get(place) else {
            continue;
        };
        let level = lineage
            .before(place)
            .filter_map(|before| levels.get(&before))
            .max()
            .map_or(0, |level| level + 1);
        levels.insert(place, level);
        nodes.push(Node {
            level,
            state: state(place, revision, standing),
            head: heads.contains(&place),
            base: bases.contains(&place),
            branch_point: branch_points.contains(&place),
            merge: merges.contains(&place),
            current: current.contains(revision.id.as_str()),
            ..known(revision)
        });
    }
    nodes.extend(strangers(lineage, standing));
    let current = nodes
        .iter()
        .filter(|node| node.current)
        .map(|node| node.id.clone())
        .collect();
    Graph {
        nodes,
        edges: edges(lineage),
        current,
    }
}

fn known(revision: &Revision) -> Node {
    Node {
        title: revision.title.clone(),
        file: Some(revision.file.clone()),
        group: revision.group.clone(),
        labels: revision.labels.clone(),
        created: revision.created.clone(),
        ..bare(&revision.id, NodeState::NotCompared)
    }
}

fn bare(id: &str, state: NodeState) -> Node {
    Node {
        id: id.to_owned(),
        title: String::new(),
        file: None,
        group: String::new(),
        labels: Vec::new(),
        created: None,
        state,
        level: 0,
        head: false,
        base: false,
        branch_point: false,
        merge: false,
        current: state == NodeState::Unknown,
    }
}

fn state(place: usize, revision: &Revision, standing: &Standing) -> NodeState {
    let failed =
        |one: &super::AppliedMigration| one.outcome == Outcome::Failed && one.id == revision.id;
    if !standing.compared {
        NodeState::NotCompared
    } else if standing.applied.iter().any(failed) {
        NodeState::Failed
    } else if standing.done.contains(&place) {
        NodeState::Applied
    } else if standing.blocked.contains(&place) {
        NodeState::Blocked
    } else {
        NodeState::Pending
    }
}

/// What files or rows name and no file defines.
fn strangers(lineage: &Lineage, standing: &Standing) -> Vec<Node> {
    let mut found: BTreeMap<&str, NodeState> = BTreeMap::new();
    for missing in &lineage.missing {
        let state = if missing.external {
            NodeState::External
        } else {
            NodeState::Missing
        };
        found.insert(&missing.name, state);
    }
    for id in &standing.unknown {
        found.insert(id, NodeState::Unknown);
    }
    found
        .into_iter()
        .map(|(id, state)| bare(id, state))
        .collect()
}

fn edges(lineage: &Lineage) -> Vec<Edge> {
    let mut found: BTreeSet<Edge> = BTreeSet::new();
    for (kind, lists) in [
        (EdgeKind::Follows, &lineage.parents),
        (EdgeKind::DependsOn, &lineage.dependencies),
    ] {
        for (place, befores) in lists.iter().enumerate() {
            for before in befores {
                let (from, to) = (lineage.id(*before).to_owned(), lineage.id(place).to_owned());
                found.insert(Edge { from, to, kind });
            }
        }
    }
    for missing in &lineage.missing {
        let kind = if missing.followed {
            EdgeKind::Follows
        } else {
            EdgeKind::DependsOn
        };
        found.insert(Edge {
            from: missing.name.clone(),
            to: lineage.id(missing.from).to_owned(),
            kind,
        });
    }
    found.into_iter().collect()
}
