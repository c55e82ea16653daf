//! The part of a graph that fits on a page: what is nearest to where the database stands.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use provost_core::schema::history::{Graph, History, Node, NodeState};

use super::places::Places;

/// The history with so much of its graph, nearest to where the database stands, that it takes at most so many rows and
/// columns. The whole of it when that fits.
pub(super) fn near(history: &History, rows: usize, columns: usize) -> History {
    let order = by_distance(&history.graph);
    let room = rows.saturating_mul(columns);
    let mut count = order.len();
    if count > room {
        count = room;
    }
    loop {
        let part = part(&history.graph, order.get(..count).unwrap_or_default());
        let places = Places::of(&part);
        if count <= 1 || (places.rows <= rows && places.columns <= columns) {
            return History {
                graph: part,
                ..history.clone()
            };
        }
        count -= 1;
    }
}

/// The places of the nodes in the list, those nearest to where the database stands first; of equally near ones the earlier
/// in the list. What hangs together with nothing that is near comes last.
fn by_distance(graph: &Graph) -> Vec<usize> {
    let names: BTreeMap<&str, usize> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(place, node)| (node.id.as_str(), place))
        .collect();
    let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in &graph.edges {
        if let (Some(from), Some(to)) = (names.get(edge.from.as_str()), names.get(edge.to.as_str()))
        {
            beside.entry(*from).or_default().insert(*to);
            beside.entry(*to).or_default().insert(*from);
        }
    }
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for beginning in beginnings(graph) {
        let mut waiting = VecDeque::from([beginning]);
        while let Some(place) = waiting.pop_front() {
            if seen.insert(place) {
                order.push(place);
                waiting.extend(beside.get(&place).into_iter().flatten());
            }
        }
    }
    order
}

/// Where the search begins: where the database stands; else what comes next; then what is wrong; then the ends.
fn beginnings(graph: &Graph) -> Vec<usize> {
    let of = |wanted: &dyn Fn(&Node) -> bool| -> Vec<usize> {
        let fitting = graph.nodes.iter().enumerate();
        fitting
            .filter(|(_, node)| wanted(node))
            .map(|(place, _)| place)
            .collect()
    };
    let mut order = of(&|node| node.current);
    if order.is_empty() {
        order.extend(of(&|node| node.state == NodeState::Pending).first());
    }
    order.extend(of(&|node| {
        matches!(
            node.state,
            NodeState::Failed | NodeState::Missing | NodeState::Unknown
        )
    }));
    order.extend(of(&|node| node.head));
    order.extend(0..graph.nodes.len());
    order
}

/// These nodes, in the order of the whole, and what lies between them.
fn part(graph: &Graph, kept: &[usize]) -> Graph {
    let kept: BTreeSet<usize> = kept.iter().copied().collect();
    let nodes: Vec<Node> = graph
        .nodes
        .iter()
        .enumerate()
        .filter(|(place, _)| kept.contains(place))
        .map(|(_, node)| node.clone())
        .collect();
    let names: BTreeSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let inside = |name: &str| names.contains(name);
    Graph {
        edges: graph
            .edges
            .iter()
            .filter(|edge| inside(&edge.from) && inside(&edge.to))
            .cloned()
            .collect(),
        current: graph
            .current
            .iter()
            .filter(|name| inside(name))
            .cloned()
            .collect(),
        nodes,
    }
}
