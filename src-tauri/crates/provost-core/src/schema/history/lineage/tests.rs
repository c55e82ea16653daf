use super::super::revision::Revision;
use super::{Lineage, Resolution, faults};

fn revisions(steps: &[(&str, &[&str])]) -> Vec<Revision> {
    let make = |(id, parents): &(&str, &[&str])| Revision {
        id: (*id).to_owned(),
        parents: parents.iter().map(|one| (*one).to_owned()).collect(),
        ..Revision::default()
    };
    steps.iter().map(make).collect()
}

#[test]
fn names_are_resolved_by_at_least_four_characters() {
    let all = revisions(&[("abcd1", &[]), ("abcd2", &["abcd1"]), ("efgh1", &["abcd2"])]);
    let lineage = Lineage::new(&all, |_| false);
    assert_eq!(lineage.resolve("efgh"), Resolution::One(2));
    assert_eq!(lineage.resolve("efg"), Resolution::Unknown);
    assert_eq!(lineage.resolve("abcd"), Resolution::Ambiguous);
    assert_eq!(lineage.resolve("abcd2"), Resolution::One(1));
}

#[test]
fn a_ring_names_all_its_members_and_no_others() {
    let all = revisions(&[
        ("a", &["c"]),
        ("b", &["a"]),
        ("c", &["b"]),
        ("d", &["c"]),
        ("e", &[]),
    ]);
    let lineage = Lineage::new(&all, |_| false);
    let rings = lineage.rings(false);
    assert_eq!(
        rings
            .iter()
            .map(|ring| lineage.ids(ring))
            .collect::<Vec<_>>(),
        [["a", "b", "c"]]
    );
    assert_eq!(lineage.ids(&lineage.unreachable()), ["a", "b", "c", "d"]);
    assert!(faults(&lineage)[0].message.contains("a → c"));
}

/// Neither a long chain nor a wide one may exhaust the stack or the patience.
#[test]
fn twenty_thousand_revisions_are_no_trouble() {
    let mut all = Vec::new();
    for number in 0..20_000_usize {
        let parents = number.checked_sub(1).map(|before| format!("r{before}"));
        all.push(Revision {
            id: format!("r{number}"),
            parents: parents.into_iter().collect(),
            ..Revision::default()
        });
    }
    let lineage = Lineage::new(&all, |_| false);
    assert!(faults(&lineage).is_empty());
    let order = lineage.order();
    assert_eq!((order.len(), order[0], order[19_999]), (20_000, 0, 19_999));
}
