//! Rings in the graph: sets of migrations each of which waits for every other (strongly connected components).

use super::{Lineage, Places};

impl Lineage<'_> {
    /// The rings of more than one migration, by what is followed on, and with what is depended on as well.
    pub(super) fn rings(&self, with_dependencies: bool) -> Vec<Places> {
        let edges: Vec<Places> = (0..self.revisions.len())
            .map(|place| {
                if with_dependencies {
                    self.before(place).collect()
                } else {
                    self.parents.get(place).cloned().unwrap_or_default()
                }
            })
            .collect();
        components(&edges)
    }
}

/// Kosaraju's algorithm, without recursion: chains are thousands of migrations long.
fn components(edges: &[Places]) -> Vec<Places> {
    let mut reversed = vec![Places::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for target in targets {
            if let Some(sources) = reversed.get_mut(*target) {
                sources.insert(from);
            }
        }
    }
    let mut seen = Places::new();
    let mut finished = Vec::new();
    for start in 0..edges.len() {
        finish(start, edges, &mut seen, &mut finished);
    }
    let mut rings = Vec::new();
    let mut taken = Places::new();
    for start in finished.into_iter().rev() {
        let mut ring = Vec::new();
        finish(start, &reversed, &mut taken, &mut ring);
        if ring.len() > 1 {
            rings.push(ring.into_iter().collect::<Places>());
        }
    }
    rings.sort();
    rings
}

/// Walks from a place to all that were not seen yet; each is put down when all behind it are.
fn finish(start: usize, edges: &[Places], seen: &mut Places, finished: &mut Vec<usize>) {
    let mut open = vec![(start, false)];
    while let Some((place, done)) = open.pop() {
        if done {
            finished.push(place);
        } else if seen.insert(place) {
            open.push((place, true));
            let next = edges.get(place).into_iter().flatten();
            open.extend(
                next.filter(|next| !seen.contains(next))
                    .map(|next| (*next, false)),
            );
        }
    }
}
