//! Edges as JSON, which knows no infinity: the open ends of bins are null there, the first for −∞ and the last for +∞.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(edges: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    let closed = |edge: &f64| edge.is_finite().then_some(*edge);
    serializer.collect_seq(edges.iter().map(closed))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<f64>, D::Error> {
    let edges = Vec::<Option<f64>>::deserialize(deserializer)?;
    let last = edges.len().saturating_sub(1);
    edges
        .into_iter()
        .enumerate()
        .map(|(at, edge)| match edge {
            Some(edge) => Ok(edge),
            None if at == 0 => Ok(f64::NEG_INFINITY),
            None if at == last => Ok(f64::INFINITY),
            None => Err(D::Error::custom("only the outer edges of bins may be open")),
        })
        .collect()
}
