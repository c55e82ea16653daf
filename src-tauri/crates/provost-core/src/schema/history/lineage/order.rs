//! The order in which migrations can be applied.

use std::collections::BTreeMap;

use super::{Lineage, Places};

impl Lineage<'_> {
    /// The revisions in an order in which each stands behind all that it needs; those that no way leads to are left
    /// out.
    pub(in super::super) fn order(&self) -> Vec<usize> {
        self.order_after(&Places::new())
    }

    /// The same for a database that has some already: the others that can be applied to it. Of several that could come
    /// next, the one whose branch has been begun comes first, then by file.
    pub(in super::super) fn order_after(&self, done: &Places) -> Vec<usize> {
        let missing = self.missing.iter().filter(|missing| !missing.external);
        self.sorted(done, &missing.map(|missing| missing.from).collect())
    }

    /// All revisions, in order as far as there is one: as if what is missing were there, and rings last.
    pub(in super::super) fn order_regardless(&self) -> Vec<usize> {
        let mut order = self.sorted(&Places::new(), &Places::new());
        let known: Places = order.iter().copied().collect();
        order.extend((0..self.revisions.len()).filter(|place| !known.contains(place)));
        order
    }

    fn sorted(&self, done: &Places, blocked: &Places) -> Vec<usize> {
        let mut waiting: BTreeMap<usize, usize> = BTreeMap::new();
        let mut followers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut ready: Vec<usize> = Vec::new();
        for place in (0..self.revisions.len())
            .rev()
            .filter(|place| !done.contains(place))
        {
            let needs: Places = self
                .before(place)
                .filter(|before| !done.contains(before))
                .collect();
            for need in &needs {
                followers.entry(*need).or_default().push(place);
            }
            if blocked.contains(&place) {
                continue;
            }
            if needs.is_empty() {
                ready.push(place);
            } else {
                waiting.insert(place, needs.len());
            }
        }
        let mut order = Vec::new();
        while let Some(place) = ready.pop() {
            order.push(place);
            for follower in followers.get(&place).into_iter().flatten() {
                if let Some(left) = waiting.get_mut(follower) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(*follower);
                    }
                }
            }
        }
        order
    }

    /// Those that no upgrade from the beginning can come to.
    pub(in super::super) fn unreachable(&self) -> Places {
        let reached: Places = self.order().into_iter().collect();
        (0..self.revisions.len())
            .filter(|place| !reached.contains(place))
            .collect()
    }
}
