//! Where each migration of a graph is drawn: a row for each step from the beginning, side by side where they branch.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::schema::history::{Edge, EdgeKind, Graph};

/// The place of each node, and the way of each edge.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// Row and column of each node, in the order of the graph.
    pub(super) nodes: Vec<(usize, usize)>,
    /// How many rows there are.
    pub(super) rows: usize,
    /// How many columns there are.
    pub(super) columns: usize,
    /// The edges between nodes that are there, each once.
    pub(super) ways: Vec<Way>,
    /// How many lanes run beside each column.
    pub(super) lanes: Vec<usize>,
}

/// The way of an edge.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// The earlier node.
    pub(super) from: usize,
    /// The later node.
    pub(super) to: usize,
    /// In which way it comes before.
    pub(super) kind: EdgeKind,
    /// The lane beside the earlier node's column that it takes past the rows between; none between neighbouring rows.
    pub(super) lane: Option<usize>,
}

impl Places {
    pub(super) fn of(graph: &Graph) -> Self {
        let edges = numbered(graph);
        let rows = rows(graph.nodes.len(), &edges);
        let columns = columns(&rows, &edges);
        let count = |list: &[usize]| list.iter().max().map_or(0, |most| most + 1);
        let mut places = Self {
            rows: count(&rows),
            columns: count(&columns),
            nodes: rows.into_iter().zip(columns).collect(),
            ..Self::default()
        };
        places.lanes = vec![0; places.columns];
        places.route(&edges);
        places
    }

    /// Gives every edge that passes rows a lane that no other takes beside the same rows.
    fn route(&mut self, edges: &[(usize, usize, EdgeKind)]) {
        let mut taken: BTreeSet<(usize, usize, usize)> = BTreeSet::new();
        for &(from, to, kind) in edges {
            let (Some(&(top, column)), Some(&(bottom, _))) =
                (self.nodes.get(from), self.nodes.get(to))
            else {
                continue;
            };
            // What goes up, in a ring, takes a lane as well.
            let passed = top.min(bottom)..=top.max(bottom);
            let lane = (bottom != top + 1).then(|| {
                let free = |lane: &usize| {
                    passed
                        .clone()
                        .all(|row| !taken.contains(&(column, *lane, row)))
                };
                // One of as many lanes as there are edges is always free.
                let lane = (0..edges.len()).find(free).unwrap_or_default();
                taken.extend(passed.clone().map(|row| (column, lane, row)));
                if let Some(lanes) = self.lanes.get_mut(column) {
                    *lanes = (*lanes).max(lane + 1);
                }
                lane
            });
            self.ways.push(Way {
                from,
                to,
                kind,
                lane,
            });
        }
    }
}

/// The edges by the places of their nodes in the list; of two between the same nodes the first kind.
fn numbered(graph: &Graph) -> Vec<(usize, usize, EdgeKind)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, node) in graph.nodes.iter().enumerate() {
        places.entry(&node.id).or_insert(place);
    }
    let mut found: BTreeMap<(usize, usize), EdgeKind> = BTreeMap::new();
    for Edge { from, to, kind } in &graph.edges {
        if let (Some(from), Some(to)) = (places.get(from.as_str()), places.get(to.as_str())) {
            let known = found.entry((*from, *to)).or_insert(*kind);
            *known = (*known).min(*kind);
        }
    }
    found
        .into_iter()
        .map(|((from, to), kind)| (from, to, kind))
        .collect()
}

/// One row below the lowest of those that come before. In a ring the first of the list goes first.
fn rows(count: usize, edges: &[(usize, usize, EdgeKind)]) -> Vec<usize> {
    let mut rows = vec![0_usize; count];
    let mut waits = vec![0_usize; count];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(from, to, _) in edges.iter().filter(|(from, to, _)| from != to) {
        if let (Some(list), Some(wait)) = (after.get_mut(from), waits.get_mut(to)) {
            list.push(to);
            *wait += 1;
        }
    }
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut ready: BTreeSet<usize> = left
        .iter()
        .copied()
        .filter(|place| waits.get(*place) == Some(&0))
        .collect();
    while let Some(place) = ready.pop_first().or_else(|| left.first().copied()) {
        left.remove(&place);
        let row = rows.get(place).copied().unwrap_or_default();
        for next in after.get(place).into_iter().flatten() {
            if !left.contains(next) {
                continue;
            }
            if let (Some(own), Some(wait)) = (rows.get_mut(*next), waits.get_mut(*next)) {
                *own = (*own).max(row + 1);
                *wait = wait.saturating_sub(1);
                if *wait == 0 {
                    ready.insert(*next);
                }
            }
        }
    }
    rows
}

/// Below the first of those that come before where that is free, else the first free column of the row.
fn columns(rows: &[usize], edges: &[(usize, usize, EdgeKind)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|place| rows.get(*place));
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for &(from, to, _) in edges {
        before.entry(to).or_insert(from);
    }
    let mut columns = vec![0_usize; rows.len()];
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    for place in order {
        let row = rows.get(place).copied().unwrap_or_default();
        let wanted = before
            .get(&place)
            .and_then(|one| columns.get(*one))
            .copied();
        let column = wanted
            .filter(|column| !taken.contains(&(row, *column)))
            .or_else(|| (0..rows.len()).find(|column| !taken.contains(&(row, *column))))
            .unwrap_or_default();
        taken.insert((row, column));
        if let Some(own) = columns.get_mut(place) {
            *own = column;
        }
    }
    columns
}
