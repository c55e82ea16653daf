//! Applied, taken back and applied again, the database is what it was.

use provost_core::catalog::Catalog;
use provost_core::schema::Pack;

use crate::installed::{VERSIONS, apply, empty, read, revert};

#[tokio::test]
async fn each_pack_comes_goes_and_comes_again_the_same() {
    for version in VERSIONS {
        let server = empty(version).await;
        let untouched = definition(read(&server).await);
        let mut before = vec![untouched.clone()];
        for pack in Pack::ALL {
            apply(&server, &[pack]).await;
            let with = definition(read(&server).await);
            revert(&server, &[pack]).await;
            let without = definition(read(&server).await);
            assert_same(
                &without,
                before.last().unwrap(),
                &format!("{pack:?} taken back, {version:?}"),
            );
            apply(&server, &[pack]).await;
            let again = definition(read(&server).await);
            assert_same(
                &again,
                &with,
                &format!("{pack:?} applied again, {version:?}"),
            );
            before.push(again);
        }
        for pack in Pack::ALL.into_iter().rev() {
            before.pop();
            revert(&server, &[pack]).await;
            let left = definition(read(&server).await);
            assert_same(
                &left,
                before.last().unwrap(),
                &format!("after {pack:?} went, {version:?}"),
            );
        }
    }
}

/// What somebody defined, without an extension that a pack brought: it stays, since others may use it by then.
fn definition(catalog: Catalog) -> Catalog {
    let mut definition = catalog.definition_only();
    definition
        .extensions
        .retain(|extension| extension.name != "vector");
    definition
        .functions
        .sort_by(|left, right| format!("{left:?}").cmp(&format!("{right:?}")));
    definition
}

/// The parts one by one, so that a difference can be read.
fn assert_same(found: &Catalog, expected: &Catalog, when: &str) {
    let [found, expected] = [found, expected].map(|catalog| serde_json::to_value(catalog).unwrap());
    for (part, value) in expected.as_object().unwrap() {
        let other = &found[part];
        let (Some(left), Some(right)) = (other.as_array(), value.as_array()) else {
            assert_eq!(other, value, "{when}: {part}");
            continue;
        };
        for item in left {
            assert!(
                right.contains(item),
                "{when}: {part}: new or changed: {item}"
            );
        }
        for item in right {
            assert!(
                left.contains(item),
                "{when}: {part}: gone or changed: {item}"
            );
        }
    }
}
